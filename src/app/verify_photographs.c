// Photographs: each file is there and is what its name says, and the names are those that its fact binds.
#include "app/photograph.h"
#include "app/verify_internal.h"

#include "base/arena.h"

static void file_check(struct verify *v, int64_t id, str name)
{
    struct ctx own = { .arena = arena_open(2 * SHELF_BYTES_MAX) };
    str bytes;
    verify_checked(v, VERIFY_PHOTOGRAPHS);
    result e = own.arena ? shelf_get(&own, &v->out->photographs, name, &bytes) : ERR_LIMIT;
    if (e && !verify_wrong_again(v, VERIFY_PHOTOGRAPHS))
        verify_wrong(v, VERIFY_PHOTOGRAPHS, "photograph %lld: %s", (long long)id,
                     own.error.text[0] ? own.error.text : "there is no memory to look at it");
    arena_close(own.arena);
}

// What is private of the fact is held against its hash elsewhere.
static result is_bound(struct ctx *ctx, struct db *db, const struct photograph_row *row, bool *answer)
{
    struct private_by_fact_out part;
    bool is_found;
    result e = query_private_by_fact(ctx, db, &(struct private_by_fact_in){ COMMUNITY_FIRST, row->fact_id },
                                     &part, &is_found);
    str names = str_format(ctx->arena, "%.*s %.*s", STR_ARGS(row->hash), STR_ARGS(row->small));
    *answer = !e && is_found && str_equal(part.photograph, names);
    return e;
}

// One whose report is still being written has no fact yet.
static result binding_check(struct verify *v, struct db *db, const struct photograph_row *row)
{
    struct ctx own = { .arena = arena_open(1 << 16) };
    bool has_fact = row->fact_id != ID_NONE, is_right = str_equal(row->state, PHOTOGRAPH_UNSENT);
    result e = !own.arena ? ERR_LIMIT : has_fact ? is_bound(&own, db, row, &is_right) : OK;
    if (e)
        e = own.error.text[0] ? fail(v->ctx, e, "%s", own.error.text) : arena_fail(v->ctx);
    else if (!is_right && has_fact)
        verify_wrong(v, VERIFY_PHOTOGRAPHS, "photograph %lld is not the one that fact %lld is bound to",
                     (long long)row->id, (long long)row->fact_id);
    else if (!is_right)
        verify_wrong(v, VERIFY_PHOTOGRAPHS, "photograph %lld: no fact is bound to it", (long long)row->id);
    arena_close(own.arena);
    return e;
}

static void files_check(struct verify *v, const struct photograph_row *row)
{
    if (v->out->photographs.kind) {
        file_check(v, row->id, row->hash);
        file_check(v, row->id, row->small);
    } else {
        v->out->parts[VERIFY_PHOTOGRAPHS].left_out += 2;
    }
}

result verify_photographs(struct verify *v, struct db *db)
{
    struct photograph_row row;
    struct cursor cursor;
    result e = query_photograph_each(v->ctx, db, &(struct photograph_each_in){ COMMUNITY_FIRST }, &cursor),
           x = OK;
    while (!e && !x && query_photograph_each_next(v->ctx, &cursor, &row)) {
        files_check(v, &row);
        x = binding_check(v, db, &row);
    }
    return e ? e : x ? x : cursor.failed;
}
