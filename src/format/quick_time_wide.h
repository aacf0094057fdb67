// A time of digits and separators alone, as format/quick_time.h reads it, by the processor's wide instructions: no
// branch for its parts, no division for its day.
#pragma once

#include "base/wide.h"
#include "format/quick_time.h"

#if HAS_WIDE
#include <immintrin.h>

WIDE static inline __m128i wide_load(const void *at)
{
    return _mm_loadu_si128((const __m128i *)at);
}

// The digits of YYYYMMDDhhmmss in numbers of two: century, year, month and so on. False if one is none, or too large.
WIDE static inline bool quick_pairs_read(const struct quick_time *q, const char *value, __m128i *pairs)
{
    const __m128i most = _mm_setr_epi16(QUICK_YEAR_LAST / 100, 99, 12, 31, 23, 59, 59, 0);
    __m128i a = wide_load(value), b = wide_load(value + q->n - 16);
    __m128i wrong = _mm_or_si128(
        _mm_and_si128(_mm_xor_si128(a, wide_load(q->want[0])), wide_load(q->care[0])),
        _mm_and_si128(_mm_xor_si128(b, wide_load(q->want[1])), wide_load(q->care[1])));
    __m128i digits = _mm_or_si128(_mm_shuffle_epi8(a, wide_load(q->pick[0])),
                                  _mm_shuffle_epi8(b, wide_load(q->pick[1])));
    digits = _mm_sub_epi8(digits, wide_load(q->zero));
    *pairs = _mm_maddubs_epi16(digits, _mm_set1_epi16(1 << 8 | 10));
    wrong = _mm_or_si128(wrong, _mm_subs_epu8(digits, _mm_set1_epi8(9)));
    wrong = _mm_or_si128(wrong, _mm_cmpgt_epi16(*pairs, most));
    return _mm_testz_si128(wrong, wrong);
}

// False if quick_time_read must say; what it takes is what that would say.
WIDE static inline bool quick_time_wide(const struct quick_time *q, const struct zone_days *days, str value,
                                        int64_t *second)
{
    __m128i pairs;
    if (!q->is_plain || value.n != q->n || !quick_pairs_read(q, value.at, &pairs))
        return false;
    if (q->is_iso && value.at[10] != ' ' && value.at[10] != 'T')
        return false;
    // year, month * 32 + day, minute of the day, second
    __m128i four = _mm_madd_epi16(pairs, _mm_setr_epi16(100, 1, 32, 1, 60, 1, 1, 0));
    uint64_t low = (uint64_t)_mm_cvtsi128_si64(four), high = (uint64_t)_mm_extract_epi64(four, 1);
    uint32_t year = (uint32_t)low - QUICK_YEAR_FIRST, of_month = low >> 32 & 31;
    if (year >= QUICK_YEARS)
        return false;
    const struct quick_month *month = &q->months[year * 16 + (low >> 37)];
    if (of_month - 1 >= month->n)
        return false;
    date day = { month->before + (int32_t)of_month };
    *second = zone_days_instant(days, day, (int32_t)((uint32_t)high * 60 + (high >> 32)));
    return true;
}
#endif
