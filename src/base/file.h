// Files, whole: read into an arena or mapped, written to a temporary beside and then renamed.
#pragma once

#include "base/result.h"

#include <stdbool.h>

bool file_exists(const char *path); // and is a regular file
// The whole file, in ctx's arena; "-" is standard input. ERR_LIMIT above `max` bytes, ERR_INPUT if it
// can't be read, each naming the path.
result file_read(struct ctx *ctx, const char *path, size_t max, str *bytes) MUST;
// The whole file mapped read-only for as long as the process lives; "-" and pipes are read instead.
result file_map(struct ctx *ctx, const char *path, size_t max, str *bytes) MUST;
// Replaces the file in one step, or leaves it as it was: full disk and killed process lose nothing.
result file_replace(struct ctx *ctx, const char *path, str bytes) MUST;
// An empty file beside `path` to be filled and then put in its place: "PATH.new-PROCESS", in ctx's arena. Only its
// owner may read it if is_private. ERR_CONFLICT if something stands at `path` already.
result file_beside(struct ctx *ctx, const char *path, bool is_private, char **beside) MUST;
// Waits until what was written to the file is on the disk.
result file_sync(struct ctx *ctx, const char *path) MUST;
// Puts it in the place of `path`, where nothing may stand, in one step, and waits until that is on the disk.
result file_place(struct ctx *ctx, const char *beside, const char *path) MUST;
