// Drafts negotiated between parties: what comes into the text, what stays out, who may do what, and what is left when
// somebody is erased.
#include "store/drafting.h"

#define BETTER                                                                                               \
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"                                   \
    "- Clock: from report to completion, within 1 working day\n"
#define OTHER                                                                                                \
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"                                   \
    "- Clock: from report to completion, within 3 working days\n"

static result propose(struct ctx *ctx, struct db *db, void *with)
{
    struct drafting *d = with;
    struct draft draft;
    struct visitor visitor;
    struct draft_wish wish = {
        .edit = d->edit, .party = str_from(d->party), .words = str_from(d->words), .by = drafter(d, &visitor)
    };
    result e = opened(ctx, db, d, &draft);
    if (!e)
        e = draft_propose(&draft, &wish);
    d->change = wish.id;
    return e;
}

static result answer(struct ctx *ctx, struct db *db, void *with)
{
    struct drafting *d = with;
    struct draft draft;
    struct visitor visitor;
    struct draft_answering a = { .change = d->change,
                                 .party = str_from(d->party),
                                 .words = str_from(d->words),
                                 .is_agreed = d->is_agreed,
                                 .by = drafter(d, &visitor) };
    result e = opened(ctx, db, d, &draft);
    return e ? e : draft_answer(&draft, &a);
}

static result withdraw(struct ctx *ctx, struct db *db, void *with)
{
    struct drafting *d = with;
    struct draft draft;
    result e = opened(ctx, db, d, &draft);
    return e ? e : draft_withdraw(&draft, d->change, d->w.now);
}

static result show(struct ctx *ctx, struct db *db, void *with)
{
    struct drafting *d = with;
    struct draft draft;
    struct visitor visitor;
    struct drafter by = drafter(d, &visitor);
    struct draft_showing showing = { str_from(d->seen), DATE_NONE, DATE_NONE, &by };
    if (d->from)
        assert_true(date_parse(str_from(d->from), &showing.comments_from));
    if (d->to)
        assert_true(date_parse(str_from(d->to), &showing.comments_to));
    result e = opened(ctx, db, d, &draft);
    return e ? e : draft_show(&draft, &showing);
}

static result comment(struct ctx *ctx, struct db *db, void *with)
{
    struct drafting *d = with;
    struct draft draft;
    struct visitor visitor;
    struct draft_saying saying = { 0, STR("S1"), str_from(d->party), str_from(d->words),
                                   drafter(d, &visitor) };
    result e = opened(ctx, db, d, &draft);
    return e ? e : draft_comment(&draft, &saying);
}

static result end(struct ctx *ctx, struct db *db, void *with)
{
    struct drafting *d = with;
    struct draft draft;
    result e = opened(ctx, db, d, &draft);
    return e ? e : draft_end(&draft);
}

// The text, then what is open, then what was said.
static result look(struct ctx *ctx, struct db *db, void *with)
{
    struct drafting *d = with;
    struct draft draft;
    struct draft_change_row_list changes;
    struct draft_comment_row_list comments;
    result e = opened(ctx, db, d, &draft);
    if (!e)
        e = query_draft_change_of_draft(
            ctx, db, &(struct draft_change_of_draft_in){ COMMUNITY_FIRST, draft.row.id }, &changes);
    if (!e)
        e = query_draft_comment_of_draft(
            ctx, db, &(struct draft_comment_of_draft_in){ COMMUNITY_FIRST, draft.row.id }, &comments);
    if (e)
        return e;
    size_t n = (size_t)snprintf(d->got, sizeof d->got, "%lld: %.*s", (long long)draft.row.number,
                                STR_ARGS(document_part(ctx, draft.document, STR("S1"))));
    for (size_t i = 0; i < changes.n; i++)
        n += (size_t)snprintf(d->got + n, sizeof d->got - n, "%.*s %.*s by %.*s: %.*s|",
                              STR_ARGS(changes.at[i].kind), STR_ARGS(changes.at[i].label),
                              STR_ARGS(changes.at[i].party), STR_ARGS(changes.at[i].state));
    for (size_t i = 0; i < comments.n; i++)
        n += (size_t)snprintf(d->got + n, sizeof d->got - n, "\"%.*s\" %.*s|", STR_ARGS(comments.at[i].words),
                              STR_ARGS(comments.at[i].party));
    return OK;
}

static result histories(struct ctx *ctx, struct db *db, void *with)
{
    struct drafting *d = with;
    struct draft draft;
    struct draft_text_list_out_list texts;
    struct changes changes = { .at = NULL };
    result e = opened(ctx, db, d, &draft);
    if (!e)
        e = query_draft_text_list(ctx, db, &(struct draft_text_list_in){ COMMUNITY_FIRST, draft.row.id },
                                  &texts);
    if (!e)
        e = draft_compare(&draft, 1, draft.row.number, &changes);
    size_t n = 0;
    d->got[0] = 0;
    for (size_t i = 0; !e && i < texts.n; i++)
        n += (size_t)snprintf(d->got + n, sizeof d->got - n, "%.*s|", STR_ARGS(texts.at[i].words));
    for (size_t i = 0; !e && i < changes.n; i++)
        n += (size_t)snprintf(d->got + n, sizeof d->got - n, "%.*s|", STR_ARGS(changes.at[i].words));
    return e;
}

static void propose_better(struct drafting *d)
{
    as(d, RESIDENTS, "A day is enough.");
    d->edit = (struct edit){ EDIT_CHANGE, STR("S1"), STR(BETTER), { 0 } };
    done(d, propose);
}

static void test_alone(void **state)
{
    struct drafting d = drafting_open();
    (void)state;
    as(&d, COUNCIL, "We can do better.");
    d.edit = (struct edit){ EDIT_CHANGE, STR("S1"), STR(BETTER), { 0 } };
    done(&d, propose);
    expected(&d, look, "2: " BETTER "change S1 by the council: taken|");
    world_close(&d.w);
}

static void test_agreed(void **state)
{
    struct drafting d = drafting_open();
    (void)state;
    others_join(&d);
    propose_better(&d);
    d.is_agreed = true;
    as(&d, POLICE, "");
    done(&d, answer);
    expected(&d, look, "1: " ONE "change S1 by the residents: open|");
    as(&d, COUNCIL, "");
    done(&d, answer);
    expected(&d, look, "2: " BETTER "change S1 by the residents: taken|");
    expected(&d, histories,
             "Begun|clause S1 changed, as the residents proposed|"
             "S1 Litter: the time allowed goes from 2 working days to 1 working day|");
    expected(&d, told,
             "draft-invited to police@example.org|draft-invited to us@example.org|"
             "draft-change to council@example.org|draft-change to police@example.org|"
             "draft-settled to us@example.org|");
    world_close(&d.w);
}

static void test_declined(void **state)
{
    struct drafting d = drafting_open();
    (void)state;
    others_join(&d);
    propose_better(&d);
    d.is_agreed = false;
    as(&d, COUNCIL, "");
    refused(&d, answer, "say why not: whoever proposed it can then propose something better");
    as(&d, COUNCIL, "We have one van.");
    done(&d, answer);
    expected(&d, look, "1: " ONE "change S1 by the residents: declined|");
    refused(&d, answer, "this change is declined already");
    world_close(&d.w);
}

// Two wishes for one clause: the second no longer fits once the first is taken, and nothing of it is lost.
static void test_overtaken(void **state)
{
    struct drafting d = drafting_open();
    int64_t first;
    (void)state;
    others_join(&d);
    propose_better(&d);
    first = d.change;
    as(&d, POLICE, "Three days are safe.");
    d.edit.text = STR(OTHER);
    done(&d, propose);
    int64_t second = d.change;
    d.is_agreed = true;
    d.change = first;
    as(&d, POLICE, "");
    done(&d, answer);
    as(&d, COUNCIL, "");
    done(&d, answer);
    d.change = second;
    done(&d, answer);
    as(&d, RESIDENTS, "");
    refused(&d, answer,
            "the clause is another by now: read it again, and propose the change anew if it is still wanted");
    expected(&d, look, "2: " BETTER "change S1 by the residents: taken|change S1 by the police: open|");
    as(&d, POLICE, "");
    done(&d, withdraw);
    expected(&d, look, "2: " BETTER "change S1 by the residents: taken|change S1 by the police: withdrawn|");
    world_close(&d.w);
}

static void test_who_may(void **state)
{
    struct drafting d = drafting_open();
    (void)state;
    others_join(&d);
    as(&d, STRANGER, "x");
    refused(&d, look, "there is no such draft, or it is not public");
    propose_better(&d);
    d.party = PARTIES[COUNCIL];
    d.is_agreed = true;
    refused(&d, answer, "you don't speak for 'the council' in this draft");
    d.party = PARTIES[RESIDENTS];
    refused(&d, answer, "it is your own change: the others answer it");
    refused(&d, speaker_add, "only whoever keeps this draft may do that");
    refused(&d, end, "only whoever keeps this draft may do that");
    as(&d, POLICE, "");
    refused(&d, withdraw, "you don't speak for 'the residents' in this draft");
    as(&d, COUNCIL, "");
    done(&d, end);
    refused(&d, answer, "this draft was ended: nothing is changed in it any more");
    world_close(&d.w);
}

static void test_wishes_refused(void **state)
{
    static const struct {
        struct edit edit;
        const char *words, *said;
    } rows[] = {
        { { EDIT_CHANGE, STR_INIT("S1"), STR_INIT(ONE), { 0 } },
          "x",
          "nothing would change: write how it is to be" },
        { { EDIT_CHANGE, STR_INIT("S1"), STR_INIT(BETTER), { 0 } },
          "",
          "say it in a few words: the others read it" },
        { { EDIT_CHANGE, STR_INIT("S9"), STR_INIT(BETTER), { 0 } }, "x", "there is no clause S9 any more" },
        { { EDIT_CHANGE, STR_INIT("S1"), STR_INIT("## Standard S1: Litter\n- Clock: soon\n"), { 0 } },
          "x",
          "it can't be read as it stands" },
    };
    struct drafting d = drafting_open();
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        as(&d, COUNCIL, rows[i].words);
        d.edit = rows[i].edit;
        refused(&d, propose, rows[i].said);
    }
    expected(&d, look, "1: " ONE);
    world_close(&d.w);
}

static date day_of(const char *text)
{
    date day;
    assert_true(date_parse(str_from(text), &day));
    return day;
}

// Before an election nothing is shown and no consultation begins; what has begun goes on. One that was announced after
// the days were set holds them back.
static void test_before_election(void **state)
{
    struct drafting d = drafting_open();
    struct election election = { STR("The election"), day_of("2026-12-01"), day_of("2026-12-10"), 1 };
    struct elections elections = { &election, 1, 1 };
    (void)state;
#define UNTIL " until 10 December 2026, that day included"
    d.elections = &elections;
    d.w.now = at("2026-11-30 12:00:00");
    d.seen = "everybody";
    d.from = "2026-12-10";
    d.to = "2026-12-20";
    refused(&d, show, "The election: no consultation is begun" UNTIL);
    d.w.now = at("2026-12-01 12:00:00");
    d.from = d.to = NULL;
    refused(&d, show, "The election: no draft is shown to everybody" UNTIL);
    d.seen = "parties";
    done(&d, show);
    d.w.now = at("2026-11-30 12:00:00");
    d.seen = "everybody";
    d.from = "2026-11-30"; // begun the day before, it goes on, and may go on longer
    d.to = "2026-12-03";
    done(&d, show);
    d.w.now = at("2026-12-02 12:00:00");
    d.to = "2026-12-05";
    done(&d, show);
    as(&d, STRANGER, "Go on?");
    done(&d, comment);
    d.who = COUNCIL;
    d.from = "2026-11-29"; // another one, of days that are past, begins today
    refused(&d, show, "The election: no consultation is begun" UNTIL);
    d.from = "2026-12-11";
    d.to = "2026-12-20";
    done(&d, show);
    election.until = day_of("2026-12-14"); // as it turns out
    d.w.now = at("2026-12-12 12:00:00");
    as(&d, STRANGER, "Is it out?");
    refused(&d, comment, "this draft is not out for comments now");
    d.w.now = at("2026-12-15 12:00:00");
    done(&d, comment);
    world_close(&d.w);
}

static void test_comments(void **state)
{
    struct drafting d = drafting_open();
    (void)state;
    d.seen = "everybody";
    d.from = "2026-12-02";
    refused(&d, show, "a consultation has a first and a last day: give both");
    d.to = "2026-12-03";
    done(&d, show);
    as(&d, STRANGER, "And at weekends?");
    refused(&d, comment, "this draft is not out for comments now");
    d.w.now = at("2026-12-03 23:00:00");
    done(&d, comment);
    d.party = PARTIES[COUNCIL];
    refused(&d, comment, "you don't speak for 'the council' in this draft");
    as(&d, COUNCIL, "Weekends are not in it.");
    done(&d, comment);
    expected(&d, look, "1: " ONE "\"And at weekends?\" |\"Weekends are not in it.\" the council|");
    d.who = STRANGER;
    done(&d, forget);
    d.who = COUNCIL;
    expected(&d, look, "1: " ONE "\"Weekends are not in it.\" the council|");
    done(&d, forget);
    d.who = STRANGER;
    expected(&d, look, "1: " ONE "\"Weekends are not in it.\" the council|");
    world_close(&d.w);
}

static void test_begun_twice(void **state)
{
    struct drafting d = drafting_open();
    (void)state;
    as(&d, POLICE, HEAD);
    refused(&d, begin_draft, "there is a draft green already: ask whoever keeps it, or take another Id");
    as(&d, STRANGER, HEAD);
    refused(&d, begin_draft, "'' is none of its parties: choose one that stands in Between");
    as(&d, COUNCIL, "# Charter: T\n\n- Between: the council; b\n- In force: from 1 January 2027\n");
    refused(&d, begin_draft, "the document needs an Id of its own: '- Id: millbrook-green'");
    world_close(&d.w);
}

#define OLD_HOW                                                                                              \
    "- Spoken for by: the association\n- Asked: 40 of 300 households\n- Decided by: Cabinet, minute 12\n"    \
    "- Equality: looked at\n- Trial: 1 January 2026 to 31 March 2026\n"
#define OLD_RULES                                                                                            \
    "- Calendar: scotland\n- Zone: Europe/London\n- Hours: Monday to Friday 09:00 to 17:00\n"                \
    "- Year starts: 1 April\n- Period: month\n- Review: every 6 months\n"                                    \
    "- Fact: depth, in mm\n- Fact: weather\n- Event: swept\n- Status: Not a contract.\n"
#define OLD_END                                                                                              \
    "- Departure: in an emergency, up to 7 days\n- Notice: 3 months\n"                                       \
    "- Successor: the unitary council\n- Start: next working day\n- Basis: a vote\n"
static const char OLD[] =
    "# Charter: Old\n\n- Id: old\n- Area: Old ward\n- Between: the council; the residents\n"
    "- Funds: the Green Fund\n- In force: 1 January 2026 to 31 December 2026\n" OLD_RULES OLD_HOW OLD_END
    "\nWhat it was for.\n\n" ONE "- Trial: 1 January 2026 to 31 March 2026\n";
static const char MADE[] =
    "# Charter: New\n\n- Id: new\n- Area: New ward\n- Between: the council; the residents\n"
    "- In force: 1 January 2027 to 31 December 2027\n- Calendar: england-and-wales\n"
    "- Review: every 12 months\n- Asked: nobody yet\n\nWhat it is for.\n\n" ONE;
static const char FROM[] =
    "# Charter: New\n\n- Id: new\n- Area: New ward\n- Between: the council; the residents\n"
    "- Funds: the Green Fund\n- In force: 1 January 2027 to 31 December 2027\n" OLD_RULES
    "- Asked: nobody yet\n" OLD_END "\nWhat it is for.\n\n" ONE;

// Every line that a charter's header may have: taken over, or one that the next charter has to say itself.
static void test_from_another(void **state)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    struct diagnostics found = { .at = NULL };
    struct document *old, *new;
    size_t n;
    str text;
    (void)state;
    must(&ctx, draft_text_read(&ctx, (str){ 0 }, str_from(OLD), &found, &old));
    assert_int_equal(found.errors, 0);
    const struct field_kind *kinds = field_kinds(&n);
    for (size_t i = 0; i < n; i++) {
        bool is_headers = kinds[i].clauses & 1u << CLAUSE_HEADER &&
            (!kinds[i].documents || kinds[i].documents & 1u << DOCUMENT_CHARTER);
        if (is_headers && !field_find(&old->header, kinds[i].key))
            fail_msg("the old charter has no %.*s", STR_ARGS(kinds[i].word));
    }
    must(&ctx, draft_text_from(&ctx, str_from(MADE), old, &text));
    assert_string_equal(str_c(ctx.arena, text), FROM);
    must(&ctx, draft_text_read(&ctx, (str){ 0 }, text, &found, &new));
    assert_int_equal(found.errors, 0);
    arena_close(ctx.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_alone),       cmocka_unit_test(test_agreed),
        cmocka_unit_test(test_declined),    cmocka_unit_test(test_overtaken),
        cmocka_unit_test(test_who_may),     cmocka_unit_test(test_wishes_refused),
        cmocka_unit_test(test_comments),    cmocka_unit_test(test_before_election),
        cmocka_unit_test(test_begun_twice), cmocka_unit_test(test_from_another),
    };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
