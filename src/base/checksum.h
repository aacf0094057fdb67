// A number over bytes, by which what was damaged is told from what is whole. Not against forgery.
#pragma once

#include <stddef.h>
#include <stdint.h>

uint64_t checksum(const void *bytes, size_t n);
uint64_t checksum_join(uint64_t a, uint64_t b);

// Whether what is read is held against them. In the fuzzers it is not, so that what stands behind them is tried.
#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
enum { CHECKSUMS_COUNT = 0 };
#else
enum { CHECKSUMS_COUNT = 1 };
#endif
