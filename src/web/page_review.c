// /charters/{charter}/review: the evidence for the next version, from the record and nothing else: of each promise
// how often it was kept and missed and what was put right, what residents did, what was disputed, what was changed;
// and what its parties say to it.
#include "web/review_pages.h"
#include "web/views.h"

#include "app/documents.h"
#include "app/per_head.h"
#include "app/review_answer.h"
#include "app/review_due.h"
#include "document/compare.h"
#include "format/table.h"
#include "rules/money.h"

enum { PAID_MAX = 64 };

static bool has_bound(const struct promise_period *period)
{
    return !period->is_running && !period->is_before && !period->is_trial;
}

// Shares of cases add up; averages, counts and few of what is private do not.
static bool adds_up(const struct promise_period *period)
{
    return !period->row->value.n && !period->row->is_few && !period->row->account->count;
}

static void periods_add(struct ctx *ctx, const struct promise_state *p, struct review_line *line)
{
    struct counts sum = { 0 };
    bool is_sum = true;
    for (size_t i = 0; i < p->periods.n; i++) {
        const struct promise_period *period = &p->periods.at[i];
        if (!has_bound(period) || period->row->verdict == VERDICT_NONE)
            continue;
        line->n_kept += period->row->verdict == VERDICT_KEPT;
        line->n_missed += period->row->verdict == VERDICT_MISSED;
        line->n_others += period->row->verdict != VERDICT_KEPT && period->row->verdict != VERDICT_MISSED;
        is_sum = is_sum && adds_up(period);
        counts_add(&sum, &period->row->counts);
    }
    int64_t judged = sum.on_time + sum.late;
    if (is_sum && judged)
        line->figure = str_format(ctx->arena, "%lld of %lld", (long long)sum.on_time, (long long)judged);
}

static bool is_late(const struct obligation_row *step)
{
    return step->state == STEP_OVERDUE || step->state == STEP_DONE_LATE;
}

static void openings_add(const struct promise_state *p, struct review_line *line, struct review_page *page,
                         int64_t *pence)
{
    for (size_t i = 0; i < p->openings.n; i++) {
        const struct opening *o = p->openings.at[i];
        line->n_opened++;
        line->n_put_right += o->is_complete;
        for (size_t s = 0; s < o->n_steps; s++) {
            page->n_late_steps += is_late(&o->steps[s]);
            *pence += o->steps[s].paid != ID_NONE ? o->steps[s].paid : 0;
        }
    }
    page->n_opened += line->n_opened;
    page->n_put_right += line->n_put_right;
}

static result promises_fill(struct request *request, const struct charter *c, struct review_page *page)
{
    struct ctx *ctx = request->ctx;
    int64_t pence = 0;
    for (size_t i = 0; i < c->promises.n; i++) {
        const struct promise_state *p = &c->promises.at[i];
        bool is_commitment = p->clause->kind->key == CLAUSE_COMMITMENT;
        struct review_lines *lines = is_deed(p) ? &page->deeds
            : is_commitment                     ? &page->commitments
                                                : &page->promises;
        struct review_line *line = is_in_lists(p) ? LIST_PUSH(ctx->arena, lines) : NULL;
        if (!line && is_in_lists(p))
            return arena_fail(ctx);
        if (!line)
            continue;
        *line = (struct review_line){ .line = promise_entry_make(ctx, p) };
        periods_add(ctx, p, line);
        openings_add(p, line, page, &pence);
    }
    struct buffer paid = buffer_open(PAID_MAX);
    if (pence)
        pence_write(&paid, pence);
    page->paid = str_copy(ctx->arena, buffer_str(&paid));
    buffer_close(&paid);
    return OK;
}

static result disputes_count(struct request *request, const struct charter *c, struct review_page *page)
{
    result e = OK;
    for (size_t i = 0; i < c->versions.n && !e; i++) {
        struct fact_cases_of_version_out found;
        bool is_found;
        struct fact_cases_of_version_in in = { COMMUNITY_FIRST, FACT_DISPUTED,
                                               ledger_content(request->board->ledger, c->versions.at[i]) };
        e = query_fact_cases_of_version(request->ctx, request->db, &in, &found, &is_found);
        page->n_disputed += !e && is_found ? found.n : 0;
    }
    return e;
}

static str thousands(struct ctx *ctx, int64_t n)
{
    struct buffer out = buffer_open(PAID_MAX);
    html_number(&out, n);
    str words = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return words;
}

static str header_line(struct ctx *ctx, const struct charter *c, enum field_key key)
{
    const struct field *f = field_find(&c->document->document->header, key);
    return f && !f->is_bad ? field_text(ctx, f) : (str){ 0 };
}

static result heard_fill(struct request *request, const struct charter *c, struct review_page *page)
{
    struct ctx *ctx = request->ctx;
    struct per_head h;
    result e = per_head_find(ctx, request->db, c, &h);
    if (e)
        return e;
    page->spoken = header_line(ctx, c, KEY_SPOKEN_FOR_BY);
    page->asked = header_line(ctx, c, KEY_ASKED);
    str reports = str_format(ctx->arena, "%.*s %s in the last year", STR_ARGS(thousands(ctx, h.reports)),
                             h.reports == 1 ? "report" : "reports");
    page->heard = h.people > 0
        ? str_format(ctx->arena, "%.*s from a place of %.*s people: %.*s for every 1,000.", STR_ARGS(reports),
                     STR_ARGS(thousands(ctx, h.people)),
                     STR_ARGS(thousands(ctx, per_thousand(h.reports, h.people))))
        : h.unknown.n
        ? str_format(ctx->arena,
                     "%.*s. How many that is for every 1,000 people can't be said: the population of %.*s "
                     "is not known. It is read with the borders, where each area has it.",
                     STR_ARGS(reports), STR_ARGS(h.unknown))
        : str_format(ctx->arena, "%.*s.", STR_ARGS(reports));
    page->found = h.places ? str_format(ctx->arena, "On foot, %lld of %lld places were at grade B or better.",
                                        (long long)h.at_b, (long long)h.places)
                           : STR("Nobody has graded a place on foot in that time.");
    return OK;
}

static result changes_fill(struct ctx *ctx, const struct charter *c, struct review_page *page)
{
    result e = OK;
    for (size_t v = 1; v < c->versions.n && !e; v++) {
        struct changes changes = { .at = NULL };
        e = document_compare(ctx, c->versions.at[v - 1]->document, c->versions.at[v]->document, &changes);
        for (size_t i = 0; i < changes.n && !e; i++) {
            str *slot = LIST_PUSH(ctx->arena, &page->changes);
            e = slot ? OK : arena_fail(ctx);
            if (slot)
                *slot = str_format(ctx->arena, "Version %zu: %.*s", v + 1, STR_ARGS(changes.at[i].words));
        }
    }
    return e;
}

static struct note_line note_of(struct request *request, const struct fact_row *f)
{
    return (
        struct note_line){ .when = f->happened,
                           .day = date_words(request->ctx, instant_date(request->board->zone, f->happened)),
                           .voice = f->clause,
                           .said_by = f->said_by,
                           .words = f->words };
}

static result notes_fill(struct request *request, const struct charter *c, struct review_page *page)
{
    const struct board *board = request->board;
    for (size_t i = 0; i < board->facts.n; i++) {
        const struct fact_row *f = &board->facts.at[i];
        bool is_correction = f->kind == FACT_PUBLISHED && str_equal(f->name, STR("corrected")),
             is_departure = f->kind == FACT_DEPARTURE;
        if ((!is_correction && !is_departure) || !str_equal(f->document, c->id))
            continue;
        struct note_line *slot = is_correction ? LIST_PUSH(request->ctx->arena, &page->corrections)
                                               : LIST_PUSH(request->ctx->arena, &page->departures);
        if (!slot)
            return arena_fail(request->ctx);
        *slot = note_of(request, f);
    }
    return OK;
}

static void next_fill(struct request *request, const struct charter *c, struct review_page *page)
{
    struct ctx *ctx = request->ctx;
    bool is_end;
    date due = review_due(c->document->document, request->board->today, &is_end);
    bool is_past = document_in_force(c->document->document).to.day < request->board->today.day;
    if (date_is_none(due) || is_past || review_is_followed(request->board->ledger, c->document->document))
        return;
    page->next = is_end
        ? str_format(ctx->arena, "Its last day is %.*s: what comes after it is for the parties to agree.",
                     STR_ARGS(date_words(ctx, due)))
        : str_format(ctx->arena, "It is to be looked at again by %.*s.", STR_ARGS(date_words(ctx, due)));
}

static void head_fill(struct request *request, const struct charter *c, struct review_page *page)
{
    struct ctx *ctx = request->ctx;
    const char *id = url_segment(ctx->arena, c->id);
    struct date_range first = document_in_force(c->versions.at[0]->document),
                      last = document_in_force(c->document->document);
    page->title = c->document->document->title;
    page->in_force = period_words(ctx->arena, (struct span){ first.from, last.to });
    page->charter_url = charter_url(ctx, c->id);
    page->data_url = url_format(ctx->arena, "/charters/%s/review.csv", id);
    page->meeting_url = url_format(ctx->arena, "/charters/%s/meeting", id);
    page->draft_url = url_format(ctx->arena, "/drafts/new?next=%s", url_query(ctx->arena, c->id));
    layout_fill(request, str_format(ctx->arena, "Review: %.*s", STR_ARGS(page->title)), "charters",
                &page->layout);
    crumb_add(ctx, &page->layout, STR("Charters"), (struct url){ STR("/charters") });
    crumb_add(ctx, &page->layout, page->title, page->charter_url);
}

static const struct table_column COLUMNS[] = {
    { STR_INIT("label"), CELL_TEXT, false },       { STR_INIT("title"), CELL_TEXT, false },
    { STR_INIT("party"), CELL_TEXT, false },       { STR_INIT("kept"), CELL_NUMBER, false },
    { STR_INIT("missed"), CELL_NUMBER, false },    { STR_INIT("others"), CELL_NUMBER, false },
    { STR_INIT("figure"), CELL_MAYBE, false },     { STR_INIT("redresses"), CELL_NUMBER, false },
    { STR_INIT("put_right"), CELL_NUMBER, false },
};

static void rows_write(struct table *table, const struct review_lines *lines)
{
    for (size_t i = 0; i < lines->n; i++) {
        const struct review_line *l = &lines->at[i];
        table_cell(table, l->line.label);
        table_cell(table, l->line.title);
        table_cell(table, l->line.party);
        table_int(table, l->n_kept);
        table_int(table, l->n_missed);
        table_int(table, l->n_others);
        table_cell(table, l->figure);
        table_int(table, l->n_opened);
        table_int(table, l->n_put_right);
    }
}

static result review_table(struct request *request, struct response *response, const struct review_page *page)
{
    enum table_form form = response_table(request, response);
    struct table table = table_open(request->ctx, &response->body, form, COLUMNS,
                                    sizeof COLUMNS / sizeof *COLUMNS);
    rows_write(&table, &page->promises);
    rows_write(&table, &page->commitments);
    rows_write(&table, &page->deeds);
    return table_close(&table);
}

static result words_fill(struct request *request, const struct charter *c, struct review_page *page)
{
    result e = disputes_count(request, c, page);
    if (!e)
        e = review_costs_fill(request->ctx, c, page);
    if (!e)
        e = review_residents_fill(request, c, page);
    if (!e)
        e = heard_fill(request, c, page);
    if (!e)
        e = changes_fill(request->ctx, c, page);
    if (!e)
        e = notes_fill(request, c, page);
    return e ? e : review_answers_fill(request, c, &page->answers);
}

static result charter_asked(const struct request *request, const struct charter **c)
{
    *c = board_charter(request->board, request_parameter(request, "charter"));
    return *c ? OK : fail(request->ctx, ERR_MISSING, "there is no such charter");
}

// said: what was sent and is refused, and why; NULL where the page is only asked for.
static result page_show(struct request *request, struct response *response, const struct review_said *said,
                        str why)
{
    const struct charter *c;
    struct review_page page = { .answers.asks_office = said && said->looks_personal };
    result e = charter_asked(request, &c);
    if (e)
        return e;
    head_fill(request, c, &page);
    next_fill(request, c, &page);
    e = life_note_fill(request->ctx, c, &page.life);
    if (!e)
        e = promises_fill(request, c, &page);
    if (!e && request->format != FORMAT_HTML)
        return review_table(request, response, &page);
    if (!e)
        e = words_fill(request, c, &page);
    if (!e && said)
        e = form_fault(request->ctx, &page.faults,
                       said->part == REVIEW_PARTY        ? &page.answers.party
                           : said->part == REVIEW_OFFICE ? &page.answers.office
                                                         : &page.answers.words,
                       why);
    response->is_unkept = page.answers.may_answer;
    if (!e)
        view_review(&response->body, &page);
    return e;
}

result review_show(struct request *request, struct response *response)
{
    return page_show(request, response, NULL, (str){ 0 });
}

struct answering {
    struct request *request;
    const struct document *document;
    struct doer by;
    struct review_said said;
};

static result answer_write(struct ctx *ctx, struct db *db, void *with)
{
    struct answering *a = with;
    struct desk desk;
    result e = desk_open(ctx, db, a->request->now, &a->by, &desk);
    return e ? e : review_answer(&desk, a->document, a->request->visitor, &a->said);
}

result review_send(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    const struct charter *c;
    result e = request->visitor ? charter_asked(request, &c)
                                : fail(ctx, ERR_LOGIN, "Sign in to answer for a party.");
    if (e)
        return e;
    struct answering a = { .request = request,
                           .document = c->document->document,
                           .by = visitor_doer(ctx, request->visitor),
                           .said = { .party = request_form(request, "party"),
                                     .office = request_form(request, "office"),
                                     .words = request_form(request, "words"),
                                     .is_office = request_form(request, "is-office").n > 0 } };
    e = site_write(request, answer_write, &a);
    if (!e)
        response_see(request, response,
                     url_format(ctx->arena, "/charters/%s/review?done=yes", url_segment(ctx->arena, c->id)));
    return is_for_form(e) ? page_show(request, response, &a.said, sentence(ctx, said_take(ctx))) : e;
}
