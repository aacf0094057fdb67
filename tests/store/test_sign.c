// A text signed by its parties: by whom, of which text, when it counts, and what is refused.
#include "store/drafting.h"

#include "app/signing.h"

static const char ALL[] = HEAD
    "- Status: Not a contract.\n- Spoken for by: the residents, a meeting of 1 November 2026\n\n" ONE;

static struct directory DIRECTORY;
static const char *office, *email, *seen, *code, *day;
static bool is_on_paper;
static char on_sheet[20], on_last[20]; // the code of the sheet that was printed last, and of the one before
static enum paper_end end;

static result read_it(struct ctx *ctx, struct db *db, struct drafting *d, struct draft *draft,
                      struct signing *signing)
{
    struct visitor *visitor = ARENA_NEW(ctx->arena, struct visitor);
    struct drafter *by = ARENA_NEW(ctx->arena, struct drafter);
    assert_non_null(visitor);
    assert_non_null(by);
    *by = drafter(d, visitor);
    result e = draft_open(ctx, db, STR("green"), by, draft);
    return e ? e : signing_read(draft, by, signing);
}

static result name(struct ctx *ctx, struct db *db, void *with)
{
    struct drafting *d = with;
    struct draft draft;
    struct signing signing;
    struct signatory_wish wish = { str_from(d->party), str_from(office), str_from(email), false };
    result e = read_it(ctx, db, d, &draft, &signing);
    return e ? e : signing_name(&signing, &wish);
}

static result offer(struct ctx *ctx, struct db *db, void *with)
{
    struct draft draft;
    struct signing signing;
    result e = read_it(ctx, db, with, &draft, &signing);
    return e ? e : signing_offer(&signing, &DIRECTORY);
}

static result back(struct ctx *ctx, struct db *db, void *with)
{
    struct drafting *d = with;
    struct draft draft;
    struct signing signing;
    result e = read_it(ctx, db, with, &draft, &signing);
    return e ? e : signing_take_back(&signing, str_from(d->party), str_from(d->words));
}

static result sign(struct ctx *ctx, struct db *db, void *with)
{
    struct drafting *d = with;
    struct draft draft;
    struct signing signing;
    struct signature s = { .party = str_from(d->party),
                           .office = str_from(office),
                           .authority = str_from(d->words),
                           .directory = &DIRECTORY,
                           .now = d->w.now,
                           .is_on_paper = is_on_paper,
                           .code = str_from(code),
                           .day = DATE_NONE };
    result e = read_it(ctx, db, d, &draft, &signing);
    if (!e)
        e = zone_load(ctx, STR("Europe/London"), &s.zone);
    s.seen = seen[0] ? str_from(seen) : e ? (str){ 0 } : signing.hash;
    for (size_t i = 0; !e && i < signing.all.n; i++)
        if (signing.all.at[i].code.n && !str_equal(signing.all.at[i].code, str_from(on_sheet))) {
            memcpy(on_last, on_sheet, sizeof on_last);
            snprintf(on_sheet, sizeof on_sheet, "%.*s", STR_ARGS(signing.all.at[i].code));
        }
    s.code = str_from(code[0] ? code : on_sheet);
    assert_true(!day[0] || date_parse(str_from(day), &s.day));
    return e ? e : signing_sign(&signing, &s);
}

// The paper that was recorded last.
static result paper(struct ctx *ctx, struct db *db, void *with)
{
    struct drafting *d = with;
    struct draft draft;
    struct signing signing;
    struct signature s = { .authority = str_from(d->words),
                           .directory = &DIRECTORY,
                           .now = d->w.now,
                           .code = str_from(code[0] ? code : on_sheet) };
    result e = read_it(ctx, db, d, &draft, &signing);
    int64_t id = !e && signing.papers.n ? signing.papers.at[signing.papers.n - 1].id : ID_NONE;
    return e ? e : signing_paper_end(&signing, end, id, &s);
}

// The state of the draft, who has signed, and from when each version binds.
static result state(struct ctx *ctx, struct db *db, void *with)
{
    struct drafting *d = with;
    struct draft draft;
    struct signing signing;
    struct judge_options options = { .has_as_of = false };
    struct ledger *ledger;
    result e = read_it(ctx, db, d, &draft, &signing);
    if (e)
        return e;
    size_t n = (size_t)snprintf(d->got, sizeof d->got, "%.*s:", STR_ARGS(draft.row.state));
    for (size_t i = 0; i < signing.all.n; i++)
        if (signing.all.at[i].is_signed)
            n += (size_t)snprintf(d->got + n, sizeof d->got - n, " %.*s (%.*s)",
                                  STR_ARGS(signing.all.at[i].office), STR_ARGS(signing.all.at[i].authority));
    e = community_ensure(ctx, db, STR("Test"), STR("Europe/London"));
    if (!e)
        e = community_time(ctx, db, d->w.now, &options);
    if (!e)
        e = ledger_open(ctx, db, &options, &ledger);
    for (size_t i = 0; !e && i < ledger->judged.documents.n; i++)
        n += (size_t)snprintf(d->got + n, sizeof d->got - n, "; binds from %.*s",
                              STR_ARGS(ledger->judged.documents.at[i].version));
    return e;
}

static void as_office(struct drafting *d, int who, const char *what, const char *words)
{
    as(d, who, words);
    office = what;
}

static void three_named(struct drafting *d)
{
    office = email = seen = code = day = "";
    is_on_paper = false;
    others_join(d);
    as_office(d, COUNCIL, "Director", "");
    email = ADDRESSES[COUNCIL];
    done(d, name);
    as_office(d, POLICE, "Inspector", "");
    email = ADDRESSES[POLICE];
    done(d, name);
    as_office(d, RESIDENTS, "Chair", "");
    email = "";
    done(d, name);
    as(d, COUNCIL, "");
}

static struct drafting signing_open(const char *now)
{
    struct drafting d = { .seen = "parties" };
    world_open(&d.w, NO_CHARTERS, now);
    done(&d, people_add);
    as(&d, COUNCIL, ALL);
    done(&d, begin_draft);
    three_named(&d);
    return d;
}

static void two_sign(struct drafting *d)
{
    as_office(d, COUNCIL, "Director", "decision 1");
    done(d, sign);
    as_office(d, POLICE, "Inspector", "delegated");
    done(d, sign);
}

static void the_chair_signs(struct drafting *d, const char *on)
{
    is_on_paper = true;
    day = on;
    as_office(d, RESIDENTS, "Chair", "a vote of 40 to 1");
    done(d, sign);
    as(d, COUNCIL, "");
    end = PAPER_CONFIRM;
    done(d, paper);
}

// Signed before it begins: it binds from its own first day.
static void test_in_time(void **state_)
{
    struct drafting d = signing_open("2026-12-01 10:00:00");
    (void)state_;
    done(&d, offer);
    two_sign(&d);
    expected(&d, state, "offered: Director (decision 1) Inspector (delegated)");
    the_chair_signs(&d, "2026-12-01");
    d.w.now = at("2027-02-01");
    expected(
        &d, state,
        "signed: Director (decision 1) Inspector (delegated) Chair (a vote of 40 to 1; signed on paper on 1 "
        "December 2026, recorded by the residents, confirmed by the council); binds from 2027-01-01");
    world_close(&d.w);
}

// The last signature comes later than its first day: it binds from that signature on, whatever day stands on the paper.
static void test_late(void **state_)
{
    struct drafting d = signing_open("2027-03-01 10:00:00");
    (void)state_;
    done(&d, offer);
    two_sign(&d);
    d.w.now = at("2027-03-10 23:30:00");
    the_chair_signs(&d, "2027-03-02");
    expected(
        &d, state,
        "signed: Director (decision 1) Inspector (delegated) Chair (a vote of 40 to 1; signed on paper on 2 March "
        "2027, recorded by the residents, confirmed by the council); binds from 2027-03-10");
    world_close(&d.w);
}

static void test_refused(void **state_)
{
    static const char *const NOT_THEN[] = { "2026-11-01", "2026-11-30", "2026-12-02" };
    struct drafting d = signing_open("2026-12-01 10:00:00");
    (void)state_;
    as_office(&d, COUNCIL, "Director", "decision 1");
    refused(&d, sign, "this text is not offered for signing");
    done(&d, offer);
    as_office(&d, POLICE, "Director", "decision 1");
    d.party = PARTIES[COUNCIL];
    refused(&d, sign, "only whoever holds an office signs for it");
    as_office(&d, POLICE, "Mayor", "decision 1");
    refused(&d, sign, "choose the office that signs");
    as_office(&d, COUNCIL, "Director", "");
    refused(&d, sign, "say by what authority: a resolution, a delegated decision, a vote, with its day");
    as_office(&d, COUNCIL, "Director", "decision 1");
    seen = "00";
    refused(&d, sign, "the text is another by now: read it again before it is signed");
    seen = "";
    done(&d, sign);
    refused(&d, sign, "Director has signed already");
    is_on_paper = true;
    as_office(&d, RESIDENTS, "Chair", "a vote");
    code = "1234";
    refused(&d, sign, "this is not the code of this text: it stands on the sheet that was signed");
    code = "";
    refused(&d, sign, "write the day on which it was signed like 31 1 2027");
    for (size_t i = 0; i < sizeof NOT_THEN / sizeof *NOT_THEN; i++) {
        day = NOT_THEN[i];
        refused(&d, sign, "it was signed between 1 December 2026, when it was offered, and today");
    }
    as_office(&d, STRANGER, "Chair", "a vote");
    refused(&d, sign, "there is no such draft, or it is not public");
    world_close(&d.w);
}

// What was signed of a text that was taken back counts for nothing, even where the same text is offered again.
static void test_taken_back(void **state_)
{
    struct drafting d = signing_open("2026-12-01 10:00:00");
    (void)state_;
    done(&d, offer);
    two_sign(&d);
    as(&d, RESIDENTS, "The bench is missing.");
    done(&d, back);
    expected(&d, state, "open:");
    as(&d, COUNCIL, "");
    done(&d, offer);
    expected(&d, state, "offered:");
    two_sign(&d);
    expected(&d, state, "offered: Director (decision 1) Inspector (delegated)");
    world_close(&d.w);
}

// Ink counts with the second word, of somebody of another body who holds no office of that party.
static void test_on_paper(void **state_)
{
    struct drafting d = signing_open("2026-12-01 10:00:00");
    (void)state_;
    as_office(&d, RESIDENTS, "Secretary", "");
    email = ADDRESSES[RESIDENTS]; // whoever speaks for the residents signs as their secretary here
    done(&d, name);
    email = "";
    as(&d, COUNCIL, "");
    done(&d, offer);
    two_sign(&d);
    is_on_paper = true;
    day = "2026-12-01";
    as_office(&d, RESIDENTS, "Chair", "a vote");
    refused(&d, sign, "what is signed on paper is recorded by somebody who signs nothing for that party");
    as_office(&d, COUNCIL, "Chair", "a vote");
    d.party = PARTIES[RESIDENTS];
    done(&d, sign);
    refused(&d, sign, "what is signed on paper is recorded by somebody who signs nothing for that party");
    expected(&d, state, "offered: Director (decision 1) Inspector (delegated)");
    end = PAPER_CONFIRM;
    refused(&d, paper, "another person confirms it: you recorded it");
    as(&d, RESIDENTS, "");
    refused(&d, paper,
            "you sign or answer for that party yourself: somebody else confirms what it sent on paper");
    as(&d, POLICE, "");
    code = "dead beef";
    refused(&d, paper, "this is not the code of this text: it stands on the sheet that was signed");
    code = "";
    end = PAPER_WITHDRAW;
    refused(&d, paper, "only whoever recorded it withdraws it");
    end = PAPER_REFUSE;
    refused(&d, paper, "say why: everybody reads it");
    as(&d, POLICE, "The signature is missing.");
    done(&d, paper);
    as_office(&d, COUNCIL, "Chair", "a vote");
    d.party = PARTIES[RESIDENTS];
    code = on_last; // that sheet is used up
    refused(&d, sign, "this is not the code of this text: it stands on the sheet that was signed");
    code = "";
    done(&d, sign);
    // Taken back and offered again, the same text: what was recorded waits no more, and its sheet is another's.
    as(&d, POLICE, "The bench is missing.");
    done(&d, back);
    as(&d, COUNCIL, "");
    done(&d, offer);
    as(&d, POLICE, "");
    end = PAPER_CONFIRM;
    refused(&d, paper, "this paper waits for nobody any more");
    as_office(&d, COUNCIL, "Chair", "a vote");
    d.party = PARTIES[RESIDENTS];
    char before[20];
    memcpy(before, on_sheet, sizeof before);
    code = before;
    refused(&d, sign, "this is not the code of this text: it stands on the sheet that was signed");
    code = "";
    done(&d, sign);
    as(&d, POLICE, "");
    done(&d, paper);
    expected(
        &d, state,
        "offered: Chair (a vote; signed on paper on 1 December 2026, recorded by the council, confirmed by "
        "the police)");
    world_close(&d.w);
}

static void test_not_now(void **state_)
{
    struct election election = { STR("Local elections"), { 0 }, { 0 }, 1 };
    struct drafting d = signing_open("2026-12-01 10:00:00");
    (void)state_;
    assert_true(date_parse(STR("2026-11-20"), &election.from));
    assert_true(date_parse(STR("2026-12-10"), &election.until));
    done(&d, offer);
    DIRECTORY.elections.at = &election;
    DIRECTORY.elections.n = 1;
    as_office(&d, COUNCIL, "Director", "decision 1");
    refused(&d, sign, "Local elections: nothing is signed until 10 December 2026, that day included");
    DIRECTORY.elections.n = 0;
    d.w.now = at("2028-01-01");
    refused(&d, sign, "the last day on which it would be in force is over: change its days first");
    world_close(&d.w);
}

// An office whose holder was erased can't sign; it is named anew once the text is taken back.
static void test_forgotten(void **state_)
{
    struct drafting d = signing_open("2026-12-01 10:00:00");
    (void)state_;
    done(&d, offer);
    as_office(&d, POLICE, "Inspector", "delegated");
    done(&d, forget);
    refused(&d, sign, "there is no such draft, or it is not public");
    as_office(&d, COUNCIL, "Inspector", "delegated");
    d.party = PARTIES[POLICE];
    refused(&d, sign, "only whoever holds an office signs for it");
    world_close(&d.w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_in_time),    cmocka_unit_test(test_late),    cmocka_unit_test(test_refused),
        cmocka_unit_test(test_taken_back), cmocka_unit_test(test_not_now), cmocka_unit_test(test_forgotten),
        cmocka_unit_test(test_on_paper),
    };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
