#include "web/work_exempt.h"

#include "app/exemption.h"
#include "rules/personal.h"

// "severe weather (nobody has said)"
static result what_offer(struct request *request, const struct exemptions *list, struct form_field *field)
{
    struct ctx *ctx = request->ctx;
    result e = OK;
    for (size_t i = 0; i < list->n && !e; i++) {
        const struct exemption *x = &list->at[i];
        str label = x->value.n
            ? str_format(ctx->arena, "%.*s (said so far: %.*s)", STR_ARGS(x->name), STR_ARGS(x->value))
            : str_format(ctx->arena, "%.*s (nobody has said)", STR_ARGS(x->name));
        e = form_option_add(ctx, field, x->name, label);
    }
    return e;
}

// The box is shown once somebody has written what looks like a person's details.
static result office_offer(struct request *request, struct exempt_form *form)
{
    struct personal_list found = { 0 };
    form->is_office = form_field(request, "exempt-office", STR("Personal details"));
    result e = personal_find(request->ctx, form->why.value, &found);
    form->asks_office = found.n > 0;
    return e ? e
             : form_option_add(request->ctx, &form->is_office, STR("yes"),
                               STR("What looks like a person's details is an office's, and may be public"));
}

result exempt_offer(struct request *request, const struct work_opened *o, struct desk *desk,
                    struct work_case_page *page)
{
    struct ctx *ctx = request->ctx;
    struct exempt_form *form = &page->exempt;
    struct exemptions list = { 0 };
    form->what = form_field(request, "exempt-what", STR("What may apply"));
    form->what.hint = STR("The charter asks it: what is promised, or owed where it is late, depends on it.");
    form->says = form_field(request, "exempt-says", STR("Does it apply to this report?"));
    form->why = form_field(request, "exempt-why", STR("How you know"));
    form->why.hint = STR("Everybody reads it, and whoever reported is told.");
    form->why.rows = 3;
    result e = may(request->visitor, DEED_PAUSE, &o->about) ? exemptions_of(desk, o->about.body, &list) : OK;
    if (!e)
        e = what_offer(request, &list, &form->what);
    if (!e)
        e = form_option_add(ctx, &form->says, STR("yes"), STR("Yes"));
    if (!e)
        e = form_option_add(ctx, &form->says, STR("no"), STR("No"));
    return e ? e : office_offer(request, form);
}

result exempt_say(struct desk *desk, const struct request *request, str body)
{
    struct exempting said = { .name = request_form(request, "exempt-what"),
                              .says = request_form(request, "exempt-says"),
                              .words = request_form(request, "exempt-why"),
                              .is_office = request_form(request, "exempt-office").n > 0 };
    return case_exempt(desk, body, &said);
}

struct form_field *exempt_faulty(struct work_case_page *page)
{
    struct exempt_form *form = &page->exempt;
    return !form->what.value.n ? &form->what : !form->says.value.n ? &form->says : &form->why;
}
