// Text messages: what one takes of the network's parts (3GPP TS 23.038), and words that take no more than they must.
#pragma once

#include "base/arena.h"
#include "base/buffer.h"

struct short_size {
    bool is_gsm; // all of it is in the alphabet that packs 160 characters into a part; else 70 fit
    int units;   // characters of it; two for those that take an escape
    int parts;   // 1 for up to 160 or 70, else of 153 or 67 each
};

struct short_size short_text_size(str text); // UTF-8

// The same words in one line, with quotation marks, dashes and spaces of print as a telephone writes them: a single one
// would more than halve what fits.
str short_text_plain(struct ctx *ctx, str text);
