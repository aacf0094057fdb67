#include "base/str.h"

#include <stdlib.h>
#include <string.h>

str str_from(const char *c)
{
    return c ? (str){ c, strlen(c) } : (str){ "", 0 };
}

bool str_equal(str a, str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.at, b.at, a.n) == 0);
}

bool char_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool char_is_letter(char c)
{
    char l = char_lower(c);
    return l >= 'a' && l <= 'z';
}

// Bytes of white space at the front of s: space, tab, line ends and the no-break space U+00A0 (C2 A0).
static size_t space_at(str s)
{
    if (s.n && (s.at[0] == ' ' || s.at[0] == '\t' || s.at[0] == '\r' || s.at[0] == '\n'))
        return 1;
    return s.n >= 2 && s.at[0] == '\xC2' && s.at[1] == '\xA0' ? 2 : 0;
}

str str_trim(str s)
{
    for (size_t n; (n = space_at(s)) > 0;)
        s = str_from_byte(s, n);
    while (s.n) {
        size_t back = s.n >= 2 && s.at[s.n - 1] == '\xA0' ? 2 : 1;
        if (space_at(str_from_byte(s, s.n - back)) != back)
            break;
        s.n -= back;
    }
    return s;
}

// The next character of a name: runs of white space fold to one space; -1 at the end.
static int name_next(str *s)
{
    size_t n = space_at(*s);
    if (n) {
        while ((n = space_at(*s)) > 0)
            *s = str_from_byte(*s, n);
        return s->n ? ' ' : -1;
    }
    if (!s->n)
        return -1;
    int c = (unsigned char)char_lower(s->at[0]);
    *s = str_from_byte(*s, 1);
    return c;
}

// Neither white space nor the first byte of a no-break space.
static bool is_mark(char c)
{
    return (unsigned char)c > ' ' && c != '\xC2';
}

// Most names that are compared differ in their first letter, and are told apart by it.
static bool is_other_start(str a, str b)
{
    return a.n && b.n && is_mark(a.at[0]) && is_mark(b.at[0]) && char_lower(a.at[0]) != char_lower(b.at[0]);
}

static bool same_folded(str a, str b)
{
    for (;;) {
        int x = name_next(&a), y = name_next(&b);
        if (x != y)
            return false;
        if (x < 0)
            return true;
    }
}

bool str_same_name(str a, str b)
{
    if (is_other_start(a, b))
        return false;
    a = str_trim(a);
    b = str_trim(b);
    size_t i = 0; // of what both begin with, where no white space has to be folded
    for (; i < a.n && i < b.n && is_mark(a.at[i]) && is_mark(b.at[i]); i++)
        if (char_lower(a.at[i]) != char_lower(b.at[i]))
            return false;
    return same_folded(str_from_byte(a, i), str_from_byte(b, i));
}

uint64_t str_name_hash(str s)
{
    uint64_t h = 14695981039346656037u; // FNV-1a
    s = str_trim(s);
    for (int c; (c = name_next(&s)) >= 0;)
        h = (h ^ (uint64_t)c) * 1099511628211u;
    return h;
}

int str_compare(str a, str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.at, b.at, n) : 0;
    if (order)
        return order;
    return (a.n > b.n) - (a.n < b.n);
}

bool str_starts(str s, str with)
{
    return s.n >= with.n && str_equal((str){ s.at, with.n }, with);
}

bool str_ends(str s, str with)
{
    return s.n >= with.n && str_equal(str_from_byte(s, s.n - with.n), with);
}

bool str_has(str s, char c)
{
    return s.n && memchr(s.at, c, s.n);
}

str str_from_byte(str s, size_t start)
{
    if (start >= s.n)
        return (str){ s.at ? s.at + s.n : "", 0 };
    return (str){ s.at + start, s.n - start };
}

str str_slice(str s, size_t start, size_t end)
{
    if (end > s.n)
        end = s.n;
    if (start >= end)
        return (str){ "", 0 };
    return (str){ s.at + start, end - start };
}

str str_cut(str *rest, char separator)
{
    const char *found = rest->n ? memchr(rest->at, separator, rest->n) : NULL;
    str part = *rest;
    if (!found) {
        *rest = (str){ NULL, 0 };
        return part.at ? part : (str){ "", 0 };
    }
    part.n = (size_t)(found - part.at);
    *rest = (str){ found + 1, rest->n - part.n - 1 };
    return part;
}

size_t str_find(str s, str what)
{
    if (!what.n || what.n > s.n)
        return s.n;
    const char *found = memmem(s.at, s.n, what.at, what.n);
    return found ? (size_t)(found - s.at) : s.n;
}

bool str_to_int(str s, int64_t *value)
{
    if (!s.n || s.n > 18)
        return false;
    int64_t v = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (!char_is_digit(s.at[i]))
            return false;
        v = v * 10 + (s.at[i] - '0');
    }
    *value = v;
    return true;
}

bool str_to_double(str s, double *value)
{
    char copy[64];
    if (!s.n || s.n >= sizeof copy)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.at[i]; // strtod would also take hexadecimal, "inf" and "nan"
        if (!char_is_digit(c) && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E')
            return false;
        copy[i] = c;
    }
    copy[s.n] = '\0';
    char *end;
    *value = strtod(copy, &end);
    return *end == '\0';
}
