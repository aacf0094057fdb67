// What an end ends. One that somebody decided ends the case, but for what runs beside it; one that came by itself only
// its own stage and what came of that.
#include "rules/procedure_internal.h"

// The stages an entry came from, itself among them.
static void origins_mark(const struct run *run, int entry, bool *is_origin)
{
    const struct entry *e = &run->a->entries.at[entry];
    if (is_origin[entry])
        return;
    is_origin[entry] = true;
    for (size_t i = 0; i < e->causes.n; i++) {
        int taken = e->causes.at[i].taken;
        if (taken >= 0 && run->a->taken.at[taken].entry >= 0)
            origins_mark(run, run->a->taken.at[taken].entry, is_origin);
    }
}

static bool has_cause(const struct entry *e, int taken)
{
    for (size_t i = 0; i < e->causes.n; i++)
        if (e->causes.at[i].taken == taken)
            return true;
    return false;
}

// Whether one outcome opened an origin of the one and another origin of the other.
static bool runs_beside(const struct run *run, const bool *one, const bool *other)
{
    for (size_t a = 0; a < run->a->entries.n; a++)
        for (size_t b = 0; one[a] && b < run->a->entries.n; b++)
            for (size_t i = 0; a != b && other[b] && i < run->a->entries.at[a].causes.n; i++) {
                int taken = run->a->entries.at[a].causes.at[i].taken;
                if (taken >= 0 && !one[b] && !other[a] && has_cause(&run->a->entries.at[b], taken))
                    return true;
            }
    return false;
}

static void others_end(struct run *run, int entry, bool is_decided)
{
    size_t n = run->a->entries.n;
    bool *one = ARENA_ARRAY(run->ctx->arena, bool, n + 1), *other = ARENA_ARRAY(run->ctx->arena, bool, n + 1);
    if (!one || !other)
        return;
    if (entry >= 0)
        origins_mark(run, entry, one);
    for (size_t i = 0; i < n; i++) {
        struct entry *e = &run->a->entries.at[i];
        if ((int)i == entry || !stage_is_live(e->state))
            continue;
        for (size_t k = 0; k < n; k++)
            other[k] = false;
        origins_mark(run, (int)i, other);
        bool came_of_it = entry >= 0 && other[entry];
        if (came_of_it || (is_decided && !runs_beside(run, one, other)))
            entry_close(run, e, STAGE_ENDED);
    }
}

void end_follow(struct run *run, int taken)
{
    int entry = run->a->taken.at[taken].entry;
    bool is_decided = !stage_by_itself(run->a->taken.at[taken].exit->name);
    struct entry *e = entry >= 0 ? &run->a->entries.at[entry] : NULL;
    if (e && stage_is_live(e->state))
        entry_close(run, e, STAGE_LAPSED);
    for (size_t i = 0; i < run->a->taken.n && is_decided; i++) // nothing waits any more for what is not known
        if ((int)i != taken && run->a->taken.at[i].leads == TRUTH_UNKNOWN)
            run->a->taken.at[i].leads = TRUTH_NO;
    others_end(run, entry, is_decided);
}
