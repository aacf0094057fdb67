#include "app/bounced.h"

#include "app/ledger.h"
#include "app/unreachable.h"

// The message of one of the keys; row->id is ID_NONE if there is none.
static result message_find(struct ctx *ctx, struct db *db, const struct bounce *b, struct outbox_row *row)
{
    bool is_found = false;
    result e = OK;
    for (size_t i = 0; i < b->keys.n && !is_found && !e; i++)
        e = query_outbox_by_key(ctx, db, &(struct outbox_by_key_in){ COMMUNITY_FIRST, b->keys.at[i] }, row,
                                &is_found);
    if (!is_found)
        row->id = ID_NONE;
    return e;
}

result bounce_take(struct ctx *ctx, struct db *db, const struct bounce *b, instant now, enum bounced *what)
{
    struct outbox_row row = { .id = ID_NONE };
    struct person_row person;
    bool is_found = false;
    *what = !b->is_notice ? BOUNCED_OTHER : b->is_final ? BOUNCED_UNKNOWN : BOUNCED_DELAYED;
    if (!b->is_final)
        return OK;
    result e = message_find(ctx, db, b, &row);
    if (!e && row.id != ID_NONE && row.to_person != ID_NONE)
        e = query_person_by_id(ctx, db, &(struct person_by_id_in){ COMMUNITY_FIRST, row.to_person }, &person,
                               &is_found);
    if (e || !is_found)
        return e;
    const struct unreachable u = { STR("email"), person.email, b->status, now };
    *what = BOUNCED_MARKED;
    return unreachable_put(ctx, db, &u);
}
