// Clocks: from which event to which, and how soon.
#include "document/parse_rules.h"

enum { LENGTH_MAX = 999999999, EVERY_MAX = 9999 }; // of any unit: what is longer is a slip

static bool is_article(str word)
{
    return word_is(word, STR("a")) || word_is(word, STR("an"));
}

// "a working day", and "week" alone, are one of them.
static bool length_number_read(struct cursor *c, decimal *number)
{
    struct cursor behind = *c;
    behind.i++;
    bool is_one = unit_sees(c) || (is_article(cursor_word(c, 0)) && unit_sees(&behind));
    if (is_one && !cursor_is_strict(c)) {
        c->i += unit_sees(c) ? 0 : 1;
        *number = (decimal){ 1, 0 };
        return true;
    }
    return number_read(c, number);
}

static bool length_read(struct cursor *c, struct duration *duration)
{
    size_t at = c->i;
    if (!length_number_read(c, &duration->number))
        return false;
    if (!unit_read(c, &duration->unit))
        return unit_refuse(c);
    if (duration->number.places && !unit_is_clock(duration->unit))
        return senseless(c, at, c->i, "a length in %s is a whole number", unit_name(duration->unit, false));
    if (decimal_compare(duration->number, (decimal){ LENGTH_MAX, 0 }) > 0)
        return senseless(c, at, c->i, "'%.*s' is too long",
                      STR_ARGS(shown(c->parser, cursor_text(c, at, c->i))));
    return true;
}

// duration = number unit | "the same time again" | "the time set by" label
bool duration_read(struct cursor *c, struct duration *duration)
{
    *duration = (struct duration){ .kind = DURATION_LENGTH };
    if (cursor_takes(c, STR("the same time again"))) {
        duration->kind = DURATION_SAME_AGAIN;
        return true;
    }
    if (!cursor_takes(c, STR("the time set by")))
        return length_read(c, duration);
    duration->kind = DURATION_SET_BY;
    duration->label = cursor_word(c, 0);
    if (!label_is(duration->label))
        return expected(c, "the label of a clause, such as 'S1'");
    c->i++;
    return true;
}

bool every_read(struct cursor *c, struct duration *duration)
{
    size_t at = c->i;
    if (!duration_read(c, duration))
        return false;
    bool is_length = duration->kind == DURATION_LENGTH && (duration->number.digits > 0 || cursor_is_strict(c));
    if (!is_length || decimal_compare(duration->number, (decimal){ EVERY_MAX, 0 }) > 0)
        return refuse(c, at, c->i, "expected a number from 1 to %d and a unit, such as '2 weeks'", EVERY_MAX);
    return true;
}

// "next working day", "by the end of the next working day", "same day": a length in days, as people say it.
static bool spoken_takes(struct cursor *c, struct duration *duration)
{
    static const struct {
        str words;
        struct duration length;
    } spoken[] = {
        { STR_INIT("next working day"), { .number = { 1, 0 }, .unit = UNIT_WORKING_DAY } },
        { STR_INIT("next business day"), { .number = { 1, 0 }, .unit = UNIT_WORKING_DAY } },
        { STR_INIT("next day"), { .number = { 1, 0 }, .unit = UNIT_DAY } },
        { STR_INIT("same working day"), { .number = { 0, 0 }, .unit = UNIT_WORKING_DAY } },
        { STR_INIT("same day"), { .number = { 0, 0 }, .unit = UNIT_DAY } },
    };
    struct cursor behind = *c;
    if (cursor_is_strict(c))
        return false;
    if (!cursor_takes(&behind, STR("by")) && !cursor_takes(&behind, STR("within")))
        (void)cursor_takes(&behind, STR("on"));
    (void)cursor_takes(&behind, STR("the end of"));
    (void)cursor_takes(&behind, STR("the"));
    for (size_t i = 0; i < sizeof spoken / sizeof *spoken; i++)
        if (cursor_takes(&behind, spoken[i].words)) {
            *duration = spoken[i].length;
            c->i = behind.i;
            return true;
        }
    return false;
}

static bool length_sees(const struct cursor *c)
{
    decimal number;
    str word = cursor_word(c, 0);
    struct cursor behind = *c;
    behind.i++;
    return !cursor_is_strict(c) && (is_article(word) || figure_parse(word, &number)) && unit_sees(&behind);
}

bool limit_sees(const struct cursor *c)
{
    struct cursor ahead = *c;
    struct duration duration;
    return cursor_sees(c, STR("immediately")) || cursor_sees(c, STR("within")) || cursor_sees(c, STR("by")) ||
        spoken_takes(&ahead, &duration) || length_sees(c);
}

// A figure with something behind it that is no unit was meant as a length all the same.
static bool is_length_meant(const struct cursor *c)
{
    decimal number;
    str word = cursor_word(c, 0);
    return limit_sees(c) || (!cursor_is_strict(c) && figure_parse(word, &number));
}

static bool limit_day_read(struct cursor *c, struct limit *limit)
{
    if (!cursor_takes(c, STR("on the day of")))
        return expected(c, "'on the day of' and an event");
    return event_read(c, &limit->event);
}

// What stands behind "by": a day, or a time on the day of an event.
static bool limit_by_read(struct cursor *c, struct limit *limit)
{
    if (!time_sees(c)) {
        limit->kind = LIMIT_BY_DATE;
        return date_read(c, &limit->by);
    }
    size_t at = c->i;
    limit->kind = LIMIT_BY_TIME_ON_DAY;
    if (!time_read(c, &limit->second_of_day))
        return false;
    if (limit->second_of_day >= DAY_SECONDS)
        return senseless(c, at, c->i, "a day's last time is 23:59") && limit_day_read(c, limit);
    return limit_day_read(c, limit);
}

// What a length is counted from, if it is not the clock's own start.
static bool limit_anchor_read(struct cursor *c, struct limit *limit)
{
    limit->kind = LIMIT_WITHIN;
    if (cursor_takes(c, STR("beginning that day"))) {
        limit->kind = LIMIT_BEGINNING_WITH;
        return true;
    }
    bool is_beginning = cursor_takes(c, STR("beginning with"));
    if (is_beginning)
        limit->kind = LIMIT_BEGINNING_WITH;
    if (!is_beginning && !cursor_takes(c, STR("of")))
        return true;
    bool is_open = c->parser->is_single && (cursor_at_end(c) || cursor_sees(c, STR(",")));
    return is_open || event_read(c, &limit->event); // "2 months of" on a command line is from the start
}

// "0 days beginning with receipt" would end the day before it.
static bool beginning_check(struct cursor *c, size_t at, const struct limit *limit)
{
    const struct duration *length = &limit->length;
    bool is_none = limit->kind == LIMIT_BEGINNING_WITH && length->kind == DURATION_LENGTH &&
        length->number.digits == 0 && !unit_is_clock(length->unit);
    return !is_none ||
        senseless(c, at, c->i, "'%.*s' ends the day before: write '1 day beginning ...' for that day itself",
               STR_ARGS(shown(c->parser, cursor_text(c, at, c->i))));
}

// limit = "immediately" | "within" duration [ ( "of" | "beginning with" ) event | "beginning that day" ]
//       | "by" ( date | time "on the day of" event ), and "by the clock" behind it
bool limit_read(struct cursor *c, struct limit *limit)
{
    bool is_read = true;
    *limit = (struct limit){ .kind = LIMIT_IMMEDIATELY };
    if (cursor_takes(c, STR("immediately")))
        return true;
    if (spoken_takes(c, &limit->length))
        limit->kind = LIMIT_WITHIN;
    else if (cursor_takes(c, STR("by")))
        return limit_by_read(c, limit);
    else {
        if (!cursor_takes(c, STR("within")) && cursor_is_strict(c))
            return expected(c, "'within' and a length of time");
        size_t at = c->i;
        is_read = duration_read(c, &limit->length) && limit_anchor_read(c, limit) &&
            beginning_check(c, at, limit);
    }
    limit->is_by_the_clock = is_read &&
        (cursor_takes(c, STR(", by the clock")) || habit_takes(c, STR("by the clock")));
    return is_read;
}

bool limit_alone_read(struct cursor *c, struct limit *limit)
{
    if (!cursor_takes(c, STR("at least")))
        return is_length_meant(c) ? limit_read(c, limit) : expected(c, "'within' and a length of time");
    *limit = (struct limit){ .kind = LIMIT_AT_LEAST };
    if (!duration_read(c, &limit->length))
        return false;
    limit->is_by_the_clock = cursor_takes(c, STR(", by the clock")) || habit_takes(c, STR("by the clock"));
    return true;
}

// What may follow "from A to B": how soon, or how long before.
static bool clock_limit_read(struct cursor *c, struct limit *limit)
{
    bool is_condition = cursor_sees(c, STR(", when")) || cursor_sees(c, STR(", unless"));
    return is_condition || !cursor_takes(c, STR(",")) || limit_alone_read(c, limit);
}

// clock = "no time promised" | "from" events "to" events [ "," ( limit | "at least" duration ) ] | limit
bool clock_read(struct cursor *c, struct clock *clock)
{
    *clock = (struct clock){ .is_promised = true };
    if (cursor_takes(c, STR("no time promised"))) {
        clock->is_promised = false;
        return true;
    }
    if (cursor_takes(c, STR("from"))) {
        if (!events_read(c, &clock->from))
            return false;
        if (!cursor_takes(c, STR("to")))
            return expected(c, "'to' and the event that stops the clock");
        return events_read(c, &clock->to) && clock_limit_read(c, &clock->limit);
    }
    if (cursor_sees(c, STR("at least")))
        return refuse(c, c->i, c->i + 2,
                      "notice is between two events: write 'from ... to ..., at least %.*s'",
                      STR_ARGS(shown(c->parser, cursor_text(c, c->i + 2, c->n))));
    if (!is_length_meant(c))
        return expected(c, "'from' and an event, 'within' and a length of time, or 'no time promised'");
    return limit_read(c, &clock->limit);
}

bool clock_sees(const struct cursor *c)
{
    return cursor_sees(c, STR("from")) || cursor_sees(c, STR("no time promised")) || limit_sees(c);
}
