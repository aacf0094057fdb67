// Folders that are written whole: under another name first, and renamed when everything is in them.
#pragma once

#include "base/result.h"

bool folder_exists(const char *path);
result folder_make(struct ctx *ctx, const char *path) MUST; // ERR_CONFLICT if something is there
// Adds to the end of a file, which is made if it is not there.
result file_append(struct ctx *ctx, const char *path, str bytes) MUST;
// On the disk before it has its name. ERR_CONFLICT if something of that name is there.
result folder_move(struct ctx *ctx, const char *from, const char *to) MUST;
void folder_remove(const char *path); // with all that is in it, as far as that can be
