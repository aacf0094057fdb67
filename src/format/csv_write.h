// RFC 4180 out: comma, CRLF-free lines (LF), quotes only where a value needs them.
#pragma once

#include "base/buffer.h"

// One value; call csv_end after the last of a row.
void csv_value(struct buffer *out, bool is_first, str value);
void csv_end(struct buffer *out);
