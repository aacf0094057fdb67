// A crew's round: what is sent twice is done once; the time that a phone claims is taken as far as it can be; who was
// faster; the order of the stops.
#include "store/world.h"

#include "app/derived.h"
#include "app/report.h"
#include "app/round.h"

static const char CHARTER[] =
    "# Charter: Round\n\n- Id: round\n- Area: North; South\n- Between: the council; the residents\n"
    "- In force: 1 January 2026 to 31 December 2036\n- Calendar: none\n\n"
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 2 days\n- Target: at least 90% each quarter\n";

static const char *const CHARTERS[] = { CHARTER, NULL };
static const struct doer RESIDENT = { VOICE_REPORTER, STR_INIT("web"), ID_NONE };
static const struct doer CREW = { VOICE_SERVICE, STR_INIT("service officer, the council"), ID_NONE };

#define KEY_A "11111111-aaaa-4aaa-8aaa-111111111111"
#define KEY_B "22222222-bbbb-4bbb-8bbb-222222222222"
#define KEY_C "33333333-cccc-4ccc-8ccc-333333333333"

struct line {
    const char *at;
    int of; // which report; -1: a new one is filed
    const char *key, *outcome, *reason, *words;
    int64_t ago;
    const char *last; // the last fact of the case: "happened name value said_by | words"; or the error
};

static const struct line LINES[] = {
    { "2026-03-02T10:00", -1, "54.880,1.970", NULL, NULL, NULL, 0, NULL },
    { "2026-03-02T10:01", -1, "54.890,1.970", NULL, NULL, NULL, 0, NULL },
    { "2026-03-02T10:02", -1, "54.881,1.970", NULL, NULL, NULL, 0, NULL },
    { "2026-03-04T12:00", 0, "short", "done", "", "", 0,
      "what was sent has no key of its own: "
      "open the page again" },
    { "2026-03-04T12:00", 0, KEY_A, "could not", "", "", 0, "say why it could not be done" },
    // A refused one has left no trace: the same key does it now, when the crew says it was.
    { "2026-03-05T12:00", 0, KEY_A, "done", "", "", 18 * 3600,
      "2026-03-04T18:00 fixed closed service officer, the council; "
      "the time is the crew's word, sent 18 hours later |" },
    { "2026-03-05T12:01", 0, KEY_A, "done", "", "", 18 * 3600 + 60, "again" },
    { "2026-03-05T12:01", 1, KEY_A, "done", "", "", 0,
      "this was sent before, for another report: open the page again" },
    { "2026-03-05T12:02", 0, KEY_B, "not found", "", "", 0,
      "somebody else closed it meanwhile, as fixed: look at it at /work/" },
    { "2026-03-05T12:02", 1, KEY_B, "could not", "the gate was locked", "Locked at noon.", 30,
      "2026-03-05T12:02   service officer, the council | Could not be done: the gate was locked. Locked at noon." },
    // Before it was reported, and too long ago: the time of receipt counts, and the claim is told.
    { "2026-03-05T12:03", 1, KEY_C, "not found", "", "", 4 * 86400,
      "2026-03-05T12:03 not found no fix service officer, the council; the crew's word for the time, 4 days before, "
      "could not be taken |" },
};

struct playing {
    struct world world; // first: actions are given its address
    const struct line *line;
    char references[3][16];
    int n;
    bool is_again;
    result e;
    char got[600];
};

static result file(struct desk *desk, struct playing *p)
{
    str point = str_from(p->line->key);
    struct report r = { .service = STR("litter"),
                        .words = STR("it lies there"),
                        .areas = STR("North"),
                        .latitude = str_cut(&point, ','),
                        .longitude = point };
    str reference = { 0 };
    result e = report_file(desk, &r, &reference);
    snprintf(p->references[p->n++], sizeof p->references[0], "%.*s", STR_ARGS(reference));
    return e;
}

static result act(struct desk *desk, struct playing *p)
{
    const struct line *l = p->line;
    struct round_act a = {
        .key = str_from(l->key), .reason = str_from(l->reason), .words = str_from(l->words), .ago = l->ago
    };
    result e = desk_take(desk, str_from(p->references[l->of]));
    assert_true(round_outcome_from(str_from(l->outcome), &a.outcome));
    if (!e)
        e = round_act_do(desk, &a);
    p->is_again = a.is_again;
    return e;
}

static result play(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    struct desk desk;
    result e = desk_open(ctx, db, p->world.now, p->line->of < 0 ? &RESIDENT : &CREW, &desk);
    if (!e)
        e = p->line->of < 0 ? file(&desk, p) : act(&desk, p);
    return e || p->is_again ? e : desk_settle(&desk);
}

static result last_read(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    struct case_row row;
    struct fact_row_list facts;
    bool is_found;
    must(ctx,
         query_case_by_reference(
             ctx, db, &(struct case_by_reference_in){ COMMUNITY_FIRST, str_from(p->references[p->line->of]) },
             &row, &is_found));
    must(ctx, query_fact_of_case(ctx, db, &(struct fact_of_case_in){ COMMUNITY_FIRST, row.id }, &facts));
    const struct fact_row *f = &facts.at[facts.n - 1];
    struct buffer out = buffer_open(sizeof p->got - 1);
    date_write(&out, (date){ (int32_t)(f->happened.second / DAY_SECONDS) });
    buffer_print(&out, "T%02d:%02d %.*s %.*s %.*s | %.*s", (int)(f->happened.second % DAY_SECONDS / 3600),
                 (int)(f->happened.second % 3600 / 60), STR_ARGS(f->name), STR_ARGS(f->value),
                 STR_ARGS(f->said_by), STR_ARGS(f->words));
    snprintf(p->got, sizeof p->got, "%.*s", STR_ARGS(str_trim(buffer_str(&out))));
    buffer_close(&out);
    return OK;
}

static result check_derived(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    struct derived_checking checking = { .now = p->world.now };
    must(ctx, derived_check(ctx, db, &checking));
    if (checking.table)
        fail_msg("%s differs after line %d", checking.table, (int)(p->line - LINES));
    return OK;
}

static void line_play(struct playing *p)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    const char *wanted = p->line->last;
    p->world.now = at(p->line->at);
    p->is_again = false;
    p->e = store_write(&ctx, p->world.store, play, p);
    snprintf(p->got, sizeof p->got, "%s", p->e ? ctx.error.text : p->is_again ? "again" : "");
    arena_close(ctx.arena);
    if (!p->e && !p->is_again && wanted)
        in_store(&p->world, last_read);
    if (wanted && strncmp(p->got, wanted, p->e ? strlen(wanted) : sizeof p->got) != 0)
        fail_msg("line %d: '%s', not '%s'", (int)(p->line - LINES), p->got, wanted);
    in_store(&p->world, check_derived);
}

// The references of a round, in its order, and how far each is from the one before.
static result round_read(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    struct role_held role = { 1, ROLE_OFFICER, STR("the council"), { 0 }, { 0 } };
    struct visitor visitor = { .id = 1, .roles = { &role, 1, 1 } };
    const struct zone *zone;
    struct work_question q = { .visitor = &visitor, .now = p->world.now };
    struct round round;
    size_t n = 0;
    must(ctx, zone_load(ctx, STR("Europe/London"), &zone));
    q.zone = zone;
    must(ctx, round_list(ctx, db, &q, &round));
    p->got[0] = 0;
    for (size_t i = 0; i < round.n; i++)
        for (int k = 0; k < p->n; k++)
            if (str_equal(round.at[i].row.reference, str_from(p->references[k])))
                n += (size_t)snprintf(p->got + n, sizeof p->got - n, "%d %d|", k, (int)round.at[i].metres);
    return OK;
}

static void test_acts(void **state)
{
    struct playing p = { .n = 0 };
    (void)state;
    world_open(&p.world, CHARTERS, "2026-01-02T00:00");
    for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
        p.line = &LINES[i];
        line_play(&p);
        if (i == 2) { // the third is nearer to the first than the second is; nothing is due yet, then all is
            in_store(&p.world, round_read);
            assert_string_equal(p.got, "");
            p.world.now = at("2026-03-04T09:00");
            in_store(&p.world, advance);
            in_store(&p.world, round_read);
            assert_string_equal(p.got, "0 -1|2 111|1 1000|");
        }
    }
    world_close(&p.world);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_acts) };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
