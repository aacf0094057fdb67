// What `wardmote serve` may open, by its settings, and that it is shut in there (gateway/sandbox.h).
#pragma once

#include "cli/options.h"

// Called before there are other threads and before anything is opened. What this kernel can't do is said in the log,
// and the service goes on; so it does where --sandbox is off.
result serve_shut_in(struct ctx *ctx, const struct options *options) MUST;
