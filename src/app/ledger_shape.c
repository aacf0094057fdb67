// The names a store's cases can speak of. The record's own names, and every event that a document mentions: one that
// is not on record has not happened, which is not the same as a file that has no column for it.
#include "app/ledger_internal.h"
#include "app/packed.h"

static result few_add(struct ctx *ctx, struct str_list *names, str name)
{
    for (size_t i = 0; i < names->n; i++)
        if (str_same_name(names->at[i], name))
            return OK;
    str *slot = name.n ? LIST_PUSH(ctx->arena, names) : NULL;
    if (slot)
        *slot = name;
    return name.n && !slot ? arena_fail(ctx) : OK;
}

static result events_add(struct ctx *ctx, struct str_list *names, const struct events *events)
{
    result e = OK;
    for (size_t i = 0; !e && i < events->names.n; i++)
        e = few_add(ctx, names, events->names.at[i]);
    return e;
}

static result clause_events(struct ctx *ctx, const struct clause *clause, struct str_list *names)
{
    result e = OK;
    for (size_t i = 0; !e && i < clause->fields.n; i++) {
        const struct field *f = &clause->fields.at[i];
        if (f->is_bad || f->is_target || f->kind->value != VALUE_CLOCK)
            continue;
        e = events_add(ctx, names, &f->clock.from);
        if (!e)
            e = events_add(ctx, names, &f->clock.to);
        if (!e)
            e = few_add(ctx, names, f->clock.limit.event);
    }
    return e;
}

static result events_list(struct ctx *ctx, struct document *const *documents, size_t n,
                          struct str_list *names)
{
    static const str usual[] = { STR_INIT("report"), STR_INIT("receipt"), STR_INIT("completion"),
                                 STR_INIT("passing on") };
    result e = OK;
    for (size_t i = 0; !e && i < sizeof usual / sizeof *usual; i++)
        e = few_add(ctx, names, usual[i]);
    for (size_t d = 0; d < n; d++)
        for (size_t i = 0; !e && i < documents[d]->clauses.n; i++)
            e = clause_events(ctx, &documents[d]->clauses.at[i], names);
    return e;
}

// Each body that has a clause has a receipt and a passing on of its own.
static result body_events_add(struct ctx *ctx, struct shape *shape, str body)
{
    static const str generals[] = { STR_INIT("receipt"), STR_INIT("passing on") };
    for (size_t i = 0; i < sizeof generals / sizeof *generals; i++) {
        int general = event_index(shape, generals[i]);
        str *name = body_event_index(shape, general, body) < 0 ? LIST_PUSH(ctx->arena, &shape->events) : NULL;
        struct body_event *slot = name ? LIST_PUSH(ctx->arena, &shape->bodies) : NULL;
        if (!slot)
            return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
        *name = str_format(ctx->arena, "%.*s by %.*s", STR_ARGS(generals[i]), STR_ARGS(body));
        *slot = (struct body_event){ body, general, (int)shape->events.n - 1 };
    }
    return OK;
}

static result bodies_list(struct ctx *ctx, struct shape *shape, struct document *const *documents, size_t n)
{
    result e = OK;
    for (size_t d = 0; d < n; d++)
        for (size_t i = 0; i < documents[d]->clauses.n && !e; i++) {
            const struct field *bodies = clause_providers(&documents[d]->clauses.at[i]);
            for (size_t k = 0; bodies && k < bodies->items.n && !e; k++)
                e = body_events_add(ctx, shape, bodies->items.at[k]);
        }
    return e;
}

// What the documents declare can be known, known of a case yet or not.
static result facts_list(struct ctx *ctx, struct document *const *documents, size_t n, struct str_list *names)
{
    result e = few_add(ctx, names, STR("incident")); // a report may be joined to another at any time
    for (size_t d = 0; d < n; d++) {
        const struct field_list *header = &documents[d]->header;
        for (const struct field *f = field_find(header, KEY_FACT); f && !e;
             f = field_next(header, KEY_FACT, f))
            e = f->is_bad ? OK : few_add(ctx, names, f->fact.name);
    }
    return e;
}

static result record_names(struct ctx *ctx, struct db *db, int64_t community, enum fact_kind kind,
                           struct str_list *names)
{
    struct fact_names_out_list found;
    result e = query_fact_names(ctx, db, &(struct fact_names_in){ community, kind }, &found);
    for (size_t i = 0; !e && i < found.n; i++)
        e = few_add(ctx, names, found.at[i].name);
    return e;
}

// Names of which a country has tens of thousands: each once, and found again by a table.
static result many_add(struct ctx *ctx, struct name_table *table, struct str_list *names, str name)
{
    struct name_keys keys = { names->at, sizeof *names->at, NAME_SAME };
    uint32_t hash = name_hash(name, NAME_SAME);
    if (!name.n || name_find(table, keys, name, hash) >= 0)
        return OK;
    str *slot = LIST_PUSH(ctx->arena, names);
    if (!slot || !name_table_add(ctx->arena, table, hash, names->n - 1))
        return arena_fail(ctx);
    *slot = name;
    return OK;
}

static result services_list(struct ctx *ctx, struct db *db, struct ledger *ledger)
{
    struct fact_names_out_list found;
    struct shape_names *names = &ledger->names;
    const struct shape *coming = ledger->options.coming;
    result e = query_fact_names(ctx, db, &(struct fact_names_in){ ledger->community, FACT_OPENED }, &found);
    for (size_t i = 0; !e && i < found.n; i++)
        e = many_add(ctx, &names->service_table, &names->services, found.at[i].name);
    for (size_t i = 0; !e && coming && i < coming->services.n; i++)
        e = many_add(ctx, &names->service_table, &names->services,
                     service_name(ctx->arena, &coming->services.at[i]));
    for (size_t i = 0; !e && i < names->services.n; i++) {
        struct service *slot = LIST_PUSH(ctx->arena, &ledger->requests.shape.services);
        if (!slot)
            return arena_fail(ctx);
        *slot = service_from(names->services.at[i]);
    }
    return e;
}

static result areas_list(struct ctx *ctx, struct db *db, struct ledger *ledger)
{
    struct fact_values_out_list found;
    struct str_list *areas = &ledger->requests.shape.areas;
    const struct shape *coming = ledger->options.coming;
    struct str_list known = { 0 };
    bool is_known = false;
    result e = ledger->options.is_batch ? packed_areas(ctx, db, ledger->zone, &known, &is_known) : OK;
    for (size_t i = 0; !e && i < known.n; i++)
        e = many_add(ctx, &ledger->names.area_table, areas, known.at[i]);
    if (!e && !is_known)
        e = query_fact_values(ctx, db, &(struct fact_values_in){ ledger->community, FACT_AREA }, &found);
    for (size_t i = 0; !e && !is_known && i < found.n; i++)
        e = many_add(ctx, &ledger->names.area_table, areas, found.at[i].value);
    for (size_t i = 0; !e && coming && i < coming->areas.n; i++)
        e = many_add(ctx, &ledger->names.area_table, areas, coming->areas.at[i]);
    return e;
}

// Whether areas count is a matter of what was on record: a figure published before the first one came had none.
static result areas_then(struct ctx *ctx, struct db *db, const struct ledger *ledger, bool *has_areas)
{
    struct fact_first_of_kind_out first;
    bool is_found;
    if (!*has_areas || ledger->known_before == INT64_MAX)
        return OK;
    result e = query_fact_first_of_kind(
        ctx, db, &(struct fact_first_of_kind_in){ ledger->community, FACT_AREA }, &first, &is_found);
    *has_areas = !e && is_found && first.id < ledger->known_before;
    return e;
}

result ledger_shape(struct ctx *ctx, struct db *db, struct ledger *ledger, struct document *const *documents,
                    size_t n)
{
    struct shape *shape = &ledger->requests.shape;
    int64_t community = ledger->community;
    result e = events_list(ctx, documents, n, &shape->events);
    if (!e)
        e = record_names(ctx, db, community, FACT_EVENT, &shape->events);
    if (!e)
        e = bodies_list(ctx, shape, documents, n);
    if (!e)
        e = facts_list(ctx, documents, n, &shape->facts);
    if (!e)
        e = record_names(ctx, db, community, FACT_KNOWN, &shape->facts);
    if (!e)
        e = record_names(ctx, db, community, FACT_PAUSED, &shape->pauses);
    if (!e)
        e = services_list(ctx, db, ledger);
    if (!e)
        e = areas_list(ctx, db, ledger);
    shape->has_areas = shape->areas.n > 0;
    if (!e)
        e = areas_then(ctx, db, ledger, &shape->has_areas);
    shape->has_bound = true; // what is observed is counted here, seen or not yet
    return e;
}
