// Signing in and out: with a link, a password, a code.
#include "web/account_pages.h"
#include "web/email_ask.h"
#include "web/views.h"

#include "app/attempt.h"

static struct url other_way(struct request *request, const char *with)
{
    return url_format(request->ctx->arena, "/sign-in?with=%s&next=%s", with,
                      url_query(request->ctx->arena, next_of(request)));
}

// Where residents sign in to say something: to these they come with a link, and no more.
static bool is_residents(str next)
{
    static const str places[] = { STR_INIT("/account"), STR_INIT("/drafts"), STR_INIT("/charters/ask") };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (str_starts(next, places[i]))
            return true;
    return false;
}

// Whoever was on the way to their work has a password.
static bool wants_password(const struct request *request)
{
    str with = request_field(request, "with"), how = request_form(request, "how"), next = next_of(request);
    if (how.n || with.n)
        return str_equal(how.n ? how : with, STR("password"));
    return next.n && !is_residents(next);
}

static void sign_in_page_fill(struct request *request, struct sign_in_page *page)
{
    layout_fill(request, STR("Sign in"), "account", &page->layout);
    page->next = next_of(request);
    page->is_demonstration = request->board->is_demonstration;
    page->is_password = wants_password(request);
    if (page->is_password)
        page->layout.title = STR("Sign in with a password");
    page->link_url = other_way(request, "link");
    page->password_url = other_way(request, "password");
    page->email = form_field(request, "email", STR("Your e-mail address"));
    page->email.type = page->email.autocomplete = "email";
    page->user = form_field(request, "user", STR("Your e-mail address"));
    page->user.type = "email";
    page->user.autocomplete = "username";
    page->password = form_field(request, "password", STR("Your password"));
    page->password.value = (str){ 0 };
    page->password.type = "password";
    page->password.autocomplete = "current-password";
    page->telephone = form_field(request, "telephone", STR("Your mobile number"));
    page->telephone.type = page->telephone.autocomplete = "tel";
    page->telephone.width = 20;
    page->name = form_field(request, "name", STR("Your name"));
    page->name.autocomplete = "name";
    page->address = form_field(request, "address", STR("Your address, as you gave it with your report"));
    page->address.autocomplete = "street-address";
    page->address.rows = 4;
}

static result sign_in_answer(struct response *response, struct sign_in_page *page)
{
    response->is_unkept = true;
    view_sign_in(&response->body, page);
    return OK;
}

// Where somebody's day begins: their work, their ward, what they look after; else their account.
static struct url first_page(struct request *request)
{
    const struct visitor *v = request->visitor;
    if (v->owes_totp)
        return (struct url){ STR("/account") };
    if (may(v, DEED_WORK, NULL))
        return (struct url){ STR("/work") };
    for (size_t i = 0; i < v->roles.n; i++) {
        const struct role_held *held = &v->roles.at[i];
        if (held->area.n && (held->role == ROLE_COUNCILLOR || held->role == ROLE_CHAMPION))
            return url_format(request->ctx->arena, "/areas/%s", url_segment(request->ctx->arena, held->area));
    }
    return (struct url){ may(v, DEED_SETTINGS, NULL) ? STR("/admin") : STR("/account") };
}

result sign_in_show(struct request *request, struct response *response)
{
    struct sign_in_page page = { .next = { 0 } };
    if (request->visitor) {
        str next = next_of(request);
        response_see(request, response, next.n ? (struct url){ next } : first_page(request));
        return OK;
    }
    sign_in_page_fill(request, &page);
    return sign_in_answer(response, &page);
}

// How a try ended that let nobody in, in words.
static str wrong_words(struct ctx *ctx, const struct sign_in *s, const char *words)
{
    return s->end == SIGN_IN_WAIT ? wait_words(ctx, s->wait) : str_from(words);
}

static result password_take(struct request *request, struct response *response, struct sign_in_page *page)
{
    struct ctx *ctx = request->ctx;
    struct sign_in s = { .by = BY_PASSWORD,
                         .address = page->user.value,
                         .secret = request_form(request, "password") };
    result e = OK;
    if (!s.address.n)
        e = form_fault(ctx, &page->faults, &page->user, STR("Enter your e-mail address."));
    if (!e && !s.secret.n)
        e = form_fault(ctx, &page->faults, &page->password, STR("Enter your password."));
    if (e || page->faults.n)
        return e;
    e = sign_in_run(request, &s);
    if (e)
        return is_for_form(e) ? form_fault(ctx, &page->faults, &page->user, said_take(ctx)) : e;
    if (s.end == SIGN_IN_DONE || s.end == SIGN_IN_SECOND) {
        sign_in_end(request, response, &s);
        return OK;
    }
    return form_fault(
        ctx, &page->faults, &page->password,
        wrong_words(ctx, &s,
                    "That e-mail address and that password don't go together. Check both, or have a "
                    "link sent instead."));
}

static result link_take(struct request *request, struct response *response, struct sign_in_page *page,
                        str how)
{
    struct ctx *ctx = request->ctx;
    bool is_text = str_equal(how, STR("text")), is_letter = str_equal(how, STR("letter"));
    struct form_field *field = is_text ? &page->telephone : is_letter ? &page->address : &page->email;
    struct link_wish wish = { .way = is_text  ? STR("text")
                                  : is_letter ? STR("letter")
                                              : STR("email"),
                              .address = field->value,
                              .name = page->name.value,
                              .next = next_of(request) };
    if (!field->value.n)
        return form_fault(ctx, &page->faults, field,
                          is_text         ? STR("Enter your mobile number.")
                              : is_letter ? STR("Enter your address.")
                                          : STR("Enter your e-mail address."));
    if (is_letter && !page->name.value.n)
        return form_fault(ctx, &page->faults, &page->name, STR("Enter your name."));
    result e = is_text || is_letter ? OK : email_ask(request, &page->faults, field, &page->meant);
    if (e || page->faults.n)
        return e;
    wish.address = field->value;
    e = link_send(request, response, &wish);
    if (e)
        return is_for_form(e) ? form_fault(ctx, &page->faults, field, sentence(ctx, said_take(ctx))) : e;
    return wish.wait ? form_fault(ctx, &page->faults, field, wait_words(ctx, wish.wait)) : OK;
}

result sign_in_send(struct request *request, struct response *response)
{
    struct sign_in_page page = { .next = { 0 } };
    str how = request_form(request, "how");
    sign_in_page_fill(request, &page);
    result e = str_equal(how, STR("password")) ? password_take(request, response, &page)
                                               : link_take(request, response, &page, how);
    if (e || response->status == 303)
        return e;
    return sign_in_answer(response, &page);
}

result sign_in_sent_show(struct request *request, struct response *response)
{
    struct layout layout;
    layout_fill(request, STR("Look into your mail"), "account", &layout);
    response->is_unkept = true;
    view_sign_in_sent(&response->body, &layout);
    return OK;
}

static void code_page_fill(struct request *request, struct code_page *page, str title, str label)
{
    layout_fill(request, title, "account", &page->layout);
    page->next = next_of(request);
    page->has_asked = request_cookie(request, COOKIE_CODE).n > 0;
    page->code = form_field(request, "code", label);
    page->code.value = (str){ 0 };
    page->code.is_heading = true;
    page->code.autocomplete = "one-time-code";
    page->code.width = 20;
}

static void plain_code_fill(struct request *request, struct code_page *page)
{
    code_page_fill(request, page, STR("Your code"), STR("Enter your code"));
    page->code.hint = page->has_asked
        ? STR("Six digits, in the text message that we sent, if that number is right. It may take a minute.")
        : STR("Twelve letters and digits from the letter, with or without hyphens.");
}

result sign_in_code_show(struct request *request, struct response *response)
{
    struct code_page page = { .next = { 0 } };
    plain_code_fill(request, &page);
    response->is_unkept = true;
    view_sign_in_code(&response->body, &page);
    return OK;
}

// How a code ended: on the way in, or on the page again.
static result code_end(struct request *request, struct response *response, struct code_page *page, result e,
                       const struct sign_in *s)
{
    struct ctx *ctx = request->ctx;
    if (e && !is_for_form(e))
        return e;
    if (!e && (s->end == SIGN_IN_DONE || s->end == SIGN_IN_SECOND)) {
        sign_in_end(request, response, s);
        return OK;
    }
    str words = e ? said_take(ctx)
                  : wrong_words(ctx, s, "That is not the code, or it is over. Check it, or begin again.");
    e = form_fault(ctx, &page->faults, &page->code, words);
    response->is_unkept = true;
    return e;
}

result sign_in_code_send(struct request *request, struct response *response)
{
    struct code_page page = { .next = { 0 } };
    struct sign_in s = { .by = BY_CODE, .secret = request_form(request, "code") };
    plain_code_fill(request, &page);
    result e = sign_in_run(request, &s);
    e = code_end(request, response, &page, e, &s);
    if (!e && response->status != 303)
        view_sign_in_code(&response->body, &page);
    return e;
}

static void second_fill(struct request *request, struct code_page *page)
{
    code_page_fill(request, page, STR("The code from your app"), STR("Enter the code that your app shows"));
    page->code.hint = STR(
        "Six digits that change every half minute; or one of the codes you kept to recover.");
}

result sign_in_second_show(struct request *request, struct response *response)
{
    struct code_page page = { .next = { 0 } };
    second_fill(request, &page);
    response->is_unkept = true;
    view_sign_in_second(&response->body, &page);
    return OK;
}

result sign_in_second_send(struct request *request, struct response *response)
{
    struct code_page page = { .next = { 0 } };
    struct sign_in s = { .by = BY_SECOND, .secret = request_form(request, "code") };
    second_fill(request, &page);
    result e = sign_in_run(request, &s);
    if (e == ERR_LOGIN) { // it took too long
        (void)said_take(request->ctx);
        response_see(request, response, next_url(request, "/sign-in"));
        return OK;
    }
    e = code_end(request, response, &page, e, &s);
    if (!e && response->status != 303)
        view_sign_in_second(&response->body, &page);
    return e;
}

result sign_out_show(struct request *request, struct response *response)
{
    struct layout layout;
    layout_fill(request, STR("Sign out"), "account", &layout);
    response->is_unkept = true;
    view_sign_out(&response->body, &layout);
    return OK;
}

static result sign_out_work(struct ctx *ctx, struct db *db, void *with)
{
    const struct visitor *visitor = with;
    return session_close(ctx, db, visitor->id, visitor->session);
}

result sign_out_send(struct request *request, struct response *response)
{
    struct visitor who = request->visitor ? *request->visitor : (struct visitor){ .id = 0 };
    result e = who.id ? site_write(request, sign_out_work, &who) : OK;
    response_cookie(request, response, COOKIE_SESSION, STR("-"), -1);
    response_see(request, response, (struct url){ STR("/") });
    return e;
}
