// One case through every clause that takes it: where it is counted, once or not at all, and when that next changes.
#include "app/judge.h"
#include "document/parse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { ARENA_BYTES = 64 << 20, TOLD_MAX = 1000 };

static const char CHARTER[] =
    "# Charter: Test\n\n- Id: test\n- Area: %s\n- Between: the council; the residents\n"
    "- In force: 1 January 2026 to 31 December 2026\n- Calendar: test\n- Zone: Europe/London\n- Fact: depth, in mm\n\n";

#define WARDS "North; South"
#define LITTER(label) "## Standard " label ": Litter\n- Provider: the council\n- Service: litter\n"
#define TREES(label) "## Standard " label ": Trees\n- Provider: the council\n- Service: trees\n"
#define DAY "- Clock: from report to completion, within 1 working day\n"
#define NIGHTS                                                                                               \
    "## Standard S4: Nights\n- Provider: the council\n- Measure: nights with two officers\n"                 \
    "- Target: at least 75% each quarter\n"

static const struct {
    const char *areas, *clauses;
    const char *bound;                       // the clause it is bound to; NULL: a report of litter
    const char *area, *depth;                // NULL: none
    const char *report, *inspected, *closed; // NULL: has not happened
    const char *as_of;
    const char *told; // for each finding: label, slot, area, first day of the unit, state
    const char *left; // which reason, if any
    const char *next; // empty: never
    const char *note;
} ROWS[] = {
    // a case that the record binds to a clause
    { WARDS, NIGHTS, "S4", "South", NULL, "2026-02-02T21:00", NULL, NULL, "2026-03-01",
      "S4/0 South 2026-01-01 on_time; ", "", "", "in its area" },
    { WARDS, NIGHTS, "S4", "West", NULL, "2026-02-02T21:00", NULL, NULL, "2026-03-01", "", "area", "",
      "outside every area of the document: in no row, and said" },
    { "North", NIGHTS, "S4", "West", NULL, "2026-02-02T21:00", NULL, NULL, "2026-03-01", "", "area", "",
      "outside its only one" },
    { WARDS, NIGHTS, "S4", NULL, NULL, "2026-02-02T21:00", NULL, NULL, "2026-03-01",
      "S4/0 North 2026-01-01 on_time; ", "", "", "bound without an area: the document's all the same" },
    { WARDS, NIGHTS "- Only when: depth at least 40 mm\n", "S4", "North", "39", "2026-02-02T21:00", NULL,
      NULL, "2026-03-01", "", "", "", "it fails Only when" },
    { WARDS, NIGHTS "- Only when: depth at least 40 mm\n", "S4", "North", "40", "2026-02-02T21:00", NULL,
      NULL, "2026-03-01", "S4/0 North 2026-01-01 on_time; ", "", "", "it meets Only when" },
    { WARDS, NIGHTS "- Only when: depth at least 40 mm\n", "S4", "North", NULL, "2026-02-02T21:00", NULL,
      NULL, "2026-03-01", "S4/0 North 2026-01-01 not_known; ", "", "", "nobody measured it" },
    // a clock that starts on the next working day, in a period that has not begun
    { "North", LITTER("S1") DAY "- Start: next working day\n- Target: at least 90% each month\n", NULL,
      "North", NULL, "2026-02-28T10:00", NULL, NULL, "2026-02-28T12:00", "", "", "2026-03-01T00:00:00+00:00",
      "a Saturday in February is a Monday in March, which begins on the Sunday" },
    { "North", LITTER("S1") DAY "- Start: next working day\n- Target: at least 90% each month\n", NULL,
      "North", NULL, "2026-02-28T10:00", NULL, NULL, "2026-03-01T00:00", "S1/0  2026-03-01 not_yet_due; ", "",
      "2026-03-04T00:00:00+00:00", "March has begun" },
    // a promise that hangs on another
    { "North",
      LITTER("S1") "- Only when: S2 is late\n- Clock: from report to completion, within 5 days\n\n" TREES(
          "S2") "- Clock: from report to inspection, within 2 days\n",
      NULL, "North", NULL, "2026-02-02T10:00", NULL, NULL, "2026-02-03", "", "", "2026-02-05T00:00:00+00:00",
      "it is S1's as soon as S2 is late, whatever S2 takes" },
    { "North",
      LITTER("S1") "- Only when: S2 is late\n- Clock: from report to completion, within 5 days\n\n" TREES(
          "S2") "- Clock: from report to inspection, within 2 days\n",
      NULL, "North", NULL, "2026-02-02T10:00", NULL, NULL, "2026-02-05T00:00",
      "S1/0  2026-01-01 not_yet_due; ", "", "2026-02-08T00:00:00+00:00", "and then it is" },
    // one case, one answer for a sum
    { "North",
      LITTER("S1") DAY
      "\n" LITTER("S2") "- Clock: from report to inspection, within 1 working day\n\n"
                        "## Priority P1: Both\n- Provider: the council\n- Contributes: S1; S2\n",
      NULL, "North", NULL, "2026-02-02T10:00", NULL, "2026-02-03T10:00", "2026-03-01",
      "S1/0  2026-01-01 on_time; S2/0  2026-01-01 late; P1/0  2026-01-01 late; ", "", "",
      "late if either is" },
    // several clocks: the period of the first to start, in whichever order they stand
    { "North",
      LITTER("S1") "- Clock mended: from inspection to completion, within 5 days\n"
                   "- Clock looked at: from report to inspection, within 5 days\n",
      NULL, "North", NULL, "2026-03-31T10:00", "2026-04-01T10:00", NULL, "2026-04-03",
      "S1/0  2026-04-01 not_yet_due; S1/1  2026-01-01 on_time; S1/2  2026-01-01 not_yet_due; ", "",
      "2026-04-07T00:00:00+01:00", "the clock that decides began in April" },
};

struct world {
    struct ctx ctx;
    struct requests requests;
    struct judge_result judged;
    const struct zone *zone;
    struct moment events[4]; // report, receipt, completion, inspection
    str depth;
    struct case_facts facts;
    char told[TOLD_MAX];
    const char *left;
};

static void names_add(struct arena *arena, struct str_list *list, const char *const *names)
{
    for (; *names; names++)
        *LIST_PUSH(arena, list) = str_from(*names);
}

static struct stamp stamp_of(const char *text)
{
    struct stamp stamp;
    assert_true(stamp_parse(str_from(text), &stamp));
    return stamp;
}

static struct moment moment_of(const struct world *w, const char *text)
{
    if (!text)
        return (struct moment){ .kind = MOMENT_NEVER };
    instant t = stamp_instant(w->zone, stamp_of(text), NULL);
    return (struct moment){ MOMENT_KNOWN, t, t };
}

static int area_index(const struct world *w, const char *name)
{
    const struct str_list *areas = &w->requests.shape.areas;
    for (size_t i = 0; name && i < areas->n; i++)
        if (str_equal(areas->at[i], str_from(name)))
            return (int)i;
    return -1;
}

static void shape_fill(struct world *w)
{
    static const char *const events[] = { "report", "receipt", "completion", "inspection", NULL };
    static const char *const facts[] = { "depth", NULL }, *const areas[] = { "West", "North", "South", NULL };
    struct shape *shape = &w->requests.shape;
    struct arena *arena = w->ctx.arena;
    names_add(arena, &shape->events, events);
    names_add(arena, &shape->facts, facts);
    names_add(arena, &shape->areas, areas);
    *LIST_PUSH(arena, &shape->services) = (struct service){ STR("litter"), { 0 } };
    shape->has_areas = shape->has_bound = true;
}

static void documents_fill(struct world *w, const char *areas, const char *clauses, const char *as_of)
{
    struct calendar_source source = {
        .id = STR("test"), .weekend = 1u << SATURDAY | 1u << SUNDAY, .first_year = 2020, .last_year = 2030
    };
    struct judge_options options = {
        .has_as_of = true, .as_of = stamp_of(as_of), .by_area = true, .by_period = true
    };
    struct adopted_calendar *calendar = LIST_PUSH(w->ctx.arena, &w->judged.calendars);
    struct document *document;
    struct buffer text = buffer_open(1 << 16);
    buffer_print(&text, CHARTER, areas);
    buffer_add(&text, str_from(clauses));
    calendar->name = STR("test");
    assert_int_equal(calendar_build(&w->ctx, &source, &calendar->calendar), OK);
    str kept = str_copy(w->ctx.arena, buffer_str(&text));
    buffer_close(&text);
    assert_int_equal(document_parse(&w->ctx, STR("t.md"), kept, &w->judged.diagnostics, &document), OK);
    if (w->judged.diagnostics.errors)
        fail_msg("%s: %.*s", clauses, STR_ARGS(w->judged.diagnostics.at[0].text));
    w->judged.requests = &w->requests;
    w->judged.first_polygon = w->requests.shape.areas.n;
    assert_int_equal(judge_take(&w->ctx, &document, 1, &w->judged), OK);
    if (judge_ready(&w->ctx, &options, &w->judged))
        fail_msg("%s: %s", clauses, w->ctx.error.text);
}

static void found(struct case_sink *sink, const struct finding *f)
{
    struct world *w = sink->of;
    struct buffer day = buffer_open(32);
    size_t n = strlen(w->told);
    str area = f->document->areas.n ? f->document->areas.at[f->area] : STR("");
    date_write(&day, f->account->periods.units.at[f->unit].from);
    snprintf(w->told + n, sizeof w->told - n, "%.*s/%d %.*s %.*s %s; ",
             STR_ARGS(f->account->promise->clause->label), f->slot, STR_ARGS(area),
             STR_ARGS(buffer_str(&day)), state_code(f->judgement->state));
    buffer_close(&day);
}

static void left(struct case_sink *sink, enum left_out reason, const struct case_facts *facts, str about)
{
    struct world *w = sink->of;
    (void)facts;
    (void)about;
    w->left = reason == LEFT_OTHER_AREA ? "area" : "other";
}

static void one_row(size_t i)
{
    struct world w = { .ctx = { .arena = arena_open(ARENA_BYTES) }, .left = "" };
    struct case_sink sink = { found, left, &w, INSTANT_FAR };
    struct buffer next = buffer_open(64);
    assert_non_null(w.ctx.arena);
    assert_int_equal(zone_load(&w.ctx, STR("Europe/London"), &w.zone), OK);
    shape_fill(&w);
    documents_fill(&w, ROWS[i].areas, ROWS[i].clauses, ROWS[i].as_of);
    w.events[0] = w.events[1] = moment_of(&w, ROWS[i].report);
    w.events[2] = moment_of(&w, ROWS[i].closed);
    w.events[3] = moment_of(&w, ROWS[i].inspected);
    w.depth = str_from(ROWS[i].depth);
    w.facts = (struct case_facts){ .id = STR("1"),
                                   .area = area_index(&w, ROWS[i].area),
                                   .events = w.events,
                                   .facts = &w.depth,
                                   .bound_document = ROWS[i].bound ? STR("test") : STR(""),
                                   .bound_label = str_from(ROWS[i].bound),
                                   .value = STR("yes") };
    assert_true(case_walk(&w.judged, &w.facts, &sink));
    if (sink.next_change.second != INSTANT_FAR.second)
        instant_write(&next, w.zone, sink.next_change);
    const char *at = str_c(w.ctx.arena, buffer_str(&next));
    if (strcmp(w.told, ROWS[i].told) != 0 || strcmp(w.left, ROWS[i].left) != 0 ||
        strcmp(at, ROWS[i].next) != 0)
        fail_msg("%s: told '%s', left '%s', next '%s'; expected '%s', '%s', '%s'", ROWS[i].note, w.told,
                 w.left, at, ROWS[i].told, ROWS[i].left, ROWS[i].next);
    buffer_close(&next);
    arena_close(w.ctx.arena);
}

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++)
        one_row(i);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_rows) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
