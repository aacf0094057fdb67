// A charter and a draft on paper (page_print.c).
#pragma once

#include "web/pages.h"

// Who signed this version, as facts have it.
result charter_signatures(struct ctx *ctx, const struct board *board, const struct judged_document *version,
                          struct pairs *signatures) MUST;
// The version of the charter in the path that "version" asks for; else the one that binds.
result charter_version_asked(struct request *request, const struct charter **charter, size_t *version) MUST;

// Ways to print a text: a leaflet, all of it, and all of it in large print.
result print_links(struct ctx *ctx, struct url page, struct links *links) MUST;
