// A field's value, by the kind that the table gives it.
#include "document/parse_rules.h"

// Names of calendars as people write them.
static str calendar_name(str text)
{
    static const struct {
        str written, name;
    } names[] = {
        { STR_INIT("England and Wales"), STR_INIT("england-and-wales") },
        { STR_INIT("England & Wales"), STR_INIT("england-and-wales") },
        { STR_INIT("England"), STR_INIT("england-and-wales") },
        { STR_INIT("Wales"), STR_INIT("england-and-wales") },
        { STR_INIT("england-and-wales"), STR_INIT("england-and-wales") },
        { STR_INIT("Scotland"), STR_INIT("scotland") },
        { STR_INIT("Northern Ireland"), STR_INIT("northern-ireland") },
        { STR_INIT("northern-ireland"), STR_INIT("northern-ireland") },
        { STR_INIT("UK"), STR_INIT("uk") },
        { STR_INIT("United Kingdom"), STR_INIT("uk") },
        { STR_INIT("the United Kingdom"), STR_INIT("uk") },
        { STR_INIT("united-kingdom"), STR_INIT("uk") },
        { STR_INIT("none"), STR_INIT("none") },
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_same_name(text, names[i].written))
            return names[i].name;
    return text;
}

static bool id_check(struct cursor *c)
{
    bool is_one = c->n == 1 && docid_is(c->words[0].text) && !label_is(c->words[0].text);
    return is_one ||
        refuse(c, 0, c->n, "an Id is one word of letters, figures and '-', such as 'aldermoor-streets'");
}

static bool public_read(struct cursor *c, enum public_kind *is_public)
{
    static const struct {
        str words;
        enum public_kind kind;
    } kinds[] = {
        { STR_INIT("yes"), PUBLIC_YES },
        { STR_INIT("counted only"), PUBLIC_COUNTED_ONLY },
        { STR_INIT("not taken here"), PUBLIC_NOT_TAKEN },
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (cursor_takes(c, kinds[i].words)) {
            *is_public = kinds[i].kind;
            return true;
        }
    return expected(c, "'yes', 'counted only' or 'not taken here'");
}

// Notice runs in days of the calendar, so that everybody can tell its last one without a list of holidays.
static bool notice_read(struct cursor *c, struct duration *notice)
{
    size_t at = c->i;
    if (!every_read(c, notice))
        return false;
    return !date_is_none(unit_later((date){ 0 }, 1, notice->unit)) ||
        senseless(c, at, c->i,
                  "notice is given in days, weeks, months, quarters or years, such as '3 months'");
}

static bool start_read(struct cursor *c, str *text)
{
    (void)habit_takes(c, STR("the"));
    *text = STR("next working day");
    return cursor_takes(c, *text) || expected(c, "'next working day'");
}

static bool clock_or_target_read(struct cursor *c, struct field *field)
{
    field->is_target = !clock_sees(c);
    return field->is_target ? target_read(c, &field->target) : clock_read(c, &field->clock);
}

// The number stands behind the key, and has been checked there.
static bool step_value_read(struct cursor *c, struct field *field)
{
    int64_t number = 0;
    (void)str_to_int(field->name, &number);
    field->step.number = (int)number;
    return step_read(c, &field->step);
}

static bool text_value_read(struct cursor *c, struct field *field)
{
    field->text = field->kind->key == KEY_CALENDAR ? calendar_name(field->raw) : field->raw;
    if (field->kind->key == KEY_ID && !id_check(c))
        return false;
    c->i = c->n;
    return true;
}

static bool kind_read(struct cursor *c, struct field *field)
{
    switch (field->kind->value) {
    case VALUE_TEXT:
        return text_value_read(c, field);
    case VALUE_ITEMS:
    case VALUE_EVENTS:
        return items_read(c, &field->items);
    case VALUE_PARTIES:
        return parties_read(c, field);
    case VALUE_SERVICES:
        return services_read(c, &field->services);
    case VALUE_CLOCK:
        return clock_read(c, &field->clock);
    case VALUE_TARGET:
        return target_read(c, &field->target);
    case VALUE_CLOCK_OR_TARGET:
        return clock_or_target_read(c, field);
    case VALUE_DURATION:
        return field->kind->key == KEY_NOTICE ? notice_read(c, &field->duration)
                                              : every_read(c, &field->duration);
    case VALUE_STEP:
        return step_value_read(c, field);
    case VALUE_REASONS:
        return reasons_read(c, &field->reasons);
    case VALUE_OUTCOME:
        return outcome_read(c, &field->outcome);
    case VALUE_REFS:
        return refs_read(c, &field->refs);
    case VALUE_FACT:
        return fact_read(c, &field->fact);
    case VALUE_IN_FORCE:
        return in_force_read(c, &field->range);
    case VALUE_TRIAL:
        return trial_read(c, &field->range);
    case VALUE_HOURS:
        return hours_read(c, &field->hours);
    case VALUE_MONTH_DAY:
        return month_day_read(c, &field->month_day);
    case VALUE_PERIOD:
        return period_alone_read(c, &field->period);
    case VALUE_PUBLIC:
        return public_read(c, &field->is_public);
    case VALUE_START:
        return start_read(c, &field->text);
    case VALUE_OPENING:
        return opening_read(c, &field->opens);
    case VALUE_PAYMENT:
        return payment_read(c, &field->step);
    case VALUE_INSTALMENTS:
        return instalments_read(c, &field->instalments);
    case VALUE_FIGURE:
        return figure_in_year_read(c, &field->figure);
    case VALUE_INDICATOR:
        return indicator_read(c, &field->indicator);
    case VALUE_DESIGNATED:
        return designated_read(c, &field->designated);
    }
    return false;
}

// Free text keeps its own quotes and spaces; a calendar's name and an Id are for the machine.
static bool is_free_text(const struct field_kind *kind)
{
    return kind->value == VALUE_TEXT && kind->key != KEY_ID && kind->key != KEY_CALENDAR &&
        kind->key != KEY_ZONE;
}

static bool value_words(struct parser *p, const struct draft *draft, struct field *field)
{
    enum lexing how = draft->kind->value == VALUE_HOURS ? LEX_HOURS : LEX_WORDS;
    if (is_free_text(draft->kind)) {
        p->words.n = 0;
        field->raw = text_fold(p->ctx->arena, draft->value);
    } else if (!value_lex(p->ctx->arena, draft->value, how, &p->words, &field->raw)) {
        return false;
    }
    if (!field->raw.n)
        problem(p, SEVERITY_ERROR, draft->key, "'%.*s' has no value", STR_ARGS(shown(p, draft->key)));
    return field->raw.n > 0;
}

// A field is bad until it has been read to its end, so that no half of a value is ever used.
void value_read(struct parser *p, const struct draft *draft, struct field *field)
{
    *field = (struct field){
        .kind = draft->kind, .name = draft->name, .place = draft->place, .value_place = draft->value_place
    };
    field->is_bad = true;
    if (draft->value.n > FIELD_BYTES_MAX) {
        problem(p, SEVERITY_ERROR, draft->key, "'%.*s' is longer than %d bytes: put the rest into prose",
                STR_ARGS(shown(p, draft->key)), FIELD_BYTES_MAX);
        return;
    }
    if (!value_words(p, draft, field))
        return;
    struct cursor c = { .parser = p, .words = p->words.at, .n = p->words.n ? p->words.n - 1 : 0 };
    p->kind = field->kind->value;
    bool is_read = (p->is_strict || habits_refuse(&c, field->kind->value)) && kind_read(&c, field);
    if (is_read && field->kind->may_have_when)
        is_read = conditions_read(&c, &field->when);
    is_read = is_read && cursor_ends(&c);
    field->is_bad = !is_read || c.has_failed || arena_is_full(p->ctx->arena);
}
