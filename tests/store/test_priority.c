// A priority with a clock: its case begins by itself, it is late though nobody says anything, whoever may says on which
// day it was done and takes that back; and what is not done in time is offered to the councillors, once.
#include "store/people.h"

#include "app/board.h"
#include "app/declare.h"
#include "app/priority.h"
#include "app/undone.h"

#define HEAD                                                                                                 \
    "- Area: North\n- Between: the council; the residents\n- Calendar: england-and-wales\n- Event: survey\n"
#define CLAUSES                                                                                              \
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"                                   \
    "- Clock: from report to completion, within 2 working days\n- Target: at least 90% each quarter\n"       \
    "- If target missed: scrutiny G2\n- If not done: call-for-action G1\n\n"                                 \
    "## Priority P1: Lamps\n- Provider: the council\n- Do: puts up four lamps\n"                             \
    "- Clock: by 30 January 2026\n- If not done: call-for-action G1\n\n"                                     \
    "## Priority P2: Crossing\n- Provider: the council\n- Do: builds a crossing\n"                           \
    "- Clock survey: from report to survey, by 20 January 2026\n"                                            \
    "- Clock built: from survey to completion, within 2 months\n- If not done: R1\n\n"                       \
    "## Information I1: Figures\n- Provider: the council\n- Do: publishes the figures\n"                     \
    "- Count: at least 1 report each month\n- If not done: call-for-action G3\n\n"                           \
    "## Redress R1: Late\n- Step 1: the council writes why, within 5 working days\n"

static const char FIRST[] = "# Charter: Deeds\n\n- Id: deeds\n" HEAD
                            "- In force: 1 January 2026 to 31 March 2026\n\n" CLAUSES;
static const char SECOND[] = "# Charter: Deeds\n\n- Id: deeds\n" HEAD
                             "- In force: 1 April 2026 to 31 December 2027\n\n" CLAUSES;
static const char *const CHARTERS[] = { FIRST, SECOND, NULL };

static const struct somebody PEOPLE[] = {
    { "Hal", "councillor", "", "North", "", false, false },
    { "Ina", "councillor", "", "South", "", false, false },
    { .name = NULL },
};

static result people(struct ctx *ctx, struct db *db, void *with)
{
    const struct world *w = with;
    return people_put(ctx, db, PEOPLE, w->now);
}

static result beat(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    const struct zone *zone;
    result e = advance(ctx, db, w);
    if (!e)
        e = zone_load(ctx, STR("Europe/London"), &zone);
    if (!e)
        e = priorities_begin(ctx, db, zone, w->now);
    return e ? e : undone_remind(ctx, db, zone, w->now);
}

static void tells(struct world *w, const char *now, const char *wanted)
{
    then(w, now, beat);
    in_store(w, told_read);
    assert_string_equal(w->got, wanted);
}

// How P1 and P2 stand: of each clock what is counted; and what is owed for them.
static result state_read(struct ctx *ctx, struct db *db, void *with)
{
    static const str labels[] = { STR_INIT("P1"), STR_INIT("P2.survey"), STR_INIT("P2.built") };
    struct world *w = with;
    struct board *board;
    size_t n = 0;
    w->got[0] = 0;
    result e = board_make(ctx, db, w->now, &board);
    if (e)
        return e;
    const struct judge_row_list *rows = &board->ledger->judged.rows;
    for (size_t l = 0; l < sizeof labels / sizeof *labels; l++)
        for (size_t i = 0; i < rows->n; i++) {
            const struct counts *c = &rows->at[i].counts;
            if (str_equal(rows->at[i].label, labels[l]) && counts_cases(c))
                n += (size_t)snprintf(w->got + n, sizeof w->got - n, "%.*s %s|", STR_ARGS(labels[l]),
                                      c->on_time           ? "on time"
                                          : c->late        ? "late"
                                          : c->not_yet_due ? "not yet due"
                                                           : "?");
        }
    board_close(board);
    struct cursor cursor;
    struct obligation_row row;
    e = query_obligation_each(ctx, db, &(struct obligation_each_in){ COMMUNITY_FIRST }, &cursor);
    while (!e && query_obligation_each_next(ctx, &cursor, &row))
        n += (size_t)snprintf(w->got + n, sizeof w->got - n, "%.*s for %.*s|", STR_ARGS(row.redress),
                              STR_ARGS(row.promise));
    return e ? e : cursor.failed;
}

static void stands(struct world *w, const char *wanted)
{
    in_store(w, state_read);
    assert_string_equal(w->got, wanted);
}

struct saying {
    const char *now, *label, *event, *day;
    bool takes_back;
    const char *wanted; // the sentence of what is wrong; "" for nothing
};

struct said_world {
    struct world *w;
    const struct saying *what;
};

static result say(struct ctx *ctx, struct db *db, void *with)
{
    const struct said_world *s = with;
    struct doer by = { VOICE_SERVICE, STR_INIT("an officer"), ID_NONE };
    struct desk desk;
    result e = desk_open(ctx, db, s->w->now, &by, &desk);
    if (e)
        return e;
    const struct document *document = desk.ledger->judged.documents.at[0].document;
    struct declaring d = { .document = document,
                           .clause = document_clause(document, str_from(s->what->label)) };
    date day;
    assert_true(date_parse(str_from(s->what->day), &day));
    struct declared said = { .words = STR("As the minutes say"),
                             .office = STR("Lighting Engineer"),
                             .from = day,
                             .event = str_from(s->what->event),
                             .takes_back = s->what->takes_back };
    return progress_say(&desk, &d, &said);
}

static void says(struct world *w, struct saying what)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    w->now = at(what.now);
    in_store(w, advance);
    result e = store_write(&ctx, w->store, say, &(struct said_world){ w, &what });
    assert_string_equal(e ? ctx.error.text : "", what.wanted);
    arena_close(ctx.arena);
}

// Begun on the first look; late on the day after its day, with nothing said; done late, and not done after all.
static void test_deed(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, CHARTERS, "2026-01-05T09:00:00");
    in_store(&w, people);
    tells(&w, "2026-01-05T09:00:00", "");
    stands(&w, "P1 not yet due|P2.survey not yet due|"); // what is built waits for its survey
    tells(&w, "2026-01-06T09:00:00", "");                // begun once
    says(&w, (struct saying){ "2026-01-19T10:00:00", "P2", "survey", "2026-01-16", false, "" });
    tells(
        &w, "2026-01-31T09:00:00",
        "Hal undone-offered link: /watch\ncount: 1\nlate: - 30/01/2026: Deeds, P1 Lamps (call-for-action G1)|");
    stands(&w, "P1 late|P2.survey on time|P2.built not yet due|");
    tells(
        &w, "2026-02-01T09:00:00", // January's figures are not there
        "Hal undone-offered link: /watch\ncount: 1\nlate: - 31/01/2026: Deeds, I1 Figures (call-for-action G3)|");
    tells(&w, "2026-02-02T09:00:00", "");
    says(&w, (struct saying){ "2026-02-03T10:00:00", "P1", "completion", "2026-01-29", false, "" });
    stands(&w, "P1 on time|P2.survey on time|P2.built not yet due|");
    says(&w,
         (struct saying){ "2026-02-03T11:00:00", "P1", "completion", "2026-01-29", false,
                          "it was said already that it is done" });
    says(&w, (struct saying){ "2026-02-04T10:00:00", "P1", "completion", "2026-02-04", true, "" });
    stands(&w, "P1 late|P2.survey on time|P2.built not yet due|");
    says(&w,
         (struct saying){ "2026-02-04T11:00:00", "P1", "completion", "2026-02-04", true,
                          "nobody has said that it is done" });
    says(&w,
         (struct saying){ "2026-02-04T12:00:00", "P1", "survey", "2026-02-04", false,
                          "choose what was done from the list" });
    tells(
        &w, "2026-03-17T09:00:00", // two months from the survey are over with the 16th
        "Hal undone-offered link: /watch\ncount: 1\nlate: - 28/02/2026: Deeds, I1 Figures (call-for-action G3)|");
    stands(&w, "P1 late|P2.survey on time|P2.built late|R1 for P2|");
    world_close(&w);
}

// What is not done goes on into the next version's own case; what is done is not asked for again.
static void test_next_version(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, CHARTERS, "2026-01-05T09:00:00");
    tells(&w, "2026-01-05T09:00:00", "");
    says(&w, (struct saying){ "2026-01-29T10:00:00", "P1", "completion", "2026-01-29", false, "" });
    then(&w, "2026-04-01T09:00:00", beat);
    stands(&w, "P1 on time|P2.survey late|P2.survey late|R1 for P2|R1 for P2|");
    world_close(&w);
}

// Reports that are late and not mended, and a figure that is confirmed as missed.
static void test_reports(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, (const char *const[]){ FIRST, NULL }, "2026-01-05T09:00:00");
    in_store(&w, people);
    tells(&w, "2026-01-05T09:00:00", "");
    w.wanted = "A-1";
    then(&w, "2026-02-02T10:00:00", report); // a Monday: late on Thursday 5
    w.wanted = "A-2";
    then(&w, "2026-02-02T10:00:00", report);
    tells(
        &w, "2026-02-04T09:00:00",
        "Hal undone-offered link: /watch\ncount: 2\nlate: - 31/01/2026: Deeds, I1 Figures (call-for-action G3)"
        "\n\t- 30/01/2026: Deeds, P1 Lamps (call-for-action G1)|");
    tells(
        &w, "2026-02-05T09:00:00",
        "Hal undone-offered link: /watch\ncount: 1\nlate: - 04/02/2026: Deeds, S1 Litter: 2 × (call-for-action G1)|");
    tells(&w, "2026-02-06T09:00:00", "");
    then(&w, "2026-04-01T08:00:00", advance);
    then(&w, "2026-04-27T08:00:00", advance); // confirmed by itself
    tells(
        &w, "2026-05-05T09:00:00",
        "Hal undone-offered link: /watch\ncount: 2\nlate: - 28/02/2026: Deeds, I1 Figures (call-for-action G3)"
        "\n\t- 31/03/2026: Deeds, S1 Litter (scrutiny G2)|");
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_deed), cmocka_unit_test(test_next_version),
                                        cmocka_unit_test(test_reports) };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
