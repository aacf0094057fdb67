#include "format/fact_line.h"

#include "base/utf8.h"

#include <string.h>

enum { INSTANT_CHARS = 20, DATE_CHARS = 10 };

static const char HEX[] = "0123456789abcdef";

static void text_write(struct buffer *out, str s)
{
    size_t from = 0;
    buffer_byte(out, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.at[i];
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        buffer_add(out, str_slice(s, from, i));
        from = i + 1;
        if (c >= 0x20) {
            buffer_byte(out, '\\');
            buffer_byte(out, (char)c);
        } else {
            buffer_add(out, STR("\\u00"));
            buffer_byte(out, HEX[c >> 4]);
            buffer_byte(out, HEX[c & 15]);
        }
    }
    buffer_add(out, str_from_byte(s, from));
    buffer_byte(out, '"');
}

static void int_write(struct buffer *out, int64_t value)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do
        digits[--at] = (char)('0' + rest % 10);
    while (rest /= 10);
    if (value < 0)
        digits[--at] = '-';
    buffer_add(out, (str){ digits + at, sizeof digits - at });
}

static void digits_put(char *at, int value, int width)
{
    for (int i = width - 1; i >= 0; i--, value /= 10)
        at[i] = (char)('0' + value % 10);
}

static void date_put(char *at, date d)
{
    struct civil c = date_civil(d);
    digits_put(at, c.year, 4);
    digits_put(at + 5, c.month, 2);
    digits_put(at + 8, c.day, 2);
    at[4] = at[7] = '-';
}

static bool is_civil(int64_t day)
{
    static const int64_t first = -719162, last = 2932896; // 0001-01-01, 9999-12-31
    return first <= day && day <= last;
}

static void instant_put(struct buffer *out, instant t)
{
    char text[INSTANT_CHARS];
    int64_t day = t.second / DAY_SECONDS - (t.second % DAY_SECONDS < 0);
    int second = (int)(t.second - day * DAY_SECONDS);
    if (!is_civil(day)) {
        int_write(out, t.second);
        return;
    }
    date_put(text, (date){ (int32_t)day });
    digits_put(text + 11, second / 3600, 2);
    digits_put(text + 14, second / 60 % 60, 2);
    digits_put(text + 17, second % 60, 2);
    text[10] = 'T';
    text[13] = text[16] = ':';
    text[19] = 'Z';
    buffer_byte(out, '"');
    buffer_add(out, (str){ text, sizeof text });
    buffer_byte(out, '"');
}

static void text_add(struct buffer *out, str key, str value)
{
    if (!value.n)
        return;
    buffer_add(out, key);
    text_write(out, value);
}

static void int_add(struct buffer *out, str key, int64_t value)
{
    if (value == FACT_LINE_NONE)
        return;
    buffer_add(out, key);
    int_write(out, value);
}

static void instant_add(struct buffer *out, str key, instant t)
{
    if (instant_is_none(t))
        return;
    buffer_add(out, key);
    instant_put(out, t);
}

static void date_add(struct buffer *out, str key, date d)
{
    char text[DATE_CHARS];
    if (date_is_none(d))
        return;
    buffer_add(out, key);
    if (!is_civil(d.day)) {
        int_write(out, d.day);
        return;
    }
    date_put(text, d);
    buffer_byte(out, '"');
    buffer_add(out, (str){ text, sizeof text });
    buffer_byte(out, '"');
}

void fact_line_write(struct buffer *out, const struct fact_line *line)
{
    int_add(out, STR("{\"id\":"), line->id);
    text_add(out, STR(",\"kind\":"), line->kind);
    int_add(out, STR(",\"case\":"), line->case_id);
    text_add(out, STR(",\"document\":"), line->document);
    text_add(out, STR(",\"clause\":"), line->clause);
    text_add(out, STR(",\"name\":"), line->name);
    text_add(out, STR(",\"value\":"), line->value);
    instant_add(out, STR(",\"happened\":"), line->happened);
    if (line->happened_last.second != line->happened.second)
        instant_add(out, STR(",\"happened_last\":"), line->happened_last);
    instant_add(out, STR(",\"until\":"), line->until);
    date_add(out, STR(",\"period_from\":"), line->period_from);
    date_add(out, STR(",\"period_to\":"), line->period_to);
    instant_add(out, STR(",\"recorded\":"), line->recorded);
    text_add(out, STR(",\"voice\":"), line->voice);
    text_add(out, STR(",\"said_by\":"), line->said_by);
    text_add(out, STR(",\"words\":"), line->words);
    int_add(out, STR(",\"corrects\":"), line->corrects);
    text_add(out, STR(",\"bound\":"), line->bound);
    text_add(out, STR(",\"salt\":"), line->salt);
    buffer_byte(out, '}');
}

// A line being taken apart, from the front.
struct reading {
    struct ctx *ctx;
    str rest;
    bool is_bad;
};

static bool is_next(struct reading *r, str key)
{
    if (r->is_bad || !str_starts(r->rest, key))
        return false;
    r->rest = str_from_byte(r->rest, key.n);
    return true;
}

static int64_t int_read(struct reading *r)
{
    size_t n = 0;
    int64_t value = 0;
    bool is_negative = is_next(r, STR("-"));
    for (; n < r->rest.n && char_is_digit(r->rest.at[n]); n++) {
        int digit = r->rest.at[n] - '0';
        r->is_bad |= __builtin_mul_overflow(value, 10, &value) ||
            __builtin_add_overflow(value, is_negative ? -digit : digit, &value);
    }
    r->is_bad |= !n;
    r->rest = str_from_byte(r->rest, n);
    return value;
}

static int hex_digit(char c)
{
    const char *at = c ? memchr(HEX, c, 16) : NULL;
    return at ? (int)(at - HEX) : -1;
}

// Behind a backslash.
static char escape_read(struct reading *r)
{
    if (is_next(r, STR("u00")) && r->rest.n >= 2) {
        int high = hex_digit(r->rest.at[0]), low = hex_digit(r->rest.at[1]);
        r->is_bad |= high < 0 || low < 0;
        r->rest = str_from_byte(r->rest, 2);
        return (char)(high * 16 + low);
    }
    char c = r->rest.n ? r->rest.at[0] : 0;
    r->is_bad |= c != '"' && c != '\\';
    r->rest = str_from_byte(r->rest, 1);
    return c;
}

static str text_read(struct reading *r)
{
    size_t end = 0;
    bool has_escape = false;
    r->is_bad |= !is_next(r, STR("\""));
    for (; end < r->rest.n && r->rest.at[end] != '"'; end++)
        if (r->rest.at[end] == '\\') {
            has_escape = true;
            end++;
        }
    r->is_bad |= end >= r->rest.n;
    if (r->is_bad || !has_escape) {
        str text = str_slice(r->rest, 0, end);
        r->rest = str_from_byte(r->rest, end + 1);
        return text;
    }
    char *at = ARENA_ARRAY(r->ctx->arena, char, end + 1);
    size_t n = 0;
    while (at && !r->is_bad && r->rest.n && r->rest.at[0] != '"') {
        char c = r->rest.at[0];
        r->rest = str_from_byte(r->rest, 1);
        at[n++] = c == '\\' ? escape_read(r) : c;
    }
    r->is_bad |= !at || !is_next(r, STR("\""));
    return (str){ at, n };
}

static date date_read(struct reading *r)
{
    date d = DATE_NONE;
    if (!str_starts(r->rest, STR("\""))) {
        int64_t day = int_read(r);
        r->is_bad |= day < INT32_MIN || day > INT32_MAX;
        return (date){ (int32_t)day };
    }
    r->is_bad |= !date_parse(text_read(r), &d);
    return d;
}

static instant instant_read(struct reading *r)
{
    date day;
    int64_t hour = 0, minute = 0, second = 0;
    if (!str_starts(r->rest, STR("\"")))
        return (instant){ int_read(r) };
    str text = text_read(r);
    r->is_bad |= text.n != INSTANT_CHARS || !date_parse(str_slice(text, 0, DATE_CHARS), &day) ||
        !str_to_int(str_slice(text, 11, 13), &hour) || !str_to_int(str_slice(text, 14, 16), &minute) ||
        !str_to_int(str_slice(text, 17, 19), &second);
    if (r->is_bad)
        return INSTANT_NONE;
    return (instant){ (int64_t)day.day * DAY_SECONDS + hour * 3600 + minute * 60 + second };
}

static void text_next(struct reading *r, str key, str *value)
{
    if (is_next(r, key))
        *value = text_read(r);
}

static void int_next(struct reading *r, str key, int64_t *value)
{
    if (is_next(r, key))
        *value = int_read(r);
}

static void instant_next(struct reading *r, str key, instant *value)
{
    if (is_next(r, key))
        *value = instant_read(r);
}

static void date_next(struct reading *r, str key, date *value)
{
    if (is_next(r, key))
        *value = date_read(r);
}

static void keys_read(struct reading *r, struct fact_line *line)
{
    int_next(r, STR("{\"id\":"), &line->id);
    text_next(r, STR(",\"kind\":"), &line->kind);
    int_next(r, STR(",\"case\":"), &line->case_id);
    text_next(r, STR(",\"document\":"), &line->document);
    text_next(r, STR(",\"clause\":"), &line->clause);
    text_next(r, STR(",\"name\":"), &line->name);
    text_next(r, STR(",\"value\":"), &line->value);
    instant_next(r, STR(",\"happened\":"), &line->happened);
    line->happened_last = line->happened;
    instant_next(r, STR(",\"happened_last\":"), &line->happened_last);
    instant_next(r, STR(",\"until\":"), &line->until);
    date_next(r, STR(",\"period_from\":"), &line->period_from);
    date_next(r, STR(",\"period_to\":"), &line->period_to);
    instant_next(r, STR(",\"recorded\":"), &line->recorded);
    text_next(r, STR(",\"voice\":"), &line->voice);
    text_next(r, STR(",\"said_by\":"), &line->said_by);
    text_next(r, STR(",\"words\":"), &line->words);
    int_next(r, STR(",\"corrects\":"), &line->corrects);
    text_next(r, STR(",\"bound\":"), &line->bound);
    text_next(r, STR(",\"salt\":"), &line->salt);
    r->is_bad |= !is_next(r, STR("}")) || r->rest.n;
}

// Written again it must be the same bytes: one fact, one line.
static bool is_canonical(str text, const struct fact_line *line)
{
    struct buffer again = buffer_open(FACT_LINE_MAX);
    fact_line_write(&again, line);
    bool is_same = str_equal(buffer_str(&again), text);
    buffer_close(&again);
    return is_same;
}

result fact_line_read(struct ctx *ctx, str text, struct fact_line *line)
{
    struct reading r = { .ctx = ctx, .rest = text };
    *line = (struct fact_line){ .id = FACT_LINE_NONE,
                                .case_id = FACT_LINE_NONE,
                                .happened = INSTANT_NONE,
                                .happened_last = INSTANT_NONE,
                                .until = INSTANT_NONE,
                                .period_from = DATE_NONE,
                                .period_to = DATE_NONE,
                                .recorded = INSTANT_NONE,
                                .corrects = FACT_LINE_NONE };
    if (text.n > FACT_LINE_MAX || utf8_invalid_at(text) != text.n)
        return fail(ctx, ERR_INPUT, "the line is too long, or no UTF-8");
    keys_read(&r, line);
    if (arena_is_full(ctx->arena))
        return arena_fail(ctx);
    if (r.is_bad || line->id == FACT_LINE_NONE || instant_is_none(line->happened) ||
        instant_is_none(line->recorded) || !is_canonical(text, line))
        return fail(ctx, ERR_INPUT, "the line is no fact's, or not written as Wardmote writes it");
    return OK;
}
