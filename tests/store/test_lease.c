// Who runs the clock, and when: one of several servers, another when its lease is over, none while the machine's time
// is before the record's.
#include "store/world.h"

#include "app/tick.h"

static const char CHARTER[] =
    "# Charter: Lease\n\n- Id: lease\n- Area: Lease ward\n- Between: the council; the residents\n"
    "- In force: 1 January 2026 to 31 December 2027\n- Calendar: england-and-wales\n\n"
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 2 working days\n- Target: at least 90% each quarter\n";

static const char *const CHARTERS[] = { CHARTER, NULL };

static struct tick server(const char *holder)
{
    struct tick tick = { .lease_seconds = 90 };
    snprintf(tick.holder, sizeof tick.holder, "%s", holder);
    return tick;
}

static bool beats(struct world *w, struct tick *tick, const char *now)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    must(&ctx, tick_run(&ctx, w->store, tick, at(now)));
    arena_close(ctx.arena);
    return tick->is_leading;
}

static result read_derived_at(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    str value;
    result e = setting_read(ctx, db, SETTING_DERIVED_AT, &value);
    snprintf(w->got, sizeof w->got, "%.*s", STR_ARGS(value));
    return e;
}

static void clock_is_at(struct world *w, const char *wanted)
{
    char text[40];
    snprintf(text, sizeof text, "%lld", (long long)at(wanted).second);
    in_store(w, read_derived_at);
    assert_string_equal(w->got, text);
}

static void test_one_leads(void **state)
{
    struct world w;
    struct tick a = server("a"), b = server("b");
    (void)state;
    world_open(&w, CHARTERS, "2026-02-02T09:00:00");
    assert_true(beats(&w, &a, "2026-02-02T10:00:00"));
    assert_false(beats(&w, &b, "2026-02-02T10:00:10"));
    clock_is_at(&w, "2026-02-02T10:00:00"); // b moved nothing
    assert_true(beats(&w, &a, "2026-02-02T10:00:30"));
    assert_false(beats(&w, &b, "2026-02-02T10:01:59")); // renewed at :30, ends at 10:02:00
    assert_true(beats(&w, &b, "2026-02-02T10:02:00"));  // a has died
    clock_is_at(&w, "2026-02-02T10:02:00");
    assert_false(beats(&w, &a, "2026-02-02T10:02:01")); // a was only slow
    world_close(&w);
}

static void test_given_up(void **state)
{
    struct world w;
    struct tick a = server("a"), b = server("b");
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    (void)state;
    world_open(&w, CHARTERS, "2026-02-02T09:00:00");
    assert_true(beats(&w, &a, "2026-02-02T10:00:00"));
    must(&ctx, tick_end(&ctx, w.store, &b, at("2026-02-02T10:00:05"))); // not b's to give
    assert_false(beats(&w, &b, "2026-02-02T10:00:06"));
    must(&ctx, tick_end(&ctx, w.store, &a, at("2026-02-02T10:00:07")));
    assert_true(beats(&w, &b, "2026-02-02T10:00:08"));
    arena_close(ctx.arena);
    world_close(&w);
}

// A lease from a clock that went wrong holds nobody up.
static void test_wrong_lease(void **state)
{
    struct world w;
    struct tick a = server("a"), b = server("b");
    (void)state;
    world_open(&w, CHARTERS, "2026-02-02T09:00:00");
    assert_true(beats(&w, &a, "2027-02-02T10:00:00"));
    assert_true(beats(&w, &b, "2026-02-02T10:00:10"));
    world_close(&w);
}

static result read_time(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    instant recorded;
    result e = record_time(ctx, db, w->now, &recorded);
    snprintf(w->got, sizeof w->got, "%lld", (long long)(recorded.second - w->now.second));
    return e;
}

static void test_set_back(void **state)
{
    struct world w;
    struct tick a = server("a");
    (void)state;
    world_open(&w, CHARTERS, "2026-02-02T09:00:00");
    w.wanted = "A-1";
    then(&w, "2026-02-04T10:00:00", report);
    assert_true(beats(&w, &a, "2026-02-04T10:00:30"));
    clock_is_at(&w, "2026-02-04T10:00:30");
    assert_true(beats(&w, &a, "2026-02-03T10:01:00")); // set back a day: it stands still
    assert_true(a.is_behind);
    clock_is_at(&w, "2026-02-04T10:00:30");
    then(&w, "2026-02-03T10:01:00", read_time);
    assert_string_equal(w.got, "86340"); // what is recorded now is recorded at the last time
    assert_true(beats(&w, &a, "2026-02-04T09:59:59"));
    clock_is_at(&w, "2026-02-04T10:00:30");
    assert_true(beats(&w, &a, "2026-02-04T10:01:00")); // it has caught up
    assert_false(a.is_behind);
    clock_is_at(&w, "2026-02-04T10:01:00");
    then(&w, "2026-02-04T10:02:00", read_time);
    assert_string_equal(w.got, "0");
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_leads),
        cmocka_unit_test(test_given_up),
        cmocka_unit_test(test_wrong_lease),
        cmocka_unit_test(test_set_back),
    };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
