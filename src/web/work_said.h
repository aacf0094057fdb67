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

// What all that is written down for somebody shares: how it was heard, as a question; whose report it is, ID_NONE where
// nobody gave a name or an address; and that whoever is at the desk heard it so, on the record.
result heard_field(struct request *request, const char *name, struct form_field *field) MUST;
result heard_from(struct ctx *ctx, struct db *db, int64_t case_id, int64_t *person) MUST;
result heard_say(struct desk *desk, str how) MUST;
