// /walkabouts/new: a round on foot is planned, and announced to everybody or not.
#include "web/views.h"
#include "web/walks_pages.h"

#include "app/worklist.h"
#include "web/typed.h"

struct planning {
    struct request *request;
    struct walk_row row;
    enum walk_part part;
};

static result promises_fill(struct request *request, struct form_field *field)
{
    struct ctx *ctx = request->ctx;
    const struct board *board = request->board;
    result e = OK;
    for (size_t c = 0; c < board->charters.n; c++)
        for (size_t i = 0; i < board->charters.at[c].promises.n && !e; i++) {
            const struct promise_state *p = &board->charters.at[c].promises.at[i];
            const struct about about = walk_about(ctx, p);
            if (!is_graded(p) || !may(request->visitor, DEED_WALKABOUT, &about))
                continue;
            e = form_option_add(ctx, field, walk_promise_name(ctx, p),
                                str_format(ctx->arena, "%.*s %.*s (%.*s)", STR_ARGS(p->clause->label),
                                           STR_ARGS(p->clause->title),
                                           STR_ARGS(p->charter->document->document->title)));
        }
    for (size_t i = 0; i < field->options.n; i++)
        field->options.at[i].is_chosen |= request_forms_have(request, field->name,
                                                             field->options.at[i].value);
    if (field->options.n == 1)
        field->options.at[0].is_chosen = true;
    return e;
}

static result page_fill(struct request *request, struct walk_plan_page *page)
{
    layout_fill(request, STR("Plan a round on foot"), "charters", &page->layout);
    crumb_add(request->ctx, &page->layout, STR("Rounds on foot"), (struct url){ STR("/walkabouts") });
    page->day = form_field(request, "day", STR("On which day?"));
    page->day.hint = today_hint(request);
    page->day.width = 10;
    page->starts = form_field(request, "starts", STR("At what time?"));
    page->starts.hint = STR("Such as 10:30.");
    page->starts.is_optional = true;
    page->starts.width = 5;
    page->meeting = form_field(request, "meeting", STR("Where do you meet?"));
    page->meeting.hint = STR("A public place: the library's door. Never somebody's home.");
    page->promises = form_field(request, "promises", STR("What is looked at?"));
    page->places = form_field(request, "places", STR("Which places?"));
    page->places.hint = STR("One on each line. The same places each time make the figures comparable.");
    page->places.rows = 8;
    page->is_public = form_field(request, "is-public", STR("Who may read of it?"));
    result e = promises_fill(request, &page->promises);
    if (!e)
        e = form_option_add(request->ctx, &page->is_public, STR("yes"),
                            STR("Announce it to everybody: others may come along"));
    return e;
}

result walk_plan_show(struct request *request, struct response *response)
{
    struct walk_plan_page page = { .layout = { .title = { 0 } } };
    result e = must_may(request->ctx, request->visitor, DEED_WALKABOUT, NULL);
    if (!e)
        e = page_fill(request, &page);
    response->is_unkept = true;
    if (!e)
        view_walk_plan(&response->body, &page);
    return e;
}

static str promises_of(const struct request *request)
{
    str chosen = { 0 };
    for (size_t i = 0; i < request->n_form; i++)
        if (str_equal(request->form[i].name, STR("promises")))
            chosen = str_format(request->ctx->arena, "%.*s%s%.*s", STR_ARGS(chosen), chosen.n ? "\n" : "",
                                STR_ARGS(request->form[i].value));
    return chosen;
}

static result plan_read(struct planning *p)
{
    const struct request *r = p->request;
    int32_t second = 0;
    str starts = request_form(r, "starts");
    p->row = (struct walk_row){ .day = DATE_NONE,
                                .meeting = request_form(r, "meeting"),
                                .promises = promises_of(r),
                                .places = request_form(r, "places"),
                                .is_public = request_form(r, "is-public").n > 0,
                                .made = r->now };
    p->row.post = visitor_doer(r->ctx, r->visitor).said_by;
    if (!typed_day(request_form(r, "day"), &p->row.day))
        p->row.day = DATE_NONE;
    if (starts.n && !typed_time(starts, &second)) {
        p->part = WALK_STARTS;
        return fail(r->ctx, ERR_INPUT, "write the time like 10:30");
    }
    if (starts.n)
        p->row.starts = str_format(r->ctx->arena, "%02d:%02d", second / 3600, second % 3600 / 60);
    return walk_plan_check(r->ctx, r->board, &p->row, &p->part);
}

static result plan_write(struct ctx *ctx, struct db *db, void *with)
{
    struct planning *p = with;
    return walk_plan_keep(ctx, db, p->request->board, p->request->visitor, &p->row);
}

static result again(struct planning *p, struct response *response)
{
    struct request *request = p->request;
    struct walk_plan_page page = { .layout = { .title = { 0 } } };
    struct form_field *const fields[] = { &page.day, &page.starts, &page.meeting, &page.promises,
                                          &page.places };
    str why = sentence(request->ctx, said_take(request->ctx));
    result e = page_fill(request, &page);
    for (size_t i = 0; i < page.is_public.options.n; i++)
        page.is_public.options.at[i].is_chosen = p->row.is_public;
    if (!e)
        e = form_fault(request->ctx, &page.faults, fields[p->part], why);
    response->is_unkept = true;
    if (!e)
        view_walk_plan(&response->body, &page);
    return e;
}

result walk_plan_send(struct request *request, struct response *response)
{
    struct planning p = { .request = request };
    result e = must_may(request->ctx, request->visitor, DEED_WALKABOUT, NULL);
    if (e)
        return e;
    e = plan_read(&p);
    if (!e)
        e = site_write(request, plan_write, &p);
    if (!e)
        response_see(request, response,
                     url_format(request->ctx->arena, "/walkabouts/%lld", (long long)p.row.id));
    return is_for_form(e) ? again(&p, response) : e;
}
