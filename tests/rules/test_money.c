// Sums of money, exactly: fractions, rounding, instalments; and what an agreement's reward comes to.
#include "rules/money.h"

#include "document/parse.h"
#include "rules/reward.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { ARENA_MAX = 64 << 20, RANDOM_SPLITS = 20000 };

static decimal number(const char *text)
{
    decimal d;
    assert_true(decimal_parse(str_from(text), &d));
    return d;
}

static void test_rounding(void **state)
{
    static const struct {
        int64_t part, whole, step;
        int64_t up, even;
    } rows[] = {
        { 5, 2, 1, 3, 2 },         { 7, 2, 1, 4, 4 },         { 249, 100, 1, 2, 2 },
        { 251, 100, 1, 3, 3 },     { -5, 2, 1, -2, -2 },      { -7, 2, 1, -3, -4 },
        { -1, 3, 1, 0, 0 },        { 0, 7, 1, 0, 0 },         { 150, 1, 100, 200, 200 },
        { 250, 1, 100, 300, 200 }, { 149, 1, 100, 100, 100 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t up, even;
        struct ratio r = ratio_of(rows[i].part, rows[i].whole);
        assert_true(ratio_round(r, rows[i].step, ROUND_HALF_UP, &up));
        assert_true(ratio_round(r, rows[i].step, ROUND_HALF_EVEN, &even));
        if (up != rows[i].up || even != rows[i].even)
            fail_msg("row %zu: %lld and %lld", i, (long long)up, (long long)even);
    }
}

// Whatever is no number stays none; nothing overflows in silence.
static void test_limits(void **state)
{
    struct ratio large = ratio_of(INT64_MAX / 2, 1), tiny = ratio_of(1, INT64_MAX / 2 - 1);
    int64_t pence;
    (void)state;
    assert_false(ratio_is(ratio_over(large, ratio_of(0, 1))));
    assert_false(ratio_is(ratio_times(large, ratio_of(3, 1))));
    assert_true(ratio_is(ratio_times(large, tiny)));
    assert_false(ratio_is(ratio_times(RATIO_NONE, tiny)));
    assert_false(ratio_is(ratio_minus(large, RATIO_NONE)));
    assert_false(ratio_round(RATIO_NONE, 1, ROUND_HALF_UP, &pence));
    assert_false(ratio_is(ratio_of(1, 0)));
    assert_int_equal(ratio_compare(ratio_of(1, 3), ratio_of(2, 6)), 0);
    assert_int_equal(ratio_compare(ratio_of(-1, 3), ratio_of(1, -4)), -1);
}

static void test_numbers(void **state)
{
    static const struct {
        const char *text;
        int64_t digits;
        int places;
        bool is_read;
    } rows[] = {
        { "10.30", 1030, 2, true },
        { "£1,234.5", 12345, 1, true },
        { " 7 ", 7, 0, true },
        { "£ 0.005", 5, 3, true },
        { "1,234,567", 1234567, 0, true },
        { "", 0, 0, false },
        { "1.", 0, 0, false },
        { ".5", 0, 0, false },
        { "-3", 0, 0, false },
        { "1.23456", 0, 0, false },
        { "12,34", 0, 0, false },
        { "a lot", 0, 0, false },
        { "1e3", 0, 0, false },
        { "1.2.3", 0, 0, false },
        { "9999999999999999", 0, 0, false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        decimal d;
        bool is_read = decimal_parse(str_from(rows[i].text), &d);
        if (is_read != rows[i].is_read ||
            (is_read && (d.digits != rows[i].digits || d.places != rows[i].places)))
            fail_msg("'%s'", rows[i].text);
    }
}

static void test_words(void **state)
{
    static const struct {
        int64_t pence;
        const char *words, *plain;
    } rows[] = {
        { 0, "£0", "0.00" },
        { 5, "£0.05", "0.05" },
        { 1030, "£10.30", "10.30" },
        { 100000, "£1,000", "1000.00" },
        { 332482500, "£3,324,825", "3324825.00" },
        { 123456789, "£1,234,567.89", "1234567.89" },
        { -250, "-£2.50", "-2.50" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer words = buffer_open(64), plain = buffer_open(64);
        pence_write(&words, rows[i].pence);
        pence_write_plain(&plain, rows[i].pence);
        assert_true(str_equal(buffer_str(&words), str_from(rows[i].words)));
        assert_true(str_equal(buffer_str(&plain), str_from(rows[i].plain)));
        buffer_close(&words);
        buffer_close(&plain);
    }
}

// Instalments make up the total to the penny, whatever the shares.
static void test_instalments(void **state)
{
    unsigned seed = 11;
    int64_t pence[INSTALMENTS_MAX];
    struct ratio halves[] = { { 1, 2 }, { 1, 2 } }, thirds[] = { { 1, 3 }, { 1, 3 }, { 1, 3 } };
    (void)state;
    assert_true(instalments(101, halves, 2, pence));
    assert_int_equal(pence[0], 50);
    assert_int_equal(pence[1], 51);
    assert_true(instalments(100, thirds, 3, pence));
    assert_int_equal(pence[0] + pence[1] + pence[2], 100);
    assert_int_equal(pence[0], 33);
    for (int k = 0; k < RANDOM_SPLITS; k++) {
        struct ratio shares[8];
        int64_t sum = 0, weights[8], all = 0;
        size_t n = 1 + (seed >> 16) % 8;
        for (size_t i = 0; i < n; i++) {
            seed = seed * 1103515245u + 12345u;
            all += weights[i] = 1 + (seed >> 16) % 97;
        }
        for (size_t i = 0; i < n; i++)
            shares[i] = ratio_of(weights[i], all);
        seed = seed * 1103515245u + 12345u;
        assert_true(instalments(seed, shares, n, pence));
        for (size_t i = 0; i < n; i++) {
            assert_true(pence[i] >= 0);
            sum += pence[i];
        }
        assert_int_equal(sum, seed);
    }
}

// The lines of a reward as a document has them, each read as a step's payment.
static const struct step *step_of(const struct document *document, const char *label, size_t line)
{
    const struct clause *clause = document_clause(document, str_from(label));
    const struct field *f = field_find(&clause->fields, KEY_STEP);
    while (line-- > 0)
        f = field_next(&clause->fields, KEY_STEP, f);
    assert_false(f->is_bad);
    return &f->step;
}

struct scheme {
    struct ctx ctx;
    struct reward_pays pays[2];
    struct reward reward;
};

#define SCHEME(total, share)                                                                                 \
    "# Charter: Reward\n\n- Id: r\n- Between: the department; the council\n- In force: from 1 April 2009\n"  \
    "- Calendar: none\n\n## Redress R1: Reward\n- Step 1: the department pays " total "\n"                   \
    "- Step 2: the department pays " share "\n"                                                              \
    "- Step 3: the department pays nothing, when achievement under 60%\n"                                    \
    "- Step 3: the department pays achievement of the share, at most the share\n"                            \
    "- Step 4: the department pays 1/5 of the share\n"

static struct reward_pays pays_of(const struct step *step)
{
    return (struct reward_pays){ &step->amount, step->parts, step->n };
}

static struct scheme *scheme_open(const char *text)
{
    struct ctx ctx = { .arena = arena_open(ARENA_MAX) };
    struct scheme *s = ARENA_NEW(ctx.arena, struct scheme);
    struct diagnostics diagnostics = { 0 };
    struct document *document;
    s->ctx = ctx;
    assert_int_equal(document_parse(&s->ctx, STR("r.md"), str_from(text), &diagnostics, &document), OK);
    assert_int_equal(diagnostics.errors, 0);
    s->pays[0] = pays_of(step_of(document, "R1", 2));
    s->pays[1] = pays_of(step_of(document, "R1", 3));
    s->reward = (struct reward){ &step_of(document, "R1", 0)->amount, &step_of(document, "R1", 1)->amount,
                                 s->pays, 2, &step_of(document, "R1", 4)->amount };
    return s;
}

#define WIGHT SCHEME("2.5% of £132,993,000", "1/12 of the total")
#define ROUNDED SCHEME("2.5% of £132,993,000 rounded to £1,000", "1/12 of the total")
#define LARGER SCHEME("2.5% of £237,627,655", "1/12 of the total")

// Performance with and without the agreement; where less is better both differences are negative.
static void test_reward(void **state)
{
    static const struct {
        const char *text, *without, *with, *actual;
        int64_t total, pence;
    } rows[] = {
        { WIGHT, "50", "60", "60", 332482500, 27706875 },
        { WIGHT, "50", "60", "56", 332482500, 16624125 },   // exactly 60% pays
        { WIGHT, "50", "60", "55.9", 332482500, 0 },        // 59% does not
        { WIGHT, "20", "10", "13", 332482500, 19394812 },   // £193,948.125: to the even penny
        { WIGHT, "20", "10", "4", 332482500, 27706875 },    // never more than the share
        { WIGHT, "20", "10", "14.01", 332482500, 0 },       // 59.9%
        { WIGHT, "50", "60", "49", 332482500, 0 },          // worse than without it
        { LARGER, "50", "60", "58", 594069138, 39604609 },  // of the exact total, £5,940,691.375
        { ROUNDED, "50", "60", "60", 332500000, 27708333 }, // £277,083.33...
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct scheme *s = scheme_open(rows[i].text);
        struct ratio p = achievement_of(number(rows[i].actual), number(rows[i].without),
                                        number(rows[i].with));
        struct reward_answer a = reward_work(&s->reward, p);
        if (a.state != PAYMENT_DUE || a.total != rows[i].total || a.pence != rows[i].pence)
            fail_msg("row %zu: state %d, total %lld, grant %lld", i, (int)a.state, (long long)a.total,
                     (long long)a.pence);
        arena_close(s->ctx.arena);
    }
}

static void test_reward_not_known(void **state)
{
    struct scheme *s = scheme_open(WIGHT);
    struct reward_answer a = reward_work(&s->reward, RATIO_NONE);
    (void)state;
    assert_int_equal(a.state, PAYMENT_NOT_KNOWN);
    assert_true(str_equal(a.missing, STR("achievement")));
    assert_false(ratio_is(achievement_of(number("5"), number("50"), number("50")))); // no enhancement
    arena_close(s->ctx.arena);
}

// A fifth on account is taken off the first instalment; what was paid too much is to be paid back.
static void test_reward_paid(void **state)
{
    struct scheme *s = scheme_open(WIGHT);
    struct share halves[] = { { SHARE_FRACTION, { 1, 0 }, { 2, 0 } },
                              { SHARE_FRACTION, { 1, 0 }, { 2, 0 } } };
    int64_t on_account, pence[2];
    (void)state;
    assert_true(reward_on_account(&s->reward, &on_account));
    assert_int_equal(on_account, 5541375); // a fifth of £277,068.75
    assert_true(reward_instalments(27706875, on_account, halves, 2, pence));
    assert_int_equal(pence[0], 13853438 - 5541375);
    assert_int_equal(pence[1], 13853437);
    assert_true(reward_instalments(19394812, 0, halves, 2, pence));
    assert_int_equal(pence[0], 9697406);
    assert_int_equal(pence[1], 9697406);
    assert_true(reward_instalments(0, on_account, halves, 2, pence));
    assert_int_equal(pence[0], 0);
    assert_int_equal(pence[1], -5541375);
    arena_close(s->ctx.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rounding),         cmocka_unit_test(test_limits),
        cmocka_unit_test(test_numbers),          cmocka_unit_test(test_words),
        cmocka_unit_test(test_instalments),      cmocka_unit_test(test_reward),
        cmocka_unit_test(test_reward_not_known), cmocka_unit_test(test_reward_paid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
