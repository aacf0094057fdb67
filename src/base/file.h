// Files, whole: read into an arena or mapped, written to a temporary beside and then renamed.
#pragma once

#include "base/result.h"

bool file_exists(const char *path); // and is a regular file
// The whole file, in ctx's arena; "-" is standard input. ERR_LIMIT above `max` bytes, ERR_INPUT if it
// can't be read, each naming the path.
result file_read(struct ctx *ctx, const char *path, size_t max, str *bytes) MUST;
// The whole file mapped read-only for as long as the process lives; "-" and pipes are read instead.
result file_map(struct ctx *ctx, const char *path, size_t max, str *bytes) MUST;
// Replaces the file in one step, or leaves it as it was: full disk and killed process lose nothing.
result file_replace(struct ctx *ctx, const char *path, str bytes) MUST;
