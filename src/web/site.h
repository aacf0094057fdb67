// The site: a store with its board, shared by all workers. The board is made again when a fact has come or the clock
// moved on; whoever reads an older one reads it to the end.
#pragma once

#include "app/board.h"
#include "store/store.h"
#include "web/route.h"

struct site;

// The store stays the caller's. The clock says what now is; a community's clock that stands still goes before it.
struct site *site_open(struct store *store);
void site_close(struct site *site);

// Gives the request a read-only transaction and the board of that very state, until site_leave. If it fails, it has
// neither, and site_leave does nothing.
result site_enter(struct site *site, struct request *request) MUST;
void site_leave(struct site *site, struct request *request);

extern const struct routes SITE_ROUTES;
