#include "format/scan.h"

#include "base/wide.h"

#include <string.h>

#if HAS_WIDE
#include <immintrin.h>
#endif

enum { BLOCK = 64 };

// Writes the place of each set bit. Eight at a time without a branch for each: rows have as many.
static inline size_t bits_write(uint64_t bits, uint32_t base, uint32_t *to)
{
    size_t n = (size_t)__builtin_popcountll(bits);
    for (size_t done = 0; done < n; done += 8)
        for (size_t i = 0; i < 8; i++) {
            to[done + i] = base + (uint32_t)(bits ? __builtin_ctzll(bits) : 0);
            bits &= bits - 1;
        }
    return n;
}

// One bit for each of eight bytes that is zero in v.
static inline uint64_t zeros_of(uint64_t v)
{
    const uint64_t low = 0x7F7F7F7F7F7F7F7Fu;
    uint64_t tops = ~(((v & low) + low) | v | low); // exact: no borrow runs into the next byte
    return (tops >> 7) * 0x0102040810204080u >> 56;
}

struct found {
    uint64_t marks;
    bool is_plain;
};

static struct found block_portable(const char *at, struct scan_marks marks)
{
    const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
    struct found f = { 0, true };
    for (unsigned i = 0; i < BLOCK / 8; i++) {
        uint64_t v;
        memcpy(&v, at + (size_t)i * 8, sizeof v);
        uint64_t bits = zeros_of(v ^ ones * (unsigned char)marks.delimiter) |
            zeros_of(v ^ ones * (unsigned char)marks.line_end) | zeros_of(v ^ ones * (unsigned char)'"');
        f.marks |= bits << (i * 8);
        f.is_plain &= !(v & tops) && !zeros_of(v);
    }
    return f;
}

static struct scan scan_portable(str bytes, struct scan_marks marks, uint32_t *to)
{
    struct scan s = { to, 0, true };
    for (size_t i = 0; i + BLOCK <= bytes.n; i += BLOCK) {
        struct found f = block_portable(bytes.at + i, marks);
        s.is_plain &= f.is_plain;
        s.n += bits_write(f.marks, (uint32_t)i, to + s.n);
    }
    return s;
}

#if HAS_WIDE
// As bits_write: of no bits the place is 64, so that none has to be asked for.
WIDE static inline size_t bits_write_wide(uint64_t bits, uint32_t base, uint32_t *to)
{
    size_t n = (size_t)__builtin_popcountll(bits);
    for (size_t done = 0; done < n; done += 4)
        for (size_t i = 0; i < 4; i++) {
            to[done + i] = base + (uint32_t)_tzcnt_u64(bits);
            bits &= bits - 1;
        }
    return n;
}

WIDE static struct scan scan_wide(str bytes, struct scan_marks marks, uint32_t *to)
{
    const __m256i delimiter = _mm256_set1_epi8(marks.delimiter), line_end = _mm256_set1_epi8(marks.line_end),
                  quote = _mm256_set1_epi8('"');
    __m256i least = _mm256_set1_epi8(1); // signed: NUL and every byte over 127 are less
    size_t n = 0;
    for (size_t i = 0; i + BLOCK <= bytes.n; i += BLOCK) {
        __m256i a = _mm256_loadu_si256((const __m256i *)(const void *)(bytes.at + i));
        __m256i b = _mm256_loadu_si256((const __m256i *)(const void *)(bytes.at + i + 32));
        __m256i x = _mm256_or_si256(
            _mm256_or_si256(_mm256_cmpeq_epi8(a, delimiter), _mm256_cmpeq_epi8(a, line_end)),
            _mm256_cmpeq_epi8(a, quote));
        __m256i y = _mm256_or_si256(
            _mm256_or_si256(_mm256_cmpeq_epi8(b, delimiter), _mm256_cmpeq_epi8(b, line_end)),
            _mm256_cmpeq_epi8(b, quote));
        least = _mm256_min_epi8(least, _mm256_min_epi8(a, b));
        uint64_t bits = (uint32_t)_mm256_movemask_epi8(x) | (uint64_t)(uint32_t)_mm256_movemask_epi8(y) << 32;
        n += bits_write_wide(bits, (uint32_t)i, to + n);
    }
    bool is_plain = _mm256_movemask_epi8(_mm256_cmpgt_epi8(_mm256_set1_epi8(1), least)) == 0;
    return (struct scan){ to, n, is_plain };
}
#endif

struct scan scan_marks(str bytes, struct scan_marks marks, enum scan_way way, uint32_t *to)
{
    struct scan s;
#if HAS_WIDE
    if (way == SCAN_BEST && wide_is_there())
        s = scan_wide(bytes, marks, to);
    else
#endif
        s = scan_portable(bytes, marks, to);
    size_t rest = bytes.n % BLOCK, from = bytes.n - rest;
    char last[BLOCK];
    if (!rest)
        return s;
    memset(last, 'x', sizeof last); // no mark, and plain
    memcpy(last, bytes.at + from, rest);
    struct found f = block_portable(last, marks);
    f.marks &= ((uint64_t)1 << rest) - 1; // where 'x' itself is the delimiter
    s.is_plain &= f.is_plain;
    s.n += bits_write(f.marks, (uint32_t)from, to + s.n);
    return s;
}
