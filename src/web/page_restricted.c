// /restriction/{token}: whoever's contact is limited reads why, until when and what is still taken, and appeals,
// without signing in.
#include "web/pages.h"
#include "web/restrictions.h"
#include "web/views.h"
#include "web/visit.h"

#include "app/working_day.h"

static result by_token(struct request *request, struct restriction_row *row)
{
    bool is_found;
    result e = query_restriction_by_token(
        request->ctx, request->db,
        &(struct restriction_by_token_in){ COMMUNITY_FIRST, request_parameter(request, "token") }, row,
        &is_found);
    return e || is_found ? e : fail(request->ctx, ERR_MISSING, "this link leads to nothing that is limited");
}

// The last day for an answer to an appeal that is sent today.
static date answer_day(const struct request *request, const struct restriction_row *row)
{
    const struct board *board = request->board;
    return working_day_of(board->ledger, row->body, board->today, APPEAL_WORKING_DAYS);
}

static void page_fill(struct request *request, const struct restriction_row *row,
                      struct restriction_page *page)
{
    layout_fill(request, STR("Your contact"), "report", &page->layout);
    restriction_fill(request, row, page);
    page->own = form_field(request, "appeal", STR("Why is it wrong?"));
    page->own.rows = 5;
    page->answered_by = date_words(request->ctx, answer_day(request, row));
}

result restricted_show(struct request *request, struct response *response)
{
    struct restriction_row row;
    struct restriction_page page = { .is_over = false };
    result e = by_token(request, &row);
    if (e)
        return e;
    page_fill(request, &row, &page);
    response->is_unkept = true;
    view_restricted(&response->body, &page);
    return OK;
}

static result appeal(struct ctx *ctx, struct db *db, void *with)
{
    return restriction_appeal(ctx, db, with);
}

result restricted_send(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct restriction_row row;
    struct restriction_page page = { .is_over = false };
    result e = by_token(request, &row);
    if (e)
        return e;
    page_fill(request, &row, &page);
    struct restriction_deed deed = { &row,
                                     row.person,
                                     page.own.value,
                                     request->board->today,
                                     ledger_instant(request->board->ledger, request->now),
                                     answer_day(request, &row) };
    e = site_write(request, appeal, &deed);
    if (!e)
        response_see(request, response,
                     (struct url){ str_format(ctx->arena, "%.*s?done=yes", STR_ARGS(request->path)) });
    if (!is_for_form(e))
        return e;
    e = form_fault(ctx, &page.faults, &page.own, sentence(ctx, said_take(ctx)));
    if (!e)
        view_restricted(&response->body, &page);
    return e;
}
