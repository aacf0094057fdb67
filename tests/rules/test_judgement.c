// The states of a case in docs/commands.md: every line, both edges of each instant, ties, missing facts.
#include "document/parse.h"
#include "rules/judgement.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char HEADER[] =
    "# Charter: Test\n\n- Id: test\n- Between: the council; the residents\n"
    "- In force: 1 January 2026 to 31 December 2026\n- Calendar: england-and-wales\n"
    "- Fact: depth, in mm\n- Fact: road class, one of A / B\n- Fact: access refused\n\n"
    "## Standard S1: Test\n- Provider: the council\n- Service: pothole\n";

// One case against one clause. Times are local to Europe/London; "?" is a closing without a time.
struct row {
    const char *clause;
    const char *report, *completion, *inspection; // NULL: has not happened
    const char *depth, *road_class, *access;      // NULL: missing
    const char *as_of;
    enum case_state state;
    enum why why;
    const char *note;
};

#define CLOCK1 "- Clock: from report to completion, within 1 working day\n"
#define CLOCKH "- Clock: from report to completion, within 4 hours\n"
#define CLOCK0 "- Clock: from report to completion, within 0 days\n"
#define CLOCKC "- Clock: from report to completion, within 5 days, by the clock\n"
#define BANDS                                                                                                \
    "- Clock: from report to completion, within 2 hours, when road class is A and depth more than 100 mm\n"  \
    "- Clock: from report to completion, within 2 days, when depth more than 100 mm\n"

static const struct row ROWS[] = {
    // a working day ends at local midnight at the close of the last day: both edges
    { CLOCK1, "2026-03-02T09:00", "2026-03-03T23:59:59", NULL, NULL, NULL, NULL, "2026-06-30", STATE_ON_TIME,
      WHY_STOPPED_IN_TIME, "last second of the last day" },
    { CLOCK1, "2026-03-02T09:00", "2026-03-04T00:00:00", NULL, NULL, NULL, NULL, "2026-06-30", STATE_LATE,
      WHY_STOPPED_LATE, "first second after it" },
    { CLOCK1, "2026-03-02T09:00", NULL, NULL, NULL, NULL, NULL, "2026-03-03T23:59:59", STATE_NOT_YET_DUE,
      WHY_OPEN_IN_TIME, "open at the last second" },
    { CLOCK1, "2026-03-02T09:00", NULL, NULL, NULL, NULL, NULL, "2026-03-04T00:00:00", STATE_LATE,
      WHY_OPEN_LATE, "open a second later" },
    { CLOCK1, "2026-03-02T09:00", NULL, NULL, NULL, NULL, NULL, "2026-03-02", STATE_NOT_YET_DUE,
      WHY_OPEN_IN_TIME, "asked at the end of the day before" },
    { CLOCK1, "2026-03-02T09:00", NULL, NULL, NULL, NULL, NULL, "2026-03-03", STATE_LATE, WHY_OPEN_LATE,
      "asked at the end of the last day itself" },
    // clock units run to the second and a due instant is inclusive
    { CLOCKH, "2026-03-02T09:00:00", "2026-03-02T13:00:00", NULL, NULL, NULL, NULL, "2026-06-30",
      STATE_ON_TIME, WHY_STOPPED_IN_TIME, "at the very second" },
    { CLOCKH, "2026-03-02T09:00:00", "2026-03-02T13:00:01", NULL, NULL, NULL, NULL, "2026-06-30", STATE_LATE,
      WHY_STOPPED_LATE, "a second later" },
    { CLOCKH, "2026-03-02T09:00:00", NULL, NULL, NULL, NULL, NULL, "2026-03-02T13:00:00", STATE_NOT_YET_DUE,
      WHY_OPEN_IN_TIME, "open at the due instant" },
    { CLOCKH, "2026-03-02T09:00:00", NULL, NULL, NULL, NULL, NULL, "2026-03-02T13:00:01", STATE_LATE,
      WHY_OPEN_LATE, "open a second after it" },
    { CLOCKH, "2026-03-29T00:30:00", "2026-03-29T05:30:00", NULL, NULL, NULL, NULL, "2026-06-30",
      STATE_ON_TIME, WHY_STOPPED_IN_TIME, "four hours over the night of 23 hours" },
    { CLOCKH, "2026-03-29T00:30:00", "2026-03-29T05:30:01", NULL, NULL, NULL, NULL, "2026-06-30", STATE_LATE,
      WHY_STOPPED_LATE, "a second later, that night" },
    { CLOCKC, "2026-03-02T09:00:00", "2026-03-07T09:00:00", NULL, NULL, NULL, NULL, "2026-06-30",
      STATE_ON_TIME, WHY_STOPPED_IN_TIME, "by the clock, at the second" },
    { CLOCKC, "2026-03-02T09:00:00", "2026-03-07T09:00:01", NULL, NULL, NULL, NULL, "2026-06-30", STATE_LATE,
      WHY_STOPPED_LATE, "by the clock, a second later" },
    { CLOCK0, "2026-03-02T09:00:00", "2026-03-02T09:00:00", NULL, NULL, NULL, NULL, "2026-06-30",
      STATE_ON_TIME, WHY_STOPPED_IN_TIME, "closed as it was opened" },
    { CLOCK0, "2026-03-02T09:00:00", "2026-03-03T00:00:00", NULL, NULL, NULL, NULL, "2026-06-30", STATE_LATE,
      WHY_STOPPED_LATE, "same day, missed by a second" },
    { "- Clock: from report to completion, immediately\n", "2026-03-02T09:00:00", "2026-03-02T09:00:01", NULL,
      NULL, NULL, NULL, "2026-06-30", STATE_LATE, WHY_STOPPED_LATE, "immediately means at that second" },
    // facts later than as-of do not exist
    { CLOCK1, "2026-03-02T09:00", "2026-03-03T10:00", NULL, NULL, NULL, NULL, "2026-03-03T09:59:59",
      STATE_NOT_YET_DUE, WHY_OPEN_IN_TIME, "the closing is still to come" },
    { CLOCK1, "2026-03-02T09:00", "2026-03-03T10:00", NULL, NULL, NULL, NULL, "2026-03-03T10:00:00",
      STATE_ON_TIME, WHY_STOPPED_IN_TIME, "the closing is now" },
    { CLOCK1, "2026-03-02T09:00", "2026-03-03T00:00:00", NULL, NULL, NULL, NULL, "2026-03-02",
      STATE_NOT_YET_DUE, WHY_OPEN_IN_TIME, "a day as-of leaves out its midnight" },
    { CLOCK1, "2026-03-02T09:00", NULL, NULL, NULL, NULL, NULL, "2026-03-01", STATE_ABSENT, WHY_NOT_STARTED,
      "not reported yet" },
    // contradictions and gaps
    { CLOCK1, "2026-03-02T09:00", "?", NULL, NULL, NULL, NULL, "2026-06-30", STATE_NOT_KNOWN,
      WHY_STOP_UNKNOWN, "closed, but not when" },
    { CLOCK1, "2026-03-02T09:00", "2026-03-01T09:00", NULL, NULL, NULL, NULL, "2026-06-30", STATE_NOT_KNOWN,
      WHY_STOP_BEFORE_START, "closed before it began" },
    { CLOCK1, "?", "2026-03-01T09:00", NULL, NULL, NULL, NULL, "2026-06-30", STATE_ABSENT, WHY_START_UNKNOWN,
      "the start can't be read" },
    { CLOCK1, "2025-12-31T23:59:59", "2026-03-01T09:00", NULL, NULL, NULL, NULL, "2026-06-30", STATE_ABSENT,
      WHY_NOT_IN_FORCE, "a second before the charter" },
    { CLOCK1, "2026-01-01T00:00:00", "2026-01-02T09:00", NULL, NULL, NULL, NULL, "2026-06-30", STATE_ON_TIME,
      WHY_STOPPED_IN_TIME, "its first second" },
    { CLOCK1, "2026-12-31T23:59:59", NULL, NULL, NULL, NULL, NULL, "2027-06-30", STATE_LATE, WHY_OPEN_LATE,
      "its last second" },
    // a date without a time
    { CLOCKH, "2026-03-02", "2026-03-02", NULL, NULL, NULL, NULL, "2026-06-30", STATE_NOT_KNOWN,
      WHY_EITHER_WAY, "hours between two dates of one day" },
    { CLOCKH, "2026-03-02", "2026-03-03", NULL, NULL, NULL, NULL, "2026-06-30", STATE_NOT_KNOWN,
      WHY_EITHER_WAY, "23:00 to 01:00 would be in time" },
    { CLOCKH, "2026-03-02", "2026-03-04", NULL, NULL, NULL, NULL, "2026-06-30", STATE_LATE, WHY_STOPPED_LATE,
      "late however it was" },
    { CLOCK1, "2026-03-02", "2026-03-03", NULL, NULL, NULL, NULL, "2026-06-30", STATE_ON_TIME,
      WHY_STOPPED_IN_TIME, "days need no time" },
    { CLOCK1, "2026-03-02", "2026-03-04", NULL, NULL, NULL, NULL, "2026-06-30", STATE_LATE, WHY_STOPPED_LATE,
      "days need no time, late" },
    { CLOCKC, "2026-03-02T12:00", "2026-03-07", NULL, NULL, NULL, NULL, "2026-06-30", STATE_NOT_KNOWN,
      WHY_EITHER_WAY, "due at noon, closed that day" },
    { CLOCKC, "2026-03-02T12:00", "2026-03-06", NULL, NULL, NULL, NULL, "2026-06-30", STATE_ON_TIME,
      WHY_STOPPED_IN_TIME, "due at noon, closed the day before" },
    // bands: the first line whose condition holds
    { BANDS, "2026-03-02T09:00", "2026-03-02T10:59", NULL, "120", "A", NULL, "2026-06-30", STATE_ON_TIME,
      WHY_STOPPED_IN_TIME, "first band" },
    { BANDS, "2026-03-02T09:00", "2026-03-02T11:01", NULL, "120 mm", "A", NULL, "2026-06-30", STATE_LATE,
      WHY_STOPPED_LATE, "first band, late" },
    { BANDS, "2026-03-02T09:00", "2026-03-02T11:01", NULL, "120", "B", NULL, "2026-06-30", STATE_ON_TIME,
      WHY_STOPPED_IN_TIME, "second band" },
    { BANDS, "2026-03-02T09:00", "2026-03-02T11:01", NULL, "100", "B", NULL, "2026-06-30", STATE_EXCLUDED,
      WHY_NO_LINE_FITS, "more than 100 is not 100" },
    { BANDS, "2026-03-02T09:00", "2026-03-02T11:01", NULL, NULL, "A", NULL, "2026-06-30", STATE_NOT_KNOWN,
      WHY_FACT_MISSING, "depth missing" },
    { BANDS, "2026-03-02T09:00", "2026-03-02T11:01", NULL, "120", NULL, NULL, "2026-06-30", STATE_NOT_KNOWN,
      WHY_FACT_MISSING, "class missing" },
    { BANDS, "2026-03-02T09:00", "2026-03-02T11:01", NULL, "120", "Z", NULL, "2026-06-30", STATE_NOT_KNOWN,
      WHY_FACT_MISSING, "a class nobody declared" },
    { BANDS, "2026-03-02T09:00", "2026-03-02T11:01", NULL, "deep", "A", NULL, "2026-06-30", STATE_NOT_KNOWN,
      WHY_FACT_MISSING, "a depth that is no number" },
    { BANDS, "2026-03-02T09:00", "2026-03-02T11:01", NULL, "50", NULL, NULL, "2026-06-30", STATE_EXCLUDED,
      WHY_NO_LINE_FITS, "no is no, whatever is missing" },
    // seasons are asked of the start
    { "- Clock: from report to completion, within 1 day, when from 1 November to 31 March\n",
      "2026-03-31T23:00", "2026-04-01T23:00", NULL, NULL, NULL, NULL, "2026-06-30", STATE_ON_TIME,
      WHY_STOPPED_IN_TIME, "last day of the season" },
    { "- Clock: from report to completion, within 1 day, when from 1 November to 31 March\n",
      "2026-04-01T00:00", "2026-04-01T23:00", NULL, NULL, NULL, NULL, "2026-06-30", STATE_EXCLUDED,
      WHY_NO_LINE_FITS, "first day after it" },
    // Only when, Exempt
    { "- Only when: depth at least 40 mm\n" CLOCK1, "2026-03-02T09:00", NULL, NULL, "39.9", NULL, NULL,
      "2026-06-30", STATE_ABSENT, WHY_NOT_THE_CLAUSES, "not the clause's" },
    { "- Only when: depth at least 40 mm\n" CLOCK1, "2026-03-02T09:00", NULL, NULL, "40", NULL, NULL,
      "2026-06-30", STATE_LATE, WHY_OPEN_LATE, "the clause's" },
    { "- Only when: depth at least 40 mm\n" CLOCK1, "2026-03-02T09:00", NULL, NULL, NULL, NULL, NULL,
      "2026-06-30", STATE_NOT_KNOWN, WHY_FACT_MISSING, "nobody measured it" },
    { CLOCK1 "- Exempt: access refused\n", "2026-03-02T09:00", NULL, NULL, NULL, NULL, "yes", "2026-06-30",
      STATE_EXCLUDED, WHY_EXEMPT, "exempt" },
    { CLOCK1 "- Exempt: access refused\n", "2026-03-02T09:00", NULL, NULL, NULL, NULL, "no", "2026-06-30",
      STATE_LATE, WHY_OPEN_LATE, "not exempt" },
    { CLOCK1 "- Exempt: access refused\n", "2026-03-02T09:00", NULL, NULL, NULL, NULL, NULL, "2026-06-30",
      STATE_NOT_KNOWN, WHY_FACT_MISSING, "nobody knows" },
    { CLOCK1 "- Exempt: access refused, said by the council\n", "2026-03-02T09:00", NULL, NULL, NULL, NULL,
      NULL, "2026-06-30", STATE_LATE, WHY_OPEN_LATE, "the council has not said so" },
    // events
    { "- Clock: from inspection to completion, within 1 day\n", "2026-03-02T09:00", "2026-03-06T09:00",
      "2026-03-05T09:00", NULL, NULL, NULL, "2026-06-30", STATE_ON_TIME, WHY_STOPPED_IN_TIME,
      "runs from the inspection" },
    { "- Clock: from inspection to completion, within 1 day\n", "2026-03-02T09:00", NULL, NULL, NULL, NULL,
      NULL, "2026-06-30", STATE_ABSENT, WHY_NOT_STARTED, "not inspected" },
    { "- Clock: from decision to completion, within 1 day\n", "2026-03-02T09:00", NULL, NULL, NULL, NULL,
      NULL, "2026-06-30", STATE_ABSENT, WHY_START_UNKNOWN, "the data has no decisions" },
    { "- Clock: from report to written reply, within 1 day\n", "2026-03-02T09:00", "2026-03-02T10:00", NULL,
      NULL, NULL, NULL, "2026-06-30", STATE_NOT_KNOWN, WHY_EVENT_MISSING, "the data has no replies" },
    { "- Clock: from report to inspection or completion, within 1 day\n", "2026-03-02T09:00",
      "2026-03-09T10:00", "2026-03-03T10:00", NULL, NULL, NULL, "2026-06-30", STATE_ON_TIME,
      WHY_STOPPED_IN_TIME, "the first of two" },
    { "- Clock: from report to completion or written reply, within 1 day\n", "2026-03-02T09:00",
      "2026-03-03T10:00", NULL, NULL, NULL, NULL, "2026-06-30", STATE_ON_TIME, WHY_STOPPED_IN_TIME,
      "in time whenever the reply was" },
    { "- Clock: from report to completion or written reply, within 1 day\n", "2026-03-02T09:00",
      "2026-03-09T10:00", NULL, NULL, NULL, NULL, "2026-06-30", STATE_NOT_KNOWN, WHY_EITHER_WAY,
      "a reply may have come first" },
    { "- Clock: from the later of report and inspection to completion, within 1 day\n", "2026-03-02T09:00",
      "2026-03-06T09:00", "2026-03-05T09:00", NULL, NULL, NULL, "2026-06-30", STATE_ON_TIME,
      WHY_STOPPED_IN_TIME, "the later of two" },
    { "- Clock: from inspection or written reply to completion, within 1 day, when from 1 March to 31 March\n",
      "2026-03-02T09:00", "2026-03-09T10:00", "2026-03-03T10:00", NULL, NULL, NULL, "2026-06-30",
      STATE_ABSENT, WHY_START_UNKNOWN, "a reply may have started it at any time" },
    // notice beforehand
    { "- Clock: from report to inspection, at least 48 hours\n", "2026-03-02T09:00:00", NULL,
      "2026-03-04T09:00:00", NULL, NULL, NULL, "2026-06-30", STATE_ON_TIME, WHY_NOTICE_LONG_ENOUGH,
      "exactly 48 hours" },
    { "- Clock: from report to inspection, at least 48 hours\n", "2026-03-02T09:00:00", NULL,
      "2026-03-04T08:59:59", NULL, NULL, NULL, "2026-06-30", STATE_LATE, WHY_NOTICE_SHORT, "a second short" },
    { "- Clock: from report to inspection, at least 48 hours\n", "2026-03-02T09:00:00", NULL, NULL, NULL,
      NULL, NULL, "2026-06-30", STATE_NOT_YET_DUE, WHY_OPEN_IN_TIME, "not there yet" },
    { "- Clock: from report to inspection, at least 2 working days\n", "2026-03-02T09:00:00", NULL,
      "2026-03-05T00:00:00", NULL, NULL, NULL, "2026-06-30", STATE_ON_TIME, WHY_NOTICE_LONG_ENOUGH,
      "two whole days between" },
    { "- Clock: from report to inspection, at least 2 working days\n", "2026-03-02T09:00:00", NULL,
      "2026-03-04T23:59:59", NULL, NULL, NULL, "2026-06-30", STATE_LATE, WHY_NOTICE_SHORT,
      "the second day is not whole" },
    // start rule: a start on a day off moves to 00:00 of the next working day
    { CLOCKH "- Start: next working day\n", "2026-03-07T09:00", "2026-03-09T04:00:00", NULL, NULL, NULL, NULL,
      "2026-06-30", STATE_ON_TIME, WHY_STOPPED_IN_TIME, "Saturday counts from Monday 00:00" },
    { CLOCKH "- Start: next working day\n", "2026-03-07T09:00", "2026-03-09T04:00:01", NULL, NULL, NULL, NULL,
      "2026-06-30", STATE_LATE, WHY_STOPPED_LATE, "a second later" },
    { CLOCKH "- Start: next working day\n", "2026-03-07T09:00", "2026-03-07T10:00:00", NULL, NULL, NULL, NULL,
      "2026-06-30", STATE_ON_TIME, WHY_STOPPED_IN_TIME, "done before its clock began to run" },
};

#define C28                                                                                                  \
    "\n## Commitment C28: Tell us soon\n- By: the residents\n- Service: pothole\n"                           \
    "- Clock: from report to inspection, within 48 hours\n"

struct bench {
    struct ctx ctx;
    struct shape shape;
    struct timing timing;
};

static struct str_list list_of(struct arena *arena, const char *const *names, size_t n)
{
    struct str_list list = { 0 };
    for (size_t i = 0; i < n; i++)
        *LIST_PUSH(arena, &list) = str_from(names[i]);
    return list;
}

static int bench_open(void **state)
{
    static const char *const events[] = { "report", "receipt", "completion", "inspection" };
    static const char *const facts[] = { "depth", "road class", "access refused" };
    static const char *const pauses[] = { "waiting for a permit" };
    static struct bench bench;
    struct calendar_source source = { .id = STR("test"),
                                      .zone = STR("Europe/London"),
                                      .weekend = 1u << SATURDAY | 1u << SUNDAY,
                                      .first_year = 2020,
                                      .last_year = 2030 };
    bench.ctx = (struct ctx){ .arena = arena_open(64 << 20) };
    bench.shape = (struct shape){ .events = list_of(bench.ctx.arena, events, 4),
                                  .facts = list_of(bench.ctx.arena, facts, 3) };
    bench.shape.pauses = list_of(bench.ctx.arena, pauses, 1);
    assert_int_equal(calendar_build(&bench.ctx, &source, &bench.timing.calendar), OK);
    assert_int_equal(zone_load(&bench.ctx, STR("Europe/London"), &bench.timing.zone), OK);
    *state = &bench;
    return 0;
}

static int bench_close(void **state)
{
    arena_close(((struct bench *)*state)->ctx.arena);
    return 0;
}

static struct moment moment_of(const struct bench *bench, const char *text)
{
    struct stamp stamp;
    if (!text)
        return (struct moment){ .kind = MOMENT_NEVER };
    if (strcmp(text, "?") == 0)
        return (struct moment){ .kind = MOMENT_UNKNOWN };
    assert_true(stamp_parse(str_from(text), &stamp));
    instant first = stamp_instant(bench->timing.zone, stamp, NULL);
    if (stamp.has_time)
        return (struct moment){ MOMENT_KNOWN, first, first };
    instant midnight = zone_midnight(bench->timing.zone, date_add_days(stamp.day, 1));
    return (struct moment){ MOMENT_KNOWN, first, { midnight.second - 1 } };
}

static struct promise_list promises_of(struct bench *bench, const char *body)
{
    struct diagnostics diagnostics = { 0 };
    struct document *document;
    struct promise_list list = { 0 };
    str text = str_format(bench->ctx.arena, "%s%s", HEADER, body);
    assert_int_equal(document_parse(&bench->ctx, STR("test.md"), text, &diagnostics, &document), OK);
    if (diagnostics.errors)
        fail_msg("%s: %.*s", body, STR_ARGS(diagnostics.at[0].text));
    for (size_t i = 0; i < document->clauses.n; i++)
        if (clause_has_clock(&document->clauses.at[i])) {
            struct promise *p = LIST_PUSH(bench->ctx.arena, &list);
            assert_int_equal(promise_build(&bench->ctx, document, &document->clauses.at[i], &bench->shape, p),
                             OK);
            p->timing = bench->timing;
            p->timing.starts_next_working_day = field_find(&p->clause->fields, KEY_START) != NULL;
        }
    for (size_t i = 0; i < list.n; i++) {
        static struct promise_list kept;
        kept = list;
        list.at[i].siblings = &kept;
    }
    return list;
}

static struct as_of as_of_text(const struct bench *bench, const char *text)
{
    struct stamp stamp;
    assert_true(stamp_parse(str_from(text), &stamp));
    return stamp.has_time ? as_of_instant(stamp_instant(bench->timing.zone, stamp, NULL))
                          : as_of_day(bench->timing.zone, stamp.day);
}

static struct judgement judge_row(struct bench *bench, const struct row *row, enum case_status status)
{
    struct promise_list promises = promises_of(bench, row->clause);
    struct moment report = moment_of(bench, row->report);
    struct moment events[] = { report, report, moment_of(bench, row->completion),
                               moment_of(bench, row->inspection) };
    str facts[] = { str_from(row->depth), str_from(row->road_class), str_from(row->access) };
    struct case_facts c = { .id = STR("1"), .area = -1, .status = status, .events = events, .facts = facts };
    return case_judge(&promises.at[0], 0, &c, as_of_text(bench, row->as_of));
}

static void test_states(void **state)
{
    struct bench *bench = *state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        struct judgement j = judge_row(bench, &ROWS[i], CASE_CLOSED);
        if (j.state != ROWS[i].state || j.why != ROWS[i].why)
            fail_msg("%s: %s because %s, expected %s because %s", ROWS[i].note, state_code(j.state),
                     why_words(j.why), state_code(ROWS[i].state), why_words(ROWS[i].why));
    }
}

static void test_excluded_by_status(void **state)
{
    struct row row = { CLOCK1,       "2026-03-02T09:00", "2026-03-03T10:00",  NULL, NULL, NULL, NULL,
                       "2026-06-30", STATE_EXCLUDED,     WHY_STATUS_EXCLUDED, "" };
    struct judgement j = judge_row(*state, &row, CASE_EXCLUDED);
    assert_int_equal(j.state, STATE_EXCLUDED);
    assert_int_equal(j.why, WHY_STATUS_EXCLUDED);
    assert_int_equal(judge_row(*state, &row, CASE_NO_FIX).state, STATE_ON_TIME);
    assert_int_equal(judge_row(*state, &row, CASE_DUPLICATE).state, STATE_ON_TIME);
}

// The first instant at which the answer differs: asked there it is another, asked a second before it is not.
static void test_next_change(void **state)
{
    struct bench *bench = *state;
    struct row row = { CLOCK1,
                       "2026-03-02T09:00",
                       NULL,
                       NULL,
                       NULL,
                       NULL,
                       NULL,
                       "2026-03-02T10:00",
                       STATE_NOT_YET_DUE,
                       WHY_OPEN_IN_TIME,
                       "" };
    struct judgement j = judge_row(bench, &row, CASE_OPEN);
    struct buffer text = buffer_open(64);
    instant_write(&text, bench->timing.zone, j.next_change);
    assert_string_equal(str_c(bench->ctx.arena, buffer_str(&text)), "2026-03-04T00:00:00+00:00");
    buffer_close(&text);
    row.as_of = "2026-03-03T23:59:59";
    assert_int_equal(judge_row(bench, &row, CASE_OPEN).state, STATE_NOT_YET_DUE);
    row.as_of = "2026-03-04T00:00:00";
    assert_int_equal(judge_row(bench, &row, CASE_OPEN).state, STATE_LATE);
}

// "when C28 is late": the answer differs as soon as C28's does, whatever the clause's own clock says.
static void test_next_change_of_another_clause(void **state)
{
    static const char *const bodies[] = {
        "- Clock: from report to completion, within 1 day, when C28 is late\n"
        "- Clock: from report to completion, within 9 days\n" C28,
        "- Clock: from report to completion, within 9 days\n- Exempt: C28 is late\n" C28,
        "- Clock: from report to completion, within 9 days\n- Only when: not C28 is late\n" C28,
    };
    struct bench *bench = *state;
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        struct row row = { .clause = bodies[i],
                           .report = "2026-03-02T09:00:00",
                           .as_of = "2026-03-02T10:00" };
        instant changes = moment_of(bench, "2026-03-04T09:00:01").first;
        assert_int_equal(judge_row(bench, &row, CASE_OPEN).next_change.second, changes.second);
        assert_int_equal(judge_row(bench, &row, CASE_OPEN).state, STATE_NOT_YET_DUE);
        row.as_of = "2026-03-04T09:00:00";
        assert_int_equal(judge_row(bench, &row, CASE_OPEN).state, STATE_NOT_YET_DUE);
        row.as_of = "2026-03-04T09:00:01";
        assert_int_not_equal(judge_row(bench, &row, CASE_OPEN).state, STATE_NOT_YET_DUE);
    }
}

static struct judgement judge_paused(struct bench *bench, const char *clause, const char *const *pauses,
                                     const char *completion, const char *as_of)
{
    struct promise_list promises = promises_of(bench, clause);
    struct moment report = moment_of(bench, "2026-03-02T09:00:00");
    struct moment events[] = { report, report, moment_of(bench, completion), { 0 } };
    str facts[3] = { { 0 } };
    struct case_pause all[4];
    struct case_facts c = { .id = STR("1"), .area = -1, .events = events, .facts = facts, .pauses = all };
    for (; pauses[c.n_pauses * 2]; c.n_pauses++) {
        const char *from = pauses[c.n_pauses * 2], *until = pauses[c.n_pauses * 2 + 1];
        all[c.n_pauses] = (struct case_pause){
            0, { moment_of(bench, from).first, *until ? moment_of(bench, until).first : INSTANT_FAR }
        };
    }
    return case_judge(&promises.at[0], 0, &c, as_of_text(bench, as_of));
}

static void test_pauses(void **state)
{
    static const char clause[] = CLOCKH "- Pause: waiting for a permit, said by the council\n";
    static const char capped[] = CLOCKH
        "- Pause: waiting for a permit, said by the council, at most 1 hour\n";
    static const struct {
        const char *clause;
        const char *pauses[7];
        const char *completion;
        enum case_state expected;
        const char *note;
    } rows[] = {
        { clause,
          { "2026-03-02T10:00:00", "2026-03-02T11:00:00" },
          "2026-03-02T14:00:00",
          STATE_ON_TIME,
          "one hour stands still" },
        { clause,
          { "2026-03-02T10:00:00", "2026-03-02T11:00:00" },
          "2026-03-02T14:00:01",
          STATE_LATE,
          "and not a second more" },
        { clause,
          { "2026-03-02T10:00:00", "2026-03-02T11:00:00", "2026-03-02T10:30:00", "2026-03-02T11:30:00" },
          "2026-03-02T14:30:00",
          STATE_ON_TIME,
          "overlapping pauses count once" },
        { clause,
          { "2026-03-02T10:00:00", "2026-03-02T11:00:00", "2026-03-02T10:30:00", "2026-03-02T11:30:00" },
          "2026-03-02T14:30:01",
          STATE_LATE,
          "and not twice" },
        { clause,
          { "2026-03-02T11:30:00", "2026-03-02T12:00:00", "2026-03-02T09:30:00", "2026-03-02T10:00:00" },
          "2026-03-02T14:00:00",
          STATE_ON_TIME,
          "in any order" },
        { clause, { "2026-03-02T12:00:00", "" }, NULL, STATE_NOT_YET_DUE, "a pause that still runs" },
        { clause, { "2026-03-02T13:00:01", "" }, NULL, STATE_LATE, "a pause that came too late" },
        { capped,
          { "2026-03-02T10:00:00", "2026-03-02T13:00:00" },
          "2026-03-02T14:00:00",
          STATE_ON_TIME,
          "no longer than it may be" },
        { capped,
          { "2026-03-02T10:00:00", "2026-03-02T13:00:00" },
          "2026-03-02T14:00:02",
          STATE_LATE,
          "the rest of it counts" },
        { CLOCKH,
          { "2026-03-02T10:00:00", "2026-03-02T11:00:00" },
          "2026-03-02T13:30:00",
          STATE_LATE,
          "a clause without Pause does not pause" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct judgement j = judge_paused(*state, rows[i].clause, rows[i].pauses, rows[i].completion,
                                          "2026-06-30");
        if (j.state != rows[i].expected)
            fail_msg("%s: %s because %s", rows[i].note, state_code(j.state), why_words(j.why));
    }
}

static void test_depends_on_another_clause(void **state)
{
    static const char body[] =
        "- Clock: from report to completion, within 3 days, when C28 is kept\n\n"
        "## Commitment C28: Tell us soon\n- By: the residents\n- Service: pothole\n- Clock: from report to "
        "inspection, within 48 hours\n";
    struct row row = { body,
                       "2026-03-02T09:00",
                       "2026-03-04T10:00",
                       "2026-03-03T09:00",
                       NULL,
                       NULL,
                       NULL,
                       "2026-06-30",
                       STATE_ON_TIME,
                       0,
                       "" };
    assert_int_equal(judge_row(*state, &row, CASE_CLOSED).state, STATE_ON_TIME);
    row.inspection = "2026-03-08T09:00";
    assert_int_equal(judge_row(*state, &row, CASE_CLOSED).state, STATE_EXCLUDED);
    row.inspection = "?";
    assert_int_equal(judge_row(*state, &row, CASE_CLOSED).state, STATE_NOT_KNOWN);
}

static void test_loops_end_not_known(void **state)
{
    static const char body[] =
        "- Clock: from report to completion, within 3 days, when S2 is kept\n\n## Standard S2: Loop\n- "
        "Provider: the council\n- Service: pothole\n"
        "- Clock: from report to completion, within 3 days, when S1 is kept\n";
    struct row row = { body, "2026-03-02T09:00", "2026-03-04T10:00", NULL, NULL, NULL,
                       NULL, "2026-06-30",       STATE_NOT_KNOWN,    0,    "" };
    assert_int_equal(judge_row(*state, &row, CASE_CLOSED).state, STATE_NOT_KNOWN);
}

static void test_all_of_several_clocks(void **state)
{
    static const struct {
        enum case_state each[3];
        size_t decides;
    } rows[] = {
        { { STATE_ON_TIME, STATE_LATE, STATE_NOT_KNOWN }, 1 },
        { { STATE_ON_TIME, STATE_NOT_YET_DUE, STATE_NOT_KNOWN }, 2 },
        { { STATE_ON_TIME, STATE_NOT_YET_DUE, STATE_ON_TIME }, 1 },
        { { STATE_EXCLUDED, STATE_ON_TIME, STATE_ABSENT }, 1 },
        { { STATE_ABSENT, STATE_EXCLUDED, STATE_ABSENT }, 1 },
        { { STATE_ABSENT, STATE_ABSENT, STATE_ABSENT }, 0 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct judgement each[3] = { { .state = rows[i].each[0], .n_pauses = 0 },
                                     { .state = rows[i].each[1], .n_pauses = 1 },
                                     { .state = rows[i].each[2], .n_pauses = 2 } };
        assert_int_equal(judgement_for_all(each, 3).n_pauses, rows[i].decides);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_states),
        cmocka_unit_test(test_excluded_by_status),
        cmocka_unit_test(test_next_change),
        cmocka_unit_test(test_next_change_of_another_clause),
        cmocka_unit_test(test_pauses),
        cmocka_unit_test(test_depends_on_another_clause),
        cmocka_unit_test(test_loops_end_not_known),
        cmocka_unit_test(test_all_of_several_clocks),
    };
    return cmocka_run_group_tests(tests, bench_open, bench_close);
}
