#include "app/judge_stream.h"

#include "app/judge_packed_internal.h"
#include "base/pages.h"
#include "base/team.h"

#include <stdatomic.h>
#include <string.h>

// BLOCK: rows read before they are counted, as many as lie near. DOCUMENTS_MOST: a plan is made more than once, which
// costs as much as there are documents.
enum { ROWS_AHEAD = 64 * 1024, BLOCK = 4096, DOCUMENTS_MOST = 64 };

struct row_stream {
    struct packed_requests *packed;
    const struct judge_options *options;
    const struct judge_result *judged; // its documents not laid out yet
    struct judge_result trial;         // the same, with the categories and areas read so far
    struct requests requests;
    struct intake intake;
    struct plan plan;
    bool has_plan, is_new; // is_new: nothing has been counted by it yet
    bool is_refused;
    atomic_bool is_waiting; // somebody, for another plan
    size_t ahead;           // rows that a part may hold until then
    size_t n_cells;
    struct packed_worker *workers; // one for each part
    struct held_rows *held;
    int64_t **services; // of each part: what its words meant in the trial
};

// A reader of the requests that numbers categories and areas for itself, whatever the real one does later.
static result trial_open(struct ctx *ctx, struct row_stream *s)
{
    const struct packed_requests *packed = s->packed;
    s->requests = *packed->intake->requests;
    s->intake = *packed->intake;
    s->intake.requests = &s->requests;
    struct str_list *events = &s->requests.shape.events;
    str *own = ARENA_ARRAY(ctx->arena, str, events->n + 1);
    if (!own)
        return arena_fail(ctx);
    memcpy(own, events->at, events->n * sizeof *own);
    events->at = own;
    events->room = events->n;
    return OK;
}

result stream_open(struct ctx *ctx, const struct judge_options *options, const struct judge_result *judged,
                   struct packed_requests *packed)
{
    size_t n = judged->documents.n;
    if (!options->is_counted_once || options->wants_numbers || judged->polygons || !n || n > DOCUMENTS_MOST)
        return OK;
    struct row_stream *s = ARENA_NEW(ctx->arena, struct row_stream);
    if (!s)
        return arena_fail(ctx);
    s->packed = packed;
    s->options = options;
    s->judged = judged;
    s->ahead = options->rows_ahead ? options->rows_ahead : ROWS_AHEAD;
    s->workers = ARENA_ARRAY(ctx->arena, struct packed_worker, packed->n_parts);
    s->held = ARENA_ARRAY(ctx->arena, struct held_rows, packed->n_parts);
    s->services = ARENA_ARRAY(ctx->arena, int64_t *, packed->n_parts);
    if (!s->workers || !s->held || !s->services)
        return arena_fail(ctx);
    result e = trial_open(ctx, s);
    packed->stream = e ? NULL : s;
    return e;
}

// The numbers that the words of all parts have among all of the file.
static result words_number(struct row_stream *s)
{
    result e = OK;
    for (size_t p = 0; !e && p < s->packed->n_parts; p++) {
        struct packed_part *part = &s->packed->parts[p];
        struct packed_worker *w = &s->workers[p];
        for (; !e && w->known_services < part->services.list.n; w->known_services++) {
            struct quick_word *word = &part->services.list.at[w->known_services];
            e = intake_category(&s->intake, word->word, 0, &word->value);
        }
        for (; !e && w->known_areas < part->areas.list.n; w->known_areas++) {
            struct quick_word *word = &part->areas.list.at[w->known_areas];
            e = intake_area(&s->intake, word->word, &word->value);
        }
    }
    return e ? e : requests_close(&s->intake);
}

static result documents_plan(struct ctx *ctx, struct row_stream *s)
{
    struct judge_result *trial = &s->trial;
    const struct judged_documents *documents = &s->judged->documents;
    *trial = (struct judge_result){ .packed = s->packed,
                                    .requests = &s->requests,
                                    .zone_name = s->judged->zone_name,
                                    .first_polygon = s->requests.shape.areas.n };
    trial->documents.at = ARENA_ARRAY(ctx->arena, struct judged_document, documents->n);
    trial->documents.n = trial->documents.room = documents->n;
    if (!trial->documents.at)
        return arena_fail(ctx);
    memcpy(trial->documents.at, documents->at, documents->n * sizeof *documents->at);
    result e = judge_ready(ctx, s->options, trial);
    s->n_cells = e ? 0 : judge_cells(trial); // before the plan, which knows where they begin
    if (!e)
        e = plan_build(ctx, trial, &s->plan);
    for (size_t p = 0; p < s->packed->n_parts; p++)
        s->plan.is_walked |= s->packed->parts[p].has_days;
    return e;
}

// A worker goes on with another plan: more services, and perhaps cases to walk.
static bool worker_widen(struct packed_worker *w, size_t n_services)
{
    struct tally *tally = &w->tally;
    int64_t *more = ARENA_ARRAY(w->arena, int64_t, n_services + 1);
    if (!more)
        return false;
    memcpy(more, tally->unclaimed, w->n_services * sizeof *more);
    tally->unclaimed = more;
    w->n_services = n_services;
    if (!w->plan->is_walked || tally->n_cells)
        return true;
    tally->cells = ARENA_ARRAY(w->arena, struct counts, w->n_cells + 1);
    tally->n_cells = w->n_cells;
    return tally->cells;
}

static bool worker_ready(struct row_stream *s, size_t part)
{
    struct packed_worker *w = &s->workers[part];
    if (w->arena)
        return worker_widen(w, s->requests.shape.services.n);
    size_t services = w->known_services, areas = w->known_areas;
    *w = (struct packed_worker){ .judged = &s->trial, .plan = &s->plan, .packed = s->packed, .part = part };
    w->known_services = services;
    w->known_areas = areas;
    w->n_cells = s->n_cells;
    return packed_worker_open(w);
}

static bool part_ready(struct row_stream *s, size_t part)
{
    struct held_rows *held = &s->held[part];
    if (!held->index) {
        held->room = s->packed->parts[part].room;
        held->index = pages_reserve(held->room * sizeof *held->index);
    }
    return held->index && worker_ready(s, part);
}

static result plan_again(struct ctx *ctx, struct row_stream *s)
{
    s->ahead *= s->has_plan ? 2 : 1; // so that a file of ever new areas asks for few plans
    s->has_plan = s->is_new = true;
    result e = words_number(s);
    if (!e)
        e = documents_plan(ctx, s);
    for (size_t p = 0; !e && p < s->packed->n_parts; p++)
        if (!part_ready(s, p))
            e = arena_fail(ctx);
    return e;
}

static bool is_repeating(const struct packed_part *part)
{
    return part->file->has_ids && part->is_unordered;
}

// One thread's share, until its part ends or somebody waits for another plan.
static void stream_work(size_t i, void *of)
{
    struct row_stream *s = of;
    struct packed_part *part = &s->packed->parts[i];
    if (s->is_new)
        packed_count_held(&s->workers[i], part, &s->held[i], true);
    while (!atomic_load(&s->is_waiting) && part->ended < part->to) {
        part->pause = part->n + (s->has_plan ? BLOCK : s->ahead);
        packed_part_read(part);
        if (s->has_plan)
            packed_count_held(&s->workers[i], part, &s->held[i], false);
        if (part->fault || is_repeating(part) || part->n - part->gone >= s->ahead)
            atomic_store(&s->is_waiting, true);
    }
}

// Every row must be kept: from now on if none was counted yet.
static void stream_stop(struct row_stream *s, bool was_counted)
{
    struct packed_requests *packed = s->packed;
    if (was_counted) {
        s->is_refused = true;
        return;
    }
    for (size_t p = 0; p < packed->n_parts; p++)
        packed->parts[p].pause = 0;
    stream_release(s);
    packed->stream = NULL;
}

// Whether a clause looks at what a packed row does not hold.
static bool needs_more(const struct row_stream *s)
{
    return s->packed->has_more && s->plan.is_walked;
}

static bool parts_are_read(const struct packed_requests *packed)
{
    bool are_read = true;
    for (size_t p = 0; p < packed->n_parts; p++)
        are_read &= packed->parts[p].ended >= packed->parts[p].to;
    return are_read;
}

result stream_read(struct ctx *ctx, struct packed_requests *packed)
{
    struct row_stream *s = packed->stream;
    result e = OK;
    while (!e && packed->stream && !s->is_refused) {
        bool was_counted = s->has_plan, is_over = false;
        atomic_store(&s->is_waiting, false);
        team_run(packed->n_parts, stream_work, s);
        s->is_new = false;
        for (size_t p = 0; p < packed->n_parts; p++) {
            is_over |= is_repeating(&packed->parts[p]) || packed->parts[p].fault;
            e = e || !s->workers[p].is_full ? e : arena_fail(ctx);
        }
        if (e || (was_counted && !is_over && parts_are_read(packed)))
            return e;
        if (!is_over && !parts_are_read(packed)) {
            e = plan_again(ctx, s);
            is_over = !e && needs_more(s);
        } else {
            is_over = true; // a small file has no need
        }
        if (is_over)
            stream_stop(s, was_counted);
    }
    return e;
}

bool stream_is_refused(const struct row_stream *stream)
{
    return stream->is_refused;
}

void stream_refuse(struct row_stream *stream)
{
    stream->is_refused = true;
}

bool stream_forget(struct row_stream *s, size_t part)
{
    s->held[part].n = 0; // its index stays: the part is no longer than it was
    packed_worker_release(&s->workers[part]);
    s->workers[part] = (struct packed_worker){ 0 };
    return !s->has_plan || part_ready(s, part);
}

static void settle_work(size_t i, void *of)
{
    struct row_stream *s = of;
    packed_count_held(&s->workers[i], &s->packed->parts[i], &s->held[i], true);
}

// What the words of a part meant, before they are numbered as they come in the file.
static result services_note(struct ctx *ctx, struct row_stream *s)
{
    for (size_t p = 0; p < s->packed->n_parts; p++) {
        const struct packed_part *part = &s->packed->parts[p];
        s->services[p] = ARENA_ARRAY(ctx->arena, int64_t, part->services.list.n + 1);
        if (!s->services[p])
            return arena_fail(ctx);
        for (size_t i = 0; i < part->services.list.n; i++)
            s->services[p][i] = part->services.list.at[i].value;
    }
    return OK;
}

result stream_settle(struct ctx *ctx, struct packed_requests *packed)
{
    struct row_stream *s = packed->stream;
    size_t n_held = 0;
    for (size_t p = 0; p < packed->n_parts; p++)
        n_held += s->held[p].n;
    result e = n_held ? plan_again(ctx, s) : OK;
    s->is_refused = !e && n_held && needs_more(s);
    if (!e && !s->is_refused)
        team_run(n_held ? packed->n_parts : 0, settle_work, s);
    return e || s->is_refused ? e : services_note(ctx, s);
}

// Cases that no clause takes, by the numbers that services have now.
static result unclaimed_renumber(struct ctx *ctx, struct row_stream *s, size_t p, size_t n_services)
{
    const struct packed_part *part = &s->packed->parts[p];
    struct packed_worker *w = &s->workers[p];
    int64_t *unclaimed = ARENA_ARRAY(ctx->arena, int64_t, n_services + 1);
    if (!unclaimed)
        return arena_fail(ctx);
    for (size_t i = 0; i < part->services.list.n; i++) {
        int64_t from = s->services[p][i], to = part->services.list.at[i].value;
        if (from >= 0 && to >= 0) // several words may mean one service
            unclaimed[to] = w->tally.unclaimed[from];
    }
    w->tally.unclaimed = unclaimed;
    w->n_services = n_services;
    return OK;
}

result stream_close(struct ctx *ctx, struct row_stream *s, struct judge_result *judged, struct tally *tally)
{
    result e = OK;
    if (s->n_cells != tally->n_cells)
        return fail(ctx, ERR_INTERNAL, "rows were counted for other clauses than they are shown for");
    for (size_t p = 0; !e && p < s->packed->n_parts; p++) {
        e = unclaimed_renumber(ctx, s, p, judged->requests->shape.services.n);
        s->workers[p].judged = judged;
    }
    return e ? e : packed_workers_close(ctx, s->workers, s->packed->n_parts, judged, tally);
}

void stream_release(struct row_stream *s)
{
    for (size_t p = 0; s && p < s->packed->n_parts; p++) {
        pages_release(s->held[p].index, s->held[p].room * sizeof *s->held[p].index);
        s->held[p] = (struct held_rows){ 0 };
        packed_worker_release(&s->workers[p]);
    }
}
