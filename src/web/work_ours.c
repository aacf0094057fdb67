// On the page of work: what the bodies somebody works for have promised, drafts that wait for their answer and
// invitations, whether or not a report waits.
#include "web/draft_pages.h"
#include "web/work_pages.h"

#include "app/account.h"
#include "app/ask.h"
#include "app/documents.h"
#include "app/meeting.h"

// What the meetings of a charter agreed that this body does, and nobody has said the end of.
static result agreed_add(struct request *request, const struct charter *c, struct url meeting,
                         struct work_ours *ours)
{
    struct ctx *ctx = request->ctx;
    struct agreed_list list;
    result e = meeting_agreed(ctx, request->board, c->id, &list);
    for (size_t i = 0; i < list.n && !e; i++) {
        const struct agreed *a = &list.at[i];
        if (a->end || !str_same_name(a->fact->value, ours->body))
            continue;
        e = link_add(ctx, &ours->agreed,
                     str_format(ctx->arena, "%.*s: %.*s", STR_ARGS(c->document->document->title),
                                STR_ARGS(a->fact->words)),
                     meeting);
        if (!e && !date_is_none(a->by))
            ours->agreed.at[ours->agreed.n - 1].about = str_format(
                ctx->arena, a->is_late ? "late, by %.*s" : "by %.*s", STR_ARGS(date_words(ctx, a->by)));
    }
    return e;
}

static result charters_add(struct request *request, struct work_ours *ours)
{
    struct ctx *ctx = request->ctx;
    result e = OK;
    for (size_t i = 0; i < request->board->charters.n && !e; i++) {
        const struct charter *c = &request->board->charters.at[i];
        if (!document_has_party(c->document->document, ours->body))
            continue;
        struct work_charter_line *line = LIST_PUSH(ctx->arena, &ours->charters);
        if (!line)
            return arena_fail(ctx);
        *line = (struct work_charter_line){
            { .text = c->document->document->title, .url = charter_url(ctx, c->id) },
            url_format(ctx->arena, "/charters/%s/meeting", url_segment(ctx->arena, c->id))
        };
        e = agreed_add(request, c, line->meeting, ours);
    }
    return e;
}

static result ours_add(struct request *request, str body, struct work_page *page)
{
    struct ctx *ctx = request->ctx;
    struct work_ours ours = { .body = body };
    for (size_t i = 0; i < page->ours.n; i++)
        if (str_same_name(page->ours.at[i].body, body))
            return OK;
    ours.standing = url_format(ctx->arena, "/watch?by=%s", url_query(ctx->arena, body));
    result e = charters_add(request, &ours);
    if (e || !ours.charters.n)
        return e;
    struct work_ours *slot = LIST_PUSH(ctx->arena, &page->ours);
    if (!slot)
        return arena_fail(ctx);
    *slot = ours;
    return OK;
}

// Drafts in which a change waits for their answer.
static result drafts_fill(struct request *request, struct work_page *page)
{
    struct ctx *ctx = request->ctx;
    struct draft_waiting_out_list rows;
    result e = query_draft_waiting(
        ctx, request->db, &(struct draft_waiting_in){ COMMUNITY_FIRST, request->visitor->id }, &rows);
    for (size_t i = 0; !e && i < rows.n; i++) {
        e = link_add(ctx, &page->drafts,
                     str_format(ctx->arena, "%.*s: %lld %s", STR_ARGS(draft_title(rows.at[i].body)),
                                (long long)rows.at[i].n, rows.at[i].n == 1 ? "change" : "changes"),
                     url_format(ctx->arena, "/drafts/%s", url_segment(ctx->arena, rows.at[i].name)));
    }
    return e;
}

// Who asks for a charter and waits for an answer, the first due first.
static result asked_fill(struct request *request, struct work_page *page)
{
    struct ctx *ctx = request->ctx;
    struct ask_row_list rows = { 0 };
    result e = page->may_answer_asked
        ? query_ask_of_state(ctx, request->db,
                             &(struct ask_of_state_in){ COMMUNITY_FIRST, ASK_OPEN, ASKS_SHOWN }, &rows)
        : OK;
    for (size_t i = 0; i < rows.n && !e; i++) {
        e = link_add(
            ctx, &page->asked,
            str_format(ctx->arena, "%.*s, for %.*s", STR_ARGS(rows.at[i].party), STR_ARGS(rows.at[i].place)),
            url_format(ctx->arena, "/work/asked/%lld", (long long)rows.at[i].id));
        if (!e)
            page->asked.at[i].about = str_format(ctx->arena, "To be answered by %.*s",
                                                 STR_ARGS(date_words(ctx, rows.at[i].due)));
    }
    return e;
}

result work_ours_fill(struct request *request, struct work_page *page)
{
    const struct roles_held *roles = &request->visitor->roles;
    result e = drafts_fill(request, page);
    if (!e)
        e = asked_fill(request, page);
    if (!e)
        e = seats_links_fill(request, &page->seats);
    if (!e)
        e = paper_links_fill(request, &page->papers);
    for (size_t i = 0; i < roles->n && !e; i++) {
        const struct role_held *role = &roles->at[i];
        const struct about about = { .body = role->body, .area = role->area, .service = role->service };
        if (about.body.n && may(request->visitor, DEED_WORK, &about))
            e = ours_add(request, about.body, page);
    }
    return e;
}
