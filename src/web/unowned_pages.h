// What nobody answers for (views/unowned.html).
#pragma once

#include "web/form.h"
#include "web/layout.h"

struct unowned_line {
    str title, areas, instead;
    int64_t n_areas, open;
};

struct unowned_report {
    str reference, service, area, opened;
    bool is_counted;
    struct url url;
};

// GET /nobody: for everybody; and who may give a report to a body has the reports.
struct unowned_page {
    struct layout layout;
    struct {
        struct unowned_line *at;
        size_t n, room;
    } lines;
    struct {
        struct unowned_report *at;
        size_t n, room;
    } reports; // for whoever may give them to a body
    int64_t open;
    bool is_cut, may_give;
    struct url data_url;
};

// GET /nobody/{reference}: to give one to a body.
struct give_page {
    struct layout layout;
    struct form_faults faults;
    str reference, service, area, summary, opened, instead;
    struct form_field body, why;
    struct url action, case_url;
};
