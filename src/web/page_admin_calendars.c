// GET /admin/calendars: the calendars in use. /admin/calendars/{calendar}: its holidays, and one to add or take away,
// on its way to a change that shows first which deadlines it moves.
#include "web/admin_pages.h"
#include "web/site.h"
#include "web/typed.h"

#include "app/calendars.h"
#include "app/ledger.h"
#include "app/library.h"
#include "format/calendar_file.h"

enum { CALENDAR_TEXT_MAX = 4 << 20 };

static bool is_used(const struct board *board, str name)
{
    for (size_t i = 0; i < board->charters.n; i++) {
        const struct field *f = field_find(&board->charters.at[i].document->document->header, KEY_CALENDAR);
        if (f && !f->is_bad && str_equal(f->text, name))
            return true;
    }
    return false;
}

static result source_read(struct request *request, str name, struct text_now *now,
                          struct calendar_source *source)
{
    result e = text_now(request->ctx, request->db, CONTENT_CALENDAR, name, now);
    if (!e && !now->is_there)
        return fail(request->ctx, ERR_MISSING, "There is no calendar of that name.");
    return e ? e : calendar_parse(request->ctx, name, now->body, source);
}

static result calendar_row(struct request *request, str name, struct admin_group *g)
{
    struct ctx *ctx = request->ctx;
    struct text_now now;
    struct calendar_source source;
    result e = source_read(request, name, &now, &source);
    struct admin_row *row = e ? NULL
                              : admin_row_add(ctx, g, source.title.n ? source.title : name, (str){ 0 });
    if (!row)
        return e ? e : arena_fail(ctx);
    row->sub = name;
    row->words = is_used(request->board, name) ? STR("a charter counts by it") : STR("no charter names it");
    row->more = str_format(ctx->arena, "%d to %d%s", source.first_year, source.last_year,
                           now.is_library ? "" : ", changed here");
    row->url = url_format(ctx->arena, "/admin/calendars/%s", url_segment(ctx->arena, name));
    return OK;
}

static result calendars_fill(struct request *request, struct admin_list_page *page)
{
    struct ctx *ctx = request->ctx;
    struct str_list names = { 0 };
    struct admin_group *g = admin_group_add(ctx, page, STR("Calendars"), STR("There are none."));
    result e = calendars_known(ctx, request->db, &names);
    for (int used = 1; used >= 0; used--)
        for (size_t i = 0; !e && i < names.n; i++)
            if (is_used(request->board, names.at[i]) == (used == 1) && !str_equal(names.at[i], STR("none")))
                e = calendar_row(request, names.at[i], g);
    return e;
}

result calendars_show(struct request *request, struct response *response)
{
    struct admin_list_page page = { .lead = STR(
                                        "Which days count as working days. Choose one to add a holiday that "
                                        "was announced late.") };
    result e = admin_open(request, DEED_CALENDARS, STR("Calendars"), &page.layout);
    page.done = admin_done_words(request);
    if (!e)
        e = admin_waiting(request, CONTENT_CALENDAR, &page);
    if (!e)
        e = calendars_fill(request, &page);
    if (!e)
        e = link_add(request->ctx, &page.others, STR("Upload a calendar"),
                     (struct url){ STR("/admin/upload/calendars") });
    return e ? e : admin_list_answer(response, &page);
}

struct calendar_form {
    struct request *request;
    str name;
    struct text_now now;
    struct calendar_source source;
    struct admin_form_page page;
    struct form_field *day, *title;
};

// Those to come, and of the last months those that a deadline may still rest on.
static result holidays_fill(struct calendar_form *f)
{
    struct ctx *ctx = f->request->ctx;
    date today = f->request->board->today, last = date_add_days(today, 550),
         first = date_add_days(today, -92);
    f->page.facts = (struct admin_group){ .title = STR("Holidays from three months ago on"),
                                          .none = STR("None are known.") };
    for (size_t i = 0; i < f->source.holidays.n; i++) {
        const struct holiday *h = &f->source.holidays.at[i];
        if (h->day.day < first.day || h->day.day > last.day)
            continue;
        struct admin_row *row = admin_row_add(ctx, &f->page.facts,
                                              str_format(ctx->arena, "%s %.*s",
                                                         weekday_name(date_weekday(h->day)),
                                                         STR_ARGS(date_words(ctx, h->day))),
                                              h->title);
        if (!row)
            return arena_fail(ctx);
    }
    return OK;
}

static result calendar_open(struct request *request, struct calendar_form *f)
{
    struct ctx *ctx = request->ctx;
    *f = (struct calendar_form){ .request = request, .name = request_parameter(request, "calendar") };
    result e = admin_open(request, DEED_CALENDARS, f->name, &f->page.layout);
    if (!e)
        e = source_read(request, f->name, &f->now, &f->source);
    if (e)
        return e;
    if (f->source.title.n)
        f->page.layout.title = f->source.title;
    crumb_add(ctx, &f->page.layout, STR("Calendars"), (struct url){ STR("/admin/calendars") });
    e = admin_adopted_words(request, &f->now, &f->page.lead);
    f->page.asks = STR("Add a holiday, or take one out");
    f->day = admin_field_add(&f->page, ADMIN_LINE, form_field(request, "day", STR("The day")));
    f->day->hint = STR("Such as 5 4 2027.");
    f->day->width = 10;
    f->title = admin_field_add(&f->page, ADMIN_LINE, form_field(request, "title", STR("What it is called")));
    f->title->hint = STR("Such as: Coronation bank holiday.");
    if (!e)
        e = admin_note(ctx, &f->page.notes,
                       STR("You will see which open deadlines move, from when to when, and what it does to "
                           "closed reports, before anything changes."));
    admin_button_add(&f->page, "See what this holiday would move", "add");
    admin_button_add(&f->page, "This day is no holiday after all", "remove");
    if (!e)
        e = holidays_fill(f);
    return e ? e
             : link_add(ctx, &f->page.others, STR("Download this calendar"),
                        url_format(ctx->arena, "/admin/download/calendars?name=%s",
                                   url_query(ctx->arena, f->name)));
}

result calendar_show(struct request *request, struct response *response)
{
    struct calendar_form f;
    result e = calendar_open(request, &f);
    return e ? e : admin_form_answer(response, &f.page);
}

static struct holiday *holiday_on(struct calendar_source *source, date day)
{
    for (size_t i = 0; i < source->holidays.n; i++)
        if (source->holidays.at[i].day.day == day.day)
            return &source->holidays.at[i];
    return NULL;
}

static result year_check(struct calendar_form *f, date day)
{
    int year = date_civil(day).year;
    if (year >= f->source.first_year && year <= f->source.last_year)
        return OK;
    return form_fault(f->request->ctx, &f->page.faults, f->day,
                      str_format(f->request->ctx->arena,
                                 "This calendar knows the years %d to %d: upload one that goes on.",
                                 f->source.first_year, f->source.last_year));
}

static result day_check(struct calendar_form *f, bool is_gone, date *day)
{
    struct ctx *ctx = f->request->ctx;
    if (!typed_day(f->day->value, day))
        return form_fault(ctx, &f->page.faults, f->day, STR("Write the day, such as 5 4 2027."));
    const struct holiday *there = holiday_on(&f->source, *day);
    if (is_gone && !there)
        return form_fault(ctx, &f->page.faults, f->day, STR("That day is no holiday in this calendar."));
    if (!is_gone && there)
        return form_fault(
            ctx, &f->page.faults, f->day,
            str_format(ctx->arena, "That day is a holiday already: %.*s.", STR_ARGS(there->title)));
    if (!is_gone && !f->title->value.n)
        return form_fault(ctx, &f->page.faults, f->title, STR("Write what it is called."));
    return year_check(f, *day);
}

static result text_make(struct calendar_form *f, bool is_gone, date day, str *text)
{
    struct ctx *ctx = f->request->ctx;
    struct calendar_source *source = &f->source;
    const struct calendar *calendar;
    if (is_gone) {
        *holiday_on(source, day) = source->holidays.at[source->holidays.n - 1];
        source->holidays.n--;
    } else {
        struct holiday *slot = LIST_PUSH(ctx->arena, &source->holidays);
        if (!slot)
            return arena_fail(ctx);
        *slot = (struct holiday){ day, f->title->value };
    }
    result e = calendar_build(ctx, source, &calendar); // sorts them
    if (e)
        return e;
    struct buffer out = buffer_open(CALENDAR_TEXT_MAX);
    calendar_write(&out, calendar_source(calendar));
    e = buffer_check(ctx, &out);
    *text = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return e;
}

result calendar_send(struct request *request, struct response *response)
{
    struct calendar_form f;
    date day;
    bool is_gone = str_equal(request_form(request, "deed"), STR("remove"));
    result e = calendar_open(request, &f);
    if (!e)
        e = day_check(&f, is_gone, &day);
    if (e || f.page.faults.n)
        return e ? e : admin_form_answer(response, &f.page);
    struct change_new n = { .kind = CONTENT_CALENDAR, .name = f.name, .base = f.now.hash };
    n.source = str_format(request->ctx->arena, "%s: %.*s%s%.*s",
                          is_gone ? "No holiday after all" : "A holiday added",
                          STR_ARGS(date_words(request->ctx, day)), is_gone ? "" : ", ",
                          STR_ARGS(is_gone ? (str){ 0 } : f.title->value));
    e = text_make(&f, is_gone, day, &n.body);
    return e ? e : admin_change_begin(request, response, &n);
}
