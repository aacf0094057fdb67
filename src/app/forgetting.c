#include "app/forgetting.h"

#include "app/account.h"
#include "app/ledger.h"
#include "app/outbox.h"
#include "app/record.h"
#include "rules/payment.h"

// Something may still be paid for it, to somebody: after this nobody knows to whom.
static bool is_payable(const struct obligation_row *o)
{
    bool is_asked = o->pays == PAYMENT_DUE || o->pays == PAYMENT_TO_DECIDE || o->pays == PAYMENT_ON_REQUEST;
    return is_asked && !(o->pays == PAYMENT_DUE && o->paid > 0 && o->paid >= o->pence);
}

static result report_count(struct ctx *ctx, struct db *db, int64_t case_id, struct forgetting *f)
{
    struct case_row row;
    struct obligation_row_list owed = { 0 };
    bool is_found, is_payment = false;
    result e = query_case_by_id(ctx, db, &(struct case_by_id_in){ COMMUNITY_FIRST, case_id }, &row,
                                &is_found);
    if (!e)
        e = query_obligation_of_case(ctx, db, &(struct obligation_of_case_in){ COMMUNITY_FIRST, case_id },
                                     &owed);
    for (size_t i = 0; !e && i < owed.n; i++)
        is_payment |= is_payable(&owed.at[i]);
    f->reports++;
    f->open += !e && is_found && row.status == CASE_OPEN;
    f->payments += is_payment;
    return e;
}

static result reports_count(struct ctx *ctx, struct db *db, int64_t person, struct forgetting *f)
{
    struct case_person_of_person_out_list cases;
    result e = query_case_person_of_person(
        ctx, db, &(struct case_person_of_person_in){ COMMUNITY_FIRST, person }, &cases);
    for (size_t i = 0; !e && i < cases.n; i++)
        e = report_count(ctx, db, cases.at[i].case_id, f);
    return e;
}

static result roles_find(struct ctx *ctx, struct db *db, int64_t person, struct forgetting *f)
{
    struct account_row account;
    struct account_role_row_list roles = { 0 };
    int64_t administrators = 0;
    bool is_found;
    result e = query_account_by_person(ctx, db, &(struct account_by_person_in){ COMMUNITY_FIRST, person },
                                       &account, &is_found);
    if (e || !is_found)
        return e;
    e = query_account_role_of_account(
        ctx, db, &(struct account_role_of_account_in){ COMMUNITY_FIRST, account.id }, &roles);
    if (!e)
        e = administrators_count(ctx, db, &administrators);
    for (size_t i = 0; !e && i < roles.n; i++) {
        str role = roles.at[i].role;
        f->roles = f->roles.n ? str_format(ctx->arena, "%.*s, %.*s", STR_ARGS(f->roles), STR_ARGS(role))
                              : role;
        f->is_administrator |= str_equal(role, role_name(ROLE_ADMINISTRATOR)) && administrators <= 1;
    }
    return e;
}

// Where they want to be reached, else the e-mail address that they have.
static void way_find(const struct person_row *p, struct forgetting *f)
{
    bool is_known = str_equal(p->way, STR("email")) || str_equal(p->way, STR("text")) ||
        str_equal(p->way, STR("letter"));
    if (f->way.n || (!is_known && !p->email.n))
        return;
    f->way = is_known ? p->way : STR("email");
    f->address = str_equal(f->way, STR("email")) ? p->email
        : str_equal(f->way, STR("text"))         ? p->telephone
                                                 : p->address;
    f->language = p->language;
}

static result person_look(struct ctx *ctx, struct db *db, const struct person_row *p, struct forgetting *f)
{
    struct subscription_row_list alerts = { 0 };
    struct restriction_row_list limits = { 0 };
    way_find(p, f);
    result e = reports_count(ctx, db, p->id, f);
    if (!e)
        e = roles_find(ctx, db, p->id, f);
    if (!e)
        e = query_subscription_of_person(
            ctx, db, &(struct subscription_of_person_in){ COMMUNITY_FIRST, p->id }, &alerts);
    if (!e)
        e = query_restriction_of_person(ctx, db, &(struct restriction_of_person_in){ COMMUNITY_FIRST, p->id },
                                        &limits);
    f->alerts += (int64_t)alerts.n;
    f->limits += (int64_t)limits.n;
    return e;
}

// The people of that contact, with what they are known by: a number alone is given to the next when one is gone.
static result people_find(struct ctx *ctx, struct db *db, struct forgetting *f)
{
    struct person_row still;
    bool is_found;
    result e = query_person_by_id(ctx, db, &(struct person_by_id_in){ COMMUNITY_FIRST, f->person.id }, &still,
                                  &is_found);
    if (!e && !(is_found && str_equal(still.key, f->person.key)))
        e = fail(ctx, ERR_MISSING, "nothing is held about them any more");
    return e ? e : person_same(ctx, db, &still, &f->people);
}

static result people_erase(struct ctx *ctx, struct db *db, struct forgetting *f, bool is_trial)
{
    struct erasing x = { ctx, db, f->now, STR("on request"), is_trial, false, &f->erased };
    result e = OK;
    f->erased = (struct erased){ 0 };
    if (!is_trial)
        e = record_time(ctx, db, f->now, &x.at);
    for (size_t i = 0; i < f->people.n && !e; i++) {
        f->erased.cases = (struct case_tally){ 0 }; // each person's are settled with them
        e = person_erase(&x, &f->people.at[i], false);
    }
    return e;
}

result forgetting_look(struct ctx *ctx, struct db *db, struct forgetting *f)
{
    *f = (struct forgetting){ .person = f->person, .now = f->now };
    result e = people_find(ctx, db, f);
    for (size_t i = 0; i < f->people.n && !e; i++)
        e = person_look(ctx, db, &f->people.at[i], f);
    return e ? e : people_erase(ctx, db, f, true);
}

str forgetting_hindrance(struct ctx *ctx, const struct forgetting *f)
{
    if (f->is_administrator)
        return STR("This is the only administrator here: somebody else must be made one first, then an "
                   "administrator ends this account's roles.");
    if (!f->roles.n)
        return (str){ 0 };
    return str_format(
        ctx->arena,
        "This account has a role here (%.*s). An administrator ends it first, so that its work is handed over; "
        "then all can be erased.",
        STR_ARGS(f->roles));
}

// The address stands in the row until it is sent, and nowhere else any more.
static result last_tell(struct ctx *ctx, struct db *db, const struct forgetting *f)
{
    if (!f->way.n || !f->address.n)
        return OK;
    str detail = str_format(ctx->arena, "to: %.*s\nlanguage: %.*s\ncount: %lld",
                            STR_ARGS(detail_lines(ctx, f->address)), STR_ARGS(f->language),
                            (long long)f->reports);
    struct telling_one told = {
        .person_id = ID_NONE, .way = f->way, .message = MESSAGE_ERASED, .detail = detail, .at = f->now
    };
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : outbox_tell_one(ctx, db, &told);
}

result forgetting_do(struct ctx *ctx, struct db *db, struct forgetting *f)
{
    result e = forgetting_look(ctx, db, f);
    str why = e ? (str){ 0 } : forgetting_hindrance(ctx, f);
    if (!e && why.n)
        e = fail(ctx, ERR_RULE, "%.*s", STR_ARGS(why));
    if (!e)
        e = people_erase(ctx, db, f, false);
    return e ? e : last_tell(ctx, db, f);
}
