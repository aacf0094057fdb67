#include "app/fold.h"

#include "app/record.h"
#include "rules/promise.h"

struct folding {
    struct ctx *ctx;
    const struct fold *fold;
    struct folded *out;
    struct moment *events;
    str *known;
    struct case_pause *pauses;
    bool is_receipt_told; // the record says when it was or will be received, or that it was not
    bool is_body_told;    // it says which body received it
    instant withheld_end; // when its text is shown again by itself; INSTANT_FAR
};

static const str COMPLETION = STR_INIT("completion"), REOPENED = STR_INIT("reopened");

struct fold fold_of(const struct shape *shape, const struct shape_names *names, const struct zone *zone,
                    instant before)
{
    return (struct fold){ .shape = shape,
                          .names = names,
                          .report = event_index(shape, STR("report")),
                          .receipt = event_index(shape, STR("receipt")),
                          .completion = event_index(shape, COMPLETION),
                          .zone = zone,
                          .before = before };
}

static int name_index(const struct str_list *names, str name)
{
    for (size_t i = 0; i < names->n; i++)
        if (str_same_name(names->at[i], name))
            return (int)i;
    return -1;
}

struct service service_from(str name)
{
    size_t slash = str_find(name, STR(" / "));
    return (struct service){ str_trim(str_slice(name, 0, slash)), str_trim(str_from_byte(name, slash + 3)) };
}

str service_name(struct arena *arena, const struct service *service)
{
    return service->sub.n ? str_format(arena, "%.*s / %.*s", STR_ARGS(service->name), STR_ARGS(service->sub))
                          : service->name;
}

static int many_index(const struct name_table *table, const struct str_list *names, str name)
{
    struct name_keys keys = { names->at, sizeof *names->at, NAME_SAME };
    return (int)name_find(table, keys, name, name_hash(name, NAME_SAME));
}

int fold_service(const struct fold *fold, str name)
{
    return many_index(&fold->names->service_table, &fold->names->services, name);
}

int fold_area(const struct fold *fold, str name)
{
    return many_index(&fold->names->area_table, &fold->shape->areas, name);
}

static struct moment fact_moment(const struct fact_row *f)
{
    if (f->kind == FACT_EVENT && str_equal(f->value, FACT_VALUE_UNKNOWN))
        return (struct moment){ .kind = MOMENT_UNKNOWN };
    if (f->kind == FACT_EVENT && str_equal(f->value, FACT_VALUE_NOT_YET))
        return (struct moment){ .kind = MOMENT_NEVER };
    return (struct moment){ MOMENT_KNOWN, f->happened, f->happened_last };
}

static struct moment source_due(const struct zone *zone, const struct fact_row *f)
{
    if (instant_is_none(f->until))
        return (struct moment){ .kind = MOMENT_NEVER };
    instant first = str_equal(f->value, FACT_VALUE_DAY) ? zone_midnight(zone, zone_date(zone, f->until, NULL))
                                                        : f->until;
    return (struct moment){ MOMENT_KNOWN, first, f->until };
}

// A known index, or a note that the shape must be built again.
static bool is_known(struct folding *f, int index)
{
    f->out->is_name_unknown |= index < 0;
    return index >= 0;
}

// The event of that name as it was for that body; -1 if no clause is that body's.
static int body_event(const struct fold *fold, str name, str body)
{
    int general = body.n ? event_index(fold->shape, name) : -1;
    return general < 0 ? -1 : body_event_index(fold->shape, general, body);
}

int fold_receipt_of(const struct fold *fold, str body)
{
    return body_event(fold, STR("receipt"), body);
}

// A body's clock starts once: what comes back to it had come before.
static void body_event_take(struct folding *f, int event, const struct fact_row *fact)
{
    if (event >= 0 && f->events[event].kind == MOMENT_NEVER)
        f->events[event] = (struct moment){ MOMENT_KNOWN, fact->happened, fact->happened_last };
}

static void received_take(struct folding *f, const struct fact_row *fact)
{
    f->is_body_told = true;
    body_event_take(f, fold_receipt_of(f->fold, fact->name), fact);
}

// What was closed is open; what is taken out of the count stays out.
static void reopen(struct folding *f)
{
    if (is_known(f, f->fold->completion))
        f->events[f->fold->completion] = (struct moment){ .kind = MOMENT_NEVER };
    if (f->out->facts.status != CASE_EXCLUDED)
        f->out->facts.status = CASE_OPEN;
}

// The first of an event counts; of completions the last, and one that was reopened has none.
static void event_take(struct folding *f, const struct fact_row *fact)
{
    int i = event_index(f->fold->shape, fact->name);
    bool is_closing = str_same_name(fact->name, COMPLETION),
         is_reopening = str_same_name(fact->name, REOPENED),
         is_last = is_closing || str_same_name(fact->name, STR("report"));
    if (is_reopening)
        reopen(f);
    if (str_same_name(fact->name, FACT_PASSING_ON)) // value: who passed it on
        body_event_take(f, body_event(f->fold, fact->name, fact->value), fact);
    if (is_reopening && i < 0) // it is no event of its own to any clause
        return;
    if (!is_known(f, i) || (!is_last && f->events[i].kind != MOMENT_NEVER))
        return;
    f->events[i] = fact_moment(fact);
    if (is_closing && f->out->facts.status == CASE_OPEN && f->events[i].kind != MOMENT_NEVER)
        f->out->facts.status = CASE_CLOSED;
}

enum case_status case_status_from(str value)
{
    static const struct {
        str word;
        enum case_status status;
    } words[] = {
        { STR_INIT("closed"), CASE_CLOSED },
        { STR_INIT("no fix"), CASE_NO_FIX },
        { STR_INIT("duplicate"), CASE_DUPLICATE },
        { STR_INIT("excluded"), CASE_EXCLUDED },
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_same_name(words[i].word, value))
            return words[i].status;
    return CASE_OPEN;
}

// Whoever says that it is open takes its closing back.
static void status_take(struct folding *f, const struct fact_row *fact)
{
    f->out->facts.status = case_status_from(fact->value);
    if (f->out->facts.status == CASE_OPEN)
        reopen(f);
}

static void area_take(struct folding *f, const struct fact_row *fact)
{
    struct case_facts *facts = &f->out->facts;
    facts->is_outside = str_equal(fact->value, FACT_AREA_OUTSIDE);
    facts->area = -1;
    f->out->area = (str){ 0 };
    if (facts->is_outside || str_equal(fact->value, FACT_AREA_UNKNOWN))
        return;
    f->out->area = fact->value;
    int i = fold_area(f->fold, fact->value);
    if (is_known(f, i))
        facts->area = i;
}

// One that ends as it begins is what is left of a pause that was taken back.
static void pause_take(struct folding *f, const struct fact_row *fact)
{
    struct case_facts *facts = &f->out->facts;
    if (!instant_is_none(fact->until) && fact->until.second <= fact->happened.second)
        return;
    int reason = name_index(&f->fold->shape->pauses, fact->name);
    bool still_runs = instant_is_none(fact->until) || fact->until.second >= f->fold->before.second;
    if (!is_known(f, reason) || facts->n_pauses == CASE_PAUSES_MAX)
        return;
    f->pauses[facts->n_pauses++] = (struct case_pause){
        reason, { fact->happened, still_runs ? INSTANT_FAR : fact->until }
    };
}

// What the case is called, opened yet or not.
static void name_take(struct folding *f, const struct fact_row *fact)
{
    struct folded *out = f->out;
    out->case_id = fact->case_id;
    out->opened = fact->happened;
    if (fact->kind == FACT_BOUND) {
        out->reference = fact->name;
        out->facts.bound_document = fact->document;
        out->facts.bound_label = fact->clause;
        out->facts.value = fact->value;
        return;
    }
    out->reference = fact->value;
    out->service = fact->name;
    int service = fold_service(f->fold, fact->name);
    if (is_known(f, service))
        out->facts.service = service;
}

static void opened_take(struct folding *f, const struct fact_row *fact)
{
    f->out->is_there = true;
    name_take(f, fact);
    if (is_known(f, f->fold->report))
        f->events[f->fold->report] = fact_moment(fact);
}

// Until it is lifted, or ends by itself: of the last that was said.
static void withheld_take(struct folding *f, const struct fact_row *fact)
{
    bool ends = str_equal(fact->value, STR("ends")), is_lifted = str_equal(fact->value, STR("no"));
    bool is_over = is_lifted || (ends && fact->until.second < f->fold->before.second);
    f->withheld_end = ends && !is_over ? fact->until : INSTANT_FAR;
    f->out->visibility = is_over ? VISIBLE : VISIBLE_WITHOUT_TEXT;
}

static enum wording wording_said(const struct fact_row *fact)
{
    return str_starts(fact->value, STR("yes")) ? WORDING_HIDDEN
        : fact->value.n > 2                    ? WORDING_COVERED
                                               : WORDING_WHOLE;
}

// "yes: a person is named" hides; "no" is that somebody looked, "no: covered" that all is as if nobody had.
static void hidden_take(struct folding *f, const struct fact_row *fact)
{
    bool hides = str_starts(fact->value, STR("yes"));
    int64_t id;
    if (str_equal(fact->name, STR("words")))
        f->out->wording = wording_said(fact);
    else if (str_starts(fact->name, STR("entry ")) && str_to_int(str_from_byte(fact->name, 6), &id) &&
             id == fact->case_id)
        f->out->hides_opening = hides;
}

static void fact_take(struct folding *f, const struct fact_row *fact)
{
    struct case_facts *facts = &f->out->facts;
    int i;
    switch ((enum fact_kind)fact->kind) {
    case FACT_OPENED:
    case FACT_BOUND:
        opened_take(f, fact);
        break;
    case FACT_EVENT:
        event_take(f, fact);
        break;
    case FACT_KNOWN:
        i = name_index(&f->fold->shape->facts, fact->name);
        if (is_known(f, i))
            f->known[i] = fact->value;
        break;
    case FACT_STATUS:
        status_take(f, fact);
        break;
    case FACT_PAUSED:
        pause_take(f, fact);
        break;
    case FACT_AREA:
        area_take(f, fact);
        break;
    case FACT_SOURCE_DUE:
        facts->source_due = source_due(f->fold->zone, fact);
        break;
    case FACT_RECEIVED_BY:
        received_take(f, fact);
        break;
    case FACT_WITHHELD:
        withheld_take(f, fact);
        break;
    case FACT_HIDDEN:
        hidden_take(f, fact);
        break;
    default: // tells people something, and the judge nothing
        break;
    }
}

// Whoever reports to the body that answers is received at once, unless the record says otherwise.
static void receipt_default(struct folding *f)
{
    int report = f->fold->report, receipt = f->fold->receipt;
    if (report >= 0 && receipt >= 0 && !f->is_receipt_told)
        f->events[receipt] = f->events[report];
}

// Where the record does not tell bodies apart, what happened happened to each of them.
static void bodies_default(struct folding *f)
{
    const struct body_event_list *bodies = &f->fold->shape->bodies;
    for (size_t i = 0; i < bodies->n && !f->is_body_told; i++)
        f->events[bodies->at[i].event] = f->events[bodies->at[i].general];
}

// CLOSED with no time known: the completion is unknown, not never.
static void closing_settle(struct folding *f)
{
    int completion = f->fold->completion;
    bool is_closed = f->out->facts.status == CASE_CLOSED || f->out->facts.status == CASE_NO_FIX ||
        f->out->facts.status == CASE_DUPLICATE;
    if (completion >= 0 && is_closed && f->events[completion].kind == MOMENT_NEVER)
        f->events[completion] = (struct moment){ .kind = MOMENT_UNKNOWN };
}

// One that lies ahead is taken when it has happened; of a day alone, what it says may change when the day is over.
static void time_note(struct folding *f, const struct fact_row *fact)
{
    int64_t before = f->fold->before.second, first = fact->happened.second, last = fact->happened_last.second;
    int64_t next = first >= before ? first : last >= before ? last : INSTANT_FAR.second;
    if (next < f->out->next_fact.second)
        f->out->next_fact = (instant){ next };
}

static void one_take(struct folding *f, const struct fact_row *facts, size_t n, size_t i)
{
    const struct fact_row *fact = &facts[i];
    bool is_opening = fact->kind == FACT_OPENED || fact->kind == FACT_BOUND;
    if (is_opening && fact->corrects == ID_NONE) { // the words stay, however the opening is corrected
        f->out->summary = fact->words;
        f->out->channel = fact->said_by;
    }
    if (fact_is_corrected(facts, n, fact->id))
        return;
    time_note(f, fact);
    f->is_receipt_told |= fact->kind == FACT_EVENT && str_same_name(fact->name, STR("receipt"));
    if (fact->happened.second < f->fold->before.second)
        fact_take(f, fact);
    else if (is_opening)
        name_take(f, fact);
}

result case_fold(struct ctx *ctx, const struct fold *fold, const struct fact_row *facts, size_t n,
                 struct folded *folded)
{
    struct folding f = { .ctx = ctx, .fold = fold, .out = folded, .withheld_end = INSTANT_FAR };
    *folded = (struct folded){ .facts = { .area = -1, .row = facts[0].case_id }, .next_fact = INSTANT_FAR };
    f.events = ARENA_ARRAY(ctx->arena, struct moment, fold->shape->events.n + 1);
    f.known = ARENA_ARRAY(ctx->arena, str, fold->shape->facts.n + 1);
    f.pauses = ARENA_ARRAY(ctx->arena, struct case_pause, CASE_PAUSES_MAX);
    if (!f.events || !f.known || !f.pauses)
        return arena_fail(ctx);
    for (size_t i = 0; i < n; i++)
        one_take(&f, facts, n, i);
    receipt_default(&f);
    bodies_default(&f);
    closing_settle(&f);
    if (f.withheld_end.second < folded->next_fact.second)
        folded->next_fact = f.withheld_end;
    folded->facts.id = folded->reference;
    folded->facts.events = f.events;
    folded->facts.facts = f.known;
    folded->facts.pauses = f.pauses;
    return OK;
}

enum wording wording_of(const struct fact_row_list *facts, int64_t *by)
{
    enum wording wording = WORDING_COVERED;
    int64_t said = ID_NONE;
    for (size_t i = 0; i < facts->n; i++) {
        const struct fact_row *f = &facts->at[i];
        bool is_of_words = f->kind == FACT_HIDDEN && str_equal(f->name, STR("words"));
        if (is_of_words && !fact_is_corrected(facts->at, facts->n, f->id)) {
            wording = wording_said(f);
            said = f->id;
        }
    }
    if (by)
        *by = said;
    return wording;
}
