#include "app/restore.h"

#include "app/adopt.h"
#include "app/outbox.h"
#include "app/photographs_copy.h"
#include "app/session.h"
#include "base/arena.h"
#include "base/file.h"
#include "store/forget.h"
#include "store/sqlite_file.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

// What is put in order before it stands where it is to stand.
struct copy {
    struct restoring *r;
    char *path;   // of the backup
    char *target; // of the store
    char *beside; // of the copy
    struct erasure_row_list erasures;
};

static result backup_check(struct ctx *ctx, struct copy *c)
{
    struct sqlite_file found;
    result e = sqlite_describe(ctx, c->path, &found);
    if (!e && found.schema > MIGRATIONS_COUNT)
        e = fail(
            ctx, ERR_STORE,
            "the backup was made by a newer Wardmote (its schema is %d, this program knows %d): use that one",
            (int)found.schema, MIGRATIONS_COUNT);
    if (!e)
        e = sqlite_check(ctx, c->path);
    if (!e)
        e = sqlite_seal_check(ctx, c->path);
    c->r->schema_from = found.schema;
    c->r->schema_to = MIGRATIONS_COUNT;
    return e;
}

// The one that was named, else the one beside the store: a store that was lost leaves its list behind.
static result list_read(struct ctx *ctx, struct copy *c)
{
    struct restoring *r = c->r;
    str path = r->erasures.n ? r->erasures : erasures_path(ctx, r->store), text;
    char *name = str_c(ctx->arena, path);
    if (!name)
        return arena_fail(ctx);
    if (!r->erasures.n && (!path.n || !file_exists(name)))
        return OK;
    r->has_erasures = true;
    result e = file_read(ctx, name, ERASURES_BYTES_MAX, &text);
    return e ? e : erasures_read(ctx, path, text, &c->erasures);
}

static result derived_work(struct ctx *ctx, struct db *db, void *with)
{
    struct copy *c = with;
    struct community_by_id_out community;
    bool is_found;
    result e = query_setting_delete(ctx, db,
                                    &(struct setting_delete_in){ COMMUNITY_FIRST, STR(SETTING_SEAL) });
    if (!e)
        e = sessions_end_all(ctx, db);
    if (!e) // it holds an address, and was sent since
        e = query_outbox_delete_of_message(
            ctx, db, &(struct outbox_delete_of_message_in){ COMMUNITY_FIRST, MESSAGE_ERASED });
    if (!e)
        e = query_community_by_id(ctx, db, &(struct community_by_id_in){ COMMUNITY_FIRST }, &community,
                                  &is_found);
    if (e || !is_found)
        return e; // nobody lives in it yet
    c->r->checked.now = c->r->now;
    e = derived_check(ctx, db, &c->r->checked);
    if (!e && c->r->has_erasures)
        e = erasures_replay(ctx, db, &c->erasures, c->r->now, &c->r->replayed);
    return e || !c->r->has_erasures ? e : derived_rebuild(ctx, db, c->r->now);
}

static result files_work(struct ctx *ctx, struct db *db, void *with)
{
    return photographs_copy(ctx, db, with);
}

// Before the store stands in its place: whoever opens it finds them.
static result photographs_restore(struct ctx *ctx, struct copy *c)
{
    struct shelf beside;
    struct photographs_copying copying = { &beside, &c->r->photographs, 0, 0 };
    struct store *store;
    result e = shelf_of_store(ctx, c->r->file, (str){ 0 }, &beside);
    if (!e)
        e = store_open(ctx, str_from(c->beside), STORE_READ, &store);
    if (e)
        return e;
    e = store_read(ctx, store, files_work, &copying);
    store_close(store);
    c->r->files = copying.files;
    c->r->files_missing = copying.missing;
    return e;
}

static result put_in_order(struct ctx *ctx, struct copy *c)
{
    struct forgotten forgotten;
    struct store *store;
    result e = store_open(ctx, str_from(c->beside), STORE_WRITE, &store);
    if (e)
        return e;
    e = store_write(ctx, store, derived_work, c);
    store_close(store);           // the last to close it: what stands in its journal goes into the file
    if (!e && c->r->has_erasures) // nor may free pages hold it
        e = store_forget(ctx, str_from(c->beside), &forgotten);
    if (!e && sqlite_has_journal(c->beside))
        e = fail(ctx, ERR_STORE, "the disk failed: the backup was not restored");
    return e ? e : file_sync(ctx, c->beside);
}

static void copy_remove(struct ctx *ctx, const char *beside)
{
    static const char *const ends[] = { "", "-wal", "-shm", "-journal" };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        char *name = str_c(ctx->arena, str_format(ctx->arena, "%s%s", beside, ends[i]));
        if (name)
            unlink(name);
    }
}

static result restore(struct ctx *ctx, struct copy *c)
{
    struct sqlite_file made;
    result e = sqlite_copy(ctx, c->path, c->beside);
    if (!e)
        e = put_in_order(ctx, c);
    if (!e)
        e = photographs_restore(ctx, c);
    if (!e)
        e = sqlite_describe(ctx, c->beside, &made);
    if (!e)
        e = sqlite_facts(ctx, c->beside, &c->r->facts);
    if (!e && c->target[0])
        e = file_place(ctx, c->beside, c->target);
    else if (!e)
        e = store_from_file(ctx, c->beside, c->r->store, c->r->now);
    if (e)
        return e;
    if (!c->target[0])
        copy_remove(ctx, c->beside);
    c->r->bytes = made.bytes;
    return OK;
}

// A journal of a store that was there would be taken for this one's.
static result target_check(struct ctx *ctx, const struct copy *c)
{
    if (c->target[0] && sqlite_has_journal(c->target))
        return fail(
            ctx, ERR_CONFLICT,
            "beside '%s' lies the journal of a store that was there (its name ends in -wal or -journal): move "
            "it away, or restore to another place",
            c->target);
    return OK;
}

result store_restore(struct ctx *ctx, struct restoring *r)
{
    struct copy c = { .r = r, .path = str_c(ctx->arena, r->file) };
    c.target = str_c(ctx->arena, sqlite_path(r->store));
    if (!c.path || !c.target)
        return arena_fail(ctx);
    // Of a store in a server the copy stands where temporary files do.
    const char *folder = getenv("TMPDIR");
    char *place = c.target[0]
        ? c.target
        : str_c(ctx->arena, str_format(ctx->arena, "%s/wardmote-restore", folder ? folder : "/tmp"));
    if (!place)
        return arena_fail(ctx);
    result e = file_beside(ctx, place, true, &c.beside);
    if (e)
        return e;
    e = target_check(ctx, &c);
    if (!e)
        e = backup_check(ctx, &c);
    if (!e)
        e = list_read(ctx, &c);
    if (!e)
        e = restore(ctx, &c);
    if (e)
        copy_remove(ctx, c.beside);
    return e;
}
