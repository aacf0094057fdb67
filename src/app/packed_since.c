#include "app/packed_internal.h"

#include "format/piece.h"

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

result area_set_add(struct ctx *ctx, struct area_set *set, str name)
{
    struct name_keys keys = { set->names.at, sizeof *set->names.at, NAME_EXACT };
    uint32_t hash = name_hash(name, NAME_EXACT);
    if (!name.n || name_find(&set->table, keys, name, hash) >= 0)
        return OK;
    str *slot = LIST_PUSH(set->arena, &set->names);
    if (!slot || !name_table_add(set->arena, &set->table, hash, set->names.n - 1))
        return arena_fail(ctx);
    *slot = str_copy(set->arena, name);
    return slot->at ? OK : arena_fail(ctx);
}

static int by_bytes(const void *a, const void *b)
{
    return str_compare(*(const str *)a, *(const str *)b);
}

void area_set_settle(struct area_set *set)
{
    if (set->names.n)
        qsort(set->names.at, set->names.n, sizeof *set->names.at, by_bytes);
}

result packed_areas(struct ctx *ctx, struct db *db, const struct zone *zone, struct str_list *areas,
                    bool *is_known)
{
    struct packed_to there;
    struct packed_areas_out row;
    struct area_set set = { .arena = ctx->arena };
    struct cursor cursor;
    struct fact_values_after_out fact;
    result e = packed_to_find(ctx, db, zone, &there);
    *is_known = !e && there.is_there;
    if (!e && *is_known)
        e = query_packed_areas(ctx, db, &(struct packed_areas_in){ COMMUNITY_FIRST }, &row, is_known);
    struct str_list names;
    *is_known = *is_known && !e && names_unpack(ctx->arena, row.areas, &names);
    if (e || !*is_known)
        return e;
    for (size_t i = 0; !e && i < names.n; i++)
        e = area_set_add(ctx, &set, names.at[i]);
    if (!e)
        e = query_fact_values_after(
            ctx, db, &(struct fact_values_after_in){ COMMUNITY_FIRST, FACT_AREA, there.last_fact }, &cursor);
    while (!e && query_fact_values_after_next(ctx, &cursor, &fact))
        e = area_set_add(ctx, &set, fact.value);
    area_set_settle(&set);
    *areas = set.names;
    return e ? e : cursor.failed;
}
