// /report and /report/which: what is wrong, in words; which category that is.
#include "web/report_kind.h"
#include "web/views.h"

#include "app/spoken.h"

enum { WHICH_MAX = 4, WHICH_ALL = 200 };

// What somebody wrote or said in another language is kept beside what it means.
static void what_taken_in(struct report_form *form, struct report_page *page)
{
    str language = spoken_name(report_typed(form, "language"));
    page->layout.back = (struct url){ STR("/report/intake") };
    page->main.hint = STR("As they said it, without names and house numbers.");
    if (!report_is_foreign(form))
        return;
    page->main.label = STR("What is the problem, in English?");
    page->main.is_heading = true;
    page->original = report_field(
        form, "original",
        str_format(form->request->ctx->arena, "Their own words, in %.*s", STR_ARGS(language)));
    page->original.hint = STR("Kept beside the English, for whoever works on it and for them.");
    page->original.is_optional = true;
}

// A link may know what it is about, and where: that goes on with what is written, and is asked once more all the same.
static void begun_fill(struct report_form *form, struct report_page *page)
{
    struct request *request = form->request;
    bool is_sent = request->method == METHOD_POST;
    str service = is_sent ? request_form(request, "service") : request_field(request, "service");
    str area = is_sent ? request_form(request, "area") : request_field(request, "area");
    const struct directory *directory = form->reporting.directory;
    int i = service.n ? category_find(&directory->categories, service) : CATEGORY_NONE;
    if (i == CATEGORY_NONE || directory_refuses(directory, &directory->categories.all.at[i]))
        return;
    page->begun_service = directory->categories.all.at[i].service;
    page->begun_kind = category_title(&directory->categories.all.at[i]);
    for (size_t k = 0; area.n && k < request->board->places.n; k++)
        if (str_same_name(request->board->places.at[k], area))
            page->begun_area = request->board->places.at[k];
}

static result begun_take(struct report_form *form, const struct report_page *page)
{
    struct ctx *ctx = form->request->ctx;
    result e = page->begun_service.n ? unsent_set(ctx, &form->unsent, "service", page->begun_service) : OK;
    return e || !page->begun_area.n ? e : unsent_set(ctx, &form->unsent, "area", page->begun_area);
}

static result what_page(struct report_form *form, struct report_page *page)
{
    report_step(form, "What is the problem?", NULL, page);
    page->is_again = request_field(form->request, "again").n > 0;
    page->may_take_in = may(form->request->visitor, DEED_TAKE_IN, NULL);
    page->main = report_field(form, "words", STR("What is the problem?"));
    page->main.hint = STR("No names or house numbers.");
    page->main.rows = 5;
    page->main.is_heading = true;
    begun_fill(form, page);
    if (report_is_taken_in(form))
        what_taken_in(form, page);
    return report_limit_fill(form, page);
}

static result what_check(struct report_form *form, struct report_page *page)
{
    struct ctx *ctx = form->request->ctx;
    if (!page->main.value.n)
        return form_fault(ctx, &page->faults, &page->main, STR("Write what is wrong"));
    if (page->main.value.n > REPORT_WORDS_MAX)
        return form_fault(ctx, &page->faults, &page->main,
                          STR("That is longer than 10,000 letters: write the most important first"));
    if (page->original.value.n > REPORT_WORDS_MAX)
        return form_fault(ctx, &page->faults, &page->original,
                          STR("That is longer than 10,000 letters: write the most important first"));
    return OK;
}

result report_show(struct request *request, struct response *response)
{
    struct report_form form;
    struct report_page page = { .has_other = false };
    result e = report_open(request, &form);
    if (!e)
        e = what_page(&form, &page);
    if (!e)
        view_report_what(&response->body, &page);
    return e;
}

// What was written before of another report, or led to by an answer about other words, goes.
static result what_keep(struct report_form *form, const struct report_page *page)
{
    struct ctx *ctx = form->request->ctx;
    result e = report_take(form, "words");
    if (!e && page->original.name)
        e = report_take(form, "original");
    if (!e)
        e = unsent_set(ctx, &form->unsent, "sent", (str){ 0 });
    if (!e)
        e = report_answers_forget(form);
    return e ? e : begun_take(form, page);
}

// Where it goes on to: a danger first; what the words say plainly is not asked for.
static result what_next(struct report_form *form, const char **path)
{
    const struct categories *categories = &form->reporting.directory->categories;
    struct words_found found;
    bool is_known = false;
    result e = words_find(form->request->ctx, categories, report_typed(form, "words"), &found);
    if (!e)
        e = report_kind_take(form, &found, &is_known);
    if (!e)
        e = report_place_take(form);
    *path = found.n_dangers ? "/report/danger" : "/report/which";
    return e || !is_known ? e : report_after_kind(form, path);
}

result report_send(struct request *request, struct response *response)
{
    struct report_form form;
    struct report_page page = { .has_other = false };
    const char *path;
    result e = report_open(request, &form);
    if (!e)
        e = what_page(&form, &page);
    if (!e)
        e = what_check(&form, &page);
    if (!e && page.faults.n) {
        view_report_what(&response->body, &page);
        return OK;
    }
    if (!e)
        e = what_keep(&form, &page);
    if (!e)
        e = what_next(&form, &path);
    return e ? e : report_go(&form, response, path);
}

// The numbers of a kind that is offered stand under the list, before anything is sent.
static result ring_add(struct report_form *form, const struct category *c, struct report_page *page)
{
    struct ctx *ctx = form->request->ctx;
    str instead = category_instead(form->reporting.directory, c);
    struct ring_line *line = instead.n ? LIST_PUSH(ctx->arena, &page->rings) : NULL;
    if (!line)
        return instead.n ? arena_fail(ctx) : OK;
    *line = (struct ring_line){ .title = category_title(c) };
    return ring_parts_fill(ctx, instead, &line->parts);
}

static result rings_fill(struct report_form *form, struct report_page *page)
{
    const struct categories *all = &form->reporting.directory->categories;
    result e = OK;
    for (size_t i = 0; !e && i < page->main.options.n; i++)
        e = ring_add(form, &all->all.at[category_find(all, page->main.options.at[i].value)], page);
    return e;
}

static result which_add(struct ctx *ctx, struct form_field *field, const struct category *c)
{
    result e = form_option_add(ctx, field, c->service, category_title(c));
    if (!e)
        field->options.at[field->options.n - 1].hint = c->about;
    return e;
}

// What was chosen before, of which the words do not speak.
static result chosen_add(struct report_form *form, const struct words_found *found, struct form_field *field)
{
    const struct category *all = form->reporting.directory->categories.all.at;
    bool is_there = !form->category;
    for (size_t i = 0; i < found->n_categories && i < WHICH_MAX; i++)
        is_there |= &all[found->categories[i].index] == form->category;
    return is_there ? OK : which_add(form->request->ctx, field, form->category);
}

// What was chosen before, and what the words speak of, the likeliest first; and all there are, for whom none of these
// is right.
static result which_page(struct report_form *form, struct report_page *page)
{
    struct ctx *ctx = form->request->ctx;
    const struct categories *all = &form->reporting.directory->categories;
    struct words_found found;
    report_step(form, "Which of these is it?", "/report", page);
    page->main = report_field(form, "service", STR("Which of these is it?"));
    page->main.is_heading = true;
    page->other = report_field(form, "other", STR("Something else"));
    result e = words_find(ctx, all, report_typed(form, "words"), &found);
    if (!e)
        e = chosen_add(form, &found, &page->main);
    for (size_t i = 0; !e && i < found.n_categories && i < WHICH_MAX; i++)
        e = which_add(ctx, &page->main, &all->all.at[found.categories[i].index]);
    if (!e)
        e = rings_fill(form, page);
    if (!e)
        e = form_option_add(ctx, &page->other, (str){ 0 }, STR("Choose from all"));
    for (size_t i = 0; !e && i < all->all.n && i < WHICH_ALL; i++)
        e = form_option_add(ctx, &page->other, all->all.at[i].service, category_title(&all->all.at[i]));
    if (!e && page->main.options.n && !page->main.value.n)
        page->main.options.at[0].is_chosen = page->main.options.n == 1;
    return e;
}

result report_which_show(struct request *request, struct response *response)
{
    struct report_form form;
    struct report_page page = { .has_other = false };
    result e = report_open(request, &form);
    if (!e && !report_typed(&form, "words").n) {
        response_see(request, response, (struct url){ STR("/report") });
        return OK;
    }
    if (!e)
        e = which_page(&form, &page);
    if (!e)
        view_report_which(&response->body, &page);
    return e;
}

// Where it was chosen, or can be.
static struct form_field *asked_by(struct report_page *page)
{
    return page->main.options.n && !page->other.value.n ? &page->main : &page->other;
}

// Some things are not taken here, and whom to ask instead is said.
static result refusal_say(struct report_form *form, str service, struct report_page *page)
{
    const struct directory *directory = form->reporting.directory;
    const struct category *c = &directory->categories.all.at[category_find(&directory->categories, service)];
    const struct private_service *rule = directory_private(directory, c);
    if (!directory_refuses(directory, c))
        return OK;
    str instead = rule && rule->instead.n ? rule->instead : STR("999 in danger, else 101");
    return form_fault(form->request->ctx, &page->faults, asked_by(page),
                      str_format(form->request->ctx->arena, "This is not taken here. Ring or ask: %.*s",
                                 STR_ARGS(instead)));
}

result report_which_send(struct request *request, struct response *response)
{
    struct report_form form;
    struct report_page page = { .has_other = false };
    str other = request_form(request, "other");
    const char *path;
    result e = report_open(request, &form);
    if (!e)
        e = which_page(&form, &page);
    str chosen = other.n ? other : page.main.value;
    if (!e && category_find(&form.reporting.directory->categories, chosen) == CATEGORY_NONE)
        e = form_fault(request->ctx, &page.faults, asked_by(&page), STR("Choose what it is"));
    if (!e && !page.faults.n)
        e = refusal_say(&form, chosen, &page);
    if (!e && page.faults.n) {
        view_report_which(&response->body, &page);
        return OK;
    }
    if (!e)
        e = unsent_set(request->ctx, &form.unsent, "service", chosen);
    if (!e)
        e = unsent_set(request->ctx, &form.unsent, "guessed", (str){ 0 });
    if (!e)
        e = unsent_set(request->ctx, &form.unsent, "listed", other.n ? STR("yes") : (str){ 0 });
    if (!e)
        e = report_answers_forget(&form);
    if (!e)
        e = report_after_kind(&form, &path);
    return e ? e : report_go(&form, response, path);
}
