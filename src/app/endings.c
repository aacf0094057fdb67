#include "app/endings.h"

// "service officer, Harcaster Borough Council", and what a crew's phone adds behind a semicolon.
static bool is_said_by(str said_by, str body)
{
    size_t at = str_find(said_by, body), end = at + body.n;
    return at > 0 && end <= said_by.n && str_ends(str_slice(said_by, 0, at), STR(", ")) &&
        (end == said_by.n || said_by.at[end] == ';');
}

static bool is_theirs(const struct visitor *visitor, const struct ended *row)
{
    const struct roles_held *roles = &visitor->roles;
    for (size_t i = 0; i < roles->n; i++) {
        str body = roles->at[i].body;
        const struct about about = { .body = body, .area = row->area, .service = row->service };
        if (body.n && is_said_by(row->said_by, body) && may(visitor, DEED_WORK, &about))
            return true;
    }
    return false;
}

result ended_read(struct ctx *ctx, struct db *db, instant now, struct arena *arena, struct ended_list *list)
{
    struct fact_endings_in asked = {
        COMMUNITY_FIRST, { now.second - (int64_t)ENDINGS_DAYS * 86400 }, now, CASE_OPEN
    };
    struct cursor cursor;
    struct fact_endings_out row;
    *list = (struct ended_list){ 0 };
    result e = query_fact_endings(ctx, db, &asked, &cursor);
    while (!e && query_fact_endings_next(ctx, &cursor, &row)) {
        struct ended *ended = LIST_PUSH(arena, list);
        if (!ended)
            return arena_fail(ctx);
        *ended = (struct ended){ str_copy(arena, row.ending), str_copy(arena, row.said_by),
                                 str_copy(arena, row.service), str_copy(arena, row.area), row.n };
    }
    return e ? e : cursor.failed;
}

struct endings endings_of(const struct ended_list *list, const struct visitor *visitor)
{
    struct endings endings = { { 0 } };
    enum ending ending;
    for (size_t i = 0; i < list->n; i++)
        if (ending_from(list->at[i].ending, &ending) && is_theirs(visitor, &list->at[i]))
            endings.n[ending] += list->at[i].n;
    return endings;
}
