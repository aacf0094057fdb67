// GET /charters/{charter}/dates.ics: the days of a charter for a calendar that is subscribed to. When its periods
// end, what is owed by when, when it is looked at again, its last day, its next meeting and what was agreed there: from
// today on, since what is past stands on the pages.
#include "web/pages.h"

#include "app/meeting.h"
#include "app/review_due.h"
#include "app/setting.h"
#include "format/ical_write.h"

struct dates {
    struct request *request;
    const struct charter *charter;
    str title;
    struct ical_days days;
};

// The same days of several promises are one event.
static struct ical_day *day_find(struct dates *d, str key)
{
    for (size_t i = 0; i < d->days.n; i++)
        if (str_equal(d->days.at[i].key, key))
            return &d->days.at[i];
    return NULL;
}

static result day_add(struct dates *d, struct ical_day day)
{
    struct ctx *ctx = d->request->ctx;
    if (day.day.day < d->request->board->today.day)
        return OK;
    struct ical_day *slot = LIST_PUSH(ctx->arena, &d->days);
    if (!slot)
        return arena_fail(ctx);
    *slot = day;
    return OK;
}

static result period_add(struct dates *d, const struct promise_state *p)
{
    struct ctx *ctx = d->request->ctx;
    if (!p->now || !p->now->is_running || !p->now->row->has_period)
        return OK;
    date last = p->now->row->period.to;
    str key = str_format(ctx->arena, "%.*s period to %lld", STR_ARGS(d->charter->id), (long long)last.day);
    struct ical_day *there = day_find(d, key);
    if (there) {
        there->summary = str_format(ctx->arena, "%.*s, %.*s", STR_ARGS(there->summary),
                                    STR_ARGS(p->clause->label));
        return OK;
    }
    return day_add(
        d,
        (struct ical_day){ .key = key,
                           .day = last,
                           .summary = str_format(ctx->arena, "%.*s: a period ends, of %.*s",
                                                 STR_ARGS(d->title), STR_ARGS(p->clause->label)) });
}

// What is owed of a missed target: open, or late and still owed.
static result steps_add(struct dates *d, const struct promise_state *p)
{
    struct ctx *ctx = d->request->ctx;
    result e = OK;
    for (size_t i = 0; i < p->openings.n && !e; i++)
        for (size_t k = 0; k < p->openings.at[i]->n_steps && !e; k++) {
            const struct obligation_row *step = &p->openings.at[i]->steps[k];
            if (step->state != STEP_OPEN || instant_is_none(step->due))
                continue;
            str summary = str_format(ctx->arena, "%.*s, %.*s: %.*s", STR_ARGS(d->title),
                                     STR_ARGS(p->clause->label), STR_ARGS(step->what));
            str key = str_format(ctx->arena, "%.*s %.*s owed %lld %.*s %lld", STR_ARGS(d->charter->id),
                                 STR_ARGS(p->clause->label), (long long)step->period_to.day,
                                 STR_ARGS(step->redress), (long long)step->step);
            date day = instant_date(d->request->board->zone, step->due);
            e = day_add(d, (struct ical_day){ .key = key, .day = day, .summary = summary });
        }
    return e;
}

static result review_add(struct dates *d)
{
    struct ctx *ctx = d->request->ctx;
    bool is_end;
    date day = review_due(d->charter->document->document, d->request->board->today, &is_end);
    if (date_is_none(day))
        return OK;
    str key = str_format(ctx->arena, "%.*s review %lld", STR_ARGS(d->charter->id), (long long)day.day);
    str summary = str_format(ctx->arena, is_end ? "%.*s: its last day" : "%.*s: it is looked at again",
                             STR_ARGS(d->title));
    return day_add(d, (struct ical_day){ .key = key, .day = day, .summary = summary });
}

// The next meeting, and what was agreed there by a day.
static result meeting_add(struct dates *d)
{
    struct ctx *ctx = d->request->ctx;
    const struct zone *zone = d->request->board->zone;
    const struct fact_row *next = meeting_next(d->request->board, d->charter->id);
    struct agreed_list agreed;
    result e = meeting_agreed(ctx, d->request->board, d->charter->id, &agreed);
    if (!e && next)
        e = day_add(d,
                    (struct ical_day){ .key = str_format(ctx->arena, "%.*s meeting %lld",
                                                         STR_ARGS(d->charter->id), (long long)next->id),
                                       .day = instant_date(zone, next->until),
                                       .summary = str_format(ctx->arena, "%.*s: the parties meet, %.*s: %.*s",
                                                             STR_ARGS(d->title),
                                                             STR_ARGS(instant_words(ctx, zone, next->until)),
                                                             STR_ARGS(next->words)) });
    for (size_t i = 0; i < agreed.n && !e; i++) {
        const struct agreed *a = &agreed.at[i];
        if (a->end || date_is_none(a->by))
            continue;
        str key = str_format(ctx->arena, "%.*s agreed %lld", STR_ARGS(d->charter->id),
                             (long long)a->fact->id);
        str summary = str_format(ctx->arena, "%.*s, %.*s: %.*s", STR_ARGS(d->title), STR_ARGS(a->fact->value),
                                 STR_ARGS(a->fact->words));
        e = day_add(d, (struct ical_day){ .key = key, .day = a->by, .summary = summary });
    }
    return e;
}

static result address_add(struct dates *d)
{
    struct ctx *ctx = d->request->ctx;
    str site;
    result e = setting_read(ctx, d->request->db, SETTING_ADDRESS, &site);
    while (str_ends(site, STR("/")))
        site.n--;
    str page = charter_url(ctx, d->charter->id).text;
    for (size_t i = 0; i < d->days.n && site.n; i++)
        d->days.at[i].url = str_format(ctx->arena, "%.*s%.*s", STR_ARGS(site), STR_ARGS(page));
    return e;
}

result charter_dates_show(struct request *request, struct response *response)
{
    struct dates d = { .request = request,
                       .charter = board_charter(request->board, request_parameter(request, "charter")) };
    if (!d.charter)
        return fail(request->ctx, ERR_MISSING, "there is no such charter");
    d.title = d.charter->document->document->title;
    result e = OK;
    for (size_t i = 0; i < d.charter->promises.n && !e; i++) {
        e = period_add(&d, &d.charter->promises.at[i]);
        if (!e)
            e = steps_add(&d, &d.charter->promises.at[i]);
    }
    if (!e)
        e = review_add(&d);
    if (!e)
        e = meeting_add(&d);
    if (!e)
        e = address_add(&d);
    if (e)
        return e;
    response->type = STR("text/calendar; charset=utf-8");
    return ical_write(request->ctx, d.title, &d.days, (instant){ request->board->state.derived_at },
                      &response->body);
}
