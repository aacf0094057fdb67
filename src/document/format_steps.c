// The canonical spelling of redress: steps, what is paid, and the parts behind it.
#include "document/format_internal.h"

static void share_write(struct buffer *out, const struct share *share)
{
    if (share->kind == SHARE_ACHIEVEMENT) {
        buffer_add(out, STR("achievement"));
        return;
    }
    number_write(out, share->number);
    if (share->kind == SHARE_PERCENT) {
        buffer_byte(out, '%');
    } else {
        buffer_byte(out, '/');
        number_write(out, share->of);
    }
}

static void shares_write(struct buffer *out, const struct amount *a)
{
    for (size_t i = 0; i < a->n_shares; i++) {
        share_write(out, &a->shares[i]);
        buffer_add(out, STR(" of "));
    }
    if (a->base == BASE_MONEY)
        money_write(out, a->base_money);
    else
        buffer_print(out, "the %.*s", STR_ARGS(a->base_name));
    if (a->has_rounded_to) {
        buffer_add(out, STR(" rounded to "));
        money_write(out, a->rounded_to);
    }
}

static void further_write(struct buffer *out, const struct amount *a)
{
    buffer_add(out, STR(" and "));
    money_write(out, a->further);
    if (a->further_number == 1)
        buffer_print(out, " for each further %s", unit_name(a->further_unit, true));
    else
        buffer_print(out, " for each further %d %s", a->further_number, unit_name(a->further_unit, false));
}

static void amount_write(struct buffer *out, const struct amount *a)
{
    if (a->kind == AMOUNT_SHARE) {
        shares_write(out, a);
        return;
    }
    if (a->kind == AMOUNT_NOTHING)
        buffer_add(out, STR("nothing"));
    else
        money_write(out, a->money);
    if (a->has_to) {
        buffer_add(out, STR(" to "));
        money_write(out, a->to);
    }
    if (a->for_each.n)
        buffer_print(out, " for each %.*s", STR_ARGS(a->for_each));
    if (a->has_further)
        further_write(out, a);
}

static void at_most_write(struct buffer *out, const struct part *part)
{
    buffer_add(out, STR("at most "));
    if (part->is_share) {
        buffer_add(out, STR("the share"));
    } else if (part->is_times) {
        number_write(out, part->number);
        buffer_add(out, STR(" times"));
    } else {
        money_write(out, part->number);
    }
    if (part->each.n)
        buffer_print(out, " each %.*s", STR_ARGS(part->each));
}

static void limited_write(struct buffer *out, const char *words, const struct limit *limit)
{
    buffer_add(out, str_from(words));
    if (limit->kind != LIMIT_NONE && *words)
        buffer_byte(out, ' ');
    limit_write(out, limit);
}

static void part_condition_write(struct buffer *out, const struct condition *c)
{
    buffer_add(out, c->is_unless ? STR("unless ") : STR("when "));
    tests_write(out, c->tests, c->n);
}

static void part_write(struct buffer *out, const struct part *part)
{
    struct buffer since = buffer_open(256);
    switch (part->kind) {
    case PART_AT_MOST:
        at_most_write(out, part);
        break;
    case PART_TO:
        buffer_print(out, "to %.*s", STR_ARGS(part->name));
        break;
    case PART_LIMIT:
        limit_write(out, &part->limit);
        break;
    case PART_ON_REQUEST:
        limited_write(out, "on request", &part->limit);
        break;
    case PART_AUTOMATICALLY:
        limited_write(out, "automatically", &part->limit);
        break;
    case PART_SET_OFF:
        buffer_print(out, "set off against %.*s", STR_ARGS(part->name));
        break;
    case PART_DECIDED_BY:
        buffer_print(out, "decided by %.*s", STR_ARGS(part->name));
        break;
    case PART_CONDITION:
        part_condition_write(out, &part->when);
        break;
    case PART_SINCE:
        since_write(&since, &part->since);
        buffer_add(out, str_trim(buffer_str(&since)));
        break;
    }
    buffer_close(&since);
}

void step_write(struct buffer *out, const struct step *step)
{
    static const char *const verbs[] = { [STEP_DOES] = "", [STEP_PAYS] = "pays", [STEP_FUNDS] = "funds" };
    buffer_print(out, "%.*s ", STR_ARGS(step->party));
    if (step->verb == STEP_DOES) {
        buffer_add(out, step->doing);
    } else {
        buffer_print(out, "%s ", verbs[step->verb]);
        amount_write(out, &step->amount);
    }
    for (size_t i = 0; i < step->n; i++) {
        bool is_payee = i == 0 && step->parts[i].kind == PART_TO && step->verb != STEP_DOES;
        buffer_add(out, is_payee ? STR(" ") : STR(", "));
        part_write(out, &step->parts[i]);
    }
}

void payment_write(struct buffer *out, const struct step *payment)
{
    amount_write(out, &payment->amount);
    for (size_t i = 0; i < payment->n; i++) {
        buffer_add(out, STR(", "));
        part_write(out, &payment->parts[i]);
    }
}

void instalments_write(struct buffer *out, const struct instalments *instalments)
{
    for (size_t i = 0; i < instalments->n; i++) {
        buffer_add(out, i ? STR("; ") : STR(""));
        share_write(out, &instalments->at[i].share);
        buffer_print(out, " in %.*s", STR_ARGS(instalments->at[i].year));
    }
}
