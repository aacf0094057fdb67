// The languages people speak here, as a form offers them and a page names them: the most spoken after English in the
// census of England and Wales of 2021, with Welsh and British Sign Language. Codes as in BCP 47.
#pragma once

#include "base/str.h"

struct spoken {
    str code, name; // "pl", "Polish"
};

enum { SPOKEN_COUNT = 30 };
extern const struct spoken SPOKEN[SPOKEN_COUNT];

#define SPOKEN_ENGLISH STR("en")
#define SPOKEN_OTHER STR("und")

bool spoken_is_known(str code);
str spoken_name(str code); // "Polish"; the code itself for one that is not among them
