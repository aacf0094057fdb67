#include "app/message_internal.h"

#include "app/ledger.h"
#include "app/library.h"
#include "app/person.h"
#include "app/setting.h"
#include "app/sign_link.h"
#include "format/short_text.h"

enum { BODY_MAX = 64 << 10 };

#define NEWS STR("news")

// What there is. is_plain: it says nothing of what a case is about, and is sent as it is even of one that is only
// counted; needs_words: without words that may be shown there is only news.
static const struct {
    str name;
    bool is_plain, needs_words;
} KINDS[] = {
    { STR_INIT("received"), false, false },
    { STR_INIT("confirm"), true, false },
    { STR_INIT("acknowledged"), false, false },
    { STR_INIT("moved"), false, true },
    { STR_INIT("explained"), false, true },
    { STR_INIT("fixed"), false, false },
    { STR_INIT("replied"), false, false },
    { STR_INIT("closed-by"), false, false },
    { STR_INIT("not-ours"), false, false },
    { STR_INIT("no-fix"), false, false },
    { STR_INIT("duplicate"), false, false },
    { STR_INIT("not-found"), false, false },
    { STR_INIT("handed-over"), false, false },
    { STR_INIT("disputed"), false, false },
    { STR_INIT("answered"), false, true },
    { STR_INIT("steps-owed"), true, false },
    { STR_INIT("step-done"), false, false },
    { STR_INIT("sign-in"), true, false },
    { STR_INIT("sign-in-code"), true, false },
    { STR_INIT("sign-in-letter"), true, false },
    { STR_INIT("invitation"), true, false },
    { STR_INIT("confirm-alerts"), true, false },
    { STR_INIT("found"), false, false },
    { STR_INIT("found-answered"), false, true },
    { STR_INIT("alert"), true, false },
    { STR_INIT("weekly"), true, false },
    { STR_INIT("draft-invited"), true, false },
    { STR_INIT("draft-change"), true, false },
    { STR_INIT("draft-settled"), true, false },
    { STR_INIT("sent-on"), true, false },
    { STR_INIT("reopened"), false, false },
    { STR_INIT("appeal-answered"), false, true },
    { STR_INIT("return-asked"), true, false },
    { STR_INIT("return-due"), true, false },
    { STR_INIT("return-late"), true, false },
    { STR_INIT("restricted"), true, false },
    { STR_INIT("limit-answered"), true, false },
    { STR_INIT("limit-ended"), true, false },
    { STR_INIT("step-corrected"), false, false },
    { STR_INIT("limit-review"), true, false },
    { STR_INIT("limit-appealed"), true, false },
    { STR_INIT("erased"), true, false },
    { STR_INIT("data-refused"), true, false },
    { STR_INIT("draft-to-sign"), true, false },
    { STR_INIT("draft-signed"), true, false },
    { STR_INIT("draft-taken-back"), true, false },
    { STR_INIT("step-part"), false, false },
    { STR_INIT("charter-asked"), true, false },
    { STR_INIT("charter-not-begun"), true, false },
    { STR_INIT("act-asked"), true, false },
    { STR_INIT("notice-given"), true, false },
    { STR_INIT("notice-withdrawn"), true, false },
    { STR_INIT("option-late"), true, false },
    { STR_INIT("paper-waits"), true, false },
    { STR_INIT("steps-offered"), true, false },
    { STR_INIT("review-due"), true, false },
    { STR_INIT("charter-ends"), true, false },
    { STR_INIT("seat-asked"), true, false },
    { STR_INIT("seat-taken"), true, false },
    { STR_INIT("seat-declined"), true, false },
    { STR_INIT("information-due"), true, false },
};

static const struct {
    str status, message;
} STATUSES[] = {
    { STR_INIT("closed"), STR_INIT("fixed") },        { STR_INIT("fixed"), STR_INIT("fixed") },
    { STR_INIT("no fix"), STR_INIT("no-fix") },       { STR_INIT("no fix planned"), STR_INIT("no-fix") },
    { STR_INIT("duplicate"), STR_INIT("duplicate") }, { STR_INIT("not ours"), STR_INIT("not-ours") },
    { STR_INIT("not found"), STR_INIT("not-found") }, { STR_INIT("answered"), STR_INIT("replied") },
};

// Names that stand for something in one message or other; a text may use any of them, and what it has none for is left
// out.
static const char *const NAMES[] = { "name",          "reference",
                                     "words",         "promise",
                                     "due",           "received",
                                     "service",       "body",
                                     "party",         "what",
                                     "until",         "link",
                                     "stop",          "code",
                                     "place",         "count",
                                     "news",          "often",
                                     "minutes",       "community",
                                     "due_figures",   "received_figures",
                                     "translation",   "first",
                                     "until_figures", "soon",
                                     "late",          "kind",
                                     "kind_cy",       "holder",
                                     "own_code",      "code_page" };

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
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
        if (str_equal(KINDS[i].name, m->kind.n ? m->kind : m->asked->row->message)) {
            bool is_hidden = m->is_hidden && !KINDS[i].is_plain;
            bool is_empty = KINDS[i].needs_words && !m->has_words;
            return is_hidden || is_empty ? NEWS : KINDS[i].name;
        }
    return NEWS;
}

static result text_fill(struct making *m, enum language language, str kind, struct writing *writing)
{
    struct ctx *ctx = m->ctx;
    str code = language_code(language), text;
    char *folder = str_c(ctx->arena, str_format(ctx->arena, "messages/%.*s", STR_ARGS(code)));
    char *name = str_c(ctx->arena, str_format(ctx->arena, "%.*s.txt", STR_ARGS(kind)));
    result e = folder && name ? library_text(ctx, folder, name, &text) : arena_fail(ctx);
    for (size_t i = 0; i < m->values.n; i++)
        if (str_equal(m->values.at[i].name, STR("promise")))
            m->values.at[i].value = making_promise(m, language);
    str source = str_format(ctx->arena, "library/messages/%.*s/%.*s.txt", STR_ARGS(code), STR_ARGS(kind));
    return e ? e : writing_fill(ctx, source, text, &m->values, writing);
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
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES && !e; i++)
        e = making_value(m, NAMES[i], (str){ 0 });
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
