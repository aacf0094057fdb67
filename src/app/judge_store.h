// Documents against a store: the batch judge on its facts, or on their packed form (app/packed.h), which says the same.
#pragma once

#include "app/judge.h"

struct store_judging {
    str store; // URL
    bool has_known_at;
    struct stamp known_at; // what was recorded later is left out; a date alone is the end of that local day
    bool is_counted;       // false: cases read and matched only, for --explain
};

// options->documents may be empty: then those the store has adopted. ERR_MISSING if there is no such store.
result judge_store(struct ctx *ctx, const struct judge_options *options, const struct store_judging *judging,
                   struct judge_result *judged) MUST;
