#include "app/change.h"

#include "app/administered.h"
#include "app/directory.h"
#include "app/ledger.h"
#include "app/library.h"
#include "app/message_text.h"
#include "app/record.h"
#include "app/setting.h"
#include "base/log.h"
#include "document/parse.h"
#include "format/calendar_file.h"

enum { ADOPTING_MEMORY = 1 << 30 };

static const struct text_kind KINDS[] = {
    { CONTENT_BODIES, DEED_BODIES, "bodies", "Bodies", "the list of bodies", "/admin/bodies", "bodies.csv",
      "name,kind,telephone,email,about,tracked,areas,from,until,successor,complaints",
      "A table with a line for each body. Tracked is yes if it works here, no if reports are sent to it. The "
      "last columns may be left out.",
      false, true },
    { CONTENT_ROUTES, DEED_BODIES, "routes", "Who answers where", "who answers for what, where",
      "/admin/bodies/routes", "routes.csv", "service,body,area,from,until",
      "A table with a line for each exception: where another body answers than the usual one of its kind, or "
      "nobody does.",
      false, true },
    { CONTENT_AREAS, DEED_AREAS, "areas", "Areas", "the areas", "/admin/areas", "areas.geojson", NULL,
      "GeoJSON in degrees (WGS 84, EPSG:4326), as the ONS Open Geography Portal and every map program save it. "
      "Each area has a name or a code.",
      false, true },
    { CONTENT_POSTCODES, DEED_AREAS, "postcodes", "Postcodes", "the postcodes", "/admin/postcodes",
      "postcodes.csv", "postcode,areas,latitude,longitude",
      "A table with a line for each postcode. Areas are names with '; ' between them, the smallest first.",
      false, true },
    { CONTENT_CALENDAR, DEED_CALENDARS, "calendars", "Calendar", "the calendar", "/admin/calendars",
      "calendar.md", NULL,
      "A calendar file as the library has them: a weekend, the years it covers, and a line for each holiday.",
      true, false },
    { CONTENT_ELECTIONS, DEED_CALENDARS, "elections", "Dates before elections", "the dates before elections",
      "/admin/elections", "elections.csv", "name,from,until",
      "A table with a line for each election: both days belong to the time before it.", false, false },
    { CONTENT_SERVICES, DEED_CATEGORIES, "categories", "Categories", "the categories", "/admin/categories",
      "categories.md", NULL,
      "What can be reported, as a text: a heading for each category, and under it its title, its words, who "
      "answers and what is asked.",
      false, true },
    { CONTENT_CATEGORIES, DEED_CATEGORIES, "private", "What is not public", "the list of what is not public",
      "/admin/categories", "private.csv", "service,public,instead",
      "A table with a line for each service that is only counted, or not taken here.", false, false },
    { CONTENT_RETENTION, DEED_SETTINGS, "retention", "What is erased by its age",
      "the rules by which old data goes", "/admin/settings/retention", "retention.csv",
      "rule,data,months,done",
      "A table with a line for each rule: months since the report was closed, and whether it is then erased or "
      "kept.",
      false, false },
    { CONTENT_DOCUMENT, DEED_IMPORT, "documents", "Charter", "the charter", "/admin/documents", "charter.md",
      NULL, "A charter as a text, in the language that this program checks.", true, true },
    { CONTENT_MESSAGE, DEED_TEMPLATES, "messages", "Text of a message", "the text of the message",
      "/admin/messages", "message.txt", NULL,
      "The text of one message in one language, with {names} for what each message is to say.", true, true },
};

enum { KINDS_COUNT = sizeof KINDS / sizeof *KINDS };

const struct text_kind *text_kinds(size_t *n)
{
    *n = KINDS_COUNT;
    return KINDS;
}

const struct text_kind *text_kind_of(enum content_kind kind)
{
    for (size_t i = 0; i < KINDS_COUNT; i++)
        if (KINDS[i].kind == kind)
            return &KINDS[i];
    return NULL;
}

const struct text_kind *text_kind_named(str key)
{
    for (size_t i = 0; i < KINDS_COUNT; i++)
        if (str_equal(str_from(KINDS[i].key), key))
            return &KINDS[i];
    return NULL;
}

static result library_now(struct ctx *ctx, enum content_kind kind, str name, struct text_now *now)
{
    struct ctx looking = { .arena = ctx->arena };
    result e = ERR_MISSING;
    if (kind == CONTENT_SERVICES)
        return library_text(ctx, "categories", "services.md", &now->body);
    if (kind == CONTENT_CATEGORIES)
        return library_text(ctx, "categories", "private.csv", &now->body);
    if (kind == CONTENT_CALENDAR && !str_has(name, '/')) {
        char *file = str_c(ctx->arena, str_format(ctx->arena, "%.*s.md", STR_ARGS(name)));
        e = file ? library_text(&looking, "calendars", file, &now->body) : arena_fail(ctx);
    }
    if (kind == CONTENT_MESSAGE)
        e = message_text_library(&looking, name, &now->body);
    return e == ERR_LIMIT ? e : OK; // there is none
}

result text_now(struct ctx *ctx, struct db *db, enum content_kind kind, str name, struct text_now *now)
{
    struct content_by_id_out content;
    bool is_found = false;
    *now = (struct text_now){ .content = ID_NONE, .name = name };
    result e = content_last(ctx, db, kind, name, &now->content);
    if (!e && now->content != ID_NONE)
        e = query_content_by_id(ctx, db, &(struct content_by_id_in){ COMMUNITY_FIRST, now->content },
                                &content, &is_found);
    if (e)
        return e;
    if (is_found && kind == CONTENT_MESSAGE && str_equal(content.body, MESSAGE_PROGRAMS))
        is_found = false;
    if (is_found) {
        now->body = content.body;
        now->name = content.name;
    } else {
        e = library_now(ctx, kind, name, now);
        now->is_library = now->body.n > 0;
    }
    now->is_there = is_found || now->is_library;
    now->hash = now->is_there ? content_hash(ctx, now->body) : (str){ 0 };
    return e;
}

result pending_read(struct ctx *ctx, struct db *db, int64_t id, struct pending *change)
{
    struct pending_body_out body;
    bool is_found;
    *change = (struct pending){ .kind = NULL };
    result e = query_pending_by_id(ctx, db, &(struct pending_by_id_in){ COMMUNITY_FIRST, id }, &change->row,
                                   &is_found);
    if (!e && is_found)
        e = query_pending_body(ctx, db, &(struct pending_body_in){ COMMUNITY_FIRST, id }, &body, &is_found);
    if (e)
        return e;
    change->kind = is_found ? text_kind_of((enum content_kind)change->row.kind) : NULL;
    if (!change->kind)
        return fail(ctx, ERR_MISSING, "that change is not waiting any more: it was adopted or dropped");
    change->body = body.body;
    return OK;
}

// What it is adopted as: a document says it itself, and a calendar that came without a name.
static result text_name(struct ctx *ctx, enum content_kind kind, str body, str *name)
{
    struct ctx looking = { .arena = ctx->arena }; // what is wrong with it is the preview's to say
    struct diagnostics ignored = { 0 };
    struct document *document;
    struct calendar_source source;
    if (kind == CONTENT_DOCUMENT && document_parse(&looking, *name, body, &ignored, &document) == OK)
        *name = document->id.n ? document->id : *name;
    if (kind == CONTENT_CALENDAR && !name->n && calendar_parse(&looking, STR("file"), body, &source) == OK)
        *name = source.id;
    *name = name->n ? str_slice(*name, 0, CHANGE_NAME_MAX) : str_from(text_kind_of(kind)->key);
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

result change_put(struct ctx *ctx, struct db *db, void *with)
{
    struct change_new *n = with;
    result e = text_name(ctx, n->kind, n->body, &n->name);
    if (e)
        return e;
    return query_pending_insert(ctx, db,
                                &(struct pending_insert_in){ COMMUNITY_FIRST, n->person, n->kind, n->name,
                                                             str_slice(n->source, 0, CHANGE_NAME_MAX),
                                                             n->body, n->base, n->now },
                                &n->id);
}

static void adopting_fill(const struct pending *change, instant now, struct adopting *a)
{
    *a = (struct adopting){ .kind = change->kind->kind,
                            .path = change->row.source,
                            .name = change->kind->kind == CONTENT_DOCUMENT ? (str){ 0 } : change->row.name,
                            .text = change->body,
                            .said_by = STR("administrator"),
                            .now = now,
                            .fact_id = ID_NONE };
}

// What is adopted, and who did it, in one transaction.
struct adopting_change {
    struct pending change;
    struct adopting adopting;
    struct file_adoption *file;
    struct str_list calendars;
    const struct change_doing *doing; // NULL: the clock
    instant now;
};

// seen: of the text that counted when somebody looked.
static result seen_check(struct ctx *ctx, struct db *db, const struct pending *change, str seen)
{
    struct text_now now;
    result e = text_now(ctx, db, change->kind->kind, change->row.name, &now);
    if (!e && !str_equal(now.hash, seen))
        return fail(
            ctx, ERR_RULE,
            "Somebody else has changed this since you looked. What you see now is against the newest: "
            "look once more, then adopt it.");
    return e;
}

// No charter is launched before an election, on whichever day it was to be.
static result held_check(struct ctx *ctx, struct db *db, const struct adopting_change *a)
{
    struct directory directory;
    struct community_by_id_out community;
    const struct zone *zone;
    bool is_found;
    if (a->doing || a->change.kind->kind != CONTENT_DOCUMENT)
        return OK; // the page says so before the button is pressed
    result e = query_community_by_id(ctx, db, &(struct community_by_id_in){ COMMUNITY_FIRST }, &community,
                                     &is_found);
    if (e || !is_found)
        return e;
    e = zone_load(ctx, community.zone, &zone);
    if (!e)
        e = directory_read(ctx, db, &directory);
    const struct election *held = e ? NULL : election_on(&directory.elections, zone_date(zone, a->now, NULL));
    return held ? fail(ctx, ERR_RULE, "No charter is launched or signed here until %.*s is over.",
                       STR_ARGS(held->name))
                : e;
}

static result adopted_note(struct ctx *ctx, struct db *db, const struct adopting_change *a)
{
    const struct pending *c = &a->change;
    struct administered note = { a->doing ? a->doing->person : ID_NONE, STR("adopted"),
                                 str_format(ctx->arena, "%s%s%.*s", c->kind->words,
                                            c->kind->is_named ? " " : "",
                                            STR_ARGS(c->kind->is_named ? c->row.name : (str){ 0 })),
                                 a->adopting.fact_id, a->now };
    result e = administered_note(ctx, db, &note);
    return e ? e : query_pending_delete(ctx, db, &(struct pending_delete_in){ COMMUNITY_FIRST, c->row.id });
}

static result adopt_work(struct ctx *ctx, struct db *db, void *with)
{
    struct adopting_change *a = with;
    struct pending_row again;
    bool is_there;
    result e = query_pending_by_id(ctx, db, &(struct pending_by_id_in){ COMMUNITY_FIRST, a->change.row.id },
                                   &again, &is_there);
    if (!e && !is_there)
        return fail(ctx, ERR_MISSING, "that change is not waiting any more: it was adopted or dropped");
    if (!e)
        e = seen_check(ctx, db, &a->change, a->doing ? a->doing->seen : again.base);
    if (!e)
        e = held_check(ctx, db, a);
    if (!e)
        e = adoption_make(ctx, db, a->file);
    return e ? e : adopted_note(ctx, db, a);
}

static result change_load(struct ctx *ctx, struct db *db, void *with)
{
    struct adopting_change *a = with;
    result e = calendars_known(ctx, db, &a->calendars);
    return e ? e : pending_read(ctx, db, a->change.row.id, &a->change);
}

static result adopt_in(struct ctx *ctx, struct store *store, struct adopting_change *a)
{
    result e = store_read(ctx, store, change_load, a);
    if (e)
        return e;
    adopting_fill(&a->change, a->now, &a->adopting);
    a->adopting.calendars = a->calendars;
    if (a->doing && a->doing->community.n)
        a->adopting.community = a->doing->community;
    e = adoption_read(ctx, &a->adopting, &a->file);
    if (e == ERR_RULE && a->adopting.diagnostics.errors && !ctx->error.text[0])
        return fail(ctx, ERR_RULE, "The text has faults. They stand below, beside their lines.");
    return e ? e : store_write(ctx, store, adopt_work, a);
}

// In memory of its own: boundaries and what is judged again are larger than a request may be.
static result adopt_change(struct ctx *ctx, struct store *store, struct adopting_change *a)
{
    struct ctx own = { .arena = arena_open(ADOPTING_MEMORY) };
    result e = own.arena ? adopt_in(&own, store, a) : ERR_LIMIT;
    if (e)
        e = own.arena ? fail(ctx, e, "%s", own.error.text) : arena_fail(ctx);
    arena_close(own.arena);
    return e;
}

static result correct(struct ctx *ctx, struct db *db, const struct change_doing *d)
{
    struct pending pending;
    result e = pending_read(ctx, db, d->id, &pending);
    str name = e ? (str){ 0 } : pending.row.name;
    if (!e)
        e = text_name(ctx, pending.kind->kind, d->body, &name);
    return e ? e
             : query_pending_text_set(ctx, db,
                                      &(struct pending_text_set_in){ COMMUNITY_FIRST, d->id, name, d->body });
}

static result wait(struct ctx *ctx, struct db *db, const struct change_doing *d)
{
    struct pending pending;
    result e = pending_read(ctx, db, d->id, &pending);
    if (!e)
        e = seen_check(ctx, db, &pending, d->seen);
    return e ? e
             : query_pending_day_set(ctx, db,
                                     &(struct pending_day_set_in){ COMMUNITY_FIRST, d->id, d->day, d->seen });
}

static result doing_work(struct ctx *ctx, struct db *db, void *with)
{
    const struct change_doing *d = with;
    switch (d->deed) {
    case CHANGE_WAIT:
        return wait(ctx, db, d);
    case CHANGE_CORRECT:
        return correct(ctx, db, d);
    case CHANGE_DROP:
        return query_pending_delete(ctx, db, &(struct pending_delete_in){ COMMUNITY_FIRST, d->id });
    case CHANGE_ADOPT:
        break;
    }
    return fail(ctx, ERR_INTERNAL, "adopting is a work of its own");
}

result change_do(struct ctx *ctx, struct store *store, struct change_doing *doing)
{
    struct adopting_change a = { .change.row.id = doing->id, .doing = doing, .now = doing->now };
    return doing->deed == CHANGE_ADOPT ? adopt_change(ctx, store, &a)
                                       : store_write(ctx, store, doing_work, doing);
}

struct trying {
    struct trial *trial;
    struct file_adoption *file;
    bool is_tried;
};

// Ends in an error, so that nothing of it is kept.
static result try_work(struct ctx *ctx, struct db *db, void *with)
{
    struct trying *t = with;
    result e = adoption_make(ctx, db, t->file);
    if (!e && t->trial->see)
        e = t->trial->see(ctx, db, t->trial->with);
    t->is_tried = !e;
    return e ? e : fail(ctx, ERR_CONFLICT, "a trial");
}

result change_try(struct ctx *ctx, struct store *store, struct trial *trial)
{
    struct trying t = { .trial = trial };
    adopting_fill(trial->pending, trial->now, &trial->adopting);
    result e = store_read(ctx, store, calendars_load, &trial->adopting.calendars);
    if (!e)
        e = adoption_read(ctx, &trial->adopting, &t.file);
    if (!e)
        e = store_write(ctx, store, try_work, &t);
    if (!t.is_tried)
        return e;
    ctx->error = (struct error){ .code = OK };
    return OK;
}

struct due_list {
    instant now;
    struct pending_row_list rows;
};

static result due_read(struct ctx *ctx, struct db *db, void *with)
{
    struct due_list *due = with;
    struct community_by_id_out community;
    const struct zone *zone;
    struct judge_options options;
    bool is_found;
    result e = query_community_by_id(ctx, db, &(struct community_by_id_in){ COMMUNITY_FIRST }, &community,
                                     &is_found);
    if (!e)
        e = community_time(ctx, db, due->now, &options);
    if (e || !is_found || options.has_as_of)
        return e;
    e = zone_load(ctx, community.zone, &zone);
    return e ? e
             : query_pending_due(ctx, db,
                                 &(struct pending_due_in){ COMMUNITY_FIRST, zone_date(zone, due->now, NULL) },
                                 &due->rows);
}

struct faulty {
    int64_t id;
    str fault;
};

static result fault_work(struct ctx *ctx, struct db *db, void *with)
{
    const struct faulty *f = with;
    return query_pending_fault_set(ctx, db,
                                   &(struct pending_fault_set_in){ COMMUNITY_FIRST, f->id, f->fault });
}

result changes_due(struct ctx *ctx, struct store *store, instant now)
{
    struct due_list due = { .now = now };
    result e = store_read(ctx, store, due_read, &due);
    for (size_t i = 0; !e && i < due.rows.n; i++) {
        struct adopting_change a = { .change.row.id = due.rows.at[i].id, .now = now };
        struct ctx own = { .arena = ctx->arena };
        if (!adopt_change(&own, store, &a))
            continue;
        struct faulty faulty = { due.rows.at[i].id, str_copy(ctx->arena, str_from(own.error.text)) };
        log_line("a change that was set for today could not be adopted; it waits under /admin");
        e = store_write(ctx, store, fault_work, &faulty);
    }
    return e;
}

result changes_tidy(struct ctx *ctx, struct db *db, instant now)
{
    instant before = { now.second - (int64_t)PENDING_DAYS * DAY_SECONDS };
    return query_pending_delete_old(ctx, db, &(struct pending_delete_old_in){ COMMUNITY_FIRST, before });
}
