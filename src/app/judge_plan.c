#include "app/judge_plan.h"

#include "app/judge_pack.h"

#include <string.h>

enum { TABLES = 4096, DAY_FIRST = 1, DAY_LAST = 49700, DAYS_BEFORE = 400 }; // what a packed row can hold
#define LATE ((instant){ 253402300799 }) // the last second of the year 9999

struct planning {
    struct ctx *ctx;
    struct plan *plan;
    struct plan_table *tables[TABLES];
    struct moment *events; // of an invented case
    str *facts;
    LIST(const struct zone_days *) zones;
    int64_t day_last; // what is reported later does not exist
};

static bool same_limit(const struct limit *a, const struct limit *b)
{
    const struct duration *x = &a->length, *y = &b->length;
    return a == b ||
        (a->kind == b->kind && a->by.day == b->by.day && a->second_of_day == b->second_of_day &&
         a->is_by_the_clock == b->is_by_the_clock && str_equal(a->event, b->event) && x->kind == y->kind &&
         x->unit == y->unit && x->number.digits == y->number.digits && x->number.places == y->number.places);
}

static bool same_periods(const struct periods *a, const struct periods *b)
{
    return a->units.n == b->units.n &&
        (!a->units.n || !memcmp(a->units.at, b->units.at, a->units.n * sizeof *a->units.at));
}

static bool same_key(const struct plan_key *a, const struct plan_key *b)
{
    return a->calendar == b->calendar && a->zone == b->zone && a->worktime == b->worktime &&
        a->starts_next_working_day == b->starts_next_working_day && a->from.day == b->from.day &&
        a->to.day == b->to.day && a->suspended == b->suspended &&
        same_limit(a->limit, b->limit) && same_periods(a->periods, b->periods);
}

static size_t key_hash(const struct plan_key *key)
{
    uint64_t h = (uint64_t)(uintptr_t)key->calendar >> 4;
    const int64_t parts[] = { key->from.day,
                              key->to.day,
                              key->limit->kind,
                              (int64_t)key->limit->length.unit,
                              key->limit->length.number.digits,
                              (int64_t)key->periods->units.n };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        h = (h ^ (uint64_t)parts[i]) * 0xD6E8FEB86659FD93u;
    return (size_t)(h ^ h >> 32) % TABLES;
}

static struct judgement judge_at(struct planning *p, const struct account *account, int64_t start)
{
    instant t = { start };
    struct case_facts facts = { .area = -1, .events = p->events, .facts = p->facts };
    p->events[EVENT_REPORT] = p->events[EVENT_RECEIPT] = (struct moment){ MOMENT_KNOWN, t, t };
    return case_judge(account->promise, 0, &facts, (struct as_of){ LATE, LATE });
}

// What two starts of one day have in common. False if that is not enough for a table.
static bool day_fill(const struct account *account, const struct judgement *a, const struct judgement *b,
                     struct plan_day *day)
{
    bool is_absent = a->state == STATE_ABSENT;
    if (a->state != b->state || a->why != b->why || a->day.day != b->day.day)
        return false;
    if (is_absent || !a->has_deadline) {
        *day = (struct plan_day){ 0, PLAN_NOT_IN_FORCE };
        return is_absent && (a->why == WHY_NOT_IN_FORCE || a->why == WHY_SUSPENDED);
    }
    int64_t unit = periods_find(&account->periods, a->day);
    *day = (struct plan_day){ (uint32_t)a->deadline.due.second, unit < 0 ? PLAN_NO_PERIOD : (int32_t)unit };
    return a->deadline.due.second >= 0 && a->deadline.due.second < UINT32_MAX && b->has_deadline;
}

// A clock limit without opening hours: due so long after the start, whenever that is.
static bool span_fits(struct plan_table *t, const struct judgement *j, int64_t start)
{
    int64_t span = j->deadline.due.second - start;
    if (!j->has_deadline)
        return true;
    if (j->deadline.rule != RULE_HOURS || j->deadline.is_moved || span <= 0 || (t->span && t->span != span))
        return false;
    t->span = span;
    return true;
}

static bool table_fill(struct planning *p, const struct account *account, struct plan_table *t)
{
    const struct zone *zone = t->key.zone;
    bool is_span = unit_is_clock(t->key.limit->length.unit) && t->key.limit->kind == LIMIT_WITHIN;
    for (size_t i = 0; i < t->n; i++) {
        date d = { t->first + (int32_t)i };
        int64_t first = zone_midnight(zone, d).second,
                last = zone_midnight(zone, date_add_days(d, 1)).second - 1;
        struct judgement a = judge_at(p, account, first), b = judge_at(p, account, last);
        if (is_span && (!span_fits(t, &a, first) || !span_fits(t, &b, last)))
            return false;
        if (!day_fill(account, &a, &b, &t->days[i]) ||
            (!is_span && a.deadline.due.second != b.deadline.due.second))
            return false;
    }
    return true;
}

static result table_build(struct planning *p, const struct account *account, const struct plan_key *key,
                          struct plan_table **out)
{
    struct plan_table *t = ARENA_NEW(p->ctx->arena, struct plan_table);
    int64_t first = (int64_t)key->from.day - (key->starts_next_working_day ? DAYS_BEFORE : 1);
    size_t n_units = key->periods->units.n;
    int64_t last = n_units ? (int64_t)key->periods->units.at[n_units - 1].to.day + 1 : key->from.day;
    first = first < DAY_FIRST ? DAY_FIRST : first;
    last = last > p->day_last ? p->day_last : last;
    if (!t)
        return arena_fail(p->ctx);
    *t = (struct plan_table){ .key = *key, .first = (int32_t)first };
    t->n = last < first ? 0 : (size_t)(last - first + 1);
    t->days = ARENA_ARRAY(p->ctx->arena, struct plan_day, t->n + 1);
    if (!t->days)
        return arena_fail(p->ctx);
    t->is_usable = table_fill(p, account, t);
    *out = t;
    return OK;
}

static result table_find(struct planning *p, const struct account *account, const struct plan_table **out)
{
    const struct promise *promise = account->promise;
    const struct timing *timing = &promise->timing;
    struct plan_key key = { timing->calendar,
                            timing->zone,
                            timing->worktime,
                            timing->starts_next_working_day,
                            &promise->clocks[0].lines[0].field->clock.limit,
                            promise->from,
                            promise->to,
                            &account->periods,
                            promise->document->suspended.at };
    size_t hash = key_hash(&key);
    struct plan_table *t = p->tables[hash];
    while (t && !same_key(&t->key, &key))
        t = t->next;
    if (!t) {
        result e = table_build(p, account, &key, &t);
        if (e)
            return e;
        t->next = p->tables[hash];
        p->tables[hash] = t;
    }
    *out = t;
    return OK;
}

// Whether a packed row holds it: the report, and the receipt with it, as opened; the completion.
static bool is_packed(const struct planning *p, const struct event_set *set, bool is_stop)
{
    int event = set->n == 1 && !set->missing.n ? set->at[0] : EVENT_FIRST_MAPPED;
    return event < EVENT_FIRST_MAPPED && (event == EVENT_COMPLETION) == is_stop &&
        !p->plan->judged->packed->is_mapped[event];
}

static bool limit_is_plain(const struct limit *limit)
{
    return limit->kind == LIMIT_WITHIN || limit->kind == LIMIT_BEGINNING_WITH || limit->kind == LIMIT_BY_DATE;
}

// One clock from report to completion, under no condition, that counts in no other row.
static bool account_is_plain(const struct planning *planning, const struct account *a)
{
    const struct promise *p = a->promise;
    if (a->count || a->is_bound || a->is_measured || a->is_sum || a->parents.n || p->n_clocks != 1 ||
        p->clocks[0].n != 1 || field_find(&p->clause->fields, KEY_EXEMPT))
        return false;
    const struct promise_line *line = &p->clocks[0].lines[0];
    return !line->field->when.n && !line->anchor.n && !line->anchor.missing.n &&
        limit_is_plain(&line->field->clock.limit) && is_packed(planning, &line->from, false) &&
        is_packed(planning, &line->to, true);
}

static bool match_is_plain(const struct planning *p, const struct judged_document *d, const struct match *m)
{
    bool has_test = field_find(&d->promises.at[m->promise].clause->fields, KEY_ONLY_WHEN);
    return !has_test && m->count < 0 && (m->account < 0 || account_is_plain(p, &d->accounts.at[m->account]));
}

static result slot_add(struct planning *p, const struct account *a, struct plan_slot *slots,
                       struct taker *taker)
{
    struct plan_slot *slot = &slots[taker->n];
    const struct plan_table *table;
    result e = table_find(p, a, &table);
    if (e)
        return e;
    size_t area_cells = a->n_areas > 1 ? a->periods.units.n * a->n_slots : 0;
    *slot = (struct plan_slot){ table, a->first_cell, area_cells, a->n_slots };
    taker->n++;
    if (!table->is_usable)
        taker->kind = TAKER_WALK;
    return OK;
}

static result taker_fill(struct planning *p, const struct judged_document *d, int service,
                         struct taker *taker)
{
    const struct match_list *matches = &d->matches[service];
    struct match_walk walk = { .level = 0 };
    struct case_facts facts = { .service = service, .area = -1 };
    *taker = (struct taker){ .kind = matches->n ? TAKER_PLAIN : TAKER_NONE };
    for (size_t i = 0; i < matches->n; i++)
        if (!match_is_plain(p, d, &matches->at[i]))
            taker->kind = TAKER_WALK;
    if (taker->kind != TAKER_PLAIN)
        return OK;
    struct plan_slot *slots = ARENA_ARRAY(p->ctx->arena, struct plan_slot, matches->n);
    result e = slots ? OK : arena_fail(p->ctx);
    taker->slots = slots;
    for (const struct match *m; !e && (m = match_next(&walk, d, &facts)) != NULL;)
        if (m->account >= 0)
            e = slot_add(p, &d->accounts.at[m->account], slots, taker);
    return e;
}

static result days_find(struct planning *p, const struct zone *zone, const struct zone_days **days)
{
    for (size_t i = 0; i < p->zones.n; i++)
        if (p->zones.at[i]->zone == zone) {
            *days = p->zones.at[i];
            return OK;
        }
    result e = zone_days_build(p->ctx, zone, days);
    const struct zone_days **slot = e ? NULL : LIST_PUSH(p->ctx->arena, &p->zones);
    if (slot)
        *slot = *days;
    return e || slot ? e : arena_fail(p->ctx);
}

static result document_plan(struct planning *p, size_t i)
{
    struct plan *plan = p->plan;
    const struct judged_document *d = &plan->judged->documents.at[i];
    struct plan_document *to = &plan->documents[i];
    struct taker *takers = ARENA_ARRAY(p->ctx->arena, struct taker, plan->n_services + 1);
    if (!takers)
        return arena_fail(p->ctx);
    *to = (struct plan_document){ .document = d,
                                  .at = d->as_of.at.second,
                                  .before = d->as_of.facts_before.second };
    to->takers = takers;
    int64_t asked = zone_date(d->zone, d->as_of.at, NULL).day + 2;
    p->day_last = asked < DAY_LAST ? asked : DAY_LAST;
    result e = days_find(p, d->zone, &to->days);
    for (size_t s = 0; !e && s < plan->n_services; s++) {
        e = taker_fill(p, d, (int)s, &takers[s]);
        plan->is_claimed[s] |= takers[s].kind != TAKER_NONE;
        plan->is_walked |= takers[s].kind == TAKER_WALK;
    }
    return e;
}

// Whether a document takes every case, wherever it is.
static bool is_anywhere(const struct judge_result *judged, const struct judged_document *d)
{
    bool has_areas = judged->requests->shape.has_areas || judged->polygons;
    return !has_areas || !field_find(&d->document->header, KEY_AREA);
}

// For each area of the data the documents whose area it is.
static result coverings_build(struct planning *p)
{
    struct plan *plan = p->plan;
    const struct judge_result *judged = plan->judged;
    size_t n = 0;
    for (size_t d = 0; d < plan->n_documents; d++)
        n += judged->documents.at[d].area_places.n;
    struct covering *all = ARENA_ARRAY(p->ctx->arena, struct covering, n + 1),
                    *anywhere = ARENA_ARRAY(p->ctx->arena, struct covering, plan->n_documents + 1);
    size_t *first = ARENA_ARRAY(p->ctx->arena, size_t, plan->n_areas + 2);
    if (!all || !anywhere || !first)
        return arena_fail(p->ctx);
    for (size_t d = 0; d < plan->n_documents; d++) {
        const struct judged_document *document = &judged->documents.at[d];
        if (is_anywhere(judged, document)) {
            anywhere[plan->n_anywhere++] = (struct covering){ (uint32_t)d, 0 };
            continue;
        }
        for (size_t s = 0; s < plan->n_services; s++)
            plan->n_placed[s] += plan->documents[d].takers[s].kind != TAKER_NONE;
        for (size_t i = 0; i < document->area_places.n; i++)
            first[document->area_places.at[i].area + 2]++;
    }
    for (size_t a = 2; a < plan->n_areas + 2; a++)
        first[a] += first[a - 1];
    for (size_t d = 0; d < plan->n_documents; d++) { // first[a + 1] moves on to where area a + 1 begins
        const struct judged_document *document = &judged->documents.at[d];
        for (size_t i = 0; !is_anywhere(judged, document) && i < document->area_places.n; i++)
            all[first[document->area_places.at[i].area + 1]++] = (struct covering){
                (uint32_t)d, (uint32_t)document->area_places.at[i].item
            };
    }
    plan->coverings = all;
    plan->anywhere = anywhere;
    plan->first_covering = first;
    return OK;
}

result plan_build(struct ctx *ctx, const struct judge_result *judged, struct plan *plan)
{
    const struct shape *shape = &judged->requests->shape;
    struct planning *p = ARENA_NEW(ctx->arena, struct planning);
    *plan = (struct plan){ .judged = judged, .n_documents = judged->documents.n };
    plan->n_services = shape->services.n;
    plan->n_areas = shape->areas.n;
    plan->documents = ARENA_ARRAY(ctx->arena, struct plan_document, plan->n_documents + 1);
    plan->is_claimed = ARENA_ARRAY(ctx->arena, bool, plan->n_services + 1);
    plan->n_placed = ARENA_ARRAY(ctx->arena, uint32_t, plan->n_services + 1);
    if (!p || !plan->documents || !plan->is_claimed || !plan->n_placed)
        return arena_fail(ctx);
    p->ctx = ctx;
    p->plan = plan;
    p->day_last = DAY_LAST;
    p->events = ARENA_ARRAY(ctx->arena, struct moment, shape->events.n + 1);
    p->facts = ARENA_ARRAY(ctx->arena, str, shape->facts.n + 1);
    result e = p->events && p->facts ? OK : arena_fail(ctx);
    for (size_t d = 0; !e && d < plan->n_documents; d++)
        e = document_plan(p, d);
    return e ? e : coverings_build(p);
}

bool plan_walks(const struct plan *plan, size_t service)
{
    for (size_t d = 0; d < plan->n_documents; d++)
        if (plan->documents[d].takers[service].kind == TAKER_WALK)
            return true;
    return false;
}
