// Which area of a document each area of the data is: found by name, so that a document of thousands of areas, or
// thousands of documents, cost a look-up for each.
#include "app/judge_internal.h"

#include "format/names.h"

#include <stdlib.h>

// A name of an area of the data; `next` is another area of the same name, -1 for none.
struct area_name {
    str name; // must stand first
    int area;
    int64_t next;
};

struct area_names {
    LIST(struct area_name) list;
    struct name_table table;
    size_t n_areas; // those that are in it
};

static str area_short(str item)
{
    return str_trim(str_slice(item, 0, str_find(item, STR(","))));
}

static int64_t names_find(const struct area_names *names, str name)
{
    struct name_keys keys = { names->list.at, sizeof *names->list.at, NAME_SAME };
    return name.n ? name_find(&names->table, keys, name, name_hash(name, NAME_SAME)) : -1;
}

static result names_add(struct ctx *ctx, struct area_names *names, str name, int area)
{
    if (!name.n)
        return OK;
    int64_t known = names_find(names, name);
    struct area_name *slot = LIST_PUSH(ctx->arena, &names->list);
    size_t own = names->list.n - 1;
    if (!slot || (known < 0 && !name_table_add(ctx->arena, &names->table, name_hash(name, NAME_SAME), own)))
        return arena_fail(ctx);
    *slot = (struct area_name){ name, area, known < 0 ? -1 : names->list.at[known].next };
    if (known >= 0)
        names->list.at[known].next = (int64_t)own;
    return OK;
}

// An area of the data goes by any of its names ("Linden Park; Linden ward; Harcaster") and, if it is a polygon, by its
// code.
static result names_build(struct ctx *ctx, struct judge_result *judged)
{
    const struct str_list *areas = &judged->requests->shape.areas;
    struct area_names *names = ARENA_NEW(ctx->arena, struct area_names);
    result e = names ? OK : arena_fail(ctx);
    for (size_t i = 0; !e && i < areas->n; i++) {
        for (str rest = areas->at[i]; rest.at && !e;)
            e = names_add(ctx, names, str_trim(str_cut(&rest, ';')), (int)i);
        if (!e && judged->polygons && i >= judged->first_polygon)
            e = names_add(ctx, names, areas_code(judged->polygons, i - judged->first_polygon), (int)i);
    }
    if (!e)
        names->n_areas = areas->n;
    judged->area_names = names;
    return e;
}

static result places_add(struct ctx *ctx, const struct judge_result *judged, struct judged_document *d,
                         str name, int item)
{
    const struct area_names *names = judged->area_names;
    for (int64_t i = names_find(names, name); i >= 0; i = names->list.at[i].next) {
        struct area_place *slot = LIST_PUSH(ctx->arena, &d->area_places);
        if (!slot)
            return arena_fail(ctx);
        *slot = (struct area_place){ names->list.at[i].area, item };
    }
    return OK;
}

static int by_area(const void *a, const void *b)
{
    const struct area_place *x = a, *y = b;
    return x->area != y->area ? (x->area > y->area) - (x->area < y->area)
                              : (x->item > y->item) - (x->item < y->item);
}

// Once for each area of the data: the last of the document's that it is.
static void places_sort(struct area_place_list *places)
{
    size_t n = 0;
    if (places->n)
        qsort(places->at, places->n, sizeof *places->at, by_area);
    for (size_t i = 0; i < places->n; i++) {
        if (n && places->at[n - 1].area == places->at[i].area)
            n--;
        places->at[n++] = places->at[i];
    }
    places->n = n;
}

// The label of a row: the code, else the name as the document has it.
static result labels_fill(struct ctx *ctx, const struct judge_result *judged, struct judged_document *d,
                          const struct field *f)
{
    d->areas.at = ARENA_ARRAY(ctx->arena, str, f->items.n);
    d->areas.n = d->areas.room = f->items.n;
    if (!d->areas.at)
        return arena_fail(ctx);
    for (size_t i = 0; judged->polygons && i < d->area_places.n; i++) {
        const struct area_place *p = &d->area_places.at[i];
        str *label = &d->areas.at[p->item];
        if ((size_t)p->area >= judged->first_polygon && !label->n)
            *label = areas_code(judged->polygons, (size_t)p->area - judged->first_polygon);
    }
    for (size_t item = 0; item < f->items.n; item++)
        if (!d->areas.at[item].n)
            d->areas.at[item] = area_short(f->items.at[item]);
    return OK;
}

result judge_areas(struct ctx *ctx, struct judge_result *judged, struct judged_document *d)
{
    const struct shape *shape = &judged->requests->shape;
    const struct field *f = field_find(&d->document->header, KEY_AREA);
    size_t n_items = f && !f->is_bad ? f->items.n : 0;
    result e = OK;
    d->is_anywhere = !n_items;
    bool is_current = judged->area_names && judged->area_names->n_areas == shape->areas.n;
    if (n_items && !is_current)
        e = names_build(ctx, judged);
    for (size_t item = 0; !e && item < n_items; item++) {
        e = places_add(ctx, judged, d, f->items.at[item], (int)item);
        str brief = area_short(f->items.at[item]);
        if (!e && brief.n != str_trim(f->items.at[item]).n)
            e = places_add(ctx, judged, d, brief, (int)item);
    }
    places_sort(&d->area_places);
    bool has_labels = n_items > 1 && (shape->has_areas || judged->polygons); // else one row without a label
    return !e && has_labels ? labels_fill(ctx, judged, d, f) : e;
}

int document_area(const struct judged_document *d, int area)
{
    size_t low = 0, high = d->area_places.n;
    if (d->is_anywhere)
        return 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (d->area_places.at[middle].area < area)
            low = middle + 1;
        else
            high = middle;
    }
    bool is_one = low < d->area_places.n && d->area_places.at[low].area == area;
    return is_one ? d->area_places.at[low].item : AREA_OUTSIDE;
}

int judge_area(const struct judge_result *judged, const struct judged_document *d,
               const struct case_facts *facts)
{
    bool has_areas = judged->requests->shape.has_areas || judged->polygons;
    if (!has_areas || !field_find(&d->document->header, KEY_AREA))
        return 0;
    if (facts->area >= 0)
        return document_area(d, facts->area);
    return facts->is_outside ? AREA_OUTSIDE : AREA_UNKNOWN;
}
