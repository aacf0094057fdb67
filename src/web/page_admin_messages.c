// GET /admin/messages: the messages there are, and which say something else here. /admin/messages/{message}: the text
// of one in ?language=, on its way to a change; by one press the program's own again.
#include "web/admin_pages.h"
#include "web/site.h"

#include "app/ledger.h"
#include "app/record.h"

static const char *const LANGUAGES[LANGUAGE_COUNT] = { [LANGUAGE_EN] = "English", [LANGUAGE_CY] = "Welsh" };

static str text_name(struct ctx *ctx, enum language language, str message)
{
    return str_format(ctx->arena, "%.*s/%.*s", STR_ARGS(language_code(language)), STR_ARGS(message));
}

// The one of a name that was adopted last counts.
static bool is_changed(const struct content_heads_out_list *heads, str name, str programs)
{
    for (size_t i = heads->n; i-- > 0;)
        if (str_equal(heads->at[i].name, name))
            return !str_equal(heads->at[i].hash, programs);
    return false;
}

static result message_row(struct request *request, const struct told_kind *kind,
                          const struct content_heads_out_list *heads, struct admin_group *g)
{
    struct ctx *ctx = request->ctx;
    str programs = content_hash(ctx, MESSAGE_PROGRAMS), changed = { 0 };
    struct admin_row *row = admin_row_add(ctx, g, str_from(kind->title), (str){ 0 });
    if (!row)
        return arena_fail(ctx);
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        if (is_changed(heads, text_name(ctx, (enum language)i, kind->name), programs))
            changed = str_format(ctx->arena, "%.*s%s%s", STR_ARGS(changed), changed.n ? ", " : "",
                                 LANGUAGES[i]);
    row->sub = kind->name;
    row->more = changed.n ? str_format(ctx->arena, "changed here: %.*s", STR_ARGS(changed)) : (str){ 0 };
    row->url = url_format(ctx->arena, "/admin/messages/%s", url_segment(ctx->arena, kind->name));
    return OK;
}

static result group_fill(struct request *request, enum message_group group,
                         const struct content_heads_out_list *heads, struct admin_list_page *page)
{
    size_t n;
    const struct told_kind *kinds = told_kinds(&n);
    struct admin_group *g = admin_group_add(request->ctx, page, str_from(message_group_title(group)),
                                            (str){ 0 });
    result e = OK;
    for (size_t i = 0; i < n && !e; i++)
        if (kinds[i].group == group)
            e = message_row(request, &kinds[i], heads, g);
    return e;
}

result messages_show(struct request *request, struct response *response)
{
    struct admin_list_page page = {
        .lead = STR("What this place writes to people, in English and in Welsh. Choose one "
                    "to read its text, and to change it.")
    };
    struct content_heads_out_list heads = { 0 };
    result e = admin_open(request, DEED_TEMPLATES, STR("Messages"), &page.layout);
    page.done = admin_done_words(request);
    if (!e)
        e = admin_waiting(request, CONTENT_MESSAGE, &page);
    if (!e)
        e = query_content_heads(request->ctx, request->db,
                                &(struct content_heads_in){ COMMUNITY_FIRST, CONTENT_MESSAGE }, &heads);
    for (int g = 0; g < MESSAGE_GROUPS && !e; g++)
        e = group_fill(request, (enum message_group)g, &heads, &page);
    return e ? e : admin_list_answer(response, &page);
}

struct message_form {
    struct request *request;
    const struct told_kind *kind;
    enum language language;
    str name; // "en/received"
    struct text_now now;
    struct admin_form_page page;
    struct form_field *text;
};

static result languages_fill(struct message_form *f)
{
    struct ctx *ctx = f->request->ctx;
    f->page.facts = (struct admin_group){ .title = STR("Its texts") };
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        struct text_now now;
        str words;
        result e = text_now(ctx, f->request->db, CONTENT_MESSAGE,
                            text_name(ctx, (enum language)i, f->kind->name), &now);
        if (!e && !now.is_library)
            e = admin_adopted_words(f->request, &now, &words);
        struct admin_row *row = e ? NULL
                                  : admin_row_add(ctx, &f->page.facts, str_from(LANGUAGES[i]), (str){ 0 });
        if (!row)
            return e ? e : arena_fail(ctx);
        row->words = now.is_library ? STR("As it comes with the program.") : words;
        row->more = i == (int)f->language ? STR("shown below") : (str){ 0 };
        if (i != (int)f->language)
            row->url = url_format(ctx->arena, "/admin/messages/%s?language=%s",
                                  url_segment(ctx->arena, f->kind->name),
                                  url_query(ctx->arena, language_code((enum language)i)));
    }
    return OK;
}

// What may stand in braces, each with what it stands for.
static result names_note(struct message_form *f)
{
    struct ctx *ctx = f->request->ctx;
    struct str_list names;
    str all = { 0 };
    result e = message_text_names(ctx, f->kind, &names);
    for (size_t i = 0; i < names.n && !e; i++) {
        const struct message_name *n = message_name_find(names.at[i]);
        if (n)
            all = str_format(ctx->arena, "%.*s%s{%s} %s", STR_ARGS(all), all.n ? "; " : "", n->name, n->what);
    }
    if (!e)
        e = admin_note(ctx, &f->page.notes, str_format(ctx->arena, "What it can say: %.*s.", STR_ARGS(all)));
    return e ? e
             : admin_note(
                   ctx, &f->page.notes,
                   STR("{name|neighbour} is neighbour where there is no name. A paragraph with a name that "
                       "stands for nothing is left out. [Words]({link}) alone on a line is a link to press. "
                       "An empty line ends a paragraph; the first one ends the head."));
}

static result message_fill(struct message_form *f)
{
    struct ctx *ctx = f->request->ctx;
    struct form_field text = form_field(f->request, "text",
                                        str_format(ctx->arena, "The text in %s", LANGUAGES[f->language]));
    text.rows = 24;
    text.value = admin_typed(f->request, "text", f->now.body);
    f->text = admin_field_add(&f->page, ADMIN_AREA, text);
    f->page.hidden = STR("language");
    f->page.hidden_value = language_code(f->language);
    admin_button_add(&f->page, "See the message that it makes", "look");
    if (!f->now.is_library)
        admin_button_add(&f->page, "Back to the program's own text", "own");
    result e = languages_fill(f);
    if (!e)
        e = names_note(f);
    return e ? e
             : link_add(ctx, &f->page.others, STR("Download this text"),
                        url_format(ctx->arena, "/admin/download/messages?name=%s",
                                   url_query(ctx->arena, f->name)));
}

static result message_open(struct request *request, struct message_form *f)
{
    struct ctx *ctx = request->ctx;
    *f = (struct message_form){ .request = request, .language = LANGUAGE_EN };
    f->kind = told_kind_find(request_parameter(request, "message"));
    result e = admin_open(request, DEED_TEMPLATES, f->kind ? str_from(f->kind->title) : STR("Message"),
                          &f->page.layout);
    if (!e && !f->kind)
        e = fail(ctx, ERR_MISSING, "There is no message of that name.");
    if (e)
        return e;
    (void)language_parse(admin_is_sent(request) ? request_form(request, "language")
                                                : request_field(request, "language"),
                         &f->language);
    crumb_add(ctx, &f->page.layout, STR("Messages"), (struct url){ STR("/admin/messages") });
    f->name = text_name(ctx, f->language, f->kind->name);
    e = text_now(ctx, request->db, CONTENT_MESSAGE, f->name, &f->now);
    return e ? e : message_fill(f);
}

result message_text_show(struct request *request, struct response *response)
{
    struct message_form f;
    result e = message_open(request, &f);
    return e ? e : admin_form_answer(response, &f.page);
}

// At once: it is the text that came with the program.
static result own_adopt(struct message_form *f, struct response *response)
{
    struct request *r = f->request;
    struct change_new n = { .kind = CONTENT_MESSAGE,
                            .name = f->name,
                            .source = STR("Back to the program's own text"),
                            .body = MESSAGE_PROGRAMS,
                            .base = f->now.hash,
                            .person = r->visitor->person,
                            .now = r->now };
    result e = site_write(r, change_put, &n);
    struct change_doing doing = {
        .deed = CHANGE_ADOPT, .id = n.id, .person = n.person, .seen = f->now.hash, .now = r->now
    };
    if (!e)
        e = change_do(r->ctx, site_store(r), &doing);
    if (!e)
        response_see(r, response, (struct url){ STR("/admin/messages?done=adopted") });
    return e;
}

result message_text_send(struct request *request, struct response *response)
{
    struct message_form f;
    result e = message_open(request, &f);
    if (!e && str_equal(request_form(request, "deed"), STR("own")))
        return own_adopt(&f, response);
    if (!e && str_equal(str_trim(f.text->value), str_trim(f.now.body)))
        e = form_fault(request->ctx, &f.page.faults, f.text, STR("That is what it says already."));
    if (e || f.page.faults.n)
        return e ? e : admin_form_answer(response, &f.page);
    struct change_new n = {
        .kind = CONTENT_MESSAGE, .name = f.name, .body = f.text->value, .base = f.now.hash
    };
    n.source = str_format(request->ctx->arena, "%s, in %s", f.kind->title, LANGUAGES[f.language]);
    return admin_change_begin(request, response, &n);
}
