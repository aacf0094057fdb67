#include "app/store_state.h"

#include "app/ledger.h"
#include "app/setting.h"

bool store_state_equal(struct store_state a, struct store_state b)
{
    return a.last_fact == b.last_fact && a.derived_at == b.derived_at;
}

struct store_state store_state_from(int64_t last_fact, str derived_at)
{
    struct store_state state = { .last_fact = last_fact > 0 ? last_fact : 0 };
    (void)str_to_int(derived_at, &state.derived_at);
    return state;
}

result store_state_read(struct ctx *ctx, struct db *db, struct store_state *state)
{
    struct fact_state_out said;
    bool is_found;
    *state = (struct store_state){ 0 };
    result e = query_fact_state(ctx, db, &(struct fact_state_in){ COMMUNITY_FIRST, SETTING_DERIVED_AT },
                                &said, &is_found);
    if (!e)
        *state = store_state_from(said.last, said.derived);
    return e;
}
