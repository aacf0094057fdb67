#include "app/claim.h"

// The last thing on the case that what is done now can't have come before.
static instant settled_at(const struct desk *desk)
{
    instant at = { INT64_MIN };
    for (size_t i = 0; i < desk->facts.n; i++) {
        const struct fact_row *f = &desk->facts.at[i];
        bool binds = f->kind == FACT_OPENED || f->kind == FACT_EVENT || f->kind == FACT_RECEIVED_BY ||
            f->kind == FACT_STATUS || f->kind == FACT_PAUSED;
        if (binds && f->happened.second > at.second)
            at = f->happened;
    }
    return at;
}

static str ago_words(struct ctx *ctx, int64_t seconds)
{
    long long minutes = seconds / 60, hours = minutes / 60;
    return hours >= 48  ? str_format(ctx->arena, "%lld days", hours / 24)
        : minutes >= 90 ? str_format(ctx->arena, "%lld hours", (minutes + 30) / 60)
                        : str_format(ctx->arena, "%lld minutes", minutes);
}

str claim_refusal(const struct desk *desk, instant claimed)
{
    if (claimed.second > desk->at.second)
        return STR("that is yet to come");
    if (desk->at.second - claimed.second > CLAIM_SECONDS)
        return STR("that is more than 3 days ago: leave the date empty, and say in the words when it was");
    if (claimed.second < settled_at(desk).second)
        return STR("it was reported, opened again, paused or handed over after that: leave the date empty");
    return (str){ 0 };
}

void claim_take(struct desk *desk, instant claimed, const char *whose)
{
    bool is_taken = !claim_refusal(desk, claimed).n;
    str ago = ago_words(desk->ctx, desk->at.second - claimed.second);
    desk->by.said_by = is_taken
        ? str_format(desk->ctx->arena, "%.*s; the time is %s, sent %.*s later", STR_ARGS(desk->by.said_by),
                     whose, STR_ARGS(ago))
        : str_format(desk->ctx->arena, "%.*s; %s for the time, %.*s before, could not be taken",
                     STR_ARGS(desk->by.said_by), whose, STR_ARGS(ago));
    if (is_taken)
        desk->at = claimed;
}

result claim_make(struct desk *desk, instant claimed)
{
    if (instant_is_none(claimed))
        return OK;
    str refusal = claim_refusal(desk, claimed);
    if (refusal.n)
        return fail(desk->ctx, ERR_RULE, "%.*s", STR_ARGS(refusal));
    claim_take(desk, claimed, "the officer's word");
    return OK;
}
