#include "app/unowned.h"

#include "app/ledger.h"

struct finding_unowned {
    struct ctx *ctx;
    const struct directory *directory;
    date day;
    size_t n_areas;
    struct unowned *out;
};

static str area_called(const struct areas *areas, size_t i)
{
    str name = areas_name(areas, i);
    return name.n ? name : areas_code(areas, i);
}

// The area joins those where nobody does, or those where somebody does.
static result place_ask(struct finding_unowned *f, const struct located *place, str area,
                        struct unowned_service *s)
{
    struct routed routed;
    struct route_question question = { s->category->service, place, f->day };
    result e = route_find(f->ctx, f->directory, &question, &routed);
    if (e)
        return e;
    if (!routed.body && !s->why.n)
        s->why = routed.why;
    str *slot = area.n ? LIST_PUSH(f->ctx->arena, routed.body ? &s->others : &s->areas) : NULL;
    if (slot)
        *slot = area;
    return area.n && !slot ? arena_fail(f->ctx) : OK;
}

static result service_ask(struct finding_unowned *f, const struct category *category)
{
    struct unowned_service s = { .category = category };
    struct located place = place_unknown();
    result e = f->n_areas ? OK : place_ask(f, &place, (str){ 0 }, &s);
    for (size_t i = 0; i < f->n_areas && !e; i++) {
        str area = area_called(f->directory->areas, i);
        e = place_named(f->ctx, f->directory->areas, area, &place);
        if (!e)
            e = place_ask(f, &place, area, &s);
    }
    if (e || !s.why.n)
        return e;
    s.is_everywhere = s.areas.n == f->n_areas;
    struct unowned_service *slot = LIST_PUSH(f->ctx->arena, &f->out->services);
    if (!slot)
        return arena_fail(f->ctx);
    *slot = s;
    return OK;
}

bool service_is_private(const struct directory *directory, str service)
{
    int i = category_find(&directory->categories, service);
    return i != CATEGORY_NONE && directory_private(directory, &directory->categories.all.at[i]) != NULL;
}

// Private kinds are in no number that everybody reads: there are too few of them.
static void open_count(const struct directory *directory, struct unowned *out)
{
    for (size_t k = 0; k < out->open.n; k++) {
        const struct case_row *row = &out->open.at[k];
        if (service_is_private(directory, row->service))
            continue;
        out->n_shown++;
        for (size_t i = 0; i < out->services.n; i++)
            out->services.at[i].open += str_same_name(row->service, out->services.at[i].category->service);
    }
}

result unowned_find(struct ctx *ctx, struct db *db, const struct directory *directory, date day,
                    struct unowned *out)
{
    size_t n_areas = directory->areas ? areas_count(directory->areas) : 0;
    struct finding_unowned f = { ctx, directory, day, n_areas, out };
    result e = OK;
    *out = (struct unowned){ .is_cut = false };
    for (size_t i = 0; i < directory->categories.all.n && !e; i++)
        if (!directory_refuses(directory, &directory->categories.all.at[i]))
            e = service_ask(&f, &directory->categories.all.at[i]);
    if (!e)
        e = query_case_of_nobody(ctx, db, &(struct case_of_nobody_in){ COMMUNITY_FIRST, UNOWNED_MAX + 1 },
                                 &out->open);
    out->is_cut = !e && out->open.n > UNOWNED_MAX;
    out->open.n = out->is_cut ? UNOWNED_MAX : out->open.n;
    if (!e)
        open_count(directory, out);
    return e;
}

bool case_is_unowned(const struct case_row *row, const struct fact_row_list *facts)
{
    bool is_nobodys = false;
    for (size_t i = 0; i < facts->n; i++)
        if (facts->at[i].kind == FACT_RECEIVED_BY)
            is_nobodys = str_equal(facts->at[i].name, FACT_NOBODY);
    return row->status == CASE_OPEN && is_nobodys;
}
