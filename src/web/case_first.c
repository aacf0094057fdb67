// What a report that is closed leads on to: the one that it was added to and how that stands; how it was closed; and
// to report it once more.
#include "web/work_pages.h"

#include "app/closing.h"
#include "app/nearby.h"
#include "app/own.h"
#include "app/visibility.h"

static bool is_mended(str ending)
{
    return !ending.n || str_equal(ending, ending_words(ENDING_FIXED));
}

// The status that came with a completion says how it ended; none, that the work was done.
str closing_said(const struct fact_row_list *facts, const struct fact_row *fact)
{
    if (fact->kind != FACT_EVENT || !str_same_name(fact->name, STR("completion")) || fact->value.n)
        return (str){ 0 };
    for (size_t i = 0; i < facts->n; i++) {
        const struct fact_row *f = &facts->at[i];
        bool is_of_it = f->kind == FACT_STATUS && f->id > fact->id &&
            f->happened.second == fact->happened.second;
        if (is_of_it)
            return is_mended(f->name) && str_equal(f->value, STR("closed")) ? STR("said to be fixed")
                                                                            : STR("closed");
    }
    return STR("said to be fixed");
}

bool closing_says_it(const struct fact_row_list *facts, const struct fact_row *status)
{
    bool is_closing = status->kind == FACT_STATUS && is_mended(status->name) &&
        str_equal(status->value, STR("closed")) && !status->words.n;
    for (size_t i = 0; is_closing && i < facts->n; i++) {
        const struct fact_row *f = &facts->at[i];
        if (f->kind == FACT_EVENT && f->id < status->id && f->happened.second == status->happened.second &&
            str_same_name(f->name, STR("completion")) && !f->value.n)
            return true;
    }
    return false;
}

// The category, and the place of ours that it lies in.
struct url case_again_url(struct request *request, const struct case_row *row, str ending)
{
    const struct directory *directory = &request->board->directory;
    bool is_said = row->status == CASE_CLOSED && is_mended(ending);
    bool is_missing = row->status == CASE_NO_FIX && str_equal(ending, ending_words(ENDING_NOT_FOUND));
    int i = row->service.n ? category_find(&directory->categories, row->service) : CATEGORY_NONE;
    if ((!is_said && !is_missing) || i == CATEGORY_NONE ||
        !is_seen_by_all(case_line_of((enum visibility)row->visibility)) ||
        directory_refuses(directory, &directory->categories.all.at[i]))
        return (struct url){ { 0 } };
    str rest = row->area;
    return url_format(request->ctx->arena, "/report?service=%s&area=%s",
                      url_query(request->ctx->arena, row->service),
                      url_query(request->ctx->arena, str_trim(str_cut(&rest, ';'))));
}

result case_first_show(struct request *request, const struct case_row *first,
                       const struct fact_row_list *facts, struct case_page *page)
{
    struct work_row work;
    bool is_work = false;
    page->first = first->reference;
    page->first_url = case_url(request->ctx, first->reference);
    page->first_status = case_status_words(request->ctx, (enum case_status)first->status, facts);
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
