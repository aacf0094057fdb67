#include "app/per_head.h"

#include "app/walkabout.h"

enum { THOUSAND = 1000 };

int64_t per_thousand(int64_t reports, int64_t people)
{
    return (THOUSAND * 2 * reports + people) / (2 * people);
}

static int64_t people_of(const struct areas *areas, str name)
{
    for (size_t i = 0; areas && i < areas_count(areas); i++)
        if (str_same_name(areas_name(areas, i), name) || str_same_name(areas_code(areas, i), name))
            return areas_population(areas, i);
    return -1;
}

static void people_add(const struct charter *c, struct per_head *found)
{
    const struct field *f = field_find(&c->document->document->header, KEY_AREA);
    found->people = f && !f->is_bad && f->items.n ? 0 : -1;
    for (size_t i = 0; found->people >= 0 && i < f->items.n; i++) {
        str item = f->items.at[i], name = str_trim(str_slice(item, 0, str_find(item, STR(","))));
        int64_t people = people_of(c->board->areas, name);
        found->people = people > 0 ? found->people + people : -1;
        found->unknown = people > 0 ? found->unknown : name;
    }
}

static result reports_add(struct ctx *ctx, struct db *db, const struct charter *c, struct per_head *found)
{
    const struct board *board = c->board;
    result e = OK;
    for (size_t v = 0; v < c->versions.n; v++)
        for (size_t i = 0; i < c->versions.at[v]->accounts.n && !e; i++) {
            const struct account *a = &c->versions.at[v]->accounts.at[i];
            struct finding_begun_out row = { 0 };
            bool is_found;
            if (a->count || a->is_bound || a->is_sum || !a->n_slots)
                continue;
            const struct finding_begun_in in = { COMMUNITY_FIRST,
                                                 ledger_content(board->ledger, c->versions.at[v]),
                                                 a->promise->clause->label,
                                                 (int64_t)a->n_slots - 1,
                                                 date_add_days(board->today, 1 - PER_HEAD_DAYS),
                                                 board->today,
                                                 COUNTED_ONLY };
            e = query_finding_begun(ctx, db, &in, &row, &is_found);
            found->reports += row.n;
        }
    return e;
}

static result places_add(struct ctx *ctx, const struct charter *c, struct per_head *found)
{
    result e = OK;
    for (size_t i = 0; i < c->promises.n && !e; i++) {
        struct walks_found walks = { 0 };
        e = walks_find(ctx, &c->promises.at[i], &walks);
        for (size_t w = 0; w < walks.n && !e; w++) {
            if (walks.at[w].day.day <= c->board->today.day - PER_HEAD_DAYS)
                continue;
            found->places += walks.at[w].survey.places;
            found->at_b += survey_at(&walks.at[w].survey, grade_find(STR("B")));
        }
    }
    return e;
}

result per_head_find(struct ctx *ctx, struct db *db, const struct charter *c, struct per_head *found)
{
    *found = (struct per_head){ .people = -1 };
    people_add(c, found);
    result e = reports_add(ctx, db, c, found);
    return e ? e : places_add(ctx, c, found);
}
