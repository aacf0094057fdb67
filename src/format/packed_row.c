// What is not in every row, or not in most files.
#include "format/packed_row.h"

#include "format/time_format.h"

enum { DIGITS_MOST = 3, DEGREE_BYTES_MAX = 32 };

str cell_clean(const struct packed_file *file, str raw)
{
    const struct str_list *words = &file->mapping->empty_words;
    raw = str_trim(raw);
    for (size_t i = 0; i < words->n; i++)
        if (str_same_name(raw, words->at[i]))
            return (str){ "", 0 };
    return raw;
}

str cell_of_several(const struct packed_file *file, struct row_at row, size_t wanted)
{
    const struct place_list *places = &file->places[wanted];
    str value = { "", 0 };
    for (size_t i = 0; i < places->n && !value.n; i++)
        value = cell_clean(file, cell_raw(row, places->at[i]));
    return value;
}

bool row_time_read(const struct packed_file *file, str value, struct read_time *time)
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

bool row_word_find(struct packed_part *part, struct quick_words *words, str value, int64_t *number)
{
    *number = quick_words_find(part->arena, words, value);
    if (*number < 0)
        part->fault = PACKED_FULL;
    return *number >= 0;
}

// What the status says, CASE_OPEN and so on; STATUS_UNLISTED where it says nothing. False if that is a problem.
bool row_status_pack(struct packed_part *part, str value, int64_t *status)
{
    const struct packed_file *file = part->file;
    int64_t number;
    *status = STATUS_UNLISTED;
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

// "53.4128" and the like, that lie on the globe without a closer look.
static bool is_plain_degree(str value, int most)
{
    size_t i = value.n && value.at[0] == '-', digits = 0;
    int whole = 0;
    for (; i < value.n && char_is_digit(value.at[i]); i++, digits++)
        whole = digits < DIGITS_MOST ? whole * 10 + (value.at[i] - '0') : most;
    if (!digits || whole >= most || value.n > DEGREE_BYTES_MAX)
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

bool row_point_pack(const struct packed_file *file, struct row_at row, struct packed *to)
{
    str latitude = cell_value(file, row, COLUMN_LATITUDE),
        longitude = cell_value(file, row, COLUMN_LONGITUDE);
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

bool row_others_are_plain(const struct packed_file *file, struct row_at row)
{
    struct read_time t;
    str due = cell_value(file, row, COLUMN_SOURCE_DUE);
    if (due.n && !row_time_read(file, due, &t))
        return false;
    for (size_t i = 0; i < file->n_events; i++) {
        str value = cell_value(file, row, file->first_event + i);
        if (value.n && !row_time_read(file, value, &t))
            return false;
    }
    for (size_t i = 0; i < file->n_pauses; i++)
        if (cell_value(file, row, file->first_pause + i).n)
            return false;
    return true;
}
