#include "app/data_request.h"

#include "app/administered.h"
#include "app/ledger.h"
#include "app/outbox.h"

const struct choice PROOFS[PROOFS_COUNT] = {
    { STR_INIT("message"), STR_INIT("A code sent to the address we hold came back") },
    { STR_INIT("telephone"), STR_INIT("Rung back on the number we hold") },
    { STR_INIT("seen"), STR_INIT("A document was seen, and not copied") },
    { STR_INIT("known"), STR_INIT("Known to somebody here who vouches for them") },
};

const struct choice GROUNDS[GROUNDS_COUNT] = {
    { STR_INIT("not proved"), STR_INIT("It could not be established who they are (Article 12(6))") },
    { STR_INIT("excessive"), STR_INIT("Manifestly unfounded or excessive (Article 12(5))") },
    { STR_INIT("law"), STR_INIT("A law obliges us to keep it, or it is our public task (Article 17(3)(b))") },
    { STR_INIT("archive"), STR_INIT("Archiving, research or statistics (Article 17(3)(d))") },
    { STR_INIT("claim"), STR_INIT("A legal claim needs it (Article 17(3)(e))") },
    { STR_INIT("others"), STR_INIT("It would harm the rights of somebody else (Article 15(4))") },
};

str choice_words(const struct choice *choices, size_t n, str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_equal(choices[i].name, name))
            return choices[i].words;
    return (str){ 0 };
}

date data_request_due(date asked)
{
    return date_add_months(asked, DATA_REQUEST_MONTHS, &(bool){ false });
}

static result open_check(struct ctx *ctx, struct db *db, const struct data_asking *a)
{
    struct data_request_row_list rows;
    result e = query_data_request_of_person(
        ctx, db, &(struct data_request_of_person_in){ COMMUNITY_FIRST, a->person.id }, &rows);
    for (size_t i = 0; i < rows.n && !e; i++)
        if (str_equal(rows.at[i].state, REQUEST_OPEN) && str_equal(rows.at[i].wish, a->wish))
            e = fail(ctx, ERR_CONFLICT, "request %lld asks for the same and is open",
                     (long long)rows.at[i].id);
    return e;
}

result data_request_add(struct ctx *ctx, struct db *db, const struct data_asking *a, int64_t *id)
{
    if (!str_equal(a->wish, WISH_COPY) && !str_equal(a->wish, WISH_ERASURE))
        return fail(ctx, ERR_INPUT, "choose what they ask for");
    if (a->asked.day > a->today.day)
        return fail(ctx, ERR_INPUT, "that day is still to come");
    result e = open_check(ctx, db, a);
    return e ? e
             : query_data_request_insert(ctx, db,
                                         &(struct data_request_insert_in){ .community = COMMUNITY_FIRST,
                                                                           .person = a->person.id,
                                                                           .wish = a->wish,
                                                                           .came = CAME_OFFICE,
                                                                           .asked = a->asked,
                                                                           .due = data_request_due(a->asked),
                                                                           .proved = DATE_NONE,
                                                                           .state = REQUEST_OPEN,
                                                                           .ended = INSTANT_NONE },
                                         id);
}

result data_request_own(struct ctx *ctx, struct db *db, date today, instant now)
{
    int64_t id;
    return query_data_request_insert(ctx, db,
                                     &(struct data_request_insert_in){ .community = COMMUNITY_FIRST,
                                                                       .person = ID_NONE,
                                                                       .wish = WISH_ERASURE,
                                                                       .came = CAME_PAGE,
                                                                       .asked = today,
                                                                       .due = data_request_due(today),
                                                                       .proof = STR("message"),
                                                                       .proved = today,
                                                                       .state = REQUEST_DONE,
                                                                       .ended = now },
                                     &id);
}

static result still_open(struct ctx *ctx, const struct data_request_row *row)
{
    return str_equal(row->state, REQUEST_OPEN) ? OK : fail(ctx, ERR_RULE, "this request is over");
}

result data_request_prove(struct ctx *ctx, struct db *db, const struct data_deed *d)
{
    result e = still_open(ctx, d->row);
    if (!e && !choice_words(PROOFS, PROOFS_COUNT, d->choice).n)
        e = fail(ctx, ERR_INPUT, "choose how it was checked who they are");
    if (!e && d->proved.day > d->today.day)
        e = fail(ctx, ERR_INPUT, "that day is still to come");
    return e ? e
             : query_data_request_proof_set(
                   ctx, db,
                   &(struct data_request_proof_set_in){ COMMUNITY_FIRST, d->row->id, d->choice, d->proved });
}

result data_request_ready(struct ctx *ctx, const struct data_request_row *row)
{
    result e = still_open(ctx, row);
    if (!e && !row->proof.n)
        e = fail(ctx, ERR_RULE, "first note how it was checked who they are");
    return e;
}

static result end(struct ctx *ctx, struct db *db, const struct data_deed *d, str state)
{
    return query_data_request_end(ctx, db,
                                  &(struct data_request_end_in){ COMMUNITY_FIRST, d->row->id, state,
                                                                 d->choice, d->words, d->now, d->by });
}

// Article 12(4): why, and where they can complain.
static result refusal_tell(struct ctx *ctx, struct db *db, const struct data_deed *d)
{
    struct person_row person = { .id = ID_NONE };
    bool is_found = false;
    result e = d->row->person == ID_NONE
        ? OK
        : query_person_by_id(ctx, db, &(struct person_by_id_in){ COMMUNITY_FIRST, d->row->person }, &person,
                             &is_found);
    bool is_reached = !e && is_found && way_is_known(person.way);
    if (!is_reached)
        return e;
    struct telling_one told = { .person_id = person.id,
                                .way = person.way,
                                .message = STR("data-refused"),
                                .once = str_format(ctx->arena, "data request %lld", (long long)d->row->id),
                                .detail = str_format(
                                    ctx->arena, "what: %.*s\nwords: %.*s",
                                    STR_ARGS(choice_words(GROUNDS, GROUNDS_COUNT, d->choice)),
                                    STR_ARGS(detail_lines(ctx, d->words))),
                                .at = d->now };
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : outbox_tell_one(ctx, db, &told);
}

result data_request_refuse(struct ctx *ctx, struct db *db, const struct data_deed *d)
{
    result e = still_open(ctx, d->row);
    if (!e && !choice_words(GROUNDS, GROUNDS_COUNT, d->choice).n)
        e = fail(ctx, ERR_INPUT, "choose the ground in law");
    if (!e && !d->words.n)
        e = fail(ctx, ERR_INPUT, "write what they are answered");
    if (!e && d->words.n > DATA_REQUEST_WORDS_MAX)
        e = fail(ctx, ERR_INPUT, "it may have %d letters: write less", DATA_REQUEST_WORDS_MAX);
    if (!e)
        e = end(ctx, db, d, REQUEST_REFUSED);
    return e ? e : refusal_tell(ctx, db, d);
}

result data_request_finish(struct ctx *ctx, struct db *db, const struct data_deed *d)
{
    struct data_deed plain = *d;
    plain.choice = plain.words = (str){ 0 };
    result e = data_request_ready(ctx, d->row);
    return e ? e : end(ctx, db, &plain, REQUEST_DONE);
}

result data_look_note(struct ctx *ctx, struct db *db, const struct data_look *look)
{
    str subject = look->request == ID_NONE
        ? STR("what is held about somebody")
        : str_format(ctx->arena, "data request %lld", (long long)look->request);
    return administered_note(
        ctx, db, &(struct administered){ look->by, str_from(look->deed), subject, ID_NONE, look->now });
}

result data_requests_forget(struct ctx *ctx, struct db *db, int64_t person)
{
    result e = query_data_request_forget(ctx, db,
                                         &(struct data_request_forget_in){ COMMUNITY_FIRST, person });
    return e ? e
             : query_data_request_decider_forget(
                   ctx, db, &(struct data_request_decider_forget_in){ COMMUNITY_FIRST, person });
}
