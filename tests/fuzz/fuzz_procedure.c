// Bytes become what is on record of a case in a procedure: one of the examples, one that holds every rule, or what the
// bytes themselves say up to a NUL. Whatever they are: the answer does not hang on the order in which the record is
// handed in, nor on what happens later, and nothing changes before `next_change`.
#include "base/arena.h"
#include "base/file.h"
#include "document/check.h"
#include "document/names.h"
#include "document/parse.h"
#include "rules/procedure_answer.h"
#include "rules/procedure_model.h"

#include <stdio.h>
#include <stdlib.h>

enum { ARENA_MAX = 1 << 30, TEXT_MAX = 1 << 20, RECORD_MAX = 40, BYTES_EACH = 6, WORDS_MAX = 1 << 20 };

static const char RULES[] =
    "# Procedure: Rules\n\n- Id: rules\n- Between: the council; the resident; the panel\n"
    "- In force: from 1 January 2026\n- Fact: severe\n- Fact: flood\n- Fact: cost, in £\n- Fact: people\n"
    "- Event: order\n\n"
    "## Stage G1: Ask\n- By: the council\n- Opens: request by the resident\n- Clock: within 2 working days\n"
    "- Clock reply: from order to written reply, within 4 hours, when severe\n- Clock reply: within 5 days\n"
    "- Pause: flood, at most 5 working days; severe, said by the panel\n- Count: at most 2 each month for each "
    "councillor\n"
    "- If taken up: G2\n- If grave: G3, when severe\n- If grave: G4\n- If refused: end, with reasons\n- If late: G5\n\n"
    "## Stage G2: Order\n- By: the council\n- Consent: the panel\n- Must say: why; how long\n"
    "- Clock: from order to written reply, within 3 days\n- Tell: the resident\n- Publish: the order\n"
    "- If done: G4\n- If failing: G3\n- If late: G5\n\n"
    "## Stage G3: Both\n- By: the panel\n- Only when: from 1 March to 31 October\n- Count: at most £100 each year\n"
    "- If split: G4; G5\n- If mixed: G4; G5, when severe\n- If dropped: end, when from 09:00 to 17:00\n- If "
    "dropped: G1\n\n"
    "## Stage G4: Set a time\n- By: the panel\n- Clock: within the time set by G4\n- If done: end\n- If late: end\n\n"
    "## Stage G5: Again\n- By: the council\n- Clock: within 10 days\n- If again: G1\n- If done: G6\n- If late: G5\n\n"
    "## Stage G6: Offer\n- By: the panel\n- Opens: request by the resident, within 10 working days\n"
    "- Only when: G5 is done and not severe\n- If heard: end\n- If nobody asks: end\n\n"
    "## Stage G7: Notice\n- By: the council\n- Clock: from notice to order, at least 48 hours\n- Opens: notice\n"
    "- If done: end\n- If late: G1\n\n"
    "## Notice N1: Flood\n- When: flood and cost at least £50\n- By: the council\n- If issued: G1\n\n"
    "## Threshold H1: Many\n- Count: at least the lower of 10 people and 5% of population\n- If reached: G3\n\n"
    "## Exclusion X1: Dear\n- When: cost more than £100\n\n"
    "## Exclusion X2: Unless severe\n- Overrides: X1\n- When: severe\n";

struct world {
    struct ctx ctx;
    const struct zone *zone;
    struct timing timing;
    struct procedure procedure;
    struct str_list facts, events, parties;
};

static result timing_of(struct ctx *ctx, void *from, const struct document *document,
                        const struct clause *clause, struct timing *timing)
{
    (void)ctx;
    (void)document;
    (void)clause;
    *timing = ((struct world *)from)->timing;
    return OK;
}

static void must(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "%s\n", what);
    abort();
}

static str text_of(struct world *w, int which)
{
    static const char *const names[] = { "petitions", "call_for_action", "support_and_intervention" };
    const char *source = getenv("WARDMOTE_SOURCE");
    struct ctx reading = { .arena = w->ctx.arena };
    char path[1024];
    str text;
    if (which >= 3)
        return str_from(RULES);
    snprintf(path, sizeof path, "%s/docs/language_examples/%s.md", source ? source : ".", names[which]);
    return file_read(&reading, path, TEXT_MAX, &text) ? str_from(RULES) : text;
}

static bool document_open(struct world *w, str text, struct document **document)
{
    struct diagnostics diagnostics = { 0 };
    if (document_parse(&w->ctx, STR("p.md"), text, &diagnostics, document) || diagnostics.errors)
        return false;
    document_check(&w->ctx, *document, &(struct str_list){ 0 }, &diagnostics);
    return !diagnostics.errors && (*document)->kind->key == DOCUMENT_PROCEDURE;
}

static void model_look(struct world *w)
{
    struct model_findings findings;
    struct model_rows rows;
    must(!procedure_model(&w->ctx, &w->procedure, &findings), "no model");
    must(!procedure_deadlines(&w->ctx, &w->procedure, &rows) && rows.n == w->procedure.n, "no deadlines");
}

static void names_add(struct world *w, const struct field_list *fields)
{
    struct arena *arena = w->ctx.arena;
    for (size_t i = 0; i < fields->n; i++) {
        const struct field *f = &fields->at[i];
        if (f->kind->key == KEY_FACT)
            str_list_add(arena, &w->facts, f->fact.name);
        if (f->kind->key == KEY_BETWEEN || f->kind->key == KEY_EVENT)
            for (size_t k = 0; k < f->items.n; k++)
                str_list_add(arena, f->kind->key == KEY_EVENT ? &w->events : &w->parties, f->items.at[k]);
        if (f->kind->key == KEY_OPENS)
            for (size_t k = 0; k < f->opens.events.names.n; k++)
                str_list_add(arena, &w->events, f->opens.events.names.at[k]);
    }
}

// False if the text is no procedure that can be followed.
static bool world_open(struct world *w, str text, int which)
{
    struct calendar_source source = {
        .id = STR("c"), .weekend = 1u << SATURDAY | 1u << SUNDAY, .first_year = 2025, .last_year = 2030
    };
    struct timings timings = { timing_of, w };
    struct document *document;
    const struct calendar *calendar;
    *w = (struct world){ .ctx = { .arena = arena_open(ARENA_MAX) } };
    must(w->ctx.arena && !zone_load(&w->ctx, STR("Europe/London"), &w->zone), "no zone");
    must(!calendar_build(&w->ctx, &source, &calendar), "no calendar");
    w->timing = (struct timing){ .calendar = calendar, .zone = w->zone };
    bool is_read = document_open(w, text.n ? text : text_of(w, which), &document);
    must(is_read || text.n, "the procedure has errors");
    if (!is_read || procedure_build(&w->ctx, document, &timings, &w->procedure) || !w->procedure.n)
        return false;
    model_look(w);
    str_list_add(w->ctx.arena, &w->facts, STR("population"));
    usual_events(w->ctx.arena, &w->events);
    names_add(w, &document->header);
    for (size_t i = 0; i < document->clauses.n; i++)
        names_add(w, &document->clauses.at[i].fields);
    return true;
}

static str pick(const struct str_list *list, uint8_t byte)
{
    return list->n ? list->at[byte % list->n] : (str){ 0 };
}

static str value_of(const struct world *w, struct recorded *r, const struct stage *stage, uint8_t byte)
{
    static const str values[] = { STR_INIT("yes"),  STR_INIT("no"),  STR_INIT("low"), STR_INIT("high"),
                                  STR_INIT("9"),    STR_INIT("10"),  STR_INIT("120"), STR_INIT("£60"),
                                  STR_INIT("1500"), STR_INIT("200"), STR_INIT("?"),   STR_INIT("30,000") };
    static const str times[] = { STR_INIT("2026-03-20"), STR_INIT("3 weeks"), STR_INIT("2 months"),
                                 STR_INIT("soon") };
    if (r->kind == RECORDED_OUTCOME && stage->n_exits)
        return stage->exits[byte % stage->n_exits].name;
    if (r->kind == RECORDED_TIME_SET)
        return times[byte % 4];
    if (r->kind == RECORDED_EVENT)
        return byte % 4 ? (str){ 0 } : stage->label;
    if (r->kind == RECORDED_TOLD)
        return pick(&w->parties, byte);
    return values[byte % (sizeof values / sizeof *values)];
}

static struct recorded recorded_of(const struct world *w, const uint8_t *b, instant *now)
{
    static const enum recorded_kind kinds[] = { RECORDED_OUTCOME, RECORDED_EVENT, RECORDED_FACT,
                                                RECORDED_OUTCOME, RECORDED_EVENT };
    static const str who[] = { STR_INIT(""), STR_INIT(" (Khan)"), STR_INIT(" (Bell)") };
    static const int64_t steps[] = { 0, 1, 3600, 86400, 5 * 86400, 20 * 86400, 0, 43200 };
    struct recorded r = { .kind = b[1] < 160 ? kinds[b[1] % 5]
                                             : (enum recorded_kind)(b[1] % RECORDED_KIND_COUNT) };
    const struct stage *stage = &w->procedure.stages[b[2] % w->procedure.n];
    now->second += steps[b[0] % 8];
    r.at = r.last = *now;
    if (b[0] & 128) {
        date day = zone_date(w->zone, *now, NULL);
        r.at = zone_midnight(w->zone, day);
        r.last = (instant){ zone_midnight(w->zone, date_add_days(day, 1)).second - 1 };
    }
    r.name = r.kind == RECORDED_FACT ? pick(&w->facts, b[2])
        : r.kind == RECORDED_EVENT   ? pick(&w->events, b[2])
                                     : stage->label;
    r.value = value_of(w, &r, stage, b[3]);
    const struct field *by = field_find(&stage->clause->fields, KEY_BY);
    str party = b[4] % 4 && by ? by->items.at[0] : pick(&w->parties, b[4]);
    if (b[4] != 255)
        r.by = str_format(w->ctx.arena, "%.*s%.*s", STR_ARGS(party), STR_ARGS(who[b[5] % 3]));
    return r;
}

static void put_instant(struct buffer *out, instant t)
{
    buffer_print(out, " %lld", (long long)t.second);
}

static void entry_put(struct buffer *out, const struct world *w, const struct entry *e)
{
    buffer_print(out, "stage %d run %d state %d late %d taken %d", e->stage, e->run, e->state, e->was_late,
                 e->taken);
    put_instant(out, e->opened);
    put_instant(out, e->closed);
    put_instant(out, e->late_from);
    for (size_t i = 0; i < w->procedure.stages[e->stage].n_clocks; i++) {
        const struct clock_answer *c = &e->clocks[i];
        buffer_print(out, " clock %d %.*s", c->state, STR_ARGS(c->about));
        put_instant(out, c->started);
        put_instant(out, c->has_deadline ? c->deadline.until : INSTANT_NONE);
    }
    buffer_print(out, " %.*s\n", STR_ARGS(e->missing));
}

// All that the answer says, but the time of the next change.
static void answer_put(struct buffer *out, const struct world *w, const struct procedure_answer *a)
{
    for (size_t i = 0; i < a->entries.n; i++)
        entry_put(out, w, &a->entries.at[i]);
    for (size_t i = 0; i < a->owed.n; i++)
        buffer_print(out, "owed %d %d %.*s %.*s %d %d\n", a->owed.at[i].entry, a->owed.at[i].kind,
                     STR_ARGS(a->owed.at[i].who), STR_ARGS(a->owed.at[i].what), a->owed.at[i].is_overdue,
                     a->owed.at[i].is_owed);
    for (size_t i = 0; i < a->choices.n; i++)
        buffer_print(out, "choice %d %.*s %d %.*s\n", a->choices.at[i].entry,
                     STR_ARGS(a->choices.at[i].exit->name), a->choices.at[i].may,
                     STR_ARGS(a->choices.at[i].why));
    for (size_t i = 0; i < a->otherwise.n; i++) {
        buffer_print(out, "otherwise %d %.*s", a->otherwise.at[i].entry, STR_ARGS(a->otherwise.at[i].what));
        put_instant(out, a->otherwise.at[i].at);
    }
    for (size_t i = 0; i < a->exclusions.n; i++)
        buffer_print(out, "exclusion %d\n", a->exclusions.at[i].state);
    for (size_t i = 0; i < a->thresholds.n; i++)
        buffer_print(out, "threshold %d %.*s\n", a->thresholds.at[i].reached,
                     STR_ARGS(a->thresholds.at[i].count));
    for (size_t i = 0; i < a->jumps.n; i++)
        buffer_print(out, "jump %.*s\n", STR_ARGS(a->jumps.at[i].label));
    for (size_t i = 0; i < a->notes.n; i++)
        buffer_print(out, "note %.*s\n", STR_ARGS(a->notes.at[i].text));
    buffer_print(out, "over %d %.*s", a->is_over, STR_ARGS(a->how));
    put_instant(out, a->ended);
}

// The answer in words, and until when it promises to stay.
static str answer_at(struct world *w, const struct recorded *record, size_t n, instant at, instant *next)
{
    struct procedure_question q = {
        .procedure = &w->procedure, .recorded = record, .n = n, .as_of = as_of_instant(at)
    };
    struct procedure_answer *a = ARENA_NEW(w->ctx.arena, struct procedure_answer);
    struct buffer out = buffer_open(WORDS_MAX);
    must(a && !procedure_answer(&w->ctx, &q, a), "no answer");
    answer_put(&out, w, a);
    *next = a->next_change;
    must(next->second > at.second, "the next change is not later");
    str words = str_copy(w->ctx.arena, buffer_str(&out));
    buffer_close(&out);
    return words;
}

static void same(str one, str other, const char *what)
{
    if (str_equal(one, other))
        return;
    fprintf(stderr, "--- one\n%.*s\n--- other\n%.*s\n", STR_ARGS(one), STR_ARGS(other));
    must(false, what);
}

static void stays(struct world *w, const struct recorded *record, size_t n, instant at)
{
    instant next, unused, until = INSTANT_FAR;
    str before = answer_at(w, record, n, at, &next);
    for (size_t i = 0; i < n; i++)
        if (record[i].at.second > at.second && record[i].at.second < until.second)
            until = record[i].at;
    until = next.second < until.second ? next : until;
    int64_t span = until.second == INSTANT_FAR.second ? 400 * (int64_t)DAY_SECONDS : until.second - at.second;
    int64_t steps[] = { 1, span / 2, span - 1 };
    for (int i = 0; i < 3; i++)
        if (steps[i] > 0 && steps[i] < span)
            same(before, answer_at(w, record, n, (instant){ at.second + steps[i] }, &unused),
                 "it changed before its next change");
}

static size_t happened(const struct recorded *record, size_t n, instant at, struct recorded *list)
{
    size_t m = 0;
    for (size_t i = 0; i < n; i++)
        if (record[i].at.second <= at.second)
            list[m++] = record[i];
    return m;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct world w;
    struct recorded record[RECORD_MAX], backwards[RECORD_MAX], before[RECORD_MAX];
    instant now = { 1767600000 }, unused; // 5 January 2026
    size_t n = 0;
    if (size < 1 + BYTES_EACH)
        return 0;
    str text = { (const char *)data + 1, 0 };
    while (data[0] % 6 == 5 && 1 + text.n < size && text.at[text.n])
        text.n++;
    if (!world_open(&w, text, data[0] % 6)) {
        arena_close(w.ctx.arena);
        return 0;
    }
    for (size_t at = 1 + text.n; at + BYTES_EACH <= size && n < RECORD_MAX; at += BYTES_EACH)
        record[n++] = recorded_of(&w, data + at, &now);
    for (size_t i = 0; i < n; i++)
        backwards[i] = record[n - 1 - i];
    for (size_t i = 0; i <= n; i += 1 + n / 4) {
        instant at = i < n ? record[i].at : (instant){ now.second + 30 * DAY_SECONDS };
        str whole = answer_at(&w, record, n, at, &unused);
        same(whole, answer_at(&w, backwards, n, at, &unused), "it hangs on the order");
        size_t m = happened(record, n, at, before);
        same(whole, answer_at(&w, before, m, at, &unused), "it hangs on what happens later");
        stays(&w, record, n, at);
    }
    arena_close(w.ctx.arena);
    return 0;
}
