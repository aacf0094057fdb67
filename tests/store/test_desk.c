// A case under people's hands: filed, paused, closed in each way, disputed, reopened; what of it is work, and whether
// the derived tables are what the facts say.
#include "store/world.h"

#include "app/agreeing.h"
#include "app/derived.h"
#include "app/report.h"

static const char CHARTER[] =
    "# Charter: Desk\n\n- Id: desk\n- Area: North; South\n- Between: the council; the county; the residents\n"
    "- In force: 1 January 2026 to 31 December 2036\n- Calendar: none\n- Fact: weather\n\n"
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 2 days\n- Target: at least 90% each quarter\n"
    "- Pause: weather, said by the council, at most 5 days\n\n"
    "## Standard S2: Noise\n- Provider: the county\n- Service: noise\n- Public: counted only\n"
    "- Clock: from report to completion, within 24 hours\n";

static const char *const CHARTERS[] = { CHARTER, NULL };

// "close not found: words", on the case that was filed last.
struct line {
    const char *at, *deed, *work, *said; // work: its row afterwards; said: the error, NULL if there is none
};

struct playing {
    struct world world; // first: actions are given its address
    const struct line *line;
    char reference[16], work[300];
    int64_t ada, bob;
    result e;
    char said[300];
};

static const struct doer RESIDENT = { VOICE_REPORTER, STR_INIT("web"), ID_NONE };
static const struct doer OFFICER = { VOICE_SERVICE, STR_INIT("Street Scene Officer"), ID_NONE };

static str cut(const char *deed, const char *verb)
{
    return str_from(deed + strlen(verb));
}

static bool is_verb(const char *deed, const char *verb)
{
    return strncmp(deed, verb, strlen(verb)) == 0;
}

static result file(struct desk *desk, struct playing *p, str service)
{
    struct report r = { .service = service, .words = STR("it lies there"), .areas = STR("North") };
    str reference = { 0 };
    result e = report_file(desk, &r, &reference);
    snprintf(p->reference, sizeof p->reference, "%.*s", STR_ARGS(reference));
    return e;
}

static result close_as(struct desk *desk, str rest)
{
    struct closing c = { .words = rest };
    str ending = str_cut(&c.words, ':');
    assert_true(ending_from(ending, &c.ending));
    c.words = str_trim(c.words);
    if (c.ending == ENDING_DUPLICATE)
        c.duplicate = c.words;
    return case_close(desk, &c);
}

static result deed_do(struct desk *desk, struct playing *p)
{
    const char *deed = p->line->deed;
    struct disputing d = { .words = STR("it is still there") };
    if (is_verb(deed, "file "))
        return file(desk, p, cut(deed, "file "));
    result e = desk_take(desk, str_from(p->reference));
    if (e)
        return e;
    return is_verb(deed, "close ")  ? close_as(desk, cut(deed, "close "))
        : is_verb(deed, "pause ")   ? case_pause(desk, cut(deed, "pause "), STR("snow"))
        : is_verb(deed, "resume")   ? case_resume(desk, STR("it has melted"))
        : is_verb(deed, "assign ")  ? case_assign(desk, cut(deed, "assign "))
        : is_verb(deed, "note ")    ? case_note(desk, cut(deed, "note "))
        : is_verb(deed, "dispute")  ? case_dispute(desk, &d)
        : is_verb(deed, "Ada no")   ? case_dispute(desk, &d)
        : is_verb(deed, "Bob no")   ? case_dispute(desk, &d)
        : is_verb(deed, "Ada yes")  ? case_agree(desk)
        : is_verb(deed, "Bob yes")  ? case_agree(desk)
        : is_verb(deed, "agree")    ? dispute_answer(desk, true, STR("we go again"), (str){ 0 })
        : is_verb(deed, "disagree") ? dispute_answer(desk, false, STR("we were there"), (str){ 0 })
                                    : ERR_INTERNAL;
}

static result play(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    struct desk desk;
    const char *deed = p->line->deed;
    bool is_adas = is_verb(deed, "Ada "), is_bobs = is_verb(deed, "Bob ");
    bool is_residents = is_adas || is_bobs || is_verb(deed, "file ") || is_verb(deed, "dispute");
    struct doer by = is_residents ? RESIDENT : OFFICER;
    by.person = is_adas ? p->ada : is_bobs ? p->bob : ID_NONE;
    result e = desk_open(ctx, db, p->world.now, &by, &desk);
    if (!e)
        e = deed_do(&desk, p);
    return e ? e : desk_settle(&desk);
}

// "body due state assigned", or "none".
static result work_read(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    struct case_row row;
    struct work_row work;
    bool is_found = false;
    struct buffer out = buffer_open(sizeof p->work - 1);
    result e = query_case_by_reference(
        ctx, db, &(struct case_by_reference_in){ COMMUNITY_FIRST, str_from(p->reference) }, &row, &is_found);
    if (!e && is_found)
        e = query_work_of_case(ctx, db, &(struct work_of_case_in){ row.id }, &work, &is_found);
    if (is_found) {
        bool has_due = work.due.second != WORK_DUE_NONE.second;
        buffer_print(&out, "%.*s ", STR_ARGS(work.body));
        date_write(&out, has_due ? (date){ (int32_t)(work.due.second / DAY_SECONDS) } : DATE_NONE);
        buffer_print(&out, " %d %.*s", (int)work.state, STR_ARGS(work.assigned));
    }
    snprintf(p->work, sizeof p->work, "%.*s", STR_ARGS(is_found ? str_trim(buffer_str(&out)) : STR("none")));
    buffer_close(&out);
    return e;
}

// Each story begins with a report.
static const struct line LINES[] = {
    { "2026-03-02T10:00", "file litter", "the council 2026-03-04 0", NULL },
    { "2026-03-02T11:00", "assign Crew 2", "the council 2026-03-04 0 Crew 2", NULL },
    { "2026-03-05T00:00", "note we are late", "the council 2026-03-04 1 Crew 2", NULL },
    { "2026-03-05T10:00", "close fixed:", "the council 2026-03-04 1 Crew 2",
      "say what was done, or why it is not: whoever reported reads it" },
    { "2026-03-05T10:00", "close fixed: gone", "none", NULL },
    { "2026-03-05T11:00", "close fixed: gone", "none", "it is closed already" },
    { "2026-03-06T10:00", "dispute", "the council 2026-03-04 5 Crew 2", NULL },
    { "2026-03-06T11:00", "dispute", "the council 2026-03-04 5 Crew 2",
      "it is open: what is missing can be added to it" },
    { "2026-03-07T10:00", "close fixed: gone now", "none", NULL }, // that answers it
    { "2026-03-07T11:00", "agree", "none", "nobody disputes it, or it has been answered" },
    { "2026-04-05T10:00", "dispute", "the council  36 Crew 2", NULL }, // 29 days later somebody must answer
    { "2026-04-05T11:00", "dispute", "the council  36 Crew 2",
      "this has been said already, and waits for an answer" },
    { "2026-04-06T10:00", "disagree", "none", NULL },
    { "2026-05-31T10:00", "dispute", "none", "it was closed more than 84 days ago: report it again" },
    { "2027-03-02T10:00", "file litter", "the council 2027-03-04 0", NULL },
    { "2027-03-03T10:00", "close no fix planned: it blows in each day", "none", NULL },
    { "2027-03-04T10:00", "dispute", "the council  36",
      NULL }, // a decision: it is not reopened by being disputed
    { "2027-03-05T10:00", "agree", "the council 2027-03-04 1", NULL },
    { "2027-03-06T10:00", "close not found: nothing was there", "none", NULL },
    { "2027-03-07T10:00", "dispute", "the council 2027-03-04 5", NULL },
    { "2027-03-08T10:00", "close not ours: it lies on the railway's land", "none", NULL },
    { "2028-03-02T10:00", "file litter", "the council 2028-03-04 0", NULL },
    { "2028-03-03T10:00", "pause hail", "the council 2028-03-04 0",
      "the charter does not let its clock be paused for that" },
    { "2028-03-03T10:00", "pause weather", "the council  2", NULL },
    { "2028-03-03T11:00", "pause weather", "the council  2", "its clock stands still already" },
    { "2028-03-05T10:00", "resume", "the council 2028-03-07 0", NULL }, // 3 to 5 March are not counted
    { "2028-03-05T11:00", "resume", "the council 2028-03-07 0", "its clock does not stand still" },
    { "2028-03-06T10:00", "close duplicate: NONE", "the council 2028-03-07 0",
      "there is no report with the reference that it is to repeat" },
    { "2029-03-02T10:00", "file noise", "the county 2029-03-03 8", NULL },
    { "2029-03-03T09:00", "close fixed: a letter was sent", "none", NULL },
    { "2030-03-02T10:00", "file nothing that anybody promised", "8", NULL },
    { "2031-03-02T10:00", "file ", "none", "a report needs a category" },
};

// What two who reported it say of how it was closed: each their own, and each can change their mind.
static const struct line ANSWERS[] = {
    { "2026-03-02T10:00", "file litter", "the council 2026-03-04 0", NULL },
    { "2026-03-02T11:00", "Ada yes", "the council 2026-03-04 0", NULL }, // news to the council: it stays open
    { "2026-03-02T12:00", "Ada yes", "the council 2026-03-04 0", "this has been said already" },
    { "2026-03-03T10:00", "close fixed: gone", "none", NULL },
    { "2026-03-03T11:00", "Ada yes", "none", NULL },
    { "2026-03-03T12:00", "Ada yes", "none", "this has been said already" },
    { "2026-03-03T13:00", "Bob yes", "none", NULL },
    { "2026-03-04T10:00", "Ada no", "the council 2026-03-04 4", NULL },
    { "2026-03-04T11:00", "Bob yes", "the council 2026-03-04 4",
      "somebody else said that it is not fixed, and is to be answered first" },
    { "2026-03-06T10:00", "Ada yes", "none", NULL }, // closed as it was, and in time
    { "2026-03-06T11:00", "Bob no", "the council 2026-03-04 5", NULL },
    { "2026-03-07T10:00", "close not found: nothing was there", "none", NULL },
    { "2026-03-07T11:00", "Ada yes", "none", "it was not closed as fixed" },
    { "2026-03-07T12:00", "Ada no", "the council 2026-03-04 5", NULL },
    { "2026-03-07T13:00", "Ada yes", "the council 2026-03-04 5", "it was not closed as fixed" },
    { "2026-03-08T10:00", "close fixed: mended", "none", NULL },
    { "2026-04-10T10:00", "Ada no", "the council  36", NULL }, // too late to open it again
    { "2026-04-11T10:00", "Ada yes", "none", NULL },           // and there is nothing left to answer
    { "2026-06-15T10:00", "Bob yes", "none", "it was closed more than 84 days ago" },
};

// As the tables stand, and as they would be made again from the facts.
static result check_derived(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    struct derived_checking checking = { .now = p->world.now };
    result e = derived_check(ctx, db, &checking);
    if (!e && checking.table)
        fail_msg("%s differs after '%s'", checking.table, p->line->deed);
    return e;
}

static bool line_is_right(const struct playing *p)
{
    bool is_said = p->line->said ? p->e && strcmp(p->said, p->line->said) == 0 : !p->e;
    if (is_said && strcmp(str_trim(str_from(p->work)).at, p->line->work) == 0)
        return true;
    print_error("%s %s: '%s' and '%s', not '%s' and '%s'\n", p->line->at, p->line->deed, p->work, p->said,
                p->line->work, p->line->said ? p->line->said : "");
    return false;
}

static result people_add(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    struct person ada = { .name = STR("Ada"), .email = STR("ada@example.org"), .way = STR("none") };
    struct person bob = { .name = STR("Bob"), .email = STR("bob@example.org"), .way = STR("none") };
    result e = person_add(ctx, db, &ada);
    if (!e)
        e = person_add(ctx, db, &bob);
    p->ada = ada.id;
    p->bob = bob.id;
    return e;
}

static void lines_play(const struct line *lines, size_t n)
{
    struct playing p = { .line = lines };
    int failed = 0;
    world_open(&p.world, CHARTERS, "2026-01-02T00:00");
    in_store(&p.world, people_add);
    for (size_t i = 0; i < n; i++) {
        struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
        p.line = &lines[i];
        p.world.now = at(p.line->at);
        if (is_verb(p.line->deed, "file "))
            p.reference[0] = 0;
        p.e = store_write(&ctx, p.world.store, play, &p);
        snprintf(p.said, sizeof p.said, "%s", p.e ? ctx.error.text : "");
        in_store(&p.world, work_read);
        failed += !line_is_right(&p);
        in_store(&p.world, check_derived);
        arena_close(ctx.arena);
    }
    assert_int_equal(failed, 0);
    world_close(&p.world);
}

static void test_lines(void **state)
{
    (void)state;
    lines_play(LINES, sizeof LINES / sizeof *LINES);
}

static void test_answers(void **state)
{
    (void)state;
    lines_play(ANSWERS, sizeof ANSWERS / sizeof *ANSWERS);
}

struct taking {
    struct world world; // first
    char said[600];
};

// A letter that came two days ago, from somebody who is known already by her name and number.
static result take_in(struct ctx *ctx, struct db *db, void *with)
{
    struct taking *t = with;
    struct desk desk;
    str reference;
    struct person known = { .name = STR("Zofia"), .telephone = STR("01632 960777"), .way = STR("telephone") };
    struct person told = known, mother = { .name = STR("Maria"), .way = STR("none") };
    instant day = { t->world.now.second - 2 * DAY_SECONDS };
    struct taken_in taken = { STR("letter"), OFFICER, day, { day.second + DAY_SECONDS - 1 }, STR("kanapa") };
    told.address = STR("3 Mill Lane");
    told.way = STR("letter");
    told.language = STR("pl");
    told.print = PRINT_LARGE;
    struct report r = { .service = STR("litter"),
                        .words = STR("a sofa"),
                        .areas = STR("North"),
                        .person = &told,
                        .on_behalf_of = &mother,
                        .is_spoken_for = true,
                        .leave = STR("A daughter speaks for them, and they agree."),
                        .taken_in = &taken };
    struct doer by = { VOICE_REPORTER, STR("letter"), ID_NONE };
    result e = person_check(ctx, &known);
    if (!e)
        e = person_add(ctx, db, &known);
    if (!e)
        e = desk_open(ctx, db, t->world.now, &by, &desk);
    if (!e)
        e = report_file(&desk, &r, &reference);
    assert_int_equal(told.id, known.id);
    return e ? e : desk_settle(&desk);
}

static result taken_read(struct ctx *ctx, struct db *db, void *with)
{
    struct taking *t = with;
    struct case_row_list cases;
    struct fact_row_list facts = { 0 };
    struct case_people_out_list people = { 0 };
    struct buffer out = buffer_open(sizeof t->said - 1);
    result e = query_case_recent(ctx, db, &(struct case_recent_in){ COMMUNITY_FIRST, STR("North"), 1 },
                                 &cases);
    if (!e)
        e = query_fact_of_case(ctx, db, &(struct fact_of_case_in){ COMMUNITY_FIRST, cases.at[0].id }, &facts);
    if (!e)
        e = query_case_people(ctx, db, &(struct case_people_in){ COMMUNITY_FIRST, cases.at[0].id }, &people);
    for (size_t i = 0; i < facts.n; i++) {
        const struct fact_row *f = &facts.at[i];
        str value = f->kind == FACT_OPENED ? STR("") : f->value; // its reference
        buffer_print(&out, "%lld %.*s/%.*s by %d: %.*s, %lld days; ", (long long)f->kind, STR_ARGS(f->name),
                     STR_ARGS(value), (int)f->voice, STR_ARGS(f->words),
                     (long long)((f->recorded.second - f->happened.second) / DAY_SECONDS));
    }
    for (size_t i = 0; i < people.n; i++)
        buffer_print(&out, "%.*s %.*s %.*s %.*s %.*s %.*s; ", STR_ARGS(people.at[i].part),
                     STR_ARGS(people.at[i].name), STR_ARGS(people.at[i].telephone),
                     STR_ARGS(people.at[i].way), STR_ARGS(people.at[i].language),
                     STR_ARGS(people.at[i].print));
    snprintf(t->said, sizeof t->said, "%.*s", STR_ARGS(buffer_str(&out)));
    buffer_close(&out);
    return e;
}

static void test_taken_in(void **state)
{
    struct taking t;
    (void)state;
    world_open(&t.world, CHARTERS, "2026-01-02T00:00");
    t.world.now = at("2026-03-10T12:00");
    in_store(&t.world, take_in);
    in_store(&t.world, taken_read);
    in_store(&t.world, check_derived);
    world_close(&t.world);
    assert_string_equal(
        t.said,
        "2 litter/ by 2: a sofa, 2 days; 8 /North by 2: , 2 days; 10 original/ by 2: kanapa, 2 days; "
        "29 letter/spoken for by 1: A daughter speaks for them, and they agree., 0 days; "
        "reporter Zofia 01632960777 letter pl large; on behalf of Maria  none  ; ");
}

static void test_reference(void **state)
{
    struct arena *arena = arena_open(1 << 20);
    (void)state;
    assert_true(str_equal(reference_settle(arena, STR(" NS-25-0303 ")), STR("NS-25-0303")));
    assert_true(str_equal(reference_settle(arena, STR("333-3333")), STR("333-3333")));
    assert_true(str_equal(reference_settle(arena, STR("333 3333")), STR("333-3333")));
    assert_true(str_equal(reference_settle(arena, STR(" (333-3333).")), STR("333-3333")));
    assert_true(str_equal(reference_settle(arena, STR("333–3333")), STR("333-3333")));
    assert_true(str_equal(reference_settle(arena, STR("NS-25-0303.")), STR("NS-25-0303.")));
    assert_true(str_equal(reference_settle(arena, STR("343-3336")), STR("343-3336")));
    assert_true(
        str_equal(reference_settle(arena, STR("343333g")), STR("343333g"))); // its last letter is wrong
    arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_lines), cmocka_unit_test(test_answers),
                                        cmocka_unit_test(test_taken_in), cmocka_unit_test(test_reference) };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
