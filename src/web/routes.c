// The table of pages (site_pages.h) as routes.
#include "web/pages.h"

#define ROW(pattern, formats, show, help) { pattern, formats, show, help },
static const struct route ROUTES[] = { SITE_PAGES(ROW) };

const struct routes SITE_ROUTES = { ROUTES, sizeof ROUTES / sizeof *ROUTES, error_show, site_enter,
                                    site_leave };
