#include "web/email_ask.h"

#include "rules/email.h"

static result options_add(struct ctx *ctx, struct form_field *field, str typed, str meant)
{
    result e = meant.n
        ? form_option_add(ctx, field, meant, str_format(ctx->arena, "Use %.*s", STR_ARGS(meant)))
        : OK;
    return e ? e
             : form_option_add(ctx, field, typed,
                               str_format(ctx->arena, "%.*s is right as it is", STR_ARGS(typed)));
}

result email_ask(struct request *request, struct form_faults *faults, struct form_field *email,
                 struct form_field *meant)
{
    struct ctx *ctx = request->ctx;
    str likelier = email_meant(ctx->arena, email->value);
    *meant = form_field(request, "meant", STR("Which address is right?"));
    bool is_odd = email->value.n && (likelier.n || email_has_no_end(email->value));
    bool is_answered = meant->value.n &&
        (str_equal(meant->value, email->value) || str_equal(meant->value, likelier));
    if (is_answered)
        email->value = meant->value;
    if (!is_odd || is_answered)
        return OK;
    str asks = likelier.n ? str_format(ctx->arena, "Did you mean %.*s?", STR_ARGS(likelier))
                          : STR("Is the address whole? Nothing like .org or .co.uk stands behind the @");
    meant->value = likelier; // one press of the page's button takes it
    result e = options_add(ctx, meant, email->value, likelier);
    return e ? e : form_fault(ctx, faults, meant, asks);
}
