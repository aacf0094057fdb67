// Whose contact is limited: by their person, or by what somebody gives of how they are reached.
#include "app/restriction.h"

#include "app/ledger.h"

result restriction_persons(struct ctx *ctx, struct db *db, int64_t person, struct person_row_list *rows)
{
    struct person_row own;
    bool is_found;
    *rows = (struct person_row_list){ 0 };
    result e = query_person_by_id(ctx, db, &(struct person_by_id_in){ COMMUNITY_FIRST, person }, &own,
                                  &is_found);
    if (e || !is_found)
        return e;
    if (own.email.n)
        return query_person_of_email(ctx, db, &(struct person_of_email_in){ COMMUNITY_FIRST, own.email },
                                     rows);
    struct person_row *slot = LIST_PUSH(ctx->arena, rows);
    if (!slot)
        return arena_fail(ctx);
    *slot = own;
    return OK;
}

static result among_find(struct ctx *ctx, struct db *db, const struct person_row_list *persons, date today,
                         struct restriction_row *row)
{
    result e = OK;
    row->id = ID_NONE;
    for (size_t p = 0; p < persons->n && !e && row->id == ID_NONE; p++) {
        struct restriction_row_list rows = { 0 };
        e = query_restriction_of_person(
            ctx, db, &(struct restriction_of_person_in){ COMMUNITY_FIRST, persons->at[p].id }, &rows);
        for (size_t i = 0; i < rows.n && !e; i++)
            if (!restriction_is_over(&rows.at[i], today))
                *row = rows.at[i];
    }
    return e;
}

result restriction_in_force(struct ctx *ctx, struct db *db, int64_t person, date today,
                            struct restriction_row *row)
{
    struct person_row_list persons;
    row->id = ID_NONE;
    result e = person == ID_NONE ? OK : restriction_persons(ctx, db, person, &persons);
    return e || person == ID_NONE ? e : among_find(ctx, db, &persons, today, row);
}

result restriction_of_contact(struct ctx *ctx, struct db *db, const struct person *typed, date today,
                              struct restriction_row *row)
{
    struct person p = { .email = typed->email, .telephone = typed->telephone, .way = STR("none") };
    struct person_row_list by_email = { 0 }, by_telephone = { 0 };
    row->id = ID_NONE;
    if (!p.email.n && !p.telephone.n)
        return OK;
    result e = person_check(ctx, &p);
    if (!e && p.email.n)
        e = query_person_of_email(ctx, db, &(struct person_of_email_in){ COMMUNITY_FIRST, p.email },
                                  &by_email);
    if (!e && p.telephone.n)
        e = query_person_of_telephone(
            ctx, db, &(struct person_of_telephone_in){ COMMUNITY_FIRST, p.telephone }, &by_telephone);
    if (!e)
        e = among_find(ctx, db, &by_email, today, row);
    return e || row->id != ID_NONE ? e : among_find(ctx, db, &by_telephone, today, row);
}
