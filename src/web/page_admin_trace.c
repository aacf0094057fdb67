// GET /admin/trace: who administered what, newest first. Private: the record says only what was adopted.
#include "web/admin_pages.h"

#include "app/ledger.h"

enum { TRACE_SHOWN = 50 };

static result line_add(struct request *request, const struct administered_row *row, struct admin_group *g)
{
    struct ctx *ctx = request->ctx;
    struct admin_row *slot = admin_row_add(
        ctx, g,
        sentence(ctx, str_format(ctx->arena, "%.*s %.*s", STR_ARGS(row->deed), STR_ARGS(row->subject))),
        admin_person_name(request, row->person));
    if (!slot)
        return arena_fail(ctx);
    slot->more = instant_words(ctx, request->board->zone, row->at);
    if (row->fact_id != ID_NONE)
        slot->sub = str_format(ctx->arena, "fact %lld of the record", (long long)row->fact_id);
    return OK;
}

result trace_show(struct request *request, struct response *response)
{
    struct admin_list_page page = {
        .lead = STR(
            "What administrators changed, and who agreed to letters. Only administrators see who it was; what "
            "was adopted is on the "
            "public record as well, without a name.")
    };
    struct administered_row_list rows;
    int64_t before = INT64_MAX;
    result e = admin_open(request, DEED_HEALTH, STR("Who did what"), &page.layout);
    (void)str_to_int(request_field(request, "before"), &before);
    if (!e)
        e = query_administered_newest(
            request->ctx, request->db,
            &(struct administered_newest_in){ COMMUNITY_FIRST, before, TRACE_SHOWN + 1 }, &rows);
    struct admin_group *g = e ? NULL : admin_group_add(request->ctx, &page, (str){ 0 }, STR("Nothing yet."));
    for (size_t i = 0; !e && i < rows.n && i < TRACE_SHOWN; i++)
        e = line_add(request, &rows.at[i], g);
    if (!e && rows.n > TRACE_SHOWN)
        page.next = url_format(request->ctx->arena, "/admin/trace?before=%lld",
                               (long long)rows.at[TRACE_SHOWN - 1].id);
    return e ? e : admin_list_answer(response, &page);
}
