#include "app/board.h"

#include "app/departure.h"
#include "app/documents.h"
#include "app/owed.h"
#include "app/owed_shared.h"
#include "app/publish.h"
#include "app/setting.h"
#include "store/fact.h"

#include <stdlib.h>
#include <string.h>

enum { BOARD_MEMORY = 512 << 20, BEFORE_LENGTH = 7, FEW = 5 };

static result facts_read(struct ctx *ctx, struct db *db, struct board *b)
{
    static const enum fact_kind kinds[] = {
        FACT_SIGNED, FACT_PUBLISHED,    FACT_DEPARTURE, FACT_PROGRESS,   FACT_NOTE,
        FACT_CAUSE,  FACT_STEP_DONE,    FACT_STEP_PAID, FACT_GRADED,     FACT_LIFE,
        FACT_ACT,    FACT_ACT_ANSWERED, FACT_CONTACTED, FACT_PHOTOGRAPH, FACT_OPTION,
        FACT_PAPER,  FACT_PAPER_ENDED,  FACT_THANKED,   FACT_MEETING
    };
    result e = OK;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds && !e; k++) {
        struct fact_row_list all;
        e = query_fact_of_no_case(ctx, db, &(struct fact_of_no_case_in){ COMMUNITY_FIRST, kinds[k] }, &all);
        for (size_t i = 0; i < all.n && !e; i++) {
            bool is_there = all.at[i].happened.second < b->ledger->as_of.facts_before.second;
            struct fact_row *slot = is_there ? LIST_PUSH(ctx->arena, &b->facts) : NULL;
            if (slot)
                *slot = all.at[i];
        }
    }
    return e;
}

// A document that only scores the time before another of the same Id without "-before".
static bool is_before_twin(const struct board *b, str id)
{
    str twin = str_slice(id, 0, id.n - (id.n < BEFORE_LENGTH ? id.n : BEFORE_LENGTH));
    const struct judged_documents *all = &b->ledger->judged.documents;
    for (size_t i = 0; str_ends(id, STR("-before")) && i < all->n; i++)
        if (str_equal(all->at[i].document->id, twin))
            return true;
    return false;
}

static struct charter *charter_slot(struct ctx *ctx, struct board *b, str id)
{
    for (size_t i = 0; i < b->charters.n; i++)
        if (str_equal(b->charters.at[i].id, id))
            return &b->charters.at[i];
    struct charter *slot = LIST_PUSH(ctx->arena, &b->charters);
    if (slot)
        slot->id = id;
    return slot;
}

static bool binds_on(const struct judged_document *d, date day)
{
    struct date_range in_force = document_in_force(d->document);
    return in_force.from.day <= day.day && day.day <= in_force.to.day;
}

static result charters_list(struct ctx *ctx, struct board *b)
{
    struct judged_documents *all = &b->ledger->judged.documents;
    for (size_t i = 0; i < all->n; i++) {
        const struct judged_document *d = &all->at[i];
        if (is_before_twin(b, d->document->id))
            continue;
        struct charter *c = charter_slot(ctx, b, d->document->id);
        const struct judged_document **version = c ? LIST_PUSH(ctx->arena, &c->versions) : NULL;
        if (!version)
            return arena_fail(ctx);
        *version = d;
        if (!c->document || binds_on(d, b->today) || !binds_on(c->document, b->today))
            c->document = d;
    }
    return OK;
}

// What was published, sorted by what of and, for one figure, as it came.
struct said {
    const struct fact_row *fact;
    bool is_count;
};

struct said_list {
    struct said *at;
    size_t n, room;
};

static int figure_compare(const struct said *a, const struct said *b)
{
    int order = str_compare(a->fact->document, b->fact->document);
    order = order ? order : str_compare(a->fact->clause, b->fact->clause);
    order = order ? order : (int)a->is_count - (int)b->is_count;
    return order ? order : a->fact->period_to.day - b->fact->period_to.day;
}

static int said_compare(const void *x, const void *y)
{
    const struct said *a = x, *b = y;
    int order = figure_compare(a, b);
    return order ? order : a->fact->id < b->fact->id ? -1 : a->fact->id > b->fact->id;
}

static result said_list(struct ctx *ctx, const struct board *b, struct said_list *all)
{
    for (size_t i = 0; i < b->facts.n; i++) {
        const struct fact_row *f = &b->facts.at[i];
        struct said *slot = f->kind == FACT_PUBLISHED ? LIST_PUSH(ctx->arena, all) : NULL;
        if (slot)
            *slot = (struct said){ f, published_read(f->value).is_count };
    }
    if (all->n)
        qsort(all->at, all->n, sizeof *all->at, said_compare);
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

// NULL if nothing was.
static const struct fact_row *said_last(const struct said_list *all, const struct judge_row *row)
{
    const struct fact_row figure = { .document = row->document->document->id,
                                     .clause = row->account->promise->clause->label,
                                     .period_to = row->period.to };
    const struct said asked = { &figure, row->account->count != NULL };
    size_t low = 0, high = all->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (figure_compare(&all->at[middle], &asked) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low && !figure_compare(&all->at[low - 1], &asked) ? all->at[low - 1].fact : NULL;
}

bool is_row_of_deed(const struct judge_row *row)
{
    return row->account->promise->clause->kind->key == CLAUSE_PRIORITY && !row->account->count;
}

bool is_deed(const struct promise_state *promise)
{
    return promise->now && is_row_of_deed(promise->now->row);
}

// A row and what was published of it.
struct figure {
    const struct judge_row *row;
    const struct fact_row *said;
    bool is_before;
};

static result period_add(struct ctx *ctx, struct promise_state *p, const struct figure *figure)
{
    const struct judge_row *row = figure->row;
    struct promise_period *slot = LIST_PUSH(ctx->arena, &p->periods);
    if (!slot)
        return arena_fail(ctx);
    *slot = (struct promise_period){ .row = row,
                                     .is_before = figure->is_before,
                                     .is_trial = !is_row_of_deed(row) &&
                                         is_on_trial(row->document->document, p->clause, row->period),
                                     .standing = figure->said ? figure->said->name : (str){ 0 },
                                     .said = figure->said };
    slot->is_running = !span_is_over(row->document->zone, row->period, row->document->as_of);
    slot->counts = counts_words(ctx->arena, row, &row->counts);
    return OK;
}

// Where the rows of a document go.
struct belonging {
    struct charter *charter; // NULL if there is none
    bool is_before;          // they are of the time before it
};

static result belongings_find(struct ctx *ctx, struct board *b, struct belonging **found)
{
    const struct judged_documents *all = &b->ledger->judged.documents;
    *found = ARENA_ARRAY(ctx->arena, struct belonging, all->n + 1);
    if (!*found)
        return arena_fail(ctx);
    for (size_t i = 0; i < all->n; i++) {
        str id = all->at[i].document->id;
        bool is_before = is_before_twin(b, id);
        str own = is_before ? str_slice(id, 0, id.n - BEFORE_LENGTH) : id;
        for (size_t c = 0; c < b->charters.n; c++)
            if (str_equal(b->charters.at[c].id, own))
                (*found)[i] = (struct belonging){ &b->charters.at[c], is_before };
    }
    return OK;
}

static struct promise_state *promise_of(struct charter *charter, str label)
{
    for (size_t i = 0; charter && i < charter->promises.n; i++)
        if (str_equal(charter->promises.at[i].clause->label, label))
            return &charter->promises.at[i];
    return NULL;
}

// Rows come sorted by document: the time before goes first.
static result periods_collect(struct ctx *ctx, struct board *b)
{
    const struct judge_row_list *rows = &b->ledger->judged.rows;
    struct belonging *belongings;
    struct said_list said = { 0 };
    result e = belongings_find(ctx, b, &belongings);
    if (!e)
        e = said_list(ctx, b, &said);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < rows->n && !e; i++) {
            const struct judge_row *row = &rows->at[i];
            const struct belonging *to = &belongings[row->document - b->ledger->judged.documents.at];
            struct promise_state *p = to->is_before == (pass == 0) ? promise_of(to->charter, row->label)
                                                                   : NULL;
            if (p)
                e = period_add(ctx, p, &(struct figure){ row, said_last(&said, row), to->is_before });
        }
    return e;
}

static void now_find(struct promise_state *p)
{
    for (size_t i = 0; i < p->periods.n; i++) {
        const struct promise_period *period = &p->periods.at[i];
        bool is_out_of_season = period->row->verdict == VERDICT_NONE;
        bool is_over = p->now &&
            (is_out_of_season || (is_row_of_deed(period->row) && !counts_cases(&period->row->counts)));
        if (!period->is_before && !is_over)
            p->now = period;
    }
}

static const struct account *account_of(const struct judged_document *d, const struct clause *clause)
{
    for (size_t i = 0; i < d->accounts.n; i++)
        if (d->accounts.at[i].promise->clause == clause)
            return &d->accounts.at[i];
    return NULL;
}

static result promises_list(struct ctx *ctx, struct charter *c)
{
    const struct clause_list *clauses = &c->document->document->clauses;
    for (size_t i = 0; i < clauses->n; i++) {
        struct promise_state *p = LIST_PUSH(ctx->arena, &c->promises);
        if (!p)
            return arena_fail(ctx);
        *p = (struct promise_state){ .charter = c, .clause = &clauses->at[i] };
        p->account = account_of(c->document, p->clause);
    }
    return OK;
}

static void charter_finish(const struct board *b, struct charter *c)
{
    for (size_t i = 0; i < c->promises.n; i++) {
        struct promise_state *p = &c->promises.at[i];
        now_find(p);
        if (p->now)
            c->tally[p->now->row->verdict]++;
    }
    for (size_t i = 0; i < b->facts.n; i++)
        c->is_signed |= b->facts.at[i].kind == FACT_SIGNED && str_equal(b->facts.at[i].document, c->id);
}

static result departures_list(struct ctx *ctx, const struct board *b, struct fact_row_list *departures)
{
    *departures = (struct fact_row_list){ 0 };
    for (size_t i = 0; i < b->facts.n; i++) {
        bool is_one = b->facts.at[i].kind == FACT_DEPARTURE;
        struct fact_row *slot = is_one ? LIST_PUSH(ctx->arena, departures) : NULL;
        if (slot)
            *slot = b->facts.at[i];
    }
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

static result departed_show(struct ctx *ctx, struct db *db, const struct board *b,
                            const struct fact_row_list *departures, struct promise_period *period)
{
    struct departed departed = { .row = period->row };
    if (period->row->value.n)
        return OK;
    result e = departure_take(ctx, db, b->ledger, departures, &departed);
    if (e || !departed.is_some)
        return e;
    period->departed = counts_words(ctx->arena, period->row, &departed.without);
    period->departed_verdict = departed.verdict;
    return OK;
}

// Figures are shown both with and without what was declared a departure.
static result departures_show(struct ctx *ctx, struct db *db, struct board *b)
{
    struct fact_row_list departures;
    result e = departures_list(ctx, b, &departures);
    for (size_t c = 0; c < b->charters.n && departures.n; c++)
        for (size_t i = 0; i < b->charters.at[c].promises.n; i++) {
            struct promise_state *p = &b->charters.at[c].promises.at[i];
            for (size_t k = 0; k < p->periods.n && !e; k++)
                e = departed_show(ctx, db, b, &departures, &p->periods.at[k]);
        }
    return e;
}

static bool is_step_of(const struct obligation_row *a, const struct obligation_row *b)
{
    return a->period_from.day == b->period_from.day && str_equal(a->document, b->document) &&
        str_equal(a->promise, b->promise) && str_equal(a->redress, b->redress);
}

static struct promise_state *promise_find(struct board *b, str document, str label)
{
    for (size_t c = 0; c < b->charters.n; c++)
        for (size_t i = 0; i < b->charters.at[c].promises.n; i++) {
            struct promise_state *p = &b->charters.at[c].promises.at[i];
            if (str_equal(p->charter->id, document) && str_equal(p->clause->label, label))
                return p;
        }
    return NULL;
}

static result opening_add(struct ctx *ctx, struct board *b, const struct obligation_row *steps, size_t n)
{
    struct promise_state *p = promise_find(b, steps->document, steps->promise);
    if (!p)
        return OK; // of a clause that the version in force has no more
    struct opening *kept = ARENA_NEW(ctx->arena, struct opening);
    const struct opening **own = LIST_PUSH(ctx->arena, &p->openings);
    const struct opening **all = LIST_PUSH(ctx->arena, &b->openings);
    if (!kept || !own || !all)
        return arena_fail(ctx);
    *kept = (struct opening){ p->charter, p, steps, n, true };
    for (size_t i = 0; i < n; i++)
        kept->is_complete &= step_is_settled((enum step_state)steps[i].state) ||
            steps[i].pays == PAYMENT_NOT_OWED;
    *own = *all = kept;
    p->is_owed |= !kept->is_complete;
    return OK;
}

static result openings_read(struct ctx *ctx, struct db *db, struct board *b)
{
    struct obligation_row_list rows;
    result e = query_obligation_of_case(ctx, db, &(struct obligation_of_case_in){ COMMUNITY_FIRST, 0 },
                                        &rows);
    if (!e)
        e = owed_settle(ctx, db, b->ledger, rows.at, rows.n);
    for (size_t i = 0, end; i < rows.n && !e; i = end) {
        for (end = i + 1; end < rows.n && is_step_of(&rows.at[i], &rows.at[end]);)
            end++;
        e = opening_add(ctx, b, &rows.at[i], end - i);
    }
    return e;
}

static void openings_sort(struct board *b)
{
    for (size_t i = 1; i < b->openings.n; i++)
        for (size_t j = i;
             j > 0 && b->openings.at[j]->steps->opened.second > b->openings.at[j - 1]->steps->opened.second;
             j--) {
            const struct opening *swap = b->openings.at[j];
            b->openings.at[j] = b->openings.at[j - 1];
            b->openings.at[j - 1] = swap;
        }
}

static void few_mark(struct judge_row_list *rows)
{
    for (size_t i = 0; i < rows->n; i++) {
        struct judge_row *row = &rows->at[i];
        const struct field *f = field_find(&row->account->promise->clause->fields, KEY_PUBLIC);
        int64_t n = counts_cases(&row->counts) + row->counts.excluded;
        row->is_few = f && !f->is_bad && f->is_public != PUBLIC_YES && n > 0 && n < FEW;
    }
}

static result ledger_read(struct ctx *ctx, struct db *db, instant now, struct board *b)
{
    struct judge_options options;
    str demonstration;
    result e = community_time(ctx, db, now, &options);
    if (!e && !options.has_as_of && b->state.derived_at) {
        options.now = (instant){ b->state.derived_at }; // what the derived tables are true for
        options.facts_to = now; // and what was done since stands on pages at once, not with the next beat
    }
    if (!e)
        e = ledger_open(ctx, db, &options, &b->ledger);
    if (!e)
        e = ledger_rows(ctx, db, b->ledger);
    if (!e)
        e = setting_read(ctx, db, SETTING_DEMONSTRATION, &demonstration);
    if (e)
        return e;
    few_mark(&b->ledger->judged.rows);
    b->is_demonstration = str_equal(demonstration, STR("yes"));
    b->zone = b->ledger->zone;
    b->name = b->ledger->name;
    b->today = zone_date(b->zone, (instant){ b->ledger->as_of.facts_before.second - 1 }, NULL);
    return OK;
}

static result board_fill(struct ctx *ctx, struct db *db, instant now, struct board *b)
{
    result e = ledger_read(ctx, db, now, b);
    if (!e)
        e = facts_read(ctx, db, b);
    if (!e)
        e = directory_read(ctx, db, &b->directory);
    b->areas = b->directory.areas;
    b->places = b->directory.places;
    b->areas_content = b->directory.areas_content;
    if (!e)
        e = charters_list(ctx, b);
    for (size_t i = 0; i < b->charters.n && !e; i++) {
        b->charters.at[i].board = b;
        e = promises_list(ctx, &b->charters.at[i]);
    }
    if (!e)
        e = periods_collect(ctx, b);
    for (size_t i = 0; i < b->charters.n && !e; i++)
        charter_finish(b, &b->charters.at[i]);
    if (!e)
        e = departures_show(ctx, db, b);
    if (!e)
        e = openings_read(ctx, db, b);
    openings_sort(b);
    return e ? e : arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

result board_make(struct ctx *ctx, struct db *db, instant now, struct board **board)
{
    struct ctx own = { .arena = arena_open(BOARD_MEMORY) };
    struct board *b = own.arena ? ARENA_NEW(own.arena, struct board) : NULL;
    struct store_state state;
    result e = b ? store_state_read(&own, db, &state) : ERR_LIMIT;
    if (!e) {
        *b = (struct board){ .arena = own.arena, .state = state };
        e = board_fill(&own, db, now, b);
    }
    if (!e) {
        *board = b;
        return OK;
    }
    e = own.arena ? fail(ctx, e, "%s", own.error.text) : arena_fail(ctx);
    arena_close(own.arena);
    return e;
}

void board_close(struct board *board)
{
    if (board)
        arena_close(board->arena);
}

const struct charter *board_charter(const struct board *board, str id)
{
    for (size_t i = 0; i < board->charters.n; i++)
        if (str_equal(board->charters.at[i].id, id))
            return &board->charters.at[i];
    return NULL;
}

const struct promise_state *charter_promise(const struct charter *charter, str label)
{
    for (size_t i = 0; i < charter->promises.n; i++)
        if (str_equal(charter->promises.at[i].clause->label, label))
            return &charter->promises.at[i];
    return NULL;
}

bool charter_covers(const struct charter *charter, str area)
{
    const struct field *f = field_find(&charter->document->document->header, KEY_AREA);
    for (size_t i = 0; f && !f->is_bad && i < f->items.n; i++) {
        str item = f->items.at[i];
        if (str_same_name(item, area) ||
            str_same_name(str_trim(str_slice(item, 0, str_find(item, STR(",")))), area))
            return true;
    }
    return false;
}

str party_of(const struct clause *clause)
{
    return clause_party(clause);
}

const struct clause *contact_for(const struct charter *charter, const struct clause *clause)
{
    return document_contact(charter->document->document, clause);
}
