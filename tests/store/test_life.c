// A charter ended, suspended, gone on with, renewed, a party followed by another body: who may ask and answer, when it
// counts, and what it does to reports made before and after.
#include "store/world.h"

#include "app/documents.h"
#include "app/draft.h"
#include "app/life_act.h"
#include "app/outbox.h"
#include "app/promised.h"

#include "base/zone.h"
#include "web/life_note.h"

#define CHARTER_WITH(line)                                                                                    \
    "# Charter: Resting\n\n- Id: resting\n- Area: North\n- Between: the council; the police; the residents\n" \
    "- In force: 1 January 2026 to 31 December 2026\n- Calendar: england-and-wales\n" line                    \
    "- Successor: the unitary council takes over\n\n"                                                         \
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"                                    \
    "- Clock: from report to completion, within 2 working days\n- Target: at least 90% each quarter\n\n"      \
    "## Commitment C1: Reports\n- By: the residents\n- Service: litter\n- Count: at least 5 reports each quarter\n"

static const char *const CHARTERS[] = { CHARTER_WITH(""), NULL };
static const char *const WITH_NOTICE[] = { CHARTER_WITH("- Notice: 2 weeks\n"), NULL };
static const char BODIES[] = "name,kind,telephone,email,about,tracked\n"
                             "the council,district council,,,,yes\nthe police,police,,,,yes\n";
static const char ELECTIONS[] = "name,from,until\nAn election,2026-04-01,2026-05-07\n";

enum { COUNCIL, POLICE, STRANGER, COLLEAGUE, WHO }; // a colleague of the council's

struct acting {
    const char *at;
    int who;
    // what: "end", "yes", "no", "confirm", "refuse", "withdraw"; from: the day of a paper; to: its code, or the reason
    const char *what, *from, *to, *party, *wanted;
};

struct playing {
    struct world w;   // first: actions are given its address
    int64_t resident; // who spoke for the residents; 0 for nobody
    const struct acting *act;
    struct directory directory;
    struct arena *arena;
    bool is_stale;
    char said[400], code[20], used[20]; // of the sheet that was printed last; of the one before
};

static date day_of(const char *text)
{
    date day;
    return date_parse(str_from(text), &day) ? day : DATE_NONE;
}

static struct visitor visitor_of(int who, struct role_held *held)
{
    static const str bodies[] = {
        STR_INIT("the council"), STR_INIT("the police"), { 0 }, STR_INIT("the council")
    };
    struct visitor v = { .id = 10 + who, .person = 100 + who };
    *held = (struct role_held){ .role = ROLE_NEIGHBOURHOODS };
    if (who == STRANGER)
        return v;
    held->body = bodies[who];
    v.roles = (struct roles_held){ held, 1, 1 };
    return v;
}

static struct life_said said_of(const struct acting *a, int64_t act)
{
    static const str kinds[LIFE_KINDS] = { STR_INIT("end"),   STR_INIT("suspend"), STR_INIT("resume"),
                                           STR_INIT("renew"), STR_INIT("follow"),  STR_INIT("notice"),
                                           STR_INIT("unsay") };
    struct life_said said = { .from = day_of(a->from),
                              .to = day_of(a->to),
                              .words = STR("There are reasons."),
                              .party = str_from(a->party),
                              .office = STR("the Clerk"),
                              .authority = STR("minute 4"),
                              .was = STR("the council"),
                              .is = STR("the unitary council"),
                              .act = act,
                              .is_yes = strcmp(a->what, "yes") == 0 };
    for (int i = 0; i < LIFE_KINDS; i++)
        if (str_equal(kinds[i], str_from(a->what)))
            said.kind = (enum life_kind)i;
    return said;
}

// The sheet is printed where it can be, and filled in as it should be unless the act says otherwise.
static result paper_fill(struct playing *p, const struct life_found *found, const struct life_act *open,
                         struct life_said *said)
{
    const struct life_party *party = life_party(found, str_from(p->act->party));
    bool is_end = strlen(p->act->what) > strlen("yes");
    str code = { 0 };
    result e = party ? life_sheet_code(found, open, party, &code) : OK;
    if (code.n && !str_equal(code, str_from(p->code))) {
        memcpy(p->used, p->code, sizeof p->used);
        snprintf(p->code, sizeof p->code, "%.*s", STR_ARGS(code));
    }
    said->day = p->act->from[0] ? day_of(p->act->from) : found->today;
    said->code = str_equal(str_from(p->act->to), STR("used")) ? str_from(p->used)
        : p->act->to[0] && !is_end                            ? str_from(p->act->to)
                                                              : str_from(p->code);
    for (size_t i = 0; i < found->papers.n; i++)
        said->paper = found->papers.at[i].id;
    if (is_end)
        said->words = str_from(p->act->to);
    if (is_end && p->act->to[0])
        said->code = str_from(p->act->to);
    return e;
}

static bool paper_end_of(const char *what, enum paper_end *end)
{
    *end = strcmp(what, "confirm") == 0 ? PAPER_CONFIRM
        : strcmp(what, "refuse") == 0   ? PAPER_REFUSE
                                        : PAPER_WITHDRAW;
    return *end != PAPER_WITHDRAW || strcmp(what, "withdraw") == 0;
}

static result act_do(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    struct doer by = { VOICE_SERVICE, STR_INIT("an officer"), ID_NONE };
    struct desk desk;
    struct role_held held;
    struct visitor visitor = visitor_of(p->act->who, &held);
    visitor.id = p->act->who == STRANGER && p->resident ? p->resident : visitor.id;
    struct life_found found;
    result e = desk_open(ctx, db, p->w.now, &by, &desk);
    if (e)
        return e;
    const struct life_asker asker = { &visitor, desk.ledger, &p->directory };
    e = life_find(ctx, db, &asker, STR("resting"), &found);
    if (e)
        return e;
    const struct life_act *open = life_open_act(&found);
    struct life_said said = said_of(p->act, open ? open->id : 0);
    struct life_deed deed = {
        &desk, &p->directory, &visitor, STR_INIT("resting"), found.last - p->is_stale, p->w.now, false
    };
    bool answers = str_equal(str_from(p->act->what), STR("yes")) ||
        str_equal(str_from(p->act->what), STR("no"));
    enum paper_end end;
    bool ends = paper_end_of(p->act->what, &end);
    if (answers || ends)
        e = paper_fill(p, &found, open, &said);
    if (!e)
        e = ends      ? life_paper_end(&deed, end, &said)
            : answers ? life_reply(&deed, &said)
                      : life_ask(&deed, &said);
    snprintf(p->said, sizeof p->said, "%s", deed.is_settled ? "it counts" : "it is on record");
    return e;
}

static void acts(struct playing *p, const struct acting *act)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    p->act = act;
    then(&p->w, act->at, advance);
    if (store_write(&ctx, p->w.store, act_do, p))
        snprintf(p->said, sizeof p->said, "%s", ctx.error.text);
    arena_close(ctx.arena);
    assert_string_equal(p->said, act->wanted);
}

static void all(struct playing *p, const struct acting *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        acts(p, &list[i]);
}

static struct playing play_with(const char *const *charters)
{
    struct playing p = { .is_stale = false };
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    world_open(&p.w, charters, "2026-01-05T09:00:00");
    must(&ctx, bodies_parse(&ctx, STR("bodies"), str_from(BODIES), &p.directory.bodies));
    must(&ctx, elections_parse(&ctx, STR("elections"), str_from(ELECTIONS), &p.directory.elections));
    p.arena = ctx.arena;
    return p;
}

static struct playing play(void)
{
    return play_with(CHARTERS);
}

static void play_end(struct playing *p)
{
    world_close(&p->w);
    arena_close(p->arena);
}

// "S1 2026-01-05 to 2026-01-20 1 of 2 missed|", from the tables, held equal to what the facts alone come to.
static void rows_say(struct world *w, const struct ledger *ledger)
{
    size_t n = 0;
    w->got[0] = 0;
    for (size_t i = 0; i < ledger->judged.rows.n; i++) {
        const struct judge_row *r = &ledger->judged.rows.at[i];
        struct buffer days = buffer_open(64);
        date_write(&days, r->period.from);
        buffer_add(&days, STR(" to "));
        date_write(&days, r->period.to);
        n += (size_t)snprintf(w->got + n, sizeof w->got - n, "%.*s %.*s: %d, %d late %s|", STR_ARGS(r->label),
                              STR_ARGS(buffer_str(&days)), (int)counts_cases(&r->counts), (int)r->counts.late,
                              verdict_code(r->verdict));
        buffer_close(&days);
    }
}

static result read_rows(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct judge_options options;
    struct ledger *ledger;
    char derived[sizeof w->got];
    result e = community_time(ctx, db, w->now, &options);
    if (!e)
        e = ledger_open(ctx, db, &options, &ledger);
    if (!e)
        e = ledger_rows(ctx, db, ledger);
    if (e)
        return e;
    rows_say(w, ledger);
    memcpy(derived, w->got, sizeof derived);
    e = ledger_open(ctx, db, &options, &ledger);
    if (!e)
        e = ledger_cases(ctx, db, ledger);
    if (!e)
        e = judge_count(ctx, &ledger->options, &ledger->judged);
    if (!e)
        rows_say(w, ledger);
    if (!e)
        assert_string_equal(w->got, derived);
    return e;
}

static result rebuild(struct ctx *ctx, struct db *db, void *with)
{
    const struct world *w = with;
    return derived_rebuild(ctx, db, w->now);
}

static void rows(struct playing *p, const char *now, const char *wanted)
{
    expect(&p->w, now, read_rows, wanted);
    in_store(&p->w, rebuild);
    in_store(&p->w, read_rows);
    assert_string_equal(p->w.got, wanted);
}

static void reported(struct playing *p, const char *now, const char *reference)
{
    p->w.wanted = reference;
    then(&p->w, now, report);
}

// What stands above every page about it.
static result read_note(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct board *board;
    struct life_note note;
    result e = board_make(ctx, db, w->now, &board);
    if (e)
        return e;
    e = life_note_fill(ctx, &board->charters.at[0], &note);
    size_t n = 0;
    w->got[0] = 0;
    for (size_t i = 0; !e && i < note.lines.n; i++)
        n += (size_t)snprintf(w->got + n, sizeof w->got - n, "%.*s|", STR_ARGS(note.lines.at[i]));
    board_close(board);
    return e;
}

static void test_ended(void **state)
{
    struct playing p = play();
    (void)state;
    reported(&p, "2026-01-19T10:00:00", "A-1"); // due by the end of the 21st
    static const struct acting list[] = {
        { "2026-01-19T11:00:00", STRANGER, "end", "", "2026-01-20", "the council",
          "you don't speak for the council" },
        { "2026-01-19T11:00:00", COUNCIL, "end", "", "2026-01-20", "the police",
          "you don't speak for the police" },
        { "2026-01-19T11:00:00", COUNCIL, "end", "", "2026-01-20", "the residents",
          "choose the party that you speak for yourself" },
        { "2026-01-19T11:00:00", COUNCIL, "end", "", "2026-01-18", "the council",
          "its last day is today, 19 January 2026, at the earliest: nothing is ended backwards" },
        { "2026-01-19T11:00:00", COUNCIL, "end", "", "2026-12-31", "the council",
          "it ends on 31 December 2026 in any case" },
        { "2026-01-19T11:00:00", COUNCIL, "notice", "", "2026-06-30", "the council",
          "this charter has no line 'Notice': it ends early if all agree" },
        { "2026-01-19T11:00:00", COUNCIL, "end", "", "2026-01-20", "the council", "it is on record" },
        { "2026-01-19T11:01:00", COUNCIL, "end", "", "2026-01-22", "the council",
          "something is asked of the parties already: that is answered first" },
        { "2026-01-19T11:02:00", COUNCIL, "yes", "", "", "the council", "the council has answered already" },
        { "2026-01-19T11:03:00", STRANGER, "yes", "", "", "the residents",
          "you don't speak for the residents" },
        { "2026-01-19T12:00:00", POLICE, "yes", "", "", "the police", "it is on record" },
        { "2026-01-19T12:01:00", POLICE, "yes", "", "", "the residents", "it is on record" },
        { "2026-01-19T12:01:00", COUNCIL, "confirm", "", "", "the residents", "it counts" },
        { "2026-01-19T13:00:00", POLICE, "yes", "", "", "the residents",
          "this is settled already, or its day is over" },
    };
    all(&p, list, sizeof list / sizeof *list);
    reported(&p, "2026-01-20T10:00:00", "A-2"); // on its last day: under it still
    reported(&p, "2026-01-21T10:00:00", "A-3");
    rows(&p, "2026-01-30T09:00:00",
         "C1 2026-01-05 to 2026-01-20: 2, 0 late |S1 2026-01-05 to 2026-01-20: 2, 2 late missed|");
    in_store(&p.w, read_note);
    assert_string_equal(
        p.w.got,
        "This charter ended on 20 January 2026: There are reasons. Reports made by then stay under "
        "it, with what they are owed.|");
    acts(&p,
         &(struct acting){ "2026-01-30T10:00:00", COUNCIL, "suspend", "2026-02-01", "", "the council",
                           "this charter is over: what comes next is another draft" });
    play_end(&p);
}

// How many clocks whoever reports now is told of.
static result read_promised(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct judge_options options;
    struct ledger *ledger;
    struct promised_list promised;
    static const struct located nowhere;
    const struct promise_question question = { .service = STR_INIT("litter"),
                                               .located = &nowhere,
                                               .at = w->now };
    result e = community_time(ctx, db, w->now, &options);
    if (!e)
        e = ledger_open(ctx, db, &options, &ledger);
    if (!e)
        e = promise_for(ctx, ledger, &question, &promised);
    snprintf(w->got, sizeof w->got, "%zu", e ? 0 : promised.n);
    return e;
}

static void test_suspended(void **state)
{
    struct playing p = play();
    (void)state;
    reported(&p, "2026-01-19T10:00:00", "A-1");
    static const struct acting list[] = {
        { "2026-01-19T11:00:00", POLICE, "suspend", "2026-01-19", "", "the police",
          "it counts from tomorrow, 20 January 2026, at the earliest: nothing is changed backwards" },
        { "2026-01-19T11:00:00", POLICE, "resume", "2026-01-20", "", "the police", "it is not suspended" },
        { "2026-01-19T11:00:00", POLICE, "suspend", "2026-01-20", "2026-01-19", "the police",
          "the last day can't lie before the first" },
        { "2026-01-19T11:00:00", POLICE, "suspend", "2026-01-20", "", "the police", "it is on record" },
        { "2026-01-19T12:00:00", COUNCIL, "yes", "", "", "the council", "it is on record" },
        { "2026-01-19T12:01:00", COUNCIL, "no", "", "", "the residents", "it is on record" },
        { "2026-01-19T12:01:00", POLICE, "confirm", "", "", "the residents", "it is on record" },
        { "2026-01-19T12:02:00", COUNCIL, "yes", "", "", "the residents",
          "this is settled already, or its day is over" },
        { "2026-01-19T13:00:00", POLICE, "suspend", "2026-01-20", "", "the police", "it is on record" },
        { "2026-01-19T14:00:00", COUNCIL, "yes", "", "", "the council", "it is on record" },
        { "2026-01-19T15:00:00", COUNCIL, "yes", "", "", "the residents", "it is on record" },
        { "2026-01-19T15:00:00", POLICE, "confirm", "", "", "the residents", "it counts" },
    };
    all(&p, list, sizeof list / sizeof *list);
    expect(&p.w, "2026-01-19T16:00:00", read_promised, "1");
    reported(&p, "2026-01-20T10:00:00", "A-2"); // while it rests: under nothing
    expect(&p.w, "2026-01-20T10:01:00", read_promised, "0");
    in_store(&p.w, read_note);
    assert_string_equal(
        p.w.got,
        "This charter is suspended from 20 January 2026: There are reasons. No clock starts for "
        "reports made on those days; earlier ones go on.|");
    static const struct acting on[] = {
        { "2026-01-21T11:00:00", COUNCIL, "suspend", "2026-01-25", "", "the council",
          "it is suspended from 20 January 2026 already: let it go on first" },
        { "2026-01-21T11:00:00", COUNCIL, "resume", "2026-01-26", "", "the council", "it is on record" },
        { "2026-01-21T11:01:00", COUNCIL, "yes", "", "", "the residents", "it is on record" },
        { "2026-01-21T11:01:00", POLICE, "confirm", "", "", "the residents", "it is on record" },
        { "2026-01-21T11:02:00", POLICE, "yes", "", "", "the police", "it counts" },
    };
    all(&p, on, sizeof on / sizeof *on);
    reported(&p, "2026-01-26T10:00:00", "A-3");
    in_store(&p.w, read_note);
    assert_string_equal(
        p.w.got,
        "This charter was suspended from 20 January 2026 to 25 January 2026: There are reasons. "
        "Reports made on those days are in no figure.|");
    rows(&p, "2026-01-30T09:00:00",
         "C1 2026-01-05 to 2026-03-31: 2, 0 late |S1 2026-01-05 to 2026-03-31: 2, 2 late at_risk|");
    acts(&p,
         &(struct acting){ "2026-04-01T10:00:00", COUNCIL, "end", "", "2026-06-30", "the council",
                           "An election: nothing is signed until 7 May 2026, that day included" });
    rows(&p, "2026-04-01T11:00:00",
         "C1 2026-01-05 to 2026-03-31: 2, 0 late |C1 2026-04-01 to 2026-06-30: 0, 0 late not_yet_due|"
         "S1 2026-01-05 to 2026-03-31: 2, 2 late missed|S1 2026-04-01 to 2026-06-30: 0, 0 late not_yet_due|");
    play_end(&p);
}

static void test_rests_a_quarter(void **state)
{
    struct playing p = play();
    (void)state;
    static const struct acting list[] = {
        { "2026-03-30T11:00:00", COUNCIL, "suspend", "2026-04-01", "2026-06-30", "the council",
          "it is on record" },
        { "2026-03-30T11:01:00", COUNCIL, "yes", "", "", "the residents", "it is on record" },
        { "2026-03-30T11:01:00", POLICE, "confirm", "", "", "the residents", "it is on record" },
        { "2026-03-30T11:02:00", POLICE, "yes", "", "", "the police", "it counts" },
    };
    all(&p, list, sizeof list / sizeof *list);
    reported(&p, "2026-04-20T10:00:00", "A-1");
    rows(&p, "2026-07-01T09:00:00",
         "C1 2026-01-05 to 2026-03-31: 0, 0 late missed|C1 2026-04-01 to 2026-06-30: 0, 0 late |"
         "C1 2026-07-01 to 2026-09-30: 0, 0 late not_yet_due|S1 2026-01-05 to 2026-03-31: 0, 0 late no_cases|"
         "S1 2026-04-01 to 2026-06-30: 0, 0 late |S1 2026-07-01 to 2026-09-30: 0, 0 late not_yet_due|");
    play_end(&p);
}

static result read_last_day(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct judge_options options;
    struct ledger *ledger;
    struct buffer day = buffer_open(64);
    result e = community_time(ctx, db, w->now, &options);
    if (!e)
        e = ledger_open(ctx, db, &options, &ledger);
    if (!e)
        date_write(&day, document_in_force(ledger->judged.documents.at[0].document).to);
    snprintf(w->got, sizeof w->got, "%.*s", STR_ARGS(buffer_str(&day)));
    buffer_close(&day);
    return e;
}

static void test_renewed(void **state)
{
    struct playing p = play();
    (void)state;
    static const struct acting list[] = {
        { "2026-12-01T11:00:00", COUNCIL, "renew", "", "2026-12-31", "the council",
          "it is in force to 31 December 2026: the new last day is later" },
        { "2026-12-01T11:00:00", COUNCIL, "renew", "", "2057-12-31", "the council",
          "it is renewed by at most 10 years" },
        { "2026-12-01T11:00:00", COUNCIL, "renew", "", "2027-12-31", "the council", "it is on record" },
        { "2026-12-01T11:01:00", COUNCIL, "yes", "", "", "the residents", "it is on record" },
        { "2026-12-01T11:01:00", POLICE, "confirm", "", "", "the residents", "it is on record" },
        { "2026-12-31T11:02:00", POLICE, "yes", "", "", "the police", "it counts" },
    };
    all(&p, list, sizeof list / sizeof *list);
    expect(&p.w, "2027-01-02T09:00:00", read_last_day, "2027-12-31");
    in_store(&p.w, read_note);
    assert_string_equal(p.w.got, "Renewed to 31 December 2027: There are reasons.|");
    static const struct acting late[] = {
        { "2027-01-02T11:00:00", COUNCIL, "renew", "", "2028-12-31", "the council", "it is on record" },
        { "2028-01-01T11:01:00", COUNCIL, "yes", "", "", "the residents",
          "this charter is over: what comes next is another draft" },
    };
    all(&p, late, sizeof late / sizeof *late);
    play_end(&p);
}

// The text names the body that follows the council: the council's own word is enough. Then it is the party.
static void test_followed(void **state)
{
    struct playing p = play();
    (void)state;
    static const struct acting list[] = {
        { "2026-02-01T11:00:00", POLICE, "follow", "2026-06-01", "", "the police", "it is on record" },
        { "2026-02-01T11:01:00", COUNCIL, "yes", "", "", "the council", "it counts" },
        { "2026-06-01T11:00:00", COUNCIL, "end", "", "2026-06-30", "the council",
          "choose for which party you speak" },
        { "2026-06-01T11:01:00", POLICE, "end", "", "2026-06-30", "the police", "it is on record" },
        { "2026-06-01T11:02:00", POLICE, "yes", "", "", "the unitary council", "it is on record" },
        { "2026-06-01T11:02:00", COUNCIL, "confirm", "", "", "the unitary council", "it is on record" },
        { "2026-06-01T11:03:00", POLICE, "yes", "", "", "the residents", "it is on record" },
        { "2026-06-01T11:03:00", COUNCIL, "confirm", "", "", "the residents", "it counts" },
    };
    all(&p, list, sizeof list / sizeof *list);
    p.is_stale = true;
    acts(&p,
         &(struct acting){ "2026-06-01T11:04:00", POLICE, "end", "", "2026-06-20", "the police",
                           "somebody put something on record here while you wrote: look at what stands there "
                           "now, and send yours again if it still holds" });
    play_end(&p);
}

// The table of bodies says who follows whom: nothing has to be asked, and the new body answers.
static void test_followed_by_law(void **state)
{
    struct playing p = play();
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    (void)state;
    p.directory.bodies = (struct bodies){ 0 };
    must(&ctx,
         bodies_parse(&ctx, STR("bodies"),
                      STR("name,kind,telephone,email,about,tracked,areas,from,until,successor\n"
                          "the council,council,,,,yes,,,2026-05-31,the police\n"
                          "the police,police,,,,yes,,,,\n"),
                      &p.directory.bodies));
    static const struct acting list[] = {
        { "2026-05-31T11:00:00", POLICE, "end", "", "2026-06-30", "the council",
          "you don't speak for the council" },
        { "2026-06-01T11:00:00", COUNCIL, "end", "", "2026-06-30", "the council",
          "choose for which party you speak" },
        { "2026-06-01T11:01:00", POLICE, "end", "", "2026-06-30", "the police", "it is on record" },
        { "2026-06-01T11:02:00", POLICE, "yes", "", "", "the residents", "it is on record" },
        { "2026-06-01T11:02:00", COUNCIL, "confirm", "", "", "the residents", "it counts" },
    };
    all(&p, list, sizeof list / sizeof *list);
    arena_close(ctx.arena);
    play_end(&p);
}

// A draft that was signed, in which somebody spoke for the residents: who goes by the number of a stranger here.
static result speaker_put(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    struct draft_insert_in draft = { COMMUNITY_FIRST,
                                     STR_INIT("resting"),
                                     DRAFT_SIGNED,
                                     SEEN_PARTIES,
                                     STR_INIT("# Charter: Resting\n"),
                                     ID_NONE,
                                     p->w.now };
    int64_t id;
    result e = account_of_resident(ctx, db, STR("us@example.org"), p->w.now, &p->resident);
    if (!e)
        e = query_draft_insert(ctx, db, &draft, &id);
    return e ? e
             : query_draft_speaker_put(ctx, db,
                                       &(struct draft_speaker_put_in){ COMMUNITY_FIRST, id,
                                                                       STR_INIT("the residents"), p->resident,
                                                                       p->w.now });
}

static result read_told(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct outbox_row_list rows;
    result e = query_outbox_of_state(
        ctx, db, &(struct outbox_of_state_in){ COMMUNITY_FIRST, STATE_WAITING, 0, 50 }, &rows);
    w->got[0] = 0;
    for (size_t i = 0; !e && i < rows.n; i++)
        strncat(w->got, str_c(ctx->arena, rows.at[i].message), sizeof w->got - 1 - strlen(w->got));
    return e;
}

// Whoever spoke for the residents is told, and answers; then nobody else does so for them.
static void test_speaker(void **state)
{
    struct playing p = play();
    (void)state;
    in_store(&p.w, speaker_put);
    static const struct acting list[] = {
        { "2026-02-01T11:00:00", COUNCIL, "end", "", "2026-06-30", "the council", "it is on record" },
        { "2026-02-01T11:01:00", POLICE, "yes", "", "", "the residents",
          "you don't speak for the residents" },
        { "2026-02-01T11:02:00", STRANGER, "yes", "", "", "the police", "you don't speak for the police" },
        { "2026-02-01T11:03:00", STRANGER, "yes", "", "", "the residents", "it is on record" },
        { "2026-02-01T11:04:00", POLICE, "yes", "", "", "the police", "it counts" },
    };
    all(&p, list, sizeof list / sizeof *list);
    in_store(&p.w, read_told);
    assert_string_equal(p.w.got, "act-asked");
    play_end(&p);
}

// One party ends it by its own word, takes that back while it runs, and ends it again.
static void test_notice(void **state)
{
    struct playing p = play_with(WITH_NOTICE);
    (void)state;
    in_store(&p.w, speaker_put);
    reported(&p, "2026-01-19T10:00:00", "A-1");
    static const struct acting given[] = {
        { "2026-01-19T11:00:00", STRANGER, "notice", "", "", "the council",
          "you don't speak for the council" },
        { "2026-01-19T11:00:00", POLICE, "notice", "", "", "the council", "you don't speak for the council" },
        { "2026-01-19T11:00:00", COUNCIL, "unsay", "", "", "the council", "no notice of this party runs" },
        { "2026-01-19T11:00:00", COUNCIL, "notice", "", "2026-02-01", "the council",
          "given today, this notice runs to 2 February 2026 at the earliest" },
        { "2026-01-19T11:00:00", COUNCIL, "notice", "", "2026-12-31", "the council",
          "it ends on 31 December 2026 in any case" },
        { "2026-01-19T11:00:00", POLICE, "suspend", "2026-01-25", "", "the police", "it is on record" },
        { "2026-01-19T11:01:00", COUNCIL, "notice", "", "", "the council", "it counts" },
        { "2026-01-19T11:02:00", POLICE, "notice", "", "", "the police",
          "it ends on 2 February 2026 in any case" },
        { "2026-01-19T11:02:00", POLICE, "unsay", "", "", "the police", "no notice of this party runs" },
    };
    all(&p, given, sizeof given / sizeof *given);
    in_store(&p.w, read_told);
    assert_string_equal(p.w.got, "act-askednotice-given");
    in_store(&p.w, read_note);
    assert_string_equal(
        p.w.got,
        "This charter ends early, on 2 February 2026, by notice of the council: There are reasons. Reports "
        "made by then stay under it, with what they are owed.|Its parties are asked whether something is to "
        "become of this charter.|");
    expect(&p.w, "2026-01-20T09:00:00", read_last_day, "2026-02-02");
    acts(&p,
         &(struct acting){ "2026-02-02T11:00:00", POLICE, "unsay", "", "", "the council",
                           "you don't speak for the council" });
    acts(&p, &(struct acting){ "2026-02-02T11:00:00", COUNCIL, "unsay", "", "", "the council", "it counts" });
    expect(&p.w, "2026-02-02T12:00:00", read_last_day, "2026-12-31");
    in_store(&p.w, read_note);
    assert_string_equal(p.w.got, "");
    reported(&p, "2026-02-05T10:00:00", "A-2");
    acts(&p,
         &(struct acting){ "2026-02-05T11:00:00", POLICE, "notice", "", "2026-02-20", "the police",
                           "it counts" });
    reported(&p, "2026-02-20T10:00:00", "A-3"); // on its last day: under it still
    reported(&p, "2026-02-21T10:00:00", "A-4");
    acts(&p,
         &(struct acting){ "2026-02-21T11:00:00", POLICE, "unsay", "", "", "the police",
                           "this charter is over: what comes next is another draft" });
    rows(&p, "2026-03-02T09:00:00",
         "C1 2026-01-05 to 2026-02-20: 3, 0 late |S1 2026-01-05 to 2026-02-20: 3, 3 late missed|");
    play_end(&p);
}

// A party that has nobody here gives notice on a sheet: it runs from the day on which that is confirmed.
static void test_notice_on_paper(void **state)
{
    struct playing p = play_with(WITH_NOTICE);
    (void)state;
    static const struct acting list[] = {
        { "2026-02-01T11:00:00", POLICE, "suspend", "2026-02-02", "", "the police", "it is on record" },
        { "2026-02-01T11:01:00", COUNCIL, "notice", "", "", "the residents",
          "something is asked of the parties already: that is answered first" },
        { "2026-02-02T11:00:00", COUNCIL, "notice", "", "", "the residents", "it is on record" },
        { "2026-02-02T11:01:00", POLICE, "yes", "", "", "the police", "the police is not asked" },
        { "2026-02-05T11:00:00", COUNCIL, "yes", "", "", "the residents", "it is on record" },
        { "2026-02-06T11:00:00", COUNCIL, "confirm", "", "", "the residents",
          "another person confirms it: you recorded it" },
        { "2026-02-06T11:00:00", POLICE, "confirm", "", "", "the residents", "it counts" },
    };
    all(&p, list, sizeof list / sizeof *list);
    expect(&p.w, "2026-02-07T09:00:00", read_last_day, "2026-02-20");
    in_store(&p.w, read_note);
    assert_string_equal(p.w.got,
                        "This charter ends early, on 20 February 2026, by notice of the residents: There are "
                        "reasons. Reports made by then stay under it, with what they are owed.|");
    static const struct acting back[] = {
        { "2026-02-07T11:00:00", POLICE, "unsay", "", "", "the residents", "it is on record" },
        { "2026-02-07T11:01:00", POLICE, "yes", "", "", "the residents", "it is on record" },
        { "2026-02-20T11:02:00", COUNCIL, "confirm", "", "", "the residents", "it counts" },
    };
    all(&p, back, sizeof back / sizeof *back);
    expect(&p.w, "2026-02-21T09:00:00", read_last_day, "2026-12-31");
    play_end(&p);
}

// All agree on a later last day while a notice runs: that is what counts, whoever gave it.
static void test_notice_renewed(void **state)
{
    struct playing p = play_with(WITH_NOTICE);
    (void)state;
    in_store(&p.w, speaker_put);
    static const struct acting list[] = {
        { "2026-02-01T11:00:00", STRANGER, "notice", "", "", "the residents", "it counts" },
        { "2026-02-02T11:00:00", POLICE, "renew", "", "2026-06-30", "the police", "it is on record" },
        { "2026-02-02T11:01:00", COUNCIL, "yes", "", "", "the council", "it is on record" },
        { "2026-02-02T11:02:00", STRANGER, "yes", "", "", "the residents", "it counts" },
        { "2026-02-02T11:03:00", STRANGER, "unsay", "", "", "the residents", "no notice of this party runs" },
    };
    all(&p, list, sizeof list / sizeof *list);
    expect(&p.w, "2026-02-03T09:00:00", read_last_day, "2026-06-30");
    play_end(&p);
}

#define RECORDED "2026-02-01T11:01:00", COUNCIL, "yes", "", "", "the residents", "it is on record"

// Two people of different bodies bring an answer on paper on the record; every way round it is tried.
static void test_on_paper(void **state)
{
    struct playing p = play();
    (void)state;
    static const struct acting list[] = {
        { "2026-02-01T11:00:00", COUNCIL, "end", "", "2026-06-30", "the council", "it is on record" },
        { "2026-02-01T11:01:00", COUNCIL, "yes", "", "dead beef", "the residents",
          "this is not the code of this text: it stands on the sheet that was signed" },
        { "2026-02-01T11:01:00", COUNCIL, "yes", "2026-01-31", "", "the residents",
          "it was signed between 1 February 2026, when it was offered, and today" },
        { "2026-02-01T11:01:00", COUNCIL, "yes", "2026-02-02", "", "the residents",
          "it was signed between 1 February 2026, when it was offered, and today" },
        { "2026-02-01T11:01:00", STRANGER, "yes", "", "", "the residents",
          "you don't speak for the residents" },
        { RECORDED },
        { "2026-02-01T11:02:00", POLICE, "yes", "", "", "the residents",
          "this is recorded already, and waits for somebody who confirms it" },
        { "2026-02-01T11:02:00", POLICE, "yes", "", "", "the police",
          "it is on record" }, // and it counts not yet
        { "2026-02-01T11:03:00", COUNCIL, "confirm", "", "", "the residents",
          "another person confirms it: you recorded it" },
        { "2026-02-01T11:03:00", COLLEAGUE, "confirm", "", "", "the residents",
          "somebody of another body confirms it: you are of the one that recorded it" },
        { "2026-02-01T11:03:00", STRANGER, "confirm", "", "", "the residents",
          "you speak for none of its parties, and sign for no body here" },
        { "2026-02-01T11:03:00", POLICE, "confirm", "", "dead beef", "the residents",
          "this is not the code of this text: it stands on the sheet that was signed" },
        { "2026-02-01T11:03:00", POLICE, "withdraw", "", "", "the residents",
          "only whoever recorded it withdraws it" },
        { "2026-02-01T11:03:00", POLICE, "refuse", "", "", "the residents", "say why: everybody reads it" },
        { "2026-02-01T11:04:00", COUNCIL, "withdraw", "", "", "the residents", "it is on record" },
        { "2026-02-01T11:04:00", POLICE, "confirm", "", "", "the residents",
          "this paper waits for nobody any more" },
        { RECORDED },
        { "2026-02-01T11:05:00", POLICE, "refuse", "", "Nobody signed it.", "the residents",
          "it is on record" },
        { "2026-02-01T11:06:00", POLICE, "yes", "", "used", "the residents",
          "this is not the code of this text: it stands on the sheet that was signed" },
        { RECORDED },
        { "2026-02-01T11:07:00", POLICE, "confirm", "", "", "the residents", "it counts" },
    };
    all(&p, list, sizeof list / sizeof *list);
    play_end(&p);
}

// Somebody comes to speak for the party between the first word and the second: they answer themselves.
static void test_somebody_comes(void **state)
{
    struct playing p = play();
    (void)state;
    static const struct acting before[] = { { "2026-02-01T11:00:00", COUNCIL, "end", "", "2026-06-30",
                                              "the council", "it is on record" },
                                            { RECORDED } };
    static const struct acting after[] = {
        { "2026-02-01T11:02:00", POLICE, "confirm", "", "", "the residents",
          "the residents has somebody here now, who answers for it" },
        { "2026-02-01T11:03:00", STRANGER, "no", "", "", "the residents", "it is on record" },
        { "2026-02-01T11:04:00", POLICE, "confirm", "", "", "the residents",
          "this is settled already, or its day is over" },
    };
    all(&p, before, sizeof before / sizeof *before);
    in_store(&p.w, speaker_put);
    all(&p, after, sizeof after / sizeof *after);
    play_end(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ended),           cmocka_unit_test(test_suspended),
        cmocka_unit_test(test_rests_a_quarter), cmocka_unit_test(test_followed_by_law),
        cmocka_unit_test(test_speaker),         cmocka_unit_test(test_renewed),
        cmocka_unit_test(test_followed),        cmocka_unit_test(test_on_paper),
        cmocka_unit_test(test_somebody_comes),  cmocka_unit_test(test_notice),
        cmocka_unit_test(test_notice_renewed),  cmocka_unit_test(test_notice_on_paper),
    };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
