// Contact that is limited: how, until when, for whom; what is always taken; the appeal and who answers it.
#include "store/world.h"

#include "app/closing.h"
#include "app/outbox.h"
#include "app/restriction.h"
#include "app/working_day.h"

static const char CHARTER[] =
    "# Charter: Limits\n\n- Id: limits\n- Area: North\n- Between: the council; the residents\n"
    "- In force: 1 January 2026 to 31 December 2036\n- Calendar: none\n\n"
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 2 days\n- Target: at least 90% each quarter\n";
static const char *const CHARTERS[] = { CHARTER, NULL };

struct limiting {
    struct world world; // first
    int64_t person, other, officer, reviewer;
    struct restricting made;
    const char *words, *said;
    int64_t speaker;
};

static date day(int month, int of_month)
{
    return date_from_civil((struct civil){ 2026, month, of_month });
}

static void person(struct ctx *ctx, struct db *db, const char *name, const char *email, int64_t *id)
{
    struct person p = {
        .id = ID_NONE, .name = str_from(name), .email = str_from(email), .way = STR("email")
    };
    must(ctx, person_add(ctx, db, &p));
    *id = p.id;
}

static void account(struct ctx *ctx, struct db *db, int64_t person, enum role role)
{
    int64_t id;
    must(ctx,
         account_add(
             ctx, db,
             &(struct account_insert_in){ COMMUNITY_FIRST, person, ACCOUNT_ACTIVE, at("2026-01-02T00:00") },
             &id));
    must(ctx,
         role_give(ctx, db,
                   &(struct giving){ .account = id,
                                     .by = ID_NONE,
                                     .role = { .role = role, .body = STR("the council") },
                                     .at = at("2026-01-02T00:00") }));
}

static result people_add(struct ctx *ctx, struct db *db, void *with)
{
    struct limiting *l = with;
    person(ctx, db, "Ada", "ada@example.org", &l->person);
    person(ctx, db, "A. Lane", "ada@example.org", &l->other); // the same, under another name
    person(ctx, db, "Olu", "olu@council.example", &l->officer);
    person(ctx, db, "Rae", "rae@council.example", &l->reviewer);
    account(ctx, db, l->officer, ROLE_NEIGHBOURHOODS);
    account(ctx, db, l->reviewer, ROLE_SCRUTINY);
    return OK;
}

static struct restricting good(const struct limiting *l)
{
    return (struct restricting){ .row = { .person = l->person,
                                          .case_id = l->world.case_id,
                                          .body = STR("the council"),
                                          .post = STR("neighbourhoods officer, the council"),
                                          .decider = l->officer,
                                          .why = STR("Forty notes a day."),
                                          .weekly = 1,
                                          .until = day(6, 30),
                                          .reviewer = l->reviewer,
                                          .review = day(4, 1) },
                                 .today = day(1, 5),
                                 .now = l->world.now };
}

static void refused(struct ctx *ctx, struct db *db, struct restricting r, const char *said)
{
    assert_int_not_equal(restriction_decide(ctx, db, &r), OK);
    assert_string_equal(ctx->error.text, said);
    ctx->error = (struct error){ .code = OK };
}

static result decide(struct ctx *ctx, struct db *db, void *with)
{
    struct limiting *l = with;
    struct restricting bad = good(l);
    bad.row.weekly = 0;
    refused(ctx, db, bad, "choose what is limited");
    bad = good(l);
    bad.row.way = STR("letter"); // and so many a week: not both
    refused(ctx, db, bad, "choose what is limited");
    bad = good(l);
    bad.row.why = (str){ 0 };
    refused(ctx, db, bad, "say why: they read it");
    bad = good(l);
    bad.row.until = date_from_civil((struct civil){ 2027, 1, 6 });
    refused(ctx, db, bad, "give the day on which it ends: after today, and within a year");
    bad = good(l);
    bad.row.review = day(7, 1);
    refused(ctx, db, bad, "give the day on which somebody looks again: after today, and before it ends");
    bad = good(l);
    bad.row.reviewer = l->officer;
    refused(ctx, db, bad, "choose somebody else than yourself who looks at it again");
    l->made = good(l);
    must(ctx, restriction_decide(ctx, db, &l->made));
    bad = good(l);
    bad.row.person = l->other;
    refused(ctx, db, bad, "their contact is limited already");
    return OK;
}

static result say(struct ctx *ctx, struct db *db, void *with)
{
    struct limiting *l = with;
    struct desk desk;
    struct case_row row;
    bool is_found;
    must(ctx,
         query_case_by_id(ctx, db, &(struct case_by_id_in){ COMMUNITY_FIRST, l->world.case_id }, &row,
                          &is_found));
    must(ctx,
         desk_open(ctx, db, l->world.now, &(struct doer){ VOICE_REPORTER, STR("web"), l->speaker }, &desk));
    must(ctx, desk_take(&desk, row.reference));
    assert_int_equal(case_note(&desk, str_from(l->words)), l->said[0] ? ERR_RULE : OK);
    assert_string_equal(ctx->error.text, l->said);
    ctx->error = (struct error){ .code = OK };
    must(ctx, desk_settle(&desk));
    return OK;
}

static void says(struct limiting *l, const char *now, int64_t speaker, const char *words, const char *said)
{
    l->speaker = speaker;
    l->words = words;
    l->said = said;
    then(&l->world, now, say);
}

static struct restriction_row read_row(struct ctx *ctx, struct db *db, const struct limiting *l)
{
    struct restriction_row row;
    bool is_found;
    must(ctx,
         query_restriction_by_id(ctx, db, &(struct restriction_by_id_in){ COMMUNITY_FIRST, l->made.row.id },
                                 &row, &is_found));
    assert_true(is_found);
    return row;
}

static result appeal(struct ctx *ctx, struct db *db, void *with)
{
    struct limiting *l = with;
    struct restriction_row row = read_row(ctx, db, l);
    struct restriction_deed deed = {
        &row, l->person, STR("It was ten."), day(1, 20), l->world.now, day(2, 3)
    };
    must(ctx, restriction_appeal(ctx, db, &deed));
    row = read_row(ctx, db, l);
    assert_int_equal(row.appeal_due.day, day(2, 3).day);
    assert_int_equal(restriction_appeal(ctx, db, &deed), ERR_RULE);
    assert_string_equal(ctx->error.text, "you have appealed already: each restriction can be appealed once");
    ctx->error = (struct error){ .code = OK };
    deed.by = l->officer;
    assert_int_equal(restriction_answer(ctx, db, &deed, true), ERR_RULE);
    assert_string_equal(ctx->error.text, "somebody else than who decided it has to do that");
    ctx->error = (struct error){ .code = OK };
    deed.by = l->reviewer;
    must(ctx, restriction_review(ctx, db, &deed, day(5, 1)));
    must(ctx, restriction_answer(ctx, db, &deed, true));
    row = read_row(ctx, db, l);
    assert_int_equal(row.review.day, day(5, 1).day);
    assert_true(restriction_is_over(&row, day(1, 20)));
    return OK;
}

static result told_read(struct ctx *ctx, struct db *db, void *with)
{
    struct limiting *l = with;
    struct outbox_row_list rows;
    size_t n = 0;
    must(ctx,
         query_outbox_of_person(ctx, db, &(struct outbox_of_person_in){ COMMUNITY_FIRST, l->person }, &rows));
    for (size_t i = 0; i < rows.n; i++)
        n += (size_t)snprintf(l->world.got + n, sizeof l->world.got - n, "%.*s|",
                              STR_ARGS(rows.at[i].message));
    return OK;
}

static result forget(struct ctx *ctx, struct db *db, void *with)
{
    struct limiting *l = with;
    struct restriction_row_list rows;
    must(ctx, restrictions_forget(ctx, db, l->officer));
    assert_int_equal(read_row(ctx, db, l).decider, ID_NONE);
    must(ctx, restrictions_forget(ctx, db, l->person));
    must(ctx,
         query_restriction_since(ctx, db, &(struct restriction_since_in){ COMMUNITY_FIRST, day(1, 1) },
                                 &rows));
    assert_int_equal(rows.n, 0);
    return OK;
}

static void test_limited(void **state)
{
    struct limiting l = { .speaker = ID_NONE };
    (void)state;
    world_open(&l.world, CHARTERS, "2026-01-05T09:00");
    l.world.wanted = "North";
    then(&l.world, "2026-01-05T09:00", report);
    in_store(&l.world, people_add);
    says(&l, "2026-01-05T09:10", l.person, "Before it began.", "");
    then(&l.world, "2026-01-05T10:00", decide);
    says(&l, "2026-01-05T11:00", l.person, "It is still there.", "");
    says(
        &l, "2026-01-06T11:00", l.other, "It is still there.",
        "your contact is limited until 30 June 2026 to one addition or dispute a week, and this week’s are used: "
        "send it again on 13 January 2026. You can appeal by the link “Why, and how to appeal” on this page; a new "
        "report and anything about danger is always taken");
    says(&l, "2026-01-06T11:05", l.person, "There is a smell of gas and a live wire.", "");
    says(&l, "2026-01-06T11:10", l.officer, "Somebody else is free.", "");
    says(&l, "2026-01-14T11:00", l.person, "A week later.", "");
    then(&l.world, "2026-01-20T10:00", appeal);
    says(&l, "2026-01-20T10:10", l.person, "Free again.", "");
    says(&l, "2026-01-20T10:11", l.person, "And again.", "");
    in_store(&l.world, told_read);
    assert_string_equal(l.world.got, "restricted|limit-answered|");
    in_store(&l.world, forget);
    world_close(&l.world);
}

static const char OF_COUNCIL[] =
    "# Charter: Streets\n\n- Id: streets\n- Area: North\n- Between: the council; the county; the residents\n"
    "- In force: 1 January 2026 to 31 December 2036\n- Calendar: england-and-wales\n\n"
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 2 days\n";
static const char OF_COUNTY[] =
    "# Charter: Lights\n\n- Id: lights\n- Area: North\n- Between: the county; the residents\n"
    "- In force: 1 January 2026 to 31 December 2036\n- Calendar: scotland\n\n"
    "## Standard S1: Lights\n- Provider: the county\n- Service: lights\n"
    "- Clock: from report to completion, within 2 days\n";

// "4-17|" for each: the ten working days of a body from a day.
static result working_days(struct ctx *ctx, struct db *db, void *with)
{
    static const struct {
        const char *body;
        int month, day;
    } asked[] = {
        { "the council", 1, 20 }, { "the council", 4, 1 },   { "the county", 4, 1 }, { "the council", 4, 4 },
        { "the council", 4, 3 },  { "the council", 12, 23 }, { "", 4, 1 },           { "the police", 4, 1 }
    };
    struct world *w = with;
    struct judge_options options;
    struct ledger *ledger;
    size_t n = 0;
    result e = community_time(ctx, db, w->now, &options);
    if (!e)
        e = ledger_open(ctx, db, &options, &ledger);
    w->got[0] = 0;
    for (size_t i = 0; i < sizeof asked / sizeof *asked && !e; i++) {
        struct civil c = date_civil(working_day_of(ledger, str_from(asked[i].body),
                                                   day(asked[i].month, asked[i].day), APPEAL_WORKING_DAYS));
        n += (size_t)snprintf(w->got + n, sizeof w->got - n, "%d-%d|", c.month, c.day);
    }
    return e;
}

static void test_working_days(void **state)
{
    static const char *const both[] = { OF_COUNCIL, OF_COUNTY, NULL }, *const none[] = { NULL };
    struct world w;
    (void)state;
    world_open(&w, both, "2026-01-05T09:00:00");
    // Round Good Friday and Easter Monday, which is no holiday in Scotland; a Saturday or a holiday is day 0; three
    // holidays, into the next year; of no body that is known: by the last document.
    expect(&w, "2026-01-06T09:00:00", working_days, "2-3|4-17|4-16|4-20|4-20|1-11|4-17|4-17|");
    world_close(&w);
    world_open(&w, none, "2026-01-05T09:00:00"); // weekdays
    expect(&w, "2026-01-06T09:00:00", working_days, "2-3|4-15|4-15|4-17|4-17|1-6|4-15|4-15|");
    world_close(&w);
}

static result remind(struct ctx *ctx, struct db *db, void *with)
{
    const struct limiting *l = with;
    const struct zone *zone;
    must(ctx, zone_load(ctx, STR("Europe/London"), &zone));
    return restrictions_remind(ctx, db, zone, l->world.now);
}

static result appeal_alone(struct ctx *ctx, struct db *db, void *with)
{
    struct limiting *l = with;
    struct restriction_row row = read_row(ctx, db, l);
    struct restriction_deed deed = { .row = &row,
                                     .by = l->person,
                                     .words = STR("It was ten."),
                                     .today = day(4, 3),
                                     .now = l->world.now,
                                     .due = day(4, 17) };
    return restriction_appeal(ctx, db, &deed);
}

// What the reviewer was told so far, the last with its lines; and that who decided is told nothing.
static result reviewer_read(struct ctx *ctx, struct db *db, void *with)
{
    struct limiting *l = with;
    struct outbox_row_list rows, others;
    size_t n = 0;
    must(ctx,
         query_outbox_of_person(ctx, db, &(struct outbox_of_person_in){ COMMUNITY_FIRST, l->reviewer },
                                &rows));
    must(ctx,
         query_outbox_of_person(ctx, db, &(struct outbox_of_person_in){ COMMUNITY_FIRST, l->officer },
                                &others));
    assert_int_equal(others.n, 0);
    l->world.got[0] = '\0';
    for (size_t i = 0; i < rows.n; i++)
        n += (size_t)snprintf(l->world.got + n, sizeof l->world.got - n, "%.*s|",
                              STR_ARGS(rows.at[i].message));
    if (rows.n)
        snprintf(l->world.got + n, sizeof l->world.got - n, "%.*s", STR_ARGS(rows.at[rows.n - 1].detail));
    return OK;
}

static void told(struct limiting *l, const char *when, store_work work, const char *wanted)
{
    then(&l->world, when, work);
    in_store(&l->world, reviewer_read);
    assert_string_equal(l->world.got, wanted);
}

static void test_reminded(void **state)
{
    static const char soon[] =
        "limit-review|link: /restrictions/1\nbody: the council\nuntil: 1 April 2026\nuntil_figures: 01/04/2026\n"
        "late: ";
    struct limiting l = { .speaker = ID_NONE };
    (void)state;
    world_open(&l.world, CHARTERS, "2026-01-05T09:00");
    l.world.wanted = "North";
    then(&l.world, "2026-01-05T09:00", report);
    in_store(&l.world, people_add);
    then(&l.world, "2026-01-05T10:00", decide);
    told(&l, "2026-03-24T10:00", remind, "");
    told(&l, "2026-03-25T10:00", remind, soon);
    told(&l, "2026-03-26T10:00", remind, soon); // once
    told(&l, "2026-04-02T10:00", remind,
         "limit-review|limit-review|link: /restrictions/1\nbody: the council\nuntil: 1 April 2026\n"
         "until_figures: 01/04/2026\nlate: 1 April 2026");
    told(
        &l, "2026-04-03T10:00", appeal_alone,
        "limit-review|limit-review|limit-appealed|link: /restrictions/1\nbody: the council\nuntil: 17 April 2026\n"
        "until_figures: 17/04/2026\nlate: ");
    then(&l.world, "2026-04-04T10:00", remind); // told when it came
    told(&l, "2026-04-18T10:00", remind,
         "limit-review|limit-review|limit-appealed|limit-appealed|link: /restrictions/1\nbody: the council\n"
         "until: 17 April 2026\nuntil_figures: 17/04/2026\nlate: 17 April 2026");
    world_close(&l.world);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_limited), cmocka_unit_test(test_reminded),
                                        cmocka_unit_test(test_working_days) };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
