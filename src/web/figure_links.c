// From where figures stand to their page; and those that wait to be confirmed.
#include "web/figure_pages.h"

#include "app/publish.h"

struct url figure_url(struct ctx *ctx, const struct figure_key *key)
{
    struct buffer last = buffer_open(64);
    date_write(&last, key->last);
    str end = str_format(ctx->arena, "%.*s%s", STR_ARGS(buffer_str(&last)), key->is_count ? "-count" : "");
    struct url url = url_format(ctx->arena, "/charters/%s/%s/figures/%s",
                                url_segment(ctx->arena, key->document), url_segment(ctx->arena, key->clause),
                                url_segment(ctx->arena, end));
    buffer_done(ctx->arena, &last);
    return url;
}

struct url figure_row_url(struct ctx *ctx, const struct promise_period *period)
{
    const struct judge_row *row = period->row;
    struct figure_key key = { row->document->document->id, row->account->promise->clause->label,
                              row->period.to, row->account->count != NULL };
    return period->standing.n ? figure_url(ctx, &key) : (struct url){ { 0 } };
}

// When the first word on it was said.
static instant published_at(const struct board *board, const struct judge_row *row)
{
    for (size_t i = 0; i < board->facts.n; i++) {
        const struct fact_row *f = &board->facts.at[i];
        if (f->kind == FACT_PUBLISHED && f->period_to.day == row->period.to.day &&
            str_equal(f->clause, row->label) && str_equal(f->document, row->document->document->id) &&
            published_read(f->value).is_count == (row->account->count != NULL))
            return f->happened;
    }
    return INSTANT_NONE;
}

static result line_add(struct request *request, const struct promise_state *p,
                       const struct promise_period *period, struct figure_lines *figures)
{
    struct ctx *ctx = request->ctx;
    struct figure_line *line = LIST_PUSH(ctx->arena, figures);
    if (!line)
        return arena_fail(ctx);
    instant until = figure_confirmed_by(period->row, published_at(request->board, period->row));
    *line = (struct figure_line){ .about = str_format(ctx->arena, "%.*s: %.*s %.*s",
                                                      STR_ARGS(p->charter->document->document->title),
                                                      STR_ARGS(p->clause->label), STR_ARGS(p->clause->title)),
                                  .period = period_words(ctx->arena, period->row->period),
                                  .counts = period->counts,
                                  .mark = verdict_mark(period->row->verdict),
                                  .url = figure_row_url(ctx, period) };
    if (until.second < INSTANT_FAR.second)
        line->by_itself = date_words(ctx, instant_date(request->board->zone, until));
    return OK;
}

static bool waits(const struct promise_period *period)
{
    return !period->is_before && !period->is_running && str_equal(period->standing, STR("provisional"));
}

static result promise_take(struct request *request, const struct promise_state *p,
                           struct figure_lines *figures, int64_t *n)
{
    result e = OK;
    for (size_t i = 0; i < p->periods.n && !e; i++) {
        const struct promise_period *period = &p->periods.at[i];
        if (!waits(period) || !figure_may(request->ctx, request->visitor, period->row->account->promise))
            continue;
        ++*n;
        e = figures ? line_add(request, p, period, figures) : OK;
    }
    return e;
}

result figures_waiting(struct request *request, struct figure_lines *figures, int64_t *n)
{
    const struct board *board = request->board;
    result e = OK;
    *n = 0;
    for (size_t c = 0; c < board->charters.n; c++)
        for (size_t i = 0; i < board->charters.at[c].promises.n && !e; i++)
            e = promise_take(request, &board->charters.at[c].promises.at[i], figures, n);
    return e;
}
