// Whose right counts for a charter: a body's, and that of a role which is limited to one of the charter's areas.
#pragma once

#include "app/permission.h"
#include "document/document.h"

// body: the party whose it is. The areas are those of the header, without what follows a comma.
struct about charter_about(struct ctx *ctx, const struct document *document, str body);
