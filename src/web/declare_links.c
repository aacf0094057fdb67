// From a promise to where a departure from it is declared and its progress said; and the departure that runs.
#include "web/declare_pages.h"

#include "document/sentence_internal.h"

str departure_said(const struct speech *s, const struct board *board, const struct promise_state *p)
{
    instant now = { board->ledger->as_of.facts_before.second - 1 };
    for (size_t i = 0; i < board->facts.n; i++) {
        const struct fact_row *f = &board->facts.at[i];
        bool is_ours = f->kind == FACT_DEPARTURE && str_equal(f->document, p->charter->id) &&
            str_equal(f->clause, p->clause->label);
        if (!is_ours || f->happened.second > now.second || !departure_stands(&board->facts, f, now))
            continue;
        if (instant_is_none(f->until))
            return SAY(s, "A departure is declared: %1$s (%2$s)", f->words, f->said_by);
        date end = instant_date(board->zone, (instant){ f->until.second - 1 });
        return SAY(s, "A departure is declared until %1$s: %2$s (%3$s)", date_said(s, end), f->words,
                   f->said_by);
    }
    return (str){ 0 };
}

str departure_words(struct ctx *ctx, const struct board *board, const struct promise_state *p)
{
    return departure_said(&(struct speech){ .arena = ctx->arena, .language = LANGUAGE_EN }, board, p);
}

static struct url url_of(struct request *request, const struct promise_state *p, enum deed deed,
                         const char *page)
{
    struct ctx *ctx = request->ctx;
    return declare_may(ctx, request->visitor, deed, p->charter->document->document, p->clause)
        ? url_format(ctx->arena, "/charters/%s/%s/%s", url_segment(ctx->arena, p->charter->id),
                     url_segment(ctx->arena, p->clause->label), page)
        : (struct url){ { 0 } };
}

struct url departure_url(struct request *request, const struct promise_state *p)
{
    return departure_is_allowed(p->charter->document->document, p->clause)
        ? url_of(request, p, DEED_DEPART, "departure")
        : (struct url){ { 0 } };
}

struct url progress_url(struct request *request, const struct promise_state *p)
{
    return progress_is_said(p->clause) ? url_of(request, p, DEED_PROGRESS, "progress")
                                       : (struct url){ { 0 } };
}
