#include "app/assignee.h"

#include "app/closing.h"
#include "app/ledger.h"
#include "app/permission.h"

// The last of its facts that gives it to somebody; NULL if none does.
static const struct fact_row *assigned_fact(const struct fact_row_list *facts)
{
    for (size_t i = facts->n; i-- > 0;)
        if (facts->at[i].kind == FACT_ASSIGNED && !fact_is_corrected(facts->at, facts->n, facts->at[i].id))
            return &facts->at[i];
    return NULL;
}

result case_assignee(struct ctx *ctx, struct db *db, const struct fact_row_list *facts, int64_t *account)
{
    const struct fact_row *f = assigned_fact(facts);
    struct assignee_by_fact_out held;
    bool is_found = false;
    *account = ID_NONE;
    result e = f ? query_assignee_by_fact(ctx, db, &(struct assignee_by_fact_in){ COMMUNITY_FIRST, f->id },
                                          &held, &is_found)
                 : OK;
    if (!e && is_found)
        *account = held.account;
    return e;
}

static result colleague_add(struct ctx *ctx, struct db *db, const struct account_role_row *r,
                            struct colleagues *colleagues)
{
    struct visitor visitor;
    for (size_t i = 0; i < colleagues->n; i++)
        if (colleagues->at[i].account == r->account)
            return OK;
    result e = visitor_read(ctx, db, r->account, &visitor);
    if (e == ERR_MISSING) { // it has ended, or is not begun
        ctx->error = (struct error){ .code = OK };
        return OK;
    }
    struct colleague *slot = e ? NULL : LIST_PUSH(ctx->arena, colleagues);
    if (slot)
        *slot = (struct colleague){ r->account, visitor_shown(&visitor), r->role };
    return e || slot ? e : arena_fail(ctx);
}

result colleagues_find(struct ctx *ctx, struct db *db, str body, struct colleagues *colleagues)
{
    result e = OK;
    *colleagues = (struct colleagues){ 0 };
    for (int role = 0; role < ROLE_COUNT && !e; role++) {
        struct account_role_row_list rows;
        if (permission_of((enum role)role, DEED_WORK) != MAY_OWN_BODY)
            continue;
        e = query_account_role_of_role(
            ctx, db, &(struct account_role_of_role_in){ COMMUNITY_FIRST, role_name((enum role)role) }, &rows);
        for (size_t i = 0; i < rows.n && !e; i++)
            if (str_same_name(rows.at[i].body, body))
                e = colleague_add(ctx, db, &rows.at[i], colleagues);
    }
    return e;
}

// What was known of who does it is true no longer.
static result earlier_forget(struct desk *desk)
{
    result e = OK;
    for (size_t i = 0; i < desk->facts.n && !e; i++)
        if (desk->facts.at[i].kind == FACT_ASSIGNED)
            e = query_assignee_delete(desk->ctx, desk->db,
                                      &(struct assignee_delete_in){ COMMUNITY_FIRST, desk->facts.at[i].id });
    return e;
}

static result to_account(struct desk *desk, const struct assigning *a)
{
    struct colleagues colleagues;
    int64_t fact_id;
    result e = colleagues_find(desk->ctx, desk->db, a->body, &colleagues);
    size_t i = 0;
    while (!e && i < colleagues.n && colleagues.at[i].account != a->account)
        i++;
    if (!e && i == colleagues.n)
        return fail(desk->ctx, ERR_INPUT, "choose somebody who works for %.*s", STR_ARGS(a->body));
    struct fact_insert_in fact = desk_fact(desk, FACT_ASSIGNED);
    if (!e)
        fact.value = a->post.n ? a->post : colleagues.at[i].role;
    if (!e)
        e = earlier_forget(desk);
    if (!e)
        e = desk_say(desk, fact, &fact_id);
    return e ? e
             : query_assignee_insert(desk->ctx, desk->db,
                                     &(struct assignee_insert_in){ COMMUNITY_FIRST, fact_id, a->account });
}

result case_give(struct desk *desk, const struct assigning *a)
{
    if (a->account != ID_NONE)
        return a->post.n > DEED_WORDS_MAX ? fail(desk->ctx, ERR_INPUT, "write less") : to_account(desk, a);
    result e = earlier_forget(desk);
    return e ? e : case_assign(desk, a->post);
}
