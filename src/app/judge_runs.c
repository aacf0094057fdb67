// The rows of a snapshot: what takes a run is found once, and its counters lie side by side.
#include "app/judge_packed_internal.h"

enum { STRETCHES = 2, ROWS_OF_A_DAY = 4 }; // as many as make it worth while to look for a day's end

// A run of rows that one document takes.
struct taken_run {
    const struct snapshot_run *run;
    const struct snapshot_row *rows; // of the snapshot
    size_t from, to;
    const struct plan_document *document;
    const struct taker *taker;
    uint32_t item; // of the document's areas
};

static struct packed row_of(const struct snapshot_run *run, struct snapshot_row row)
{
    uint8_t status = run->status != SNAPSHOT_BY_CLOSING ? run->status
        : row.closed == PACKED_NEVER                    ? CASE_OPEN
                                                        : CASE_CLOSED;
    return (struct packed){ row.opened, row.closed, run->area, run->service, status, run->flags };
}

static void run_walk(struct packed_worker *w, const struct taken_run *t)
{
    size_t first = w->row;
    for (size_t i = t->from; i < t->to; i++) {
        struct packed row = row_of(t->run, t->rows[i]);
        w->row = first + i - t->from;
        packed_walk(w, t->document, &row, t->run->service, (int)t->run->area - 1);
    }
    w->row = first;
}

static void out_of_force(struct packed_worker *w, size_t i)
{
    size_t first = w->row;
    w->row = first + i;
    packed_leave(w, LEFT_NOT_IN_FORCE, 1);
    w->row = first;
}

HOT void row_count(struct packed_worker *w, const struct taken_run *t, const struct plan_slot *slot, size_t i)
{
    const struct plan_document *d = t->document;
    const struct plan_table *table = slot->table;
    const struct snapshot_row row = t->rows[i];
    if (row.opened >= d->before)
        return; // not reported yet
    struct plan_day of = plan_day_of(table, zone_days_date(d->days, row.opened).day);
    if (of.unit >= 0) {
        size_t cell = slot->first_cell + t->item * slot->area_cells + (size_t)of.unit * slot->unit_cells;
        size_t state = packed_state(d, row.closed, plan_due(table, of, row.opened));
        uint32_t *counters = (uint32_t *)(void *)&w->cells[cell];
        counters[t->run->status == CASE_EXCLUDED ? COUNT_EXCLUDED : state]++;
    } else if (of.unit == PLAN_NOT_IN_FORCE)
        out_of_force(w, i - t->from);
}

// Rows that were reported on one day, before a document's time of asking, and of whose cases one day is the last.
struct day_rows {
    const struct snapshot_row *rows;
    size_t n;
    uint32_t begins, ends; // of the day, and behind it
    uint32_t due, before;  // inclusive; the document's facts_before
};

struct day_counts {
    size_t n_inside, n_open, n_late; // n_late: of those that were closed
};

// Without a branch. n_inside says whether the rows are what they were taken for.
static struct day_counts day_count(const struct day_rows *of)
{
    struct day_counts counts = { 0 };
    const uint32_t length = of->ends - of->begins, open_from = of->before - 1,
                   late = of->before > of->due ? of->before - of->due - 1 : 0;
    for (size_t i = 0; i < of->n; i++) {
        struct snapshot_row row = of->rows[i];
        counts.n_inside += row.opened - of->begins < length;
        counts.n_open += row.closed - 1 >= open_from; // PACKED_NEVER becomes the last of all
        counts.n_late += row.closed - of->due - 1 < late;
    }
    return counts;
}

// Where the rows from `i` on end that were opened before an instant, if they stand in that order.
static size_t opened_before(const struct taken_run *t, size_t i, uint32_t ends)
{
    size_t step = 1, low = i, high;
    while (step < t->to - i && t->rows[i + step].opened < ends) {
        low = i + step;
        step *= 2;
    }
    for (high = step < t->to - i ? i + step : t->to; high - low > 1;) {
        size_t middle = low + (high - low) / 2;
        if (t->rows[middle].opened < ends)
            low = middle;
        else
            high = middle;
    }
    return high;
}

// What a day's rows come to, all at once. False if they must be looked at one by one.
static bool day_rows_count(struct packed_worker *w, const struct taken_run *t, const struct plan_slot *slot,
                           size_t i, size_t *end)
{
    const struct plan_document *d = t->document;
    date day = zone_days_date(d->days, t->rows[i].opened);
    struct plan_day plan = plan_day_of(slot->table, day.day);
    struct day_rows of = { .rows = t->rows + i, .due = plan.due, .before = (uint32_t)d->before };
    *end = i + 1;
    if (plan.unit < 0 || slot->table->span || !zone_days_bounds(d->days, day, &of.begins, &of.ends) ||
        of.ends > d->before || d->before > UINT32_MAX)
        return false;
    *end = opened_before(t, i, of.ends);
    of.n = *end - i;
    struct day_counts counts = day_count(&of);
    if (counts.n_inside != of.n)
        return false;
    struct few_counts *cell =
        &w->cells[slot->first_cell + t->item * slot->area_cells + (size_t)plan.unit * slot->unit_cells];
    bool is_over = d->at > plan.due;
    size_t late = counts.n_late + (is_over ? counts.n_open : 0), early = is_over ? 0 : counts.n_open;
    uint32_t *counters = (uint32_t *)(void *)cell;
    bool is_excluded = t->run->status == CASE_EXCLUDED;
    counters[COUNT_EXCLUDED] += is_excluded ? (uint32_t)of.n : 0;
    counters[COUNT_LATE] += is_excluded ? 0 : (uint32_t)late;
    counters[COUNT_NOT_YET_DUE] += is_excluded ? 0 : (uint32_t)early;
    counters[COUNT_ON_TIME] += is_excluded ? 0 : (uint32_t)(of.n - late - early);
    return true;
}

static void days_count(struct packed_worker *w, const struct taken_run *t, const struct plan_slot *slot)
{
    for (size_t i = t->from, end; i < t->to; i = end)
        if (!day_rows_count(w, t, slot, i, &end))
            for (size_t row = i; row < end; row++)
                row_count(w, t, slot, row);
}

// Whether many rows that follow one another seem to be of one day, as in a file that is in the order of its reports.
static bool has_days(const struct taken_run *t)
{
    int64_t seconds = (int64_t)t->rows[t->to - 1].opened - t->rows[t->from].opened;
    return seconds >= 0 && (int64_t)(t->to - t->from) > ROWS_OF_A_DAY * (seconds / DAY_SECONDS + 1);
}

// Rows that follow one another are mostly of one period: each would wait until the one before it has counted up the
// same counter. So two halves of the run take turns.
static void slot_count(struct packed_worker *w, const struct taken_run *t, const struct plan_slot *slot)
{
    const size_t n = (t->to - t->from) / STRETCHES;
    if (has_days(t)) {
        days_count(w, t, slot);
        return;
    }
    for (size_t i = t->from; i < t->from + n; i++)
        for (size_t stretch = 0; stretch < STRETCHES; stretch++)
            row_count(w, t, slot, i + stretch * n);
    for (size_t i = t->from + n * STRETCHES; i < t->to; i++)
        row_count(w, t, slot, i);
}

// One document that covers the run. True if it takes its service.
static bool covering_count(struct packed_worker *w, struct taken_run *t, struct covering in)
{
    t->document = &w->plan->documents[in.document];
    t->taker = &t->document->takers[t->run->service];
    t->item = in.item;
    if (t->taker->kind == TAKER_NONE)
        return false;
    if (t->taker->kind == TAKER_WALK || t->run->flags & PACKED_ODD) {
        run_walk(w, t);
        return true;
    }
    for (size_t i = 0; i < t->taker->n; i++)
        slot_count(w, t, &t->taker->slots[i]);
    return true;
}

static void run_count(struct packed_worker *w, struct taken_run *t)
{
    const struct plan *plan = w->plan;
    const struct snapshot_run *run = t->run;
    int64_t n = (int64_t)(t->to - t->from), n_elsewhere = plan->n_placed[run->service];
    if (!plan->is_claimed[run->service]) {
        w->tally.unclaimed[run->service] += n;
        packed_leave(w, LEFT_NO_CLAUSE, n);
        return;
    }
    for (size_t i = 0; i < plan->n_anywhere; i++)
        covering_count(w, t, plan->anywhere[i]);
    size_t first = run->area ? plan->first_covering[run->area - 1] : 0,
           end = run->area ? plan->first_covering[run->area] : 0;
    for (size_t i = first; i < end; i++)
        n_elsewhere -= covering_count(w, t, plan->coverings[i]);
    if (n_elsewhere)
        packed_leave(w, !run->area && !(run->flags & PACKED_OUTSIDE) ? LEFT_NO_AREA : LEFT_OTHER_AREA,
                     n_elsewhere * n);
}

// The run that a row lies in.
static size_t run_find(const struct snapshot *s, size_t row)
{
    size_t low = 0, high = s->n_runs;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (s->runs[middle].first <= row)
            low = middle;
        else
            high = middle;
    }
    return low;
}

// Each block is looked at as a whole, then counted while it is at hand. Rows of a part count from its first.
void runs_count(struct packed_worker *w, const struct packed_part *part)
{
    const struct snapshot *s = w->packed->snapshot;
    size_t end = part->from + part->n, run = part->n ? run_find(s, part->from) : 0;
    for (size_t from = part->from; from < end; from += SNAPSHOT_BLOCK) {
        size_t to = from + SNAPSHOT_BLOCK < end ? from + SNAPSHOT_BLOCK : end;
        w->is_damaged = !snapshot_rows_whole(s, from / SNAPSHOT_BLOCK);
        if (w->is_damaged)
            return;
        for (size_t row = from; row < to; row = run < s->n_runs ? s->runs[run].first : s->n) {
            size_t run_end = run + 1 < s->n_runs ? s->runs[run + 1].first : s->n;
            struct taken_run t = { .run = &s->runs[run], .rows = s->rows, .from = row };
            t.to = run_end < to ? run_end : to;
            w->row = row - part->from;
            run_count(w, &t);
            if (run_end > to)
                break; // the rest lies in the next block
            run++;
        }
    }
}
