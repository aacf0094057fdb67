#include "app/owed_shared.h"

#include "app/owed.h"

#include "rules/payment_cap.h"

enum { PENCE_MOST = 1000000000 }; // a sum that nobody knows is less than ten million pounds

struct settling {
    const struct ledger *ledger;
    struct cap_rules rules;
    struct obligation_row *row;
    struct obligation_payment_list payments;
};

static const struct step *step_of(const struct document *document, const struct obligation_row *row)
{
    const struct clause *clause = document_clause(document, row->redress);
    const struct field *f = clause ? field_find(&clause->fields, KEY_STEP) : NULL;
    for (int64_t line = row->line; f && line > 0; line--)
        f = field_next(&clause->fields, KEY_STEP, f);
    return f && !f->is_bad && f->step.number == row->step ? &f->step : NULL;
}

// The step as the version that binds it has it, if a cap of it is shared.
static bool is_shared(struct settling *s)
{
    const struct obligation_row *row = s->row;
    int i = row->version == ID_NONE ? -1 : ledger_version(s->ledger, row->version);
    if (i < 0 || row->pays == ID_NONE || instant_is_none(row->started))
        return false;
    s->rules.document = s->ledger->judged.documents.at[i].document;
    s->rules.step = step_of(s->rules.document, row);
    s->rules.is_of_cases = row->case_id > 0;
    return s->rules.step && cap_is_shared(&s->rules);
}

static bool is_asked_for(const struct obligation_row *row)
{
    return row->pays == PAYMENT_DUE || row->pays == PAYMENT_PAID || row->pays == PAYMENT_TO_DECIDE ||
        row->pays == PAYMENT_ON_REQUEST;
}

static instant day_start(const struct settling *s, date d)
{
    return zone_midnight(s->ledger->zone, d);
}

// Payments of the step that may count under the same caps as the row's.
static result payments_read(struct ctx *ctx, struct db *db, struct settling *s)
{
    const struct obligation_row *row = s->row;
    date day = zone_date(s->ledger->zone, row->started, NULL);
    struct span reach = cap_reach(&s->rules, day);
    if (cap_is_of_incident(&s->rules) && !row->incident.n)
        return OK; // it is its own
    if (cap_is_of_incident(&s->rules))
        return query_obligation_payments_of_incident(
            ctx, db,
            &(struct obligation_payments_of_incident_in){ s->ledger->community, row->document, row->redress,
                                                          row->step, row->incident, PAYMENTS_SHARED_MAX + 1 },
            &s->payments);
    return query_obligation_payments(
        ctx, db,
        &(struct obligation_payments_in){ s->ledger->community,
                                          row->document,
                                          row->redress,
                                          row->step,
                                          day_start(s, reach.from),
                                          { day_start(s, date_add_days(reach.to, 1)).second - 1 },
                                          PAYMENTS_SHARED_MAX + 1 },
        &s->payments);
}

static bool is_row(const struct obligation_payment *p, const struct obligation_row *row)
{
    return p->case_id == row->case_id && p->period_from.day == row->period_from.day &&
        str_equal(p->promise, row->promise);
}

// What counts against a cap: what was paid where the record says so, else what is owed. What was not asked for counts
// for nothing, but where it is the very payment that is looked at.
static struct claim claim_of(const struct settling *s, const struct obligation_payment *p)
{
    struct claim claim = { .day = zone_date(s->ledger->zone, p->started, NULL),
                           .incident = p->incident,
                           .person = p->person };
    bool is_own = is_row(p, s->row);
    switch ((enum payment_state)p->pays) {
    case PAYMENT_DUE:
    case PAYMENT_TO_DECIDE:
        claim.least = p->least;
        claim.most = p->most;
        break;
    case PAYMENT_PAID:
        claim.least = claim.most = p->paid > 0 ? p->paid : p->pence;
        break;
    case PAYMENT_ON_REQUEST:
        claim.least = is_own ? p->least : 0;
        claim.most = is_own ? p->most : 0;
        break;
    case PAYMENT_NOT_KNOWN:
        claim.most = PENCE_MOST;
        break;
    default:
        break;
    }
    return claim;
}

static void words_add(struct ctx *ctx, struct obligation_row *row, str words)
{
    row->working = row->working.n && words.n
        ? str_format(ctx->arena, "%.*s %.*s", STR_ARGS(row->working), STR_ARGS(words))
        : words.n ? words
                  : row->working;
}

static void not_known(struct ctx *ctx, struct obligation_row *row, str words)
{
    row->pays = PAYMENT_NOT_KNOWN;
    row->pence = ID_NONE;
    words_add(ctx, row, words);
}

static void left_take(struct ctx *ctx, struct obligation_row *row, const struct cap_left *left)
{
    bool is_decided = row->pays == PAYMENT_TO_DECIDE;
    if (left->least == row->least && left->most == row->most)
        return;
    row->least = left->least;
    row->most = left->most;
    words_add(ctx, row, cap_words(ctx, left));
    row->pence = left->least == left->most ? left->least : ID_NONE;
    if (left->most == 0)
        row->pays = PAYMENT_NOT_OWED;
    else if (left->least != left->most && !is_decided)
        row->pays = PAYMENT_NOT_KNOWN;
    else if (row->pays == PAYMENT_DUE && row->paid > 0 && row->paid >= row->pence)
        row->pays = PAYMENT_PAID;
}

static result row_settle(struct ctx *ctx, struct db *db, struct settling *s)
{
    result e = payments_read(ctx, db, s);
    size_t n = s->payments.n, own = n;
    if (e || !n)
        return e;
    if (n > PAYMENTS_SHARED_MAX) {
        not_known(ctx, s->row, STR("More payments share its cap than can be looked at here."));
        return OK;
    }
    struct claim *claims = ARENA_ARRAY(ctx->arena, struct claim, n);
    struct cap_left *left = ARENA_ARRAY(ctx->arena, struct cap_left, n);
    if (!claims || !left)
        return arena_fail(ctx);
    for (size_t i = 0; i < n; i++) {
        bool is_of_cases = s->payments.at[i].case_id > 0;
        if (is_of_cases == s->rules.is_of_cases)
            claims[i] = claim_of(s, &s->payments.at[i]);
        own = is_row(&s->payments.at[i], s->row) ? i : own;
    }
    if (own == n)
        return OK;
    caps_apply(&s->rules, claims, own + 1, left); // what comes later takes nothing from it
    left_take(ctx, s->row, &left[own]);
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

static bool is_of_one(const struct obligation_row *a, const struct obligation_row *b)
{
    return a->case_id == b->case_id && a->period_from.day == b->period_from.day &&
        str_equal(a->document, b->document) && str_equal(a->promise, b->promise);
}

// Whether the redress whose lateness it is a penalty for pays, and pays nothing.
static bool is_penalty_for_nothing(const struct obligation_row *row, const struct obligation_row *rows,
                                   size_t n)
{
    bool pays = false, is_owed = false;
    for (size_t i = 0; i < n && row->because.n; i++) {
        if (!is_of_one(row, &rows[i]) || !str_equal(rows[i].redress, row->because))
            continue;
        pays |= rows[i].pays != ID_NONE;
        is_owed |= rows[i].pays == ID_NONE ? rows[i].state == STEP_OVERDUE || rows[i].state == STEP_DONE_LATE
                                           : rows[i].pays != PAYMENT_NOT_OWED;
    }
    return pays && !is_owed;
}

// Of what is paid in parts what is left, once that is known.
static void rest_add(struct ctx *ctx, struct obligation_row *row)
{
    bool is_owed = row->pays == PAYMENT_DUE || row->pays == PAYMENT_TO_DECIDE;
    if (is_owed && row->paid > 0 && row->most != ID_NONE && row->paid < row->most)
        words_add(ctx, row, payment_rest(ctx, row->paid, row->least, row->most));
}

result owed_settle(struct ctx *ctx, struct db *db, const struct ledger *ledger, struct obligation_row *rows,
                   size_t n)
{
    result e = OK;
    for (size_t i = 0; i < n && !e; i++) {
        struct settling s = { .ledger = ledger, .row = &rows[i] };
        if (is_asked_for(&rows[i]) && is_shared(&s))
            e = row_settle(ctx, db, &s);
    }
    for (size_t i = 0; i < n && !e; i++) {
        if (!is_asked_for(&rows[i]) || !is_penalty_for_nothing(&rows[i], rows, n))
            continue;
        rows[i].pays = PAYMENT_NOT_OWED;
        rows[i].pence = rows[i].least = rows[i].most = 0;
        words_add(ctx, &rows[i], STR("What was late was not owed."));
    }
    for (size_t i = 0; i < n && !e; i++)
        rest_add(ctx, &rows[i]);
    return e;
}
