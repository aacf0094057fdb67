#include "rules/promise.h"

int event_index(const struct shape *shape, str name)
{
    for (size_t i = 0; i < shape->events.n; i++)
        if (str_same_name(shape->events.at[i], name))
            return (int)i;
    return -1;
}

bool clause_has_clock(const struct clause *clause)
{
    const struct field *f = field_find(&clause->fields, KEY_CLOCK);
    for (; f; f = field_next(&clause->fields, KEY_CLOCK, f))
        if (!f->is_bad && f->clock.is_promised)
            return true;
    return false;
}

bool clause_has_count(const struct clause *clause)
{
    return field_find(&clause->fields, KEY_COUNT) || field_find(&clause->fields, KEY_EVERY);
}

str document_only_area(const struct document *document)
{
    const struct field *f = field_find(&document->header, KEY_AREA);
    if (!f || f->is_bad || f->items.n != 1)
        return (str){ 0 };
    return str_trim(str_slice(f->items.at[0], 0, str_find(f->items.at[0], STR(","))));
}

const struct promise *promise_by_label(const struct promise_list *list, str label)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_equal(list->at[i].clause->label, label))
            return &list->at[i];
    return NULL;
}

const struct field *clause_providers(const struct clause *clause)
{
    const struct field *f = field_find(&clause->fields, KEY_PROVIDER);
    f = f ? f : field_find(&clause->fields, KEY_BY);
    return f && !f->is_bad ? f : NULL;
}

int body_event_index(const struct shape *shape, int general, str body)
{
    for (size_t i = 0; i < shape->bodies.n; i++)
        if (shape->bodies.at[i].general == general && str_same_name(shape->bodies.at[i].body, body))
            return shape->bodies.at[i].event;
    return -1;
}

struct index_list {
    int *at;
    size_t n, room;
};

static result index_add(struct ctx *ctx, struct index_list *list, int index)
{
    int *slot = LIST_PUSH(ctx->arena, list);
    if (slot)
        *slot = index;
    return slot ? OK : arena_fail(ctx);
}

// What one name stands for in a clause: a receipt and a passing on are those of the clause's own bodies, the first of
// them; where the data does not tell bodies apart, anybody's.
static result event_add(struct ctx *ctx, const struct shape *shape, const struct clause *clause, int general,
                        struct index_list *found)
{
    const struct field *bodies = clause_providers(clause);
    size_t before = found->n;
    result e = OK;
    for (size_t i = 0; bodies && i < bodies->items.n && !e; i++) {
        int own = body_event_index(shape, general, bodies->items.at[i]);
        e = own >= 0 ? index_add(ctx, found, own) : OK;
    }
    return e || found->n > before ? e : index_add(ctx, found, general);
}

// names: none takes `usual`, so that "within 2 working days" alone runs from report to completion.
static result event_set_build(struct ctx *ctx, const struct promise *promise, const struct events *events,
                              str usual, struct event_set *set)
{
    const struct shape *shape = promise->shape;
    struct index_list found = { 0 };
    size_t n = events->names.n;
    set->is_later = n && events->how == EVENTS_LATER;
    for (size_t i = 0; i < n || (i == 0 && usual.n); i++) {
        str name = n ? events->names.at[i] : usual;
        int index = event_index(shape, name);
        if (index < 0) {
            set->missing = name;
            continue;
        }
        result e = event_add(ctx, shape, promise->clause, index, &found);
        if (e)
            return e;
    }
    set->at = found.at;
    set->n = found.n;
    return OK;
}

static result line_build(struct ctx *ctx, const struct promise *promise, const struct field *field,
                         struct promise_line *line)
{
    const struct clock *clock = &field->clock;
    struct events anchor = { EVENTS_FIRST,
                             { .at = (str *)&clock->limit.event, .n = clock->limit.event.n ? 1 : 0 } };
    bool has_from = clock->from.names.n > 0;
    line->field = field;
    result e = event_set_build(ctx, promise, &anchor, STR(""), &line->anchor);
    if (!e) // a limit that names its own event starts there unless the line says otherwise
        e = event_set_build(ctx, promise, has_from || !anchor.names.n ? &clock->from : &anchor, STR("report"),
                            &line->from);
    if (!e)
        e = event_set_build(ctx, promise, &clock->to, STR("completion"), &line->to);
    return e;
}

static struct promise_clock *clock_named(struct promise *promise, str name)
{
    for (size_t i = 0; i < promise->n_clocks; i++)
        if (str_same_name(promise->clocks[i].name, name))
            return &promise->clocks[i];
    return NULL;
}

bool document_is_suspended(const struct document *document, date day)
{
    for (size_t i = 0; i < document->suspended.n; i++) {
        struct date_range r = document->suspended.at[i];
        if (r.from.day <= day.day && day.day <= r.to.day)
            return true;
    }
    return false;
}

bool promise_binds(const struct promise *promise, date day)
{
    return promise->from.day <= day.day && day.day <= promise->to.day &&
        !document_is_suspended(promise->document, day);
}

result promise_build(struct ctx *ctx, const struct document *document, const struct clause *clause,
                     const struct shape *shape, struct promise *promise)
{
    const struct field *in_force = field_find(&document->header, KEY_IN_FORCE);
    struct {
        struct promise_clock *at;
        size_t n, room;
    } clocks = { 0 };
    *promise = (struct promise){ .document = document, .clause = clause, .shape = shape, .to = DATE_NONE };
    promise->from = date_from_civil((struct civil){ DATE_YEAR_MIN, 1, 1 });
    if (in_force) {
        promise->from = in_force->range.from;
        promise->to = in_force->range.to;
    }
    const struct field *f = field_find(&clause->fields, KEY_CLOCK);
    for (; f; f = field_next(&clause->fields, KEY_CLOCK, f)) {
        if (f->is_bad || !f->clock.is_promised)
            continue;
        struct promise_clock *clock = clock_named(promise, f->name);
        if (!clock) {
            if (clocks.n == PROMISE_CLOCKS_MAX)
                return fail(ctx, ERR_LIMIT, "clause %.*s has more than %d named clocks: split it",
                            STR_ARGS(clause->label), PROMISE_CLOCKS_MAX);
            clock = LIST_PUSH(ctx->arena, &clocks);
            if (!clock)
                return arena_fail(ctx);
            clock->name = f->name;
            promise->clocks = clocks.at;
            promise->n_clocks = clocks.n;
        }
        struct {
            struct promise_line *at;
            size_t n, room;
        } lines = { clock->lines, clock->n, clock->n };
        struct promise_line *line = LIST_PUSH(ctx->arena, &lines);
        if (!line)
            return arena_fail(ctx);
        clock->lines = lines.at;
        clock->n = lines.n;
        result e = line_build(ctx, promise, f, line);
        if (e)
            return e;
    }
    return OK;
}
