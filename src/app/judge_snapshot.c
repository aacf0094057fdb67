#include "app/judge_snapshot.h"

#include "app/judge_internal.h"
#include "app/judge_pack.h"
#include "base/file.h"
#include "base/pages.h"
#include "base/team.h"
#include "format/snapshot.h"

// Rows of all areas, counted, then put where those of their area begin.
struct clustering {
    struct snapshot snapshot;
    size_t *next; // for each area, and first for none
    struct packed *rows;
    uint32_t *numbers;
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

static void row_place(struct clustering *c, const struct packed *row, int64_t number)
{
    size_t at = c->next[row->area]++;
    c->rows[at] = *row;
    c->numbers[at] = number < UINT32_MAX ? (uint32_t)number : UINT32_MAX;
}

// Counts the packed rows of each area, or puts them there.
static void packed_each(const struct packed_requests *packed, struct clustering *c, bool is_placed)
{
    for (size_t p = 0; packed && p < packed->n_parts; p++) {
        const struct packed_part *part = &packed->parts[p];
        struct packed row;
        for (size_t i = 0; i < part->n; i++) {
            if (!row_pack(part, &part->rows[i], &row))
                continue;
            c->snapshot.has_odd |= row.flags != 0;
            if (is_placed)
                row_place(c, &row, part->numbers[i] + packed->first_row[p]);
            else
                c->next[row.area + 1]++;
        }
    }
}

static result cases_each(struct ctx *ctx, const struct requests *requests, struct clustering *c,
                         bool is_placed)
{
    for (size_t i = 0; i < requests->cases.n; i++) {
        const struct case_facts *facts = &requests->cases.at[i];
        struct packed row;
        if (!case_pack(facts, &row))
            return fail_at(ctx, ERR_INPUT, requests->source, (struct place){ 0 },
                           "row %lld is of a time that a snapshot does not hold (1970 to 2105)",
                           (long long)facts->row);
        c->snapshot.has_odd |= row.flags != 0;
        if (is_placed)
            row_place(c, &row, facts->row);
        else
            c->next[row.area + 1]++;
    }
    return OK;
}

static result clusters_fill(struct ctx *ctx, const struct judge_result *judged, struct clustering *c,
                            char *bytes)
{
    result e = cases_each(ctx, judged->requests, c, true);
    if (e)
        return e;
    packed_each(judged->packed, c, true);
    snapshot_seal(bytes);
    return OK;
}

// How many rows each area has, and so where they begin.
static result clusters_count(struct ctx *ctx, const struct judge_result *judged, struct clustering *c)
{
    size_t n_areas = judged->requests->shape.areas.n;
    c->next = ARENA_ARRAY(ctx->arena, size_t, n_areas + 3);
    if (!c->next)
        return arena_fail(ctx);
    packed_each(judged->packed, c, false);
    result e = cases_each(ctx, judged->requests, c, false);
    for (size_t i = 1; i <= n_areas + 1; i++)
        c->next[i] += c->next[i - 1];
    return e;
}

static result made_write(struct ctx *ctx, const struct judge_result *judged, struct clustering *c,
                         const char *path)
{
    size_t size = snapshot_size(&c->snapshot);
    result e = clusters_count(ctx, judged, c);
    if (e)
        return e;
    char *bytes = size && size <= arena_room(ctx->arena) ? pages_reserve(size) : NULL;
    if (!bytes)
        return arena_fail(ctx);
    snapshot_lay_out(&c->snapshot, bytes, &c->rows, &c->numbers);
    e = clusters_fill(ctx, judged, c, bytes);
    if (!e)
        e = file_replace(ctx, path, (str){ bytes, size });
    pages_release(bytes, size);
    return e;
}

result snapshot_make(struct ctx *ctx, const struct judge_options *options, const char *path,
                     struct judge_result *judged, struct snapshot_made *made)
{
    struct clustering c = { 0 };
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
    e = snapshot_check(ctx, &c.snapshot);
    if (!e)
        e = made_write(ctx, judged, &c, path);
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

// A list of words that stand for themselves.
static bool words_fill(struct ctx *ctx, size_t n, struct quick_words *words)
{
    words->list.at = ARENA_ARRAY(ctx->arena, struct quick_word, n + 1);
    words->list.n = words->list.room = n;
    for (size_t i = 0; words->list.at && i < n; i++)
        words->list.at[i].value = (int64_t)i;
    return words->list.at;
}

static result parts_fill(struct ctx *ctx, const struct judge_options *options, struct packed_requests *packed)
{
    const struct snapshot *s = packed->snapshot;
    struct quick_words services = { 0 }, areas = { 0 };
    size_t blocks = snapshot_blocks(s), n = options->threads < 1 ? 1 : (size_t)options->threads;
    n = n > TEAM_MAX ? TEAM_MAX : n;
    n = n > blocks ? blocks + !blocks : n;
    packed->parts = ARENA_ARRAY(ctx->arena, struct packed_part, n);
    if (!packed->parts || !words_fill(ctx, s->services.n, &services) || !words_fill(ctx, s->areas.n, &areas))
        return arena_fail(ctx);
    packed->n_parts = n;
    for (size_t i = 0; i < n; i++) {
        size_t from = blocks * i / n * SNAPSHOT_BLOCK, to = blocks * (i + 1) / n * SNAPSHOT_BLOCK;
        packed->parts[i] = (struct packed_part){
            .from = from, .services = services, .areas = areas, .has_days = s->has_odd
        };
        packed->parts[i].rows = (struct packed *)s->rows + from; // only read
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
