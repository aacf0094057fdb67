// Caps that payments share: per incident, person and year; and for any step, facts and times, what always holds.
#include "rules/paying.h"

enum { CLAIMS_MAX = 80, RANDOM_CLAIMS = 3000, RANDOM_CASES = 400, DAYS_MAX = 90 };

#define CHARTER(steps)                                                                                       \
    "# Charter: Caps\n\n- Id: caps\n- Between: the council; the company; the customer; the residents\n"      \
    "- Funds: the fund\n- In force: from 1 January 2024\n- Calendar: none\n- Year starts: 1 July\n\n"        \
    "## Redress R1: Paid\n" steps

struct caps {
    struct bench *b;
    struct cap_rules rules;
    struct claim claims[CLAIMS_MAX];
    size_t n;
};

static void caps_open(struct caps *c, const char *text, bool is_of_cases)
{
    *c = (struct caps){ .b = bench_open(str_from(text)) };
    const struct clause *clause = document_clause(c->b->document, STR("R1"));
    c->rules = (struct cap_rules){ &field_find(&clause->fields, KEY_STEP)->step, c->b->document,
                                   is_of_cases };
}

static void caps_close(struct caps *c)
{
    bench_close(c->b);
}

// "2026-03-02 25 incident=I1 person=P1": the day, pounds or "?", and who.
static void claim_add(struct caps *c, const char *text)
{
    str rest = str_from(text), day = str_cut(&rest, ' '), sum = str_cut(&rest, ' ');
    struct claim *claim = &c->claims[c->n++];
    decimal pounds;
    *claim = (struct claim){ .least = 0, .most = INT64_MAX };
    assert_true(date_parse(day, &claim->day));
    if (decimal_parse(sum, &pounds)) {
        assert_true(ratio_round(ratio_of_pounds(pounds), 1, ROUND_HALF_UP, &claim->least));
        claim->most = claim->least;
    }
    while (rest.at) {
        str value = str_cut(&rest, ' '), name = str_cut(&value, '=');
        if (str_equal(name, STR("incident")))
            claim->incident = value;
        else
            claim->person = value;
    }
}

// "£25 £0 £0-£25 ": what is left of each.
static void left_say(const struct cap_left *left, size_t n, char *out, size_t room)
{
    struct buffer b = buffer_open(1 << 16);
    for (size_t i = 0; i < n; i++) {
        pence_write(&b, left[i].least);
        if (left[i].most == INT64_MAX) {
            buffer_add(&b, STR("-?"));
        } else if (left[i].most != left[i].least) {
            buffer_byte(&b, '-');
            pence_write(&b, left[i].most);
        }
        buffer_byte(&b, ' ');
    }
    snprintf(out, room, "%.*s", STR_ARGS(buffer_str(&b)));
    buffer_close(&b);
}

struct row {
    const char *steps;
    bool is_of_cases;
    const char *claims[8];
    const char *expected, *words; // words: why the last is cut
};

static const struct row ROWS[] = {
    { "- Step 1: the council pays £25, to the person who reported\n",
      true,
      { "2026-03-02 25 incident=I1", "2026-03-02 25 incident=I1", "2026-03-03 25 incident=I2",
        "2026-03-03 25", "2026-03-03 25", "2026-03-05 25 incident=I1" },
      "£25 £0 £25 £25 £25 £0 ",
      "An incident is paid for once, and this one was paid for with an earlier report." },
    { "- Step 1: the council pays £25, at most £25 each person, to the person who reported\n",
      true,
      { "2026-03-02 25 incident=I1 person=P1", "2026-03-02 25 incident=I1 person=P2",
        "2026-03-04 25 incident=I2 person=P1" },
      "£25 £25 £0 ",
      "The most each person is £25, of which £25 went before." },
    { "- Step 1: the company pays £25, to the customer\n",
      true, // each was let down
      { "2026-03-02 25 incident=I1", "2026-03-02 25 incident=I1" },
      "£25 £25 ",
      "" },
    { "- Step 1: the council pays £20, at most £50 each incident, to the person who reported\n",
      true,
      { "2026-03-02 20 incident=I1", "2026-03-02 20 incident=I1", "2026-03-02 20 incident=I1",
        "2026-03-02 20 incident=I1" },
      "£20 £20 £10 £0 ",
      "The most each incident is £50, of which £50 went before." },
    { "- Step 1: the company pays £50, at most 5 times a financial year, at most £250 a financial year, to the "
      "customer\n",
      true,
      { "2026-03-30 50 person=P1", "2026-04-01 50 person=P1", "2026-04-02 50 person=P1",
        "2026-05-02 50 person=P1", "2026-06-02 50 person=P1", "2027-03-31 50 person=P1",
        "2027-03-31 50 person=P1", "2027-04-01 50 person=P1" },
      "£50 £50 £50 £50 £50 £50 £0 £50 ",
      "" },
    { "- Step 1: the company pays £25, at most 1 times a year, to the customer\n",
      true, // its year begins on 1 July
      { "2026-06-30 25 person=P1", "2026-07-01 25 person=P1", "2027-06-30 25 person=P1" },
      "£25 £25 £0 ",
      "It is paid at most 1 time each year, and was 1 time before." },
    { "- Step 1: the company pays £25, at most 1 times a year, to the customer\n",
      true, // who they were
      { "2026-07-01 25", "2026-07-02 25", "2026-07-03 25 person=P1", "2026-07-04 25 person=P2" },
      "£25 £0-£25 £0-£25 £0-£25 ",
      "It is paid at most 1 time each year, and was 2 times before. Whether those went to the same person is not on "
      "record." },
    { "- Step 1: the council funds £1,500 to the fund, at most £3,000 each financial year\n",
      false,
      { "2026-05-01 1500", "2026-08-01 1500", "2026-11-01 1500", "2027-04-01 1500" },
      "£1,500 £1,500 £0 £1,500 ",
      "" },
    { "- Step 1: the council funds £2,000 to the fund, at most £3,000 each year\n",
      false,
      { "2026-07-01 2000", "2027-06-30 2000" },
      "£2,000 £1,000 ",
      "The most each year is £3,000, of which £2,000 went before." },
    { "- Step 1: the council funds £40 to the fund, at most £60 each day\n",
      true,
      { "2026-07-01 40", "2026-07-01 40", "2026-07-02 40" },
      "£40 £20 £40 ",
      "" },
    { "- Step 1: the council funds £40 to the fund, at most £60 each quarter\n",
      true,
      { "2026-06-30 40", "2026-07-01 40", "2026-09-30 40" },
      "£40 £40 £20 ",
      "The most each quarter is £60, of which £40 went before." },
    { "- Step 1: the council funds £40 to the fund, at most £60 each year\n",
      true, // one before it is not known
      { "2026-07-01 ?", "2026-07-02 40" },
      "£0-£60 £0-£40 ",
      "The most each year is £60, of which £60 went before. Whether those went to the same person is not on "
      "record." },
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        const struct row *r = &ROWS[i];
        struct buffer text = buffer_open(4096);
        struct caps c;
        struct cap_left left[CLAIMS_MAX];
        char got[1000];
        buffer_print(&text, CHARTER("%s"), r->steps);
        buffer_byte(&text, 0);
        caps_open(&c, text.at, r->is_of_cases);
        for (size_t k = 0; k < sizeof r->claims / sizeof *r->claims && r->claims[k]; k++)
            claim_add(&c, r->claims[k]);
        assert_true(cap_is_shared(&c.rules) || r->is_of_cases);
        caps_apply(&c.rules, c.claims, c.n, left);
        left_say(left, c.n, got, sizeof got);
        if (strcmp(got, r->expected) != 0)
            fail_msg("row %zu: expected '%s', got '%s'", i, r->expected, got);
        str words = cap_words(&c.b->ctx, &left[c.n - 1]);
        if (!str_equal(words, str_from(r->words)))
            fail_msg("row %zu: expected '%s', got '%.*s'", i, r->words, STR_ARGS(words));
        caps_close(&c);
        buffer_close(&text);
    }
}

// Sixty people report one slogan: one of them is paid.
static void test_sixty(void **state)
{
    struct caps c;
    struct cap_left left[CLAIMS_MAX];
    int64_t sum = 0;
    (void)state;
    caps_open(&c, CHARTER("- Step 1: the council pays £25, to the person who reported\n"), true);
    for (int i = 0; i < 60; i++)
        claim_add(&c, "2026-03-02 25 incident=SLOGAN-1");
    caps_apply(&c.rules, c.claims, c.n, left);
    for (size_t i = 0; i < c.n; i++)
        sum += left[i].most;
    assert_int_equal(sum, 2500);
    assert_int_equal(left[0].least, 2500);
    caps_close(&c);
}

static unsigned next(unsigned *seed)
{
    *seed = *seed * 1103515245u + 12345u;
    return *seed >> 16;
}

static const char *const CAPS[] = {
    "- Step 1: the council pays £20, at most £50 each incident, to the person who reported\n",
    "- Step 1: the company pays £50, at most 3 times a quarter, at most £120 a year, to the customer\n",
    "- Step 1: the council funds £40 to the fund, at most £60 each month, at most 5 times each financial year\n",
    "- Step 1: the council pays £10, at most £25 each person, at most £40 each week, to the person who reported\n",
};

// Whatever the claims: never negative, never more than asked, and what is added later changes nothing before it.
static void test_random_claims(void **state)
{
    unsigned seed = 5;
    (void)state;
    for (size_t k = 0; k < sizeof CAPS / sizeof *CAPS; k++) {
        struct buffer text = buffer_open(4096);
        struct caps c;
        buffer_print(&text, CHARTER("%s"), CAPS[k]);
        buffer_byte(&text, 0);
        caps_open(&c, text.at, true);
        for (int round = 0; round < RANDOM_CLAIMS / 100; round++) {
            struct cap_left left[CLAIMS_MAX], some[CLAIMS_MAX];
            static const str names[] = { { 0 }, STR_INIT("A"), STR_INIT("B") };
            c.n = 2 + next(&seed) % 40;
            int day = 20000;
            for (size_t i = 0; i < c.n; i++) {
                day += (int)(next(&seed) % 12);
                c.claims[i] = (struct claim){ .day = { day }, .least = next(&seed) % 6000 };
                c.claims[i].most = c.claims[i].least + (next(&seed) % 5 ? 0 : 1000);
                c.claims[i].incident = names[next(&seed) % 3];
                c.claims[i].person = names[next(&seed) % 3];
            }
            size_t n = 1 + next(&seed) % (unsigned)(c.n - 1);
            caps_apply(&c.rules, c.claims, c.n, left);
            caps_apply(&c.rules, c.claims, n, some);
            for (size_t i = 0; i < c.n; i++) {
                assert_true(left[i].least >= 0 && left[i].least <= left[i].most);
                assert_true(left[i].most <= c.claims[i].most && left[i].least <= c.claims[i].least);
                assert_true(i >= n || (left[i].least == some[i].least && left[i].most == some[i].most));
            }
        }
        caps_close(&c);
        buffer_close(&text);
    }
}

// Late from 4 March (days) or from 22:00 (hours) on: what may have been paid until any later moment.
static const struct grows {
    const char *standard, *told;
    int64_t cap, least; // of the redress' last step, in pence
} GROWS[] = {
    { "S3", "report=2026-03-02T10:00; request=2026-03-06T09:00", 5000, 1200 },
    { "S2", "report=2026-03-02T10:00", 10000, 1500 },
    { "S15", "interruption=2026-03-03T10:00", INT64_MAX, 5000 },
    { "S15", "interruption=2025-03-03T10:00; customer=business", INT64_MAX, 5000 },
    { "S16",
      "timetabled arrival=2026-03-02T10:00; request=2026-03-02T10:01; ticket=return; return fare=33.33", 3333,
      0 },
};

static int64_t paid_now(struct bench *b, struct paying *p, instant at)
{
    int64_t sum = 0;
    pay_ask(b, p, as_of_instant(at));
    for (size_t i = 0; i < p->chain.n; i++)
        for (size_t s = 0; s < p->chain.at[i].answer.n_steps; s++)
            sum += p->chain.at[i].answer.steps[s].payment.pence;
    return sum;
}

// Never negative, never above the cap, never less than the day before; and nothing changes before it is said to.
static void test_grows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof GROWS / sizeof *GROWS; i++) {
        struct bench *b = bench_file("tariffs.md");
        struct paying p = { .standard = GROWS[i].standard,
                            .told = GROWS[i].told,
                            .done = "R1.1@2026-03-06T12:00" };
        str rest = str_from(GROWS[i].told), first = str_cut(&rest, ';');
        instant start = local(b, str_from_byte(first, str_find(first, STR("=")) + 1)), at,
                promised = INSTANT_NONE;
        int64_t before = 0, most = 0;
        char was[400] = "", is[400];
        for (int step = 0; step < 1200; step++) {
            at.second = start.second + 60 + (int64_t)step * (step < 400 ? 61 : 8 * 3600 + 7);
            int64_t now = paid_now(b, &p, at);
            chain_say(&p, is, sizeof is);
            if (now < before || now < 0 || now > GROWS[i].cap)
                fail_msg("%s, step %d: %lld after %lld", GROWS[i].standard, step, (long long)now,
                         (long long)before);
            if (*was && strcmp(was, is) != 0 && promised.second > at.second)
                fail_msg("%s, step %d: '%s' became '%s' before its time", GROWS[i].standard, step, was, is);
            promised = p.chain.next_change;
            assert_true(promised.second > at.second);
            before = now;
            most = now > most ? now : most;
            snprintf(was, sizeof was, "%s", is);
        }
        assert_true(most >= GROWS[i].least && (GROWS[i].cap == INT64_MAX || most == GROWS[i].cap));
        bench_close(b);
    }
}

// Asked day by day, as the clock does, or at once after it was put right: the same, from the moment it was.
static void test_at_once(void **state)
{
    unsigned seed = 3;
    (void)state;
    for (int k = 0; k < RANDOM_CASES / 10; k++) {
        struct bench *b = bench_file("tariffs.md");
        int day = 4 + (int)(next(&seed) % 27), hour = (int)(next(&seed) % 24);
        str told = str_format(b->ctx.arena,
                              "report=2026-03-02T10:00; completion=2026-03-%02dT%02d:30; "
                              "request=2026-03-06T09:00",
                              day, hour);
        struct paying p = { .standard = k % 2 ? "S2" : "S3",
                            .told = str_c(b->ctx.arena, told),
                            .done = "R1.1@2026-03-06T12:00" };
        instant start = local(b, STR("2026-03-02T10:00"));
        int64_t then = -1;
        for (int i = 0; i < DAYS_MAX; i++) {
            instant at = { start.second + (int64_t)i * DAY_SECONDS };
            int64_t now = paid_now(b, &p, at);
            bool is_mended = p.judgement.stopped.kind == MOMENT_KNOWN;
            if (!is_mended || at.second < start.second + 14 * DAY_SECONDS)
                continue; // the second contractor's time runs to the 11th
            assert_true(then < 0 || then == now);
            then = now;
        }
        bench_close(b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),  cmocka_unit_test(test_sixty),   cmocka_unit_test(test_random_claims),
        cmocka_unit_test(test_grows), cmocka_unit_test(test_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
