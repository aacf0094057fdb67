#include "web/report_form.h"

#include "app/desk.h"

void report_step(const struct report_form *form, const char *title, const char *back,
                 struct report_page *page)
{
    layout_fill(form->request, str_from(title), "report", &page->layout);
    page->layout.back = (struct url){ back ? str_from(back) : (str){ 0 } };
    page->taken_in = report_intake_words(form);
    page->is_spoken_for = !page->taken_in.n && str_equal(report_typed(form, "whose"), STR("spoken"));
}

result report_open(struct request *request, struct report_form *form)
{
    *form = (struct report_form){ .request = request };
    result e = unsent_read(request->ctx, request->db, request_cookie(request, COOKIE_REPORT), request->now,
                           &form->unsent);
    form->reporting = reporting_open(request->ctx, request->db, request->board, request->now);
    return e ? e : report_look(form);
}

result report_look(struct report_form *form)
{
    struct report_place place;
    str service = report_typed(form, "service"), area = report_typed(form, "area");
    bool has_place = report_typed(form, "place").n || report_typed(form, "latitude").n;
    int i = service.n ? category_find(&form->reporting.directory->categories, service) : CATEGORY_NONE;
    form->category = i == CATEGORY_NONE ? NULL : &form->reporting.directory->categories.all.at[i];
    str asked = report_typed(form, "asked-of");
    int k = asked.n && form->category ? category_find(&form->reporting.directory->categories, asked)
                                      : CATEGORY_NONE;
    form->asked = k == CATEGORY_NONE ? form->category : &form->reporting.directory->categories.all.at[k];
    form->is_area_missing = false;
    if (!has_place || area.n || !form->request->board->places.n)
        return OK;
    result e = report_located(form, &place);
    form->is_area_missing = !e && !place.located.is_known;
    return e;
}

result report_located(const struct report_form *form, struct report_place *place)
{
    result e = reporting_place(&form->reporting, report_typed(form, "place"), report_typed(form, "latitude"),
                               report_typed(form, "longitude"), place);
    str area = report_typed(form, "area");
    if (!e && !place->located.is_known && area.n && !str_equal(area, REPORT_AREA_UNKNOWN))
        e = place_named(form->request->ctx, form->request->board->areas, area, &place->located);
    return e;
}

bool report_is_refused(const struct report_form *form)
{
    const struct directory *directory = form->reporting.directory;
    int danger = danger_find(&directory->categories, report_typed(form, "danger"));
    return report_typed(form, "refused").n ||
        (danger != CATEGORY_NONE &&
         directory_refuses_danger(directory, &directory->categories.dangers.at[danger]));
}

result report_answers_forget(struct report_form *form)
{
    struct ctx *ctx = form->request->ctx;
    result e = unsent_set(ctx, &form->unsent, "danger", (str){ 0 });
    if (!e)
        e = unsent_set(ctx, &form->unsent, "asked-of", (str){ 0 });
    return e ? e : unsent_set(ctx, &form->unsent, "refused", (str){ 0 });
}

str report_typed(const struct report_form *form, const char *name)
{
    return unsent_value(&form->unsent, name);
}

result report_take(struct report_form *form, const char *name)
{
    return unsent_set(form->request->ctx, &form->unsent, name, request_form(form->request, name));
}

enum { CODE_SECONDS = 600 }; // till the page that shows it has come, over a slow line

static result keep(struct ctx *ctx, struct db *db, void *with)
{
    const struct report_form *form = with;
    return unsent_keep(ctx, db, &form->unsent, form->request->now);
}

result report_keep(struct report_form *form)
{
    return site_write(form->request, keep, form);
}

result report_go(struct report_form *form, struct response *response, const char *path)
{
    result e = report_keep(form);
    if (e)
        return e;
    response_cookie(form->request, response, COOKIE_REPORT, form->unsent.token,
                    (int64_t)UNSENT_DAYS * DAY_SECONDS);
    response_see(form->request, response, (struct url){ str_from(path) });
    return OK;
}

void report_code_hand_over(struct request *request, struct response *response, str reference, str code)
{
    str value = str_format(request->ctx->arena, "%.*s.%.*s", STR_ARGS(reference), STR_ARGS(code));
    response_cookie(request, response, COOKIE_OWN_CODE, value, CODE_SECONDS);
}

str report_code_take(struct request *request, struct response *response, str reference)
{
    str code = request_cookie(request, COOKIE_OWN_CODE), of = str_cut(&code, '.');
    if (!of.n)
        return of;
    response_cookie(request, response, COOKIE_OWN_CODE, STR("-"), -1);
    return str_equal(of, reference) ? code : (str){ 0 };
}

static bool is_of_report(str name)
{
    static const str names[] = { STR_INIT("place"),    STR_INIT("latitude"), STR_INIT("longitude"),
                                 STR_INIT("area"),     STR_INIT("name"),     STR_INIT("email"),
                                 STR_INIT("telephone") };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_equal(name, names[i]))
            return true;
    return str_starts(name, STR("q-")) && name.n < 60;
}

result report_begin_again(struct report_form *form, struct response *response)
{
    struct request *request = form->request;
    struct ctx *ctx = request->ctx;
    bool has_some = false;
    result e = unsent_set(ctx, &form->unsent, "sent", (str){ 0 });
    for (size_t i = 0; i < request->n_form && !e && form->unsent.n < UNSENT_FIELDS_MAX; i++) {
        const struct name_value *f = &request->form[i];
        char *name = is_of_report(f->name) && f->value.n && f->value.n <= REPORT_WORDS_MAX
            ? str_c(ctx->arena, f->name)
            : NULL;
        has_some |= name != NULL;
        e = name ? unsent_set(ctx, &form->unsent, name, f->value) : OK;
    }
    if (!e && has_some)
        return report_go(form, response, "/report?again=yes");
    response_see(request, response, (struct url){ STR("/report") });
    return e;
}

struct form_field report_field(const struct report_form *form, const char *name, str label)
{
    struct form_field field = form_field(form->request, name, label);
    if (form->request->method != METHOD_POST && !form->request->n_form) // nor typed before a session ended
        field.value = report_typed(form, name);
    return field;
}

static bool has_question(const struct category *category, str name)
{
    for (size_t i = 0; i < category->questions.n; i++)
        if (str_same_name(category->questions.at[i].name, name))
            return true;
    return false;
}

const struct question *report_question(const struct report_form *form, size_t i)
{
    const struct category *own = form->category, *asked = form->asked;
    if (i < own->questions.n)
        return &own->questions.at[i];
    i -= own->questions.n;
    for (size_t k = 0; asked != own && k < asked->questions.n; k++)
        if (!has_question(own, asked->questions.at[k].name) && i-- == 0)
            return &asked->questions.at[k];
    return NULL;
}

const char *report_question_name(struct ctx *ctx, const struct question *q)
{
    str name = str_format(ctx->arena, "q-%.*s", STR_ARGS(q->name));
    char *at = str_c(ctx->arena, name);
    for (size_t i = 0; at && i < name.n; i++)
        at[i] = at[i] == ' ' ? '-' : at[i];
    return at ? at : "q";
}
