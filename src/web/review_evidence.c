// What of a charter's review no figure tells: what its promises cost, as its text says, and what changed because of
// residents: reports that were opened again on somebody's word, and what they proposed that came into its text. Part of
// /charters/{charter}/review (page_review.c).
#include "web/review_pages.h"

#include "app/draft.h"
#include "document/check.h"

enum { DRAFTS_MOST = 100 };

result review_costs_fill(struct ctx *ctx, const struct charter *c, struct review_page *page)
{
    for (size_t i = 0; i < c->promises.n; i++) {
        const struct promise_state *p = &c->promises.at[i];
        const struct field *f = field_find(&p->clause->fields, KEY_COST);
        struct review_cost *slot = f && !f->is_bad ? LIST_PUSH(ctx->arena, &page->costs) : NULL;
        if (slot)
            *slot = (struct review_cost){ .promise = str_format(ctx->arena, "%.*s: %.*s",
                                                                STR_ARGS(p->clause->label),
                                                                STR_ARGS(p->clause->title)),
                                          .words = f->text,
                                          .url = promise_url(ctx, c->id, p->clause->label) };
    }
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

static result reopened_count(struct request *request, const struct charter *c, struct review_page *page)
{
    result e = OK;
    for (size_t i = 0; i < c->versions.n && !e; i++) {
        struct fact_named_of_version_out found;
        bool is_found;
        struct fact_named_of_version_in in = { COMMUNITY_FIRST, FACT_EVENT, STR("reopened"),
                                               ledger_content(request->board->ledger, c->versions.at[i]) };
        e = query_fact_named_of_version(request->ctx, request->db, &in, &found, &is_found);
        page->n_reopened += !e && is_found ? found.n : 0;
    }
    return e;
}

// Why they proposed it was said to the other parties, who may have kept the draft to themselves: what came of it is in
// the text that all signed.
static result proposed_add(struct request *request, const struct charter *c,
                           const struct draft_change_row *row, struct review_page *page)
{
    struct ctx *ctx = request->ctx;
    bool is_theirs = str_equal(row->state, CHANGE_TAKEN) &&
        document_is_residents(c->document->document, row->party);
    str *slot = is_theirs ? LIST_PUSH(ctx->arena, &page->proposed) : NULL;
    if (slot)
        *slot = str_format(ctx->arena, "%s%.*s, as %.*s proposed it on %.*s",
                           row->label.n ? "Clause " : "The header", STR_ARGS(row->label),
                           STR_ARGS(row->party),
                           STR_ARGS(date_words(ctx, instant_date(request->board->zone, row->made))));
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

static result draft_look(struct request *request, const struct charter *c, const struct draft_row *draft,
                         struct review_page *page)
{
    struct draft_change_row_list changes = { .n = 0 };
    if (!str_equal(draft->state, DRAFT_SIGNED))
        return OK;
    result e = query_draft_change_of_draft(request->ctx, request->db,
                                           &(struct draft_change_of_draft_in){ COMMUNITY_FIRST, draft->id },
                                           &changes);
    for (size_t i = 0; !e && i < changes.n; i++)
        e = proposed_add(request, c, &changes.at[i], page);
    return e;
}

// The signed drafts of its Id: the last one stands under it, those before under ID~NUMBER.
static result proposed_fill(struct request *request, const struct charter *c, struct review_page *page)
{
    struct ctx *ctx = request->ctx;
    struct draft_row last;
    struct draft_row_list before;
    bool is_found;
    str old = str_format(ctx->arena, "%.*s~", STR_ARGS(c->id));
    result e = query_draft_list(ctx, request->db,
                                &(struct draft_list_in){ COMMUNITY_FIRST, old, DRAFTS_MOST }, &before);
    for (size_t i = 0; !e && i < before.n && str_starts(before.at[i].name, old); i++)
        e = draft_look(request, c, &before.at[i], page);
    if (!e)
        e = query_draft_by_name(ctx, request->db, &(struct draft_by_name_in){ COMMUNITY_FIRST, c->id }, &last,
                                &is_found);
    return e || !is_found ? e : draft_look(request, c, &last, page);
}

result review_residents_fill(struct request *request, const struct charter *c, struct review_page *page)
{
    result e = reopened_count(request, c, page);
    return e ? e : proposed_fill(request, c, page);
}
