// Figures and their periods in words, in each language that is printed.
#include "app/board.h"

#include "document/noun.h"
#include "document/sentence_internal.h"

static str number_of(const struct speech *s, int64_t n)
{
    return str_format(s->arena, "%lld", (long long)n);
}

// What was looked at is counted by the noun of its target, in the document's words; empty where it has none.
static str noun_of(const struct judge_row *row)
{
    const struct account *a = row->account;
    const struct field *f = field_find(&a->promise->clause->fields, a->count ? KEY_COUNT : KEY_TARGET);
    bool has_noun = a->is_observed && f && !f->is_bad && f->target.n_ramps;
    return has_noun ? f->target.ramps[0].quantity.noun : (str){ 0 };
}

static str share_said(const struct speech *s, const struct judge_row *row, const struct counts *c)
{
    int64_t n = c->on_time + c->late;
    str good = number_of(s, c->on_time), all = number_of(s, n), noun = noun_of(row);
    if (noun.n)
        return SAY(s, "%1$s of %2$s %3$s", good, all, noun_counted(s->arena, n, noun));
    return row->account->is_observed ? SAY(s, "%1$s of %2$s kept", good, all)
                                     : SAY(s, "%1$s of %2$s on time", good, all);
}

// "walkabout" of 1; what is no whole number, as an average of days, is as it is.
static str measure_of(const struct speech *s, const struct judge_row *row)
{
    int64_t n;
    bool is_counted = noun_of(row).n && str_to_int(row->value, &n);
    return is_counted ? noun_counted(s->arena, n, row->measure) : row->measure;
}

str counts_said(const struct speech *s, const struct judge_row *row, const struct counts *c)
{
    int64_t judged = c->on_time + c->late;
    if (row->is_few)
        return words(s, N_("Fewer than five"));
    if (is_row_of_deed(row) && judged == 1)
        return c->on_time ? words(s, N_("Done in time")) : words(s, N_("Not done in time"));
    if (row->value.n && str_equal(row->measure, STR("£")))
        return money_said(s, (decimal){ row->counts.on_time, 0 });
    if (row->value.n)
        return str_format(s->arena, "%.*s %.*s", STR_ARGS(row->value), STR_ARGS(measure_of(s, row)));
    if (!judged)
        return c->not_yet_due ? SAY(s, "%1$s not yet due", number_of(s, c->not_yet_due))
                              : words(s, N_("No cases"));
    return share_said(s, row, c);
}

str counts_words(struct arena *arena, const struct judge_row *row, const struct counts *counts)
{
    return counts_said(&(struct speech){ .arena = arena, .language = LANGUAGE_EN }, row, counts);
}

// The year, and the month, of the first day only where the last has another.
str span_said(const struct speech *s, struct span period)
{
    struct civil a = date_civil(period.from), b = date_civil(period.to);
    str last = date_said(s, period.to), first = date_said(s, period.from);
    if (a.year == b.year && a.month == b.month)
        first = number_of(s, a.day);
    else if (a.year == b.year)
        first = day_said(s, (struct month_day){ .month = a.month, .day = a.day });
    return SAY(s, "%1$s to %2$s", first, last);
}

str period_words(struct arena *arena, struct span period)
{
    return span_said(&(struct speech){ .arena = arena, .language = LANGUAGE_EN }, period);
}
