// Every message of library/messages, whole, as it would be sent: in English, with Welsh above it, of a case that is
// only counted; to an address from which messages come back; by text message.
#include "store/world.h"

#include "app/message.h"
#include "app/message_text.h"
#include "app/person.h"
#include "app/telling.h"

static const char CHARTER[] =
    "# Charter: Messages\n\n- Id: messages\n- Area: Message ward\n- Between: the council; the residents\n"
    "- In force: 1 January 2026 to 31 December 2027\n- Calendar: england-and-wales\n\n"
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 2 working days\n- Target: at least 90% each quarter\n";

static const char *const CHARTERS[] = { CHARTER, NULL };

struct told {
    struct world w;
    const char *kind, *language, *words, *detail, *way;
    enum fact_kind fact;
    const char *name, *value;
    int64_t person_id, fact_id;
    bool is_seen; // only looked at
    char body[4000], subject[300], link[200], stop[200];
};

static result begin_told(struct ctx *ctx, struct db *db, void *with)
{
    struct told *t = with;
    struct person ada = { ID_NONE,
                          STR("Ada Example"),
                          STR("ada@example.org"),
                          STR("07700900001"),
                          STR("1 Row, Harcaster"),
                          str_from(t->language),
                          str_from(t->way),
                          { 0 } };
    bool is_new;
    result e = person_check(ctx, &ada);
    if (!e)
        e = person_add(ctx, db, &ada);
    t->person_id = ada.id;
    if (!e)
        e = person_bind(
            ctx, db, &(struct case_person_insert_in){ COMMUNITY_FIRST, t->w.case_id, ada.id, PART_REPORTER },
            &is_new);
    return e;
}

static result tell(struct ctx *ctx, struct db *db, void *with)
{
    struct told *t = with;
    struct fact_insert_in fact = fact_new(t->fact, t->w.now, t->w.now);
    fact.case_id = t->w.case_id;
    fact.name = str_from(t->name);
    fact.value = str_from(t->value);
    fact.words = str_from(t->words);
    result e = fact_keep(ctx, db, fact, PRIVATE_NOTHING, &t->fact_id);
    if (!e)
        e = update(ctx, db, &t->w);
    return e ? e
             : outbox_tell(ctx, db,
                           &(struct telling){ .case_id = t->w.case_id,
                                              .fact_id = t->fact_id,
                                              .message = str_from(t->kind),
                                              .at = t->w.now });
}

static result tell_alone(struct ctx *ctx, struct db *db, void *with)
{
    struct told *t = with;
    return outbox_tell_one(ctx, db,
                           &(struct telling_one){ t->person_id, str_from(t->way), str_from(t->kind), 0,
                                                  STR("x"), str_from(t->detail), t->w.now });
}

static result withhold(struct ctx *ctx, struct db *db, void *with)
{
    struct told *t = with;
    struct fact_insert_in fact = fact_new(FACT_WITHHELD, t->w.now, t->w.now);
    fact.words = STR("a claim");
    result e = fact_of(ctx, db, fact, t->w.case_id);
    return e ? e : update(ctx, db, &t->w);
}

// The token of the reporter, so that links can be compared.
static result token_set(struct ctx *ctx, struct db *db, void *with)
{
    struct told *t = with;
    return query_case_person_token_set(
        ctx, db,
        &(struct case_person_token_set_in){ COMMUNITY_FIRST, t->w.case_id, t->person_id, STR("TOKEN") });
}

// The newest.
static result make(struct ctx *ctx, struct db *db, void *with)
{
    struct told *t = with;
    struct outbox_row_list rows;
    struct message m;
    bool is_there;
    result e = query_outbox_newest(ctx, db, &(struct outbox_newest_in){ COMMUNITY_FIRST, INT64_MAX, 1 },
                                   &rows);
    assert_int_equal(rows.n, 1);
    struct message_asked asked = { &rows.at[0], STR("https://w.example/"), t->w.now, !t->is_seen };
    if (!e)
        e = message_make(ctx, db, &asked, &m, &is_there);
    if (e)
        return e;
    assert_true(is_there);
    snprintf(t->body, sizeof t->body, "%.*s", STR_ARGS(m.body));
    snprintf(t->subject, sizeof t->subject, "%.*s", STR_ARGS(m.subject));
    snprintf(t->link, sizeof t->link, "%.*s", STR_ARGS(m.link));
    snprintf(t->stop, sizeof t->stop, "%.*s", STR_ARGS(m.stop));
    return OK;
}

static void run(struct told *t, action act)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    must(&ctx, store_write(&ctx, t->w.store, act, t));
    arena_close(ctx.arena);
}

static struct told told_open(const char *kind)
{
    struct told t = { .kind = kind,
                      .language = "en",
                      .words = "",
                      .detail = "",
                      .way = "email",
                      .fact = FACT_NOTE,
                      .name = "",
                      .value = "" };
    world_open(&t.w, CHARTERS, "2026-02-02T09:00:00");
    t.w.wanted = "A-1";
    then(&t.w, "2026-02-02T10:00:00", report);
    return t;
}

#define DEAR "Dear Ada Example,\n\n"
#define ABOUT "About: Litter, reported on 2 February 2026\n\n"
#define STOP                                                                                                 \
    "\nYou are told because you reported it. To hear no more about this report: https://w.example/unsubscribe/TOKEN\n"
#define PROMISED                                                                                             \
    "What was promised:\nStandard S1: Litter\n"                                                              \
    "It is completed within 2 working days of the report, in at least 90 of every 100 cases each quarter.\n\n"
#define CONFIRM                                                                                              \
    DEAR "Litter, A-1: is it yours?\n\nOpen your report:\nhttps://w.example/r/TOKEN\n\n"                     \
         "The service has it already. One press there, and we tell you what becomes of it.\n\n"              \
         "It was reported on 2 February 2026.\n\n"
#define FIXED DEAR "Litter: the service says it is fixed.\n\n"
#define IS_IT                                                                                                      \
    "Yes, it is fixed:\nhttps://w.example/r/TOKEN\n\nNo, it is not:\nhttps://w.example/r/TOKEN?say=no\n\n"         \
    "If it is not fixed, it is looked at again. If we hear nothing, what the service says stays as it is, marked " \
    "as what the service says.\n" STOP

static const struct {
    const char *kind;
    enum fact_kind fact;
    const char *name, *words, *subject, *body;
} EVERY_KIND[] = {
    { "received", FACT_NOTE, "", "", "We have your report A-1",
      DEAR ABOUT "Thank you. Your report A-1 reached us on 2 February 2026.\n\n"
                 "It is to be done by the end of 4 February 2026.\n\n" PROMISED
                 "Follow your report:\nhttps://w.example/r/TOKEN\n" STOP },
    { "confirm", FACT_NOTE, "", "", "Is this your report? A-1",
      CONFIRM "It is to be done by the end of 4 February 2026.\n\n" PROMISED
              "If it is not yours, do nothing: you will not hear from us again.\n" },
    { "acknowledged", FACT_NOTE, "", "We go there tomorrow.", "Your report A-1 is being looked at",
      DEAR ABOUT "The service has your report A-1 and is looking at it.\n\n    We go there tomorrow.\n\n"
                 "It is to be done by the end of 4 February 2026.\n\n" PROMISED
                 "Follow your report:\nhttps://w.example/r/TOKEN\n" STOP },
    { "moved", FACT_NOTE, "", "Due by the end of 5 February 2026.", "Your report A-1 has another day",
      DEAR ABOUT "About your report A-1: the day by which it is to be done has changed:\n\n"
                 "    Due by the end of 5 February 2026.\n\n" PROMISED
                 "See how the day was worked out:\nhttps://w.example/r/TOKEN\n" STOP },
    { "explained", FACT_NOTE, "", "A storm.", "Your report A-1 is late",
      DEAR ABOUT
      "About your report A-1: it is late. The reason, and what happens now:\n\n    A storm.\n\n" PROMISED
      "See your report:\nhttps://w.example/r/TOKEN\n" STOP },
    { "fixed", FACT_NOTE, "", "Swept.", "Your report A-1: is it fixed?", FIXED "    Swept.\n\n" IS_IT },
    { "replied", FACT_NOTE, "", "On Tuesday at 19:00.", "Your report A-1: the reply",
      DEAR ABOUT
      "The service replies to what you wrote (A-1):\n\n    On Tuesday at 19:00.\n\n"
      "It is closed with that. If it does not answer what you asked, say so: somebody then owes you an "
      "answer.\n\nSee your report:\nhttps://w.example/r/TOKEN\n" STOP },
    { "closed-by", FACT_NOTE, "", "Attended.", "Your report A-1 was closed: is it fixed?",
      DEAR
      "Litter, reported on 2 February 2026: the body that has it closed it in its own system. That need not "
      "mean that it is fixed.\n\n    Attended.\n\n"
      "Yes, it is fixed:\nhttps://w.example/r/TOKEN\n\nNo, it is not:\nhttps://w.example/r/TOKEN?say=no\n\n"
      "If it is not fixed, it is open again here, and they are told so. If we hear nothing, it stays closed, "
      "marked as closed by them.\n" STOP },
    { "not-ours", FACT_NOTE, "", "It is the canal's.", "Your report A-1 was closed: not theirs to mend",
      DEAR ABOUT
      "Your report A-1 was closed as not theirs to mend.\n\n    It is the canal's.\n\n"
      "That is counted and shown apart from what was fixed. If you think it is theirs, you can say so.\n\n"
      "See your report:\nhttps://w.example/r/TOKEN\n" STOP },
    { "no-fix", FACT_NOTE, "", "", "Your report A-1 was closed: no fix is planned",
      DEAR ABOUT
      "Your report A-1 was closed without a fix: none is planned.\n\n"
      "That is counted and shown apart from what was fixed. If you don't agree, you can say so.\n\n"
      "See your report:\nhttps://w.example/r/TOKEN\n" STOP },
    { "duplicate", FACT_NOTE, "", "", "Your report A-1 was reported before",
      DEAR ABOUT
      "Somebody had reported the same before you. Your report A-1 is counted, and what is done is done once for "
      "both.\n\nSee your report:\nhttps://w.example/r/TOKEN\n" STOP },
    { "not-found", FACT_NOTE, "", "", "Your report A-1: nothing was found",
      DEAR ABOUT "The service looked for what you reported (A-1) and did not find it.\n\n"
                 "If it is still there, say so, and say where: a photograph or a few words help.\n\n"
                 "Say that it is still there:\nhttps://w.example/r/TOKEN\n" STOP },
    { "handed-over", FACT_NOTE, "Eastmark County Council", "", "Your report A-1 was passed on",
      DEAR ABOUT
      "Your report A-1 was passed on to Eastmark County Council.\n\n"
      "What was promised to you stays: it counts from the day you reported it.\n\n"
      "It is to be done by the end of 4 February 2026.\n\nFollow your report:\nhttps://w.example/r/TOKEN\n" STOP },
    { "disputed", FACT_NOTE, "", "", "You said that A-1 is not fixed",
      DEAR ABOUT
      "You said that what you reported (A-1) is not fixed. That is on the record beside what the service says, "
      "and the service was told.\n\nSee your report:\nhttps://w.example/r/TOKEN\n" STOP },
    { "answered", FACT_NOTE, "", "We looked again.", "Your report A-1: an answer",
      DEAR ABOUT
      "You said that what you reported (A-1) is not fixed. The service answers:\n\n    We looked again.\n\n"
      "See your report:\nhttps://w.example/r/TOKEN\n" STOP },
    { "reopened", FACT_NOTE, "", "", "Your report A-1 is open again",
      DEAR ABOUT
      "What you reported (A-1) is open again: it was said that it is not fixed. The day it was promised for stays, as "
      "if it had never been closed.\n\nIt is to be done by the end of 4 February 2026.\n\n" PROMISED
      "See your report:\nhttps://w.example/r/TOKEN\n" STOP },
    { "appeal-answered", FACT_NOTE, "", "It names nobody.", "Your report A-1: an answer about what is hidden",
      DEAR ABOUT
      "You asked that what is hidden on your report A-1 be shown. The answer is:\n\n    It names nobody.\n\n"
      "See your report:\nhttps://w.example/r/TOKEN\n" STOP },
    { "step-done", FACT_NOTE, "", "A visit was made.", "Your report A-1: what was owed is done",
      DEAR ABOUT
      "Your report A-1 was late, and for that something was promised. It was done:\n\n    A visit was made.\n\n"
      "See your report:\nhttps://w.example/r/TOKEN\n" STOP },
    { "unheard-of", FACT_NOTE, "", "", "There is news about your report A-1",
      DEAR
      "There is news about your report A-1. Ask the service that it went to; have this number ready.\n" STOP },
    { "answered", FACT_NOTE, "", "", "There is news about your report A-1", // its words were erased
      DEAR
      "There is news about your report A-1. Ask the service that it went to; have this number ready.\n" STOP },
};

static void test_every_kind(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof EVERY_KIND / sizeof *EVERY_KIND; i++) {
        struct told t = told_open(EVERY_KIND[i].kind);
        t.fact = EVERY_KIND[i].fact;
        t.name = EVERY_KIND[i].name;
        t.words = EVERY_KIND[i].words;
        run(&t, begin_told);
        run(&t, tell);
        run(&t, token_set);
        run(&t, make);
        assert_string_equal(t.subject, EVERY_KIND[i].subject);
        assert_string_equal(t.body, EVERY_KIND[i].body);
        world_close(&t.w);
    }
}

// Whoever has it now is named: what came first, and what it was passed on to.
static void test_holder(void **state)
{
    struct told t = told_open("confirm");
    (void)state;
    t.fact = FACT_RECEIVED_BY;
    t.name = "the council";
    run(&t, begin_told);
    run(&t, tell);
    run(&t, token_set);
    run(&t, make);
    assert_string_equal(
        t.body,
        CONFIRM "It went to the council.\n\nIt is to be done by the end of 4 February 2026.\n\n" PROMISED
                "If it is not yours, do nothing: you will not hear from us again.\n");
    world_close(&t.w);
}

// What waits to be sent has no code.
static result kept_nowhere(struct ctx *ctx, struct db *db, void *with)
{
    struct outbox_row_list rows;
    (void)with;
    result e = query_outbox_newest(ctx, db, &(struct outbox_newest_in){ COMMUNITY_FIRST, INT64_MAX, 1 },
                                   &rows);
    assert_int_equal(rows.n, 1);
    assert_int_equal(rows.at[0].detail.n, 0);
    return e;
}

// On paper no link can be pressed: a letter has a code, another one each time, and what to do with it.
static void test_letter(void **state)
{
    struct told t = told_open("received");
    const char *const before = "At https://w.example/code write the reference A-1 and this code: ";
    const char *const after =
        "\n\nThere you read how your report stands, add to it, and say whether it is fixed. "
        "Whoever has the code can do that in your name.\n";
    (void)state;
    t.way = "letter";
    run(&t, begin_told);
    run(&t, tell);
    run(&t, make);
    char *code = strstr(t.body, before);
    assert_non_null(code);
    code += strlen(before);
    assert_string_equal(code + strlen("abcd-efgh-jkmn"), after);
    char first[15];
    snprintf(first, sizeof first, "%s", code);
    run(&t, kept_nowhere);
    run(&t, make);
    assert_null(strstr(t.body, first)); // a letter that is tried or printed again has another one
    t.is_seen = true;
    run(&t, make);
    assert_null(strstr(t.body, before)); // one that is only looked at has none
    world_close(&t.w);
}

// What was told of a step was wrong.
static void test_put_right(void **state)
{
    struct told t = told_open("step-corrected");
    (void)state;
    t.words = "It was not done: it was another house.";
    run(&t, begin_told);
    run(&t, tell);
    run(&t, token_set);
    run(&t, make);
    assert_string_equal(t.subject, "Your report A-1: a correction");
    assert_string_equal(
        t.body,
        DEAR ABOUT
        "We told you that something owed for your report A-1 was done. What we said was wrong, and was put right:"
        "\n\n    It was not done: it was another house.\n\n"
        "See your report:\nhttps://w.example/r/TOKEN\n" STOP);
    world_close(&t.w);
}

// A part of a payment: the rest is still owed.
static void test_in_part(void **state)
{
    struct told t = told_open("step-part");
    (void)state;
    t.words = "£4 paid, a part of what is owed.";
    run(&t, begin_told);
    run(&t, tell);
    run(&t, token_set);
    run(&t, make);
    assert_string_equal(
        t.body,
        DEAR ABOUT "Your report A-1 was late, and for that a payment was promised. A part of it was made:"
                   "\n\n    £4 paid, a part of what is owed.\n\n"
                   "See your report:\nhttps://w.example/r/TOKEN\n" STOP);
    world_close(&t.w);
}

#define OWED_STOP                                                                                                    \
    "You are told because you may answer for it: once before a step is due, once when it is late, in one message a " \
    "day at most.\n"

static void test_alone(void **state)
{
    static const struct {
        const char *kind, *detail, *subject, *body;
    } rows[] = {
        { "confirm-alerts", "link: /alerts/confirm/abc\nplace: the area Message ward",
          "Confirm what you want to hear of",
          DEAR
          "Somebody asked us to tell this address about:\n\n    the area Message ward\n\n"
          "If it was you, say so. Nothing is sent before.\n\nYes, tell me:\nhttps://w.example/alerts/confirm/abc\n\n"
          "If it was not you, do nothing: you will not hear from us again.\n" },
        { "steps-owed",
          "link: /redress\ncount: 3\nsoon: - 27/05/2026: M, S1 Litter: the council writes why\n"
          "late: - 10/02/2026: M, S1 Litter: 2 × the council apologises\n"
          "\t- 11/02/2026: M, S2 Dogs: 1 × the council apologises",
          "What is owed for promises that were missed",
          DEAR "Your service owes something for promises that were missed. New since the last message: 3.\n\n"
               "Late:\n- 10/02/2026: M, S1 Litter: 2 × the council apologises\n"
               "- 11/02/2026: M, S2 Dogs: 1 × the council apologises\n\n"
               "Due in two working days or less:\n- 27/05/2026: M, S1 Litter: the council writes why\n\n"
               "See what is owed:\nhttps://w.example/redress\n\n" OWED_STOP },
        { "steps-owed",
          "link: /work\ncount: 1\nsoon: \nlate: - 10/02/2026: M, S1 Litter: 2 × the council apologises",
          "What is owed for promises that were missed",
          DEAR "Your service owes something for promises that were missed. New since the last message: 1.\n\n"
               "Late:\n- 10/02/2026: M, S1 Litter: 2 × the council apologises\n\n"
               "See what is owed:\nhttps://w.example/work\n\n" OWED_STOP },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct told t = told_open(rows[i].kind);
        t.detail = rows[i].detail;
        run(&t, begin_told);
        run(&t, tell_alone);
        run(&t, make);
        assert_string_equal(t.subject, rows[i].subject);
        assert_string_equal(t.body, rows[i].body);
        world_close(&t.w);
    }
}

// First in Welsh, which says that it is a draft.
static void test_welsh(void **state)
{
    struct told t = told_open("disputed");
    (void)state;
    t.language = "cy";
    run(&t, begin_told);
    run(&t, tell);
    run(&t, token_set);
    run(&t, make);
    assert_string_equal(t.subject, "Dywedsoch nad yw A-1 wedi’i drwsio / You said that A-1 is not fixed");
    assert_string_equal(
        t.body,
        "Annwyl Ada Example,\n\nYnglŷn â: Sbwriel, y rhoddwyd gwybod amdano ar 02/02/2026\n\n"
        "Dywedasoch nad yw’r hyn y rhoesoch wybod amdano (A-1) wedi’i drwsio. Mae hynny ar "
        "gofnod wrth ochr yr hyn a ddywed y gwasanaeth, a dywedwyd wrth y gwasanaeth.\n\n"
        "Gweld eich adroddiad:\nhttps://w.example/r/TOKEN\n\n"
        "Rydych yn cael hyn am mai chi a roddodd wybod. I beidio â chlywed mwy am yr adroddiad hwn: "
        "https://w.example/unsubscribe/TOKEN\n\n"
        "Drafft yw’r cyfieithiad hwn: does neb wedi ei adolygu eto.\n\nEnglish\n\n" DEAR ABOUT
        "You said that what you reported (A-1) is not fixed. That is on the record beside what the service says, "
        "and the service was told.\n\nSee your report:\nhttps://w.example/r/TOKEN\n" STOP);
    world_close(&t.w);
}

// Every text there is in Welsh can be filled in: a name it does not know would stop it.
static void test_every_kind_in_welsh(void **state)
{
    static const char *const kinds[] = {
        "received", "confirm",         "acknowledged",   "moved",     "explained",   "fixed",
        "not-ours", "no-fix",          "duplicate",      "not-found", "handed-over", "disputed",
        "answered", "step-done",       "confirm-alerts", "news",      "found",       "found-answered",
        "reopened", "appeal-answered", "step-corrected", "step-part", "closed-by",   "replied"
    };
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct told t = told_open(kinds[i]);
        t.language = "cy";
        t.words = "Words.";
        run(&t, begin_told);
        run(&t, tell);
        run(&t, make);
        assert_non_null(strstr(t.body, "Annwyl Ada Example"));
        assert_non_null(strstr(t.body, "\n\nEnglish\n\nDear Ada Example"));
        assert_null(strchr(t.body, '{'));
        world_close(&t.w);
    }
}

// What a service owes, with the same lines in both languages.
static void test_owed_in_welsh(void **state)
{
    struct told t = told_open("steps-owed");
    (void)state;
    t.language = "cy";
    t.detail = "link: /work\ncount: 1\nsoon: - 10/02/2026: M, S1 Litter: 2 × the council apologises\nlate: ";
    run(&t, begin_told);
    run(&t, tell_alone);
    run(&t, make);
    assert_string_equal(
        t.subject,
        "Yr hyn sy’n ddyledus am addewidion a fethwyd / What is owed for promises that were missed");
    assert_string_equal(
        t.body,
        "Annwyl Ada Example,\n\nMae ar eich gwasanaeth rywbeth am addewidion a fethwyd. "
        "Newydd ers y neges ddiwethaf: 1.\n\n"
        "I’w gwneud ymhen dau ddiwrnod gwaith neu lai:\n- 10/02/2026: M, S1 Litter: 2 × the council apologises\n\n"
        "Gweld beth sy’n ddyledus:\nhttps://w.example/work\n\n"
        "Rydych yn cael hyn am y cewch ateb drosto: unwaith cyn bod cam i’w wneud, unwaith pan fo’n hwyr, mewn un "
        "neges y dydd ar y mwyaf.\n\n"
        "Drafft yw’r cyfieithiad hwn: does neb wedi ei adolygu eto.\n\nEnglish\n\n" DEAR
        "Your service owes something for promises that were missed. New since the last message: 1.\n\n"
        "Due in two working days or less:\n- 10/02/2026: M, S1 Litter: 2 × the council apologises\n\n"
        "See what is owed:\nhttps://w.example/work\n\n" OWED_STOP);
    world_close(&t.w);
}

// Nothing of what it was about, in whichever message.
static void test_hidden(void **state)
{
    static const char *const kinds[] = { "received",    "explained", "fixed",         "not-ours",
                                         "handed-over", "step-done", "step-corrected" };
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct told t = told_open(kinds[i]);
        t.words = "Needles by the swings.";
        t.name = "the police";
        run(&t, begin_told);
        run(&t, withhold);
        run(&t, tell);
        run(&t, token_set);
        run(&t, make);
        assert_string_equal(t.subject, "There is news about your report A-1");
        assert_string_equal(
            t.body,
            DEAR
            "There is news about your report A-1. Ask the service that it went to; have this number ready.\n" STOP);
        world_close(&t.w);
    }
}

// What is recorded in one second: closed, disputed, open again, closed.
static const struct {
    enum fact_kind kind;
    const char *name, *value, *words;
} TWICE[] = {
    { FACT_EVENT, "completion", "", "The crew took it away." },
    { FACT_STATUS, "fixed", "closed", "" },
    { FACT_DISPUTED, "", "open", "It is still there." },
    { FACT_EVENT, "reopened", "", "" },
    { FACT_EVENT, "completion", "", "Done now." },
    { FACT_STATUS, "fixed", "closed", "" },
};

// Told after each, as a desk does.
static result close_twice(struct ctx *ctx, struct db *db, void *with)
{
    struct told *t = with;
    int64_t before = 0;
    result e = OK;
    for (size_t i = 0; i < sizeof TWICE / sizeof *TWICE && !e; i++) {
        struct fact_insert_in fact = fact_new(TWICE[i].kind, t->w.now, t->w.now);
        fact.case_id = t->w.case_id;
        fact.name = str_from(TWICE[i].name);
        fact.value = str_from(TWICE[i].value);
        fact.words = str_from(TWICE[i].words);
        e = fact_keep(ctx, db, fact, PRIVATE_NOTHING, &t->fact_id);
        before = before ? before : t->fact_id - 1;
        bool is_told = fact.kind == FACT_STATUS && !e;
        if (is_told)
            e = case_tell(ctx, db, &(struct case_telling){ t->w.case_id, before, t->w.now });
        before = is_told ? t->fact_id : before;
    }
    return e ? e : update(ctx, db, &t->w);
}

// Each closing is told in its own words, though all happened at once.
static void test_closed_twice(void **state)
{
    struct told t = told_open("fixed");
    (void)state;
    run(&t, begin_told);
    run(&t, close_twice);
    run(&t, token_set);
    run(&t, make);
    assert_string_equal(t.body, FIXED "    Done now.\n\n" IS_IT);
    world_close(&t.w);
}

static void test_text(void **state)
{
    struct told t = told_open("fixed");
    (void)state;
    t.way = "text";
    run(&t, begin_told);
    run(&t, tell);
    run(&t, token_set);
    run(&t, make);
    assert_string_equal(t.body,
                        "Litter, A-1: the service says it is fixed. Is it? https://w.example/r/TOKEN");
    world_close(&t.w);
}

static result quieten(struct ctx *ctx, struct db *db, void *with)
{
    struct told *t = with;
    return query_case_person_quiet_set(
        ctx, db, &(struct case_person_quiet_set_in){ COMMUNITY_FIRST, t->w.case_id, t->person_id, t->w.now });
}

static result count_rows(struct ctx *ctx, struct db *db, void *with)
{
    struct told *t = with;
    struct outbox_row_list rows;
    result e = query_outbox_newest(ctx, db, &(struct outbox_newest_in){ COMMUNITY_FIRST, INT64_MAX, 9 },
                                   &rows);
    snprintf(t->body, sizeof t->body, "%zu", rows.n);
    return e;
}

static void test_quiet(void **state)
{
    struct told t = told_open("fixed");
    (void)state;
    run(&t, begin_told);
    run(&t, quieten);
    run(&t, tell);
    run(&t, count_rows);
    assert_string_equal(t.body, "0");
    world_close(&t.w);
}

static result send_never(struct ctx *ctx, const struct message *m, void *with)
{
    (void)m;
    *(int *)with += 1;
    return (fail)(ctx, ERR_MISSING, "there is no such address: 550 5.1.1");
}

static uint32_t middle(void *of)
{
    (void)of;
    return 0;
}

static result read_state(struct ctx *ctx, struct db *db, void *with)
{
    struct told *t = with;
    struct outbox_row_list rows;
    size_t n = 0;
    result e = query_outbox_newest(ctx, db, &(struct outbox_newest_in){ COMMUNITY_FIRST, INT64_MAX, 9 },
                                   &rows);
    t->body[0] = 0;
    for (size_t i = 0; !e && i < rows.n; i++)
        n += (size_t)snprintf(t->body + n, sizeof t->body - n, "%.*s: %.*s|", STR_ARGS(rows.at[i].state),
                              STR_ARGS(rows.at[i].last_error));
    return e;
}

static void send(struct told *t, int *calls)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    const struct sender sender = { STR("email"), send_never, calls };
    struct outbox_work how = { &sender, 1, middle, NULL, NULL };
    struct outbox_done done = { 0 };
    must(&ctx, outbox_run(&ctx, t->w.store, &how, t->w.now, &done));
    arena_close(ctx.arena);
}

// An address that its own server does not know gets nothing more, until it is another.
static void test_unreachable(void **state)
{
    struct told t = told_open("fixed");
    int calls = 0;
    (void)state;
    run(&t, begin_told);
    run(&t, tell);
    send(&t, &calls);
    run(&t, tell);
    send(&t, &calls);
    assert_int_equal(calls, 1);
    run(&t, read_state);
    assert_string_equal(t.body,
                        "dead: messages come back from this address: ask for another|"
                        "dead: there is no such address: 550 5.1.1|");
    world_close(&t.w);
}

static void test_statuses(void **state)
{
    static const struct {
        const char *status, *message;
    } rows[] = { { "closed", "fixed" },
                 { "fixed", "fixed" },
                 { "no fix", "no-fix" },
                 { "duplicate", "duplicate" },
                 { "not ours", "not-ours" },
                 { "by the county council", "closed-by" },
                 { "Not found", "not-found" },
                 { "answered", "replied" },
                 { "open", "" },
                 { "excluded", "" } };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_true(str_equal(message_of_status(str_from(rows[i].status)), str_from(rows[i].message)));
}

// Each text of the library may be adopted as it is, and makes a message of the examples.
static void test_library_checked(void **state)
{
    size_t n;
    const struct told_kind *kinds = told_kinds(&n);
    (void)state;
    for (size_t i = 0; i < n; i++)
        for (int language = 0; language < LANGUAGE_COUNT; language++) {
            struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
            struct message_sample sample;
            str text,
                name = str_format(ctx.arena, "%.*s/%.*s", STR_ARGS(language_code((enum language)language)),
                                  STR_ARGS(kinds[i].name));
            must(&ctx, message_text_library(&ctx, name, &text));
            must(&ctx, message_text_check(&ctx, STR("file"), name, text));
            must(&ctx, message_text_sample(&ctx, name, text, &sample));
            assert_true(sample.subject.n > 0 && sample.body.n > 0 && sample.brief.n > 0);
            assert_int_equal(str_find(sample.body, STR("{")), sample.body.n);
            arena_close(ctx.arena);
        }
}

// Every name of a library text is one that the page explains.
static void test_names_explained(void **state)
{
    size_t n;
    const struct told_kind *kinds = told_kinds(&n);
    (void)state;
    for (size_t i = 0; i < n; i++) {
        struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
        struct str_list names;
        must(&ctx, message_text_names(&ctx, &kinds[i], &names));
        for (size_t k = 0; k < names.n; k++)
            assert_non_null(message_name_find(names.at[k]));
        arena_close(ctx.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_kind),
        cmocka_unit_test(test_holder),
        cmocka_unit_test(test_in_part),
        cmocka_unit_test(test_letter),
        cmocka_unit_test(test_put_right),
        cmocka_unit_test(test_alone),
        cmocka_unit_test(test_welsh),
        cmocka_unit_test(test_every_kind_in_welsh),
        cmocka_unit_test(test_hidden),
        cmocka_unit_test(test_closed_twice),
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_quiet),
        cmocka_unit_test(test_unreachable),
        cmocka_unit_test(test_statuses),
        cmocka_unit_test(test_owed_in_welsh),
        cmocka_unit_test(test_library_checked),
        cmocka_unit_test(test_names_explained),
    };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
