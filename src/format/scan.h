// Where the bytes stand that give a CSV file its shape: delimiters, line ends and quotes. 64 bytes at a time, with
// AVX2 where the processor has it (found out when it runs) and eight at a time elsewhere; both say the same.
#pragma once

#include "base/str.h"

struct scan_marks {
    char delimiter, line_end;
};

// Which way is taken; the portable one can be asked for, so that both are tested on one machine.
enum scan_way { SCAN_BEST, SCAN_PORTABLE };

struct scan {
    const uint32_t *at; // offsets into bytes, ascending
    size_t n;
    bool is_plain; // every byte is ASCII and none is NUL
};

// to: room for bytes.n offsets and 64 more. bytes.n < 4 GB.
struct scan scan_marks(str bytes, struct scan_marks marks, enum scan_way way, uint32_t *to);
