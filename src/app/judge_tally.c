// Every case judged once for each clause that takes it (judge_walk.c), and counted. Threads share nothing they
// write: each has its own counters and arena, and they are added up in the order of the cases, so that the answer
// does not depend on how many there are.
#include "app/judge_internal.h"
#include "base/watch.h"

#include <pthread.h>

enum { THREADS_MAX = 64, CASES_PER_THREAD_MIN = 2048 };

struct worker {
    pthread_t thread;
    bool is_started;
    const struct judge_options *options;
    const struct judge_result *judged;
    struct arena *arena;
    struct tally tally;
    size_t from, to; // cases
    bool is_full;
};

// The first of them is that of the first row, in whatever order they come.
void left_add(struct left *left, const struct left *more)
{
    int64_t n = left->n + more->n;
    if (more->n && (!left->n || more->row < left->row))
        *left = *more;
    left->n = n;
}

static void leave(struct case_sink *sink, enum left_out reason, const struct case_facts *facts, str about)
{
    struct worker *w = sink->of;
    left_add(&w->tally.left[reason], &(struct left){ 1, facts->id, facts->row, about });
}

size_t finding_cell(const struct finding *finding)
{
    const struct account *a = finding->account;
    size_t row = a->n_areas > 1 ? (size_t)finding->area : 0;
    return a->first_cell + (row * a->periods.units.n + finding->unit) * a->n_slots + (size_t)finding->slot;
}

static void keep_case(struct worker *w, const struct finding *a)
{
    struct judged_case *slot = w->options->wants_cases ? LIST_PUSH(w->arena, &w->tally.cases) : NULL;
    const struct judgement *j = a->judgement;
    if (!slot)
        return;
    *slot = (struct judged_case){ a->document, a->account, a->facts, .slot = a->slot, .area = a->area };
    slot->state = j->state;
    slot->started = j->started;
    slot->stopped = j->stopped;
    slot->due = j->has_deadline ? j->deadline.due : INSTANT_NONE;
}

void tally_count(struct arena *arena, struct tally *tally, const struct finding *a)
{
    size_t cell = finding_cell(a);
    counts_add(&tally->cells[cell], &a->counts);
    struct measured *m = a->taken != TAKEN_NONE ? LIST_PUSH(arena, &tally->measured) : NULL;
    if (m) {
        *m = judge_measured(a->account, a->taken, a->judgement->state, a->judgement->started.last,
                            a->document->as_of);
        m->cell = cell;
    }
}

static void count(struct case_sink *sink, const struct finding *a)
{
    struct worker *w = sink->of;
    tally_count(w->arena, &w->tally, a);
    keep_case(w, a);
}

static void *work(void *at)
{
    struct worker *w = at;
    const struct requests *requests = w->judged->requests;
    struct case_sink sink = { count, leave, w, INSTANT_FAR };
    for (size_t i = w->from; i < w->to; i++) {
        const struct case_facts *facts = &requests->cases.at[i];
        if (!case_walk(w->judged, facts, &sink)) {
            w->tally.unclaimed[facts->service]++;
            leave(&sink, LEFT_NO_CLAUSE, facts, (str){ 0 });
        }
    }
    return NULL;
}

bool tally_open(struct arena *arena, size_t n_cells, size_t n_services, struct tally *tally)
{
    tally->n_cells = n_cells;
    tally->cells = ARENA_ARRAY(arena, struct counts, n_cells + 1);
    tally->unclaimed = ARENA_ARRAY(arena, int64_t, n_services + 1);
    return tally->cells && tally->unclaimed;
}

void tally_add(struct arena *arena, struct tally *sum, const struct tally *more, size_t n_services)
{
    for (size_t i = 0; i < sum->n_cells; i++)
        counts_add(&sum->cells[i], &more->cells[i]);
    for (size_t i = 0; i < n_services; i++)
        sum->unclaimed[i] += more->unclaimed[i];
    for (int i = 0; i < LEFT_COUNT; i++)
        left_add(&sum->left[i], &more->left[i]);
    for (size_t i = 0; i < more->measured.n; i++) {
        struct measured *m = LIST_PUSH(arena, &sum->measured);
        if (m)
            *m = more->measured.at[i];
    }
    for (size_t i = 0; i < more->cases.n; i++) {
        struct judged_case *c = LIST_PUSH(arena, &sum->cases);
        if (c)
            *c = more->cases.at[i];
    }
}

size_t judge_cells(struct judge_result *judged)
{
    size_t n = 0;
    for (size_t d = 0; d < judged->documents.n; d++)
        for (size_t i = 0; i < judged->documents.at[d].accounts.n; i++) {
            struct account *a = &judged->documents.at[d].accounts.at[i];
            a->first_cell = n;
            n += a->n_areas * a->periods.units.n * a->n_slots;
        }
    return n;
}

// One worker's share; the first runs here, so that one thread needs no other.
static result worker_start(struct ctx *ctx, struct worker *w, size_t n_cells, bool is_first)
{
    w->arena = arena_open((size_t)1 << 40); // what it may take is bounded by the cases it was given
    if (!w->arena || !tally_open(w->arena, n_cells, w->judged->requests->shape.services.n, &w->tally))
        return arena_fail(ctx);
    w->is_started = !is_first && pthread_create(&w->thread, NULL, work, w) == 0;
    return OK;
}

static result workers_run(struct ctx *ctx, struct worker *workers, size_t n, struct tally *tally)
{
    result e = OK;
    for (size_t i = n; !e && i-- > 0;)
        e = worker_start(ctx, &workers[i], tally->n_cells, i == 0);
    for (size_t i = 0; i < n; i++) {
        struct worker *w = &workers[i];
        if (w->is_started)
            pthread_join(w->thread, NULL);
        else if (!e)
            work(w); // the first, or one for which the system had no thread
        if (!e && w->arena && !arena_is_full(w->arena))
            tally_add(ctx->arena, tally, &w->tally, w->judged->requests->shape.services.n);
        else if (!e)
            e = arena_fail(ctx);
        arena_close(w->arena);
    }
    return !e && arena_is_full(ctx->arena) ? arena_fail(ctx) : e;
}

static result cases_tally(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged,
                          struct tally *tally)
{
    struct worker workers[THREADS_MAX] = { 0 };
    size_t n_cases = judged->requests->cases.n, n = options->threads < 1 ? 1 : (size_t)options->threads;
    size_t useful = n_cases / CASES_PER_THREAD_MIN + 1;
    n = n > THREADS_MAX ? THREADS_MAX : n;
    n = n > useful ? useful : n;
    for (size_t i = 0; i < n; i++)
        workers[i] = (struct worker){
            .options = options, .judged = judged, .from = n_cases * i / n, .to = n_cases * (i + 1) / n
        };
    return workers_run(ctx, workers, n, tally);
}

result judge_tally(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged,
                   struct tally *tally)
{
    *tally = (struct tally){ 0 };
    if (!tally_open(ctx->arena, judge_cells(judged), judged->requests->shape.services.n, tally))
        return arena_fail(ctx);
    watch_stage("counting", WATCH_NOTHING, 0);
    result e = judged->packed ? judge_packed(ctx, options, judged, tally) : OK;
    return e || !judged->requests->cases.n ? e : cases_tally(ctx, options, judged, tally);
}
