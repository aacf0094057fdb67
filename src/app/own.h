// What is somebody's own: the reports of whoever is signed in, by their person and by everybody who is reached at the
// same e-mail address; and a report that was added to another, whose progress is theirs to hear of.
#pragma once

#include "app/account.h"

enum { OWN_REPORTS_MAX = 500 }; // the newest

struct own_report {
    struct case_row row;
    int64_t person; // whose it is
};

struct own_reports {
    struct own_report *at;
    size_t n, room;
};

// The newest first. Inside a read.
result own_reports(struct ctx *ctx, struct db *db, const struct visitor *visitor,
                   struct own_reports *reports) MUST;
// The one of that reference; its person is ID_NONE for somebody else's, as for none.
result own_report(struct ctx *ctx, struct db *db, const struct visitor *visitor, str reference,
                  struct own_report *report) MUST;

// What a report was added to, because it is about the same: is_joined is false of one that stands for itself, and where
// nothing may be said of the other. facts: all of the report's.
struct joining {
    const struct case_row *row;
    const struct fact_row_list *facts;
};
result joined_to(struct ctx *ctx, struct db *db, const struct joining *joining, struct case_row *first,
                 bool *is_joined) MUST;
