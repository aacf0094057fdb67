// /report/for: whose report it is. Of a report that is taken in, who it is from and how they are answered; for
// everybody, that they report for somebody else, who agrees.
#include "web/intake_pages.h"
#include "web/report_form.h"
#include "web/views.h"

#include "app/spoken.h"

static result ticks(struct ctx *ctx, struct form_field *field, const char *label)
{
    return label ? form_option_add(ctx, field, STR("yes"), str_from(label)) : arena_fail(ctx);
}

static result offer(struct ctx *ctx, struct form_field *field, const str (*options)[2], size_t n)
{
    result e = OK;
    for (size_t i = 0; i < n && !e; i++)
        e = form_option_add(ctx, field, options[i][0], options[i][1]);
    return e;
}

static result whose_offer(struct ctx *ctx, struct report_for_page *page)
{
    static const str WHOSE[][2] = {
        { STR_INIT("own"), STR_INIT("Whoever told us: it is their own") },
        { STR_INIT("spoken"), STR_INIT("Somebody else, for whom they speak") },
        { STR_INIT("nobody"), STR_INIT("It came without a name") },
    };
    static const str WAYS[][2] = {
        { STR_INIT("letter"), STR_INIT("By letter") },
        { STR_INIT("telephone"), STR_INIT("We ring them back") },
        { STR_INIT("email"), STR_INIT("By e-mail") },
        { STR_INIT("text"), STR_INIT("By text message") },
        { STR_INIT("none"), STR_INIT("They want no answer") },
    };
    result e = offer(ctx, &page->whose, WHOSE, sizeof WHOSE / sizeof *WHOSE);
    if (!e)
        e = offer(ctx, &page->way, WAYS, sizeof WAYS / sizeof *WAYS);
    if (!e)
        e = ticks(ctx, &page->large, "In large print");
    str own = str_format(ctx->arena, "In %.*s, as well as in English", STR_ARGS(page->language));
    return e || !page->language.n ? e : ticks(ctx, &page->own_language, str_c(ctx->arena, own));
}

static result relations_offer(struct ctx *ctx, struct form_field *field)
{
    static const str RELATIONS[][2] = {
        { STR_INIT("a relative"), STR_INIT("A relative") },
        { STR_INIT("a neighbour or friend"), STR_INIT("A neighbour or friend") },
        { STR_INIT("a carer or support worker"), STR_INIT("Somebody I care for or support") },
        { STR_INIT("somebody else"), STR_INIT("Somebody else") },
    };
    return offer(ctx, field, RELATIONS, sizeof RELATIONS / sizeof *RELATIONS);
}

static void taken_in_fields(struct report_form *form, struct report_for_page *page)
{
    page->whose = report_field(form, "whose", STR("Whose report is it?"));
    page->whose.value = page->whose.value.n ? page->whose.value : STR("own");
    page->whose.is_heading = true;
    page->name = report_field(form, "own-name", STR("Name of whoever told us"));
    page->address = report_field(form, "own-address", STR("Postal address"));
    page->address.rows = 4;
    page->telephone = report_field(form, "own-telephone", STR("Telephone number"));
    page->telephone.type = "tel";
    page->telephone.width = 20;
    page->email = report_field(form, "own-email", STR("E-mail address"));
    page->email.type = "email";
    page->way = report_field(form, "way", STR("How are they answered?"));
    page->large = report_field(form, "large", STR("How they read best"));
    page->own_language = report_field(form, "own-language", STR("In which language"));
    page->interpreter = report_field(form, "interpreter", STR("Who interpreted, if anybody did"));
    page->interpreter.hint = STR("A service or a post, such as: council's interpreters by telephone.");
    page->relation = report_field(form, "relation", STR("Who speaks for them?"));
    page->relation.hint = STR("Not by name: a daughter, a neighbour, an advocate.");
    page->interpreter.is_optional = true;
}

static result for_fill(struct report_form *form, struct report_for_page *page)
{
    struct ctx *ctx = form->request->ctx;
    page->is_taken_in = report_is_taken_in(form);
    if (report_is_foreign(form))
        page->language = spoken_name(report_typed(form, "language"));
    layout_fill(form->request, page->is_taken_in ? STR("Whose report is it?") : STR("For somebody else"),
                "report", &page->layout);
    page->layout.back = (struct url){ page->is_taken_in ? STR("/report/more") : STR("/report") };
    page->relation = report_field(form, "relation", STR("Who is it for?"));
    page->spoken = report_field(form, "spoken", STR("Name of the person it is for"));
    page->spoken.hint = STR("Only those who work on the report see it.");
    page->spoken.is_optional = true;
    page->agreed = report_field(form, "agreed", STR("Do they agree?"));
    if (page->is_taken_in)
        taken_in_fields(form, page);
    result e = page->is_taken_in ? whose_offer(ctx, page) : relations_offer(ctx, &page->relation);
    return e ? e : ticks(ctx, &page->agreed, "They know that it is reported for them, and agree");
}

// What the way that was chosen needs.
static result way_check(struct ctx *ctx, struct report_for_page *page)
{
    str way = page->way.value;
    const struct {
        str way;
        struct form_field *field;
        const char *missing;
    } needs[] = {
        { STR("letter"), &page->address, "Write the address that the letter goes to" },
        { STR("telephone"), &page->telephone, "Write the number to ring" },
        { STR("text"), &page->telephone, "Write the number that the message goes to" },
        { STR("email"), &page->email, "Write the whole address, such as name@example.org" },
    };
    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++)
        if (str_equal(way, needs[i].way) && !needs[i].field->value.n)
            return form_fault(ctx, &page->faults, needs[i].field, str_from(needs[i].missing));
    if (!way.n)
        return form_fault(ctx, &page->faults, &page->way, STR("Choose how they are answered"));
    return page->email.value.n && !str_has(page->email.value, '@')
        ? form_fault(ctx, &page->faults, &page->email,
                     STR("Write the whole address, such as name@example.org"))
        : OK;
}

static result for_check(struct ctx *ctx, struct report_for_page *page)
{
    str whose = page->is_taken_in ? page->whose.value : STR("spoken");
    bool is_spoken = str_equal(whose, STR("spoken")), is_nobody = str_equal(whose, STR("nobody"));
    result e = OK;
    if (!whose.n)
        return form_fault(ctx, &page->faults, &page->whose, STR("Choose whose report it is"));
    if (is_spoken && !page->relation.value.n)
        e = form_fault(ctx, &page->faults, &page->relation,
                       page->is_taken_in ? STR("Write who speaks for them, not by name")
                                         : STR("Choose who it is for"));
    if (!e && is_spoken && !page->agreed.value.n)
        e = form_fault(ctx, &page->faults, &page->agreed,
                       STR("Ask them first. If they can't be asked, report it as your own"));
    return e || !page->is_taken_in || is_nobody ? e : way_check(ctx, page);
}

result report_for_show(struct request *request, struct response *response)
{
    struct report_form form;
    struct report_for_page page = { .is_taken_in = false };
    result e = must_may(request->ctx, request->visitor, DEED_REPORT_FOR, NULL);
    if (!e)
        e = report_open(request, &form);
    if (!e)
        e = for_fill(&form, &page);
    if (!e)
        view_report_for(&response->body, &page);
    return e;
}

static result for_take(struct report_form *form, const struct report_for_page *page)
{
    static const char *const NAMES[] = { "own-name", "own-address", "own-telephone", "own-email",
                                         "way",      "large",       "own-language",  "interpreter",
                                         "relation", "spoken",      "agreed" };
    result e = OK;
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES && !e; i++)
        e = report_take(form, NAMES[i]);
    return e ? e
             : unsent_set(form->request->ctx, &form->unsent, "whose",
                          page->is_taken_in ? page->whose.value : STR("spoken"));
}

result report_for_send(struct request *request, struct response *response)
{
    struct report_form form;
    struct report_for_page page = { .is_taken_in = false };
    result e = must_may(request->ctx, request->visitor, DEED_REPORT_FOR, NULL);
    if (!e)
        e = report_open(request, &form);
    if (!e)
        e = for_fill(&form, &page);
    if (!e && request_form(request, "own").n) { // it is their own after all
        e = unsent_set(request->ctx, &form.unsent, "whose", (str){ 0 });
        return e ? e : report_go(&form, response, "/report");
    }
    if (!e)
        e = for_check(request->ctx, &page);
    if (!e && page.faults.n) {
        view_report_for(&response->body, &page);
        return OK;
    }
    if (!e)
        e = for_take(&form, &page);
    bool is_written = form.category && report_typed(&form, "place").n;
    return e ? e : report_go(&form, response, is_written ? "/report/check" : "/report");
}
