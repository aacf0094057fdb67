// Figures under people's hands: confirmed, corrected to what the record says, replied to; not twice, not both at once;
// what becomes of redress; and whether what was published can be counted again.
#include "store/playing.h"

#include "app/figure.h"

static const char CHARTER[] =
    "# Charter: Counting\n\n- Id: counting\n- Area: North\n- Between: the council; the county; the residents\n"
    "- In force: 1 January 2026 to 31 December 2027\n- Calendar: england-and-wales\n\n"
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 2 working days\n- Target: at least 90% each quarter\n"
    "- If target missed: R2\n\n"
    "## Redress R2: A miss\n- When: the target is missed\n"
    "- Step 1: the council writes why, within 20 working days\n";

static const char *const CHARTERS[] = { CHARTER, NULL };

struct acting {
    const char *at, *deed, *body; // deed: "confirm", "correct", "reply"; body: whose officer acts
    const char *words, *office, *wanted;
};

static struct role_held ROLE = { .role = ROLE_NEIGHBOURHOODS };

static struct visitor visitor_of(const struct playing *p)
{
    ROLE.body = str_from(p->act->body);
    struct visitor v = { .id = 77, .person = ID_NONE, .is_staff = true };
    v.roles.at = &ROLE;
    v.roles.n = 1;
    return v;
}

static struct figure_key key_of(void)
{
    return (struct figure_key){ .document = STR("counting"),
                                .clause = STR("S1"),
                                .last = date_from_civil((struct civil){ 2026, 3, 31 }) };
}

static result found_of(struct ctx *ctx, struct db *db, struct ledger *ledger, const struct visitor *visitor,
                       struct figure_found *found)
{
    result e = ledger_rows(ctx, db, ledger);
    return e ? e : figure_find(ctx, db, &(struct figure_asked){ ledger, visitor, key_of() }, found);
}

static result act_do(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    const struct acting *a = p->act;
    struct visitor visitor = visitor_of(p);
    struct doer by = { VOICE_SERVICE, STR_INIT("an officer"), ID_NONE };
    struct figure_said said = { .words = str_from(a->words), .office = str_from(a->office) };
    struct figure_found found;
    struct desk desk;
    bool is_reply = strcmp(a->deed, "reply") == 0;
    result e = desk_open(ctx, db, p->w.now, &by, &desk);
    if (!e)
        e = found_of(ctx, db, desk.ledger, &visitor, &found);
    if (!e && p->seen >= 0)
        e = figure_same(ctx, &found, p->seen);
    if (!e)
        e = is_reply                          ? figure_reply(&desk, &found, &said)
            : strcmp(a->deed, "correct") == 0 ? figure_correct(&desk, &found, &said)
                                              : figure_confirm(&desk, &found, &said);
    return e || is_reply ? e : figure_settle(&desk, &found);
}

// "confirmed missed 0 of 1. Words (office) said 2 same follows 0 may 1"
static result state_read(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    struct ledger *ledger;
    struct figure_found found;
    struct visitor visitor = visitor_of(p);
    result e = playing_ledger(ctx, db, p, &ledger);
    if (!e)
        e = found_of(ctx, db, ledger, &visitor, &found);
    if (e)
        return e;
    const struct fact_row *f = &found.said.at[found.said.n - 1];
    snprintf(p->said, sizeof p->said, "%.*s %.*s %.*s (%.*s) said %zu%s follows %d%s", STR_ARGS(f->name),
             STR_ARGS(f->value), STR_ARGS(f->words), STR_ARGS(f->said_by), found.said.n,
             found.is_same ? " same" : "", (int)figure_follows(&found),
             figure_may(ctx, &visitor, found.row->account->promise) ? " may" : "");
    return OK;
}

static void acts(struct playing *p, const struct acting *act)
{
    p->act = act;
    playing_act(p, act->at, act->wanted);
}

// What was done late was done in time, as is found out later.
static result finish_earlier(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct fact_insert_in fact = fact_new(FACT_EVENT, at("2026-02-03T10:00:00"), w->now);
    fact.name = STR("completion");
    result e = fact_of(ctx, db, fact, w->case_id);
    return e ? e : update(ctx, db, w);
}

static struct playing play(void)
{
    struct playing p = playing_open(CHARTERS);
    then(&p.w, "2026-02-02T10:00:00", report); // a Monday: late on Thursday 5
    then(&p.w, "2026-02-10T10:00:00", finish);
    then(&p.w, "2026-04-01T08:00:00", advance); // published as provisional
    return p;
}

static void owes(struct playing *p, const char *wanted)
{
    in_store(&p->w, read_openings);
    assert_string_equal(p->w.got, wanted);
}

// Each that was published, counted again as of then and from what was on record then.
static result count_again(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct fact_row_list facts;
    size_t n = 0;
    result e = query_fact_of_kind(ctx, db, &(struct fact_of_kind_in){ COMMUNITY_FIRST, FACT_PUBLISHED },
                                  &facts);
    w->got[0] = 0;
    for (size_t i = 0; i < facts.n && !e; i++) {
        const struct fact_row *f = &facts.at[i];
        struct ledger *ledger;
        e = figures_judge(ctx, db, &(struct figures_when){ f->happened, f->recorded, f->id }, &ledger);
        for (size_t r = 0; !e && r < ledger->judged.rows.n; r++) {
            const struct judge_row *row = &ledger->judged.rows.at[r];
            if (row->period.to.day == f->period_to.day)
                n += (size_t)snprintf(w->got + n, sizeof w->got - n, "%d%d|",
                                      str_equal(f->value, figure_value(ctx, row)),
                                      str_starts(f->words, figure_counts(ctx, row)));
        }
    }
    return e;
}

#define REPLY "it is dirty all the same"

static void test_confirmed_and_corrected(void **state)
{
    static const struct acting before[] = {
        { "2026-04-02T09:00:00", "correct", "the council", "It was another day", "Head of Streets",
          "the record says what was published: put right what is wrong in it first, and the figure follows" },
        { "2026-04-02T09:00:00", "confirm", "the council", "", "", "write the post or office that says so" },
        { "2026-04-02T09:00:00", "confirm", "the council", "", "Mr Smith",
          "everybody will read this, and \"Mr Smith\" looks like a name: take it out, or say below that it is an "
          "office's" },
        { "2026-04-02T09:00:00", "reply", "the council", REPLY, "Leader",
          "only another party of the charter replies to a figure" },
        { "2026-04-02T09:00:00", "reply", "the county", "", "Leader",
          "write the reply: everybody reads it beside the figure" },
        { "2026-04-02T09:00:00", "reply", "the county", REPLY, "Leader",
          "reply  it is dirty all the same. (Leader, the county) said 2 same follows 1" },
    };
    static const struct acting confirmed[] = {
        { "2026-04-03T09:00:00", "confirm", "the council", "", "Head of Streets",
          "confirmed missed 0 of 1. Confirmed by its provider. (Head of Streets) said 3 same follows 2 may" },
        { "2026-04-03T10:00:00", "confirm", "the council", "", "Head of Streets", "it is confirmed already" },
        { "2026-04-30T10:00:00", "confirm", "the council", "", "Head of Streets", "it is confirmed already" },
    };
    static const struct acting after[] = {
        { "2026-05-05T09:00:00", "confirm", "the council", "", "Head of Streets", "it is confirmed already" },
        { "2026-05-05T09:00:00", "correct", "the council", "", "Head of Streets",
          "write why the figure is another one now: everybody reads it" },
        { "2026-05-05T09:00:00", "correct", "the council", "The sheet came late", "Head of Streets",
          "corrected kept 1 of 1. The sheet came late. (Head of Streets) said 4 same follows 0 may" },
        { "2026-05-05T09:00:01", "correct", "the council", "The sheet came late", "Head of Streets",
          "the record says what was published: put right what is wrong in it first, and the figure follows" },
        { "2026-05-06T09:00:00", "reply", "the county", REPLY, "Leader",
          "reply  it is dirty all the same. (Leader, the county) said 5 same follows 0" },
    };
    struct playing p = play();
    (void)state;
    owes(&p, "");
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        acts(&p, &before[i]);
    owes(&p, "");
    for (size_t i = 0; i < sizeof confirmed / sizeof *confirmed; i++)
        acts(&p, &confirmed[i]);
    owes(&p, "S1 step 1|");
    then(&p.w, "2026-05-04T10:00:00", finish_earlier);
    owes(&p, "S1 step 1|"); // what is published counts, not what is counted
    p.seen = 1;             // a form that was opened before all that
    acts(&p,
         &(struct acting){
             "2026-05-04T11:00:00", "correct", "the council", "The sheet came late", "Head",
             "somebody said something of this figure while you wrote: look at what stands there now, "
             "and send yours again if it still holds" });
    assert_int_equal(p.e, ERR_CONFLICT);
    p.seen = -1;
    for (size_t i = 0; i < sizeof after / sizeof *after; i++)
        acts(&p, &after[i]);
    owes(&p, "");
    in_store(&p.w, count_again);
    assert_string_equal(p.w.got, "11|11|11|");
    world_close(&p.w);
}

// While something of it is open and in time nobody can say what it comes to; by itself it is confirmed later.
static void test_not_final(void **state)
{
    struct playing p = { .seen = -1 };
    (void)state;
    world_open(&p.w, CHARTERS, "2026-01-05T09:00:00");
    p.w.wanted = "A-1";
    then(&p.w, "2026-03-31T10:00:00", report);
    then(&p.w, "2026-04-01T08:00:00", advance);
    acts(&p,
         &(struct acting){
             "2026-04-01T09:00:00", "confirm", "the council", "", "Head",
             "1 of the period is open and in time: its figure can be confirmed or corrected when "
             "nothing can change it any more." });
    then(&p.w, "2026-04-01T10:00:00", finish);
    acts(&p,
         &(struct acting){ "2026-04-01T11:00:00", "confirm", "the council", "", "Head",
                           "the record does not say what was published any more: correct it" });
    acts(&p,
         &(struct acting){ "2026-04-01T11:00:00", "correct", "the council", "All is done by now", "Head",
                           "corrected kept 1 of 1. All is done by now. (Head) said 2 same follows 0 may" });
    world_close(&p.w);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_confirmed_and_corrected),
                                        cmocka_unit_test(test_not_final) };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
