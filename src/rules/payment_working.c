// The working of a payment in words: what a page or a letter shows under the step.
#include "rules/payment.h"

enum { LINE_MAX = 1024 };

struct telling {
    struct ctx *ctx;
    const struct step *step;
    const struct payment *payment;
    struct str_list *lines;
};

static void line_add(struct telling *t, struct buffer *line)
{
    bool is_small = line->n && line->at[0] >= 'a' && line->at[0] <= 'z';
    if (is_small) // the name of a party begins it
        line->at[0] = (char)(line->at[0] - 'a' + 'A');
    str *slot = LIST_PUSH(t->ctx->arena, t->lines);
    if (slot)
        *slot = str_copy(t->ctx->arena, buffer_str(line));
    buffer_done(t->ctx->arena, line);
}

static void tell_share(struct telling *t)
{
    const struct payment *p = t->payment;
    const struct amount *amount = &t->step->amount;
    struct buffer line = buffer_open(LINE_MAX);
    int64_t base;
    bool is_whole = ratio_round(p->base, 1, ROUND_HALF_UP, &base);
    if (amount->base == BASE_NAMED && is_whole) {
        buffer_print(&line, "The %.*s is ", STR_ARGS(amount->base_name));
        pence_write(&line, base);
        buffer_add(&line, STR(", so it comes to "));
    } else {
        buffer_add(&line, STR("It comes to "));
    }
    pence_write(&line, p->first);
    if (p->is_rounded && amount->has_rounded_to) {
        int64_t step = 0;
        (void)ratio_round(ratio_of_pounds(amount->rounded_to), 1, ROUND_HALF_UP, &step);
        buffer_add(&line, STR(", to the nearest "));
        pence_write(&line, step);
    } else if (p->is_rounded) {
        buffer_add(&line, STR(", to the nearest penny, half a penny up"));
    }
    buffer_byte(&line, '.');
    line_add(t, &line);
}

static void units_write(struct buffer *line, const struct amount *amount, int64_t n)
{
    if (amount->further_number == 1) {
        buffer_print(line, "%lld further %s", (long long)n, unit_name(amount->further_unit, n == 1));
        return;
    }
    buffer_print(line, "%lld %s %d %s", (long long)n, n == 1 ? "time" : "times", amount->further_number,
                 unit_name(amount->further_unit, false));
}

static void tell_further(struct telling *t)
{
    const struct payment *p = t->payment;
    struct buffer line = buffer_open(LINE_MAX);
    int64_t each = 0;
    (void)ratio_round(ratio_of_pounds(t->step->amount.further), 1, ROUND_HALF_UP, &each);
    bool is_none = !p->further && !p->is_running;
    pence_write(&line, p->first);
    buffer_add(&line, is_none ? STR(", and nothing further") : STR(" and "));
    if (!is_none)
        units_write(&line, &t->step->amount, p->further);
    buffer_add(&line, STR(" after "));
    date_write_words(&line, p->further_from);
    if (!is_none) {
        buffer_add(&line, STR(" at "));
        pence_write(&line, each);
        buffer_add(&line, p->is_running ? STR(": so far ") : STR(": "));
        pence_write(&line, p->uncapped);
    }
    buffer_byte(&line, '.');
    line_add(t, &line);
}

static void tell_cap(struct telling *t)
{
    const struct payment *p = t->payment;
    struct buffer line = buffer_open(LINE_MAX);
    buffer_add(&line, STR("The most that is paid is "));
    pence_write(&line, p->cap.digits);
    buffer_byte(&line, '.');
    line_add(t, &line);
}

static void tell_range(struct telling *t)
{
    const struct payment *p = t->payment;
    const struct amount *amount = &t->step->amount;
    struct buffer line = buffer_open(LINE_MAX);
    str decider = p->decider.n ? p->decider : t->step->party;
    buffer_print(&line, "%.*s decides how much, from ", STR_ARGS(decider));
    if (p->least)
        pence_write(&line, p->least);
    else
        buffer_add(&line, STR("nothing"));
    buffer_add(&line, STR(" to "));
    pence_write(&line, p->most);
    if (amount->for_each.n && !p->each)
        buffer_print(&line, " for each %.*s; how many there were is not on record",
                     STR_ARGS(amount->for_each));
    else if (amount->for_each.n)
        buffer_print(&line, ", for %lld of what is paid for each %.*s", (long long)p->each,
                     STR_ARGS(amount->for_each));
    buffer_byte(&line, '.');
    line_add(t, &line);
}

static void tell_words(struct telling *t, const char *before, str what, const char *after)
{
    struct buffer line = buffer_open(LINE_MAX);
    buffer_print(&line, "%s%.*s%s", before, STR_ARGS(what), after);
    line_add(t, &line);
}

static void tell_sum(struct telling *t)
{
    const struct payment *p = t->payment;
    const struct amount *amount = &t->step->amount;
    if (amount->kind == AMOUNT_SHARE && ratio_is(p->base))
        tell_share(t);
    if (amount->has_further && !date_is_none(p->further_from))
        tell_further(t);
    if (amount->has_to && p->state == PAYMENT_TO_DECIDE)
        tell_range(t);
    if (p->has_cap)
        tell_cap(t);
}

result payment_working(struct ctx *ctx, const struct step *step, const struct payment *p,
                       struct str_list *lines)
{
    struct telling t = { ctx, step, p, lines };
    bool is_summed = p->state == PAYMENT_DUE || p->state == PAYMENT_PAID || p->state == PAYMENT_TO_DECIDE ||
        p->state == PAYMENT_ON_REQUEST;
    if (is_summed)
        tell_sum(&t);
    if (p->state == PAYMENT_NOT_KNOWN)
        tell_words(&t, "Not known: the record does not have '", p->missing, "'.");
    if (p->state == PAYMENT_NOT_OWED && p->missing.n)
        tell_words(&t, "Not owed: ", p->missing, ".");
    if (is_summed && p->set_off.n)
        tell_words(&t, "It may be set off against ", p->set_off, " only if whoever is paid wants that.");
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

str payment_rest(struct ctx *ctx, int64_t paid, int64_t least, int64_t most)
{
    struct buffer line = buffer_open(LINE_MAX);
    pence_write(&line, paid);
    buffer_add(&line, STR(" of it is paid, "));
    if (least != most && least - paid > 0) {
        pence_write(&line, least - paid);
        buffer_add(&line, STR(" to "));
    }
    pence_write(&line, most - paid);
    buffer_add(&line, STR(" is still to pay."));
    str words = str_copy(ctx->arena, buffer_str(&line));
    buffer_done(ctx->arena, &line);
    return words;
}
