// GET /reports/{reference}/finding: what a champion or a councillor found at a report that was closed.
#pragma once

#include "web/form.h"
#include "web/layout.h"

struct finding_page {
    struct layout layout;
    struct form_faults faults;
    str reference, summary, area, status, answer; // answer: what the service said when it closed it
    bool is_found; // by a champion or councillor; else whoever reported says so
    bool reopens;
    struct form_field words, photo;
    struct url action, case_url;
};
