// Calendars as files: our own form with every mistake it can have, GOV.UK's two forms of JSON, iCalendar, and what is
// written read again.
#include "base/arena.h"
#include "base/file.h"
#include "format/calendar_file.h"
#include "format/holidays.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ARENA_MAX = 64 << 20, TEXT_MAX = 1 << 20 };

static struct ctx open_ctx(void)
{
    struct ctx ctx = { .arena = arena_open(ARENA_MAX) };
    assert_non_null(ctx.arena);
    return ctx;
}

static struct calendar_source parse(struct ctx *ctx, const char *text, const char *division)
{
    struct calendar_source source;
    if (calendar_any_parse(ctx, STR("c.md"), str_from(text), str_from(division), &source))
        fail_msg("%s:%d:%d: %s", ctx->error.source, ctx->error.place.line, ctx->error.place.column,
                 ctx->error.text);
    return source;
}

// "2026-12-25 Christmas Day; ..." of all its holidays, in their order.
static const char *days_of(struct ctx *ctx, const struct calendar_source *source)
{
    struct buffer out = buffer_open(TEXT_MAX);
    for (size_t i = 0; i < source->holidays.n; i++) {
        buffer_add(&out, i ? STR("; ") : STR(""));
        date_write(&out, source->holidays.at[i].day);
        buffer_print(&out, " %.*s", STR_ARGS(source->holidays.at[i].title));
    }
    const char *text = str_c(ctx->arena, buffer_str(&out));
    buffer_close(&out);
    return text;
}

static const char *written(struct ctx *ctx, const struct calendar_source *source)
{
    struct buffer out = buffer_open(TEXT_MAX);
    calendar_write(&out, source);
    const char *text = str_c(ctx->arena, buffer_str(&out));
    buffer_close(&out);
    return text;
}

struct mistake {
    const char *text, *expected; // as file:line:column: text
};

static void mistakes_check(const struct mistake *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct ctx ctx = open_ctx();
        struct calendar_source source;
        char got[2000];
        assert_int_equal(calendar_any_parse(&ctx, STR("c.md"), str_from(rows[i].text), STR(""), &source),
                         ERR_INPUT);
        snprintf(got, sizeof got, "%s:%d:%d: %s", ctx.error.source, ctx.error.place.line,
                 ctx.error.place.column, ctx.error.text);
        assert_string_equal(got, rows[i].expected);
        arena_close(ctx.arena);
    }
}

#define CHECK_MISTAKES(rows) mistakes_check(rows, sizeof(rows) / sizeof *(rows))

static const char OURS[] =
    "# Calendar: Harcaster\n\n- Id: harcaster\n- Zone: Europe/London\n- Weekend: Friday; Saturday\n"
    "- Years: 2025 to 2026\n- Hours: Monday to Thursday 09:00 to 17:00; Sunday 10:00 to 12:00\n"
    "\n## 2025\n- 25 December: Christmas Day\n\n## 2026\n- 1 January: New Year's Day\n"
    "- 29 June: Saint Peter: the fair\n";

static void ours_check(struct ctx *ctx, const char *text)
{
    struct calendar_source s = parse(ctx, text, "");
    assert_true(str_equal(s.id, STR("harcaster")) && str_equal(s.title, STR("Harcaster")));
    assert_true(str_equal(s.zone, STR("Europe/London")));
    assert_int_equal(s.weekend, 1u << FRIDAY | 1u << SATURDAY);
    assert_int_equal(s.first_year, 2025);
    assert_int_equal(s.last_year, 2026);
    assert_int_equal(s.hours.n, 2);
    assert_string_equal(
        days_of(ctx, &s),
        "2025-12-25 Christmas Day; 2026-01-01 New Year's Day; 2026-06-29 Saint Peter: the fair");
}

static void test_our_form(void **state)
{
    struct ctx ctx = open_ctx();
    (void)state;
    ours_check(&ctx, OURS);
    arena_close(ctx.arena);
}

static void test_line_ends_and_mark(void **state)
{
    struct ctx ctx = open_ctx();
    struct buffer out = buffer_open(TEXT_MAX);
    (void)state;
    buffer_add(&out, STR("\xEF\xBB\xBF"));
    for (const char *c = OURS; *c; c++) {
        if (*c == '\n')
            buffer_byte(&out, '\r');
        buffer_byte(&out, *c);
    }
    ours_check(&ctx, str_c(ctx.arena, buffer_str(&out)));
    buffer_close(&out);
    arena_close(ctx.arena);
}

static void test_what_may_be_left_out(void **state)
{
    struct ctx ctx = open_ctx();
    struct calendar_source s = parse(
        &ctx, "Some prose.\n# Calendar: X y\n* a point: of prose\n- Years: 2026 to 2026", "");
    (void)state;
    assert_true(str_equal(s.id, STR("X y")) && str_equal(s.zone, STR("UTC")));
    assert_int_equal(s.weekend, 1u << SATURDAY | 1u << SUNDAY);
    assert_int_equal(s.holidays.n + s.hours.n, 0);
    assert_int_equal(parse(&ctx, "# Calendar: X\n- weekend: NONE\n- Years: 2026 to 2026\n", "").weekend, 0);
    assert_int_equal(parse(&ctx, "# Calendar: X\n- Weekend: sun\n- Years: 2026 to 2026\n", "").weekend,
                     1u << SUNDAY);
    arena_close(ctx.arena);
}

#define TOP "# Calendar: C\n- Years: 2025 to 2026\n"

static void test_mistakes(void **state)
{
    static const struct mistake rows[] = {
        { "", "c.md:1:1: a calendar needs a title, '# Calendar: NAME', and '- Years: 2000 to 2030'" },
        { "# Calendar: C\n",
          "c.md:1:1: a calendar needs a title, '# Calendar: NAME', and '- Years: 2000 to 2030'" },
        { "- Years: 2025 to 2026\n",
          "c.md:1:1: a calendar needs a title, '# Calendar: NAME', and '- Years: 2000 to 2030'" },
        { "# Charter: C\n", "c.md:1:3: 'Charter: C': is no calendar: its title is '# Calendar: NAME'" },
        { "# Calendar: C\n- Years: 2026\n",
          "c.md:2:10: '2026': write the years its holidays are known for: 'Years: 2000 to 2030'" },
        { "# Calendar: C\n- Years: 2026 to 2025\n",
          "c.md:2:10: '2026 to 2025': write the years its holidays are known for: 'Years: 2000 to 2030'" },
        { "# Calendar: C\n- Years: 1066 to 2025\n",
          "c.md:2:10: '1066 to 2025': write the years its holidays are known for: 'Years: 2000 to 2030'" },
        { "# Calendar: C\n- Years: 2000 to 99999999\n",
          "c.md:2:10: '2000 to 99999999': write the years its holidays are known for: 'Years: 2000 to 2030'" },
        { TOP "- Weekend: Saturday; Sonntag\n",
          "c.md:3:22: 'Sonntag': is no day of the week: write 'Weekend: Saturday; Sunday'" },
        { TOP "- Weekend:\n", "c.md:3:11: '': is no day of the week: write 'Weekend: Saturday; Sunday'" },
        { TOP "- Weekend: mon;tue;wed;thu;fri;sat;sun\n",
          "c.md:3:12: 'mon;tue;wed;thu;fri;sat;sun': leaves no working day in the week" },
        { TOP "- Colour: red\n",
          "c.md:3:3: 'Colour': is no field of a calendar: there are Id, Zone, Weekend, Years, Hours and Source" },
        { TOP "- a point without a mark\n",
          "c.md:3:1: '- a point without a mark': has no ':' (write '*' instead of '-' for a line of prose)" },
        { TOP "## Holidays\n",
          "c.md:3:4: 'Holidays': is no year of this calendar: a heading is a year of its Years, '## 2026'" },
        { TOP "## 2027\n",
          "c.md:3:4: '2027': is no year of this calendar: a heading is a year of its Years, '## 2026'" },
        { "# Calendar: C\n## 2026\n",
          "c.md:2:4: '2026': is no year of this calendar: a heading is a year of its Years, '## 2026'" },
        { TOP "## 2026\n- Christmas: 25 December\n",
          "c.md:4:3: 'Christmas': is neither a field of a calendar nor a "
          "date: write '- 25 December: Christmas Day'" },
        { TOP "## 2026\n- 25 Dezember: Weihnachten\n",
          "c.md:4:3: '25 Dezember': is neither a field of a calendar nor "
          "a date: write '- 25 December: Christmas Day'" },
        { TOP "## 2026\n- 29 February: Leap day\n", "c.md:4:3: '29 February': is no day of that year" },
        { TOP "## 2026\n- 999999999999 May: x\n", "c.md:4:3: '999999999999 May': is no day of that year" },
        { TOP "## 2026\n- 0 May: x\n", "c.md:4:3: '0 May': is no day of that year" },
        { TOP "## 2026\n- 25 December:\n",
          "c.md:4:3: '25 December': has no name: write '- 25 December: Christmas Day'" },
        { TOP "## 2026\n- 25 December: \xC3\xA9\n- \xC3\xA9t\xC3\xA9: x\n",
          "c.md:5:3: '\xC3\xA9t\xC3\xA9': is neither a field of a calendar nor a date: write "
          "'- 25 December: Christmas Day'" },
        { TOP "- Id: \xFF\n", "c.md:3:7: this is not text in UTF-8: save the file as UTF-8" },
        { "BEGIN:VCALENDAR\nSUMMARY:\xE9t\xE9\n",
          "c.md:2:9: this is not text in UTF-8: save the file as UTF-8" },
    };
    (void)state;
    CHECK_MISTAKES(rows);
}

// A long text is cut between its letters.
static void test_what_a_message_repeats(void **state)
{
    struct ctx ctx = open_ctx();
    struct calendar_source source;
    struct buffer out = buffer_open(TEXT_MAX);
    (void)state;
    buffer_add(&out, STR(TOP "- x"));
    for (int i = 0; i < 400; i++)
        buffer_add(&out, STR("\xC3\xA9"));
    buffer_add(&out, STR(": y\n"));
    assert_int_equal(calendar_parse(&ctx, STR("c.md"), buffer_str(&out), &source), ERR_INPUT);
    str text = str_from(ctx.error.text),
        end = STR("\xC3\xA9': is no field of a calendar: there are Id, Zone, Weekend, "
                  "Years, Hours and Source");
    assert_true(str_ends(text, end));
    assert_int_equal(text.n, 1 + 1 + 60 - 2 + end.n);
    buffer_close(&out);
    arena_close(ctx.arena);
}

// Hours are read by the reader of documents: its words, our place.
static void test_hours_have_a_place(void **state)
{
    struct ctx ctx = open_ctx();
    struct calendar_source source;
    (void)state;
    assert_int_equal(calendar_parse(&ctx, STR("c.md"), STR(TOP "- Hours: Monday 09:00\n"), &source),
                     ERR_INPUT);
    assert_string_equal(ctx.error.source, "c.md");
    assert_int_equal(ctx.error.place.line, 3);
    assert_true(ctx.error.place.column >= 10 && ctx.error.place.column <= 22);
    arena_close(ctx.arena);
}

static void test_written_and_read_again(void **state)
{
    struct ctx ctx = open_ctx();
    struct calendar_source first = parse(&ctx, OURS, "");
    const char *text = written(&ctx, &first);
    (void)state;
    assert_string_equal(text, OURS);
    ours_check(&ctx, text);
    struct calendar_source none = parse(&ctx, "# Calendar: N\n- Weekend: none\n- Years: 1900 to 2200\n", "");
    assert_string_equal(written(&ctx, &none),
                        "# Calendar: N\n\n- Id: N\n- Zone: UTC\n- Weekend: none\n- Years: 1900 to 2200\n");
    arena_close(ctx.arena);
}

// Line ends inside a name, which other programs' files may hold, do not become lines of ours.
static void test_names_stay_on_their_line(void **state)
{
    struct ctx ctx = open_ctx();
    struct calendar_source s = parse(
        &ctx,
        "{\"a\":{\"events\":[{\"title\":\"Two\\n- 1 May: lines\",\"date\":\"2026-05-02\"},"
        "{\"title\":\" \",\"date\":\"2026-05-03\"}]}}",
        "");
    (void)state;
    assert_string_equal(written(&ctx, &s),
                        "# Calendar: a\n\n- Id: a\n- Zone: Europe/London\n- Weekend: Saturday; Sunday\n"
                        "- Years: 2026 to 2026\n\n## 2026\n- 2 May: Two - 1 May: lines\n- 3 May: holiday\n");
    arena_close(ctx.arena);
}

static const char PUBLISHED[] =
    "\xEF\xBB\xBF{\"england-and-wales\":{\"division\":\"england-and-wales\",\"events\":["
    "{\"title\":\"Christmas Day\",\"date\":\"2027-12-27\",\"notes\":\"Substitute day\",\"bunting\":true},"
    "{\"title\":\"New Year\xE2\x80\x99s Day\",\"date\":\"2027-01-01\",\"notes\":\"\",\"bunting\":true}]},"
    "\"scotland\":{\"division\":\"scotland\",\"events\":[{\"title\":\"2nd January\",\"date\":\"2026-01-02\"}]}}";

static void test_published_json(void **state)
{
    struct ctx ctx = open_ctx();
    struct calendar_source s = parse(&ctx, PUBLISHED, "england-and-wales");
    (void)state;
    assert_string_equal(days_of(&ctx, &s),
                        "2027-12-27 Christmas Day (substitute day); 2027-01-01 New Year\xE2\x80\x99s Day");
    assert_true(str_equal(s.id, STR("england-and-wales")) && str_equal(s.zone, STR("Europe/London")));
    assert_int_equal(s.first_year * 10000 + s.last_year, 20272027);
    assert_int_equal(s.weekend, 1u << SATURDAY | 1u << SUNDAY);
    s = parse(&ctx, PUBLISHED, "Scotland");
    assert_string_equal(days_of(&ctx, &s), "2026-01-02 2nd January");
    arena_close(ctx.arena);
}

static void test_repository_json(void **state)
{
    static const char text[] =
        "{\"title\":\"x\",\"divisions\":{\"common.nations.northern-ireland_slug\":{\"title\":\"t\",\"2026\":["
        "{\"title\":\"bank_holidays.battle_boyne\",\"date\":\"13/07/2026\",\"notes\":\"common.substitute_day\"},"
        "{\"title\":\"bank_holidays.queen_platinum_jubilee\",\"date\":\"03/06/2026\",\"notes\":\"\"}],\"2025\":["
        "{\"title\":\"bank_holidays.new_year\",\"date\":\"01/01/2025\"}]}}}";
    struct ctx ctx = open_ctx();
    struct calendar_source s = parse(&ctx, text, "");
    (void)state;
    assert_string_equal(days_of(&ctx, &s),
                        "2026-07-13 Battle of the Boyne (Orangemen's Day) (substitute day); "
                        "2026-06-03 Queen platinum jubilee; 2025-01-01 New Year's Day");
    assert_true(str_equal(s.id, STR("northern-ireland")));
    assert_int_equal(s.first_year * 10000 + s.last_year, 20252026);
    arena_close(ctx.arena);
}

#define JSON_NONE                                                                                            \
    "c.md:1:1: is JSON, but not GOV.UK's bank holidays: it has no 'england-and-wales' with its events"

static void test_json_mistakes(void **state)
{
    static const struct mistake rows[] = {
        { "[1, 2]", JSON_NONE },
        { "{}", JSON_NONE },
        { "{\"a\": 1}", JSON_NONE },
        { "{\"divisions\": []}", JSON_NONE },
        { "{\"a\":{}}", "c.md:1:1: holds no holidays" },
        { "{\"a\":{\"events\":[]}}", "c.md:1:1: holds no holidays" },
        { "{\"a\":{\"events\":7}}", "c.md:1:7: is no list: 'events'" },
        { "{\"a\":{\"events\":[7]}}", "c.md:1:1: an event has no title or no date: ''" },
        { "{\"a\":{\"events\":[\n {\"title\":\"May Day\"}]}}",
          "c.md:2:11: an event has no title or no date: 'May Day'" },
        { "{\"a\":{\"events\":[\n {\"title\":\"\xC3\xA9\",\"date\":\"1 May\"}]}}",
          "c.md:2:22: an event's date is neither YYYY-MM-DD nor DD/MM/YYYY: '1 May'" },
        { "{\"a\":{\"events\":[\n\n{\"title\":\"x\",\"date\":\"31/02/2026\"}]}}",
          "c.md:3:21: an event's date is neither YYYY-MM-DD nor DD/MM/YYYY: '31/02/2026'" },
        { "{\"a\":{\"events\":[{\"title\":\"x\",\"date\":\"0066-10-14\"}]}}",
          "c.md:1:37: a holiday is in the year 66: a calendar holds those of 1600 to 2400" },
        { "{\"a\":{\"events\":[{\"title\":\"x\",\"date\":\"9999-10-14\"}]}}",
          "c.md:1:37: a holiday is in the year 9999: a calendar holds those of 1600 to 2400" },
        { "{\"a\":{},\"b\":{}}",
          "c.md:1:1: holds the holidays of several nations: choose one of a, b, as FILE#NAME or "
          "with --division" },
    };
    (void)state;
    CHECK_MISTAKES(rows);
}

static void test_json_that_is_none(void **state)
{
    struct ctx ctx = open_ctx();
    struct calendar_source source;
    (void)state;
    assert_int_equal(calendar_any_parse(&ctx, STR("c.json"), STR("{\n \"a\" 1}"), STR(""), &source),
                     ERR_INPUT);
    assert_int_equal(ctx.error.place.line, 2);
    assert_true(ctx.error.place.column > 1 && strncmp(ctx.error.text, "is no JSON: ", 12) == 0);
    arena_close(ctx.arena);
}

static void test_nations(void **state)
{
    struct ctx ctx = open_ctx(), other = open_ctx();
    struct calendar_source source;
    (void)state;
    assert_int_equal(calendar_any_parse(&ctx, STR("c.json"), str_from(PUBLISHED), STR("wales"), &source),
                     ERR_INPUT);
    assert_string_equal(ctx.error.text, "holds no holidays of 'wales': it has england-and-wales, scotland");
    assert_int_equal(calendar_any_parse(&other, STR("c.md"), str_from(OURS), STR("wales"), &source),
                     ERR_INPUT);
    assert_string_equal(other.error.text,
                        "there is no 'wales' to choose: only GOV.UK's JSON holds several nations");
    arena_close(ctx.arena);
    arena_close(other.arena);
}

#define ICAL(events) "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n" events "END:VCALENDAR\r\n"
#define EVENT(lines) "BEGIN:VEVENT\r\n" lines "END:VEVENT\r\n"

static void test_icalendar(void **state)
{
    static const struct {
        const char *text, *expected;
        int years;
        const char *note;
    } rows[] = {
        { ICAL(
              EVENT("DTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:20261226\r\nSUMMARY:Christmas Day\r\n")),
          "2026-12-25 Christmas Day", 20262026, "one day; DTEND is not included" },
        { ICAL(EVENT("DTSTART;VALUE=DATE:20261225\r\nSUMMARY:Christmas\\, the day\r\n")),
          "2026-12-25 Christmas, the day", 20262026, "no end" },
        { ICAL(EVENT("DTSTART;VALUE=DATE:20261231\r\nDURATION:P2D\r\nSUMMARY:Turn\r\n")),
          "2026-12-31 Turn; 2027-01-01 Turn", 20262027, "two days by a duration, over the turn of the year" },
        { ICAL(EVENT("DTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261227\r\nSUMMARY:Closed\r\n")),
          "2026-12-24 Closed; 2026-12-25 Closed; 2026-12-26 Closed", 20262026, "three days" },
        { ICAL(EVENT("DTSTART:20261225T000000Z\r\nDTEND:20261225T235959Z\r\nSUMMARY:Timed\r\n")),
          "2026-12-25 Timed", 20262026, "with times" },
        { ICAL(EVENT("DTSTART;VALUE=DATE:20261225\r\nRRULE:FREQ=YEARLY;COUNT=3\r\n")),
          "2026-12-25 holiday; 2027-12-25 holiday; 2028-12-25 holiday", 20262028,
          "three years, without a name" },
        { ICAL(EVENT("DTSTART;VALUE=DATE:20240229\r\nRRULE:FREQ=YEARLY;COUNT=2\r\nSUMMARY:Leap\r\n")),
          "2024-02-29 Leap; 2028-02-29 Leap", 20242028, "only where the year has the day" },
        { ICAL(EVENT(
              "DTSTART;VALUE=DATE:20261225\r\nRRULE:FREQ=YEARLY;COUNT=3\r\nEXDATE;VALUE=DATE:20271225\r\n"
              "SUMMARY:C\r\n")),
          "2026-12-25 C; 2028-12-25 C", 20262028, "without the day that is left out" },
        { ICAL(EVENT("DTSTART;VALUE=DATE:20261225\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:C\r\n")
                   EVENT("DTSTART;VALUE=DATE:20260403\r\nSUMMARY:Good Friday\r\n")
                       EVENT("DTSTART;VALUE=DATE:20270326\r\nSUMMARY:Good Friday\r\n")),
          "2026-04-03 Good Friday; 2027-03-26 Good Friday; 2026-12-25 C; 2027-12-25 C", 20262027,
          "known for the years of the days that come once" },
        { ICAL(EVENT("DTSTART;VALUE=DATE:19701225\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:C\r\n")
                   EVENT("DTSTART;VALUE=DATE:20260403\r\nSUMMARY:Good Friday\r\n")),
          "2026-04-03 Good Friday; 2026-12-25 C", 20262026, "nor for the years before them" },
        { ICAL(EVENT(
              "DTSTART;VALUE=DATE:20260501\r\nRRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=1MO;COUNT=2\r\nSUMMARY:May\r\n")),
          "2026-05-04 May; 2027-05-03 May", 20262027, "the first Monday of May" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ctx ctx = open_ctx();
        struct calendar_source s = parse(&ctx, rows[i].text, "");
        if (strcmp(days_of(&ctx, &s), rows[i].expected) != 0 ||
            s.first_year * 10000 + s.last_year != rows[i].years)
            fail_msg("%s: %s, %d to %d", rows[i].note, days_of(&ctx, &s), s.first_year, s.last_year);
        arena_close(ctx.arena);
    }
}

// For ever is a hundred years.
static void test_icalendar_for_ever(void **state)
{
    struct ctx ctx = open_ctx();
    struct calendar_source s = parse(
        &ctx, ICAL(EVENT("DTSTART;VALUE=DATE:19701225\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:C\r\n")), "");
    (void)state;
    assert_int_equal(s.holidays.n, 100);
    assert_int_equal(s.first_year * 10000 + s.last_year, 19702069);
    arena_close(ctx.arena);
}

static void test_icalendar_mistakes(void **state)
{
    static const struct mistake rows[] = {
        { ICAL(""), "c.md:1:1: holds no holidays" },
        { "BEGIN:VCALENDAR", "c.md:1:1: is no iCalendar file" },
        { ICAL(EVENT("SUMMARY:Christmas\r\n")),
          "c.md:4:1: an event has no day that can be read: 'Christmas'" },
        { ICAL(EVENT("DTSTART;VALUE=DATE:20261225\r\n")
                   EVENT("DTSTART;VALUE=DATE:20261399\r\nSUMMARY:C\r\n")),
          "c.md:7:1: an event has no day that can be read: 'C'" },
        { ICAL(EVENT("DTSTART;VALUE=DATE:20200101\r\nDTEND;VALUE=DATE:20260101\r\nSUMMARY:Long\r\n")),
          "c.md:4:1: an event is longer than a year: 'Long'" },
        { ICAL(EVENT("DTSTART;VALUE=DATE:20260102\r\nRRULE:FREQ=WEEKLY\r\nSUMMARY:Fridays\r\n")),
          "c.md:4:1: an event comes again more than 100 times: what is off every week belongs into the "
          "weekend: 'Fridays'" },
        { ICAL(EVENT("DTSTART:20260701T090000Z\r\nDTEND:20260701T100000Z\r\nSUMMARY:Meeting\r\n")),
          "c.md:4:1: an event ends or begins within a day, so it is no day off: remove it, or make it last all "
          "day: 'Meeting'" },
        { ICAL(EVENT("DTSTART;VALUE=DATE:20260701\r\nRDATE;VALUE=DATE:20270701\r\nSUMMARY:Twice\r\n")),
          "c.md:4:1: an event comes on further days (RDATE): give each of them as an event: 'Twice'" },
        { ICAL(EVENT("DTSTART;VALUE=DATE:20260501\r\nSTATUS:CANCELLED\r\n")), "c.md:1:1: holds no holidays" },
        { ICAL(EVENT("DTSTART;VALUE=DATE:10661014\r\nSUMMARY:Hastings\r\n")),
          "c.md:4:1: an event lies in a year that a calendar can't hold, before 1600 or after 2400: 'Hastings'" },
    };
    (void)state;
    CHECK_MISTAKES(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_our_form),
        cmocka_unit_test(test_line_ends_and_mark),
        cmocka_unit_test(test_what_may_be_left_out),
        cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_what_a_message_repeats),
        cmocka_unit_test(test_hours_have_a_place),
        cmocka_unit_test(test_written_and_read_again),
        cmocka_unit_test(test_names_stay_on_their_line),
        cmocka_unit_test(test_published_json),
        cmocka_unit_test(test_repository_json),
        cmocka_unit_test(test_json_mistakes),
        cmocka_unit_test(test_json_that_is_none),
        cmocka_unit_test(test_nations),
        cmocka_unit_test(test_icalendar),
        cmocka_unit_test(test_icalendar_for_ever),
        cmocka_unit_test(test_icalendar_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
