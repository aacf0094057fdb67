// The files of the directory: categories, bodies and routes; what is refused, where and with which words; and answers.
#include "format/bodies.h"
#include "format/categories.h"
#include "format/routes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ARENA_BYTES = 64 << 20 };

static struct ctx ctx_open(void)
{
    return (struct ctx){ .arena = arena_open(ARENA_BYTES) };
}

#define LITTER "## litter\n- Title: Litter\n- Body: district council\n- Words: litter\n"

// error: "LINE: text"; NULL if it is read.
static const struct {
    const char *text, *error;
} CATEGORIES[] = {
    { LITTER, NULL },
    { "\xEF\xBB\xBF# Title\n\nProse - with: signs\n* a bullet: of prose\n" LITTER, NULL },
    { LITTER
      "- Words cy: sbwriel\n- About: what lies about\n- Near: 40 metres\n- Ring: never\n- Nobody: pick it up\n",
      NULL },
    { "", "1: there is no category in it: write '## ' and the name of a service" },
    { "\xFF", "0: this is not UTF-8: save it as 'UTF-8'" },
    { "- Title: Litter\n",
      "1: this line stands before the first heading: write '## ' and the name of a service" },
    { "## litter\n- Body: district council\n", "1: 'litter' has no 'Title': say in a few words what it is" },
    { "## litter\n- Title: Litter\n",
      "1: 'litter' has no 'Body': name the kind of body that answers, or write 'Nobody' and what to do" },
    { LITTER "\n" LITTER, "6: 'litter' stands twice, first in line 1" },
    { LITTER "- Title: Again\n", "5: 'Title' stands twice here: leave one" },
    { LITTER "- Titel: Litter\n", "5: 'Titel' is no key here: did you mean 'Title'?" },
    { LITTER "- Colour: red\n", "5: 'Colour' is no key here: begin a line that is for people with '*'" },
    { LITTER "- no colon\n",
      "5: 'no colon' has no colon: write '- Key: value', or begin a line that is for people with '*'" },
    { LITTER "- Near: 40\n",
      "5: '40' is no distance: write a whole number from 1 to 1000 and 'metres', or leave the "
      "line out where each report is its own" },
    { LITTER "- Public: yes\n", NULL },
    { LITTER "- Public: no\n", NULL },
    { LITTER "- Public: counted only\n",
      "5: 'Public' is 'yes', where it is shown also if no charter promises it, or 'no'" },
    { LITTER "## Danger: gas\n- Title: Gas\n- Ring: 1\n- Words: gas\n- Public: yes\n", NULL },
    { LITTER "## Danger: gas\n- Title: Gas\n- Ring: 1\n- Words: gas\n- Public: maybe\n",
      "9: 'Public' is 'yes', where words that speak of it stay shown, or 'no'" },
    { LITTER "- Near: 2000 metres\n",
      "5: '2000 metres' is no distance: write a whole number from 1 to 1000 and "
      "'metres', or leave the line out where each report is its own" },
    { "##  / x\n- Title: A\n- Body: b\n",
      "1: a heading is the name of a service of at most 100 bytes, such as 'bins / missed'" },
    { LITTER "- Ask depth: How deep?\n- Ask depth: How deep?\n",
      "6: 'depth' is asked twice: give one of them another name" },
    { LITTER "- Ask depth:\n", "5: 'Ask depth' needs the question" },
    { LITTER "- Why depth: because\n", "5: 'depth' is asked nowhere above: write 'Ask depth' before it" },
    { LITTER "- Ask depth: How deep?\n- Answer depth: metres\n",
      "6: 'metres' is no kind of answer: write 'words', 'yes or no', 'number, in mm' or 'one of a / b / c'" },
    { LITTER "- Ask depth: How deep?\n- Answer depth: one of deep\n",
      "6: 'one of' needs two choices or more, with ' / ' between them" },
    { LITTER "- Ask depth: How deep?\n- If deep yes: litter\n",
      "6: 'If deep yes' names no question that is asked here: write its 'Ask' line before it" },
    { LITTER "- Ask depth: How deep?\n- Answer depth: number\n- If depth yes: litter\n",
      "7: 'If depth' asks for 'at least' or 'at most' and a number" },
    { LITTER "- Ask depth: How deep?\n- Answer depth: number\n- If depth at least deep: litter\n",
      "7: 'at least deep' needs a number, and a question that is answered with one" },
    { LITTER "- Ask now: Now?\n- Answer now: yes or no\n- If now maybe: litter\n",
      "7: 'maybe' is no answer to 'now'" },
    { LITTER "- Ask now: Now?\n- Answer now: yes or no\n- If now yes: liter\n",
      "7: there is no category 'liter': did you mean 'litter'?" },
    { LITTER "- Ask now: Now?\n- Answer now: yes or no\n- If now yes: danger fire\n",
      "7: there is no danger 'fire': write the name of a category, or 'danger' and the name of one" },
    { LITTER "## Danger: fire\n- Title: Fire\n- Ring: 999\n",
      "5: the danger 'fire' needs a 'Title', the number to 'Ring' and 'Words'" },
    { "## Danger: fire\n- Title: Fire\n- Ring: 999\n- Words: fire\n## Danger: Fire\n",
      "5: the danger 'Fire' stands twice" },
    { "## Danger: \n", "1: a danger needs a name of at most 100 bytes, such as 'Danger: gas'" },
    { LITTER "## Same\n- Forms: a, b\n", "6: 'Forms' is no key here: did you mean 'Words'?" },
};

static const struct {
    const char *text, *error;
} BODIES[] = {
    { "name,kind,telephone,email,about,tracked\nA,district council,1,a@b.example,x,yes\n", NULL },
    { "name,kind,telephone,email,about,tracked,areas\nA,district council,,,,no,North; South\n", NULL },
    { "name,kind,telephone,email,about,tracked,areas,from,until,successor\nA,b,,,,yes,,,2027-03-31,\n",
      NULL },
    { "name,kind,telephone,email,about,tracked,areas,from,until,successor,complaints\nA,b,,,,yes,,,,,An ombudsman\n",
      NULL },
    { "name,kind\nA,b\n",
      "1: the first line names the columns: write 'name,kind,telephone,email,about,tracked,areas,from,until,"
      "successor,complaints'" },
    { "name,kind,telephone,email,about,tracked,areas\nA,,,,,yes,\n",
      "2: a body needs a name and a kind, such as 'county council'" },
    { "name,kind,telephone,email,about,tracked,areas\nA,b,,,,maybe,\n",
      "2: tracked is yes (it answers here) or no (reports are sent to it)" },
    { "name,kind,telephone,email,about,tracked,areas\nA,b,,,,yes,\na,b,,,,yes,\n",
      "3: 'a' stands twice, first in line 2" },
    { "name,kind,telephone,email,about,tracked,areas\nNobody,b,,,,yes,\n",
      "2: no body can be called 'nobody': in the routes that word says that none answers" },
};

static const struct {
    const char *text, *error;
} ROUTES[] = {
    { "service,body,area,from,until\npotholes,the county,,,\n", NULL },
    { "service,body,area,from,until\npotholes,a,,,2026-03-31\npotholes,b,,2026-04-01,\n", NULL },
    { "service,body\n", "1: the first line names the columns: write 'service,body,area,from,until'" },
    { "service,body,area,from,until\n,the county,,,\n",
      "2: a rule needs a service (or *) and a body (its name, a kind, or nobody)" },
    { "service,body,area,from,until\npotholes,a,,1 April,\n",
      "2: '1 April' is no day: write 2026-04-01, or leave it empty" },
    { "service,body,area,from,until\npotholes,a,,2026-04-01,soon\n",
      "2: 'soon' is no day: write 2026-04-01, or leave it empty" },
    { "service,body,area,from,until\npotholes,a,,2026-04-02,2026-04-01\n",
      "2: the rule ends before it begins" },
    { "service,body,area,from,until\npotholes,a,North,,2026-04-01\nPotholes,b,north,2026-04-01,\n",
      "3: line 2 says for the same service and area that it is a: end one before the other" },
};

static void expect(struct ctx *ctx, result e, const char *error, const char *text)
{
    char got[ERROR_TEXT_MAX + 32] = "";
    if (e)
        snprintf(got, sizeof got, "%d: %s", ctx->error.place.line, ctx->error.text);
    if (strcmp(got, error ? error : "") != 0)
        fail_msg("%s\ngot      '%s'\nexpected '%s'", text, got, error ? error : "");
}

static void test_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof CATEGORIES / sizeof *CATEGORIES; i++) {
        struct ctx ctx = ctx_open();
        struct categories c;
        expect(&ctx, categories_parse(&ctx, STR("c.md"), str_from(CATEGORIES[i].text), &c),
               CATEGORIES[i].error, CATEGORIES[i].text);
        arena_close(ctx.arena);
    }
    for (size_t i = 0; i < sizeof BODIES / sizeof *BODIES; i++) {
        struct ctx ctx = ctx_open();
        struct bodies b;
        expect(&ctx, bodies_parse(&ctx, STR("b.csv"), str_from(BODIES[i].text), &b), BODIES[i].error,
               BODIES[i].text);
        arena_close(ctx.arena);
    }
    for (size_t i = 0; i < sizeof ROUTES / sizeof *ROUTES; i++) {
        struct ctx ctx = ctx_open();
        struct service_routes r;
        expect(&ctx, routes_parse(&ctx, STR("r.csv"), str_from(ROUTES[i].text), &r), ROUTES[i].error,
               ROUTES[i].text);
        arena_close(ctx.arena);
    }
}

static const char ASKED[] = LITTER
    "- Ask depth: How deep?\n- Answer depth: number, in mm\n- If depth at least 40: deep litter\n"
    "- If depth at most 1: litter / thin\n- Ask now: Now?\n- Answer now: yes or no\n- If now yes: danger fire\n"
    "- Ask kind: Which?\n- Answer kind: one of a can / a bottle\n- If kind a bottle: deep litter\n"
    "- Ask more: What else?\n"
    "## deep litter\n- Title: Deep\n- Body: x\n## litter / thin\n- Title: Thin\n- Body: x\n"
    "## Danger: fire\n- Title: Fire\n- Ring: 999\n- Words: on fire\n";

// to: where it leads, a service or "!" and a danger; empty if nowhere.
static const struct {
    int question;
    const char *typed, *value, *problem, *to;
} ANSWERS[] = {
    { 0, "", "", "", "" },
    { 0, "40", "40", "", "deep litter" },
    { 0, "about 55.5 mm or so", "55.5", "", "deep litter" },
    { 0, "39.9", "39.9", "", "" },
    { 0, "1.", "1", "", "litter / thin" },
    { 0, "deep", "0", "Write a number of mm, such as 40", "" },
    { 1, "Yes", "yes", "", "!fire" },
    { 1, "n", "no", "", "" },
    { 1, "ie", "yes", "", "!fire" },
    { 1, "perhaps", "no", "Choose yes or no", "" },
    { 2, "A  Bottle", "a bottle", "", "deep litter" },
    { 2, "a can", "a can", "", "" },
    { 2, "a sofa", "", "Choose one of these: a can, a bottle", "" },
    { 3, "anything at all", "anything at all", "", "" },
};

static void test_answers(void **state)
{
    struct ctx ctx = ctx_open();
    struct categories c;
    (void)state;
    assert_int_equal(categories_parse(&ctx, STR("c.md"), str_from(ASKED), &c), OK);
    for (size_t i = 0; i < sizeof ANSWERS / sizeof *ANSWERS; i++) {
        struct answered a;
        char to[100] = "";
        const struct question *q = &c.all.at[0].questions.at[ANSWERS[i].question];
        assert_int_equal(question_answer(&ctx, q, str_from(ANSWERS[i].typed), &a), OK);
        if (a.category != CATEGORY_NONE)
            snprintf(to, sizeof to, "%.*s", STR_ARGS(c.all.at[a.category].service));
        if (a.danger != CATEGORY_NONE)
            snprintf(to, sizeof to, "!%.*s", STR_ARGS(c.dangers.at[a.danger].name));
        assert_string_equal(str_c(ctx.arena, a.value), ANSWERS[i].value);
        assert_string_equal(str_c(ctx.arena, a.problem), ANSWERS[i].problem);
        assert_string_equal(to, ANSWERS[i].to);
        assert_int_equal(a.is_read, !ANSWERS[i].problem[0]);
    }
    arena_close(ctx.arena);
}

static void test_found(void **state)
{
    struct ctx ctx = ctx_open();
    struct categories c;
    (void)state;
    assert_int_equal(categories_parse(&ctx, STR("c.md"), str_from(ASKED), &c), OK);
    assert_int_equal(category_find(&c, STR("Litter")), 0);
    assert_int_equal(category_find(&c, STR("litter / thin")), 2);
    assert_int_equal(category_find(&c, STR("litter / thick")), 0); // the plain name
    assert_int_equal(category_find(&c, STR("graffiti")), CATEGORY_NONE);
    assert_int_equal(danger_find(&c, STR("Fire")), 0);
    assert_int_equal(danger_find(&c, STR("gas")), CATEGORY_NONE);
    assert_true(category_is_sibling(&c.all.at[0], &c.all.at[2]));
    assert_false(category_is_sibling(&c.all.at[0], &c.all.at[1]));
    arena_close(ctx.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_answers),
        cmocka_unit_test(test_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
