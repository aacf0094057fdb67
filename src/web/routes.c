// The table of pages (site_pages.h) as routes.
#include "web/pages.h"

#define PAGE_ROW(pattern, formats, show, help) { pattern, formats, show, help, NULL, 0 },
#define FORM_ROW(pattern, show, send, bytes) { pattern, FORMATS_HTML_ONLY, show, NULL, send, bytes },
#define WIRE_ROW(pattern, show, send, help)                                                                  \
    { pattern, FORMATS_WIRE, show, help, send, UPLOAD_BYTES | BODY_OPEN },
static const struct site_route ROUTES[] = { SITE_PAGES(PAGE_ROW, FORM_ROW, WIRE_ROW) };

const struct site_routes SITE_ROUTES = { ROUTES,           sizeof ROUTES / sizeof *ROUTES,
                                         error_show,       site_enter,
                                         site_leave,       site_peek,
                                         site_enter_again, site_mark,
                                         site_recall,      site_remember };
