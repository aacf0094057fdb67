// What somebody hears of already: the list on /alerts for whoever is signed in, and /alerts/change/{token}.
#include "web/message_pages.h"
#include "web/views.h"
#include "web/visit.h"

#include "app/subscription.h"

static const int64_t CIRCLES[] = { 200, 500, 1000, 2000, 5000 };

result often_offer(struct ctx *ctx, struct form_field *field)
{
    result e = form_option_add(ctx, field, OFTEN_WEEKLY, STR("Once a week, if there is news"));
    return e ? e : form_option_add(ctx, field, OFTEN_AT_ONCE, STR("At once: within minutes"));
}

result circles_offer(struct ctx *ctx, struct form_field *field)
{
    result e = OK;
    for (size_t i = 0; i < sizeof CIRCLES / sizeof *CIRCLES && !e; i++) {
        int64_t metres = CIRCLES[i];
        str words = metres < 1000 ? str_format(ctx->arena, "%lld metres", (long long)metres)
                                  : str_format(ctx->arena, "%lld kilometre%s", (long long)(metres / 1000),
                                               metres > 1000 ? "s" : "");
        e = form_option_add(ctx, field, str_format(ctx->arena, "%lld", (long long)metres), words);
    }
    return e;
}

void option_choose(struct form_field *field)
{
    for (size_t i = 0; i < field->options.n; i++)
        field->options.at[i].is_chosen = str_equal(field->options.at[i].value, field->value);
}

str subscribed_words(struct request *request, const struct subscription_row *row)
{
    const struct categories *all = &request->board->directory.categories;
    int kind = str_equal(row->kind, ABOUT_SERVICE) ? category_find(all, row->subject) : CATEGORY_NONE;
    const struct charter *charter = str_equal(row->kind, ABOUT_CHARTER)
        ? board_charter(request->board, row->subject)
        : NULL;
    str title = charter         ? charter->document->document->title
        : kind != CATEGORY_NONE ? category_title(&all->all.at[kind])
                                : (str){ 0 };
    return subscription_words(request->ctx, row, title);
}

static result own_add(struct request *request, const struct subscription_row *row, struct alerts_page *page)
{
    struct ctx *ctx = request->ctx;
    struct alert_line *line = LIST_PUSH(ctx->arena, &page->own);
    if (!line)
        return arena_fail(ctx);
    *line = (struct alert_line){ .words = sentence(ctx, subscribed_words(request, row)),
                                 .is_waiting = instant_is_none(row->confirmed),
                                 .is_weekly = str_equal(row->often, OFTEN_WEEKLY) };
    line->change = url_format(ctx->arena, "/alerts/change/%s", url_segment(ctx->arena, row->token));
    line->end = url_format(ctx->arena, "/unsubscribe/%s", url_segment(ctx->arena, row->token));
    return OK;
}

// Of whoever has the address that they signed in with.
result alerts_own_fill(struct request *request, struct alerts_page *page)
{
    struct ctx *ctx = request->ctx;
    struct person_row_list people = { 0 };
    if (!request->visitor || !request->visitor->email.n)
        return OK;
    result e = query_person_of_email(
        ctx, request->db, &(struct person_of_email_in){ COMMUNITY_FIRST, request->visitor->email }, &people);
    for (size_t p = 0; p < people.n && !e; p++) {
        struct subscription_row_list rows;
        e = query_subscription_of_person(
            ctx, request->db, &(struct subscription_of_person_in){ COMMUNITY_FIRST, people.at[p].id }, &rows);
        for (size_t i = 0; i < rows.n && !e; i++)
            e = own_add(request, &rows.at[i], page);
    }
    return e;
}

// The one of the link. Messages about one's own report can only be ended.
static result change_open(struct request *request, struct subscription_token *found)
{
    result e = subscription_find(request->ctx, request->db, request_parameter(request, "token"), found);
    return e || !found->is_case ? e : fail(request->ctx, ERR_MISSING, "there is nothing to change");
}

static result change_fill(struct request *request, const struct subscription_token *found,
                          struct alert_change_page *page)
{
    struct ctx *ctx = request->ctx;
    const struct subscription_row *row = &found->subscription;
    layout_fill(request, STR("Change what you hear of"), "", &page->layout);
    page->about = sentence(ctx, subscribed_words(request, row));
    page->is_done = request_field(request, "done").n > 0;
    page->action = (struct url){ request->path };
    page->end = url_format(ctx->arena, "/unsubscribe/%s", url_segment(ctx->arena, found->token));
    page->often = form_field(request, "often", STR("How often?"));
    page->metres = form_field(request, "metres", STR("How far around it?"));
    page->is_place = str_equal(row->kind, ABOUT_PLACE);
    if (!page->often.value.n)
        page->often.value = row->often;
    if (!page->metres.value.n && page->is_place)
        page->metres.value = str_format(ctx->arena, "%lld", (long long)row->metres);
    result e = often_offer(ctx, &page->often);
    if (!e)
        e = circles_offer(ctx, &page->metres);
    option_choose(&page->often);
    option_choose(&page->metres);
    return e;
}

static result change_page(struct request *request, const struct subscription_token *found,
                          struct response *response, str why)
{
    struct alert_change_page page = { .is_done = false };
    result e = change_fill(request, found, &page);
    if (!e && why.n)
        e = form_fault(request->ctx, &page.faults, &page.often, why);
    response->is_unkept = true;
    if (!e)
        view_alert_change(&response->body, &page);
    return e;
}

result alerts_change_show(struct request *request, struct response *response)
{
    struct subscription_token found;
    result e = change_open(request, &found);
    return e ? e : change_page(request, &found, response, (str){ 0 });
}

static result change(struct ctx *ctx, struct db *db, void *with)
{
    return subscription_change(ctx, db, with);
}

result alerts_change_send(struct request *request, struct response *response)
{
    struct subscription_token found;
    result e = change_open(request, &found);
    if (e)
        return e;
    struct subscription_changing changing = { .found = &found, .often = request_form(request, "often") };
    if (!str_to_int(request_form(request, "metres"), &changing.metres))
        changing.metres = found.subscription.metres;
    e = site_write(request, change, &changing);
    if (e == ERR_INPUT)
        return change_page(request, &found, response, sentence(request->ctx, said_take(request->ctx)));
    if (!e)
        response_see(request, response,
                     (struct url){ str_format(request->ctx->arena, "%.*s?done=1", STR_ARGS(request->path)) });
    return e;
}
