// Every case judged once for each clause that takes it, and counted. Threads share nothing they write: each
// has its own counters and arena, and they are added up in the order of the cases, so that the answer does
// not depend on how many there are.
#include "app/judge_internal.h"

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

static void leave(struct worker *w, enum left_out reason, const struct case_facts *facts, str about)
{
    struct left *left = &w->tally.left[reason];
    if (!left->n++) {
        left->first = facts->id;
        left->about = about;
    }
}

static int64_t *counter(struct counts *c, enum case_state state)
{
    switch (state) {
    case STATE_ON_TIME:
        return &c->on_time;
    case STATE_LATE:
        return &c->late;
    case STATE_NOT_YET_DUE:
        return &c->not_yet_due;
    case STATE_NOT_KNOWN:
        return &c->not_known;
    default:
        return &c->excluded;
    }
}

// The counters of an account for the day a case's clock started.
static bool cell_of(const struct account *a, int area, date day, size_t slot, size_t *cell)
{
    int64_t unit = periods_find(&a->periods, day);
    size_t row = a->n_areas > 1 ? (size_t)area : 0;
    if (unit < 0)
        return false;
    *cell = a->first_cell + (row * a->periods.units.n + (size_t)unit) * a->n_slots + slot;
    return true;
}

static void measure(struct worker *w, const struct account *a, size_t cell, const struct judgement *j)
{
    bool is_done = j->stopped.kind == MOMENT_KNOWN && (j->state == STATE_ON_TIME || j->state == STATE_LATE);
    if (!a->is_measured || !is_done)
        return;
    double taken = time_taken(&a->promise->timing, a->unit, j->started.first, j->stopped.first);
    struct measured *m = LIST_PUSH(w->arena, &w->tally.measured);
    if (m)
        *m = (struct measured){ cell, (int64_t)(taken * measure_scale(a) + 0.5) };
}

static void keep_case(struct worker *w, const struct judged_case *c, const struct judgement *j)
{
    struct judged_case *slot = w->options->wants_cases ? LIST_PUSH(w->arena, &w->tally.cases) : NULL;
    if (!slot)
        return;
    *slot = *c;
    slot->state = j->state;
    slot->started = j->started;
    slot->stopped = j->stopped;
    slot->due = j->has_deadline ? j->deadline.due : INSTANT_NONE;
}

static void count(struct worker *w, struct judged_case c, const struct judgement *j, date day)
{
    size_t cell;
    if (!cell_of(c.account, c.area, day, (size_t)c.slot, &cell))
        return;
    ++*counter(&w->tally.cells[cell], j->state);
    measure(w, c.account, cell, j);
    keep_case(w, &c, j);
}

static void leave_absent(struct worker *w, const struct case_facts *facts, const struct judgement *j)
{
    if (j->why == WHY_NOT_IN_FORCE)
        leave(w, LEFT_NOT_IN_FORCE, facts, (str){ 0 });
    else if (j->why == WHY_START_UNKNOWN)
        leave(w, LEFT_NO_START, facts, j->about);
}

// Each clock in its own row, then all of them in one.
static void judge_clocks(struct worker *w, struct judged_case c)
{
    struct judgement each[PROMISE_CLOCKS_MAX];
    const struct promise *p = c.account->promise;
    size_t n = p->n_clocks, i = 0;
    do {
        each[i] = case_judge(p, i, c.facts, c.document->as_of);
        c.slot = (int)i;
        if (each[i].state != STATE_ABSENT)
            count(w, c, &each[i], each[i].day);
    } while (++i < n);
    const struct judgement *all = &each[judgement_for_all(each, n)];
    if (all->state == STATE_ABSENT) {
        leave_absent(w, c.facts, all);
        return;
    }
    c.slot = (int)n;
    if (n > 1)
        count(w, c, all, all->day);
    for (i = 0; i < c.account->parents.n; i++) {
        struct judged_case sum = { c.document, c.account->parents.at[i], c.facts, .area = c.area };
        count(w, sum, all, all->day);
    }
}

static void judge_match_one(struct worker *w, const struct judged_document *d, const struct match *m,
                            struct judged_case c)
{
    if (m->account >= 0) {
        c.account = &d->accounts.at[m->account];
        judge_clocks(w, c);
    }
    if (m->count >= 0) {
        c.account = &d->accounts.at[m->count];
        c.slot = 0;
        struct judgement j = count_judge(c.account->promise, c.account->event, c.facts, d->as_of);
        if (j.state != STATE_ABSENT)
            count(w, c, &j, j.day);
    }
}

// False if no clause of the document has its service at all.
static bool judge_document(struct worker *w, const struct judged_document *d, const struct case_facts *facts)
{
    struct judged_case c = { .document = d, .facts = facts };
    struct match_walk walk = { .level = 0 };
    if (!d->matches[facts->service].n)
        return false;
    c.area = judge_area(w->judged, d, facts);
    if (c.area < 0) {
        leave(w, c.area == AREA_UNKNOWN ? LEFT_NO_AREA : LEFT_OTHER_AREA, facts, (str){ 0 });
        return true;
    }
    for (const struct match *m; (m = match_next(&walk, d, facts)) != NULL;)
        judge_match_one(w, d, m, c);
    return true;
}

static void *work(void *at)
{
    struct worker *w = at;
    const struct requests *requests = w->judged->requests;
    for (size_t i = w->from; i < w->to; i++) {
        const struct case_facts *facts = &requests->cases.at[i];
        bool is_claimed = false;
        for (size_t d = 0; d < w->judged->documents.n; d++)
            is_claimed |= judge_document(w, &w->judged->documents.at[d], facts);
        if (!is_claimed) {
            w->tally.unclaimed[facts->service]++;
            leave(w, LEFT_NO_CLAUSE, facts, (str){ 0 });
        }
    }
    return NULL;
}

static bool tally_open(struct arena *arena, size_t n_cells, size_t n_services, struct tally *tally)
{
    tally->n_cells = n_cells;
    tally->cells = ARENA_ARRAY(arena, struct counts, n_cells + 1);
    tally->unclaimed = ARENA_ARRAY(arena, int64_t, n_services + 1);
    return tally->cells && tally->unclaimed;
}

static void tally_add(struct ctx *ctx, struct tally *sum, const struct worker *w, size_t n_services)
{
    for (size_t i = 0; i < sum->n_cells; i++)
        counts_add(&sum->cells[i], &w->tally.cells[i]);
    for (size_t i = 0; i < n_services; i++)
        sum->unclaimed[i] += w->tally.unclaimed[i];
    for (int i = 0; i < LEFT_COUNT; i++) {
        if (!sum->left[i].n)
            sum->left[i] = w->tally.left[i];
        else
            sum->left[i].n += w->tally.left[i].n;
    }
    for (size_t i = 0; i < w->tally.measured.n; i++) {
        struct measured *m = LIST_PUSH(ctx->arena, &sum->measured);
        if (m)
            *m = w->tally.measured.at[i];
    }
    for (size_t i = 0; i < w->tally.cases.n; i++) {
        struct judged_case *c = LIST_PUSH(ctx->arena, &sum->cases);
        if (c)
            *c = w->tally.cases.at[i];
    }
}

static size_t cells_number(struct judge_result *judged)
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
            tally_add(ctx, tally, w, w->judged->requests->shape.services.n);
        else if (!e)
            e = arena_fail(ctx);
        arena_close(w->arena);
    }
    return !e && arena_is_full(ctx->arena) ? arena_fail(ctx) : e;
}

result judge_tally(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged,
                   struct tally *tally)
{
    struct worker workers[THREADS_MAX] = { 0 };
    size_t n_cases = judged->requests->cases.n, n = options->threads < 1 ? 1 : (size_t)options->threads;
    size_t useful = n_cases / CASES_PER_THREAD_MIN + 1;
    n = n > THREADS_MAX ? THREADS_MAX : n;
    n = n > useful ? useful : n;
    *tally = (struct tally){ 0 };
    if (!tally_open(ctx->arena, cells_number(judged), judged->requests->shape.services.n, tally))
        return arena_fail(ctx);
    for (size_t i = 0; i < n; i++)
        workers[i] = (struct worker){
            .options = options, .judged = judged, .from = n_cases * i / n, .to = n_cases * (i + 1) / n
        };
    return workers_run(ctx, workers, n, tally);
}
