// Administration: who may sign in, and as what.
#include "web/account_pages.h"
#include "web/views.h"

#include "app/documents.h"
#include "app/invite.h"
#include "app/volunteer.h"

enum { PEOPLE_SHOWN = 50 };

static str state_words(str state)
{
    return str_equal(state, ACCOUNT_ACTIVE) ? STR("Active")
        : str_equal(state, ACCOUNT_INVITED) ? STR("Invited")
                                            : STR("Ended");
}

static void role_print(struct request *request, const struct account_role_row *row, struct buffer *out)
{
    bool is_pressing = false;
    if (str_equal(row->role, role_name(ROLE_CHAMPION)))
        (void)volunteer_words(request->ctx, row, request->board->today, &is_pressing);
    buffer_print(out, "%s%.*s%s%.*s%s", out->n ? "; " : "", STR_ARGS(row->role),
                 row->body.n || row->area.n ? ": " : "", STR_ARGS(row->body.n ? row->body : row->area),
                 is_pressing ? " (insurance or consent: look)" : "");
}

static result roles_words(struct request *request, int64_t account, str *words)
{
    struct account_role_row_list rows;
    struct buffer out = buffer_open(2000);
    result e = query_account_role_of_account(
        request->ctx, request->db, &(struct account_role_of_account_in){ COMMUNITY_FIRST, account }, &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        role_print(request, &rows.at[i], &out);
    *words = out.n ? str_copy(request->ctx->arena, buffer_str(&out)) : STR("resident");
    buffer_done(request->ctx->arena, &out);
    return e;
}

static result people_fill(struct request *request, struct people_page *page, int64_t after)
{
    struct ctx *ctx = request->ctx;
    struct account_list_out_list rows;
    result e = query_account_list(
        ctx, request->db, &(struct account_list_in){ COMMUNITY_FIRST, after, PEOPLE_SHOWN + 1 }, &rows);
    for (size_t i = 0; !e && i < rows.n && i < PEOPLE_SHOWN; i++) {
        const struct account_list_out *row = &rows.at[i];
        struct account_line *slot = LIST_PUSH(ctx->arena, &page->people);
        if (!slot)
            return arena_fail(ctx);
        *slot = (struct account_line){ .name = row->name.n ? row->name : STR("No name"),
                                       .email = row->email,
                                       .state = state_words(row->state),
                                       .seen = instant_is_none(row->signed_in)
                                           ? STR("Never")
                                           : instant_words(ctx, request->board->zone, row->signed_in),
                                       .second = row->has_totp ? STR("Yes") : STR("No"),
                                       .url = url_format(ctx->arena, "/admin/people/%lld",
                                                         (long long)row->id) };
        e = roles_words(request, row->id, &slot->roles);
    }
    if (!e && rows.n > PEOPLE_SHOWN)
        page->next = url_format(ctx->arena, "/admin/people?after=%lld",
                                (long long)rows.at[PEOPLE_SHOWN - 1].id);
    return e;
}

result people_show(struct request *request, struct response *response)
{
    struct people_page page = { .next = { { 0 } } };
    int64_t after = 0;
    (void)str_to_int(request_field(request, "after"), &after);
    result e = must_may(request->ctx, request->visitor, DEED_PEOPLE, NULL);
    if (!e)
        e = people_fill(request, &page, after);
    if (e)
        return e;
    layout_fill(request, STR("People"), "account", &page.layout);
    crumb_add(request->ctx, &page.layout, STR("Administration"), (struct url){ STR("/admin") });
    response->is_unkept = true;
    view_people(&response->body, &page);
    return OK;
}

result role_options(struct ctx *ctx, const struct visitor *visitor, struct form_field *field)
{
    result e = OK;
    for (int i = ROLE_CHAMPION; !e && i < ROLE_COUNT; i++) {
        bool may_be = may(visitor, DEED_PEOPLE, NULL);
        for (size_t r = 0; !may_be && r < visitor->roles.n; r++) {
            struct role_held held = visitor->roles.at[r];
            held.role = (enum role)i;
            may_be = may_give(visitor, &held);
        }
        if (may_be)
            e = form_option_add(ctx, field, role_name((enum role)i), role_words(ctx, (enum role)i));
    }
    return e;
}

static void role_fields(struct request *request, struct form_field *role, struct form_field *body,
                        struct form_field *area, struct form_field *service)
{
    *role = form_field(request, "role", STR("Role"));
    *body = form_field(request, "body", STR("For which body or party"));
    body->hint = STR(
        "As it is named in the charters: Harcaster Borough Council. Officers and clerks act for one; a community "
        "representative speaks for a party, such as the residents of Aldermoor.");
    *area = form_field(request, "area", STR("In which area"));
    area->hint = STR("Champions and councillors have one; for others it is a limit.");
    *service = form_field(request, "service", STR("For which service"));
    service->hint = STR("A limit: graffiti stands for all kinds of graffiti.");
    service->is_optional = true;
}

// Whether a charter that is in force here has that party.
static bool is_party(const struct board *board, str name)
{
    bool is_so = false;
    for (size_t i = 0; i < board->charters.n; i++)
        is_so |= document_has_party(board->charters.at[i].document->document, name);
    return is_so;
}

static result role_read(struct request *request, struct form_faults *faults, struct form_field *field,
                        struct role_held *role)
{
    *role = (struct role_held){ .body = request_form(request, "body"),
                                .area = request_form(request, "area"),
                                .service = request_form(request, "service") };
    if (!role_parse(field->value, &role->role))
        return form_fault(request->ctx, faults, field, STR("Choose a role."));
    if (!may_give(request->visitor, role))
        return form_fault(request->ctx, faults, field,
                          STR("You may give roles for the body you act for only: fill in which."));
    if (role->role == ROLE_REPRESENTATIVE && role->body.n && !is_party(request->board, role->body))
        return form_fault(
            request->ctx, faults, field,
            STR("No charter here is between that party and others: write its name as the charter has it, "
                "such as the residents of Aldermoor."));
    return OK;
}

static result invite_fill(struct request *request, struct invite_page *page)
{
    struct ctx *ctx = request->ctx;
    result e = must_may(ctx, request->visitor, DEED_INVITE, NULL);
    if (e)
        return e;
    layout_fill(request, STR("Invite somebody"), "account", &page->layout);
    crumb_add(ctx, &page->layout, STR("Administration"), (struct url){ STR("/admin") });
    page->name = form_field(request, "name", STR("Their name"));
    page->email = form_field(request, "email", STR("Their e-mail address"));
    page->email.type = "email";
    role_fields(request, &page->role, &page->body, &page->area, &page->service);
    return role_options(ctx, request->visitor, &page->role);
}

static result invite_answer(struct response *response, struct invite_page *page)
{
    response->is_unkept = true;
    view_invite(&response->body, page);
    return OK;
}

result invite_show(struct request *request, struct response *response)
{
    struct invite_page page = { .done = request_field(request, "done") };
    result e = invite_fill(request, &page);
    return e ? e : invite_answer(response, &page);
}

result invite_send(struct request *request, struct response *response)
{
    struct invite_page page = { .done = { 0 } };
    struct inviting inviting = { .now = request->now };
    result e = invite_fill(request, &page);
    if (!e)
        e = role_read(request, &page.faults, &page.role, &inviting.role);
    if (e)
        return e;
    if (page.faults.n)
        return invite_answer(response, &page);
    inviting.name = page.name.value;
    inviting.email = page.email.value;
    inviting.by = request->visitor->id;
    e = site_write(request, invite, &inviting);
    if (is_for_form(e)) {
        e = form_fault(request->ctx, &page.faults, &page.email,
                       sentence(request->ctx, said_take(request->ctx)));
        return e ? e : invite_answer(response, &page);
    }
    if (!e)
        response_see(request, response, (struct url){ STR("/admin/people/invite?done=yes") });
    return e;
}

// One of them, as the page is asked for.
static result account_named(struct request *request, struct account_row *account, struct person_row *person)
{
    int64_t id;
    bool is_found = false;
    result e = must_may(request->ctx, request->visitor, DEED_PEOPLE, NULL);
    if (!e && str_to_int(request_parameter(request, "account"), &id))
        e = query_account_by_id(request->ctx, request->db, &(struct account_by_id_in){ COMMUNITY_FIRST, id },
                                account, &is_found);
    if (!e && !is_found)
        e = fail(request->ctx, ERR_MISSING, "there is no such account");
    return e ? e : account_person(request->ctx, request->db, account->id, person);
}

static result roles_of(struct request *request, int64_t account, struct role_lines *lines)
{
    struct account_role_row_list rows;
    struct roles_held roles = { 0 };
    result e = query_account_role_of_account(
        request->ctx, request->db, &(struct account_role_of_account_in){ COMMUNITY_FIRST, account }, &rows);
    for (size_t i = 0; !e && i < rows.n; i++) {
        struct role_held *slot = LIST_PUSH(request->ctx->arena, &roles);
        if (!slot)
            return arena_fail(request->ctx);
        *slot = (struct role_held){ rows.at[i].id, ROLE_RESIDENT, rows.at[i].body, rows.at[i].area,
                                    rows.at[i].service };
        (void)role_parse(rows.at[i].role, &slot->role);
    }
    if (!e)
        e = role_lines_fill(request->ctx, &roles, lines);
    for (size_t i = 0; !e && i < lines->n; i++) {
        struct role_line *line = &lines->at[i];
        if (roles.at[i].role != ROLE_CHAMPION)
            continue;
        line->volunteer = volunteer_words(request->ctx, &rows.at[i], request->board->today,
                                          &line->is_pressing);
        line->volunteer_url = url_format(request->ctx->arena, "/admin/people/%lld/roles/%lld",
                                         (long long)account, (long long)rows.at[i].id);
    }
    return e;
}

static result person_fill(struct request *request, struct person_page *page, struct account_row *account)
{
    struct ctx *ctx = request->ctx;
    struct person_row person;
    result e = account_named(request, account, &person);
    if (e)
        return e;
    layout_fill(request, person.name.n ? person.name : STR("No name"), "account", &page->layout);
    crumb_add(ctx, &page->layout, STR("Administration"), (struct url){ STR("/admin") });
    crumb_add(ctx, &page->layout, STR("People"), (struct url){ STR("/admin/people") });
    page->email = person.email;
    page->state = state_words(account->state);
    page->is_ended = str_equal(account->state, ACCOUNT_ENDED);
    page->is_invited = str_equal(account->state, ACCOUNT_INVITED);
    page->seen = instant_words(ctx, request->board->zone, account->signed_in);
    page->second = account->totp.n ? STR("Set up") : STR("Not set up");
    page->is_done = request_field(request, "done").n > 0;
    role_fields(request, &page->role, &page->body, &page->area, &page->service);
    e = role_options(ctx, request->visitor, &page->role);
    return e ? e : roles_of(request, account->id, &page->roles);
}

static result person_answer(struct response *response, struct person_page *page)
{
    response->is_unkept = true;
    view_person(&response->body, page);
    return OK;
}

result person_show(struct request *request, struct response *response)
{
    struct person_page page = { .email = { 0 } };
    struct account_row account;
    result e = person_fill(request, &page, &account);
    return e ? e : person_answer(response, &page);
}

enum account_deed { GIVE_ROLE, TAKE_ROLE, END, OPEN_AGAIN, INVITE_AGAIN, DROP_SECOND, ACCOUNT_DEEDS };

struct managing {
    enum account_deed deed;
    int64_t role_id;
    struct giving giving;
};

static result manage_work(struct ctx *ctx, struct db *db, void *with)
{
    const struct managing *m = with;
    int64_t account = m->giving.account;
    result e;
    switch (m->deed) {
    case GIVE_ROLE:
        return role_give(ctx, db, &m->giving);
    case TAKE_ROLE:
        return role_take(ctx, db, account, m->role_id);
    case END:
        return account_end(ctx, db, account, m->giving.at);
    case OPEN_AGAIN:
        return account_again(ctx, db, account);
    case INVITE_AGAIN:
        return invite_again(ctx, db, account, m->giving.at);
    case DROP_SECOND: // for whoever lost it, codes and all: they set it up anew
        e = second_step_drop(ctx, db, account);
        return e ? e : sessions_close(ctx, db, account);
    case ACCOUNT_DEEDS:
        break;
    }
    return fail(ctx, ERR_INPUT, "there is no such deed");
}

static enum account_deed deed_read(str what)
{
    static const char *const DEEDS[ACCOUNT_DEEDS] = { "give", "take", "end", "again", "invite", "drop" };
    for (int i = 0; i < ACCOUNT_DEEDS; i++)
        if (str_equal(what, str_from(DEEDS[i])))
            return (enum account_deed)i;
    return ACCOUNT_DEEDS;
}

result person_send(struct request *request, struct response *response)
{
    struct person_page page = { .email = { 0 } };
    struct account_row account;
    struct managing m = { .deed = deed_read(request_form(request, "what")), .role_id = ID_NONE };
    result e = person_fill(request, &page, &account);
    if (e)
        return e;
    m.giving.account = account.id;
    m.giving.by = request->visitor->id;
    m.giving.at = request->now;
    (void)str_to_int(request_form(request, "role_id"), &m.role_id);
    if (m.deed == GIVE_ROLE)
        e = role_read(request, &page.faults, &page.role, &m.giving.role);
    if (!e && !page.faults.n)
        e = site_write(request, manage_work, &m);
    if (is_for_form(e))
        e = form_fault(request->ctx, &page.faults, &page.role,
                       sentence(request->ctx, said_take(request->ctx)));
    if (e)
        return e;
    if (page.faults.n)
        return person_answer(response, &page);
    response_see(request, response,
                 url_format(request->ctx->arena, "/admin/people/%lld?done=yes", (long long)account.id));
    return OK;
}
