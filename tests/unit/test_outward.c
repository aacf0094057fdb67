// What of a report goes out where no role says who reads it: its words as everybody reads them, and its place.
#include "app/outward.h"

#include "app/hiding.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { OPENING = 10, LATER = 12, ARENA = 1 << 20 };

#define WORDS "Mr Jones threw it, ring me on 07700 900123"
#define COVERED "[name] threw it, ring me on [telephone number]"
#define PLACE "By the gate, ask ada@example.org"
#define PLACE_COVERED "By the gate, ask [e-mail address]"

// A report, what was said of its words behind it, and something written later.
static size_t facts_make(struct fact_row facts[4], enum fact_kind kind, const char *name, const char *value)
{
    size_t n = 0;
    facts[n++] = (struct fact_row){
        .id = OPENING, .case_id = OPENING, .kind = FACT_OPENED, .words = STR(WORDS)
    };
    facts[n++] = (struct fact_row){
        .id = OPENING + 1, .case_id = OPENING, .kind = FACT_AREA, .value = STR("Onward ward")
    };
    if (name)
        facts[n++] = (struct fact_row){ .id = LATER - 1,
                                        .case_id = OPENING,
                                        .kind = kind,
                                        .name = str_from(name),
                                        .value = str_from(value),
                                        .until = INSTANT_FAR };
    facts[n++] = (struct fact_row){
        .id = LATER, .case_id = OPENING, .kind = FACT_DISPUTED, .words = STR("Ring 07700 900999")
    };
    for (size_t i = 0; i < n; i++)
        facts[i].corrects = ID_NONE;
    return n;
}

static void assert_str(str got, const char *expected, const char *note)
{
    if (!str_equal(got, str_from(expected)))
        fail_msg("%s: '%.*s', not '%s'", note, STR_ARGS(got), expected);
}

static void test_outward(void **state)
{
    static const struct {
        const char *note;
        enum fact_kind kind;
        const char *name, *value;
        const char *words, *held, *place, *covered;
        bool has_point;
    } rows[] = {
        { "nobody looked", 0, NULL, NULL, COVERED, "", PLACE_COVERED, "[name]", true },
        { "shown whole", FACT_HIDDEN, "words", "no", WORDS, "", PLACE_COVERED, "[e-mail address]", true },
        { "covered again", FACT_HIDDEN, "words", "no: covered", COVERED, "", PLACE_COVERED, "[name]", true },
        { "all words hidden", FACT_HIDDEN, "words", "yes: a person is named", "", "a person is named",
          PLACE_COVERED, "[e-mail address]", true },
        { "the report hidden", FACT_HIDDEN, "entry 10", "yes: somebody is insulted or threatened", "",
          "somebody is insulted or threatened", PLACE_COVERED, "[e-mail address]", true },
        { "another entry hidden", FACT_HIDDEN, "entry 12", "yes: a person is named", COVERED, "",
          PLACE_COVERED, "[name]", true },
        { "a home given away", FACT_HIDDEN, "entry 10", "yes: it gives away where somebody lives", "",
          "it gives away where somebody lives", "Onward ward", "", false },
        { "withheld", FACT_WITHHELD, "", "review", "", "it is not for everybody", "Onward ward", "", false },
        { "withheld no more", FACT_WITHHELD, "", "no", COVERED, "", PLACE_COVERED, "[name]", true },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ctx ctx = { .arena = arena_open(ARENA) };
        struct fact_row at[4];
        struct fact_row_list facts = { at, facts_make(at, rows[i].kind, rows[i].name, rows[i].value), 4 };
        struct outward out = { &ctx, &facts, { 0 }, { 0 } };
        struct outward_words words;
        struct private_by_fact_out place = { .place = STR(PLACE),
                                             .latitude = STR("53.1"),
                                             .longitude = STR("-2.1") };
        assert_int_equal(outward_words_make(&out, &at[0], &words), OK);
        assert_int_equal(outward_place_make(&out, &place), OK);
        assert_str(words.words, rows[i].words, rows[i].note);
        assert_str(words.held, rows[i].held, rows[i].note);
        assert_str(place.place, rows[i].place, rows[i].note);
        assert_str(out.covered, rows[i].covered, rows[i].note);
        assert_int_equal(place.latitude.n > 0 && place.longitude.n > 0, rows[i].has_point);
        arena_close(ctx.arena);
    }
}

// Somebody looked at what was written until then, not at what came later.
static void test_later(void **state)
{
    struct ctx ctx = { .arena = arena_open(ARENA) };
    struct fact_row at[4];
    struct fact_row_list facts = { at, facts_make(at, FACT_HIDDEN, "words", "no"), 4 };
    struct outward out = { &ctx, &facts, { 0 }, { 0 } };
    struct outward_words words;
    (void)state;
    assert_int_equal(outward_words_make(&out, &at[3], &words), OK);
    assert_str(words.words, "Ring [telephone number]", "later");
    arena_close(ctx.arena);
}

// Of no place at all the area is said.
static void test_no_place(void **state)
{
    struct ctx ctx = { .arena = arena_open(ARENA) };
    struct fact_row at[4];
    struct fact_row_list facts = { at, facts_make(at, 0, NULL, NULL), 4 };
    struct outward out = { &ctx, &facts, { 0 }, { 0 } };
    struct private_by_fact_out place = { .place = { 0 } };
    (void)state;
    assert_int_equal(outward_place_make(&out, &place), OK);
    assert_str(place.place, "Onward ward", "no place");
    arena_close(ctx.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_outward), cmocka_unit_test(test_later),
                                        cmocka_unit_test(test_no_place) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
