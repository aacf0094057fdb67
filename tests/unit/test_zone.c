// Local times and instants: known instants of zones all over the world, gaps and repeats, the rule of the last line,
// stamps as people write them, and time zone files that are damaged.
#include "base/arena.h"
#include "base/file.h"
#include "base/zone_days.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { ARENA_MAX = 64 << 20, FILE_MAX = 1 << 20 };

static struct ctx open_ctx(void)
{
    struct ctx ctx = { .arena = arena_open(ARENA_MAX) };
    assert_non_null(ctx.arena);
    return ctx;
}

static const struct zone *load(struct ctx *ctx, const char *name)
{
    const struct zone *zone = NULL;
    if (zone_load(ctx, str_from(name), &zone))
        fail_msg("%s: %s", name, ctx->error.text);
    assert_true(str_equal(zone_name(zone), str_from(name)));
    return zone;
}

static struct stamp stamp_of(const char *text)
{
    struct stamp stamp;
    if (!stamp_parse(str_from(text), &stamp))
        fail_msg("'%s' is no stamp", text);
    return stamp;
}

// How the instant reads in its zone, as RFC 3339.
static const char *text_of(struct ctx *ctx, const struct zone *zone, instant t)
{
    struct buffer out = buffer_open(64);
    instant_write(&out, zone, t);
    const char *text = str_c(ctx->arena, buffer_str(&out));
    buffer_close(&out);
    return text;
}

// Local time against UTC, both ways.
static void test_known_instants(void **state)
{
    static const struct {
        const char *zone, *local;
        int64_t utc;
        const char *expected;
    } rows[] = {
        { "UTC", "1970-01-01T00:00", 0, "1970-01-01T00:00:00+00:00" },
        { "UTC", "1969-12-31T23:59:59", -1, "1969-12-31T23:59:59+00:00" },
        { "Europe/London", "2026-12-23T16:40", 1798044000, "2026-12-23T16:40:00+00:00" },
        { "Europe/London", "2026-07-01T12:00", 1782903600, "2026-07-01T12:00:00+01:00" },
        { "Europe/London", "1970-01-01T01:00", 0, "1970-01-01T01:00:00+01:00" }, // British Standard Time
        { "Europe/Dublin", "2026-07-01T12:00", 1782903600,
          "2026-07-01T12:00:00+01:00" }, // summer is the standard
        { "Europe/Dublin", "2026-01-01T12:00", 1767268800, "2026-01-01T12:00:00+00:00" },
        { "America/New_York", "2026-07-01T07:00", 1782903600, "2026-07-01T07:00:00-04:00" },
        { "America/New_York", "2026-01-01T07:00", 1767268800, "2026-01-01T07:00:00-05:00" },
        { "Australia/Sydney", "2026-01-01T23:00", 1767268800,
          "2026-01-01T23:00:00+11:00" }, // summer in January
        { "Australia/Sydney", "2026-07-01T21:00", 1782903600, "2026-07-01T21:00:00+10:00" },
        { "Asia/Kolkata", "2026-07-01T16:30", 1782903600, "2026-07-01T16:30:00+05:30" },
        { "Asia/Kathmandu", "2026-07-01T16:45", 1782903600, "2026-07-01T16:45:00+05:45" },
        { "America/St_Johns", "2026-07-01T08:30", 1782903600, "2026-07-01T08:30:00-02:30" },
        { "America/St_Johns", "2026-01-01T08:30", 1767268800, "2026-01-01T08:30:00-03:30" },
        { "Australia/Lord_Howe", "2026-01-01T23:00", 1767268800,
          "2026-01-01T23:00:00+11:00" }, // moves by half an hour
        { "Australia/Lord_Howe", "2026-07-01T21:30", 1782903600, "2026-07-01T21:30:00+10:30" },
        { "Pacific/Apia", "2026-07-02T00:00", 1782903600, "2026-07-02T00:00:00+13:00" },
        { "America/Sao_Paulo", "2026-01-01T09:00", 1767268800,
          "2026-01-01T09:00:00-03:00" }, // no summer time since 2019
    };
    struct ctx ctx = open_ctx();
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct zone *zone = load(&ctx, rows[i].zone);
        enum local_kind kind;
        instant t = stamp_instant(zone, stamp_of(rows[i].local), &kind);
        if (t.second != rows[i].utc || kind != LOCAL_ONCE)
            fail_msg("%s %s: %lld", rows[i].zone, rows[i].local, (long long)t.second);
        assert_string_equal(text_of(&ctx, zone, t), rows[i].expected);
    }
    arena_close(ctx.arena);
}

// Beyond the table of the file the rule of its last line holds; beyond 2200 the clocks stand still in winter.
static void test_rule_of_the_last_line(void **state)
{
    static const struct {
        const char *zone, *local, *expected;
    } rows[] = {
        { "Europe/London", "2150-07-01T12:00", "2150-07-01T12:00:00+01:00" },
        { "Europe/London", "2150-12-01T12:00", "2150-12-01T12:00:00+00:00" },
        { "Europe/London", "2150-03-29T00:59:59", "2150-03-29T00:59:59+00:00" }, // the last Sunday of March
        { "Europe/London", "2150-03-29T02:00", "2150-03-29T02:00:00+01:00" },
        { "Europe/London", "2150-10-25T00:59:59", "2150-10-25T00:59:59+01:00" }, // the last Sunday of October
        { "Europe/London", "2150-10-25T02:00", "2150-10-25T02:00:00+00:00" },
        { "Europe/Dublin", "2150-07-01T12:00", "2150-07-01T12:00:00+01:00" },
        { "America/New_York", "2150-03-08T03:00", "2150-03-08T03:00:00-04:00" }, // the second Sunday of March
        { "America/New_York", "2150-03-08T01:59", "2150-03-08T01:59:00-05:00" },
        { "Australia/Sydney", "2150-01-01T12:00", "2150-01-01T12:00:00+11:00" },
        { "Australia/Sydney", "2150-07-01T12:00", "2150-07-01T12:00:00+10:00" },
        { "Asia/Kolkata", "2150-07-01T12:00", "2150-07-01T12:00:00+05:30" },
        { "Europe/London", "2300-07-01T12:00", "2300-07-01T12:00:00+00:00" },
        { "Europe/London", "1500-07-01T12:00", "1500-07-01T12:00:00-00:01" }, // local mean time, 75 seconds
    };
    struct ctx ctx = open_ctx();
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct zone *zone = load(&ctx, rows[i].zone);
        assert_string_equal(text_of(&ctx, zone, stamp_instant(zone, stamp_of(rows[i].local), NULL)),
                            rows[i].expected);
    }
    arena_close(ctx.arena);
}

static void test_gaps_and_repeats(void **state)
{
    static const struct {
        const char *zone, *local;
        enum local_kind kind;
        const char *expected;
    } rows[] = {
        { "Europe/London", "2026-03-29T00:59:59", LOCAL_ONCE, "2026-03-29T00:59:59+00:00" },
        { "Europe/London", "2026-03-29T01:00", LOCAL_SKIPPED, "2026-03-29T02:00:00+01:00" },
        { "Europe/London", "2026-03-29T01:30", LOCAL_SKIPPED, "2026-03-29T02:30:00+01:00" },
        { "Europe/London", "2026-03-29T01:59:59", LOCAL_SKIPPED, "2026-03-29T02:59:59+01:00" },
        { "Europe/London", "2026-03-29T02:00", LOCAL_ONCE, "2026-03-29T02:00:00+01:00" },
        { "Europe/London", "2026-10-25T00:59:59", LOCAL_ONCE, "2026-10-25T00:59:59+01:00" },
        { "Europe/London", "2026-10-25T01:00", LOCAL_TWICE, "2026-10-25T01:00:00+01:00" },
        { "Europe/London", "2026-10-25T01:59:59", LOCAL_TWICE, "2026-10-25T01:59:59+01:00" },
        { "Europe/London", "2026-10-25T02:00", LOCAL_ONCE, "2026-10-25T02:00:00+00:00" },
        { "America/New_York", "2026-03-08T02:30", LOCAL_SKIPPED, "2026-03-08T03:30:00-04:00" },
        { "America/New_York", "2026-11-01T01:30", LOCAL_TWICE, "2026-11-01T01:30:00-04:00" },
        { "America/Sao_Paulo", "2017-10-15T00:00", LOCAL_SKIPPED, "2017-10-15T01:00:00-02:00" },
        { "America/Sao_Paulo", "2017-02-18T23:30", LOCAL_TWICE, "2017-02-18T23:30:00-02:00" },
        { "Asia/Beirut", "2024-03-31T00:00", LOCAL_SKIPPED, "2024-03-31T01:00:00+03:00" },
        { "Australia/Lord_Howe", "2026-10-04T02:15", LOCAL_SKIPPED, "2026-10-04T02:45:00+11:00" },
        { "Australia/Lord_Howe", "2026-04-05T01:45", LOCAL_TWICE, "2026-04-05T01:45:00+11:00" },
        { "America/Toronto", "1919-03-31T00:00", LOCAL_SKIPPED,
          "1919-03-31T01:00:00-04:00" }, // from 23:30 to 00:30
        { "Pacific/Apia", "2011-12-30T12:00", LOCAL_SKIPPED,
          "2011-12-31T12:00:00+14:00" }, // a day that never was
        { "Europe/London", "2150-03-29T01:30", LOCAL_SKIPPED, "2150-03-29T02:30:00+01:00" },
        { "Europe/London", "2150-10-25T01:30", LOCAL_TWICE, "2150-10-25T01:30:00+01:00" },
    };
    struct ctx ctx = open_ctx();
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct zone *zone = load(&ctx, rows[i].zone);
        enum local_kind kind;
        instant t = stamp_instant(zone, stamp_of(rows[i].local), &kind);
        if (kind != rows[i].kind)
            fail_msg("%s %s: kind %d", rows[i].zone, rows[i].local, (int)kind);
        assert_string_equal(text_of(&ctx, zone, t), rows[i].expected);
    }
    arena_close(ctx.arena);
}

// The first instant of a local day, where midnight is skipped, comes twice, or the whole day is missing.
static void test_midnights(void **state)
{
    static const struct {
        const char *zone, *day, *expected;
    } rows[] = {
        { "Europe/London", "2026-03-29", "2026-03-29T00:00:00+00:00" },
        { "Europe/London", "2026-03-30", "2026-03-30T00:00:00+01:00" },
        { "America/Sao_Paulo", "2017-10-15", "2017-10-15T01:00:00-02:00" },
        { "Asia/Beirut", "2024-03-31", "2024-03-31T01:00:00+03:00" },
        { "America/Toronto", "1919-03-31", "1919-03-31T00:30:00-04:00" },
        { "America/Havana", "2024-11-03", "2024-11-03T00:00:00-04:00" }, // 00:00 to 01:00 comes twice
        { "America/Sao_Paulo", "2017-02-19", "2017-02-19T00:00:00-03:00" },
        { "Pacific/Apia", "2011-12-30", "2011-12-31T00:00:00+14:00" },
        { "Pacific/Apia", "2011-12-31", "2011-12-31T00:00:00+14:00" },
    };
    struct ctx ctx = open_ctx();
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct zone *zone = load(&ctx, rows[i].zone);
        assert_string_equal(text_of(&ctx, zone, zone_midnight(zone, stamp_of(rows[i].day).day)),
                            rows[i].expected);
    }
    arena_close(ctx.arena);
}

// Every hour of thirty years: the local time of an instant leads back to it, or to the first of two.
static void test_there_and_back(void **state)
{
    static const char *const names[] = { "Europe/London",       "America/New_York", "America/Sao_Paulo",
                                         "Australia/Lord_Howe", "Asia/Kathmandu",   "America/Havana",
                                         "Pacific/Apia",        "Africa/Casablanca" };
    struct ctx ctx = open_ctx();
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct zone *zone = load(&ctx, names[i]);
        for (instant t = { 946684800 }; t.second < 1924992000; t.second += 1800) {
            int32_t second;
            enum local_kind kind;
            date d = zone_date(zone, t, &second);
            assert_true(second >= 0 && second < DAY_SECONDS);
            assert_int_equal((int64_t)d.day * DAY_SECONDS + second, t.second + zone_offset(zone, t));
            instant back = zone_instant(zone, d, second, &kind);
            bool is_good = kind == LOCAL_ONCE
                ? back.second == t.second
                : kind == LOCAL_TWICE && back.second <= t.second && back.second >= t.second - 7200;
            if (!is_good)
                fail_msg("%s: %s comes back as %s", names[i], text_of(&ctx, zone, t),
                         text_of(&ctx, zone, back));
        }
    }
    arena_close(ctx.arena);
}

static void test_far_away(void **state)
{
    struct ctx ctx = open_ctx();
    const struct zone *zones[] = { load(&ctx, "Asia/Tokyo"), load(&ctx, "America/New_York") };
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        int32_t second;
        assert_true(zone_date(zones[i], INSTANT_FAR, &second).day > 1000000000);
        assert_true(second >= 0 && second < DAY_SECONDS);
        assert_true(zone_date(zones[i], (instant){ INT64_MIN + 1 }, &second).day < -1000000000);
        assert_true(second >= 0 && second < DAY_SECONDS);
        assert_int_equal(zone_date(zones[i], zone_midnight(zones[i], (date){ 2932896 }), NULL).day, 2932896);
    }
    arena_close(ctx.arena);
}

static void test_stamps(void **state)
{
    static const struct {
        const char *text;
        bool has_time, has_offset;
        int32_t second, offset;
    } good[] = {
        { "2026-12-23", false, false, 0, 0 },
        { " 2026-12-23 ", false, false, 0, 0 },
        { "2026-12-23T16:40", true, false, 60000, 0 },
        { "2026-12-23 16:40", true, false, 60000, 0 },
        { "2026-12-23t16:40:07", true, false, 60007, 0 },
        { "2026-12-23T16:40:07.999", true, false, 60007, 0 },
        { "2026-12-23T16:40:07,5", true, false, 60007, 0 },
        { "2026-12-23T23:59:60", true, false, 86399, 0 },
        { "2026-12-23T16:40Z", true, true, 60000, 0 },
        { "2026-12-23T16:40:00z", true, true, 60000, 0 },
        { "2026-12-23T16:40:00+01:00", true, true, 60000, 3600 },
        { "2026-12-23T16:40:00-0330", true, true, 60000, -12600 },
        { "2026-12-23T16:40+05", true, true, 60000, 18000 },
        { "2026-12-23 16:40:00 +01:00", true, true, 60000, 3600 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct stamp s = stamp_of(good[i].text);
        if (s.day.day != 20810 || s.has_time != good[i].has_time || s.has_offset != good[i].has_offset ||
            s.second != good[i].second || s.offset != good[i].offset)
            fail_msg("'%s': day %d, second %d, offset %d", good[i].text, s.day.day, s.second, s.offset);
    }
}

static void test_what_is_no_stamp(void **state)
{
    static const char *const bad[] = {
        "",
        "tomorrow",
        "2026-12-23T",
        "2026-12-23T16",
        "2026-12-23T16:4",
        "2026-12-23T24:00",
        "2026-12-23T16:60",
        "2026-12-23T16:40:61",
        "2026-12-23T16:40:",
        "2026-12-23T16:40:07.",
        "2026-12-23X16:40",
        "2026-02-29T12:00",
        "2026-12-23T16:40+1",
        "2026-12-23T16:40+01:",
        "2026-12-23T16:40+01:6",
        "2026-12-23T16:40+24:00",
        "2026-12-23T16:40+01:60",
        "2026-12-23T16:40Zulu",
        "2026-12-23T16:40 BST",
        "2026-12-23T-1:40",
        "23/12/2026",
        "2026-12-23T16:40+01:00x",
        "2026-12-23T16.40",
        "2026-W52-3",
        "2026-12-23T1640",
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct stamp stamp;
        if (stamp_parse(str_from(bad[i]), &stamp))
            fail_msg("'%s' was taken for a time", bad[i]);
    }
}

// An offset of its own wins over the zone.
static void test_stamp_with_an_offset(void **state)
{
    struct ctx ctx = open_ctx();
    const struct zone *london = load(&ctx, "Europe/London");
    enum local_kind kind = LOCAL_TWICE;
    (void)state;
    assert_int_equal(stamp_instant(london, stamp_of("2026-07-01T07:00:00-04:00"), &kind).second, 1782903600);
    assert_int_equal(kind, LOCAL_ONCE);
    assert_int_equal(stamp_instant(london, stamp_of("2026-10-25T01:30:00+00:00"), NULL).second -
                         stamp_instant(london, stamp_of("2026-10-25T01:30:00"), NULL).second,
                     3600);
    arena_close(ctx.arena);
}

static void test_words(void **state)
{
    struct ctx ctx = open_ctx();
    struct buffer out = buffer_open(256);
    const struct zone *london = load(&ctx, "Europe/London");
    (void)state;
    instant_write_words(&out, london, (instant){ 1782903600 });
    buffer_byte(&out, '|');
    instant_write_words(&out, london, (instant){ 1782903607 });
    buffer_byte(&out, '|');
    instant_write(&out, london, INSTANT_NONE);
    assert_true(str_equal(buffer_str(&out),
                          STR("Wednesday 1 July 2026 at 12:00|Wednesday 1 July 2026 at 12:00:07|")));
    buffer_close(&out);
    arena_close(ctx.arena);
}

static void test_no_such_zone(void **state)
{
    static const struct {
        const char *name, *expected;
    } rows[] = {
        { "Europe/Londinium",
          "there is no time zone 'Europe/Londinium': write one such as Europe/London or America/New_York" },
        { "Europe", "there is no time zone 'Europe': write one such as Europe/London or America/New_York" },
        { "", "'' is not the name of a time zone: write one such as Europe/London" },
        { "../../../etc/passwd",
          "'../../../etc/passwd' is not the name of a time zone: write one such as Europe/London" },
        { "/etc/localtime",
          "'/etc/localtime' is not the name of a time zone: write one such as Europe/London" },
        { "Europe/London ",
          "'Europe/London ' is not the name of a time zone: write one such as Europe/London" },
        { "tzdata.zi", "'tzdata.zi' is not the name of a time zone: write one such as Europe/London" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ctx ctx = open_ctx();
        const struct zone *zone;
        assert_int_equal(zone_load(&ctx, str_from(rows[i].name), &zone), ERR_INPUT);
        assert_string_equal(ctx.error.text, rows[i].expected);
        arena_close(ctx.arena);
    }
}

// A small file made by hand: one shift, and a last line.
static str file_make(struct ctx *ctx, const char *last_line)
{
    static const char header[] = "TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                                 "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\4"
                                 "\0\0\0\0\0\0ABC\0"
                                 "TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                                 "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\2\0\0\0\4"
                                 "\0\0\0\0\0\0\0\100\1"
                                 "\0\0\0\0\0\0"
                                 "\0\0\16\20\0\0"
                                 "ABC\0";
    struct buffer out = buffer_open(1000);
    buffer_add(&out, (str){ header, sizeof header - 1 });
    buffer_print(&out, "\n%s\n", last_line);
    str bytes = str_copy(ctx->arena, buffer_str(&out));
    buffer_close(&out);
    return bytes;
}

static void test_last_lines(void **state)
{
    static const struct {
        const char *line;
        bool is_good;
    } rows[] = {
        { "", true },
        { "ABC-1", true },
        { "<+01>-1", true },
        { "ABC-1DEF,M3.5.0/1,M10.5.0", true },
        { "ABC-1DEF-2:30:15,M3.5.0/-1,M10.5.0/167:59:59", true },
        { "ABC-1DEF,J60,J365/25", true },
        { "ABC-1DEF,0/0,365", true },
        { "ABC-2", false }, // not what the table ends with
        { "AB-1", false },
        { "ABC", false },
        { "<+01-1", false },
        { "ABC-1x", false },
        { "ABC-1DEF", false },
        { "ABC-1DEF,M3.5.0/1", false },
        { "ABC-1DEF,M13.5.0,M10.5.0", false },
        { "ABC-1DEF,M3.6.0,M10.5.0", false },
        { "ABC-1DEF,M3.0.0,M10.5.0", false },
        { "ABC-1DEF,M3.5.7,M10.5.0", false },
        { "ABC-1DEF,J0,J365", false },
        { "ABC-1DEF,J366,J365", false },
        { "ABC-1DEF,366,0", false },
        { "ABC-1DEF,M3.5.0/168,M10.5.0", false },
        { "ABC-1DEF,M3.5.0/1:60,M10.5.0", false },
        { "ABC-1DEF,M3.5.0,M10.5.0,", false },
        { "ABC-100DEF,M3.5.0,M10.5.0", false },
        { "ABC-1DEF-99,M3.5.0,M10.5.0", false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ctx ctx = open_ctx();
        const struct zone *zone;
        result e = zone_parse(&ctx, STR("Test/Zone"), file_make(&ctx, rows[i].line), &zone);
        if ((e == OK) != rows[i].is_good)
            fail_msg("'%s': %s", rows[i].line, ctx.error.text);
        if (e)
            assert_string_equal(ctx.error.text, "the time zone file of 'Test/Zone' is damaged");
        arena_close(ctx.arena);
    }
}

// Summer that ends when the next begins is summer all the year.
static void test_summer_all_the_year(void **state)
{
    struct ctx ctx = open_ctx();
    const struct zone *zone;
    (void)state;
    assert_int_equal(zone_parse(&ctx, STR("Z"), file_make(&ctx, "ABC-1DEF,0/0,J365/25"), &zone), OK);
    for (int year = 1972; year < 2200; year++)
        for (int month = 1; month <= 12; month++) {
            instant t = { (int64_t)date_from_civil((struct civil){ year, month, 1 }).day * DAY_SECONDS };
            assert_int_equal(zone_offset(zone, t), 7200);
        }
    arena_close(ctx.arena);
}

// Any cut of a real file, and any one byte of its table changed: an error or a zone, never a crash.
static void test_damaged_files(void **state)
{
    struct ctx ctx = open_ctx();
    str bytes;
    const struct zone *zone;
    (void)state;
    if (!file_exists("/usr/share/zoneinfo/Europe/London"))
        skip();
    assert_int_equal(file_read(&ctx, "/usr/share/zoneinfo/Europe/London", FILE_MAX, &bytes), OK);
    for (size_t n = 0; n < bytes.n; n++) {
        struct ctx one = open_ctx();
        char *cut = str_c(one.arena, str_slice(bytes, 0, n));
        result e = zone_parse(&one, STR("Cut"), (str){ cut, n }, &zone);
        if (n < 1500 && e != ERR_INPUT) // the second table is longer than that
            fail_msg("a file cut after %zu bytes was taken", n);
        arena_close(one.arena);
    }
    for (size_t i = 0; i < bytes.n; i++) {
        struct ctx one = open_ctx();
        char *changed = str_c(one.arena, bytes);
        changed[i] = (char)(changed[i] ^ 0x81);
        result e = zone_parse(&one, STR("Changed"), (str){ changed, bytes.n }, &zone);
        assert_true(e == OK || e == ERR_INPUT);
        if (!e)
            (void)zone_midnight(zone, (date){ 20000 });
        arena_close(one.arena);
    }
    arena_close(ctx.arena);
}

static void test_leap_seconds_are_refused(void **state)
{
    struct ctx ctx = open_ctx();
    const struct zone *zone;
    (void)state;
    if (!file_exists("/usr/share/zoneinfo/right/Europe/London"))
        skip();
    assert_int_equal(zone_load(&ctx, STR("right/Europe/London"), &zone), ERR_INPUT);
    arena_close(ctx.arena);
}

// The table of a zone's days says what the zone says, also where the clocks go back over midnight, a day is left out,
// or summer time is put off for a month.
static void test_days_by_table(void **state)
{
    static const char *const names[] = { "Europe/London", "America/St_Johns",  "America/Sao_Paulo",
                                         "Pacific/Apia",  "Africa/Casablanca", "Australia/Lord_Howe" };
    enum { STEP = 1500, ABOUT = 4000 };
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct ctx ctx = open_ctx();
        const struct zone *zone = load(&ctx, names[i]);
        const struct zone_days *days;
        size_t n_crossed = 0;
        assert_int_equal(zone_days_build(&ctx, zone, &days), OK);
        for (int32_t day = 0; day < ZONE_DAYS_N; day++) {
            bool is_odd = days->offset[day] == ZONE_DAY_UNSTEADY || day < 3 || day >= ZONE_DAYS_N - 3;
            n_crossed += days->is_crossed[day];
            for (int64_t s = -ABOUT; is_odd && s < DAY_SECONDS + ABOUT; s += STEP) {
                instant t = { (int64_t)(ZONE_DAYS_FIRST + day) * DAY_SECONDS - days->usual + s };
                assert_int_equal(zone_days_date(days, t.second).day, zone_date(zone, t, NULL).day);
            }
        }
        assert_true(n_crossed > 0 || i != 1); // St. John's went back at one minute past
        arena_close(ctx.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_instants),
        cmocka_unit_test(test_rule_of_the_last_line),
        cmocka_unit_test(test_gaps_and_repeats),
        cmocka_unit_test(test_midnights),
        cmocka_unit_test(test_there_and_back),
        cmocka_unit_test(test_far_away),
        cmocka_unit_test(test_stamps),
        cmocka_unit_test(test_what_is_no_stamp),
        cmocka_unit_test(test_stamp_with_an_offset),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_no_such_zone),
        cmocka_unit_test(test_last_lines),
        cmocka_unit_test(test_summer_all_the_year),
        cmocka_unit_test(test_damaged_files),
        cmocka_unit_test(test_leap_seconds_are_refused),
        cmocka_unit_test(test_days_by_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
