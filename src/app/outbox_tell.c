// Whoever reported is told: each of a case, and each whose report was added to it.
#include "app/outbox.h"

#include "app/ledger.h"
#include "app/own_code.h"
#include "app/person.h"

enum { JOINED_MAX = 1000, JOINED_DEEP = 3 };

// What is progress to somebody whose report was added to another. What answers one person's own words is not.
static const str OF_JOINED[] = { STR_INIT("acknowledged"), STR_INIT("moved"),     STR_INIT("explained"),
                                 STR_INIT("fixed"),        STR_INIT("not-ours"),  STR_INIT("no-fix"),
                                 STR_INIT("not-found"),    STR_INIT("duplicate"), STR_INIT("handed-over"),
                                 STR_INIT("reopened"),     STR_INIT("found"),     STR_INIT("found-answered"),
                                 STR_INIT("closed-by"),    STR_INIT("replied") };

// The same message to the same person of the same fact has the same key, and no other has it anywhere: a person's key
// is random.
static result tell(struct ctx *ctx, struct db *db, const struct telling *t, const struct person_row *person)
{
    return outbox_tell_one(
        ctx, db,
        &(struct telling_one){ .person_id = person->id,
                               .way = person->way,
                               .message = t->message,
                               .fact_id = t->fact_id,
                               .once = person->key,
                               .detail = t->joined.n
                                   ? str_format(ctx->arena, "joined: %.*s\n", STR_ARGS(t->joined))
                                   : (str){ 0 },
                               .at = t->at });
}

static result reporter_tell(struct ctx *ctx, struct db *db, const struct telling *t,
                            const struct case_person_of_case_out *bound)
{
    struct person_row person;
    bool is_found;
    result e = query_person_by_id(ctx, db, &(struct person_by_id_in){ COMMUNITY_FIRST, bound->person_id },
                                  &person, &is_found);
    if (e || !is_found || !way_is_known(person.way))
        return e;
    // Whoever is told can come back to their report by the link in the message; on paper by a code, made as it is sent.
    const struct own_code_for whose = { t->case_id, person.id, t->at };
    str token = bound->token;
    e = token.n ? OK : own_token_ensure(ctx, db, &whose, &token);
    return e ? e : tell(ctx, db, t, &person);
}

// Who wants to hear, and has said that the report is theirs.
static bool is_told(const struct telling *t, const struct case_person_of_case_out *bound)
{
    bool is_meant = (!t->only || bound->person_id == t->only) && bound->person_id != t->but;
    return is_meant && str_equal(bound->part, PART_REPORTER) && instant_is_none(bound->quiet) &&
        instant_is_none(bound->asked);
}

static result reporters_tell(struct ctx *ctx, struct db *db, const struct telling *t)
{
    struct case_person_of_case_out_list bound;
    result e = query_case_person_of_case(
        ctx, db, &(struct case_person_of_case_in){ COMMUNITY_FIRST, t->case_id }, &bound);
    for (size_t i = 0; !e && i < bound.n; i++)
        if (is_told(t, &bound.at[i]))
            e = reporter_tell(ctx, db, t, &bound.at[i]);
    return e;
}

static bool is_of_joined(str message)
{
    for (size_t i = 0; i < sizeof OF_JOINED / sizeof *OF_JOINED; i++)
        if (str_equal(OF_JOINED[i], message))
            return true;
    return false;
}

// Those of the incident that a case names which are not the case itself and stand for nothing of their own; and what
// was added to those in turn.
static result joined_tell(struct ctx *ctx, struct db *db, const struct telling *t, str reference, int deep)
{
    struct fact_cases_known_out_list cases;
    result e = query_fact_cases_known(
        ctx, db,
        &(struct fact_cases_known_in){ COMMUNITY_FIRST, FACT_KNOWN, STR("incident"), reference, JOINED_MAX },
        &cases);
    for (size_t i = 0; !e && i < cases.n; i++) {
        struct case_row row;
        bool is_found = false;
        if (cases.at[i].case_id != t->case_id)
            e = query_case_by_id(ctx, db, &(struct case_by_id_in){ COMMUNITY_FIRST, cases.at[i].case_id },
                                 &row, &is_found);
        if (e || !is_found || (row.status != CASE_EXCLUDED && row.status != CASE_DUPLICATE))
            continue;
        struct telling own = *t;
        own.case_id = row.id;
        own.joined = row.reference;
        e = reporters_tell(ctx, db, &own);
        if (!e && deep < JOINED_DEEP && !str_equal(row.reference, reference))
            e = joined_tell(ctx, db, &own, row.reference, deep + 1);
    }
    return e;
}

result outbox_tell(struct ctx *ctx, struct db *db, const struct telling *t)
{
    struct fact_known_of_case_out known;
    bool is_found = false;
    result e = reporters_tell(ctx, db, t);
    if (e || (!t->only && !is_of_joined(t->message)))
        return e;
    e = query_fact_known_of_case(
        ctx, db, &(struct fact_known_of_case_in){ COMMUNITY_FIRST, t->case_id, FACT_KNOWN, STR("incident") },
        &known, &is_found);
    return e || !is_found ? e : joined_tell(ctx, db, t, known.value, 0);
}

result outbox_ask(struct ctx *ctx, struct db *db, const struct telling *t, int64_t person_id)
{
    struct case_person_of_case_out_list bound;
    struct case_person_asked_set_in asked = { COMMUNITY_FIRST, t->case_id, person_id, t->at };
    result e = query_case_person_of_case(
        ctx, db, &(struct case_person_of_case_in){ COMMUNITY_FIRST, t->case_id }, &bound);
    for (size_t i = 0; !e && i < bound.n; i++)
        if (bound.at[i].person_id == person_id)
            e = reporter_tell(ctx, db, t, &bound.at[i]);
    return e ? e : query_case_person_asked_set(ctx, db, &asked);
}
