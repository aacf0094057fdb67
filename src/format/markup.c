#include "format/markup.h"

enum { BEFORE_SPACE = 0x20 };

// Control characters, U+FFFE and U+FFFF.
static bool is_no_character(str s, size_t i)
{
    unsigned char c = (unsigned char)s.at[i];
    bool is_last = i + 2 < s.n && c == 0xef && (unsigned char)s.at[i + 1] == 0xbf &&
        (unsigned char)s.at[i + 2] >= 0xbe;
    return is_last || (c < BEFORE_SPACE && c != '\t' && c != '\n');
}

static void character(struct buffer *out, char c)
{
    switch (c) {
    case '&':
        buffer_add(out, STR("&amp;"));
        break;
    case '<':
        buffer_add(out, STR("&lt;"));
        break;
    case '>':
        buffer_add(out, STR("&gt;"));
        break;
    case '"':
        buffer_add(out, STR("&quot;"));
        break;
    default:
        buffer_byte(out, c);
    }
}

static void text_write(struct buffer *out, str s, void (*write)(struct buffer *, char))
{
    for (size_t i = 0; i < s.n; i++) {
        if (!is_no_character(s, i)) {
            write(out, s.at[i]);
            continue;
        }
        i += (unsigned char)s.at[i] == 0xef ? 2 : 0;
        buffer_add(out, STR("\xEF\xBF\xBD"));
    }
}

void markup_text(struct buffer *out, str s)
{
    text_write(out, s, character);
}

void markup_plain(struct buffer *out, str s)
{
    text_write(out, s, buffer_byte);
}
