// Every allocation of ours fails once: the arena's cap is moved up in small steps, so that the judge runs out of
// memory at one place after another. It must say so each time, and give the whole answer once there is enough.
#include "app/follow.h"
#include "app/judge.h"
#include "app/template.h"
#include "base/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { STEP = 512, ENOUGH = 256 << 20 };

static const char *example(char *path, size_t room, const char *name)
{
    const char *source = getenv("WARDMOTE_SOURCE");
    snprintf(path, room, "%s/library/examples/%s", source ? source : ".", name);
    return path;
}

struct answer {
    size_t rows, used;
    int64_t cases;
};

static result judge_with(size_t cap, struct answer *answer, char text[static ERROR_TEXT_MAX])
{
    char document[512], requests[512], mapping[512];
    const char *documents[] = { example(document, sizeof document, "harcaster-streets.md") };
    struct ctx ctx = { .arena = arena_open(cap) };
    struct judge_result judged;
    struct judge_options options = {
        documents, 1, .has_as_of = true, .by_area = true, .by_period = true, .wants_cases = true, .threads = 2
    };
    options.requests = str_from(example(requests, sizeof requests, "harcaster-requests.csv"));
    options.mapping = str_from(example(mapping, sizeof mapping, "harcaster-mapping.md"));
    assert_true(stamp_parse(STR("2026-11-22"), &options.as_of));
    result e = judge_run(&ctx, &options, &judged);
    memcpy(text, ctx.error.text, ERROR_TEXT_MAX);
    *answer = (struct answer){ .used = arena_used(ctx.arena) };
    if (!e) {
        answer->rows = judged.rows.n;
        for (size_t i = 0; i < judged.rows.n; i++)
            answer->cases += counts_cases(&judged.rows.at[i].counts);
    }
    arena_close(ctx.arena);
    return e;
}

static void test_every_place(void **state)
{
    struct answer whole, some;
    char text[ERROR_TEXT_MAX];
    (void)state;
    assert_int_equal(judge_with(ENOUGH, &whole, text), OK);
    assert_true(whole.rows > 0 && whole.cases > 0);
    int failed = 0;
    size_t step = whole.used / 1500 > STEP ? whole.used / 1500 : STEP;
    for (size_t cap = step; cap < whole.used; cap += step) {
        result e = judge_with(cap, &some, text);
        if (e != ERR_LIMIT || !strstr(text, "more memory than is allowed"))
            fail_msg("with %zu bytes: %s, '%s'", cap, result_name(e), text);
        failed++;
    }
    assert_true(failed > 100);
    assert_int_equal(judge_with(whole.used, &some, text), OK);
    assert_int_equal(some.rows, whole.rows);
    assert_int_equal(some.cases, whole.cases);
}

// The procedure and the case of the README; what it comes to is told by how much was found.
static result follow_with(int64_t n, size_t *found, bool *has_failed)
{
    const char *source = getenv("WARDMOTE_SOURCE");
    char document[512], facts[512];
    const char *documents[] = { document };
    struct ctx ctx = { .arena = arena_open(ENOUGH) };
    struct follow_result followed;
    struct follow_options options = { documents, 1, .has_as_of = true };
    snprintf(document, sizeof document, "%s/docs/language_examples/call_for_action.md",
             source ? source : ".");
    options.facts = example(facts, sizeof facts, "harcaster-call.csv");
    assert_true(stamp_parse(STR("2026-08-20"), &options.as_of));
    memory_fail_after(n);
    result e = follow_run(&ctx, &options, &followed);
    *has_failed = memory_has_failed();
    memory_fail_after(0);
    if (!e && arena_is_full(ctx.arena))
        e = arena_fail(&ctx); // as the program does before it prints anything
    *found = 0;
    for (size_t i = 0; !e && i < followed.cases.n; i++)
        *found += followed.cases.at[i]->answer.entries.n + followed.cases.at[i]->answer.owed.n +
            followed.cases.at[i]->answer.choices.n;
    arena_close(ctx.arena);
    return e;
}

static void test_follow(void **state)
{
    size_t whole, found;
    bool has_failed = true;
    int64_t n = 1;
    (void)state;
    assert_int_equal(follow_with(0, &whole, &has_failed), OK);
    assert_true(whole > 10);
    for (has_failed = true; has_failed; n += 1 + n / 200) {
        result e = follow_with(n, &found, &has_failed);
        if (has_failed ? e != ERR_LIMIT : e || found != whole)
            fail_msg("allocation %lld: %s, %zu of %zu found", (long long)n, result_name(e), found, whole);
    }
    assert_true(n > 500);
}

// A document to begin with, or somebody's standards taken over, with that much memory.
static result template_with(size_t cap, const char *from, struct buffer *out)
{
    size_t n;
    struct ctx ctx = { .arena = arena_open(cap) };
    struct diagnostics diagnostics = { 0 };
    struct template_wish wish = { .kind = document_kinds(&n), .title = STR("Ours"), .today = { 20000 } };
    wish.from = str_from(from);
    result e = template_write(&ctx, &wish, &diagnostics, out);
    if (e)
        assert_string_not_equal(ctx.error.text, "");
    arena_close(ctx.arena);
    return e;
}

static void test_templates(void **state)
{
    static const char *const from[] = { "", "salford" };
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct buffer whole = buffer_open(1 << 20);
        int failed = 0;
        result e = template_with(ENOUGH, from[i], &whole);
        assert_int_equal(e, OK);
        for (size_t cap = STEP; cap < ENOUGH; cap += STEP) {
            struct buffer some = buffer_open(1 << 20);
            e = template_with(cap, from[i], &some);
            bool is_whole = str_equal(buffer_str(&some), buffer_str(&whole));
            buffer_close(&some);
            if (!e) {
                assert_true(is_whole);
                break;
            }
            assert_int_equal(e, ERR_LIMIT);
            failed++;
        }
        assert_true(failed > 10);
        buffer_close(&whole);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_every_place), cmocka_unit_test(test_follow),
                                        cmocka_unit_test(test_templates) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
