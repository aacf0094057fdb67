// /report/intake: somebody of a service takes in a report that came by telephone, by letter or over the counter. From
// here the pages of a report are the same as for everybody, until /report/for asks whose it is.
#include "web/intake_pages.h"
#include "web/report_form.h"
#include "web/typed.h"
#include "web/views.h"

#include "app/spoken.h"

enum { RECEIVED_DAYS_MOST = 366 };

static const str CHANNELS[][2] = {
    { STR_INIT("telephone"), STR_INIT("By telephone") },
    { STR_INIT("letter"), STR_INIT("By letter") },
    { STR_INIT("counter"), STR_INIT("Over the counter") },
    { STR_INIT("e-mail"), STR_INIT("By e-mail") },
    { STR_INIT("text message"), STR_INIT("By text message") },
    { STR_INIT("walkabout"), STR_INIT("On a walkabout") },
};

static date today(const struct request *request)
{
    return zone_date(request->board->zone, ledger_instant(request->board->ledger, request->now), NULL);
}

static result channels_offer(struct ctx *ctx, struct form_field *field)
{
    result e = OK;
    for (size_t i = 0; i < sizeof CHANNELS / sizeof *CHANNELS && !e; i++)
        e = form_option_add(ctx, field, CHANNELS[i][0], CHANNELS[i][1]);
    return e;
}

static result languages_offer(struct ctx *ctx, struct form_field *field)
{
    result e = OK;
    for (int i = 0; i < SPOKEN_COUNT && !e; i++)
        e = form_option_add(ctx, field, SPOKEN[i].code, SPOKEN[i].name);
    return e;
}

static result intake_fill(struct report_form *form, struct intake_page *page)
{
    struct ctx *ctx = form->request->ctx;
    layout_fill(form->request, STR("Take in a report"), "report", &page->layout);
    page->has_begun = report_typed(form, "words").n > 0;
    page->channel = report_field(form, "channel", STR("How did it reach us?"));
    page->day = report_field(form, "day", STR("On which day?"));
    page->day.hint = STR("Of a letter, the day it arrived: its clock starts then. Such as 20 11 2026.");
    page->day.width = 20;
    if (!page->day.value.n && !form->request->n_form)
        page->day.value = date_words(ctx, today(form->request));
    page->time = report_field(form, "time", STR("At what time, if you know it"));
    page->time.hint = STR("Such as 14:30.");
    page->time.width = 5;
    page->time.is_optional = true;
    page->contact = report_field(form, "contact", STR("Their telephone number or e-mail address"));
    page->contact.hint = STR(
        "If you have it. It is not asked for again, and you see whether their contact is limited.");
    page->contact.is_optional = true;
    page->language = report_field(form, "language", STR("In which language?"));
    page->language.value = page->language.value.n ? page->language.value : SPOKEN_ENGLISH;
    result e = channels_offer(ctx, &page->channel);
    return e ? e : languages_offer(ctx, &page->language);
}

static result day_check(struct report_form *form, struct intake_page *page)
{
    struct ctx *ctx = form->request->ctx;
    date day, now = today(form->request);
    int32_t second;
    if (!typed_day(page->day.value, &day))
        return form_fault(ctx, &page->faults, &page->day,
                          STR("Write the day it arrived, such as 20 11 2026"));
    if (day.day > now.day)
        return form_fault(ctx, &page->faults, &page->day, STR("That day is still to come"));
    if (now.day - day.day > RECEIVED_DAYS_MOST)
        return form_fault(ctx, &page->faults, &page->day,
                          STR("That is more than a year ago: write it down as it is reported again"));
    if (page->time.value.n && !typed_time(page->time.value, &second))
        return form_fault(ctx, &page->faults, &page->time,
                          STR("Write the time, such as 14:30, or leave it empty"));
    instant at = zone_instant(form->request->board->zone, day, page->time.value.n ? second : 0, NULL);
    if (at.second > ledger_instant(form->request->board->ledger, form->request->now).second)
        return form_fault(ctx, &page->faults, &page->time, STR("That time is still to come"));
    return OK;
}

static result intake_check(struct report_form *form, struct intake_page *page)
{
    struct ctx *ctx = form->request->ctx;
    result e = OK;
    if (!channel_is_known(page->channel.value))
        e = form_fault(ctx, &page->faults, &page->channel, STR("Choose how it reached us"));
    if (!e)
        e = day_check(form, page);
    str contact = page->contact.value;
    str problem = str_has(contact, '@') ? email_problem(contact) : telephone_problem(contact);
    if (!e && problem.n)
        e = form_fault(ctx, &page->faults, &page->contact, problem);
    if (!e && !spoken_is_known(page->language.value))
        e = form_fault(ctx, &page->faults, &page->language, STR("Choose the language it was said in"));
    return e;
}

result report_intake_show(struct request *request, struct response *response)
{
    struct report_form form;
    struct intake_page page = { .has_begun = false };
    result e = must_may(request->ctx, request->visitor, DEED_TAKE_IN, NULL);
    if (!e)
        e = report_open(request, &form);
    if (!e)
        e = intake_fill(&form, &page);
    if (!e)
        view_report_intake(&response->body, &page);
    return e;
}

// What was begun before goes, so that the next caller's report is not mixed with the last one's.
static void begin_anew(struct report_form *form)
{
    if (request_form(form->request, "anew").n)
        form->unsent.n = 0;
}

// What was given of how they are reached stands ready where it is asked whose report it is.
static result contact_take(struct report_form *form)
{
    str contact = report_typed(form, "contact");
    bool is_email = str_has(contact, '@');
    if (!contact.n)
        return OK;
    return unsent_set(form->request->ctx, &form->unsent, is_email ? "own-email" : "own-telephone", contact);
}

result report_intake_send(struct request *request, struct response *response)
{
    static const char *const names[] = { "channel", "day", "time", "contact", "language" };
    struct report_form form;
    struct intake_page page = { .has_begun = false };
    result e = must_may(request->ctx, request->visitor, DEED_TAKE_IN, NULL);
    if (!e)
        e = report_open(request, &form);
    if (!e)
        e = intake_fill(&form, &page);
    if (!e)
        e = intake_check(&form, &page);
    if (!e && page.faults.n) {
        view_report_intake(&response->body, &page);
        return OK;
    }
    if (!e)
        begin_anew(&form);
    for (size_t i = 0; i < sizeof names / sizeof *names && !e; i++)
        e = report_take(&form, names[i]);
    if (!e)
        e = contact_take(&form);
    return e ? e : report_go(&form, response, "/report");
}
