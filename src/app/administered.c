#include "app/administered.h"

#include "app/ledger.h"

result administered_note(struct ctx *ctx, struct db *db, const struct administered *a)
{
    return query_administered_insert(ctx, db,
                                     &(struct administered_insert_in){ COMMUNITY_FIRST, a->at, a->person,
                                                                       a->deed, a->subject, a->fact_id });
}

result administered_forget(struct ctx *ctx, struct db *db, int64_t person)
{
    result e = query_administered_forget(ctx, db,
                                         &(struct administered_forget_in){ COMMUNITY_FIRST, person });
    return e ? e : query_pending_forget(ctx, db, &(struct pending_forget_in){ COMMUNITY_FIRST, person });
}
