#include "web/pages.h"

enum { NUMBER_DIGITS_MIN = 3 };

// Bytes of the number that begins there: digits, with single spaces between them. 0 if it is none.
static size_t number_bytes(str s)
{
    size_t n = 0, digits = 0;
    for (size_t i = 0; i < s.n && (char_is_digit(s.at[i]) || s.at[i] == ' '); i++) {
        if (s.at[i] == ' ' && s.at[i - (i > 0)] == ' ')
            break;
        if (char_is_digit(s.at[i])) {
            digits++;
            n = i + 1;
        }
    }
    return digits < NUMBER_DIGITS_MIN ? 0 : n;
}

static result part_add(struct ctx *ctx, struct ring_parts *parts, str words, bool is_number)
{
    struct ring_part *part = words.n ? LIST_PUSH(ctx->arena, parts) : NULL;
    if (part)
        *part = (struct ring_part){ words, is_number ? telephone_url(ctx, words) : (struct url){ { 0 } } };
    return !part && words.n ? arena_fail(ctx) : OK;
}

result ring_parts_fill(struct ctx *ctx, str words, struct ring_parts *parts)
{
    size_t from = 0, i = 0;
    result e = OK;
    while (i < words.n && !e) {
        str rest = str_from_byte(words, i);
        bool begins = char_is_digit(words.at[i]) && (!i || !char_is_digit(words.at[i - 1]));
        size_t n = begins ? number_bytes(rest) : 0;
        if (!n) {
            i++;
            continue;
        }
        e = part_add(ctx, parts, str_slice(words, from, i), false);
        if (!e)
            e = part_add(ctx, parts, str_slice(words, i, i + n), true);
        from = i += n;
    }
    return e ? e : part_add(ctx, parts, str_from_byte(words, from), false);
}
