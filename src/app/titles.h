// What people call a charter or a kind of report, for messages: pages have it from the board. Knows the store.
#pragma once

#include "store/store.h"

// The title of a charter as its last version has it; its id where there is none that can be read.
result charter_title(struct ctx *ctx, struct db *db, str id, str *title) MUST;
// A kind of report as the directory of today calls it.
result kind_title(struct ctx *ctx, struct db *db, str service, str *title) MUST;
