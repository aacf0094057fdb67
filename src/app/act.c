#include "app/act.h"

static bool is_key(str key)
{
    bool is_good = key.n >= ACT_KEY_MIN && key.n <= ACT_KEY_MAX;
    for (size_t i = 0; i < key.n; i++) {
        char c = key.at[i];
        is_good &= (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
            c == '_';
    }
    return is_good;
}

static result key_keep(struct desk *desk, str key)
{
    instant before = { desk->recorded.second - (int64_t)ACT_DAYS * DAY_SECONDS };
    result e = query_act_expire(desk->ctx, desk->db, &(struct act_expire_in){ COMMUNITY_FIRST, before });
    return e
        ? e
        : query_act_insert(desk->ctx, desk->db,
                           &(struct act_insert_in){ COMMUNITY_FIRST, key, desk->case_id, desk->recorded });
}

result act_take(struct desk *desk, str key, bool *is_again)
{
    struct act_by_key_out taken;
    if (!is_key(key))
        return fail(desk->ctx, ERR_INPUT, "what was sent has no key of its own: open the page again");
    result e = query_act_by_key(desk->ctx, desk->db, &(struct act_by_key_in){ COMMUNITY_FIRST, key }, &taken,
                                is_again);
    if (e)
        return e;
    if (*is_again && taken.case_id != desk->case_id)
        return fail(desk->ctx, ERR_INPUT, "this was sent before, for another report: open the page again");
    return *is_again ? OK : key_keep(desk, key);
}
