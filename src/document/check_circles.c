// Nothing leads back to itself: no redress that ends in its own beginning, no standard whose result waits for itself.
#include "document/check_internal.h"

enum { SHOWN_LABELS = 6 }; // of a circle, by name

static bool tests_ask_for(const struct test *tests, size_t n, str label)
{
    for (size_t i = 0; i < n; i++)
        if (tests[i].kind == TEST_STATE && !tests[i].step && str_equal(tests[i].subject, label))
            return true;
    return false;
}

// Whether what the field says depends on how that clause fares: "when C28 is kept".
static bool asks_for(const struct field *f, str label)
{
    for (size_t i = 0; i < f->when.n; i++)
        if (tests_ask_for(f->when.at[i].tests, f->when.at[i].n, label))
            return true;
    for (size_t i = 0; f->kind->value == VALUE_REASONS && i < f->reasons.n; i++)
        if (tests_ask_for(f->reasons.at[i].tests, f->reasons.at[i].n, label))
            return true;
    return false;
}

static bool adds_up(const struct document *document, const struct field *f, str label)
{
    for (size_t i = 0; i < f->refs.n; i++)
        if (ref_is_here(document, &f->refs.at[i]) && str_equal(f->refs.at[i].label, label))
            return true;
    return false;
}

// Whether clause a needs clause b: by an If that leads there, among redress; by adding it up; by asking for its state.
static bool needs(const struct document *document, const struct clause *a, const struct clause *b)
{
    bool is_redress = a->kind->key == CLAUSE_REDRESS && b->kind->key == CLAUSE_REDRESS;
    for (size_t i = 0; i < a->fields.n; i++) {
        const struct field *f = &a->fields.at[i];
        if (f->is_bad)
            continue;
        if ((f->kind->key == KEY_IF && is_redress && field_leads_to(document, f, b->label)) ||
            (f->kind->key == KEY_CONTRIBUTES && adds_up(document, f, b->label)) ||
            (f->kind->key == KEY_OVERRIDES && adds_up(document, f, b->label)) || asks_for(f, b->label))
            return true;
    }
    return false;
}

static bool overrides(const struct clause *c)
{
    return c->kind->key == CLAUSE_EXCLUSION;
}

// Whether it can need another at all; most clauses can't, and are not looked at further.
static bool needs_some(const struct clause *c)
{
    for (size_t i = 0; i < c->fields.n; i++) {
        const struct field *f = &c->fields.at[i];
        if ((f->kind->key == KEY_IF && c->kind->key == CLAUSE_REDRESS) || f->kind->key == KEY_CONTRIBUTES ||
            f->kind->key == KEY_OVERRIDES || f->kind->value == VALUE_REASONS || f->when.n)
            return true;
    }
    return false;
}

// A walk through the clauses, depth first and without recursion: `path` is the way from its start to here.
struct walk {
    enum { UNSEEN, OPEN, DONE } * seen;
    size_t *path, *next;
    size_t depth;
};

static void circle_say(struct checker *k, const struct walk *walk, size_t back_to)
{
    const struct clause *clauses = k->document->clauses.at;
    struct buffer labels = buffer_open(256);
    size_t from = walk->depth, shown = 0;
    while (walk->path[from] != back_to)
        from--;
    for (size_t i = from + 1; i <= walk->depth && shown < SHOWN_LABELS; i++, shown++)
        buffer_print(&labels, " to %.*s", STR_ARGS(clauses[walk->path[i]].label));
    if (walk->depth - from > shown)
        buffer_add(&labels, STR(" and on"));
    const struct clause *c = &clauses[back_to];
    if (overrides(c))
        say_clause(k, SEVERITY_ERROR, c,
                   "%.*s overrides an exclusion that overrides it: take one of these references out",
                   STR_ARGS(c->label));
    else if (walk->depth == from)
        say_clause(k, SEVERITY_ERROR, c,
                   "%.*s depends on itself and would never end: take that reference out", STR_ARGS(c->label));
    else
        say_clause(k, SEVERITY_ERROR, c,
                   "%.*s leads%.*s and back to %.*s, and would never end: take one of these references out",
                   STR_ARGS(c->label), STR_ARGS(buffer_str(&labels)), STR_ARGS(c->label));
    buffer_close(&labels);
}

static void walk_to(struct walk *walk, size_t clause)
{
    walk->path[walk->depth] = clause;
    walk->next[walk->depth] = 0;
    walk->seen[clause] = OPEN;
}

static void walk_from(struct checker *k, struct walk *walk, size_t start)
{
    const struct clause_list *clauses = &k->document->clauses;
    walk->depth = 0;
    walk_to(walk, start);
    for (;;) {
        size_t here = walk->path[walk->depth], to = walk->next[walk->depth]++;
        if (to == clauses->n || !needs_some(&clauses->at[here])) {
            walk->seen[here] = DONE;
            if (walk->depth-- == 0)
                return;
        } else if (walk->seen[to] != DONE && needs(k->document, &clauses->at[here], &clauses->at[to])) {
            if (walk->seen[to] == OPEN) {
                circle_say(k, walk, to);
                continue;
            }
            walk->depth++;
            walk_to(walk, to);
        }
    }
}

void check_circles(struct checker *k)
{
    size_t n = k->document->clauses.n;
    struct walk walk = { .path = ARENA_ARRAY(k->ctx->arena, size_t, n + 1),
                         .next = ARENA_ARRAY(k->ctx->arena, size_t, n + 1) };
    walk.seen = arena_alloc(k->ctx->arena, n + 1, sizeof *walk.seen);
    for (size_t i = 0; walk.seen && walk.path && walk.next && i < n; i++)
        if (walk.seen[i] == UNSEEN)
            walk_from(k, &walk, i);
}
