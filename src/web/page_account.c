// One's own account: name and how to be reached, roles, the browsers that are signed in.
#include "web/account_pages.h"
#include "web/views.h"

#include "app/documents.h"

result somebody(struct request *request)
{
    return request->visitor ? OK : fail(request->ctx, ERR_LOGIN, "Sign in to see your account.");
}

str role_where(struct ctx *ctx, const struct role_held *role)
{
    const str parts[] = { role->body, role->area, role->service };
    struct buffer out = buffer_open(2000);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].n)
            buffer_print(&out, "%s%.*s", out.n ? ", " : "", STR_ARGS(parts[i]));
    str where = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return where;
}

str role_words(struct ctx *ctx, enum role role)
{
    str words = sentence(ctx, role_name(role));
    words.n -= str_ends(words, STR("."));
    return words;
}

result role_lines_fill(struct ctx *ctx, const struct roles_held *roles, struct role_lines *lines)
{
    for (size_t i = 0; i < roles->n; i++) {
        struct role_line *slot = LIST_PUSH(ctx->arena, lines);
        if (!slot)
            return arena_fail(ctx);
        *slot = (struct role_line){ role_words(ctx, roles->at[i].role),
                                    role_where(ctx, &roles->at[i]),
                                    str_format(ctx->arena, "%lld", (long long)roles->at[i].id),
                                    { 0 },
                                    { { 0 } },
                                    false };
    }
    return OK;
}

static result sessions_fill(struct request *request, struct account_page *page)
{
    struct ctx *ctx = request->ctx;
    struct session_row_list rows;
    const struct zone *zone = request->board->zone;
    result e = sessions_list(ctx, request->db, request->visitor->id, request->now, &rows);
    for (size_t i = 0; !e && i < rows.n; i++) {
        struct session_line *slot = LIST_PUSH(ctx->arena, &page->sessions);
        if (!slot)
            return arena_fail(ctx);
        *slot = (struct session_line){ rows.at[i].browser.n ? rows.at[i].browser : STR("A browser"),
                                       instant_words(ctx, zone, rows.at[i].created),
                                       instant_words(ctx, zone, rows.at[i].seen), rows.at[i].hash,
                                       str_equal(rows.at[i].hash, request->visitor->session) };
    }
    return e;
}

static result choices_fill(struct ctx *ctx, struct account_page *page)
{
    static const str WAYS[][2] = {
        { STR_INIT("email"), STR_INIT("By e-mail") },
        { STR_INIT("text"), STR_INIT("By text message") },
        { STR_INIT("letter"), STR_INIT("By letter") },
        { STR_INIT("telephone"), STR_INIT("By telephone") },
        { STR_INIT("none"), STR_INIT("Don't contact me") },
    };
    static const str LANGUAGES[][2] = { { STR_INIT("en"), STR_INIT("English") },
                                        { STR_INIT("cy"), STR_INIT("Cymraeg") } };
    result e = OK;
    for (size_t i = 0; !e && i < sizeof WAYS / sizeof *WAYS; i++)
        e = form_option_add(ctx, &page->way, WAYS[i][0], WAYS[i][1]);
    for (size_t i = 0; !e && i < sizeof LANGUAGES / sizeof *LANGUAGES; i++)
        e = form_option_add(ctx, &page->language, LANGUAGES[i][0], LANGUAGES[i][1]);
    return e;
}

static void fields_fill(struct request *request, struct account_page *page, const struct person_row *person)
{
    bool is_sent = str_equal(request_form(request, "what"), STR("details"));
    const struct {
        struct form_field *field;
        const char *name, *autocomplete;
        str label, value;
    } fields[] = {
        { &page->name, "name", "name", STR("Your name"), person->name },
        { &page->telephone, "telephone", "tel", STR("Telephone number"), person->telephone },
        { &page->address, "address", "street-address", STR("Address, for letters"), person->address },
        { &page->language, "language", NULL, STR("Language for messages"),
          person->language.n ? person->language : STR("en") },
        { &page->way, "way", NULL, STR("How should we reach you?"), person->way },
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        *fields[i].field = form_field(request, fields[i].name, fields[i].label);
        fields[i].field->autocomplete = fields[i].autocomplete;
        if (!is_sent)
            fields[i].field->value = fields[i].value;
    }
    page->telephone.width = 20;
    page->telephone.is_optional = page->address.is_optional = true;
    page->address.rows = 3;
}

// Those of the parties that they represent: whoever has a list of work finds theirs there.
static result charters_fill(struct request *request, struct account_page *page)
{
    struct ctx *ctx = request->ctx;
    const struct roles_held *roles = &request->visitor->roles;
    result e = OK;
    for (size_t i = 0; i < request->board->charters.n && !e; i++) {
        const struct charter *c = &request->board->charters.at[i];
        const struct document *document = c->document->document;
        bool is_theirs = false;
        for (size_t r = 0; r < roles->n; r++)
            is_theirs |= roles->at[r].role == ROLE_REPRESENTATIVE &&
                document_has_party(document, roles->at[r].body);
        if (is_theirs)
            e = link_add(ctx, &page->charters, document->title, charter_url(ctx, c->id));
        if (is_theirs && !e)
            e = link_add(ctx, &page->charters,
                         str_format(ctx->arena, "For the meeting: %.*s", STR_ARGS(document->title)),
                         url_format(ctx->arena, "/charters/%s/meeting", url_segment(ctx->arena, c->id)));
    }
    return e;
}

static result account_fill(struct request *request, struct account_page *page)
{
    struct ctx *ctx = request->ctx;
    struct account_row account;
    struct person_row person;
    bool is_found;
    result e = somebody(request);
    if (!e)
        e = query_account_by_id(ctx, request->db,
                                &(struct account_by_id_in){ COMMUNITY_FIRST, request->visitor->id }, &account,
                                &is_found);
    if (!e)
        e = account_person(ctx, request->db, request->visitor->id, &person);
    if (e)
        return e;
    layout_fill(request, STR("Your account"), "account", &page->layout);
    fields_fill(request, page, &person);
    page->email = person.email;
    page->has_password = account.password.n > 0;
    page->has_totp = account.totp.n > 0;
    page->owes_totp = request->visitor->owes_totp;
    page->is_staff = request->visitor->is_staff;
    page->is_done = request_field(request, "done").n > 0;
    page->is_demonstration = request->board->is_demonstration;
    page->is_administrator = administers(request->visitor);
    page->may_restrict = may(request->visitor, DEED_RESTRICT, NULL) ||
        may(request->visitor, DEED_REVIEW_RESTRICTION, NULL);
    page->may_answer_requests = may(request->visitor, DEED_DATA_REQUESTS, NULL);
    page->may_moderate = may(request->visitor, DEED_MODERATE, NULL) &&
        !may(request->visitor, DEED_WORK, NULL);
    e = choices_fill(ctx, page);
    if (!e)
        e = role_lines_fill(ctx, &request->visitor->roles, &page->roles);
    if (!e)
        e = charters_fill(request, page);
    return e ? e : sessions_fill(request, page);
}

static result account_answer(struct response *response, struct account_page *page)
{
    response->is_unkept = true;
    view_account(&response->body, page);
    return OK;
}

result account_show(struct request *request, struct response *response)
{
    struct account_page page = { .email = { 0 } };
    result e = account_fill(request, &page);
    return e ? e : account_answer(response, &page);
}

struct details {
    int64_t account;
    struct person person;
};

static result details_work(struct ctx *ctx, struct db *db, void *with)
{
    struct details *d = with;
    return account_person_set(ctx, db, d->account, &d->person);
}

static result details_take(struct request *request, struct account_page *page)
{
    struct details d = { request->visitor->id,
                         { .name = page->name.value,
                           .telephone = page->telephone.value,
                           .address = page->address.value,
                           .language = page->language.value,
                           .way = page->way.value } };
    result e = site_write(request, details_work, &d);
    if (e == ERR_INPUT)
        return form_fault(request->ctx, &page->faults, &page->way,
                          sentence(request->ctx, said_take(request->ctx)));
    return e;
}

struct ending {
    int64_t account;
    str hash; // empty: all of them
};

static result end_work(struct ctx *ctx, struct db *db, void *with)
{
    const struct ending *end = with;
    return end->hash.n ? session_close(ctx, db, end->account, end->hash)
                       : sessions_close(ctx, db, end->account);
}

result account_send(struct request *request, struct response *response)
{
    struct account_page page = { .email = { 0 } };
    str what = request_form(request, "what");
    result e = account_fill(request, &page);
    if (e)
        return e;
    struct ending ending = { request->visitor->id, request_form(request, "session") };
    bool is_own = str_equal(ending.hash, request->visitor->session);
    if (str_equal(what, STR("everywhere")))
        ending.hash = (str){ 0 };
    else if (str_equal(what, STR("end")) && !ending.hash.n)
        return fail(request->ctx, ERR_INPUT, "no session was named");
    bool is_details = str_equal(what, STR("details"));
    e = is_details ? details_take(request, &page) : site_write(request, end_work, &ending);
    if (e)
        return e;
    if (page.faults.n)
        return account_answer(response, &page);
    bool is_out = !is_details && (!ending.hash.n || is_own);
    if (is_out)
        response_cookie(request, response, COOKIE_SESSION, STR("-"), -1);
    response_see(request, response, (struct url){ is_out ? STR("/sign-in") : STR("/account?done=yes") });
    return OK;
}
