// What a body owes that can be put into a file of payments.
#include "app/payment_choice.h"
#include "app/payments.h"

#include "rules/redress.h"

struct gathering {
    struct ctx *ctx;
    struct db *db;
    const struct payments_asked *asked;
    struct payments_due *due;
};

static struct step_key key_of(struct arena *arena, const struct owed_step *step)
{
    return (struct step_key){ .document = str_copy(arena, step->document),
                              .promise = str_copy(arena, step->promise),
                              .redress = str_copy(arena, step->redress),
                              .reference = str_copy(arena, step->reference),
                              .from = step->period_from,
                              .step = step->step };
}

result payments_hold(struct ctx *ctx, struct db *db, const struct obligation_row *row, bool *is_held)
{
    struct payment_line_held_out_list held;
    result e = query_payment_line_held(
        ctx, db,
        &(struct payment_line_held_in){ COMMUNITY_FIRST, row->document, row->promise, row->redress,
                                        row->period_from, row->case_id, row->step },
        &held);
    *is_held = false;
    for (size_t i = 0; i < held.n && !e; i++)
        *is_held |= row->paid < held.at[i].paid + held.at[i].pence;
    return e;
}

static result due_add(struct gathering *g, const struct step_found *f, int64_t pence)
{
    const struct obligation_row *row = f->row;
    const struct clause *clause = f->promise->clause;
    if (g->due->n == PAYMENTS_MAX) {
        g->due->n_left++;
        return OK;
    }
    struct payment_due *slot = LIST_PUSH(g->ctx->arena, g->due);
    if (!slot)
        return arena_fail(g->ctx);
    *slot = (struct payment_due){
        .key = f->key,
        .case_id = row->case_id,
        .payee = row->payee,
        .person = row->person,
        .promise = str_format(g->ctx->arena, "%.*s: %.*s %.*s", STR_ARGS(f->promise->document->title),
                              STR_ARGS(clause->label), STR_ARGS(clause->title)),
        .due = instant_is_none(row->due) ? DATE_NONE : zone_date(g->asked->ledger->zone, row->due, NULL),
        .pence = pence,
        .paid = row->paid
    };
    g->due->pence += pence;
    return payment_set_off(g->ctx, g->db, f, &slot->set_off, NULL);
}

// With what shared caps leave of it; and only if its body is the one that is asked for.
static result step_look(struct gathering *g, const struct step_key *key)
{
    struct step_found f;
    struct step_rest rest;
    bool is_own = false, is_held;
    result e = step_find(g->ctx, g->db, g->asked->ledger, key, &f);
    if (e)
        return e;
    bool is_settled = f.row->pays == PAYMENT_DUE && step_rest(f.row, &rest) && rest.least == rest.most &&
        rest.most > 0;
    if (!is_settled || !str_same_name(f.body, g->asked->body))
        return OK;
    e = payments_hold(g->ctx, g->db, f.row, &is_held);
    if (!e && f.row->case_id)
        e = visitor_has_case(g->ctx, g->db, g->asked->visitor, f.row->case_id, &is_own);
    if (e || is_held)
        return e;
    g->due->n_growing += f.row->grows == 1;
    g->due->n_waiting += f.row->grows != 1 && f.claim;
    g->due->n_own += f.row->grows != 1 && !f.claim && is_own;
    return f.row->grows == 1 || f.claim || is_own ? OK : due_add(g, &f, rest.most);
}

static result state_gather(struct gathering *g, enum step_state state)
{
    struct owed_step_list steps;
    result e = query_obligation_payments_owed(
        g->ctx, g->db,
        &(struct obligation_payments_owed_in){ COMMUNITY_FIRST, g->asked->body, state, PAYMENT_DUE,
                                               4 * PAYMENTS_MAX },
        &steps);
    for (size_t i = 0; i < steps.n && !e; i++) {
        struct step_key key = key_of(g->ctx->arena, &steps.at[i]);
        e = step_look(g, &key);
    }
    return e;
}

result payments_due(struct ctx *ctx, struct db *db, const struct payments_asked *asked,
                    struct payments_due *due)
{
    struct gathering g = { ctx, db, asked, due };
    *due = (struct payments_due){ 0 };
    result e = state_gather(&g, STEP_OVERDUE);
    return e ? e : state_gather(&g, STEP_OPEN);
}
