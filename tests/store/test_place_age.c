// Photographs of places that were graded on foot belong to no case: they are erased by age, each by the day on which it
// was put on record, and their files with them; younger ones and those of no rule stay.
#include "store/world.h"

#include "app/photograph.h"
#include "app/retention.h"
#include "base/folder.h"

static const char *const NONE[] = { NULL };

struct ageing {
    struct world world; // first: actions are given its address
    struct shelf shelf;
    char folder[300];
    const char *name, *rule;
};

static str hash_of(struct ctx *ctx, const char *kind, const char *name)
{
    return shelf_name(ctx, str_format(ctx->arena, "%s %s", kind, name));
}

static result photographed(struct ctx *ctx, struct db *db, void *with)
{
    struct ageing *a = with;
    struct picture picture = { .large = str_format(ctx->arena, "large %s", a->name),
                               .small = str_format(ctx->arena, "small %s", a->name),
                               .width = 1600,
                               .height = 1200,
                               .small_width = 320,
                               .small_height = 240 };
    struct photograph_files files;
    struct private_part part = PRIVATE_NOTHING;
    struct fact_insert_in fact = fact_new(FACT_PHOTOGRAPH, a->world.now, a->world.now);
    int64_t id, photograph;
    str large = hash_of(ctx, "large", a->name), small = hash_of(ctx, "small", a->name);
    fact.document = STR("verges");
    fact.clause = STR("S1");
    fact.name = STR("walkabout");
    part.photograph = str_format(ctx->arena, "%.*s %.*s", STR_ARGS(large), STR_ARGS(small));
    result e = photograph_put(ctx, &a->shelf, &picture, &files);
    if (!e)
        e = fact_keep(ctx, db, fact, part, &id);
    struct photograph_insert_in row = { .community = COMMUNITY_FIRST,
                                        .case_id = ID_NONE,
                                        .fact_id = e ? ID_NONE : id,
                                        .hash = large,
                                        .small = small,
                                        .kind = STR("walkabout"),
                                        .width = 1600,
                                        .height = 1200,
                                        .small_width = 320,
                                        .small_height = 240,
                                        .pair = ID_NONE,
                                        .covers = ID_NONE,
                                        .state = STR("shown"),
                                        .added = a->world.now };
    return e ? e : query_photograph_insert(ctx, db, &row, &photograph);
}

static result ruled(struct ctx *ctx, struct db *db, void *with)
{
    struct ageing *a = with;
    struct adoption rules = { .kind = CONTENT_RETENTION, .name = STR("rules"), .body = str_from(a->rule) };
    rules.happened = rules.recorded = a->world.now;
    return content_adopt(ctx, db, &rules);
}

// "1 erased; kept: young".
static result aged(struct ctx *ctx, struct db *db, void *with)
{
    struct ageing *a = with;
    struct erased out = { .words = 0 };
    struct photograph_row_list rows;
    bool is_done;
    result e = retention_run(ctx, db, a->world.now, &out, &is_done);
    if (!e)
        e = query_photograph_of_places(ctx, db, &(struct photograph_of_places_in){ COMMUNITY_FIRST }, &rows);
    size_t n = (size_t)snprintf(a->world.got, sizeof a->world.got,
                                "%lld erased; kept:", (long long)out.photographs);
    for (size_t i = 0; !e && i < rows.n; i++)
        n += (size_t)snprintf(a->world.got + n, sizeof a->world.got - n, " %s",
                              str_equal(rows.at[i].hash, hash_of(ctx, "large", "old"))         ? "old"
                                  : str_equal(rows.at[i].hash, hash_of(ctx, "large", "young")) ? "young"
                                                                                               : "another");
    return e;
}

static int64_t swept(struct ageing *a)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    int64_t n;
    must(&ctx, photographs_sweep(&ctx, a->world.store, &a->shelf, a->world.now, &n));
    arena_close(ctx.arena);
    return n;
}

static bool is_on_shelf(struct ageing *a, const char *name)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    bool is = shelf_has(&ctx, &a->shelf, hash_of(&ctx, "large", name));
    arena_close(ctx.arena);
    return is;
}

static void two_graded(struct ageing *a, const char *rule)
{
    static int n;
    *a = (struct ageing){ .rule = rule };
    snprintf(a->folder, sizeof a->folder, "%s/wardmote-age-%d-%d.shelf", temporary(), (int)getpid(), ++n);
    a->shelf = shelf_folder(a->folder);
    world_open(&a->world, NONE, "2026-01-10T09:00:00");
    in_store(&a->world, ruled);
    a->name = "old";
    in_store(&a->world, photographed);
    a->world.now = at("2026-07-10T09:00:00");
    a->name = "young";
    in_store(&a->world, photographed);
}

static void end(struct ageing *a)
{
    folder_remove(a->folder);
    world_close(&a->world);
}

static void test_by_age(void **state)
{
    struct ageing a;
    (void)state;
    two_graded(&a, "rule,data,months,done\npictures,photographs,12,erased\n");
    expect(&a.world, "2027-01-10T09:00:00", aged, "0 erased; kept: old young"); // twelve months to the day
    assert_int_equal(swept(&a), 0);
    expect(&a.world, "2027-01-11T09:00:00", aged, "1 erased; kept: young");
    assert_int_equal(swept(&a), 2); // the large one and the small
    assert_true(!is_on_shelf(&a, "old") && is_on_shelf(&a, "young"));
    expect(&a.world, "2027-07-11T09:00:00", aged, "1 erased; kept:");
    assert_int_equal(swept(&a), 2);
    end(&a);
}

static void test_kept(void **state)
{
    static const char *const RULES[] = { "rule,data,months,done\npictures,photographs,12,kept\n",
                                         "rule,data,months,done\nwords,words of others,12,erased\n" };
    (void)state;
    for (size_t i = 0; i < sizeof RULES / sizeof *RULES; i++) {
        struct ageing a;
        two_graded(&a, RULES[i]);
        expect(&a.world, "2036-01-10T09:00:00", aged, "0 erased; kept: old young");
        assert_int_equal(swept(&a), 0);
        end(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_by_age), cmocka_unit_test(test_kept) };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
