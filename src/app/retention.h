// What is erased by age: rules from one table, adopted like the categories (CONTENT_RETENTION). Nothing goes by itself
// before a table was adopted.
//
//     rule,data,months,done
//     words-after-two-years,words of the reporter,24,erased
//
// data: words of the reporter, words of others, exact places, who acted, the people, photographs, who signed returns.
// months: since the case was closed, or the return signed. done: erased, or kept, which says that it was thought of.
#pragma once

#include "app/erase.h"

enum retention_data {
    KEPT_WORDS,
    KEPT_OTHER_WORDS,
    KEPT_PLACES,
    KEPT_ACTORS,
    KEPT_PEOPLE,
    KEPT_PHOTOGRAPHS,
    KEPT_SIGNERS,
    KEPT_COUNT
};

struct retention_rule {
    str name;
    enum retention_data data;
    int64_t months;
    bool is_erased;
};

enum { RETENTION_RULES_MAX = 64, RETENTION_MONTHS_MAX = 1200 };

struct retention {
    struct retention_rule *at;
    size_t n, room;
};

// source: for messages. ERR_INPUT with the line.
result retention_parse(struct ctx *ctx, str source, str text, struct retention *rules) MUST;

// Inside store_write, once a day: up to a thousand cases at a time, until is_done. Each case of which something went
// has a FACT_ERASED with the rule's name. out: added to.
result retention_run(struct ctx *ctx, struct db *db, instant now, struct erased *out, bool *is_done) MUST;
