// What a ledger stands on and no change of a case moves: documents and calendars read, their clauses laid out, the
// names in use. It is made once and kept with the store, under a key of all it was made of: whatever another writer,
// another server or an adoption changes makes another key. What the library has is read with it and not looked at
// again.
#include "app/ledger_internal.h"

#include "app/directory.h"
#include "app/documents.h"
#include "app/judge_instead.h"
#include "app/life.h"
#include "app/shown.h"
#include "document/parse.h"
#include "format/calendar_file.h"

#include <string.h>

enum { KEY_MAX = 16 << 20 };

struct ground {
    str key;
    struct ledger ledger; // at no time yet
};

// A document and the content it was parsed from.
struct adopted {
    struct document *document;
    int64_t content;
};

struct adopted_list {
    struct adopted *at;
    size_t n, room;
};

// The first fact by which it was; NULL if it was not.
static const struct fact_row *adoption_of(const struct fact_row_list *facts, int64_t content)
{
    int64_t id;
    for (size_t i = 0; i < facts->n; i++)
        if (str_to_int(facts->at[i].value, &id) && id == content)
            return &facts->at[i];
    return NULL;
}

static bool is_adopted(const struct fact_row_list *facts, int64_t content)
{
    return adoption_of(facts, content) != NULL;
}

static result calendar_take(struct ctx *ctx, struct ledger *ledger, const struct content_of_kind_out *content)
{
    struct calendar_source *source = ARENA_NEW(ctx->arena, struct calendar_source);
    struct adopted_calendar *slot = source ? LIST_PUSH(ctx->arena, &ledger->judged.calendars) : NULL;
    if (!slot)
        return arena_fail(ctx);
    slot->name = content->name;
    result e = calendar_parse(ctx, content->name, content->body, source);
    return e ? e : calendar_build(ctx, source, &slot->calendar);
}

static result calendars_read(struct ctx *ctx, struct db *db, struct ledger *ledger,
                             const struct fact_row_list *facts)
{
    struct content_of_kind_out_list contents;
    result e = query_content_of_kind(
        ctx, db, &(struct content_of_kind_in){ ledger->community, CONTENT_CALENDAR }, &contents);
    for (size_t i = 0; !e && i < contents.n; i++)
        if (is_adopted(facts, contents.at[i].id))
            e = calendar_take(ctx, ledger, &contents.at[i]);
    return e;
}

// A text that was taken on after the day it was to begin binds from then on: with its last signature.
static result document_take(struct ctx *ctx, struct ledger *ledger, const struct fact_row *adoption,
                            const struct content_of_kind_out *content, struct adopted_list *documents)
{
    struct adopted *slot = LIST_PUSH(ctx->arena, documents);
    if (!slot)
        return arena_fail(ctx);
    slot->content = content->id;
    result e = document_parse(ctx, content->name, content->body, &ledger->judged.diagnostics,
                              &slot->document);
    if (!e)
        document_bind_from(slot->document, zone_date(ledger->zone, adoption->happened, NULL));
    return e ? e : life_apply(ctx, &ledger->lives, adoption, content->body, slot->document);
}

static result documents_read(struct ctx *ctx, struct db *db, struct ledger *ledger,
                             const struct fact_row_list *facts, struct adopted_list *documents)
{
    struct content_of_kind_out_list contents;
    result e = query_content_of_kind(
        ctx, db, &(struct content_of_kind_in){ ledger->community, CONTENT_DOCUMENT }, &contents);
    for (size_t i = 0; !e && i < contents.n; i++) {
        const struct fact_row *adoption = adoption_of(facts, contents.at[i].id);
        if (adoption)
            e = document_take(ctx, ledger, adoption, &contents.at[i], documents);
    }
    return e;
}

static result documents_load(struct ctx *ctx, struct ledger *ledger, struct adopted_list *documents)
{
    result e = OK;
    for (size_t i = 0; !e && i < ledger->options.n_documents; i++) {
        struct adopted *slot = LIST_PUSH(ctx->arena, documents);
        if (!slot)
            return arena_fail(ctx);
        e = document_load(ctx, ledger->options.documents[i], &ledger->judged.diagnostics, &slot->document);
    }
    for (size_t i = 0; !e && i < ledger->options.n_parsed; i++) {
        struct adopted *slot = LIST_PUSH(ctx->arena, documents);
        if (!slot)
            return arena_fail(ctx);
        slot->document = ledger->options.parsed[i];
    }
    return e;
}

static int64_t content_of(const struct adopted_list *documents, const struct document *document)
{
    for (size_t i = 0; i < documents->n; i++)
        if (documents->at[i].document == document)
            return documents->at[i].content;
    return 0;
}

// Documents in the order of judge_take, each with the content it came from.
static result documents_take(struct ctx *ctx, struct db *db, struct ledger *ledger,
                             const struct adopted_list *adopted)
{
    struct document **documents = ARENA_ARRAY(ctx->arena, struct document *, adopted->n + 1), *instead;
    ledger->versions = ARENA_ARRAY(ctx->arena, int64_t, 2 * adopted->n + 1); // each may have one in its place
    if (!documents || !ledger->versions)
        return arena_fail(ctx);
    for (size_t i = 0; i < adopted->n; i++)
        documents[i] = adopted->at[i].document;
    result e = judge_instead_load(ctx, &ledger->options, &ledger->judged, &instead);
    documents[adopted->n] = instead; // its names are known as well
    if (!e)
        e = ledger_shape(ctx, db, ledger, documents, adopted->n + (instead != NULL));
    ledger->judged.first_polygon = ledger->requests.shape.areas.n; // there are none: areas are facts
    if (!e)
        e = judge_take(ctx, documents, adopted->n, &ledger->judged);
    if (!e)
        e = judge_instead_take(ctx, &ledger->judged, instead);
    for (size_t i = 0; !e && i < ledger->judged.documents.n; i++)
        ledger->versions[i] = content_of(adopted, ledger->judged.documents.at[i].document);
    return e;
}

static result shown_fill(struct ctx *ctx, struct db *db, struct ledger *ledger)
{
    const struct service_list *services = &ledger->requests.shape.services;
    struct categories categories;
    struct shown_rules rules = { &ledger->never_public, &categories, &ledger->judged };
    result e = private_services_read(ctx, db, &ledger->never_public);
    if (!e)
        e = categories_read(ctx, db, &categories);
    ledger->shown = e ? NULL : ARENA_ARRAY(ctx->arena, enum visibility, services->n + 1);
    for (size_t s = 0; ledger->shown && s < services->n; s++)
        ledger->shown[s] = service_visibility(&rules, &services->at[s]);
    return e || ledger->shown ? e : arena_fail(ctx);
}

result ground_lay(struct ctx *ctx, struct db *db, const struct fact_row_list *facts, struct ledger *ledger)
{
    struct adopted_list documents = { 0 };
    ledger->judged.requests = &ledger->requests;
    result e = calendars_read(ctx, db, ledger, facts);
    if (!e)
        e = ledger->options.n_documents || ledger->options.n_parsed
            ? documents_load(ctx, ledger, &documents)
            : documents_read(ctx, db, ledger, facts, &documents);
    ledger->judged.is_adopted = !ledger->options.n_documents && !ledger->options.n_parsed;
    if (!e)
        e = documents_take(ctx, db, ledger, &documents);
    if (!e)
        e = judge_lay_out(ctx, &ledger->options, &ledger->judged);
    if (!e && !ledger->options.is_batch)
        e = shown_fill(ctx, db, ledger); // by what its promises are of
    return e ? e : arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

// Each with its length before it, so that no two lists read alike.
static void key_add(struct buffer *key, str part)
{
    buffer_print(key, "%zu:", part.n);
    buffer_add(key, part);
}

// Of what can be adopted: those that have been, or only the last.
static result contents_key(struct ctx *ctx, struct db *db, enum content_kind kind,
                           const struct fact_row_list *facts, struct buffer *key)
{
    struct content_heads_out_list heads;
    result e = query_content_heads(ctx, db, &(struct content_heads_in){ COMMUNITY_FIRST, kind }, &heads);
    buffer_print(key, ";%d", (int)kind);
    for (size_t i = 0; !e && i < heads.n; i++)
        if (facts ? is_adopted(facts, heads.at[i].id) : i + 1 == heads.n) {
            buffer_print(key, ",%lld", (long long)heads.at[i].id);
            key_add(key, heads.at[i].name);
            key_add(key, heads.at[i].hash);
        }
    return e;
}

static result names_key(struct ctx *ctx, struct db *db, enum fact_kind kind, struct buffer *key)
{
    struct fact_names_out_list names;
    result e = query_fact_names(ctx, db, &(struct fact_names_in){ COMMUNITY_FIRST, kind }, &names);
    buffer_print(key, ";%d", (int)kind);
    for (size_t i = 0; !e && i < names.n; i++)
        key_add(key, names.at[i].name);
    return e;
}

static result areas_key(struct ctx *ctx, struct db *db, struct buffer *key)
{
    struct fact_values_out_list areas;
    result e = query_fact_values(ctx, db, &(struct fact_values_in){ COMMUNITY_FIRST, FACT_AREA }, &areas);
    buffer_print(key, ";%d", FACT_AREA);
    for (size_t i = 0; !e && i < areas.n; i++)
        key_add(key, areas.at[i].value);
    return e;
}

// All that ground_lay reads: no more, or nothing would be found again, and no less.
static result key_write(struct ctx *ctx, struct db *db, const struct fact_row_list *facts,
                        const struct ledger *ledger, struct buffer *key)
{
    static const enum fact_kind named[] = { FACT_EVENT, FACT_KNOWN, FACT_PAUSED, FACT_OPENED };
    key_add(key, zone_name(ledger->zone));
    buffer_print(key, "%d%d,%lld", ledger->options.by_area, ledger->options.by_period,
                 (long long)ledger->known_before);
    result e = contents_key(ctx, db, CONTENT_DOCUMENT, facts, key);
    if (!e)
        e = contents_key(ctx, db, CONTENT_CALENDAR, facts, key);
    if (!e)
        e = contents_key(ctx, db, CONTENT_CATEGORIES, NULL, key);
    if (!e)
        e = contents_key(ctx, db, CONTENT_SERVICES, NULL, key);
    buffer_print(key, ";%d", FACT_LIFE);
    for (size_t i = 0; i < ledger->lives.n; i++)
        buffer_print(key, ",%lld", (long long)ledger->lives.at[i].id);
    for (size_t i = 0; !e && i < sizeof named / sizeof *named; i++)
        e = names_key(ctx, db, named[i], key);
    return e ? e : areas_key(ctx, db, key);
}

static result key_make(struct ctx *ctx, struct db *db, const struct fact_row_list *facts,
                       const struct ledger *ledger, str *key)
{
    struct buffer out = buffer_open(KEY_MAX);
    result e = key_write(ctx, db, facts, ledger, &out);
    if (!e)
        e = buffer_check(ctx, &out);
    *key = e ? (str){ 0 } : str_copy(ctx->arena, buffer_str(&out));
    buffer_close(&out);
    return e || key->at ? e : arena_fail(ctx);
}

// In an arena of its own, which the caller's holds also where a document has errors: what they are lies in it.
static result ground_make(struct ctx *ctx, struct db *db, const struct fact_row_list *facts,
                          const struct ledger *asked, struct ground **made)
{
    struct ctx own = { .arena = arena_open(arena_room(ctx->arena)) };
    struct ground *ground = own.arena ? ARENA_NEW(own.arena, struct ground) : NULL;
    if (!ground || !arena_hold(ctx->arena, own.arena)) {
        arena_close(own.arena);
        return arena_fail(ctx);
    }
    ground->ledger = *asked;
    *made = ground;
    result e = zone_load(&own, zone_name(asked->zone), &ground->ledger.zone);
    if (!e)
        e = ground_lay(&own, db, facts, &ground->ledger);
    if (!e)
        e = key_make(&own, db, facts, asked, &ground->key);
    ground->ledger.lives = (struct fact_row_list){ 0 }; // they are in the arena of whoever asked
    if (!e) {
        keepsake_put(store_keepsakes(db), KEEPSAKE_GROUND, own.arena, ground);
        return OK;
    }
    arena_close(own.arena);
    return !own.error.text[0] ? e : fail(ctx, e, "%s", own.error.text);
}

// What is shared must not grow: a list that is full goes on in the arena of whoever adds to it.
#define OWN(list) ((list).room = (list).n)

static void ledger_stand(struct ledger *ledger, const struct ledger *ground)
{
    ledger->zone = ground->zone;
    ledger->requests = ground->requests;
    ledger->names = ground->names;
    ledger->versions = ground->versions;
    ledger->never_public = ground->never_public;
    ledger->shown = ground->shown;
    ledger->judged = ground->judged;
    ledger->judged.requests = &ledger->requests;
    OWN(ledger->judged.zones);
    OWN(ledger->judged.calendars);
    OWN(ledger->judged.hours);
    OWN(ledger->judged.notes);
    OWN(ledger->judged.diagnostics);
}

// The sums that an account contributes to are accounts of the same copy.
static result parents_copy(struct ctx *ctx, struct account *copies, const struct account *from, size_t i)
{
    size_t n = from[i].parents.n;
    struct account **parents = n ? ARENA_ARRAY(ctx->arena, struct account *, n) : NULL;
    for (size_t k = 0; k < n && parents; k++)
        parents[k] = copies + (from[i].parents.at[k] - from);
    copies[i].parents.at = parents;
    copies[i].parents.room = n;
    return !n || parents ? OK : arena_fail(ctx);
}

static result accounts_copy(struct ctx *ctx, struct account_list *accounts)
{
    const struct account *from = accounts->at;
    struct account *copies = ARENA_ARRAY(ctx->arena, struct account, accounts->n + 1);
    result e = copies ? OK : arena_fail(ctx);
    if (!e && accounts->n)
        memcpy(copies, from, accounts->n * sizeof *copies);
    for (size_t i = 0; i < accounts->n && !e; i++)
        e = parents_copy(ctx, copies, from, i);
    *accounts = (struct account_list){ copies, accounts->n, accounts->n };
    return e;
}

// Its periods are those that have begun by the time of asking: each ledger has its own.
static result documents_copy(struct ctx *ctx, struct judged_documents *documents)
{
    struct judged_document *copies = ARENA_ARRAY(ctx->arena, struct judged_document, documents->n + 1);
    result e = copies ? OK : arena_fail(ctx);
    if (!e && documents->n)
        memcpy(copies, documents->at, documents->n * sizeof *copies);
    for (size_t i = 0; i < documents->n && !e; i++)
        e = accounts_copy(ctx, &copies[i].accounts);
    *documents = (struct judged_documents){ copies, documents->n, documents->n };
    return e;
}

const struct ledger *ground_kept(struct ctx *ctx, const struct db *db)
{
    const struct ground *kept = keepsake_take(store_keepsakes(db), KEEPSAKE_GROUND, ctx->arena);
    return kept ? &kept->ledger : NULL;
}

result ground_take(struct ctx *ctx, struct db *db, const struct fact_row_list *facts, struct ledger *ledger)
{
    const struct ground *kept = keepsake_take(store_keepsakes(db), KEEPSAKE_GROUND, ctx->arena);
    struct ground *made = NULL;
    str key = { 0 };
    result e = kept ? key_make(ctx, db, facts, ledger, &key) : OK;
    if (!e && !(kept && str_equal(kept->key, key))) {
        e = ground_make(ctx, db, facts, ledger, &made);
        kept = made;
    }
    if (kept)
        ledger_stand(ledger, &kept->ledger);
    return e ? e : documents_copy(ctx, &ledger->judged.documents);
}
