// Signatures that were recorded from paper and wait for whoever is signed in, of the drafts in which they take part.
// They confirm them where they were recorded. What waits of a charter in force: life_waits_for.
#include "web/draft_pages.h"

#include "app/signing.h"

static result paper_link(struct request *request, str title, const struct paper_word *paper, struct url url,
                         struct links *links)
{
    str words = str_format(request->ctx->arena, "%.*s: %.*s, for %.*s", STR_ARGS(title),
                           STR_ARGS(paper->office), STR_ARGS(paper->party));
    return paper->may_confirm ? link_add(request->ctx, links, words, url) : OK;
}

static result draft_links(struct request *request, int64_t id, struct links *links)
{
    struct ctx *ctx = request->ctx;
    const struct drafter by = request_drafter(request);
    struct draft draft;
    struct signing signing;
    result e = draft_by_id(ctx, request->db, id, &by, &draft);
    if (e || !str_equal(draft.row.state, DRAFT_OFFERED))
        return e;
    e = signing_read(&draft, &by, &signing);
    struct url url = url_format(ctx->arena, "/drafts/%s/sign", url_segment(ctx->arena, draft.row.name));
    for (size_t i = 0; !e && i < signing.all.n; i++)
        if (signing.all.at[i].waits)
            e = paper_link(request, draft.document->title, signing.all.at[i].waits, url, links);
    return e;
}

result paper_links_fill(struct request *request, struct links *links)
{
    struct draft_speaker_of_account_out_list rows;
    const struct draft_speaker_of_account_in of = { COMMUNITY_FIRST, request->visitor->id };
    result e = query_draft_speaker_of_account(request->ctx, request->db, &of, &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        if (!i || rows.at[i].draft_id != rows.at[i - 1].draft_id) // sorted; they may speak for two parties
            e = draft_links(request, rows.at[i].draft_id, links);
    return e;
}
