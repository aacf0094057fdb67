#include "app/account.h"

#include "app/draft.h"
#include "app/ledger.h"
#include "app/payments.h"
#include "app/setting.h"

bool role_is_staff(enum role role)
{
    return role != ROLE_EVERYBODY && role != ROLE_RESIDENT && role != ROLE_CHAMPION &&
        role != ROLE_REPRESENTATIVE;
}

str visitor_shown(const struct visitor *visitor)
{
    return visitor->name.n ? visitor->name : visitor->email.n ? visitor->email : STR("Your account");
}

bool visitor_has_address(const struct visitor *visitor, str email)
{
    return visitor && visitor->email.n && str_same_name(visitor->email, email);
}

static result account_by_id(struct ctx *ctx, struct db *db, int64_t id, struct account_row *account)
{
    bool is_found;
    result e = query_account_by_id(ctx, db, &(struct account_by_id_in){ COMMUNITY_FIRST, id }, account,
                                   &is_found);
    return e || is_found ? e : fail(ctx, ERR_MISSING, "There is no account %lld.", (long long)id);
}

result roles_add(struct ctx *ctx, struct roles_held *roles, struct role_held held, str role)
{
    if (!role_parse(role, &held.role))
        return OK;
    struct role_held *slot = LIST_PUSH(ctx->arena, roles);
    if (!slot)
        return arena_fail(ctx);
    *slot = held;
    return OK;
}

void visitor_roles_end(struct visitor *visitor, bool has_totp, bool is_second_step)
{
    for (size_t i = 0; i < visitor->roles.n; i++)
        visitor->is_staff |= role_is_staff(visitor->roles.at[i].role);
    visitor->owes_totp = is_second_step && visitor->is_staff && !has_totp;
}

static result roles_read(struct ctx *ctx, struct db *db, int64_t account, struct roles_held *roles)
{
    struct account_role_row_list rows;
    result e = query_account_role_of_account(
        ctx, db, &(struct account_role_of_account_in){ COMMUNITY_FIRST, account }, &rows);
    for (size_t i = 0; !e && i < rows.n; i++) {
        const struct account_role_row *row = &rows.at[i];
        struct role_held held = {
            .id = row->id, .body = row->body, .area = row->area, .service = row->service
        };
        e = roles_add(ctx, roles, held, row->role);
    }
    return e;
}

bool second_step_by(str demonstration)
{
    return !str_equal(demonstration, STR("yes"));
}

result second_step_is_needed(struct ctx *ctx, struct db *db, bool *is_needed)
{
    str value;
    result e = setting_read(ctx, db, SETTING_DEMONSTRATION, &value);
    *is_needed = second_step_by(value);
    return e;
}

static result person_behind(struct ctx *ctx, struct db *db, const struct account_row *account,
                            struct person_row *person)
{
    bool is_found;
    result e = query_person_by_id(ctx, db, &(struct person_by_id_in){ COMMUNITY_FIRST, account->person },
                                  person, &is_found);
    return e || is_found
        ? e
        : fail(ctx, ERR_MISSING, "There is nobody behind account %lld.", (long long)account->id);
}

static result account_visitor(struct ctx *ctx, struct db *db, const struct account_row *account,
                              struct visitor *visitor)
{
    struct person_row person;
    bool is_second_step;
    *visitor = (struct visitor){ .id = account->id };
    result e = person_behind(ctx, db, account, &person);
    if (!e)
        e = roles_read(ctx, db, account->id, &visitor->roles);
    if (!e)
        e = second_step_is_needed(ctx, db, &is_second_step);
    if (e)
        return e;
    visitor->person = person.id;
    visitor->name = person.name;
    visitor->email = person.email;
    visitor->language = person.language;
    visitor_roles_end(visitor, account->totp.n > 0, is_second_step);
    return OK;
}

result visitor_read(struct ctx *ctx, struct db *db, int64_t id, struct visitor *visitor)
{
    struct account_row account;
    *visitor = (struct visitor){ .id = id };
    result e = account_by_id(ctx, db, id, &account);
    if (!e && !str_equal(account.state, ACCOUNT_ACTIVE))
        e = fail(ctx, ERR_MISSING, "There is no account %lld that may sign in.", (long long)id);
    return e ? e : account_visitor(ctx, db, &account, visitor);
}

result visitor_is_person(struct ctx *ctx, struct db *db, const struct visitor *visitor, int64_t person,
                         bool *is_same)
{
    struct person_row row;
    bool is_found;
    *is_same = person == visitor->person;
    if (*is_same || !visitor->email.n)
        return OK;
    result e = query_person_by_id(ctx, db, &(struct person_by_id_in){ COMMUNITY_FIRST, person }, &row,
                                  &is_found);
    *is_same = !e && is_found && str_equal(row.email, visitor->email);
    return e;
}

result visitor_has_case(struct ctx *ctx, struct db *db, const struct visitor *visitor, int64_t case_id,
                        bool *has)
{
    struct case_person_of_case_out_list bound;
    *has = false;
    if (!visitor || visitor->id <= 0)
        return OK;
    result e = query_case_person_of_case(
        ctx, db, &(struct case_person_of_case_in){ COMMUNITY_FIRST, case_id }, &bound);
    for (size_t i = 0; !e && !*has && i < bound.n; i++)
        e = visitor_is_person(ctx, db, visitor, bound.at[i].person_id, has);
    return e;
}

result account_add(struct ctx *ctx, struct db *db, const struct account_insert_in *fresh, int64_t *account)
{
    struct account_row held;
    bool is_found;
    result e = query_account_by_person(
        ctx, db, &(struct account_by_person_in){ COMMUNITY_FIRST, fresh->person }, &held, &is_found);
    if (!e && is_found)
        return fail(ctx, ERR_CONFLICT, "That person has an account already.");
    return e ? e : query_account_insert(ctx, db, fresh, account);
}

// Of whoever has shown who they are.
static result resident_add(struct ctx *ctx, struct db *db, int64_t person, instant now, int64_t *account)
{
    return account_add(ctx, db, &(struct account_insert_in){ COMMUNITY_FIRST, person, ACCOUNT_ACTIVE, now },
                       account);
}

result account_of_address(struct ctx *ctx, struct db *db, str address, struct account_row *account)
{
    struct account_row_list rows = { 0 };
    *account = (struct account_row){ .id = ID_NONE };
    result e = str_has(address, '@')
        ? query_account_of_email(ctx, db, &(struct account_of_email_in){ COMMUNITY_FIRST, address }, &rows)
        : query_account_of_telephone(ctx, db, &(struct account_of_telephone_in){ COMMUNITY_FIRST, address },
                                     &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        if (account->id == ID_NONE ||
            (str_equal(account->state, ACCOUNT_ENDED) && !str_equal(rows.at[i].state, ACCOUNT_ENDED)))
            *account = rows.at[i];
    return e;
}

// Somebody known at that address already, such as through a report, else a new person.
static result person_of_address(struct ctx *ctx, struct db *db, str address, int64_t *id)
{
    struct person_row_list rows = { 0 };
    bool is_email = str_has(address, '@');
    result e = is_email
        ? query_person_of_email(ctx, db, &(struct person_of_email_in){ COMMUNITY_FIRST, address }, &rows)
        : query_person_of_telephone(ctx, db, &(struct person_of_telephone_in){ COMMUNITY_FIRST, address },
                                    &rows);
    if (e || rows.n) {
        *id = rows.n ? rows.at[0].id : ID_NONE;
        return e;
    }
    struct person person = { .id = ID_NONE,
                             .email = is_email ? address : (str){ 0 },
                             .telephone = is_email ? (str){ 0 } : address,
                             .way = is_email ? STR("email") : STR("text") };
    e = person_check(ctx, &person);
    if (!e)
        e = person_add(ctx, db, &person);
    *id = person.id;
    return e;
}

// Whoever shows that an address is theirs takes up an invitation to it, if there is one.
static result resident_ready(struct ctx *ctx, struct db *db, const struct account_row *account)
{
    if (str_equal(account->state, ACCOUNT_ENDED))
        return fail(ctx, ERR_RULE, "This account was ended. Ask whoever runs this site if that is wrong.");
    return str_equal(account->state, ACCOUNT_INVITED) ? account_again(ctx, db, account->id) : OK;
}

result account_of_resident(struct ctx *ctx, struct db *db, str address, instant now, int64_t *account)
{
    struct account_row row;
    int64_t person;
    result e = account_of_address(ctx, db, address, &row);
    *account = row.id;
    if (!e && row.id != ID_NONE)
        return resident_ready(ctx, db, &row);
    if (!e)
        e = person_of_address(ctx, db, address, &person);
    return e ? e : resident_add(ctx, db, person, now, account);
}

result account_of_invited(struct ctx *ctx, struct db *db, str address, instant now, int64_t *account)
{
    struct account_row row;
    int64_t person;
    result e = account_of_address(ctx, db, address, &row);
    *account = row.id;
    if (e || row.id != ID_NONE)
        return e;
    e = person_of_address(ctx, db, address, &person);
    return e
        ? e
        : account_add(ctx, db, &(struct account_insert_in){ COMMUNITY_FIRST, person, ACCOUNT_INVITED, now },
                      account);
}

result account_of_person(struct ctx *ctx, struct db *db, int64_t person, instant now, int64_t *account)
{
    struct account_row row;
    bool is_found;
    result e = query_account_by_person(ctx, db, &(struct account_by_person_in){ COMMUNITY_FIRST, person },
                                       &row, &is_found);
    if (e || !is_found)
        return e ? e : resident_add(ctx, db, person, now, account);
    *account = row.id;
    return resident_ready(ctx, db, &row);
}

static result account_row_role(struct ctx *ctx, struct db *db, int64_t role_id, int64_t account, str *role)
{
    struct roles_held roles = { 0 };
    result e = roles_read(ctx, db, account, &roles);
    *role = (str){ 0 };
    for (size_t i = 0; !e && i < roles.n; i++)
        if (roles.at[i].id == role_id)
            *role = role_name(roles.at[i].role);
    return e || role->n ? e : fail(ctx, ERR_MISSING, "There is no such role on that account.");
}

static result role_check(struct ctx *ctx, const struct role_held *r)
{
    bool is_of_body = r->role == ROLE_OFFICER || r->role == ROLE_NEIGHBOURHOODS || r->role == ROLE_CLERK;
    bool is_of_area = r->role == ROLE_CHAMPION || r->role == ROLE_COUNCILLOR;
    if (r->role == ROLE_REPRESENTATIVE && !r->body.n)
        return fail(ctx, ERR_INPUT, "Say for which party of a charter: a %.*s speaks for one.",
                    STR_ARGS(role_name(r->role)));
    if (is_of_body && !r->body.n)
        return fail(ctx, ERR_INPUT, "Say for which body: a %.*s acts for one.", STR_ARGS(role_name(r->role)));
    if (is_of_area && !r->area.n)
        return fail(ctx, ERR_INPUT, "Say for which area: a %.*s has one.", STR_ARGS(role_name(r->role)));
    return OK;
}

result role_give(struct ctx *ctx, struct db *db, const struct giving *g)
{
    result e = role_check(ctx, &g->role);
    if (e)
        return e;
    e = query_account_role_insert(
        ctx, db,
        &(struct account_role_insert_in){ COMMUNITY_FIRST, g->account, role_name(g->role.role), g->role.body,
                                          g->role.area, g->role.service, g->at, g->by });
    return e ? e
             : query_session_delete_of_account(
                   ctx, db, &(struct session_delete_of_account_in){ COMMUNITY_FIRST, g->account });
}

result administrators_count(struct ctx *ctx, struct db *db, int64_t *n)
{
    struct account_role_row_list rows;
    int64_t last = ID_NONE;
    *n = 0;
    result e = query_account_role_of_role(
        ctx, db, &(struct account_role_of_role_in){ COMMUNITY_FIRST, role_name(ROLE_ADMINISTRATOR) }, &rows);
    for (size_t i = 0; !e && i < rows.n; i++) {
        struct account_row account;
        e = account_by_id(ctx, db, rows.at[i].account, &account);
        *n += !e && str_equal(account.state, ACCOUNT_ACTIVE) && account.id != last;
        last = rows.at[i].account;
    }
    return e;
}

// There must be somebody who can invite somebody.
static result last_check(struct ctx *ctx, struct db *db, int64_t account)
{
    struct roles_held roles = { 0 };
    int64_t n = 0;
    bool is_administrator = false;
    result e = roles_read(ctx, db, account, &roles);
    for (size_t i = 0; i < roles.n; i++)
        is_administrator |= roles.at[i].role == ROLE_ADMINISTRATOR;
    if (!e && is_administrator)
        e = administrators_count(ctx, db, &n);
    if (!e && is_administrator && n <= 1)
        return fail(ctx, ERR_RULE, "That is the last administrator: make somebody else one first.");
    return e;
}

result role_take(struct ctx *ctx, struct db *db, int64_t account, int64_t role_id)
{
    str role;
    result e = account_row_role(ctx, db, role_id, account, &role);
    if (!e && str_equal(role, role_name(ROLE_ADMINISTRATOR)))
        e = last_check(ctx, db, account);
    if (!e)
        e = query_account_role_delete(ctx, db,
                                      &(struct account_role_delete_in){ COMMUNITY_FIRST, account, role_id });
    return e ? e
             : query_session_delete_of_account(
                   ctx, db, &(struct session_delete_of_account_in){ COMMUNITY_FIRST, account });
}

// What would let somebody in: sessions, browsers they are known by, links on their way.
static result ways_in_delete(struct ctx *ctx, struct db *db, int64_t account)
{
    result e = query_session_delete_of_account(
        ctx, db, &(struct session_delete_of_account_in){ COMMUNITY_FIRST, account });
    if (!e)
        e = query_known_browser_delete_of_account(
            ctx, db, &(struct known_browser_delete_of_account_in){ COMMUNITY_FIRST, account });
    return e ? e
             : query_sign_link_delete_of_account(
                   ctx, db, &(struct sign_link_delete_of_account_in){ COMMUNITY_FIRST, account });
}

result account_end(struct ctx *ctx, struct db *db, int64_t account, instant now)
{
    result e = last_check(ctx, db, account);
    if (!e)
        e = query_account_state_set(
            ctx, db, &(struct account_state_set_in){ COMMUNITY_FIRST, account, ACCOUNT_ENDED, now });
    return e ? e : ways_in_delete(ctx, db, account);
}

result account_again(struct ctx *ctx, struct db *db, int64_t account)
{
    return query_account_state_set(
        ctx, db, &(struct account_state_set_in){ COMMUNITY_FIRST, account, ACCOUNT_ACTIVE, INSTANT_NONE });
}

result account_person(struct ctx *ctx, struct db *db, int64_t id, struct person_row *person)
{
    struct account_row account;
    result e = account_by_id(ctx, db, id, &account);
    return e ? e : person_behind(ctx, db, &account, person);
}

result account_person_set(struct ctx *ctx, struct db *db, int64_t account, struct person *person)
{
    struct person_row before;
    bool is_changed;
    result e = account_person(ctx, db, account, &before);
    if (e)
        return e;
    person->id = before.id;
    person->email = before.email; // they sign in with it
    e = person_check(ctx, person);
    return e ? e : person_settle(ctx, db, person, &before, &is_changed);
}

result account_erase(struct ctx *ctx, struct db *db, const struct person_row *person)
{
    struct account_row account;
    bool is_found;
    result e = OK;
    if (person->email.n)
        e = query_sign_link_delete_of_address(
            ctx, db, &(struct sign_link_delete_of_address_in){ COMMUNITY_FIRST, person->email });
    if (!e && person->telephone.n)
        e = query_sign_link_delete_of_address(
            ctx, db, &(struct sign_link_delete_of_address_in){ COMMUNITY_FIRST, person->telephone });
    if (!e)
        e = query_account_by_person(ctx, db, &(struct account_by_person_in){ COMMUNITY_FIRST, person->id },
                                    &account, &is_found);
    if (e || !is_found)
        return e;
    e = ways_in_delete(ctx, db, account.id);
    if (!e)
        e = query_recovery_delete_all(ctx, db,
                                      &(struct recovery_delete_all_in){ COMMUNITY_FIRST, account.id });
    if (!e)
        e = query_account_role_delete_all(
            ctx, db, &(struct account_role_delete_all_in){ COMMUNITY_FIRST, account.id });
    if (!e)
        e = drafts_account_forget(ctx, db, account.id);
    if (!e)
        e = payments_account_forget(ctx, db, account.id);
    if (!e)
        e = query_assignee_delete_of_account(
            ctx, db, &(struct assignee_delete_of_account_in){ COMMUNITY_FIRST, account.id });
    return e ? e : query_account_delete(ctx, db, &(struct account_delete_in){ COMMUNITY_FIRST, account.id });
}
