// From a case to the ones beside it in the list of work: the list's filters, and the place in its order, stand in the
// address, so that whoever closes one goes on from where it stood.
#include "web/work_pages.h"

struct work_question work_question_from(const struct request *request)
{
    int64_t from = 0;
    instant now = ledger_instant(request->board->ledger, request->now);
    struct work_question q = { .visitor = request->visitor,
                               .zone = request->board->zone,
                               .now = now,
                               .show = work_show_from(request_field(request, "show")),
                               .service = request_field(request, "service"),
                               .area = request_field(request, "area"),
                               .risk = work_risk_day(request->board, now) };
    if (str_to_int(request_field(request, "from"), &from) && from > 0)
        q.from = (size_t)from;
    return q;
}

struct url work_list_url(struct ctx *ctx, const struct work_question *q, enum work_show show, size_t from)
{
    return url_format(ctx->arena, "/work?show=%s&service=%s&area=%s&from=%zu", work_show_name(show),
                      url_query(ctx->arena, q->service), url_query(ctx->arena, q->area), from);
}

struct url work_case_url(struct ctx *ctx, const struct work_question *q, str reference, instant due)
{
    return url_format(ctx->arena, "/work/%s?show=%s&service=%s&area=%s&due=%lld",
                      url_segment(ctx->arena, reference), work_show_name(q->show),
                      url_query(ctx->arena, q->service), url_query(ctx->arena, q->area),
                      (long long)due.second);
}

// Where the list is at that row.
struct url work_row_url(struct ctx *ctx, struct url list, str reference)
{
    return (struct url){ reference.n ? str_format(ctx->arena, "%.*s#case-%.*s", STR_ARGS(list.text),
                                                  STR_ARGS(reference))
                                     : list.text };
}

// The same page once something was done on it.
struct url work_again_url(const struct request *request)
{
    struct arena *arena = request->ctx->arena;
    return (struct url){ request->query.n ? str_format(arena, "%.*s?%.*s", STR_ARGS(request->path),
                                                       STR_ARGS(request->query))
                                          : request->path };
}

static result row_of(struct request *request, int64_t case_id, struct work_row *row)
{
    bool is_found = false;
    *row = (struct work_row){ .due = WORK_DUE_NONE };
    return case_id
        ? query_work_of_case(request->ctx, request->db, &(struct work_of_case_in){ case_id }, row, &is_found)
        : OK;
}

// The place of the case whose page it is: where the list had it, else where it has it now.
static result place_find(struct request *request, int64_t case_id, struct work_place *at)
{
    struct work_row row;
    result e = row_of(request, case_id, &row);
    *at = (struct work_place){ row.due, case_id };
    (void)str_to_int(request_field(request, "due"), &at->due.second);
    return e;
}

result work_walk_fill(struct request *request, const struct work_opened *o, struct work_case_page *page)
{
    struct ctx *ctx = request->ctx;
    struct work_question q = work_question_from(request);
    struct work_place at;
    struct work_list list;
    struct work_row before, after;
    page->action = url_format(ctx->arena, "/work/%s", url_segment(ctx->arena, o->row.reference));
    page->walk.list = (struct url){ STR("/work") };
    if (!request_field(request, "show").n)
        return OK;
    result e = place_find(request, o->row.id, &at);
    q.at = &at;
    if (!e)
        e = work_list(ctx, request->db, &q, &list);
    if (!e)
        e = row_of(request, list.before.case_id, &before);
    if (!e)
        e = row_of(request, list.after.case_id, &after);
    if (e)
        return e;
    page->action = work_case_url(ctx, &q, o->row.reference, at.due);
    if (before.reference.n)
        page->walk.before = work_case_url(ctx, &q, before.reference, before.due);
    if (after.reference.n)
        page->walk.after = work_case_url(ctx, &q, after.reference, after.due);
    struct url all = work_list_url(ctx, &q, q.show, list.n_before - list.n_before % WORK_ROWS_MAX);
    page->walk.list = work_row_url(ctx, all, list.has_at ? o->row.reference : after.reference);
    return OK;
}
