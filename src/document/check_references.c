// What a document names is there, nothing is there that nothing uses, and nothing runs in a circle.
#include "document/check_internal.h"

#include "document/suggest.h"

static str nearest_label(struct checker *k, str label)
{
    struct str_list labels = { 0 };
    for (size_t i = 0; i < k->document->clauses.n; i++) {
        str *slot = LIST_PUSH(k->ctx->arena, &labels);
        if (slot)
            *slot = k->document->clauses.at[i].label;
    }
    return suggest(label, &labels);
}

static void check_label(struct checker *k, const struct field *field, str label)
{
    if (document_clause(k->document, label))
        return;
    str near = nearest_label(k, label);
    if (near.n)
        say_field(k, SEVERITY_ERROR, field, "there is no clause %.*s in this document: did you mean %.*s?",
                  STR_ARGS(label), STR_ARGS(near));
    else
        say_field(k, SEVERITY_ERROR, field,
                  "there is no clause %.*s in this document: add it, or take this out", STR_ARGS(label));
}

static void check_ref(struct checker *k, const struct field *field, const struct ref *ref)
{
    bool is_here = !ref->document.n || str_equal(ref->document, k->document->id);
    if (ref->is_end)
        return;
    if (is_here && ref->label.n)
        check_label(k, field, ref->label);
    else if (!is_here)
        say_field(k, SEVERITY_WARNING, field,
                  "'%.*s' is another document: it must be in force before this one is signed",
                  STR_ARGS(ref->document));
}

static void check_tests(struct checker *k, const struct field *field, const struct test *tests, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (tests[i].kind == TEST_STATE && !tests[i].step && !str_same_name(tests[i].subject, STR("case")))
            check_label(k, field, tests[i].subject);
}

static void check_conditions(struct checker *k, const struct field *field,
                             const struct conditions *conditions)
{
    for (size_t i = 0; i < conditions->n; i++)
        check_tests(k, field, conditions->at[i].tests, conditions->at[i].n);
}

static void check_step_parts(struct checker *k, const struct field *f)
{
    for (size_t i = 0; i < f->step.n; i++)
        if (f->step.parts[i].kind == PART_CONDITION)
            check_tests(k, f, f->step.parts[i].when.tests, f->step.parts[i].when.n);
}

static void check_field(struct checker *k, const struct field *f)
{
    if (f->is_bad)
        return;
    check_conditions(k, f, &f->when);
    if (f->kind->value == VALUE_REFS)
        for (size_t i = 0; i < f->refs.n; i++)
            check_ref(k, f, &f->refs.at[i]);
    if (f->kind->value == VALUE_OUTCOME)
        for (size_t i = 0; i < f->outcome.n; i++) {
            check_ref(k, f, &f->outcome.at[i].ref);
            check_conditions(k, f, &f->outcome.at[i].when);
        }
    if (f->kind->value == VALUE_REASONS)
        for (size_t i = 0; i < f->reasons.n; i++)
            check_tests(k, f, f->reasons.at[i].tests, f->reasons.at[i].n);
    if (f->kind->value == VALUE_STEP)
        check_step_parts(k, f);
}

static bool leads_to(const struct field *f, str label)
{
    for (size_t i = 0; i < f->outcome.n; i++)
        if (!f->outcome.at[i].ref.document.n && str_equal(f->outcome.at[i].ref.label, label))
            return true;
    return false;
}

static bool is_used(const struct document *document, const struct clause *clause)
{
    for (size_t i = 0; i < document->clauses.n; i++) {
        const struct clause *c = &document->clauses.at[i];
        const struct field *f = field_find(&c->fields, KEY_IF);
        for (; f && c != clause; f = field_next(&c->fields, KEY_IF, f))
            if (!f->is_bad && leads_to(f, clause->label))
                return true;
    }
    return false;
}

static bool asks_for(const struct field *f, str label)
{
    for (size_t i = 0; i < f->when.n; i++)
        for (size_t t = 0; t < f->when.at[i].n; t++)
            if (f->when.at[i].tests[t].kind == TEST_STATE && str_equal(f->when.at[i].tests[t].subject, label))
                return true;
    return false;
}

// Whether clause a needs clause b: by an If that leads there, among redress, or by a Clock that asks for its state.
static bool needs(const struct clause *a, const struct clause *b)
{
    bool is_redress = a->kind->key == CLAUSE_REDRESS && b->kind->key == CLAUSE_REDRESS;
    for (size_t i = 0; i < a->fields.n; i++) {
        const struct field *f = &a->fields.at[i];
        if (f->is_bad)
            continue;
        if (f->kind->key == KEY_IF && is_redress && leads_to(f, b->label))
            return true;
        if (f->kind->key == KEY_CLOCK && asks_for(f, b->label))
            return true;
    }
    return false;
}

// Whether it can need another at all; most clauses can't, and are not looked at further.
static bool needs_some(const struct clause *c)
{
    bool is_redress = c->kind->key == CLAUSE_REDRESS;
    for (size_t i = 0; i < c->fields.n; i++)
        if ((c->fields.at[i].kind->key == KEY_IF && is_redress) ||
            (c->fields.at[i].kind->key == KEY_CLOCK && c->fields.at[i].when.n))
            return true;
    return false;
}

enum { UNSEEN, OPEN, DONE };

// Depth first, without recursion: `path` is the way from the start to here.
static bool circle_from(const struct document *document, size_t start, char *seen, size_t *path, size_t *next)
{
    size_t depth = 0;
    path[0] = start;
    next[0] = 0;
    seen[start] = OPEN;
    for (;;) {
        const struct clause *here = &document->clauses.at[path[depth]];
        size_t to = next[depth]++;
        if (to == document->clauses.n) {
            seen[path[depth]] = DONE;
            if (depth-- == 0)
                return false;
        } else if (seen[to] != DONE && needs_some(here) && needs(here, &document->clauses.at[to])) {
            if (seen[to] == OPEN)
                return true;
            path[++depth] = to;
            next[depth] = 0;
            seen[to] = OPEN;
        }
    }
}

static void check_circles(struct checker *k)
{
    size_t n = k->document->clauses.n;
    char *seen = ARENA_ARRAY(k->ctx->arena, char, n + 1);
    size_t *path = ARENA_ARRAY(k->ctx->arena, size_t, n + 1),
           *next = ARENA_ARRAY(k->ctx->arena, size_t, n + 1);
    for (size_t i = 0; seen && path && next && i < n; i++)
        if (seen[i] == UNSEEN && needs_some(&k->document->clauses.at[i]) &&
            circle_from(k->document, i, seen, path, next)) {
            const struct clause *c = &k->document->clauses.at[i];
            say_clause(k, SEVERITY_ERROR, c,
                       "%.*s leads round in a circle, so that it would never end: take one of the steps out",
                       STR_ARGS(c->label));
            return;
        }
}

void check_references(struct checker *k)
{
    for (size_t i = 0; i < k->document->header.n; i++)
        check_field(k, &k->document->header.at[i]);
    for (size_t i = 0; i < k->document->clauses.n; i++) {
        const struct clause *c = &k->document->clauses.at[i];
        for (size_t f = 0; f < c->fields.n; f++)
            check_field(k, &c->fields.at[f]);
        if (c->kind->key == CLAUSE_REDRESS && !field_find(&c->fields, KEY_WHEN) && !is_used(k->document, c))
            say_clause(k, SEVERITY_WARNING, c,
                       "nothing leads to %.*s: name it in an If of another clause, or give it a When",
                       STR_ARGS(c->label));
    }
    check_circles(k);
}
