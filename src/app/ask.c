#include "app/ask.h"

#include "app/outbox.h"
#include "app/public_words.h"
#include "app/seat.h"
#include "app/working_day.h"

static result line_check(struct ctx *ctx, struct asking *a, str text, enum ask_part part, const char *missing)
{
    size_t most = part == ASK_PART_MATTERS ? PUBLIC_WORDS_MAX : PUBLIC_LINE_MAX;
    const struct public_form form = { ctx, a->is_office, &a->looks_personal };
    result e = public_field_check(&form, text, most, missing);
    a->part = e ? part : a->part;
    return e;
}

static result asking_check(struct ctx *ctx, struct asking *a)
{
    result e = line_check(ctx, a, a->party, ASK_PART_PARTY, "write what your group is called");
    if (!e && str_find(a->party, STR(";")) < a->party.n) {
        a->part = ASK_PART_PARTY;
        e = fail(ctx, ERR_INPUT, "write the name of one group, without a semicolon");
    }
    if (!e)
        e = line_check(ctx, a, a->spoken, ASK_PART_SPOKEN,
                       "say for how many people it speaks, and how you know");
    if (!e)
        e = line_check(ctx, a, a->place, ASK_PART_PLACE, "write for which place");
    if (!e)
        e = line_check(ctx, a, a->matters, ASK_PART_MATTERS, "say what matters most there");
    return e ? e : line_check(ctx, a, a->broker, ASK_PART_BROKER, NULL);
}

static result waiting_check(struct ctx *ctx, struct db *db, const struct asking *a)
{
    struct ask_row_list rows;
    int n = 0;
    result e = query_ask_of_account(ctx, db, &(struct ask_of_account_in){ COMMUNITY_FIRST, a->account },
                                    &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        n += str_equal(rows.at[i].state, ASK_OPEN);
    return e || n < ASK_OPEN_MAX
        ? e
        : fail(ctx, ERR_RULE,
               "you have asked for %d charters that are not answered yet: wait for one of them", n);
}

static result tell(struct ctx *ctx, struct db *db, const struct ask_row *row, str message, instant at)
{
    struct person_row person = { .id = ID_NONE };
    if (row->account == ID_NONE)
        return OK;
    result e = account_person(ctx, db, row->account, &person);
    struct buffer day = buffer_open(64);
    date_write_words(&day, row->due);
    struct telling_one telling = {
        .person_id = person.id, .way = STR("email"), .message = message, .at = at
    };
    telling.once = str_format(ctx->arena, "%.*s %lld", STR_ARGS(message), (long long)row->id);
    telling.detail = str_format(ctx->arena,
                                "what: %.*s\nparty: %.*s\nday: %.*s\nnews: %.*s\nlink: /charters/asked#a%lld",
                                STR_ARGS(row->place), STR_ARGS(row->party), STR_ARGS(buffer_str(&day)),
                                STR_ARGS(detail_lines(ctx, row->words)), (long long)row->id);
    buffer_close(&day);
    return e ? e : outbox_tell_one(ctx, db, &telling);
}

result ask_read(struct ctx *ctx, struct db *db, int64_t id, struct ask_row *row)
{
    bool is_found;
    result e = query_ask_by_id(ctx, db, &(struct ask_by_id_in){ COMMUNITY_FIRST, id }, row, &is_found);
    return e || is_found ? e : fail(ctx, ERR_MISSING, "nobody asked for that");
}

// Whoever answers for those kinds there is named at once: whoever asks may add to them and take out.
static result bodies_name(struct ctx *ctx, struct db *db, const struct asking *a)
{
    struct seat_bodies found;
    const struct visitor visitor = { .id = a->account };
    struct seats_naming naming = { a->id, a->directory, &visitor, { 0 }, a->today };
    const struct seats_asked asked = { a->directory, a->services, a->place, a->today };
    result e = seats_find(ctx, db, &asked, &found);
    for (size_t i = 0; !e && i < found.n; i++) {
        str *slot = LIST_PUSH(ctx->arena, &naming.bodies);
        if (!slot)
            return arena_fail(ctx);
        *slot = found.at[i].body;
    }
    return e ? e : seats_name(ctx, db, &naming);
}

result ask_add(struct ctx *ctx, struct db *db, struct asking *a)
{
    struct ask_row row;
    date due = working_day_of(a->ledger, (str){ 0 }, a->today, ASK_WORKING_DAYS);
    result e = asking_check(ctx, a);
    if (!e)
        e = waiting_check(ctx, db, a);
    if (!e)
        e = query_ask_insert(ctx, db,
                             &(struct ask_insert_in){ COMMUNITY_FIRST, a->account, a->party, a->spoken,
                                                      a->place, a->matters, a->broker, ASK_OPEN, a->at, due,
                                                      a->services },
                             &a->id);
    if (!e)
        e = bodies_name(ctx, db, a);
    if (!e)
        e = ask_read(ctx, db, a->id, &row);
    return e ? e : tell(ctx, db, &row, STR("charter-asked"), a->at);
}

static result open_read(struct ctx *ctx, struct db *db, int64_t id, struct ask_row *row)
{
    result e = ask_read(ctx, db, id, row);
    return e || str_equal(row->state, ASK_OPEN) ? e : fail(ctx, ERR_RULE, "this is answered already");
}

static result words_check(struct ctx *ctx, struct ask_answering *a, str text, enum ask_part part,
                          const char *missing)
{
    size_t most = part == ASK_PART_WORDS ? PUBLIC_WORDS_MAX : PUBLIC_LINE_MAX;
    const struct public_form form = { ctx, a->is_office, &a->looks_personal };
    result e = public_field_check(&form, text, most, missing);
    a->part = e ? part : a->part;
    return e;
}

result ask_refuse(struct ctx *ctx, struct db *db, struct ask_answering *a)
{
    struct ask_row row;
    result e = open_read(ctx, db, a->id, &row);
    if (!e)
        e = words_check(ctx, a, a->words, ASK_PART_WORDS, "write why not: everybody reads it");
    if (!e)
        e = words_check(ctx, a, a->office, ASK_PART_OFFICE, "write the post or office that answers");
    if (!e)
        e = query_ask_answer(ctx, db,
                             &(struct ask_answer_in){
                                 COMMUNITY_FIRST, a->id, ASK_REFUSED, a->words, a->office, { 0 }, a->at });
    row.words = a->words;
    return e ? e : tell(ctx, db, &row, STR("charter-not-begun"), a->at);
}

result ask_drafted(struct ctx *ctx, struct db *db, int64_t id, str draft, instant at)
{
    struct ask_row row;
    result e = open_read(ctx, db, id, &row);
    return e
        ? e
        : query_ask_answer(
              ctx, db, &(struct ask_answer_in){ COMMUNITY_FIRST, id, ASK_DRAFT, { 0 }, { 0 }, draft, at });
}
