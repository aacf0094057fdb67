#include "base/zone.h"

#include "base/arena.h"
#include "base/file.h"

#include <stdio.h>
#include <string.h>

// From `from` on, local time is `offset` seconds east of UTC.
struct shift {
    int64_t from;
    int32_t offset;
};

struct zone {
    str name;
    struct shift *shifts; // the first is at INT64_MIN
    size_t n;
};

// Rules of a zone's last line run for ever; they are written out up to this year, then stand still.
enum { ZONE_LAST_YEAR = 2200, ZONE_FILE_MAX = 1 << 20, ZONE_SHIFTS_MAX = 8192, ZONE_NAME_MAX = 64 };
// No day beyond has a number; INSTANT_FAR and INSTANT_NONE are taken as these.
#define INSTANT_MAX ((int64_t)DAY_SECONDS * (INT32_MAX - 4))
enum { OFFSET_MAX = 2 * DAY_SECONDS }; // either way; those of tzdata stay under 16 hours

struct reader {
    const unsigned char *at;
    size_t n;
    bool is_short;
};

static uint64_t big_endian(struct reader *r, size_t bytes)
{
    uint64_t v = 0;
    if (r->n < bytes) {
        r->is_short = true;
        return 0;
    }
    for (size_t i = 0; i < bytes; i++)
        v = v << 8 | r->at[i];
    r->at += bytes;
    r->n -= bytes;
    return v;
}

static void skip(struct reader *r, uint64_t bytes)
{
    if (r->n < bytes) {
        r->is_short = true;
        return;
    }
    r->at += bytes;
    r->n -= bytes;
}

struct header {
    uint64_t isut, isstd, leap, times, types, letters;
};

// A file that counts leap seconds (right/Europe/London) keeps another time than everybody else's: not taken.
static bool header_read(struct reader *r, struct header *h)
{
    if (r->n < 44 || memcmp(r->at, "TZif", 4) != 0 || r->at[4] < '2')
        return false;
    skip(r, 20);
    h->isut = big_endian(r, 4);
    h->isstd = big_endian(r, 4);
    h->leap = big_endian(r, 4);
    h->times = big_endian(r, 4);
    h->types = big_endian(r, 4);
    h->letters = big_endian(r, 4);
    return h->types > 0 && !h->leap && h->types <= 256 && h->times <= ZONE_SHIFTS_MAX;
}

static void header_skip_body(struct reader *r, const struct header *h, uint64_t time_size)
{
    uint64_t tables = h->times * time_size + h->times + h->types * 6 + h->letters;
    skip(r, tables + h->leap * (time_size + 4) + h->isstd + h->isut);
}

static bool shift_add(struct arena *arena, struct zone *zone, size_t *room, int64_t from, int32_t offset)
{
    struct shift *s = list_push(arena, (void **)&zone->shifts, &zone->n, room, sizeof *s);
    if (s)
        *s = (struct shift){ from, offset };
    return s != NULL;
}

// The 64-bit table of transitions. Type 0 holds before the first of them (RFC 8536 section 3.2).
static bool table_read(struct arena *arena, struct zone *zone, size_t *room, struct reader *r,
                       const struct header *h)
{
    const unsigned char *times = r->at;
    struct reader all = *r;
    header_skip_body(&all, h, 8);
    if (all.is_short)
        return false;
    const unsigned char *kinds = times + h->times * 8, *types = kinds + h->times;
    int64_t before = INT64_MIN;
    for (uint64_t i = 0; i <= h->times; i++) {
        unsigned type = i ? kinds[i - 1] : 0;
        if (type >= h->types)
            return false;
        struct reader offset = { types + type * 6, 4, false };
        struct reader time = { times + (i ? i - 1 : 0) * 8, 8, false };
        int64_t from = i ? (int64_t)big_endian(&time, 8) : INT64_MIN;
        if (i && from <= before)
            return false;
        before = from;
        int32_t east = (int32_t)big_endian(&offset, 4);
        if (east < -OFFSET_MAX || east > OFFSET_MAX || !shift_add(arena, zone, room, from, east))
            return false;
    }
    *r = all;
    return true;
}

// One end of daylight saving in a zone's last line: "M3.5.0/1" is 01:00 on the last Sunday of March.
struct yearly {
    enum { YEARLY_WEEKDAY, YEARLY_JULIAN, YEARLY_DAY } form;
    int month, week, weekday; // weekday 0 is Sunday
    int day;
    int32_t second;
};

static bool number_read(str *s, int *value)
{
    size_t n = 0;
    int v = 0;
    while (n < s->n && n < 5 && char_is_digit(s->at[n]))
        v = v * 10 + (s->at[n++] - '0');
    *s = str_from_byte(*s, n);
    *value = v;
    return n > 0;
}

static bool byte_read(str *s, char c)
{
    if (!s->n || s->at[0] != c)
        return false;
    *s = str_from_byte(*s, 1);
    return true;
}

// [+-]hh[:mm[:ss]]
static bool clock_read(str *s, int32_t *seconds)
{
    bool is_negative = byte_read(s, '-');
    if (!is_negative)
        (void)byte_read(s, '+');
    int h, m = 0, sec = 0;
    if (!number_read(s, &h) || h > 167 || (byte_read(s, ':') && !number_read(s, &m)) ||
        (byte_read(s, ':') && !number_read(s, &sec)) || m > 59 || sec > 59)
        return false;
    *seconds = (h * 3600 + m * 60 + sec) * (is_negative ? -1 : 1);
    return true;
}

static bool letters_read(str *s)
{
    size_t n = 0;
    if (byte_read(s, '<')) {
        size_t end = str_find(*s, STR(">"));
        *s = str_from_byte(*s, end + 1);
        return end > 0;
    }
    while (n < s->n && char_is_letter(s->at[n]))
        n++;
    *s = str_from_byte(*s, n);
    return n >= 3;
}

static bool yearly_read(str *s, struct yearly *y)
{
    *y = (struct yearly){ .second = 2 * 3600 };
    if (!byte_read(s, ','))
        return false;
    if (byte_read(s, 'M')) {
        y->form = YEARLY_WEEKDAY;
        if (!number_read(s, &y->month) || !byte_read(s, '.') || !number_read(s, &y->week) ||
            !byte_read(s, '.') || !number_read(s, &y->weekday))
            return false;
        if (y->month < 1 || y->month > 12 || y->week < 1 || y->week > 5 || y->weekday > 6)
            return false;
    } else {
        y->form = byte_read(s, 'J') ? YEARLY_JULIAN : YEARLY_DAY;
        int least = y->form == YEARLY_JULIAN;
        if (!number_read(s, &y->day) || y->day < least || y->day > 365)
            return false;
    }
    return !byte_read(s, '/') || clock_read(s, &y->second);
}

static int64_t yearly_local(const struct yearly *y, int year)
{
    date d = date_from_civil((struct civil){ year, 1, 1 });
    if (y->form == YEARLY_WEEKDAY) {
        date first = date_from_civil((struct civil){ year, y->month, 1 });
        int ahead = ((y->weekday + 6) % 7 - (int)date_weekday(first) + 7) % 7; // our Monday is 0, theirs is 1
        int day = 1 + ahead + (y->week - 1) * 7;
        while (day > month_days(year, y->month))
            day -= 7;
        d.day = first.day + day - 1;
    } else {
        bool has_leap_day = month_days(year, 2) == 29;
        int day = y->form == YEARLY_JULIAN ? y->day - 1 + (has_leap_day && y->day >= 60) : y->day;
        d.day += day;
    }
    return (int64_t)d.day * DAY_SECONDS + y->second;
}

static bool offset_is_possible(int32_t west)
{
    return west >= -OFFSET_MAX && west <= OFFSET_MAX;
}

// What lies in the table stays as it is. Behind it the later of two shifts at one instant holds: a year's summer
// may begin the second the last one's ends.
static bool yearly_add(struct arena *arena, struct zone *zone, size_t *room, size_t n_table,
                       struct shift shift)
{
    struct shift *last = &zone->shifts[zone->n - 1];
    if (shift.from > last->from)
        return shift_add(arena, zone, room, shift.from, shift.offset);
    if (shift.from == last->from && zone->n > n_table)
        last->offset = shift.offset;
    return true;
}

// The zone's last line, such as "GMT0BST,M3.5.0/1,M10.5.0", written out as shifts after the table's end.
static bool footer_read(struct arena *arena, struct zone *zone, size_t *room, str line)
{
    int32_t west, summer_west;
    struct yearly begin, end;
    if (!letters_read(&line) || !clock_read(&line, &west) || !offset_is_possible(west))
        return false;
    if (!line.n)
        return zone->shifts[zone->n - 1].offset == -west || zone->n == 1;
    if (!letters_read(&line))
        return false;
    summer_west = west - 3600;
    if (line.n && line.at[0] != ',' && !clock_read(&line, &summer_west))
        return false;
    if (!offset_is_possible(summer_west))
        return false;
    if (!yearly_read(&line, &begin) || !yearly_read(&line, &end) || line.n)
        return false;
    size_t n_table = zone->n;
    for (int year = 1970; year <= ZONE_LAST_YEAR; year++) {
        struct shift on = { yearly_local(&begin, year) + west, -summer_west };
        struct shift off = { yearly_local(&end, year) + summer_west, -west };
        struct shift first = on.from < off.from ? on : off, second = on.from < off.from ? off : on;
        if (!yearly_add(arena, zone, room, n_table, first) || !yearly_add(arena, zone, room, n_table, second))
            return false;
    }
    return true;
}

result zone_parse(struct ctx *ctx, str name, str bytes, const struct zone **out)
{
    struct reader r = { (const unsigned char *)bytes.at, bytes.n, false };
    struct header h;
    struct zone *zone = ARENA_NEW(ctx->arena, struct zone);
    size_t room = 0;
    if (!zone)
        return arena_fail(ctx);
    zone->name = str_copy(ctx->arena, name);
    bool is_read = header_read(&r, &h);
    if (is_read) {
        header_skip_body(&r, &h, 4); // the first, 32-bit half is for old readers
        is_read = !r.is_short && header_read(&r, &h) && table_read(ctx->arena, zone, &room, &r, &h);
    }
    if (is_read && r.n >= 2 && r.at[0] == '\n') {
        str rest = { (const char *)r.at + 1, r.n - 1 };
        str line = str_cut(&rest, '\n');
        is_read = !line.n || footer_read(ctx->arena, zone, &room, line);
    }
    if (arena_is_full(ctx->arena))
        return arena_fail(ctx);
    if (!is_read)
        return fail(ctx, ERR_INPUT, "the time zone file of '%.*s' is damaged", STR_ARGS(name));
    *out = zone;
    return OK;
}

static bool name_is_safe(str name)
{
    if (!name.n || name.n > ZONE_NAME_MAX || name.at[0] == '/' || str_find(name, STR("..")) < name.n)
        return false;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.at[i];
        if (!char_is_letter(c) && !char_is_digit(c) && c != '/' && c != '_' && c != '-' && c != '+')
            return false;
    }
    return true;
}

static result zone_utc(struct ctx *ctx, const struct zone **out)
{
    struct zone *zone = ARENA_NEW(ctx->arena, struct zone);
    struct shift *shift = ARENA_NEW(ctx->arena, struct shift);
    if (!zone || !shift)
        return arena_fail(ctx);
    *shift = (struct shift){ INT64_MIN, 0 };
    *zone = (struct zone){ STR("UTC"), shift, 1 };
    *out = zone;
    return OK;
}

result zone_load(struct ctx *ctx, str name, const struct zone **out)
{
    if (str_equal(name, STR("UTC")))
        return zone_utc(ctx, out);
    char path[ZONE_NAME_MAX + 64];
    str bytes;
    if (!name_is_safe(name))
        return fail(ctx, ERR_INPUT, "'%.*s' is not the name of a time zone: write one such as Europe/London",
                    STR_ARGS(name));
    snprintf(path, sizeof path, "/usr/share/zoneinfo/%.*s", STR_ARGS(name));
    if (!file_exists(path))
        return fail(ctx, ERR_INPUT,
                    "there is no time zone '%.*s': write one such as Europe/London or America/New_York",
                    STR_ARGS(name));
    result e = file_read(ctx, path, ZONE_FILE_MAX, &bytes);
    if (e)
        return e;
    return zone_parse(ctx, name, bytes, out);
}

str zone_name(const struct zone *zone)
{
    return zone->name;
}

// The last shift at or before t.
static size_t shift_at(const struct zone *zone, int64_t t)
{
    size_t low = 0, high = zone->n;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (zone->shifts[middle].from <= t)
            low = middle;
        else
            high = middle;
    }
    return low;
}

int32_t zone_offset(const struct zone *zone, instant t)
{
    return zone->shifts[shift_at(zone, t.second)].offset;
}

instant zone_instant(const struct zone *zone, date d, int32_t second_of_day, enum local_kind *kind)
{
    int64_t local = (int64_t)d.day * DAY_SECONDS + second_of_day;
    // No offset is over two days, so the shift that holds two days earlier is at or before the right one.
    size_t i = shift_at(zone, local - 2 * DAY_SECONDS);
    if (kind)
        *kind = LOCAL_ONCE;
    // Under shift i, `local` is the instant local - offset; it is the first that is not past shift i + 1.
    while (i + 1 < zone->n && local - zone->shifts[i].offset >= zone->shifts[i + 1].from) {
        int64_t after = local - zone->shifts[i + 1].offset;
        if (after < zone->shifts[i + 1].from) { // skipped: the next offset would put it before its own start
            if (kind)
                *kind = LOCAL_SKIPPED;
            break;
        }
        i++;
    }
    int64_t t = local - zone->shifts[i].offset;
    if (kind && *kind == LOCAL_ONCE && i + 1 < zone->n &&
        local - zone->shifts[i + 1].offset >= zone->shifts[i + 1].from)
        *kind = LOCAL_TWICE;
    return (instant){ t };
}

date zone_date(const struct zone *zone, instant t, int32_t *second_of_day)
{
    if (t.second < -INSTANT_MAX || t.second > INSTANT_MAX)
        t.second = t.second < 0 ? -INSTANT_MAX : INSTANT_MAX;
    int64_t local = t.second + zone_offset(zone, t);
    int64_t day = local / DAY_SECONDS;
    if (local % DAY_SECONDS < 0)
        day--;
    if (second_of_day)
        *second_of_day = (int32_t)(local - day * DAY_SECONDS);
    return (date){ (int32_t)day };
}

instant zone_midnight(const struct zone *zone, date d)
{
    enum local_kind kind;
    instant t = zone_instant(zone, d, 0, &kind);
    // A gap that begins before midnight (Toronto 1919, Apia 2011): the day begins where the gap ends.
    return kind == LOCAL_SKIPPED ? (instant){ zone->shifts[shift_at(zone, t.second)].from } : t;
}

bool zone_is_steady(const struct zone *zone, date d, int32_t *offset)
{
    int64_t local = (int64_t)d.day * DAY_SECONDS, about = (int64_t)OFFSET_MAX + DAY_SECONDS;
    size_t i = shift_at(zone, local - about); // no shift between here and the next makes any difference to the day
    *offset = zone->shifts[i].offset;
    return i + 1 == zone->n || zone->shifts[i + 1].from > local + DAY_SECONDS + about;
}

void instant_write(struct buffer *out, const struct zone *zone, instant t)
{
    if (instant_is_none(t))
        return;
    int32_t second, offset = zone_offset(zone, t), minutes = (offset < 0 ? -offset : offset) / 60;
    date_write(out, zone_date(zone, t, &second));
    const int parts[] = { second / 3600, second / 60 % 60, second % 60, minutes / 60, minutes % 60 };
    const char marks[] = { 'T', ':', ':', offset < 0 ? '-' : '+', ':' };
    for (size_t i = 0; i < sizeof marks; i++) {
        buffer_byte(out, marks[i]);
        buffer_digits(out, parts[i], 2);
    }
}

void instant_write_words(struct buffer *out, const struct zone *zone, instant t)
{
    int32_t second;
    date d = zone_date(zone, t, &second);
    buffer_print(out, "%s ", weekday_name(date_weekday(d)));
    date_write_words(out, d);
    buffer_print(out, " at %02d:%02d", second / 3600, second / 60 % 60);
    if (second % 60)
        buffer_print(out, ":%02d", second % 60);
}

static bool digits_read(str *s, size_t n, int *value)
{
    int64_t v;
    if (!str_to_int(str_slice(*s, 0, n), &v) || s->n < n)
        return false;
    *s = str_from_byte(*s, n);
    *value = (int)v;
    return true;
}

static bool offset_read(str *s, struct stamp *stamp)
{
    if (!s->n)
        return true;
    int h, m = 0;
    char sign = s->at[0];
    *s = str_from_byte(*s, 1);
    stamp->has_offset = true;
    if ((sign == 'Z' || sign == 'z') && !s->n)
        return true;
    if ((sign != '+' && sign != '-') || !digits_read(s, 2, &h))
        return false;
    bool has_colon = byte_read(s, ':');
    if ((has_colon || s->n) && !digits_read(s, 2, &m))
        return false;
    stamp->offset = (h * 3600 + m * 60) * (sign == '-' ? -1 : 1);
    return !s->n && h <= 23 && m <= 59;
}

bool stamp_parse(str s, struct stamp *stamp)
{
    int h, m, sec = 0;
    *stamp = (struct stamp){ 0 };
    s = str_trim(s);
    if (!date_parse(str_slice(s, 0, 10), &stamp->day))
        return false;
    s = str_from_byte(s, 10);
    if (!s.n)
        return true;
    if (!byte_read(&s, 'T') && !byte_read(&s, 't') && !byte_read(&s, ' '))
        return false;
    if (!digits_read(&s, 2, &h) || !byte_read(&s, ':') || !digits_read(&s, 2, &m))
        return false;
    if (byte_read(&s, ':') && !digits_read(&s, 2, &sec))
        return false;
    if (byte_read(&s, '.') || byte_read(&s, ',')) {
        size_t n = 0;
        while (n < s.n && char_is_digit(s.at[n]))
            n++;
        if (!n)
            return false;
        s = str_from_byte(s, n);
    }
    (void)byte_read(&s, ' ');
    if (h > 23 || m > 59 || sec > 60)
        return false;
    stamp->has_time = true;
    stamp->second = h * 3600 + m * 60 + (sec == 60 ? 59 : sec); // a leap second is its minute's last
    return offset_read(&s, stamp);
}

instant stamp_instant(const struct zone *zone, struct stamp stamp, enum local_kind *kind)
{
    if (!stamp.has_offset)
        return zone_instant(zone, stamp.day, stamp.second, kind);
    if (kind)
        *kind = LOCAL_ONCE;
    return (instant){ (int64_t)stamp.day.day * DAY_SECONDS + stamp.second - stamp.offset };
}
