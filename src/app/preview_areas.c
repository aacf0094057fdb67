// Boundaries and postcodes: what is new, moved and gone, what lies across what, and which open reports it touches.
#include "app/preview_internal.h"

#include "app/ledger.h"
#include "app/place.h"
#include "app/postcodes.h"
#include "format/csv.h"

enum {
    OVERLAP_AREAS_MAX = 600,
    OVERLAPS_SAID = 10,
    MOVES_MAX = 20,
    UNKNOWN_SAID = 10,
    SHARE_LEAST = 3, // of a hundred: less is how two maps are drawn
    POSTCODE_COLUMNS = 4
};

static str area_label(const struct areas *areas, size_t i)
{
    str name = areas_name(areas, i);
    return name.n ? name : areas_code(areas, i);
}

static int64_t area_same(const struct areas *areas, const struct areas *of, size_t i)
{
    str code = areas_code(of, i), name = areas_name(of, i);
    for (size_t k = 0; areas && k < areas_count(areas); k++)
        if (code.n ? str_same_name(areas_code(areas, k), code) : str_same_name(areas_name(areas, k), name))
            return (int64_t)k;
    return -1;
}

static result area_compare(struct ctx *ctx, const struct areas *before, const struct areas *after, size_t i,
                           struct preview *p)
{
    int64_t old = area_same(before, after, i);
    struct preview_line line = { old < 0 ? PREVIEW_NEW : PREVIEW_CHANGED, area_label(after, i), { 0 } };
    if (old < 0)
        return preview_line_add(ctx, p, line);
    bool is_same_name = str_equal(areas_name(before, (size_t)old), areas_name(after, i));
    bool is_same_border = areas_same_border(before, (size_t)old, after, i);
    if (is_same_name && is_same_border) {
        p->n_same++;
        return OK;
    }
    line.words = is_same_name
        ? STR("its boundary moves")
        : str_format(ctx->arena, "%sits name was %.*s", is_same_border ? "" : "its boundary moves; ",
                     STR_ARGS(area_label(before, (size_t)old)));
    return preview_line_add(ctx, p, line);
}

// Neither beside, nor one in the other: a part of each lies in the other.
static bool is_across(const struct areas *areas, size_t i, size_t k)
{
    int64_t inside, shared;
    if (!areas_boxes_meet(areas, i, k))
        return false;
    areas_share(areas, i, k, &inside, &shared);
    if (shared * 100 < inside * SHARE_LEAST || shared * 100 > inside * (100 - SHARE_LEAST))
        return false;
    areas_share(areas, k, i, &inside, &shared);
    return shared * 100 >= inside * SHARE_LEAST && shared * 100 <= inside * (100 - SHARE_LEAST);
}

static result overlaps_say(struct ctx *ctx, const struct areas *areas, struct preview *p)
{
    struct buffer out = buffer_open(4096);
    size_t n = areas_count(areas), found = 0;
    if (n > OVERLAP_AREAS_MAX)
        return preview_follow(ctx, p, STR("Which of them overlap is not looked at: there are too many."));
    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n; k++) {
            if (!is_across(areas, i, k))
                continue;
            if (found++ < OVERLAPS_SAID)
                buffer_print(&out, "%s%.*s and %.*s", out.n ? "; " : "", STR_ARGS(area_label(areas, i)),
                             STR_ARGS(area_label(areas, k)));
        }
    str words = found
        ? str_format(ctx->arena,
                     "%zu %s of areas overlap in part, neither inside the other: %.*s%s. A place "
                     "in both belongs to the smaller.",
                     found, found == 1 ? "pair" : "pairs", STR_ARGS(buffer_str(&out)),
                     found > OVERLAPS_SAID ? " and more" : "")
        : (str){ 0 };
    buffer_close(&out);
    return found ? preview_follow(ctx, p, words) : OK;
}

// Open reports whose point lies in other areas than before, by the smallest of them.
struct area_move {
    str from, to;
    int64_t n;
};

struct area_moves {
    LIST(struct area_move) at;
    int64_t n;
};

static str smallest(const struct located *place)
{
    str rest = place->areas;
    return str_trim(str_cut(&rest, ';'));
}

static result move_add(struct ctx *ctx, struct area_moves *moves, str from, str to)
{
    moves->n++;
    for (size_t i = 0; i < moves->at.n; i++)
        if (str_equal(moves->at.at[i].from, from) && str_equal(moves->at.at[i].to, to)) {
            moves->at.at[i].n++;
            return OK;
        }
    if (moves->at.n == MOVES_MAX)
        return OK;
    struct area_move *slot = LIST_PUSH(ctx->arena, &moves->at);
    if (!slot)
        return arena_fail(ctx);
    *slot = (struct area_move){ from, to, 1 };
    return OK;
}

static result point_look(struct ctx *ctx, const struct areas *before, const struct areas *after,
                         const struct work_points_out *row, struct area_moves *moves)
{
    struct located old, new;
    double latitude, longitude;
    if (!str_to_double(row->latitude, &latitude) || !str_to_double(row->longitude, &longitude))
        return OK;
    result e = place_at(ctx, before, latitude, longitude, &old);
    if (!e)
        e = place_at(ctx, after, latitude, longitude, &new);
    return e || str_equal(old.areas, new.areas) ? e : move_add(ctx, moves, smallest(&old), smallest(&new));
}

static result moves_read(struct ctx *ctx, const struct preview_asked *asked, const struct areas *after,
                         struct area_moves *moves)
{
    struct work_points_out row;
    struct cursor cursor;
    const struct areas *before = asked->board->areas;
    if (!before)
        return OK;
    result e = query_work_points(ctx, asked->db, &(struct work_points_in){ COMMUNITY_FIRST }, &cursor);
    while (!e && cursor_next(ctx, &cursor, &row))
        e = point_look(ctx, before, after, &row, moves);
    return e ? e : cursor.failed;
}

static result moves_say(struct ctx *ctx, const struct area_moves *moves, struct preview *p)
{
    struct buffer out = buffer_open(8192);
    if (!moves->n)
        return OK;
    for (size_t i = 0; i < moves->at.n; i++)
        buffer_print(&out, "%s%lld from %.*s to %.*s", i ? "; " : "", (long long)moves->at.at[i].n,
                     STR_ARGS(moves->at.at[i].from), STR_ARGS(moves->at.at[i].to));
    str words = str_format(ctx->arena, "%lld open %s at a place that changes its area: %.*s.",
                           (long long)moves->n, moves->n == 1 ? "report lies" : "reports lie",
                           STR_ARGS(buffer_str(&out)));
    buffer_close(&out);
    return preview_follow(ctx, p, words);
}

result preview_areas(struct ctx *ctx, const struct preview_asked *asked, struct preview *p)
{
    const struct areas *before = asked->board->areas;
    struct areas *after;
    struct area_moves moves = { .n = 0 };
    result e = areas_parse(ctx, asked->change->row.source, asked->change->body, &after);
    for (size_t i = 0; !e && i < areas_count(after); i++)
        e = area_compare(ctx, before, after, i, p);
    for (size_t i = 0; !e && before && i < areas_count(before); i++)
        if (area_same(after, before, i) < 0)
            e = preview_line_add(ctx, p, (struct preview_line){ PREVIEW_GONE, area_label(before, i), { 0 } });
    if (!e)
        e = moves_read(ctx, asked, after, &moves);
    if (!e)
        e = moves_say(ctx, &moves, p);
    if (!e)
        e = preview_follow(
            ctx, p,
            STR("Reports that were taken keep the area, the promise and the body they were taken "
                "with, also where the boundary moves: the area of a report is on record. New "
                "reports go by the new boundaries."));
    if (!e && p->n[PREVIEW_GONE])
        e = preview_follow(
            ctx, p,
            STR("An area that goes is not found any more. Charters that name it still bind the "
                "reports taken in it."));
    return e ? e : overlaps_say(ctx, after, p);
}

// Names in the table that no area on the map has, each once.
struct unknown_areas {
    struct str_list names;
    int64_t n;
};

static bool is_on_map(const struct areas *areas, str name)
{
    for (size_t i = 0; i < areas_count(areas); i++)
        if (str_same_name(areas_name(areas, i), name) || str_same_name(areas_code(areas, i), name))
            return true;
    return false;
}

static result unknown_look(struct ctx *ctx, const struct areas *areas, str cell,
                           struct unknown_areas *unknown, struct str_list *known)
{
    for (str rest = cell; rest.at && rest.n;) {
        str name = str_trim(str_cut(&rest, ';'));
        bool is_seen = !name.n;
        for (size_t i = 0; i < known->n && !is_seen; i++)
            is_seen = str_same_name(known->at[i], name);
        if (is_seen)
            continue;
        str *slot = LIST_PUSH(ctx->arena, known);
        if (!slot)
            return arena_fail(ctx);
        *slot = name;
        if (is_on_map(areas, name))
            continue;
        unknown->n++;
        slot = unknown->names.n < UNKNOWN_SAID ? LIST_PUSH(ctx->arena, &unknown->names) : NULL;
        if (slot)
            *slot = name;
    }
    return OK;
}

result preview_postcodes(struct ctx *ctx, const struct preview_asked *asked, struct preview *p)
{
    const struct areas *areas = asked->board->areas;
    struct unknown_areas unknown = { .n = 0 };
    struct str_list known = { 0 };
    struct csv csv;
    result e = areas ? csv_open(ctx, asked->change->body, ',', &csv) : OK;
    for (bool is_header = true; areas && !e && csv_next(&csv); is_header = false)
        if (!is_header && csv.n >= POSTCODE_COLUMNS)
            e = unknown_look(ctx, areas, csv_field_value(ctx->arena, csv.fields[1]), &unknown, &known);
    struct buffer out = buffer_open(4096);
    for (size_t i = 0; i < unknown.names.n; i++)
        buffer_print(&out, "%s%.*s", i ? "; " : "", STR_ARGS(unknown.names.at[i]));
    if (!e && unknown.n)
        e = preview_follow(ctx, p,
                           str_format(ctx->arena, "%lld %s named that the map does not have: %.*s%s.",
                                      (long long)unknown.n, unknown.n == 1 ? "area is" : "areas are",
                                      STR_ARGS(buffer_str(&out)),
                                      unknown.n > UNKNOWN_SAID ? " and more" : ""));
    buffer_close(&out);
    if (!e && !areas)
        e = preview_follow(ctx, p,
                           STR("There is no map of the areas yet, so the names are not held against it."));
    return e
        ? e
        : preview_follow(ctx, p,
                         STR("Reports that were taken keep their area. Whoever types a postcode from now on "
                             "gets the areas of this table."));
}
