#include "app/given_out.h"

#include "app/closing.h"

static const str WHAT[OUT_KINDS] = {
    [OUT_WORDS] = STR_INIT("the words as they were written"),
    [OUT_PLACE] = STR_INIT("the exact place"),
    [OUT_PHOTOGRAPHS] = STR_INIT("photographs that others don't see"),
    [OUT_CONTACT] = STR_INIT("how to reach whoever reported"),
};

// Behind to whom, in the words of the fact.
#define UNTOLD " (whoever reported is not told)"

str given_out_words(enum out_what what)
{
    return WHAT[what];
}

bool given_out_from(str words, enum out_what *what)
{
    for (int i = 0; i < OUT_KINDS; i++)
        if (str_equal(WHAT[i], words)) {
            *what = (enum out_what)i;
            return true;
        }
    return false;
}

struct given_to given_out_to(str words)
{
    str rest = str_starts(words, STR("To ")) ? str_from_byte(words, 3) : (str){ 0 };
    str to = str_cut(&rest, ':');
    bool is_untold = str_ends(to, STR(UNTOLD));
    return (struct given_to){ is_untold ? str_slice(to, 0, to.n - STR(UNTOLD).n) : to, is_untold };
}

bool given_out_stands(const struct fact_row_list *facts, const struct fact_row *fact)
{
    return fact->kind == FACT_GIVEN && fact->corrects == ID_NONE &&
        !fact_is_corrected(facts->at, facts->n, fact->id);
}

static result length_check(struct desk *desk, str words)
{
    return words.n > DEED_WORDS_MAX
        ? fail(desk->ctx, ERR_INPUT, "it may have %d letters: write less", DEED_WORDS_MAX)
        : OK;
}

result given_out_note(struct desk *desk, const struct given_out *g)
{
    struct fact_insert_in fact = desk_fact(desk, FACT_GIVEN);
    if (!g->to.n)
        return fail(desk->ctx, ERR_INPUT, "write to whom it was given: a body or an office");
    if (str_has(g->to, ':'))
        return fail(desk->ctx, ERR_INPUT, "write to whom it was given without a colon");
    if (!g->why.n)
        return fail(desk->ctx, ERR_INPUT,
                    "write who asked, how you know that it was they, and what they need it for");
    fact.name = WHAT[g->what];
    fact.words = str_format(desk->ctx->arena, "To %.*s%s: %.*s", STR_ARGS(g->to), g->is_untold ? UNTOLD : "",
                            STR_ARGS(g->why));
    result e = length_check(desk, fact.words);
    return e ? e : desk_say(desk, fact, NULL);
}

result given_out_take_back(struct desk *desk, int64_t fact_id, str why)
{
    struct fact_insert_in fact = desk_fact(desk, FACT_GIVEN);
    const struct fact_row *given = NULL;
    for (size_t i = 0; i < desk->facts.n; i++)
        if (desk->facts.at[i].id == fact_id && given_out_stands(&desk->facts, &desk->facts.at[i]))
            given = &desk->facts.at[i];
    if (!given)
        return fail(desk->ctx, ERR_INPUT, "choose which of them was not given out");
    if (!why.n)
        return fail(desk->ctx, ERR_INPUT, "write what was wrong with it");
    fact.name = given->name;
    fact.value = FACT_VALUE_TAKEN_BACK;
    fact.words = why;
    fact.corrects = given->id;
    result e = length_check(desk, why);
    return e ? e : desk_say(desk, fact, NULL);
}
