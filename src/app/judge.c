#include "app/judge_internal.h"
#include "app/judge_pack.h"
#include "app/judge_snapshot.h"

#include "app/library.h"
#include "app/unpacked.h"
#include "base/file.h"
#include "format/mapping.h"
#include "format/snapshot.h"

enum { REQUESTS_BYTES_MAX_GB = 64, MAPPING_BYTES_MAX = 1 << 20, AREAS_BYTES_MAX = 256 << 20 };

static result requests_load(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged)
{
    str bytes;
    struct mapping *mapping;
    char *path = str_c(ctx->arena, options->requests);
    judged->requests = ARENA_NEW(ctx->arena, struct requests);
    if (!path || !judged->requests)
        return arena_fail(ctx);
    judged->requests->source = options->requests;
    result e = unpacked_map(ctx, path, (size_t)REQUESTS_BYTES_MAX_GB << 30, &bytes);
    if (e || snapshot_is(bytes))
        return e ? e : snapshot_open(ctx, options, bytes, judged);
    if (!options->mapping.n)
        return fail_at(ctx, ERR_INPUT, STR("--mapping"), (struct place){ 0 }, "must be given with --requests");
    e = library_mapping(ctx, options->mapping, &mapping);
    if (e)
        return e;
    judged->zone_name = zone_name(mapping->zone);
    return packed_read(ctx, options, judged, bytes, mapping);
}

static result areas_load(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged)
{
    str bytes;
    if (!options->areas.n)
        return OK;
    char *path = str_c(ctx->arena, options->areas);
    if (!path)
        return arena_fail(ctx);
    result e = file_read(ctx, path, AREAS_BYTES_MAX, &bytes);
    return e ? e : areas_parse(ctx, options->areas, bytes, &judged->polygons);
}

// "Linden; E05000001": a document may name an area either way.
static str polygon_names(struct ctx *ctx, const struct areas *polygons, size_t i)
{
    str name = areas_name(polygons, i), code = areas_code(polygons, i);
    if (!name.n || !code.n || str_same_name(name, code))
        return name.n ? name : code;
    return str_format(ctx->arena, "%.*s; %.*s", STR_ARGS(name), STR_ARGS(code));
}

// Cases that name no area get that of the polygon they fall in, as one more area of the data.
static result places_find(struct ctx *ctx, struct judge_result *judged)
{
    struct shape *shape = &judged->requests->shape;
    judged->first_polygon = shape->areas.n;
    for (size_t i = 0; judged->polygons && i < areas_count(judged->polygons); i++) {
        str *slot = LIST_PUSH(ctx->arena, &shape->areas);
        if (!slot)
            return arena_fail(ctx);
        *slot = polygon_names(ctx, judged->polygons, i);
    }
    places_find_from(judged, 0);
    return OK;
}

void places_find_from(struct judge_result *judged, size_t first)
{
    for (size_t i = first; judged->polygons && i < judged->requests->cases.n; i++) {
        struct case_facts *c = &judged->requests->cases.at[i];
        if (c->area >= 0 || !c->has_point)
            continue;
        int64_t found = areas_find(judged->polygons, c->latitude, c->longitude);
        c->is_outside = found < 0;
        if (found >= 0)
            c->area = (int)(judged->first_polygon + (size_t)found);
    }
}

result judge_prepare(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged)
{
    *judged = (struct judge_result){ 0 };
    result e = judge_documents_load(ctx, options, judged);
    if (!e)
        e = judge_read(ctx, options, judged);
    return e ? e : judge_ready(ctx, options, judged);
}

result judge_read(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged)
{
    result e = areas_load(ctx, options, judged);
    if (!e)
        e = requests_load(ctx, options, judged);
    return e ? e : places_find(ctx, judged);
}

result judge_ready(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged)
{
    result e = judge_lay_out(ctx, options, judged);
    return e ? e : judge_ask(ctx, options, judged);
}

result judge_lay_out(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged)
{
    result e = OK;
    for (size_t i = 0; !e && i < judged->documents.n; i++) {
        e = judge_document_prepare(ctx, options, judged, &judged->documents.at[i]);
        if (!e)
            e = judge_match(ctx, judged, &judged->documents.at[i]);
    }
    return e;
}

result judge_ask(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged)
{
    result e = OK;
    for (size_t i = 0; !e && i < judged->documents.n; i++)
        e = judge_document_ask(ctx, options, &judged->documents.at[i]);
    return e;
}

result judge_run(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged)
{
    struct judge_options own = *options;
    own.is_counted_once = true;
    result e = judge_prepare(ctx, &own, judged);
    return e ? e : judge_count(ctx, options, judged);
}

result judge_count(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged)
{
    struct tally tally;
    result e = judge_tally(ctx, options, judged, &tally);
    if (!e)
        e = judge_rows(ctx, options, judged, &tally);
    return !e && arena_is_full(ctx->arena) ? arena_fail(ctx) : e; // a text that found no room is empty
}

str judge_slot_name(struct arena *arena, const struct account *account, size_t slot)
{
    const struct promise *promise = account->promise;
    bool is_named = account->n_slots > 1 && slot < promise->n_clocks && promise->clocks[slot].name.n;
    if (!is_named)
        return promise->clause->label;
    return str_format(arena, "%.*s.%.*s", STR_ARGS(promise->clause->label),
                      STR_ARGS(promise->clocks[slot].name));
}
