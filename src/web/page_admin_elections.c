// GET /admin/elections: the times before elections, and a form for one. POST: on its way to a change.
#include "web/admin_pages.h"
#include "web/site.h"
#include "web/typed.h"

#include "format/csv_write.h"

enum { ELECTIONS_TEXT_MAX = 1 << 20 };

struct election_form {
    struct request *request;
    const struct election *election; // of ?line=; NULL for a new one
    struct admin_form_page page;
    struct form_field *name, *from, *until;
};

static result elections_fill(struct election_form *f)
{
    struct ctx *ctx = f->request->ctx;
    const struct elections *all = &f->request->board->directory.elections;
    date today = f->request->board->today;
    f->page.facts = (struct admin_group){ .title = STR("The times that are set"),
                                          .none = STR("None: nothing is held.") };
    for (size_t i = 0; i < all->n; i++) {
        const struct election *e = &all->at[i];
        struct admin_row *row = admin_row_add(ctx, &f->page.facts, e->name,
                                              str_format(ctx->arena, "%.*s to %.*s",
                                                         STR_ARGS(date_words(ctx, e->from)),
                                                         STR_ARGS(date_words(ctx, e->until))));
        if (!row)
            return arena_fail(ctx);
        row->more = today.day < e->from.day ? STR("to come")
            : today.day > e->until.day      ? STR("over")
                                            : STR("now: launches and signings are held");
        row->url = url_format(ctx->arena, "/admin/elections?line=%d", e->line);
    }
    return OK;
}

static const struct election *election_of_line(const struct request *request)
{
    const struct elections *all = &request->board->directory.elections;
    int64_t line;
    str asked = admin_is_sent(request) ? request_form(request, "line") : request_field(request, "line");
    for (size_t i = 0; str_to_int(asked, &line) && i < all->n; i++)
        if (all->at[i].line == line)
            return &all->at[i];
    return NULL;
}

static struct form_field *line(struct election_form *f, const char *name, str label, str value)
{
    struct form_field field = form_field(f->request, name, label);
    field.value = admin_typed(f->request, name, value);
    return admin_field_add(&f->page, ADMIN_LINE, field);
}

static result elections_open(struct request *request, struct election_form *f)
{
    struct ctx *ctx = request->ctx;
    *f = (struct election_form){ .request = request, .election = election_of_line(request) };
    result e = admin_open(request, DEED_CALENDARS, STR("Dates before elections"), &f->page.layout);
    if (e)
        return e;
    const struct election *old = f->election;
    f->page.done = admin_done_words(request);
    f->page.lead = STR("From the notice of an election to its day, a council launches and signs nothing.");
    f->page.asks = old ? STR("Change these dates") : STR("Set the dates of an election");
    f->name = line(f, "name", STR("The election"), old ? old->name : (str){ 0 });
    f->name->hint = STR("Such as: Borough election of 6 May 2027.");
    f->from = line(f, "from", STR("The first day"), old ? admin_day_typed(ctx, old->from) : (str){ 0 });
    f->until = line(f, "until", STR("The last day, usually that of the election"),
                    old ? admin_day_typed(ctx, old->until) : (str){ 0 });
    f->from->hint = STR("Such as 29 3 2027.");
    f->until->hint = STR("Such as 6 5 2027.");
    f->from->width = f->until->width = 10;
    e = admin_note(
        ctx, &f->page.notes,
        STR("Held meanwhile: charters launched or signed, consultations begun, quotations of "
            "councillors, councillors' budgets. Not held: reports, work, figures as they fall due, "
            "redress."));
    admin_button_add(&f->page, "Look at what it would change", "look");
    if (old) {
        admin_button_add(&f->page, "Take it away", "remove");
        f->page.hidden = STR("line");
        f->page.hidden_value = str_format(ctx->arena, "%d", old->line);
    }
    return e ? e : elections_fill(f);
}

result elections_show(struct request *request, struct response *response)
{
    struct election_form f;
    result e = elections_open(request, &f);
    return e ? e : admin_form_answer(response, &f.page);
}

static void line_write(struct buffer *out, str name, str from, str until)
{
    csv_value(out, true, name);
    csv_value(out, false, from);
    csv_value(out, false, until);
    csv_end(out);
}

static result list_write(struct election_form *f, bool is_gone, str *text)
{
    struct ctx *ctx = f->request->ctx;
    const struct elections *all = &f->request->board->directory.elections;
    struct buffer out = buffer_open(ELECTIONS_TEXT_MAX);
    buffer_print(&out, "%s\n", text_kind_of(CONTENT_ELECTIONS)->columns);
    for (size_t i = 0; i < all->n; i++)
        if (&all->at[i] != f->election)
            line_write(&out, all->at[i].name, admin_day_iso(ctx, all->at[i].from),
                       admin_day_iso(ctx, all->at[i].until));
    if (!is_gone)
        line_write(&out, f->name->value, typed_day_iso(ctx->arena, f->from->value),
                   typed_day_iso(ctx->arena, f->until->value));
    result e = buffer_check(ctx, &out);
    *text = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return e;
}

static result typed_check(struct election_form *f)
{
    struct ctx *ctx = f->request->ctx;
    date from, until;
    result e = OK;
    if (!f->name->value.n)
        e = form_fault(ctx, &f->page.faults, f->name, STR("Write which election it is."));
    bool has_from = typed_day(f->from->value, &from), has_until = typed_day(f->until->value, &until);
    if (!e && !has_from)
        e = form_fault(ctx, &f->page.faults, f->from, STR("Write the day, such as 29 3 2027."));
    if (!e && !has_until)
        e = form_fault(ctx, &f->page.faults, f->until, STR("Write the day, such as 6 5 2027."));
    if (!e && has_from && has_until && until.day < from.day)
        e = form_fault(ctx, &f->page.faults, f->until, STR("The last day is before the first."));
    return e;
}

result elections_send(struct request *request, struct response *response)
{
    struct election_form f;
    struct text_now now;
    bool is_gone = str_equal(request_form(request, "deed"), STR("remove"));
    result e = elections_open(request, &f);
    if (!e && !is_gone)
        e = typed_check(&f);
    if (e || f.page.faults.n)
        return e ? e : admin_form_answer(response, &f.page);
    struct change_new n = { .kind = CONTENT_ELECTIONS, .name = STR("elections") };
    n.source = str_format(request->ctx->arena, "%s: %.*s", is_gone ? "Dates taken away" : "Dates set",
                          STR_ARGS(f.name->value));
    e = list_write(&f, is_gone, &n.body);
    if (!e)
        e = text_now(request->ctx, request->db, CONTENT_ELECTIONS, (str){ 0 }, &now);
    n.base = now.hash;
    return e ? e : admin_change_begin(request, response, &n);
}
