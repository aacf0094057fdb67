// GET /account/reports: everything that whoever is signed in has reported, the newest first: how each is, its next day,
// what is owed for it.
#include "web/account_pages.h"
#include "web/views.h"

#include "app/agreeing.h"
#include "app/owed_shared.h"
#include "app/own.h"
#include "app/worklist.h"

enum { OWN_SHOWN = 20 };

// The steps that somebody owes now, because it is late.
static result owed_fill(struct request *request, int64_t case_id, struct own_line *line)
{
    struct ctx *ctx = request->ctx;
    const struct board *board = request->board;
    struct obligation_row_list rows;
    result e = query_obligation_of_case(ctx, request->db,
                                        &(struct obligation_of_case_in){ COMMUNITY_FIRST, case_id }, &rows);
    if (!e)
        e = owed_settle(ctx, request->db, board->ledger, rows.at, rows.n);
    for (size_t i = 0; i < rows.n && !e; i++) {
        if (rows.at[i].state != STEP_OPEN && rows.at[i].state != STEP_OVERDUE)
            continue;
        struct step_line *slot = LIST_PUSH(ctx->arena, &line->owed);
        if (!slot)
            return arena_fail(ctx);
        *slot = step_line_make(ctx, board, &rows.at[i]);
    }
    return e;
}

// How a case is that is worked on: late, paused, due on a day.
static result state_fill(struct request *request, const struct case_row *row,
                         const struct fact_row_list *facts, struct own_line *line)
{
    struct work_row work;
    bool is_work = false;
    line->status = case_status_words(request->ctx, (enum case_status)row->status, facts);
    result e = query_work_of_case(request->ctx, request->db, &(struct work_of_case_in){ row->id }, &work,
                                  &is_work);
    if (e || !is_work)
        return e;
    bool has_due = work.due.second != WORK_DUE_NONE.second;
    line->mark = work_mark(work.state, has_due);
    line->due = has_due ? work_due_words(request->ctx, request->board->zone, work.due) : (str){ 0 };
    return OK;
}

// Whether they are asked if it is fixed, or what was said of that.
static result says_fill(struct request *request, const struct case_row *row,
                        const struct fact_row_list *facts, int64_t person, struct own_line *line)
{
    const struct ledger *ledger = request->board->ledger;
    const struct agree_asked asked = {
        { (enum case_status)row->status, facts, ledger->zone, ledger_instant(ledger, request->now) }, person
    };
    struct agree_offer offer = { .is_news = false };
    line->says = reporter_word_text(reporter_word_of(facts).says);
    result e = line->says.n ? OK : agree_offer(request->ctx, request->db, &asked, &offer);
    line->is_asked = !e && !line->says.n && !offer.refusal.n && !offer.is_news;
    return e;
}

static result line_fill(struct request *request, const struct own_report *report, struct own_line *line)
{
    struct ctx *ctx = request->ctx;
    const struct case_row *row = &report->row;
    struct fact_row_list facts;
    struct case_row first;
    result e = query_fact_of_case(ctx, request->db, &(struct fact_of_case_in){ COMMUNITY_FIRST, row->id },
                                  &facts);
    if (!e)
        e = joined_to(ctx, request->db, &(struct joining){ row, &facts }, &first, &line->is_joined);
    if (e)
        return e;
    line->reference = row->reference;
    line->summary = row->summary.n ? row->summary : directory_title(&request->board->directory, row->service);
    line->url = own_url(ctx, row->reference);
    line->opened = date_words(ctx, instant_date(request->board->zone, row->opened));
    if (line->is_joined)
        e = query_fact_of_case(ctx, request->db, &(struct fact_of_case_in){ COMMUNITY_FIRST, first.id },
                               &facts);
    if (!e)
        e = state_fill(request, line->is_joined ? &first : row, &facts, line);
    if (!e)
        e = says_fill(request, line->is_joined ? &first : row, &facts, report->person, line);
    return e ? e : owed_fill(request, row->id, line);
}

result own_reports_show(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct own_page page = { .n_all = 0 };
    struct own_reports reports = { .n = 0 };
    int64_t from = 0;
    (void)str_to_int(request_field(request, "from"), &from);
    result e = somebody(request);
    if (!e)
        e = own_reports(ctx, request->db, request->visitor, &reports);
    for (size_t i = from > 0 ? (size_t)from : 0; !e && i < reports.n && page.reports.n < OWN_SHOWN; i++) {
        struct own_line *line = LIST_PUSH(ctx->arena, &page.reports);
        e = line ? line_fill(request, &reports.at[i], line) : arena_fail(ctx);
    }
    if (e)
        return e;
    layout_fill(request, STR("Your reports"), "account", &page.layout);
    crumb_add(request->ctx, &page.layout, STR("Your account"), (struct url){ STR("/account") });
    page.n_all = (int64_t)reports.n;
    size_t shown = (from > 0 ? (size_t)from : 0) + page.reports.n;
    if (page.reports.n && shown < reports.n)
        page.next = url_format(ctx->arena, "/account/reports?from=%zu", shown);
    response->is_unkept = true;
    view_own_reports(&response->body, &page);
    return OK;
}
