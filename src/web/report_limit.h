// How many reports may come from one network within an hour: generous, for a library or a whole office may be one.
// Whoever has sent too many waits, and loses nothing of what they wrote. Whoever takes reports in for a service does
// not wait.
#pragma once

#include "web/site.h"

enum report_from { REPORT_FROM_PAGE, REPORT_FROM_PROGRAM, REPORT_FROM_COUNT };

// Before it is filed. words: what whoever sends is to be told; empty if it may be filed. Else the answer says 429, and
// when to come again.
result report_limit_look(struct request *request, struct response *response, enum report_from from,
                         str *words) MUST;
// Inside store_write, with the report.
result report_limit_count(struct ctx *ctx, struct db *db, const struct request *request,
                          enum report_from from) MUST;
