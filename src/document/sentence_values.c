// Numbers, money, dates, times, lengths of time and hours, as they are said.
#include "document/sentence_internal.h"

#include "base/buffer.h"
#include "document/format_internal.h"

enum { VALUE_BYTES_MAX = 1 << 12 };

static str keep(const struct speech *s, struct buffer *out)
{
    str text = str_copy(s->arena, buffer_str(out));
    buffer_done(s->arena, out);
    return text;
}

// Canonical digits, with commas in thousands of the whole part from 1,000 on.
str number_said(const struct speech *s, decimal number)
{
    struct buffer plain = buffer_open(VALUE_BYTES_MAX), out = buffer_open(VALUE_BYTES_MAX);
    number_write(&plain, number);
    str digits = buffer_str(&plain);
    size_t whole = str_find(digits, STR("."));
    for (size_t i = 0; i < digits.n; i++) {
        if (i && i < whole && (whole - i) % 3 == 0)
            buffer_byte(&out, ',');
        buffer_byte(&out, digits.at[i]);
    }
    buffer_done(s->arena, &plain);
    return keep(s, &out);
}

str money_said(const struct speech *s, decimal pounds)
{
    struct buffer out = buffer_open(VALUE_BYTES_MAX);
    money_write(&out, pounds);
    return keep(s, &out);
}

static str month_said(const struct speech *s, int month)
{
    static const char *const months[] = { N_("January"),   N_("February"), N_("March"),    N_("April"),
                                          N_("May"),       N_("June"),     N_("July"),     N_("August"),
                                          N_("September"), N_("October"),  N_("November"), N_("December") };
    return words(s, months[month - 1]);
}

static str integer_said(const struct speech *s, int number)
{
    return str_format(s->arena, "%d", number);
}

str date_said(const struct speech *s, date d)
{
    struct civil civil = date_civil(d);
    // For translators: day, month, year.
    return SAY(s, "%1$s %2$s %3$s", integer_said(s, civil.day), month_said(s, civil.month),
               integer_said(s, civil.year));
}

str day_said(const struct speech *s, struct month_day d)
{
    // For translators: day, month.
    return SAY(s, "%1$s %2$s", integer_said(s, d.day), month_said(s, d.month));
}

str time_said(const struct speech *s, int32_t second)
{
    int hour = second / 3600, minute = second / 60 % 60, shown = (hour + 11) % 12 + 1;
    if (minute == 0 && hour % 24 == 0)
        return words(s, N_("midnight"));
    if (minute == 0 && hour == 12)
        return words(s, N_("noon"));
    str clock = minute ? str_format(s->arena, "%d:%02d", shown, minute) : integer_said(s, shown);
    return hour < 12 ? SAY(s, "%1$sam", clock) : SAY(s, "%1$spm", clock);
}

static int64_t whole_of(decimal number)
{
    while (number.places > 0 && number.digits % 10 == 0) {
        number.digits /= 10;
        number.places--;
    }
    return number.places ? NOT_WHOLE : number.digits;
}

str length_said(const struct speech *s, decimal number, enum unit unit)
{
    int64_t n = whole_of(number);
    str value = number_said(s, number);
    switch (unit) {
    case UNIT_SECOND:
        return counted(s, n, "%1$s second", "%1$s seconds", value);
    case UNIT_MINUTE:
        return counted(s, n, "%1$s minute", "%1$s minutes", value);
    case UNIT_HOUR:
        return counted(s, n, "%1$s hour", "%1$s hours", value);
    case UNIT_WORKING_HOUR:
        return counted(s, n, "%1$s working hour", "%1$s working hours", value);
    case UNIT_DAY:
        return counted(s, n, "%1$s day", "%1$s days", value);
    case UNIT_WORKING_DAY:
        return counted(s, n, "%1$s working day", "%1$s working days", value);
    case UNIT_CLEAR_DAY:
        return counted(s, n, "%1$s clear day", "%1$s clear days", value);
    case UNIT_WEEK:
        return counted(s, n, "%1$s week", "%1$s weeks", value);
    case UNIT_MONTH:
        return counted(s, n, "%1$s month", "%1$s months", value);
    case UNIT_QUARTER:
        return counted(s, n, "%1$s quarter", "%1$s quarters", value);
    case UNIT_YEAR:
    case UNIT_COUNT:
        break;
    }
    return counted(s, n, "%1$s year", "%1$s years", value);
}

str duration_said(const struct speech *s, const struct duration *d)
{
    if (d->kind == DURATION_SAME_AGAIN)
        return words(s, N_("the same time again"));
    if (d->kind == DURATION_SET_BY)
        return SAY(s, "the time set by %1$s", d->label);
    return length_said(s, d->number, d->unit);
}

str unit_each_said(const struct speech *s, enum unit unit)
{
    static const char *const each[] = {
        [UNIT_SECOND] = N_("each second"),
        [UNIT_MINUTE] = N_("each minute"),
        [UNIT_HOUR] = N_("each hour"),
        [UNIT_WORKING_HOUR] = N_("each working hour"),
        [UNIT_DAY] = N_("each day"),
        [UNIT_WORKING_DAY] = N_("each working day"),
        [UNIT_CLEAR_DAY] = N_("each clear day"),
        [UNIT_WEEK] = N_("each week"),
        [UNIT_MONTH] = N_("each month"),
        [UNIT_QUARTER] = N_("each quarter"),
        [UNIT_YEAR] = N_("each year"),
    };
    return words(s, each[unit]);
}

str period_said(const struct speech *s, const struct period *p)
{
    str length = length_said(s, (decimal){ p->number, 0 }, p->unit < UNIT_COUNT ? p->unit : UNIT_DAY);
    switch (p->kind) {
    case PERIOD_NONE:
        break;
    case PERIOD_FINANCIAL_YEAR:
        return words(s, N_("each financial year"));
    case PERIOD_DOCUMENT:
        return words(s, N_("over the whole time that this document is in force"));
    case PERIOD_EACH:
        return p->number == 1 ? unit_each_said(s, p->unit) : SAY(s, "every %1$s", length);
    case PERIOD_IN_ANY:
        return SAY(s, "in any %1$s", length);
    case PERIOD_OVER_LAST:
        return SAY(s, "over the last %1$s", length);
    }
    return (str){ 0 };
}

str since_said(const struct speech *s, const struct since *since)
{
    if (since->year.n)
        return SAY(s, "in %1$s", since->year);
    return date_is_none(since->from) ? (str){ 0 } : SAY(s, "from %1$s", date_said(s, since->from));
}

static str weekday_said(const struct speech *s, int day)
{
    static const char *const days[] = { N_("Monday"), N_("Tuesday"),  N_("Wednesday"), N_("Thursday"),
                                        N_("Friday"), N_("Saturday"), N_("Sunday") };
    return words(s, days[day]);
}

static str weekdays_said(const struct speech *s, unsigned days)
{
    struct str_list list = { 0 };
    for (int day = MONDAY; day <= SUNDAY; day++) {
        int last = day;
        if (!(days >> day & 1))
            continue;
        while (last < SUNDAY && days >> (last + 1) & 1)
            last++;
        str first = weekday_said(s, day);
        list_add(s, &list, last > day ? SAY(s, "%1$s to %2$s", first, weekday_said(s, last)) : first);
        day = last;
    }
    return list_and(s, &list);
}

static str span_said(const struct speech *s, const struct open_span *span)
{
    str days = weekdays_said(s, span->weekdays);
    if (span->kind == SPAN_CLOSED)
        return SAY(s, "closed on %1$s", days);
    if (span->kind == SPAN_ALL_DAY)
        return SAY(s, "%1$s all day", days);
    // For translators: "Monday to Friday 9am to 5pm".
    return SAY(s, "%1$s %2$s to %3$s", days, time_said(s, span->from), time_said(s, span->to));
}

str hours_said(const struct speech *s, const struct hours *hours)
{
    str text = { 0 };
    for (size_t i = 0; i < hours->n; i++)
        text = i ? SAY(s, "%1$s; %2$s", text, span_said(s, &hours->at[i])) : span_said(s, &hours->at[i]);
    return text;
}
