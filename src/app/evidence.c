#include "app/evidence.h"

static bool has_after(const struct photograph_row_list *held, const struct photograph_row *before)
{
    for (size_t i = 0; i < held->n; i++)
        if (held->at[i].pair != ID_NONE &&
            (held->at[i].pair == before->id || held->at[i].pair == before->covers))
            return true;
    return false;
}

// How well a photograph serves as the other half of an after; 0 not at all.
static int fitness(const struct photograph_row_list *held, const struct photograph_row *row)
{
    bool is_gone = str_equal(row->state, PHOTOGRAPH_HIDDEN) || str_equal(row->state, PHOTOGRAPH_COVERED);
    bool is_before = str_equal(row->kind, photograph_kind_word(PHOTOGRAPH_BEFORE));
    bool is_reported = str_equal(row->kind, photograph_kind_word(PHOTOGRAPH_REPORT));
    if (is_gone || has_after(held, row))
        return 0;
    return is_before ? 2 : is_reported;
}

static result before_find(struct desk *desk, int64_t *id)
{
    struct photograph_row_list held;
    int best = 0;
    result e = query_photograph_of_case(
        desk->ctx, desk->db, &(struct photograph_of_case_in){ COMMUNITY_FIRST, desk->case_id }, &held);
    for (size_t i = 0; !e && i < held.n; i++) {
        int fit = fitness(&held, &held.at[i]);
        bool is_better = fit > best || (fit == 2 && best == 2); // the last before, the first reported
        if (fit && is_better) {
            best = fit;
            *id = held.at[i].id;
        }
    }
    return e;
}

result evidence_add(struct desk *desk, const struct evidence *evidence)
{
    struct photograph_about before = { .kind = PHOTOGRAPH_BEFORE, .pair = ID_NONE };
    struct photograph_about after = { .kind = PHOTOGRAPH_AFTER, .pair = ID_NONE };
    result e = OK;
    if (evidence->before)
        e = photograph_add(desk, evidence->shelf, evidence->before, &before, &after.pair);
    if (!e && evidence->after && !evidence->before)
        e = before_find(desk, &after.pair);
    if (!e && evidence->after)
        e = photograph_add(desk, evidence->shelf, evidence->after, &after, NULL);
    return e;
}
