// A list of erasures done again on an older copy of the store.
#include "app/erase.h"
#include "app/erasures.h"
#include "app/ledger.h"

#include "base/arena.h"

static const str AGAIN = STR_INIT("again, after a restore");

static int parts_from(str letters)
{
    return (str_has(letters, 'w') ? HELD_WORDS : 0) | (str_has(letters, 'p') ? HELD_PLACE : 0) |
        (str_has(letters, 'a') ? HELD_ACTOR : 0) | (str_has(letters, 'f') ? HELD_PHOTOGRAPH : 0);
}

// People by the hash of their key; only the key is kept.
struct known_people {
    struct known_person {
        int64_t id;
        str mark;
    } * at;
    size_t n, room;
};

static result people_read(struct ctx *ctx, struct db *db, struct known_people *people)
{
    struct cursor cursor;
    struct person_each_out row;
    result x = query_person_each(ctx, db, &(struct person_each_in){ COMMUNITY_FIRST }, &cursor);
    while (!x && query_person_each_next(ctx, &cursor, &row)) {
        struct known_person *slot = LIST_PUSH(ctx->arena, people);
        if (slot)
            *slot = (struct known_person){ row.id, person_mark(ctx, row.key) };
    }
    return x ? x : cursor.failed ? cursor.failed : arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

static result person_of_mark(struct erasing *x, const struct known_people *people, str mark,
                             struct person_row *person, bool *is_found)
{
    *is_found = false;
    for (size_t i = 0; i < people->n; i++)
        if (str_equal(people->at[i].mark, mark))
            return query_person_by_id(x->ctx, x->db,
                                      &(struct person_by_id_in){ COMMUNITY_FIRST, people->at[i].id }, person,
                                      is_found);
    return OK;
}

// It carries the hash that the list gives: it is the very fact.
static result fact_again(struct erasing *x, const struct erasure_row *row)
{
    struct held_row fact;
    bool is_found;
    result e = query_held_by_id(x->ctx, x->db, &(struct held_by_id_in){ COMMUNITY_FIRST, row->subject },
                                &fact, &is_found);
    str bound = !e && is_found && fact.bound.n ? fact.bound : STR("-");
    bool is_it = !e && is_found && str_equal(bound, row->mark);
    return e || !is_it ? e : erase_fact(x, &fact, parts_from(row->parts));
}

static result persons_again(struct erasing *x, const struct known_people *people,
                            const struct erasure_row *row)
{
    struct person_row person;
    struct case_person_one_out held;
    bool is_found, is_bound;
    result e = person_of_mark(x, people, row->mark, &person, &is_found);
    if (e || !is_found)
        return e;
    if (str_equal(row->what, STR("person")))
        return erase_person_row(x, &person);
    e = query_case_person_one(x->ctx, x->db,
                              &(struct case_person_one_in){ COMMUNITY_FIRST, row->subject, person.id }, &held,
                              &is_bound);
    return e || !is_bound ? e : erase_binding(x, row->subject, &person);
}

// It is noted as the list has it, whether anything of it was there or not.
static result row_again(struct erasing *x, const struct known_people *people, const struct erasure_row *row)
{
    result e = str_equal(row->what, STR("fact")) ? fact_again(x, row) : persons_again(x, people, row);
    if (e)
        return e;
    return query_erasure_insert(x->ctx, x->db,
                                &(struct erasure_insert_in){ COMMUNITY_FIRST, row->what, row->subject,
                                                             row->mark, row->parts, row->erased });
}

result erasures_replay(struct ctx *ctx, struct db *db, const struct erasure_row_list *list, instant at,
                       struct replayed *replayed)
{
    struct erased out = { .words = 0 };
    struct erasing x = { ctx, db, at, AGAIN, false, true, &out };
    struct known_people people = { 0 };
    result e = people_read(ctx, db, &people);
    *replayed = (struct replayed){ 0 };
    for (size_t i = 0; !e && i < list->n; i++) {
        const struct erasure_row *row = &list->at[i];
        struct erasure_known_out known;
        bool is_known;
        e = query_erasure_known(
            ctx, db,
            &(struct erasure_known_in){ COMMUNITY_FIRST, row->what, row->subject, row->mark, row->parts },
            &known, &is_known);
        replayed->known += !e && is_known;
        if (!e && !is_known)
            e = row_again(&x, &people, row);
    }
    replayed->facts = out.words + out.places + out.actors + out.photographs;
    replayed->people = out.people;
    replayed->cases = (int64_t)out.cases.n;
    return e ? e : erase_settle(&x);
}
