// GET /admin/categories: what can be reported, as it is adopted. /admin/categories/{category}: one of them; its privacy
// and its words on their way to a change.
#include "web/admin_pages.h"
#include "web/site.h"

#include "format/csv_write.h"
#include "format/entries.h"

enum { PRIVATE_TEXT_MAX = 1 << 20, WORDS_MAX = 1 << 16 };

static const char *privacy_words(const struct private_service *row)
{
    return !row ? "public" : row->is_taken ? "counted only" : "not taken here";
}

static struct mark privacy_mark(const struct private_service *row, const struct category *c)
{
    return !row         ? (struct mark){ "on-course", c->is_public ? "Public" : "Public where promised" }
        : row->is_taken ? (struct mark){ "not-known", "Counted only" }
                        : (struct mark){ "missed", "Not taken here" };
}

static str list_text(struct ctx *ctx, const struct str_list *list, const char *between)
{
    struct buffer out = buffer_open(WORDS_MAX);
    for (size_t i = 0; i < list->n; i++)
        buffer_print(&out, "%s%.*s", i ? between : "", STR_ARGS(list->at[i]));
    str text = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return text;
}

static bool has_part(str name, str asked)
{
    for (size_t i = 0; i + asked.n <= name.n; i++)
        if (str_same_name(str_slice(name, i, i + asked.n), asked))
            return true;
    return !asked.n;
}

static result category_row(struct request *request, const struct category *c, struct admin_group *g)
{
    struct ctx *ctx = request->ctx;
    struct admin_row *row = admin_row_add(ctx, g, category_title(c), (str){ 0 });
    if (!row)
        return arena_fail(ctx);
    row->sub = c->service;
    row->mark = privacy_mark(directory_private(&request->board->directory, c), c);
    row->more = list_text(ctx, &c->bodies, ", ");
    if (c->questions.n)
        row->more = str_format(ctx->arena, "%.*s; %zu %s", STR_ARGS(row->more), c->questions.n,
                               c->questions.n == 1 ? "question" : "questions");
    row->url = url_format(ctx->arena, "/admin/categories/%s", url_segment(ctx->arena, c->service));
    return OK;
}

// What is on the list of what is not public and is no category: dangers, and what a charter alone names.
static result others_fill(struct request *request, struct admin_list_page *page)
{
    const struct directory *d = &request->board->directory;
    struct admin_group *g = admin_group_add(request->ctx, page, STR("Not public, and no category of its own"),
                                            (str){ 0 });
    for (size_t i = 0; i < d->never_public.never.n; i++) {
        const struct private_service *p = &d->never_public.never.at[i];
        str name = service_name(request->ctx->arena, &p->service);
        bool is_category = false;
        for (size_t k = 0; k < d->categories.all.n && !is_category; k++)
            is_category = str_same_name(d->categories.all.at[k].name, p->service.name);
        struct admin_row *row = is_category || !has_part(name, page->asked)
            ? NULL
            : admin_row_add(request->ctx, g, name, (str){ 0 });
        if (!row)
            continue;
        row->mark = privacy_mark(p, NULL);
        row->more = p->instead;
    }
    if (g && !g->rows.n)
        page->groups.n--;
    return OK;
}

result categories_show(struct request *request, struct response *response)
{
    struct admin_list_page page = {
        .lead = STR("What can be reported, who answers, and what everybody may see of it."),
        .filter = STR("A word of its name"),
        .asked = question_of(request)
    };
    const struct categories *all = &request->board->directory.categories;
    result e = admin_open(request, DEED_CATEGORIES, STR("Categories"), &page.layout);
    if (!e)
        e = admin_waiting(request, CONTENT_SERVICES, &page);
    if (!e)
        e = admin_waiting(request, CONTENT_CATEGORIES, &page);
    struct admin_group *g = e
        ? NULL
        : admin_group_add(request->ctx, &page, STR("Categories"), STR("None of that name."));
    for (size_t i = 0; !e && i < all->all.n; i++)
        if (has_part(all->all.at[i].service, page.asked) ||
            has_part(category_title(&all->all.at[i]), page.asked))
            e = category_row(request, &all->all.at[i], g);
    if (g)
        g->is_counted = true;
    if (!e)
        e = others_fill(request, &page);
    if (!e)
        e = admin_texts_end(request, CONTENT_SERVICES, &page);
    if (!e)
        e = link_add(request->ctx, &page.others, STR("Upload the list of what is not public"),
                     (struct url){ STR("/admin/upload/private") });
    if (!e)
        e = link_add(request->ctx, &page.others, STR("Download the list of what is not public"),
                     (struct url){ STR("/admin/download/private") });
    return e ? e : admin_list_answer(response, &page);
}

struct category_form {
    struct request *request;
    const struct category *category;
    const struct private_service
        *row; // what covers it on the list of what is not public; NULL if it is public
    struct admin_form_page page;
    struct form_field *privacy, *instead, *title, *words, *bodies, *unpromised;
};

static const char *answer_words(const struct question *q)
{
    static const char *const WORDS[] = { [ANSWER_WORDS] = "in words",
                                         [ANSWER_YES_NO] = "yes or no",
                                         [ANSWER_ONE_OF] = "one of several",
                                         [ANSWER_NUMBER] = "a number" };
    return WORDS[q->kind];
}

static result questions_fill(struct category_form *f)
{
    struct ctx *ctx = f->request->ctx;
    f->page.facts = (struct admin_group){ .title = STR("What it asks"),
                                          .none = STR("Nothing but where it is and what is wrong.") };
    for (size_t i = 0; i < f->category->questions.n; i++) {
        const struct question *q = &f->category->questions.at[i];
        struct admin_row *row = admin_row_add(ctx, &f->page.facts, q->asks, str_from(answer_words(q)));
        if (!row)
            return arena_fail(ctx);
        row->sub = q->why;
        row->more = q->choices.n ? list_text(ctx, &q->choices, ", ") : q->unit;
    }
    return OK;
}

static struct form_field *field(struct category_form *f, enum admin_how how, const char *name, str label,
                                str value)
{
    struct form_field made = form_field(f->request, name, label);
    made.value = admin_typed(f->request, name, value);
    return admin_field_add(&f->page, how, made);
}

static result privacy_options(struct category_form *f)
{
    static const struct {
        const char *value, *label, *hint;
    } OPTIONS[] = {
        { "public", "Public", "Everybody can read the report, with what is about people covered." },
        { "counted only", "Only counted",
          "In the figures and nowhere else. Only those who work on it read it." },
        { "not taken here", "Not taken here", "The page says whom to ask instead, and nothing is sent." },
    };
    struct ctx *ctx = f->request->ctx;
    result e = OK;
    for (size_t i = 0; !e && i < sizeof OPTIONS / sizeof *OPTIONS; i++) {
        e = form_option_add(ctx, f->privacy, str_from(OPTIONS[i].value), str_from(OPTIONS[i].label));
        if (e)
            break;
        struct form_option *o = &f->privacy->options.at[i];
        o->hint = str_from(OPTIONS[i].hint);
        o->is_chosen = str_equal(o->value, f->privacy->value);
    }
    return e;
}

// A row for a plain name covers all its kinds, and can only be changed for all of them.
static str covers_words(struct category_form *f)
{
    const struct category *c = f->category;
    return f->row && !f->row->service.sub.n && c->sub.n
        ? str_format(f->request->ctx->arena,
                     "\"%.*s\" is on the list as a whole: what you choose holds for every kind of it.",
                     STR_ARGS(c->name))
        : (str){ 0 };
}

static result unpromised_options(struct category_form *f)
{
    struct ctx *ctx = f->request->ctx;
    f->unpromised = field(f, ADMIN_CHOICE, "unpromised", STR("Where no charter promises anything of it"),
                          f->category->is_public ? STR("yes") : STR("no"));
    f->unpromised->hint = STR(
        "Show it if it is about a place that everybody walks past, not about a home or a neighbour.");
    result e = form_option_add(ctx, f->unpromised, STR("yes"), STR("It is shown all the same"));
    if (!e)
        e = form_option_add(ctx, f->unpromised, STR("no"), STR("It is only counted"));
    for (size_t i = 0; !e && i < f->unpromised->options.n; i++) {
        struct form_option *o = &f->unpromised->options.at[i];
        o->is_chosen = str_equal(o->value, f->unpromised->value);
    }
    return e;
}

static result category_fields(struct category_form *f)
{
    struct ctx *ctx = f->request->ctx;
    const struct category *c = f->category;
    f->privacy = field(f, ADMIN_CHOICE, "privacy", STR("Who may see it"), str_from(privacy_words(f->row)));
    f->privacy->hint = covers_words(f);
    f->instead = field(f, ADMIN_LINE, "instead", STR("Whom to ask instead"),
                       f->row ? f->row->instead : (str){ 0 });
    f->instead->hint = STR("For what is not taken here; shown beside what is only counted.");
    f->instead->is_optional = true;
    result e = privacy_options(f);
    f->title = field(f, ADMIN_LINE, "title", STR("What it is called"), c->title);
    f->words = field(f, ADMIN_AREA, "words", STR("The words that lead to it"),
                     list_text(ctx, &c->words, "; "));
    f->words->hint = STR(
        "What people write, with '; ' between. Plurals and slips of the pen are found by themselves.");
    f->words->rows = 6;
    f->bodies = field(f, ADMIN_LINE, "bodies", STR("Which kinds of body answer"),
                      list_text(ctx, &c->bodies, "; "));
    f->bodies->hint = STR("The first that there is here goes first: county council; unitary council.");
    return e ? e : unpromised_options(f);
}

static result category_open(struct request *request, struct category_form *f)
{
    const struct directory *d = &request->board->directory;
    str service = request_parameter(request, "category");
    *f = (struct category_form){ .request = request };
    for (size_t i = 0; i < d->categories.all.n; i++)
        if (str_same_name(d->categories.all.at[i].service, service))
            f->category = &d->categories.all.at[i];
    result e = admin_open(request, DEED_CATEGORIES,
                          f->category ? category_title(f->category) : STR("Category"), &f->page.layout);
    if (!e && !f->category)
        e = fail(request->ctx, ERR_MISSING, "There is no category of that name.");
    if (e)
        return e;
    crumb_add(request->ctx, &f->page.layout, STR("Categories"), (struct url){ STR("/admin/categories") });
    f->row = directory_private(d, f->category);
    f->page.lead = str_format(request->ctx->arena, "Charters name it: %.*s", STR_ARGS(f->category->service));
    e = category_fields(f);
    admin_button_add(&f->page, "See what another privacy would change", "privacy");
    admin_button_add(&f->page, "See what other words, bodies or showing would change", "words");
    return e ? e : questions_fill(f);
}

result category_show(struct request *request, struct response *response)
{
    struct category_form f;
    result e = category_open(request, &f);
    return e ? e : admin_form_answer(response, &f.page);
}

static void row_write(struct buffer *out, str service, str privacy, str instead)
{
    csv_value(out, true, service);
    csv_value(out, false, privacy);
    csv_value(out, false, instead);
    csv_end(out);
}

static result private_write(struct category_form *f, str *text)
{
    struct ctx *ctx = f->request->ctx;
    const struct private_services *list = &f->request->board->directory.never_public;
    bool is_public = str_equal(f->privacy->value, STR("public"));
    struct buffer out = buffer_open(PRIVATE_TEXT_MAX);
    buffer_print(&out, "%s\n", text_kind_of(CONTENT_CATEGORIES)->columns);
    for (size_t i = 0; i < list->never.n; i++) {
        const struct private_service *row = &list->never.at[i];
        str service = service_name(ctx->arena, &row->service);
        if (row != f->row)
            row_write(&out, service, str_from(privacy_words(row)), row->instead);
        else if (!is_public)
            row_write(&out, service, f->privacy->value, f->instead->value);
    }
    if (!f->row && !is_public)
        row_write(&out, f->category->service, f->privacy->value, f->instead->value);
    result e = buffer_check(ctx, &out);
    *text = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return e;
}

static str one_line(struct ctx *ctx, str typed)
{
    struct buffer out = buffer_open(WORDS_MAX);
    for (size_t i = 0; i < typed.n; i++)
        buffer_byte(&out, typed.at[i] == '\n' ? ' ' : typed.at[i]);
    str text = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return text;
}

static result services_write(struct category_form *f, str before, str *text)
{
    struct ctx *ctx = f->request->ctx;
    str heading = f->category->service;
    *text = before;
    result e = entry_set(ctx, *text, heading, (struct entry){ .key = STR("Title"), .value = f->title->value },
                         text);
    if (!e)
        e = entry_set(ctx, *text, heading,
                      (struct entry){ .key = STR("Words"), .value = one_line(ctx, f->words->value) }, text);
    if (!e)
        e = entry_set(ctx, *text, heading, (struct entry){ .key = STR("Body"), .value = f->bodies->value },
                      text);
    bool is_said = f->category->is_public || str_equal(f->unpromised->value, STR("yes"));
    return e || !is_said
        ? e
        : entry_set(ctx, *text, heading,
                    (struct entry){ .key = STR("Public"), .value = f->unpromised->value }, text);
}

static result typed_check(struct category_form *f, bool is_words)
{
    struct ctx *ctx = f->request->ctx;
    str privacy = f->privacy->value;
    if (is_words && !f->title->value.n)
        return form_fault(ctx, &f->page.faults, f->title, STR("Write what it is called."));
    if (is_words && !f->bodies->value.n)
        return form_fault(ctx, &f->page.faults, f->bodies, STR("Write at least one kind of body."));
    if (is_words && !str_equal(f->unpromised->value, STR("yes")) &&
        !str_equal(f->unpromised->value, STR("no")))
        return form_fault(ctx, &f->page.faults, f->unpromised, STR("Choose whether it is shown."));
    if (is_words)
        return OK;
    if (!str_equal(privacy, STR("public")) && !str_equal(privacy, STR("counted only")) &&
        !str_equal(privacy, STR("not taken here")))
        return form_fault(ctx, &f->page.faults, f->privacy, STR("Choose who may see it."));
    if (str_equal(privacy, STR("not taken here")) && !f->instead->value.n)
        return form_fault(ctx, &f->page.faults, f->instead, STR("Write whom to ask instead, such as 101."));
    return OK;
}

result category_send(struct request *request, struct response *response)
{
    struct category_form f;
    struct text_now now;
    bool is_words = str_equal(request_form(request, "deed"), STR("words"));
    result e = category_open(request, &f);
    if (!e)
        e = typed_check(&f, is_words);
    if (e || f.page.faults.n)
        return e ? e : admin_form_answer(response, &f.page);
    struct change_new n = { .kind = is_words ? CONTENT_SERVICES : CONTENT_CATEGORIES };
    n.name = str_from(text_kind_of(n.kind)->key);
    n.source = str_format(request->ctx->arena, "%s of %.*s", is_words ? "Other words" : "Another privacy",
                          STR_ARGS(f.category->service));
    e = text_now(request->ctx, request->db, n.kind, (str){ 0 }, &now);
    if (!e)
        e = is_words ? services_write(&f, now.body, &n.body) : private_write(&f, &n.body);
    n.base = now.hash;
    return e ? e : admin_change_begin(request, response, &n);
}
