// What one new fact of a case costs to judge, the writing of it and of what follows not counted: its facts are read,
// the new one among them, folded into the case, and judged by all clauses.
//
//     fact_bench URL CHARTER N [AS-OF]    N cases picked over the whole store; AS-OF: a date
//
// The new fact is in turn a close, a reopening and a pause. Prints microseconds of work at the median and of 99 in 100.
#include "app/fold.h"
#include "app/ledger.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { BENCH_BYTES = 1 << 30, CASE_BYTES = 1 << 20, HOUR = 3600, TRIES = 1000 };

struct timing_run {
    const struct judge_options *options;
    struct db *db;
    struct ledger *ledger;
    size_t n;
    double *took;
    int64_t judged; // what the clauses said, so that nothing is left out
};

static uint64_t state = 88172645463325252u;

static int64_t below(int64_t n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (int64_t)(state % (uint64_t)n);
}

static double work_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void found(struct case_sink *sink, const struct finding *finding)
{
    (void)finding;
    ++*(int64_t *)sink->of;
}

static void left(struct case_sink *sink, enum left_out reason, const struct case_facts *facts, str about)
{
    (void)sink;
    (void)reason;
    (void)facts;
    (void)about;
}

static struct fact_row news(const struct fact_row *last, size_t i)
{
    static const str names[] = { STR_INIT("completion"), STR_INIT("reopened"),
                                 STR_INIT("waiting for the weather") };
    instant at = { last->happened.second + HOUR };
    struct fact_row fact = { .id = INT64_MAX,
                             .kind = i % 3 < 2 ? FACT_EVENT : FACT_PAUSED,
                             .case_id = last->case_id };
    fact.name = names[i % 3];
    fact.happened = fact.happened_last = fact.recorded = at;
    fact.until = i % 3 < 2 ? INSTANT_NONE : (instant){ at.second + HOUR };
    return fact;
}

// One case and its news. *is_there: false if the number is no case's.
static result one(struct ctx *ctx, struct timing_run *run, int64_t case_id, size_t i, bool *is_there)
{
    struct fact_row_list facts;
    struct folded folded;
    struct case_sink sink = { found, left, &run->judged, INSTANT_FAR };
    double begun = work_now();
    result e = query_fact_of_case(ctx, run->db, &(struct fact_of_case_in){ COMMUNITY_FIRST, case_id },
                                  &facts);
    *is_there = !e && facts.n;
    if (!*is_there)
        return e;
    struct fact_row *slot = LIST_PUSH(ctx->arena, &facts);
    if (!slot)
        return arena_fail(ctx);
    *slot = news(slot - 1, i);
    e = case_fold(ctx, &run->ledger->fold, facts.at, facts.n, &folded);
    if (!e)
        (void)case_walk(&run->ledger->judged, &folded.facts, &sink);
    run->took[i] = work_now() - begun;
    return e;
}

static result measure(struct ctx *ctx, struct db *db, void *with)
{
    struct timing_run *run = with;
    run->db = db;
    struct fact_last_out last;
    bool is_found, is_there = false;
    result e = ledger_open(ctx, db, run->options, &run->ledger);
    if (!e)
        e = query_fact_last(ctx, db, &(struct fact_last_in){ COMMUNITY_FIRST }, &last, &is_found);
    for (size_t i = 0; !e && i < run->n; i++)
        for (int tries = 0; !e && tries < TRIES && (!tries || !is_there); tries++) {
            struct ctx own = { .arena = arena_open(CASE_BYTES) };
            e = one(&own, run, 1 + below(last.last), i, &is_there);
            arena_close(own.arena);
        }
    return e;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
    struct ctx ctx = { .arena = arena_open(BENCH_BYTES) };
    struct store *store;
    const char *documents[] = { argc > 2 ? argv[2] : "" };
    size_t n = argc > 3 ? strtoull(argv[3], NULL, 10) : 1000;
    struct judge_options options = {
        .documents = documents, .n_documents = 1, .by_area = true, .by_period = true
    };
    options.has_as_of = argc > 4 && date_parse(str_from(argv[4]), &options.as_of.day);
    struct timing_run run = { .options = &options, .n = n, .took = ARENA_ARRAY(ctx.arena, double, n + 1) };
    result e = run.took && argc > 3 ? store_open(&ctx, str_from(argv[1]), STORE_READ, &store) : ERR_INPUT;
    if (!e) {
        e = store_read(&ctx, store, measure, &run);
        store_close(store);
    }
    if (e) {
        fprintf(stderr, "%s: %s\n", result_name(e), ctx.error.text);
        return 4;
    }
    qsort(run.took, n, sizeof *run.took, by_size);
    printf("%.1f %.1f %lld\n", run.took[n / 2], run.took[n * 99 / 100], (long long)run.judged);
    arena_close(ctx.arena);
    return 0;
}
