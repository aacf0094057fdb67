// The record again, in a store of its own: what is derived is made there anew, and compared.
#include "app/verify_internal.h"

#include "app/adopt.h"
#include "app/setting.h"
#include "base/watch.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

result verify_copy_open(struct verify *v)
{
    const char *folder = getenv("TMPDIR");
    str name = str_format(v->ctx->arena, "%s/wardmote-verify-XXXXXX", folder && folder[0] ? folder : "/tmp");
    char *path = str_c(v->ctx->arena, name);
    if (!path)
        return arena_fail(v->ctx);
    if (!mkdtemp(path))
        return fail(v->ctx, ERR_STORE,
                    "no folder for what has to be made again can be made as '%s': set TMPDIR", path);
    watch_beside(path);
    v->copy_folder = str_from(path);
    return store_open(v->ctx, str_format(v->ctx->arena, "sqlite:%s/copy.db", path), STORE_CREATE, &v->copy);
}

void verify_copy_close(struct verify *v)
{
    static const char *const files[] = { "copy.db", "copy.db-wal", "copy.db-shm" };
    store_close(v->copy);
    v->copy = NULL;
    for (size_t i = 0; v->copy_folder.n && i < sizeof files / sizeof *files; i++) {
        str name = str_format(v->ctx->arena, "%.*s/%s", STR_ARGS(v->copy_folder), files[i]);
        char *path = str_c(v->ctx->arena, name);
        if (path)
            unlink(path);
    }
    if (v->copy_folder.n) {
        rmdir(v->copy_folder.at);
        watch_placed(v->copy_folder.at);
    }
}

// From a store to another, inside a write transaction of that one.
struct copying {
    struct verify *v;
    struct db *from;
    struct ctx *reading; // of the other store's queries
};

static result community_copy(struct ctx *ctx, struct db *db, const struct copying *c)
{
    struct community_by_id_out community;
    struct setting_all_out_list settings;
    bool is_found;
    result e = query_community_by_id(ctx, c->from, &(struct community_by_id_in){ COMMUNITY_FIRST },
                                     &community, &is_found);
    if (!e && is_found)
        e = query_community_insert(
            ctx, db, &(struct community_insert_in){ COMMUNITY_FIRST, community.name, community.zone });
    if (!e)
        e = query_setting_all(ctx, c->from, &(struct setting_all_in){ COMMUNITY_FIRST }, &settings);
    for (size_t i = 0; !e && i < settings.n; i++)
        e = setting_write(ctx, db, settings.at[i].name, settings.at[i].value);
    return e;
}

static result contents_copy(struct ctx *ctx, struct db *db, const struct copying *c)
{
    struct content_each_out row;
    struct cursor cursor;
    result e = query_content_each(c->reading, c->from, &(struct content_each_in){ COMMUNITY_FIRST }, &cursor);
    while (!e && query_content_each_next(c->reading, &cursor, &row))
        e = query_content_copy(
            ctx, db,
            &(struct content_copy_in){ row.id, COMMUNITY_FIRST, row.kind, row.name, row.hash, row.body });
    return e ? e : cursor.failed;
}

static result fact_copy(struct ctx *ctx, struct db *db, const struct fact_row *f)
{
    watch_add(WATCH_FACTS, 1);
    return query_fact_copy(ctx, db,
                           &(struct fact_copy_in){ f->id, COMMUNITY_FIRST, f->kind, f->case_id, f->document,
                                                   f->clause, f->name, f->value, f->happened,
                                                   f->happened_last, f->until, f->period_from, f->period_to,
                                                   f->recorded, f->voice, f->said_by, f->words, f->corrects,
                                                   f->bound });
}

static result facts_copy(struct ctx *ctx, struct db *db, const struct copying *c)
{
    struct fact_row row;
    struct cursor cursor;
    result e = query_fact_after(c->reading, c->from, &(struct fact_after_in){ COMMUNITY_FIRST, 0, INT64_MAX },
                                &cursor);
    while (!e && query_fact_after_next(c->reading, &cursor, &row))
        e = fact_copy(ctx, db, &row);
    return e ? e : cursor.failed;
}

static result private_copy(struct ctx *ctx, struct db *db, const struct copying *c)
{
    struct private_all_out row;
    struct cursor cursor;
    result e = query_private_all(c->reading, c->from, &(struct private_all_in){ COMMUNITY_FIRST }, &cursor);
    while (!e && query_private_all_next(c->reading, &cursor, &row))
        e = query_private_insert(ctx, db,
                                 &(struct private_insert_in){ COMMUNITY_FIRST, row.fact_id, row.salt,
                                                              row.words, row.latitude, row.longitude,
                                                              row.place, row.actor, row.photograph });
    return e ? e : cursor.failed;
}

// As of when the store's own derived tables are true.
static result rebuild(struct ctx *ctx, struct db *db)
{
    str derived_at;
    int64_t second = 0;
    result e = setting_read(ctx, db, SETTING_DERIVED_AT, &derived_at);
    if (e || !str_to_int(derived_at, &second))
        return e; // never made: there is nothing to compare
    return derived_rebuild(ctx, db, (instant){ second });
}

static result copy_work(struct ctx *ctx, struct db *db, void *with)
{
    const struct copying *c = with;
    result e = community_copy(ctx, db, c);
    if (!e)
        e = contents_copy(ctx, db, c);
    if (!e)
        e = facts_copy(ctx, db, c);
    if (!e)
        e = private_copy(ctx, db, c);
    return e;
}

static result rebuild_work(struct ctx *ctx, struct db *db, void *with)
{
    (void)with;
    return rebuild(ctx, db);
}

// What can't be made again from the facts and contents does not agree with them.
result verify_copy_fill(struct verify *v, struct db *db)
{
    struct copying copying = { v, db, v->ctx };
    struct ctx again = { .arena = v->ctx->arena };
    result e = store_write(v->ctx, v->copy, copy_work, &copying);
    if (!e && store_write(&again, v->copy, rebuild_work, NULL)) {
        v->has_no_derived = true;
        verify_wrong(v, VERIFY_DERIVED, "the derived tables can't be made again: %s", again.error.text);
    }
    return e;
}

result verify_copy_fact(struct ctx *ctx, struct db *db, const struct fact_row *fact)
{
    return fact_copy(ctx, db, fact);
}
