// What follows a miss: when it opens, when each step runs, is done, late or overdue, and when that next changes.
#include "document/parse.h"
#include "rules/redress.h"
#include "rules/step_kind.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { ARENA_MAX = 256 << 20, PERIODS = 6, RANDOM_QUESTIONS = 300 };

static const char CHARTER[] =
    "# Charter: Test\n\n- Id: test\n- Between: the council; the residents\n- Funds: the fund\n"
    "- In force: 1 January 2026 to 31 December 2027\n- Calendar: england-and-wales\n\n"
    "## Redress R1: At once\n- Step 1: the council writes why, within 20 working days\n\n"
    "## Redress R2: Two running\n- When: the target is missed in 2 quarters running\n"
    "- Step 1: the council writes why, within 20 working days\n"
    "- Step 2: the council commits to a plan, within 2 months\n"
    "- Step 3: the council funds £100 to the fund, within 2 months\n\n"
    "## Redress R3: No time said\n- Step 1: the council writes why\n- Step 2: the council answers, within 5 days\n";

struct world {
    struct ctx ctx;
    const struct zone *zone;
    struct timing timing;
    const struct document *document;
};

static struct world world_open(void)
{
    struct world w = { .ctx = { .arena = arena_open(ARENA_MAX) } };
    struct diagnostics diagnostics = { 0 };
    struct document *document;
    struct calendar_source source = {
        .id = STR("c"), .weekend = 1u << SATURDAY | 1u << SUNDAY, .first_year = 2025, .last_year = 2029
    };
    const struct calendar *calendar;
    assert_non_null(w.ctx.arena);
    assert_int_equal(document_parse(&w.ctx, STR("t.md"), str_from(CHARTER), &diagnostics, &document), OK);
    assert_int_equal(diagnostics.errors, 0);
    assert_int_equal(calendar_build(&w.ctx, &source, &calendar), OK);
    assert_int_equal(zone_load(&w.ctx, STR("Europe/London"), &w.zone), OK);
    w.timing = (struct timing){ .calendar = calendar, .zone = w.zone };
    w.document = document;
    return w;
}

static void world_close(struct world *w)
{
    arena_close(w->ctx.arena);
}

static date day(const char *text)
{
    date d;
    assert_true(date_parse(str_from(text), &d));
    return d;
}

static instant noon(const struct world *w, const char *text)
{
    return *text ? zone_instant(w->zone, day(text), 12 * 3600, NULL) : INSTANT_NONE;
}

// Quarters of 2026 and 2027, and what is published of them: v verdict, t on trial, d only by departures; the days on
// which they were confirmed, empty while provisional.
struct row {
    // one letter a quarter: K kept, M missed, N no cases, T missed on trial, D departed, U not known, C on course,
    // R at risk
    const char *redress, *verdicts;
    const char *confirmed[PERIODS];
    const char *done[3]; // of the newest opening, by step
    const char *as_of;
    const char *expected; // for each opening: how many misses, then the letters of its steps
};

static const struct row ROWS[] = {
    // when it opens
    { "R1", "K", { "2026-04-20" }, { 0 }, "2026-12-31", "" },
    { "R1", "M", { "" }, { 0 }, "2026-12-31", "" }, // provisional
    { "R1", "M", { "2026-04-20" }, { 0 }, "2026-04-19", "" },
    { "R1", "M", { "2026-04-20" }, { 0 }, "2026-04-20", "1o " },
    { "R1", "T", { "2026-04-20" }, { 0 }, "2026-12-31", "" },
    { "R1", "D", { "2026-04-20" }, { 0 }, "2026-12-31", "" },
    { "R1", "MM", { "2026-04-20", "2026-07-20" }, { 0 }, "2026-07-21", "1O 2o " },
    { "R2", "M", { "2026-04-20" }, { 0 }, "2026-12-31", "" },
    { "R2", "MM", { "2026-04-20", "2026-07-20" }, { 0 }, "2026-07-21", "2oww " },
    { "R2", "MKM", { "2026-04-20", "2026-07-20", "2026-10-20" }, { 0 }, "2026-12-31", "" },
    { "R2",
      "MNM",
      { "2026-04-20", "2026-07-20", "2026-10-20" },
      { 0 },
      "2026-10-21",
      "2oww " }, // no cases break nothing
    { "R2", "TMM", { "2026-04-20", "2026-07-20", "2026-10-20" }, { 0 }, "2026-10-21", "2oww " },
    { "R2", "TM", { "2026-04-20", "2026-07-20" }, { 0 }, "2026-10-21", "" },
    { "R2", "MTM", { "2026-04-20", "2026-07-20", "2026-10-20" }, { 0 }, "2026-10-21", "2oww " },
    // only what was kept breaks a run
    { "R2", "MUM", { "2026-04-20", "2026-07-20", "2026-10-20" }, { 0 }, "2026-10-21", "2oww " },
    { "R2", "MCM", { "2026-04-20", "2026-07-20", "2026-10-20" }, { 0 }, "2026-10-21", "2oww " },
    { "R2", "MRM", { "2026-04-20", "2026-07-20", "2026-10-20" }, { 0 }, "2026-10-21", "2oww " },
    { "R2", "UM", { "2026-04-20", "2026-07-20" }, { 0 }, "2026-10-21", "" }, // nor does it lengthen it
    { "R2", "MKNM", { "2026-04-20", "2026-07-20", "2026-10-20", "2027-01-20" }, { 0 }, "2027-01-21", "" },
    { "R2", "MDM", { "2026-04-20", "2026-07-20", "2026-10-20" }, { 0 }, "2026-12-31", "" },
    { "R2",
      "MMM",
      { "2026-04-20", "2026-07-20", "2026-10-20" },
      { "2026-07-21", "2026-07-22", "2026-07-23" },
      "2026-10-21",
      "2ddd " }, // the third is not the second of another two
    { "R2",
      "MMMM",
      { "2026-04-20", "2026-07-20", "2026-10-20", "2027-01-20" },
      { 0 },
      "2027-01-21",
      "2OOO 4oww " },
    // steps: 20 working days from Monday 20 July end with Monday 17 August
    { "R2", "MM", { "2026-04-20", "2026-07-20" }, { 0 }, "2026-08-16", "2oww " },
    { "R2", "MM", { "2026-04-20", "2026-07-20" }, { 0 }, "2026-08-18", "2Oow " },
    { "R2", "MM", { "2026-04-20", "2026-07-20" }, { "2026-08-17" }, "2026-08-17", "2dow " },
    { "R2", "MM", { "2026-04-20", "2026-07-20" }, { "2026-08-18" }, "2026-08-18", "2Dow " },
    { "R2", "MM", { "2026-04-20", "2026-07-20" }, { "2026-07-21" }, "2026-07-20", "2oww " }, // not done yet
    { "R2", "MM", { "2026-04-20", "2026-07-20" }, { "2026-07-21", "2026-07-30" }, "2026-08-01", "2ddo " },
    { "R2",
      "MM",
      { "2026-04-20", "2026-07-20" },
      { "2026-07-21", "2026-07-30", "2026-10-01" },
      "2026-12-31",
      "2ddD " },
    // no time said: it waits until it is done
    { "R3", "M", { "2026-04-20" }, { 0 }, "2027-12-31", "1ow " },
    { "R3", "M", { "2026-04-20" }, { "2026-05-01" }, "2026-05-05", "1do " },
    { "R3", "M", { "2026-04-20" }, { "2026-05-01" }, "2026-05-06", "1dO " },
};

static const char STATES[STEP_STATE_COUNT] = { [STEP_WAITING] = 'w',
                                               [STEP_OPEN] = 'o',
                                               [STEP_DONE] = 'd',
                                               [STEP_DONE_LATE] = 'D',
                                               [STEP_OVERDUE] = 'O' };

static enum verdict verdict_of(char letter)
{
    switch (letter) {
    case 'K':
        return VERDICT_KEPT;
    case 'N':
        return VERDICT_NO_CASES;
    case 'U':
        return VERDICT_NOT_KNOWN;
    case 'C':
        return VERDICT_ON_COURSE;
    case 'R':
        return VERDICT_AT_RISK;
    default:
        return VERDICT_MISSED;
    }
}

static size_t published_fill(const struct world *w, const struct row *row, struct published *list)
{
    static const char *const froms[PERIODS] = { "2026-01-01", "2026-04-01", "2026-07-01",
                                                "2026-10-01", "2027-01-01", "2027-04-01" };
    size_t n = strlen(row->verdicts);
    for (size_t i = 0; i < n; i++) {
        char v = row->verdicts[i];
        list[i] = (struct published){ .verdict = verdict_of(v),
                                      .is_trial = v == 'T',
                                      .is_departed = v == 'D',
                                      .confirmed = noon(w, row->confirmed[i]) };
        list[i].period = (struct span){ day(froms[i]), date_add_days(day(froms[i]), 89) };
    }
    return n;
}

static void answers_write(const struct redress_answer_list *answers, char *out, size_t room)
{
    size_t n = 0;
    out[0] = 0;
    for (size_t i = 0; i < answers->n; i++) {
        n += (size_t)snprintf(out + n, room - n, "%d", answers->at[i].missed);
        for (size_t s = 0; s < answers->at[i].n_steps; s++)
            n += (size_t)snprintf(out + n, room - n, "%c", STATES[answers->at[i].steps[s].state]);
        n += (size_t)snprintf(out + n, room - n, " ");
    }
}

static void test_rows(void **state)
{
    struct world w = world_open();
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        const struct row *row = &ROWS[i];
        struct published published[PERIODS];
        struct step_done done[3];
        struct redress_answer_list answers;
        struct redress_question q = { .redress = document_clause(w.document, str_from(row->redress)),
                                      .timing = &w.timing,
                                      .published = published,
                                      .done = done,
                                      .as_of = as_of_day(w.zone, day(row->as_of)) };
        char got[200];
        int run = redress_run(q.redress), newest = 0;
        q.n_published = published_fill(&w, row, published);
        for (size_t k = 0, misses = 0; k < q.n_published; k++)
            if (row->verdicts[k] == 'M' && ++misses % (size_t)run == 0 && !newest)
                newest = (int)k;
        for (int s = 0; s < 3 && row->done[s]; s++)
            done[q.n_done++] = (struct step_done){ .period_from = published[newest].period.from,
                                                   .step = s + 1,
                                                   .done = noon(&w, row->done[s]),
                                                   .words = STR("words"),
                                                   .said_by = STR("a post") };
        assert_int_equal(redress_for_target(&w.ctx, &q, &answers), OK);
        answers_write(&answers, got, sizeof got);
        if (strcmp(got, row->expected) != 0)
            fail_msg("row %zu (%s %s, %s): expected '%s', got '%s'", i, row->redress, row->verdicts,
                     row->as_of, row->expected, got);
    }
    world_close(&w);
}

// Nothing changes before next_change, and what changes there does: hour by hour, against random steps done.
static void test_next_change(void **state)
{
    struct world w = world_open();
    unsigned seed = 7;
    (void)state;
    for (int k = 0; k < RANDOM_QUESTIONS; k++) {
        struct row row = { "R2", "MM", { "2026-04-20", "2026-07-20" }, { 0 }, "", "" };
        struct published published[PERIODS];
        struct step_done done[3];
        instant start = noon(&w, "2026-07-20"), t;
        struct redress_question q = { .redress = document_clause(w.document, STR("R2")),
                                      .timing = &w.timing,
                                      .published = published,
                                      .done = done };
        q.n_published = published_fill(&w, &row, published);
        t = start;
        for (int s = 0; s < 3; s++) {
            seed = seed * 1103515245u + 12345u;
            t.second += (seed >> 16) % 2400 * 3600;
            if ((seed >> 8) % 4)
                done[q.n_done++] = (struct step_done){ .period_from = published[1].period.from,
                                                       .step = s + 1,
                                                       .done = t,
                                                       .words = STR("w"),
                                                       .said_by = STR("p") };
        }
        char before[100] = "", now[100];
        instant promised = INSTANT_FAR;
        for (int hour = 1; hour < 24 * 300; hour += 5) {
            struct redress_answer_list answers;
            instant at = { start.second + hour * 3600 };
            bool is_deed = false;
            q.as_of = as_of_instant(at);
            assert_int_equal(redress_for_target(&w.ctx, &q, &answers), OK);
            answers_write(&answers, now, sizeof now);
            for (size_t i = 0; i < q.n_done; i++)
                is_deed |= done[i].done.second <= at.second && done[i].done.second > at.second - 5 * 3600;
            if (*before && !is_deed && (strcmp(before, now) != 0) != (promised.second <= at.second))
                fail_msg("question %d, hour %d: '%s' became '%s', promised for %lld", k, hour, before, now,
                         (long long)(promised.second - at.second));
            promised = answers.at[0].next_change;
            snprintf(before, sizeof before, "%s", now);
        }
        arena_close(w.ctx.arena);
        w = world_open();
    }
    world_close(&w);
}

// Which questions a step's form puts, by the words of the deed.
static void test_kinds(void **state)
{
    static const struct {
        const char *doing;
        enum step_kind kind;
        bool gives_date;
    } wanted[] = {
        { "gives the reason and a new date", STEP_REASON, true },
        { "says why and gives a date", STEP_REASON, true },
        { "investigates why and publishes the answer", STEP_REASON, false },
        { "Apologises for what went wrong", STEP_APOLOGY, false },
        { "sends its Director to the next residents' meeting", STEP_MEETING, false },
        { "commits to a plan agreed with the association", STEP_PLAN, false },
        { "reviews the contract", STEP_REVIEW, false },
        { "puts it right or says why not", STEP_MENDS, false },
        { "completes the repair", STEP_MENDS, false },
        { "makes good what it cost the person affected", STEP_MENDS, false },
        { "appoints a second contractor", STEP_IN_GENERAL, false },
        { "", STEP_IN_GENERAL, false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        struct step step = { .verb = STEP_DOES, .doing = str_from(wanted[i].doing) };
        assert_int_equal(step_kind_of(&step), wanted[i].kind);
        assert_int_equal(step_gives_date(&step), wanted[i].gives_date);
        step.verb = STEP_FUNDS;
        assert_int_equal(step_kind_of(&step), STEP_PAYMENT);
        assert_false(step_gives_date(&step));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_rows), cmocka_unit_test(test_next_change),
                                        cmocka_unit_test(test_kinds) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
