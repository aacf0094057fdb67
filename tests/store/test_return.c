// A partner's return that is asked for: whoever is asked hears of it once, once when it falls due, once when it is
// late, and never when it is signed.
#include "store/world.h"

#include "app/outbox.h"
#include "app/partner_return.h"
#include "app/retention.h"

static const char CHARTER[] =
    "# Charter: Returns\n\n- Id: returns\n- Area: North\n- Between: the council; the residents\n"
    "- In force: 1 January 2026 to 31 December 2036\n- Calendar: none\n\n"
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 2 days\n- Target: at least 90% each quarter\n";

static const char *const CHARTERS[] = { CHARTER, NULL };

struct asking {
    struct world world; // first
    struct return_asking asking;
    char told[300];
};

static result ask(struct ctx *ctx, struct db *db, void *with)
{
    struct asking *a = with;
    a->asking = (struct return_asking){
        .body = STR("the water company"),
        .period = { date_from_civil((struct civil){ 2026, 1, 1 }),
                    date_from_civil((struct civil){ 2026, 3, 31 }) },
        .due = date_from_civil((struct civil){ 2026, 4, 21 }),
        .contact = { .id = ID_NONE, .name = STR("Wes"), .email = STR("wes@water.example") },
        .corrects = ID_NONE,
        .now = a->world.now,
    };
    return return_ask(ctx, db, &a->asking);
}

static result remind(struct ctx *ctx, struct db *db, void *with)
{
    struct asking *a = with;
    const struct zone *zone;
    result e = zone_load(ctx, STR("Europe/London"), &zone);
    return e ? e : returns_remind(ctx, db, zone, a->world.now);
}

static result sign(struct ctx *ctx, struct db *db, void *with)
{
    struct asking *a = with;
    return query_partner_return_sign(ctx, db,
                                     &(struct partner_return_sign_in){ COMMUNITY_FIRST,
                                                                       a->asking.id,
                                                                       RETURN_SIGNED,
                                                                       STR("0"),
                                                                       STR("Wes"),
                                                                       STR("Engineer"),
                                                                       { 0 },
                                                                       a->world.now });
}

static result told_read(struct ctx *ctx, struct db *db, void *with)
{
    struct asking *a = with;
    struct outbox_row_list rows;
    struct buffer out = buffer_open(sizeof a->told - 1);
    result e = query_outbox_of_state(
        ctx, db, &(struct outbox_of_state_in){ COMMUNITY_FIRST, STATE_WAITING, 0, 100 }, &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        buffer_print(&out, "%.*s ", STR_ARGS(rows.at[i].message));
    snprintf(a->told, sizeof a->told, "%.*s", STR_ARGS(buffer_str(&out)));
    buffer_close(&out);
    return e;
}

static void test_reminded(void **state)
{
    static const struct {
        const char *at, *told;
    } LINES[] = {
        { "2026-04-01T12:00", "return-asked " },
        { "2026-04-15T12:00", "return-asked " },
        { "2026-04-16T12:00", "return-asked return-due " },
        { "2026-04-21T12:00", "return-asked return-due " },
        { "2026-04-22T12:00", "return-asked return-due return-late " },
        { "2026-05-22T12:00", "return-asked return-due return-late " },
    };
    struct asking a;
    (void)state;
    world_open(&a.world, CHARTERS, "2026-01-02T00:00");
    in_store(&a.world, ask);
    for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
        a.world.now = at(LINES[i].at);
        in_store(&a.world, remind);
        in_store(&a.world, told_read);
        assert_string_equal(a.told, LINES[i].told);
    }
    world_close(&a.world);
}

static void test_signed(void **state)
{
    struct asking a;
    (void)state;
    world_open(&a.world, CHARTERS, "2026-01-02T00:00");
    in_store(&a.world, ask);
    in_store(&a.world, sign);
    a.world.now = at("2026-06-01T12:00");
    in_store(&a.world, remind);
    in_store(&a.world, told_read);
    assert_string_equal(a.told, "return-asked ");
    world_close(&a.world);
}

static result age(struct ctx *ctx, struct db *db, void *with)
{
    struct asking *a = with;
    struct erased out = { .words = 0 };
    struct adoption rules = { .kind = CONTENT_RETENTION,
                              .name = STR("rules"),
                              .body = STR("rule,data,months,done\nsigners,who signed returns,12,erased\n"),
                              .happened = a->world.now,
                              .recorded = a->world.now };
    struct partner_return_row row;
    bool is_done, is_found;
    result e = content_adopt(ctx, db, &rules);
    if (!e)
        e = retention_run(ctx, db, a->world.now, &out, &is_done);
    if (!e)
        e = query_partner_return_by_id(
            ctx, db, &(struct partner_return_by_id_in){ COMMUNITY_FIRST, a->asking.id }, &row, &is_found);
    if (!e)
        snprintf(a->told, sizeof a->told, "%lld gone; %s, signed by %s for the %.*s", (long long)out.signers,
                 row.person == ID_NONE ? "asked of nobody" : "asked of Wes", row.signer.n ? "Wes" : "nobody",
                 STR_ARGS(row.office));
    return e;
}

// Whoever signed and is no person here goes by age too; one that nobody signed stays as it is.
static void test_aged(void **state)
{
    struct asking a;
    (void)state;
    world_open(&a.world, CHARTERS, "2026-01-02T00:00");
    in_store(&a.world, ask);
    a.world.now = at("2028-01-01T00:00");
    in_store(&a.world, age);
    assert_string_equal(a.told, "0 gone; asked of Wes, signed by nobody for the ");
    a.world.now = at("2028-03-01T12:00");
    in_store(&a.world, sign);
    a.world.now = at("2029-03-01T12:00");
    in_store(&a.world, age);
    assert_string_equal(a.told, "0 gone; asked of Wes, signed by Wes for the Engineer");
    a.world.now = at("2029-03-02T12:00");
    in_store(&a.world, age);
    assert_string_equal(a.told, "1 gone; asked of nobody, signed by nobody for the Engineer");
    world_close(&a.world);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_reminded), cmocka_unit_test(test_signed),
                                        cmocka_unit_test(test_aged) };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
