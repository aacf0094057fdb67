// Which days count: ordinals and back against a loop over days, holidays given twice, the library's calendars against
// the published holidays.
#include "rules/calendar.h"

#include "base/arena.h"
#include "base/file.h"
#include "format/calendar_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { ARENA_MAX = 64 << 20, FILE_MAX = 1 << 20, PATH_SIZE = 1024, DAYS_MAX = 31 * 366 };

static struct ctx open_ctx(void)
{
    struct ctx ctx = { .arena = arena_open(ARENA_MAX) };
    assert_non_null(ctx.arena);
    return ctx;
}

static date day(int year, int month, int of_month)
{
    return date_from_civil((struct civil){ year, month, of_month });
}

static const struct calendar *build(struct ctx *ctx, const struct calendar_source *source)
{
    const struct calendar *calendar = NULL;
    if (calendar_build(ctx, source, &calendar))
        fail_msg("%s", ctx->error.text);
    return calendar;
}

// Two years with holidays on every kind of day: in the middle of the week, on a weekend, at both ends, side by side,
// out of order, twice, and outside the years they are known for.
static struct calendar_source two_years(unsigned weekend)
{
    static struct holiday holidays[9];
    static const struct {
        int year, month, day;
        const char *title;
    } rows[] = {
        { 2025, 12, 25, "Christmas Day" }, { 2025, 12, 26, "Boxing Day" },
        { 2024, 1, 1, "New Year's Day" },  { 2025, 12, 25, "Christmas again" },
        { 2025, 12, 31, "Last day" },      { 2024, 6, 1, "A Saturday" },
        { 2024, 6, 7, "A Friday" },        { 2023, 12, 25, "Before the years" },
        { 2026, 1, 1, "After the years" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        holidays[i] = (struct holiday){ day(rows[i].year, rows[i].month, rows[i].day),
                                        str_from(rows[i].title) };
    return (struct calendar_source){ .id = STR("two-years"),
                                     .title = STR("Two years"),
                                     .zone = STR("UTC"),
                                     .weekend = weekend,
                                     .first_year = 2024,
                                     .last_year = 2025,
                                     .holidays = { holidays, 9, 9 } };
}

// The same, said day by day.
static bool is_working_plainly(const struct calendar_source *source, date d)
{
    int year = date_civil(d).year;
    if (source->weekend >> date_weekday(d) & 1)
        return false;
    for (size_t i = 0; i < source->holidays.n; i++)
        if (source->holidays.at[i].day.day == d.day && year >= source->first_year &&
            year <= source->last_year)
            return false;
    return true;
}

static void ordinals_check(const struct calendar_source *source, const char *note)
{
    struct ctx ctx = open_ctx();
    const struct calendar *c = build(&ctx, source);
    date first = day(2020, 1, 1), last = day(2030, 12, 31);
    int64_t count = calendar_ordinal(c, (date){ first.day - 1 });
    for (date d = first; d.day <= last.day; d.day++) {
        bool is_working = is_working_plainly(source, d);
        count += is_working;
        if (calendar_is_working(c, d) != is_working || calendar_ordinal(c, d) != count ||
            (calendar_why_not(c, d).n == 0) != is_working)
            fail_msg("%s: day %d has ordinal %lld, expected %lld", note, d.day,
                     (long long)calendar_ordinal(c, d), (long long)count);
        if (is_working && calendar_date_at(c, count).day != d.day)
            fail_msg("%s: ordinal %lld is day %d, expected %d", note, (long long)count,
                     calendar_date_at(c, count).day, d.day);
        date n = d;
        while (!is_working_plainly(source, n))
            n.day++;
        assert_int_equal(calendar_next_working(c, d).day, n.day);
    }
    arena_close(ctx.arena);
}

static void test_ordinals(void **state)
{
    static const struct {
        unsigned weekend;
        const char *note;
    } rows[] = {
        { 1u << SATURDAY | 1u << SUNDAY, "Saturday and Sunday" },
        { 1u << FRIDAY | 1u << SATURDAY, "Friday and Saturday" },
        { 1u << SUNDAY, "Sunday only" },
        { 0, "no weekend" },
        { 1u << MONDAY | 1u << WEDNESDAY | 1u << FRIDAY, "every other day" },
        { 127u & ~(1u << THURSDAY), "Thursdays only" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct calendar_source source = two_years(rows[i].weekend);
        ordinals_check(&source, rows[i].note);
    }
}

static void test_holidays_given_twice(void **state)
{
    struct ctx ctx = open_ctx();
    struct calendar_source source = two_years(1u << SATURDAY | 1u << SUNDAY);
    const struct calendar *c = build(&ctx, &source);
    const struct holiday_list *sorted = &calendar_source(c)->holidays;
    (void)state;
    assert_int_equal(sorted->n, 8);
    for (size_t i = 1; i < sorted->n; i++)
        assert_true(sorted->at[i - 1].day.day < sorted->at[i].day.day);
    assert_true(
        str_equal(calendar_why_not(c, day(2025, 12, 25)), STR("Christmas Day"))); // the first title stays
    assert_int_equal(source.holidays.n, 9); // what was given is as it was
    assert_true(str_equal(source.holidays.at[0].title, STR("Christmas Day")));
    arena_close(ctx.arena);
}

static void test_why_not(void **state)
{
    struct ctx ctx = open_ctx();
    struct calendar_source source = two_years(1u << SATURDAY | 1u << SUNDAY);
    const struct calendar *c = build(&ctx, &source);
    (void)state;
    assert_true(
        str_equal(calendar_why_not(c, day(2024, 6, 1)), STR("A Saturday"))); // the holiday before the weekend
    assert_true(str_equal(calendar_why_not(c, day(2024, 6, 2)), STR("Sunday")));
    assert_int_equal(calendar_why_not(c, day(2024, 6, 3)).n, 0);
    assert_int_equal(calendar_why_not(c, day(2023, 12, 25)).n, 0); // not known
    assert_true(calendar_is_holiday(c, day(2024, 6, 1)) && !calendar_is_holiday(c, day(2024, 6, 2)));
    assert_false(calendar_is_holiday(c, day(2026, 1, 1)));
    assert_true(calendar_covers(c, day(2024, 1, 1)) && calendar_covers(c, day(2025, 12, 31)));
    assert_false(calendar_covers(c, day(2023, 12, 31)) || calendar_covers(c, day(2026, 1, 1)));
    arena_close(ctx.arena);
}

// A holiday without a name is one all the same.
static void test_holiday_without_a_name(void **state)
{
    struct ctx ctx = open_ctx();
    struct holiday one = { day(2026, 6, 3), { 0 } };
    struct calendar_source source = { .first_year = 2026, .last_year = 2026, .holidays = { &one, 1, 1 } };
    const struct calendar *c = build(&ctx, &source);
    (void)state;
    assert_true(str_equal(calendar_why_not(c, one.day), STR("holiday")) && !calendar_is_working(c, one.day));
    arena_close(ctx.arena);
}

static void test_far_away(void **state)
{
    struct ctx ctx = open_ctx();
    struct calendar_source source = two_years(1u << SATURDAY | 1u << SUNDAY);
    const struct calendar *c = build(&ctx, &source);
    (void)state;
    assert_int_equal(calendar_date_at(c, 4000000).day, day(9999, 12, 31).day);
    assert_int_equal(calendar_date_at(c, INT64_MAX / 8).day, day(9999, 12, 31).day);
    assert_int_equal(calendar_date_at(c, -INT64_MAX / 8).day, day(1, 1, 1).day);
    for (int year = 1; year < 9999; year += 7) {
        date d = calendar_next_working(c, day(year, 5, 1));
        assert_true(calendar_is_working(c, d) && d.day - day(year, 5, 1).day < 3);
        assert_int_equal(calendar_date_at(c, calendar_ordinal(c, d)).day, d.day);
    }
    arena_close(ctx.arena);
}

static void test_what_is_no_calendar(void **state)
{
    static const struct {
        unsigned weekend;
        int first_year, last_year;
        const char *expected;
    } rows[] = {
        { 127, 2024, 2025, "the calendar 'x' has no working day in the week" },
        { 255, 2024, 2025, "the calendar 'x' has no working day in the week" },
        { 0, 2025, 2024,
          "the calendar 'x' is known for the years 2025 to 2024: they must lie from 1600 to 2400" },
        { 0, 1, 2024, "the calendar 'x' is known for the years 1 to 2024: they must lie from 1600 to 2400" },
        { 0, 2000, 9999,
          "the calendar 'x' is known for the years 2000 to 9999: they must lie from 1600 to 2400" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ctx ctx = open_ctx();
        const struct calendar *calendar;
        struct calendar_source source = { .id = STR("x"),
                                          .weekend = rows[i].weekend,
                                          .first_year = rows[i].first_year,
                                          .last_year = rows[i].last_year };
        assert_int_equal(calendar_build(&ctx, &source, &calendar), ERR_RULE);
        assert_string_equal(ctx.error.text, rows[i].expected);
        arena_close(ctx.arena);
    }
}

static str file_of(struct ctx *ctx, const char *variable, const char *usual, const char *name)
{
    char path[PATH_SIZE];
    const char *folder = getenv(variable);
    str bytes = { 0 };
    snprintf(path, sizeof path, "%s/%s", folder ? folder : usual, name);
    if (file_exists(path) && file_read(ctx, path, FILE_MAX, &bytes))
        fail_msg("%s", ctx->error.text);
    return bytes;
}

static str data_of(struct ctx *ctx, const char *name)
{
    return file_of(ctx, "WARDMOTE_DATA", "../shared/data", name);
}

static const struct calendar *library_calendar_of(struct ctx *ctx, const char *name)
{
    char file[PATH_SIZE];
    struct calendar_source source;
    snprintf(file, sizeof file, "library/calendars/%s.md", name);
    str bytes = file_of(ctx, "WARDMOTE_SOURCE", ".", file);
    assert_true(bytes.n > 0);
    if (calendar_parse(ctx, str_from(file), bytes, &source))
        fail_msg("%s:%d:%d: %s", ctx->error.source, ctx->error.place.line, ctx->error.place.column,
                 ctx->error.text);
    assert_true(str_equal(source.id, str_from(name)));
    return build(ctx, &source);
}

// The data's holidays of a nation; of every nation for "uk". `date,nation,title,source`
static size_t days_check(const struct calendar *c, str csv, str nation)
{
    bool is_seen[DAYS_MAX] = { false }; // a day may stand under several nations
    int32_t first = day(2000, 1, 1).day;
    size_t n = 0;
    (void)str_cut(&csv, '\n');
    while (csv.at) {
        str line = str_cut(&csv, '\n'), text = str_cut(&line, ','), whose = str_cut(&line, ',');
        date d;
        if (!date_parse(text, &d) || (!str_equal(nation, STR("uk")) && !str_equal(whose, nation)))
            continue;
        if (!calendar_is_holiday(c, d))
            fail_msg("%.*s is no holiday of %.*s", STR_ARGS(text), STR_ARGS(nation));
        assert_true(d.day >= first && d.day - first < DAYS_MAX);
        n += !is_seen[d.day - first];
        is_seen[d.day - first] = true;
    }
    return n;
}

static void test_library_against_the_record(void **state)
{
    static const char *const names[] = { "england-and-wales", "scotland", "northern-ireland", "uk" };
    struct ctx ctx = open_ctx();
    str csv = data_of(&ctx, "calendars/bank_holidays_uk_2000_2030.csv");
    (void)state;
    if (!csv.n) {
        arena_close(ctx.arena);
        skip();
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct calendar *c = library_calendar_of(&ctx, names[i]);
        size_t n = days_check(c, csv, str_from(names[i]));
        assert_true(n > 200);
        assert_int_equal(calendar_source(c)->holidays.n, n); // and no others
        assert_int_equal(calendar_source(c)->first_year * 10000 + calendar_source(c)->last_year, 20002030);
    }
    arena_close(ctx.arena);
}

// The days of both that lie in the years of `years`, one by one.
static void same_days_check(const struct calendar *a, const struct calendar *b,
                            const struct calendar_source *years)
{
    date first = day(years->first_year, 1, 1), last = day(years->last_year, 12, 31);
    for (date d = first; d.day <= last.day; d.day++)
        if (calendar_is_holiday(a, d) != calendar_is_holiday(b, d)) {
            struct civil c = date_civil(d);
            fail_msg("%.*s: %d-%02d-%02d", STR_ARGS(years->id), c.year, c.month, c.day);
        }
}

static void test_library_against_govuk(void **state)
{
    static const char *const names[] = { "england-and-wales", "scotland", "northern-ireland" };
    struct ctx ctx = open_ctx();
    str json = data_of(&ctx, "calendars/govuk_bank_holidays.json");
    (void)state;
    if (!json.n) {
        arena_close(ctx.arena);
        skip();
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct calendar_source source;
        assert_int_equal(calendar_any_parse(&ctx, STR("govuk.json"), json, str_from(names[i]), &source), OK);
        assert_int_equal(source.first_year * 10000 + source.last_year, 20192028);
        assert_true(str_equal(source.id, str_from(names[i])));
        const struct calendar *c = build(&ctx, &source);
        same_days_check(library_calendar_of(&ctx, names[i]), c, calendar_source(c));
    }
    arena_close(ctx.arena);
}

// A day off in any part: the union of the three.
static void test_uk_is_the_union(void **state)
{
    struct ctx ctx = open_ctx();
    const struct calendar *uk = library_calendar_of(&ctx, "uk"), *none = library_calendar_of(&ctx, "none");
    const struct calendar *parts[] = { library_calendar_of(&ctx, "england-and-wales"),
                                       library_calendar_of(&ctx, "scotland"),
                                       library_calendar_of(&ctx, "northern-ireland") };
    (void)state;
    for (date d = day(2000, 1, 1); d.day <= day(2030, 12, 31).day; d.day++) {
        bool is_any = false;
        for (int i = 0; i < 3; i++)
            is_any |= calendar_is_holiday(parts[i], d);
        assert_int_equal(calendar_is_holiday(uk, d), is_any);
        assert_int_equal(calendar_is_working(none, d), date_weekday(d) < SATURDAY);
    }
    arena_close(ctx.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ordinals),
        cmocka_unit_test(test_holidays_given_twice),
        cmocka_unit_test(test_why_not),
        cmocka_unit_test(test_holiday_without_a_name),
        cmocka_unit_test(test_far_away),
        cmocka_unit_test(test_what_is_no_calendar),
        cmocka_unit_test(test_library_against_the_record),
        cmocka_unit_test(test_library_against_govuk),
        cmocka_unit_test(test_uk_is_the_union),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
