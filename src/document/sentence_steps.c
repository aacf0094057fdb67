// What is done and paid where a promise is broken, and what is earned where one is kept.
#include "document/sentence_internal.h"

static str share_said(const struct speech *s, const struct share *share)
{
    if (share->kind == SHARE_ACHIEVEMENT)
        return words(s, N_("the achieved part"));
    str number = number_said(s, share->number);
    if (share->kind == SHARE_PERCENT)
        return SAY(s, "%1$s%%", number);
    return str_format(s->arena, "%.*s/%.*s", STR_ARGS(number), STR_ARGS(number_said(s, share->of)));
}

// "1/464 of the ticket price"
static str share_of_base_said(const struct speech *s, const struct amount *a)
{
    str share = a->n_shares ? share_said(s, &a->shares[a->n_shares - 1]) : (str){ 0 };
    if (a->base == BASE_MONEY)
        return SAY(s, "%1$s of %2$s", share, money_said(s, a->base_money));
    if (str_equal(a->base_name, STR("share")))
        return SAY(s, "%1$s of the share", share);
    if (str_equal(a->base_name, STR("total")))
        return SAY(s, "%1$s of the total", share);
    return SAY(s, "%1$s of the %2$s", share, own(s, a->base_name));
}

// "25% of 1/464 of the ticket price, rounded to £1"
static str shares_said(const struct speech *s, const struct amount *a)
{
    str text = share_of_base_said(s, a);
    for (size_t i = a->n_shares; i-- > 1;)
        text = SAY(s, "%1$s of %2$s", share_said(s, &a->shares[i - 1]), text);
    return a->has_rounded_to ? SAY(s, "%1$s, rounded to %2$s", text, money_said(s, a->rounded_to)) : text;
}

static str further_said(const struct speech *s, const struct amount *a, str text)
{
    str further = money_said(s, a->further);
    if (a->further_number == 1)
        return SAY(s, "%1$s and %2$s more %3$s after that", text, further,
                   unit_each_said(s, a->further_unit));
    str length = length_said(s, (decimal){ a->further_number, 0 }, a->further_unit);
    // For translators: "£20 and £10 more every 24 hours after that"
    return SAY(s, "%1$s and %2$s more every %3$s after that", text, further, length);
}

static str amount_said(const struct speech *s, const struct amount *a)
{
    if (a->kind == AMOUNT_SHARE)
        return shares_said(s, a);
    str text = a->kind == AMOUNT_NOTHING ? words(s, N_("nothing")) : money_said(s, a->money);
    if (a->has_to)
        text = SAY(s, "%1$s to %2$s", text, money_said(s, a->to));
    if (a->for_each.n)
        text = SAY(s, "%1$s for each %2$s", text, own(s, a->for_each));
    return a->has_further ? further_said(s, a, text) : text;
}

static str each_said(const struct speech *s, str each)
{
    static const str known[] = { STR_INIT("case"), STR_INIT("person"), STR_INIT("incident"),
                                 STR_INIT("document"), STR_INIT("financial year") };
    static const char *const said[] = { N_("for each case"), N_("for each person"), N_("for each incident"),
                                        N_("for each document"), N_("each financial year") };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_same_name(each, known[i]))
            return words(s, said[i]);
    for (int unit = 0; unit < UNIT_COUNT; unit++)
        if (str_same_name(each, str_from(unit_name((enum unit)unit, true))))
            return unit_each_said(s, (enum unit)unit);
    return SAY(s, "for each %1$s", own(s, each));
}

static str at_most_said(const struct speech *s, const struct part *part)
{
    bool is_once = part->is_times && decimal_compare(part->number, (decimal){ 1, 0 }) == 0;
    str most = part->is_share ? words(s, N_("the share"))
        : is_once             ? words(s, N_("once"))
        : part->is_times
        ? counted(s, part->number.digits, "%1$s time", "%1$s times", number_said(s, part->number))
        : money_said(s, part->number);
    str text = SAY(s, "at most %1$s", most);
    return part->each.n ? before(s, text, each_said(s, part->each)) : text;
}

static str part_said(const struct speech *s, const struct part *part)
{
    str limit = limit_said(s, &part->limit);
    switch (part->kind) {
    case PART_AT_MOST:
        return at_most_said(s, part);
    case PART_TO:
        return SAY(s, "to %1$s", own(s, part->name));
    case PART_LIMIT:
        return limit;
    case PART_ON_REQUEST:
        return limit.n ? SAY(s, "on request, made %1$s", limit) : words(s, N_("on request"));
    case PART_AUTOMATICALLY:
        return limit.n ? SAY(s, "without being asked, %1$s", limit) : words(s, N_("without being asked"));
    case PART_SET_OFF:
        return SAY(s, "set off against %1$s", own(s, part->name));
    case PART_DECIDED_BY:
        return SAY(s, "as decided by %1$s", own(s, part->name));
    case PART_SINCE:
        return since_said(s, &part->since);
    case PART_CONDITION:
        break;
    }
    return (str){ 0 };
}

// To whom first, then the rest in the order it was written; conditions stand before the sentence.
static str parts_said(const struct speech *s, const struct step *step, str text)
{
    for (size_t i = 0; i < step->n; i++)
        if (step->parts[i].kind == PART_TO)
            text = before(s, text, part_said(s, &step->parts[i]));
    for (size_t i = 0; i < step->n; i++) {
        str part = step->parts[i].kind == PART_TO ? (str){ 0 } : part_said(s, &step->parts[i]);
        text = part.n ? SAY(s, "%1$s, %2$s", text, part) : text;
    }
    return text;
}

static str conditions_said(const struct speech *s, const struct step *step)
{
    struct str_list list = { 0 };
    for (size_t i = 0; i < step->n; i++)
        if (step->parts[i].kind == PART_CONDITION)
            list_add(s, &list, condition_said(s, &step->parts[i].when));
    return list_and(s, &list);
}

str step_said(const struct speech *s, const struct step *step)
{
    str party = own(s, step->party), number = number_said(s, (decimal){ step->number, 0 }), text;
    // For translators: a party and what it does, both in the document's own words.
    if (step->verb == STEP_DOES)
        text = SAY(s, "%1$s %2$s", party, own(s, step->doing));
    else if (step->verb == STEP_PAYS)
        text = SAY(s, "%1$s pays %2$s", party, amount_said(s, &step->amount));
    else
        text = SAY(s, "%1$s gives %2$s", party, amount_said(s, &step->amount));
    text = parts_said(s, step, text);
    str when = conditions_said(s, step);
    return when.n ? SAY(s, "step %1$s, %2$s: %3$s", number, when, text)
                  : SAY(s, "step %1$s: %2$s", number, text);
}

str payment_said(const struct speech *s, const struct field *field)
{
    const struct step *payment = &field->step;
    bool is_nothing = payment->amount.kind == AMOUNT_NOTHING && !payment->amount.has_to;
    str text = parts_said(s, payment, amount_said(s, &payment->amount)), when = conditions_said(s, payment);
    switch (field->kind->key) {
    case KEY_TOTAL:
        text = SAY(s, "the whole sum is %1$s", text);
        break;
    case KEY_SHARE:
        text = SAY(s, "the share that can be earned is %1$s", text);
        break;
    case KEY_ON_ACCOUNT:
        text = SAY(s, "before the result is known this is paid: %1$s", text);
        break;
    default:
        text = is_nothing ? SAY(s, "%1$s is earned", text) : SAY(s, "what is earned is %1$s", text);
    }
    return when.n ? SAY(s, "%1$s: %2$s", when, text) : text;
}

str instalments_said(const struct speech *s, const struct instalments *instalments)
{
    struct str_list list = { 0 };
    for (size_t i = 0; i < instalments->n; i++)
        list_add(s, &list,
                 SAY(s, "%1$s in %2$s", share_said(s, &instalments->at[i].share), instalments->at[i].year));
    return SAY(s, "of what is earned, this is paid: %1$s", list_and(s, &list));
}
