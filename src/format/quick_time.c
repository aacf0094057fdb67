#include "format/quick_time.h"

#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define HAS_SSSE3 1
#endif

// Where the digits of each letter go in YYYYMMDDhhmmss, and how many there are.
static bool digits_place(char letter, size_t *at, size_t *n)
{
    static const struct {
        char letter;
        uint8_t at, n;
    } places[] = {
        { 'Y', 0, 4 }, { 'm', 4, 2 },  { 'd', 6, 2 },  { 'H', 8, 2 },
        { 'I', 8, 2 }, { 'M', 10, 2 }, { 'S', 12, 2 },
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (places[i].letter == letter) {
            *at = places[i].at;
            *n = places[i].n;
            return true;
        }
    return false;
}

// What stands between numbers, so that no lenient reading of the format could take it for part of one.
static bool is_separator(char c)
{
    return c == ' ' || c == '/' || c == '-' || c == ':' || c == ',' || c == 'T';
}

// A template of bytes: what must stand where. width: of the value so far.
struct drafting {
    struct quick_time *quick;
    uint8_t care[QUICK_TIME_MAX], want[QUICK_TIME_MAX];
    size_t width;
};

static bool letter_draft(struct drafting *d, char letter, char next)
{
    size_t at, n;
    if (letter == 'p' || letter == 'b') {
        int *place = letter == 'p' ? &d->quick->half_at : &d->quick->month_at;
        n = letter == 'p' ? 2 : 3;
        if (*place >= 0 || d->width + n > QUICK_TIME_MAX || (next && !is_separator(next)) || next == 'T')
            return false;
        *place = (int)d->width;
        d->width += n;
        return true;
    }
    if (!digits_place(letter, &at, &n) || d->quick->from[at] != QUICK_NONE || d->width + n > QUICK_TIME_MAX ||
        (next && !is_separator(next)))
        return false;
    for (size_t i = 0; i < n; i++)
        d->quick->from[at + i] = (uint8_t)d->width++;
    return true;
}

static bool format_draft(struct drafting *d, str format)
{
    for (size_t i = 0; i < format.n; i++) {
        if (format.at[i] == '%') {
            char next = i + 2 < format.n ? format.at[i + 2] : '\0';
            if (i + 1 == format.n || !letter_draft(d, format.at[++i], next))
                return false;
            continue;
        }
        if (!is_separator(format.at[i]) || d->width == QUICK_TIME_MAX ||
            (format.at[i] == ' ' && i + 1 < format.n && format.at[i + 1] == ' '))
            return false;
        d->care[d->width] = 0xFF;
        d->want[d->width++] = (uint8_t)format.at[i];
    }
    return d->width >= QUICK_TIME_MIN && d->quick->from[0] != QUICK_NONE && d->quick->from[6] != QUICK_NONE &&
        (d->quick->from[4] != QUICK_NONE) != (d->quick->month_at >= 0) && d->quick->from[8] != QUICK_NONE;
}

// The template as two halves that overlap: the first 16 bytes and the last.
static void halves_fill(const struct drafting *d)
{
    struct quick_time *q = d->quick;
    size_t back = d->width - 16;
    q->n = d->width;
    for (size_t i = 0; i < 16; i++) {
        q->care[0][i] = d->care[i];
        q->want[0][i] = d->want[i];
        q->care[1][i] = d->care[back + i];
        q->want[1][i] = d->want[back + i];
        bool is_first = q->from[i] < 16, is_none = q->from[i] == QUICK_NONE;
        q->zero[i] = is_none ? 0 : '0';
        q->pick[0][i] = is_first ? q->from[i] : QUICK_NONE;
        q->pick[1][i] = is_first || is_none ? QUICK_NONE : (uint8_t)(q->from[i] - back);
    }
}

// The days from 1 January 1970 to the first of each month.
static date day_of(int year, int month, int day)
{
    int y = year - (month <= 2), era = y / 400, of_era = y - era * 400;
    int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return (date){ era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468 };
}

static void months_fill(struct quick_time *quick)
{
    for (int year = QUICK_YEAR_FIRST; year <= QUICK_YEAR_LAST; year++)
        for (int month = 1; month <= 12; month++)
            quick->months[(year - QUICK_YEAR_FIRST) * 16 + month] = (struct quick_month){
                day_of(year, month, 1).day - 1, (uint32_t)month_days(year, month)
            };
}

void quick_time_open(const struct str_list *formats, struct quick_time *quick)
{
    struct drafting d = { .quick = quick };
    *quick = (struct quick_time){ .half_at = -1, .month_at = -1, .is_iso = !formats->n };
    memset(quick->from, QUICK_NONE, sizeof quick->from);
    quick->is_usable = format_draft(&d, str_trim(formats->n ? formats->at[0] : STR("%Y-%m-%dT%H:%M:%S")));
    if (quick->is_iso)
        d.care[10] = 0; // T, t or a space: looked at below
    if (!quick->is_usable)
        return;
    quick->is_plain = quick->half_at < 0 && quick->month_at < 0;
    halves_fill(&d);
    months_fill(quick);
}

// The digits as numbers: century, year, month, day, hour, minute, second.
enum { PART_CENTURY, PART_YEAR, PART_MONTH, PART_DAY, PART_HOUR, PART_MINUTE, PART_SECOND, PART_COUNT };

static bool parts_portable(const struct quick_time *q, const char *value, uint16_t *parts)
{
    const char *halves[2] = { value, value + q->n - 16 };
    for (size_t h = 0; h < 2; h++)
        for (size_t i = 0; i < 16; i++)
            if (q->care[h][i] && (uint8_t)halves[h][i] != q->want[h][i])
                return false;
    for (size_t i = 0; i < QUICK_DIGITS; i += 2) {
        char tens = q->from[i] == QUICK_NONE ? '0' : value[q->from[i]];
        char ones = q->from[i + 1] == QUICK_NONE ? '0' : value[q->from[i + 1]];
        if (!char_is_digit(tens) || !char_is_digit(ones))
            return false;
        parts[i / 2] = (uint16_t)((tens - '0') * 10 + ones - '0');
    }
    return true;
}

#ifdef HAS_SSSE3
static inline __m128i load(const void *at)
{
    return _mm_loadu_si128((const __m128i *)at);
}

__attribute__((target("ssse3"))) static bool parts_ssse3(const struct quick_time *q, const char *value,
                                                         uint16_t *parts)
{
    __m128i a = load(value), b = load(value + q->n - 16);
    __m128i wrong = _mm_or_si128(_mm_and_si128(_mm_xor_si128(a, load(q->want[0])), load(q->care[0])),
                                 _mm_and_si128(_mm_xor_si128(b, load(q->want[1])), load(q->care[1])));
    __m128i pick_a = load(q->pick[0]), pick_b = load(q->pick[1]);
    __m128i digits = _mm_or_si128(_mm_shuffle_epi8(a, pick_a), _mm_shuffle_epi8(b, pick_b));
    __m128i is_none = _mm_and_si128(_mm_cmplt_epi8(pick_a, _mm_setzero_si128()),
                                    _mm_cmplt_epi8(pick_b, _mm_setzero_si128()));
    digits = _mm_sub_epi8(digits, _mm_andnot_si128(is_none, _mm_set1_epi8('0')));
    __m128i over = _mm_xor_si128(_mm_min_epu8(digits, _mm_set1_epi8(9)), digits);
    wrong = _mm_or_si128(wrong, over);
    if (_mm_movemask_epi8(_mm_cmpeq_epi8(wrong, _mm_setzero_si128())) != 0xFFFF)
        return false;
    __m128i pairs = _mm_maddubs_epi16(digits, _mm_set1_epi16(1 << 8 | 10));
    _mm_storeu_si128((__m128i *)(void *)parts, pairs);
    return true;
}
#endif

static bool parts_read(const struct quick_time *q, const char *value, bool is_portable, uint16_t *parts)
{
#ifdef HAS_SSSE3
    if (!is_portable && __builtin_cpu_supports("ssse3"))
        return parts_ssse3(q, value, parts);
#endif
    (void)is_portable;
    return parts_portable(q, value, parts);
}

// "AM", "pm"; moves hours that count to twelve.
static bool half_apply(const char *at, uint16_t *hour)
{
    char half = char_lower(at[0]);
    if ((half != 'a' && half != 'p') || char_lower(at[1]) != 'm' || *hour < 1 || *hour > 12)
        return false;
    *hour = (uint16_t)(*hour % 12 + (half == 'p' ? 12 : 0));
    return true;
}

// Behind the seconds: a fraction, Z or an offset. False for anything else; *offset is set if it says its own.
static bool tail_read(str tail, bool *has_offset, int64_t *offset)
{
    size_t i = 0;
    if (i < tail.n && tail.at[i] == '.') {
        for (i++; i < tail.n && char_is_digit(tail.at[i]);)
            i++;
        if (i == 1)
            return false;
    }
    if (i == tail.n)
        return true;
    *has_offset = true;
    if (tail.at[i] == 'Z')
        return i + 1 == tail.n;
    if ((tail.at[i] != '+' && tail.at[i] != '-') || tail.n - i != 6 || tail.at[i + 3] != ':')
        return false;
    int64_t hours, minutes;
    if (!str_to_int(str_slice(tail, i + 1, i + 3), &hours) ||
        !str_to_int(str_slice(tail, i + 4, i + 6), &minutes) || hours > 23 || minutes > 59)
        return false;
    *offset = (hours * 3600 + minutes * 60) * (tail.at[i] == '-' ? -1 : 1);
    return true;
}

bool quick_time_read(const struct quick_time *q, const struct zone_days *days, str value, bool is_portable,
                     int64_t *second)
{
    uint16_t p[8]; // the last two digits are none
    bool has_offset = false;
    int64_t offset = 0;
    if (!q->is_usable || value.n < q->n || (value.n > q->n && !q->is_iso) ||
        !parts_read(q, value.at, is_portable, p))
        return false;
    if (q->is_iso && value.at[10] != ' ' && value.at[10] != 'T')
        return false;
    if (value.n > q->n && !tail_read(str_from_byte(value, q->n), &has_offset, &offset))
        return false;
    int year = p[PART_CENTURY] * 100 + p[PART_YEAR], month = p[PART_MONTH];
    if (q->month_at >= 0 && !month_parse((str){ value.at + q->month_at, 3 }, &month))
        return false;
    if (q->half_at >= 0 && !half_apply(value.at + q->half_at, &p[PART_HOUR]))
        return false;
    if (year < QUICK_YEAR_FIRST || year > QUICK_YEAR_LAST || month < 1 || month > 12 || p[PART_HOUR] > 23 ||
        p[PART_MINUTE] > 59 || p[PART_SECOND] > 59)
        return false;
    const struct quick_month *of = &q->months[(year - QUICK_YEAR_FIRST) * 16 + month];
    if (p[PART_DAY] < 1 || p[PART_DAY] > of->n)
        return false;
    date day = { of->before + p[PART_DAY] };
    int32_t of_day = p[PART_HOUR] * 3600 + p[PART_MINUTE] * 60 + p[PART_SECOND];
    *second = has_offset ? (int64_t)day.day * DAY_SECONDS + of_day - offset
                         : zone_days_instant(days, day, of_day);
    return true;
}
