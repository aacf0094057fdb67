// The parts of a preview, one for each kind of text.
#pragma once

#include "app/preview.h"

// Counts it, and keeps it as long as there is room.
result preview_line_add(struct ctx *ctx, struct preview *preview, struct preview_line line) MUST;
// What is wrong with it, or worth a look, as long as there is room.
result preview_fault_add(struct ctx *ctx, struct preview *preview, struct preview_fault fault) MUST;
result preview_follow(struct ctx *ctx, struct preview *preview, str sentence) MUST;

// Tables: rows that are new, other and gone, by the columns that name a row. keys: bits 1 << column.
result preview_rows(struct ctx *ctx, str before, str after, unsigned keys, struct preview *preview) MUST;
// Bodies and routes: what changes hands.
result preview_routes(struct ctx *ctx, const struct preview_asked *asked, struct preview *preview) MUST;
result preview_areas(struct ctx *ctx, const struct preview_asked *asked, struct preview *preview) MUST;
result preview_postcodes(struct ctx *ctx, const struct preview_asked *asked, struct preview *preview) MUST;
result preview_calendar(struct ctx *ctx, const struct preview_asked *asked, struct preview *preview) MUST;
result preview_services(struct ctx *ctx, const struct preview_asked *asked, struct preview *preview) MUST;
// What reports become visible or hidden by it.
result preview_public(struct ctx *ctx, const struct preview_asked *asked, struct preview *preview) MUST;
// Which paragraphs change, and the message it makes.
result preview_message(struct ctx *ctx, const struct preview_asked *asked, struct preview *preview) MUST;
result preview_document(struct ctx *ctx, const struct preview_asked *asked, struct preview *preview) MUST;
