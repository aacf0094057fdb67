#include "app/judge_store.h"

#include "app/packed.h"
#include "app/setting.h"

struct reading {
    const struct judge_options *options;
    const struct store_judging *judging;
    struct judge_result *judged;
};

// In the community's own zone.
static result known_at_fill(struct ctx *ctx, struct db *db, struct stamp known_at,
                            struct judge_options *options)
{
    struct community_by_id_out community;
    const struct zone *zone;
    bool is_found;
    result e = query_community_by_id(ctx, db, &(struct community_by_id_in){ COMMUNITY_FIRST }, &community,
                                     &is_found);
    if (e || !is_found)
        return e;
    e = zone_load(ctx, community.zone, &zone);
    if (e)
        return e;
    options->has_known_at = true;
    options->known_at = known_at.has_time
        ? stamp_instant(zone, known_at, NULL)
        : (instant){ zone_midnight(zone, date_add_days(known_at.day, 1)).second - 1 };
    return OK;
}

// A demonstration's clock stands still, unless another time is asked for.
static result options_fill(struct ctx *ctx, struct db *db, const struct store_judging *judging,
                           struct judge_options *options)
{
    struct judge_options community;
    result e = community_time(ctx, db, options->now, &community);
    if (!e && !options->has_as_of) {
        options->has_as_of = community.has_as_of;
        options->as_of = community.as_of;
    }
    return e || !judging->has_known_at ? e : known_at_fill(ctx, db, judging->known_at, options);
}

// What the first case that is left out is called: a packed row does not hold it.
static result left_name(struct ctx *ctx, struct db *db, struct judge_result *judged)
{
    result e = OK;
    for (size_t i = 0; !e && i < LEFT_COUNT; i++) {
        struct left *left = &judged->left[i];
        struct fact_row_list facts = { 0 };
        if (left->n && !left->first.n)
            e = query_fact_of_case(ctx, db, &(struct fact_of_case_in){ COMMUNITY_FIRST, left->row }, &facts);
        if (facts.n)
            left->first = facts.at[0].value;
    }
    return e;
}

static result cases_read(struct ctx *ctx, struct db *db, struct ledger *ledger, bool is_counted)
{
    bool is_packed = false;
    result e = is_counted ? packed_cases(ctx, db, ledger, &is_packed) : OK;
    return e || is_packed ? e : ledger_cases(ctx, db, ledger);
}

static result read_and_judge(struct ctx *ctx, struct db *db, void *with)
{
    struct reading *r = with;
    struct judge_options options = *r->options;
    struct ledger *ledger = NULL;
    options.is_batch = true;
    result e = options_fill(ctx, db, r->judging, &options);
    if (!e)
        e = ledger_open(ctx, db, &options, &ledger);
    if (!e)
        e = cases_read(ctx, db, ledger, r->judging->is_counted);
    if (ledger) {
        ledger->requests.source = store_shown(ctx->arena, r->judging->store);
        ledger->requests.rows = requests_count(&ledger->requests);
        *r->judged = ledger->judged;
    }
    if (!e && r->judging->is_counted)
        e = judge_count(ctx, &options, r->judged);
    return e ? e : left_name(ctx, db, r->judged);
}

result judge_store(struct ctx *ctx, const struct judge_options *options, const struct store_judging *judging,
                   struct judge_result *judged)
{
    struct store *store;
    struct reading reading = { options, judging, judged };
    *judged = (struct judge_result){ 0 };
    result e = store_open(ctx, judging->store, STORE_READ, &store);
    if (e)
        return e;
    e = store_read(ctx, store, read_and_judge, &reading);
    store_close(store);
    return e;
}
