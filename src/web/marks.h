// A word and a shape for a verdict, for a step and for the state of a case.
#pragma once

#include "app/board.h"

struct speech;

struct mark {
    const char *code, *words; // "at-risk", "At risk"
};

struct mark verdict_mark(enum verdict verdict);
struct mark step_mark(enum step_state state);
str mark_said(const struct speech *speech, struct mark mark); // in its language
