// From a case to the ones beside it in the list of work: the list's filters, and the place in its order, stand in the
// address, so that whoever closes one goes on from where it stood.
#include "web/work_pages.h"

// Where a page begins, in its address: when its first case is due, and the case. NULL for the first page.
static const struct work_place *place_read(const struct request *request)
{
    str rest = request_field(request, "from"), due = str_cut(&rest, '.');
    struct work_place *place = ARENA_NEW(request->ctx->arena, struct work_place);
    bool is_place = place && str_to_int(due, &place->due.second) && str_to_int(rest, &place->case_id) &&
        place->case_id > 0;
    return is_place ? place : NULL;
}

struct work_question work_question_from(const struct request *request)
{
    instant now = ledger_instant(request->board->ledger, request->now);
    return (struct work_question){ .visitor = request->visitor,
                                   .zone = request->board->zone,
                                   .now = now,
                                   .show = work_show_from(request_field(request, "show")),
                                   .service = request_field(request, "service"),
                                   .area = request_field(request, "area"),
                                   .from = place_read(request),
                                   .most = WORK_PAGE_ROWS,
                                   .risk = work_risk_day(request->board, now) };
}

static const char *part(struct ctx *ctx, const char *name, str value)
{
    const char *text = value.n
        ? str_c(ctx->arena, str_format(ctx->arena, "&%s=%s", name, url_query(ctx->arena, value)))
        : "";
    return text ? text : "";
}

// What the list is narrowed by, and the page, as far as they are said.
static struct url asked_url(struct ctx *ctx, const struct work_question *q, const char *path, str more)
{
    str from = q->from ? str_format(ctx->arena, "&from=%lld.%lld", (long long)q->from->due.second,
                                    (long long)q->from->case_id)
                       : (str){ 0 };
    return url_format(ctx->arena, "%s?show=%s%s%s%.*s%.*s", path, work_show_name(q->show),
                      part(ctx, "service", q->service), part(ctx, "area", q->area), STR_ARGS(more),
                      STR_ARGS(from));
}

struct url work_list_url(struct ctx *ctx, const struct work_question *q, enum work_show show,
                         const struct work_place *from)
{
    struct work_question other = *q;
    other.show = show;
    other.from = from;
    return asked_url(ctx, &other, "/work", (str){ 0 });
}

struct url work_case_url(struct ctx *ctx, const struct work_question *q, str reference, instant due)
{
    str path = str_format(ctx->arena, "/work/%s", url_segment(ctx->arena, reference));
    const char *text = str_c(ctx->arena, path);
    return asked_url(ctx, q, text ? text : "/work",
                     str_format(ctx->arena, "&due=%lld", (long long)due.second));
}

// Where the list is at that row.
struct url work_row_url(struct ctx *ctx, struct url list, str reference)
{
    return (struct url){ reference.n ? str_format(ctx->arena, "%.*s#row-%.*s", STR_ARGS(list.text),
                                                  STR_ARGS(reference))
                                     : list.text };
}

struct url work_given_url(const struct request *request)
{
    struct ctx *ctx = request->ctx;
    struct work_question q = work_question_from(request);
    return (struct url){ str_format(ctx->arena, "%.*s&given=%s",
                                    STR_ARGS(work_list_url(ctx, &q, q.show, NULL).text),
                                    url_query(ctx->arena, request_parameter(request, "reference"))) };
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

// Where the page begins on which the case stands: whoever walks leaves the one that they came from.
static const struct work_place *page_of(const struct work_question *q, const struct work_list *list)
{
    if (q->from && work_place_order(*q->at, *q->from) < 0)
        return list->previous.case_id ? &list->previous : NULL;
    return list->next.case_id && work_place_order(list->next, *q->at) <= 0 ? &list->next : q->from;
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
    q.from = page_of(&q, &list);
    page->action = work_case_url(ctx, &q, o->row.reference, at.due);
    if (before.reference.n)
        page->walk.before = work_case_url(ctx, &q, before.reference, before.due);
    if (after.reference.n)
        page->walk.after = work_case_url(ctx, &q, after.reference, after.due);
    struct url all = work_list_url(ctx, &q, q.show, q.from);
    page->walk.list = work_row_url(ctx, all, list.has_at ? o->row.reference : after.reference);
    return OK;
}
