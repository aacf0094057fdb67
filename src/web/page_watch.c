// GET /watch: the promises whose period runs, those first that will be missed as things go.
#include "web/declare_pages.h"
#include "web/option_pages.h"
#include "web/views.h"
#include "web/watch_pages.h"
#include "web/watch_words.h"

#include "format/table.h"
#include "rules/outlook.h"

enum { PAST_SHOWN = 4 };

static bool is_share(const struct promise_period *now)
{
    return now && now->is_running && !now->row->is_few && !now->row->value.n && now->row->has_period &&
        !now->row->account->count && !now->row->account->is_measured;
}

static void outlook_fill(struct request *request, const struct promise_state *p, struct watch_line *line)
{
    if (!is_share(p->now))
        return;
    const struct judge_row *row = p->now->row;
    struct outlook o = outlook_of(row->ask, &row->counts, row->period, request->board->today);
    struct speech english = { .arena = request->ctx->arena, .language = LANGUAGE_EN };
    line->ahead = o;
    line->outlook = outlook_said(&english, &o, row->account->is_observed);
    line->is_pressing = o.state == OUTLOOK_OVER || o.state == OUTLOOK_RUNS_OUT ||
        (o.state == OUTLOOK_FULL && o.used > 0);
}

static result late_count(struct request *request, const struct promise_state *p, struct watch_line *line)
{
    const struct ledger *ledger = request->board->ledger;
    result e = OK;
    for (size_t i = 0; i < p->charter->versions.n && p->account && !e; i++) {
        const struct judged_document *version = p->charter->versions.at[i];
        struct finding_late_open_out found;
        bool is_found;
        struct finding_late_open_in in = {
            COMMUNITY_FIRST,           ledger_content(ledger, version),  p->clause->label,
            p->account->count != NULL, (int64_t)p->account->n_slots - 1, COUNTED_ONLY
        };
        e = query_finding_late_open(request->ctx, request->db, &in, &found, &is_found);
        line->late_now += !e && is_found ? found.n : 0;
    }
    line->late_url = url_format(
        request->ctx->arena, "%s?late=yes#late",
        str_c(request->ctx->arena, promise_url(request->ctx, p->charter->id, p->clause->label).text));
    return e;
}

// The last that are over, and whether what was published of the very last can still be corrected.
static result past_fill(struct ctx *ctx, const struct promise_state *p, struct watch_line *line)
{
    size_t last = p->periods.n, first = 0, n = 0;
    for (size_t i = p->periods.n; i-- > 0 && n < PAST_SHOWN;)
        if (!p->periods.at[i].is_running && p->periods.at[i].row->verdict != VERDICT_NONE) {
            last = n++ ? last : i;
            first = i;
        }
    for (size_t i = first; n && i <= last; i++) {
        const struct promise_period *period = &p->periods.at[i];
        if (period->is_running || period->row->verdict == VERDICT_NONE)
            continue;
        struct watch_past *past = LIST_PUSH(ctx->arena, &line->past);
        if (!past)
            return arena_fail(ctx);
        *past = (struct watch_past){ period->counts, period_words(ctx->arena, period->row->period),
                                     verdict_mark(period->row->verdict), period };
        line->standing = period->standing;
        line->standing_url = figure_row_url(ctx, period);
    }
    return OK;
}

static const struct fact_row *progress_last(const struct board *board, const struct promise_state *p)
{
    const struct fact_row *last = NULL;
    for (size_t i = 0; i < board->facts.n; i++) {
        const struct fact_row *f = &board->facts.at[i];
        if (f->kind == FACT_PROGRESS && str_equal(f->document, p->charter->id) &&
            str_equal(f->clause, p->clause->label) && (!last || f->happened.second >= last->happened.second))
            last = f;
    }
    return last;
}

result watch_line_add(struct request *request, const struct promise_state *p, struct watch_lines *lines)
{
    struct ctx *ctx = request->ctx;
    struct watch_line *line = LIST_PUSH(ctx->arena, lines);
    if (!line)
        return arena_fail(ctx);
    *line = (struct watch_line){ .line = promise_entry_make(ctx, p),
                                 .promise = p,
                                 .charter = p->charter->document->document->title,
                                 .charter_url = charter_url(ctx, p->charter->id) };
    line->departure = departure_words(ctx, request->board, p);
    line->progress = progress_last(request->board, p);
    if (line->progress)
        line->progress_day = date_words(ctx, instant_date(request->board->zone, line->progress->happened));
    line->life = life_brief(ctx, p->charter);
    outlook_fill(request, p, line);
    line->is_pressing = line->is_pressing || (p->now && p->now->row->verdict == VERDICT_AT_RISK);
    result e = late_count(request, p, line);
    return e || is_deed(p) ? e : past_fill(ctx, p, line);
}

static result provider_add(struct ctx *ctx, str name, struct links *links)
{
    for (size_t i = 0; i < links->n; i++)
        if (str_same_name(links->at[i].text, name))
            return OK;
    return name.n
        ? link_add(ctx, links, name, url_format(ctx->arena, "/watch?by=%s", url_query(ctx->arena, name)))
        : OK;
}

// What is still open to change: a period runs, or it is something to be done by a day.
static bool is_watched(const struct promise_state *p)
{
    bool runs = p->now && p->now->is_running;
    return is_in_lists(p) && (runs || (is_deed(p) && p->now && p->now->row->verdict != VERDICT_KEPT));
}

static result promise_take(struct request *request, const struct promise_state *p, struct watch_page *page)
{
    struct watch_lines one = { 0 };
    bool is_asked = !page->provider.n || str_same_name(party_of(p->clause), page->provider);
    result e = is_watched(p) ? provider_add(request->ctx, party_of(p->clause), &page->providers) : OK;
    if (e || !is_watched(p) || !is_asked)
        return e;
    e = watch_line_add(request, p, &one);
    struct watch_lines *to = !e && one.at[0].is_pressing ? &page->pressing : &page->others;
    struct watch_line *slot = e ? NULL : LIST_PUSH(request->ctx->arena, to);
    if (slot)
        *slot = one.at[0];
    return e || slot ? e : arena_fail(request->ctx);
}

static const struct table_column COLUMNS[] = {
    { STR_INIT("charter"), CELL_TEXT, false },     { STR_INIT("label"), CELL_TEXT, false },
    { STR_INIT("title"), CELL_TEXT, false },       { STR_INIT("party"), CELL_TEXT, false },
    { STR_INIT("target"), CELL_MAYBE, false },     { STR_INIT("period_start"), CELL_MAYBE, false },
    { STR_INIT("period_end"), CELL_MAYBE, false }, { STR_INIT("figure"), CELL_MAYBE, false },
    { STR_INIT("state"), CELL_TEXT, false },       { STR_INIT("outlook"), CELL_MAYBE, false },
    { STR_INIT("late_now"), CELL_NUMBER, false },
};

static void rows_write(struct table *table, const struct watch_lines *lines)
{
    for (size_t i = 0; i < lines->n; i++) {
        const struct watch_line *w = &lines->at[i];
        table_cell(table, w->charter);
        table_cell(table, w->line.label);
        promise_cells(table, &w->line);
        table_cell(table, w->outlook);
        table_int(table, w->late_now);
    }
}

static result watch_table(struct request *request, struct response *response, const struct watch_page *page)
{
    enum table_form form = response_table(request, response);
    struct table table = table_open(request->ctx, &response->body, form, COLUMNS,
                                    sizeof COLUMNS / sizeof *COLUMNS);
    rows_write(&table, &page->pressing);
    rows_write(&table, &page->others);
    return table_close(&table);
}

result watch_show(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    const struct board *board = request->board;
    struct watch_page page = { .provider = str_trim(request_field(request, "by")) };
    result e = OK;
    layout_fill(request, STR("How it stands now"), "charters", &page.layout);
    crumb_add(ctx, &page.layout, STR("Charters"), (struct url){ STR("/charters") });
    page.data_url = url_format(ctx->arena, "/watch.csv%s%s", page.provider.n ? "?by=" : "",
                               page.provider.n ? url_query(ctx->arena, page.provider) : "");
    for (size_t c = 0; c < board->charters.n && !e; c++)
        for (size_t i = 0; i < board->charters.at[c].promises.n && !e; i++)
            e = promise_take(request, &board->charters.at[c].promises.at[i], &page);
    if (!e)
        e = options_list(request, page.provider, &page.options);
    response->is_unkept |= page.options.n > 0; // their steps fall due by themselves
    if (!e && request->format != FORMAT_HTML)
        return watch_table(request, response, &page);
    if (!e)
        view_watch(&response->body, &page);
    return e;
}
