// What makes the packed form and what reads it share.
#pragma once

#include "app/packed.h"
#include "format/names.h"

// Numbers of cases, in their order and each once when they are settled.
struct case_ids {
    int64_t *at;
    size_t n, room;
};

result case_ids_add(struct ctx *ctx, struct case_ids *ids, int64_t case_id) MUST;
void case_ids_settle(struct case_ids *ids);
// Settled, those of cases up to `newest` that something was recorded of after one fact and up to another.
result case_ids_between(struct ctx *ctx, struct db *db, struct fact_cases_between_in between, int64_t newest,
                        struct case_ids *ids) MUST;

// Names of areas, each once.
struct area_set {
    struct arena *arena; // of the names
    struct str_list names;
    struct name_table table;
};

result area_set_add(struct ctx *ctx, struct area_set *set, str name) MUST;
void area_set_settle(struct area_set *set); // in the order of their bytes; nothing can be added any more
