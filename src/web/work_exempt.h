// Whether what a charter leaves somebody to say applies to a case, such as severe weather (app/exemption.h): part of
// /work/{reference} (page_work_case.c).
#pragma once

#include "web/work_pages.h"

// Offered to whoever may pause it, where their body may say something.
result exempt_offer(struct request *request, const struct work_opened *opened, struct desk *desk,
                    struct work_case_page *page) MUST;
// body: whose case it is.
result exempt_say(struct desk *desk, const struct request *request, str body) MUST;
struct form_field *exempt_faulty(struct work_case_page *page);
