#include "web/checking.h"

static const str SURE = STR_INIT("checked"), BACK = STR_INIT("change");

bool checking_is_sure(const struct request *request)
{
    return request_form(request, "checked").n > 0 && !checking_goes_back(request);
}

bool checking_goes_back(const struct request *request)
{
    return request_form(request, "change").n > 0;
}

result checking_fill(struct request *request, struct checking_page *page)
{
    layout_fill(request, STR("Check what you are about to say"), "work", &page->layout);
    for (size_t i = 0; i < request->n_form; i++) {
        const struct name_value *field = &request->form[i];
        if (str_equal(field->name, SURE) || str_equal(field->name, BACK) || !field->value.n)
            continue;
        struct name_value *slot = LIST_PUSH(request->ctx->arena, &page->sent);
        if (!slot)
            return arena_fail(request->ctx);
        *slot = *field;
    }
    return OK;
}

result checking_follows(struct ctx *ctx, struct checking_page *page, str words, struct url url)
{
    return words.n ? link_add(ctx, &page->follows, words, url) : OK;
}
