// What a server keeps and says when it starts: the site's address, and while there is no administrator the link with
// which somebody becomes the first.
#pragma once

#include "cli/options.h"
#include "store/store.h"

// listened: where it is served, "http://127.0.0.1:8080". What goes wrong is said, and keeps nothing from being served.
void welcome(const struct options *options, struct store *store, str listened);
