#include "app/due.h"

#include "cli/options.h"
#include "document/format.h"
#include "format/json_write.h"
#include "format/table.h"

static const char OTHER_WHY[] = "The start is itself no working day. It is day 0 here, because the period begins with the day after it "
                                "whatever kind of day it was; read the other way, with the start moved to the next working day, ";

static str within_words(struct ctx *ctx, const struct due_answer *a)
{
    struct buffer out = buffer_open(1024);
    limit_write(&out, &a->limit);
    str words = str_copy(ctx->arena, buffer_str(&out));
    buffer_close(&out);
    return str_starts(words, STR("within ")) ? str_from_byte(words, STR("within ").n) : words;
}

static void due_write(struct buffer *out, const struct due_answer *a, const struct deadline *d)
{
    if (d->is_day)
        date_write(out, d->last);
    else
        instant_write(out, a->zone, d->due);
}

static str due_text(struct ctx *ctx, const struct due_answer *a, const struct deadline *d)
{
    struct buffer out = buffer_open(64);
    due_write(&out, a, d);
    str text = str_copy(ctx->arena, buffer_str(&out));
    buffer_close(&out);
    return text;
}

static str instant_text(struct ctx *ctx, const struct due_answer *a, instant t)
{
    struct buffer out = buffer_open(64);
    instant_write(&out, a->zone, t);
    str text = str_copy(ctx->arena, buffer_str(&out));
    buffer_close(&out);
    return text;
}

static str date_text(struct ctx *ctx, date d)
{
    struct buffer out = buffer_open(32);
    date_write(&out, d);
    str text = str_copy(ctx->arena, buffer_str(&out));
    buffer_close(&out);
    return text;
}

static void due_words(struct buffer *out, const struct due_answer *a, const struct deadline *d)
{
    if (d->is_day) {
        buffer_print(out, "by the end of %s ", weekday_name(date_weekday(d->last)));
        date_write_words(out, d->last);
    } else {
        instant_write_words(out, a->zone, d->due);
    }
}

static void day_words(struct buffer *out, date d)
{
    buffer_print(out, "%s ", weekday_name(date_weekday(d)));
    date_write_words(out, d);
}

static void text_days(struct buffer *out, const struct working *w)
{
    if (w->counted.n) {
        buffer_print(out, "Counted   %zu day%s, from ", w->counted.n, w->counted.n == 1 ? "" : "s");
        day_words(out, w->counted.at[0]);
        buffer_add(out, STR(" to "));
        day_words(out, w->counted.at[w->counted.n - 1]);
        buffer_byte(out, '\n');
    }
    for (size_t i = 0; i < w->skipped.n; i++) {
        buffer_add(out, i ? STR("          ") : STR("Left out  "));
        date_write(out, w->skipped.at[i].day);
        buffer_print(out, "  %.*s\n", STR_ARGS(w->skipped.at[i].why));
    }
    if (w->is_cut)
        buffer_add(out, STR("          and so on: the list stops here\n"));
}

static void text_write(struct ctx *ctx, struct buffer *out, const struct due_answer *a)
{
    str within = within_words(ctx, a);
    buffer_add(out, STR("Due "));
    due_words(out, a, &a->deadline);
    buffer_print(out, "\n\nLimit     %.*s\nStart     ", STR_ARGS(within));
    if (a->has_start_time)
        instant_write_words(out, a->zone, a->start);
    else
        day_words(out, zone_date(a->zone, a->start, NULL));
    buffer_print(out, " (%.*s)\nCalendar  %.*s\n", STR_ARGS(zone_name(a->zone)), STR_ARGS(a->calendar));
    text_days(out, &a->working);
    buffer_print(out, "Rule      %.*s\n", STR_ARGS(a->working.rule));
    if (a->has_other) {
        buffer_print(out, "Disputed  %sit would be due ", OTHER_WHY);
        due_words(out, a, &a->other);
        buffer_add(out, STR(".\n"));
    }
    for (size_t i = 0; i < a->notes.n; i++)
        buffer_print(out, "Note      %.*s\n", STR_ARGS(a->notes.at[i]));
}

static void json_days(struct ctx *ctx, struct json *json, const struct working *w)
{
    json_array(json, "counted");
    for (size_t i = 0; i < w->counted.n; i++)
        json_str(json, NULL, date_text(ctx, w->counted.at[i]));
    json_end(json);
    json_array(json, "skipped");
    for (size_t i = 0; i < w->skipped.n; i++) {
        json_object(json, NULL);
        json_str(json, "date", date_text(ctx, w->skipped.at[i].day));
        json_str(json, "why", w->skipped.at[i].why);
        json_end(json);
    }
    json_end(json);
}

static void json_write(struct ctx *ctx, struct buffer *out, const struct due_answer *a)
{
    struct json json = json_open(out);
    json_object(&json, NULL);
    json_str(&json, "start", instant_text(ctx, a, a->start));
    json_str(&json, "within", within_words(ctx, a));
    json_str(&json, "calendar", a->calendar);
    json_str(&json, "zone", zone_name(a->zone));
    json_str(&json, "due", due_text(ctx, a, &a->deadline));
    json_str(&json, "until", instant_text(ctx, a, a->deadline.until));
    json_days(ctx, &json, &a->working);
    json_str(&json, "rule", a->working.rule);
    if (a->has_other) {
        json_object(&json, "other_reading");
        json_str(&json, "due", due_text(ctx, a, &a->other));
        json_str(&json, "until", instant_text(ctx, a, a->other.until));
        json_str(&json, "rule", STR("The start is moved to the next working day before counting."));
        json_str(&json, "why_not", STR("The period begins with the day after the start, whatever kind of day the start was."));
        json_end(&json);
    }
    json_array(&json, "notes");
    for (size_t i = 0; i < a->notes.n; i++)
        json_str(&json, NULL, a->notes.at[i]);
    json_end(&json);
    json_end(&json);
}

static result csv_write(struct ctx *ctx, struct buffer *out, const struct due_answer *a)
{
    static const struct table_column columns[] = {
        { STR_INIT("start"), CELL_TEXT, false },    { STR_INIT("within"), CELL_TEXT, false }, { STR_INIT("calendar"), CELL_TEXT, false },
        { STR_INIT("due"), CELL_TEXT, false },      { STR_INIT("until"), CELL_TEXT, false },  { STR_INIT("other_due"), CELL_TEXT, false },
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
        .calendar = options->value[OPTION_CALENDAR], .start = options->value[OPTION_START], .within = options->value[OPTION_WITHIN],
        .zone = options->value[OPTION_ZONE], .hours = options->value[OPTION_HOURS], .start_rule = options->value[OPTION_START_RULE],
    };
    result e = due_find(ctx, &question, &answer);
    if (e)
        return e;
    enum output output = options_output(options);
    if (output == OUTPUT_CSV)
        return csv_write(ctx, out, &answer);
    if (output == OUTPUT_JSON)
        json_write(ctx, out, &answer);
    else
        text_write(ctx, out, &answer);
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : buffer_check(ctx, out);
}
