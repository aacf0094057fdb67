// Pictures of the ground under a map, from a host that the operator names; without one a map has our own borders alone.
#pragma once

#include "base/arena.h"

struct tiles {
    str url;  // https://tiles.example/{z}/{x}/{y}.png; empty for none
    str by;   // whose they are, as their licence asks
    str host; // "https://tiles.example": what the map's page may fetch pictures from
};

// ERR_INPUT, wrong use, with what to write. Nothing given: none.
result tiles_read(struct ctx *ctx, str url, str by, struct tiles *tiles) MUST;
