// Which clauses take a case: by its service, the most specific of each kind of clause first.
#include "app/judge_internal.h"

int clause_level(const struct clause *clause, const struct service *service)
{
    static const enum field_key keys[] = { KEY_SERVICE, KEY_FOR };
    int best = 0;
    for (size_t k = 0; k < 2; k++) {
        const struct field *f = field_find(&clause->fields, keys[k]);
        for (size_t i = 0; f && !f->is_bad && i < f->services.n; i++) {
            const struct service *own = &f->services.at[i];
            if (!str_same_name(own->name, service->name))
                continue;
            bool is_same_sub = str_same_name(own->sub, service->sub);
            int level = is_same_sub ? 2 : own->sub.n ? 0 : 1;
            best = level > best ? level : best;
        }
        if (best)
            break; // Contact's For only where there is no Service
    }
    return best;
}

static int account_of(const struct judged_document *d, const struct promise *p, bool is_count)
{
    for (size_t i = 0; i < d->accounts.n; i++) {
        const struct account *a = &d->accounts.at[i];
        if (a->promise == p && (a->count != NULL) == is_count && !a->is_sum && !a->is_bound)
            return (int)i;
    }
    return -1;
}

static bool match_before(const struct judged_document *d, const struct match *a, const struct match *b)
{
    enum clause_key x = d->promises.at[a->promise].clause->kind->key,
                    y = d->promises.at[b->promise].clause->kind->key;
    return x != y ? x < y : a->level != b->level ? a->level > b->level : a->promise < b->promise;
}

static result match_add(struct ctx *ctx, struct judged_document *d, struct match_list *list,
                        struct match match)
{
    if (!LIST_PUSH(ctx->arena, list))
        return arena_fail(ctx);
    size_t i = list->n - 1;
    for (; i > 0 && match_before(d, &match, &list->at[i - 1]); i--)
        list->at[i] = list->at[i - 1];
    list->at[i] = match;
    return OK;
}

const struct match *match_next(struct match_walk *walk, const struct judged_document *d,
                               const struct case_facts *facts)
{
    const struct match_list *matches = &d->matches[facts->service];
    if (!walk->i)
        walk->next_change = INSTANT_FAR;
    while (walk->i < matches->n) {
        const struct match *m = &matches->at[walk->i++];
        const struct promise *p = &d->promises.at[m->promise];
        int kind = (int)p->clause->kind->key + 1;
        bool is_taken = kind == walk->kind && m->level < walk->level;
        int event = m->count >= 0 ? d->accounts.at[m->count].event : -1;
        if (is_taken || promise_covers(p, event, facts, d->as_of, &walk->next_change) == TRUTH_NO)
            continue;
        walk->kind = kind;
        walk->level = m->level;
        return m;
    }
    return NULL;
}

result judge_match(struct ctx *ctx, const struct judge_result *judged, struct judged_document *d)
{
    const struct service_list *services = &judged->requests->shape.services;
    d->matches = ARENA_ARRAY(ctx->arena, struct match_list, services->n + 1);
    if (!d->matches)
        return arena_fail(ctx);
    for (size_t p = 0; p < d->promises.n; p++) {
        const struct promise *promise = &d->promises.at[p];
        int account = account_of(d, promise, false), count = account_of(d, promise, true);
        for (size_t s = 0; s < services->n; s++) {
            int level = clause_level(promise->clause, &services->at[s]);
            result e = level
                ? match_add(ctx, d, &d->matches[s], (struct match){ (int)p, account, count, level })
                : OK;
            if (e)
                return e;
        }
    }
    return OK;
}
