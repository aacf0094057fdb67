#include "app/message_internal.h"

#include "app/change.h"
#include "app/ledger.h"
#include "app/message_text.h"
#include "app/person.h"
#include "app/setting.h"
#include "app/sign_link.h"
#include "format/short_text.h"

enum { BODY_MAX = 64 << 10 };

#define NEWS STR("news")

static const struct {
    str status, message;
} STATUSES[] = {
    { STR_INIT("closed"), STR_INIT("fixed") },        { STR_INIT("fixed"), STR_INIT("fixed") },
    { STR_INIT("no fix"), STR_INIT("no-fix") },       { STR_INIT("no fix planned"), STR_INIT("no-fix") },
    { STR_INIT("duplicate"), STR_INIT("duplicate") }, { STR_INIT("not ours"), STR_INIT("not-ours") },
    { STR_INIT("not found"), STR_INIT("not-found") }, { STR_INIT("answered"), STR_INIT("replied") },
};

str message_of_status(str status)
{
    for (size_t i = 0; i < sizeof STATUSES / sizeof *STATUSES; i++)
        if (str_same_name(status, STATUSES[i].status))
            return STATUSES[i].message;
    return str_starts(status, STR("by ")) ? STR("closed-by") : (str){ 0 };
}

result making_value(struct making *m, const char *name, str value)
{
    for (size_t i = 0; i < m->values.n; i++)
        if (str_equal(m->values.at[i].name, str_from(name)))
            return OK;
    return writing_value_add(m->ctx, &m->values, name, value);
}

str making_url(const struct making *m, const char *path, str token)
{
    if (!m->asked->address.n || !token.n)
        return (str){ 0 };
    return str_format(m->ctx->arena, "%.*s%s%.*s", STR_ARGS(m->asked->address), path, STR_ARGS(token));
}

// The text to use: of the message, or that there is news.
static str template_name(const struct making *m)
{
    const struct told_kind *kind = told_kind_find(m->kind.n ? m->kind : m->asked->row->message);
    bool is_hidden = kind && m->is_hidden && !kind->is_plain;
    bool is_empty = kind && kind->needs_words && !m->has_words;
    return !kind || is_hidden || is_empty ? NEWS : kind->name;
}

static result text_fill(struct making *m, enum language language, str kind, struct writing *writing)
{
    struct ctx *ctx = m->ctx;
    str name = str_format(ctx->arena, "%.*s/%.*s", STR_ARGS(language_code(language)), STR_ARGS(kind));
    struct text_now now;
    result e = text_now(ctx, m->db, CONTENT_MESSAGE, name, &now);
    if (!e && !now.is_there) // says why
        e = message_text_library(ctx, name, &now.body);
    for (size_t i = 0; i < m->values.n; i++)
        if (str_equal(m->values.at[i].name, STR("promise")))
            m->values.at[i].value = making_promise(m, language);
    str source = str_format(ctx->arena, "messages/%.*s", STR_ARGS(name));
    return e ? e : writing_fill(ctx, source, now.body, &m->values, writing);
}

static result blocks_join(struct making *m, struct writing *writing, const struct writing *more)
{
    for (size_t i = 0; i < more->blocks.n; i++) {
        struct writing_block *slot = LIST_PUSH(m->ctx->arena, &writing->blocks);
        if (!slot)
            return arena_fail(m->ctx);
        *slot = more->blocks.at[i];
    }
    return OK;
}

// On paper no link can be pressed: what to do with the code stands below.
static result language_fill(struct making *m, enum language language, struct writing *writing)
{
    struct writing code;
    result e = text_fill(m, language, template_name(m), writing);
    if (e || !detail_value(m, STR("own_code")).n || !detail_value(m, STR("code_page")).n)
        return e;
    e = text_fill(m, language, STR("own-code"), &code);
    return e ? e : blocks_join(m, writing, &code);
}

static result heading_add(struct making *m, enum writing_kind kind, str text)
{
    struct writing_block block = { .kind = kind, .text = text };
    struct writing one = { .blocks = { &block, 1, 1 } };
    return blocks_join(m, &m->message->writing, &one);
}

// The other language goes first, English below.
static result other_write(struct making *m, enum language other, const struct writing *english)
{
    struct writing *whole = &m->message->writing;
    result e = language_fill(m, other, whole);
    if (!e && language_is_draft(other))
        e = heading_add(m, WRITING_PARAGRAPH,
                        STR("Drafft yw’r cyfieithiad hwn: does neb wedi ei adolygu eto."));
    if (!e)
        e = heading_add(m, WRITING_HEADING, STR("English"));
    if (!e)
        e = blocks_join(m, whole, english);
    m->message->languages = str_format(m->ctx->arena, "%.*s, en", STR_ARGS(language_code(other)));
    if (!e && !str_equal(whole->subject, english->subject))
        whole->subject = str_format(m->ctx->arena, "%.*s / %.*s", STR_ARGS(whole->subject),
                                    STR_ARGS(english->subject));
    return e;
}

static result words_write(struct making *m)
{
    struct message *message = m->message;
    struct writing english;
    struct buffer out = buffer_open(BODY_MAX);
    enum language language = LANGUAGE_EN;
    (void)language_parse(str_slice(message->language, 0, 2), &language);
    message->languages = STR("en");
    result e = language_fill(m, LANGUAGE_EN, &english);
    if (!e && language == LANGUAGE_EN)
        message->writing = english;
    else if (!e)
        e = other_write(m, language, &english);
    if (e)
        return e;
    bool is_text = str_equal(message->way, STR("text"));
    writing_text(&message->writing, &out);
    message->subject = message->writing.subject;
    message->body = is_text ? short_text_plain(m->ctx, message->writing.brief)
                            : str_copy(m->ctx->arena, buffer_str(&out));
    e = buffer_check(m->ctx, &out);
    buffer_close(&out);
    return e;
}

// What the row says in its own lines goes before all else. A line that begins with a tab goes on with the one before.
static result detail_read(struct making *m)
{
    struct ctx *ctx = m->ctx;
    result e = OK;
    for (str rest = m->asked->row->detail; rest.n && !e;) {
        str value = str_cut(&rest, '\n');
        str name = str_cut(&value, ':');
        struct buffer whole = buffer_open(BODY_MAX);
        buffer_add(&whole, str_trim(value));
        while (rest.n && rest.at[0] == '\t') {
            buffer_byte(&whole, '\n');
            buffer_add(&whole, str_trim(str_cut(&rest, '\n')));
        }
        char *called = str_c(ctx->arena, name);
        str copy = str_copy(ctx->arena, buffer_str(&whole));
        buffer_done(ctx->arena, &whole);
        e = called ? making_value(m, called, copy) : arena_fail(ctx);
    }
    return e;
}

str detail_value(const struct making *m, str name)
{
    for (size_t i = 0; i < m->values.n; i++)
        if (str_equal(m->values.at[i].name, name))
            return m->values.at[i].value;
    return (str){ 0 };
}

static void person_take(struct making *m, const struct person_row *p)
{
    struct message *message = m->message;
    str to = detail_value(m, STR("to")), language = detail_value(m, STR("language"));
    message->name = p->name;
    message->email = p->email;
    message->telephone = p->telephone;
    message->address = p->address;
    message->language = language.n ? language : p->language;
    message->is_large = str_equal(p->print, PRINT_LARGE);
    if (!to.n)
        return;
    if (str_equal(message->way, STR("email")))
        message->email = to;
    else if (str_equal(message->way, STR("text")))
        message->telephone = to;
    else
        message->address = to;
}

// A path becomes an address of the site: whoever wrote the row knew no more than the path.
static void link_settle(struct making *m)
{
    for (size_t i = 0; i < m->values.n; i++) {
        struct writing_value *v = &m->values.at[i];
        bool is_path = str_equal(v->name, STR("link")) && str_starts(v->value, STR("/"));
        if (is_path)
            v->value = m->asked->address.n
                ? str_format(m->ctx->arena, "%.*s%.*s", STR_ARGS(m->asked->address), STR_ARGS(v->value))
                : (str){ 0 };
    }
}

static result values_read(struct making *m, bool *is_there)
{
    bool is_alert = str_equal(m->asked->row->message, STR("alert")) ||
        str_equal(m->asked->row->message, STR("weekly"));
    result e = making_value(m, "name", m->message->name);
    if (!e)
        e = making_value(m, "community", m->message->community);
    if (!e && m->asked->address.n)
        e = making_value(m, "code_page", str_format(m->ctx->arena, "%.*s/code", STR_ARGS(m->asked->address)));
    if (!e && is_alert)
        e = making_alert(m, is_there);
    else if (!e && m->asked->row->fact_id > 0)
        e = making_case(m, is_there);
    size_t n_names;
    const struct message_name *names = message_names(&n_names);
    for (size_t i = 0; i < n_names && !e; i++)
        e = making_value(m, names[i].name, (str){ 0 });
    link_settle(m);
    m->message->link = detail_value(m, STR("link"));
    m->message->stop = detail_value(m, STR("stop"));
    return e;
}

static result community_read(struct making *m)
{
    struct community_by_id_out community;
    bool is_found;
    result e = query_community_by_id(m->ctx, m->db, &(struct community_by_id_in){ COMMUNITY_FIRST },
                                     &community, &is_found);
    if (!e && is_found)
        m->message->community = community.name;
    return e ? e : zone_load(m->ctx, is_found ? community.zone : STR("UTC"), &m->zone);
}

// One that signs somebody in: its secret is made now, and stands nowhere else.
static result link_read(struct making *m, bool *is_there)
{
    struct link_letter letter;
    result e = link_letter_make(m->ctx, m->db, m->asked->row, &letter, is_there);
    if (e || !*is_there)
        return e;
    m->kind = letter.kind;
    if (str_equal(m->message->way, STR("email")))
        m->message->email = letter.address;
    if (str_equal(m->message->way, STR("text")))
        m->message->telephone = letter.address;
    if (!m->message->language.n)
        m->message->language = letter.language;
    e = making_value(m, "code", letter.code);
    if (!e)
        e = making_value(m, "link", letter.path);
    if (!e && letter.minutes)
        e = making_value(m, "minutes", str_format(m->ctx->arena, "%d", letter.minutes));
    return e;
}

result message_make(struct ctx *ctx, struct db *db, const struct message_asked *asked,
                    struct message *message, bool *is_there)
{
    const struct outbox_row *row = asked->row;
    struct message_asked own = *asked;
    struct making m = { .ctx = ctx, .db = db, .asked = &own, .message = message };
    struct person_row p = { .id = ID_NONE };
    *message = (struct message){ .id = row->id, .key = row->key, .way = row->way, .at = asked->at };
    *is_there = true;
    result e = community_read(&m);
    if (!e && !own.address.n)
        e = setting_read(ctx, db, SETTING_ADDRESS, &own.address);
    while (str_ends(own.address, STR("/")))
        own.address.n--;
    if (!e)
        e = detail_read(&m);
    if (!e && row->to_person != ID_NONE)
        e = query_person_by_id(ctx, db, &(struct person_by_id_in){ COMMUNITY_FIRST, row->to_person }, &p,
                               is_there);
    if (e || !*is_there)
        return e;
    person_take(&m, &p);
    if (link_is_message(row->message))
        e = link_read(&m, is_there);
    if (!e && *is_there)
        e = values_read(&m, is_there);
    return e || !*is_there ? e : words_write(&m);
}
