// Which clauses were moved: those outside the longest run that both versions have in the same order.
#include "document/compare_internal.h"

// Where each clause of `after` stood before; the number of clauses of `before` if it is new.
static void places_find(const struct document *before, const struct document *after, const struct clause **was,
                        size_t *place)
{
    for (size_t i = 0; i < after->clauses.n; i++)
        place[i] = was[i] ? (size_t)(was[i] - before->clauses.at) : before->clauses.n;
}

// The shortest of the runs found so far whose last place is not before `place`: tails are in rising order.
static size_t run_for(const size_t *place, const size_t *tails, size_t runs, size_t wanted)
{
    size_t low = 0;
    while (low < runs) {
        size_t middle = low + (runs - low) / 2;
        if (place[tails[middle]] < wanted)
            low = middle + 1;
        else
            runs = middle;
    }
    return low;
}

result clauses_moved(struct ctx *ctx, const struct document *before, const struct document *after,
                     const struct clause **was, bool *is_moved)
{
    size_t n = after->clauses.n, runs = 0;
    size_t *place = ARENA_ARRAY(ctx->arena, size_t, n + 1), *tails = ARENA_ARRAY(ctx->arena, size_t, n + 1),
           *ahead = ARENA_ARRAY(ctx->arena, size_t, n + 1);
    if (!place || !tails || !ahead)
        return arena_fail(ctx);
    places_find(before, after, was, place);
    for (size_t i = 0; i < n; i++) {
        is_moved[i] = place[i] < before->clauses.n;
        if (!is_moved[i])
            continue;
        size_t run = run_for(place, tails, runs, place[i]);
        ahead[i] = run ? tails[run - 1] : n; // n: the first of its run
        tails[run] = i;
        runs += run == runs;
    }
    for (size_t i = runs ? tails[runs - 1] : n; i < n; i = ahead[i])
        is_moved[i] = false;
    return OK;
}
