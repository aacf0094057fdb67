// How one row of a CSV file is packed, for packed.c alone, whose loops it is part of (base/wide.h). What most rows have
// is written out here; the rest is called (packed_row.c).
#pragma once

#include "format/packed.h"
#include "format/quick_time_wide.h"

// One row: its values by where the marks stand, or as csv.c has them.
struct row_at {
    const char *base;
    const uint32_t *marks;          // the end of each value, from base; marks[-1]: of the row before it
    const struct csv_field *fields; // NULL if marks say
};

// A time, or the midnight that begins a date without one.
struct read_time {
    int64_t second;
    bool is_day;
};

// wanted: a column, or an event's or pause's behind them.
str cell_of_several(const struct packed_file *file, struct row_at row, size_t wanted);
str cell_clean(const struct packed_file *file, str raw); // trimmed; empty if the mapping says it is
bool row_time_read(const struct packed_file *file, str value, struct read_time *time);
bool row_status_pack(struct packed_part *part, str value, int64_t *status);
bool row_point_pack(const struct packed_file *file, struct row_at row, struct packed *to);
// What is no part of a packed row must at least be no problem.
bool row_others_are_plain(const struct packed_file *file, struct row_at row);
bool row_word_find(struct packed_part *part, struct quick_words *words, str value, int64_t *number);

HOT str cell_raw(struct row_at row, size_t column)
{
    if (row.fields)
        return row.fields[column].raw;
    uint32_t from = row.marks[(ptrdiff_t)column - 1] + 1; // where a file begins this turns round to 0
    return (str){ row.base + from, row.marks[column] - from };
}

HOT bool is_letter_like(char c)
{
    return c > ' '; // signed: not white space, not the start or the end of a no-break space
}

// Of several columns the first that has a value.
HOT str cell_value(const struct packed_file *file, struct row_at row, size_t wanted)
{
    const struct place_list *places = &file->places[wanted];
    if (places->n != 1)
        return places->n ? cell_of_several(file, row, wanted) : (str){ "", 0 };
    str raw = cell_raw(row, places->at[0]);
    bool is_clean = !raw.n || (is_letter_like(raw.at[0]) && is_letter_like(raw.at[raw.n - 1]));
    return is_clean && !file->mapping->empty_words.n ? raw : cell_clean(file, raw);
}

HOT bool time_pack(const struct packed_file *file, str value, bool is_wide, struct read_time *time)
{
    time->is_day = false;
#if HAS_WIDE
    if (is_wide && quick_time_wide(&file->time, file->days, value, &time->second))
        return true;
#endif
    (void)is_wide;
    return row_time_read(file, value, time);
}

HOT bool time_fits(int64_t second)
{
    return second > 0 && second < UINT32_MAX;
}

HOT bool opened_pack(const struct packed_file *file, struct row_at row, bool is_wide, struct packed *to)
{
    struct read_time t;
    str value = cell_value(file, row, COLUMN_OPENED);
    if (!value.n || !time_pack(file, value, is_wide, &t) || !time_fits(t.second))
        return false;
    to->opened = (uint32_t)t.second;
    to->flags |= t.is_day ? PACKED_OPENED_DAY : 0;
    return true;
}

// The last second of what is closed: of a date alone, of its day.
HOT int64_t closed_last(const struct packed_file *file, struct read_time t)
{
    if (!t.is_day)
        return t.second;
    date day = zone_date(file->mapping->zone, (instant){ t.second }, NULL);
    return zone_midnight(file->mapping->zone, date_add_days(day, 1)).second - 1;
}

HOT bool closed_pack(struct packed_part *part, struct row_at row, bool is_wide, struct packed *to)
{
    const struct packed_file *file = part->file;
    int64_t status = STATUS_UNLISTED;
    struct read_time t;
    if (file->lists_statuses && !row_status_pack(part, cell_value(file, row, COLUMN_STATUS), &status))
        return false;
    str value = cell_value(file, row, COLUMN_CLOSED);
    bool by_time = status == CASE_EXCLUDED || !file->decides;
    bool is_open = by_time ? !value.n : status == CASE_OPEN;
    to->status = (uint8_t)(status == CASE_EXCLUDED ? CASE_EXCLUDED
                               : is_open           ? CASE_OPEN
                               : by_time           ? CASE_CLOSED
                                                   : (enum case_status)status);
    if (is_open)
        return !value.n;
    if (!value.n || !time_pack(file, value, is_wide, &t) || !time_fits(t.second) ||
        closed_last(file, t) < to->opened)
        return false;
    to->closed = (uint32_t)t.second;
    to->flags |= t.is_day ? PACKED_CLOSED_DAY : 0;
    return true;
}

HOT bool word_pack(struct packed_part *part, struct quick_words *words, str value, int64_t *number)
{
    *number = quick_words_known(words, value);
    return *number >= 0 || row_word_find(part, words, value, number);
}

HOT bool area_pack(struct packed_part *part, struct row_at row, struct packed *to)
{
    int64_t number;
    str value = cell_value(part->file, row, COLUMN_AREA);
    if (!value.n)
        return true;
    if (!word_pack(part, &part->areas, value, &number) || number >= PACKED_POLYGON - 1)
        return false;
    to->area = (uint32_t)number + 1;
    return true;
}

HOT void area_fetch(const struct packed_part *part, struct row_at row)
{
    const struct place_list *places = &part->file->places[COLUMN_AREA];
    if (places->n == 1)
        quick_words_fetch(&part->areas, cell_raw(row, places->at[0]));
}

HOT bool service_pack(struct packed_part *part, struct row_at row, struct packed *to)
{
    int64_t number;
    str value = cell_value(part->file, row, COLUMN_SERVICE);
    if (!value.n || !word_pack(part, &part->services, value, &number))
        return false;
    if (number > PACKED_SERVICES_MAX) {
        part->fault = PACKED_TOO_MANY_SERVICES;
        return false;
    }
    to->service = (uint16_t)number;
    return true;
}

HOT void service_count(struct packed_part *part, size_t service)
{
    struct quick_word *word = &part->services.list.at[service];
    if (!word->n++)
        word->first_row = part->n_numbers;
}

// See packed_follows.
HOT bool id_follows(str id, str before)
{
    if (id.n != before.n)
        return id.n > before.n;
    if (id.n == 8) {
        uint64_t a = quick_load(id.at), b = quick_load(before.at);
        return __builtin_bswap64(a) > __builtin_bswap64(b);
    }
    return memcmp(id.at, before.at, id.n) > 0;
}

// Ids are looked at in their order until one does not follow; from there on their hashes are kept.
HOT void id_take(struct packed_part *part, str id)
{
    if (!part->is_unordered && !id_follows(id, part->last_id)) {
        part->is_unordered = true;
        part->hashed_from = part->n;
    }
    if (part->is_unordered && part->ids)
        part->ids[part->n] = quick_hash(id);
    if (!part->first_id.n)
        part->first_id = id;
    part->last_id = id;
}

// False if the row is an odd one.
HOT bool row_pack(struct packed_part *part, struct row_at row, bool is_wide)
{
    const struct packed_file *file = part->file;
    struct packed to = { .closed = PACKED_NEVER };
    if (part->n == part->room) {
        part->fault = PACKED_FULL;
        return false;
    }
    if (file->has_ids) {
        str id = cell_value(file, row, COLUMN_ID);
        if (!id.n)
            return false;
        id_take(part, id);
    }
    if (!opened_pack(file, row, is_wide, &to) || !closed_pack(part, row, is_wide, &to) ||
        (file->places[COLUMN_AREA].n && !area_pack(part, row, &to)) ||
        (file->has_points && !row_point_pack(file, row, &to)) ||
        (file->has_others && !row_others_are_plain(file, row)) || !service_pack(part, row, &to))
        return false;
    if (!part->offsets)
        service_count(part, to.service);
    part->has_days |= (to.flags & (PACKED_OPENED_DAY | PACKED_CLOSED_DAY)) != 0;
    part->rows[part->n++ - part->gone] = to;
    return true;
}
