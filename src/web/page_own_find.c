// GET /find-report: how whoever reported something comes back to it. POST /find-report: with the address they gave, a
// link to all they reported is on its way, if it can be; whether the address is known shows in no answer.
#include "web/account_pages.h"
#include "web/email_ask.h"
#include "web/views.h"

static void page_fill(struct request *request, struct own_find_page *page)
{
    layout_fill(request, STR("Find my report"), "search", &page->layout);
    page->email = form_field(request, "email", STR("The e-mail address you gave"));
    page->email.type = page->email.autocomplete = "email";
    page->email.width = 20;
}

static result answer(struct response *response, const struct own_find_page *page)
{
    response->is_unkept = true;
    view_own_find(&response->body, page);
    return OK;
}

result own_find_show(struct request *request, struct response *response)
{
    struct own_find_page page = { .faults = { 0 } };
    if (request->visitor) {
        response_see(request, response, (struct url){ STR("/account/reports") });
        return OK;
    }
    page_fill(request, &page);
    return answer(response, &page);
}

static result reports_link(struct request *request, struct response *response, struct own_find_page *page)
{
    struct ctx *ctx = request->ctx;
    struct link_wish wish = { .way = STR("email"),
                              .address = page->email.value,
                              .next = STR("/account/reports") };
    result e = link_send(request, response, &wish);
    if (e)
        return is_for_form(e) ? form_fault(ctx, &page->faults, &page->email, sentence(ctx, said_take(ctx)))
                              : e;
    return wish.wait ? form_fault(ctx, &page->faults, &page->email, wait_words(ctx, wish.wait)) : OK;
}

result own_find_send(struct request *request, struct response *response)
{
    struct own_find_page page = { .faults = { 0 } };
    page_fill(request, &page);
    result e = page.email.value.n
        ? email_ask(request, &page.faults, &page.email, &page.meant)
        : form_fault(request->ctx, &page.faults, &page.email, STR("Write the e-mail address you gave"));
    if (!e && !page.faults.n)
        e = reports_link(request, response, &page);
    return e || response->status == 303 ? e : answer(response, &page);
}
