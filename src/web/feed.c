#include "web/feed.h"

#include "app/alert.h"
#include "format/atom.h"
#include "store/fact.h"

#include <stdlib.h>

result feed_add(struct ctx *ctx, struct feed *feed, struct feed_entry entry)
{
    struct feed_entry *slot = LIST_PUSH(ctx->arena, &feed->entries);
    if (!slot)
        return arena_fail(ctx);
    *slot = entry;
    return OK;
}

// As the page has it: "72 of 88 on time", "Fewer than five"; empty where the page has no such row.
static const struct promise_period *period_of(const struct promise_state *promise, const struct fact_row *f)
{
    for (size_t i = 0; i < promise->periods.n; i++) {
        const struct promise_period *p = &promise->periods.at[i];
        if (p->row->period.from.day == f->period_from.day && p->row->period.to.day == f->period_to.day)
            return p;
    }
    return NULL;
}

static str figure_words(struct ctx *ctx, const struct promise_state *promise, const struct fact_row *f)
{
    const struct promise_period *p = period_of(promise, f);
    str span = period_words(ctx->arena, (struct span){ f->period_from, f->period_to });
    return p ? str_format(ctx->arena, "%.*s: %.*s", STR_ARGS(span), STR_ARGS(p->counts)) : span;
}

// A fact about a charter or one of its promises.
static result happening_add(struct ctx *ctx, const struct charter *charter, const struct fact_row *f,
                            struct feed *feed)
{
    const struct promise_state *promise = charter_promise(charter, f->clause);
    str what = alert_words(ctx, f);
    if (!what.n)
        return OK;
    str title = charter->document->document->title;
    struct feed_entry entry = { .key = str_format(ctx->arena, "fact %lld", (long long)f->id),
                                .url = charter_url(ctx, charter->id),
                                .words = sentence(ctx, what),
                                .at = f->recorded };
    entry.title = str_format(ctx->arena, "%.*s: %.*s", STR_ARGS(title), STR_ARGS(what));
    if (promise) {
        entry.url = promise_url(ctx, charter->id, promise->clause->label);
        entry.title = str_format(ctx->arena, "%.*s, %.*s %.*s: %.*s", STR_ARGS(title),
                                 STR_ARGS(promise->clause->label), STR_ARGS(promise->clause->title),
                                 STR_ARGS(what));
        if (f->kind == FACT_PUBLISHED)
            entry.words = figure_words(ctx, promise, f);
    }
    return feed_add(ctx, feed, entry);
}

static result happenings_add(struct ctx *ctx, const struct charter *charter, str clause,
                             bool is_figures_alone, struct feed *feed)
{
    const struct fact_row_list *facts = &charter->board->facts;
    result e = OK;
    for (size_t i = 0; i < facts->n && !e; i++) {
        const struct fact_row *f = &facts->at[i];
        bool is_wanted = str_equal(f->document, charter->id) && (!clause.n || str_equal(f->clause, clause));
        if (is_wanted && (!is_figures_alone || f->kind == FACT_PUBLISHED))
            e = happening_add(ctx, charter, f, feed);
    }
    return e;
}

static result openings_of(struct ctx *ctx, const struct charter *charter, str clause, struct feed *feed)
{
    struct opening_lines lines = { 0 };
    result e = OK;
    for (size_t i = 0; i < charter->promises.n && !e; i++) {
        const struct promise_state *p = &charter->promises.at[i];
        if (!clause.n || str_equal(p->clause->label, clause))
            e = openings_fill(ctx, charter->board, &p->openings, &lines);
    }
    return e ? e : feed_of_openings(ctx, &lines, feed);
}

result feed_of_charter(struct ctx *ctx, const struct charter *charter, str clause, struct feed *feed)
{
    result e = happenings_add(ctx, charter, clause, false, feed);
    return e ? e : openings_of(ctx, charter, clause, feed);
}

result feed_of_figures(struct ctx *ctx, const struct board *board, struct feed *feed)
{
    result e = OK;
    for (size_t i = 0; i < board->charters.n && !e; i++)
        e = happenings_add(ctx, &board->charters.at[i], (str){ 0 }, true, feed);
    return e;
}

static result step_add(struct ctx *ctx, const struct opening_line *o, const struct step_line *s,
                       struct feed *feed)
{
    const struct obligation_row *row = s->row;
    if (!row || instant_is_none(row->done))
        return OK;
    return feed_add(
        ctx, feed,
        (struct feed_entry){ .key = str_format(ctx->arena, "step %.*s %.*s %.*s %d %d",
                                               STR_ARGS(row->document), STR_ARGS(row->promise),
                                               STR_ARGS(row->redress), (int)row->period_from.day, s->number),
                             .title = str_format(ctx->arena, "%.*s, %.*s: step %d was done",
                                                 STR_ARGS(o->charter), STR_ARGS(o->promise), s->number),
                             .words = s->text,
                             .url = o->promise_url,
                             .at = row->done });
}

result feed_of_openings(struct ctx *ctx, const struct opening_lines *lines, struct feed *feed)
{
    result e = OK;
    for (size_t i = 0; i < lines->n && !e; i++) {
        const struct opening_line *o = &lines->at[i];
        const struct obligation_row *row = o->steps.n ? o->steps.at[0].row : NULL;
        if (!row)
            continue;
        str key = str_format(ctx->arena, "redress %.*s %.*s %.*s %d", STR_ARGS(row->document),
                             STR_ARGS(row->promise), STR_ARGS(row->redress), (int)row->period_from.day);
        str title = str_format(ctx->arena, "%.*s, %.*s: redress is due", STR_ARGS(o->charter),
                               STR_ARGS(o->promise));
        e = feed_add(ctx, feed, (struct feed_entry){ key, title, o->because, o->promise_url, row->opened });
        for (size_t k = 0; k < o->steps.n && !e; k++)
            e = step_add(ctx, o, &o->steps.at[k], feed);
    }
    return e;
}

static int by_newest(const void *x, const void *y)
{
    const struct feed_entry *a = x, *b = y;
    if (a->at.second != b->at.second)
        return a->at.second < b->at.second ? 1 : -1;
    return -str_compare(a->key, b->key);
}

static str id_of(struct ctx *ctx, const struct board *board, str key)
{
    char id[ATOM_ID];
    atom_id(str_format(ctx->arena, "%.*s\n%.*s", STR_ARGS(board->name), STR_ARGS(key)), id);
    return str_copy(ctx->arena, str_from(id));
}

static str page_path(struct ctx *ctx, const struct feed *feed, int64_t page)
{
    const char *sign = feed->narrowed.n ? "&" : "?";
    str path = str_format(ctx->arena, "%.*s.atom%.*s", STR_ARGS(feed->page.text), STR_ARGS(feed->narrowed));
    return page > 1 ? str_format(ctx->arena, "%.*s%spage=%lld", STR_ARGS(path), sign, (long long)page) : path;
}

result feed_write(struct request *request, struct response *response, struct feed *feed)
{
    struct ctx *ctx = request->ctx;
    int64_t page = 1;
    size_t n = feed->entries.n;
    bool is_asked = request_field(request, "page").n > 0;
    if (is_asked && (!str_to_int(request_field(request, "page"), &page) || page < 1 || page > FEED_PAGES_MAX))
        return fail(ctx, ERR_MISSING, "there is no such page of this feed");
    if (n)
        qsort(feed->entries.at, n, sizeof *feed->entries.at, by_newest);
    size_t from = (size_t)(page - 1) * FEED_ENTRIES,
           until = from + FEED_ENTRIES < n ? from + FEED_ENTRIES : n;
    bool has_next = until < n && page < FEED_PAGES_MAX;
    struct atom_feed head = { .title = feed->title,
                              .author = request->board->name,
                              .id = id_of(ctx, request->board, page_path(ctx, feed, 1)),
                              .self = page_path(ctx, feed, page),
                              .page = feed->page.text,
                              .next = has_next ? page_path(ctx, feed, page + 1) : (str){ 0 },
                              .updated = n ? feed->entries.at[0].at : (instant){ 0 },
                              .zone = request->board->zone };
    response->type = STR("application/atom+xml; charset=utf-8");
    atom_begin(&response->body, &head);
    for (size_t i = from; i < until; i++) {
        const struct feed_entry *f = &feed->entries.at[i];
        atom_entry(&response->body, &head,
                   &(struct atom_entry){ id_of(ctx, request->board, f->key), f->title, f->words, f->url.text,
                                         f->at });
    }
    atom_end(&response->body);
    return OK;
}

void feed_offer(struct ctx *ctx, struct layout *layout, struct url page, str alerts)
{
    layout->feed = (struct url){ str_format(ctx->arena, "%.*s.atom", STR_ARGS(page.text)) };
    if (alerts.n)
        layout->alerts = url_format(ctx->arena, "/alerts?about=%s", url_segment(ctx->arena, alerts));
}
