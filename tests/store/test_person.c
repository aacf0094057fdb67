// People in the store: found, bound, erased with what is derived of them, erased again by a list, erased by age.
#include "store/world.h"

#include "app/account.h"
#include "app/erase.h"
#include "app/erasures.h"
#include "app/retention.h"
#include "app/tick.h"

static const char CHARTER[] =
    "# Charter: Forget\n\n- Id: forget\n- Area: Forget ward\n- Between: the council; the residents\n"
    "- In force: 1 January 2026 to 31 December 2036\n- Calendar: none\n\n"
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 2 days\n- Target: at least 90% each quarter\n"
    "- If late: R1\n\n"
    "## Redress R1: One late case\n- Step 1: the provider tells the person who reported the reason, within 3 days\n";

static const char *const CHARTERS[] = { CHARTER, NULL };

static struct person person_make(const char *name, const char *email)
{
    return (
        struct person){ ID_NONE, str_from(name), str_from(email), { 0 }, { 0 }, { 0 }, STR("none"), { 0 } };
}

static result bind(struct ctx *ctx, struct db *db, struct world *w, const char *name)
{
    struct person p = person_make(name, "who@example.org");
    bool is_new;
    result e = person_check(ctx, &p);
    if (!e)
        e = person_add(ctx, db, &p);
    return e
        ? e
        : person_bind(ctx, db,
                      &(struct case_person_insert_in){ COMMUNITY_FIRST, w->case_id, p.id, PART_REPORTER },
                      &is_new);
}

static result note_add(struct ctx *ctx, struct db *db, struct world *w, enum voice voice, const char *words)
{
    struct fact_insert_in fact = fact_new(FACT_NOTE, w->now, w->now);
    fact.voice = voice;
    fact.words = str_from(words);
    return fact_of(ctx, db, fact, w->case_id);
}

// A report with words and a place, what its reporter and the service said, and an answer that the reporter gave.
static result live(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct fact_insert_in fact = fact_new(FACT_OPENED, w->now, w->now),
                          done = fact_new(FACT_STEP_DONE, w->now, w->now);
    struct private_part place = { { 0 }, STR("51.1"), STR("-1.7"), STR("by the shed"), ID_NONE, { 0 } };
    fact.name = STR("litter");
    fact.value = str_from(w->wanted);
    fact.words = STR("rubbish by my house");
    fact.voice = VOICE_REPORTER;
    result e = fact_open_at(ctx, db, fact, place, &w->case_id);
    if (!e)
        e = bind(ctx, db, w, "Ada Example");
    if (!e)
        e = note_add(ctx, db, w, VOICE_REPORTER, "still there");
    if (!e)
        e = note_add(ctx, db, w, VOICE_SERVICE, "Ada example was not in");
    if (!e)
        e = note_add(ctx, db, w, VOICE_SERVICE, "crew sent");
    done.name = STR("R1");
    done.value = STR("1");
    done.voice = VOICE_REPORTER;
    done.words = STR("they told me");
    if (!e)
        e = fact_of(ctx, db, done, w->case_id);
    return e ? e : update(ctx, db, w);
}

// "summary / answers of steps / words and places of facts"
static result read_all(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct case_row row;
    struct obligation_row_list owed;
    struct held_row_list facts;
    bool is_found;
    result e = query_case_by_id(ctx, db, &(struct case_by_id_in){ COMMUNITY_FIRST, w->case_id }, &row,
                                &is_found);
    if (!e)
        e = query_obligation_of_case(ctx, db, &(struct obligation_of_case_in){ COMMUNITY_FIRST, w->case_id },
                                     &owed);
    if (!e)
        e = query_held_of_case(ctx, db, &(struct held_of_case_in){ COMMUNITY_FIRST, w->case_id }, &facts);
    if (e)
        return e;
    size_t n = (size_t)snprintf(w->got, sizeof w->got, "%.*s/", STR_ARGS(row.summary));
    for (size_t i = 0; i < owed.n; i++)
        n += (size_t)snprintf(w->got + n, sizeof w->got - n, "%.*s/", STR_ARGS(owed.at[i].answer));
    for (size_t i = 0; i < facts.n; i++)
        n += (size_t)snprintf(w->got + n, sizeof w->got - n, "%.*s%s%.*s;", STR_ARGS(facts.at[i].words),
                              facts.at[i].place.n ? " at " : "", STR_ARGS(facts.at[i].place));
    return OK;
}

static const char ALL[] =
    "rubbish by my house/they told me/rubbish by my house at by the shed;still there;Ada example was "
    "not in;crew sent;they told me;";

static struct erased erased;

static result forget_with(struct ctx *ctx, struct db *db, struct world *w, bool is_trial, bool is_all_words)
{
    struct person_row person;
    struct erasing x = { ctx, db, w->now, STR("on request"), is_trial, false, &erased };
    erased = (struct erased){ 0 };
    result e = person_asked(
        ctx, db, &(struct person_question){ ID_NONE, STR("WHO@example.org"), { 0 }, { 0 } }, &person);
    return e ? e : person_erase(&x, &person, is_all_words);
}

static result forget(struct ctx *ctx, struct db *db, void *with)
{
    return forget_with(ctx, db, with, false, false);
}

static result forget_trial(struct ctx *ctx, struct db *db, void *with)
{
    return forget_with(ctx, db, with, true, false);
}

static result forget_words(struct ctx *ctx, struct db *db, void *with)
{
    return forget_with(ctx, db, with, false, true);
}

static result rebuild(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    return derived_rebuild(ctx, db, w->now);
}

static result read_erased(struct ctx *ctx, struct db *db, void *with)
{
    return read_kind(ctx, db, with, FACT_ERASED);
}

static void begin_with_one(struct world *w)
{
    world_open(w, CHARTERS, "2026-02-02T09:00:00");
    w->wanted = "A-1";
    then(w, "2026-02-02T10:00:00", live);
    then(w, "2026-02-10T10:00:00", advance); // late: what is owed is there
    in_store(w, read_all);
    assert_string_equal(w->got, ALL);
}

static void test_erased(void **state)
{
    struct world w;
    (void)state;
    begin_with_one(&w);
    in_store(&w, rebuild);
    in_store(&w, read_all);
    assert_string_equal(w.got, ALL);
    in_store(&w, forget_trial);
    assert_int_equal(erased.words, 4);
    assert_int_equal(erased.places, 1);
    assert_int_equal(erased.left.n, 1);
    in_store(&w, read_all);
    assert_string_equal(w.got, ALL);
    in_store(&w, read_erased);
    assert_string_equal(w.got, "");
    in_store(&w, forget);
    assert_int_equal(erased.words, 4); // as the trial said
    in_store(&w, read_all);
    assert_string_equal(w.got, "//;;;crew sent;;;");
    in_store(&w, read_erased);
    assert_string_equal(w.got, "on request 6 |"); // four words, a place, whose case it was
    in_store(&w, rebuild);
    in_store(&w, read_all);
    assert_string_equal(w.got, "//;;;crew sent;;;");
    world_close(&w);
}

static void test_all_words(void **state)
{
    struct world w;
    (void)state;
    begin_with_one(&w);
    in_store(&w, forget_words);
    in_store(&w, read_all);
    assert_string_equal(w.got, "//;;;;;;");
    world_close(&w);
}

// Who reported one case acted on another: once as a champion, once for the service.
static result act(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct person_row person;
    struct private_part part = PRIVATE_NOTHING;
    struct fact_insert_in fact = fact_new(FACT_OPENED, w->now, w->now);
    int64_t id;
    fact.name = STR("litter");
    fact.value = STR("A-2");
    result e = person_asked(
        ctx, db, &(struct person_question){ ID_NONE, STR("who@example.org"), { 0 }, { 0 } }, &person);
    part.actor = person.id;
    if (!e)
        e = fact_open(ctx, db, fact, &w->case_id);
    fact = fact_new(FACT_NOTE, w->now, w->now);
    fact.case_id = w->case_id;
    fact.words = STR("I looked");
    fact.voice = VOICE_CHAMPION;
    if (!e)
        e = fact_keep(ctx, db, fact, part, &id);
    fact.words = STR("swept");
    fact.voice = VOICE_SERVICE;
    if (!e)
        e = fact_keep(ctx, db, fact, part, &id);
    return e ? e : update(ctx, db, w);
}

static result read_actors(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct held_row_list facts;
    result e = query_held_of_actor(ctx, db, &(struct held_of_actor_in){ COMMUNITY_FIRST, 1 }, &facts);
    snprintf(w->got, sizeof w->got, "%zu", facts.n);
    return e;
}

static void test_acted(void **state)
{
    struct world w;
    (void)state;
    begin_with_one(&w);
    in_store(&w, act);
    in_store(&w, read_actors);
    assert_string_equal(w.got, "2");
    in_store(&w, forget_trial);
    int64_t words = erased.words;
    in_store(&w, forget);
    assert_int_equal(erased.words, words);
    assert_int_equal(erased.actors, 2);
    in_store(&w, read_actors);
    assert_string_equal(w.got, "0");
    in_store(&w, read_all);
    assert_string_equal(w.got, "/;;swept;;"); // the service's note stays, without its author
    world_close(&w);
}

// Its ids are those of others by now; its list must not reach them.
static result another(struct ctx *ctx, struct db *db, void *with)
{
    return bind(ctx, db, with, "Otto Other");
}

static char list_text[8000];

static result list_keep(struct ctx *ctx, struct db *db, void *with)
{
    struct erasure_row_list list;
    struct buffer out = buffer_open(sizeof list_text);
    result e = erasures_list(ctx, db, &list);
    (void)with;
    if (!e)
        erasures_write(&out, &list);
    snprintf(list_text, sizeof list_text, "%.*s", STR_ARGS(buffer_str(&out)));
    buffer_close(&out);
    return e;
}

static struct replayed replayed;

static result replay(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct erasure_row_list list;
    result e = erasures_read(ctx, STR("list"), str_from(list_text), &list);
    return e ? e : erasures_replay(ctx, db, &list, w->now, &replayed);
}

static void test_id_again(void **state)
{
    struct world w;
    (void)state;
    begin_with_one(&w);
    in_store(&w, forget);
    in_store(&w, list_keep);
    in_store(&w, another); // SQLite gives the next person the number of the last
    in_store(&w, replay);
    assert_int_equal(replayed.people + replayed.facts, 0);
    in_store(&w, forget); // by the address: the other is there
    world_close(&w);
}

static void test_replayed(void **state)
{
    struct world w, older;
    (void)state;
    begin_with_one(&w);
    in_store(&w, forget);
    in_store(&w, list_keep);
    world_close(&w);
    begin_with_one(&older); // the same facts, but with salts of its own: another store's
    in_store(&older, replay);
    assert_int_equal(replayed.facts, 0);
    in_store(&older, read_all);
    assert_string_equal(older.got, ALL);
    world_close(&older);
}

static void test_lists(void **state)
{
    static const struct {
        const char *text, *told;
    } wrong[] = {
        { "", "is no list of erasures: its first line must be 'wardmote erasures 1'" },
        { "wardmote erasures 1\n", "the list is cut off: its last line must be 'end N'" },
        { "wardmote erasures 1\nend 1\n", "the list has 0 lines and says that it has 1" },
        { "wardmote erasures 1\nfact 1 a w\nend 1\n", "is no line of a list of erasures" },
        { "wardmote erasures 1\nface 1 a w 2026-01-01T00:00:00+00:00\nend 1\n",
          "is no line of a list of erasures" },
        { "wardmote erasures 1\nfact x a w 2026-01-01T00:00:00+00:00\nend 1\n",
          "is no line of a list of erasures" },
        { "wardmote erasures 1\nfact 1 a w 2026-01-01\nend 1\n", "is no line of a list of erasures" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct ctx ctx = { .arena = arena_open(1 << 20) };
        struct erasure_row_list list;
        assert_int_equal(erasures_read(&ctx, STR("list"), str_from(wrong[i].text), &list), ERR_INPUT);
        assert_string_equal(ctx.error.text, wrong[i].told);
        arena_close(ctx.arena);
    }
    struct ctx ctx = { .arena = arena_open(1 << 20) };
    struct erasure_row_list list;
    struct buffer out = buffer_open(1000);
    static const char good[] = "wardmote erasures 1\nfact 12 abc wp 2026-07-29T10:00:01+00:00\n"
                               "person 0 def - 1969-12-31T23:59:59+00:00\nend 2\n";
    must(&ctx, erasures_read(&ctx, STR("list"), str_from(good), &list));
    erasures_write(&out, &list);
    assert_true(str_equal(buffer_str(&out), str_from(good)));
    buffer_close(&out);
    arena_close(ctx.arena);
}

static result retain(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct adoption a = { .kind = CONTENT_RETENTION,
                          .name = STR("retention"),
                          .body = STR("rule,data,months,done\nplaces,exact places,12,erased\n"
                                      "people,the people,24,erased\nwords,words of the reporter,36,erased\n"
                                      "notes,words of others,1,kept\n") };
    a.happened = a.recorded = w->now;
    return content_adopt(ctx, db, &a);
}

static void beat(struct world *w, const char *now)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    struct tick tick = { .holder = "one", .lease_seconds = 90 };
    w->now = at(now);
    must(&ctx, tick_run(&ctx, w->store, &tick, w->now));
    assert_true(tick.is_leading);
    arena_close(ctx.arena);
}

static void erased_are(struct world *w, const char *now, const char *wanted)
{
    beat(w, now);
    in_store(w, read_erased);
    assert_string_equal(w->got, wanted);
}

static void test_by_age(void **state)
{
    struct world w;
    (void)state;
    begin_with_one(&w);
    erased_are(&w, "2026-02-11T10:00:00", "");
    then(&w, "2026-02-12T10:00:00", finish);   // closed on 12 February 2026
    erased_are(&w, "2027-02-14T10:00:00", ""); // no table was adopted
    then(&w, "2027-02-14T11:00:00", retain);
    erased_are(&w, "2027-02-12T12:00:00", ""); // the clock was set back: nothing moves
    erased_are(&w, "2027-02-14T12:00:00", "places 1 |");
    erased_are(&w, "2027-02-14T13:00:00", "places 1 |");
    erased_are(&w, "2028-02-12T23:00:00", "places 1 |"); // 24 months are over with the day
    erased_are(&w, "2028-02-13T00:10:00", "places 1 |people 1 |");
    in_store(&w, read_all);
    assert_string_equal(
        w.got,
        "rubbish by my house/they told me/rubbish by my house;still there;Ada example was not in;crew "
        "sent;they told me;;;;");
    erased_are(&w, "2029-02-13T10:00:00", "places 1 |people 1 |words 3 |");
    in_store(&w, read_all);
    assert_string_equal(w.got, "//;;Ada example was not in;crew sent;;;;;;");
    in_store(&w, list_keep);
    in_store(&w, replay);
    assert_int_equal(replayed.known, 6);
    world_close(&w);
}

static result account_give(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    int64_t id;
    return account_add(ctx, db, &(struct account_insert_in){ COMMUNITY_FIRST, 1, ACCOUNT_ACTIVE, w->now },
                       &id);
}

static result read_people(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct person_row person;
    bool is_found;
    result e = query_person_by_id(ctx, db, &(struct person_by_id_in){ COMMUNITY_FIRST, 1 }, &person,
                                  &is_found);
    snprintf(w->got, sizeof w->got, "%.*s", STR_ARGS(person.name));
    return e;
}

// Whose case it was goes by age; who may still sign in does not.
static void test_account_stays(void **state)
{
    struct world w;
    (void)state;
    begin_with_one(&w);
    in_store(&w, account_give);
    then(&w, "2026-02-12T10:00:00", finish);
    in_store(&w, retain);
    erased_are(&w, "2028-02-13T00:10:00", "places 1 |people 1 |");
    in_store(&w, read_people);
    assert_string_equal(w.got, "Ada Example");
    world_close(&w);
}

static void test_open_stays(void **state)
{
    struct world w;
    (void)state;
    begin_with_one(&w);
    in_store(&w, retain);
    erased_are(&w, "2033-02-11T10:00:00", "");
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_erased),        cmocka_unit_test(test_all_words),
        cmocka_unit_test(test_id_again),      cmocka_unit_test(test_replayed),
        cmocka_unit_test(test_lists),         cmocka_unit_test(test_by_age),
        cmocka_unit_test(test_open_stays),    cmocka_unit_test(test_acted),
        cmocka_unit_test(test_account_stays),
    };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
