// Work that is done by several threads at once and waited for. Each has its own share and shares nothing it writes.
#pragma once

#include <stddef.h>

enum { TEAM_MAX = 64 };

// Calls work(i, of) for i from 0 to n - 1, each in a thread of its own, the first in the caller's; one for which the
// system has no thread is done by the caller too. n: at most TEAM_MAX.
void team_run(size_t n, void (*work)(size_t i, void *of), void *of);
