#include "app/judge_snapshot.h"

#include "app/judge_internal.h"
#include "app/judge_pack.h"
#include "base/file.h"
#include "base/pages.h"
#include "base/team.h"
#include "format/snapshot.h"

enum { STATUS_KINDS = 8, FLAG_KINDS = 64 }; // of what a row may be

// Rows of one service and status in whatever area.
struct bucket {
    uint16_t service;
    uint8_t status, flags;
};

// Rows counted by area and bucket, then put where those of theirs begin.
struct clustering {
    struct arena *arena;
    const struct requests *requests;
    const struct packed_requests *packed;
    size_t i_case; // of the requests' cases, the next
    struct snapshot snapshot;
    struct {
        struct bucket *at;
        size_t n, room;
    } buckets;
    uint32_t *bucket_of; // of each service, status and flags: its number and one; 0 for none so far
    size_t n_keys;
    uint32_t *next; // where the next row goes, of each area, first for none, and bucket
    size_t n_next;
    struct snapshot_space to;
};

static bool has_more(const struct requests *requests)
{
    return requests->shape.events.n > EVENT_FIRST_MAPPED || requests->shape.facts.n ||
        requests->shape.pauses.n;
}

static result refuse_more(struct ctx *ctx, const struct judge_options *options)
{
    return fail_at(
        ctx, ERR_INPUT, options->mapping, (struct place){ 0 },
        "names events, facts or pauses, which a snapshot does not hold: judge the file itself, or leave them "
        "out of the mapping if no document asks for them");
}

static bool moment_fits(struct moment m)
{
    return m.kind != MOMENT_KNOWN || (m.first.second > 0 && m.last.second < PACKED_UNKNOWN);
}

// A case that was read row by row. False if its times are outside the years that a row holds.
static bool case_pack(const struct case_facts *c, struct packed *row)
{
    struct moment opened = c->events[EVENT_REPORT], closed = c->events[EVENT_COMPLETION];
    if (!moment_fits(opened) || !moment_fits(closed))
        return false;
    *row = (struct packed){ .opened = (uint32_t)opened.first.second, .service = (uint16_t)c->service };
    row->area = (uint32_t)(c->area + 1);
    row->status = (uint8_t)c->status;
    row->closed = closed.kind == MOMENT_NEVER ? PACKED_NEVER
        : closed.kind == MOMENT_KNOWN         ? (uint32_t)closed.first.second
                                              : PACKED_UNKNOWN;
    bool is_odd = closed.kind == MOMENT_UNKNOWN ||
        (closed.kind == MOMENT_KNOWN && closed.last.second < opened.first.second);
    row->flags = (uint8_t)((opened.first.second != opened.last.second ? PACKED_OPENED_DAY : 0) |
                           (closed.kind == MOMENT_KNOWN && closed.first.second != closed.last.second
                                ? PACKED_CLOSED_DAY
                                : 0) |
                           (is_odd ? PACKED_WALKED : 0));
    return true;
}

// A packed row with its part's words exchanged for indexes of the lists.
static bool row_pack(const struct packed_part *part, const struct packed *from, struct packed *row)
{
    int64_t service = part->services.list.at[from->service].value;
    *row = *from;
    if (from->flags & PACKED_MOVED || service == SERVICE_UNMAPPED)
        return false;
    row->service = (uint16_t)service;
    if (from->area)
        row->area = (uint32_t)part->areas.list.at[from->area - 1].value + 1;
    return true;
}

// What is done with each row, in the order of the file.
typedef void row_do(struct clustering *c, const struct packed *row, int64_t number);

static uint32_t *bucket_at(struct clustering *c, const struct packed *row, uint8_t *status)
{
    bool is_usual = row->status == (row->closed == PACKED_NEVER ? CASE_OPEN : CASE_CLOSED);
    *status = is_usual ? SNAPSHOT_BY_CLOSING : row->status;
    size_t kind = is_usual ? STATUS_KINDS - 1 : row->status;
    return &c->bucket_of[((size_t)row->service * STATUS_KINDS + kind) * FLAG_KINDS + row->flags];
}

static void bucket_find(struct clustering *c, const struct packed *row, int64_t number)
{
    uint8_t status;
    uint32_t *known = bucket_at(c, row, &status);
    (void)number;
    c->snapshot.has_odd |= row->flags != 0;
    if (*known)
        return;
    struct bucket *bucket = LIST_PUSH(c->arena, &c->buckets);
    if (bucket)
        *bucket = (struct bucket){ row->service, status, row->flags };
    *known = (uint32_t)c->buckets.n;
}

static uint32_t *next_of(struct clustering *c, const struct packed *row)
{
    uint8_t ignored;
    return &c->next[row->area * c->buckets.n + *bucket_at(c, row, &ignored) - 1];
}

static void row_number(struct clustering *c, const struct packed *row, int64_t number)
{
    (void)number;
    ++*next_of(c, row);
}

static void row_place(struct clustering *c, const struct packed *row, int64_t number)
{
    size_t at = (*next_of(c, row))++;
    c->to.rows[at] = (struct snapshot_row){ row->opened, row->closed };
    c->to.numbers[at] = number < UINT32_MAX ? (uint32_t)number : UINT32_MAX;
}

// The cases that were read row by row and stand before a row of the file.
static result cases_each(struct ctx *ctx, struct clustering *c, row_do *act, int64_t before)
{
    const struct requests *requests = c->requests;
    for (; c->i_case < requests->cases.n && requests->cases.at[c->i_case].row < before; c->i_case++) {
        const struct case_facts *facts = &requests->cases.at[c->i_case];
        struct packed row;
        if (!case_pack(facts, &row))
            return fail_at(ctx, ERR_INPUT, requests->source, (struct place){ 0 },
                           "row %lld is of a time that a snapshot does not hold (1970 to 2105)",
                           (long long)facts->row);
        act(c, &row, facts->row);
    }
    return OK;
}

// Every row in the order of the file, so that each run has its rows in that order.
static result rows_each(struct ctx *ctx, struct clustering *c, row_do *act)
{
    const struct packed_requests *packed = c->packed;
    result e = OK;
    c->i_case = 0;
    for (size_t p = 0; packed && p < packed->n_parts; p++) {
        const struct packed_part *part = &packed->parts[p];
        struct packed row;
        for (size_t i = 0; !e && i < part->n; i++) {
            if (!row_pack(part, &part->rows[i], &row))
                continue;
            int64_t number = part->numbers[i] + packed->first_row[p];
            e = cases_each(ctx, c, act, number);
            act(c, &row, number);
        }
    }
    return e ? e : cases_each(ctx, c, act, INT64_MAX);
}

// How many rows each area and bucket has, and so where they begin, and what the runs are.
static void runs_count(struct clustering *c)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < c->n_next; i++) {
        uint32_t n = c->next[i];
        c->snapshot.n_runs += n > 0;
        c->next[i] = sum;
        sum += n;
    }
}

static void runs_write(struct clustering *c)
{
    struct snapshot_run *run = c->to.runs;
    for (size_t i = 0; i < c->n_next; i++) {
        size_t end = i + 1 < c->n_next ? c->next[i + 1] : c->snapshot.n;
        const struct bucket *of = &c->buckets.at[i % c->buckets.n];
        if (c->next[i] < end)
            *run++ = (struct snapshot_run){ c->next[i], (uint32_t)(i / c->buckets.n), of->service, of->status,
                                            of->flags };
    }
}

static result clusters_write(struct ctx *ctx, struct clustering *c, const char *path)
{
    size_t size = snapshot_size(&c->snapshot);
    char *bytes = size && size <= arena_room(ctx->arena) ? pages_reserve(size) : NULL;
    if (!bytes)
        return arena_fail(ctx);
    c->to = snapshot_lay_out(&c->snapshot, bytes);
    runs_write(c);
    result e = rows_each(ctx, c, row_place);
    if (!e) {
        snapshot_seal(bytes);
        e = file_replace(ctx, path, (str){ bytes, size });
    }
    pages_release(bytes, size);
    return e;
}

static result clusters_fill(struct ctx *ctx, struct clustering *c, const char *path)
{
    c->n_keys = (c->snapshot.services.n + 1) * STATUS_KINDS * FLAG_KINDS;
    c->bucket_of = pages_reserve(c->n_keys * sizeof *c->bucket_of);
    result e = c->bucket_of ? rows_each(ctx, c, bucket_find) : arena_fail(ctx);
    if (!e && arena_is_full(ctx->arena))
        e = arena_fail(ctx);
    c->n_next = (c->snapshot.areas.n + 1) * c->buckets.n;
    if (!e && c->n_next > arena_room(ctx->arena) / sizeof *c->next)
        e = arena_fail(ctx);
    c->next = e ? NULL : pages_reserve((c->n_next + 1) * sizeof *c->next);
    if (!e)
        e = c->next ? rows_each(ctx, c, row_number) : arena_fail(ctx);
    if (!e) {
        runs_count(c);
        e = clusters_write(ctx, c, path);
    }
    pages_release(c->next, (c->n_next + 1) * sizeof *c->next);
    pages_release(c->bucket_of, c->n_keys * sizeof *c->bucket_of);
    return e;
}

result snapshot_make(struct ctx *ctx, const struct judge_options *options, const char *path,
                     struct judge_result *judged, struct snapshot_made *made)
{
    struct clustering c = { .arena = ctx->arena };
    *judged = (struct judge_result){ 0 };
    result e = judge_read(ctx, options, judged);
    if (e)
        return e;
    const struct requests *requests = judged->requests;
    if (has_more(requests))
        return refuse_more(ctx, options);
    c.snapshot = (struct snapshot){ .services = requests->shape.services,
                                    .areas = requests->shape.areas,
                                    .rows_read = requests->rows,
                                    .has_areas = requests->shape.has_areas,
                                    .knows_closing = requests->shape.events.at[EVENT_COMPLETION].n > 0,
                                    .n = (size_t)requests_count(requests) };
    c.snapshot.zone = judged->zone_name;
    c.requests = requests;
    c.packed = judged->packed;
    e = snapshot_check(ctx, &c.snapshot);
    if (!e)
        e = clusters_fill(ctx, &c, path);
    *made = (struct snapshot_made){ requests_count(requests), snapshot_size(&c.snapshot) };
    return e;
}

static result shape_fill(struct ctx *ctx, const struct snapshot *s, struct requests *requests)
{
    static const str usual[] = { STR_INIT("report"), STR_INIT("receipt"), STR_INIT("completion") };
    struct shape *shape = &requests->shape;
    for (size_t i = 0; i < EVENT_FIRST_MAPPED; i++) {
        str *slot = LIST_PUSH(ctx->arena, &shape->events);
        if (!slot)
            return arena_fail(ctx);
        *slot = i == EVENT_COMPLETION && !s->knows_closing ? (str){ "", 0 } : usual[i];
    }
    shape->services = s->services;
    shape->areas = s->areas;
    shape->has_areas = s->has_areas;
    requests->rows = s->rows_read;
    requests->n_packed = (int64_t)s->n;
    return OK;
}

static result parts_fill(struct ctx *ctx, const struct judge_options *options, struct packed_requests *packed)
{
    const struct snapshot *s = packed->snapshot;
    struct quick_words services = { 0 }, areas = { 0 };
    size_t blocks = snapshot_blocks(s), n = options->threads < 1 ? 1 : (size_t)options->threads;
    n = n > TEAM_MAX ? TEAM_MAX : n;
    n = n > blocks ? blocks + !blocks : n;
    packed->parts = ARENA_ARRAY(ctx->arena, struct packed_part, n);
    if (!packed->parts || !quick_words_fill(ctx->arena, s->services.n, &services) ||
        !quick_words_fill(ctx->arena, s->areas.n, &areas))
        return arena_fail(ctx);
    packed->n_parts = n;
    for (size_t i = 0; i < n; i++) {
        size_t from = blocks * i / n * SNAPSHOT_BLOCK, to = blocks * (i + 1) / n * SNAPSHOT_BLOCK;
        packed->parts[i] = (struct packed_part){
            .from = from, .services = services, .areas = areas, .has_days = s->has_odd
        };
        packed->parts[i].n = (to > s->n ? s->n : to) - from;
    }
    return OK;
}

result snapshot_open(struct ctx *ctx, const struct judge_options *options, str bytes,
                     struct judge_result *judged)
{
    struct packed_requests *packed = ARENA_NEW(ctx->arena, struct packed_requests);
    struct snapshot *s = ARENA_NEW(ctx->arena, struct snapshot);
    if (!packed || !s)
        return arena_fail(ctx);
    if (options->wants_cases || options->is_row_by_row)
        return fail_at(ctx, ERR_INPUT, options->requests, (struct place){ 0 },
                       "a snapshot holds no ids, so that no case can be named: ask the file it was made of");
    if (judged->polygons)
        return fail_at(ctx, ERR_INPUT, STR("--areas"), (struct place){ 0 },
                       "can't go with a snapshot, which holds no places");
    result e = snapshot_read(ctx, options->requests, bytes, s);
    if (!e)
        e = zone_load(ctx, s->zone, &packed->zone);
    if (!e)
        e = shape_fill(ctx, s, judged->requests);
    packed->snapshot = s;
    if (!e)
        e = parts_fill(ctx, options, packed);
    if (!e)
        judged->packed = packed;
    return e;
}
