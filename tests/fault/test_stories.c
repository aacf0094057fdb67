// What the program does, story by story; of each the n-th query fails, the n-th allocation, the n-th write to the disk,
// for every n. Each time it must say so in a sentence, keep nothing by halves, and do the same story whole once the
// fault is gone. Some fifty of each story's places are tried in ./test, every one of them in ./test long.
#include "life.h"
#include "vfs.h"

#include "app/backup.h"
#include "app/demo.h"
#include "app/import_requests.h"
#include "app/invite.h"
#include "app/photograph.h"
#include "app/restore.h"
#include "base/folder.h"
#include "web/site.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

// Of two functions called fail ours records an error.
#undef fail
#undef fail_msg
#define fail_msg(...)                                                                                        \
    do {                                                                                                     \
        print_error("ERROR: " __VA_ARGS__);                                                                  \
        print_error("\n");                                                                                   \
        _fail(__FILE__, __LINE__);                                                                           \
    } while (0)

enum { BASE_STEPS = 14, LATER_DAYS = 60, ENDLESS = 200000 };

static struct place_of_test {
    char folder[64], prefix[80], base[96], work[96], url[112], copy[96], copy_url[112], shelf[96];
    char requests[96], mapping[96], document[96], calendar[96];
} at;

static const char REQUESTS[] = "Number,Kind,Reported,Done,Ward\n"
                               "R-1,Litter,2026-03-20 10:00,2026-03-20 12:00,North\n"
                               "R-2,Litter,2026-03-20 10:30,,North\n"
                               "R-3,Litter,2026-03-20 11:00,2026-03-20 11:30,South\n"
                               "R-4,Trees,2026-03-20 12:00,,North\n"
                               "R-5,Litter,2026-03-20 13:00,2026-03-20 18:00,North\n";
static const char MAPPING[] =
    "# Mapping: Stories\n\n- Zone: Europe/London\n- Id: Number\n- Service: Kind\n"
    "- Opened: Reported\n- Closed: Done\n- Area: Ward\n- Map: Litter = litter\n- Map: * = same\n";
static const char DOCUMENT[] =
    "# Charter: Other\n\n- Id: other\n- Area: South\n- Between: the council; the residents\n"
    "- In force: 1 January 2026 to 31 December 2027\n- Calendar: england-and-wales\n\n"
    "## Standard S1: Trees\n- Provider: the council\n- Service: trees\n"
    "- Clock: from report to completion, within 5 working days\n- Target: at least 80% each quarter\n";
static const char CALENDAR[] =
    "# Calendar: England and Wales\n\n- Id: england-and-wales\n- Zone: Europe/London\n"
    "- Weekend: Saturday; Sunday\n- Years: 2025 to 2028\n\n## 2026\n"
    "- 1 January: New Year's Day\n- 23 March: A day proclaimed\n- 3 April: Good Friday\n";

static instant later(int days)
{
    return (instant){ LIFE_BEGUN.second + (int64_t)days * DAY_SECONDS };
}

static void write_file(const char *path, const char *text)
{
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    fputs(text, out);
    assert_int_equal(fclose(out), 0);
}

// ---- The stories: each on an open store.

static result import_story(struct ctx *ctx, struct store *store)
{
    struct requests_import import = { .requests = str_from(at.requests),
                                      .mapping = str_from(at.mapping),
                                      .name = STR("Life"),
                                      .now = later(1) };
    return requests_import(ctx, store, &import);
}

static result adopt_story(struct ctx *ctx, struct store *store, enum content_kind kind, const char *path)
{
    struct adopting adopting = {
        .kind = kind, .path = str_from(path), .community = STR("Life"), .now = later(1)
    };
    if (kind == CONTENT_CALENDAR)
        adopting.name = STR("england-and-wales");
    return file_adopt(ctx, store, &adopting);
}

static result document_story(struct ctx *ctx, struct store *store)
{
    return adopt_story(ctx, store, CONTENT_DOCUMENT, at.document);
}

static result calendar_story(struct ctx *ctx, struct store *store)
{
    return adopt_story(ctx, store, CONTENT_CALENDAR, at.calendar);
}

static result advance_work(struct ctx *ctx, struct db *db, void *with)
{
    int64_t n;
    (void)with;
    return derived_advance(ctx, db, later(LATER_DAYS), &n);
}

static result clock_story(struct ctx *ctx, struct store *store)
{
    return store_write(ctx, store, advance_work, NULL);
}

static result rebuild_story(struct ctx *ctx, struct store *store)
{
    return store_rebuild(ctx, store, &(struct rebuilding){ .now = later(1) });
}

static result page_get(struct ctx *ctx, struct site *site, const char *path)
{
    struct ctx own = { .arena = arena_open((size_t)64 << 20) };
    struct request request = { .ctx = &own, .method = METHOD_GET, .path = str_from(path), .now = later(1) };
    struct response response;
    if (!own.arena)
        return fail(ctx, ERR_LIMIT, "no memory for a request: its connection is closed");
    request.query = str_from_byte(request.path, str_find(request.path, STR("?")) + 1);
    request.path = str_slice(request.path, 0, str_find(request.path, STR("?")));
    route_run(&SITE_ROUTES, site, &request, &response);
    int status = response.status;
    bool has_words = response.body.n > 10;
    buffer_close(&response.body);
    arena_close(own.arena);
    if (status == 200 || status == 303)
        return OK;
    if (!has_words)
        return fail(ctx, ERR_INTERNAL, "%s was answered with %d and no words", path, status);
    // 400 where a path can't be read for want of memory (text_decode says the same of both).
    bool is_refused = status == 500 || status == 503 || status == 400;
    return fail(ctx, is_refused ? ERR_STORE : ERR_INTERNAL, "%s was answered with %d", path, status);
}

static result pages_story(struct ctx *ctx, struct store *store)
{
    static const char *const paths[] = { "/",
                                         "/areas",
                                         "/areas/North",
                                         "/charters",
                                         "/charters/life",
                                         "/charters/life/text",
                                         "/charters/life/S1",
                                         "/charters/life/S1.json",
                                         "/reports/L-0",
                                         "/redress",
                                         "/redress.csv",
                                         "/data",
                                         "/data/figures.csv",
                                         "/search?q=bags",
                                         "/find?q=North",
                                         "/privacy",
                                         "/health" };
    struct site *site = site_open(store);
    result e = site ? OK : fail(ctx, ERR_LIMIT, "the site has no memory");
    for (size_t i = 0; i < sizeof paths / sizeof *paths && !e; i++)
        e = page_get(ctx, site, paths[i]);
    if (site)
        site_close(site);
    return e;
}

static result backup_story(struct ctx *ctx, struct store *store)
{
    struct backup backup = { .store = str_from(at.url), .file = str_from(at.copy), .now = later(1) };
    (void)store;
    unlink(at.copy);
    result e = store_backup(ctx, &backup);
    if (!!e != (access(at.copy, F_OK) != 0))
        fail_msg("a backup that %s", e ? "failed is there" : "was made is not there");
    return e;
}

static result restore_story(struct ctx *ctx, struct store *store)
{
    struct restoring restoring = { .file = str_from(at.base),
                                   .store = str_from(at.copy_url),
                                   .now = later(1) };
    (void)store;
    unlink(at.copy);
    result e = store_restore(ctx, &restoring);
    if (!!e != (access(at.copy, F_OK) != 0))
        fail_msg("a store that was %s", e ? "not restored is there" : "restored is not there");
    return e;
}

// Sent with a report that is there, shown, and another that was never sent swept away.
struct photograph_deeds {
    struct shelf shelf;
    struct photograph_files sent, unsent;
};

static result photograph_work(struct ctx *ctx, struct db *db, void *with)
{
    static const struct doer officer = { VOICE_SERVICE, STR_INIT("Officer"), ID_NONE };
    const struct photograph_deeds *d = with;
    struct photograph_about about = { .kind = PHOTOGRAPH_REPORT,
                                      .pair = ID_NONE,
                                      .words = STR("a bag beside the bin") };
    struct desk desk;
    int64_t id;
    result e = photograph_keep(ctx, db, &d->shelf, &d->sent, later(1));
    if (!e)
        e = photograph_keep(ctx, db, &d->shelf, &d->unsent, later(1));
    if (!e)
        e = desk_open(ctx, db, later(1), &officer, &desk);
    if (!e)
        e = desk_take(&desk, STR("L-0"));
    if (!e)
        e = photograph_attach(&desk, d->sent.hash, &about);
    if (!e)
        e = photograph_add(&desk, &d->shelf, &d->sent, &about, &id);
    if (!e)
        e = photograph_show(&desk, id, STR("nobody can be known"));
    return e ? e : desk_settle(&desk);
}

static result photograph_story(struct ctx *ctx, struct store *store)
{
    struct picture sent = { STR("large"), STR("small"), 1600, 1200, 320, 240 },
                   unsent = { STR("never sent"), STR("small"), 1600, 1200, 320, 240 };
    struct photograph_deeds d = { .shelf = shelf_folder(at.shelf) };
    int64_t n = 0;
    result e = photograph_put(ctx, &d.shelf, &sent, &d.sent);
    if (!e)
        e = photograph_put(ctx, &d.shelf, &unsent, &d.unsent);
    if (!e)
        e = store_write(ctx, store, photograph_work, &d);
    struct ctx after = { .arena = ctx->arena }; // what fails now is done again later: the photograph is there
    bool is_swept = !e && !photographs_sweep(&after, store, &d.shelf, later(4), &n);
    if (is_swept && (n != 1 || !shelf_has(ctx, &d.shelf, d.unsent.small)))
        fail_msg("of a photograph that was never sent one file goes and one, which another has too, stays");
    return e;
}

static result demo_story(struct ctx *ctx, struct store *store)
{
    struct demo demo = { .seed = 1, .as_of = DEMO_AS_OF, .now = later(1) };
    return demo_fill(ctx, store, &demo);
}

// Somebody becomes the first administrator and asks for a link.
static result people_story(struct ctx *ctx, struct store *store)
{
    struct first_link first = { .now = later(1) };
    struct link_wish wish = {
        .way = STR("email"), .address = STR("a@b.example"), .network = STR("192.0.2.1"), .now = later(1)
    };
    result e = store_write(ctx, store, first_link, &first);
    struct accepting accepting = { .sign = { .secret = first.token, .now = later(1) },
                                   .hash = STR("hash"),
                                   .name = STR("Root"),
                                   .email = STR("root@example.org") };
    if (!e && first.token.n)
        e = store_write(ctx, store, invitation_accept, &accepting);
    return e ? e : store_write(ctx, store, link_wish, &wish);
}

static const struct story {
    const char *name;
    result (*tell)(struct ctx *ctx, struct store *store);
    bool is_on_empty, is_long; // in an empty store; too long to be told to its end each time
} STORIES[] = {
    { "import", import_story, false, false },
    { "adopt a document", document_story, false, false },
    { "adopt a calendar", calendar_story, false, false },
    { "the clock over a missed quarter", clock_story, false, false },
    { "rebuild", rebuild_story, false, false },
    { "people who sign in", people_story, false, false },
    { "every page", pages_story, false, false },
    { "backup", backup_story, false, false },
    { "restore", restore_story, false, false },
    { "a photograph", photograph_story, false, false },
    { "the demonstration", demo_story, true, true },
};

// ---- The faults.

static void query_fault(int64_t n)
{
    store_fail_after(n);
}

static void memory_fault(int64_t n)
{
    memory_fail_after(n);
}

static void full_fault(int64_t n)
{
    vfs_fail(VFS_FULL, n, 0);
}

static void broken_fault(int64_t n)
{
    vfs_fail(VFS_BROKEN, n, 1);
}

static void unsynced_fault(int64_t n)
{
    vfs_fail(VFS_UNSYNCED, n, 1);
}

static int64_t query_before;

static bool query_has_struck(int64_t n)
{
    return store_queries_run() - query_before >= n;
}

static bool memory_has_struck(int64_t n)
{
    (void)n;
    return memory_has_failed();
}

static bool disk_has_struck(int64_t n)
{
    (void)n;
    return vfs_has_failed();
}

static const struct fault {
    const char *name;
    void (*set)(int64_t n);
    bool (*has_struck)(int64_t n);
    int tries, tries_long; // in ./test, of a story and of one that is long
    bool is_told_again;    // a long one, after the last of them
} FAULTS[] = {
    { "query", query_fault, query_has_struck, 18, 4, true },
    { "allocation", memory_fault, memory_has_struck, 18, 4, false },
    { "write to a disk that is then full", full_fault, disk_has_struck, 7, 2, true },
    { "write", broken_fault, disk_has_struck, 7, 2, false },
    { "sync", unsynced_fault, disk_has_struck, 6, 1, false },
};

// ---- One store after the other.

static void store_remove(const char *path)
{
    static const char *const ends[] = { "", "-wal", "-shm", "-journal" };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        char name[128];
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        unlink(name);
    }
}

static void file_copy(const char *from, const char *to)
{
    static char bytes[1 << 16];
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    assert_true(in && out);
    for (size_t n; (n = fread(bytes, 1, sizeof bytes, in)) > 0;)
        assert_int_equal(fwrite(bytes, 1, n, out), n);
    fclose(in);
    assert_int_equal(fclose(out), 0);
}

static struct store *work_open(bool is_empty)
{
    struct ctx ctx = { .arena = arena_open(LIFE_BYTES) };
    struct store *store;
    vfs_forget();
    store_remove(at.work);
    if (!is_empty)
        file_copy(at.base, at.work);
    if (store_open(&ctx, str_from(at.url), STORE_CREATE, &store))
        fail_msg("%s", ctx.error.text);
    arena_close(ctx.arena);
    return store;
}

static result facts_count(struct ctx *ctx, struct db *db, void *with)
{
    struct fact_last_out last;
    bool is_found;
    int64_t *n = with;
    result e = query_fact_last(ctx, db, &(struct fact_last_in){ COMMUNITY_FIRST }, &last, &is_found);
    *n = !e && is_found ? last.last : 0;
    return e;
}

static int64_t facts_in(struct store *store)
{
    struct ctx ctx = { .arena = arena_open(LIFE_BYTES) };
    int64_t n;
    if (store_read(&ctx, store, facts_count, &n))
        fail_msg("%s", ctx.error.text);
    arena_close(ctx.arena);
    return n;
}

// What a person is told: more than a code, and none of the engine's own words.
static bool is_sentence(const char *text)
{
    return strlen(text) > 15 && strchr(text, ' ') && !strstr(text, "sqlite") && !strstr(text, "SQL") &&
        !strstr(text, "(null)");
}

struct run {
    const struct story *story;
    const struct fault *fault;
    int64_t n, before, after; // facts there are, and will be
    bool is_quick;            // without making the derived tables again
};

// Whether it was told to its end; is_struck: the fault came.
static bool told(const struct run *r, struct store *store, struct ctx *ctx, bool *is_struck)
{
    query_before = store_queries_run();
    r->fault->set(r->n);
    result e = r->story->tell(ctx, store);
    *is_struck = r->fault->has_struck(r->n);
    r->fault->set(0);
    if (!e)
        return true;
    if (!is_sentence(ctx->error.text) || e == ERR_INTERNAL || e == ERR_INPUT || e == ERR_RULE ||
        e == ERR_MISSING)
        fail_msg("%s, %s %lld: %s '%s'", r->story->name, r->fault->name, (long long)r->n, result_name(e),
                 ctx->error.text);
    return false;
}

// In the store, and again when it was closed and opened: what a fault left must not come back.
static void check(const struct run *r, int64_t facts)
{
    struct ctx ctx = { .arena = arena_open(LIFE_BYTES) };
    if (facts != r->before && facts != r->after)
        fail_msg("%s, %s %lld: %lld facts are there; there were %lld, and are %lld when it is done",
                 r->story->name, r->fault->name, (long long)r->n, (long long)facts, (long long)r->before,
                 (long long)r->after);
    result e = r->story->is_on_empty
        ? OK
        : life_check(&ctx, str_from(at.url), (struct life_check){ NULL, 0, r->is_quick });
    if (e)
        fail_msg("%s, %s %lld: %s '%s'", r->story->name, r->fault->name, (long long)r->n, result_name(e),
                 ctx.error.text);
    arena_close(ctx.arena);
}

// False when the fault had nothing to strike any more.
static bool story_run(struct run *r, bool is_again)
{
    struct ctx ctx = { .arena = arena_open(LIFE_BYTES) }, again = { .arena = arena_open(LIFE_BYTES) };
    struct store *store = work_open(r->story->is_on_empty);
    bool is_struck, is_told = told(r, store, &ctx, &is_struck);
    int64_t facts = facts_in(store);
    if (!is_told && is_again && r->story->tell(&again, store))
        fail_msg("%s, after %s %lld: %s", r->story->name, r->fault->name, (long long)r->n, again.error.text);
    store_close(store);
    check(r, facts);
    if (is_told && facts != r->after)
        fail_msg("%s, %s %lld: it says that it is done, and is not", r->story->name, r->fault->name,
                 (long long)r->n);
    arena_close(ctx.arena);
    arena_close(again.arena);
    return is_struck;
}

// What each story begins and ends with, found out once: all begin with the same base.
static void facts_expect(struct run *r)
{
    static struct {
        bool is_known;
        int64_t before, after;
    } known[sizeof STORIES / sizeof *STORIES];
    size_t s = (size_t)(r->story - STORIES);
    if (!known[s].is_known) {
        struct ctx ctx = { .arena = arena_open(LIFE_BYTES) };
        struct store *store = work_open(r->story->is_on_empty);
        known[s].before = facts_in(store);
        if (r->story->tell(&ctx, store))
            fail_msg("%s: %s", r->story->name, ctx.error.text);
        known[s].after = facts_in(store);
        known[s].is_known = true;
        store_close(store);
        arena_close(ctx.arena);
    }
    r->before = known[s].before;
    r->after = known[s].after;
}

static bool is_told_again(const struct run *r, int n)
{
    return r->story->is_long ? r->fault->is_told_again && n + 1 == r->fault->tries_long : n % 4 == 0;
}

// Every place while there are few, then further and further apart; of a long story each ten times as far as the last.
static int64_t place_next(const struct run *r, int n, int tries, bool is_long)
{
    if (r->story->is_long)
        return r->n * 10;
    return is_long || n < tries / 2 ? r->n + 1 : r->n + r->n * 8 / tries + 1;
}

static void story_fault(struct run *r)
{
    bool is_long = getenv("WARDMOTE_TEST_LONG") && !r->story->is_long;
    int tries = r->story->is_long ? r->fault->tries_long : r->fault->tries, n = 0;
    int64_t struck = 0;
    for (r->n = 1; r->n < ENDLESS && (is_long || n < tries); n++) {
        r->is_quick = !is_long && n % 2;
        if (!story_run(r, is_told_again(r, n)))
            break;
        struck++;
        r->n = place_next(r, n, tries, is_long);
    }
    print_message("# %s: %s: %lld places, the last %lld\n", r->story->name, r->fault->name, (long long)struck,
                  (long long)r->n);
}

static void prepare(void **state)
{
    (void)state;
    struct ctx ctx = { .arena = arena_open(LIFE_BYTES) };
    struct store *store;
    struct life life = { 0 };
    struct life_said said[BASE_STEPS];
    vfs_forget();
    store_remove(at.work);
    result e = store_open(&ctx, str_from(at.url), STORE_CREATE, &store);
    if (!e)
        e = store_write(&ctx, store, life_begin, NULL);
    for (int i = 0; i < BASE_STEPS && !e; i++) {
        struct life_step step = { .life = &life, .choice = 1 };
        if (i > 6)
            step.case_id = said[i - 5].case_id;
        e = store_write(&ctx, store, life_step, &step);
        said[i] = step.said;
    }
    if (e)
        fail_msg("%s", ctx.error.text);
    store_close(store);
    file_copy(at.work, at.base);
    arena_close(ctx.arena);
}

static void test_faults(const char *name)
{
    for (size_t f = 0; f < sizeof FAULTS / sizeof *FAULTS; f++)
        if (strcmp(FAULTS[f].name, name) == 0)
            for (size_t s = 0; s < sizeof STORIES / sizeof *STORIES; s++) {
                struct run r = { .story = &STORIES[s], .fault = &FAULTS[f] };
                facts_expect(&r);
                story_fault(&r);
            }
}

static void test_queries(void **state)
{
    prepare(state);
    test_faults("query");
}

static void test_memory(void **state)
{
    prepare(state);
    test_faults("allocation");
}

static void test_full_disk(void **state)
{
    prepare(state);
    test_faults("write to a disk that is then full");
}

static void test_broken_disk(void **state)
{
    prepare(state);
    test_faults("write");
    test_faults("sync");
}

static void place_make(void)
{
    snprintf(at.folder, sizeof at.folder, "%s/wardmote-stories-%d",
             access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm", (int)getpid());
    mkdir(at.folder, 0700);
    snprintf(at.prefix, sizeof at.prefix, "%s/work", at.folder);
    snprintf(at.base, sizeof at.base, "%s/base.db", at.folder);
    snprintf(at.work, sizeof at.work, "%s.db", at.prefix);
    snprintf(at.url, sizeof at.url, "sqlite:%s", at.work);
    snprintf(at.copy, sizeof at.copy, "%s.copy", at.prefix);
    snprintf(at.copy_url, sizeof at.copy_url, "sqlite:%s", at.copy);
    snprintf(at.shelf, sizeof at.shelf, "%s/shelf", at.folder);
    snprintf(at.requests, sizeof at.requests, "%s/requests.csv", at.folder);
    snprintf(at.mapping, sizeof at.mapping, "%s/mapping.md", at.folder);
    snprintf(at.document, sizeof at.document, "%s/other.md", at.folder);
    snprintf(at.calendar, sizeof at.calendar, "%s/england-and-wales.md", at.folder);
    write_file(at.requests, REQUESTS);
    write_file(at.mapping, MAPPING);
    write_file(at.document, DOCUMENT);
    write_file(at.calendar, CALENDAR);
}

static void place_remove(void)
{
    const char *const files[] = { at.requests, at.mapping, at.document, at.calendar };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        unlink(files[i]);
    store_remove(at.base);
    store_remove(at.work);
    store_remove(at.copy);
    folder_remove(at.shelf);
    rmdir(at.folder);
}

// The name of a test, or nothing for all.
int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_queries), cmocka_unit_test(test_memory),
                                        cmocka_unit_test(test_full_disk),
                                        cmocka_unit_test(test_broken_disk) };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    place_make();
    vfs_install(at.prefix);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    place_remove();
    return failed;
}
