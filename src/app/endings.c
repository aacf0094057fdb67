#include "app/endings.h"

// "service officer, Harcaster Borough Council", and what a crew's phone adds behind a semicolon.
static bool is_said_by(str said_by, str body)
{
    size_t at = str_find(said_by, body), end = at + body.n;
    return at > 0 && end <= said_by.n && str_ends(str_slice(said_by, 0, at), STR(", ")) &&
        (end == said_by.n || said_by.at[end] == ';');
}

static bool is_theirs(const struct visitor *visitor, const struct fact_endings_out *row)
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

result endings_count(struct ctx *ctx, struct db *db, const struct visitor *visitor, instant now,
                     struct endings *endings)
{
    struct fact_endings_in asked = {
        COMMUNITY_FIRST, { now.second - (int64_t)ENDINGS_DAYS * 86400 }, now, CASE_OPEN
    };
    struct cursor cursor;
    struct fact_endings_out row;
    enum ending ending;
    *endings = (struct endings){ { 0 } };
    result e = query_fact_endings(ctx, db, &asked, &cursor);
    while (!e && query_fact_endings_next(ctx, &cursor, &row))
        if (ending_from(row.ending, &ending) && is_theirs(visitor, &row))
            endings->n[ending]++;
    return e ? e : cursor.failed;
}
