// GET /demo/mail: in a demonstration, which sends nothing, every message that would have been sent, newest first.
#include "web/message_pages.h"
#include "web/views.h"

#include "app/ledger.h"
#include "app/message.h"
#include "app/sign_link.h"

enum { SHOWN_MAX = 50 };

static str to_of(struct ctx *ctx, const struct message *m)
{
    bool is_letter = str_equal(m->way, STR("letter"));
    str address = is_letter ? m->address : str_equal(m->way, STR("text")) ? m->telephone : m->email;
    return m->name.n ? str_format(ctx->arena, "%.*s, %.*s", STR_ARGS(m->name), STR_ARGS(address)) : address;
}

// The path of an address of ours: this page is of the same site.
static struct url path_of(str address)
{
    size_t scheme = str_find(address, STR("://"));
    if (scheme == address.n)
        return (struct url){ address };
    str rest = str_from_byte(address, scheme + 3);
    return (struct url){ str_from_byte(rest, str_find(rest, STR("/"))) };
}

static result blocks_add(struct ctx *ctx, const struct writing *w, struct shown_message *shown)
{
    for (size_t i = 0; i < w->blocks.n; i++) {
        const struct writing_block *b = &w->blocks.at[i];
        struct shown_block *slot = LIST_PUSH(ctx->arena, &shown->blocks);
        if (!slot)
            return arena_fail(ctx);
        *slot = (struct shown_block){ b->kind, b->text, path_of(b->url) };
    }
    return OK;
}

// What signs somebody in is made when it is sent, inside a writing transaction: this page only reads.
static result message_add(struct request *request, const struct outbox_row *row, struct mail_page *page)
{
    struct ctx *ctx = request->ctx;
    struct message m;
    bool is_there = false, is_secret = link_is_message(row->message);
    const struct message_asked asked = { row, { 0 }, row->created };
    result e = is_secret ? OK : message_make(ctx, request->db, &asked, &m, &is_there);
    if (e || (!is_there && !is_secret))
        return e;
    struct shown_message *slot = LIST_PUSH(ctx->arena, &page->messages);
    if (!slot)
        return arena_fail(ctx);
    *slot = (struct shown_message){ .way = row->way,
                                    .when = instant_words(ctx, request->board->zone, row->created) };
    if (is_secret) {
        slot->subject = STR("A link or code to sign in");
        slot->body = STR("It is made when it is sent, and kept nowhere: it can't be shown here.");
        return OK;
    }
    slot->subject = m.subject;
    slot->to = to_of(ctx, &m);
    slot->body = m.body;
    return blocks_add(ctx, &m.writing, slot);
}

result mail_show(struct request *request, struct response *response)
{
    struct mail_page page = { .messages = { 0 } };
    struct outbox_row_list rows;
    if (!request->board->is_demonstration)
        return fail(request->ctx, ERR_MISSING, "this is no demonstration");
    layout_fill(request, STR("Messages that would have been sent"), "", &page.layout);
    result e = query_outbox_newest(request->ctx, request->db,
                                   &(struct outbox_newest_in){ COMMUNITY_FIRST, INT64_MAX, SHOWN_MAX },
                                   &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        e = message_add(request, &rows.at[i], &page);
    response->is_unkept = true;
    if (!e)
        view_mail(&response->body, &page);
    return e;
}
