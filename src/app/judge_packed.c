// Packed rows counted: the table of the day and a comparison, one after the other, and every row that its clauses take
// by a condition walked as any other. Each worker counts for itself.
#include "app/judge_packed_internal.h"

#include "app/judge_stream.h"
#include "base/pages.h"
#include "base/team.h"

enum { CELLS_NEAR = 16384 }; // as few as that need no fetching

// Whether one row of a worker's part stands before another in the file. A snapshot has an order of its own.
static bool stands_before(const struct packed_worker *w, size_t row, size_t other)
{
    const struct packed_requests *packed = w->packed;
    const uint32_t *numbers = packed->snapshot ? packed->snapshot->numbers + packed->parts[w->part].from
                                               : NULL;
    return numbers ? numbers[row] < numbers[other] : row < other;
}

bool packed_leave(struct packed_worker *w, enum left_out reason, int64_t n)
{
    struct left_packed *left = &w->left[reason];
    bool is_first = !left->n || stands_before(w, w->row, left->first.i);
    if (is_first)
        left->first = (struct packed_place){ w->part, w->row };
    left->n += n;
    return is_first;
}

static void walk_left(struct case_sink *sink, enum left_out reason, const struct case_facts *facts, str about)
{
    struct packed_worker *w = sink->of;
    (void)facts;
    if (packed_leave(w, reason, 1))
        w->left[reason].about = about;
}

static void walk_found(struct case_sink *sink, const struct finding *found)
{
    struct packed_worker *w = sink->of;
    tally_count(w->arena, &w->tally, found);
}

static struct moment moment_of(const struct packed_worker *w, uint32_t second, bool is_day)
{
    const struct zone *zone = w->packed->zone;
    instant first = { second };
    if (second == PACKED_UNKNOWN)
        return (struct moment){ .kind = MOMENT_UNKNOWN };
    if (!is_day)
        return (struct moment){ MOMENT_KNOWN, first, first };
    date day = zone_date(zone, first, NULL);
    return (struct moment){ MOMENT_KNOWN, first, { zone_midnight(zone, date_add_days(day, 1)).second - 1 } };
}

// Each body's own events, of a report that came in with its receipt or was never told apart.
static void bodies_fill(struct packed_worker *w, const struct packed *row)
{
    const struct body_event_list *bodies = &w->judged->requests->shape.bodies;
    int body = w->packed->kinds ? w->packed->kinds[row->service].body : PACKED_EACH_BODY;
    for (size_t i = 0; i < bodies->n; i++) {
        const struct body_event *b = &bodies->at[i];
        w->events[b->event] = body == PACKED_EACH_BODY ? w->events[b->general]
            : body == b->event                         ? w->events[EVENT_REPORT]
                                                       : (struct moment){ .kind = MOMENT_NEVER };
    }
}

// A packed row as the rules know a case. Its area: an index into shape.areas, -1 for none.
static void facts_fill(struct packed_worker *w, const struct packed *row, int service, int area)
{
    struct case_facts *f = &w->facts;
    f->service = service;
    f->area = area;
    f->is_outside = row->flags & PACKED_OUTSIDE;
    f->status = (enum case_status)row->status;
    w->events[EVENT_REPORT] = moment_of(w, row->opened, row->flags & PACKED_OPENED_DAY);
    w->events[EVENT_RECEIPT] = w->events[EVENT_REPORT];
    w->events[EVENT_COMPLETION] = row->closed == PACKED_NEVER
        ? (struct moment){ .kind = MOMENT_NEVER }
        : moment_of(w, row->closed, row->flags & PACKED_CLOSED_DAY);
    bodies_fill(w, row);
}

void packed_walk(struct packed_worker *w, const struct plan_document *d, const struct packed *row,
                 int service, int area)
{
    struct case_sink sink = { walk_found, walk_left, w, INSTANT_FAR };
    facts_fill(w, row, service, area);
    (void)document_walk(w->judged, d->document, &w->facts, &sink);
}

static void waiting_count(struct waiting *waiting)
{
    for (size_t i = 0; i < waiting->n; i++)
        ++*waiting->counter[i];
    waiting->n = 0;
}

HOT void counter_add(struct packed_worker *w, size_t cell, size_t which)
{
    uint32_t *counter = (uint32_t *)(void *)&w->cells[cell] + which;
    if (w->n_cells <= CELLS_NEAR) {
        ++*counter;
        return;
    }
    __builtin_prefetch(counter, 1);
    w->waiting.counter[w->waiting.n++] = counter;
    if (w->waiting.n == COUNTERS_AHEAD)
        waiting_count(&w->waiting);
}

// A packed row of a file, the service it means, and what covers it.
struct counted_row {
    const struct packed_part *part;
    const struct packed *row;
    int service;
};

static int area_of(const struct packed_worker *w, const struct counted_row *c)
{
    uint32_t area = c->row->area;
    if (area == PACKED_AREA_NONE)
        return -1;
    if (area & PACKED_POLYGON)
        return (int)(w->judged->first_polygon + (area & ~PACKED_POLYGON));
    return (int)c->part->areas.list.at[area - 1].value;
}

HOT void slot_count(struct packed_worker *w, const struct counted_row *c, const struct plan_document *d,
                    const struct plan_slot *slot, size_t item)
{
    struct plan_day of = plan_day_of(slot->table, zone_days_date(d->days, c->row->opened).day);
    if (of.unit >= 0)
        counter_add(w, slot->first_cell + item * slot->area_cells + (size_t)of.unit * slot->unit_cells,
                    c->row->status == CASE_EXCLUDED
                        ? COUNT_EXCLUDED
                        : packed_state(d, c->row->closed, plan_due(slot->table, of, c->row->opened)));
    else if (of.unit == PLAN_NOT_IN_FORCE)
        packed_leave(w, LEFT_NOT_IN_FORCE, 1);
}

// One document that covers the row. True if it takes its service.
HOT bool covering_count(struct packed_worker *w, const struct counted_row *c, struct covering in)
{
    const struct plan_document *d = &w->plan->documents[in.document];
    const struct taker *taker = &d->takers[c->service];
    if (taker->kind == TAKER_NONE)
        return false;
    if (taker->kind == TAKER_WALK || c->row->flags & PACKED_ODD) {
        packed_walk(w, d, c->row, c->service, area_of(w, c));
        return true;
    }
    if (c->row->opened >= d->before)
        return true; // not reported yet
    for (size_t i = 0; i < taker->n; i++)
        slot_count(w, c, d, &taker->slots[i], in.item);
    return true;
}

// Documents that name areas, of which some may be the row's.
static void placed_count(struct packed_worker *w, const struct counted_row *c)
{
    const struct plan *plan = w->plan;
    int area = area_of(w, c);
    uint32_t n_elsewhere = plan->n_placed[c->service];
    size_t first = area < 0 ? 0 : plan->first_covering[area],
           end = area < 0 ? 0 : plan->first_covering[area + 1];
    for (size_t i = first; i < end; i++)
        n_elsewhere -= covering_count(w, c, plan->coverings[i]);
    if (n_elsewhere)
        packed_leave(w, area < 0 && !(c->row->flags & PACKED_OUTSIDE) ? LEFT_NO_AREA : LEFT_OTHER_AREA,
                     n_elsewhere);
}

HOT void row_count(struct packed_worker *w, const struct packed_part *part, const struct packed *row)
{
    const struct plan *plan = w->plan;
    struct counted_row c = { part, row, (int)part->services.list.at[row->service].value };
    if (c.service == SERVICE_UNMAPPED)
        return;
    if (!plan->is_claimed[c.service]) {
        w->tally.unclaimed[c.service]++;
        packed_leave(w, LEFT_NO_CLAUSE, 1);
        return;
    }
    for (size_t i = 0; i < plan->n_anywhere; i++)
        covering_count(w, &c, plan->anywhere[i]);
    if (plan->n_placed[c.service])
        placed_count(w, &c);
}

bool packed_worker_open(struct packed_worker *w)
{
    const struct shape *shape = &w->judged->requests->shape;
    w->arena = arena_open((size_t)1 << 40);
    w->cells = w->arena ? pages_reserve((w->n_cells + 1) * sizeof *w->cells) : NULL;
    w->events = w->arena ? ARENA_ARRAY(w->arena, struct moment, shape->events.n + 1) : NULL;
    str *facts = w->arena ? ARENA_ARRAY(w->arena, str, shape->facts.n + 1) : NULL;
    w->facts = (struct case_facts){ .events = w->events, .facts = facts };
    w->n_services = shape->services.n;
    return w->cells && w->events && facts &&
        tally_open(w->arena, w->plan->is_walked ? w->n_cells : 0, shape->services.n, &w->tally);
}

static void rows_count(struct packed_worker *w, const struct packed_part *part)
{
    for (w->row = 0; w->row < part->n; w->row++)
        if (!(part->rows[w->row].flags & PACKED_MOVED))
            row_count(w, part, &part->rows[w->row]);
}

static bool is_known(const struct packed_worker *w, const struct packed *row)
{
    return row->service < w->known_services && row->area <= w->known_areas &&
        (w->plan->is_walked || !(row->flags & PACKED_ODD));
}

void packed_count_held(struct packed_worker *w, struct packed_part *part, struct held_rows *held,
                       bool is_again)
{
    size_t first = is_again ? 0 : held->n, n = first, end = part->n - part->gone;
    for (size_t i = first; i < end; i++) {
        w->row = i < held->n ? held->index[i] : part->gone + i;
        if (is_known(w, &part->rows[i])) {
            row_count(w, part, &part->rows[i]);
            continue;
        }
        held->index[n] = w->row;
        part->rows[n++] = part->rows[i];
    }
    held->n = n;
    part->gone = part->n - n;
    waiting_count(&w->waiting);
    w->is_full |= arena_is_full(w->arena);
}

static void worker_run(size_t i, void *of)
{
    struct packed_worker *w = (struct packed_worker *)of + i;
    const struct packed_part *part = &w->packed->parts[w->part];
    if (w->is_full)
        return;
    if (w->packed->snapshot)
        runs_count(w, part);
    else
        rows_count(w, part);
    waiting_count(&w->waiting);
    w->is_full = arena_is_full(w->arena);
}

static void cells_sum(struct few_counts *sum, const struct few_counts *more, size_t n)
{
    uint32_t *to = (uint32_t *)(void *)sum;
    const uint32_t *from = (const uint32_t *)(const void *)more;
    for (size_t i = 0; i < n * (sizeof *sum / sizeof *to); i++)
        to[i] += from[i];
}

// The first of what is left out, as row by row would have named it.
static result left_settle(struct ctx *ctx, const struct packed_worker *w, struct left *left,
                          enum left_out reason)
{
    const struct left_packed *own = &w->left[reason];
    if (!own->n)
        return OK;
    struct left found = { .n = own->n, .about = own->about };
    result e = packed_row_id(ctx, w->packed, own->first, &found.row, &found.first);
    left_add(left, &found);
    return e;
}

static result worker_close(struct ctx *ctx, struct packed_worker *w, struct tally *tally)
{
    size_t n_services = w->n_services;
    result e = w->is_full ? arena_fail(ctx) : OK;
    if (w->is_damaged)
        e = fail_at(ctx, ERR_INPUT, w->judged->requests->source, (struct place){ 0 }, SNAPSHOT_DAMAGED);
    if (!e && !w->part)
        tally->packed = w->cells;
    else if (!e)
        cells_sum(tally->packed, w->cells, w->n_cells);
    if (!e && w->plan->is_walked)
        tally_add(ctx->arena, tally, &w->tally, n_services);
    for (size_t i = 0; !e && !w->plan->is_walked && i < n_services; i++)
        tally->unclaimed[i] += w->tally.unclaimed[i];
    for (int i = 0; !e && i < LEFT_COUNT; i++)
        e = left_settle(ctx, w, &tally->left[i], (enum left_out)i);
    if (tally->packed == w->cells)
        w->cells = NULL; // the tally's from here on
    packed_worker_release(w);
    return e;
}

void packed_worker_release(struct packed_worker *w)
{
    pages_release(w->cells, (w->n_cells + 1) * sizeof *w->cells);
    arena_close(w->arena);
    w->cells = NULL;
    w->arena = NULL;
}

result packed_workers_close(struct ctx *ctx, struct packed_worker *workers, size_t n,
                            struct judge_result *judged, struct tally *tally)
{
    result e = OK;
    for (size_t i = 0; i < n; i++) {
        result own = e ? e : worker_close(ctx, &workers[i], tally);
        if (e)
            packed_worker_release(&workers[i]);
        e = own;
    }
    judged->packed_cells = tally->packed;
    judged->n_packed_cells = tally->n_cells;
    tally->packed = e ? NULL : tally->packed;
    return e;
}

// Rows that a condition looks at events or facts of, which a packed row does not hold.
static result more_move(struct ctx *ctx, struct judge_result *judged, const struct plan *plan)
{
    struct packed_requests *packed = judged->packed;
    bool is_moving = false;
    for (size_t p = 0; p < packed->n_parts; p++) {
        struct packed_part *part = &packed->parts[p];
        for (size_t i = 0; i < part->n; i++) {
            int64_t service = part->services.list.at[part->rows[i].service].value;
            bool is_walked = service != SERVICE_UNMAPPED && plan_walks(plan, (size_t)service);
            part->rows[i].flags |= is_walked ? PACKED_MOVED : 0;
            is_moving |= is_walked;
        }
    }
    return is_moving ? packed_move(ctx, judged) : OK;
}

result judge_packed(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged,
                    struct tally *tally)
{
    struct packed_worker workers[TEAM_MAX];
    struct packed_requests *packed = judged->packed;
    struct plan plan;
    (void)options;
    if (packed->stream)
        return stream_close(ctx, packed->stream, judged, tally);
    result e = plan_build(ctx, judged, &plan);
    if (!e && packed->has_more && plan.is_walked)
        e = more_move(ctx, judged, &plan);
    if (e)
        return e;
    for (size_t i = 0; i < packed->n_parts; i++)
        plan.is_walked |= packed->parts[i].has_days;
    for (size_t i = 0; i < packed->n_parts; i++) {
        workers[i] = (struct packed_worker){ .judged = judged, .plan = &plan, .packed = packed, .part = i };
        workers[i].n_cells = tally->n_cells;
        workers[i].is_full = !packed_worker_open(&workers[i]);
    }
    team_run(packed->n_parts, worker_run, workers);
    return packed_workers_close(ctx, workers, packed->n_parts, judged, tally);
}

void judge_release(struct judge_result *judged)
{
    packed_release(judged->packed);
    pages_release(judged->packed_cells, (judged->n_packed_cells + 1) * sizeof(struct few_counts));
    judged->packed = NULL;
    judged->packed_cells = NULL;
}
