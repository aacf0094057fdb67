// Personal details in what somebody wrote: found by their form, and covered before others read it. Pure.
//
// It knows what has a form of its own: e-mail addresses, telephone numbers, number plates, National Insurance and card
// numbers, names that say they are one ("Mr Smith", "my name is Ada"), and homes that do ("I live at 14 Foundry Lane").
// It can't know every name: whoever answers for a case can hide what is left. Other addresses of houses stay: they are
// where a thing is.
#pragma once

#include "base/arena.h"

enum personal_kind {
    PERSONAL_EMAIL,
    PERSONAL_TELEPHONE,
    PERSONAL_PLATE,     // of a vehicle, United Kingdom
    PERSONAL_INSURANCE, // National Insurance number
    PERSONAL_CARD,      // 13 to 19 digits whose check digit is right
    PERSONAL_NAME,
    PERSONAL_HOME,
    PERSONAL_COUNT
};

struct personal_part {
    enum personal_kind kind;
    size_t start, end; // bytes of the text
};

struct personal_list {
    struct personal_part *at; // in their order, apart from each other
    size_t n, room;
};

const char *personal_words(enum personal_kind kind); // "telephone number"

// text: UTF-8. ERR_LIMIT if the arena is full.
result personal_find(struct ctx *ctx, str text, struct personal_list *found) MUST;
// The text with "[telephone number]" in the place of each; the text itself if there is none.
result personal_cover(struct ctx *ctx, str text, str *covered) MUST;
