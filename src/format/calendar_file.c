#include "format/calendar_file.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "document/format.h"
#include "document/parse.h"
#include "format/holidays.h"

enum { SHOWN_MAX = 60 }; // bytes of what is wrong that a message repeats

#define WEEKEND (1u << SATURDAY | 1u << SUNDAY)

struct reader {
    struct ctx *ctx;
    str path;
    int line;
    int year; // of the heading above; 0 before the first
    bool has_weekend, has_years;
    struct calendar_source *source;
};

// at: a part of the line.
static struct place place_of(const struct reader *r, str line, str at)
{
    size_t byte = at.at >= line.at && at.at <= line.at + line.n ? (size_t)(at.at - line.at) : line.n;
    return (struct place){ r->line, (int)utf8_length(str_slice(line, 0, byte)) + 1 };
}

static result bad(const struct reader *r, str line, str at, const char *what)
{
    size_t shown = 0;
    while (shown < at.n && shown < SHOWN_MAX)
        shown += utf8_step(str_from_byte(at, shown));
    return fail_at(r->ctx, ERR_INPUT, r->path, place_of(r, line, at), "'%.*s': %s",
                   STR_ARGS(str_slice(at, 0, shown)), what);
}

static result weekend_read(struct reader *r, str line, str value)
{
    if (str_same_name(value, STR("none")))
        value = (str){ 0 };
    for (str rest = value; rest.at;) {
        enum weekday day;
        str word = str_trim(str_cut(&rest, ';'));
        if (!weekday_parse(word, &day))
            return bad(r, line, word, "is no day of the week: write 'Weekend: Saturday; Sunday'");
        r->source->weekend |= 1u << day;
    }
    r->has_weekend = true;
    return (r->source->weekend & 127) == 127 ? bad(r, line, value, "leaves no working day in the week") : OK;
}

static result years_read(struct reader *r, str line, str value)
{
    int64_t first, last;
    size_t to = str_find(value, STR(" to "));
    str from = str_trim(str_slice(value, 0, to)), until = str_trim(str_from_byte(value, to + 4));
    if (!str_to_int(from, &first) || !str_to_int(until, &last) || first < CALENDAR_YEAR_MIN ||
        last > CALENDAR_YEAR_MAX || last < first)
        return bad(r, line, value, "write the years its holidays are known for: 'Years: 2000 to 2030'");
    r->source->first_year = (int)first;
    r->source->last_year = (int)last;
    r->has_years = true;
    return OK;
}

static result holiday_read(struct reader *r, str line, str key, str value)
{
    int month;
    int64_t day;
    str rest = key, number = str_cut(&rest, ' ');
    struct civil c = { .year = r->year };
    if (!str_to_int(number, &day) || !month_parse(str_trim(rest), &month))
        return bad(r, line, key,
                   "is neither a field of a calendar nor a date: write '- 25 December: Christmas Day'");
    c.month = month;
    c.day = day < 100 ? (int)day : 99;
    if (!civil_is_valid(c))
        return bad(r, line, key, "is no day of that year");
    if (!value.n)
        return bad(r, line, key, "has no name: write '- 25 December: Christmas Day'");
    if (c.year < r->source->first_year || c.year > r->source->last_year)
        return bad(r, line, key, "is outside the calendar's Years");
    struct holiday *h = LIST_PUSH(r->ctx->arena, &r->source->holidays);
    if (!h)
        return arena_fail(r->ctx);
    if (r->source->holidays.n > HOLIDAYS_MAX)
        return bad(r, line, key, "is one holiday too many: 20,000 are allowed");
    *h = (struct holiday){ date_from_civil(c), value };
    return OK;
}

// Errors of a value by itself have a column but no line.
static result hours_field_read(struct reader *r, str line, str value)
{
    result e = hours_parse(r->ctx, r->path, value, &r->source->hours);
    struct place *place = &r->ctx->error.place, start = place_of(r, line, value);
    if (e == ERR_INPUT)
        *place = (struct place){ r->line, start.column + (place->column > 0 ? place->column - 1 : 0) };
    return e;
}

static result field_read(struct reader *r, str line, str key, str value)
{
    if (r->year)
        return holiday_read(r, line, key, value);
    if (str_same_name(key, STR("Id")))
        r->source->id = value;
    else if (str_same_name(key, STR("Zone")))
        r->source->zone = value;
    else if (str_same_name(key, STR("Weekend")))
        return weekend_read(r, line, value);
    else if (str_same_name(key, STR("Years")))
        return years_read(r, line, value);
    else if (str_same_name(key, STR("Hours")))
        return hours_field_read(r, line, value);
    else if (!str_same_name(key, STR("Source")))
        return bad(r, line, key,
                   "is no field of a calendar: there are Id, Zone, Weekend, Years, Hours and Source");
    return OK;
}

static result heading_read(struct reader *r, str line, str text)
{
    int64_t year;
    if (!str_to_int(text, &year) || year < r->source->first_year || year > r->source->last_year)
        return bad(r, line, text, "is no year of this calendar: a heading is a year of its Years, '## 2026'");
    r->year = (int)year;
    return OK;
}

static result line_read(struct reader *r, str line)
{
    str prefix = STR("Calendar:");
    if (str_starts(line, STR("# "))) {
        str title = str_trim(str_from_byte(line, 2));
        if (!str_starts(title, prefix))
            return bad(r, line, title, "is no calendar: its title is '# Calendar: NAME'");
        r->source->title = str_trim(str_from_byte(title, prefix.n));
        return OK;
    }
    if (str_starts(line, STR("## ")))
        return heading_read(r, line, str_trim(str_from_byte(line, 3)));
    if (!str_starts(line, STR("- ")))
        return OK;
    size_t colon = str_find(line, STR(":"));
    if (colon == line.n)
        return bad(r, line, line, "has no ':' (write '*' instead of '-' for a line of prose)");
    return field_read(r, line, str_trim(str_slice(line, 2, colon)), str_trim(str_from_byte(line, colon + 1)));
}

// Takes the byte-order mark off; says where the first byte is that is not UTF-8.
static result text_check(struct ctx *ctx, str path, str *bytes)
{
    size_t at = utf8_invalid_at(*bytes), line = 0;
    struct place place = { 1, 1 };
    for (size_t i = 0; i < at && at < bytes->n; i++)
        if (bytes->at[i] == '\n') {
            place.line++;
            line = i + 1;
        }
    place.column += (int)utf8_length(str_slice(*bytes, line, at < bytes->n ? at : line));
    if (at < bytes->n)
        return fail_at(ctx, ERR_INPUT, path, place, "this is not text in UTF-8: save the file as UTF-8");
    if (str_starts(*bytes, STR("\xEF\xBB\xBF")))
        *bytes = str_from_byte(*bytes, 3);
    return OK;
}

result calendar_parse(struct ctx *ctx, str path, str bytes, struct calendar_source *source)
{
    struct reader r = { .ctx = ctx, .path = path, .source = source };
    *source = (struct calendar_source){ .zone = STR("UTC") };
    result e = text_check(ctx, path, &bytes);
    if (e)
        return e;
    for (str rest = bytes; rest.at;) {
        str line = str_cut(&rest, '\n');
        r.line++;
        e = line_read(&r, line.n && line.at[line.n - 1] == '\r' ? str_slice(line, 0, line.n - 1) : line);
        if (e)
            return e;
    }
    if (!source->title.n || !r.has_years)
        return fail_at(ctx, ERR_INPUT, path, (struct place){ 1, 1 },
                       "a calendar needs a title, '# Calendar: NAME', and '- Years: 2000 to 2030'");
    if (!r.has_weekend)
        source->weekend = WEEKEND;
    if (!source->id.n)
        source->id = source->title;
    return OK;
}

static bool is_control(char c)
{
    return (unsigned char)c < ' ';
}

// One line, whatever another program's file put into a name.
static void words_write(struct buffer *out, str words)
{
    words = str_trim(words);
    while (words.n && (is_control(words.at[0]) || is_control(words.at[words.n - 1])))
        words = str_trim(
            str_slice(words, is_control(words.at[0]), words.n - is_control(words.at[words.n - 1])));
    for (size_t i = 0; i < words.n; i++)
        buffer_byte(out, is_control(words.at[i]) ? ' ' : words.at[i]);
    if (!words.n)
        buffer_add(out, STR("holiday"));
}

static void weekend_write(struct buffer *out, unsigned weekend)
{
    const char *between = "";
    for (int day = MONDAY; day <= SUNDAY; day++)
        if (weekend >> day & 1) {
            buffer_print(out, "%s%s", between, weekday_name((enum weekday)day));
            between = "; ";
        }
    buffer_add(out, weekend ? STR("\n") : STR("none\n"));
}

void calendar_write(struct buffer *out, const struct calendar_source *s)
{
    int year = 0;
    buffer_add(out, STR("# Calendar: "));
    words_write(out, s->title);
    buffer_add(out, STR("\n\n- Id: "));
    words_write(out, s->id);
    buffer_add(out, STR("\n- Zone: "));
    words_write(out, s->zone);
    buffer_add(out, STR("\n- Weekend: "));
    weekend_write(out, s->weekend);
    buffer_print(out, "- Years: %d to %d\n", s->first_year, s->last_year);
    if (s->hours.n) {
        buffer_add(out, STR("- Hours: "));
        hours_write(out, &s->hours);
        buffer_byte(out, '\n');
    }
    for (size_t i = 0; i < s->holidays.n; i++) {
        struct civil c = date_civil(s->holidays.at[i].day);
        if (c.year != year)
            buffer_print(out, "\n## %d\n", c.year);
        year = c.year;
        buffer_print(out, "- %d %s: ", c.day, month_name(c.month));
        words_write(out, s->holidays.at[i].title);
        buffer_byte(out, '\n');
    }
}

result calendar_any_parse(struct ctx *ctx, str path, str bytes, str division, struct calendar_source *source)
{
    result e = text_check(ctx, path, &bytes);
    if (e)
        return e;
    str start = str_trim(bytes);
    if (str_starts(start, STR("{")) || str_starts(start, STR("[")))
        return holidays_json(ctx, path, bytes, division, source);
    if (division.n)
        return fail_at(ctx, ERR_INPUT, path, (struct place){ 1, 1 },
                       "there is no '%.*s' to choose: only GOV.UK's JSON holds several nations",
                       STR_ARGS(division));
    if (str_starts(start, STR("BEGIN:VCALENDAR")))
        return holidays_ical(ctx, path, bytes, source);
    return calendar_parse(ctx, path, bytes, source);
}
