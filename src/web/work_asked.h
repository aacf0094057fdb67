// What whoever reported asks for, or chooses, of what is owed to them, written down by an officer who heard it: that
// they want what is given only on request, and how they want to be paid. Part of /work/{reference} (page_work_case.c).
#pragma once

#include "web/work_pages.h"

// Offered while something is, to whoever may take in a report.
result asked_offer(struct request *request, const struct work_opened *opened,
                   struct work_case_page *page) MUST;
// How they want to be paid, for whoever may answer for the body: on no record, since nobody else reads it.
result choices_offer(struct request *request, const struct work_opened *opened,
                     struct work_case_page *page) MUST;
result choose_do(struct desk *desk, const struct request *request) MUST;
// In the voice of whoever reported, who is told; how it was heard stands beside it.
result asked_do(struct desk *desk, const struct request *request) MUST;
