// GET /charters/{charter}/meeting: how the promises of one charter stand, with all that its parties talk about when
// they meet. On paper: page_pack.c.
#include "web/views.h"
#include "web/watch_pages.h"
#include "web/watch_words.h"

#include "app/record.h"

enum { MEETING_DAYS = 92 };

// Since the meeting before, as far as meetings come once a quarter.
static result news_fill(struct request *request, const struct charter *c, struct meeting_page *page)
{
    struct ctx *ctx = request->ctx;
    const struct board *board = request->board;
    date since = date_add_days(board->today, -MEETING_DAYS);
    page->since = date_words(ctx, since);
    page->since_day = since;
    for (size_t i = board->facts.n; i-- > 0;) {
        const struct fact_row *f = &board->facts.at[i];
        const char *kind = str_equal(f->document, c->id) ? news_kind(f) : NULL;
        date day = instant_date(board->zone, f->happened);
        bool is_back = f->kind == FACT_THANKED && fact_is_corrected(board->facts.at, board->facts.n, f->id);
        if (!kind || is_back || day.day < since.day)
            continue;
        struct news_line *line = LIST_PUSH(ctx->arena, &page->news);
        if (!line)
            return arena_fail(ctx);
        *line = (struct news_line){ .fact = f, .kind = kind, .on = day, .day = date_words(ctx, day) };
        line->voice = f->clause.n ? str_format(ctx->arena, "%s, %.*s", kind, STR_ARGS(f->clause))
                                  : str_from(kind);
    }
    return OK;
}

// Steps that were done since, of every redress of the charter, whether or not all of it is.
static result done_fill(struct request *request, const struct charter *c, struct meeting_page *page)
{
    const struct board *board = request->board;
    for (size_t i = 0; i < board->openings.n; i++) {
        const struct opening *o = board->openings.at[i];
        for (size_t k = 0; o->charter == c && k < o->n_steps; k++) {
            date done = instant_date(board->zone, o->steps[k].done);
            struct done_line *line = !date_is_none(done) && done.day >= page->since_day.day
                ? LIST_PUSH(request->ctx->arena, &page->done)
                : NULL;
            if (line)
                *line = (struct done_line){ o, step_line_make(request->ctx, board, &o->steps[k]),
                                            promise_url(request->ctx, c->id, o->promise->clause->label) };
        }
    }
    return arena_is_full(request->ctx->arena) ? arena_fail(request->ctx) : OK;
}

static result openings_take(struct request *request, const struct charter *c, struct meeting_page *page)
{
    struct opening_list open = { 0 };
    const struct board *board = request->board;
    for (size_t i = 0; i < board->openings.n; i++) {
        const struct opening *o = board->openings.at[i];
        const struct opening **slot = o->charter == c && !o->is_complete
            ? LIST_PUSH(request->ctx->arena, &open)
            : NULL;
        if (slot)
            *slot = o;
    }
    return openings_fill(request->ctx, board, &open, &page->openings);
}

static result prints_fill(struct ctx *ctx, struct url charter, struct links *prints)
{
    const char *at = str_c(ctx->arena, charter.text);
    if (!at)
        return arena_fail(ctx);
    result e = link_add(ctx, prints, STR("the pack (PDF)"), url_format(ctx->arena, "%s/meeting.pdf", at));
    if (!e)
        e = link_add(ctx, prints, STR("in large print (PDF)"),
                     url_format(ctx->arena, "%s/meeting.pdf?print=large", at));
    return e
        ? e
        : link_add(ctx, prints, STR("in Welsh (PDF)"), url_format(ctx->arena, "%s/meeting.pdf?lang=cy", at));
}

// The charter in the path, with all that its page and its pack show.
result meeting_fill(struct request *request, struct meeting_page *filled)
{
    struct ctx *ctx = request->ctx;
    const struct charter *c = board_charter(request->board, request_parameter(request, "charter"));
    struct meeting_page page = { .charter = c };
    if (!c)
        return fail(ctx, ERR_MISSING, "there is no such charter");
    page.title = c->document->document->title;
    page.today = request->board->today;
    page.charter_url = charter_url(ctx, c->id);
    layout_fill(request, str_format(ctx->arena, "For the meeting: %.*s", STR_ARGS(page.title)), "charters",
                &page.layout);
    crumb_add(ctx, &page.layout, STR("Charters"), (struct url){ STR("/charters") });
    crumb_add(ctx, &page.layout, page.title, page.charter_url);
    result e = prints_fill(ctx, page.charter_url, &page.prints);
    if (!e)
        e = life_note_fill(ctx, c, &page.life);
    for (size_t i = 0; i < c->promises.n && !e; i++) {
        const struct promise_state *p = &c->promises.at[i];
        struct watch_lines *lines = is_deed(p) ? &page.deeds : &page.promises;
        if (!is_in_lists(p))
            continue;
        e = watch_line_add(request, p, lines);
        if (!e)
            lines->at[lines->n - 1].charter = lines->at[lines->n - 1].life = (str){
                0
            }; // they are the page's
    }
    if (!e)
        e = openings_take(request, c, &page);
    if (!e)
        e = news_fill(request, c, &page);
    if (!e)
        e = done_fill(request, c, &page);
    if (!e)
        e = meeting_agreed_fill(request, &page);
    *filled = page;
    return e;
}

result meeting_page_write(struct response *response, const struct meeting_page *page)
{
    response->is_unkept = page->may_write;
    view_meeting(&response->body, page);
    return OK;
}

result meeting_show(struct request *request, struct response *response)
{
    struct meeting_page page;
    result e = meeting_fill(request, &page);
    return e ? e : meeting_page_write(response, &page);
}
