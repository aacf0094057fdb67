// GET /charters/{charter}/{clause}: one promise, how it stands and stood, how that is worked out, what follows.
#include "web/commitment_pages.h"
#include "web/declare_pages.h"
#include "web/feed.h"
#include "web/figure_pages.h"
#include "web/option_pages.h"
#include "web/reached_pages.h"
#include "web/step_pages.h"
#include "web/views.h"
#include "web/walk_pages.h"

#include "app/nearby.h"
#include "app/promised.h"
#include "app/publish.h"
#include "app/visibility.h"
#include "app/walkabout.h"
#include "document/format.h"

enum {
    CASES_SHOWN = 20,
    LATE_SHOWN = 500,
    SHARE_CASES_MIN = 5,
    BARS_MAX = 9,
    STEPS_FEW = 4,
    SENTENCES_FIRST = 2,
    BAR_STEP = 42,
    BAR_WIDTH = 32,
    CHART_TOP = 6,
    CHART_HEIGHT = 120
};

static int share_of(const struct counts *c)
{
    int64_t judged = c->on_time + c->late;
    return judged ? (int)(100 * c->on_time / judged) : -1;
}

// Fewer than five are no percentage: as counts.
static str bar_words(struct ctx *ctx, const struct counts *c, int share)
{
    int64_t judged = c->on_time + c->late;
    if (judged < SHARE_CASES_MIN)
        return str_format(ctx->arena, "%lld/%lld", (long long)c->on_time, (long long)judged);
    return str_format(ctx->arena, "%d%%", share);
}

// A bar for each of the last periods that have a share; its height is the share.
static result bars_fill(struct ctx *ctx, const struct promise_state *p, struct promise_page *page)
{
    size_t first = p->periods.n > BARS_MAX ? p->periods.n - BARS_MAX : 0;
    for (size_t i = first; i < p->periods.n; i++) {
        const struct promise_period *period = &p->periods.at[i];
        int share = period->row->value.n || period->row->is_few ? -1 : share_of(&period->row->counts);
        struct bar *bar = share >= 0 ? LIST_PUSH(ctx->arena, &page->bars) : NULL;
        if (!bar)
            continue;
        struct civil end = date_civil(period->row->period.to);
        int x = (int)(page->bars.n - 1) * BAR_STEP + (BAR_STEP - BAR_WIDTH) / 2;
        *bar = (struct bar){ .x = x,
                             .width = BAR_WIDTH,
                             .height = share ? share * CHART_HEIGHT / 100 : 2,
                             .label_x = x + BAR_WIDTH / 2,
                             .is_missed = period->row->verdict == VERDICT_MISSED };
        bar->y = CHART_TOP + CHART_HEIGHT - bar->height;
        bar->label = bar_words(ctx, &period->row->counts, share);
        bar->month = str_format(ctx->arena, "%.3s", month_name(end.month));
        bar->year = str_format(ctx->arena, "%d", end.year);
    }
    page->has_chart = page->bars.n > 1;
    page->chart_width = (int)page->bars.n * BAR_STEP;
    page->base_y = CHART_TOP + CHART_HEIGHT;
    page->drawn_width = page->chart_width * 3 / 2;
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

static void target_line(const struct promise_state *p, struct promise_page *page)
{
    const struct field *f = field_find(&p->clause->fields, KEY_TARGET);
    bool is_share = f && !f->is_bad && f->target.n_ramps &&
        f->target.ramps[0].quantity.kind == QUANTITY_SHARE;
    if (!is_share)
        return;
    page->has_target_line = true;
    page->target_y = CHART_TOP + CHART_HEIGHT -
        (int)(decimal_double(f->target.ramps[0].quantity.number) * CHART_HEIGHT / 100);
}

// Before the charter and on trial nothing was owed yet.
static struct mark period_mark(const struct promise_period *period)
{
    enum verdict v = period->row->verdict;
    if ((period->is_before || period->is_trial) && v == VERDICT_MISSED)
        return (struct mark){ "would-miss", "Would be missed" };
    if ((period->is_before || period->is_trial) && v == VERDICT_KEPT)
        return (struct mark){ "would-keep", "Would be kept" };
    return verdict_mark(v);
}

// What was published stays, though what came later is counted otherwise.
static void said_fill_of(struct ctx *ctx, const struct promise_period *period, struct period_line *line)
{
    if (!period->said || period->is_before || period->is_trial)
        return;
    enum verdict said = published_read(period->said->value).verdict;
    line->said_mark = verdict_mark(said);
    line->is_other = said != period->row->verdict;
    if (!period->row->is_few && !str_starts(period->said->words, figure_counts(ctx, period->row)))
        line->said_counts = published_counts_of(period->said->words);
}

// Newest first, as a reader looks for them.
static result periods_fill(struct ctx *ctx, const struct promise_state *p, struct promise_page *page)
{
    for (size_t i = p->periods.n; i-- > 0;) {
        const struct promise_period *period = &p->periods.at[i];
        if (period->row->verdict == VERDICT_NONE)
            continue; // out of season
        struct period_line *line = LIST_PUSH(ctx->arena, &page->periods);
        if (!line)
            return arena_fail(ctx);
        *line = (struct period_line){ .counts = period->counts,
                                      .target = period->row->target,
                                      .standing = period->standing,
                                      .departed = period->departed,
                                      .mark = period_mark(period),
                                      .span = period->row->period,
                                      .is_before = period->is_before,
                                      .is_trial = period->is_trial,
                                      .is_running = period->is_running };
        said_fill_of(ctx, period, line);
        line->figure_url = figure_row_url(ctx, period);
        line->departed_mark = verdict_mark(period->departed_verdict);
        line->period = period_words(ctx->arena, period->row->period);
        page->has_departures |= period->departed.n > 0;
    }
    return OK;
}

static bool was_judged(const struct period_line *line)
{
    static const str codes[] = { STR_INIT("kept"), STR_INIT("missed"), STR_INIT("would-keep"),
                                 STR_INIT("would-miss") };
    for (size_t i = 0; !line->is_running && i < sizeof codes / sizeof *codes; i++)
        if (str_equal(str_from(line->mark.code), codes[i]))
            return true;
    return false;
}

// Of what is graded some times a year the newest that was: the period that runs has nothing yet.
static void last_round_find(const struct promise_state *p, struct promise_page *page)
{
    bool is_empty = p->account && p->account->is_observed && p->now->row->verdict == VERDICT_NOT_YET_DUE;
    for (size_t i = 0; is_empty && !page->last_round && i < page->periods.n; i++)
        if (was_judged(&page->periods.at[i]))
            page->last_round = &page->periods.at[i];
}

static result pair_add(struct ctx *ctx, struct promise_page *page, const char *key, str value)
{
    struct pair *slot = value.n ? LIST_PUSH(ctx->arena, &page->working) : NULL;
    if (slot)
        *slot = (struct pair){ .key = str_from(key), .value = value };
    return value.n && !slot ? arena_fail(ctx) : OK;
}

static str number_words(struct ctx *ctx, int64_t n)
{
    return n ? str_format(ctx->arena, "%lld", (long long)n) : (str){ 0 };
}

// The figure taken apart.
static result working_fill(struct ctx *ctx, const struct promise_state *p, struct promise_page *page)
{
    const struct counts *c = &p->now->row->counts;
    bool is_few = p->now->row->is_few;
    bool is_share = !p->now->row->value.n && !p->now->row->is_few;
    result e = pair_add(ctx, page, "Period", period_words(ctx->arena, p->now->row->period));
    if (!e)
        e = pair_add(ctx, page, "Target", p->now->row->target);
    if (!e && is_share)
        e = pair_add(ctx, page, "Met", str_format(ctx->arena, "%lld", (long long)c->on_time));
    if (!e && is_share)
        e = pair_add(ctx, page, "Not met", str_format(ctx->arena, "%lld", (long long)c->late));
    if (!e)
        e = pair_add(ctx, page, "Not yet due", number_words(ctx, is_few ? 0 : c->not_yet_due));
    if (!e)
        e = pair_add(ctx, page, "Not known", number_words(ctx, is_few ? 0 : c->not_known));
    if (!e)
        e = pair_add(ctx, page, "Left out (exempt, duplicate or withdrawn)",
                     number_words(ctx, is_few ? 0 : c->excluded));
    if (!e)
        e = pair_add(ctx, page, "Figures are",
                     p->now->standing.n ? p->now->standing : STR("as counted so far"));
    return e;
}

static bool is_listed(const struct promise_page *page, const struct clause *clause)
{
    for (size_t i = 0; i < page->follows.n; i++)
        if (str_equal(page->follows.at[i].label, clause->label))
            return true;
    return false;
}

static const struct clause *clause_of(const struct promise_state *p, const struct ref *ref)
{
    return ref->document.n ? NULL : document_clause(p->charter->document->document, ref->label);
}

// When it follows and its steps stand first (said_fill).
static void first_choose(struct clause_block *block, const struct clause *redress)
{
    size_t steps = 0, whens = 0;
    for (size_t i = 0; i < redress->fields.n; i++) {
        steps += redress->fields.at[i].kind->key == KEY_STEP;
        whens += redress->fields.at[i].kind->key == KEY_WHEN;
    }
    block->is_whole = steps <= STEPS_FEW;
    block->n_first = block->is_whole ? whens + steps : SENTENCES_FIRST;
}

// Each Redress that an outcome leads to, once.
static result follows_fill(struct ctx *ctx, const struct speaking *speaking, const struct promise_state *p,
                           struct promise_page *page)
{
    const struct field_list *fields = &p->clause->fields;
    result e = OK;
    for (const struct field *f = field_find(fields, KEY_IF); f && !e; f = field_next(fields, KEY_IF, f))
        for (size_t i = 0; !f->is_bad && i < f->outcome.n && !e; i++) {
            const struct clause *redress = clause_of(p, &f->outcome.at[i].ref);
            if (!redress || !field_find(&redress->fields, KEY_STEP) || is_listed(page, redress))
                continue;
            struct clause_block *block = LIST_PUSH(ctx->arena, &page->follows);
            if (!block)
                return arena_fail(ctx);
            *block = (struct clause_block){ .label = redress->label, .title = redress->title };
            block->url = promise_url_in(ctx, p->charter->id, redress->label, speaking->after);
            block->rounds = redress_rounds(&(struct speech){ ctx->arena, speaking->speech.language,
                                                             p->charter->document->document, p->clause,
                                                             false },
                                           redress);
            e = said_fill(ctx, speaking, redress, &block->said);
            if (!e)
                e = pays_fill(ctx, speaking, redress, &block->said, &block->pays);
            first_choose(block, redress);
        }
    return e;
}

static bool is_reply(const struct fact_row *f)
{
    return f->kind == FACT_NOTE && str_equal(f->name, FACT_NOTE_REPLY);
}

static str departure_kind(const struct fact_row *f)
{
    return f->corrects == ID_NONE ? STR("Departure declared") : STR("Departure ended");
}

static result notes_fill(struct ctx *ctx, const struct board *board, const struct promise_state *p,
                         struct promise_page *page)
{
    for (size_t i = board->facts.n; i-- > 0;) {
        const struct fact_row *f = &board->facts.at[i];
        bool is_note = f->kind == FACT_NOTE || f->kind == FACT_PROGRESS || f->kind == FACT_DEPARTURE ||
            f->kind == FACT_CAUSE || (f->kind == FACT_PUBLISHED && str_equal(f->name, STR("corrected")));
        if (!is_note || !str_equal(f->document, p->charter->id) || !str_equal(f->clause, p->clause->label))
            continue;
        struct note_line *line = LIST_PUSH(ctx->arena, &page->notes);
        if (!line)
            return arena_fail(ctx);
        *line = (struct note_line){ .when = f->happened, .said_by = f->said_by, .words = f->words };
        line->day = date_words(ctx, instant_date(board->zone, f->happened));
        line->voice = f->kind == FACT_DEPARTURE ? departure_kind(f)
            : f->kind == FACT_CAUSE             ? STR("Cause of late cases")
            : f->kind == FACT_PUBLISHED         ? STR("Figure corrected")
            : is_reply(f)                       ? STR("Reply to a figure")
                                                : str_from(voice_words((enum voice)f->voice));
    }
    return OK;
}

// What is excluded is told apart: a report that was added to another counts with that one.
static result excluded_mark(struct request *request, const struct finding_case_row *f, struct case_line *line)
{
    struct fact_row_list facts = { 0 };
    result e = (enum case_state)f->state == STATE_EXCLUDED
        ? query_fact_of_case(request->ctx, request->db,
                             &(struct fact_of_case_in){ COMMUNITY_FIRST, f->case_id }, &facts)
        : OK;
    if (!e && incident_is_another(&facts, f->reference))
        line->mark = (struct mark){ "no-cases", "Joined" };
    return e;
}

static result case_add(struct request *request, const struct finding_case_row *f, struct promise_page *page)
{
    const struct board *board = request->board;
    enum visibility visibility = (enum visibility)f->visibility;
    struct case_line *line = is_seen_by_all(case_line_of(visibility))
        ? LIST_PUSH(request->ctx->arena, &page->cases)
        : NULL;
    if (!line)
        return OK;
    *line = (struct case_line){ .reference = f->reference,
                                .summary = f->summary,
                                .mark = state_mark((enum case_state)f->state),
                                .is_shown = is_seen_by_all(case_words_of(visibility)) };
    line->opened = instant_date(board->zone, f->started);
    line->due = instant_date(board->zone, f->due);
    line->stopped = instant_date(board->zone, f->stopped);
    line->url = case_url(request->ctx, f->reference);
    return excluded_mark(request, f, line);
}

// Those that are late and still open, of every version: as /watch counts them.
static result late_list(struct request *request, const struct promise_state *p, struct promise_page *page)
{
    const struct ledger *ledger = request->board->ledger;
    result e = OK;
    for (size_t v = 0; v < p->charter->versions.n && p->account && !e; v++) {
        struct finding_case_row_list found;
        const struct finding_late_list_in in = { COMMUNITY_FIRST,
                                                 ledger_content(ledger, p->charter->versions.at[v]),
                                                 p->clause->label,
                                                 p->account->count != NULL,
                                                 (int64_t)p->account->n_slots - 1,
                                                 COUNTED_ONLY,
                                                 LATE_SHOWN };
        e = query_finding_late_list(request->ctx, request->db, &in, &found);
        for (size_t i = 0; i < found.n && !e; i++)
            e = case_add(request, &found.at[i], page);
    }
    return e;
}

// The newest cases that count here; those that are only counted are shown nowhere.
static result cases_list(struct request *request, const struct promise_state *p, struct promise_page *page)
{
    struct ctx *ctx = request->ctx;
    const struct board *board = request->board;
    const struct judge_row *row = p->now->row;
    struct finding_case_row_list found;
    size_t version = (size_t)(row->document - board->ledger->judged.documents.at);
    result e = query_finding_of_clause(
        ctx, request->db,
        &(struct finding_of_clause_in){ COMMUNITY_FIRST, board->ledger->versions[version], p->clause->label,
                                        row->account->count != NULL, (int64_t)row->account->n_slots - 1,
                                        row->period.from, row->period.to, CASES_SHOWN },
        &found);
    for (size_t i = 0; i < found.n && !e; i++)
        e = case_add(request, &found.at[i], page);
    return e;
}

static bool is_counted_only(const struct clause *clause)
{
    const struct field *f = field_find(&clause->fields, KEY_PUBLIC);
    return f && !f->is_bad && f->is_public != PUBLIC_YES;
}

static result figure_fill(struct ctx *ctx, const struct promise_state *p, struct promise_page *page)
{
    if (!p->now)
        return OK;
    target_line(p, page);
    result e = bars_fill(ctx, p, page);
    if (!e)
        e = periods_fill(ctx, p, page);
    last_round_find(p, page);
    return e ? e : working_fill(ctx, p, page);
}

// Its services were renamed, or come from a file alone.
static bool is_unreportable(const struct board *board, const struct promise_state *p)
{
    const struct field *taken = field_find(&p->clause->fields, KEY_PUBLIC);
    bool is_taken = !taken || taken->is_bad || taken->is_public != PUBLIC_NOT_TAKEN;
    return is_taken && p->clause->kind->key == CLAUSE_STANDARD &&
        field_find(&p->clause->fields, KEY_SERVICE) &&
        !clause_is_reportable(&board->directory.categories, p->clause);
}

static str clauses_before(struct ctx *ctx, const struct charter *charter)
{
    return url_format(ctx->arena, "/charters/%s/", url_segment(ctx->arena, charter->id)).text;
}

static result page_fill(struct request *request, const struct promise_state *p, struct promise_page *page)
{
    struct ctx *ctx = request->ctx;
    const struct board *board = request->board;
    const struct charter *c = p->charter;
    struct speaking speaking = speaking_open(request, c->document->document, clauses_before(ctx, c));
    page->languages = speaking.choice;
    const struct clause *contact = contact_for(c, p->clause);
    const struct field *role = field_find(&p->clause->fields, KEY_ROLE);
    page->label = p->clause->label;
    page->title = p->clause->title;
    page->charter_title = c->document->document->title;
    page->charter_url = charter_url(ctx, c->id);
    page->party = party_of(p->clause);
    page->role = role ? role->text : (str){ 0 };
    page->line = promise_entry_make(ctx, p);
    page->is_deed = is_deed(p);
    page->is_observed = p->account && p->account->is_observed;
    page->departure = departure_words(ctx, board, p);
    page->is_unreportable = is_unreportable(board, p);
    page->departure_url = departure_url(request, p);
    page->progress_url = progress_url(request, p);
    page->prose = prose_html(ctx, p->clause->prose);
    page->is_counted_only = is_counted_only(p->clause);
    page->data_url = url_format(ctx->arena, "/charters/%s/%s.csv", url_segment(ctx->arena, c->id),
                                url_segment(ctx->arena, page->label));
    layout_fill(request, str_format(ctx->arena, "%.*s: %.*s", STR_ARGS(page->label), STR_ARGS(page->title)),
                "charters", &page->layout);
    crumb_add(ctx, &page->layout, STR("Charters"), (struct url){ STR("/charters") });
    crumb_add(ctx, &page->layout, page->charter_title, page->charter_url);
    feed_offer(ctx, &page->layout, promise_url(ctx, c->id, page->label),
               str_format(ctx->arena, "charter:%.*s", STR_ARGS(c->id)));
    result e = life_note_fill(ctx, c, &page->life);
    if (!e)
        e = figure_fill(ctx, p, page);
    page->has_grades = !e && is_graded(p);
    if (page->has_grades)
        e = walk_grades_text(request, &page->grades);
    if (!e)
        e = said_fill(ctx, &speaking, p->clause, &page->said);
    if (!e)
        e = follows_fill(ctx, &speaking, p, page);
    if (!e)
        e = owed_top_fill(ctx, &speaking, p, page);
    if (!e)
        e = notes_fill(ctx, board, p, page);
    if (!e)
        e = openings_fill(ctx, board, &p->openings, &page->openings);
    if (!e)
        e = reached_part_fill(request, p, &page->reached);
    if (!e)
        e = option_part_fill(request, p, &page->option);
    if (!e)
        e = walk_lines_fill(request, p, &page->walks);
    if (!e)
        e = swaps_fill(ctx, p, &page->swaps);
    return e || !contact ? e : contact_add(ctx, contact, &page->contacts);
}

static const struct table_column COLUMNS[] = {
    { STR_INIT("period_start"), CELL_TEXT, false },
    { STR_INIT("period_end"), CELL_TEXT, false },
    { STR_INIT("figure"), CELL_TEXT, false },
    { STR_INIT("target"), CELL_MAYBE, false },
    { STR_INIT("state"), CELL_TEXT, false },
    { STR_INIT("standing"), CELL_MAYBE, false },
    { STR_INIT("without_departures"), CELL_MAYBE, false },
    { STR_INIT("published"), CELL_MAYBE, false },
};

static result promise_table(struct request *request, struct response *response,
                            const struct promise_page *page)
{
    enum table_form form = response_table(request, response);
    struct table table = table_open(request->ctx, &response->body, form, COLUMNS,
                                    sizeof COLUMNS / sizeof *COLUMNS);
    for (size_t i = page->periods.n; i-- > 0;) {
        const struct period_line *p = &page->periods.at[i];
        table_date(&table, p->span.from);
        table_date(&table, p->span.to);
        const str cells[] = { p->counts,
                              p->target,
                              str_from(p->mark.words),
                              p->is_before      ? STR("before the charter")
                                  : p->is_trial ? STR("trial")
                                                : p->standing,
                              p->departed,
                              p->said_mark.words ? str_from(p->said_mark.words) : (str){ 0 } };
        for (size_t k = 0; k < sizeof cells / sizeof *cells; k++)
            table_cell(&table, cells[k]);
    }
    return table_close(&table);
}

result promise_show(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    const struct charter *charter = board_charter(request->board, request_parameter(request, "charter"));
    const struct promise_state *p = charter ? charter_promise(charter, request_parameter(request, "clause"))
                                            : NULL;
    struct promise_page page = { .layout = { .title = { 0 } } };
    if (!p)
        return fail(ctx, ERR_MISSING, "there is no such promise");
    page.is_late = request_field(request, "late").n > 0;
    result e = page_fill(request, p, &page);
    if (!e)
        e = given_part_fill(request, p, &page.given);
    if (!e)
        e = thanks_part_fill(request, p, &page.thanks);
    if (!e)
        e = walk_looked_fill(request, p, &page.walks);
    if (!e && request->format == FORMAT_ATOM) {
        struct feed feed = { .title = page.layout.title, .page = promise_url(ctx, charter->id, page.label) };
        e = feed_of_charter(ctx, charter, page.label, &feed);
        return e ? e : feed_write(request, response, &feed);
    }
    if (!e && request->format != FORMAT_HTML)
        return promise_table(request, response, &page);
    if (!e && p->now && !page.is_counted_only && (!page.given || page.given->is_service))
        e = page.is_late ? late_list(request, p, &page) : cases_list(request, p, &page);
    if (!e)
        e = openings_offer(request, &page.openings);
    response->is_unkept |= page.option.is_open; // its steps fall due by themselves
    if (!e)
        view_promise(&response->body, &page);
    return e;
}
