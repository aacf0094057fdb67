// What the clock does on a day that somebody set: a change that waited is adopted, a text that was withheld is shown.
#include "store/world.h"

#include "app/change.h"
#include "app/fold.h"
#include "app/hiding.h"
#include "app/tick.h"

static const char CHARTER[] =
    "# Charter: Day\n\n- Id: day\n- Area: North\n- Between: the council; the residents\n"
    "- In force: 1 January 2026 to 31 December 2027\n- Calendar: england-and-wales\n\n"
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 2 working days\n";
static const char NEXT[] =
    "# Charter: Next\n\n- Id: next\n- Area: North\n- Between: the council; the residents\n"
    "- In force: 1 January 2026 to 31 December 2027\n- Calendar: england-and-wales\n\n"
    "## Standard S1: Bins\n- Provider: the council\n- Service: bins\n"
    "- Clock: from report to completion, within 2 working days\n";
static const char *const CHARTERS[] = { CHARTER, NULL };

#define BODIES "name,kind,telephone,email,about,tracked,areas\n"

struct dayed {
    struct world w; // first
    struct tick tick;
    int64_t id;
    result e;
};

static result now_read(struct ctx *ctx, struct db *db, void *with)
{
    struct dayed *d = with;
    struct text_now now;
    struct pending_row_list waiting;
    result e = text_now(ctx, db, CONTENT_BODIES, (str){ 0 }, &now);
    if (!e)
        e = query_pending_list(ctx, db, &(struct pending_list_in){ COMMUNITY_FIRST, 10 }, &waiting);
    if (e)
        return e;
    str rest = now.body;
    (void)str_cut(&rest, '\n');
    str first = str_cut(&rest, ',');
    size_t n = (size_t)snprintf(d->w.got, sizeof d->w.got, "%.*s", STR_ARGS(first));
    for (size_t i = waiting.n; i-- > 0;)
        n += (size_t)snprintf(d->w.got + n, sizeof d->w.got - n, "|%s %.*s",
                              date_is_none(waiting.at[i].day) ? "looked at" : "waits",
                              STR_ARGS(waiting.at[i].fault));
    return e;
}

// One beat of the clock, as a server does it; what counts then, and what waits.
static void beats(struct dayed *d, const char *now, const char *wanted)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    d->w.now = at(now);
    must(&ctx, tick_run(&ctx, d->w.store, &d->tick, d->w.now));
    arena_close(ctx.arena);
    in_store(&d->w, now_read);
    assert_string_equal(d->w.got, wanted);
}

static date day_of(const char *text)
{
    date day;
    assert_true(date_parse(str_from(text), &day));
    return day;
}

static void do_it(struct dayed *d, struct change_doing doing)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    doing.id = doing.id ? doing.id : d->id;
    doing.person = ID_NONE;
    doing.now = d->w.now;
    d->e = change_do(&ctx, d->w.store, &doing);
    snprintf(d->w.got, sizeof d->w.got, "%s", ctx.error.text);
    arena_close(ctx.arena);
}

struct putting {
    struct change_new fresh;
    enum content_kind kind;
    char seen[128];
};

static result put(struct ctx *ctx, struct db *db, void *with)
{
    struct putting *p = with;
    struct text_now now;
    result e = text_now(ctx, db, p->kind, p->fresh.name, &now);
    if (e)
        return e;
    snprintf(p->seen, sizeof p->seen, "%.*s", STR_ARGS(now.hash));
    p->fresh.base = now.hash;
    return change_put(ctx, db, &p->fresh);
}

// A text is put by and looked at against what counts; its hash in `seen`.
static void waits_put(struct dayed *d, enum content_kind kind, const char *name, const char *text,
                      char seen[128])
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    struct putting p = { .kind = kind };
    p.fresh = (struct change_new){ .kind = kind,
                                   .name = str_from(name),
                                   .source = STR("a file"),
                                   .body = str_from(text),
                                   .person = ID_NONE,
                                   .now = d->w.now };
    must(&ctx, store_write(&ctx, d->w.store, put, &p));
    d->id = p.fresh.id;
    memcpy(seen, p.seen, sizeof p.seen);
    arena_close(ctx.arena);
}

static struct dayed open_at(const char *now)
{
    struct dayed d = { .tick = { .holder = "one", .lease_seconds = 60 } };
    world_open(&d.w, CHARTERS, now);
    return d;
}

static void adopt(struct dayed *d, const char *text)
{
    char seen[128];
    waits_put(d, CONTENT_BODIES, "", text, seen);
    do_it(d, (struct change_doing){ .deed = CHANGE_ADOPT, .seen = str_from(seen) });
    assert_int_equal(d->e, OK);
}

#define FIRST BODIES "the council,council,,,,yes,\n"
#define SECOND BODIES "the new council,council,,,,yes,\n"
#define THIRD BODIES "the third council,council,,,,yes,\n"

// At the first moment of the day, by London's clock, and once.
static void test_change(void **state)
{
    struct dayed d = open_at("2026-03-20T09:00:00");
    char seen[128];
    (void)state;
    adopt(&d, FIRST);
    waits_put(&d, CONTENT_BODIES, "", SECOND, seen);
    do_it(&d,
          (struct change_doing){ .deed = CHANGE_WAIT, .seen = STR("another"), .day = day_of("2026-04-01") });
    assert_int_equal(d.e, ERR_RULE); // it was looked at against a text that counts no more
    do_it(&d,
          (struct change_doing){ .deed = CHANGE_WAIT, .seen = str_from(seen), .day = day_of("2026-04-01") });
    assert_int_equal(d.e, OK);
    beats(&d, "2026-03-31T22:59:59", "the council|waits ");
    beats(&d, "2026-03-31T23:00:00", "the new council");
    beats(&d, "2026-04-02T09:00:00", "the new council");
    world_close(&d.w);
}

#define CHANGED                                                                                              \
    "Somebody else has changed this since you looked. What you see now is against the newest: look once "    \
    "more, then adopt it."

// What came since stays, and the change waits for a person. A server that stood still adopts it when it runs again.
static void test_overtaken(void **state)
{
    struct dayed d = open_at("2026-03-20T09:00:00");
    char seen[128];
    (void)state;
    adopt(&d, FIRST);
    waits_put(&d, CONTENT_BODIES, "", SECOND, seen);
    do_it(&d,
          (struct change_doing){ .deed = CHANGE_WAIT, .seen = str_from(seen), .day = day_of("2026-04-01") });
    int64_t waiting = d.id;
    adopt(&d, THIRD);
    beats(&d, "2026-04-01T09:00:00", "the third council|waits " CHANGED);
    beats(&d, "2026-04-01T09:01:00", "the third council|waits " CHANGED); // nor is it tried again
    waits_put(&d, CONTENT_AREAS, "", "", seen); // what counts of another kind is another's
    do_it(&d, (struct change_doing){ .deed = CHANGE_DROP });
    d.id = waiting;
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    str hash = content_hash(&ctx, STR(THIRD));
    do_it(&d, (struct change_doing){ .deed = CHANGE_WAIT, .seen = hash, .day = day_of("2026-05-01") });
    arena_close(ctx.arena);
    beats(&d, "2026-04-30T09:00:00", "the third council|waits ");
    beats(&d, "2026-05-11T09:00:00", "the new council");
    world_close(&d.w);
}

static result documents_read(struct ctx *ctx, struct db *db, void *with)
{
    struct dayed *d = with;
    struct text_now now;
    result e = text_now(ctx, db, CONTENT_DOCUMENT, STR("next"), &now);
    snprintf(d->w.got, sizeof d->w.got, "%s", !e && now.is_there ? "adopted" : "not adopted");
    return e;
}

// An election that was announced after the day was set holds the charter.
static void test_held(void **state)
{
    struct dayed d = open_at("2026-03-20T09:00:00");
    char seen[128];
    (void)state;
    adopt(&d, FIRST);
    waits_put(&d, CONTENT_DOCUMENT, "next", NEXT, seen);
    do_it(&d,
          (struct change_doing){ .deed = CHANGE_WAIT, .seen = str_from(seen), .day = day_of("2026-04-01") });
    assert_int_equal(d.e, OK);
    int64_t charter = d.id;
    waits_put(&d, CONTENT_ELECTIONS, "", "name,from,until\nThe election,2026-03-30,2026-05-07\n", seen);
    do_it(&d, (struct change_doing){ .deed = CHANGE_ADOPT, .seen = str_from(seen) });
    assert_int_equal(d.e, OK);
    beats(&d, "2026-04-01T09:00:00",
          "the council|waits No charter is launched or signed here until The election is over.");
    in_store(&d.w, documents_read);
    assert_string_equal(d.w.got, "not adopted");
    d.id = charter;
    do_it(&d, (struct change_doing){ .deed = CHANGE_WAIT, .seen = STR(""), .day = day_of("2026-05-08") });
    assert_int_equal(d.e, OK);
    beats(&d, "2026-05-08T09:00:00", "the council");
    in_store(&d.w, documents_read);
    assert_string_equal(d.w.got, "adopted");
    world_close(&d.w);
}

static result withhold(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct desk desk;
    struct doer by = { VOICE_SERVICE, STR_INIT("an officer"), ID_NONE };
    struct withholding until = { WITHHELD_CLAIM, w->wanted[0] == 'E',
                                 date_from_civil((struct civil){ 2026, 3, 30 }) };
    result e = desk_open(ctx, db, w->now, &by, &desk);
    if (!e)
        e = desk_take(&desk, str_from(w->wanted));
    if (!e)
        e = case_withhold(&desk, &until);
    return e ? e : desk_settle(&desk);
}

// "shown", or what everybody sees instead; and that the facts say the same as the row.
static result seen_read(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct case_row row;
    struct fact_row_list facts;
    bool is_found;
    result e = query_case_by_reference(
        ctx, db, &(struct case_by_reference_in){ COMMUNITY_FIRST, str_from(w->wanted) }, &row, &is_found);
    if (!e)
        e = query_fact_of_case(ctx, db, &(struct fact_of_case_in){ COMMUNITY_FIRST, row.id }, &facts);
    if (e)
        return e;
    bool is_held = withheld_of(&facts, w->now) != NULL;
    snprintf(w->got, sizeof w->got, "%s, %s", row.visibility == VISIBLE ? "shown" : "without text",
             is_held ? "withheld" : "not withheld");
    return OK;
}

static result rebuild(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    return derived_rebuild(ctx, db, w->now);
}

// The clock shows it again when its last day is over, by London's clock; the other kind waits for a person.
static void test_withheld(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, CHARTERS, "2026-03-20T09:00:00");
    static const char *const references[] = { "E-1", "R-1" };
    for (size_t i = 0; i < 2; i++) {
        w.wanted = references[i];
        then(&w, "2026-03-20T10:00:00", report);
        then(&w, "2026-03-20T11:00:00", withhold);
    }
    w.wanted = "E-1";
    expect(&w, "2026-03-30T22:59:59", seen_read, "without text, withheld");
    expect(&w, "2026-03-30T23:00:00", seen_read, "shown, not withheld");
    in_store(&w, rebuild);
    expect(&w, "2026-03-30T23:00:01", seen_read, "shown, not withheld");
    w.wanted = "R-1";
    expect(&w, "2026-04-20T09:00:00", seen_read, "without text, withheld");
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_change), cmocka_unit_test(test_overtaken),
                                        cmocka_unit_test(test_held), cmocka_unit_test(test_withheld) };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
