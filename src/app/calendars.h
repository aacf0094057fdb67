// Which calendars a text may name here: the library's, and those that the place adopted.
#pragma once

#include "document/value.h"
#include "store/store.h"

// Sorted by where they come from: the library's first. db: NULL where there is no store, then only the library's.
result calendars_known(struct ctx *ctx, struct db *db, struct str_list *names) MUST;
// For a file that is checked before a transaction begins: inside store_read, with a struct str_list.
result calendars_load(struct ctx *ctx, struct db *db, void *names) MUST;
