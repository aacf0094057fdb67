// GET /walkabouts: the rounds on foot that are planned, the next one first, and reports to be looked at again. POST:
// one is as the service says. GET /walkabouts/champions: what a champion does.
#include "web/views.h"
#include "web/walks_pages.h"

#include "app/library.h"
#include "app/worklist.h"

enum { WALKS_SHOWN = 60 };

static str what_words(struct ctx *ctx, const struct walk_plan *plan)
{
    str words = { 0 };
    for (size_t i = 0; i < plan->promises.n; i++) {
        const struct promise_state *p = plan->promises.at[i];
        words = str_format(ctx->arena, "%.*s%s%.*s (%.*s)", STR_ARGS(words), words.n ? "; " : "",
                           STR_ARGS(p->clause->title), STR_ARGS(p->charter->document->document->title));
    }
    return words;
}

struct walk_card walk_card_make(struct ctx *ctx, const struct walk_plan *plan)
{
    const struct walk_row *row = &plan->row;
    str day = date_words(ctx, row->day);
    const char *weekday = weekday_name(date_weekday(row->day));
    return (struct walk_card){ .when = row->starts.n
                                   ? str_format(ctx->arena, "%s %.*s, %.*s", weekday, STR_ARGS(day),
                                                STR_ARGS(row->starts))
                                   : str_format(ctx->arena, "%s %.*s", weekday, STR_ARGS(day)),
                               .meeting = row->meeting,
                               .what = what_words(ctx, plan),
                               .post = row->post,
                               .url = url_format(ctx->arena, "/walkabouts/%lld", (long long)row->id),
                               .is_public = row->is_public,
                               .is_off = str_equal(row->state, WALK_OFF) };
}

static result walks_fill(struct request *request, struct walks_page *page)
{
    struct ctx *ctx = request->ctx;
    struct walk_row_list rows;
    struct walk_plan plan;
    result e = query_walk_from(ctx, request->db,
                               &(struct walk_from_in){ COMMUNITY_FIRST, request->board->today, WALKS_SHOWN },
                               &rows);
    for (size_t i = 0; !e && i < rows.n; i++) {
        e = walk_plan_read(ctx, request->board, &rows.at[i], &plan);
        bool is_seen = !e && (rows.at[i].is_public || walk_plan_may(ctx, request->visitor, &plan));
        struct walk_card *card = is_seen ? LIST_PUSH(ctx->arena, &page->walks) : NULL;
        if (is_seen && !card)
            return arena_fail(ctx);
        if (card)
            *card = walk_card_make(ctx, &plan);
    }
    for (size_t i = 0; i < page->walks.n && !page->next; i++)
        page->next = page->walks.at[i].is_off ? NULL : &page->walks.at[i];
    return e;
}

static bool is_planned_for(struct request *request, const struct walk_plan *plan,
                           const struct promise_state *p)
{
    for (size_t i = 0; i < plan->promises.n; i++)
        if (plan->promises.at[i] == p)
            return !str_equal(plan->row.state, WALK_OFF) &&
                walk_plan_may(request->ctx, request->visitor, plan);
    return false;
}

result walk_planned_find(struct request *request, const struct promise_state *promise, struct link *planned)
{
    struct ctx *ctx = request->ctx;
    int32_t today = request->board->today.day, nearest = INT32_MAX;
    struct walk_row_list rows;
    struct walk_plan plan;
    date from = date_add_days(request->board->today, -WALK_DAYS_BACK);
    result e = query_walk_from(ctx, request->db, &(struct walk_from_in){ COMMUNITY_FIRST, from, WALKS_SHOWN },
                               &rows);
    *planned = (struct link){ .text = { 0 } };
    for (size_t i = 0; !e && i < rows.n; i++) {
        int32_t days = rows.at[i].day.day - today, far = days < 0 ? -days : days;
        e = walk_plan_read(ctx, request->board, &rows.at[i], &plan);
        if (e || far > nearest || !is_planned_for(request, &plan, promise))
            continue;
        struct walk_card card = walk_card_make(ctx, &plan);
        *planned = (struct link){ .text = card.when, .url = card.url };
        nearest = far;
    }
    return e;
}

static result recheck_add(struct request *request, const struct recheck_stop *stop, struct walks_page *page)
{
    struct ctx *ctx = request->ctx;
    const struct about about = { .area = stop->area };
    if (stop->is_looked || !may(request->visitor, DEED_DISPUTE, &about))
        return OK;
    struct recheck_line *line = LIST_PUSH(ctx->arena, &page->rechecks);
    if (!line)
        return arena_fail(ctx);
    *line = (struct recheck_line){ .reference = stop->reference,
                                   .summary = stop->summary,
                                   .area = str_slice(stop->area, 0, str_find(stop->area, STR(";"))),
                                   .url = case_url(ctx, stop->reference) };
    line->promise = stop->promise->clause->title;
    line->closed = date_words(ctx, instant_date(request->board->zone, stop->closed));
    line->finding_url = url_format(ctx->arena, "/reports/%s/finding",
                                   url_segment(ctx->arena, stop->reference));
    return OK;
}

// Whoever has a role by which they look for others: not whoever only reported something.
static bool may_look(const struct visitor *visitor)
{
    for (size_t i = 0; visitor && i < visitor->roles.n; i++)
        if (permission_of(visitor->roles.at[i].role, DEED_DISPUTE) == MAY_OWN_AREA)
            return true;
    return false;
}

static result rechecks_fill(struct request *request, struct walks_page *page)
{
    struct recheck sample;
    page->may_look = may_look(request->visitor);
    if (!page->may_look)
        return OK;
    result e = recheck_sample(request->ctx, request->db, request->board, &sample);
    page->sample_day = date_words(request->ctx, recheck_day(request->board->today));
    for (size_t i = 0; !e && i < sample.stops.n; i++)
        e = recheck_add(request, &sample.stops.at[i], page);
    return e;
}

result walkabouts_show(struct request *request, struct response *response)
{
    struct walks_page page = { .next = NULL };
    layout_fill(request, STR("Rounds on foot"), "charters", &page.layout);
    crumb_add(request->ctx, &page.layout, STR("Charters"), (struct url){ STR("/charters") });
    page.may_walk = may(request->visitor, DEED_WALKABOUT, NULL);
    page.is_done = request_field(request, "done").n > 0;
    result e = walks_fill(request, &page);
    if (!e)
        e = rechecks_fill(request, &page);
    response->is_unkept = true;
    if (!e)
        view_walkabouts(&response->body, &page);
    return e;
}

// Asked again inside the write, of the case as it is then: it may have been looked at, or be open again.
static result same_write(struct ctx *ctx, struct db *db, void *with)
{
    struct request *request = with;
    struct recheck sample;
    struct desk desk;
    str reference = request_form(request, "reference");
    struct about about = { .area = { 0 } };
    result e = recheck_sample(ctx, db, request->board, &sample);
    const struct recheck_stop *stop = e ? NULL : recheck_stop_of(&sample, reference);
    if (!e && !stop)
        return fail(ctx, ERR_RULE, "That report is in no sample of this week, or it is open again.");
    if (!e) {
        about.area = stop->area;
        e = must_may(ctx, request->visitor, DEED_DISPUTE, &about);
    }
    struct doer by = visitor_finder(request->visitor, &about);
    if (!e && by.voice != VOICE_CHAMPION)
        e = fail(ctx, ERR_DENIED, "This is for champions and councillors of the area.");
    if (!e)
        e = desk_open(ctx, db, request->now, &by, &desk);
    if (!e)
        e = desk_take(&desk, reference);
    if (!e)
        e = recheck_say(&desk, &sample, stop, true);
    return e ? e : desk_settle(&desk);
}

result walkabouts_send(struct request *request, struct response *response)
{
    result e = must_may(request->ctx, request->visitor, DEED_DISPUTE, NULL);
    if (!e)
        e = site_write(request, same_write, request);
    if (!e)
        response_see(request, response, (struct url){ STR("/walkabouts?done=yes#again") });
    return e;
}

result champions_show(struct request *request, struct response *response)
{
    struct notice_page page = { .limited = { 0 } };
    layout_fill(request, STR("Neighbourhood champions"), "charters", &page.layout);
    crumb_add(request->ctx, &page.layout, STR("Rounds on foot"), (struct url){ STR("/walkabouts") });
    str words, grades;
    result e = library_text(request->ctx, "notices", "champions.md", &words);
    if (!e)
        e = library_text(request->ctx, "notices", "grades.md", &grades);
    if (e)
        return e;
    page.text = prose_html(
        request->ctx,
        str_format(request->ctx->arena, "%.*s\n\n## The grades\n\n%.*s", STR_ARGS(words), STR_ARGS(grades)));
    view_notice(&response->body, &page);
    return OK;
}
