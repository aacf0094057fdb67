// Steps of redress: who does what, or pays what, by when and under which terms.
#include "document/parse_rules.h"

// A unit, "further" days or what a cap is for each of, as one word: "day", "financial year", "incident".
static bool each_read(struct cursor *c, str *each)
{
    static const str others[] = { STR_INIT("financial year"), STR_INIT("case"), STR_INIT("person"),
                                  STR_INIT("incident") };
    enum unit unit;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (cursor_takes(c, others[i])) {
            *each = others[i];
            return true;
        }
    if (!unit_read(c, &unit))
        return expected(c, "a unit of time, 'financial year', 'case', 'person' or 'incident'");
    *each = str_from(unit_name(unit, true));
    return true;
}

static bool each_takes(struct cursor *c)
{
    return cursor_takes(c, STR("each")) || cursor_takes(c, STR("a")) || cursor_takes(c, STR("an")) ||
        habit_takes(c, STR("per"));
}

static bool fraction_parse(str word, struct share *share)
{
    str rest = word, top = str_cut(&rest, '/');
    share->kind = SHARE_FRACTION;
    return rest.at && number_parse(top, &share->number) && number_parse(rest, &share->of);
}

static bool share_sees(const struct cursor *c)
{
    struct cursor ahead = *c;
    struct share share;
    ahead.is_quiet = true;
    return fraction_parse(cursor_word(c, 0), &share) || cursor_sees(c, STR("achievement")) ||
        percent_read(&ahead, &share.number);
}

// share = number "%" | number "/" number | "achievement"
static bool share_read(struct cursor *c, struct share *share)
{
    str word = cursor_word(c, 0);
    if (cursor_takes(c, STR("achievement"))) {
        share->kind = SHARE_ACHIEVEMENT;
        return true;
    }
    if (fraction_parse(word, share)) {
        c->i++;
        return share->of.digits > 0 || senseless(c, c->i - 1, c->i, "a fraction can't be divided by 0");
    }
    share->kind = SHARE_PERCENT;
    share->of = (decimal){ 0 };
    return percent_read(c, &share->number) || expected(c, "a share, such as '50%' or '1/12'");
}

// "the" ( fact | "share" | "total" )
static bool base_name_read(struct cursor *c, str *name)
{
    static const str others[] = { STR_INIT("share"), STR_INIT("total") };
    size_t words;
    const struct fact *fact = fact_sees(c, &words);
    if (fact) {
        *name = fact->name;
        c->i += words;
        return true;
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (cursor_takes(c, others[i])) {
            *name = others[i];
            return true;
        }
    return fact_refuse(c);
}

// share "of" base, where base = share "of" base | money | "the" name
static bool amount_share_read(struct cursor *c, struct amount *amount)
{
    amount->kind = AMOUNT_SHARE;
    do {
        struct share *share = list_push(c->parser->ctx->arena, (void **)&amount->shares, &amount->n_shares,
                                        &amount->room, sizeof *share);
        if (!share)
            return false;
        if (amount->n_shares > NEST_MAX)
            return refuse(c, c->i, c->i + 1, "a share is of another at most %d deep", NEST_MAX);
        if (!share_read(c, share))
            return false;
        if (!cursor_takes(c, STR("of")))
            return expected(c, "'of' and what the share is of");
    } while (share_sees(c));
    if (money_sees(c)) {
        amount->base = BASE_MONEY;
        if (!money_read(c, &amount->base_money))
            return false;
    } else {
        amount->base = BASE_NAMED;
        if (!cursor_takes(c, STR("the")))
            return expected(c, "a sum of money, or 'the' and a Fact");
        if (!base_name_read(c, &amount->base_name))
            return false;
    }
    amount->has_rounded_to = cursor_takes(c, STR("rounded to")) || habit_takes(c, STR(", rounded to"));
    return !amount->has_rounded_to || money_read(c, &amount->rounded_to);
}

// "and" money "for each further" ( unit | number unit )
static bool further_read(struct cursor *c, struct amount *amount)
{
    amount->has_further = true;
    amount->further_number = 1;
    if (!money_read(c, &amount->further))
        return false;
    if (!cursor_takes(c, STR("for each further")) && !habit_takes(c, STR("for every further")))
        return expected(c, "'for each further' and a unit, such as 'day'");
    if (unit_read(c, &amount->further_unit))
        return true;
    if (!count_read(c, &amount->further_number))
        return false;
    return unit_read(c, &amount->further_unit) || unit_refuse(c);
}

// amount = "nothing" [ "to" money ] | money [ "and" money "for each further" ... ]
//        | money "to" money [ "for each" noun ] | share "of" base
static bool amount_read(struct cursor *c, struct amount *amount)
{
    if (share_sees(c))
        return amount_share_read(c, amount);
    amount->kind = AMOUNT_MONEY;
    if (cursor_takes(c, STR("nothing")))
        amount->kind = AMOUNT_NOTHING;
    else if (!money_sees(c))
        return expected(c, "a sum of money, such as '£50'");
    else if (!money_read(c, &amount->money))
        return false;
    struct cursor behind = *c;
    if (cursor_takes(&behind, STR("to")) && money_sees(&behind)) {
        c->i = behind.i;
        amount->kind = amount->kind == AMOUNT_NOTHING ? AMOUNT_NOTHING : AMOUNT_RANGE;
        amount->has_to = true;
        if (!money_read(c, &amount->to))
            return false;
        if (decimal_compare(amount->to, amount->money) < 0)
            if (!senseless(c, c->i - 1, c->i, "the second sum is smaller than the first"))
                return false;
        return !cursor_takes(c, STR("for each")) || noun_read(c, &amount->for_each, "what it is for each of");
    }
    return amount->kind == AMOUNT_NOTHING || !cursor_takes(c, STR("and")) || further_read(c, amount);
}

// "at most" ( money | number "times" | "the share" ) [ ( "a" | "an" | "each" ) each ]; "once an incident"
static bool part_at_most_read(struct cursor *c, struct part *part)
{
    int times;
    part->kind = PART_AT_MOST;
    part->is_share = cursor_takes(c, STR("the share"));
    bool is_once = !part->is_share && habit_takes(c, STR("once")),
         is_twice = !is_once && habit_takes(c, STR("twice"));
    part->is_times = is_once || is_twice || (!part->is_share && !money_sees(c));
    if (is_once || is_twice) {
        part->number = (decimal){ is_once ? 1 : 2, 0 };
    } else if (part->is_times) {
        if (!count_read(c, &times))
            return false;
        part->number = (decimal){ times, 0 };
        if (!cursor_takes(c, STR("times")) && !habit_takes(c, STR("time")))
            return expected(c, "'times'");
    } else if (!part->is_share && !money_read(c, &part->number)) {
        return false;
    }
    return !each_takes(c) || each_read(c, &part->each);
}

// Words to the next comma that begin no part: behind a deed they are a second one.
static bool part_refuse(struct cursor *c, const struct step *step)
{
    size_t end = c->i;
    while (end < c->n && !word_is(c->words[end].text, STR(",")) && !word_is(c->words[end].text, STR(";")))
        end++;
    if (end == c->i)
        return expected(c, "a further term, such as 'within 20 working days'");
    bool is_time = cursor_sees(c, STR("in")) || cursor_sees(c, STR("after"));
    if ((is_time || step->verb != STEP_DOES) && phrase_told(c))
        return false;
    if (step->verb != STEP_DOES)
        return refuse(
            c, c->i, end,
            "'%.*s' is not a term of a payment, such as 'at most £50', 'to' and a party, or 'within 20 working "
            "days'",
            STR_ARGS(shown(c->parser, cursor_text(c, c->i, end))));
    return refuse(c, c->i, end, "a step is one deed: give '%.*s' a step of its own",
                  STR_ARGS(shown(c->parser, cursor_text(c, c->i, end))));
}

static bool part_asked_read(struct cursor *c, struct part *part, enum part_kind kind)
{
    part->kind = kind;
    return !limit_sees(c) || limit_read(c, &part->limit);
}

static bool part_condition_read(struct cursor *c, struct part *part, bool is_unless)
{
    part->kind = PART_CONDITION;
    part->when.is_unless = is_unless;
    return tests_read(c, &part->when);
}

static bool part_set_off_read(struct cursor *c, struct part *part)
{
    part->kind = PART_SET_OFF;
    return noun_read(c, &part->name, "what it is set off against");
}

static bool part_read(struct cursor *c, const struct step *step, struct part *part)
{
    part->since.from = DATE_NONE;
    bool is_once = cursor_sees(c, STR("once a")) || cursor_sees(c, STR("once an")) ||
        cursor_sees(c, STR("once each"));
    if (cursor_takes(c, STR("at most")) || (is_once && !cursor_is_strict(c)))
        return part_at_most_read(c, part);
    if (cursor_takes(c, STR("on request")))
        return part_asked_read(c, part, PART_ON_REQUEST);
    if (cursor_takes(c, STR("automatically")))
        return part_asked_read(c, part, PART_AUTOMATICALLY);
    if (cursor_takes(c, STR("set off against")))
        return part_set_off_read(c, part);
    if (cursor_takes(c, STR("decided by"))) {
        part->kind = PART_DECIDED_BY;
        return party_read(c, &part->name);
    }
    if (cursor_takes(c, STR("to"))) {
        part->kind = PART_TO;
        return payee_read(c, &part->name);
    }
    if (cursor_sees(c, STR("when")) || cursor_sees(c, STR("unless"))) {
        bool is_unless = !cursor_takes(c, STR("when")) && cursor_takes(c, STR("unless"));
        return part_condition_read(c, part, is_unless);
    }
    if (since_sees(c)) {
        part->kind = PART_SINCE;
        return since_read(c, &part->since);
    }
    part->kind = PART_LIMIT;
    return limit_sees(c) ? limit_read(c, &part->limit) : part_refuse(c, step);
}

// Parts are a list of their own in the grammar's order; which may stand together is for the checker.
static struct part *part_add(struct cursor *c, struct step *step)
{
    return list_push(c->parser->ctx->arena, (void **)&step->parts, &step->n, &step->room,
                     sizeof(struct part));
}

// "puts it right within 20 working days": the limit would be read as part of the deed.
static bool deed_comma_refuse(struct cursor *c, size_t from)
{
    struct cursor at = *c;
    if (cursor_is_strict(c))
        return true;
    for (at.i = from + 1; at.i < c->i; at.i++) {
        struct cursor behind = at;
        behind.i += cursor_sees(&at, STR("at most")) ? 2 : 1;
        bool is_limit = cursor_sees(&at, STR("within")) && limit_sees(&behind);
        bool is_cap = cursor_sees(&at, STR("at most")) && money_sees(&behind);
        bool is_last = at.i + 1 == c->i && cursor_sees(&at, STR("automatically"));
        int64_t day;
        int month;
        bool is_day = cursor_sees(&at, STR("by")) && ordinal_read(cursor_word(&behind, 0), &day) &&
            month_parse(cursor_word(&behind, 1), &month);
        if (is_day)
            return refuse(c, at.i, c->i, "a comma is missing: write '%.*s, by'",
                          STR_ARGS(shown(c->parser, c->words[at.i - 1].text)));
        if (is_limit || is_cap || is_last) {
            c->i = at.i;
            return cursor_ends(c);
        }
    }
    return true;
}

// "donates £50 to the fund", "apologises and pays £10": a sum in a deed would be words, and nobody would count it.
// "or Threeways Homes explains": two parties, none of which must.
static bool deed_money_refuse(struct cursor *c, size_t from)
{
    static const str verbs[] = { STR_INIT("donates"),    STR_INIT("gives"),      STR_INIT("contributes"),
                                 STR_INIT("reimburses"), STR_INIT("refunds"),    STR_INIT("credits"),
                                 STR_INIT("awards"),     STR_INIT("compensates") };
    struct cursor at = *c;
    at.i = from;
    if (cursor_is_strict(c))
        return true; // to the grammar a deed is words
    if (cursor_sees(&at, STR("or")) || cursor_sees(&at, STR("and")))
        return refuse(c, from, from + 1, "a step is one party's: name the one that does it");
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (cursor_sees(&at, verbs[i]) && str_starts(cursor_word(&at, 1), STR("£")))
            return refuse(c, from, from + 1, "write 'pays' instead of '%.*s': only then is the sum counted",
                          STR_ARGS(cursor_word(&at, 0)));
    for (; at.i + 2 < c->i; at.i++) {
        bool is_pay = cursor_sees(&at, STR("and pays")) || cursor_sees(&at, STR("and funds"));
        if (is_pay && str_starts(cursor_word(&at, 2), STR("£")))
            return refuse(c, at.i + 1, c->i, "a step is one deed: give '%.*s' a step of its own",
                          STR_ARGS(shown(c->parser, cursor_text(c, at.i + 1, c->i))));
    }
    return true;
}

// doing: the words up to a comma
static bool doing_read(struct cursor *c, struct step *step)
{
    size_t from = c->i;
    while (!cursor_at_end(c) && !cursor_sees(c, STR(",")) && !cursor_sees(c, STR(";")))
        c->i++;
    if (c->i == from)
        return expected(c, "what the party does, or 'pays' and a sum");
    if (!deed_money_refuse(c, from))
        return false;
    step->doing = cursor_text(c, from, c->i);
    return deed_comma_refuse(c, from);
}

// ( "pays" | "funds" ) amount [ "to" payee ]
static bool pay_read(struct cursor *c, struct step *step)
{
    if (!amount_read(c, &step->amount))
        return false;
    if (!cursor_takes(c, STR("to")))
        return true;
    struct part *part = part_add(c, step);
    if (!part)
        return false;
    part->kind = PART_TO;
    part->since.from = DATE_NONE;
    return payee_read(c, &part->name);
}

static bool parts_read(struct cursor *c, struct step *step)
{
    while (cursor_takes(c, STR(",")) || habit_takes(c, STR(";"))) {
        struct part *part = part_add(c, step);
        if (!part || !part_read(c, step, part))
            return false;
    }
    return true;
}

// "Step" number ":" party ( pay | doing ) { "," part }
bool step_read(struct cursor *c, struct step *step)
{
    if (!party_read(c, &step->party))
        return false;
    if (cursor_takes(c, STR("pays")) || habit_takes(c, STR("pay")))
        step->verb = STEP_PAYS;
    else if (cursor_takes(c, STR("funds")) || habit_takes(c, STR("fund")))
        step->verb = STEP_FUNDS;
    if (step->verb == STEP_DOES ? !doing_read(c, step) : !pay_read(c, step))
        return false;
    return parts_read(c, step);
}

// ( "Pays" | "Total" | "Share" | "On account" ) ":" amount { "," part }
bool payment_read(struct cursor *c, struct step *payment)
{
    payment->verb = STEP_PAYS;
    return amount_read(c, &payment->amount) && parts_read(c, payment);
}

// "Paid" ":" share "in" year { ";" share "in" year }
bool instalments_read(struct cursor *c, struct instalments *instalments)
{
    do {
        struct instalment *instalment = LIST_PUSH(c->parser->ctx->arena, instalments);
        if (!instalment || !share_read(c, &instalment->share))
            return false;
        if (!cursor_takes(c, STR("in")))
            return expected(c, "'in' and a year, such as '2011/12'");
        if (!year_read(c, &instalment->year))
            return false;
    } while (cursor_takes(c, STR(";")));
    return true;
}
