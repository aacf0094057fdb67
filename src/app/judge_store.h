// Documents against a store: the batch judge on its facts, without any derived table.
#pragma once

#include "app/judge.h"

struct store_judging {
    str store;        // URL
    instant known_at; // facts recorded later are left out; INSTANT_FAR for none
    bool is_counted;  // false: cases read and matched only, for --explain
};

// options->documents may be empty: then those the store has adopted. ERR_MISSING if there is no such store.
result judge_store(struct ctx *ctx, const struct judge_options *options, const struct store_judging *judging,
                   struct judge_result *judged) MUST;
