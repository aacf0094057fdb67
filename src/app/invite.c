#include "app/invite.h"

#include "app/ledger.h"

static result person_of_invited(struct ctx *ctx, struct db *db, struct inviting *v, int64_t *id)
{
    struct person_row found;
    struct person person = {
        .id = ID_NONE, .name = v->name, .email = v->email, .language = v->language, .way = STR("email")
    };
    result e = person_check(ctx, &person);
    if (!e)
        e = person_find(ctx, db, &person, &found);
    if (!e && found.id == ID_NONE)
        e = person_add(ctx, db, &person);
    *id = !e && found.id == ID_NONE ? person.id : found.id;
    return e;
}

// Of one address there is one account.
static result account_ensure(struct ctx *ctx, struct db *db, struct inviting *v)
{
    struct account_row account;
    struct person person = { .name = v->name, .email = v->email, .way = STR("email") };
    int64_t id;
    if (!v->name.n || !v->email.n)
        return fail(ctx, ERR_INPUT, "An invitation needs a name and an e-mail address.");
    result e = person_check(ctx, &person);
    v->email = person.email;
    if (!e)
        e = account_of_address(ctx, db, v->email, &account);
    if (e)
        return e;
    v->account = account.id;
    if (account.id != ID_NONE && str_equal(account.state, ACCOUNT_ENDED))
        return fail(ctx, ERR_RULE, "The account of that address was ended. Open it again first.");
    if (account.id != ID_NONE)
        return OK;
    e = person_of_invited(ctx, db, v, &id);
    return e
        ? e
        : account_add(ctx, db, &(struct account_insert_in){ COMMUNITY_FIRST, id, ACCOUNT_INVITED, v->now },
                      &v->account);
}

static result link_send(struct ctx *ctx, struct db *db, struct inviting *v)
{
    struct link_asking asking = { PURPOSE_INVITATION,
                                  v->is_shown ? WAY_SHOWN : STR("email"),
                                  v->email,
                                  v->language,
                                  v->account,
                                  ID_NONE,
                                  { 0 },
                                  v->now,
                                  { 0 } };
    result e = query_sign_link_delete_of_account(
        ctx, db, &(struct sign_link_delete_of_account_in){ COMMUNITY_FIRST, v->account });
    if (e)
        return e;
    return v->is_shown ? link_show(ctx, db, &asking, &v->token) : link_ask(ctx, db, &asking);
}

result invite(struct ctx *ctx, struct db *db, void *with)
{
    struct inviting *v = with;
    result e = account_ensure(ctx, db, v);
    struct giving giving = { v->account, v->by, v->role, v->now };
    if (!e)
        e = role_give(ctx, db, &giving);
    return e ? e : link_send(ctx, db, v);
}

result invite_again(struct ctx *ctx, struct db *db, int64_t account, instant now)
{
    struct person_row person;
    result e = account_person(ctx, db, account, &person);
    struct inviting v = {
        .email = person.email, .language = person.language, .account = account, .now = now
    };
    return e ? e : link_send(ctx, db, &v);
}

// Earlier ones have no account and no address: they are found by the empty address.
static result first_links_delete(struct ctx *ctx, struct db *db)
{
    return query_sign_link_delete_of_address(
        ctx, db, &(struct sign_link_delete_of_address_in){ COMMUNITY_FIRST, PURPOSE_FIRST });
}

result first_link(struct ctx *ctx, struct db *db, void *with)
{
    struct first_link *first = with;
    struct link_asking asking = { PURPOSE_FIRST, WAY_SHOWN, PURPOSE_FIRST, { 0 },
                                  ID_NONE,       ID_NONE,   { 0 },         first->now,
                                  { 0 } };
    int64_t n;
    first->token = (str){ 0 };
    result e = administrators_count(ctx, db, &n);
    if (e || n)
        return e;
    e = first_links_delete(ctx, db);
    return e ? e : link_show(ctx, db, &asking, &first->token);
}

static result first_accept(struct ctx *ctx, struct db *db, struct accepting *a)
{
    struct inviting v = { .name = a->name,
                          .email = a->email,
                          .by = ID_NONE,
                          .now = a->sign.now,
                          .role = { .role = ROLE_ADMINISTRATOR } };
    int64_t n;
    result e = administrators_count(ctx, db, &n);
    if (!e && n)
        return fail(ctx, ERR_RULE, "There is an administrator by now: ask them for an invitation.");
    if (!e)
        e = account_ensure(ctx, db, &v);
    struct giving giving = { v.account, ID_NONE, v.role, v.now };
    a->sign.account_id = v.account;
    return e ? e : role_give(ctx, db, &giving);
}

// Whoever has set up a second step owes its code here too: mail alone lets nobody in.
static result account_begin(struct ctx *ctx, struct db *db, struct accepting *a)
{
    struct sign_in *s = &a->sign;
    bool is_found, is_full;
    result e = account_again(ctx, db, s->account_id);
    if (!e)
        e = password_set(ctx, db, &(struct new_password){ s->account_id, a->hash });
    if (!e)
        e = sessions_close(ctx, db, s->account_id);
    if (!e)
        e = query_account_by_id(ctx, db, &(struct account_by_id_in){ COMMUNITY_FIRST, s->account_id },
                                &s->account, &is_found);
    if (e)
        return e;
    is_full = !s->account.totp.n;
    struct session_opening opening = { s->account_id, is_full ? STAGE_FULL : STAGE_SECOND, s->browser, true,
                                       s->now };
    e = session_open(ctx, db, &opening, &s->session);
    s->known = s->asked_known;
    s->end = is_full ? SIGN_IN_DONE : SIGN_IN_SECOND;
    return e || !is_full ? e : browser_know(ctx, db, s->account_id, s->now, &s->known);
}

result invitation_accept(struct ctx *ctx, struct db *db, void *with)
{
    struct accepting *a = with;
    struct sign_link_row link;
    a->sign.end = SIGN_IN_WRONG;
    result e = link_find(ctx, db, a->sign.secret, a->sign.now, &link);
    bool is_first = !e && str_equal(link.purpose, PURPOSE_FIRST);
    if (e || link.id == ID_NONE || (!is_first && !str_equal(link.purpose, PURPOSE_INVITATION)))
        return e;
    a->sign.account_id = link.account;
    e = link_use(ctx, db, &link);
    if (!e && is_first)
        e = first_accept(ctx, db, a);
    return e ? e : account_begin(ctx, db, a);
}
