// Which page answers which path: one table, and the one road from a request to its answer.
#pragma once

#include "web/request.h"

struct site;

typedef result (*page_handler)(struct request *request, struct response *response);

enum {
    FORMATS_HTML_ONLY = 1 << FORMAT_HTML,
    FORMAT_ALONE = 1 << FORMAT_HTML | 1 << FORMAT_COUNT, // a file: needs no store
    FORMATS_JSON_TOO = 1 << FORMAT_HTML | 1 << FORMAT_JSON,
    FORMATS_TABLES = 1 << FORMAT_JSON | 1 << FORMAT_CSV,
    FORMATS_ALL = 1 << FORMAT_HTML | 1 << FORMAT_JSON | 1 << FORMAT_CSV,
    FORMATS_FEED = FORMATS_ALL | 1 << FORMAT_ATOM,     // feed.h
    FORMATS_PRINT = 1 << FORMAT_PDF,                   // page_print.c
    FORMATS_WIRE = 1 << FORMAT_JSON | 1 << FORMAT_XML, // open311.h
    FORMATS_ICAL = 1 << FORMAT_ICAL,                   // page_dates.c
    FORMATS_GEOJSON = 1 << FORMAT_GEOJSON,             // page_area_map.c
    FORMATS_FIGURES = FORMATS_TABLES | 1 << FORMAT_ATOM
};

// What may come with a POST.
enum {
    FORM_BYTES = 256 << 10,  // of a form of text
    UPLOAD_BYTES = 40 << 20, // of one with photographs or tables
    BODY_OPEN = 1            // an odd limit: also from programs that say no origin and bring no cookie
};

struct site_route {
    const char *pattern; // "/charters/{charter}/{clause}"
    unsigned formats;    // bits 1 << page_format
    page_handler get;
    const char *help;  // one line, for /data; NULL if it offers no data
    page_handler post; // NULL if nothing can be sent here
    size_t body_max;   // bytes
};

struct site_routes {
    const struct site_route *at;
    size_t n;
    page_handler error; // writes the page for response->status; ctx->error says why
    // Around every page that needs the store: site_enter and site_leave.
    result (*enter)(struct site *site, struct request *request);
    void (*leave)(struct site *site, struct request *request);
    // An answer that is kept and can be given at once; site_leave ends it.
    bool (*peek)(struct site *site, const struct site_route *route, struct request *request,
                 struct response *response);
    // Enters again, to make a page anew from the store itself that could not be read from its replica; false if that is
    // not what was wrong with it.
    bool (*enter_again)(struct site *site, struct request *request, result e);
    // After a page that may have written: what the browser has to know.
    void (*mark)(struct site *site, struct request *request, struct response *response);
    // Around what is made between them: an answer that is kept (web/answers.h), and one that may be.
    bool (*recall)(struct site *site, const struct site_route *route, struct request *request,
                   struct response *response);
    void (*remember)(struct site *site, const struct site_route *route, const struct request *request,
                     const struct response *response);
};

// Always leaves a whole answer in the response, whose body the caller closes: the page, or an error page. Adds the
// etag; answers 304 where the caller has it already.
void route_run(const struct site_routes *routes, struct site *site, struct request *request,
               struct response *response);

// The whole answer, if it is kept and can be given at once: else false, and nothing of it is in the response.
bool route_peek(const struct site_routes *routes, struct site *site, struct request *request,
                struct response *response);

// How much may come with a POST to that path; 0 if nothing can be sent there. request: with its path.
size_t route_body_max(const struct site_routes *routes, struct request *request);

// The one table from a result to a status (docs/architecture.md).
int result_status(result e);
