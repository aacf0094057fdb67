// For whoever sits before a long command: how far it is, when it will be done, and an end by Ctrl-C that leaves
// nothing by halves. A thread of its own waits for signals and, on a terminal, writes one line over and over; those who
// work only count. Without watch_begin all of it does nothing, as in a server, which ends in its own way.
#pragma once

#include <stddef.h>
#include <stdint.h>

// Before there are other threads. From now on an interrupt, a hang-up or a termination removes what stands beside,
// says what was kept, and ends the program with 128 and the signal's number: 130 for Ctrl-C. A store needs no more:
// what was not committed is undone by its engine.
void watch_begin(void);
void watch_end(void); // the command is done, and signals do again what they do; the line is cleared

enum watch_unit { WATCH_NOTHING, WATCH_BYTES, WATCH_FACTS, WATCH_CASES };

// A part of the work begins, of `all` of a unit; 0 if nobody knows. What others count meanwhile in another unit is
// theirs. The line gives what is left of it as soon as two seconds and a hundredth are over.
void watch_stage(const char *what, enum watch_unit unit, uint64_t all);
void watch_add(enum watch_unit unit, uint64_t n);
void watch_at(enum watch_unit unit, uint64_t done); // likewise, all in all

// What is said at the end by a signal, behind "stopped: ".
void watch_kept(const char *format, ...) __attribute__((format(printf, 1, 2)));
// A file or folder that is being filled, and is removed if it is stopped; at most eight at once.
void watch_beside(const char *path);
void watch_placed(const char *path); // it is whole, or was removed
// A file that is read where it is mapped, at most sixteen in a program: if somebody cuts it short meanwhile, the
// program says so and ends as for any input that can't be read, with nothing by halves. path: stays as long as it.
void watch_mapped(const char *path, const void *at, size_t n);
