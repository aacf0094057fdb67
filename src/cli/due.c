#include "app/due.h"

#include "cli/options.h"
#include "document/format.h"
#include "format/json_write.h"
#include "format/table.h"

enum { LABEL_COLUMNS = 10, TEXT_COLUMNS = 100, WORDS_MAX = 4096 };

// A text that stays, of what stands in the buffer, which is closed.
static str kept(struct ctx *ctx, struct buffer *out)
{
    str text = str_copy(ctx->arena, buffer_str(out));
    buffer_close(out);
    return text;
}

static str within_words(struct ctx *ctx, const struct due_answer *a)
{
    struct buffer out = buffer_open(WORDS_MAX);
    limit_write(&out, &a->limit);
    str words = kept(ctx, &out);
    return str_starts(words, STR("within ")) ? str_from_byte(words, STR("within ").n) : words;
}

static str instant_text(struct ctx *ctx, const struct due_answer *a, instant t)
{
    struct buffer out = buffer_open(WORDS_MAX);
    instant_write(&out, a->zone, t);
    return kept(ctx, &out);
}

static str date_text(struct ctx *ctx, date d)
{
    struct buffer out = buffer_open(WORDS_MAX);
    date_write(&out, d);
    return kept(ctx, &out);
}

static str due_text(struct ctx *ctx, const struct due_answer *a, const struct deadline *d)
{
    return d->is_day ? date_text(ctx, d->last) : instant_text(ctx, a, d->due);
}

// "Wednesday 23 December 2026"
static str day_words(struct ctx *ctx, date d)
{
    struct buffer out = buffer_open(WORDS_MAX);
    buffer_print(&out, "%s ", weekday_name(date_weekday(d)));
    date_write_words(&out, d);
    return kept(ctx, &out);
}

static str instant_words(struct ctx *ctx, const struct due_answer *a, instant t)
{
    struct buffer out = buffer_open(WORDS_MAX);
    instant_write_words(&out, a->zone, t);
    return kept(ctx, &out);
}

static str due_words(struct ctx *ctx, const struct due_answer *a, const struct deadline *d)
{
    if (!d->is_day)
        return instant_words(ctx, a, d->due);
    return str_format(ctx->arena, "by the end of %.*s", STR_ARGS(day_words(ctx, d->last)));
}

// What notice was given of may come when its days are over.
static str notice_words(struct ctx *ctx, const struct due_answer *a)
{
    if (!a->deadline.is_day)
        return instant_words(ctx, a, a->deadline.due);
    return day_words(ctx, zone_date(a->zone, a->deadline.until, NULL));
}

// A label and its text, folded between words; lines after the first stand under the text.
static void text_field(struct buffer *out, const char *label, str text)
{
    size_t column = LABEL_COLUMNS;
    buffer_print(out, "%-*s", LABEL_COLUMNS, label);
    for (str rest = text; rest.at;) {
        str word = str_cut(&rest, ' ');
        if (column > LABEL_COLUMNS && column + 1 + word.n > TEXT_COLUMNS) {
            buffer_byte(out, '\n');
            buffer_repeat(out, ' ', LABEL_COLUMNS);
            column = LABEL_COLUMNS;
        } else if (column > LABEL_COLUMNS) {
            buffer_byte(out, ' ');
            column++;
        }
        buffer_add(out, word);
        column += word.n;
    }
    buffer_byte(out, '\n');
}

static void text_days(struct ctx *ctx, struct buffer *out, const struct working *w)
{
    size_t n = w->counted.n;
    str first = n ? day_words(ctx, w->counted.at[0]) : (str){ 0 };
    if (n == 1)
        text_field(out, "Counted", str_format(ctx->arena, "1 day, %.*s", STR_ARGS(first)));
    else if (n)
        text_field(out, "Counted",
                   str_format(ctx->arena, "%zu days, from %.*s to %.*s", n, STR_ARGS(first),
                              STR_ARGS(day_words(ctx, w->counted.at[n - 1]))));
    for (size_t i = 0; i < w->skipped.n; i++) {
        buffer_print(out, "%-*s", LABEL_COLUMNS, i ? "" : "Left out");
        date_write(out, w->skipped.at[i].day);
        buffer_print(out, "  %.*s\n", STR_ARGS(w->skipped.at[i].why));
    }
    if (w->is_cut)
        text_field(out, "",
                   str_format(ctx->arena, "and so on; only the first %d days are listed", WORKING_DAYS_MAX));
}

// A start on a day off is day 0 (FOIA 2000 s.10(1) and (6)); others say it counts as made on the next working day.
static str other_why(struct ctx *ctx, const struct due_answer *a)
{
    return str_format(
        ctx->arena,
        "The start is on a day off, %.*s. It is day 0 all the same, and the count begins with the day "
        "after it. Some read the rule otherwise and first move the start to the next working day, %.*s",
        STR_ARGS(a->start_off), STR_ARGS(day_words(ctx, a->other.first)));
}

static void text_write(struct ctx *ctx, struct buffer *out, const struct due_answer *a)
{
    date start = zone_date(a->zone, a->start, NULL);
    str when = a->has_start_time ? instant_words(ctx, a, a->start) : day_words(ctx, start);
    if (a->deadline.is_notice)
        buffer_print(out, "Not before %.*s\n\n", STR_ARGS(notice_words(ctx, a)));
    else
        buffer_print(out, "Due %.*s\n\n", STR_ARGS(due_words(ctx, a, &a->deadline)));
    text_field(out, "Limit", within_words(ctx, a));
    text_field(out, "Start",
               str_format(ctx->arena, "%.*s (%.*s)", STR_ARGS(when), STR_ARGS(zone_name(a->zone))));
    text_field(out, "Calendar", a->calendar);
    text_days(ctx, out, &a->working);
    text_field(out, "Rule", a->working.rule);
    if (a->has_other)
        text_field(out, "Disputed",
                   str_format(ctx->arena, "%.*s. It would then be due %.*s.", STR_ARGS(other_why(ctx, a)),
                              STR_ARGS(due_words(ctx, a, &a->other))));
    for (size_t i = 0; i < a->notes.n; i++)
        text_field(out, "Note", a->notes.at[i]);
}

static void json_days(struct ctx *ctx, struct json *json, const struct working *w)
{
    json_put_array(json, "counted");
    for (size_t i = 0; i < w->counted.n; i++)
        json_put_str(json, NULL, date_text(ctx, w->counted.at[i]));
    json_put_end(json);
    json_put_array(json, "skipped");
    for (size_t i = 0; i < w->skipped.n; i++) {
        json_put_object(json, NULL);
        json_put_str(json, "date", date_text(ctx, w->skipped.at[i].day));
        json_put_str(json, "why", w->skipped.at[i].why);
        json_put_end(json);
    }
    json_put_end(json);
}

static void json_other(struct ctx *ctx, struct json *json, const struct due_answer *a)
{
    json_put_object(json, "other_reading");
    json_put_str(json, "due", due_text(ctx, a, &a->other));
    json_put_str(json, "until", instant_text(ctx, a, a->other.until));
    json_put_str(json, "rule", STR("The start is moved to the next working day before counting."));
    json_put_str(json, "why_not",
                 STR("The period begins with the day after the start, whatever kind of day the start was."));
    json_put_end(json);
}

static void json_write(struct ctx *ctx, struct buffer *out, const struct due_answer *a)
{
    struct json json = json_put_open(out);
    json_put_object(&json, NULL);
    json_put_str(&json, "start", instant_text(ctx, a, a->start));
    json_put_str(&json, "within", within_words(ctx, a));
    json_put_str(&json, "calendar", a->calendar);
    json_put_str(&json, "zone", zone_name(a->zone));
    json_put_str(&json, "due", due_text(ctx, a, &a->deadline));
    json_put_str(&json, "until", instant_text(ctx, a, a->deadline.until));
    json_days(ctx, &json, &a->working);
    json_put_bool(&json, "is_cut", a->working.is_cut);
    json_put_str(&json, "rule", a->working.rule);
    if (a->has_other)
        json_other(ctx, &json, a);
    json_put_array(&json, "notes");
    for (size_t i = 0; i < a->notes.n; i++)
        json_put_str(&json, NULL, a->notes.at[i]);
    json_put_end(&json);
    json_put_end(&json);
}

static result csv_write(struct ctx *ctx, struct buffer *out, const struct due_answer *a)
{
    static const struct table_column columns[] = {
        { STR_INIT("start"), CELL_TEXT, false },    { STR_INIT("within"), CELL_TEXT, false },
        { STR_INIT("calendar"), CELL_TEXT, false }, { STR_INIT("due"), CELL_TEXT, false },
        { STR_INIT("until"), CELL_TEXT, false },    { STR_INIT("other_due"), CELL_TEXT, false },
        { STR_INIT("rule"), CELL_TEXT, false },
    };
    struct table table = table_open(ctx, out, TABLE_CSV, columns, sizeof columns / sizeof *columns);
    table_cell(&table, instant_text(ctx, a, a->start));
    table_cell(&table, within_words(ctx, a));
    table_cell(&table, a->calendar);
    table_cell(&table, due_text(ctx, a, &a->deadline));
    table_cell(&table, instant_text(ctx, a, a->deadline.until));
    table_cell(&table, a->has_other ? due_text(ctx, a, &a->other) : STR(""));
    table_cell(&table, a->working.rule);
    return table_close(&table);
}

result command_due(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    struct due_answer answer;
    const struct due_question question = {
        .calendar = options->value[OPTION_CALENDAR],
        .start = options->value[OPTION_START],
        .within = options->value[OPTION_WITHIN],
        .zone = options->value[OPTION_ZONE],
        .hours = options->value[OPTION_HOURS],
        .start_rule = options->value[OPTION_START_RULE],
    };
    result e = due_find(ctx, &question, &answer);
    if (e)
        return e;
    enum table_form form = options_form(options);
    if (form == TABLE_CSV)
        return csv_write(ctx, out, &answer);
    if (form == TABLE_JSON)
        json_write(ctx, out, &answer);
    else
        text_write(ctx, out, &answer);
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : buffer_check(ctx, out);
}
