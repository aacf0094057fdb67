// /report/sent: the reference, what was promised and by when, who answers for it and whom to ring, how they hear of it.
//
// What stands here everybody reads of a public report on its own page: the promise, its day, the body. Of one that is
// only counted the browser that sent it is told the day and the body, and nobody is told of what kind it is. The place,
// the words and how to reach somebody are in neither.
#include "web/report_form.h"
#include "web/report_sent_pages.h"
#include "web/views.h"

#include "app/onward.h"
#include "app/promised.h"

static result promise_take(struct ctx *ctx, const struct clock_block *clock, struct report_sent_page *page)
{
    struct promise_due *line = LIST_PUSH(ctx->arena, &page->promises);
    if (!line)
        return arena_fail(ctx);
    *line = (struct promise_due){ .due = clock->due, .is_by_day = clock->is_due_by_day };
    if (!page->is_public)
        return OK;
    line->title = clock->promise;
    line->clock = clock->clock;
    line->url = clock->url;
    line->starts_with = clock->due.n ? (str){ 0 } : clock->why;
    return OK;
}

// Of what is only counted nothing is said that would name its kind.
static result no_day_of(struct request *request, const struct case_view *view, bool has_day,
                        struct report_sent_page *page)
{
    struct located located;
    const struct promise_question question = { .service = view->row.service,
                                               .located = &located,
                                               .at = view->row.opened };
    result e = place_of_areas(request->ctx, view->row.area, &located);
    return e ? e : no_day_fill(request, &question, has_day, &page->no_day);
}

static result promised_fill(struct request *request, struct case_view *view, struct report_sent_page *page)
{
    struct ctx *ctx = request->ctx;
    struct case_page whole = { .is_own = false };
    result e = query_fact_of_case(ctx, request->db,
                                  &(struct fact_of_case_in){ COMMUNITY_FIRST, view->row.id }, &view->facts);
    if (!e)
        e = case_page_fill(request, view, &whole);
    if (!e && page->is_public)
        e = case_first_fill(request, view, &whole);
    if (!e && page->is_public)
        e = no_day_of(request, view, whole.clocks.n > 0, page);
    page->has_promised = true;
    page->first = whole.first;
    page->first_url = whole.first_url;
    page->first_due = whole.first_due;
    for (size_t i = 0; i < whole.clocks.n && !e && !page->first.n; i++)
        if (whole.clocks.at[i].due.n || page->is_public)
            e = promise_take(ctx, &whole.clocks.at[i], page);
    const struct body *body = body_named(&request->board->directory.bodies, whole.holder);
    page->is_tracked = body && body->is_tracked;
    page->body = whole.holder;
    struct onward_way way = { .is_there = false };
    const struct onward_service_by_name_in asked = { COMMUNITY_FIRST, whole.holder, view->row.service };
    if (!e && whole.holder.n)
        e = onward_way_find(ctx, request->db, &asked, !page->is_public, &way);
    page->goes_on = !e && way.is_there;
    // A contact's number says of what kind it is; a body's does not.
    page->ring = page->is_public || !body ? whole.ring : body->telephone;
    page->ring_url = telephone_url(ctx, page->ring);
    if (!page->body.n)
        page->nobody = nobody_yet_of(request, view->row.service);
    return e;
}

result report_sent_show(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct report_sent_page page = { .told = { 0 } };
    struct case_view view = { .is_by_link = true };
    bool is_found;
    struct report_form form;
    str reference = request_field(request, "reference");
    result e = report_open(request, &form);
    if (!e)
        e = query_case_by_reference(ctx, request->db,
                                    &(struct case_by_reference_in){ COMMUNITY_FIRST, reference }, &view.row,
                                    &is_found);
    if (!e && !is_found)
        return fail(ctx, ERR_MISSING, "there is no such report");
    if (e)
        return e;
    page.reference = view.row.reference;
    page.answer = request_field(request, "answer");
    page.is_again = request_field(request, "again").n > 0;
    page.is_own = str_equal(report_typed(&form, "sent"), view.row.reference);
    page.code = report_code_take(request, response, view.row.reference);
    page.told = page.is_own ? report_typed(&form, "told") : (str){ 0 };
    page.is_public = view.row.visibility != COUNTED_ONLY;
    page.reference_url = case_url(ctx, view.row.reference);
    if (page.is_public || page.is_own)
        e = promised_fill(request, &view, &page);
    layout_fill(request, STR("Your report was sent"), "report", &page.layout);
    if (!e)
        view_report_sent(&response->body, &page);
    return e;
}
