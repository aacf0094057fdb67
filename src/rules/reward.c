#include "rules/reward.h"

struct ratio achievement_of(decimal actual, decimal without, decimal with)
{
    struct ratio from = ratio_of_decimal(without);
    return ratio_over(ratio_minus(ratio_of_decimal(actual), from), ratio_minus(ratio_of_decimal(with), from));
}

// An amount without its rounding to the penny; "rounded to £1,000" is the text's own and is done.
static struct ratio exact_of(const struct amount *amount, struct ratio total, struct ratio share,
                             struct ratio achievement)
{
    int64_t step, rounded;
    struct ratio exact = ratio_of_pounds(amount->money);
    if (amount->kind == AMOUNT_NOTHING)
        return amount->has_to ? RATIO_NONE : ratio_of(0, 1);
    if (amount->kind != AMOUNT_SHARE)
        return amount->kind == AMOUNT_MONEY ? exact : RATIO_NONE;
    exact = amount->base == BASE_MONEY                   ? ratio_of_pounds(amount->base_money)
        : str_same_name(amount->base_name, STR("share")) ? share
        : str_same_name(amount->base_name, STR("total")) ? total
                                                         : RATIO_NONE;
    for (size_t i = amount->n_shares; i-- > 0;)
        exact = ratio_times(exact, ratio_of_share(&amount->shares[i], achievement));
    if (!amount->has_rounded_to)
        return exact;
    bool is_sum = ratio_round(ratio_of_pounds(amount->rounded_to), 1, ROUND_HALF_UP, &step) && step > 0 &&
        ratio_round(exact, step, ROUND_HALF_UP, &rounded);
    return is_sum ? ratio_of(rounded, 1) : RATIO_NONE;
}

static enum truth pays_applies(const struct reward_pays *pays, struct asked *asked)
{
    enum truth all = TRUTH_YES;
    for (size_t i = 0; i < pays->n_parts; i++) {
        const struct condition *when = &pays->parts[i].when;
        if (pays->parts[i].kind != PART_CONDITION)
            continue;
        enum truth t = tests_truth(asked, when->tests, when->n);
        t = when->is_unless ? truth_not(t) : t;
        if (t != TRUTH_YES)
            all = t == TRUTH_NO || all == TRUTH_NO ? TRUTH_NO : TRUTH_UNKNOWN;
    }
    return all;
}

static struct ratio capped(const struct reward_pays *pays, struct ratio exact, struct ratio share)
{
    for (size_t i = 0; i < pays->n_parts && ratio_is(exact); i++) {
        const struct part *p = &pays->parts[i];
        bool is_cap = p->kind == PART_AT_MOST && !p->is_times;
        struct ratio cap = p->is_share ? share : ratio_of_pounds(p->number);
        if (is_cap && (!ratio_is(cap) || ratio_compare(exact, cap) > 0))
            exact = cap;
    }
    return exact;
}

static struct reward_answer unknown(struct reward_answer a, str missing)
{
    a.state = PAYMENT_NOT_KNOWN;
    a.missing = missing;
    return a;
}

struct reward_answer reward_work(const struct reward *reward, struct ratio achievement)
{
    struct reward_answer a = { .state = PAYMENT_DUE };
    struct aftermath after = { .due = INSTANT_NONE, .achievement = achievement };
    struct asked asked = { .after = &after, .start = INSTANT_NONE };
    struct ratio total = exact_of(reward->total, RATIO_NONE, RATIO_NONE, achievement);
    struct ratio share = exact_of(reward->share, total, RATIO_NONE, achievement);
    if (!ratio_round(total, 1, ROUND_HALF_EVEN, &a.total) ||
        !ratio_round(share, 1, ROUND_HALF_EVEN, &a.share))
        return unknown(a, STR("the share"));
    if (!ratio_is(achievement))
        return unknown(a, STR("achievement"));
    for (size_t i = 0; i < reward->n_pays; i++) {
        const struct reward_pays *pays = &reward->pays[i];
        enum truth applies = pays_applies(pays, &asked);
        if (applies == TRUTH_NO)
            continue;
        struct ratio exact = capped(pays, exact_of(pays->amount, total, share, achievement), share);
        if (applies == TRUTH_UNKNOWN || !ratio_round(exact, 1, ROUND_HALF_EVEN, &a.pence))
            return unknown(a, asked.missing.n ? asked.missing : STR("the sum"));
        a.pence = a.pence > 0 ? a.pence : 0;
        return a;
    }
    return a; // no line applies: nothing is paid
}

bool reward_on_account(const struct reward *reward, int64_t *pence)
{
    struct ratio total = exact_of(reward->total, RATIO_NONE, RATIO_NONE, RATIO_NONE);
    struct ratio share = exact_of(reward->share, total, RATIO_NONE, RATIO_NONE);
    *pence = 0;
    return !reward->on_account ||
        ratio_round(exact_of(reward->on_account, total, share, RATIO_NONE), 1, ROUND_HALF_EVEN, pence);
}

bool reward_instalments(int64_t grant, int64_t on_account, const struct share *paid, size_t n, int64_t *pence)
{
    struct ratio shares[INSTALMENTS_MAX];
    if (n > INSTALMENTS_MAX || n == 0)
        return false;
    for (size_t i = 0; i < n; i++)
        shares[i] = ratio_of_share(&paid[i], RATIO_NONE);
    if (!instalments(grant, shares, n, pence))
        return false;
    for (size_t i = 0; i < n; i++) {
        bool is_last = i + 1 == n;
        int64_t taken = is_last || on_account < pence[i] ? on_account : pence[i];
        pence[i] -= taken;
        on_account -= taken;
    }
    return true;
}
