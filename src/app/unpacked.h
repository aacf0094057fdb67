// A table from a file, whether it comes plain or packed (format/unpack.h).
#pragma once

#include "base/result.h"

// As file_map. What is packed is unpacked into a file without a name in $TMPDIR (else /var/tmp), which is mapped: what
// memory it takes is the system's to give and to take back, and it goes with the process. `max` counts unpacked.
result unpacked_map(struct ctx *ctx, const char *path, size_t max, str *bytes) MUST;
