// GET /admin/bodies: who the bodies are. /admin/bodies/{body}: one of them, or a new one, on its way to a change.
#include "web/admin_pages.h"
#include "web/site.h"
#include "web/typed.h"

#include "app/ledger.h"
#include "format/csv_write.h"

enum { BODIES_TEXT_MAX = 8 << 20 };

static str list_text(struct ctx *ctx, const struct str_list *list)
{
    struct buffer out = buffer_open(1 << 16);
    for (size_t i = 0; i < list->n; i++)
        buffer_print(&out, "%s%.*s", i ? "; " : "", STR_ARGS(list->at[i]));
    str text = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return text;
}

static str when_words(struct ctx *ctx, const struct body *b, date today)
{
    if (b->until.day < today.day)
        return str_format(ctx->arena, "ended on %.*s%s%.*s", STR_ARGS(date_words(ctx, b->until)),
                          b->successor.n ? ", followed by " : "", STR_ARGS(b->successor));
    if (!date_is_none(b->until))
        return str_format(ctx->arena, "until %.*s%s%.*s", STR_ARGS(date_words(ctx, b->until)),
                          b->successor.n ? ", then " : "", STR_ARGS(b->successor));
    return b->from.day > today.day ? str_format(ctx->arena, "from %.*s", STR_ARGS(date_words(ctx, b->from)))
                                   : (str){ 0 };
}

static result bodies_fill(struct request *request, struct admin_list_page *page)
{
    struct ctx *ctx = request->ctx;
    const struct bodies *bodies = &request->board->directory.bodies;
    struct admin_group *g = admin_group_add(
        ctx, page, STR("Bodies"), STR("None yet. Until there is one, nobody answers for a report."));
    for (size_t i = 0; i < bodies->n; i++) {
        const struct body *b = &bodies->at[i];
        struct admin_row *row = admin_row_add(
            ctx, g, b->name, b->is_tracked ? STR("works here") : STR("reports are sent to it, not tracked"));
        if (!row)
            return arena_fail(ctx);
        str areas = list_text(ctx, &b->areas), when = when_words(ctx, b, request->board->today);
        row->sub = str_format(ctx->arena, "%.*s, %.*s%s%.*s", STR_ARGS(b->kind),
                              STR_ARGS(areas.n ? areas : STR("everywhere")), when.n ? "; " : "",
                              STR_ARGS(when));
        row->more = str_format(ctx->arena, "%.*s %.*s", STR_ARGS(b->telephone), STR_ARGS(b->email));
        row->url = url_format(ctx->arena, "/admin/bodies/%s", url_segment(ctx->arena, b->name));
    }
    if (g)
        g->is_counted = true;
    return OK;
}

str admin_done_words(struct request *request)
{
    str done = request_field(request, "done");
    return str_equal(done, STR("adopted")) ? STR("It was adopted and counts from now on.")
        : str_equal(done, STR("dropped"))  ? STR("The change was dropped. Nothing was changed.")
        : done.n                           ? STR("It is done.")
                                           : (str){ 0 };
}

static result adopted_note(struct request *request, enum content_kind kind, struct str_list *notes)
{
    struct text_now now;
    str words = { 0 };
    result e = text_now(request->ctx, request->db, kind, (str){ 0 }, &now);
    if (!e)
        e = admin_adopted_words(request, &now, &words);
    return e || !words.n ? e : admin_note(request->ctx, notes, words);
}

result admin_texts_end(struct request *request, enum content_kind kind, struct admin_list_page *page)
{
    struct ctx *ctx = request->ctx;
    const struct text_kind *k = text_kind_of(kind);
    page->done = admin_done_words(request);
    result e = adopted_note(request, kind, &page->notes);
    if (!e)
        e = link_add(ctx, &page->others, STR("Upload a file"),
                     url_format(ctx->arena, "/admin/upload/%s", k->key));
    if (!e)
        e = link_add(ctx, &page->others, STR("Download what counts now"),
                     url_format(ctx->arena, "/admin/download/%s", k->key));
    return e;
}

result bodies_show(struct request *request, struct response *response)
{
    struct admin_list_page page = { .lead = STR("Who answers for what is reported, and how to reach them.") };
    result e = admin_open(request, DEED_BODIES, STR("Bodies"), &page.layout);
    if (e)
        return e;
    page.main = (struct link){ .text = STR("Add a body"), .url = { STR("/admin/bodies/new") } };
    e = admin_waiting(request, CONTENT_BODIES, &page);
    if (!e)
        e = bodies_fill(request, &page);
    if (!e)
        e = link_add(request->ctx, &page.others, STR("Who answers where"),
                     (struct url){ STR("/admin/bodies/routes") });
    if (!e)
        e = admin_texts_end(request, CONTENT_BODIES, &page);
    return e ? e : admin_list_answer(response, &page);
}

// One body's form.
struct body_form {
    struct request *request;
    const struct body *body; // NULL for a new one
    struct admin_form_page page;
    struct form_field *name, *kind, *telephone, *email, *about, *tracked, *areas, *from, *until, *successor,
        *complaints;
};

static struct form_field *line(struct body_form *f, const char *name, str label, str value)
{
    struct form_field field = form_field(f->request, name, label);
    field.value = admin_typed(f->request, name, value);
    return admin_field_add(&f->page, ADMIN_LINE, field);
}

static result kind_option(struct ctx *ctx, struct form_field *kind, str word)
{
    for (size_t i = 0; i < kind->options.n; i++)
        if (str_same_name(kind->options.at[i].value, word))
            return OK;
    return form_option_add(ctx, kind, word, word);
}

// Those that some category names, so that what is chosen leads reports to it.
static result kind_options(struct body_form *f)
{
    struct ctx *ctx = f->request->ctx;
    const struct categories *all = &f->request->board->directory.categories;
    result e = form_option_add(ctx, f->kind, (str){ 0 }, STR("Choose one"));
    for (size_t i = 0; !e && i < all->all.n; i++)
        for (size_t k = 0; !e && k < all->all.at[i].bodies.n; k++)
            e = kind_option(ctx, f->kind, all->all.at[i].bodies.at[k]);
    if (!e)
        e = kind_option(ctx, f->kind, STR("contractor"));
    return e || !f->kind->value.n ? e : kind_option(ctx, f->kind, f->kind->value);
}

static result tracked_options(struct body_form *f)
{
    struct ctx *ctx = f->request->ctx;
    result e = form_option_add(ctx, f->tracked, STR("yes"), STR("It works here"));
    if (!e)
        e = form_option_add(ctx, f->tracked, STR("no"), STR("Reports are sent to it"));
    if (e)
        return e;
    f->tracked->options.at[0].hint = STR("Its officers sign in, and its reports are followed to the end.");
    f->tracked->options.at[1].hint = STR(
        "By e-mail. Pages say \"sent, not tracked\", for nobody here learns more.");
    return OK;
}

static result fields_fill(struct body_form *f)
{
    struct ctx *ctx = f->request->ctx;
    static const struct body NEW = { .from = { INT32_MIN }, .until = { INT32_MAX }, .is_tracked = true };
    const struct body *b = f->body ? f->body : &NEW;
    f->name = line(f, "name", STR("Its name"), b->name);
    f->name->hint = STR("As charters name it.");
    f->kind = line(f, "kind", STR("What kind of body it is"), b->kind);
    f->page.fields.at[f->page.fields.n - 1].how = ADMIN_LIST;
    f->tracked = line(f, "tracked", STR("How it is reached"), b->is_tracked ? STR("yes") : STR("no"));
    f->page.fields.at[f->page.fields.n - 1].how = ADMIN_CHOICE;
    f->telephone = line(f, "telephone", STR("Telephone"), b->telephone);
    f->email = line(f, "email", STR("E-mail address"), b->email);
    f->email->type = "email";
    f->areas = line(f, "areas", STR("Where it answers"), list_text(ctx, &b->areas));
    f->areas->hint = STR("Names of areas with '; ' between them. Empty for everywhere.");
    f->about = line(f, "about", STR("About it"), b->about);
    f->about->is_optional = true;
    f->complaints = line(f, "complaints", STR("Who looks at a complaint that it did not settle"),
                         b->complaints);
    f->complaints->hint = STR(
        "Outside of it: an ombudsman, and how to reach it. Stands beside what is late or overdue.");
    f->complaints->is_optional = true;
    f->from = line(f, "from", STR("Its first day"), admin_day_typed(ctx, b->from));
    f->until = line(f, "until", STR("Its last day"), admin_day_typed(ctx, b->until));
    f->successor = line(f, "successor", STR("Who follows it"), b->successor);
    f->from->hint = STR("Empty if it was there before all this.");
    f->until->hint = STR("Empty as long as it goes on. Such as 31 3 2027.");
    f->successor->hint = STR("The body that answers in its place afterwards; it must be in the list.");
    f->from->width = f->until->width = 10;
    f->from->is_optional = f->until->is_optional = f->successor->is_optional = true;
    result e = kind_options(f);
    if (!e)
        e = tracked_options(f);
    for (size_t i = 0; i < 2 && !e; i++) // what was chosen, also of a form that was never sent
        for (size_t k = 0; k < (i ? f->kind : f->tracked)->options.n; k++) {
            struct form_option *o = &(i ? f->kind : f->tracked)->options.at[k];
            o->is_chosen = str_same_name(o->value, (i ? f->kind : f->tracked)->value);
        }
    return e;
}

static result body_open(struct request *request, struct body_form *f)
{
    str name = request_parameter(request, "body");
    *f = (struct body_form){ .request = request };
    f->body = name.n ? body_named(&request->board->directory.bodies, name) : NULL;
    result e = admin_open(request, DEED_BODIES, f->body ? f->body->name : STR("Add a body"), &f->page.layout);
    if (!e && name.n && !f->body)
        e = fail(request->ctx, ERR_MISSING, "There is no body of that name.");
    if (e)
        return e;
    crumb_add(request->ctx, &f->page.layout, STR("Bodies"), (struct url){ STR("/admin/bodies") });
    e = fields_fill(f);
    admin_button_add(&f->page, "Look at what it would change", "look");
    if (f->body)
        admin_button_add(&f->page, "Take it off the list", "remove");
    if (!e && f->body)
        e = link_add(request->ctx, &f->page.others, STR("Its own system, to which reports go on (Open311)"),
                     url_format(request->ctx->arena, "/admin/bodies/%s/open311",
                                url_segment(request->ctx->arena, f->body->name)));
    return e;
}

result body_show(struct request *request, struct response *response)
{
    struct body_form f;
    result e = body_open(request, &f);
    return e ? e : admin_form_answer(response, &f.page);
}

static void body_line_write(struct ctx *ctx, struct buffer *out, const struct body *b)
{
    csv_value(out, true, b->name);
    csv_value(out, false, b->kind);
    csv_value(out, false, b->telephone);
    csv_value(out, false, b->email);
    csv_value(out, false, b->about);
    csv_value(out, false, b->is_tracked ? STR("yes") : STR("no"));
    csv_value(out, false, list_text(ctx, &b->areas));
    csv_value(out, false, admin_day_iso(ctx, b->from));
    csv_value(out, false, admin_day_iso(ctx, b->until));
    csv_value(out, false, b->successor);
    csv_value(out, false, b->complaints);
    csv_end(out);
}

static void typed_write(struct buffer *out, const struct body_form *f)
{
    struct arena *arena = f->request->ctx->arena;
    const struct form_field *const order[] = { f->name, f->kind, f->telephone, f->email, f->about };
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        csv_value(out, !i, order[i]->value);
    csv_value(out, false, f->tracked->value);
    csv_value(out, false, f->areas->value);
    csv_value(out, false, typed_day_iso(arena, f->from->value));
    csv_value(out, false, typed_day_iso(arena, f->until->value));
    csv_value(out, false, f->successor->value);
    csv_value(out, false, f->complaints->value);
    csv_end(out);
}

// The whole list again, with this one as it is typed, or without it.
static result list_write(struct body_form *f, bool is_gone, str *text)
{
    struct ctx *ctx = f->request->ctx;
    const struct bodies *bodies = &f->request->board->directory.bodies;
    struct buffer out = buffer_open(BODIES_TEXT_MAX);
    buffer_print(&out, "%s\n", text_kind_of(CONTENT_BODIES)->columns);
    for (size_t i = 0; i < bodies->n; i++) {
        bool is_this = f->body == &bodies->at[i];
        if (is_this && !is_gone)
            typed_write(&out, f);
        else if (!is_this)
            body_line_write(ctx, &out, &bodies->at[i]);
    }
    if (!f->body)
        typed_write(&out, f);
    result e = buffer_check(ctx, &out);
    *text = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return e;
}

static result fields_check(struct body_form *f)
{
    struct ctx *ctx = f->request->ctx;
    const struct body *same = body_named(&f->request->board->directory.bodies, f->name->value);
    result e = OK;
    if (!f->name->value.n)
        e = form_fault(ctx, &f->page.faults, f->name, STR("Write its name."));
    else if (same && same != f->body)
        e = form_fault(ctx, &f->page.faults, f->name, STR("There is a body of that name already."));
    if (!e && !f->kind->value.n)
        e = form_fault(ctx, &f->page.faults, f->kind, STR("Choose what kind of body it is."));
    if (!e && str_equal(f->tracked->value, STR("no")) && !f->email->value.n)
        e = form_fault(ctx, &f->page.faults, f->email, STR("Write the address that reports are sent to."));
    if (!e)
        e = admin_day_check(ctx, &f->page, f->from);
    if (!e)
        e = admin_day_check(ctx, &f->page, f->until);
    if (!e && f->successor->value.n && !f->until->value.n)
        e = form_fault(ctx, &f->page.faults, f->until,
                       STR("Write its last day, since something follows it."));
    if (!e && f->successor->value.n && !body_named(&f->request->board->directory.bodies, f->successor->value))
        e = form_fault(ctx, &f->page.faults, f->successor, STR("Add that body to the list first."));
    return e;
}

result body_send(struct request *request, struct response *response)
{
    struct body_form f;
    struct text_now now;
    bool is_gone = str_equal(request_form(request, "deed"), STR("remove"));
    result e = body_open(request, &f);
    if (!e && !is_gone)
        e = fields_check(&f);
    if (e || f.page.faults.n)
        return e ? e : admin_form_answer(response, &f.page);
    struct change_new n = { .kind = CONTENT_BODIES, .name = STR("bodies") };
    n.source = str_format(request->ctx->arena, "%s: %.*s",
                          is_gone      ? "A body taken off the list"
                              : f.body ? "A body changed"
                                       : "A body added",
                          STR_ARGS(f.body ? f.body->name : f.name->value));
    e = list_write(&f, is_gone, &n.body);
    if (!e)
        e = text_now(request->ctx, request->db, CONTENT_BODIES, (str){ 0 }, &now);
    n.base = now.hash;
    return e ? e : admin_change_begin(request, response, &n);
}
