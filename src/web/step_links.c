// From where steps of redress stand to the page where they are answered; and what was said of them before.
#include "web/step_pages.h"

struct url step_url(struct ctx *ctx, const struct step_key *key)
{
    struct buffer from = buffer_open(64);
    date_write(&from, key->from);
    str of = key->reference.n ? key->reference : buffer_str(&from);
    struct url url = url_format(ctx->arena, "/work/steps/%s/%s/%s/%lld/%s",
                                url_segment(ctx->arena, key->document), url_segment(ctx->arena, key->promise),
                                url_segment(ctx->arena, key->redress), (long long)key->step,
                                url_segment(ctx->arena, of));
    buffer_done(ctx->arena, &from);
    return url;
}

result step_fact_offer(struct request *request, const struct fact_row *fact, struct form_field *which)
{
    struct arena *arena = request->ctx->arena;
    str day = date_words(request->ctx, instant_date(request->board->zone, fact->happened));
    return form_option_add(request->ctx, which, str_format(arena, "%lld", (long long)fact->id),
                           str_format(arena, "%.*s: %.*s", STR_ARGS(day), STR_ARGS(fact->words)));
}

static const struct promise *promise_of(const struct board *board, const struct obligation_row *row)
{
    const struct judged_documents *all = &board->ledger->judged.documents;
    const struct promise *found = NULL;
    for (size_t i = all->n; i-- > 0 && !found;)
        if (str_equal(all->at[i].document->id, row->document))
            found = promise_by_label(&all->at[i].promises, row->promise);
    return found;
}

// Whoever may answer a case's step has its page of work; here only the body is looked at, and the page asks again.
struct url step_answer_url(struct request *request, const struct obligation_row *row, str reference)
{
    const struct promise *promise = request->visitor ? promise_of(request->board, row) : NULL;
    bool is_settled = !step_is_open(row) && instant_is_none(row->done);
    if (!promise || is_settled)
        return (struct url){ { 0 } };
    bool may = may_of_promise(request->ctx, request->visitor, DEED_ANSWER, promise, step_body(promise, row));
    struct step_key key = {
        row->document, row->promise, row->redress, reference, row->period_from, row->step
    };
    return may ? step_url(request->ctx, &key) : (struct url){ { 0 } };
}

static result before_add(struct ctx *ctx, struct step_line *line, const struct fact_row *f,
                         const char *standing)
{
    struct step_before *slot = LIST_PUSH(ctx->arena, &line->before);
    if (!slot)
        return arena_fail(ctx);
    *slot = (struct step_before){ .words = f->words, .said_by = f->said_by, .standing = standing };
    return OK;
}

// Of a target: answers that another took the place of or that were taken back, the taking back, a payment that waits.
static result before_fill(struct request *request, struct step_line *line)
{
    const struct fact_row_list *facts = &request->board->facts;
    result e = OK;
    for (size_t i = 0; i < facts->n && !e; i++) {
        const struct fact_row *f = &facts->at[i];
        if (!step_fact_is(f, line->row))
            continue;
        if (fact_is_corrected(facts->at, facts->n, f->id))
            e = before_add(request->ctx, line, f, "This was wrong, and was put right:");
        else if (step_fact_takes_back(f))
            e = before_add(request->ctx, line, f, "Taken back:");
        else if (f->kind == FACT_STEP_DONE && step_fact_is_part(f) && !str_equal(f->words, line->row->answer))
            e = before_add(request->ctx, line, f, "Paid in part:");
        else if (f->kind == FACT_STEP_PAID && instant_is_none(line->row->done))
            e = before_add(request->ctx, line, f, "Recorded, and to be confirmed by somebody else:");
    }
    return e;
}

result steps_offer(struct request *request, struct step_lines *steps, str reference)
{
    result e = OK;
    for (size_t i = 0; i < steps->n && !e; i++) {
        steps->at[i].answer_url = step_answer_url(request, steps->at[i].row, reference);
        if (!reference.n)
            e = before_fill(request, &steps->at[i]);
    }
    return e;
}

result openings_offer(struct request *request, struct opening_lines *openings)
{
    result e = OK;
    for (size_t i = 0; i < openings->n && !e; i++)
        e = steps_offer(request, &openings->at[i].steps, (str){ 0 });
    return e;
}
