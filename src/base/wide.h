// Loops that are compiled twice: for the processor's wide instructions, which are asked for when the program runs, and
// for any processor. A loop is written once, as HOT functions that are told which of the two they are part of, and
// begins in two functions of which one is WIDE.
#pragma once

#include <stdbool.h>

#if defined(__GNUC__)
#define HOT static inline __attribute__((always_inline))
#define COLD __attribute__((noinline))
#else
#define HOT static inline
#define COLD
#endif

#if defined(__x86_64__) && defined(__GNUC__)
#define HAS_WIDE 1
#define WIDE __attribute__((target("avx2,bmi,bmi2,popcnt")))
#else
#define HAS_WIDE 0
#define WIDE
#endif

// Whether the processor has what a WIDE function needs.
static inline bool wide_is_there(void)
{
#if HAS_WIDE
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
        __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
#else
    return false;
#endif
}
