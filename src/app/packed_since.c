#include "app/packed_internal.h"

#include <stdlib.h>

result case_ids_add(struct ctx *ctx, struct case_ids *ids, int64_t case_id)
{
    int64_t *slot = LIST_PUSH(ctx->arena, ids);
    if (slot)
        *slot = case_id;
    return slot ? OK : arena_fail(ctx);
}

static int by_number(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

void case_ids_settle(struct case_ids *ids)
{
    size_t n = 0;
    if (ids->n)
        qsort(ids->at, ids->n, sizeof *ids->at, by_number);
    for (size_t i = 0; i < ids->n; i++)
        if (!n || ids->at[n - 1] != ids->at[i])
            ids->at[n++] = ids->at[i];
    ids->n = n;
}

result case_ids_between(struct ctx *ctx, struct db *db, struct fact_cases_between_in between, int64_t newest,
                        struct case_ids *ids)
{
    struct cursor cursor;
    struct fact_cases_between_out row;
    result e = query_fact_cases_between(ctx, db, &between, &cursor);
    while (!e && query_fact_cases_between_next(ctx, &cursor, &row)) {
        bool is_again = ids->n &&
            ids->at[ids->n - 1] == row.case_id; // facts of one case mostly come together
        if (row.case_id <= newest && !is_again)
            e = case_ids_add(ctx, ids, row.case_id);
    }
    case_ids_settle(ids);
    return e ? e : cursor.failed;
}
