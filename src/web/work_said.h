// What whoever reported says of a closing, written down by somebody who heard it: by telephone, by letter, over the
// counter. Part of /work/{reference} (page_work_case.c).
#pragma once

#include "web/work_pages.h"

// Offered where it was closed, as long as it may be disputed, to whoever may take in a report.
result said_offer(struct request *request, const struct work_opened *opened,
                  struct work_case_page *page) MUST;
// In the voice of whoever reported; who wrote it down and how they heard it stands beside it.
result said_do(struct desk *desk, const struct request *request) MUST;
struct form_field *said_faulty(struct work_case_page *page);
