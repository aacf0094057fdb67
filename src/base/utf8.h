// UTF-8: is it valid, and where does a column lie.
#pragma once

#include "base/str.h"

// Byte offset of the first byte that is not part of valid UTF-8 (RFC 3629: no overlong forms, no
// surrogates, nothing above U+10FFFF); s.n if all of it is valid.
size_t utf8_invalid_at(str s);
// The same for what people write and spreadsheets save: a zero byte, though valid, is not part of any text.
size_t utf8_text_invalid_at(str s);
// The number of code points in s, which is valid.
size_t utf8_length(str s);
// Bytes of the code point that begins s (1 to 4; 1 for a byte that is not valid); 0 if s is empty.
size_t utf8_step(str s);
// Columns a terminal gives the code point that begins s: 0 for a combining mark, else 1 or 2.
int utf8_width(str s);
