// What the pages of limited contact share.
#pragma once

#include "app/restriction.h"
#include "web/request.h"
#include "web/restriction_pages.h"

// "At most 2 additions and disputes a week"
str restriction_title(struct ctx *ctx, const struct restriction_row *row);
struct mark restriction_mark(const struct restriction_row *row, date today);
// What everybody who sees it reads, whoever decided it and whoever it limits.
void restriction_fill(struct request *request, const struct restriction_row *row,
                      struct restriction_page *page);
