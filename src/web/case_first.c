// A report that was added to another of the same thing: what that one is, and how it stands.
#include "web/work_pages.h"

#include "app/nearby.h"
#include "app/own.h"

result case_first_show(struct request *request, const struct case_row *first,
                       const struct fact_row_list *facts, struct case_page *page)
{
    struct work_row work;
    bool is_work = false;
    page->first = first->reference;
    page->first_url = case_url(request->ctx, first->reference);
    page->first_status = case_status_words(request->ctx, (enum case_status)first->status,
                                           work_facts_of(facts).ending);
    result e = query_work_of_case(request->ctx, request->db, &(struct work_of_case_in){ first->id }, &work,
                                  &is_work);
    if (!e && is_work && work.due.second != WORK_DUE_NONE.second)
        page->first_due = work_due_words(request->ctx, request->board->zone, work.due);
    return e;
}

result case_first_fill(struct request *request, const struct case_view *view, struct case_page *page)
{
    struct ctx *ctx = request->ctx;
    struct case_row first;
    struct fact_row_list facts = { 0 };
    bool is_joined;
    result e = joined_to(ctx, request->db, &(struct joining){ &view->row, &view->facts }, &first, &is_joined);
    if (!e && is_joined)
        e = query_fact_of_case(ctx, request->db, &(struct fact_of_case_in){ COMMUNITY_FIRST, first.id },
                               &facts);
    if (!e && is_joined)
        return case_first_show(request, &first, &facts, page);
    if (!e && view->row.status == CASE_EXCLUDED && incident_is_another(&view->facts, view->row.reference))
        page->status = STR("Added to another report of the same thing, which is not shown here");
    return e;
}
