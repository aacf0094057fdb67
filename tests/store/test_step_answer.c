// Steps of redress under people's hands: answered, put right, taken back, paid by two; what each comes to, who is told,
// and whether a rebuilt store says the same.
#include "store/playing.h"

#include "app/closing.h"
#include "app/outbox.h"
#include "app/owed_review.h"
#include "app/person.h"
#include "app/step_answer.h"

static const char CHARTER[] =
    "# Charter: Owing\n\n- Id: owing\n- Area: North\n- Between: the council; the second contractor; the residents\n"
    "- Funds: the Green Fund\n- In force: 1 January 2026 to 31 December 2027\n- Calendar: england-and-wales\n\n"
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 2 working days\n- Target: at least 90% each quarter\n"
    "- If late: R1\n- If target missed: R2\n\n"
    "## Redress R1: One late case\n"
    "- Step 1: the provider gives the reason and a new date, within 3 working days\n"
    "- Step 2: the second contractor puts it right, within 5 working days\n"
    "- Step 3: the council pays £10.50 to the person who reported, within 20 working days\n\n"
    "## Redress R2: A miss\n- When: the target is missed\n"
    "- Step 1: the council writes why, within 20 working days\n"
    "- Step 2: the council funds £5 to £20, decided by the council, to the Green Fund, within 2 months\n";

static const char *const CHARTERS[] = { CHARTER, NULL };

struct acting {
    const char *at, *deed, *who; // deed: "answer", "confirm", "take back", "ask" for a review, "right" to one
    int step;
    const char *day, *more,
        *wanted; // more: the new day, or pence, or which of those that stand; wanted: the sentence, or what the
                 // step is then
};

static struct step_key key_of(const struct playing *p, int step)
{
    return (struct step_key){ .document = STR("owing"),
                              .promise = STR("S1"),
                              .redress = p->is_case ? STR("R1") : STR("R2"),
                              .reference = p->is_case ? STR("A-1") : (str){ 0 },
                              .from = date_from_civil((struct civil){ 2026, 1, 5 }), // from which it binds
                              .step = step };
}

static result people_put(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    static const char *const names[] = { "Ada", "Ben" };
    bool is_new;
    result e = OK;
    for (size_t i = 0; i < 2 && !e; i++) {
        struct person person = { .id = ID_NONE, .name = str_from(names[i]), .way = STR("email") };
        person.email = str_format(ctx->arena, "%s@example.org", names[i]);
        e = person_add(ctx, db, &person);
        p->people[i] = person.id;
    }
    if (!e && p->is_case)
        e = person_bind(
            ctx, db,
            &(struct case_person_insert_in){ COMMUNITY_FIRST, p->w.case_id, p->people[0], PART_REPORTER },
            &is_new);
    return e;
}

static int64_t standing_at(const struct step_found *found, int64_t which)
{
    for (size_t i = 0; i < found->said.n; i++)
        if (step_fact_stands(found, &found->said.at[i]) && --which == 0)
            return found->said.at[i].id;
    return 0;
}

static result deed_do(struct desk *desk, struct playing *p, const struct step_found *found)
{
    const struct acting *a = p->act;
    int64_t pence = 0;
    (void)str_to_int(str_from(a->more), &pence);
    struct step_said said = { .words = STR("The lorry was broken."),
                              .office = STR("Head of Streets"),
                              .day = day_of(a->day),
                              .new_day = day_of(a->more),
                              .pence = pence,
                              .reference = STR("B 1"),
                              .of = standing_at(found, pence),
                              .reason = STR("it was another lorry") };
    str part = pence ? str_format(desk->ctx->arena, "%lld", (long long)said.of) : str_from(a->more);
    return strcmp(a->deed, "confirm") == 0  ? step_confirm(desk, found, &said)
        : strcmp(a->deed, "take back") == 0 ? step_take_back(desk, found, &said)
        : strcmp(a->deed, "ask") == 0       ? owed_review_ask(desk, STR("S1 R1 3"), STR("it never came"))
        : strcmp(a->deed, "right") == 0     ? dispute_answer(desk, true, STR("the bank sent it back"), part)
                                            : step_answer(desk, found, &said);
}

static result act_do(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    struct desk desk;
    struct step_found found;
    struct doer by = { VOICE_SERVICE, STR_INIT("an officer"), p->people[strcmp(p->act->who, "Ben") == 0] };
    struct step_key key = key_of(p, p->act->step);
    result e = desk_open(ctx, db, p->w.now, &by, &desk);
    if (!e && p->is_case)
        e = desk_take(&desk, key.reference);
    if (!e)
        e = step_find(ctx, db, desk.ledger, &key, &found);
    if (!e && p->seen >= 0)
        e = step_same(ctx, &found, p->seen);
    if (!e)
        e = deed_do(&desk, p, &found);
    return e ? e : step_settle(&desk, &found);
}

// "done late 2026-02-12, paid 1050, due: words (office)"
static result state_read(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    struct ledger *ledger;
    struct step_found found;
    struct step_key key = key_of(p, p->act->step);
    result e = playing_ledger(ctx, db, p, &ledger);
    if (!e)
        e = step_find(ctx, db, ledger, &key, &found);
    if (e)
        return e;
    const struct obligation_row *row = found.row;
    struct buffer day = buffer_open(64);
    if (!instant_is_none(row->done))
        date_write(&day, zone_date(ledger->zone, row->done, NULL));
    snprintf(p->said, sizeof p->said, "%s %.*s pays %lld said %zu%s: %.*s (%.*s)",
             step_state_words((enum step_state)row->state), STR_ARGS(buffer_str(&day)),
             (long long)(row->paid == ID_NONE ? -1 : row->paid), found.said.n, found.claim ? " waits" : "",
             STR_ARGS(row->answer), STR_ARGS(row->said_by));
    buffer_done(ctx->arena, &day);
    return OK;
}

static void acts(struct playing *p, const struct acting *act)
{
    p->act = act;
    playing_act(p, act->at, act->wanted);
}

static result told_read(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct outbox_row_list rows;
    size_t n = 0;
    w->got[0] = 0;
    result e = query_outbox_of_state(
        ctx, db, &(struct outbox_of_state_in){ COMMUNITY_FIRST, STATE_WAITING, 0, 100 }, &rows);
    for (size_t i = 0; i < rows.n && !e; i++)
        n += (size_t)snprintf(w->got + n, sizeof w->got - n, "%.*s|", STR_ARGS(rows.at[i].message));
    return e;
}

static result rows_read(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct obligation_row_list rows;
    size_t n = 0;
    result e = query_obligation_of_case(
        ctx, db, &(struct obligation_of_case_in){ COMMUNITY_FIRST, w->case_id }, &rows);
    w->got[0] = 0;
    for (size_t i = 0; i < rows.n && !e; i++) {
        const struct obligation_row *o = &rows.at[i];
        n += (size_t)snprintf(w->got + n, sizeof w->got - n, "%lld %lld %lld %lld %.*s|", (long long)o->step,
                              (long long)o->state, (long long)o->done.second, (long long)o->paid,
                              STR_ARGS(o->answer));
    }
    return e;
}

static result rebuild(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    return derived_rebuild(ctx, db, w->now);
}

// The rows as they were kept are those that the facts make.
static void is_as_rebuilt(struct world *w)
{
    char kept[sizeof w->got];
    in_store(w, rows_read);
    memcpy(kept, w->got, sizeof kept);
    in_store(w, rebuild);
    in_store(w, rows_read);
    assert_string_equal(w->got, kept);
}

static struct playing play(bool is_case)
{
    struct playing p = playing_open(CHARTERS);
    p.is_case = is_case;
    then(&p.w, "2026-02-02T10:00:00", report); // a Monday: late on Thursday 5
    in_store(&p.w, people_put);
    return p;
}

static void test_of_case(void **state)
{
#define LATER "; put on record on "
    static const struct acting list[] = {
        { "2026-02-05T09:00:00", "answer", "Ada", 1, "2026-02-04", "2026-02-20",
          "the promise was missed on 5 February 2026: what is owed for that can't have been done before" },
        { "2026-02-05T09:00:00", "answer", "Ada", 1, "2026-02-06", "2026-02-20",
          "it can't have been done yet on 6 February 2026: today is 5 February 2026" },
        { "2026-02-05T09:00:00", "answer", "Ada", 1, "2026-02-05", "",
          "write the new date, such as 20 12 2026" },
        { "2026-02-05T09:00:00", "answer", "Ada", 1, "2026-02-05", "2026-02-04",
          "a new date can't lie in the past" },
        { "2026-02-05T09:00:00", "answer", "Ada", 2, "2026-02-05", "",
          "its turn has not come, or nothing is owed by it" },
        { "2026-02-05T09:00:00", "answer", "Ada", 1, "2026-02-05", "2026-02-20",
          "done 2026-02-05 pays -1 said 1: The lorry was broken. New date: 20 February 2026. (Head of Streets)" },
        { "2026-02-06T09:00:00", "answer", "Ada", 1, "2026-02-06", "2026-02-21",
          "done 2026-02-06 pays -1 said 2: The lorry was broken. New date: 21 February 2026. Put right because: "
          "it was another lorry. (Head of Streets)" },
        // Five working days from the 6th end with the 13th; of a day that is all that is known, its end counts.
        { "2026-02-18T09:00:00", "answer", "Ada", 2, "2026-02-13", "",
          "done 2026-02-13 pays -1 said 1: The lorry was broken. (Head of Streets" LATER
          "18 February 2026)" },
        { "2026-02-18T09:00:00", "take back", "Ada", 2, "", "", "overdue  pays -1 said 2:  ()" },
        { "2026-02-18T10:00:00", "answer", "Ada", 2, "2026-02-16", "",
          "done late 2026-02-16 pays -1 said 3: The lorry was broken. (Head of Streets" LATER
          "18 February 2026)" },
        { "2026-02-18T11:00:00", "answer", "Ada", 3, "2026-02-18", "1051",
          "£10.50 is owed, and no more: its working stands above" },
        { "2026-02-18T11:00:00", "answer", "Ada", 3, "2026-02-18", "0",
          "write how much was paid, in pounds and pence, such as 12.50" },
        { "2026-02-18T11:00:00", "answer", "Ada", 3, "2026-02-18", "1050", "open  pays 0 said 1 waits:  ()" },
        { "2026-02-18T12:00:00", "answer", "Ben", 3, "2026-02-18", "1050",
          "a payment is recorded already, and waits for somebody to confirm it" },
        { "2026-02-18T12:00:00", "confirm", "Ada", 3, "", "",
          "you recorded this payment: somebody else has to confirm that it was made" },
        { "2026-02-19T12:00:00", "take back", "Ben", 3, "", "", "open  pays 0 said 2:  ()" },
        { "2026-02-19T12:00:00", "confirm", "Ben", 3, "", "", "no payment waits to be confirmed" },
        { "2026-02-19T13:00:00", "answer", "Ben", 3, "2026-02-18", "1050", "open  pays 0 said 3 waits:  ()" },
        { "2026-02-20T13:00:00", "confirm", "Ada", 3, "", "",
          "done 2026-02-18 pays 1050 said 4: £10.50 paid to the person who reported. Reference: B 1. The lorry was "
          "broken. (Head of Streets" LATER "19 February 2026; confirmed by Head of Streets)" },
        { "2026-02-20T14:00:00", "answer", "Ada", 3, "2026-02-18", "1050",
          "it has been paid: take that back first, if it is wrong" },
        // In parts: each confirmed by somebody else, and the rest owed until the last.
        { "2026-02-21T09:00:00", "take back", "Ben", 3, "", "", "open  pays 0 said 5:  ()" },
        { "2026-02-21T09:30:00", "take back", "Ben", 3, "", "", "there is nothing to take back" },
        { "2026-02-23T09:00:00", "answer", "Ada", 3, "2026-02-23", "400", "open  pays 0 said 6 waits:  ()" },
        { "2026-02-23T10:00:00", "confirm", "Ada", 3, "", "",
          "you recorded this payment: somebody else has to confirm that it was made" },
        { "2026-02-23T10:00:00", "confirm", "Ben", 3, "", "", "open  pays 400 said 7:  ()" },
        { "2026-02-24T09:00:00", "answer", "Ben", 3, "2026-02-24", "651",
          "£6.50 is still owed, and no more: £4 of it is paid already" },
        { "2026-02-24T09:00:00", "answer", "Ben", 3, "2026-02-24", "650",
          "open  pays 400 said 8 waits:  ()" },
        { "2026-02-24T10:00:00", "confirm", "Ada", 3, "", "",
          "done 2026-02-24 pays 1050 said 9: £6.50 paid to the person who reported. Reference: B 1. The lorry "
          "was broken. (Head of Streets; confirmed by Head of Streets)" },
        { "2026-02-24T11:00:00", "answer", "Ada", 3, "2026-02-24", "1",
          "it has been paid: take that back first, if it is wrong" },
        // Each of the parts by itself: the others stay, and the last of them is a part again.
        { "2026-02-24T12:00:00", "take back", "Ben", 3, "", "", "choose which payment was not made" },
        { "2026-02-24T12:00:00", "take back", "Ben", 3, "", "1", "open  pays 650 said 10:  ()" },
        { "2026-02-24T12:10:00", "answer", "Ada", 3, "2026-02-24", "401",
          "£4 is still owed, and no more: £6.50 of it is paid already" },
        { "2026-02-24T12:10:00", "answer", "Ada", 3, "2026-02-24", "400",
          "open  pays 650 said 11 waits:  ()" },
        { "2026-02-24T12:20:00", "take back", "Ben", 3, "", "2", "open  pays 650 said 12:  ()" },
        { "2026-02-24T12:30:00", "answer", "Ada", 3, "2026-02-24", "400",
          "open  pays 650 said 13 waits:  ()" },
        { "2026-02-24T12:40:00", "confirm", "Ben", 3, "", "",
          "done 2026-02-24 pays 1050 said 14: £4 paid to the person who reported. Reference: B 1. The lorry was "
          "broken. (Head of Streets; confirmed by Head of Streets)" },
    };
    struct playing p = play(true);
    (void)state;
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        acts(&p, &list[i]);
    in_store(&p.w, told_read);
    assert_string_equal(
        p.w.got,
        "step-done|step-corrected|step-done|step-corrected|step-done|step-done|step-corrected|"
        "step-part|step-done|step-corrected|step-done|");
    is_as_rebuilt(&p.w);
    p.seen = 0; // a form that was opened before all that
    acts(&p,
         &(struct acting){ "2026-02-24T15:00:00", "take back", "Ben", 3, "", "",
                           "somebody answered this step while you wrote: look at what stands there now, and "
                           "send yours again if it still holds" });
    assert_int_equal(p.e, ERR_CONFLICT);
    world_close(&p.w);
}

// Whoever reported says that it never came: of a payment in parts the officer says which, or that none was made.
static void test_parts_reviewed(void **state)
{
#define PAID(day, sum)                                                                                       \
    "done 2026-02-" day ": £" sum                                                                            \
    " paid to the person who reported. Reference: B 1. The lorry was broken. (Head of "                      \
    "Streets; confirmed by Head of Streets)"
    static const struct acting list[] = {
        { "2026-02-19T11:00:00", "answer", "Ada", 3, "2026-02-19", "400", "open  pays 0 said 1 waits:  ()" },
        { "2026-02-19T12:00:00", "confirm", "Ben", 3, "", "", "open  pays 400 said 2:  ()" },
        { "2026-02-19T12:10:00", "ask", "Ada", 3, "", "",
          "nothing that was done can be looked at again now" },
        { "2026-02-20T11:00:00", "answer", "Ada", 3, "2026-02-20", "650",
          "open  pays 400 said 3 waits:  ()" },
        { "2026-02-20T12:00:00", "confirm", "Ben", 3, "", "", PAID("20 pays 1050 said 4", "6.50") },
        { "2026-02-23T12:00:00", "ask", "Ada", 3, "", "", PAID("20 pays 1050 said 4", "6.50") },
        { "2026-02-23T13:00:00", "right", "Ben", 3, "", "", "choose which payment was not made" },
        { "2026-02-23T13:00:00", "right", "Ben", 3, "", "9999", "choose which payment was not made" },
        { "2026-02-23T13:00:00", "right", "Ben", 3, "", "1", "open  pays 650 said 5:  ()" },
        // What was taken back is no answer: what is paid anew is looked at again with the part that stands.
        { "2026-02-24T11:00:00", "answer", "Ada", 3, "2026-02-24", "400",
          "open  pays 650 said 6 waits:  ()" },
        { "2026-02-24T12:00:00", "confirm", "Ben", 3, "", "", PAID("24 pays 1050 said 7", "4") },
        { "2026-02-25T12:00:00", "ask", "Ada", 3, "", "", PAID("24 pays 1050 said 7", "4") },
        { "2026-02-25T13:00:00", "right", "Ben", 3, "", "all", "open  pays 0 said 9:  ()" },
    };
    struct playing p = play(true);
    (void)state;
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        acts(&p, &list[i]);
    is_as_rebuilt(&p.w);
    world_close(&p.w);
}

static void test_of_target(void **state)
{
    static const struct acting list[] = {
        { "2026-05-01T09:00:00", "answer", "Ada", 1, "2026-03-30", "",
          "the promise was missed on 31 March 2026: what is owed for that can't have been done before" },
        { "2026-05-01T09:00:00", "answer", "Ada", 1, "2026-05-01", "",
          "done 2026-05-01 pays -1 said 1: The lorry was broken. (Head of Streets)" },
        { "2026-05-02T09:00:00", "answer", "Ada", 2, "2026-05-02", "2001",
          "at most £20 is owed: its working stands above" },
        { "2026-05-02T09:00:00", "answer", "Ada", 2, "2026-05-02", "1999", "open  pays 0 said 1 waits:  ()" },
        { "2026-05-02T10:00:00", "take back", "Ada", 1, "", "", "open  pays -1 said 2:  ()" },
        { "2026-05-29T10:00:00", "answer", "Ben", 1, "2026-05-28", "",
          "done late 2026-05-28 pays -1 said 3: The lorry was broken. (Head of Streets; put on record on 29 May "
          "2026)" },
        { "2026-05-29T11:00:00", "confirm", "Ben", 2, "", "",
          "done 2026-05-02 pays 1999 said 2: £19.99 paid to the Green Fund. Reference: B 1. The lorry was broken. "
          "(Head of Streets; confirmed by Head of Streets)" },
    };
    struct playing p = play(false);
    (void)state;
    then(&p.w, "2026-02-10T10:00:00", finish);
    p.w.case_id = 0; // of targets only
    then(&p.w, "2026-04-01T08:00:00", advance);
    then(&p.w, "2026-04-27T08:00:00", advance); // confirmed: 20 working days from here are over with 27 May
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        acts(&p, &list[i]);
    is_as_rebuilt(&p.w);
    world_close(&p.w);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_of_case), cmocka_unit_test(test_parts_reviewed),
                                        cmocka_unit_test(test_of_target) };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
