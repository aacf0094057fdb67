// For which parties of a charter somebody speaks: of a body by a role that is held for it, of a party by the role of
// its representative, or because they spoke for it in the draft that was signed.
#pragma once

#include "app/permission.h"
#include "document/document.h"

// Those for which they may put an answer on record, in the order of the charter. visitor: NULL for nobody.
result parties_of_visitor(struct ctx *ctx, struct db *db, const struct document *document,
                          const struct visitor *visitor, struct str_list *parties) MUST;
