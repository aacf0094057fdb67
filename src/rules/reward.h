// What a target of an agreement earns: the arithmetic of a Reward clause. Pure and exact; nothing is rounded before the
// grant itself, and that to the nearest penny, half a penny to the even one: between two public bodies neither side is
// favoured.
#pragma once

#include "rules/payment.h"

// p = (actual - without) / (with - without): how much of the enhancement was reached. Where less is better both
// differences are negative. None where the reward asks for no enhancement, or a number is too large.
struct ratio achievement_of(decimal actual, decimal without, decimal with);

// A Pays line: the amount and the parts behind it. The first whose conditions hold applies.
struct reward_pays {
    const struct amount *amount;
    const struct part *parts;
    size_t n_parts;
};

struct reward {
    const struct amount *total;     // "2.5% of £132,993,000 rounded to £1,000"
    const struct amount *share;     // "1/12 of the total"
    const struct reward_pays *pays; // "nothing, when achievement under 60%", "achievement of the share, ..."
    size_t n_pays;
    const struct amount *on_account; // "1/5 of the share"; NULL if nothing is paid on account
};

struct reward_answer {
    enum payment_state state; // DUE, or NOT_KNOWN: `missing`
    str missing;
    int64_t total, share; // in pence, each to the nearest; what follows is worked out from the exact ones
    int64_t pence;        // of the grant
};

struct reward_answer reward_work(const struct reward *reward, struct ratio achievement);
// What is paid on account, where the interim level was reached.
bool reward_on_account(const struct reward *reward, int64_t *pence);
// The instalments of a grant, the sum paid on account taken off the first ones. One that is negative is to be paid
// back. false if a share is no number.
bool reward_instalments(int64_t grant, int64_t on_account, const struct share *paid, size_t n,
                        int64_t *pence);
