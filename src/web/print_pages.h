// A charter and a draft on paper (page_print.c).
#pragma once

#include "web/pages.h"

#include "format/paper.h"

// What is printed of a document, and by what.
struct printed {
    struct request *request;
    struct paper_asked asked;
    const struct printing *by;
};
// The address is the one that was set, never what a request says of itself: it is printed and passed on.
result printed_open(struct request *request, const struct document *document, struct printed *printed) MUST;
// As PDF, in large print where the request asks for it.
result paper_send(const struct printed *printed, struct paper *paper, struct response *response) MUST;

// Who signed this version, as facts have it.
result charter_signatures(struct ctx *ctx, const struct board *board, const struct judged_document *version,
                          struct pairs *signatures) MUST;
// The version of the charter in the path that "version" asks for; else the one that binds.
result charter_version_asked(struct request *request, const struct charter **charter, size_t *version) MUST;

// Ways to print a text: a leaflet, all of it, and all of it in large print.
result print_links(struct ctx *ctx, struct url page, struct links *links) MUST;
