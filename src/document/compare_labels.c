// Which clause of the older version each clause of the newer one was. A label is meant to stay for ever; where one was
// changed all the same, the clause is still known by its title, or by saying the same.
#include "document/compare_internal.h"

struct pairing {
    struct arena *arena;
    const struct document *before, *after;
    const struct clause **was;
    bool *is_taken; // of each clause of `before`: one of `after` was it
};

static str clause_text(struct arena *arena, const struct clause *c)
{
    str text = c->prose;
    for (size_t i = 0; i < c->fields.n; i++)
        text = str_format(arena, "%.*s\n%.*s: %.*s", STR_ARGS(text),
                          STR_ARGS(field_full_name(arena, &c->fields.at[i])),
                          STR_ARGS(field_value_text(arena, &c->fields.at[i])));
    return text;
}

static bool is_titled_alike(struct arena *arena, const struct clause *x, const struct clause *y)
{
    (void)arena;
    return x->title.n && str_same_name(x->title, y->title);
}

static bool says_the_same(struct arena *arena, const struct clause *x, const struct clause *y)
{
    bool is_empty = !x->fields.n && !x->prose.n;
    return !is_empty && x->fields.n == y->fields.n && str_equal(clause_text(arena, x), clause_text(arena, y));
}

static void labels_pair(struct pairing *p)
{
    for (size_t i = 0; i < p->after->clauses.n; i++) {
        p->was[i] = document_clause(p->before, p->after->clauses.at[i].label);
        if (p->was[i])
            p->is_taken[p->was[i] - p->before->clauses.at] = true;
    }
}

static void others_pair(struct pairing *p,
                        bool (*is_same)(struct arena *arena, const struct clause *x, const struct clause *y))
{
    for (size_t i = 0; i < p->after->clauses.n; i++)
        for (size_t j = 0; !p->was[i] && j < p->before->clauses.n; j++) {
            const struct clause *x = &p->before->clauses.at[j], *y = &p->after->clauses.at[i];
            if (p->is_taken[j] || x->kind != y->kind || !is_same(p->arena, x, y))
                continue;
            p->was[i] = x;
            p->is_taken[j] = true;
        }
}

result clauses_pair(struct ctx *ctx, const struct document *before, const struct document *after,
                    const struct clause **was)
{
    struct pairing p = { ctx->arena, before, after, was,
                         ARENA_ARRAY(ctx->arena, bool, before->clauses.n + 1) };
    if (!p.is_taken)
        return arena_fail(ctx);
    labels_pair(&p);
    others_pair(&p, is_titled_alike);
    others_pair(&p, says_the_same);
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}
