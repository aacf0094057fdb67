// One case changed, or time passed: its old findings go, its new ones come, and the counts move by the difference.
#include "app/ledger_internal.h"
#include "app/nearby.h"
#include "app/owed.h"
#include "app/record.h"
#include "app/setting.h"
#include "app/shown.h"
#include "app/work.h"
#include "base/watch.h"
#include "rules/personal.h"

#include <string.h>

enum {
    ADVANCE_GROUP = 500,
    SIGNATURE_MAX = 1 << 20,
    CASES_APART = 128
}; // facts that cost as much as asking anew

struct finding_list {
    struct finding_row *at;
    size_t n, room;
};

// What case_walk tells of one case.
struct gathering {
    struct ctx *ctx;
    const struct ledger *ledger;
    struct finding_list findings;
    struct late_list late;
    struct work_found work;
    enum visibility visibility;
};

static struct gathering gathering_open(struct ctx *ctx, const struct ledger *ledger)
{
    return (struct gathering){ .ctx = ctx, .ledger = ledger, .work = { .due = INSTANT_NONE } };
}

static instant known(struct moment moment)
{
    return moment.kind == MOMENT_KNOWN ? moment.last : INSTANT_NONE;
}

static void gather(struct case_sink *sink, const struct finding *f)
{
    struct gathering *g = sink->of;
    struct count_row c = finding_count(g->ledger, f);
    const struct judgement *j = f->judgement;
    struct finding_row *row = LIST_PUSH(g->ctx->arena, &g->findings);
    if (!row)
        return;
    *row = (struct finding_row){ c.version,
                                 c.clause,
                                 c.is_count,
                                 c.slot,
                                 c.area,
                                 c.unit,
                                 .state = (int64_t)j->state,
                                 .day = j->day,
                                 .started = known(j->started),
                                 .due = judgement_due(j),
                                 .stopped = known(j->stopped),
                                 .taken = f->taken != TAKEN_NONE ? f->taken : ID_NONE,
                                 .on_time = c.on_time,
                                 .late = c.late,
                                 .not_yet_due = c.not_yet_due,
                                 .not_known = c.not_known,
                                 .excluded = c.excluded };
    late_note(&g->late, f);
    work_note(&g->work, f);
    enum visibility asked = clause_visibility(f->account->promise->clause);
    g->visibility = asked > g->visibility ? asked : g->visibility;
}

static void leave(struct case_sink *sink, enum left_out reason, const struct case_facts *facts, str about)
{
    (void)sink;
    (void)reason;
    (void)facts;
    (void)about;
}

static struct count_row row_count(const struct finding_row *f, int sign)
{
    return (struct count_row){ f->version,
                               f->clause,
                               f->is_count,
                               f->slot,
                               f->area,
                               f->unit,
                               sign * f->on_time,
                               sign * f->late,
                               sign * f->not_yet_due,
                               sign * f->not_known,
                               sign * f->excluded };
}

static result count_move(struct ctx *ctx, struct db *db, int64_t community, struct count_row c)
{
    return query_count_add(ctx, db,
                           &(struct count_add_in){ community, c.version, c.clause, c.is_count, c.slot, c.area,
                                                   c.unit, c.on_time, c.late, c.not_yet_due, c.not_known,
                                                   c.excluded });
}

static result count_drop_empty(struct ctx *ctx, struct db *db, int64_t community, const struct finding_row *f)
{
    return query_count_drop_empty(ctx, db,
                                  &(struct count_drop_empty_in){ community, f->version, f->clause,
                                                                 f->is_count, f->slot, f->area, f->unit });
}

static result finding_write(struct ctx *ctx, struct db *db, int64_t community, int64_t case_id,
                            const struct finding_row *f)
{
    return query_finding_insert(
        ctx, db,
        &(struct finding_insert_in){ community, f->version, f->clause, f->is_count, f->slot, case_id, f->area,
                                     f->unit, f->state, f->day, f->started, f->due, f->stopped, f->taken,
                                     f->on_time, f->late, f->not_yet_due, f->not_known, f->excluded });
}

static result findings_replace(struct ctx *ctx, struct db *db, const struct ledger *ledger, int64_t case_id,
                               const struct finding_list *new)
{
    struct finding_row_list old;
    int64_t community = ledger->community;
    result e = query_finding_of_case(ctx, db, &(struct finding_of_case_in){ community, case_id }, &old);
    if (!e)
        e = query_finding_delete_of_case(ctx, db, &(struct finding_delete_of_case_in){ community, case_id });
    for (size_t i = 0; !e && i < new->n; i++) {
        e = finding_write(ctx, db, community, case_id, &new->at[i]);
        if (!e)
            e = count_move(ctx, db, community, row_count(&new->at[i], 1));
    }
    for (size_t i = 0; !e && i < old.n; i++) {
        e = count_move(ctx, db, community, row_count(&old.at[i], -1));
        if (!e)
            e = count_drop_empty(ctx, db, community, &old.at[i]);
    }
    return e;
}

static result case_write(struct ctx *ctx, struct db *db, const struct ledger *ledger, const struct folded *c,
                         bool is_new)
{
    struct case_insert_in row = { c->case_id, ledger->community,        c->reference,
                                  c->service, c->facts.bound_document,  c->facts.bound_label,
                                  c->area,    (int64_t)c->facts.status, (int64_t)c->visibility,
                                  c->opened,  c->next_change,           c->summary };
    struct private_by_fact_out part;
    bool is_found;
    result e = query_private_by_fact(ctx, db, &(struct private_by_fact_in){ row.community, c->case_id },
                                     &part, &is_found);
    if (e)
        return e;
    row.summary = is_found ? part.words : row.summary;
    if (c->wording == WORDING_HIDDEN || c->hides_opening)
        row.summary = (str){ 0 };
    else if (c->wording == WORDING_COVERED)
        e = personal_cover(ctx, row.summary, &row.summary);
    if (e)
        return e;
    e = nearby_write(ctx, db, c, is_found ? part.latitude : (str){ 0 },
                     is_found ? part.longitude : (str){ 0 });
    if (e || is_new)
        return e ? e : query_case_insert(ctx, db, &row);
    return query_case_update(ctx, db,
                             &(struct case_update_in){ row.community, row.id, row.service, row.area,
                                                       row.status, row.visibility, row.opened,
                                                       row.next_change, row.summary });
}

static instant earlier(instant a, instant b)
{
    return a.second < b.second ? a : b;
}

// Folded and judged: what the derived tables are to hold of the case. facts: all of it. One that has not been opened
// yet has its row and no findings, so that the same report of a later file is known again; nobody sees it.
static void case_gather(struct gathering *g, const struct fact_row_list *facts, struct folded *c)
{
    struct case_sink sink = { gather, leave, g, INSTANT_FAR };
    enum visibility asked = COUNTED_ONLY;
    if (c->is_there) {
        case_walk(&g->ledger->judged, &c->facts, &sink);
        asked = c->service.n ? g->ledger->shown[c->facts.service] : VISIBLE;
    }
    asked = g->visibility > asked ? g->visibility : asked;
    c->visibility = asked > c->visibility ? asked : c->visibility;
    instant next = earlier(sink.next_change, c->next_fact);
    for (size_t i = 0; i < g->late.n; i++) {
        struct redress_chain chain;
        late_answer(&g->late.at[i], facts, &chain);
        next = earlier(next, chain.next_change);
    }
    c->next_change = next.second == INSTANT_FAR.second ? INSTANT_NONE : next;
}

static result case_refresh(struct ctx *ctx, struct db *db, struct ledger *ledger, int64_t case_id)
{
    struct fact_row_list facts;
    struct folded c;
    struct gathering g = gathering_open(ctx, ledger);
    struct case_row row;
    bool is_there;
    result e = query_fact_of_case(ctx, db, &(struct fact_of_case_in){ ledger->community, case_id }, &facts);
    if (!e && !facts.n)
        return fail(ctx, ERR_MISSING, "there is no such case");
    if (!e)
        e = case_fold(ctx, &ledger->fold, facts.at, facts.n, &c);
    if (!e)
        e = query_case_by_id(ctx, db, &(struct case_by_id_in){ ledger->community, case_id }, &row, &is_there);
    ledger->is_stale |= !e && c.is_name_unknown;
    if (e || ledger->is_stale)
        return e;
    case_gather(&g, &facts, &c);
    if (arena_is_full(ctx->arena)) // a finding was lost
        return arena_fail(ctx);
    e = case_write(ctx, db, ledger, &c, !is_there);
    if (!e)
        e = findings_replace(ctx, db, ledger, case_id, &g.findings);
    if (!e)
        e = work_write(ctx, db, &c, &facts, &g.work);
    return e ? e : owed_case_write(ctx, db, ledger, &g.late, &facts);
}

// In an arena of its own, so that thousands of cases in one transaction take no more memory than one.
result ledger_update(struct ctx *ctx, struct db *db, struct ledger *ledger, int64_t case_id)
{
    struct ctx own = { .arena = arena_open(CASE_MEMORY) };
    result e = own.arena ? case_refresh(&own, db, ledger, case_id) : ERR_LIMIT;
    if (e)
        e = own.arena ? fail(ctx, e, "%s", own.error.text) : arena_fail(ctx);
    arena_close(own.arena);
    return e;
}

result ledger_advance(struct ctx *ctx, struct db *db, struct ledger *ledger, int64_t *n)
{
    struct case_changing_out_list due;
    struct case_changing_in asked = { ledger->community, ledger->as_of.at, { INT64_MIN }, 0, ADVANCE_GROUP };
    result e = OK;
    *n = 0;
    do { // past the last of each group: what lies at the very time of asking would else come back for ever
        e = query_case_changing(ctx, db, &asked, &due);
        for (size_t i = 0; !e && i < due.n; i++, ++*n)
            e = ledger_update(ctx, db, ledger, due.at[i].id);
        if (due.n) {
            asked.after = due.at[due.n - 1].next_change;
            asked.after_id = due.at[due.n - 1].id;
        }
    } while (!e && due.n == ADVANCE_GROUP && !ledger->is_stale);
    return e ? e : owed_advance(ctx, db, ledger);
}

// Facts of one case after the other, in the order of the cases.
struct batch {
    struct ctx *ctx; // of the case being gathered
    struct db *db;
    struct ledger *ledger;
    struct fact_row_list facts;
    struct counts *cells;
    int64_t first_case, last_case;
    const int64_t *cases; // only these of them, in their order; NULL for all
    size_t n_cases, next;
    // What to do with a case that is whole.
    result (*take)(struct batch *batch, struct folded *c);
};

static str keep(struct arena *arena, str s)
{
    return s.n ? str_copy(arena, s) : s;
}

// A row of a cursor lives until the next; this one until the case is done.
static struct fact_row row_keep(struct arena *arena, struct fact_row f)
{
    f.document = keep(arena, f.document);
    f.clause = keep(arena, f.clause);
    f.name = keep(arena, f.name);
    f.value = keep(arena, f.value);
    f.said_by = keep(arena, f.said_by);
    f.words = keep(arena, f.words);
    return f;
}

static result batch_case(struct batch *b)
{
    struct folded c;
    if (!b->facts.n)
        return OK;
    result e = case_fold(b->ctx, &b->ledger->fold, b->facts.at, b->facts.n, &c);
    if (!e)
        e = b->take(b, &c);
    b->facts.n = 0;
    return e;
}

// What a late case is owed holds words that are private, and those the cursor over all cases does not read.
static result late_write(struct batch *b, const struct gathering *g, int64_t case_id)
{
    struct fact_row_list facts;
    result e = query_fact_of_case(b->ctx, b->db, &(struct fact_of_case_in){ b->ledger->community, case_id },
                                  &facts);
    return e ? e : owed_case_write(b->ctx, b->db, b->ledger, &g->late, &facts);
}

static result rebuilt_take(struct batch *b, struct folded *c)
{
    struct gathering g = gathering_open(b->ctx, b->ledger);
    case_gather(&g, &b->facts, c);
    if (arena_is_full(b->ctx->arena)) // a finding was lost
        return arena_fail(b->ctx);
    result e = case_write(b->ctx, b->db, b->ledger, c, true);
    if (!e)
        e = work_write(b->ctx, b->db, c, &b->facts, &g.work);
    for (size_t i = 0; !e && i < g.findings.n; i++) {
        struct count_row count = row_count(&g.findings.at[i], 1);
        size_t cell = ledger_cell(b->ledger, &count);
        e = finding_write(b->ctx, b->db, b->ledger->community, c->case_id, &g.findings.at[i]);
        counts_add(&b->cells[cell],
                   &(struct counts){ count.on_time, count.late, count.not_yet_due, count.not_known,
                                     count.excluded });
    }
    return e || !g.late.n ? e : late_write(b, &g, c->case_id);
}

static bool is_wanted(struct batch *b, int64_t case_id)
{
    while (b->next < b->n_cases && b->cases[b->next] < case_id)
        b->next++;
    return !b->cases || (b->next < b->n_cases && b->cases[b->next] == case_id);
}

// Own arena for each case if is_small: what `take` keeps must then not live in it.
static result batch_run(struct ctx *ctx, struct batch *b, bool is_small)
{
    struct cursor cursor;
    struct fact_row fact;
    result e = query_fact_each_of_cases(ctx, b->db,
                                        &(struct fact_each_of_cases_in){ b->ledger->community, b->first_case,
                                                                         b->last_case, b->ledger->known_at,
                                                                         b->ledger->known_before },
                                        &cursor);
    struct ctx own = { .arena = is_small ? arena_open(CASE_MEMORY) : ctx->arena };
    int64_t current = 0;
    b->ctx = &own;
    while (!e && own.arena && query_fact_each_of_cases_next(ctx, &cursor, &fact)) {
        watch_add(WATCH_FACTS, 1);
        if (!is_wanted(b, fact.case_id))
            continue;
        if (fact.case_id != current) {
            e = batch_case(b);
            current = fact.case_id;
            if (is_small && arena_used(own.arena) > CASE_MEMORY / 2) {
                arena_close(own.arena);
                own.arena = arena_open(CASE_MEMORY);
                b->facts = (struct fact_row_list){ 0 };
            }
        }
        struct fact_row *slot = !e && own.arena ? LIST_PUSH(own.arena, &b->facts) : NULL;
        if (slot)
            *slot = row_keep(own.arena, fact);
    }
    e = e ? e : cursor.failed;
    e = e ? e : own.arena ? batch_case(b) : ERR_LIMIT;
    if (!e && own.arena && arena_is_full(own.arena))
        e = ERR_LIMIT;
    if (e)
        e = own.error.text[0] ? fail(ctx, e, "%s", own.error.text) : ctx->error.text[0] ? e : arena_fail(ctx);
    if (is_small)
        arena_close(own.arena);
    return e;
}

static result derived_clear(struct ctx *ctx, struct db *db, int64_t community)
{
    result e = query_case_clear(ctx, db, &(struct case_clear_in){ community });
    if (!e)
        e = query_finding_clear(ctx, db, &(struct finding_clear_in){ community });
    if (!e)
        e = query_obligation_clear(ctx, db, &(struct obligation_clear_in){ community });
    if (!e)
        e = query_near_clear(ctx, db, &(struct near_clear_in){ community });
    if (!e)
        e = query_work_clear(ctx, db, &(struct work_clear_in){ community });
    return e ? e : query_count_clear(ctx, db, &(struct count_clear_in){ community });
}

static bool is_empty(const struct counts *c)
{
    return !c->on_time && !c->late && !c->not_yet_due && !c->not_known && !c->excluded;
}

static result account_counts_write(struct ctx *ctx, struct db *db, const struct ledger *ledger,
                                   struct finding f, const struct counts *cells)
{
    const struct account *a = f.account;
    result e = OK;
    for (size_t area = 0; area < a->n_areas; area++)
        for (size_t unit = 0; unit < a->periods.units.n; unit++)
            for (size_t slot = 0; !e && slot < a->n_slots; slot++) {
                f.area = (int)area;
                f.unit = unit;
                f.slot = (int)slot;
                f.counts = cells[finding_cell(&f)];
                if (!is_empty(&f.counts))
                    e = count_move(ctx, db, ledger->community, finding_count(ledger, &f));
            }
    return e;
}

static result counts_write(struct ctx *ctx, struct db *db, const struct ledger *ledger,
                           const struct counts *cells)
{
    result e = OK;
    for (size_t d = 0; d < ledger->judged.documents.n; d++)
        for (size_t i = 0; !e && i < ledger->judged.documents.at[d].accounts.n; i++) {
            struct finding f = { .document = &ledger->judged.documents.at[d] };
            f.account = &f.document->accounts.at[i];
            e = account_counts_write(ctx, db, ledger, f, cells);
        }
    return e;
}

// What of the record's names decides how any case is judged: whether there are areas, and what each count counts.
static str shape_signature(struct ctx *ctx, const struct ledger *ledger)
{
    struct buffer out = buffer_open(SIGNATURE_MAX);
    const struct str_list *events = &ledger->requests.shape.events;
    buffer_add(&out, ledger->requests.shape.has_areas ? STR("areas") : STR("no areas"));
    for (size_t d = 0; d < ledger->judged.documents.n; d++) {
        const struct account_list *accounts = &ledger->judged.documents.at[d].accounts;
        for (size_t i = 0; i < accounts->n; i++)
            if (accounts->at[i].count && accounts->at[i].event >= 0)
                buffer_print(&out, "; %.*s", STR_ARGS(events->at[accounts->at[i].event]));
    }
    str signature = content_hash(ctx, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return signature;
}

result ledger_rebuild(struct ctx *ctx, struct db *db, struct ledger *ledger)
{
    size_t n = judge_cells(&ledger->judged);
    struct batch batch = { .db = db, .ledger = ledger, .take = rebuilt_take, .last_case = INT64_MAX };
    batch.cells = ARENA_ARRAY(ctx->arena, struct counts, n + 1);
    if (!batch.cells)
        return arena_fail(ctx);
    result e = derived_clear(ctx, db, ledger->community);
    if (!e)
        e = batch_run(ctx, &batch, true);
    if (!e)
        e = counts_write(ctx, db, ledger, batch.cells);
    if (!e)
        e = owed_targets_write(ctx, db, ledger, (str){ 0 }, (str){ 0 });
    return e ? e : setting_write(ctx, db, SETTING_SHAPE, shape_signature(ctx, ledger));
}

result ledger_settle(struct ctx *ctx, struct db *db, struct ledger *ledger)
{
    str made_with;
    result e = setting_read(ctx, db, SETTING_SHAPE, &made_with);
    bool is_same = !e && str_equal(made_with, shape_signature(ctx, ledger));
    return e || is_same ? e : ledger_rebuild(ctx, db, ledger);
}

static result kept_take(struct batch *b, struct folded *c)
{
    struct case_facts *slot = c->is_there ? LIST_PUSH(b->ctx->arena, &b->ledger->requests.cases) : NULL;
    if (!c->is_there)
        return OK;
    if (!slot)
        return arena_fail(b->ctx);
    *slot = c->facts;
    return OK;
}

result ledger_cases(struct ctx *ctx, struct db *db, struct ledger *ledger)
{
    struct batch batch = { .db = db, .ledger = ledger, .take = kept_take, .last_case = INT64_MAX };
    return batch_run(ctx, &batch, false);
}

// Those that lie close together in one reading, past what lies between them.
result ledger_cases_of(struct ctx *ctx, struct db *db, struct ledger *ledger, const int64_t *cases, size_t n)
{
    struct batch batch = { .db = db, .ledger = ledger, .take = kept_take, .cases = cases };
    result e = OK;
    for (size_t from = 0, to = 0; !e && from < n; from = to) {
        for (to = from + 1; to < n && cases[to] - cases[to - 1] <= CASES_APART;)
            to++;
        batch.first_case = cases[from];
        batch.last_case = cases[to - 1];
        batch.n_cases = to;
        e = batch_run(ctx, &batch, false);
    }
    return e;
}

static result newest_open(struct ctx *ctx, struct db *db, const struct ledger *ledger,
                          const struct newest_cases *which, struct cursor *cursor)
{
    if (which->service.n)
        return query_fact_of_service(
            ctx, db, &(struct fact_of_service_in){ ledger->community, which->service, which->newest },
            cursor);
    return query_fact_of_bound(
        ctx, db,
        &(struct fact_of_bound_in){ ledger->community, which->document, which->clause, which->newest },
        cursor);
}

result ledger_newest_cases(struct ctx *ctx, struct db *db, struct ledger *ledger, struct newest_cases *which)
{
    struct batch batch = { .ctx = ctx, .db = db, .ledger = ledger, .take = kept_take };
    struct cursor cursor;
    struct fact_row fact;
    int64_t current = 0;
    which->n = 0;
    result e = newest_open(ctx, db, ledger, which, &cursor);
    while (!e &&
           (which->service.n ? query_fact_of_service_next(ctx, &cursor, &fact)
                             : query_fact_of_bound_next(ctx, &cursor, &fact))) {
        if (fact.case_id != current) {
            e = batch_case(&batch);
            current = fact.case_id;
            which->n++;
        }
        struct fact_row *slot = e ? NULL : LIST_PUSH(ctx->arena, &batch.facts);
        if (slot)
            *slot = row_keep(ctx->arena, fact);
    }
    e = e ? e : cursor.failed;
    e = e ? e : batch_case(&batch);
    return !e && arena_is_full(ctx->arena) ? arena_fail(ctx) : e;
}

static result counts_load(struct ctx *ctx, struct db *db, const struct ledger *ledger, struct tally *tally)
{
    struct cursor cursor;
    struct count_row row;
    result e = query_count_all(ctx, db, &(struct count_all_in){ ledger->community }, &cursor);
    while (!e && query_count_all_next(ctx, &cursor, &row)) {
        size_t cell = ledger_cell(ledger, &row);
        if (cell != SIZE_MAX)
            counts_add(
                &tally->cells[cell],
                &(struct counts){ row.on_time, row.late, row.not_yet_due, row.not_known, row.excluded });
    }
    return e ? e : cursor.failed;
}

static result taken_load(struct ctx *ctx, struct db *db, const struct ledger *ledger, struct tally *tally)
{
    struct cursor cursor;
    struct finding_taken_out row;
    result e = query_finding_taken(ctx, db, &(struct finding_taken_in){ ledger->community }, &cursor);
    while (!e && query_finding_taken_next(ctx, &cursor, &row)) {
        struct count_row key = {
            row.version, row.clause, false, row.slot, row.area, row.unit, 0, 0, 0, 0, 0
        };
        size_t cell = ledger_cell(ledger, &key);
        struct measured *slot = cell != SIZE_MAX ? LIST_PUSH(ctx->arena, &tally->measured) : NULL;
        if (!slot)
            continue;
        const struct account *account = ledger_account(ledger, row.version, row.clause, false);
        *slot = judge_measured(account, row.taken, (enum case_state)row.state, row.started, ledger->as_of);
        slot->cell = cell;
    }
    return e ? e : cursor.failed;
}

result ledger_rows(struct ctx *ctx, struct db *db, struct ledger *ledger)
{
    struct tally tally = { .n_cells = judge_cells(&ledger->judged) };
    tally.cells = ARENA_ARRAY(ctx->arena, struct counts, tally.n_cells + 1);
    tally.unclaimed = ARENA_ARRAY(ctx->arena, int64_t, ledger->requests.shape.services.n + 1);
    if (!tally.cells || !tally.unclaimed)
        return arena_fail(ctx);
    ledger->judged.rows = (struct judge_row_list){ 0 };
    result e = counts_load(ctx, db, ledger, &tally);
    if (!e)
        e = taken_load(ctx, db, ledger, &tally);
    return e ? e : judge_rows(ctx, &ledger->options, &ledger->judged, &tally);
}
