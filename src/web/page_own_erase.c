// /account/data/erase: what would go of what is held about whoever is signed in, what stays, and doing it at once.
// Whoever finds a browser that was left signed in can't: they sign in again first. /account/data/erased: it is done.
#include "web/data_pages.h"
#include "web/kept.h"
#include "web/report_form.h"
#include "web/views.h"

#include "app/unsent.h"

static result may_erase(struct request *request)
{
    const struct about own = { .is_own = true };
    return must_may(request->ctx, request->visitor, DEED_ERASE_PERSON, &own);
}

result held_fill(struct request *request, const struct person_row *person, struct held_page *page)
{
    page->held = (struct forgetting){ .person = *person, .now = request->now };
    result e = forgetting_look(request->ctx, request->db, &page->held);
    page->writings = page->held.erased.words;
    page->hindrance = forgetting_hindrance(request->ctx, &page->held);
    return e;
}

static result erase_fill(struct request *request, struct held_page *page)
{
    struct ctx *ctx = request->ctx;
    struct person_row own;
    result e = may_erase(request);
    if (!e)
        e = account_person(ctx, request->db, request->visitor->id, &own);
    if (!e)
        e = held_fill(request, &own, page);
    if (!e)
        e = session_is_fresh(request, &page->is_fresh);
    if (e)
        return e;
    layout_fill(request, STR("Erase what is held about you"), "account", &page->layout);
    crumb_add(ctx, &page->layout, STR("Your account"), (struct url){ STR("/account") });
    crumb_add(ctx, &page->layout, STR("Your data"), (struct url){ STR("/account/data") });
    page->is_own = true;
    page->contact = request->visitor->email.n ? request->visitor->email : own.telephone;
    page->agreed = form_field(request, "agreed", STR("Before it goes"));
    return form_option_add(ctx, &page->agreed, STR("yes"), STR("I know that it can’t be brought back"));
}

static result erase_answer(struct response *response, const struct held_page *page)
{
    response->is_unkept = true;
    view_own_erase(&response->body, page);
    return OK;
}

result own_erase_show(struct request *request, struct response *response)
{
    struct held_page page = { .writings = 0 };
    result e = erase_fill(request, &page);
    return e ? e : erase_answer(response, &page);
}

static result erase_work(struct ctx *ctx, struct db *db, void *with)
{
    struct request *request = with;
    struct forgetting f = { .now = ledger_instant(request->board->ledger, request->now) };
    result e = account_person(ctx, db, request->visitor->id, &f.person);
    if (!e)
        e = forgetting_do(ctx, db, &f);
    if (!e)
        e = unsent_forget(ctx, db, request_cookie(request, COOKIE_REPORT));
    if (!e)
        e = unsent_forget(ctx, db, request_cookie(request, COOKIE_KEPT));
    return e ? e : data_request_own(ctx, db, request->board->today, f.now);
}

// Nothing of them stays in the browser either. Whoever pressed twice comes to the same page.
static result erased_answer(struct request *request, struct response *response)
{
    static const char *const COOKIES[] = { COOKIE_SESSION, COOKIE_KNOWN, COOKIE_REPORT, COOKIE_KEPT };
    for (size_t i = 0; i < sizeof COOKIES / sizeof *COOKIES; i++)
        response_cookie(request, response, COOKIES[i], STR("-"), -1);
    site_erased(request);
    response_see(request, response, (struct url){ STR("/account/data/erased") });
    return OK;
}

static result again_ask(struct request *request, struct response *response, struct held_page *page)
{
    struct link_to to = { .person = &page->held.person, .next = STR("/account/data/erase") };
    result e = link_send_to(request, response, &to);
    if (e || !to.wait)
        return e;
    return form_fault(request->ctx, &page->faults, &page->agreed, wait_words(request->ctx, to.wait));
}

static result erase_do(struct request *request, struct response *response, struct held_page *page)
{
    struct ctx *ctx = request->ctx;
    if (!page->agreed.value.n)
        return form_fault(ctx, &page->faults, &page->agreed,
                          STR("Say that you know it can’t be brought back"));
    result e = site_write(request, erase_work, request);
    if (e == ERR_MISSING) // by another press of the button
        (void)said_take(ctx);
    if (!e || e == ERR_MISSING)
        return erased_answer(request, response);
    return is_for_form(e) ? form_fault(ctx, &page->faults, &page->agreed, sentence(ctx, said_take(ctx))) : e;
}

result own_erase_send(struct request *request, struct response *response)
{
    struct held_page page = { .writings = 0 };
    bool is_again = str_equal(request_form(request, "deed"), STR("again"));
    result e = erase_fill(request, &page);
    if (!e && !page.hindrance.n && is_again)
        e = again_ask(request, response, &page);
    else if (!e && !page.hindrance.n && page.is_fresh)
        e = erase_do(request, response, &page);
    return e || response->status == 303 ? e : erase_answer(response, &page);
}

result own_erased_show(struct request *request, struct response *response)
{
    struct layout layout;
    layout_fill(request, STR("Erased"), "account", &layout);
    response->is_unkept = true;
    view_own_erased(&response->body, &layout);
    return OK;
}
