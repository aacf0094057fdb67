// Reports that go on to a body's own system, under a clock and a server that the test moves: posted once whatever
// breaks, followed, closed as that body's word, disputed; nothing of an answer taken on trust.
#include "store/world.h"

#include "app/closing.h"
#include "app/handover.h"
#include "app/onward.h"
#include "app/outbox.h"
#include "app/report.h"
#include "app/setting.h"

static const char CHARTER[] =
    "# Charter: Onward\n\n- Id: onward\n- Area: Onward ward\n- Between: the council; the residents\n"
    "- In force: 1 January 2026 to 31 December 2027\n- Calendar: england-and-wales\n\n"
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 2 working days\n"
    "- Target: at least 90% each quarter\n";
static const char *const CHARTERS[] = { CHARTER, NULL };

// One question that the server is asked, and what it answers.
struct exchange {
    const char *asked; // in the address or the form
    const char *body;
    long status;
    result e;
};

struct office {
    const struct exchange *steps;
    size_t n, at;
    char form[20000]; // that was posted last
    int posts;
};

static result ask(struct ctx *ctx, void *with, str url, str form, struct open311_answer *answer)
{
    struct office *o = with;
    char whole[30000];
    snprintf(whole, sizeof whole, "%s %.*s %.*s", form.n ? "POST" : "GET", STR_ARGS(url), STR_ARGS(form));
    if (o->at >= o->n)
        fail_msg("nobody was to be asked: %s", whole);
    const struct exchange *s = &o->steps[o->at++];
    if (!strstr(whole, s->asked))
        fail_msg("%s was to be asked, not %s", s->asked, whole);
    o->posts += form.n > 0;
    if (form.n)
        snprintf(o->form, sizeof o->form, "%.*s", STR_ARGS(form));
    *answer = (struct open311_answer){ s->status, STR("application/json"), str_from(s->body) };
    return s->e ? (fail)(ctx, s->e, "its server does not answer") : OK;
}

static uint32_t no_jitter(void *of)
{
    (void)of;
    return 15;
}

static void all_asked(const struct office *o)
{
    if (o->at != o->n)
        fail_msg("%s was never asked", o->steps[o->at].asked);
}

#define OFFICE(steps) ((struct office){ steps, sizeof(steps) / sizeof *(steps), 0, "", 0 })

static struct outbox_done run(struct world *w, struct office *office)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    const struct onward_asker asker = { ask, office };
    struct outbox_work how = { NULL, 0, no_jitter, NULL, &asker };
    struct outbox_done done = { 0 };
    must(&ctx, outbox_run(&ctx, w->store, &how, w->now, &done));
    arena_close(ctx.arena);
    return done;
}

static void look(struct world *w, struct office *office)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    const struct onward_asker asker = { ask, office };
    must(&ctx, onward_look(&ctx, w->store, &asker, w->now));
    arena_close(ctx.arena);
}

static result server_add(struct ctx *ctx, struct db *db, void *with)
{
    (void)with;
    result e = query_onward_server_put(ctx, db,
                                       &(struct onward_server_put_in){ COMMUNITY_FIRST,
                                                                       STR("the council"),
                                                                       STR("https://council.example/v2"),
                                                                       { 0 },
                                                                       STR("k&y"),
                                                                       false,
                                                                       false,
                                                                       INSTANT_NONE });
    if (!e)
        e = query_onward_server_said(
            ctx, db,
            &(struct onward_server_said_in){
                COMMUNITY_FIRST, STR("the council"), STR("L1\tLitter\tyes\n"), false, INSTANT_NONE, { 0 } });
    return e ? e
             : query_onward_service_put(ctx, db,
                                        &(struct onward_service_put_in){ COMMUNITY_FIRST, STR("the council"),
                                                                         STR("litter"), STR("L1") });
}

static result file_words(struct ctx *ctx, struct db *db, struct world *w, str words, str place)
{
    struct doer by = { VOICE_REPORTER, STR("web"), ID_NONE };
    struct report r = { .service = STR("litter"),
                        .words = words,
                        .areas = STR("Onward ward"),
                        .latitude = STR("53.1"),
                        .longitude = STR("-2.1"),
                        .place = place,
                        .body = STR("the council"),
                        .is_sent = true,
                        .answers = { { STR("how many"), STR("two") } },
                        .n_answers = 1 };
    struct desk desk;
    str reference;
    result e = desk_open(ctx, db, w->now, &by, &desk);
    if (!e)
        e = report_file(&desk, &r, &reference);
    w->case_id = desk.case_id;
    return e ? e : desk_settle(&desk);
}

static result file(struct ctx *ctx, struct db *db, void *with)
{
    return file_words(ctx, db, with, STR("A bag & a bottle"), (str){ 0 });
}

// Words that speak of what is never shown are held back as they come in.
static result file_held(struct ctx *ctx, struct db *db, void *with)
{
    return file_words(ctx, db, with, STR("A bag, and a man sells drugs there"), (str){ 0 });
}

static result file_personal(struct ctx *ctx, struct db *db, void *with)
{
    return file_words(ctx, db, with, STR("A bag. Mr Jones threw it, ring me on 07700 900123"),
                      STR("By the gate, write to ada@example.org"));
}

static result address_set(struct ctx *ctx, struct db *db, void *with)
{
    (void)with;
    return setting_write(ctx, db, SETTING_ADDRESS, STR("https://here.example"));
}

// "state reference said | state of the case, its ending"
static result read_state(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct onward_report_row row;
    struct fact_row_list facts;
    struct case_row c;
    bool is_found;
    result e = onward_last(ctx, db, w->case_id, &row);
    if (!e)
        e = query_case_by_id(ctx, db, &(struct case_by_id_in){ COMMUNITY_FIRST, w->case_id }, &c, &is_found);
    if (!e)
        e = query_fact_of_case(ctx, db, &(struct fact_of_case_in){ COMMUNITY_FIRST, w->case_id }, &facts);
    if (e)
        return e;
    struct work_facts work = work_facts_of(&facts);
    snprintf(w->got, sizeof w->got, "%.*s %.*s %.*s|%s %.*s%s", STR_ARGS(row.state), STR_ARGS(row.reference),
             STR_ARGS(row.said), c.status == CASE_OPEN ? "open" : "closed", STR_ARGS(work.ending),
             work.is_disputed ? " disputed" : "");
    return OK;
}

static void state_is(struct world *w, const char *wanted)
{
    in_store(w, read_state);
    assert_string_equal(w->got, wanted);
}

static result read_sent_on(struct ctx *ctx, struct db *db, void *with)
{
    return read_kind(ctx, db, with, FACT_SENT_ON);
}

static result read_notes(struct ctx *ctx, struct db *db, void *with)
{
    return read_kind(ctx, db, with, FACT_NOTE);
}

static void begin_with_report(struct world *w)
{
    world_open(w, CHARTERS, "2026-02-02T09:00:00");
    in_store(w, server_add);
    then(w, "2026-02-02T10:00:00", file);
}

static const char ASKED_MORE[] =
    "{\"attributes\":[{\"code\":\"number\",\"description\":\"How many\",\"values\":"
    "[{\"key\":\"2\",\"name\":\"Two\"}]}]}";
#define DEFINITION                                                                                           \
    {                                                                                                        \
        "GET https://council.example/v2/services/L1.json?api_key=k%26y", ASKED_MORE, 200, OK                 \
    }
#define TAKEN(number)                                                                                        \
    {                                                                                                        \
        "POST", "[{\"service_request_id\":\"" number "\"}]", 201, OK                                         \
    }

static void test_taken(void **state)
{
    static const struct exchange steps[] = { DEFINITION, TAKEN("14-9") };
    struct office office = OFFICE(steps);
    struct world w;
    (void)state;
    begin_with_report(&w);
    assert_int_equal(run(&w, &office).sent, 1);
    all_asked(&office);
    assert_non_null(strstr(office.form, "api_key=k%26y&service_code=L1&lat=53.1&long=-2.1"));
    assert_non_null(strstr(office.form, "attribute[number]=2"));
    assert_non_null(strstr(office.form, "description=A%20bag%20%26%20a%20bottle%0A%0AOur%20reference%3A%20"));
    assert_null(strstr(office.form, "email="));
    state_is(&w, "taken 14-9 |open ");
    in_store(&w, read_sent_on);
    assert_string_equal(w.got, "the council taken |");
    assert_int_equal(run(&w, &office).sent, 0);
    world_close(&w);
}

// What is not answered is looked for before it is posted again; what is found is not posted.
static void test_lost(void **state)
{
    static const struct exchange first[] = { DEFINITION, { "POST", "", 0, ERR_BUSY } };
    static const struct exchange second[] = {
        { "GET https://council.example/v2/requests.json?service_code=L1&start_date=", "[]", 200, OK },
        DEFINITION,
        { "POST", "", 503, OK }
    };
    struct office office = OFFICE(first);
    char found[500];
    struct world w;
    (void)state;
    begin_with_report(&w);
    assert_int_equal(run(&w, &office).failed, 1);
    state_is(&w, "asked  its server does not answer|open ");
    w.now.second += 59;
    assert_int_equal(run(&w, &office).failed, 0); // not before its time
    w.now.second += 1;
    office = OFFICE(second);
    assert_int_equal(run(&w, &office).failed, 1);
    all_asked(&office);
    state_is(&w, "asked  its server can't answer now: 503|open ");
    const char *mark = strstr(office.form, "Our%20reference%3A%20") + 21;
    snprintf(found, sizeof found,
             "[{\"service_request_id\":\"no\",\"description\":\"Our reference: %.8s/2.\"},"
             "{\"service_request_id\":\"14-9\",\"description\":\"A bag\\n\\nOur reference: %.8s.\"}]",
             mark, mark);
    const struct exchange third[] = { { "GET https://council.example/v2/requests.json?", found, 200, OK } };
    w.now.second += 3600;
    office = OFFICE(third);
    assert_int_equal(run(&w, &office).sent, 1);
    assert_int_equal(office.posts, 0);
    state_is(&w, "taken 14-9 |open ");
    world_close(&w);
}

static result row_is_claimed(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct outbox_row_list rows;
    result e = query_outbox_of_state(
        ctx, db, &(struct outbox_of_state_in){ COMMUNITY_FIRST, STATE_WAITING, 0, 9 }, &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        e = query_outbox_set(ctx, db,
                             &(struct outbox_set_in){ COMMUNITY_FIRST,
                                                      rows.at[i].id,
                                                      STATE_SENDING,
                                                      1,
                                                      { w->now.second + SENDING_SECONDS },
                                                      { 0 },
                                                      INSTANT_NONE });
    return e;
}

// Killed behind the posting, before its answer was written.
static void test_killed(void **state)
{
    static const struct exchange posted[] = { DEFINITION, { "POST", "", 0, ERR_BUSY } };
    static const struct exchange again[] = {
        { "GET https://council.example/v2/requests.json?", "[]", 200, OK }, DEFINITION, TAKEN("14-9")
    };
    struct office office = OFFICE(posted);
    struct world w;
    (void)state;
    begin_with_report(&w);
    run(&w, &office);
    in_store(&w, row_is_claimed);
    office = OFFICE(again);
    assert_int_equal(run(&w, &office).sent, 0); // it may still be at it
    w.now.second += SENDING_SECONDS;
    assert_int_equal(run(&w, &office).sent, 1);
    all_asked(&office);
    world_close(&w);
}

static result retry(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct outbox_row_list rows;
    result e = query_outbox_of_state(
        ctx, db, &(struct outbox_of_state_in){ COMMUNITY_FIRST, STATE_DEAD, 0, 9 }, &rows);
    return e ? e : outbox_retry(ctx, db, rows.at[0].id, w->now);
}

static void test_refused(void **state)
{
    static const struct exchange refused[] = {
        DEFINITION,
        { "POST", "[{\"code\":400,\"description\":\"lat is outside\\u0007 the borough\"}]", 400, OK }
    };
    static const struct exchange again[] = { { "GET", "not for you", 403, OK }, DEFINITION, TAKEN("14-9") };
    struct office office = OFFICE(refused);
    struct world w;
    (void)state;
    begin_with_report(&w);
    assert_int_equal(run(&w, &office).dead, 1);
    state_is(&w, "not sent  its server refuses: 400, lat is outside  the borough|open ");
    in_store(&w, read_sent_on);
    assert_string_equal(w.got, "the council not sent |");
    w.now.second += 100 * DAY_SECONDS;
    assert_int_equal(run(&w, &office).sent, 0);
    in_store(&w, retry);
    office = OFFICE(again);
    assert_int_equal(run(&w, &office).sent, 1);
    state_is(&w, "taken 14-9 |open ");
    in_store(&w, read_sent_on);
    assert_string_equal(w.got, "the council not sent |the council taken |");
    world_close(&w);
}

// Away for days: given up after the twentieth time, and not before.
static void test_away(void **state)
{
    static const struct exchange busy[] = { { "", "", 0, ERR_BUSY } };
    struct world w;
    int64_t begun;
    (void)state;
    begin_with_report(&w);
    begun = w.now.second;
    for (int i = 1; i <= ATTEMPTS_ONWARD; i++) {
        struct office office = OFFICE(busy);
        struct outbox_done done = run(&w, &office);
        assert_int_equal(done.failed, i < ATTEMPTS_ONWARD);
        assert_int_equal(done.dead, i == ATTEMPTS_ONWARD);
        w.now.second += i < ATTEMPTS_ONWARD ? outbox_wait(i, 15) : 0;
    }
    assert_in_range(w.now.second - begun, 2 * DAY_SECONDS, 4 * DAY_SECONDS);
    state_is(&w, "not sent  its server does not answer|open ");
    world_close(&w);
}

static void test_token(void **state)
{
    static const struct exchange posted[] = { DEFINITION, { "POST", "[{\"token\":\"a/b\"}]", 200, OK } };
    static const struct exchange waits[] = { { "GET https://council.example/v2/tokens/a%2Fb.json?api_key",
                                               "[{\"token\":\"a/b\",\"service_request_id\":\"\"}]", 200,
                                               OK } };
    static const struct exchange comes[] = {
        { "tokens/a%2Fb.json", "[{\"token\":\"a/b\",\"service_request_id\":\"14-9\"}]", 200, OK }
    };
    struct office office = OFFICE(posted);
    struct world w;
    (void)state;
    begin_with_report(&w);
    assert_int_equal(run(&w, &office).failed, 1);
    state_is(&w, "token  it was taken, its number there is still to come|open ");
    w.now.second += 3600;
    office = OFFICE(waits);
    assert_int_equal(run(&w, &office).failed, 1);
    w.now.second += 3600;
    office = OFFICE(comes);
    assert_int_equal(run(&w, &office).sent, 1);
    state_is(&w, "taken 14-9 |open ");
    world_close(&w);
}

static void test_hostile_answers(void **state)
{
    static const struct {
        const char *body, *said;
        result e;
    } cases[] = {
        { "<html>", "what its server answers can't be read: ", OK },
        { "", "what its server answers can't be read: ", OK },
        { "7", "what its server answers can't be read: ", OK },
        { "[]", "its server answered without a number: look there for 'Our reference: ", OK },
        { "[{\"service_request_id\":[1]}]", "its server answered without a number: ", OK },
        { "", "its server does not answer", ERR_LIMIT }, // too much of it
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct exchange steps[] = { DEFINITION, { "POST", cases[i].body, 200, cases[i].e } };
        struct office office = OFFICE(steps);
        char wanted[200];
        struct world w;
        begin_with_report(&w);
        assert_int_equal(run(&w, &office).dead,
                         1); // something may have been taken: nobody posts it again unseen
        in_store(&w, read_state);
        snprintf(wanted, sizeof wanted, "not sent  %s", cases[i].said);
        assert_memory_equal(w.got, wanted, strlen(wanted));
        world_close(&w);
    }
}

static void taken(struct world *w)
{
    static const struct exchange steps[] = { DEFINITION, TAKEN("14-9") };
    struct office office = OFFICE(steps);
    begin_with_report(w);
    assert_int_equal(run(w, &office).sent, 1);
}

static void said(struct world *w, const char *list)
{
    const struct exchange steps[] = {
        { "GET https://council.example/v2/requests.json?service_request_id=14-9&api_key", list, 200, OK }
    };
    struct office office = OFFICE(steps);
    w->now.second += DAY_SECONDS;
    look(w, &office);
    all_asked(&office);
    look(w, &office); // not before its time
}

static void test_followed(void **state)
{
    struct world w;
    (void)state;
    taken(&w);
    said(&w, "[{\"service_request_id\":\"14-8\",\"status\":\"closed\"}]");
    state_is(&w, "taken 14-9 its server does not name it|open ");
    said(&w, "[{\"service_request_id\":\"14-9\",\"status\":\"open\",\"status_notes\":\"On Tuesday\"}]");
    said(&w, "[{\"service_request_id\":\"14-9\",\"status\":\"open\",\"status_notes\":\"On Tuesday\"}]");
    in_store(&w, read_notes);
    assert_string_equal(w.got, "  On Tuesday|"); // once
    said(&w, "[{\"service_request_id\":\"14-9\",\"status\":\"closed\",\"status_notes\":\"Attended\"}]");
    state_is(&w, "taken 14-9 |closed by the council");
    said(&w, "[{\"service_request_id\":\"14-9\",\"status\":\"open\"}]");
    state_is(&w, "taken 14-9 |open ");
    said(&w, "[{\"service_request_id\":\"14-9\",\"status\":\"closed\"}]");
    state_is(&w, "taken 14-9 |closed by the council");
    w.now.second += 90 * DAY_SECONDS; // nobody can dispute it any more: nobody asks any more
    said(&w, "[{\"service_request_id\":\"14-9\",\"status\":\"closed\"}]");
    state_is(&w, "over 14-9 |closed by the council");
    world_close(&w);
}

// Endings that some servers say beyond the specification; all else is open.
static void test_endings(void **state)
{
    static const struct {
        const char *status, *wanted;
    } cases[] = { { "fixed", "taken 14-9 |closed fixed" },
                  { "FIXED", "taken 14-9 |closed fixed" },
                  { "no_further_action", "taken 14-9 |closed no fix planned" },
                  { "not_councils_responsibility", "taken 14-9 |closed not ours" },
                  { "duplicate", "taken 14-9 |closed by the council" },
                  { "investigating", "taken 14-9 |open " },
                  { "", "taken 14-9 |open " } };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char list[200];
        struct world w;
        taken(&w);
        snprintf(list, sizeof list, "[{\"service_request_id\":\"14-9\",\"status\":\"%s\"}]", cases[i].status);
        said(&w, list);
        state_is(&w, cases[i].wanted);
        world_close(&w);
    }
}

static void test_long_notes(void **state)
{
    char list[9000];
    struct world w;
    (void)state;
    taken(&w);
    int n = snprintf(list, sizeof list,
                     "[{\"service_request_id\":\"14-9\",\"status\":\"open\",\"status_notes\":\"");
    for (int i = 0; i < 2000; i++)
        n += snprintf(list + n, sizeof list - (size_t)n, "\xc3\xa9");
    snprintf(list + n, sizeof list - (size_t)n, "\"}]");
    said(&w, list);
    in_store(&w, read_notes);
    assert_int_equal(strlen(w.got), sizeof w.got - 1); // cut, by the reader of the test too
    world_close(&w);
}

static void test_server_away(void **state)
{
    static const struct exchange steps[] = { { "service_request_id=14-9", "", 0, ERR_BUSY } };
    struct office office = OFFICE(steps);
    struct world w;
    (void)state;
    taken(&w);
    look(&w, &office);
    state_is(&w, "taken 14-9 its server does not answer|open ");
    look(&w, &office); // not before its time
    said(&w, "[{\"service_request_id\":\"14-9\",\"status\":\"closed\",\"status_notes\":\"Done\"}]");
    state_is(&w, "taken 14-9 |closed by the council");
    world_close(&w);
}

static result at_desk(struct ctx *ctx, struct db *db, struct world *w, result (*act)(struct desk *desk))
{
    struct doer by = { VOICE_REPORTER, STR("web"), ID_NONE };
    struct case_row row;
    struct desk desk;
    bool is_found;
    result e = query_case_by_id(ctx, db, &(struct case_by_id_in){ COMMUNITY_FIRST, w->case_id }, &row,
                                &is_found);
    if (!e)
        e = desk_open(ctx, db, w->now, &by, &desk);
    if (!e)
        e = desk_take(&desk, row.reference);
    if (!e)
        e = act(&desk);
    return e ? e : desk_settle(&desk);
}

static result dispute_do(struct desk *desk)
{
    return case_dispute(desk, &(struct disputing){ .words = STR("The bag is still there") });
}

static result dispute_held_do(struct desk *desk)
{
    return case_dispute(desk, &(struct disputing){ .words = STR("Now he sells drugs from a tent") });
}

static result dispute_personal_do(struct desk *desk)
{
    return case_dispute(desk, &(struct disputing){ .words = STR("Still there, ring 07700 900999") });
}

static result hand_over_do(struct desk *desk)
{
    static const struct body other = { .name = STR_INIT("the parish"), .is_tracked = true };
    return case_hand_over(desk, &(struct hand_over){ .to = &other, .words = STR("theirs") });
}

static result dispute(struct ctx *ctx, struct db *db, void *with)
{
    return at_desk(ctx, db, with, dispute_do);
}

static result dispute_held(struct ctx *ctx, struct db *db, void *with)
{
    return at_desk(ctx, db, with, dispute_held_do);
}

static result dispute_personal(struct ctx *ctx, struct db *db, void *with)
{
    return at_desk(ctx, db, with, dispute_personal_do);
}

static result hand_over(struct ctx *ctx, struct db *db, void *with)
{
    return at_desk(ctx, db, with, hand_over_do);
}

// Open again here, and said there as another request, which is the one asked after from then on.
static void test_disputed(void **state)
{
    static const struct exchange posted[] = { DEFINITION, TAKEN("14-10") };
    static const struct exchange later[] = { { "service_request_id=14-10%2C14-9&api_key",
                                               "[{\"service_request_id\":\"14-9\",\"status\":\"open\"},"
                                               "{\"service_request_id\":\"14-10\",\"status\":\"closed\","
                                               "\"status_notes\":\"Now gone\"}]",
                                               200, OK } };
    struct office office = OFFICE(posted);
    struct world w;
    (void)state;
    taken(&w);
    said(&w, "[{\"service_request_id\":\"14-9\",\"status\":\"closed\",\"status_notes\":\"Attended\"}]");
    in_store(&w, dispute);
    state_is(&w, "waiting  |open  disputed");
    assert_int_equal(run(&w, &office).sent, 1);
    assert_non_null(strstr(office.form, "description=About%20your%2014-9%3A%20"));
    assert_non_null(strstr(office.form, "The%20bag%20is%20still%20there"));
    assert_non_null(strstr(office.form, "%2F2."));
    office = OFFICE(later);
    w.now.second += 2 * DAY_SECONDS;
    look(&w, &office);
    state_is(&w, "taken 14-10 |closed by the council");
    world_close(&w);
}

// What others may not read here is not said to a server that may show it: the kind and the place are, that the words
// can be asked for, and where they stand.
static void test_held(void **state)
{
    static const struct exchange steps[] = { DEFINITION, TAKEN("14-9") };
    static const struct exchange again[] = { DEFINITION, TAKEN("14-10") };
    struct office office = OFFICE(steps);
    struct world w;
    (void)state;
    world_open(&w, CHARTERS, "2026-02-02T09:00:00");
    in_store(&w, server_add);
    in_store(&w, address_set);
    then(&w, "2026-02-02T10:00:00", file_held);
    assert_int_equal(run(&w, &office).sent, 1);
    assert_non_null(strstr(office.form, "lat=53.1&long=-2.1"));
    assert_non_null(
        strstr(office.form, "description=Reported%20as%3A%20litter.%20What%20was%20written%20is%20not"));
    assert_non_null(strstr(office.form, "https%3A%2F%2Fhere.example%2Fwork%2F"));
    assert_non_null(strstr(office.form, "Our%20reference%3A%20"));
    assert_null(strstr(office.form, "drugs"));
    said(&w, "[{\"service_request_id\":\"14-9\",\"status\":\"closed\",\"status_notes\":\"Attended\"}]");
    in_store(&w, dispute_held);
    office = OFFICE(again);
    assert_int_equal(run(&w, &office).sent, 1);
    assert_non_null(strstr(office.form, "description=About%20your%2014-9%3A%20"));
    assert_non_null(strstr(office.form, "is%20not%20for%20everybody"));
    assert_null(strstr(office.form, "drugs"));
    world_close(&w);
}

// What everybody's page covers is covered there too, in the words and in the place, and in what is disputed.
static void test_covered(void **state)
{
    static const struct exchange steps[] = { DEFINITION, TAKEN("14-9") };
    static const struct exchange again[] = { DEFINITION, TAKEN("14-10") };
    struct office office = OFFICE(steps);
    struct world w;
    (void)state;
    world_open(&w, CHARTERS, "2026-02-02T09:00:00");
    in_store(&w, server_add);
    then(&w, "2026-02-02T10:00:00", file_personal);
    assert_int_equal(run(&w, &office).sent, 1);
    assert_non_null(strstr(office.form, "lat=53.1&long=-2.1"));
    assert_non_null(strstr(office.form, "By%20the%20gate%2C%20write%20to%20%5Be-mail%20address%5D"));
    assert_non_null(strstr(office.form,
                           "A%20bag.%20%5Bname%5D%20threw%20it%2C%20ring%20me%20on%20"
                           "%5Btelephone%20number%5D"));
    assert_null(strstr(office.form, "900123"));
    said(&w, "[{\"service_request_id\":\"14-9\",\"status\":\"closed\",\"status_notes\":\"Attended\"}]");
    in_store(&w, dispute_personal);
    office = OFFICE(again);
    assert_int_equal(run(&w, &office).sent, 1);
    assert_non_null(strstr(office.form, "Still%20there%2C%20ring%20%5Btelephone%20number%5D"));
    world_close(&w);
}

static void test_handed_over(void **state)
{
    struct world w;
    (void)state;
    taken(&w);
    in_store(&w, hand_over);
    said(&w, "[{\"service_request_id\":\"14-9\",\"status\":\"closed\"}]");
    state_is(&w, "over 14-9 |open ");
    world_close(&w);
}

struct wanted_way {
    const char *service;
    bool is_silent, is_there;
};

static result way_work(struct ctx *ctx, struct db *db, void *with)
{
    const struct wanted_way *wanted = with;
    struct onward_way way;
    result e = onward_way_find(
        ctx, db,
        &(struct onward_service_by_name_in){ COMMUNITY_FIRST, STR("the council"), str_from(wanted->service) },
        wanted->is_silent, &way);
    assert_int_equal(way.is_there, wanted->is_there);
    return e;
}

// What is only counted goes nowhere by the code of a wider service.
static void test_ways(void **state)
{
    static struct wanted_way ways[] = { { "litter", false, true },     { "litter / needles", false, true },
                                        { "litter", true, true },      { "litter / needles", true, false },
                                        { "littering", false, false }, { "", false, false } };
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    struct world w;
    (void)state;
    world_open(&w, CHARTERS, "2026-02-02T09:00:00");
    in_store(&w, server_add);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        must(&ctx, store_read(&ctx, w.store, way_work, &ways[i]));
    arena_close(ctx.arena);
    world_close(&w);
}

static void test_addresses(void **state)
{
    static const char *const wrong[] = { "",
                                         "council.example/v2",
                                         "ftp://council.example/v2",
                                         "https://a b/",
                                         "https://user:key@council.example",
                                         "https://council.example/?a=b",
                                         "https://council.example/#x",
                                         "file:///etc/passwd" };
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_true(onward_address_problem(str_from(wrong[i])).n > 0);
    assert_int_equal(onward_address_problem(STR("https://council.example/open311/v2")).n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_taken),
        cmocka_unit_test(test_lost),
        cmocka_unit_test(test_killed),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_away),
        cmocka_unit_test(test_token),
        cmocka_unit_test(test_hostile_answers),
        cmocka_unit_test(test_followed),
        cmocka_unit_test(test_endings),
        cmocka_unit_test(test_long_notes),
        cmocka_unit_test(test_server_away),
        cmocka_unit_test(test_disputed),
        cmocka_unit_test(test_held),
        cmocka_unit_test(test_covered),
        cmocka_unit_test(test_handed_over),
        cmocka_unit_test(test_ways),
        cmocka_unit_test(test_addresses),
    };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
