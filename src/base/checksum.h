// A number over bytes, by which what was damaged is told from what is whole. Not against forgery.
#pragma once

#include <stddef.h>
#include <stdint.h>

uint64_t checksum(const void *bytes, size_t n);
uint64_t checksum_join(uint64_t a, uint64_t b);
