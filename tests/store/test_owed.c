// What is published and owed, under a clock that the test moves: each test is a way in which a figure, a departure, a
// correction or a late holiday could open redress wrongly, doubly or never.
#include "store/world.h"

#include "app/owed_shared.h"

#define HEAD(id, from)                                                                                       \
    "# Charter: " id "\n\n- Id: " id "\n- Area: North; South\n- Between: the council; the residents\n"       \
    "- In force: " from " to 31 December 2027\n- Calendar: england-and-wales\n\n"
#define REDRESS                                                                                              \
    "## Redress R1: One late case\n"                                                                         \
    "- Step 1: the provider gives the reason and a new date, within 3 working days\n"                        \
    "- Step 2: the provider puts it right, within 5 working days\n\n"                                        \
    "## Redress R2: A miss\n- When: the target is missed\n"                                                  \
    "- Step 1: the council writes why, within 20 working days\n"                                             \
    "- Step 2: the council makes a plan, within 1 month\n"

// clang-format off
static const char LITTER[] = HEAD("litter", "1 January 2026")
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 2 working days\n- Target: at least 90% each quarter\n"
    "- If late: R1\n- If target missed: R2\n\n" REDRESS;

static const char SLOW[] = HEAD("slow", "1 January 2026")
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 40 working days\n- Target: at least 90% each quarter\n"
    "- If target missed: R2\n\n" REDRESS;

static const char BOTH[] = HEAD("both", "1 January 2026")
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 2 working days\n- Target: at least 90% each quarter\n"
    "- Count: at least 1 completion each quarter\n- If target missed: R2\n\n" REDRESS;

static const char BANDS[] = HEAD("bands", "1 January 2026")
    "- Fact: large\n\n"
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 20 working days, when large\n"
    "- Clock: from report to completion, within 2 working days\n"
    "- Target: at least 90% each quarter\n- If late: R1\n\n" REDRESS;

static const char TRIAL[] = HEAD("trial", "1 January 2026")
    "- Trial: 1 January 2026 to 31 March 2026\n\n"
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 2 working days\n- Target: at least 90% each quarter\n"
    "- If late: R1\n- If target missed: R2\n\n" REDRESS;

static const char COUNTED[] = HEAD("counted", "1 January 2026")
    "## Commitment C1: Inspections\n- By: the residents\n- Service: litter\n"
    "- Count: at least 3 inspections each quarter\n\n"
    "## Standard S2: Drugs\n- Provider: the council\n- Service: drugs\n"
    "- Clock: from report to completion, within 2 working days\n- Target: at least 90% each quarter\n"
    "- Public: counted only\n\n";
static const char GIVEN[] = HEAD("given", "1 January 2026")
    "## Commitment C1: We report it\n- By: the residents\n- Service: litter\n"
    "- Count: at least 2 reports each quarter\n- If target missed: R1\n\n"
    "## Redress R1: Too few reports\n- When: the target is missed in 2 quarters running\n"
    "- Step 1: the council talks about it with them at the next meeting, within 20 working days\n";
static const char MONEY[] = HEAD("money", "1 January 2026")
    "- Funds: the fund\n- Fact: fare, in £\n- Fact: incident\n- Fact: person\n\n"
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 2 working days\n- Target: at least 90% each quarter\n"
    "- If late: R1\n- If target missed: R2\n\n"
    "## Redress R1: One late case\n"
    "- Step 1: the provider gives the reason and a new date, automatically within 3 working days\n"
    "- Step 2: the council pays £25, to the person who reported, within 5 working days\n- If late: R3\n\n"
    "## Redress R2: A miss\n- When: the target is missed\n"
    "- Step 1: the council funds £1,500 to the fund, at most £2,000 each financial year, within 1 month\n\n"
    "## Redress R3: Paid late\n- Step 1: the council pays £10 and £1 for each further day, "
    "at most £12, to the residents\n";
// clang-format on

static const char *const GIVENS[] = { GIVEN, NULL };
static const char *const MONEYS[] = { MONEY, NULL };
static const char *const LITTERS[] = { LITTER, NULL }, *const SLOWS[] = { SLOW, NULL },
                         *const BOTHS[] = { BOTH, NULL }, *const BANDED[] = { BANDS, NULL },
                         *const TRIALS[] = { TRIAL, NULL }, *const COUNTS[] = { COUNTED, NULL },
                         *const TWO[] = { LITTER, SLOW, BOTH, BANDS, TRIAL, NULL };

// A fact about no case, or about the last one reported: what the test has put into `more`.
static struct fact_insert_in more;
static bool is_of_case;

static result tell(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    result e = is_of_case ? fact_of(ctx, db, more, w->case_id) : fact_add(ctx, db, &more);
    if (!e && is_of_case)
        e = update(ctx, db, w);
    return e || is_of_case ? e : derived_rebuild(ctx, db, w->now);
}

static struct fact_insert_in *say(struct world *w, const char *now, enum fact_kind kind)
{
    w->now = at(now);
    is_of_case = false;
    more = fact_new(kind, w->now, w->now);
    return &more;
}

static void report_one(struct world *w, const char *reference, const char *opened, const char *closed)
{
    w->wanted = reference;
    then(w, opened, report);
    if (closed)
        then(w, closed, finish);
}

// "S1 R2 2026-01-01 step 1: open 2026-05-22|": every step of every target and of the last case.
static result read_owed(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    size_t n = 0;
    result e = OK;
    w->got[0] = 0;
    for (int pass = 0; pass < (w->case_id ? 2 : 1) && !e; pass++) {
        struct obligation_row_list rows;
        e = query_obligation_of_case(
            ctx, db, &(struct obligation_of_case_in){ COMMUNITY_FIRST, pass ? w->case_id : 0 }, &rows);
        for (size_t i = 0; i < rows.n && !e; i++) {
            const struct obligation_row *o = &rows.at[i];
            struct buffer opened = buffer_open(64);
            date_write(&opened, (date){ (int32_t)(o->opened.second / DAY_SECONDS) });
            n += (size_t)snprintf(w->got + n, sizeof w->got - n, "%s%.*s %.*s step %d %s, opened %.*s|",
                                  pass ? "case " : "", STR_ARGS(o->promise), STR_ARGS(o->redress),
                                  (int)o->step, step_state_words((enum step_state)o->state),
                                  STR_ARGS(buffer_str(&opened)));
            buffer_close(&opened);
        }
    }
    return e;
}

static void owes(struct world *w, const char *now, const char *wanted)
{
    expect(w, now, read_owed, wanted);
}

// A missed target: opened when it is confirmed, its steps come due one after the other, are answered, late or in time.
static void test_steps(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, LITTERS, "2026-01-05T09:00:00");
    report_one(&w, "A-1", "2026-03-02T10:00:00", "2026-03-09T10:00:00");
    w.case_id = 0; // of targets only
    owes(&w, "2026-04-01T08:00:00", "");
    owes(&w, "2026-04-30T08:00:00",
         "S1 R2 step 1 open, opened 2026-04-30|S1 R2 step 2 waiting, opened 2026-04-30|");
    owes(&w, "2026-06-02T08:00:00",
         "S1 R2 step 1 overdue, opened 2026-04-30|S1 R2 step 2 open, opened 2026-04-30|");
    struct fact_insert_in *f = say(&w, "2026-06-03T10:00:00", FACT_STEP_DONE);
    f->document = STR("litter");
    f->clause = STR("S1");
    f->name = STR("R2");
    f->value = STR("1");
    f->period_from = date_from_civil((struct civil){ 2026, 1, 5 }); // from which it binds
    f->words = STR("The lorry was broken.");
    in_store(&w, tell);
    f = say(&w, "2026-06-04T10:00:00", FACT_STEP_DONE);
    f->document = STR("litter");
    f->clause = STR("S1");
    f->name = STR("R2");
    f->value = STR("2");
    f->period_from = date_from_civil((struct civil){ 2026, 1, 5 }); // from which it binds
    in_store(&w, tell);
    owes(&w, "2026-06-04T11:00:00",
         "S1 R2 step 1 done late, opened 2026-04-30|S1 R2 step 2 done, opened 2026-04-30|");
    world_close(&w);
}

static result read_record(struct ctx *ctx, struct db *db, void *with)
{
    static const enum fact_kind kinds[] = { FACT_REDRESS, FACT_STEP_DUE, FACT_STEP_LATE };
    struct world *w = with;
    struct fact_row_list facts;
    size_t n = 0;
    result e = OK;
    w->got[0] = 0;
    for (size_t k = 0; k < 3 && !e; k++) {
        e = query_fact_of_kind(ctx, db, &(struct fact_of_kind_in){ COMMUNITY_FIRST, kinds[k] }, &facts);
        for (size_t i = 0; i < facts.n && !e; i++)
            n += (size_t)snprintf(w->got + n, sizeof w->got - n, "%s %.*s %.*s|",
                                  fact_kind_name((enum fact_kind)facts.at[i].kind),
                                  STR_ARGS(facts.at[i].clause), STR_ARGS(facts.at[i].value));
    }
    return e;
}

// The clock puts on record that redress opened, that a step began and that its time is up: each once.
static void test_record(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, LITTERS, "2026-01-05T09:00:00");
    report_one(&w, "A-1", "2026-03-02T10:00:00", "2026-03-09T10:00:00");
    expect(&w, "2026-04-01T08:00:00", read_record, "");
    expect(&w, "2026-04-30T08:00:00", read_record, "redress opened S1 |step begun S1 1|");
    expect(&w, "2026-04-30T09:00:00", read_record, "redress opened S1 |step begun S1 1|");
    expect(&w, "2026-06-02T08:00:00", read_record,
           "redress opened S1 |step begun S1 1|step begun S1 2|step overdue S1 1|");
    expect(&w, "2026-06-02T09:00:00", read_record,
           "redress opened S1 |step begun S1 1|step begun S1 2|step overdue S1 1|");
    world_close(&w);
}

// Nothing is confirmed while an open case can still change it; then it is, and redress opens.
static void test_confirmed_when_final(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, SLOWS, "2026-01-05T09:00:00");
    report_one(&w, "A-1", "2026-01-06T10:00:00", "2026-01-08T10:00:00");
    report_one(&w, "A-2", "2026-03-27T10:00:00", NULL); // due at the end of 27 May
    w.case_id = 0;
    expect(&w, "2026-04-01T08:00:00", read_published,
           "provisional on_course 1 of 1. Counted when the period was over.|");
    expect(&w, "2026-05-05T08:00:00", read_published,
           "provisional on_course 1 of 1. Counted when the period was over.|");
    expect(&w, "2026-05-29T08:00:00", read_published,
           "provisional on_course 1 of 1. Counted when the period was over.|"
           "confirmed missed 1 of 2. Nobody corrected it in 15 working days.|");
    owes(&w, "2026-05-29T09:00:00",
         "S1 R2 step 1 open, opened 2026-05-29|S1 R2 step 2 waiting, opened 2026-05-29|");
    world_close(&w);
}

// Nobody ran the server for months: people still get their 15 working days.
static void test_after_an_outage(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, LITTERS, "2026-01-05T09:00:00");
    report_one(&w, "A-1", "2026-03-02T10:00:00", "2026-03-09T10:00:00");
    expect(&w, "2026-06-01T08:00:00", read_published,
           "provisional missed 0 of 1. Counted when the period was over.|");
    expect(&w, "2026-06-23T08:00:00", read_published,
           "provisional missed 0 of 1. Counted when the period was over.|"
           "confirmed missed 0 of 1. Nobody corrected it in 15 working days.|");
    world_close(&w);
}

// A clause with a clock and a count has two figures, each published once, and redress listens to the target's.
static void test_clock_and_count(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, BOTHS, "2026-01-05T09:00:00");
    report_one(&w, "A-1", "2026-03-02T10:00:00", "2026-03-09T10:00:00"); // late, but it is a completion
    w.case_id = 0;
    expect(&w, "2026-04-01T08:00:00", read_published,
           "provisional missed 0 of 1. Counted when the period was over.|"
           "provisional kept of the count 1 completion. Counted when the period was over.|");
    then(&w, "2026-04-30T08:00:00", advance);
    owes(&w, "2026-04-30T09:00:00",
         "S1 R2 step 1 open, opened 2026-04-30|S1 R2 step 2 waiting, opened 2026-04-30|");
    world_close(&w);
}

// A figure confirmed as kept and corrected to missed opens redress on the day of the correction.
static void test_corrected(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, LITTERS, "2026-01-05T09:00:00");
    report_one(&w, "A-1", "2026-03-02T10:00:00", "2026-03-03T10:00:00");
    then(&w, "2026-04-01T08:00:00", advance);
    then(&w, "2026-04-30T08:00:00", advance);
    w.case_id = 0;
    struct fact_insert_in *f = say(&w, "2026-06-20T10:00:00", FACT_PUBLISHED);
    f->document = STR("litter");
    f->clause = STR("S1");
    f->name = STR("corrected");
    f->value = STR("missed");
    f->period_from = date_from_civil((struct civil){ 2026, 1, 5 });
    f->period_to = date_from_civil((struct civil){ 2026, 3, 31 });
    in_store(&w, tell);
    owes(&w, "2026-06-20T11:00:00",
         "S1 R2 step 1 open, opened 2026-06-20|S1 R2 step 2 waiting, opened 2026-06-20|");
    world_close(&w);
}

// A departure relieves every period it touches, and one without an end goes on.
static void test_departure(void **state)
{
    struct world w;
    (void)state;
    for (int is_open = 0; is_open < 2; is_open++) {
        world_open(&w, LITTERS, "2026-01-05T09:00:00");
        report_one(&w, "A-1", "2026-03-30T10:00:00", "2026-04-20T10:00:00");
        report_one(&w, "A-2", "2026-04-02T10:00:00", "2026-04-20T10:00:00");
        w.case_id = 0;
        struct fact_insert_in *f = say(&w, "2026-03-25T08:00:00", FACT_DEPARTURE);
        f->document = STR("litter");
        f->clause = STR("S1");
        f->until = is_open ? INSTANT_NONE : at("2026-04-10T08:00:00");
        w.now = at("2026-04-21T10:00:00");
        in_store(&w, tell);
        then(&w, "2026-04-22T08:00:00", advance);
        then(&w, "2026-07-02T08:00:00", advance);
        owes(&w, "2026-08-10T08:00:00", "");
        world_close(&w);
    }
}

// A quarter on trial opens nothing, neither for the target nor for a case.
static void test_trial(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, TRIALS, "2026-01-05T09:00:00");
    report_one(&w, "A-1", "2026-03-02T10:00:00", "2026-03-09T10:00:00");
    owes(&w, "2026-04-01T08:00:00", "");
    owes(&w, "2026-05-10T08:00:00", "");
    report_one(&w, "A-2", "2026-05-11T10:00:00", NULL);
    owes(&w, "2026-05-14T00:30:00",
         "case S1 R1 step 1 open, opened 2026-05-13|case S1 R1 step 2 waiting, opened 2026-05-13|");
    world_close(&w);
}

// Steps of a late case, answered and not.
static void test_case_steps(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, LITTERS, "2026-01-05T09:00:00");
    report_one(&w, "A-1", "2026-02-02T10:00:00", NULL); // due at the end of Wednesday 4 February
    owes(&w, "2026-02-04T23:00:00", "");
    owes(&w, "2026-02-05T00:30:00",
         "case S1 R1 step 1 open, opened 2026-02-05|case S1 R1 step 2 waiting, opened 2026-02-05|");
    owes(&w, "2026-02-11T00:30:00",
         "case S1 R1 step 1 overdue, opened 2026-02-05|case S1 R1 step 2 open, opened 2026-02-05|");
    say(&w, "2026-02-12T10:00:00", FACT_STEP_DONE);
    is_of_case = true;
    more.name = STR("R1");
    more.value = STR("2");
    in_store(&w, tell);
    owes(&w, "2026-02-12T11:00:00",
         "case S1 R1 step 1 overdue, opened 2026-02-05|case S1 R1 step 2 done, opened 2026-02-05|");
    world_close(&w);
}

// The new date is the limit that applied, from when it is told.
static void test_new_date(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, BANDED, "2026-01-05T09:00:00");
    report_one(&w, "A-1", "2026-02-02T10:00:00", NULL);
    say(&w, "2026-02-02T10:05:00", FACT_KNOWN);
    is_of_case = true;
    more.name = STR("large");
    more.value = STR("no");
    in_store(&w, tell);
    then(&w, "2026-02-05T00:30:00", advance);
    say(&w, "2026-03-20T09:30:00", FACT_CAUSE); // told long after
    is_of_case = true;
    more.name = STR("Crew short");
    more.words = STR("One of the crew was ill.");
    in_store(&w, tell);
    expect(&w, "2026-03-20T10:00:00", read_reasons,
           "Crew short  One of the crew was ill. New date: 24 March 2026|");
    world_close(&w);
}

// The server's clock has little memory and may have many charters.
static void test_many_charters(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, TWO, "2026-01-05T09:00:00");
    report_one(&w, "A-1", "2026-03-02T10:00:00", "2026-03-09T10:00:00");
    then(&w, "2026-04-01T08:00:00", advance);
    world_close(&w);
}

static result stand_still(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    result e = setting_write(ctx, db, SETTING_AS_OF, STR("2026-03-10"));
    return e ? e : derived_rebuild(ctx, db, w->now);
}

// What happens at the very midnight at which a community's clock stands does not hold it for ever.
static void test_at_midnight(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, LITTERS, "2026-01-05T09:00:00");
    for (int i = 0; i < 600; i++) {
        char reference[16];
        snprintf(reference, sizeof reference, "A-%d", i);
        w.wanted = reference;
        then(&w, "2026-03-09T10:00:00", report);
    }
    then(&w, "2026-03-11T00:00:00", finish);
    in_store(&w, stand_still);
    then(&w, "2026-03-12T09:00:00", advance);
    world_close(&w);
}

static result read_count(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct cursor cursor;
    struct count_row c;
    size_t n = 0;
    result e = query_count_all(ctx, db, &(struct count_all_in){ COMMUNITY_FIRST }, &cursor);
    w->got[0] = 0;
    while (!e && query_count_all_next(ctx, &cursor, &c))
        n += (size_t)snprintf(w->got + n, sizeof w->got - n, "%.*s %d|", STR_ARGS(c.clause), (int)c.on_time);
    return e ? e : cursor.failed;
}

static result report_drugs(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct fact_insert_in fact = fact_new(FACT_OPENED, at("2025-06-01T10:00:00"),
                                          w->now); // not in force then
    fact.name = STR("drugs");
    fact.value = str_from(w->wanted);
    result e = fact_open(ctx, db, fact, &w->case_id);
    return e ? e : update(ctx, db, w);
}

static result read_visibility(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct case_row row;
    bool is_found;
    result e = query_case_by_id(ctx, db, &(struct case_by_id_in){ COMMUNITY_FIRST, w->case_id }, &row,
                                &is_found);
    snprintf(w->got, sizeof w->got, "%d", is_found ? (int)row.visibility : -1);
    return e;
}

// A count counts completions until the record knows the event it names; then old cases are counted again.
static void test_count_finds_its_event(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, COUNTS, "2026-01-05T09:00:00");
    report_one(&w, "A-1", "2026-02-02T10:00:00", "2026-02-03T10:00:00");
    expect(&w, "2026-02-04T10:00:00", read_count, "C1 1|");
    say(&w, "2026-02-05T10:00:00", FACT_EVENT);
    is_of_case = true;
    more.name = STR("inspection");
    in_store(&w, tell);
    expect(&w, "2026-02-05T11:00:00", read_count, "C1 1|");
    report_one(&w, "A-2", "2026-02-06T10:00:00", "2026-02-07T10:00:00"); // completed, not inspected
    expect(&w, "2026-02-08T10:00:00", read_count, "C1 1|");
    world_close(&w);
}

// Residents who miss what they took on twice are talked with: nothing else opens, and nothing before.
static void test_given(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, GIVENS, "2026-01-01T09:00:00");
    report_one(&w, "A-1", "2026-02-02T10:00:00", NULL); // long open: no clock is theirs
    w.case_id = 0;
    then(&w, "2026-04-01T08:00:00", advance);
    owes(&w, "2026-04-30T09:00:00", ""); // one quarter missed
    then(&w, "2026-07-01T08:00:00", advance);
    owes(&w, "2026-07-02T09:00:00", ""); // a second one, not yet confirmed
    owes(&w, "2026-07-30T09:00:00", "C1 R1 step 1 open, opened 2026-07-30|");
    owes(&w, "2026-09-30T09:00:00", "C1 R1 step 1 overdue, opened 2026-07-30|");
    world_close(&w);
}

// What is only counted is never shown, also where no clause takes the case.
static void test_only_counted(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, COUNTS, "2026-01-05T09:00:00");
    w.wanted = "D-1";
    then(&w, "2026-02-02T10:00:00", report_drugs);
    expect(&w, "2026-02-02T11:00:00", read_visibility, "2"); // COUNTED_ONLY
    world_close(&w);
}

static result rows_of(struct ctx *ctx, struct db *db, struct world *w, struct obligation_row_list *rows)
{
    struct judge_options options;
    struct ledger *ledger;
    result e = community_time(ctx, db, w->now, &options);
    if (!e)
        e = ledger_open(ctx, db, &options, &ledger);
    if (!e)
        e = query_obligation_of_case(ctx, db, &(struct obligation_of_case_in){ COMMUNITY_FIRST, w->case_id },
                                     rows);
    return e ? e : owed_settle(ctx, db, ledger, rows->at, rows->n);
}

// "R1.2 due 2500: its working|": what is left of each payment of the last case, of targets where there is none.
static result read_money(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct obligation_row_list rows;
    size_t n = 0;
    result e = rows_of(ctx, db, w, &rows);
    w->got[0] = 0;
    for (size_t i = 0; i < rows.n && !e; i++) {
        const struct obligation_row *o = &rows.at[i];
        if (o->pays == ID_NONE || o->pays == PAYMENT_WAITING)
            continue;
        n += (size_t)snprintf(w->got + n, sizeof w->got - n, "%.*s.%d %s ", STR_ARGS(o->redress),
                              (int)o->step, payment_state_code((enum payment_state)o->pays));
        n += (size_t)snprintf(w->got + n, sizeof w->got - n, "%lld-%lld: %.*s|", (long long)o->least,
                              (long long)o->most, STR_ARGS(o->working));
    }
    return e;
}

static void known(struct world *w, const char *now, const char *name, const char *value)
{
    say(w, now, FACT_KNOWN);
    is_of_case = true;
    more.name = str_from(name);
    more.value = str_from(value);
    in_store(w, tell);
}

static void step_paid(struct world *w, const char *now, const char *redress, const char *value)
{
    say(w, now, FACT_STEP_DONE);
    is_of_case = true;
    more.name = str_from(redress);
    more.value = str_from(value);
    in_store(w, tell);
}

// The reason is told on Thursday 5 February; the payment's five working days end with the 12th.
static void reason_told(struct world *w)
{
    say(w, "2026-02-05T10:00:00", FACT_EXPLAINED);
    is_of_case = true;
    in_store(w, tell);
}

static void test_paid_late(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, MONEYS, "2026-01-05T09:00:00");
    report_one(&w, "A-1", "2026-02-02T10:00:00", NULL);
    expect(&w, "2026-02-05T00:30:00", read_money, "");
    reason_told(&w);
    expect(&w, "2026-02-12T23:00:00", read_money, "R1.2 due 2500-2500: |");
    expect(
        &w, "2026-02-13T00:30:00", read_money,
        "R1.2 due 2500-2500: |R3.1 due 1100-1100: £10 and 1 further day after 12 February 2026 at £1: so far £11.|");
    expect(
        &w, "2026-02-14T00:30:00", read_money,
        "R1.2 due 2500-2500: |R3.1 due 1200-1200: £10 and 2 further days after 12 February 2026 at £1: £12.|");
    step_paid(&w, "2026-02-19T10:00:00", "R1", "2: £20");
    expect(
        &w, "2026-02-19T11:00:00", read_money,
        "R1.2 due 2500-2500: £20 of it is paid, £5 is still to pay.|R3.1 due 1200-1200: £10 and 2 further days after "
        "12 February 2026 at £1: £12.|");
    step_paid(&w, "2026-02-20T10:00:00", "R3", "1: £12");
    expect(
        &w, "2026-02-20T11:00:00", read_money,
        "R1.2 due 2500-2500: £20 of it is paid, £5 is still to pay.|R3.1 paid 1200-1200: £10 and 2 further days after "
        "12 February 2026 at £1: £12.|");
    world_close(&w);
}

// A reason that was told is no payment, and one in time leaves no penalty.
static void test_paid_in_time(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, MONEYS, "2026-01-05T09:00:00");
    report_one(&w, "A-1", "2026-02-02T10:00:00", NULL);
    reason_told(&w);
    expect(&w, "2026-02-05T11:00:00", read_money, "R1.2 due 2500-2500: |");
    step_paid(&w, "2026-02-06T10:00:00", "R1", "2");
    expect(&w, "2026-03-20T11:00:00", read_money, "R1.2 paid 2500-2500: |");
    world_close(&w);
}

// Sixty people report one thing: the first is paid, whatever comes late; a correction of the incident undoes that.
static void test_sixty_reports(void **state)
{
    static const char nothing[] =
        "R1.2 not_owed 0-0: An incident is paid for once, and this one was paid for with an earlier report.|"
        "R3.1 not_owed 0-0: £10 and 2 further days after 12 February 2026 at £1: £12. What was late was not owed.|";
    static const char all[] =
        "R1.2 due 2500-2500: |R3.1 due 1200-1200: £10 and 2 further days after 12 February 2026 at £1: £12.|";
    struct world w;
    int64_t first = 0, cases[60];
    int paid = 0;
    (void)state;
    world_open(&w, MONEYS, "2026-01-05T09:00:00");
    for (int i = 0; i < 60; i++) {
        char reference[16];
        snprintf(reference, sizeof reference, "A-%d", i);
        report_one(&w, reference, "2026-02-02T10:00:00", NULL);
        known(&w, "2026-02-02T10:30:00", "incident", "SLOGAN-1");
        cases[i] = w.case_id;
    }
    for (int i = 0; i < 60; i++) {
        w.case_id = cases[i];
        reason_told(&w);
    }
    first = cases[0];
    then(&w, "2026-02-18T10:00:00", advance);
    for (int i = 0; i < 60; i++) {
        w.case_id = cases[i];
        in_store(&w, read_money);
        assert_string_equal(w.got, cases[i] == first ? all : nothing);
        paid += strcmp(w.got, nothing) != 0;
    }
    assert_int_equal(paid, 1);
    known(&w, "2026-02-18T11:00:00", "incident", "ANOTHER"); // the last was one of its own
    expect(&w, "2026-02-18T12:00:00", read_money, all);
    world_close(&w);
}

// Of two missed quarters of one financial year the second brings the fund what the year's cap leaves.
static void test_year_of_a_fund(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, MONEYS, "2026-01-05T09:00:00");
    report_one(&w, "A-1", "2026-02-02T10:00:00", "2026-02-20T10:00:00");
    report_one(&w, "A-2", "2026-05-05T10:00:00", "2026-05-29T10:00:00");
    w.case_id = 0;
    then(&w, "2026-04-01T08:00:00", advance);
    expect(&w, "2026-04-30T08:00:00", read_money, "R2.1 due 150000-150000: |");
    then(&w, "2026-07-01T08:00:00", advance);
    expect(
        &w, "2026-07-30T08:00:00", read_money,
        "R2.1 due 150000-150000: |R2.1 due 50000-50000: The most each financial year is £2,000, of which £1,500 went "
        "before.|");
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_steps),
        cmocka_unit_test(test_record),
        cmocka_unit_test(test_confirmed_when_final),
        cmocka_unit_test(test_after_an_outage),
        cmocka_unit_test(test_clock_and_count),
        cmocka_unit_test(test_corrected),
        cmocka_unit_test(test_departure),
        cmocka_unit_test(test_trial),
        cmocka_unit_test(test_case_steps),
        cmocka_unit_test(test_new_date),
        cmocka_unit_test(test_many_charters),
        cmocka_unit_test(test_at_midnight),
        cmocka_unit_test(test_count_finds_its_event),
        cmocka_unit_test(test_given),
        cmocka_unit_test(test_only_counted),
        cmocka_unit_test(test_paid_late),
        cmocka_unit_test(test_paid_in_time),
        cmocka_unit_test(test_sixty_reports),
        cmocka_unit_test(test_year_of_a_fund),
    };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
