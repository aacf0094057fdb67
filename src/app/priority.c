#include "app/priority.h"

#include "app/daily.h"
#include "app/documents.h"
#include "app/setting.h"

bool priority_is_deed(const struct document *document, const struct clause *clause)
{
    return document->kind->key == DOCUMENT_CHARTER && clause->kind->key == CLAUSE_PRIORITY &&
        clause_has_clock(clause) && !field_find(&clause->fields, KEY_SERVICE);
}

// Whether it has happened, by what counts of its case.
static const struct fact_row *event_find(const struct fact_row_list *facts, str event)
{
    for (size_t i = facts->n; i-- > 0;) {
        const struct fact_row *f = &facts->at[i];
        if (f->kind == FACT_EVENT && str_same_name(f->name, event) &&
            !fact_is_corrected(facts->at, facts->n, f->id))
            return str_equal(f->value, FACT_VALUE_NOT_YET) ? NULL : f;
    }
    return NULL;
}

// One case of a deed, with all that is on record of it.
struct deed_case {
    int64_t id;
    date began;
    struct fact_row_list facts;
};
struct deed_cases {
    struct deed_case *at;
    size_t n, room;
};

static result cases_read(struct ctx *ctx, struct db *db, const struct document *document,
                         const struct clause *clause, struct deed_cases *cases)
{
    struct fact_row_list bound;
    *cases = (struct deed_cases){ 0 };
    result e = query_fact_of_clause(
        ctx, db, &(struct fact_of_clause_in){ COMMUNITY_FIRST, document->id, clause->label, FACT_BOUND },
        &bound);
    for (size_t i = 0; !e && i < bound.n; i++) {
        const struct fact_row *f = &bound.at[i];
        struct deed_case *slot = f->corrects == ID_NONE ? LIST_PUSH(ctx->arena, cases) : NULL;
        if (!slot)
            continue;
        slot->id = f->case_id;
        e = query_fact_of_case(ctx, db, &(struct fact_of_case_in){ COMMUNITY_FIRST, f->case_id },
                               &slot->facts);
    }
    return e ? e : arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

static bool is_listed(const struct priority_parts *parts, str event)
{
    for (size_t i = 0; i < parts->n; i++)
        if (str_same_name(parts->at[i].event, event))
            return true;
    return false;
}

static result part_add(struct ctx *ctx, const struct deed_cases *cases, str event,
                       struct priority_parts *parts)
{
    const struct deed_case *last = cases->n ? &cases->at[cases->n - 1] : NULL;
    struct priority_part *slot = is_listed(parts, event) ? NULL : LIST_PUSH(ctx->arena, parts);
    if (slot)
        *slot = (struct priority_part){ event, last && event_find(&last->facts, event) };
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

// Where a clock starts and stops; its case itself is the report, and received at once.
static result events_add(struct ctx *ctx, const struct deed_cases *cases, const struct str_list *events,
                         struct priority_parts *parts)
{
    result e = OK;
    for (size_t i = 0; i < events->n && !e; i++)
        if (!str_same_name(events->at[i], STR("report")) && !str_same_name(events->at[i], STR("receipt")))
            e = part_add(ctx, cases, events->at[i], parts);
    return e;
}

// A version without the clock leaves what an earlier one promised to be done.
static result parts_of(struct ctx *ctx, const struct clause *clause, const struct deed_cases *cases,
                       struct priority_parts *parts)
{
    result e = OK;
    *parts = (struct priority_parts){ 0 };
    if (cases->n && !clause_has_clock(clause))
        e = part_add(ctx, cases, STR("completion"), parts);
    for (const struct field *f = field_find(&clause->fields, KEY_CLOCK); f && !e;
         f = field_next(&clause->fields, KEY_CLOCK, f)) {
        if (f->is_bad || !f->clock.is_promised)
            continue;
        e = events_add(ctx, cases, &f->clock.from.names, parts);
        if (!e)
            e = f->clock.to.names.n ? events_add(ctx, cases, &f->clock.to.names, parts)
                                    : part_add(ctx, cases, STR("completion"), parts);
    }
    return e;
}

result priority_parts_read(struct ctx *ctx, struct db *db, const struct document *document,
                           const struct clause *clause, struct priority_parts *parts)
{
    struct deed_cases cases = { 0 };
    result e = clause->kind->key == CLAUSE_PRIORITY ? cases_read(ctx, db, document, clause, &cases) : OK;
    bool has_some = cases.n || priority_is_deed(document, clause);
    *parts = (struct priority_parts){ 0 };
    return e || !has_some ? e : parts_of(ctx, clause, &cases, parts);
}

static str reference_of(struct ctx *ctx, const struct document *document, const struct clause *clause)
{
    struct civil c = date_civil(document_in_force(document).from);
    return str_format(ctx->arena, "%.*s-%.*s-%04d-%02d-%02d", STR_ARGS(document->id), STR_ARGS(clause->label),
                      c.year, c.month, c.day);
}

static result case_begin(struct desk *desk, const struct document *document, const struct clause *clause)
{
    struct fact_insert_in fact = fact_new(FACT_BOUND, desk->recorded, desk->recorded);
    fact.happened = fact.happened_last = zone_midnight(desk->ledger->zone, document_in_force(document).from);
    fact.document = document->id;
    fact.clause = clause->label;
    fact.name = reference_of(desk->ctx, document, clause);
    fact.voice = VOICE_SYSTEM;
    desk->facts = (struct fact_row_list){ 0 };
    result e = fact_open(desk->ctx, desk->db, fact, &desk->case_id);
    return e ? e : desk_settle(desk);
}

// Whether this version's own is still to begin: none began since it is in force, and none is done.
static bool begins(const struct deed_cases *cases, instant from)
{
    for (size_t i = 0; i < cases->n; i++)
        if (cases->at[i].facts.at[0].happened.second >= from.second ||
            event_find(&cases->at[i].facts, STR("completion")))
            return false;
    return true;
}

static result deed_begin(struct desk *desk, const struct document *document, const struct clause *clause)
{
    struct deed_cases cases;
    instant from = zone_midnight(desk->ledger->zone, document_in_force(document).from);
    result e = cases_read(desk->ctx, desk->db, document, clause, &cases);
    return e || !begins(&cases, from) ? e : case_begin(desk, document, clause);
}

static result document_begin(struct desk *desk, const struct document *document, date today)
{
    result e = OK;
    struct date_range r = document_in_force(document);
    bool has_first_day = r.from.day > date_from_civil((struct civil){ 1, 1, 1 }).day;
    bool is_there = has_first_day && r.from.day <= today.day && today.day <= r.to.day &&
        !document_is_suspended(document, today);
    for (size_t i = 0; is_there && i < document->clauses.n && !e; i++)
        if (priority_is_deed(document, &document->clauses.at[i]))
            e = deed_begin(desk, document, &document->clauses.at[i]);
    return e;
}

static result look(struct daily_look *l)
{
    static const struct doer program = { .voice = VOICE_SYSTEM, .person = ID_NONE };
    struct desk desk;
    result e = desk_open(l->ctx, l->db, l->now, &program, &desk);
    for (size_t i = 0; !e && i < desk.ledger->judged.documents.n; i++)
        e = document_begin(&desk, desk.ledger->judged.documents.at[i].document, l->today);
    return e;
}

result priorities_begin(struct ctx *ctx, struct db *db, const struct zone *zone, instant now)
{
    const struct daily daily = { SETTING_PRIORITIES_BEGUN, 0 };
    return daily_run(ctx, db, &daily, &(struct daily_clock){ zone, now }, look);
}

static const struct priority_part *part_find(const struct priority_parts *parts, str event)
{
    for (size_t i = 0; i < parts->n; i++)
        if (str_same_name(parts->at[i].event, event))
            return &parts->at[i];
    return NULL;
}

static struct fact_insert_in event_of(const struct desk *desk, const struct priority_said *said,
                                      const struct fact_row *before)
{
    const struct zone *zone = desk->ledger->zone;
    struct fact_insert_in fact = desk_fact(desk, FACT_EVENT);
    fact.name = said->event;
    fact.said_by = said->office;
    if (said->takes_back) {
        fact.value = FACT_VALUE_NOT_YET;
        fact.corrects = before->id;
        fact.words = said->words;
    } else if (said->day.day < zone_date(zone, desk->at, NULL).day) {
        fact.happened = zone_midnight(zone, said->day);
        fact.happened_last = (instant){ zone_midnight(zone, date_add_days(said->day, 1)).second - 1 };
    }
    return fact;
}

// On each of its cases of which it is not said yet; taken back on each of which it is.
static result case_say(struct desk *desk, const struct priority_said *said, const struct deed_case *one)
{
    const struct fact_row *before = event_find(&one->facts, said->event);
    if (said->takes_back != (before != NULL))
        return OK;
    desk->case_id = one->id;
    desk->facts = one->facts;
    result e = desk_say(desk, event_of(desk, said, before), NULL);
    return e ? e : desk_settle(desk);
}

result priority_say(struct desk *desk, const struct priority_said *said)
{
    struct priority_parts parts;
    struct deed_cases cases;
    result e = priority_is_deed(said->document, said->clause) ? deed_begin(desk, said->document, said->clause)
                                                              : OK;
    if (!e)
        e = cases_read(desk->ctx, desk->db, said->document, said->clause, &cases);
    if (!e)
        e = parts_of(desk->ctx, said->clause, &cases, &parts);
    const struct priority_part *part = e ? NULL : part_find(&parts, said->event);
    if (!e && !part)
        e = fail(desk->ctx, ERR_INPUT, "choose what was done from the list");
    if (!e && part->is_done != said->takes_back)
        e = fail(desk->ctx, ERR_RULE,
                 said->takes_back ? "nobody has said that it is done"
                                  : "it was said already that it is done");
    for (size_t i = 0; !e && i < cases.n; i++)
        e = case_say(desk, said, &cases.at[i]);
    desk->case_id = ID_NONE;
    return e;
}
