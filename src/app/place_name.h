// What a place is called before anybody has named it (serve on a new store, `wardmote demo` aside).
#pragma once

#include "base/str.h"

#define PLACE_UNNAMED STR("A new place")
