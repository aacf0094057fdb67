#include "app/move.h"
#include "app/photographs_copy.h"
#include "base/clock.h"
#include "base/folder.h"
#include "base/log.h"
#include "cli/shelves.h"
#include "gateway/bucket.h"
#include "store/sqlite_file.h"

static void progress_show(const char *table)
{
    log_progress("%s", table);
}

static void counts_write(struct buffer *out, const struct store_moving *moving, bool is_derived)
{
    const char *separator = "";
    for (int i = 0; i < STORED_TABLES_COUNT; i++)
        if (STORED_TABLES[i].is_derived == is_derived) {
            buffer_print(out, "%s%s %lld", separator, STORED_TABLES[i].name, (long long)moving->rows[i]);
            separator = ", ";
        }
    buffer_byte(out, '\n');
}

static result copy_work(struct ctx *ctx, struct db *db, void *with)
{
    return photographs_copy(ctx, db, with);
}

// Into a bucket one by one, by what the store has of them.
static result shelf_fill(struct ctx *ctx, struct store *store, const struct shelf *from,
                         const struct shelf *to, int64_t *n)
{
    struct photographs_copying copying = { from, to, 0, 0 };
    if (!to->kind->is_far)
        return shelf_copy(ctx, from, to, n);
    result e = store_read(ctx, store, copy_work, &copying);
    *n = copying.files;
    return e;
}

// The place that is named is that of the store in a server. What is in a bucket already stays there.
static result photographs_move(struct ctx *ctx, const struct options *options, struct store *store,
                               struct buffer *out)
{
    struct shelf from, to;
    str place = options->value[OPTION_PHOTOGRAPHS], source = options->value[OPTION_MOVE_FROM],
        target = options->value[OPTION_MOVE_TO];
    int64_t n;
    result e = shelf_named(ctx, source, sqlite_path(source).n ? (str){ 0 } : place, &from);
    if (!e)
        e = shelf_named(ctx, target, sqlite_path(target).n ? (str){ 0 } : place, &to);
    bool is_far = !e && from.kind && from.kind->is_far;
    if (e || !from.kind || (!is_far && !folder_exists(from.where)))
        return e;
    if (is_far || !to.kind) {
        log_line("The photographs stay where they are: serve the other store with --photographs %s",
                 from.where);
        return OK;
    }
    e = shelf_fill(ctx, store, &from, &to, &n);
    bucket_close(&to);
    if (!e)
        buffer_print(out, "photographs: %lld files in %s\n", (long long)n, to.where);
    return e;
}

static result move(struct ctx *ctx, const struct options *options, struct store *from, struct buffer *out)
{
    struct store_moving moving = { .now = clock_now(), .progress = progress_show };
    struct store *to;
    result e = store_open(ctx, options->value[OPTION_MOVE_TO], STORE_CREATE, &to);
    if (e)
        return e;
    e = store_move(ctx, from, to, &moving);
    store_close(to);
    log_progress_end();
    if (e)
        return e;
    buffer_add(out, STR("moved, rows: "));
    counts_write(out, &moving, false);
    buffer_add(out, STR("made again and found the same, rows: "));
    counts_write(out, &moving, true);
    e = photographs_move(ctx, options, from, out);
    return e ? e : buffer_check(ctx, out);
}

result command_move(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    struct store *from;
    if (str_equal(options->value[OPTION_MOVE_FROM], options->value[OPTION_MOVE_TO]))
        return fail_at(ctx, ERR_INPUT, STR("--to"), (struct place){ 0 }, "is the store that --from names");
    result e = store_open(ctx, options->value[OPTION_MOVE_FROM], STORE_WRITE, &from);
    if (e)
        return e;
    e = move(ctx, options, from, out);
    store_close(from);
    return e;
}
