// What one signs in with: the password, and the second step.
#include "web/account_pages.h"
#include "web/admin_pages.h"
#include "web/views.h"

#include "app/attempt.h"
#include "app/password.h"
#include "app/totp.h"

#include <sodium.h>

// Whoever came by a link a moment ago may have forgotten the password: they need not know it.
static result is_fresh(struct request *request, bool *is_fresh_link)
{
    struct session_row row;
    result e = session_find(request->ctx, request->db, request_cookie(request, COOKIE_SESSION), request->now,
                            &row);
    *is_fresh_link = !e && row.hash.n && row.by_link &&
        row.created.second + SESSION_FRESH_SECONDS > request->now.second;
    return e;
}

static result account_of(struct request *request, struct account_row *account)
{
    bool is_found;
    result e = somebody(request);
    return e ? e
             : query_account_by_id(request->ctx, request->db,
                                   &(struct account_by_id_in){ COMMUNITY_FIRST, request->visitor->id },
                                   account, &is_found);
}

static struct form_field secret_field(struct request *request, const char *name, str label,
                                      const char *complete)
{
    struct form_field field = form_field(request, name, label);
    field.value = (str){ 0 };
    field.type = "password";
    field.autocomplete = complete;
    return field;
}

static result security_fill(struct request *request, struct security_page *page, struct account_row *account,
                            str title)
{
    bool is_fresh_link = false;
    result e = account_of(request, account);
    if (!e)
        e = is_fresh(request, &is_fresh_link);
    if (e)
        return e;
    layout_fill(request, title, "account", &page->layout);
    crumb_add(request->ctx, &page->layout, STR("Your account"), (struct url){ STR("/account") });
    page->needs_current = account->password.n && !is_fresh_link;
    page->has_totp = account->totp.n > 0;
    page->current = secret_field(request, "password", STR("The password you have now"), "current-password");
    page->password = secret_field(request, "password_new", STR("The new password"), "new-password");
    page->password.hint = STR(
        "At least 12 characters. Three words that have nothing to do with each other are easy "
        "to remember.");
    return OK;
}

static void hidden_from_caches(struct response *response)
{
    response->is_unkept = true;
}

result account_password_show(struct request *request, struct response *response)
{
    struct security_page page = { .has_codes = false };
    struct account_row account;
    result e = security_fill(request, &page, &account, STR("Your password"));
    if (e)
        return e;
    hidden_from_caches(response);
    view_account_password(&response->body, &page);
    return OK;
}

// Whether the password that was typed is theirs; tries count as those of signing in do.
struct proving {
    struct attempts attempts;
    instant now;
};

static result count_work(struct ctx *ctx, struct db *db, void *with)
{
    const struct proving *p = with;
    return attempts_count(ctx, db, &p->attempts, p->now);
}

static result current_check(struct request *request, struct security_page *page,
                            const struct account_row *account)
{
    struct ctx *ctx = request->ctx;
    struct proving p = { .now = request->now };
    int64_t wait;
    bool is_right;
    attempt_add(&p.attempts, ATTEMPT_PAIR, request->visitor->email, network_of(ctx->arena, request->address));
    result e = attempts_wait(ctx, request->db, &p.attempts, p.now, &wait);
    if (!e && wait)
        return form_fault(ctx, &page->faults, &page->current, wait_words(ctx, wait));
    if (!e)
        e = password_verify(ctx, account->password, request_form(request, "password"), &is_right);
    if (e || is_right)
        return e;
    e = site_write(request, count_work, &p);
    return e ? e
             : form_fault(ctx, &page->faults, &page->current, STR("That is not the password you have now."));
}

// What changes what somebody signs in with, in one transaction, and the session that takes the place of all others.
struct changing {
    struct new_password password; // if it has a hash
    struct second_step step;      // if it has a secret
    bool is_dropped;              // the second step
    struct session_opening opening;
    str token;
};

static result change_work(struct ctx *ctx, struct db *db, void *with)
{
    struct changing *c = with;
    result e = c->password.hash.n ? password_set(ctx, db, &c->password) : OK;
    if (!e && c->step.secret.n)
        e = second_step_set(ctx, db, &c->step);
    if (!e && c->is_dropped)
        e = second_step_drop(ctx, db, c->opening.account);
    return e ? e : session_renew(ctx, db, &c->opening, &c->token);
}

static struct changing changing_of(struct request *request)
{
    struct changing c = { .opening = { request->visitor->id, STAGE_FULL,
                                       browser_words(request->ctx->arena, request->user_agent), false,
                                       request->now } };
    return c;
}

static result change(struct request *request, struct response *response, struct changing *c)
{
    result e = site_write(request, change_work, c);
    if (!e)
        session_give(request, response, c->token);
    return e;
}

static result password_change(struct request *request, struct response *response, struct security_page *page,
                              const struct account_row *account)
{
    struct ctx *ctx = request->ctx;
    str password = request_form(request, "password_new");
    struct password_about about = { request->visitor->name, request->visitor->email, page->layout.community };
    struct changing c = changing_of(request);
    result e = page->needs_current ? current_check(request, page, account) : OK;
    if (!e && password_check(ctx, password, &about))
        e = form_fault(ctx, &page->faults, &page->password, said_take(ctx));
    if (e || page->faults.n)
        return e;
    c.password.account = request->visitor->id;
    e = password_hash(ctx, password, &c.password.hash);
    return e ? e : change(request, response, &c);
}

result account_password_send(struct request *request, struct response *response)
{
    struct security_page page = { .has_codes = false };
    struct account_row account;
    result e = security_fill(request, &page, &account, STR("Your password"));
    if (!e)
        e = password_change(request, response, &page, &account);
    if (e)
        return e;
    hidden_from_caches(response);
    if (page.faults.n)
        view_account_password(&response->body, &page);
    else
        response_see(request, response, (struct url){ STR("/account?done=yes") });
    return OK;
}

// A new secret, or the one that the form carries.
static result secret_fill(struct request *request, struct security_page *page, str *secret)
{
    struct ctx *ctx = request->ctx;
    str sent = request_form(request, "secret");
    unsigned char bytes[TOTP_SECRET_BYTES];
    char hex[2 * TOTP_SECRET_BYTES + 1];
    size_t n = 0;
    bool is_sent = sodium_hex2bin(bytes, sizeof bytes, sent.at ? sent.at : "", sent.n, NULL, &n, NULL) == 0 &&
        n == sizeof bytes;
    *secret = is_sent ? str_copy(ctx->arena, (str){ (const char *)bytes, n }) : totp_secret(ctx->arena);
    if (secret->n != TOTP_SECRET_BYTES)
        return arena_fail(ctx);
    sodium_bin2hex(hex, sizeof hex, (const unsigned char *)secret->at, secret->n);
    page->secret = str_copy(ctx->arena, str_from(hex));
    page->shown = totp_text(ctx->arena, *secret);
    page->link = (struct url){ totp_link(ctx->arena, *secret, request->board->name,
                                         request->visitor->email) };
    page->code = form_field(request, "code", STR("The six digits that the app shows now"));
    page->code.inputmode = "numeric";
    page->code.autocomplete = "one-time-code";
    page->code.width = 10;
    return OK;
}

result account_second_show(struct request *request, struct response *response)
{
    struct security_page page = { .has_codes = false };
    struct account_row account;
    str secret;
    result e = security_fill(request, &page, &account, STR("A code from an app when you sign in"));
    if (!e)
        e = secret_fill(request, &page, &secret);
    if (e)
        return e;
    hidden_from_caches(response);
    view_account_second(&response->body, &page);
    return OK;
}

// Whoever had to set it up goes on to where their day begins; in a new place, to what is still to be done there.
static result onward_fill(struct request *request, struct security_page *page)
{
    struct visitor set_up = *request->visitor;
    struct admin_step steps[ADMIN_STEPS];
    int64_t left = 0;
    set_up.owes_totp = false;
    result e = may(&set_up, DEED_SETTINGS, NULL) ? admin_steps(request, steps, &left) : OK;
    str path = !request->visitor->owes_totp ? STR("/account") : left ? STR("/admin/start") : STR("/sign-in");
    page->onward = (struct url){ path };
    return e;
}

// Set up, or given up; either asks for the password, where there is one to ask for.
static result second_change(struct request *request, struct response *response, struct security_page *page,
                            const struct account_row *account)
{
    struct ctx *ctx = request->ctx;
    struct changing c = changing_of(request);
    str secret;
    c.is_dropped = str_equal(request_form(request, "what"), STR("drop"));
    result e = secret_fill(request, page, &secret);
    if (!e && page->needs_current)
        e = current_check(request, page, account);
    if (e || page->faults.n)
        return e;
    if (!c.is_dropped)
        c.step = (struct second_step){
            .account = request->visitor->id, .secret = secret, .typed = page->code.value, .now = request->now
        };
    e = change(request, response, &c);
    page->codes = c.step.codes;
    page->has_codes = !e && !c.is_dropped;
    if (page->has_codes)
        e = onward_fill(request, page);
    return is_for_form(e) ? form_fault(ctx, &page->faults, &page->code, said_take(ctx)) : e;
}

result account_second_send(struct request *request, struct response *response)
{
    struct security_page page = { .has_codes = false };
    struct account_row account;
    result e = security_fill(request, &page, &account, STR("A code from an app when you sign in"));
    if (!e)
        e = second_change(request, response, &page, &account);
    if (e)
        return e;
    hidden_from_caches(response);
    if (page.faults.n || page.has_codes)
        view_account_second(&response->body, &page);
    else
        response_see(request, response, (struct url){ STR("/account?done=yes") });
    return OK;
}
