#include "app/owed_review.h"

#include "app/closing.h"
#include "app/confided.h"
#include "app/restriction.h"
#include "app/step_answer.h"
#include "rules/redress.h"

enum { DAY = 86400 };

str owed_review_name(struct arena *arena, const struct obligation_row *step)
{
    return str_format(arena, "%.*s %.*s %lld", STR_ARGS(step->promise), STR_ARGS(step->redress),
                      (long long)step->step);
}

// Whether somebody answered the step so, and it counts: what the program told by itself nobody takes back.
static bool is_answer(const struct fact_row_list *facts, const struct fact_row *f,
                      const struct obligation_row *step)
{
    return f->kind == FACT_STEP_DONE && step_fact_is(f, step) && !step_fact_takes_back(f) &&
        !fact_is_corrected(facts->at, facts->n, f->id);
}

// The last of them; NULL if there is none.
static const struct fact_row *answer_of(const struct fact_row_list *facts, const struct obligation_row *step)
{
    for (size_t i = facts->n; i-- > 0;)
        if (is_answer(facts, &facts->at[i], step))
            return &facts->at[i];
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
        const struct fact_row *answer = answer_of(facts, o);
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

// What stands of the step that a review names: its answer, or each of the parts in which it was paid.
static result answers_of(struct ctx *ctx, const struct fact_row_list *facts, const struct fact_row *review,
                         struct fact_row_list *answers)
{
    str rest = review->name;
    struct obligation_row step = { .document = review->document, .case_id = review->case_id };
    step.promise = str_cut(&rest, ' ');
    step.redress = str_cut(&rest, ' ');
    const struct fact_row *last = str_to_int(rest, &step.step) ? answer_of(facts, &step) : NULL;
    *answers = (struct fact_row_list){ 0 };
    for (size_t i = 0; last && i < facts->n; i++) {
        const struct fact_row *f = &facts->at[i];
        bool counts = f == last || (step_fact_is_part(last) && step_fact_is_part(f));
        struct fact_row *slot = counts && is_answer(facts, f, &step) ? LIST_PUSH(ctx->arena, answers) : NULL;
        if (slot)
            *slot = *f;
    }
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

result owed_review_parts(struct ctx *ctx, const struct fact_row_list *facts, struct fact_row_list *parts)
{
    const struct fact_row *review = owed_review_open(facts);
    *parts = (struct fact_row_list){ 0 };
    result e = review ? answers_of(ctx, facts, review, parts) : OK;
    parts->n = parts->n > 1 ? parts->n : 0;
    return e;
}

result owed_review_wrong(struct desk *desk, const struct fact_row *review, str part,
                         struct fact_row_list *wrong)
{
    int64_t id;
    result e = answers_of(desk->ctx, &desk->facts, review, wrong);
    if (e || wrong->n < 2 || str_equal(part, OWED_REVIEW_ALL))
        return e;
    for (size_t i = 0; i < wrong->n; i++)
        if (str_to_int(part, &id) && wrong->at[i].id == id) {
            *wrong = (struct fact_row_list){ &wrong->at[i], 1, 1 };
            return OK;
        }
    return fail(desk->ctx, ERR_INPUT, "choose which payment was not made");
}

static result take_back(struct desk *desk, const struct fact_row *review, const struct fact_row *answer,
                        str words)
{
    struct arena *arena = desk->ctx->arena;
    str rest = review->name, sum = step_fact_sum(answer);
    struct fact_insert_in fact = desk_fact(desk, FACT_STEP_DONE);
    fact.document = review->document;
    fact.clause = str_cut(&rest, ' ');
    fact.name = str_cut(&rest, ' ');
    fact.value = str_format(arena, "%.*s: not done", STR_ARGS(rest));
    fact.words = sum.n ? str_format(arena, "%.*s was not paid: %.*s", STR_ARGS(sum), STR_ARGS(words))
                       : str_format(arena, "It was not done: %.*s", STR_ARGS(words));
    fact.corrects = answer->id;
    return arena_is_full(arena) ? arena_fail(desk->ctx) : desk_say(desk, fact, NULL);
}

result owed_review_grant(struct desk *desk, const struct fact_row *review, const struct fact_row_list *wrong,
                         str words)
{
    result e = OK;
    for (size_t i = 0; i < wrong->n && !e; i++)
        e = take_back(desk, review, &wrong->at[i], words);
    return e;
}
