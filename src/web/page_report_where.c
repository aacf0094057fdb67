// /report/where and /report/more: the place, in any of four ways, and what the category asks besides.
#include "web/report_areas.h"
#include "web/report_form.h"
#include "web/views.h"
#include "web/visit.h"

// Else what they sent is kept, or an error is in *e.
static bool is_begun(struct report_form *form, struct response *response, result *e)
{
    // Going back, the browser asks again: what was sent meanwhile is sent. What answers a form it can't ask for again.
    response->is_unkept = form->request->method != METHOD_POST;
    *e = form->category ? OK : report_begin_again(form, response);
    return form->category != NULL;
}

static result where_page(struct report_form *form, struct report_page *page)
{
    report_step(form, "Where is it?", report_typed(form, "guessed").n ? "/report" : "/report/which", page);
    page->category = category_title(form->category);
    page->main = report_field(form, "place", STR("Where is it?"));
    page->main.hint = STR("A postcode or street, and what it is next to.");
    page->main.is_heading = true;
    page->main.rows = 3;
    page->map.latitude = report_field(form, "latitude", STR("Latitude"));
    page->map.longitude = report_field(form, "longitude", STR("Longitude"));
    result e = report_area_field(form, page);
    if (!e && report_typed(form, "listed").n) // of what is offered by the words it stood beside the choice
        e = ring_parts_fill(form->request->ctx, category_instead(form->reporting.directory, form->category),
                            &page->instead);
    page->has_other = page->other.value.n > 0;
    return e ? e : place_map_fill(form->request, &page->map);
}

static void where_view(const struct report_page *page, struct response *response)
{
    place_map_allow(&page->map, response);
    view_report_where(&response->body, page);
}

// What the description says of it stands in the field already.
static result place_begin(const struct report_form *form, struct form_field *field)
{
    result e = report_place_written(form, &field->value);
    if (!e && field->value.n)
        field->hint = STR("This stands in what you wrote. Add what it is next to, or its postcode.");
    return e;
}

result report_where_show(struct request *request, struct response *response)
{
    struct report_form form;
    struct report_page page = { .has_other = false };
    result e = report_open(request, &form);
    if (e || !is_begun(&form, response, &e))
        return e;
    e = where_page(&form, &page);
    if (!e && !page.main.value.n && !page.map.latitude.value.n)
        e = place_begin(&form, &page.main);
    if (!e)
        where_view(&page, response);
    return e;
}

static result where_check(struct report_form *form, struct report_page *page)
{
    struct request *request = form->request;
    struct report_place place;
    struct place_map *map = &page->map;
    result e = reporting_place(&form->reporting, (str){ 0 }, map->latitude.value, map->longitude.value,
                               &place);
    if (e)
        return e;
    place_map_look(request, &place.located, map);
    if (!page->main.value.n && !map->latitude.value.n)
        return form_fault(request->ctx, &page->faults, &page->main,
                          STR("Say where it is: a postcode, or the street and what it is next to"));
    if (page->main.value.n > REPORT_WORDS_MAX)
        return form_fault(request->ctx, &page->faults, &page->main, STR("Write less: that is too long"));
    return OK;
}

result report_where_send(struct request *request, struct response *response)
{
    struct report_form form;
    struct report_page page = { .has_other = false };
    const struct form_field *const fields[] = { &page.main, &page.map.latitude, &page.map.longitude,
                                                &page.other };
    result e = report_open(request, &form);
    if (e || !is_begun(&form, response, &e))
        return e;
    e = where_page(&form, &page);
    if (!e)
        e = where_check(&form, &page);
    if (!e && page.faults.n) {
        where_view(&page, response);
        return OK;
    }
    for (size_t i = 0; i < sizeof fields / sizeof *fields && !e; i++)
        e = unsent_set(request->ctx, &form.unsent, fields[i]->name, fields[i]->value);
    if (!e)
        e = report_look(&form);
    return e ? e : report_go(&form, response, report_after_place(&form));
}

static result choices_add(struct ctx *ctx, const struct question *q, struct form_field *field)
{
    result e = OK;
    for (size_t i = 0; i < q->choices.n && !e; i++)
        e = form_option_add(ctx, field, q->choices.at[i], q->choices.at[i]);
    if (!e && q->kind == ANSWER_YES_NO)
        e = form_option_add(ctx, field, STR("yes"), STR("Yes"));
    if (!e && q->kind == ANSWER_YES_NO)
        e = form_option_add(ctx, field, STR("no"), STR("No"));
    return e;
}

// Whether something hangs on the answer: where it goes, a danger, or a promise.
static bool question_counts(const struct report_form *form, const struct question *q)
{
    const struct board *board = form->request->board;
    if (q->outcomes.n)
        return true;
    for (size_t i = 0; i < board->charters.n; i++) {
        const struct field_list *header = &board->charters.at[i].document->document->header;
        for (const struct field *f = field_find(header, KEY_FACT); f; f = field_next(header, KEY_FACT, f))
            if (!f->is_bad && str_same_name(f->fact.name, q->name))
                return true;
    }
    return false;
}

static result why_add(struct ctx *ctx, const struct question *q, struct report_page *page)
{
    struct pair *slot = q->why.n ? LIST_PUSH(ctx->arena, &page->whys) : NULL;
    if (slot)
        *slot = (struct pair){ .key = q->asks, .value = q->why };
    return q->why.n && !slot ? arena_fail(ctx) : OK;
}

// What somebody who is sent there looks for. Asked once: what is answered goes with the postcode.
static result beside_fill(const struct report_form *form, struct report_page *page)
{
    page->beside = report_field(form, "beside", STR("Which house, or next to what?"));
    struct pair *slot = LIST_PUSH(form->request->ctx->arena, &page->whys);
    if (!slot)
        return arena_fail(form->request->ctx);
    *slot = (struct pair){ .key = page->beside.label,
                           .value = STR("A postcode has some fifteen addresses.") };
    return OK;
}

static result beside_take(struct report_form *form, struct report_page *page)
{
    struct ctx *ctx = form->request->ctx;
    if (!page->beside.value.n)
        return OK;
    if (page->beside.value.n > REPORT_WORDS_MAX)
        return form_fault(ctx, &page->faults, &page->beside, STR("Write less: that is too long"));
    str both = str_format(ctx->arena, "%.*s, %.*s", STR_ARGS(report_typed(form, "place")),
                          STR_ARGS(page->beside.value));
    return unsent_set(ctx, &form->unsent, "place", both);
}

static result area_take(struct report_form *form, struct report_page *page)
{
    struct form_field *asked = page->lies.options.n ? &page->lies : &page->other;
    if (!page->other.name)
        return OK;
    return page->other.value.n ? unsent_set(form->request->ctx, &form->unsent, "area", page->other.value)
                               : form_fault(form->request->ctx, &page->faults, asked,
                                            STR("Choose the area it is in, or \"I don't know\""));
}

static result more_page(struct report_form *form, struct report_page *page)
{
    struct ctx *ctx = form->request->ctx;
    result e = OK;
    report_step(form, "Answer what you can", "/report/where", page);
    page->category = report_typed(form, "guessed").n ? category_title(form->asked) : (str){ 0 };
    if (form->is_area_missing)
        e = report_area_ask(form, page);
    if (!e && report_is_postcode_alone(form))
        e = beside_fill(form, page);
    for (size_t i = 0; i < form->asked->questions.n && !e; i++) {
        const struct question *q = &form->asked->questions.at[i];
        struct form_field *field = LIST_PUSH(ctx->arena,
                                             question_counts(form, q) ? &page->questions : &page->others);
        if (!field)
            return arena_fail(ctx);
        *field = report_field(form, report_question_name(ctx, q), q->asks);
        e = why_add(ctx, q, page);
        field->inputmode = q->kind == ANSWER_NUMBER ? "decimal" : NULL;
        field->width = q->kind == ANSWER_NUMBER ? 5 : 0;
        if (q->unit.n)
            field->hint = str_format(ctx->arena, "In %.*s", STR_ARGS(q->unit));
        if (!e)
            e = choices_add(ctx, q, field);
    }
    page->others_open = report_typed(form, "photo").n > 0;
    for (size_t i = 0; i < page->others.n; i++)
        page->others_open |= page->others.at[i].value.n > 0;
    if (!page->questions.n) { // none counts: then they are all there is
        page->questions = page->others;
        page->others = (struct form_fields){ 0 };
    }
    report_photo_fill(form, page);
    return e;
}

// The field of a question, wherever it stands.
static struct form_field *field_of(struct ctx *ctx, struct report_page *page, const struct question *q)
{
    const char *name = report_question_name(ctx, q);
    struct form_fields *both[] = { &page->questions, &page->others };
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < both[k]->n; i++)
            if (str_equal(str_from(both[k]->at[i].name), str_from(name)))
                return &both[k]->at[i];
    return &page->photo; // never: each question has its field
}

result report_more_show(struct request *request, struct response *response)
{
    struct report_form form;
    struct report_page page = { .has_other = false };
    result e = report_open(request, &form);
    if (e || !is_begun(&form, response, &e))
        return e;
    if (!report_asks(&form)) {
        response_see(request, response, (struct url){ str_from(report_after_place(&form)) });
        return OK;
    }
    e = more_page(&form, &page);
    if (!e)
        view_report_more(&response->body, &page);
    return e;
}

// To what is not taken here: it is said at once. What it was taken for until then stays, to change the answer there.
static result answer_lead(struct report_form *form, const struct category *to)
{
    bool is_refused = directory_refuses(form->reporting.directory, to);
    return unsent_set(form->request->ctx, &form->unsent, is_refused ? "refused" : "service", to->service);
}

// Where an answer leads: to another category, or to a danger, whose page comes next then.
static result answer_take(struct report_form *form, const struct question *q, struct form_field *field,
                          struct report_page *page)
{
    struct ctx *ctx = form->request->ctx;
    struct answered answered;
    result e = question_answer(ctx, q, field->value, &answered);
    if (!e && !answered.is_read)
        e = form_fault(ctx, &page->faults, field, answered.problem);
    if (!e && answered.is_read)
        e = unsent_set(ctx, &form->unsent, field->name, answered.value);
    if (!e && answered.is_read && answered.category != CATEGORY_NONE)
        e = answer_lead(form, &form->reporting.directory->categories.all.at[answered.category]);
    if (!e && answered.is_read && answered.danger != CATEGORY_NONE)
        page->leads_to_danger = &form->reporting.directory->categories.dangers.at[answered.danger];
    return e;
}

result report_more_send(struct request *request, struct response *response)
{
    struct report_form form;
    struct report_page page = { .has_other = false };
    result e = report_open(request, &form);
    if (e || !is_begun(&form, response, &e))
        return e;
    e = more_page(&form, &page);
    if (!e)
        e = unsent_set(request->ctx, &form.unsent, "refused", (str){ 0 });
    if (!e) // answered anew, they may lead nowhere else
        e = unsent_set(request->ctx, &form.unsent, "service", form.asked->service);
    if (!e)
        e = unsent_set(request->ctx, &form.unsent, "asked-of", form.asked->service);
    for (size_t i = 0; i < form.asked->questions.n && !e; i++) {
        const struct question *q = &form.asked->questions.at[i];
        e = answer_take(&form, q, field_of(request->ctx, &page, q), &page);
    }
    if (!e)
        e = report_photo_take(&form, &page);
    if (!e)
        e = beside_take(&form, &page);
    if (!e)
        e = area_take(&form, &page);
    if (!e && page.faults.n) {
        view_report_more(&response->body, &page);
        return OK;
    }
    if (!e)
        e = unsent_set(request->ctx, &form.unsent, "danger",
                       page.leads_to_danger ? page.leads_to_danger->name : (str){ 0 });
    bool is_danger = page.leads_to_danger || report_is_refused(&form);
    return e ? e
             : report_go(&form, response,
                         is_danger                       ? "/report/danger"
                             : report_is_taken_in(&form) ? "/report/for"
                                                         : "/report/check");
}
