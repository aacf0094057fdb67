#include "app/demo_internal.h"

#include "app/adopt.h"
#include "app/explain.h"
#include "app/moved.h"
#include "app/owed.h"
#include "app/password.h"
#include "app/place_name.h"
#include "app/setting.h"
#include "document/parse.h"
#include "format/calendar_file.h"

uint32_t demo_below(struct demo_filling *f, uint32_t n) // splitmix64: short, even, the same everywhere
{
    uint64_t z = f->random += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return n ? (uint32_t)((z ^ (z >> 31)) % n) : 0;
}

instant demo_instant(const struct demo_filling *f, str text)
{
    struct stamp stamp;
    return stamp_parse(text, &stamp) ? stamp_instant(f->ledger->zone, stamp, NULL) : INSTANT_NONE;
}

const struct judged_document *demo_version(const struct demo_filling *f, str id, date day)
{
    const struct judged_documents *all = &f->ledger->judged.documents;
    for (size_t i = 0; i < all->n; i++) {
        const struct judged_document *d = &all->at[i];
        const struct field *in_force = field_find(&d->document->header, KEY_IN_FORCE);
        if (str_equal(d->document->id, id) && in_force->range.from.day <= day.day &&
            day.day <= in_force->range.to.day)
            return d;
    }
    return NULL;
}

const struct account *demo_account(const struct judged_document *document, str label)
{
    for (size_t i = 0; i < document->accounts.n; i++)
        if (str_equal(document->accounts.at[i].promise->clause->label, label))
            return &document->accounts.at[i];
    return NULL;
}

// With the bank holiday announced on 30 October 2026. The borough adopts it once all the reports are open whose clocks
// it moves (docs/demonstration.md).
#define LATE_CALENDAR "../calendars/harcaster.md"
#define LATE_CALENDAR_FROM "2026-11-20T16:30:00"
#define LATE_CALENDAR_BEFORE "2026-11-20T16:29:59"

// What is adopted before anything happens: name of the file, what it is, the day it counts from and was recorded on.
static const struct source {
    const char *file;
    enum content_kind kind;
    const char *happened, *recorded;
} SOURCES[] = {
    { "harcaster-2025.md", CONTENT_CALENDAR, "2024-09-01", "2024-09-01" },
    { "areas.geojson", CONTENT_AREAS, "2024-09-01", "2024-09-01" },
    { "postcodes.csv", CONTENT_POSTCODES, "2024-09-01", "2024-09-01" },
    { "bodies.csv", CONTENT_BODIES, "2024-09-01", "2024-09-01" },
    { "routes.csv", CONTENT_ROUTES, "2024-09-01", "2024-09-01" },
    { "aldermoor-streets-before.md", CONTENT_DOCUMENT, "2024-10-01", "2024-10-01" },
    { "priory-fields-before.md", CONTENT_DOCUMENT, "2024-10-01", "2024-10-01" },
    { "nether-sallow-before.md", CONTENT_DOCUMENT, "2024-10-01", "2024-10-01" },
    { "after-dark-before.md", CONTENT_DOCUMENT, "2024-10-01", "2024-10-01" },
    { "linden-millbrook-before.md", CONTENT_DOCUMENT, "2024-10-01", "2024-10-01" },
    { "aldermoor-streets.md", CONTENT_DOCUMENT, "2025-03-24", "2025-03-24" },
    { "priory-fields.md", CONTENT_DOCUMENT, "2025-03-17", "2025-03-17" },
    { "nether-sallow.md", CONTENT_DOCUMENT, "2025-03-25", "2025-03-25" },
    { "after-dark.md", CONTENT_DOCUMENT, "2025-03-27", "2025-03-27" },
    { "linden-millbrook.md", CONTENT_DOCUMENT, "2025-03-16", "2025-03-16" },
    { "millbrook-baskets.md", CONTENT_DOCUMENT, "2026-03-02", "2026-03-02" },
    { "aldermoor-streets-2.md", CONTENT_DOCUMENT, "2026-06-10", "2026-06-10" },
    { LATE_CALENDAR, CONTENT_CALENDAR, LATE_CALENDAR_FROM, LATE_CALENDAR_FROM },
};

// Of the sources' times: in UTC.
static instant source_instant(const char *text)
{
    struct stamp stamp = { .second = 0 };
    (void)stamp_parse(str_from(text), &stamp);
    return (instant){ (int64_t)stamp.day.day * DAY_SECONDS + stamp.second };
}

instant demo_moved_at(void)
{
    return source_instant(LATE_CALENDAR_FROM);
}

static result document_name(struct ctx *ctx, const char *file, str body, str *name)
{
    struct diagnostics diagnostics = { 0 };
    struct document *document;
    result e = document_parse(ctx, str_from(file), body, &diagnostics, &document);
    if (e)
        return e;
    *name = document->id;
    return diagnostics.errors
        ? fail(ctx, ERR_INPUT, "library/demo/%s has errors: `wardmote check` shows them", file)
        : OK;
}

static result source_adopt(struct ctx *ctx, struct db *db, const struct source *source)
{
    struct adoption a = { .kind = source->kind,
                          .happened = source_instant(source->happened),
                          .recorded = source_instant(source->recorded),
                          .said_by = STR("Monitoring Officer") };
    result e = demo_text(ctx, source->file, &a.body);
    a.name = source->kind == CONTENT_CALENDAR ? STR("harcaster") : str_from(source->file);
    if (!e && source->kind == CONTENT_DOCUMENT)
        e = document_name(ctx, source->file, a.body, &a.name);
    return e ? e : content_adopt(ctx, db, &a);
}

static result tables_read(struct ctx *ctx, struct demo_filling *f)
{
    result e = demo_table_read(ctx, "figures.csv", &f->figures);
    if (!e)
        e = demo_table_read(ctx, "record.csv", &f->record);
    if (!e)
        e = demo_table_read(ctx, "words.csv", &f->words);
    return e ? e : demo_table_read(ctx, "reasons.csv", &f->reasons);
}

static void tell(const struct demo *demo, const char *what)
{
    if (demo->progress)
        demo->progress(what);
}

static result simulate(struct ctx *ctx, struct db *db, struct demo_filling *f)
{
    struct judge_options options;
    result e = community_time(ctx, db, f->demo->now, &options);
    if (!e)
        e = ledger_open(ctx, db, &options, &f->ledger);
    if (!e)
        e = tables_read(ctx, f);
    tell(f->demo, "simulating reports");
    if (!e)
        e = demo_cases(ctx, db, f);
    tell(f->demo, "telling stories, publishing figures");
    return e ? e : demo_stories(ctx, db, f);
}

static result as_if_at(struct ctx *ctx, struct db *db, const struct demo_filling *f, const char *at)
{
    result e = setting_write(ctx, db, SETTING_AS_OF, str_from(at));
    return e ? e : derived_rebuild(ctx, db, f->demo->now);
}

static result calendar_read(struct ctx *ctx, const char *file, struct calendar_source *calendar)
{
    str text;
    result e = demo_text(ctx, file, &text);
    return e ? e : calendar_parse(ctx, str_from(file), text, calendar);
}

// The late bank holiday: each clock that it moved says so on its case.
static result moves_tell(struct ctx *ctx, struct db *db, struct demo_filling *f)
{
    struct finding_running_out_list dues;
    struct calendar_source old, new;
    result e = as_if_at(ctx, db, f, LATE_CALENDAR_BEFORE);
    if (!e)
        e = dues_read(ctx, db, &dues);
    if (!e)
        e = as_if_at(ctx, db, f, LATE_CALENDAR_FROM);
    if (!e)
        e = calendar_read(ctx, "harcaster-2025.md", &old);
    if (!e)
        e = calendar_read(ctx, LATE_CALENDAR, &new);
    if (e)
        return e;
    struct moving moving = { &dues, f->ledger->zone, source_instant(LATE_CALENDAR_FROM),
                             source_instant(LATE_CALENDAR_FROM),
                             calendar_change_words(ctx->arena, &old, &new) };
    e = dues_moved_record(ctx, db, &moving, &f->demo->facts);
    return e ? e : setting_write(ctx, db, SETTING_AS_OF, DEMO_AS_OF);
}

// Reasons, new dates and steps of redress as the program itself tells them, up to the figures' last day.
static result tell_what_follows(struct ctx *ctx, struct db *db, struct demo_filling *f)
{
    struct judge_options options;
    result e = derived_rebuild(ctx, db, f->demo->now);
    if (!e)
        e = community_time(ctx, db, f->demo->now, &options);
    if (!e)
        e = ledger_open(ctx, db, &options, &f->ledger);
    if (!e)
        e = late_explain(ctx, db, f->ledger, true, &f->demo->facts);
    return e ? e : owed_record(ctx, db, f->ledger, true, &f->demo->facts);
}

struct filling_asked {
    struct demo *demo;
    str password; // hashed, before the transaction
};

static result fill(struct ctx *ctx, struct db *db, void *with)
{
    struct filling_asked *asked = with;
    struct demo_filling f = { .demo = asked->demo, .password = asked->password };
    f.random = (uint64_t)f.demo->seed;
    result e = community_ensure(ctx, db, STR("Harcaster"), STR("Europe/London"));
    if (!e)
        e = setting_write(ctx, db, SETTING_DEMONSTRATION, STR("yes"));
    if (!e)
        e = setting_write(ctx, db, SETTING_AS_OF, DEMO_AS_OF); // all of it, whatever day is asked for
    for (size_t i = 0; i < sizeof SOURCES / sizeof *SOURCES && !e; i++)
        e = source_adopt(ctx, db, &SOURCES[i]);
    if (!e)
        e = demo_accounts_make(ctx, db, &f);
    if (!e)
        e = simulate(ctx, db, &f);
    tell(f.demo, "counting");
    if (!e)
        e = moves_tell(ctx, db, &f);
    if (!e)
        e = tell_what_follows(ctx, db, &f);
    if (!e)
        e = demo_drafts(ctx, db, &f);
    if (!e)
        e = setting_write(ctx, db, SETTING_AS_OF, f.demo->as_of);
    if (!e)
        e = derived_rebuild(ctx, db, f.demo->now);
    if (!e)
        e = demo_post(ctx, db, &f);
    return e ? e : setting_write(ctx, db, SETTING_UNFINISHED, STR("no"));
}

// Before anything else, and kept by itself: that a filling has begun.
static result begin(struct ctx *ctx, struct db *db, void *with)
{
    struct demo *demo = with;
    struct community_by_id_out community;
    struct fact_recorded_last_out last;
    bool is_found, has_facts = false;
    str unfinished;
    result e = query_community_by_id(ctx, db, &(struct community_by_id_in){ COMMUNITY_FIRST }, &community,
                                     &is_found);
    if (!e)
        e = query_fact_recorded_last(ctx, db, &(struct fact_recorded_last_in){ COMMUNITY_FIRST }, &last,
                                     &has_facts);
    if (!e && is_found && (has_facts || !str_equal(community.name, PLACE_UNNAMED)))
        return fail(ctx, ERR_CONFLICT,
                    "the store holds '%.*s' already: name another with --store, or remove that one",
                    STR_ARGS(community.name));
    if (!e)
        e = setting_read(ctx, db, SETTING_UNFINISHED, &unfinished);
    demo->was_interrupted = !e && str_equal(unfinished, STR("demo"));
    return e ? e : setting_write(ctx, db, SETTING_UNFINISHED, STR("demo"));
}

result demo_fill(struct ctx *ctx, struct store *store, struct demo *demo)
{
    struct filling_asked asked = { .demo = demo };
    result e = store_write(ctx, store, begin, demo);
    if (!e)
        e = password_hash(ctx, DEMO_PASSWORD, &asked.password);
    return e ? e : store_write(ctx, store, fill, &asked);
}
