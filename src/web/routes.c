// The site in one table. A new page is one line here, one file page_NAME.c and one view (CONTRIBUTING.md).
#include "web/pages.h"

static const struct route ROUTES[] = {
    { "/", FORMATS_HTML_ONLY, home_show, NULL },
    { "/find", FORMATS_HTML_ONLY, find_show, NULL },
    { "/areas", FORMATS_HTML_ONLY, areas_show, NULL },
    { "/areas/{area}", FORMATS_ALL, area_show, "the promises made for an area and how each stands" },
    { "/charters", FORMATS_HTML_ONLY, charters_show, NULL },
    { "/charters/{charter}", FORMATS_ALL, charter_show, "a charter's promises and how each stands" },
    { "/charters/{charter}/text", FORMATS_HTML_ONLY, charter_text_show, NULL },
    { "/charters/{charter}/{clause}", FORMATS_ALL, promise_show, "one promise, period by period" },
    { "/reports/{reference}", FORMATS_ALL, case_show, "one report and what happened to it" },
    { "/redress", FORMATS_ALL, register_show, "what was missed and what followed" },
    { "/data", FORMATS_HTML_ONLY, data_show, NULL },
    { "/data/figures", FORMATS_TABLES, figures_show, "every figure of every promise" },
    { "/search", FORMATS_HTML_ONLY, search_show, NULL },
    { "/privacy", FORMATS_HTML_ONLY, privacy_show, NULL },
    { "/accessibility", FORMATS_HTML_ONLY, accessibility_show, NULL },
    { "/contact", FORMATS_HTML_ONLY, contact_show, NULL },
    { "/assets/{file}", FORMAT_ALONE, asset_show, NULL },
};

const struct routes SITE_ROUTES = { ROUTES, sizeof ROUTES / sizeof *ROUTES, error_show, site_enter,
                                    site_leave };
