#include "app/nearby.h"

#include "app/street.h"

#include <math.h>
#include <string.h>

enum { CELLS_PER_DEGREE = 200, CELL_ROW = 1000000 };

#define METRES_PER_DEGREE 111195.0
#define RADIANS 0.017453292519943295

static int64_t cell_at(int64_t y, int64_t x)
{
    return y * CELL_ROW + x;
}

static int64_t step(double degrees)
{
    return (int64_t)floor((degrees + 180) * CELLS_PER_DEGREE);
}

int64_t nearby_cell(double latitude, double longitude)
{
    return cell_at(step(latitude), step(longitude));
}

bool point_read(str latitude, str longitude, double *y, double *x)
{
    return latitude.n && longitude.n && str_to_double(latitude, y) && str_to_double(longitude, x) &&
        *y >= -90 && *y <= 90 && *x >= -180 && *x <= 180;
}

int64_t nearby_area_cell(str areas)
{
    return -1 - (int64_t)(str_name_hash(areas) >> 2);
}

static result cell_write(struct ctx *ctx, struct db *db, int64_t cell, int64_t case_id)
{
    return query_near_insert(ctx, db, &(struct near_insert_in){ COMMUNITY_FIRST, cell, case_id });
}

result nearby_write(struct ctx *ctx, struct db *db, const struct folded *c, str latitude, str longitude)
{
    double y, x;
    bool is_near = c->is_there && c->service.n && c->facts.status == CASE_OPEN && c->visibility == VISIBLE;
    result e = query_near_delete(ctx, db, &(struct near_delete_in){ COMMUNITY_FIRST, c->case_id });
    if (!e && is_near && c->area.n)
        e = cell_write(ctx, db, nearby_area_cell(c->area), c->case_id);
    if (!e && is_near && point_read(latitude, longitude, &y, &x))
        e = cell_write(ctx, db, nearby_cell(y, x), c->case_id);
    return e;
}

struct looking {
    struct ctx *ctx;
    struct db *db;
    const struct category *category;
    const struct located *place;
    str street; // as words_stems gives it: " cooper street "; empty if none was named
    struct nearby *out;
};

// Into its place: the newest first; none twice.
static void near_put(struct nearby *out, const struct near_row *row, double metres)
{
    struct case_row c = { row->id,     row->reference,   row->service, row->document,
                          row->clause, row->area,        row->status,  row->visibility,
                          row->opened, row->next_change, row->summary };
    size_t i = out->n;
    for (size_t k = 0; k < out->n; k++)
        if (out->at[k].row.id == row->id)
            return;
    if (i == NEARBY_MAX && out->at[i - 1].row.opened.second >= row->opened.second)
        return;
    i -= i == NEARBY_MAX;
    out->n = i + 1;
    for (; i > 0 && out->at[i - 1].row.opened.second < row->opened.second; i--)
        out->at[i] = out->at[i - 1];
    out->at[i] = (struct near_case){ c, metres };
}

static bool is_same_thing(const struct looking *l, const struct near_row *row)
{
    return row->status == CASE_OPEN && row->visibility == VISIBLE &&
        str_same_name(service_from(row->service).name, l->category->name);
}

static result cell_look(const struct looking *l, int64_t cell)
{
    struct near_row_list rows;
    result e = query_near_of_cell(l->ctx, l->db,
                                  &(struct near_of_cell_in){ COMMUNITY_FIRST, cell, NEARBY_CELL }, &rows);
    for (size_t i = 0; i < rows.n && !e; i++) {
        double y, x;
        if (!is_same_thing(l, &rows.at[i]) || !point_read(rows.at[i].latitude, rows.at[i].longitude, &y, &x))
            continue;
        double metres = place_metres(l->place->latitude, l->place->longitude, y, x);
        if (metres <= (double)l->category->near)
            near_put(l->out, &rows.at[i], metres);
    }
    return e;
}

// All squares that the distance reaches into.
static result point_look(const struct looking *l)
{
    double reach = (double)l->category->near / METRES_PER_DEGREE, y = l->place->latitude,
           x = l->place->longitude;
    double width = fmax(cos(y * RADIANS), 0.01);
    result e = OK;
    for (int64_t row = step(y - reach); row <= step(y + reach) && !e; row++)
        for (int64_t column = step(x - reach / width); column <= step(x + reach / width) && !e; column++)
            e = cell_look(l, cell_at(row, column));
    return e;
}

static result words_look(const struct looking *l)
{
    struct near_row_list rows;
    int64_t cell = nearby_area_cell(l->place->areas);
    result e = query_near_of_cell(l->ctx, l->db,
                                  &(struct near_of_cell_in){ COMMUNITY_FIRST, cell, NEARBY_CELL }, &rows);
    for (size_t i = 0; i < rows.n && !e; i++) {
        const struct near_row *row = &rows.at[i];
        double y, x;
        bool has_point = l->place->has_point && point_read(row->latitude, row->longitude, &y, &x);
        if (has_point || !is_same_thing(l, row))
            continue;
        str there = street_named(l->ctx, row->place);
        if (!there.n)
            there = street_named(l->ctx, row->summary);
        if (there.n && str_equal(there, l->street))
            near_put(l->out, row, NEARBY_UNKNOWN);
    }
    return e;
}

result nearby_find(struct ctx *ctx, struct db *db, const struct directory *directory,
                   const struct nearby_question *question, struct nearby *nearby)
{
    int i = category_find(&directory->categories, question->service);
    const struct category *category = i == CATEGORY_NONE ? NULL : &directory->categories.all.at[i];
    struct looking l = { ctx, db, category, question->place, street_named(ctx, question->words), nearby };
    *nearby = (struct nearby){ .n = 0 };
    if (!category || !category->near || directory_private(directory, category))
        return OK;
    result e = question->place->has_point ? point_look(&l) : OK;
    return e || !l.street.n ? e : words_look(&l);
}

str incident_among(const struct fact_row_list *facts)
{
    str incident = { 0 };
    for (size_t i = 0; i < facts->n; i++)
        if (facts->at[i].kind == FACT_KNOWN && str_same_name(facts->at[i].name, STR("incident")))
            incident = facts->at[i].value;
    return incident;
}

bool incident_is_another(const struct fact_row_list *facts, str reference)
{
    bool is_so = false;
    for (size_t i = 0; i < facts->n; i++) {
        const struct fact_row *f = &facts->at[i];
        is_so |= f->kind == FACT_KNOWN && f->voice == VOICE_REPORTER &&
            str_same_name(f->name, STR("incident")) && !str_equal(f->value, reference);
    }
    return is_so;
}

result incident_of(struct ctx *ctx, struct db *db, int64_t case_id, str *incident)
{
    struct fact_row_list facts;
    result e = query_fact_of_case(ctx, db, &(struct fact_of_case_in){ COMMUNITY_FIRST, case_id }, &facts);
    *incident = e ? (str){ 0 } : incident_among(&facts);
    return e;
}

// What the first report's incident is called; where it has none, its own reference from now on.
static result incident_name(struct desk *desk, const struct case_row *first, str *incident)
{
    result e = incident_of(desk->ctx, desk->db, first->id, incident);
    if (e || incident->n)
        return e;
    struct fact_insert_in fact = fact_new(FACT_KNOWN, desk->at, desk->recorded);
    *incident = first->reference;
    fact.voice = VOICE_SYSTEM;
    fact.name = STR("incident");
    fact.value = *incident;
    e = fact_of(desk->ctx, desk->db, fact, first->id);
    return e ? e : ledger_update(desk->ctx, desk->db, desk->ledger, first->id);
}

result incident_join(struct desk *desk, str reference, str *incident)
{
    struct case_row first;
    bool is_found;
    result e = query_case_by_reference(
        desk->ctx, desk->db, &(struct case_by_reference_in){ COMMUNITY_FIRST, reference }, &first, &is_found);
    if (!e && (!is_found || first.id == desk->case_id))
        return fail(desk->ctx, ERR_MISSING, "there is no other report '%.*s' to join", STR_ARGS(reference));
    if (!e)
        e = incident_name(desk, &first, incident);
    if (e)
        return e;
    struct fact_insert_in known = desk_fact(desk, FACT_KNOWN), status = desk_fact(desk, FACT_STATUS);
    known.name = STR("incident");
    known.value = *incident;
    status.value = STR("excluded");
    status.voice = VOICE_SYSTEM;
    e = desk_say(desk, known, NULL);
    return e ? e : desk_say(desk, status, NULL);
}
