// What a server keeps and says when it starts: a place in an empty store, the site's address, and while there is no
// administrator the link with which somebody becomes the first.
#pragma once

#include "cli/options.h"
#include "store/store.h"

// An empty store has pages too: from the first request on it is of a place, whose administrator names it.
result place_ensure(struct ctx *ctx, struct store *store) MUST;
// listened: where it is served, "http://127.0.0.1:8080". What goes wrong is said, and keeps nothing from being served.
void welcome(const struct options *options, struct store *store, str listened);
