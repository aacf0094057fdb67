#include "app/import_requests.h"

#include "app/adopt.h"
#include "app/library.h"
#include "app/record.h"
#include "app/setting.h"

enum { CHUNK = 1000, LEDGER_MEMORY = 1 << 30, CHUNK_MEMORY = 256 << 20 };

struct importing {
    struct requests_import *import;
    const struct requests *requests;
    const struct zone *zone;
    struct arena *arena; // of the ledger
    struct ledger *ledger;
    size_t next;            // the first case not yet taken
    int64_t changed[CHUNK]; // of this group, whose derived rows are still to be made
    size_t n_changed;
};

static result community_begin(struct ctx *ctx, struct db *db, void *with)
{
    const struct importing *in = with;
    result e = community_ensure(ctx, db, in->import->name, zone_name(in->zone));
    return e ? e : derived_ensure(ctx, db, in->import->now);
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

static str service_words(struct ctx *ctx, const struct service *s)
{
    return s->sub.n ? str_format(ctx->arena, "%.*s / %.*s", STR_ARGS(s->name), STR_ARGS(s->sub)) : s->name;
}

// What is already on record of a case; nothing for a new one.
struct held {
    struct fact_row_list facts;
    struct folded folded;
    bool is_there;
    int64_t case_id;
    bool has_changed;
};

// One more fact, said by the service. A time that is not known stands where the report does.
struct said {
    enum fact_kind kind;
    struct moment at;
    str name, value;
    instant until;
    int64_t corrects;
};

static result say(struct ctx *ctx, struct db *db, const struct importing *in, struct held *held,
                  struct said said)
{
    bool is_known = said.at.kind == MOMENT_KNOWN;
    struct fact_insert_in fact = fact_new(said.kind, is_known ? said.at.first : held->folded.opened,
                                          in->import->now);
    fact.happened_last = is_known ? said.at.last : held->folded.opened;
    fact.name = said.name;
    fact.value = is_known ? said.value : FACT_VALUE_UNKNOWN;
    fact.until = said.until;
    fact.corrects = said.corrects;
    fact.words = said.corrects == ID_NONE ? (str){ 0 } : STR("changed in the source");
    held->has_changed = true;
    return fact_of(ctx, db, fact, held->case_id);
}

static struct moment event_of(const struct importing *in, const struct case_facts *c, str name)
{
    int i = event_index(&in->requests->shape, name);
    return i < 0 ? (struct moment){ .kind = MOMENT_NEVER } : c->events[i];
}

// The due time is what the source said when the case was opened; of a date alone its last second.
static struct said source_due_said(const struct case_facts *c, instant opened)
{
    bool is_day = c->source_due.first.second != c->source_due.last.second;
    return (struct said){ FACT_SOURCE_DUE,
                          { MOMENT_KNOWN, opened, opened },
                          { 0 },
                          is_day ? FACT_VALUE_DAY : (str){ 0 },
                          c->source_due.last,
                          ID_NONE };
}

static result case_begin(struct ctx *ctx, struct db *db, const struct importing *in,
                         const struct case_facts *c, struct held *held)
{
    struct moment report = event_of(in, c, STR("report"));
    bool is_known = report.kind == MOMENT_KNOWN;
    struct fact_insert_in fact = fact_new(FACT_OPENED, is_known ? report.first : (instant){ 0 },
                                          in->import->now);
    fact.happened_last = is_known ? report.last : fact.happened;
    fact.voice = VOICE_REPORTER;
    fact.name = service_words(ctx, &in->requests->shape.services.at[c->service]);
    fact.value = c->id;
    result e = fact_open(ctx, db, fact, &held->case_id);
    held->folded.opened = fact.happened;
    if (!e && !is_known)
        e = say(ctx, db, in, held,
                (struct said){ FACT_EVENT, report, .name = STR("report"), .until = INSTANT_NONE,
                               .corrects = ID_NONE });
    if (!e && c->source_due.kind == MOMENT_KNOWN)
        e = say(ctx, db, in, held, source_due_said(c, fact.happened));
    if (!e && c->has_point)
        e = query_place_insert(ctx, db,
                               &(struct place_insert_in){ COMMUNITY_FIRST,
                                                          held->case_id,
                                                          str_format(ctx->arena, "%.7g", c->latitude),
                                                          str_format(ctx->arena, "%.7g", c->longitude),
                                                          { 0 } });
    return e;
}

static bool same_moment(struct moment a, struct moment b)
{
    return a.kind == b.kind &&
        (a.kind != MOMENT_KNOWN || (a.first.second == b.first.second && a.last.second == b.last.second));
}

static struct moment held_event(const struct importing *in, const struct held *held, str name)
{
    int i = held->is_there ? event_index(in->ledger->fold.shape, name) : -1;
    return i < 0 ? (struct moment){ .kind = MOMENT_NEVER } : held->folded.facts.events[i];
}

// The fact that a changed time takes the place of; of completions the last counts, so none.
static int64_t event_fact(const struct held *held, str name)
{
    int64_t id = ID_NONE;
    for (size_t i = 0; i < held->facts.n && !str_same_name(name, STR("completion")); i++)
        if (held->facts.at[i].kind == FACT_EVENT && str_same_name(held->facts.at[i].name, name))
            id = held->facts.at[i].id;
    return id;
}

// Whoever reports to the body that answers is received at once: a receipt at that very time says nothing new.
static bool is_plain_receipt(const struct importing *in, const struct case_facts *c, str name)
{
    return str_same_name(name, STR("receipt")) &&
        same_moment(event_of(in, c, name), event_of(in, c, STR("report")));
}

static result events_add(struct ctx *ctx, struct db *db, const struct importing *in,
                         const struct case_facts *c, struct held *held)
{
    const struct shape *shape = &in->requests->shape;
    result e = OK;
    for (size_t i = 0; !e && i < shape->events.n; i++) {
        str name = shape->events.at[i];
        struct moment before = held_event(in, held, name);
        struct said said = { FACT_EVENT, c->events[i], .name = name, .until = INSTANT_NONE,
                             .corrects = ID_NONE };
        bool is_closing = str_same_name(name, STR("completion"));
        if (!name.n || str_same_name(name, STR("report")) || is_plain_receipt(in, c, name) ||
            same_moment(said.at, before))
            continue;
        if (said.at.kind == MOMENT_NEVER && is_closing) {
            said.at = (struct moment){ MOMENT_KNOWN, in->import->now, in->import->now };
            said.name = STR("reopened");
        } else if (said.at.kind == MOMENT_NEVER || (said.at.kind == MOMENT_UNKNOWN && is_closing)) {
            continue; // it stays on record; a closing without a time is its status
        }
        said.corrects = is_closing ? ID_NONE : event_fact(held, name);
        e = say(ctx, db, in, held, said);
    }
    return e;
}

static result status_add(struct ctx *ctx, struct db *db, const struct importing *in,
                         const struct case_facts *c, struct held *held)
{
    static const char *const words[] = { "open", "closed", "no fix", "duplicate", "excluded" };
    struct moment completion = event_of(in, c, STR("completion"));
    enum case_status before = held->is_there ? held->folded.facts.status : CASE_OPEN;
    bool is_told = c->status == CASE_CLOSED && completion.kind == MOMENT_KNOWN;
    if (is_told || c->status == before || c->status == CASE_OPEN)
        return OK;
    struct moment at = completion.kind == MOMENT_KNOWN
        ? completion
        : (struct moment){ MOMENT_KNOWN, held->folded.opened, held->folded.opened };
    return say(ctx, db, in, held,
               (struct said){ FACT_STATUS, at, .value = str_from(words[c->status]), .until = INSTANT_NONE,
                              .corrects = ID_NONE });
}

static str held_fact(const struct importing *in, const struct held *held, str name)
{
    const struct shape *shape = held->is_there ? in->ledger->fold.shape : NULL;
    for (size_t i = 0; shape && i < shape->facts.n; i++)
        if (str_same_name(shape->facts.at[i], name))
            return held->folded.facts.facts[i];
    return (str){ 0 };
}

static result known_add(struct ctx *ctx, struct db *db, const struct importing *in,
                        const struct case_facts *c, struct held *held)
{
    const struct shape *shape = &in->requests->shape;
    struct moment at = { MOMENT_KNOWN, held->folded.opened, held->folded.opened };
    str area = c->area >= 0 ? shape->areas.at[c->area] : (str){ 0 };
    result e = OK;
    for (size_t i = 0; !e && i < shape->facts.n; i++)
        if (c->facts[i].n && !str_equal(c->facts[i], held_fact(in, held, shape->facts.at[i])))
            e = say(ctx, db, in, held,
                    (struct said){ FACT_KNOWN, at, shape->facts.at[i], c->facts[i], INSTANT_NONE, ID_NONE });
    if (!e && area.n && !(held->is_there && str_equal(area, held->folded.area)))
        e = say(ctx, db, in, held,
                (struct said){ FACT_AREA, at, .value = area, .until = INSTANT_NONE, .corrects = ID_NONE });
    return e;
}

static result pauses_add(struct ctx *ctx, struct db *db, const struct importing *in,
                         const struct case_facts *c, struct held *held)
{
    result e = OK;
    for (size_t i = held->is_there ? held->folded.facts.n_pauses : 0; !e && i < c->n_pauses; i++) {
        const struct case_pause *p = &c->pauses[i];
        bool is_open = p->pause.until.second == INSTANT_FAR.second;
        e = say(ctx, db, in, held,
                (struct said){ FACT_PAUSED,
                               { MOMENT_KNOWN, p->pause.from, p->pause.from },
                               in->requests->shape.pauses.at[p->reason],
                               { 0 },
                               is_open ? INSTANT_NONE : p->pause.until,
                               ID_NONE });
    }
    return e;
}

static result held_read(struct ctx *ctx, struct db *db, const struct importing *in, str reference,
                        struct held *held)
{
    struct case_row row;
    bool is_found;
    *held = (struct held){ 0 };
    result e = query_case_by_reference(ctx, db, &(struct case_by_reference_in){ COMMUNITY_FIRST, reference },
                                       &row, &is_found);
    if (e || !is_found)
        return e;
    held->is_there = true;
    held->case_id = row.id;
    e = query_fact_of_case(ctx, db, &(struct fact_of_case_in){ COMMUNITY_FIRST, row.id }, &held->facts);
    return e ? e : case_fold(ctx, &in->ledger->fold, held->facts.at, held->facts.n, &held->folded);
}

static result case_take(struct ctx *ctx, struct db *db, struct importing *in, const struct case_facts *c)
{
    struct held held;
    result e = held_read(ctx, db, in, c->id, &held);
    if (!e && !held.is_there)
        e = case_begin(ctx, db, in, c, &held);
    if (!e)
        e = known_add(ctx, db, in, c, &held);
    if (!e)
        e = pauses_add(ctx, db, in, c, &held);
    if (!e)
        e = events_add(ctx, db, in, c, &held);
    if (!e)
        e = status_add(ctx, db, in, c, &held);
    in->import->opened += !e && !held.is_there;
    in->import->changed += !e && held.is_there && held.has_changed;
    in->import->same += !e && held.is_there && !held.has_changed;
    if (!e && (!held.is_there || held.has_changed))
        in->changed[in->n_changed++] = held.case_id;
    return e;
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
    return e;
}

static result chunks_take(struct ctx *ctx, struct store *store, struct importing *in)
{
    result e = OK;
    size_t n = in->requests->cases.n;
    while (!e && in->next < n) {
        e = store_write(ctx, store, chunk_take, in);
        in->next = in->next + CHUNK < n ? in->next + CHUNK : n;
        if (!e && in->import->progress)
            in->import->progress((int64_t)in->next, (int64_t)n);
    }
    return e;
}

result requests_import(struct ctx *ctx, struct store *store, struct requests_import *import)
{
    struct judge_options options = { .requests = import->requests,
                                     .mapping = import->mapping,
                                     .areas = import->areas };
    struct importing in = { .import = import };
    result e = judge_read(ctx, &options, &import->read);
    struct mapping *mapping;
    if (!e)
        e = library_mapping(ctx, import->mapping, &mapping);
    if (e)
        return e;
    in.zone = mapping->zone;
    in.requests = import->read.requests;
    import->rows = in.requests->rows;
    e = store_write(ctx, store, community_begin, &in);
    if (!e)
        e = chunks_take(ctx, store, &in);
    arena_close(in.arena);
    return e;
}
