#include "base/utf8.h"

#include <unistr.h>
#include <uniwidth.h>

size_t utf8_invalid_at(str s)
{
    const uint8_t *bad = s.n ? u8_check((const uint8_t *)s.at, s.n) : NULL;
    return bad ? (size_t)(bad - (const uint8_t *)s.at) : s.n;
}

size_t utf8_text_invalid_at(str s)
{
    return utf8_invalid_at((str){ s.at, str_find(s, (str){ "", 1 }) });
}

size_t utf8_length(str s)
{
    return s.n ? u8_mbsnlen((const uint8_t *)s.at, s.n) : 0;
}

size_t utf8_step(str s)
{
    if (!s.n)
        return 0;
    int n = u8_mblen((const uint8_t *)s.at, s.n);
    return n > 0 ? (size_t)n : 1;
}

int32_t utf8_unreadable(str s)
{
    static const struct {
        ucs4_t first, last;
    } RANGES[] = { { 0, 0x08 },        { 0x0B, 0x0C },     { 0x0E, 0x1F },
                   { 0x7F, 0x9F },     { 0x200B, 0x200B }, { 0x2028, 0x202E },
                   { 0x2060, 0x206F }, { 0xFEFF, 0xFEFF }, { 0xE0000, 0xE007F } };
    ucs4_t c;
    if (!s.n)
        return -1;
    u8_mbtouc(&c, (const uint8_t *)s.at, s.n);
    for (size_t i = 0; i < sizeof RANGES / sizeof *RANGES; i++)
        if (c >= RANGES[i].first && c <= RANGES[i].last)
            return (int32_t)c;
    return -1;
}

int utf8_width(str s)
{
    ucs4_t c;
    if (!s.n)
        return 0;
    u8_mbtouc(&c, (const uint8_t *)s.at, s.n);
    int w = uc_width(c, "UTF-8");
    return w < 0 ? 1 : w;
}
