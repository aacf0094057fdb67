// The record as a folder of files (export.h says which).
#include "app/export.h"

#include "app/setting.h"
#include "base/folder.h"
#include "base/watch.h"

#include <unistd.h>

enum { FILE_MAX = 1 << 30, PAGE_MAX = 256 << 20, PAGE_MEMORY = 256 << 20 };

static const str README = STR_INIT(
    "The public record of a community, as Wardmote keeps it.\n\n"
    "    wardmote verify .\n\n"
    "checks that nothing in it was changed, left out, added or moved since it was sealed, that its texts are those\n"
    "that were adopted, and that every figure that was published follows from it.\n\n"
    "facts.jsonl       what happened, a fact a line, in the order of recording; {\"leaf\":...} stands for what is not\n"
    "                  public, by its hash\n"
    "leaves.txt        the hash of every line: SHA-256 of a zero byte and the line without its end\n"
    "checkpoints.json  signed checkpoints: how many facts there were, and the root of their Merkle tree (RFC 6962)\n"
    "contents.json     the texts that facts adopted, which are in contents/, with their SHA-256\n"
    "record.json       what the record is called, and the public keys\n\n"
    "Keep the newest checkpoint: with `wardmote verify . --checkpoint FILE` it shows later whether the record was\n"
    "made up anew.\n");

struct folder_export {
    struct store *store;
    str folder; // as long as it is written to
};

static result text_put(struct ctx *ctx, str folder, str name, str bytes)
{
    char *path = str_c(ctx->arena, str_format(ctx->arena, "%.*s/%.*s", STR_ARGS(folder), STR_ARGS(name)));
    return path ? file_append(ctx, path, bytes) : arena_fail(ctx);
}

typedef result (*part_writer)(struct ctx *ctx, struct db *db, struct buffer *out);

static result checkpoints_json(struct ctx *ctx, struct db *db, struct buffer *out)
{
    return export_checkpoints(ctx, db, TABLE_JSON, out);
}

static result contents_json(struct ctx *ctx, struct db *db, struct buffer *out)
{
    return export_contents(ctx, db, TABLE_JSON, out);
}

static const struct {
    str name;
    part_writer write;
} PARTS[] = {
    { STR_INIT("record.json"), export_record_json },
    { STR_INIT("checkpoints.json"), checkpoints_json },
    { STR_INIT("contents.json"), contents_json },
};

static result part_put(struct ctx *ctx, struct db *db, str folder, size_t part)
{
    struct buffer out = buffer_open(FILE_MAX);
    result e = PARTS[part].write(ctx, db, &out);
    if (!e)
        e = buffer_check(ctx, &out);
    if (!e)
        e = text_put(ctx, folder, PARTS[part].name, buffer_str(&out));
    buffer_close(&out);
    return e;
}

static result contents_put(struct ctx *ctx, struct db *db, str folder)
{
    struct content_each_out row;
    struct cursor cursor;
    char *path = str_c(ctx->arena, str_format(ctx->arena, "%.*s/contents", STR_ARGS(folder)));
    result e = path ? folder_make(ctx, path) : arena_fail(ctx);
    if (!e)
        e = query_content_each(ctx, db, &(struct content_each_in){ COMMUNITY_FIRST }, &cursor);
    while (!e && query_content_each_next(ctx, &cursor, &row))
        e = text_put(ctx, folder, str_format(ctx->arena, "contents/%lld", (long long)row.id), row.body);
    return e ? e : cursor.failed;
}

static result page_put(struct ctx *ctx, struct db *db, str folder, const struct export_range *range)
{
    struct ctx own = { .arena = arena_open(PAGE_MEMORY) };
    struct buffer out = buffer_open(PAGE_MAX);
    str name = range->is_leaves ? STR("leaves.txt") : STR("facts.jsonl");
    result e = own.arena ? export_facts(&own, db, range, &out) : ERR_LIMIT;
    if (!e)
        e = text_put(&own, folder, name, buffer_str(&out));
    if (e)
        e = own.arena ? fail(ctx, e, "%s", own.error.text) : arena_fail(ctx);
    buffer_close(&out);
    arena_close(own.arena);
    return e;
}

static result facts_put(struct ctx *ctx, struct db *db, str folder)
{
    struct judge_options options;
    struct ledger *ledger;
    int64_t size;
    result e = community_time(ctx, db, (instant){ 0 }, &options);
    if (!e)
        e = ledger_open(ctx, db, &options, &ledger);
    if (!e)
        e = export_size(ctx, db, &size);
    for (int64_t from = 0; !e && from < size; from += EXPORT_PAGE)
        for (int is_leaves = 0; is_leaves < 2 && !e; is_leaves++)
            e = page_put(ctx, db, folder,
                         &(struct export_range){ ledger, from, from + EXPORT_PAGE, is_leaves });
    return e;
}

static result export_work(struct ctx *ctx, struct db *db, void *with)
{
    const struct folder_export *x = with;
    result e = OK;
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS && !e; i++)
        e = part_put(ctx, db, x->folder, i);
    if (!e)
        e = contents_put(ctx, db, x->folder);
    if (!e)
        e = facts_put(ctx, db, x->folder);
    return e ? e : text_put(ctx, x->folder, STR("README.txt"), README);
}

result export_folder(struct ctx *ctx, struct store *store, str folder)
{
    struct folder_export x = { store,
                               str_format(ctx->arena, "%.*s.new-%ld", STR_ARGS(folder), (long)getpid()) };
    char *from = str_c(ctx->arena, x.folder), *to = str_c(ctx->arena, folder);
    if (!from || !to)
        return arena_fail(ctx);
    if (folder_exists(to))
        return fail_at(ctx, ERR_CONFLICT, folder, (struct place){ 0 },
                       "is there already: name another with --to");
    result e = folder_make(ctx, from);
    if (e)
        return e;
    watch_beside(from);
    e = store_read(ctx, store, export_work, &x);
    if (!e)
        e = folder_move(ctx, from, to);
    if (e)
        folder_remove(from);
    watch_placed(from);
    return e;
}
