#include "format/time_format.h"

#include <string.h>

// What has been read of one value.
struct reading {
    str rest;
    int year, month, day, hour, minute, second;
    bool is_afternoon, has_half;
    struct stamp stamp; // time and offset
};

static const char LETTERS[] = "YymdeHIMSpbBfz%";

// Which of the letters a format has, as bits in their order.
static unsigned letters_used(str format, size_t *bad)
{
    unsigned used = 0;
    for (size_t i = 0; i < format.n; i++) {
        if (format.at[i] != '%')
            continue;
        const char *found = i + 1 < format.n && format.at[i + 1] ? strchr(LETTERS, format.at[i + 1]) : NULL;
        if (!found) {
            *bad = i;
            return 0;
        }
        used |= 1u << (found - LETTERS);
        i++;
    }
    *bad = format.n;
    return used;
}

static bool uses(unsigned used, const char *letters)
{
    for (; *letters; letters++)
        if (used & 1u << (strchr(LETTERS, *letters) - LETTERS))
            return true;
    return false;
}

const char *time_format_fault(str format, size_t *at)
{
    unsigned used = letters_used(format, at);
    if (*at < format.n)
        return "the letters known are %Y %y %m %d %e %H %I %M %S %p %b %B %f %z %%";
    *at = 0;
    if (!uses(used, "Yy") || !uses(used, "mbB") || !uses(used, "de"))
        return "a year (%Y), a month (%m or %b) and a day (%d) are needed";
    if (uses(used, "I") != uses(used, "p"))
        return "hours from 1 to 12 (%I) and AM or PM (%p) go together";
    if (uses(used, "H") && uses(used, "I"))
        return "hours are %H or %I, not both";
    if (uses(used, "MSf") && !uses(used, "HI"))
        return "minutes and seconds need hours (%H, or %I with %p)";
    return NULL;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

static void spaces_skip(str *s)
{
    while (s->n && is_space(s->at[0]))
        *s = str_from_byte(*s, 1);
}

// From `least` to `most` digits, as many as there are.
static bool number_read(str *s, size_t least, size_t most, int *value)
{
    size_t n = 0;
    int v = 0;
    for (; n < most && n < s->n && char_is_digit(s->at[n]); n++)
        v = v * 10 + (s->at[n] - '0');
    *s = str_from_byte(*s, n);
    *value = v;
    return n >= least;
}

static bool month_read(struct reading *r)
{
    size_t n = 0;
    while (n < r->rest.n && char_is_letter(r->rest.at[n]))
        n++;
    bool is_month = n && month_parse(str_slice(r->rest, 0, n), &r->month);
    r->rest = str_from_byte(r->rest, n);
    if (is_month && r->rest.n && r->rest.at[0] == '.') // "Dec."
        r->rest = str_from_byte(r->rest, 1);
    return is_month;
}

// AM, am, a.m.
static bool half_read(struct reading *r)
{
    char half = r->rest.n ? char_lower(r->rest.at[0]) : '\0';
    if (half != 'a' && half != 'p')
        return false;
    str s = str_from_byte(r->rest, 1);
    bool has_points = s.n && s.at[0] == '.';
    if (has_points)
        s = str_from_byte(s, 1);
    if (!s.n || char_lower(s.at[0]) != 'm')
        return false;
    s = str_from_byte(s, 1);
    if (has_points && s.n && s.at[0] == '.')
        s = str_from_byte(s, 1);
    r->rest = s;
    r->has_half = true;
    r->is_afternoon = half == 'p';
    return true;
}

static bool offset_read(struct reading *r)
{
    int hours, minutes = 0;
    char sign = r->rest.n ? r->rest.at[0] : '\0';
    r->rest = str_from_byte(r->rest, 1);
    r->stamp.has_offset = true;
    if (sign == 'Z' || sign == 'z')
        return true;
    if ((sign != '+' && sign != '-') || !number_read(&r->rest, 2, 2, &hours))
        return false;
    bool has_colon = r->rest.n && r->rest.at[0] == ':';
    if (has_colon)
        r->rest = str_from_byte(r->rest, 1);
    if ((has_colon || (r->rest.n && char_is_digit(r->rest.at[0]))) && !number_read(&r->rest, 2, 2, &minutes))
        return false;
    r->stamp.offset = (hours * 3600 + minutes * 60) * (sign == '-' ? -1 : 1);
    return hours <= 23 && minutes <= 59;
}

static bool letter_read(struct reading *r, char letter)
{
    int ignored;
    switch (letter) {
    case 'Y': return number_read(&r->rest, 4, 4, &r->year);
    case 'y':
        if (!number_read(&r->rest, 2, 2, &r->year))
            return false;
        r->year += r->year < 69 ? 2000 : 1900; // as POSIX reads %y
        return true;
    case 'm': return number_read(&r->rest, 1, 2, &r->month);
    case 'e': spaces_skip(&r->rest); return number_read(&r->rest, 1, 2, &r->day);
    case 'd': return number_read(&r->rest, 1, 2, &r->day);
    case 'H': r->stamp.has_time = true; return number_read(&r->rest, 1, 2, &r->hour) && r->hour <= 23;
    case 'I': r->stamp.has_time = true; return number_read(&r->rest, 1, 2, &r->hour) && r->hour >= 1 && r->hour <= 12;
    case 'M': return number_read(&r->rest, 2, 2, &r->minute) && r->minute <= 59;
    case 'S': return number_read(&r->rest, 2, 2, &r->second) && r->second <= 60;
    case 'p': return half_read(r);
    case 'b':
    case 'B': return month_read(r);
    case 'f': return number_read(&r->rest, 1, 9, &ignored);
    case 'z': return offset_read(r);
    default: return false;
    }
}

static bool plain_read(struct reading *r, char c)
{
    if (!r->rest.n || char_lower(r->rest.at[0]) != char_lower(c)) // a T between date and time may be a t
        return false;
    r->rest = str_from_byte(r->rest, 1);
    return true;
}

static bool format_follow(str format, struct reading *r)
{
    for (size_t i = 0; i < format.n; i++) {
        bool is_read;
        if (is_space(format.at[i])) {
            is_read = r->rest.n && is_space(r->rest.at[0]);
            spaces_skip(&r->rest);
            while (i + 1 < format.n && is_space(format.at[i + 1]))
                i++;
        } else if (format.at[i] == '%' && i + 1 < format.n && format.at[i + 1] != '%') {
            is_read = letter_read(r, format.at[++i]);
        } else {
            i += format.at[i] == '%' ? 1 : 0;
            is_read = plain_read(r, format.at[i < format.n ? i : format.n - 1]);
        }
        if (!is_read)
            return false;
    }
    return r->rest.n == 0;
}

bool time_format_parse(str format, str value, struct stamp *stamp)
{
    struct reading r = { .rest = str_trim(value) };
    if (!format_follow(str_trim(format), &r))
        return false;
    struct civil civil = { r.year, r.month, r.day };
    if (!civil_is_valid(civil))
        return false;
    if (r.has_half)
        r.hour = r.hour % 12 + (r.is_afternoon ? 12 : 0);
    r.stamp.day = date_from_civil(civil);
    r.stamp.second = r.hour * 3600 + r.minute * 60 + (r.second == 60 ? 59 : r.second); // a leap second: the last one
    *stamp = r.stamp;
    return true;
}

bool time_parse(const struct str_list *formats, str value, struct stamp *stamp)
{
    for (size_t i = 0; i < formats->n; i++)
        if (time_format_parse(formats->at[i], value, stamp))
            return true;
    return stamp_parse(value, stamp);
}

struct moment time_moment(const struct zone *zone, struct stamp stamp)
{
    if (stamp.has_time) {
        instant t = stamp_instant(zone, stamp, NULL);
        return (struct moment){ MOMENT_KNOWN, t, t };
    }
    instant end = zone_midnight(zone, date_add_days(stamp.day, 1));
    return (struct moment){ MOMENT_KNOWN, zone_midnight(zone, stamp.day), { end.second - 1 } };
}
