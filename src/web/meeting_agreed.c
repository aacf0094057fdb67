// On the page for the meeting of a charter's parties: when the next one is, what was agreed and what became of it, and
// the forms for whoever speaks for one of them.
#include "web/checking.h"
#include "web/typed.h"
#include "web/visit.h"
#include "web/watch_pages.h"

#include "app/meeting.h"
#include "app/party.h"
#include "app/worklist.h"
#include "document/sentence_internal.h"

#include <string.h>

static str by_words(struct ctx *ctx, const struct agreed *a)
{
    return date_is_none(a->by) ? (str){ 0 }
                               : str_format(ctx->arena, "%s %.*s", a->is_late ? "was due by" : "by",
                                            STR_ARGS(date_words(ctx, a->by)));
}

static struct agreed_line line_of(struct request *request, const struct agreed *a)
{
    struct ctx *ctx = request->ctx;
    const struct zone *zone = request->board->zone;
    struct agreed_line line = { .agreed = *a,
                                .by = by_words(ctx, a),
                                .day = date_words(ctx, instant_date(zone, a->fact->happened)) };
    bool is_done = a->end && str_equal(a->end->name, MEETING_DONE);
    line.mark = a->is_late ? (struct mark){ "missed", N_("Late") }
        : !a->end          ? (struct mark){ "not-yet-due", N_("Open") }
        : is_done          ? (struct mark){ "kept", N_("Done") }
                           : (struct mark){ "no-cases", N_("Not done") };
    if (a->end)
        line.ended = date_words(ctx, instant_date(zone, a->end->happened));
    return line;
}

static result lines_fill(struct request *request, struct meeting_page *page)
{
    struct agreed_list list;
    result e = meeting_agreed(request->ctx, request->board, page->charter->id, &list);
    for (size_t i = 0; i < list.n && !e; i++) {
        const struct fact_row *end = list.at[i].end;
        bool is_old = end && instant_date(request->board->zone, end->happened).day < page->since_day.day;
        struct agreed_line *slot = is_old ? NULL : LIST_PUSH(request->ctx->arena, &page->agreed);
        if (slot)
            *slot = line_of(request, &list.at[i]);
    }
    return e ? e : arena_is_full(request->ctx->arena) ? arena_fail(request->ctx) : OK;
}

static void next_fill(struct request *request, struct meeting_page *page)
{
    const struct fact_row *f = meeting_next(request->board, page->charter->id);
    if (f)
        page->next = str_format(request->ctx->arena, "%.*s: %.*s",
                                STR_ARGS(instant_words(request->ctx, request->board->zone, f->until)),
                                STR_ARGS(f->words));
    page->next_fact = f;
}

static struct form_field named(const struct request *request, const char *form, const char *name, str label)
{
    struct ctx *ctx = request->ctx;
    const char *whole = str_c(ctx->arena, str_format(ctx->arena, "%s-%s", form, name));
    return form_field(request, whole ? whole : name, label);
}

// Whoever says it: the same of each of the forms.
static result sayer_fill(struct request *request, const char *form, const struct str_list *parties,
                         struct meeting_form *f)
{
    struct ctx *ctx = request->ctx;
    result e = OK;
    f->party = named(request, form, "party", STR("For which party do you write?"));
    for (size_t i = 0; i < parties->n && parties->n > 1 && !e; i++)
        e = form_option_add(ctx, &f->party, parties->at[i], parties->at[i]);
    f->office = named(request, form, "office", STR("Which post or office says so?"));
    f->office.hint = STR("Such as Secretary. Never a person's name: everybody reads it.");
    f->office.width = 20;
    f->is_office = named(request, form, "is-office", STR("Personal details"));
    return e ? e
             : form_option_add(ctx, &f->is_office, STR("yes"),
                               STR("What looks like a person's details is an office's, and may be public"));
}

static void announce_fill(struct request *request, struct meeting_form *f)
{
    f->day = named(request, "next", "day", STR("On which day?"));
    f->day.hint = today_hint(request);
    f->day.width = 10;
    f->time = named(request, "next", "time", STR("At what time?"));
    f->time.hint = STR("Such as 18:30.");
    f->time.width = 5;
    f->words = named(request, "next", "words", STR("Where is it held?"));
    f->words.hint = STR("The place and who may come. Everybody reads it.");
}

static result agree_fill(struct request *request, const struct document *document, struct meeting_form *f)
{
    const struct field *between = field_find(&document->header, KEY_BETWEEN);
    f->words = named(request, "agreed", "words", STR("What is to be done?"));
    f->words.hint = STR("Such as: asks the Land Registry about the last two alleys. No names of people.");
    f->words.rows = 2;
    f->day = named(request, "agreed", "day", STR("By which day?"));
    f->day.hint = today_hint(request);
    f->day.width = 10;
    f->day.is_optional = true;
    f->who = named(request, "agreed", "who", STR("Which party does it?"));
    result e = OK;
    for (size_t i = 0; between && !between->is_bad && i < between->items.n && !e; i++)
        e = form_option_add(request->ctx, &f->who, between->items.at[i], between->items.at[i]);
    return e;
}

static result end_fill(struct request *request, const struct meeting_page *page, struct meeting_form *f)
{
    struct ctx *ctx = request->ctx;
    result e = OK;
    f->of = named(request, "end", "of", STR("Which of them?"));
    for (size_t i = 0; i < page->agreed.n && !e; i++) {
        const struct agreed *a = &page->agreed.at[i].agreed;
        if (!a->end)
            e = form_option_add(ctx, &f->of, str_format(ctx->arena, "%lld", (long long)a->fact->id),
                                a->fact->words);
    }
    f->end = named(request, "end", "deed", STR("What became of it?"));
    if (!e)
        e = form_option_add(ctx, &f->end, MEETING_DONE, STR("It is done"));
    if (!e)
        e = form_option_add(ctx, &f->end, MEETING_DROPPED, STR("It will not be done"));
    f->words = named(request, "end", "words", STR("In a few words"));
    f->words.hint = STR("What was done, or why it is not. Everybody reads it.");
    f->words.rows = 2;
    return e;
}

static result forms_fill(struct request *request, struct meeting_page *page)
{
    const struct document *document = page->charter->document->document;
    struct str_list parties = { 0 };
    result e = parties_of_visitor(request->ctx, request->db, document, request->visitor, &parties);
    page->may_write = parties.n > 0;
    if (e || !page->may_write)
        return e;
    announce_fill(request, &page->announce);
    e = agree_fill(request, document, &page->agree);
    if (!e)
        e = end_fill(request, page, &page->ending);
    if (!e)
        e = sayer_fill(request, "next", &parties, &page->announce);
    if (!e)
        e = sayer_fill(request, "agreed", &parties, &page->agree);
    return e ? e : sayer_fill(request, "end", &parties, &page->ending);
}

result meeting_agreed_fill(struct request *request, struct meeting_page *page)
{
    page->url = url_format(request->ctx->arena, "/charters/%s/meeting",
                           url_segment(request->ctx->arena, page->charter->id));
    page->is_done = request_field(request, "done").n > 0;
    next_fill(request, page);
    result e = lines_fill(request, page);
    return e ? e : forms_fill(request, page);
}

struct writing {
    struct request *request;
    const struct document *document;
    struct doer by;
    struct meeting_said said;
};

static result say_write(struct ctx *ctx, struct db *db, void *with)
{
    struct writing *w = with;
    struct desk desk;
    result e = desk_open(ctx, db, w->request->now, &w->by, &desk);
    return e ? e : meeting_say(&desk, w->document, w->request->visitor, &w->said);
}

static str sent(const struct request *request, const char *form, const char *name)
{
    const char *whole = str_c(request->ctx->arena, str_format(request->ctx->arena, "%s-%s", form, name));
    return whole ? str_trim(request_form(request, whole)) : (str){ 0 };
}

static struct meeting_said said_read(const struct request *r, const char *form)
{
    struct meeting_said said = { .deed = str_from(form),
                                 .words = sent(r, form, "words"),
                                 .who = sent(r, form, "who"),
                                 .second = -1,
                                 .party = sent(r, form, "party"),
                                 .office = sent(r, form, "office"),
                                 .is_office = sent(r, form, "is-office").n > 0 };
    int32_t second;
    if (!typed_day(sent(r, form, "day"), &said.day))
        said.day = DATE_NONE;
    if (typed_time(sent(r, form, "time"), &second))
        said.second = second;
    (void)str_to_int(sent(r, form, "of"), &said.of);
    if (str_equal(said.deed, STR("end")))
        said.deed = sent(r, form, "deed");
    return said;
}

static struct meeting_form *form_of(struct meeting_page *page, const char *form)
{
    return strcmp(form, "next") == 0 ? &page->announce
        : strcmp(form, "end") == 0   ? &page->ending
                                     : &page->agree;
}

// A day that can't be read is said, and not left out.
static bool is_odd_day(const struct request *request, const char *form)
{
    date day;
    str typed = sent(request, form, "day");
    return typed.n && !typed_day(typed, &day);
}

static struct form_field *faulty(struct meeting_form *f, enum meeting_part part)
{
    switch (part) {
    case MEETING_WHO:
        return &f->who;
    case MEETING_DAY:
        return &f->day;
    case MEETING_TIME:
        return &f->time;
    case MEETING_OF:
        return f->of.options.n ? &f->of : &f->words;
    case MEETING_OFFICE:
        return &f->office;
    case MEETING_PARTY:
        return &f->party;
    default:
        return &f->words;
    }
}

static result again(struct request *request, struct response *response, const struct writing *w,
                    const char *form)
{
    struct meeting_page page;
    str why = sentence(request->ctx, said_take(request->ctx));
    result e = meeting_fill(request, &page);
    struct meeting_form *f = form_of(&page, form);
    f->asks_office = w->said.looks_personal || w->said.is_office;
    if (!e)
        e = form_fault(request->ctx, &page.faults, faulty(f, w->said.part), why);
    return e ? e : meeting_page_write(response, &page);
}

result meeting_send(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    const struct charter *c = board_charter(request->board, request_parameter(request, "charter"));
    const char *form = str_equal(request_form(request, "form"), STR("next")) ? "next"
        : str_equal(request_form(request, "form"), STR("end"))               ? "end"
                                                                             : "agreed";
    if (!request->visitor)
        return fail(ctx, ERR_LOGIN, "Sign in to write for a party.");
    if (!c)
        return fail(ctx, ERR_MISSING, "there is no such charter");
    struct writing w = { .request = request,
                         .document = c->document->document,
                         .by = visitor_doer(ctx, request->visitor),
                         .said = said_read(request, form) };
    result e = OK;
    if (is_odd_day(request, form)) {
        w.said.part = MEETING_DAY;
        e = fail(ctx, ERR_INPUT, "write the day like 20 11 2026");
    }
    if (!e)
        e = site_write(request, say_write, &w);
    if (!e)
        response_see(request, response,
                     url_format(ctx->arena, "/charters/%s/meeting?done=yes", url_segment(ctx->arena, c->id)));
    return is_for_form(e) ? again(request, response, &w, form) : e;
}
