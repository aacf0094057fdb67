// Where the link of a message leads: to a button that signs in, or to a password to choose.
#include "web/account_pages.h"
#include "web/views.h"

#include "app/invite.h"
#include "app/password.h"

static result link_page_fill(struct request *request, struct link_page *page)
{
    struct sign_link_row link;
    result e = link_find(request->ctx, request->db, request_parameter(request, "token"), request->now, &link);
    if (e)
        return e;
    page->is_there = link.id != ID_NONE;
    page->is_first = str_equal(link.purpose, PURPOSE_FIRST);
    page->is_invitation = page->is_first || str_equal(link.purpose, PURPOSE_INVITATION);
    page->address = page->is_first ? (str){ 0 } : link.address;
    page->next = next_of(request);
    page->name = form_field(request, "name", STR("Your name"));
    page->name.autocomplete = "name";
    page->email = form_field(request, "email", STR("Your e-mail address"));
    page->email.type = page->email.autocomplete = "email";
    page->password = form_field(request, "password", STR("Choose a password"));
    page->password.value = (str){ 0 };
    page->password.type = "password";
    page->password.autocomplete = "new-password";
    page->password.hint = STR(
        "At least 12 characters. Three words that have nothing to do with each other are easy "
        "to remember.");
    layout_fill(request,
                !page->is_there           ? STR("This link is over")
                    : page->is_invitation ? STR("Choose your password")
                                          : STR("Sign in"),
                "account", &page->layout);
    return OK;
}

static result link_answer(struct response *response, struct link_page *page)
{
    response->is_unkept = true;
    view_sign_in_link(&response->body, page);
    return OK;
}

result sign_in_link_show(struct request *request, struct response *response)
{
    struct link_page page = { .is_there = false };
    result e = link_page_fill(request, &page);
    return e ? e : link_answer(response, &page);
}

static result fields_check(struct request *request, struct link_page *page)
{
    struct ctx *ctx = request->ctx;
    str password = request_form(request, "password");
    struct password_about about = { page->name.value, page->is_first ? page->email.value : page->address,
                                    page->layout.community };
    result e = OK;
    if (page->is_first && !page->name.value.n)
        e = form_fault(ctx, &page->faults, &page->name, STR("Enter your name."));
    if (!e && page->is_first && !page->email.value.n)
        e = form_fault(ctx, &page->faults, &page->email, STR("Enter your e-mail address."));
    if (!e && password_check(ctx, password, &about))
        e = form_fault(ctx, &page->faults, &page->password, said_take(ctx));
    return e;
}

static result invitation_take(struct request *request, struct link_page *page, struct accepting *a)
{
    result e = fields_check(request, page);
    if (e || page->faults.n)
        return e;
    a->name = page->name.value;
    a->email = page->email.value;
    e = password_hash(request->ctx, request_form(request, "password"), &a->hash);
    return e ? e : site_write(request, invitation_accept, a);
}

result sign_in_link_send(struct request *request, struct response *response)
{
    struct link_page page = { .is_there = false };
    struct accepting a = { .sign = { .by = BY_LINK, .secret = request_parameter(request, "token") } };
    result e = link_page_fill(request, &page);
    if (e)
        return e;
    sign_in_fill(request, &a.sign);
    if (page.is_there)
        e = page.is_invitation ? invitation_take(request, &page, &a) : sign_in_run(request, &a.sign);
    if (e && !is_for_form(e))
        return e;
    if (e)
        e = form_fault(request->ctx, &page.faults, page.is_first ? &page.email : &page.password,
                       sentence(request->ctx, said_take(request->ctx)));
    if (!e && (a.sign.end == SIGN_IN_DONE || a.sign.end == SIGN_IN_SECOND)) {
        sign_in_end(request, response, &a.sign);
        return OK;
    }
    page.is_there = page.is_there && page.faults.n; // used a moment ago
    return e ? e : link_answer(response, &page);
}
