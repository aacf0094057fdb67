// /demo/mail: in a demonstration, which sends nothing, every message that would have been sent, newest first, fifty at
// a time. What signs somebody in, and the code on a letter, are kept nowhere and made when it would be sent: here, when
// somebody asks for it.
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

// Of a community whose clock stands still, its today: of the hour nothing can be said.
static str when_of(const struct request *request, const struct outbox_row *row)
{
    const struct board *board = request->board;
    return board->ledger->options.has_as_of ? date_words(request->ctx, board->today)
                                            : instant_words(request->ctx, board->zone, row->created);
}

static bool is_letter(const struct outbox_row *row)
{
    return str_equal(row->way, STR("letter"));
}

static result made_add(struct request *request, const struct outbox_row *row, const struct message *m,
                       struct mail_page *page)
{
    struct ctx *ctx = request->ctx;
    struct shown_message *slot = LIST_PUSH(ctx->arena, &page->messages);
    if (!slot)
        return arena_fail(ctx);
    *slot = (struct shown_message){ .id = row->id, .way = row->way, .when = when_of(request, row) };
    slot->is_secret = !m;
    slot->is_coded = m && is_letter(row) && !page->is_one && m->reference.n;
    slot->subject = m ? m->subject : STR("A link or code to sign in");
    if (!m)
        return OK;
    slot->to = to_of(ctx, m);
    slot->body = m->body;
    return blocks_add(ctx, &m->writing, slot);
}

static result message_add(struct request *request, const struct outbox_row *row, struct mail_page *page)
{
    struct message m;
    bool is_there = false, is_secret = link_is_message(row->message);
    const struct message_asked asked = { .row = row, .at = row->created };
    if (is_secret)
        return made_add(request, row, NULL, page);
    result e = message_make(request->ctx, request->db, &asked, &m, &is_there);
    return e || !is_there ? e : made_add(request, row, &m, page);
}

struct making_shown {
    int64_t id;
    instant now;
    struct outbox_row row;
    struct message message;
    bool is_there;
};

static result make(struct ctx *ctx, struct db *db, void *with)
{
    struct making_shown *s = with;
    const struct message_asked asked = { .row = &s->row, .at = s->now, .is_sent = true };
    result e = query_outbox_by_id(ctx, db, &(struct outbox_by_id_in){ COMMUNITY_FIRST, s->id }, &s->row,
                                  &s->is_there);
    s->is_there = s->is_there && (link_is_message(s->row.message) || is_letter(&s->row));
    return e || !s->is_there ? e : message_make(ctx, db, &asked, &s->message, &s->is_there);
}

static result page_open(struct request *request, struct mail_page *page)
{
    if (!request->board->is_demonstration)
        return fail(request->ctx, ERR_MISSING, "this is no demonstration");
    layout_fill(request, STR("Messages that would have been sent"), "", &page->layout);
    return OK;
}

// The one that was asked for, whole and alone.
result mail_send(struct request *request, struct response *response)
{
    struct mail_page page = { .is_one = true };
    struct making_shown s = { .now = request->now };
    result e = page_open(request, &page);
    if (!e && !str_to_int(request_form(request, "message"), &s.id))
        e = fail(request->ctx, ERR_MISSING, "there is no such message");
    if (!e)
        e = site_write(request, make, &s);
    if (!e && !s.is_there)
        e = fail(request->ctx, ERR_MISSING, "its link is over, or was used: ask for another one");
    if (!e)
        e = made_add(request, &s.row, &s.message, &page);
    response->is_unkept = true;
    if (!e)
        view_mail(&response->body, &page);
    return e;
}

result mail_show(struct request *request, struct response *response)
{
    struct mail_page page = { .messages = { 0 } };
    struct outbox_row_list rows = { .n = 0 };
    int64_t before = INT64_MAX;
    (void)str_to_int(request_field(request, "before"), &before);
    result e = page_open(request, &page);
    if (!e)
        e = query_outbox_newest(request->ctx, request->db,
                                &(struct outbox_newest_in){ COMMUNITY_FIRST, before, SHOWN_MAX + 1 }, &rows);
    for (size_t i = 0; !e && i < rows.n && i < SHOWN_MAX; i++)
        e = message_add(request, &rows.at[i], &page);
    if (!e && rows.n > SHOWN_MAX)
        page.next = url_format(request->ctx->arena, "/demo/mail?before=%lld",
                               (long long)rows.at[SHOWN_MAX - 1].id);
    response->is_unkept = true;
    if (!e)
        view_mail(&response->body, &page);
    return e;
}
