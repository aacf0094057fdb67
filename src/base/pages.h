// Memory by the page, for tables that are large and may stay empty: what is reserved costs nothing until it is
// written to, is zero, and never moves. Not from an arena: what is touched depends on the data, and whoever reserves
// says how much that may be.
#pragma once

#include <stddef.h>

// NULL if the system has no such room. bytes > 0.
void *pages_reserve(size_t bytes);
void pages_release(void *at, size_t bytes); // of pages_reserve; NULL is nothing
// The system is told that a mapped file is about to be read from end to end.
void pages_expect(const void *at, size_t bytes);
// The pages of a mapped file that are about to be read are mapped at once instead of one after the other.
void pages_map(const void *at, size_t bytes);
// What is reserved will be written from end to end: in large pages, where the system has them.
void pages_enlarge(void *at, size_t bytes);
