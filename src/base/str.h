// Length strings: a pointer and a number of bytes, never owning, never NUL-terminated by promise.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    const char *at;
    size_t n;
} str;

#define STR(literal) ((str){ "" literal, sizeof(literal) - 1 })
#define STR_INIT(literal)                                                                                    \
    {                                                                                                        \
        "" literal, sizeof(literal) - 1                                                                      \
    }                                                // for static tables
#define STR_ARGS(s) (int)(s).n, (s).at ? (s).at : "" // for "%.*s"; s is evaluated more than once

str str_from(const char *c); // NULL gives the empty string

bool str_equal(str a, str b);
// Equal but for the case of ASCII letters, surrounding white space, and the length of white space inside
// (space, tab, no-break space). This is how names of services, areas, parties and columns are compared.
bool str_same_name(str a, str b);
uint64_t str_name_hash(str s); // equal for names that are the same
int str_compare(str a, str b); // by bytes, as strcmp would order them

bool str_starts(str s, str with);
bool str_ends(str s, str with);
bool str_has(str s, char c);
str str_from_byte(str s, size_t start);         // all from byte `start` on, empty when past the end
str str_slice(str s, size_t start, size_t end); // bytes start..end-1, clipped to s
str str_trim(str s); // without white space (space, tab, CR, LF, no-break space) at either end

// Takes what stands before the first `separator` off the front of *rest and returns it; without one,
// returns all of it and leaves *rest with at == NULL. `while (rest.at)` walks the parts.
str str_cut(str *rest, char separator);
size_t str_find(str s, str what); // byte offset of the first occurrence, s.n if there is none

// Whole string as a non-negative decimal number of at most 18 digits; false for anything else.
bool str_to_int(str s, int64_t *value);
// A decimal number as data has them: sign, digits, point, exponent; false for anything else.
bool str_to_double(str s, double *value);

// ASCII only, whatever the locale.
static inline char char_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool char_is_digit(char c);
bool char_is_letter(char c); // ASCII only
