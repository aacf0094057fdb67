#include "app/recheck.h"

#include "app/record.h"

#include <stdlib.h>

enum { DAYS_OF_WEEK = 7, DAY_WORDS = 40, SUM_WORDS_MAX = 4096 };

struct drawn {
    struct recheck_stop stop;
    str sum;
};

struct urn {
    struct drawn *at;
    size_t n, room;
};

date recheck_day(date today)
{
    return date_add_days(today, -(int)date_weekday(today));
}

static bool is_drawn(const struct urn *urn, int64_t case_id)
{
    for (size_t i = 0; i < urn->n; i++)
        if (urn->at[i].stop.case_id == case_id)
            return true;
    return false;
}

static result drawn_add(struct ctx *ctx, date day, const struct recheck_stop *stop, struct urn *urn)
{
    struct buffer words = buffer_open(SUM_WORDS_MAX);
    struct drawn *slot = LIST_PUSH(ctx->arena, urn);
    if (!slot)
        return arena_fail(ctx);
    buffer_print(&words, "%.*s ", STR_ARGS(stop->promise->charter->id));
    date_write(&words, day);
    buffer_print(&words, " %.*s", STR_ARGS(stop->reference));
    *slot = (struct drawn){ *stop, content_hash(ctx, buffer_str(&words)) };
    buffer_done(ctx->arena, &words);
    return OK;
}

struct drawing_from {
    struct ctx *ctx;
    struct db *db;
    const struct charter *charter;
    date day;
    struct urn urn;
};

static result account_draw(struct drawing_from *d, const struct judged_document *version,
                           const struct account *account)
{
    const struct board *board = d->charter->board;
    str label = account->promise->clause->label;
    const struct promise_state *p = charter_promise(d->charter, label);
    struct finding_stopped_out_list rows;
    if (!p || account->count || account->is_bound || account->is_sum || !account->n_slots)
        return OK;
    struct finding_stopped_in in = { .community = COMMUNITY_FIRST,
                                     .version = ledger_content(board->ledger, version),
                                     .clause = label,
                                     .slot = (int64_t)account->n_slots - 1,
                                     .from = date_add_days(d->day, -RECHECK_DAYS_BACK),
                                     .to = d->day,
                                     .status = CASE_CLOSED };
    in.after = zone_instant(board->zone, date_add_days(d->day, -DAYS_OF_WEEK), 0, NULL);
    in.before = zone_instant(board->zone, d->day, 0, NULL);
    result e = query_finding_stopped(d->ctx, d->db, &in, &rows);
    for (size_t i = 0; !e && i < rows.n; i++) {
        const struct finding_stopped_out *r = &rows.at[i];
        const struct recheck_stop stop = {
            p, r->case_id, r->reference, r->area, r->summary, r->stopped, false
        };
        e = is_drawn(&d->urn, r->case_id) ? OK : drawn_add(d->ctx, d->day, &stop, &d->urn);
    }
    return e;
}

static int by_sum(const void *a, const void *b)
{
    return str_compare(((const struct drawn *)a)->sum, ((const struct drawn *)b)->sum);
}

static result stops_take(struct ctx *ctx, struct db *db, struct urn *urn, struct recheck *sample)
{
    size_t n = (urn->n + RECHECK_ONE_IN - 1) / RECHECK_ONE_IN;
    result e = OK;
    if (urn->n > 1)
        qsort(urn->at, urn->n, sizeof *urn->at, by_sum);
    for (size_t i = 0; i < n && !e; i++) {
        struct fact_row_list facts;
        struct recheck_stop *slot = LIST_PUSH(ctx->arena, &sample->stops);
        if (!slot)
            return arena_fail(ctx);
        *slot = urn->at[i].stop;
        e = query_fact_of_case(ctx, db, &(struct fact_of_case_in){ COMMUNITY_FIRST, slot->case_id }, &facts);
        for (size_t f = 0; f < facts.n && !e; f++)
            slot->is_looked |= facts.at[f].kind == FACT_LOOKED;
    }
    return e;
}

result recheck_sample(struct ctx *ctx, struct db *db, const struct board *board, struct recheck *sample)
{
    result e = OK;
    *sample = (struct recheck){ .day = recheck_day(board->today) };
    for (size_t c = 0; c < board->charters.n && !e; c++) {
        struct drawing_from d = { ctx, db, &board->charters.at[c], sample->day, { 0 } };
        for (size_t v = 0; v < d.charter->versions.n && !e; v++) {
            const struct judged_document *version = d.charter->versions.at[v];
            for (size_t i = 0; i < version->accounts.n && !e; i++)
                e = account_draw(&d, version, &version->accounts.at[i]);
        }
        if (!e)
            e = stops_take(ctx, db, &d.urn, sample);
    }
    return e;
}

const struct recheck_stop *recheck_stop_of(const struct recheck *sample, str reference)
{
    for (size_t i = 0; i < sample->stops.n; i++)
        if (str_equal(sample->stops.at[i].reference, reference))
            return &sample->stops.at[i];
    return NULL;
}

result recheck_say(struct desk *desk, const struct recheck *sample, const struct recheck_stop *stop,
                   bool is_same)
{
    struct fact_insert_in fact = desk_fact(desk, FACT_LOOKED);
    struct buffer day = buffer_open(DAY_WORDS);
    for (size_t i = 0; i < desk->facts.n; i++)
        if (desk->facts.at[i].kind == FACT_LOOKED)
            return OK; // somebody has looked: the first one counts
    date_write(&day, sample->day);
    fact.document = stop->promise->charter->id;
    fact.clause = stop->promise->clause->label;
    fact.name = str_copy(desk->ctx->arena, buffer_str(&day));
    fact.value = is_same ? LOOKED_SAME : LOOKED_OTHERWISE;
    buffer_done(desk->ctx->arena, &day);
    return desk_say(desk, fact, NULL);
}

result recheck_count(struct ctx *ctx, struct db *db, const struct promise_state *p,
                     struct recheck_counts *counts)
{
    struct fact_row_list facts;
    *counts = (struct recheck_counts){ 0 };
    result e = query_fact_of_clause(
        ctx, db,
        &(struct fact_of_clause_in){ COMMUNITY_FIRST, p->charter->id, p->clause->label, FACT_LOOKED },
        &facts);
    for (size_t i = 0; i < facts.n && !e; i++) {
        counts->looked++;
        counts->otherwise += str_equal(facts.at[i].value, LOOKED_OTHERWISE);
    }
    return e;
}
