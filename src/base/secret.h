// Files that only their owner may read: keys.
#pragma once

#include "base/result.h"

// ERR_MISSING if there is none, ERR_STORE if others may read or change it, ERR_LIMIT above `max` bytes.
result secret_read(struct ctx *ctx, const char *path, size_t max, str *bytes) MUST;
// Makes the file with mode 0600. ERR_CONFLICT if there is one already.
result secret_write(struct ctx *ctx, const char *path, str bytes) MUST;
// In place of the other, in one step.
result secret_move(struct ctx *ctx, const char *from, const char *to) MUST;
void secret_remove(const char *path); // if it is there
