// Who may do what where, and see what: the roles of one person against what is asked about.
#include "app/permission.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const struct role_held OFFICER = { 1,
                                          ROLE_OFFICER,
                                          STR_INIT("Harcaster Borough Council"),
                                          { 0 },
                                          { 0 } };
static const struct role_held CREW = { 1, ROLE_OFFICER, STR_INIT("Harcaster Borough Council"),
                                       STR_INIT("Aldermoor ward"), STR_INIT("graffiti") };
static const struct role_held CHAMPION = { 1, ROLE_CHAMPION, { 0 }, STR_INIT("Aldermoor ward"), { 0 } };
static const struct role_held SECRETARY = { 1,
                                            ROLE_REPRESENTATIVE,
                                            STR_INIT("the residents of Aldermoor"),
                                            { 0 },
                                            { 0 } };
static const struct about RESIDENTS = { STR_INIT("The residents of Aldermoor"),
                                        STR_INIT("Aldermoor ward"),
                                        { 0 },
                                        false };
static const struct role_held BODILESS = { 1, ROLE_OFFICER, { 0 }, { 0 }, { 0 } };
static const struct role_held ADMINISTRATOR = { 1, ROLE_ADMINISTRATOR, { 0 }, { 0 }, { 0 } };
static const struct role_held CLERK = { 1,
                                        ROLE_CLERK,
                                        STR_INIT("Nether Sallow Parish Council"),
                                        { 0 },
                                        { 0 } };

static const struct about BOROUGH = { STR_INIT("harcaster borough council"),
                                      STR_INIT("Dell Close; Aldermoor ward; Harcaster"),
                                      STR_INIT("graffiti / offensive"), false };
static const struct about ELSEWHERE = { STR_INIT("Harcaster Borough Council"), STR_INIT("Linden ward"),
                                        STR_INIT("graffiti"), false };
static const struct about BINS = { STR_INIT("Harcaster Borough Council"), STR_INIT("Aldermoor ward"),
                                   STR_INIT("bins / missed"), false };
static const struct about GRAFFITINGS = { STR_INIT("Harcaster Borough Council"), STR_INIT("Aldermoor ward"),
                                          STR_INIT("graffitings"), false };
static const struct about COUNTY = { STR_INIT("Eastmark County Council"), STR_INIT("Aldermoor ward"),
                                     STR_INIT("street lights"), false };
static const struct about OWN = { STR_INIT("Eastmark County Council"), { 0 }, { 0 }, true };

// role: NULL for whoever has none; is_in: signed in at all.
static struct visitor visitor_of(const struct role_held *role, bool is_in)
{
    static struct role_held held;
    struct visitor visitor = { .id = is_in ? 7 : 0 };
    if (role) {
        held = *role;
        visitor.roles.at = &held;
        visitor.roles.n = visitor.roles.room = 1;
    }
    return visitor;
}

static void test_may(void **state)
{
    static const struct {
        const struct role_held *role;
        bool is_in;
        enum deed deed;
        const struct about *about;
        bool may;
        const char *note;
    } cases[] = {
        { NULL, false, DEED_REPORT, NULL, true, "nobody reports" },
        { NULL, false, DEED_DISPUTE, &OWN, false, "nobody has nothing of their own" },
        { NULL, true, DEED_DISPUTE, &OWN, true, "a resident disputes their own" },
        { NULL, true, DEED_DISPUTE, &BOROUGH, false, "not others'" },
        { NULL, true, DEED_EXPORT_PERSON, &OWN, true, "a resident has their own data" },
        { NULL, true, DEED_CLOSE, &BOROUGH, false, "a resident closes nothing" },
        { &OFFICER, true, DEED_CLOSE, &BOROUGH, true, "an officer closes the body's" },
        { &OFFICER, true, DEED_CLOSE, &COUNTY, false, "not another body's" },
        { &OFFICER, true, DEED_CLOSE, NULL, true, "somewhere" },
        { &OFFICER, false, DEED_CLOSE, &BOROUGH, false, "a role of somebody not signed in is none" },
        { &OFFICER, true, DEED_PEOPLE, NULL, false, "an officer manages nobody" },
        { &CREW, true, DEED_CLOSE, &BOROUGH, true, "within area and service, one of several areas" },
        { &CREW, true, DEED_CLOSE, &ELSEWHERE, false, "another area" },
        { &CREW, true, DEED_CLOSE, &BINS, false, "another service" },
        { &CREW, true, DEED_CLOSE, &GRAFFITINGS, false, "a service that only begins alike" },
        { &BODILESS, true, DEED_CLOSE, &BOROUGH, false, "no body, no cases" },
        { &BODILESS, true, DEED_CLOSE, &OWN, false, "nor one's own report" },
        { &SECRETARY, true, DEED_GIVEN, &RESIDENTS, true, "what their party gave" },
        { &SECRETARY, true, DEED_GIVEN, &BOROUGH, false, "not what another gave" },
        { &SECRETARY, true, DEED_SIGN, &RESIDENTS, false, "signs nothing by that" },
        { &SECRETARY, true, DEED_WORK, NULL, false, "has no list of work" },
        { &SECRETARY, true, DEED_DISPUTE, &RESIDENTS, false, "disputes what is not their own" },
        { &CHAMPION, true, DEED_DISPUTE, &BOROUGH, true, "a champion in the area" },
        { &CHAMPION, true, DEED_DISPUTE, &ELSEWHERE, false, "not beyond" },
        { &CHAMPION, true, DEED_WALKABOUT, NULL, true, "somewhere" },
        { &ADMINISTRATOR, true, DEED_PEOPLE, NULL, true, "an administrator manages people" },
        { &ADMINISTRATOR, true, DEED_CLOSE, &BOROUGH, false, "and closes nothing" },
        { &CLERK, true, DEED_SIGN, &BOROUGH, false, "a clerk signs for the parish only" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct visitor visitor = visitor_of(cases[i].role, cases[i].is_in);
        if (may(&visitor, cases[i].deed, cases[i].about) != cases[i].may)
            fail_msg("%s", cases[i].note);
        visitor.owes_totp = true;
        if (cases[i].role && cases[i].may && may(&visitor, cases[i].deed, cases[i].about))
            fail_msg("%s: though the second step is not set up", cases[i].note);
    }
    assert_true(may(NULL, DEED_REPORT, NULL));
    assert_false(may(NULL, DEED_CLOSE, NULL));
}

static void test_must(void **state)
{
    struct ctx nobody = { 0 }, resident = { 0 }, officer = { 0 }, owing = { 0 };
    struct visitor somebody = visitor_of(NULL, true), of_body = visitor_of(&OFFICER, true), owes;
    (void)state;
    assert_int_equal(must_may(&nobody, NULL, DEED_CLOSE, &BOROUGH), ERR_LOGIN);
    assert_string_equal(nobody.error.text, "Sign in to close a case.");
    assert_int_equal(must_may(&resident, &somebody, DEED_CLOSE, &BOROUGH), ERR_DENIED);
    assert_string_equal(resident.error.text, "You may not close a case. Ask an administrator if you should.");
    assert_int_equal(must_may(&officer, &of_body, DEED_CLOSE, &COUNTY), ERR_DENIED);
    assert_string_equal(officer.error.text,
                        "You may not close a case here. Ask an administrator if you should.");
    owes = of_body;
    owes.owes_totp = true;
    assert_int_equal(must_may(&owing, &owes, DEED_CLOSE, &BOROUGH), ERR_DENIED);
    assert_string_equal(owing.error.text,
                        "Set up the second step of signing in first, on your account's page.");
}

static void test_sees(void **state)
{
    static const struct {
        const struct role_held *role;
        enum seen_kind kind;
        const struct about *about;
        enum seeing sees;
    } cases[] = {
        { NULL, SEEN_WORDS, &BOROUGH, SEEING_YES },
        { NULL, SEEN_CONTACT, &OWN, SEEING_YES },
        { NULL, SEEN_CONTACT, &BOROUGH, SEEING_NO },
        { &OFFICER, SEEN_CONTACT, &BOROUGH, SEEING_YES },
        { &OFFICER, SEEN_CONTACT, &COUNTY, SEEING_NO },
        { &CHAMPION, SEEN_PLACE, &BOROUGH, SEEING_YES },
        { &CHAMPION, SEEN_PLACE, &ELSEWHERE, SEEING_NO },
        { &CHAMPION, SEEN_CONTACT, &BOROUGH, SEEING_NO },
        { &ADMINISTRATOR, SEEN_ACTOR, &BOROUGH, SEEING_REASON },
        { &ADMINISTRATOR, SEEN_CONTACT, &BOROUGH, SEEING_NO },
        { &OFFICER, SEEN_CONTACT, NULL, SEEING_NO },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct visitor visitor = visitor_of(cases[i].role, true);
        if (sees(&visitor, cases[i].kind, cases[i].about) != cases[i].sees)
            fail_msg("row %zu", i);
    }
}

static void test_give(void **state)
{
    struct role_held champion = CHAMPION, officer = OFFICER, administrator = ADMINISTRATOR, clerk = CLERK;
    struct visitor admin = visitor_of(&ADMINISTRATOR, true);
    (void)state;
    assert_true(may_give(&admin, &officer));
    assert_true(may_give(&admin, &administrator));
    assert_false(may_give(&admin, &(struct role_held){ .role = ROLE_RESIDENT }));
    struct visitor of_parish = visitor_of(&CLERK, true);
    champion.body = CLERK.body;
    assert_true(may_give(&of_parish, &clerk));
    assert_true(may_give(&of_parish, &champion));
    assert_false(may_give(&of_parish, &officer));       // of another body
    assert_false(may_give(&of_parish, &administrator)); // beyond any body
    struct visitor of_body = visitor_of(&OFFICER, true);
    assert_false(may_give(&of_body, &officer));
    assert_false(may_give(NULL, &officer));
}

// A body that ended, and the one that answers for what it had.
static void test_follow(void **state)
{
    static const char TABLE[] =
        "name,kind,telephone,email,about,tracked,areas,from,until,successor\n"
        "Harcaster Borough Council,council,,,,yes,,,2028-03-31,West Eastmark Council\n"
        "Eastmark County Council,council,,,,yes,,,2028-03-31,West Eastmark Council\n"
        "West Eastmark Council,council,,,,yes,,2028-04-01,,\n";
    struct ctx ctx = { .arena = arena_open(1 << 20) };
    struct bodies bodies = { 0 };
    struct role_held west = OFFICER;
    date last, vesting;
    (void)state;
    assert_int_equal(bodies_parse(&ctx, STR("bodies"), str_from(TABLE), &bodies), OK);
    assert_true(date_parse(STR("2028-03-31"), &last) && date_parse(STR("2028-04-01"), &vesting));
    west.body = STR("West Eastmark Council");
    struct visitor visitor = visitor_of(&west, true);
    assert_int_equal(visitor_follow(&ctx, &visitor, &bodies, last), OK);
    assert_false(may(&visitor, DEED_CLOSE, &BOROUGH));
    assert_int_equal(visitor_follow(&ctx, &visitor, &bodies, vesting), OK);
    assert_true(may(&visitor, DEED_CLOSE, &BOROUGH));
    assert_true(may(&visitor, DEED_CLOSE, &COUNTY));
    struct visitor old = visitor_of(&OFFICER, true);
    assert_int_equal(visitor_follow(&ctx, &old, &bodies, vesting), OK);
    assert_false(may(&old, DEED_CLOSE, &COUNTY));
    arena_close(ctx.arena);
}

static void test_names(void **state)
{
    enum role role = ROLE_COUNT;
    (void)state;
    for (int i = 0; i < ROLE_COUNT; i++) {
        assert_true(role_parse(role_name((enum role)i), &role));
        assert_int_equal(role, i);
    }
    assert_false(role_parse(STR("king"), &role));
    for (int i = 0; i < DEED_COUNT; i++)
        assert_true(deed_words((enum deed)i).n > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_may),  cmocka_unit_test(test_must),  cmocka_unit_test(test_sees),
        cmocka_unit_test(test_give), cmocka_unit_test(test_names), cmocka_unit_test(test_follow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
