#include "format/packed.h"

#include "base/utf8.h"
#include "base/watch.h"
#include "format/time_format.h"

#include <string.h>

enum { PIECE = 64 * 1024, MARKS_SPARE = 80, DIGITS_MOST = 3 };

// One row: its values by where the marks stand, or as csv.c has them.
struct row_at {
    const char *base;
    const uint32_t *marks; // the end of each value, from base
    uint32_t start;
    const struct csv_field *fields; // NULL if marks say
};

size_t packed_marks_most(void)
{
    return PIECE + MARKS_SPARE;
}

size_t packed_rows_most(const struct packed_file *file, size_t bytes)
{
    return bytes / (file->n_columns > 1 ? file->n_columns : 2) + 2; // a byte for each value's end
}

size_t packed_cut(const struct packed_file *file, size_t at)
{
    str rest = str_from_byte(file->bytes, at);
    size_t end = str_find(rest, (str){ &file->marks.line_end, 1 });
    return end == rest.n ? file->bytes.n : at + end + 1;
}

result packed_file_open(struct intake *in, const struct csv_rows *r, bool is_header, struct packed_file *file)
{
    const struct mapping *m = in->mapping;
    *file = (struct packed_file){ .mapping = m, .bytes = in->reader.bytes, .places = r->places };
    file->marks = (struct scan_marks){ r->csv.delimiter, r->csv.line_end };
    file->n_columns = r->n_columns;
    file->first = is_header ? r->csv.at : (size_t)(r->csv.line.at - file->bytes.at);
    file->first_row = r->csv.row + (is_header ? 1 : 0);
    file->first_event = in->first_event;
    file->n_events = m->events.n;
    file->first_pause = in->first_pause;
    file->n_pauses = 2 * m->pauses.n;
    file->has_ids = in->wanted[COLUMN_ID].is_found;
    file->decides = intake_statuses_decide(in);
    file->lists_statuses = m->statuses.n && in->wanted[COLUMN_STATUS].column->names.n;
    quick_time_open(&m->time_formats, &file->time);
    return zone_days_build(in->ctx, m->zone, &file->days);
}

static inline str field_raw(const struct row_at *row, size_t column)
{
    if (row->fields)
        return row->fields[column].raw;
    uint32_t from = column ? row->marks[column - 1] + 1 : row->start;
    return (str){ row->base + from, row->marks[column] - from };
}

static inline bool is_letter_like(char c)
{
    return c > ' '; // signed: not white space, not the start or the end of a no-break space
}

static str cleaned(const struct packed_file *file, str raw)
{
    const struct str_list *words = &file->mapping->empty_words;
    if (raw.n && (!is_letter_like(raw.at[0]) || !is_letter_like(raw.at[raw.n - 1])))
        raw = str_trim(raw);
    for (size_t i = 0; i < words->n; i++)
        if (str_same_name(raw, words->at[i]))
            return (str){ "", 0 };
    return raw;
}

// Of several columns the first that has a value.
static inline str value_of(const struct packed_file *file, const struct row_at *row, size_t wanted)
{
    const struct place_list *places = &file->places[wanted];
    str value = { "", 0 };
    for (size_t i = 0; i < places->n && !value.n; i++)
        value = cleaned(file, field_raw(row, places->at[i]));
    return value;
}

// A time, or the midnight that begins a date without one.
struct read_time {
    int64_t second;
    bool is_day;
};

static bool time_read(const struct packed_file *file, str value, struct read_time *time)
{
    struct stamp stamp;
    time->is_day = false;
    if (quick_time_read(&file->time, file->days, value, file->is_portable, &time->second))
        return true;
    if (!time_parse(&file->mapping->time_formats, value, &stamp))
        return false;
    struct moment m = time_moment(file->mapping->zone, stamp);
    time->is_day = !stamp.has_time;
    time->second = m.first.second;
    return true;
}

static inline bool fits(int64_t second)
{
    return second > 0 && second < UINT32_MAX;
}

static bool opened_pack(const struct packed_file *file, const struct row_at *row, struct packed *to)
{
    struct read_time t;
    str value = value_of(file, row, COLUMN_OPENED);
    if (!value.n || !time_read(file, value, &t) || !fits(t.second))
        return false;
    to->opened = (uint32_t)t.second;
    to->flags |= t.is_day ? PACKED_OPENED_DAY : 0;
    return true;
}

static bool word_pack(struct packed_part *part, struct quick_words *words, str value, int64_t *number)
{
    *number = quick_words_find(part->arena, words, value);
    if (*number < 0)
        part->fault = PACKED_FULL;
    return *number >= 0;
}

static bool service_pack(struct packed_part *part, const struct row_at *row, struct packed *to)
{
    int64_t number;
    str value = value_of(part->file, row, COLUMN_SERVICE);
    if (!value.n || !word_pack(part, &part->services, value, &number))
        return false;
    if (number > PACKED_SERVICES_MAX) {
        part->fault = PACKED_TOO_MANY_SERVICES;
        return false;
    }
    to->service = (uint16_t)number;
    return true;
}

static inline void service_count(struct packed_part *part, size_t service)
{
    struct quick_word *word = &part->services.list.at[service];
    if (!word->n++)
        word->first_row = part->n_numbers;
}

// What the status says, CASE_OPEN and so on; STATUS_UNLISTED where it says nothing. False if that is a problem.
static bool status_pack(struct packed_part *part, const struct row_at *row, int64_t *status)
{
    const struct packed_file *file = part->file;
    int64_t number;
    *status = STATUS_UNLISTED;
    if (!file->lists_statuses)
        return true;
    str value = value_of(file, row, COLUMN_STATUS);
    if (!word_pack(part, &part->statuses, value, &number))
        return false;
    struct quick_word *word = &part->statuses.list.at[number];
    if (!word->n++) {
        word->value = STATUS_UNLISTED;
        for (size_t i = 0; i < file->mapping->statuses.n; i++)
            if (str_same_name(file->mapping->statuses.at[i].name, value))
                word->value = file->mapping->statuses.at[i].status;
    }
    *status = word->value;
    return word->value != STATUS_UNLISTED || !file->decides;
}

// The last second of what is closed: of a date alone, of its day.
static int64_t closed_last(const struct packed_file *file, struct read_time t)
{
    if (!t.is_day)
        return t.second;
    date day = zone_date(file->mapping->zone, (instant){ t.second }, NULL);
    return zone_midnight(file->mapping->zone, date_add_days(day, 1)).second - 1;
}

static bool closed_pack(struct packed_part *part, const struct row_at *row, struct packed *to)
{
    const struct packed_file *file = part->file;
    int64_t status;
    struct read_time t;
    if (!status_pack(part, row, &status))
        return false;
    str value = value_of(file, row, COLUMN_CLOSED);
    bool by_time = status == CASE_EXCLUDED || !file->decides;
    bool is_open = by_time ? !value.n : status == CASE_OPEN;
    to->status = (uint8_t)(status == CASE_EXCLUDED ? CASE_EXCLUDED
                               : is_open           ? CASE_OPEN
                               : by_time           ? CASE_CLOSED
                                                   : (enum case_status)status);
    if (is_open)
        return !value.n;
    if (!value.n || !time_read(file, value, &t) || !fits(t.second) || closed_last(file, t) < to->opened)
        return false;
    to->closed = (uint32_t)t.second;
    to->flags |= t.is_day ? PACKED_CLOSED_DAY : 0;
    return true;
}

// "53.4128" and the like, that lie on the globe without a closer look.
static bool is_plain_degree(str value, int most)
{
    size_t i = value.n && value.at[0] == '-', digits = 0;
    int whole = 0;
    for (; i < value.n && char_is_digit(value.at[i]); i++, digits++)
        whole = digits < DIGITS_MOST ? whole * 10 + (value.at[i] - '0') : most;
    if (!digits || whole >= most || value.n > 32)
        return false;
    if (i < value.n && value.at[i] == '.')
        for (i++; i < value.n && char_is_digit(value.at[i]);)
            i++;
    return i == value.n;
}

static bool degree_read(str value, int most, bool is_wanted, double *degree)
{
    if (!is_wanted && is_plain_degree(value, most))
        return true;
    return str_to_double(value, degree) && *degree >= -most && *degree <= most;
}

static bool point_pack(const struct packed_file *file, const struct row_at *row, struct packed *to)
{
    str latitude = value_of(file, row, COLUMN_LATITUDE), longitude = value_of(file, row, COLUMN_LONGITUDE);
    bool is_wanted = file->polygons && to->area == PACKED_AREA_NONE;
    double y = 0, x = 0;
    if (!latitude.n && !longitude.n)
        return true;
    if (!degree_read(latitude, 90, is_wanted, &y) || !degree_read(longitude, 180, is_wanted, &x))
        return false;
    int64_t found = is_wanted ? areas_find(file->polygons, y, x) : -1;
    if (found >= 0)
        to->area = PACKED_POLYGON | (uint32_t)found;
    else if (is_wanted)
        to->flags |= PACKED_OUTSIDE;
    return true;
}

static bool area_pack(struct packed_part *part, const struct row_at *row, struct packed *to)
{
    int64_t number;
    str value = value_of(part->file, row, COLUMN_AREA);
    if (!value.n)
        return true;
    if (!word_pack(part, &part->areas, value, &number) || number >= PACKED_POLYGON - 1)
        return false;
    to->area = (uint32_t)number + 1;
    return true;
}

// What is no part of a packed row must at least be no problem.
static bool others_are_plain(const struct packed_file *file, const struct row_at *row)
{
    struct read_time t;
    str due = value_of(file, row, COLUMN_SOURCE_DUE);
    if (due.n && !time_read(file, due, &t))
        return false;
    for (size_t i = 0; i < file->n_events; i++) {
        str value = value_of(file, row, file->first_event + i);
        if (value.n && !time_read(file, value, &t))
            return false;
    }
    for (size_t i = 0; i < file->n_pauses; i++)
        if (value_of(file, row, file->first_pause + i).n)
            return false;
    return true;
}

bool packed_follows(str id, str before)
{
    return id.n != before.n ? id.n > before.n : memcmp(id.at, before.at, id.n) > 0;
}

static inline void id_keep(struct packed_part *part, str id)
{
    part->ids[part->n] = quick_hash(id);
    if (!part->n)
        part->first_id = id;
    else if (!part->is_unordered)
        part->is_unordered = !packed_follows(id, part->last_id);
    part->last_id = id;
}

// False if the row is an odd one.
static bool row_pack(struct packed_part *part, const struct row_at *row)
{
    const struct packed_file *file = part->file;
    struct packed to = { .closed = PACKED_NEVER };
    if (part->n == part->room) {
        part->fault = PACKED_FULL;
        return false;
    }
    if (!opened_pack(file, row, &to) || !closed_pack(part, row, &to) || !area_pack(part, row, &to) ||
        !point_pack(file, row, &to) || !others_are_plain(file, row))
        return false;
    if (file->has_ids) {
        str id = value_of(file, row, COLUMN_ID);
        if (!id.n)
            return false;
        if (part->ids)
            id_keep(part, id);
    }
    if (!service_pack(part, row, &to))
        return false;
    if (!part->offsets)
        service_count(part, to.service);
    part->has_days |= (to.flags & (PACKED_OPENED_DAY | PACKED_CLOSED_DAY)) != 0;
    part->rows[part->n++] = to;
    return true;
}

static bool is_text(str bytes)
{
    return utf8_text_invalid_at(bytes) == bytes.n;
}

static void row_take(struct packed_part *part, const struct row_at *row, size_t offset)
{
    size_t before = part->n;
    bool is_packed = row && row_pack(part, row);
    if (is_packed && part->offsets)
        part->offsets[before] = offset;
    if (is_packed && part->numbers)
        part->numbers[before] = part->n_numbers;
    struct packed_odd *odd = is_packed ? NULL : LIST_PUSH(part->arena, &part->odd);
    if (odd)
        *odd = (struct packed_odd){ offset, part->n_numbers };
    else if (!is_packed)
        part->fault = PACKED_FULL;
    part->n_numbers++;
    part->n_rows++;
}

// A row with quotes, or not of the usual number of values, as csv.c reads it. Returns where the next begins.
static size_t careful_read(struct packed_part *part, size_t at)
{
    const struct packed_file *file = part->file;
    struct csv *csv = &part->csv;
    csv->at = at;
    csv->row = 0;
    if (!csv_next(csv))
        return file->bytes.n;
    part->n_numbers += csv->row - 1; // blank lines before it
    bool is_usual = !csv->fault && csv->n == file->n_columns && is_text(str_slice(file->bytes, at, csv->at));
    for (size_t i = 0; is_usual && i < csv->n; i++)
        is_usual = !csv->fields[i].has_doubles;
    struct row_at row = { .fields = csv->fields };
    row_take(part, is_usual ? &row : NULL, (size_t)(csv->line.at - file->bytes.at));
    return csv->at;
}

// Whether the next marks are those of a row without quotes.
static inline bool row_is_plain(const struct packed_file *file, const char *base, const uint32_t *marks)
{
    size_t last = file->n_columns - 1;
    bool is_plain = base[marks[last]] == file->marks.line_end;
    for (size_t i = 0; i < last; i++)
        is_plain &= base[marks[i]] == file->marks.delimiter;
    return is_plain && last > 0;
}

// The rows that begin in one piece. Returns where the first that does not begins.
static size_t piece_read(struct packed_part *part, size_t at)
{
    const struct packed_file *file = part->file;
    str window = str_slice(file->bytes, at, at + PIECE);
    struct scan s = scan_marks(window, file->marks, file->is_portable ? SCAN_PORTABLE : SCAN_BEST,
                               part->marks);
    size_t start = 0, i = 0;
    bool is_last = at + window.n == file->bytes.n;
    while (at + start < part->to && start < window.n && !part->fault) {
        if (i + file->n_columns <= s.n && row_is_plain(file, window.at, s.at + i)) {
            struct row_at row = { window.at, s.at + i, (uint32_t)start, NULL };
            size_t end = s.at[i + file->n_columns - 1];
            bool is_text_row = s.is_plain || is_text(str_slice(window, start, end));
            row_take(part, is_text_row ? &row : NULL, at + start);
            start = end + 1;
            i += file->n_columns;
            continue;
        }
        if (!is_last && start && i + file->n_columns > s.n)
            break; // it may end in the next piece
        start = careful_read(part, at + start) - at;
        while (i < s.n && s.at[i] < start)
            i++;
    }
    return at + start;
}

void packed_part_read(struct packed_part *part)
{
    size_t at = part->from;
    while (at < part->to && !part->fault && !(part->is_stopped && *part->is_stopped)) {
        struct packed_piece *piece = LIST_PUSH(part->arena, &part->pieces);
        if (!piece) {
            part->fault = PACKED_FULL;
            return;
        }
        *piece = (struct packed_piece){ at, part->n, part->n_numbers };
        size_t from = at;
        at = piece_read(part, at);
        watch_add(WATCH_BYTES, at - from);
    }
    part->ended = at;
}
