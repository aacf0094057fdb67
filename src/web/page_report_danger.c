// /report/danger: what the words speak of, or what an answer led to, is to be rung about; and what is not taken here.
#include "web/report_form.h"
#include "web/views.h"

static result danger_add(const struct report_form *form, const struct danger *danger,
                         const struct located *place, struct report_page *page)
{
    struct ctx *ctx = form->request->ctx;
    struct danger_line *line = LIST_PUSH(ctx->arena, &page->dangers);
    const struct body *body = route_danger(form->reporting.directory, place, form->request->board->today,
                                           danger);
    if (!line)
        return arena_fail(ctx);
    *line = (struct danger_line){ .title = danger->title,
                                  .say = danger->say,
                                  .ring = danger->ring,
                                  .url = telephone_url(ctx, danger->ring) };
    if (body && !str_equal(body->telephone, danger->ring)) {
        line->body = body->name;
        line->body_ring = body->telephone;
        line->body_url = telephone_url(ctx, body->telephone);
    }
    return OK;
}

// A kind that is not taken, with whom to ask instead; its own body's number where the list names none.
static result refused_add(const struct report_form *form, const struct category *c,
                          const struct located *place, struct report_page *page)
{
    struct ctx *ctx = form->request->ctx;
    const struct private_service *row = directory_private(form->reporting.directory, c);
    struct danger_line *line = LIST_PUSH(ctx->arena, &page->dangers);
    struct routed routed;
    struct route_question question = { c->service, place,
                                       zone_date(form->request->board->zone, form->reporting.at, NULL) };
    if (!line)
        return arena_fail(ctx);
    result e = route_find(ctx, form->reporting.directory, &question, &routed);
    str instead = row && row->instead.n ? row->instead : STR("999 in danger, else 101");
    *line = (struct danger_line){ .title = category_title(c), .say = c->ring, .ring = instead };
    line->url = telephone_url(ctx, instead);
    if (!e && routed.body && routed.body->telephone.n) {
        line->body = routed.body->name;
        line->body_ring = routed.body->telephone;
        line->body_url = telephone_url(ctx, routed.body->telephone);
    }
    return e;
}

// All that the words speak of: a guess, so that there is a way onward.
static result words_fill(const struct report_form *form, const struct located *place,
                         struct report_page *page)
{
    const struct categories *all = &form->reporting.directory->categories;
    struct words_found found;
    result e = words_find(form->request->ctx, all, report_typed(form, "words"), &found);
    for (size_t i = 0; !e && i < found.n_dangers; i++)
        e = danger_add(form, &all->dangers.at[found.dangers[i].index], place, page);
    return e;
}

static result dangers_fill(const struct report_form *form, const struct located *place,
                           struct report_page *page)
{
    const struct categories *all = &form->reporting.directory->categories;
    str refused = report_typed(form, "refused");
    int answered = danger_find(all, report_typed(form, "danger"));
    int kind = refused.n ? category_find(all, refused) : CATEGORY_NONE;
    bool is_kind_refused = form->category && directory_refuses(form->reporting.directory, form->category);
    page->is_refused = report_is_refused(form) || is_kind_refused;
    page->onward = (struct url){ answered == CATEGORY_NONE ? STR("/report/which") : STR("/report/check") };
    if (page->is_refused)
        page->onward = (struct url){ is_kind_refused ? STR("/report/which") : STR("/report/more") };
    if (kind != CATEGORY_NONE)
        return refused_add(form, &all->all.at[kind], place, page);
    if (answered != CATEGORY_NONE)
        return danger_add(form, &all->dangers.at[answered], place, page);
    return is_kind_refused ? refused_add(form, form->category, place, page) : words_fill(form, place, page);
}

result report_danger_show(struct request *request, struct response *response)
{
    struct report_form form;
    struct report_place place;
    struct report_page page = { .has_other = false };
    result e = report_open(request, &form);
    if (!e)
        e = report_located(&form, &place);
    if (!e)
        e = dangers_fill(&form, &place.located, &page);
    if (e)
        return e;
    if (!page.dangers.n) {
        response_see(request, response, page.onward);
        return OK;
    }
    report_step(&form, page.is_refused ? "This is not taken here" : "Is somebody in danger?",
                page.is_refused ? page.onward.text.at : "/report", &page);
    view_report_danger(&response->body, &page);
    return OK;
}
