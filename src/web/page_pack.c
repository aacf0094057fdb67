// GET /charters/{charter}/meeting.pdf: the pack for the meeting of its parties, to be printed. ?lang=cy in Welsh,
// ?print=large in large print. Its figures are those of the meeting's page (page_meeting.c).
#include "web/declare_pages.h"
#include "web/life_note.h"
#include "web/owed_words.h"
#include "web/print_pages.h"
#include "web/watch_pages.h"
#include "web/watch_words.h"

#include "document/sentence_internal.h"
#include "format/paper_meeting.h"

static str state_said(const struct speech *s, const struct promise_state *p, const struct watch_line *w)
{
    str mark = mark_said(s, w->line.mark);
    if (!p->now)
        return mark;
    str counts = counts_said(s, p->now->row, &p->now->row->counts);
    return is_deed(p) ? SAY(s, "%1$s: %2$s", mark, counts)
                      : SAY(s, "%1$s: %2$s, %3$s", mark, counts, span_said(s, p->now->row->period));
}

static str past_said(const struct speech *s, const struct watch_line *w, size_t i)
{
    const struct watch_past *b = &w->past.at[i];
    str period = span_said(s, b->of->row->period), mark = mark_said(s, b->mark);
    str line = SAY(s, "%1$s: %2$s. %3$s", period, counts_said(s, b->of->row, &b->of->row->counts), mark);
    return i + 1 == w->past.n && w->standing.n ? SAY(s, "%1$s (%2$s)", line, standing_said(s, w->standing))
                                               : line;
}

// What a body answered stands behind, in its own words.
static str with_words(const struct speech *s, str line, str said, str by)
{
    if (!said.n)
        return line;
    return by.n ? SAY(s, "%1$s: %2$s (%3$s)", line, said, by) : SAY(s, "%1$s: %2$s", line, said);
}

static void promise_take(const struct speech *s, const struct watch_line *w, struct pack_promises *list)
{
    const struct promise_state *p = w->promise;
    struct pack_promise *slot = LIST_PUSH(s->arena, list);
    if (!slot)
        return;
    *slot = (struct pack_promise){ .clause = p->clause,
                                   .state = state_said(s, p, w),
                                   .is_pressing = w->is_pressing };
    const struct fact_row *progress = w->progress;
    str departure = departure_said(s, p->charter->board, p);
    if (progress)
        list_add(s, &slot->said,
                 with_words(s,
                            SAY(s, "Last said of it, on %1$s",
                                date_said(s, instant_date(p->charter->board->zone, progress->happened))),
                            progress->words, progress->said_by));
    list_add(s, &slot->said, outlook_said(s, &w->ahead, p->now && p->now->row->account->is_observed));
    list_add(s, &slot->said, late_said(s, w->late_now));
    list_add(s, &slot->said, departure.n ? SAY(s, "%1$s.", departure) : departure);
    for (size_t i = 0; i < w->past.n; i++)
        list_add(s, &slot->past, past_said(s, w, i));
}

static str step_said_now(const struct speech *s, const struct board *board, const struct step_line *step)
{
    str text = step->text, sum = sum_said(s, board, step->row), mark = mark_said(s, step->mark);
    if (sum.n)
        text = SAY(s, "%1$s: %2$s", text, sum);
    if (!date_is_none(step->done))
        return SAY(s, "%1$s. %2$s %3$s", text, mark, date_said(s, step->done));
    return date_is_none(step->due) ? SAY(s, "%1$s. %2$s", text, mark)
                                   : SAY(s, "%1$s. %2$s by %3$s", text, mark, date_said(s, step->due));
}

static void owed_take(const struct speech *s, const struct board *board, const struct opening_line *line,
                      struct pack *pack)
{
    struct pack_owed *slot = LIST_PUSH(s->arena, &pack->owed);
    if (!slot)
        return;
    *slot = (struct pack_owed){ .promise = line->promise };
    slot->because = line->steps.n ? because_said(s, line->steps.at[0].row) : (str){ 0 };
    for (size_t i = 0; i < line->steps.n; i++) {
        const struct step_line *step = &line->steps.at[i];
        list_add(s, &slot->steps, with_words(s, step_said_now(s, board, step), step->words, step->said_by));
    }
}

static void news_take(const struct speech *s, const struct news_line *n, struct pack *pack)
{
    const struct fact_row *f = n->fact;
    str kind = news_said(s, n->kind), day = date_said(s, n->on);
    str head = f->clause.n ? SAY(s, "%1$s: %2$s, %3$s", day, kind, f->clause)
                           : SAY(s, "%1$s: %2$s", day, kind);
    list_add(s, &pack->news, with_words(s, head, f->words, f->said_by));
}

static void done_take(const struct speech *s, const struct board *board, const struct done_line *d,
                      struct pack *pack)
{
    const struct clause *clause = d->opening->promise->clause;
    str line = SAY(s, "%1$s: %2$s", clause->label, step_said_now(s, board, &d->step));
    list_add(s, &pack->done, with_words(s, line, d->step.words, d->step.said_by));
}

static void agreed_take(const struct speech *s, const struct agreed_line *a, struct pack *pack)
{
    const struct agreed *of = &a->agreed;
    str line = SAY(s, "%1$s: %2$s", mark_said(s, a->mark), of->fact->words);
    line = date_is_none(of->by) ? SAY(s, "%1$s (%2$s)", line, of->fact->value)
                                : SAY(s, "%1$s (%2$s, by %3$s)", line, of->fact->value, date_said(s, of->by));
    list_add(s, &pack->agreed, of->end ? with_words(s, line, of->end->words, of->end->said_by) : line);
}

static str next_said(const struct speech *s, const struct board *board, const struct fact_row *next)
{
    int32_t second;
    date day = zone_date(board->zone, next->until, &second);
    str time = str_format(s->arena, "%02d:%02d", second / 3600, second / 60 % 60);
    return SAY(s, "%1$s at %2$s: %3$s", date_said(s, day), time, next->words);
}

static void pack_fill(const struct speech *s, const struct board *board, const struct meeting_page *page,
                      struct pack *pack)
{
    pack->today = page->today;
    pack->since = page->since_day;
    life_said(s, page->charter, &pack->life);
    for (size_t i = 0; i < page->promises.n; i++)
        promise_take(s, &page->promises.at[i], &pack->promises);
    for (size_t i = 0; i < page->deeds.n; i++)
        promise_take(s, &page->deeds.at[i], &pack->deeds);
    for (size_t i = 0; i < page->openings.n; i++)
        owed_take(s, board, &page->openings.at[i], pack);
    for (size_t i = 0; i < page->agreed.n; i++)
        agreed_take(s, &page->agreed.at[i], pack);
    if (page->next_fact)
        pack->next = next_said(s, board, page->next_fact);
    for (size_t i = 0; i < page->done.n; i++)
        done_take(s, board, &page->done.at[i], pack);
    for (size_t i = 0; i < page->news.n; i++)
        news_take(s, &page->news.at[i], pack);
}

result meeting_print_show(struct request *request, struct response *response)
{
    struct meeting_page page;
    struct printed p;
    struct pack pack = { 0 };
    struct paper paper;
    struct ctx *ctx = request->ctx;
    result e = meeting_fill(request, &page);
    if (!e)
        e = printed_open(request, page.charter->document->document, &p);
    if (e)
        return e;
    struct speech s = { .arena = ctx->arena, .language = p.asked.language, .document = p.asked.document };
    pack.asked = p.asked;
    pack.asked.path = str_format(ctx->arena, "%.*s/meeting", STR_ARGS(page.charter_url.text));
    pack_fill(&s, request->board, &page, &pack);
    pack_make(&pack, &paper);
    return paper_send(&p, &paper, response);
}
