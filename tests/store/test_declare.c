// A departure declared and ended, and progress said: when it may, what it does to the figures with and without, and to
// what a miss leads to; not for others, not twice for the same days, not both at once.
#include "store/playing.h"

#include "app/declare.h"

static const char CHARTER[] =
    "# Charter: Leaving\n\n- Id: leaving\n- Area: North\n- Between: the council; the residents\n"
    "- In force: 1 January 2026 to 31 December 2027\n- Calendar: england-and-wales\n"
    "- Departure: a provider may depart for up to 10 days for an emergency, by a notice\n\n"
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 2 working days\n- Target: at least 90% each quarter\n"
    "- If target missed: R2\n\n"
    "## Priority P1: Gates\n- Provider: the council\n- Do: by 31 December 2026\n\n"
    "## Redress R2: A miss\n- When: the target is missed\n"
    "- Step 1: the council writes why, within 20 working days\n";

static const char *const CHARTERS[] = { CHARTER, NULL };

struct acting {
    const char *at, *deed; // deed: "declare", "end", "progress"
    const char *from, *until, *words, *office, *wanted;
};

static bool is_progress(const struct playing *p)
{
    return strcmp(p->act->deed, "progress") == 0;
}

static result declaring_open(struct ctx *ctx, struct db *db, const struct ledger *ledger,
                             const struct playing *p, struct declaring *d)
{
    const struct document *document = ledger->judged.documents.at[0].document;
    str label = is_progress(p) ? STR("P1") : STR("S1");
    *d = (struct declaring){ .document = document, .clause = document_clause(document, label) };
    return declare_read(ctx, db, is_progress(p) ? FACT_PROGRESS : FACT_DEPARTURE, d);
}

static result act_do(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    const struct acting *a = p->act;
    struct doer by = { VOICE_SERVICE, STR_INIT("an officer"), ID_NONE };
    struct declaring d;
    struct desk desk;
    result e = desk_open(ctx, db, p->w.now, &by, &desk);
    if (!e)
        e = declaring_open(ctx, db, desk.ledger, p, &d);
    if (!e && p->seen >= 0)
        e = declare_same(ctx, &d, p->seen);
    struct declared said = { .words = str_from(a->words),
                             .office = str_from(a->office),
                             .from = day_of(a->from),
                             .until = day_of(a->until),
                             .of = d.last };
    if (e)
        return e;
    return is_progress(p)             ? progress_say(&desk, &d, &said)
        : strcmp(a->deed, "end") == 0 ? departure_end(&desk, &d, &said)
                                      : departure_declare(&desk, &d, &said);
}

// "2026-02-02 to 2026-02-09: words (office) stands"; the last moment is the day before the one it ends with.
static result state_read(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    struct ledger *ledger;
    struct declaring d;
    result e = playing_ledger(ctx, db, p, &ledger);
    if (!e)
        e = declaring_open(ctx, db, ledger, p, &d);
    if (e)
        return e;
    const struct fact_row *f = &d.said.at[d.said.n - 1];
    struct buffer days = buffer_open(64);
    date_write(&days, zone_date(ledger->zone, f->happened, NULL));
    if (!instant_is_none(f->until)) {
        buffer_add(&days, STR(" to "));
        date_write(&days, zone_date(ledger->zone, (instant){ f->until.second - 1 }, NULL));
    }
    snprintf(p->said, sizeof p->said, "%.*s: %.*s (%.*s)%s", STR_ARGS(buffer_str(&days)), STR_ARGS(f->words),
             STR_ARGS(f->said_by), departure_stands(&d.said, f, p->w.now) ? " stands" : "");
    buffer_done(ctx->arena, &days);
    return OK;
}

static void acts(struct playing *p, const struct acting *act)
{
    p->act = act;
    playing_act(p, act->at, act->wanted);
}

// The quarter's figure with and without.
static result read_departed(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct board *board;
    result e = board_make(ctx, db, w->now, &board);
    if (e)
        return e;
    const struct promise_period *period = &charter_promise(&board->charters.at[0], STR("S1"))->periods.at[0];
    snprintf(w->got, sizeof w->got, "%.*s|%.*s", STR_ARGS(period->counts), STR_ARGS(period->departed));
    board_close(board);
    return OK;
}

static void departed(struct playing *p, const char *wanted)
{
    in_store(&p->w, read_departed);
    assert_string_equal(p->w.got, wanted);
}

static struct playing play(void)
{
    struct playing p = playing_open(CHARTERS);
    return p;
}

#define FLOOD "The depot is under water"

static void test_departure(void **state)
{
    static const struct acting list[] = {
        { "2026-02-02T08:00:00", "declare", "2026-02-01", "2026-02-04", FLOOD, "Director",
          "it can't begin before today, 2 February 2026: what was missed is not excused afterwards" },
        { "2026-02-02T08:00:00", "declare", "", "2026-02-04", FLOOD, "Director",
          "write the first day of it, such as 20 11 2026" },
        { "2026-02-02T08:00:00", "declare", "2026-06-01", "2026-06-04", FLOOD, "Director",
          "it is for emergencies: none is declared more than three months ahead" },
        { "2026-02-02T08:00:00", "declare", "2026-02-02", "2026-02-01", FLOOD, "Director",
          "its last day can't lie before its first" },
        { "2026-02-02T08:00:00", "declare", "2026-02-02", "2026-02-12", FLOOD, "Director",
          "the charter allows up to 10 days: 11 February 2026 is the last that it may have" },
        { "2026-02-02T08:00:00", "declare", "2026-02-02", "2026-02-11", "", "Director",
          "write the reason: everybody reads it" },
        { "2026-02-02T08:00:00", "declare", "2026-02-02", "2026-02-11", FLOOD, "",
          "write the post or office that says so" },
        { "2026-02-02T08:00:00", "declare", "2026-02-02", "2026-02-11", FLOOD, "Mr Smith",
          "everybody will read this, and \"Mr Smith\" looks like a name: take it out, or say below that it is an "
          "office's" },
        { "2026-02-02T08:00:00", "declare", "2026-02-02", "2026-02-11", FLOOD, "Director",
          "2026-02-02 to 2026-02-11: " FLOOD " (Director) stands" },
        { "2026-02-02T08:00:00", "declare", "2026-02-11", "2026-02-12", FLOOD, "Director",
          "a departure is declared for some of these days already: end that one first" },
    };
    static const struct acting ends[] = {
        { "2026-02-04T08:00:00", "end", "", "", "", "Director",
          "write why it ends earlier: everybody reads it" },
        { "2026-02-04T08:00:00", "end", "", "", "The water is gone", "Director",
          "2026-02-02 to 2026-02-04: The water is gone (Director)" },
        { "2026-02-04T09:00:00", "end", "", "", "The water is gone", "Director", "it is over already" },
        { "2026-02-04T10:00:00", "declare", "2026-02-08", "2026-02-12", FLOOD, "Director",
          "2026-02-08 to 2026-02-12: " FLOOD " (Director) stands" },
        { "2026-02-04T11:00:00", "end", "", "", "The forecast was wrong", "Director",
          "2026-02-08 to 2026-02-07: The forecast was wrong (Director)" },
    };
    struct playing p = play();
    (void)state;
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        acts(&p, &list[i]);
    then(&p.w, "2026-02-02T10:00:00", report); // on a day of it: late on Thursday 5
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        acts(&p, &ends[i]);
    p.w.wanted = "A-2";
    then(&p.w, "2026-02-09T10:00:00", report); // no day of it any more
    then(&p.w, "2026-02-10T10:00:00", finish);
    then(&p.w, "2026-02-10T11:00:00", advance);
    departed(&p, "1 of 2 on time|1 of 1 on time");
    then(&p.w, "2026-04-01T08:00:00", advance);
    then(&p.w, "2026-04-27T08:00:00", advance); // confirmed as missed, but not without its days
    in_store(&p.w, read_openings);
    assert_string_equal(p.w.got, "");
    p.seen = 1; // a form that was opened before all that
    acts(&p,
         &(struct acting){
             "2026-04-27T09:00:00", "declare", "2026-04-27", "2026-04-28", FLOOD, "Director",
             "somebody put something on record here while you wrote: look at what stands there now, "
             "and send yours again if it still holds" });
    assert_int_equal(p.e, ERR_CONFLICT);
    world_close(&p.w);
}

static void test_progress(void **state)
{
    static const struct acting list[] = {
        { "2026-02-02T08:00:00", "progress", "2026-02-03", "", "9 of 11 are up", "Manager",
          "that day is to come: today is 2 February 2026" },
        { "2026-02-02T08:00:00", "progress", "2026-01-04", "", "9 of 11 are up", "Manager",
          "the charter is in force from 5 January 2026" },
        { "2026-02-02T08:00:00", "progress", "", "", "9 of 11 are up", "Manager",
          "write the day on which it stood so, such as 20 11 2026" },
        { "2026-02-02T08:00:00", "progress", "2026-02-02", "", "", "Manager", "write how far it is" },
        { "2026-02-02T08:00:00", "progress", "2026-02-02", "", "9 of 11 are up", "Manager",
          "2026-02-02: 9 of 11 are up (Manager) stands" },
        { "2026-02-06T08:00:00", "progress", "2026-02-05", "", "All are up", "Manager",
          "2026-02-05: All are up (Manager; put on record on 6 February 2026) stands" },
    };
    struct playing p = play();
    (void)state;
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        acts(&p, &list[i]);
    world_close(&p.w);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_departure), cmocka_unit_test(test_progress) };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
