// GET /admin/documents: the charters adopted here with their versions; and the way to check and adopt another.
#include "web/admin_pages.h"

#include "app/documents.h"

static str force_words(struct ctx *ctx, const struct document *document, date today)
{
    struct date_range r = document_in_force(document);
    const char *when = today.day < r.from.day ? "to come" : today.day > r.to.day ? "over" : "in force";
    return date_is_none(r.to)
        ? str_format(ctx->arena, "%s, from %.*s", when, STR_ARGS(date_words(ctx, r.from)))
        : str_format(ctx->arena, "%s, %.*s to %.*s", when, STR_ARGS(date_words(ctx, r.from)),
                     STR_ARGS(date_words(ctx, r.to)));
}

static result versions_fill(struct request *request, const struct charter *charter, struct admin_group *g)
{
    struct ctx *ctx = request->ctx;
    for (size_t i = charter->versions.n; i-- > 0;) {
        const struct document *d = charter->versions.at[i]->document;
        struct admin_row *row = admin_row_add(ctx, g, d->title, force_words(ctx, d, request->board->today));
        if (!row)
            return arena_fail(ctx);
        row->sub = charter->id;
        row->more = str_format(ctx->arena, "%zu clauses%s", d->clauses.n,
                               charter->is_signed ? ", signed" : "");
        row->url = charter_url(ctx, charter->id);
    }
    return OK;
}

result documents_show(struct request *request, struct response *response)
{
    struct admin_list_page page = {
        .lead = STR(
            "A charter is a text. Bring it as a file or paste it: it is checked first, and what is wrong "
            "stands beside its line."),
        .main = { .text = STR("Check a charter, then adopt it"), .url = { STR("/admin/upload/documents") } }
    };
    const struct board *board = request->board;
    result e = admin_open(request, DEED_IMPORT, STR("Charters"), &page.layout);
    const struct election *held = e ? NULL : election_on(&board->directory.elections, board->today);
    page.done = admin_done_words(request);
    if (held)
        page.warning = str_format(
            request->ctx->arena,
            "%.*s: no charter is launched or signed until %.*s, that day included. One can be "
            "prepared, and set for a day after it.",
            STR_ARGS(held->name), STR_ARGS(date_words(request->ctx, held->until)));
    if (!e)
        e = admin_waiting(request, CONTENT_DOCUMENT, &page);
    struct admin_group *g = e
        ? NULL
        : admin_group_add(request->ctx, &page, STR("Charters adopted here"),
                          STR("None yet. Without one nothing is promised, and no report has a "
                              "deadline."));
    for (size_t i = 0; !e && i < board->charters.n; i++)
        e = versions_fill(request, &board->charters.at[i], g);
    if (!e)
        e = link_add(request->ctx, &page.others, STR("Write a charter here, with those it is agreed with"),
                     (struct url){ STR("/drafts") });
    return e ? e : admin_list_answer(response, &page);
}
