#include "app/import_requests.h"

#include "app/adopt.h"
#include "app/import_case.h"
#include "app/library.h"
#include "app/packed.h"
#include "app/record.h"
#include "app/setting.h"

enum { CHUNK = 1000, LEDGER_MEMORY = 1 << 30, CHUNK_MEMORY = 256 << 20 };

struct importing {
    struct requests_import *import;
    const struct requests *requests;
    struct case_import cases;
    const struct zone *zone;
    struct arena *arena; // of the ledger
    struct ledger *ledger;
    size_t next;            // the first case not yet taken
    int64_t changed[CHUNK]; // of this group, whose derived rows are still to be made
    size_t n_changed;
};

static result community_begin(struct ctx *ctx, struct db *db, void *with)
{
    struct importing *in = with;
    result e = community_ensure(ctx, db, in->import->name, zone_name(in->zone));
    if (!e)
        e = record_time(ctx, db, in->import->now, &in->import->now);
    in->cases.now = in->import->now;
    if (!e)
        e = derived_ensure(ctx, db, in->import->now);
    if (!e)
        e = unfinished_read(ctx, db, &in->import->interrupted);
    bool is_empty = !in->requests->cases.n;
    str begun = str_format(ctx->arena, "import %.*s", STR_ARGS(in->import->requests));
    return e ? e : setting_write(ctx, db, SETTING_UNFINISHED, is_empty ? STR("no") : begun);
}

static result ledger_again(struct ctx *ctx, struct db *db, struct importing *in)
{
    struct judge_options options;
    int64_t n;
    arena_close(in->arena);
    in->ledger = NULL;
    in->arena = arena_open(LEDGER_MEMORY);
    struct ctx own = { .arena = in->arena };
    if (!in->arena)
        return arena_fail(ctx);
    result e = community_time(&own, db, in->import->now, &options);
    options.coming = &in->requests->shape; // all at once: each new name would be a reason to read all of them again
    if (!e)
        e = ledger_open(&own, db, &options, &in->ledger);
    if (!e)
        e = ledger_settle(&own, db, in->ledger);
    if (!e)
        e = ledger_advance(&own, db, in->ledger, &n);
    return e ? fail(ctx, e, "%s", own.error.text) : OK;
}

static result derived(struct ctx *ctx, struct db *db, struct importing *in, int64_t case_id)
{
    result e = in->ledger ? OK : ledger_again(ctx, db, in);
    if (!e)
        e = ledger_update(ctx, db, in->ledger, case_id);
    if (!e && in->ledger->is_stale) {
        e = ledger_again(ctx, db, in);
        if (!e)
            e = ledger_update(ctx, db, in->ledger, case_id);
    }
    return e;
}

// A row that its source gives no number is nobody's: a later file could not be told from it.
static void unnumbered_count(struct requests_import *import, const struct case_facts *c)
{
    if (!import->unnumbered++)
        import->first_unnumbered = c->row;
}

static result case_take(struct ctx *ctx, struct db *db, struct importing *in, const struct case_facts *c)
{
    struct requests_import *import = in->import;
    struct case_imported done;
    if (!c->has_own_id) {
        unnumbered_count(import, c);
        return OK;
    }
    result e = case_import(ctx, db, &in->cases, c, &done);
    if (e)
        return e;
    if (done.is_contradicted) {
        import->first_contradicted = import->contradicted++ ? import->first_contradicted : c->id;
        return OK;
    }
    import->opened += done.is_new;
    import->changed += !done.is_new && done.has_changed;
    import->same += !done.has_changed;
    if (done.has_changed)
        in->changed[in->n_changed++] = done.case_id;
    return OK;
}

static result facts_take(struct ctx *ctx, struct db *db, struct importing *in)
{
    size_t end = in->next + CHUNK < in->requests->cases.n ? in->next + CHUNK : in->requests->cases.n;
    struct ctx own = { .arena = arena_open(CHUNK_MEMORY) };
    result e = own.arena ? OK : arena_fail(ctx);
    in->n_changed = 0;
    for (size_t i = in->next; !e && i < end; i++) {
        e = case_take(&own, db, in, &in->requests->cases.at[i]);
        if (e)
            e = fail(ctx, e, "%s", own.error.text);
    }
    arena_close(own.arena);
    return e;
}

// A group of cases in one transaction: all their facts, so that every new name is there, then what follows from them.
static result chunk_take(struct ctx *ctx, struct db *db, void *with)
{
    struct importing *in = with;
    result e = in->ledger ? OK : ledger_again(ctx, db, in);
    if (!e)
        e = facts_take(ctx, db, in);
    for (size_t i = 0; !e && i < in->n_changed; i++)
        e = derived(ctx, db, in, in->changed[i]);
    bool is_last = in->next + CHUNK >= in->requests->cases.n;
    return e || !is_last ? e : setting_write(ctx, db, SETTING_UNFINISHED, STR("no"));
}

static result chunks_take(struct ctx *ctx, struct store *store, struct importing *in)
{
    result e = OK;
    size_t n = in->requests->cases.n;
    if (in->import->progress)
        in->import->progress(0, (int64_t)n);
    while (!e && in->next < n) {
        e = store_write(ctx, store, chunk_take, in);
        in->next = in->next + CHUNK < n ? in->next + CHUNK : n;
        if (!e && in->import->progress)
            in->import->progress((int64_t)in->next, (int64_t)n);
    }
    return e;
}

#define WHY_NUMBERED "and a store must know a request again when a later file tells more of it: "

// Without numbers of their own the requests of two files could not be told apart.
static result ids_check(struct ctx *ctx, const struct mapping *mapping, const struct requests *requests)
{
    const struct column *id = &mapping->columns[COLUMN_ID];
    if (!id->names.n)
        return fail_at(ctx, ERR_INPUT, mapping->source, (struct place){ 0 },
                       "has no 'Id' line, " WHY_NUMBERED
                       "name the column of its number, as in '- Id: Reference'");
    for (size_t i = 0; requests && i < requests->problems.lacks.n; i++)
        if (str_equal(requests->problems.lacks.at[i].key, id->key))
            return fail_at(ctx, ERR_INPUT, mapping->source, id->place,
                           "the file has no column '%.*s', " WHY_NUMBERED
                           "name the column of its number in 'Id'",
                           STR_ARGS(id->names.at[0]));
    return OK;
}

result requests_import(struct ctx *ctx, struct store *store, struct requests_import *import)
{
    struct judge_options options = { .requests = import->requests,
                                     .mapping = import->mapping,
                                     .areas = import->areas,
                                     .is_row_by_row = true };
    struct importing in = { .import = import };
    struct mapping *mapping;
    result e = library_mapping(ctx, import->mapping, &mapping);
    if (!e)
        e = ids_check(ctx, mapping, NULL);
    if (!e)
        e = judge_read(ctx, &options, &import->read);
    if (!e)
        e = ids_check(ctx, mapping, import->read.requests);
    if (e)
        return e;
    in.zone = mapping->zone;
    in.requests = import->read.requests;
    in.cases = (struct case_import){ in.requests, mapping,
                                     in.requests->shape.has_areas || import->read.polygons, import->now };
    import->rows = in.requests->rows;
    e = store_write(ctx, store, community_begin, &in);
    if (!e)
        e = chunks_take(ctx, store, &in);
    arena_close(in.arena);
    return e ? e : store_pack(ctx, store);
}
