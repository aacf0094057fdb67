#include "app/owed_review.h"

#include "app/closing.h"
#include "app/confided.h"
#include "app/restriction.h"
#include "rules/redress.h"

enum { DAY = 86400 };

str owed_review_name(struct arena *arena, const struct obligation_row *step)
{
    return str_format(arena, "%.*s %.*s %lld", STR_ARGS(step->promise), STR_ARGS(step->redress),
                      (long long)step->step);
}

static bool is_number_of(str value, int64_t step)
{
    int64_t number;
    return str_to_int(str_trim(str_slice(value, 0, str_find(value, STR(":")))), &number) && number == step;
}

// The answer that counts, if somebody gave one: what the program told by itself nobody takes back.
static const struct fact_row *answer_of(const struct fact_row_list *facts, str redress, int64_t step)
{
    for (size_t i = facts->n; i-- > 0;) {
        const struct fact_row *f = &facts->at[i];
        if (f->kind == FACT_STEP_DONE && str_equal(f->name, redress) && is_number_of(f->value, step) &&
            !fact_is_corrected(facts->at, facts->n, f->id))
            return f;
    }
    return NULL;
}

static bool waits(const struct fact_row_list *facts)
{
    bool is_open = false;
    for (size_t i = 0; i < facts->n; i++)
        if (facts->at[i].kind == FACT_DISPUTED)
            is_open = str_equal(facts->at[i].value, FACT_VALUE_OPEN);
    return is_open;
}

result owed_reviewable(struct ctx *ctx, struct db *db, const struct fact_row_list *facts, instant at,
                       struct obligation_row_list *steps)
{
    struct obligation_row_list rows = { .n = 0 };
    *steps = (struct obligation_row_list){ 0 };
    if (!facts->n || waits(facts))
        return OK;
    result e = query_obligation_of_case(
        ctx, db, &(struct obligation_of_case_in){ COMMUNITY_FIRST, facts->at[0].case_id }, &rows);
    for (size_t i = 0; i < rows.n && !e; i++) {
        const struct obligation_row *o = &rows.at[i];
        const struct fact_row *answer = answer_of(facts, o->redress, o->step);
        bool is_done = o->state == STEP_DONE || o->state == STEP_DONE_LATE;
        bool is_new = answer && at.second - answer->recorded.second <= (int64_t)DISPUTE_DAYS * DAY;
        struct obligation_row *slot = is_done && is_new ? LIST_PUSH(ctx->arena, steps) : NULL;
        if (slot)
            *slot = *o;
    }
    return e ? e : arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

result owed_review_ask(struct desk *desk, str which, str words)
{
    struct ctx *ctx = desk->ctx;
    struct obligation_row_list steps;
    const struct obligation_row *step = NULL;
    int64_t id = ID_NONE;
    result e = owed_reviewable(ctx, desk->db, &desk->facts, desk->at, &steps);
    for (size_t i = 0; !e && i < steps.n; i++)
        if (str_equal(owed_review_name(ctx->arena, &steps.at[i]), which) || (steps.n == 1 && !which.n))
            step = &steps.at[i];
    if (!e && !steps.n)
        e = fail(ctx, ERR_RULE, "nothing that was done can be looked at again now");
    if (!e && !step)
        e = fail(ctx, ERR_INPUT, "choose what is not as it was promised");
    if (!e)
        e = case_words_check(desk, words, "say what is not as it was promised");
    if (!e)
        e = restriction_check(desk, words);
    if (e)
        return e;
    struct fact_insert_in fact = desk_fact(desk, FACT_DISPUTED);
    fact.value = FACT_VALUE_OPEN;
    fact.name = owed_review_name(ctx->arena, step);
    fact.document = step->document;
    fact.words = words;
    e = desk_say(desk, fact, &id);
    return e ? e : confided_hold(desk, desk->row.service, fact.words, id);
}

const struct fact_row *owed_review_open(const struct fact_row_list *facts)
{
    const struct fact_row *last = NULL;
    for (size_t i = 0; i < facts->n; i++)
        if (facts->at[i].kind == FACT_DISPUTED)
            last = &facts->at[i];
    return last && str_equal(last->value, FACT_VALUE_OPEN) && last->name.n ? last : NULL;
}

result owed_review_grant(struct desk *desk, const struct fact_row *review, str words)
{
    str rest = review->name;
    str promise = str_cut(&rest, ' '), redress = str_cut(&rest, ' ');
    int64_t step;
    const struct fact_row *answer = str_to_int(rest, &step) ? answer_of(&desk->facts, redress, step) : NULL;
    if (!answer)
        return OK; // taken back meanwhile
    struct fact_insert_in fact = desk_fact(desk, FACT_STEP_DONE);
    fact.document = review->document;
    fact.clause = promise;
    fact.name = redress;
    fact.value = str_format(desk->ctx->arena, "%lld: not done", (long long)step);
    fact.words = str_format(desk->ctx->arena, "It was not done: %.*s", STR_ARGS(words));
    fact.corrects = answer->id;
    return arena_is_full(desk->ctx->arena) ? arena_fail(desk->ctx) : desk_say(desk, fact, NULL);
}
