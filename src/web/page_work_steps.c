// GET /work/steps: what the body owes by the steps of redress, the first due first.
#include "web/commitment_pages.h"
#include "web/option_pages.h"
#include "web/step_pages.h"
#include "web/views.h"
#include "web/visit.h"
#include "web/work_pages.h"

#include "app/step_answer.h"
#include "app/steps_owed.h"
#include "rules/payment.h"
#include "rules/redress.h"

enum { STEPS_SHOWN = 200 };

static str about_words(struct request *request, const struct owed_step *step)
{
    const struct charter *charter = board_charter(request->board, step->document);
    const struct promise_state *promise = charter ? charter_promise(charter, step->promise) : NULL;
    if (!promise)
        return step->promise;
    return str_format(request->ctx->arena, "%.*s: %.*s %.*s", STR_ARGS(charter->document->document->title),
                      STR_ARGS(promise->clause->label), STR_ARGS(promise->clause->title));
}

static struct step_key key_of(const struct owed_step *step)
{
    return (struct step_key){ step->document,  step->promise,     step->redress,
                              step->reference, step->period_from, step->step };
}

// A payment that one recorded and nobody has confirmed is still owed, and what is to be done of it is another thing.
static result claim_look(struct request *request, const struct owed_step *step, struct work_step *line)
{
    struct step_found found;
    struct step_key key = key_of(step);
    if (step->pays == PAYMENT_NONE)
        return OK;
    result e = step_find(request->ctx, request->db, request->board->ledger, &key, &found);
    line->is_claimed = !e && found.claim;
    return e;
}

static struct work_step step_of(struct request *request, const struct owed_step *step)
{
    struct ctx *ctx = request->ctx;
    struct step_key key = key_of(step);
    bool is_late = step->state == STEP_OVERDUE;
    struct work_step line = { .mark = is_late ? (struct mark){ "missed", "Late" }
                                              : (struct mark){ "not-yet-due", "In time" },
                              .what = step->what,
                              .about = about_words(request, step),
                              .reference = step->reference,
                              .promise_url = promise_url(ctx, step->document, step->promise) };
    if (!instant_is_none(step->due))
        line.due = work_due_words(ctx, request->board->zone, step->due);
    line.answer_url = step_url(ctx, &key);
    if (step->reference.n)
        line.url = url_format(ctx->arena, "/work/%s", url_segment(ctx->arena, step->reference));
    return line;
}

static result page_fill(struct request *request, struct work_steps_page *page)
{
    struct ctx *ctx = request->ctx;
    struct steps_owed steps;
    layout_fill(request, STR("Steps owed"), "work", &page->layout);
    crumb_add(ctx, &page->layout, STR("Work"), (struct url){ STR("/work") });
    result e = steps_owed_find(ctx, request->db,
                               &(struct steps_asked){ request->visitor, request->board->ledger, STEPS_SHOWN },
                               &steps);
    for (size_t i = 0; !e && i < steps.n; i++) {
        struct work_step *line = LIST_PUSH(ctx->arena, &page->steps);
        if (!line)
            return arena_fail(ctx);
        *line = step_of(request, &steps.at[i]);
        e = claim_look(request, &steps.at[i], line);
    }
    if (!e)
        e = options_of_visitor(request, &page->options);
    if (!e)
        e = informs_of_visitor(request, &page->informs);
    page->n_left = e ? 0 : steps.n_all - (int64_t)page->steps.n;
    return e;
}

result steps_owed_show(struct request *request, struct response *response)
{
    struct work_steps_page page = { .n_left = 0 };
    result e = must_may(request->ctx, request->visitor, DEED_WORK, NULL);
    if (!e)
        e = page_fill(request, &page);
    page.may_pay = may(request->visitor, DEED_PREPARE_PAYMENTS, NULL) ||
        may(request->visitor, DEED_APPROVE_PAYMENTS, NULL);
    if (!e)
        view_work_steps(&response->body, &page);
    return e;
}
