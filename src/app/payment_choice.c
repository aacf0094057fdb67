#include "app/payment_choice.h"

#include "app/payments.h"
#include "app/step_answer.h"
#include "base/utf8.h"
#include "rules/payment.h"

str step_set_off(const struct step_found *f)
{
    const struct step *step = &f->line->step;
    for (size_t i = 0; i < step->n && step->verb != STEP_DOES; i++)
        if (step->parts[i].kind == PART_SET_OFF)
            return step->parts[i].name;
    return (str){ 0 };
}

static struct payment_choice *choice_of(struct payment_choices *choices, str against)
{
    for (size_t i = 0; i < choices->n; i++)
        if (str_same_name(choices->at[i].against, against))
            return &choices->at[i];
    return NULL;
}

result payment_is_fixed(struct ctx *ctx, struct db *db, const struct step_found *f, bool *is_fixed)
{
    *is_fixed = f->claim || f->row->pays == PAYMENT_PAID || !instant_is_none(f->row->done);
    return *is_fixed ? OK : payments_hold(ctx, db, f->row, is_fixed);
}

static bool may_pay(const struct obligation_row *row)
{
    return row->pays != ID_NONE && row->pays != PAYMENT_NONE && row->pays != PAYMENT_NOT_OWED;
}

static result row_take(struct ctx *ctx, struct db *db, const struct ledger *ledger,
                       const struct step_key *key, struct payment_choices *choices)
{
    struct step_found f;
    bool is_fixed;
    result e = step_find(ctx, db, ledger, key, &f);
    str against = e ? (str){ 0 } : step_set_off(&f);
    if (e || !against.n)
        return e;
    struct payment_choice *choice = choice_of(choices, against);
    struct payment_choice *slot = choice ? choice : LIST_PUSH(ctx->arena, choices);
    if (!slot)
        return arena_fail(ctx);
    if (!choice)
        *slot = (struct payment_choice){ .against = against, .is_fixed = true };
    e = payment_is_fixed(ctx, db, &f, &is_fixed);
    slot->is_fixed &= is_fixed;
    return e;
}

static result made_read(struct ctx *ctx, struct db *db, int64_t case_id, struct payment_choices *choices)
{
    struct payment_choice_row_list made;
    result e = query_payment_choice_of_case(
        ctx, db, &(struct payment_choice_of_case_in){ COMMUNITY_FIRST, case_id }, &made);
    for (size_t i = 0; i < made.n && !e; i++) {
        struct payment_choice *choice = choice_of(choices, made.at[i].against);
        if (choice) {
            choice->is_made = true;
            choice->row = made.at[i];
        }
    }
    return e;
}

result payment_choices_read(struct ctx *ctx, struct db *db, const struct ledger *ledger,
                            const struct case_row *row, struct payment_choices *choices)
{
    struct obligation_row_list rows;
    *choices = (struct payment_choices){ 0 };
    result e = query_obligation_of_case(ctx, db, &(struct obligation_of_case_in){ COMMUNITY_FIRST, row->id },
                                        &rows);
    for (size_t i = 0; i < rows.n && !e; i++) {
        const struct obligation_row *o = &rows.at[i];
        const struct step_key key = { o->document,    o->promise,     o->redress,
                                      row->reference, o->period_from, o->step };
        if (may_pay(o))
            e = row_take(ctx, db, ledger, &key, choices);
    }
    return e || !choices->n ? e : made_read(ctx, db, row->id, choices);
}

result payment_set_off(struct ctx *ctx, struct db *db, const struct step_found *f, str *against,
                       struct payment_choice_row *row)
{
    struct payment_choices choices = { 0 };
    str name = step_set_off(f);
    *against = (str){ 0 };
    if (!name.n || !f->row->case_id)
        return OK;
    struct payment_choice *slot = LIST_PUSH(ctx->arena, &choices);
    if (!slot)
        return arena_fail(ctx);
    *slot = (struct payment_choice){ .against = name };
    result e = made_read(ctx, db, f->row->case_id, &choices);
    if (!e && slot->is_made && slot->row.is_set_off)
        *against = name;
    if (!e && slot->is_made && row)
        *row = slot->row;
    return e;
}

static result reference_check(struct ctx *ctx, const struct payment_choosing *c)
{
    if (!c->is_set_off)
        return OK;
    if (!c->reference.n)
        return fail(ctx, ERR_INPUT, "write the number of the account that it is to be taken off");
    bool is_fine = c->reference.n <= PAYMENT_ACCOUNT_MAX && utf8_invalid_at(c->reference) >= c->reference.n;
    for (size_t i = 0; i < c->reference.n; i++)
        is_fine &= (unsigned char)c->reference.at[i] >= ' ';
    return is_fine
        ? OK
        : fail(ctx, ERR_INPUT, "write that number in one line of at most %d letters", PAYMENT_ACCOUNT_MAX);
}

result payment_choose(struct desk *desk, const struct payment_choosing *c)
{
    struct ctx *ctx = desk->ctx;
    struct payment_choices choices;
    struct case_row row = desk->row;
    row.id = desk->case_id;
    result e = payment_choices_read(ctx, desk->db, desk->ledger, &row, &choices);
    const struct payment_choice *choice = e ? NULL : choice_of(&choices, c->against);
    if (!e && !choice)
        e = fail(ctx, ERR_RULE, "nothing that is paid for this report may be taken off that");
    if (!e && choice->is_fixed)
        e = fail(ctx, ERR_RULE, "it is on its way or paid already, and is not changed any more");
    if (!e && c->person == ID_NONE)
        e = fail(ctx, ERR_RULE, "nobody is on record as having reported it, so nobody can choose");
    if (!e)
        e = reference_check(ctx, c);
    const struct payment_choice_put_in put = { COMMUNITY_FIRST, desk->case_id,
                                               c->against,      c->person,
                                               c->is_set_off,   c->is_set_off ? c->reference : (str){ 0 },
                                               c->channel,      c->channel.n ? desk->by.said_by : (str){ 0 },
                                               c->account,      desk->at };
    return e ? e : query_payment_choice_put(ctx, desk->db, &put);
}

str payment_choice_words(struct ctx *ctx, const struct payment_choice_row *row)
{
    return row->is_set_off ? str_format(ctx->arena, "Take it off %.*s (account %.*s)", STR_ARGS(row->against),
                                        STR_ARGS(row->reference))
                           : STR("Pay it");
}
