// UTF-8: is it valid, and where does a column lie.
#pragma once

#include "base/str.h"

#include <stdint.h>

// Byte offset of the first byte that is not part of valid UTF-8 (RFC 3629: no overlong forms, no
// surrogates, nothing above U+10FFFF); s.n if all of it is valid.
size_t utf8_invalid_at(str s);
// The same for what people write and spreadsheets save: a zero byte, though valid, is not part of any text.
size_t utf8_text_invalid_at(str s);
// The number of code points in s, which is valid.
size_t utf8_length(str s);
// Bytes of the code point that begins s (1 to 4; 1 for a byte that is not valid); 0 if s is empty.
size_t utf8_step(str s);
// The code point that begins s, which is valid, if it is none that can be read: a control character other than tab and
// line ends, one that has no shape (U+200B, U+FEFF), or one that turns the order in which those around it are read
// (U+202E). -1 for all others.
int32_t utf8_unreadable(str s);
// Columns a terminal gives the code point that begins s: 0 for a combining mark, else 1 or 2.
int utf8_width(str s);
