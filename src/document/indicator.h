// Indicators: what an area is measured by, and which way is better. A set is read from a file (format/indicators.h) and
// handed to whoever judges a target: the polarity of "NI 187 / high rating" is not that of "NI 187 / low rating".
#pragma once

#include "document/value.h"

enum polarity {
    POLARITY_NONE, // neither way is better, or nobody knows
    POLARITY_HIGH, // more is better
    POLARITY_LOW   // less is better
};

// One line of a set: an indicator, or a part of one. Texts point into what the set was read from, or its arena.
struct indicator {
    str code, part; // part is empty for the whole
    str title, theme, unit, frequency, geography;
    str survey; // whose answers it is made of, empty if it is no survey
    str source, note;
    enum polarity polarity;
    bool is_statutory, is_active;
    bool is_read; // title and polarity were read at the source; else they are from memory
    int line;     // of the file
};

// Parts stand right behind their whole.
struct indicator_set {
    struct indicator *at;
    size_t n, room;
};

// "NI 195" and "ni195" are one code.
bool indicator_code_same(str a, str b);
// "NI 195", "ni195", "NI 195 / litter"; NULL if the set has none. Letters' case and spaces in a code don't count.
const struct indicator *indicator_find(const struct indicator_set *set, str name);
// The code that `name` was most likely meant for, or the part where its code is right; empty if none is near.
str indicator_nearest(struct ctx *ctx, const struct indicator_set *set, str name);
// Which way is better for it. A whole whose parts differ has none: a target on it must name the part.
enum polarity indicator_polarity(const struct indicator_set *set, const struct indicator *indicator);
// Whether it has parts that differ in polarity, so that a target must name one.
bool indicator_parts_differ(const struct indicator_set *set, const struct indicator *indicator);

const char *polarity_name(enum polarity polarity); // "high", "low", "none"
// 1 if `after` is better than `before`, -1 if it is worse, 0 if it is neither.
int polarity_order(enum polarity polarity, decimal before, decimal after);
