// On a charter's review: what its parties say to it, and the form for whoever speaks for one of them.
#include "web/review_pages.h"

#include "app/party.h"

result review_said_fill(struct request *request, const struct charter *c, struct review_answer_lines *said)
{
    const struct board *board = request->board;
    for (size_t i = board->facts.n; i-- > 0;) {
        const struct fact_row *f = &board->facts.at[i];
        if (f->kind != FACT_NOTE || !str_equal(f->name, FACT_NOTE_REVIEW) || !str_equal(f->document, c->id))
            continue;
        struct review_answer_line *slot = LIST_PUSH(request->ctx->arena, said);
        if (!slot)
            return arena_fail(request->ctx);
        *slot = (struct review_answer_line){
            f->value, f->said_by, f->words, date_words(request->ctx, instant_date(board->zone, f->happened))
        };
    }
    return OK;
}

static result fields_fill(struct request *request, const struct str_list *parties,
                          struct review_answers *answers)
{
    struct ctx *ctx = request->ctx;
    result e = OK;
    answers->party = form_field(request, "party", STR("For which party do you answer?"));
    for (size_t i = 0; i < parties->n && parties->n > 1 && !e; i++)
        e = form_option_add(ctx, &answers->party, parties->at[i], parties->at[i]);
    answers->words = form_field(request, "words", STR("What does your party say to it?"));
    answers->words.hint = STR(
        "What went well, what did not, what the next version should say. It stands here for good. "
        "No names of people.");
    answers->words.rows = 5;
    answers->office = form_field(request, "office", STR("Which post or office says so?"));
    answers->office.hint = STR("Such as Secretary. Never a person's name: everybody reads it.");
    answers->office.width = 20;
    answers->is_office = form_field(request, "is-office", STR("Personal details"));
    answers->asks_office = answers->asks_office || request_form(request, "is-office").n > 0;
    return e ? e
             : form_option_add(ctx, &answers->is_office, STR("yes"),
                               STR("What looks like a person's details is an office's, and may be public"));
}

result review_answers_fill(struct request *request, const struct charter *c, struct review_answers *answers)
{
    struct str_list parties = { 0 };
    result e = review_said_fill(request, c, &answers->said);
    if (!e)
        e = parties_of_visitor(request->ctx, request->db, c->document->document, request->visitor, &parties);
    if (e)
        return e;
    answers->may_answer = parties.n > 0;
    answers->is_done = request_field(request, "done").n > 0;
    answers->action = url_format(request->ctx->arena, "/charters/%s/review",
                                 url_segment(request->ctx->arena, c->id));
    return answers->may_answer ? fields_fill(request, &parties, answers) : OK;
}
