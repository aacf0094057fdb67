// Photographs on cases: kept, paired, shown, hidden, covered, erased with their files, taken along by a backup and held
// against their names by verify. What is in a picture is nobody's business here.
#include "store/world.h"

#include "app/backup.h"
#include "app/erase.h"
#include "app/evidence.h"
#include "app/person_export.h"
#include "app/photograph.h"
#include "app/report.h"
#include "app/restore.h"
#include "app/retention.h"
#include "app/verify.h"
#include "base/file.h"
#include "base/folder.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

static const char CHARTER[] =
    "# Charter: Pictures\n\n- Id: pictures\n- Area: North; South\n- Between: the council; the residents\n"
    "- In force: 1 January 2026 to 31 December 2036\n- Calendar: none\n\n"
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 2 days\n- Target: at least 90% each quarter\n";

static const char *const CHARTERS[] = { CHARTER, NULL };
static const struct doer RESIDENT = { VOICE_REPORTER, STR_INIT("web"), ID_NONE };
static const struct doer OFFICER = { VOICE_SERVICE, STR_INIT("Street Scene Officer"), ID_NONE };

struct playing {
    struct world world; // first: actions are given its address
    char folder[300];
    struct shelf shelf;
    char references[3][16];
    int current; // case
    // The deed that is done, and what it does it with.
    const struct doer *by;
    result (*deed)(struct desk *desk, struct playing *p);
    const char *picture, *words;
    int64_t photograph, pair;
    enum photograph_kind kind;
    result e;
    char said[300];
};

// Bytes that stand for a picture.
static struct picture picture_of(const char *name, struct ctx *ctx)
{
    return (struct picture){ .large = str_format(ctx->arena, "large %s", name),
                             .small = str_format(ctx->arena, "small %s", name),
                             .width = 1600,
                             .height = 1200,
                             .small_width = 320,
                             .small_height = 240 };
}

static struct photograph_files put(struct ctx *ctx, const struct playing *p, const char *name)
{
    struct picture *picture = ARENA_NEW(ctx->arena, struct picture);
    struct photograph_files files;
    *picture = picture_of(name, ctx);
    must(ctx, photograph_put(ctx, &p->shelf, picture, &files));
    return files;
}

static str hash_of(struct ctx *ctx, const char *name)
{
    return shelf_name(ctx, str_format(ctx->arena, "large %s", name));
}

static result file(struct desk *desk, struct playing *p)
{
    struct report r = { .service = STR("litter"), .words = STR("it lies there"), .areas = STR("North") };
    struct person ada = {
        ID_NONE, STR("Ada Example"), STR("ada@example.org"), { 0 }, { 0 }, { 0 }, STR("none"), { 0 }
    };
    str reference = { 0 };
    r.person = &ada;
    must(desk->ctx, person_check(desk->ctx, &ada));
    result e = report_file(desk, &r, &reference);
    snprintf(p->references[p->current], sizeof p->references[0], "%.*s", STR_ARGS(reference));
    return e;
}

static result add(struct desk *desk, struct playing *p)
{
    struct photograph_files files = put(desk->ctx, p, p->picture);
    struct photograph_about about = { .kind = p->kind, .pair = p->pair, .words = str_from(p->words) };
    return photograph_add(desk, &p->shelf, &files, &about, &p->photograph);
}

static result attach(struct desk *desk, struct playing *p)
{
    struct photograph_about about = { .kind = p->kind, .pair = p->pair, .words = str_from(p->words) };
    return photograph_attach(desk, hash_of(desk->ctx, p->picture), &about);
}

static result show(struct desk *desk, struct playing *p)
{
    return photograph_show(desk, p->photograph, str_from(p->words));
}

static result hide(struct desk *desk, struct playing *p)
{
    return photograph_hide(desk, p->photograph,
                           &(struct hiding){ .reason = HIDING_FACE, .note = str_from(p->words) });
}

static result cover(struct desk *desk, struct playing *p)
{
    struct photograph_files files = put(desk->ctx, p, p->picture);
    return photograph_cover(desk, &(struct covering){ p->photograph, HIDING_FACE, &p->shelf, &files, NULL },
                            &p->photograph);
}

static result uncover(struct desk *desk, struct playing *p)
{
    return photograph_uncover(desk, p->photograph, str_from(p->words));
}

static result withhold(struct desk *desk, struct playing *p)
{
    struct fact_insert_in fact = desk_fact(desk, FACT_WITHHELD);
    (void)p;
    fact.words = STR("a claim");
    return desk_say(desk, fact, NULL);
}

static result finish_it(struct desk *desk, struct playing *p)
{
    struct fact_insert_in fact = desk_fact(desk, FACT_EVENT);
    (void)p;
    fact.name = STR("completion");
    return desk_say(desk, fact, NULL);
}

static result play(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    struct desk desk;
    result e = desk_open(ctx, db, p->world.now, p->by, &desk);
    if (!e && p->deed != file)
        e = desk_take(&desk, str_from(p->references[p->current]));
    if (!e)
        e = p->deed(&desk, p);
    return e ? e : desk_settle(&desk);
}

// Does it, and says what went wrong.
static void deed(struct playing *p, const struct doer *by, result (*what)(struct desk *, struct playing *))
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    p->by = by;
    p->deed = what;
    p->e = store_write(&ctx, p->world.store, play, p);
    snprintf(p->said, sizeof p->said, "%s", ctx.error.text);
    arena_close(ctx.arena);
}

static void done(struct playing *p, const struct doer *by, result (*what)(struct desk *, struct playing *))
{
    deed(p, by, what);
    assert_string_equal(p->said, "");
    assert_int_equal(p->e, OK);
}

static void begin_with_case(struct playing *p)
{
    static int n;
    *p = (struct playing){ .pair = ID_NONE, .words = "", .picture = "a" };
    snprintf(p->folder, sizeof p->folder, "%s/wardmote-test-%d-%d.shelf", temporary(), (int)getpid(), ++n);
    p->shelf = shelf_folder(p->folder);
    world_open(&p->world, CHARTERS, "2026-02-02T09:00:00");
    done(p, &RESIDENT, file);
}

static void end(struct playing *p)
{
    folder_remove(p->folder);
    world_close(&p->world);
}

// "1 report waiting, 2 after shown of 1": of the current case.
static result rows_read(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    struct case_row row;
    struct photograph_row_list rows;
    bool is_found;
    size_t n = 0;
    char *got = p->world.got;
    result e = query_case_by_reference(
        ctx, db, &(struct case_by_reference_in){ COMMUNITY_FIRST, str_from(p->references[p->current]) }, &row,
        &is_found);
    if (!e)
        e = query_photograph_of_case(ctx, db, &(struct photograph_of_case_in){ COMMUNITY_FIRST, row.id },
                                     &rows);
    got[0] = 0;
    for (size_t i = 0; !e && i < rows.n; i++) {
        const struct photograph_row *r = &rows.at[i];
        n += (size_t)snprintf(got + n, sizeof p->world.got - n, "%s%lld %.*s %.*s", i ? ", " : "",
                              (long long)r->id, STR_ARGS(r->kind), STR_ARGS(r->state));
        if (r->pair != ID_NONE)
            n += (size_t)snprintf(got + n, sizeof p->world.got - n, " of %lld", (long long)r->pair);
        if (r->covers != ID_NONE)
            n += (size_t)snprintf(got + n, sizeof p->world.got - n, " covers %lld", (long long)r->covers);
    }
    return e;
}

static void rows(struct playing *p, const char *wanted)
{
    in_store(&p->world, rows_read);
    assert_string_equal(p->world.got, wanted);
}

static result seen_read(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    struct photograph_row row;
    enum seen_kind seen = SEEN_COUNT;
    result e = photograph_find(ctx, db, hash_of(ctx, p->picture), &row, &seen);
    snprintf(p->world.got, sizeof p->world.got, "%s",
             e                                    ? ctx->error.text
                 : seen == SEEN_PHOTOGRAPH_SHOWN  ? "shown"
                 : seen == SEEN_PHOTOGRAPH_UNSENT ? "unsent"
                 : seen == SEEN_PHOTOGRAPH_BARE   ? "bare"
                                                  : "not public");
    ctx->error = (struct error){ .code = OK };
    return OK;
}

static void seen(struct playing *p, const char *picture, const char *wanted)
{
    p->picture = picture;
    in_store(&p->world, seen_read);
    assert_string_equal(p->world.got, wanted);
}

static result keep(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    struct photograph_files files = put(ctx, p, p->picture);
    return photograph_keep(ctx, db, &p->shelf, &files, p->world.now);
}

// Between its files being put and its being kept they were taken for somebody else's that was erased.
static result keep_late(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    struct photograph_files files = put(ctx, p, p->picture);
    must(ctx, shelf_remove(ctx, &p->shelf, files.hash));
    must(ctx, shelf_remove(ctx, &p->shelf, files.small));
    return photograph_keep(ctx, db, &p->shelf, &files, p->world.now);
}

static int64_t sweep(struct playing *p)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    int64_t n;
    must(&ctx, photographs_sweep(&ctx, p->world.store, &p->shelf, p->world.now, &n));
    arena_close(ctx.arena);
    return n;
}

static bool has(struct playing *p, const char *name)
{
    struct ctx ctx = { .arena = arena_open(1 << 16) };
    bool has_it = shelf_has(&ctx, &p->shelf, hash_of(&ctx, name));
    arena_close(ctx.arena);
    return has_it;
}

static result read_hidden(struct ctx *ctx, struct db *db, void *with)
{
    return read_kind(ctx, db, with, FACT_HIDDEN);
}

static result read_photographs(struct ctx *ctx, struct db *db, void *with)
{
    return read_kind(ctx, db, with, FACT_PHOTOGRAPH);
}

static void test_moderation(void **state)
{
    struct playing p;
    (void)state;
    begin_with_case(&p);
    in_store(&p.world, keep);
    rows(&p, "");
    seen(&p, "a", "unsent");
    p.words = "a bag beside the bin";
    done(&p, &RESIDENT, attach);
    rows(&p, "1 report waiting");
    seen(&p, "a", "not public");
    in_store(&p.world, read_photographs);
    assert_string_equal(p.world.got, "report  a bag beside the bin|");
    deed(&p, &RESIDENT, attach); // it is not there twice
    assert_string_equal(
        p.said,
        "the photograph is no longer here, because its report was not sent for two days: add it again");
    assert_int_equal(p.e, ERR_MISSING);
    p.photograph = 1;
    p.words = "";
    done(&p, &OFFICER, show);
    seen(&p, "a", "shown");
    p.words = "a face";
    done(&p, &OFFICER, hide);
    done(&p, &OFFICER, hide); // again changes nothing
    rows(&p, "1 report hidden");
    seen(&p, "a", "not public");
    p.words = "nobody can be known";
    done(&p, &OFFICER, show);
    seen(&p, "a", "shown");
    in_store(&p.world, read_hidden);
    char wanted[200], id[20] = "";
    sscanf(p.world.got, "photograph %19[0-9]", id);
    snprintf(
        wanted, sizeof wanted,
        "photograph %s no |photograph %s yes: a face can be seen a face|photograph %s no nobody can be known|",
        id, id, id);
    assert_string_equal(p.world.got, wanted);
    done(&p, &OFFICER, withhold);
    seen(&p, "a", "not public");
    seen(&p, "b", "there is no such photograph");
    p.photograph = 7;
    deed(&p, &OFFICER, show);
    assert_string_equal(p.said, "there is no such photograph on this report");
    end(&p);
}

static void test_pairs(void **state)
{
    struct playing p;
    (void)state;
    begin_with_case(&p);
    p.kind = PHOTOGRAPH_BEFORE;
    done(&p, &OFFICER, add);
    p.kind = PHOTOGRAPH_AFTER;
    p.picture = "b";
    p.pair = 1;
    done(&p, &OFFICER, add);
    rows(&p, "1 before waiting, 2 after waiting of 1");
    p.current = 1;
    done(&p, &RESIDENT, file);
    deed(&p, &OFFICER, add); // of another case
    assert_string_equal(
        p.said, "an after belongs to a photograph of the same report: choose which it is the after of");
    p.current = 0;
    p.kind = PHOTOGRAPH_BEFORE;
    deed(&p, &OFFICER, add);
    assert_int_equal(p.e, ERR_RULE);
    end(&p);
}

static result forget(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    struct person_row person;
    struct erased erased = { .words = 0 };
    struct erasing x = { ctx, db, p->world.now, STR("on request"), false, false, &erased };
    result e = person_asked(
        ctx, db, &(struct person_question){ ID_NONE, STR("ada@example.org"), { 0 }, { 0 } }, &person);
    if (!e)
        e = person_erase(&x, &person, false);
    snprintf(p->world.got, sizeof p->world.got, "%lld", (long long)erased.photographs);
    return e;
}

// One with places covered takes its place and its state; the bare one is nobody's outside, also by the name it was
// shown under; and it can come back, to be looked at first.
static void test_covered(void **state)
{
    struct playing p;
    (void)state;
    begin_with_case(&p);
    done(&p, &RESIDENT, add);
    done(&p, &OFFICER, show);
    seen(&p, "a", "shown");
    p.picture = "a covered";
    done(&p, &OFFICER, cover);
    rows(&p, "1 report covered, 2 report shown covers 1");
    seen(&p, "a", "bare");
    seen(&p, "a covered", "shown");
    p.photograph = 1;
    deed(&p, &OFFICER, show);
    assert_string_equal(p.said, "another photograph, with places covered, stands in its place");
    deed(&p, &OFFICER, hide);
    assert_int_equal(p.e, ERR_RULE);
    p.photograph = 2;
    p.words = "";
    deed(&p, &OFFICER, uncover);
    assert_string_equal(p.said, "say why the covers can come off");
    p.words = "it is the councillor's own face";
    done(&p, &OFFICER, uncover);
    rows(&p, "1 report waiting, 2 report covered covers 1");
    seen(&p, "a", "not public");
    seen(&p, "a covered", "bare");
    p.photograph = 1;
    deed(&p, &OFFICER, uncover);
    assert_string_equal(p.said, "nothing in that photograph is covered");
    end(&p);
}

// The reporter's goes, and what an officer made of it; the officer's own stays, and so does a file that two share.
static void test_erased(void **state)
{
    struct playing p;
    (void)state;
    begin_with_case(&p);
    done(&p, &RESIDENT, add);
    p.picture = "a covered";
    done(&p, &OFFICER, cover);
    rows(&p, "1 report covered, 2 report waiting covers 1");
    p.picture = "a covered twice";
    done(&p, &OFFICER, cover);
    rows(&p, "1 report covered, 2 report covered covers 1, 3 report waiting covers 1");
    p.picture = "shared";
    done(&p, &RESIDENT, add);
    p.kind = PHOTOGRAPH_AFTER;
    p.pair = 4;
    p.picture = "mended";
    done(&p, &OFFICER, add);
    p.current = 1;
    done(&p, &RESIDENT, file);
    p.kind = PHOTOGRAPH_BEFORE;
    p.pair = ID_NONE;
    p.picture = "shared";
    done(&p, &OFFICER, add);
    p.current = 0;
    in_store(&p.world, forget);
    assert_string_equal(p.world.got, "4");
    rows(&p, "5 after waiting");
    assert_true(has(&p, "a") && has(&p, "a covered"));
    assert_int_equal(sweep(&p), 6);
    assert_false(has(&p, "a") || has(&p, "a covered") || has(&p, "a covered twice"));
    assert_true(has(&p, "shared") && has(&p, "mended"));
    assert_int_equal(sweep(&p), 0);
    end(&p);
}

static void test_unsent(void **state)
{
    struct playing p;
    (void)state;
    begin_with_case(&p);
    in_store(&p.world, keep);
    p.picture = "b";
    in_store(&p.world, keep);
    done(&p, &RESIDENT, attach);
    p.world.now.second += PHOTOGRAPH_UNSENT_SECONDS;
    assert_int_equal(sweep(&p), 0);
    p.world.now.second++;
    assert_int_equal(sweep(&p), 2);
    seen(&p, "a", "there is no such photograph");
    assert_true(!has(&p, "a") && has(&p, "b"));
    p.picture = "c";
    in_store(&p.world, keep_late);
    assert_true(has(&p, "c"));
    end(&p);
}

static result fill(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    result e = OK;
    for (int i = 0; i < PHOTOGRAPHS_UNSENT_MAX && !e; i++) {
        int64_t id;
        str name = str_format(ctx->arena, "%d", i);
        e = query_photograph_insert(ctx, db,
                                    &(struct photograph_insert_in){ .community = COMMUNITY_FIRST,
                                                                    .case_id = ID_NONE,
                                                                    .fact_id = ID_NONE,
                                                                    .hash = name,
                                                                    .small = name,
                                                                    .kind = STR("report"),
                                                                    .pair = ID_NONE,
                                                                    .covers = ID_NONE,
                                                                    .state = PHOTOGRAPH_UNSENT,
                                                                    .added = p->world.now },
                                    &id);
    }
    return e;
}

static void test_limits(void **state)
{
    struct playing p;
    (void)state;
    begin_with_case(&p);
    for (int i = 0; i < PHOTOGRAPHS_OF_CASE_MAX; i++)
        done(&p, &RESIDENT, add);
    deed(&p, &RESIDENT, add);
    assert_string_equal(p.said, "a report can have at most 40 photographs, and this one has them");
    in_store(&p.world, fill);
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    assert_int_equal(store_write(&ctx, p.world.store, keep, &p), ERR_BUSY);
    assert_string_equal(
        ctx.error.text,
        "very many photographs are being sent just now: send your report without it, and add it "
        "later");
    arena_close(ctx.arena);
    end(&p);
}

static result age(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    struct erased out = { .words = 0 };
    struct adoption a = { .kind = CONTENT_RETENTION,
                          .name = STR("rules"),
                          .body = STR("rule,data,months,done\npictures,photographs,12,erased\n") };
    bool is_done;
    a.happened = a.recorded = p->world.now;
    result e = content_adopt(ctx, db, &a);
    p->world.now.second += 400 * DAY_SECONDS;
    if (!e)
        e = retention_run(ctx, db, p->world.now, &out, &is_done);
    snprintf(p->world.got, sizeof p->world.got, "%lld photographs, %lld words", (long long)out.photographs,
             (long long)out.words);
    return e;
}

static void test_aged(void **state)
{
    struct playing p;
    (void)state;
    begin_with_case(&p);
    p.words = "a bag";
    done(&p, &RESIDENT, add);
    done(&p, &OFFICER, finish_it);
    in_store(&p.world, age);
    assert_string_equal(p.world.got, "1 photographs, 0 words");
    in_store(&p.world, read_photographs);
    assert_string_equal(p.world.got, "report  a bag|");
    assert_int_equal(sweep(&p), 2);
    end(&p);
}

static result names_read(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    struct person_row person;
    struct photograph_names names;
    struct buffer out = buffer_open(1 << 16);
    struct table table = person_table(ctx, &out, TABLE_CSV);
    result e = person_asked(
        ctx, db, &(struct person_question){ ID_NONE, STR("ada@example.org"), { 0 }, { 0 } }, &person);
    if (!e)
        e = person_export(ctx, db, &person, &table);
    if (!e)
        e = table_close(&table);
    if (!e)
        e = person_photographs(ctx, db, &person, &names);
    str told = str_format(ctx->arena, "photograph,%.*s\n", STR_ARGS(hash_of(ctx, "a")));
    bool is_right = !e && names.n == 1 && str_equal(names.at[0], hash_of(ctx, "a"));
    snprintf(p->world.got, sizeof p->world.got, "%s %s", is_right ? "a" : "others",
             str_find(buffer_str(&out), told) < out.n ? "told" : "not told");
    buffer_close(&out);
    return e;
}

static void test_export(void **state)
{
    struct playing p;
    (void)state;
    begin_with_case(&p);
    done(&p, &RESIDENT, add);
    p.picture = "theirs";
    done(&p, &OFFICER, add);
    in_store(&p.world, names_read);
    assert_string_equal(p.world.got, "a told");
    end(&p);
}

// What verify says of the photographs: "6 checked, 0 wrong: ".
static void verified(const char *url, struct shelf shelf, const char *wanted)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    struct verifying v = { .source = str_from(url), .photographs = shelf };
    char got[400];
    must(&ctx, verify_run(&ctx, &v));
    const struct verify_answer *a = &v.parts[VERIFY_PHOTOGRAPHS];
    snprintf(got, sizeof got, "%lld checked, %lld wrong: %.*s", (long long)a->checked, (long long)a->wrong,
             STR_ARGS(a->first));
    assert_string_equal(got, wanted);
    assert_int_equal(v.parts[VERIFY_PRIVATE].wrong, 0);
    arena_close(ctx.arena);
}

static void file_spoil(const char *folder, const char *name, const char *with)
{
    struct ctx ctx = { .arena = arena_open(1 << 16) };
    char path[500];
    str hash = hash_of(&ctx, name);
    snprintf(path, sizeof path, "%s/%.2s/%.62s.jpg", folder, hash.at, hash.at + 2);
    unlink(path);
    if (with) {
        FILE *file = fopen(path, "w");
        fputs(with, file);
        fclose(file);
    }
    arena_close(ctx.arena);
}

// The row of the first photograph names the files of another.
static result other_name(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    struct photograph_row r;
    bool is_found;
    result e = query_photograph_by_id(ctx, db, &(struct photograph_by_id_in){ COMMUNITY_FIRST, 1 }, &r,
                                      &is_found);
    if (!e)
        e = query_photograph_delete(ctx, db, &(struct photograph_delete_in){ COMMUNITY_FIRST, 1 });
    struct photograph_insert_in row = { .community = COMMUNITY_FIRST,
                                        .case_id = r.case_id,
                                        .fact_id = r.fact_id };
    row.kind = r.kind;
    row.state = r.state;
    row.pair = row.covers = ID_NONE;
    row.hash = row.small = hash_of(ctx, "b");
    if (!e)
        e = query_photograph_insert(ctx, db, &row, &p->photograph);
    snprintf(p->world.got, sizeof p->world.got,
             "4 checked, 1 wrong: photograph %lld is not the one that fact %lld is bound to",
             (long long)p->photograph, (long long)r.fact_id);
    return e;
}

static void test_verified(void **state)
{
    struct playing p;
    char wanted[300];
    struct ctx ctx = { .arena = arena_open(1 << 16) };
    str a = hash_of(&ctx, "a");
    (void)state;
    begin_with_case(&p);
    done(&p, &RESIDENT, add);
    p.picture = "b";
    done(&p, &RESIDENT, add);
    verified(p.world.fresh.url, p.shelf, "4 checked, 0 wrong: ");
    file_spoil(p.folder, "a", "another picture");
    snprintf(wanted, sizeof wanted,
             "4 checked, 1 wrong: photograph 1: the file of photograph %.64s was changed", a.at);
    verified(p.world.fresh.url, p.shelf, wanted);
    file_spoil(p.folder, "a", NULL);
    snprintf(wanted, sizeof wanted,
             "4 checked, 1 wrong: photograph 1: the file of photograph %.64s is not there", a.at);
    verified(p.world.fresh.url, p.shelf, wanted);
    verified(p.world.fresh.url, (struct shelf){ NULL, "", NULL }, "0 checked, 0 wrong: ");
    in_store(&p.world, other_name);
    snprintf(wanted, sizeof wanted, "%s", p.world.got);
    verified(p.world.fresh.url, p.shelf, wanted);
    arena_close(ctx.arena);
    end(&p);
}

static void back_up(struct playing *p, const char *file, int64_t files)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    struct backup b = { .store = str_from(p->world.fresh.url),
                        .file = str_from(file),
                        .photographs = p->shelf,
                        .now = p->world.now };
    must(&ctx, store_backup(&ctx, &b));
    assert_int_equal(b.files, files);
    arena_close(ctx.arena);
}

static void restored(struct playing *p, const char *file, const char *wanted)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    struct fresh fresh = fresh_open();
    char folder[300], got[100];
    snprintf(folder, sizeof folder, "%s-restored", p->folder);
    struct restoring r = { .file = str_from(file),
                           .store = str_from(fresh.url),
                           .photographs = shelf_folder(folder),
                           .now = p->world.now };
    must(&ctx, store_restore(&ctx, &r));
    snprintf(got, sizeof got, "%lld files, %lld missing", (long long)r.files, (long long)r.files_missing);
    assert_string_equal(got, wanted);
    if (!r.files_missing)
        verified(fresh.url, r.photographs, "4 checked, 0 wrong: ");
    folder_remove(folder);
    fresh_close(&fresh);
    arena_close(ctx.arena);
}

static void test_backup(void **state)
{
    struct playing p;
    char file[400], folder[450];
    (void)state;
    begin_with_case(&p);
    done(&p, &RESIDENT, add);
    p.picture = "b";
    done(&p, &RESIDENT, add);
    snprintf(file, sizeof file, "%s-backup.db", p.folder);
    snprintf(folder, sizeof folder, "%s.photographs", file);
    back_up(&p, file, 4);
    verified(file, shelf_folder(folder), "4 checked, 0 wrong: ");
    in_store(&p.world, forget);
    assert_int_equal(sweep(&p), 4); // what the backup has is its own
    verified(file, shelf_folder(folder), "4 checked, 0 wrong: ");
    restored(&p, file, "4 files, 0 missing");
    file_spoil(folder, "a", NULL);
    file_spoil(folder, "b", "another");
    restored(&p, file, "2 files, 2 missing");
    unlink(file);
    folder_remove(folder);
    end(&p);
}

// The disk is full when the file is written: nothing is kept, and nothing is left.
static void test_full_disk(void **state)
{
    struct playing p;
    struct rlimit before;
    struct ctx ctx = { .arena = arena_open(1 << 20) };
    char room[3000];
    struct picture large = { .large = { room, sizeof room }, .small = STR("small") };
    struct photograph_files files;
    (void)state;
    memset(room, 'x', sizeof room);
    begin_with_case(&p);
    getrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){ 1000, before.rlim_max });
    result e = photograph_put(&ctx, &p.shelf, &large, &files);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_int_equal(e, ERR_STORE);
    assert_string_equal(ctx.error.text, "the photograph could not be kept: File too large");
    assert_false(shelf_has(&ctx, &p.shelf, shelf_name(&ctx, large.large)));
    str name = shelf_name(&ctx, large.large);
    char path[400];
    snprintf(path, sizeof path, "%s/%.2s", p.folder, name.at);
    assert_int_equal(rmdir(path), 0); // no half of it lies there
    ctx.error = (struct error){ .code = OK };
    must(&ctx, photograph_put(&ctx, &p.shelf, &large, &files));
    arena_close(ctx.arena);
    end(&p);
}

static result prove(struct desk *desk, struct playing *p)
{
    struct photograph_files before = put(desk->ctx, p, "before"), after = put(desk->ctx, p, p->picture);
    bool has_both = p->kind == PHOTOGRAPH_BEFORE;
    return evidence_add(desk, &(struct evidence){ &p->shelf, has_both ? &before : NULL, &after });
}

static void test_evidence(void **state) // an after finds its before by itself, each once
{
    struct playing p;
    (void)state;
    begin_with_case(&p);
    for (p.kind = PHOTOGRAPH_AFTER; p.kind; p.kind = p.kind == PHOTOGRAPH_AFTER ? PHOTOGRAPH_BEFORE : 0)
        done(&p, &OFFICER, prove);
    rows(&p, "1 after waiting, 2 before waiting, 3 after waiting of 2");
    end(&p);
}

static void test_shelf(void **state)
{
    struct ctx ctx = { .arena = arena_open(1 << 20) };
    struct shelf none = { NULL, "", NULL }, beside;
    str name, bytes;
    (void)state;
    assert_int_equal(shelf_put(&ctx, &none, STR("x"), &name), ERR_STORE);
    assert_string_equal(
        ctx.error.text,
        "there is no place for photographs: name a folder or a bucket for them with --photographs");
    ctx.error = (struct error){ .code = OK };
    must(&ctx, shelf_of_store(&ctx, STR("sqlite:a/b.db"), (str){ 0 }, &beside));
    assert_string_equal(beside.where, "a/b.db.photographs");
    must(&ctx, shelf_of_store(&ctx, STR("sqlite:a/b.db"), STR("c"), &beside));
    assert_string_equal(beside.where, "c");
    must(&ctx, shelf_of_store(&ctx, STR("postgresql://x/y"), (str){ 0 }, &beside));
    assert_null(beside.kind);
    beside = shelf_folder("/tmp");
    assert_int_equal(shelf_get(&ctx, &beside, STR("../../etc/passwd"), &bytes), ERR_MISSING);
    assert_string_equal(ctx.error.text, "there is no such photograph");
    assert_false(shelf_has(&ctx, &beside, STR("../../etc/passwd")));
    arena_close(ctx.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_moderation), cmocka_unit_test(test_covered),   cmocka_unit_test(test_pairs),
        cmocka_unit_test(test_erased),     cmocka_unit_test(test_unsent),    cmocka_unit_test(test_limits),
        cmocka_unit_test(test_aged),       cmocka_unit_test(test_export),    cmocka_unit_test(test_verified),
        cmocka_unit_test(test_backup),     cmocka_unit_test(test_full_disk), cmocka_unit_test(test_shelf),
        cmocka_unit_test(test_evidence),
    };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
