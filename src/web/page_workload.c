// GET /charters/{charter}/workload: what the charter made its providers do in the last twelve months, and which of it
// was done.
#include "web/views.h"
#include "web/workload_pages.h"

#include "app/owed.h"
#include "app/publish.h"
#include "format/table.h"

#include <stdlib.h>

enum { COUNTED_MAX = 64, YEAR_DAYS = 365 };

static struct workload_party *party_find(struct ctx *ctx, struct workload_page *page, str party)
{
    for (size_t i = 0; i < page->parties.n; i++)
        if (str_same_name(page->parties.at[i].party, party))
            return &page->parties.at[i];
    struct workload_party *slot = LIST_PUSH(ctx->arena, &page->parties);
    if (slot)
        *slot = (struct workload_party){ .party = party };
    return slot;
}

// What follows where the target is missed.
static const struct clause *missed_redress(const struct document *document, const struct clause *clause)
{
    const struct field_list *fields = &clause->fields;
    for (const struct field *f = field_find(fields, KEY_IF); f; f = field_next(fields, KEY_IF, f)) {
        bool is_missed = !f->is_bad && f->outcome.n && !f->outcome.at[0].ref.document.n &&
            (str_same_name(f->name, STR("target missed")) || str_same_name(f->name, STR("missed")));
        const struct clause *found = is_missed ? document_clause(document, f->outcome.at[0].ref.label) : NULL;
        if (found && found->kind->key == CLAUSE_REDRESS)
            return found;
    }
    return NULL;
}

// A redress that was owed so many times.
struct owing {
    const struct clause *redress;
    int64_t times;
    bool is_of_case; // a late one
};

// Which steps the acts are.
static result steps_put(struct ctx *ctx, struct workload_party *party, const struct clause *promise,
                        const struct owing *o)
{
    const struct field_list *fields = o->redress && o->times ? &o->redress->fields : NULL;
    for (const struct field *f = fields ? field_find(fields, KEY_STEP) : NULL; f;
         f = field_next(fields, KEY_STEP, f)) {
        int64_t acts = workload_of_step(o->redress, f, o->is_of_case);
        struct workload_step *slot = acts ? LIST_PUSH(ctx->arena, &party->steps) : NULL;
        if (acts && !slot)
            return arena_fail(ctx);
        if (slot)
            *slot = (struct workload_step){ promise->label, f->raw, o->times, acts > 1 };
    }
    return OK;
}

result workload_put(struct ctx *ctx, struct workload_page *page, const struct workload_asked *asked)
{
    const struct promise promise = { .document = asked->document, .clause = asked->clause };
    struct workload_party *party = party_find(ctx, page, party_of(asked->clause));
    struct workload_line *line = party ? LIST_PUSH(ctx->arena, &party->lines) : NULL;
    if (!line)
        return arena_fail(ctx);
    *line = (struct workload_line){ .label = asked->clause->label,
                                    .title = asked->clause->title,
                                    .url = asked->url };
    const struct clause *late = promise_late_redress(&promise),
                        *missed = missed_redress(asked->document, asked->clause);
    line->of = workload_of(late, missed, asked->periods, asked->n);
    line->acts = workload_acts(&line->of);
    workload_add(&party->sum, &line->of);
    result e = steps_put(ctx, party, asked->clause, &(struct owing){ late, line->of.late, true });
    return e ? e : steps_put(ctx, party, asked->clause, &(struct owing){ missed, line->of.openings, false });
}

static int by_acts(const void *a, const void *b)
{
    const struct workload_party *x = a, *y = b;
    return x->acts != y->acts ? x->acts < y->acts ? 1 : -1 : str_compare(x->party, y->party);
}

void workload_sum(struct workload_page *page)
{
    page->acts = page->figures = 0;
    for (size_t i = 0; i < page->parties.n; i++) {
        struct workload_party *party = &page->parties.at[i];
        party->acts = workload_acts(&party->sum);
        page->acts += party->acts;
        page->figures += party->sum.figures;
    }
    if (page->parties.n)
        qsort(page->parties.at, page->parties.n, sizeof *page->parties.at, by_acts);
}

static bool is_within(const struct promise_period *p, date from, date to)
{
    return !p->is_before && !p->is_trial && !p->is_running && p->row->period.to.day > from.day &&
        p->row->period.to.day <= to.day && p->row->verdict != VERDICT_NONE;
}

static struct workload_period period_of(const struct promise_period *p)
{
    const struct judge_row *row = p->row;
    bool is_departed = p->departed.n && p->departed_verdict == VERDICT_KEPT;
    return (struct workload_period){ .span = row->period,
                                     .counts = row->counts,
                                     .ask = row->ask,
                                     .has_ask = !row->account->count && !row->account->is_measured,
                                     .is_over = true,
                                     .is_kept = row->verdict == VERDICT_KEPT,
                                     .is_missed = row->verdict == VERDICT_MISSED && !is_departed };
}

static bool is_counted(const struct promise_state *p)
{
    bool is_by_residents = p->clause->kind->key == CLAUSE_COMMITMENT ||
        p->clause->kind->key == CLAUSE_MONITORING;
    return p->account && !is_by_residents;
}

static result promise_put(struct request *request, const struct promise_state *p, date from,
                          struct workload_page *page)
{
    struct ctx *ctx = request->ctx;
    struct workload_period *periods = ARENA_ARRAY(ctx->arena, struct workload_period, COUNTED_MAX);
    const struct charter *c = p->charter;
    size_t n = 0;
    if (!periods)
        return arena_fail(ctx);
    for (size_t i = 0; i < p->periods.n && n < COUNTED_MAX; i++)
        if (is_within(&p->periods.at[i], from, request->board->today) && !p->periods.at[i].row->is_few)
            periods[n++] = period_of(&p->periods.at[i]);
    return !n
        ? OK
        : workload_put(ctx, page,
                       &(struct workload_asked){ c->document->document, p->clause,
                                                 promise_url(ctx, c->id, p->clause->label), periods, n });
}

struct done {
    int64_t causes, answered, paid, confirmed, corrected, replies;
};

static void fact_count(const struct fact_row *f, struct done *done)
{
    bool is_published = f->kind == FACT_PUBLISHED && f->voice == VOICE_SERVICE;
    done->causes += f->kind == FACT_CAUSE;
    done->answered += f->kind == FACT_STEP_DONE;
    done->paid += f->kind == FACT_STEP_PAID;
    done->confirmed += is_published && str_equal(f->name, STR("confirmed"));
    done->corrected += is_published && str_equal(f->name, STR("corrected"));
    done->replies += f->kind == FACT_NOTE && str_equal(f->name, FACT_NOTE_REPLY);
}

static result done_add(struct ctx *ctx, struct workload_page *page, int64_t n, const char *one,
                       const char *many)
{
    str *slot = n ? LIST_PUSH(ctx->arena, &page->done) : NULL;
    if (!slot)
        return n ? arena_fail(ctx) : OK;
    *slot = n == 1 ? str_from(one) : str_format(ctx->arena, "%lld %s", (long long)n, many);
    return OK;
}

// What stands on the record of no case: what was done of single reports stands with them.
static result done_fill(struct request *request, const struct charter *c, date from,
                        struct workload_page *page)
{
    struct ctx *ctx = request->ctx;
    const struct board *board = request->board;
    struct done done = { 0 };
    for (size_t i = 0; i < board->facts.n; i++) {
        const struct fact_row *f = &board->facts.at[i];
        if (str_equal(f->document, c->id) && instant_date(board->zone, f->happened).day > from.day)
            fact_count(f, &done);
    }
    result e = done_add(ctx, page, done.causes, "1 cause was said for all the reports that it made late",
                        "causes were said, each for all the reports that it made late");
    if (!e)
        e = done_add(ctx, page, done.answered, "1 step of a missed target was answered",
                     "steps of missed targets were answered");
    if (!e)
        e = done_add(ctx, page, done.paid, "1 payment was recorded", "payments were recorded");
    if (!e)
        e = done_add(ctx, page, done.confirmed, "1 figure was confirmed by its provider",
                     "figures were confirmed by their providers");
    if (!e)
        e = done_add(ctx, page, done.corrected, "1 figure was corrected", "figures were corrected");
    return e ? e
             : done_add(ctx, page, done.replies, "1 reply was put beside a figure",
                        "replies were put beside figures");
}

static const struct table_column COLUMNS[] = {
    { STR_INIT("provider"), CELL_TEXT, false },         { STR_INIT("promise"), CELL_TEXT, false },
    { STR_INIT("cases"), CELL_NUMBER, false },          { STR_INIT("late"), CELL_NUMBER, false },
    { STR_INIT("told_by_itself"), CELL_NUMBER, false }, { STR_INIT("explanations"), CELL_NUMBER, false },
    { STR_INIT("case_acts"), CELL_NUMBER, false },      { STR_INIT("missed"), CELL_NUMBER, false },
    { STR_INIT("openings"), CELL_NUMBER, false },       { STR_INIT("target_acts"), CELL_NUMBER, false },
    { STR_INIT("figures"), CELL_NUMBER, false },        { STR_INIT("acts"), CELL_NUMBER, false },
};

static result workload_table(struct request *request, struct response *response,
                             const struct workload_page *page)
{
    enum table_form form = response_table(request, response);
    struct table table = table_open(request->ctx, &response->body, form, COLUMNS,
                                    sizeof COLUMNS / sizeof *COLUMNS);
    for (size_t i = 0; i < page->parties.n; i++)
        for (size_t k = 0; k < page->parties.at[i].lines.n; k++) {
            const struct workload_line *l = &page->parties.at[i].lines.at[k];
            const int64_t cells[] = { l->of.cases,     l->of.late,   l->of.by_itself, l->of.explanations,
                                      l->of.case_acts, l->of.missed, l->of.openings,  l->of.target_acts,
                                      l->of.figures,   l->acts };
            table_cell(&table, page->parties.at[i].party);
            table_cell(&table, l->label);
            for (size_t n = 0; n < sizeof cells / sizeof *cells; n++)
                table_int(&table, cells[n]);
        }
    return table_close(&table);
}

result workload_show(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    const struct board *board = request->board;
    const struct charter *c = board_charter(board, request_parameter(request, "charter"));
    struct workload_page page = { .is_draft = false };
    date from = date_add_days(board->today, -YEAR_DAYS);
    if (!c)
        return fail(ctx, ERR_MISSING, "there is no such charter");
    page.title = c->document->document->title;
    page.of_url = charter_url(ctx, c->id);
    page.data_url = url_format(ctx->arena, "/charters/%s/workload.csv", url_segment(ctx->arena, c->id));
    page.days = str_format(ctx->arena, "periods that ended in the twelve months to %.*s",
                           STR_ARGS(date_words(ctx, board->today)));
    layout_fill(request, str_format(ctx->arena, "The work it makes: %.*s", STR_ARGS(page.title)), "charters",
                &page.layout);
    crumb_add(ctx, &page.layout, STR("Charters"), (struct url){ STR("/charters") });
    crumb_add(ctx, &page.layout, page.title, page.of_url);
    result e = OK;
    for (size_t i = 0; i < c->promises.n && !e; i++)
        if (is_counted(&c->promises.at[i]))
            e = promise_put(request, &c->promises.at[i], from, &page);
    workload_sum(&page);
    if (!e && request->format != FORMAT_HTML)
        return workload_table(request, response, &page);
    if (!e)
        e = done_fill(request, c, from, &page);
    if (!e)
        view_workload(&response->body, &page);
    return e;
}
