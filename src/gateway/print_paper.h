// A charter printed in full, and its leaflet of one page (document/paper.h), as PDF on A4.
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "format/paper.h"

struct buffer;

// day: of which the file says that it is.
result print_paper(struct ctx *ctx, const struct paper *paper, date day, struct buffer *out) MUST;
// In type as large as there is room for, and never on a second page: below the least type the last lines are left out,
// and how many is said.
result print_leaflet(struct ctx *ctx, const struct leaflet *leaflet, date day, struct buffer *out) MUST;
