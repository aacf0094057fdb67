#include "app/by_post.h"

#include "app/ledger.h"
#include "app/outbox.h"

// Whose it is, as they are kept; is_theirs: they reported it.
static result person_read(struct ctx *ctx, struct db *db, const struct by_post_whose *whose,
                          struct person_row *person, bool *is_theirs)
{
    struct case_person_one_out bound;
    bool is_found = false;
    *is_theirs = false;
    result e = query_case_person_one(
        ctx, db, &(struct case_person_one_in){ COMMUNITY_FIRST, whose->case_id, whose->person_id }, &bound,
        &is_found);
    if (e || !is_found || !str_equal(bound.part, PART_REPORTER))
        return e;
    return query_person_by_id(ctx, db, &(struct person_by_id_in){ COMMUNITY_FIRST, whose->person_id }, person,
                              is_theirs);
}

static result look(struct ctx *ctx, struct db *db, const struct by_post_whose *whose,
                   struct person_row *person, struct by_post *p)
{
    struct by_post_one_out row;
    bool is_theirs, is_asked = false;
    *p = (struct by_post){ BY_POST_NONE, INSTANT_NONE };
    result e = person_read(ctx, db, whose, person, &is_theirs);
    if (e || !is_theirs)
        return e;
    if (str_equal(person->way, STR("letter"))) {
        p->state = BY_POST_ON;
        return OK;
    }
    e = query_by_post_one(ctx, db,
                          &(struct by_post_one_in){ COMMUNITY_FIRST, whose->case_id, whose->person_id }, &row,
                          &is_asked);
    if (!e && is_asked)
        *p = (struct by_post){ instant_is_none(row.refused) ? BY_POST_WAITING : BY_POST_REFUSED, row.asked };
    else if (!e && str_equal(person->way, STR("none")) && !person->email.n && !person->telephone.n)
        p->state = BY_POST_OFFERED;
    return e;
}

result by_post_look(struct ctx *ctx, struct db *db, const struct by_post_whose *whose, struct by_post *p)
{
    struct person_row person;
    return look(ctx, db, whose, &person, p);
}

result by_post_count(struct ctx *ctx, struct db *db, int64_t case_id, struct by_post_counts *counts)
{
    struct by_post_of_case_out_list rows;
    *counts = (struct by_post_counts){ .on = 0 };
    result e = query_by_post_of_case(ctx, db, &(struct by_post_of_case_in){ COMMUNITY_FIRST, case_id },
                                     &rows);
    for (size_t i = 0; i < rows.n && !e; i++) {
        bool is_on = str_equal(rows.at[i].way, STR("letter")), is_asked = !instant_is_none(rows.at[i].asked),
             is_refused = !instant_is_none(rows.at[i].refused);
        counts->on += is_on;
        counts->waiting += !is_on && is_asked && !is_refused;
        counts->refused += !is_on && is_refused;
    }
    return e;
}

static result person_put(struct ctx *ctx, struct db *db, const struct person_row *p)
{
    return query_person_update(ctx, db,
                               &(struct person_update_in){ COMMUNITY_FIRST, p->id, p->name, p->email,
                                                           p->telephone, p->address, p->language, p->way,
                                                           p->print });
}

result by_post_ask(struct ctx *ctx, struct db *db, const struct by_post_asking *a)
{
    struct person_row row;
    struct by_post now;
    struct person typed = { .id = ID_NONE, .name = a->name, .address = a->address, .way = STR("letter") };
    result e = look(ctx, db, &a->whose, &row, &now);
    if (!e && now.state != BY_POST_OFFERED)
        e = fail(ctx, ERR_RULE, "news by post can't be asked for here: look at how the report stands now");
    if (!e && !str_trim(a->address).n)
        e = fail(ctx, ERR_INPUT, "write the address as it stands on a letter, with the postcode");
    if (!e)
        e = person_check(ctx, &typed);
    if (e)
        return e;
    row.name = typed.name.n ? typed.name : row.name;
    row.address = typed.address;
    e = person_put(ctx, db, &row);
    return e ? e
             : query_by_post_insert(ctx, db,
                                    &(struct by_post_insert_in){ COMMUNITY_FIRST, a->whose.case_id,
                                                                 a->whose.person_id, a->now });
}

static result agree(struct ctx *ctx, struct db *db, const struct by_post_answering *a)
{
    const struct telling telling = { .case_id = a->whose.case_id,
                                     .fact_id = a->whose.case_id, // it is the case's first fact
                                     .message = STR("received"),
                                     .at = a->now,
                                     .only = a->whose.person_id };
    result e = query_by_post_delete(
        ctx, db, &(struct by_post_delete_in){ COMMUNITY_FIRST, a->whose.case_id, a->whose.person_id });
    return e ? e : outbox_tell(ctx, db, &telling);
}

result by_post_answer(struct ctx *ctx, struct db *db, const struct by_post_answering *a)
{
    struct person_row row;
    struct by_post now;
    result e = look(ctx, db, &a->whose, &row, &now);
    if (!e && now.state != BY_POST_WAITING)
        e = fail(ctx, ERR_RULE, "nobody waits for that any more: a colleague has answered it");
    if (e)
        return e;
    row.way = a->is_agreed ? STR("letter") : row.way;
    row.address = a->is_agreed ? row.address : (str){ 0 };
    e = person_put(ctx, db, &row);
    if (e || a->is_agreed)
        return e ? e : agree(ctx, db, a);
    return query_by_post_refuse(
        ctx, db,
        &(struct by_post_refuse_in){ COMMUNITY_FIRST, a->whose.case_id, a->whose.person_id, a->now });
}
