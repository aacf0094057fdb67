// What is kept with a store from one transaction to the next is what would be read anew: over random histories of what
// is adopted, named and taken back, written by two servers on one store, asked by both at many times.
#include "app/adopt.h"
#include "app/desk.h"
#include "app/directory.h"
#include "app/ledger_internal.h"
#include "app/record.h"
#include "app/setting.h"

#include "engines.h"

#include "rules/worktime.h"

enum {
    HISTORIES = 4,
    HISTORIES_SERVED = 1,
    STEPS = 16,
    SERVERS = 2,
    ARENA_BYTES = 1 << 30,
    DUMP_BYTES = 4 << 20
};
enum { BEGUN = 1767600000, PROBE = 1768900000 }; // 5 and 20 January 2026

static const char CHARTER[] =
    "# Charter: One %u\n\n- Id: one-%u\n- Area: North; South\n- Between: the council; the county; the residents\n"
    "- In force: 1 January 2026 to 31 December 2026\n- Calendar: %s\n%s\n"
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within %u %s\n- Target: at least 90%% each %s\n\n"
    "## Standard S2: Trees\n- Provider: the county\n- Service: trees\n"
    "- Clock: from report to made safe, within 2 working days\n- Target: at least 80%% each month\n\n"
    "## Priority P1: All of it\n- Provider: the council\n- Contributes: S1; S2\n- Target: at least 60%% each month\n";

struct world {
    struct store *servers[SERVERS]; // two programs on one store
    unsigned seed;
    int64_t case_id;
    instant now;
    bool is_taken_back, asks_directory; // which takes long to read
    struct buffer *out;
};

static unsigned below(struct world *w, unsigned n)
{
    w->seed = w->seed * 1103515245u + 12345u;
    return (w->seed >> 16) % n;
}

static void must(const struct ctx *ctx, result e)
{
    if (e)
        fail_msg("%s: %s", result_name(e), ctx->error.text);
}

static str body_of(struct ctx *ctx, struct world *w, enum content_kind kind)
{
    static const char *const calendars[] = { "england-and-wales", "own" };
    unsigned n = below(w, 4);
    switch (kind) {
    case CONTENT_DOCUMENT:
        return str_format(ctx->arena, CHARTER, n, w->seed, calendars[below(w, 2)],
                          n ? "" : "- Hours: Monday to Friday 9:00 to 17:30\n", 1 + below(w, 30),
                          n ? "working days" : "working hours", n % 2 ? "month" : "quarter");
    case CONTENT_CALENDAR:
        return str_format(ctx->arena,
                          "# Calendar: Own\n\n- Id: own\n- Zone: Europe/London\n- Weekend: Saturday; Sunday\n"
                          "- Years: 2025 to 2027\n\n## 2026\n- %u January: A day off\n",
                          9 + below(w, 15));
    case CONTENT_CATEGORIES:
        return str_format(ctx->arena, "service,public,instead\n%s,counted only,%u\n",
                          n % 2 ? "litter" : "trees", w->seed);
    default:
        return (str){ 0 };
    }
}

static result adopt_one(struct ctx *ctx, struct db *db, struct world *w)
{
    static const enum content_kind kinds[] = { CONTENT_DOCUMENT, CONTENT_DOCUMENT, CONTENT_CALENDAR,
                                               CONTENT_CATEGORIES };
    struct adoption a = { .kind = kinds[below(w, 4)], .happened = w->now, .recorded = w->now };
    a.body = body_of(ctx, w, a.kind);
    a.name = a.kind == CONTENT_DOCUMENT ? str_format(ctx->arena, "one-%u", w->seed) : STR("own");
    if (below(w, 3) == 0) // it counts later
        a.happened.second += (int64_t)below(w, 2000000);
    return content_adopt(ctx, db, &a);
}

// A report with names that may be new; or one more fact on it, through a desk as pages do it.
static result say_one(struct ctx *ctx, struct db *db, struct world *w)
{
    static const char *const services[] = { "litter", "trees", "litter / bins" };
    struct fact_insert_in fact = fact_new(FACT_OPENED, w->now, w->now),
                          area = fact_new(FACT_AREA, w->now, w->now);
    struct doer by = { VOICE_SERVICE, STR("A post"), ID_NONE };
    struct desk desk;
    result e = desk_open(ctx, db, w->now, &by, &desk);
    fact.name = below(w, 8) ? str_from(services[below(w, 3)])
                            : str_format(ctx->arena, "service %u", below(w, 9));
    fact.value = str_format(ctx->arena, "T-%u", w->seed);
    area.value = below(w, 8) ? STR("North") : str_format(ctx->arena, "Place %u; South", below(w, 9));
    if (!e)
        e = fact_open(ctx, db, fact, &desk.case_id);
    if (!e && below(w, 2))
        e = fact_of(ctx, db, area, desk.case_id);
    struct fact_insert_in event = desk_fact(&desk, below(w, 2) ? FACT_EVENT : FACT_KNOWN);
    event.name = str_format(ctx->arena, "name %u", below(w, 9));
    event.value = STR("yes");
    if (!e && below(w, 4))
        e = desk_say(&desk, event, NULL);
    return e ? e : desk_settle(&desk);
}

// Asked for inside what is then taken back: its numbers go to something else.
static result end_step(struct ctx *ctx, struct db *db, const struct world *w)
{
    struct judge_options options = { .now = w->now, .by_period = true };
    struct ledger *ledger;
    struct directory directory;
    if (!w->is_taken_back)
        return OK;
    result e = ledger_open(ctx, db, &options, &ledger);
    if (!e && w->asks_directory)
        e = directory_read(ctx, db, &directory);
    return e ? e : (fail)(ctx, ERR_CONFLICT, "taken back");
}

static result step(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    result e = below(w, 2) ? adopt_one(ctx, db, w) : say_one(ctx, db, w);
    return e ? e : end_step(ctx, db, w);
}

static result adopt_calendar(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct adoption a = {
        .kind = CONTENT_CALENDAR, .name = STR("own"), .happened = w->now, .recorded = w->now
    };
    a.body = body_of(ctx, w, CONTENT_CALENDAR);
    result e = content_adopt(ctx, db, &a);
    return e ? e : end_step(ctx, db, w);
}

static void names_dump(struct buffer *out, const struct str_list *names)
{
    for (size_t i = 0; i < names->n; i++)
        buffer_print(out, "%.*s|", STR_ARGS(names->at[i]));
    buffer_add(out, STR("\n"));
}

static void account_dump(struct buffer *out, const struct judged_document *d, const struct account *a)
{
    const struct worktime *worktime = a->promise->timing.worktime;
    buffer_print(out, " account %.*s %d %d %zu %zu %zu %zu %zu %lld", STR_ARGS(a->promise->clause->label),
                 a->count != NULL, a->event, a->n_slots, a->n_areas, a->periods.units.n, a->periods.window,
                 a->periods.first_row,
                 worktime ? (long long)worktime_between(worktime, (instant){ BEGUN }, (instant){ PROBE })
                          : -1);
    for (size_t i = 0; i < a->periods.units.n; i++)
        buffer_print(out, " %d-%d", a->periods.units.at[i].from.day, a->periods.units.at[i].to.day);
    for (size_t i = 0; i < a->parents.n; i++) { // of this copy, not of the one it was made from
        assert_true(a->parents.at[i] >= d->accounts.at && a->parents.at[i] < d->accounts.at + d->accounts.n);
        buffer_print(out, " in %.*s", STR_ARGS(a->parents.at[i]->promise->clause->label));
    }
    buffer_add(out, STR("\n"));
}

static void document_dump(struct buffer *out, const struct ledger *ledger, const struct judged_document *d)
{
    buffer_print(out, "document %.*s %.*s of %lld at %lld\n", STR_ARGS(d->document->id), STR_ARGS(d->version),
                 (long long)ledger_content(ledger, d), (long long)d->as_of.at.second);
    names_dump(out, &d->areas);
    for (size_t i = 0; i < d->area_places.n; i++)
        buffer_print(out, " %d in %d", d->area_places.at[i].area, d->area_places.at[i].item);
    for (size_t i = 0; i < d->accounts.n; i++)
        account_dump(out, d, &d->accounts.at[i]);
    for (size_t s = 0; s < ledger->requests.shape.services.n; s++)
        for (size_t i = 0; i < d->matches[s].n; i++)
            buffer_print(out, " match %zu %d %d %d", s, d->matches[s].at[i].promise,
                         d->matches[s].at[i].account, d->matches[s].at[i].level);
    buffer_add(out, STR("\n"));
}

static void ledger_dump(struct buffer *out, const struct ledger *ledger)
{
    const struct shape *shape = &ledger->requests.shape;
    names_dump(out, &shape->events);
    names_dump(out, &shape->facts);
    names_dump(out, &shape->areas);
    for (size_t i = 0; i < shape->services.n; i++)
        buffer_print(out, "%.*s/%.*s|", STR_ARGS(shape->services.at[i].name),
                     STR_ARGS(shape->services.at[i].sub));
    buffer_print(out, "\n%d %lld %.*s\n", shape->has_areas, (long long)ledger->fold.before.second,
                 STR_ARGS(ledger->name));
    for (size_t i = 0; i < ledger->never_public.never.n; i++)
        buffer_print(out, "never %.*s %.*s\n", STR_ARGS(ledger->never_public.never.at[i].service.name),
                     STR_ARGS(ledger->never_public.never.at[i].instead));
    for (size_t i = 0; i < ledger->judged.calendars.n; i++)
        for (int32_t day = BEGUN / DAY_SECONDS; day < BEGUN / DAY_SECONDS + 30; day++)
            buffer_print(out, "%d",
                         calendar_is_holiday(ledger->judged.calendars.at[i].calendar, (date){ day }));
    for (size_t i = 0; i < ledger->judged.documents.n; i++)
        document_dump(out, ledger, &ledger->judged.documents.at[i]);
}

static result dump(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct judge_options options = { .now = w->now, .by_period = true };
    struct directory directory = { .areas = NULL };
    struct ledger *ledger;
    result e = ledger_open(ctx, db, &options, &ledger);
    if (!e && w->asks_directory)
        e = directory_read(ctx, db, &directory);
    if (e)
        return e;
    ledger_dump(w->out, ledger);
    for (size_t i = 0; i < directory.never_public.never.n; i++)
        buffer_print(w->out, "directory %.*s\n", STR_ARGS(directory.never_public.never.at[i].instead));
    return OK;
}

static result forget(struct ctx *ctx, struct db *db, void *with)
{
    (void)ctx;
    (void)with;
    keepsake_put(store_keepsakes(db), KEEPSAKE_GROUND, NULL, NULL);
    keepsake_put(store_keepsakes(db), KEEPSAKE_DIRECTORY, NULL, NULL);
    return OK;
}

static void ask(struct world *w, struct store *store, struct buffer *out)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    w->out = out;
    must(&ctx, store_read(&ctx, store, dump, w));
    arena_close(ctx.arena);
}

static void compare(struct world *w, int server)
{
    struct buffer kept = buffer_open(DUMP_BYTES), anew = buffer_open(DUMP_BYTES);
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    ask(w, w->servers[server], &kept);
    if (below(w, 2)) // else what is kept next goes on from here
        must(&ctx, store_read(&ctx, w->servers[server], forget, w));
    must(&ctx, store_read(&ctx, w->servers[!server], forget, w));
    ask(w, w->servers[!server], &anew);
    assert_true(kept.n && !kept.is_full && kept.n == anew.n);
    assert_memory_equal(kept.at, anew.at, kept.n);
    buffer_close(&kept);
    buffer_close(&anew);
    arena_close(ctx.arena);
}

static result begin(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct adoption a = {
        .kind = CONTENT_CALENDAR, .name = STR("own"), .happened = w->now, .recorded = w->now
    };
    a.body = body_of(ctx, w, CONTENT_CALENDAR);
    result e = community_ensure(ctx, db, STR("Test"), STR("Europe/London"));
    if (!e)
        e = content_adopt(ctx, db, &a);
    return e ? e : derived_rebuild(ctx, db, w->now);
}

static void one_step(struct world *w)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    w->now.second += (int64_t)below(w, 400000);
    w->is_taken_back = below(w, 3) == 0;
    result e = store_write(&ctx, w->servers[below(w, SERVERS)], step, w);
    if (!w->is_taken_back)
        must(&ctx, e);
    arena_close(ctx.arena);
}

static void one_history(unsigned seed)
{
    struct fresh fresh = fresh_open();
    struct world w = { .seed = seed, .now = { BEGUN } };
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    for (int i = 0; i < SERVERS; i++)
        must(&ctx, store_open(&ctx, str_from(fresh.url), STORE_CREATE, &w.servers[i]));
    must(&ctx, store_write(&ctx, w.servers[0], begin, &w));
    for (int i = 0; i < STEPS; i++) {
        w.asks_directory = i % 3 == 2;
        one_step(&w);
        compare(&w, (int)below(&w, SERVERS));
    }
    for (int i = 0; i < SERVERS; i++)
        store_close(w.servers[i]);
    arena_close(ctx.arena);
    fresh_close(&fresh);
}

static void histories(void **state)
{
    (void)state;
    unsigned n = engine_turn == ON_SQLITE ? HISTORIES : HISTORIES_SERVED;
    for (unsigned seed = 1; seed <= n; seed++)
        one_history(seed);
}

// What is asked for again with nothing changed is the very thing that was there, and no more memory is taken for it.
static result same_ground(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct judge_options options = { .now = w->now, .by_period = true };
    struct ledger *first, *second;
    result e = ledger_open(ctx, db, &options, &first);
    size_t used = arena_used(ctx->arena);
    options.now.second += 100 * (int64_t)DAY_SECONDS;
    if (!e)
        e = ledger_open(ctx, db, &options, &second);
    if (e)
        return e;
    assert_ptr_equal(first->judged.documents.at[0].document, second->judged.documents.at[0].document);
    assert_ptr_equal(first->zone, second->zone);
    assert_ptr_not_equal(first->judged.documents.at, second->judged.documents.at);
    assert_true(arena_used(ctx->arena) - used < 100000);
    return OK;
}

static result one_charter(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct adoption a = {
        .kind = CONTENT_DOCUMENT, .name = STR("one"), .happened = w->now, .recorded = w->now
    };
    a.body = body_of(ctx, w, CONTENT_DOCUMENT);
    result e = begin(ctx, db, w);
    return e ? e : content_adopt(ctx, db, &a);
}

static void kept_as_it_is(void **state)
{
    (void)state;
    struct fresh fresh = fresh_open();
    struct world w = { .seed = 1, .now = { BEGUN } };
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    must(&ctx, store_open(&ctx, str_from(fresh.url), STORE_CREATE, &w.servers[0]));
    must(&ctx, store_write(&ctx, w.servers[0], one_charter, &w));
    must(&ctx, store_read(&ctx, w.servers[0], same_ground, &w));
    store_close(w.servers[0]);
    arena_close(ctx.arena);
    fresh_close(&fresh);
}

// A calendar that was taken back, read meanwhile, and another of the same name that gets its number.
static void number_of_another(void **state)
{
    (void)state;
    struct fresh fresh = fresh_open();
    struct world w = { .seed = 1, .now = { BEGUN } };
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    for (int i = 0; i < SERVERS; i++)
        must(&ctx, store_open(&ctx, str_from(fresh.url), STORE_CREATE, &w.servers[i]));
    must(&ctx, store_write(&ctx, w.servers[0], one_charter, &w));
    for (int i = 0; i < 2; i++) {
        struct ctx own = { .arena = arena_open(ARENA_BYTES) };
        w.is_taken_back = i == 0;
        result e = store_write(&own, w.servers[0], adopt_calendar, &w);
        assert_int_equal(e, w.is_taken_back ? ERR_CONFLICT : OK);
        arena_close(own.arena);
    }
    compare(&w, 0);
    for (int i = 0; i < SERVERS; i++)
        store_close(w.servers[i]);
    arena_close(ctx.arena);
    fresh_close(&fresh);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(histories), cmocka_unit_test(kept_as_it_is),
                                        cmocka_unit_test(number_of_another) };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
