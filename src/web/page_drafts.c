// GET /drafts: documents that are being written.
#include "web/draft_pages.h"
#include "web/views.h"

enum { DRAFTS_SHOWN = 200 };

static str about_words(struct request *request, const struct draft *draft)
{
    struct ctx *ctx = request->ctx;
    if (str_equal(draft->row.state, DRAFT_ENDED))
        return STR("Ended");
    if (str_equal(draft->row.state, DRAFT_OFFERED))
        return STR("Offered for signing");
    if (str_equal(draft->row.state, DRAFT_SIGNED))
        return STR("Signed");
    struct drafter by = request_drafter(request);
    if (draft_is_out(&by, &draft->row))
        return str_format(ctx->arena, "Out for comments until %.*s",
                          STR_ARGS(date_words(ctx, draft->row.comments_to)));
    return str_equal(draft->row.seen, SEEN_EVERYBODY) ? STR("Everybody may read it")
                                                      : STR("Seen by its parties only");
}

static str parties_words(struct ctx *ctx, const struct draft *draft)
{
    struct buffer out = buffer_open(4096);
    for (size_t i = 0; i < draft->parties.n; i++)
        buffer_print(&out, "%s%.*s", i ? "; " : "", STR_ARGS(draft->parties.at[i].party));
    str words = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return words;
}

static result card_add(struct request *request, const struct draft *draft, struct draft_cards *cards)
{
    struct draft_card *card = LIST_PUSH(request->ctx->arena, cards);
    if (!card)
        return arena_fail(request->ctx);
    *card = (struct draft_card){ .title = draft->document->title,
                                 .parties = parties_words(request->ctx, draft),
                                 .about = about_words(request, draft),
                                 .url = draft_url(request->ctx, draft->row.name) };
    return OK;
}

// Those that are not theirs to see are not there.
static result card_of(struct request *request, str name, struct drafts_page *page)
{
    struct drafter by = request_drafter(request);
    struct ctx looking = { .arena = request->ctx->arena };
    struct draft draft;
    result e = draft_open(&looking, request->db, name, &by, &draft);
    if (e)
        return e == ERR_MISSING ? OK : fail(request->ctx, e, "%s", looking.error.text);
    return card_add(request, &draft, draft.takes_part ? &page->theirs : &page->others);
}

// Of theirs: how many changes wait for their answer.
static result waiting_fill(struct request *request, struct draft_cards *cards)
{
    struct draft_waiting_in of = { COMMUNITY_FIRST, request->visitor->id };
    struct draft_waiting_out_list rows;
    result e = query_draft_waiting(request->ctx, request->db, &of, &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        for (size_t k = 0; k < cards->n; k++)
            if (str_equal(cards->at[k].url.text, draft_url(request->ctx, rows.at[i].name).text))
                cards->at[k].n_waiting = rows.at[i].n;
    return e;
}

result drafts_show(struct request *request, struct response *response)
{
    struct drafts_page page = { .is_somebody = request->visitor != NULL };
    struct draft_row_list rows;
    layout_fill(request, STR("Drafts"), "charters", &page.layout);
    crumb_add(request->ctx, &page.layout, STR("Charters"), (struct url){ STR("/charters") });
    result e = query_draft_list(request->ctx, request->db,
                                &(struct draft_list_in){ COMMUNITY_FIRST, { 0 }, DRAFTS_SHOWN }, &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        e = card_of(request, rows.at[i].name, &page);
    if (!e && page.theirs.n)
        e = waiting_fill(request, &page.theirs);
    if (!e && page.is_somebody)
        e = seats_links_fill(request, &page.seats);
    if (!e && page.is_somebody)
        e = paper_links_fill(request, &page.papers);
    response->is_unkept = true;
    if (!e)
        view_drafts(&response->body, &page);
    return e;
}
