#include "web/choice_form.h"

#include "app/report.h"
#include "web/pages.h"
#include "web/work_said.h"

#define CHOICE_PAY STR("pay")
#define CHOICE_SET_OFF STR("set off")

static str heard_words(struct ctx *ctx, const struct payment_choice_row *row)
{
    return row->channel.n ? str_format(ctx->arena, "%.*s, written down by %.*s",
                                       STR_ARGS(channel_words(row->channel)), STR_ARGS(row->office))
                          : (str){ 0 };
}

static void made_fill(struct request *request, const struct payment_choice *choice, struct choice_form *form)
{
    struct ctx *ctx = request->ctx;
    const struct payment_choice_row *row = &choice->row;
    if (!choice->is_made)
        return;
    form->made = str_format(ctx->arena, "%.*s, %.*s", STR_ARGS(payment_choice_words(ctx, row)),
                            STR_ARGS(date_words(ctx, instant_date(request->board->zone, row->made))));
    form->heard = heard_words(ctx, row);
}

// The names of its fields have its number, since a report may have two.
static result form_fill(struct request *request, const struct payment_choice *choice, bool is_own,
                        struct choice_forms *forms)
{
    struct ctx *ctx = request->ctx;
    size_t n = forms->n;
    struct choice_form *form = LIST_PUSH(ctx->arena, forms);
    const char *way = str_c(ctx->arena, str_format(ctx->arena, "way-%zu", n)),
               *number = str_c(ctx->arena, str_format(ctx->arena, "number-%zu", n)),
               *how = str_c(ctx->arena, str_format(ctx->arena, "how-%zu", n));
    if (!form || !way || !number || !how)
        return arena_fail(ctx);
    *form = (struct choice_form){ .against = choice->against, .is_fixed = choice->is_fixed };
    form->way = form_field(request, way,
                           is_own ? STR("How do you want to be paid?") : STR("How do they want to be paid?"));
    form->number = form_field(request, number,
                              str_format(ctx->arena, "Number of %s account for %.*s",
                                         is_own ? "your" : "their", STR_ARGS(choice->against)));
    form->number.width = 20;
    form->number.hint = STR("Only if it is to be taken off. Only those who pay it see it.");
    if (!request->n_form && choice->is_made) {
        form->way.value = choice->row.is_set_off ? CHOICE_SET_OFF : CHOICE_PAY;
        form->number.value = choice->row.reference;
    }
    made_fill(request, choice, form);
    result e = is_own ? OK : heard_field(request, how, &form->how);
    if (!e)
        e = form_option_add(ctx, &form->way, CHOICE_PAY,
                            is_own ? STR("Pay it to me") : STR("Pay it to them"));
    return e ? e
             : form_option_add(ctx, &form->way, CHOICE_SET_OFF,
                               str_format(ctx->arena, "Take it off %s %.*s", is_own ? "my" : "their",
                                          STR_ARGS(choice->against)));
}

result choice_forms_fill(struct request *request, const struct case_row *row, bool is_own,
                         struct choice_forms *forms)
{
    struct payment_choices choices;
    result e = payment_choices_read(request->ctx, request->db, request->board->ledger, row, &choices);
    for (size_t i = 0; i < choices.n && !e; i++)
        e = form_fill(request, &choices.at[i], is_own, forms);
    return e;
}

// Which of them was sent.
static str sent(const struct request *request, const char *what)
{
    str n = request_form(request, "choice");
    const char *name = str_c(request->ctx->arena,
                             str_format(request->ctx->arena, "%s-%.*s", what, STR_ARGS(n)));
    return name ? request_form(request, name) : (str){ 0 };
}

result choice_take(struct desk *desk, const struct request *request, struct payment_choosing *c)
{
    str way = sent(request, "way");
    bool is_heard = c->account != ID_NONE;
    c->channel = is_heard ? sent(request, "how") : (str){ 0 };
    c->against = request_form(request, "against");
    c->is_set_off = str_equal(way, CHOICE_SET_OFF);
    c->reference = str_trim(sent(request, "number"));
    if (!c->is_set_off && !str_equal(way, CHOICE_PAY))
        return fail(desk->ctx, ERR_INPUT, "choose how it is to be paid");
    if (is_heard && !channel_is_known(c->channel))
        return fail(desk->ctx, ERR_INPUT, "choose how you heard it");
    return payment_choose(desk, c);
}

struct form_field *choice_faulty(const struct request *request, struct choice_forms *forms)
{
    int64_t i = 0;
    (void)str_to_int(request_form(request, "choice"), &i);
    if (i < 0 || (size_t)i >= forms->n)
        return NULL;
    struct choice_form *form = &forms->at[i];
    return form->how.name && form->way.value.n && !form->how.value.n ? &form->how
        : str_equal(form->way.value, CHOICE_SET_OFF)                 ? &form->number
                                                                     : &form->way;
}
