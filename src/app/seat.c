#include "app/seat.h"

#include "app/deed_holders.h"
#include "app/outbox.h"
#include "app/public_words.h"
#include "app/working_day.h"

#include "app/draft_internal.h"

// One body that is invited.
struct inviting {
    const struct draft *draft;
    const struct seat_inviting *of;
    int64_t ask; // ID_NONE: the keeper invites it
    str body, services;
    int64_t asked, id; // asked: the account that may answer for a body in which nobody may
    date due;
};

static result person_tell(const struct inviting *i, int64_t person)
{
    struct ctx *ctx = i->draft->ctx;
    struct telling_one telling = {
        .person_id = person, .way = STR("email"), .message = STR("seat-asked"), .at = i->of->by->at
    };
    telling.once = str_format(ctx->arena, "seat %lld to %lld", (long long)i->id, (long long)person);
    telling.detail = str_format(ctx->arena, "what: %.*s\nparty: %.*s\nnews: %.*s\nlink: /work/invited/%lld%.*s",
                                STR_ARGS(i->draft->document->title), STR_ARGS(i->body), STR_ARGS(i->services),
                                (long long)i->id, STR_ARGS(detail_until(ctx, i->due)));
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : outbox_tell_one(ctx, i->draft->db, &telling);
}

static result holders_of(const struct inviting *i, struct deed_holders *own)
{
    struct ctx *ctx = i->draft->ctx;
    struct deed_holders all = { 0 };
    const struct about about = { .body = i->body };
    result e = deed_holders_find(ctx, i->draft->db, DEED_SEAT, &all);
    for (size_t k = 0; k < all.n && !e; k++) {
        e = visitor_follow(ctx, &all.at[k], &i->of->directory->bodies, i->of->by->today);
        struct visitor *slot = !e && may(&all.at[k], DEED_SEAT, &about) ? LIST_PUSH(ctx->arena, own) : NULL;
        if (slot)
            *slot = all.at[k];
    }
    return e || !arena_is_full(ctx->arena) ? e : arena_fail(ctx);
}

static result seat_put(struct inviting *i)
{
    return query_seat_insert(i->draft->ctx, i->draft->db,
                             &(struct seat_insert_in){ .community = COMMUNITY_FIRST,
                                                       .ask_id = i->ask,
                                                       .draft_id = i->draft->row.id,
                                                       .body = i->body,
                                                       .services = i->services,
                                                       .state = SEAT_INVITED,
                                                       .invited = i->of->by->at,
                                                       .due = i->due,
                                                       .asked = i->asked },
                             &i->id);
}

// A body in which nobody may answer is written to at its own address, and answers by a link to that.
static result address_take(struct inviting *i)
{
    const struct body *body = body_named(&i->of->directory->bodies, i->body);
    return body && body->email.n
        ? account_of_invited(i->draft->ctx, i->draft->db, body->email, i->of->by->at, &i->asked)
        : OK;
}

static result body_invite(struct inviting *i)
{
    struct ctx *ctx = i->draft->ctx;
    struct deed_holders own = { 0 };
    struct person_row person;
    result e = holders_of(i, &own);
    i->asked = ID_NONE;
    i->due = working_day_of(i->of->ledger, i->body, i->of->by->today, SEAT_WORKING_DAYS);
    if (!e && !own.n)
        e = address_take(i);
    if (!e)
        e = seat_put(i);
    for (size_t k = 0; k < own.n && !e; k++)
        e = person_tell(i, own.at[k].person);
    if (!e && i->asked != ID_NONE) {
        e = account_person(ctx, i->draft->db, i->asked, &person);
        if (!e)
            e = person_tell(i, person.id);
    }
    return e;
}

bool seat_may_be_invited(const struct draft *draft, const struct seat_row_list *seats, str body,
                         const struct seat_inviting *inviting)
{
    const struct body *known = body_named(&inviting->directory->bodies, body);
    bool may_be = known && body_answers(known, inviting->by->today);
    for (size_t i = 0; i < draft->parties.n; i++)
        may_be &= !draft->parties.at[i].n || !str_same_name(draft->parties.at[i].party, body);
    for (size_t i = 0; i < seats->n; i++)
        may_be &= !str_equal(seats->at[i].state, SEAT_INVITED) || !str_same_name(seats->at[i].body, body);
    return may_be;
}

static result seats_of(const struct draft *draft, struct seat_row_list *seats)
{
    return query_seat_of_draft(draft->ctx, draft->db,
                               &(struct seat_of_draft_in){ COMMUNITY_FIRST, draft->row.id }, seats);
}

result seat_invite(const struct draft *draft, str body, const struct seat_inviting *inviting)
{
    struct inviting i = { .draft = draft, .of = inviting, .ask = ID_NONE, .services = STR("") };
    struct seat_row_list seats;
    result e = draft_keeper_only(draft);
    if (!e)
        e = seats_of(draft, &seats);
    for (size_t k = 0; !e && k < draft->parties.n; k++)
        if (str_same_name(draft->parties.at[k].party, body))
            i.body = draft->parties.at[k].party;
    if (!e && (!i.body.n || !seat_may_be_invited(draft, &seats, i.body, inviting)))
        e = fail(draft->ctx, ERR_RULE,
                 "choose a body among the parties for which nobody speaks and that is not asked now");
    return e ? e : body_invite(&i);
}

static str services_of(const struct seat_row_list *named, str body)
{
    for (size_t i = 0; i < named->n; i++)
        if (str_same_name(named->at[i].body, body))
            return named->at[i].services;
    return STR("");
}

// Those of its parties that are bodies; the others are asked in by whoever keeps the draft.
static result parties_invite(const struct draft *draft, const struct seat_inviting *inviting, int64_t ask)
{
    struct ctx *ctx = draft->ctx;
    struct seat_row_list named, seats = { 0 };
    result e = query_seat_of_ask(ctx, draft->db, &(struct seat_of_ask_in){ COMMUNITY_FIRST, ask }, &named);
    if (!e)
        e = query_seat_named_delete(ctx, draft->db,
                                    &(struct seat_named_delete_in){ COMMUNITY_FIRST, ask, SEAT_NAMED });
    for (size_t k = 0; !e && k < draft->parties.n; k++) {
        str party = draft->parties.at[k].party;
        struct inviting i = { .draft = draft, .of = inviting, .ask = ask, .body = party };
        i.services = services_of(&named, party);
        if (seat_may_be_invited(draft, &seats, party, inviting))
            e = body_invite(&i);
    }
    return e;
}

static result group_join(struct ctx *ctx, struct db *db, struct ask_beginning *b)
{
    struct draft draft;
    struct ask_row row;
    struct person_row person = { .id = ID_NONE };
    const struct seat_inviting inviting = { b->directory, b->ledger, &b->of.by };
    result e = ask_read(ctx, db, b->ask, &row);
    if (!e)
        e = ask_drafted(ctx, db, b->ask, b->of.name, b->of.by.at);
    if (!e)
        e = draft_open(ctx, db, b->of.name, &b->of.by, &draft);
    if (!e && row.account != ID_NONE)
        e = account_person(ctx, db, row.account, &person);
    if (!e && person.email.n)
        e = draft_speaker_add(&draft, row.party, person.email, b->of.by.at);
    if (!e)
        e = draft_open(ctx, db, b->of.name, &b->of.by, &draft); // with who speaks for the group
    return e ? e : parties_invite(&draft, &inviting, b->ask);
}

result ask_begin(struct ctx *ctx, struct db *db, struct ask_beginning *b)
{
    result e = draft_begin(ctx, db, &b->of);
    return e || !b->ask ? e : group_join(ctx, db, b);
}

result seat_read(struct ctx *ctx, struct db *db, int64_t id, struct seat_row *row)
{
    bool is_found;
    result e = query_seat_by_id(ctx, db, &(struct seat_by_id_in){ COMMUNITY_FIRST, id }, row, &is_found);
    return e || (is_found && row->draft_id != ID_NONE)
        ? e
        : fail(ctx, ERR_MISSING, "there is no such invitation");
}

static bool may_answer(const struct visitor *visitor, str body, int64_t asked)
{
    const struct about about = { .body = body };
    return may(visitor, DEED_SEAT, &about) || (visitor && visitor->id > 0 && visitor->id == asked);
}

result seat_must_answer(struct ctx *ctx, const struct visitor *visitor, str body, int64_t asked)
{
    const struct about about = { .body = body };
    return may_answer(visitor, body, asked) ? OK : must_may(ctx, visitor, DEED_SEAT, &about);
}

result seats_waiting(struct ctx *ctx, struct db *db, const struct visitor *visitor,
                     struct seat_waiting_out_list *rows)
{
    size_t n = 0;
    result e = query_seat_waiting(ctx, db, &(struct seat_waiting_in){ COMMUNITY_FIRST, SEAT_INVITED }, rows);
    for (size_t i = 0; !e && i < rows->n; i++)
        if (may_answer(visitor, rows->at[i].body, rows->at[i].asked))
            rows->at[n++] = rows->at[i];
    rows->n = e ? 0 : n;
    return e;
}

bool seat_is_late(const struct seat_row *row, date today)
{
    return str_equal(row->state, SEAT_INVITED) && row->due.day < today.day;
}

static result seat_set(const struct draft *draft, int64_t id, const struct seat_answering *a)
{
    bool is_plain = !a->takes; // who takes a place has no reason to give
    return query_seat_answer(draft->ctx, draft->db,
                             &(struct seat_answer_in){ .community = COMMUNITY_FIRST,
                                                       .id = id,
                                                       .state = a->takes ? SEAT_TAKEN : SEAT_DECLINED,
                                                       .words = is_plain ? a->words : (str){ 0 },
                                                       .office = a->office,
                                                       .account = drafter_account(&a->by),
                                                       .answered = a->by.at });
}

result seat_settle(const struct draft *draft, str party, instant at)
{
    struct seat_row_list seats;
    const struct seat_answering taken = { .takes = true, .by = { .at = at } };
    result e = seats_of(draft, &seats);
    for (size_t i = 0; !e && i < seats.n; i++)
        if (str_equal(seats.at[i].state, SEAT_INVITED) && str_same_name(seats.at[i].body, party))
            e = seat_set(draft, seats.at[i].id, &taken);
    return e;
}

static result words_check(struct ctx *ctx, struct seat_answering *a, str text, enum seat_part part,
                          const char *missing)
{
    size_t most = part == SEAT_PART_WORDS ? PUBLIC_WORDS_MAX : PUBLIC_LINE_MAX;
    const struct public_form form = { ctx, a->is_office, &a->looks_personal };
    a->part = part;
    return public_field_check(&form, text, most, missing);
}

static result answer_check(struct ctx *ctx, struct seat_answering *a)
{
    a->part = SEAT_PART_ANSWER;
    if (a->takes == a->declines)
        return fail(ctx, ERR_INPUT, "say whether it takes part");
    result e = a->declines ? words_check(ctx, a, a->words, SEAT_PART_WORDS, "say why not: everybody reads it")
                           : OK;
    return e ? e : words_check(ctx, a, a->office, SEAT_PART_OFFICE, "write the post or office that answers");
}

static result seat_tell(const struct draft *draft, const struct seat_row *row, const struct seat_answering *a)
{
    const struct draft_telling news = { .message = a->takes ? STR("seat-taken") : STR("seat-declined"),
                                        .party = row->body,
                                        .words = a->words,
                                        .offer = row->id,
                                        .at = a->by.at,
                                        .is_of_draft = true };
    return draft_tell(draft, &news);
}

result seat_answer(struct ctx *ctx, struct db *db, struct seat_answering *a)
{
    struct seat_row row;
    struct draft draft;
    int64_t account;
    result e = seat_read(ctx, db, a->id, &row);
    if (!e)
        e = seat_must_answer(ctx, a->by.visitor, row.body, row.asked);
    if (!e && !str_equal(row.state, SEAT_INVITED))
        e = fail(ctx, ERR_RULE, "this is answered already");
    if (!e)
        e = draft_by_id(ctx, db, row.draft_id, &a->by, &draft);
    if (!e)
        e = draft_must_be_open(&draft);
    if (!e)
        e = answer_check(ctx, a);
    if (!e)
        e = seat_tell(&draft, &row, a);
    if (!e && a->takes) {
        a->part = SEAT_PART_EMAIL;
        e = draft_speaker_put(&draft, row.body, a->email, a->by.at, &account);
    }
    return e ? e : seat_set(&draft, row.id, a);
}
