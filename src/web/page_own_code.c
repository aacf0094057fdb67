// GET /code: the reference of a report and the code that whoever reported it was given, on a letter or on the page
// after sending. POST /code: both right, on to that report, by the link that its messages have.
#include "web/account_pages.h"
#include "web/views.h"
#include "web/visit.h"

#include "app/attempt.h"
#include "app/own_code.h"

struct form_field own_code_field(const struct request *request)
{
    struct form_field field = form_field(request, "code", STR("Your code"));
    field.hint = STR("Twelve letters and digits, on our letter or written down when you sent it.");
    field.autocomplete = "off";
    field.width = 20;
    return field;
}

static void page_fill(struct request *request, struct own_code_page *page)
{
    layout_fill(request, STR("Come back to your report"), "search", &page->layout);
    page->reference = form_field(request, "reference", STR("The reference of your report"));
    page->reference.hint = STR("Such as B7K-2MXQ.");
    page->reference.autocomplete = "off";
    page->reference.width = 20;
    page->code = own_code_field(request);
}

static result answer(struct response *response, const struct own_code_page *page)
{
    response->is_unkept = true;
    view_own_code(&response->body, page);
    return OK;
}

result own_code_show(struct request *request, struct response *response)
{
    struct own_code_page page = { .faults = { 0 } };
    page_fill(request, &page);
    return answer(response, &page);
}

static result code_check(struct request *request, struct own_code_page *page)
{
    result e = page->reference.value.n ? OK
                                       : form_fault(request->ctx, &page->faults, &page->reference,
                                                    STR("Write the reference of your report"));
    return e || page->code.value.n
        ? e
        : form_fault(request->ctx, &page->faults, &page->code, STR("Write your code"));
}

// What is wrong is not said nearer than that: neither whether there is such a report.
static result refused(struct request *request, struct own_code_page *page, int64_t wait)
{
    return form_fault(request->ctx, &page->faults, &page->code,
                      wait ? wait_words(request->ctx, wait)
                           : STR("That reference and that code don't go together. Check both"));
}

result own_code_send(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct own_code_page page = { .faults = { 0 } };
    page_fill(request, &page);
    struct own_code_try t = { .reference = page.reference.value,
                              .code = page.code.value,
                              .network = network_of(ctx->arena, request->address),
                              .now = request->now };
    result e = code_check(request, &page);
    if (!e && !page.faults.n)
        e = site_write(request, own_code_try, &t);
    if (!e && t.token.n) {
        response_see(request, response, url_format(ctx->arena, "/r/%s", url_segment(ctx->arena, t.token)));
        return OK;
    }
    if (!e && !page.faults.n)
        e = refused(request, &page, t.wait);
    return e ? e : answer(response, &page);
}
