#include "document/compare.h"

#include "base/arena.h"
#include "document/format_internal.h"

enum { VALUE_BYTES_MAX = 1 << 16 };

struct comparer {
    struct ctx *ctx;
    struct changes *changes;
    str clause, title; // of what is being compared; empty for the header
};

static str value_text(struct arena *arena, const struct field *f)
{
    struct buffer out = buffer_open(VALUE_BYTES_MAX);
    if (f)
        field_write_value(&out, f);
    str text = str_copy(arena, buffer_str(&out));
    buffer_close(&out);
    return text;
}

static str field_name(struct arena *arena, const struct field *f)
{
    return f->name.n ? str_format(arena, "%.*s %.*s", STR_ARGS(f->kind->word), STR_ARGS(f->name))
                     : f->kind->word;
}

// "S1 Offensive graffiti: "; empty for the header.
static str prefix_of(const struct comparer *c)
{
    return c->clause.n ? str_format(c->ctx->arena, "%.*s %.*s: ", STR_ARGS(c->clause), STR_ARGS(c->title))
                       : STR("");
}

static result change_add(struct comparer *c, struct change change)
{
    struct change *slot = LIST_PUSH(c->ctx->arena, c->changes);
    if (!slot || arena_is_full(c->ctx->arena))
        return arena_fail(c->ctx);
    change.clause = c->clause;
    str prefix = prefix_of(c);
    change.words = str_format(c->ctx->arena, "%.*s%.*s", STR_ARGS(prefix), STR_ARGS(change.words));
    *slot = change;
    return OK;
}

static bool is_plain_limit(const struct field *f)
{
    return f->kind->value == VALUE_CLOCK && f->clock.is_promised && f->clock.limit.kind == LIMIT_WITHIN &&
        !f->clock.limit.event.n;
}

static str limit_text(struct arena *arena, const struct field *f)
{
    struct buffer out = buffer_open(VALUE_BYTES_MAX);
    duration_write(&out, &f->clock.limit.length);
    buffer_add(&out, f->clock.limit.is_by_the_clock ? STR(" by the clock") : STR(""));
    str text = str_copy(arena, buffer_str(&out));
    buffer_close(&out);
    return text;
}

static str events_text(struct arena *arena, const struct field *f)
{
    struct clock only = f->clock;
    struct buffer out = buffer_open(VALUE_BYTES_MAX);
    only.limit = (struct limit){ 0 };
    clock_write(&out, &only);
    conditions_write(&out, &f->when);
    str text = str_copy(arena, buffer_str(&out));
    buffer_close(&out);
    return text;
}

// Only the time allowed differs: say that, in the words a meeting would use.
static str clock_words(struct arena *arena, const struct field *before, const struct field *after)
{
    bool is_limit = is_plain_limit(before) && is_plain_limit(after) &&
        str_equal(events_text(arena, before), events_text(arena, after));
    if (!is_limit)
        return (str){ 0 };
    str x = limit_text(arena, before), y = limit_text(arena, after);
    return str_format(arena, "the time allowed goes from %.*s to %.*s", STR_ARGS(x), STR_ARGS(y));
}

static str quantity_text(struct arena *arena, const struct quantity *q)
{
    struct buffer out = buffer_open(VALUE_BYTES_MAX);
    quantity_write(&out, q);
    str text = str_copy(arena, buffer_str(&out));
    buffer_close(&out);
    return text;
}

// Only the number asked for differs.
static str target_words(struct arena *arena, const struct field *before, const struct field *after)
{
    const struct target *x = &before->target, *y = &after->target;
    if (before->kind->value != VALUE_TARGET || x->n_ramps != 1 || y->n_ramps != 1)
        return (str){ 0 };
    struct ramp old = *y->ramps;
    struct field same = *after;
    same.target.ramps = &old;
    old.quantity.number = x->ramps->quantity.number; // with the old number, is it the old line?
    if (!str_equal(value_text(arena, before), value_text(arena, &same)))
        return (str){ 0 };
    int order = decimal_compare(y->ramps->quantity.number, x->ramps->quantity.number);
    str from = quantity_text(arena, &x->ramps->quantity), to = quantity_text(arena, &y->ramps->quantity);
    const char *what = before->kind->key == KEY_COUNT ? "number" : "target";
    return str_format(arena, "the %s %s from %.*s to %.*s", what, order > 0 ? "rises" : "falls",
                      STR_ARGS(from), STR_ARGS(to));
}

static result field_changed(struct comparer *c, const struct field *before, const struct field *after)
{
    struct arena *arena = c->ctx->arena;
    str x = value_text(arena, before), y = value_text(arena, after), name = field_name(arena, after);
    if (str_equal(x, y))
        return OK;
    str words = clock_words(arena, before, after);
    if (!words.n)
        words = target_words(arena, before, after);
    if (!words.n)
        words = str_format(arena, "'%.*s' was '%.*s' and is now '%.*s'", STR_ARGS(name), STR_ARGS(x),
                           STR_ARGS(y));
    return change_add(
        c, (struct change){ CHANGE_CHANGED, .field = name, .before = x, .after = y, .words = words });
}

static result field_only(struct comparer *c, enum change_kind kind, const struct field *f)
{
    struct arena *arena = c->ctx->arena;
    str name = field_name(arena, f), value = value_text(arena, f);
    struct change change = { kind, .field = name };
    change.words = str_format(arena, "'%.*s: %.*s' is %s", STR_ARGS(name), STR_ARGS(value),
                              kind == CHANGE_ADDED ? "new" : "taken out");
    *(kind == CHANGE_ADDED ? &change.after : &change.before) = value;
    return change_add(c, change);
}

static bool is_same_line(const struct field *a, const struct field *b)
{
    return a->kind == b->kind && str_same_name(a->name, b->name);
}

// Lines of one key and name, in their order: the first of these that the other side has not used up.
static const struct field *line_like(const struct field_list *list, const struct field *f, size_t skip)
{
    for (size_t i = 0; i < list->n; i++)
        if (is_same_line(&list->at[i], f) && skip-- == 0)
            return &list->at[i];
    return NULL;
}

static size_t lines_before(const struct field_list *list, const struct field *f)
{
    size_t n = 0;
    for (const struct field *other = list->at; other < f; other++)
        n += is_same_line(other, f);
    return n;
}

static result fields_compare(struct comparer *c, const struct field_list *before,
                             const struct field_list *after)
{
    result e = OK;
    for (size_t i = 0; !e && i < before->n; i++) {
        const struct field *f = &before->at[i], *now = line_like(after, f, lines_before(before, f));
        e = now ? field_changed(c, f, now) : field_only(c, CHANGE_REMOVED, f);
    }
    for (size_t i = 0; !e && i < after->n; i++)
        if (!line_like(before, &after->at[i], lines_before(after, &after->at[i])))
            e = field_only(c, CHANGE_ADDED, &after->at[i]);
    return e;
}

static result prose_compare(struct comparer *c, str before, str after)
{
    const char *what = !before.n ? "has new text"
        : !after.n               ? "loses its text"
                                 : "has other words in its text";
    if (str_equal(before, after))
        return OK;
    enum change_kind kind = !before.n ? CHANGE_ADDED : !after.n ? CHANGE_REMOVED : CHANGE_CHANGED;
    str words = str_format(c->ctx->arena, "%s %s", c->clause.n ? "it" : "the document", what);
    return change_add(
        c, (struct change){ kind, .field = STR("prose"), .before = before, .after = after, .words = words });
}

static result clause_only(struct comparer *c, enum change_kind kind, const struct clause *clause)
{
    c->clause = clause->label;
    c->title = clause->title;
    str words = str_format(c->ctx->arena, "this %.*s is %s", STR_ARGS(clause->kind->word),
                           kind == CHANGE_ADDED ? "new" : "taken out");
    return change_add(c, (struct change){ kind, .words = words });
}

// The clause before it that both versions have; empty for the first.
static str clause_ahead(const struct document *in, const struct clause *clause, const struct document *other)
{
    for (size_t i = (size_t)(clause - in->clauses.at); i-- > 0;)
        if (document_clause(other, in->clauses.at[i].label))
            return in->clauses.at[i].label;
    return (str){ 0 };
}

static result clause_compare(struct comparer *c, const struct document *old, const struct document *new,
                             const struct clause *x, const struct clause *y)
{
    result e = OK;
    c->clause = y->label;
    c->title = y->title;
    if (x->kind != y->kind)
        e = change_add(
            c,
            (struct change){ CHANGE_CHANGED, .before = x->kind->word, .after = y->kind->word,
                             .words = str_format(c->ctx->arena, "it was a %.*s and is now a %.*s",
                                                 STR_ARGS(x->kind->word), STR_ARGS(y->kind->word)) });
    if (!e && !str_equal(x->title, y->title))
        e = change_add(c,
                       (struct change){
                           CHANGE_RETITLED, .before = x->title, .after = y->title,
                           .words = str_format(c->ctx->arena, "it was called '%.*s'", STR_ARGS(x->title)) });
    if (!e && !str_equal(clause_ahead(old, x, new), clause_ahead(new, y, old)))
        e = change_add(c, (struct change){ CHANGE_MOVED, .words = STR("it stands in another place") });
    if (!e)
        e = fields_compare(c, &x->fields, &y->fields);
    return e ? e : prose_compare(c, x->prose, y->prose);
}

result document_compare(struct ctx *ctx, const struct document *before, const struct document *after,
                        struct changes *changes)
{
    struct comparer c = { .ctx = ctx, .changes = changes };
    *changes = (struct changes){ 0 };
    result e = OK;
    if (!str_equal(before->title, after->title))
        e = change_add(
            &c,
            (struct change){ CHANGE_RETITLED, .before = before->title, .after = after->title,
                             .words = str_format(ctx->arena,
                                                 "the document was called '%.*s' and is now called '%.*s'",
                                                 STR_ARGS(before->title), STR_ARGS(after->title)) });
    if (!e)
        e = fields_compare(&c, &before->header, &after->header);
    if (!e)
        e = prose_compare(&c, before->prose, after->prose);
    for (size_t i = 0; !e && i < before->clauses.n; i++)
        if (!document_clause(after, before->clauses.at[i].label))
            e = clause_only(&c, CHANGE_REMOVED, &before->clauses.at[i]);
    for (size_t i = 0; !e && i < after->clauses.n; i++) {
        const struct clause *y = &after->clauses.at[i], *x = document_clause(before, y->label);
        e = x ? clause_compare(&c, before, after, x, y) : clause_only(&c, CHANGE_ADDED, y);
    }
    return e;
}
