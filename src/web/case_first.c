// A report that was added to another of the same thing: what that one is, and how it stands.
#include "web/work_pages.h"

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

// Whoever reported said that it is the same as another: then it counts with that one, whether that is shown or not.
static bool is_added(const struct case_view *view)
{
    bool is_so = false;
    for (size_t i = 0; i < view->facts.n; i++) {
        const struct fact_row *f = &view->facts.at[i];
        is_so |= f->kind == FACT_KNOWN && f->voice == VOICE_REPORTER &&
            str_same_name(f->name, STR("incident")) && !str_equal(f->value, view->row.reference);
    }
    return is_so && view->row.status == CASE_EXCLUDED;
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
    if (!e && is_added(view))
        page->status = STR("Added to another report of the same thing, which is not shown here");
    return e;
}
