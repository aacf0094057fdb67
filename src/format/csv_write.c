#include "format/csv_write.h"

static bool needs_quotes(str value)
{
    for (size_t i = 0; i < value.n; i++) {
        char c = value.at[i];
        if (c == '"' || c == ',' || c == '\n' || c == '\r')
            return true;
    }
    return value.n && (value.at[0] == ' ' || value.at[value.n - 1] == ' ');
}

void csv_value(struct buffer *out, bool is_first, str value)
{
    if (!is_first)
        buffer_byte(out, ',');
    if (!needs_quotes(value)) {
        buffer_add(out, value);
        return;
    }
    buffer_byte(out, '"');
    for (size_t i = 0; i < value.n; i++) {
        if (value.at[i] == '"')
            buffer_byte(out, '"');
        buffer_byte(out, value.at[i]);
    }
    buffer_byte(out, '"');
}

void csv_end(struct buffer *out)
{
    buffer_byte(out, '\n');
}
