#include "app/review_answer.h"

#include "app/party.h"
#include "app/public_words.h"

static result party_check(struct desk *desk, const struct document *document, const struct visitor *visitor,
                          struct review_said *said)
{
    struct str_list parties = { 0 };
    result e = parties_of_visitor(desk->ctx, desk->db, document, visitor, &parties);
    if (e)
        return e;
    if (!parties.n)
        return fail(desk->ctx, ERR_DENIED, "only a party of the charter answers its review");
    if (parties.n == 1 && !said->party.n)
        said->party = parties.at[0];
    for (size_t i = 0; i < parties.n; i++)
        if (str_equal(parties.at[i], said->party))
            return OK;
    said->part = REVIEW_PARTY;
    return fail(desk->ctx, ERR_INPUT, "choose for which party you answer");
}

static result words_check(struct ctx *ctx, struct review_said *said)
{
    const struct public_form form = { ctx, said->is_office, &said->looks_personal };
    said->part = REVIEW_WORDS;
    result e = public_field_check(&form, said->words, REVIEW_ANSWER_MAX, "write what your party says to it");
    if (e)
        return e;
    said->part = REVIEW_OFFICE;
    return public_field_check(&form, said->office, PUBLIC_LINE_MAX, "write the post or office that answers");
}

static result is_said_already(struct desk *desk, const struct document *document,
                              const struct review_said *said, bool *is_so)
{
    struct fact_row_list notes;
    result e = query_fact_of_document(
        desk->ctx, desk->db, &(struct fact_of_document_in){ COMMUNITY_FIRST, document->id, FACT_NOTE },
        &notes);
    for (size_t i = 0; !e && i < notes.n; i++) {
        const struct fact_row *f = &notes.at[i];
        *is_so |= str_equal(f->name, FACT_NOTE_REVIEW) && str_equal(f->value, said->party) &&
            str_equal(f->said_by, said->office) && str_equal(f->words, said->words);
    }
    return e;
}

result review_answer(struct desk *desk, const struct document *document, const struct visitor *visitor,
                     struct review_said *said)
{
    bool is_there = false;
    result e = party_check(desk, document, visitor, said);
    if (!e)
        e = words_check(desk->ctx, said);
    if (!e)
        e = is_said_already(desk, document, said, &is_there);
    if (e || is_there)
        return e;
    struct fact_insert_in fact = desk_fact(desk, FACT_NOTE);
    fact.document = document->id;
    fact.name = FACT_NOTE_REVIEW;
    fact.value = said->party;
    fact.said_by = said->office;
    fact.words = said->words;
    return desk_say(desk, fact, NULL);
}
