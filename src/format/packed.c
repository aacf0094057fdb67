#include "format/packed_row.h"

#include "base/pages.h"
#include "base/utf8.h"
#include "base/watch.h"

enum { PIECE = 32 * 1024, AHEAD = 1024 * 1024, MARKS_SPARE = 80, FETCH = 8 }; // FETCH: rows

size_t packed_marks_most(void)
{
    return 1 + PIECE + MARKS_SPARE;
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
    file->has_points = r->places[COLUMN_LATITUDE].n || r->places[COLUMN_LONGITUDE].n;
    file->has_others = r->places[COLUMN_SOURCE_DUE].n || file->n_events || file->n_pauses;
    file->decides = intake_statuses_decide(in);
    file->lists_statuses = m->statuses.n && in->wanted[COLUMN_STATUS].column->names.n;
    quick_time_open(&m->time_formats, &file->time);
    return zone_days_build(in->ctx, m->zone, &file->days);
}

static bool is_text(str bytes)
{
    return utf8_text_invalid_at(bytes) == bytes.n;
}

// An odd row's id, as far as it can be told, stands in the order of the others.
COLD static void odd_take(struct packed_part *part, size_t offset, bool is_read)
{
    struct packed_odd *odd = LIST_PUSH(part->arena, &part->odd);
    if (odd)
        *odd = (struct packed_odd){ offset, part->n_numbers };
    else
        part->fault = PACKED_FULL;
    if (!is_read && !part->is_unordered) {
        part->is_unordered = true;
        part->hashed_from = part->n;
    }
}

HOT void packed_note(struct packed_part *part, size_t offset)
{
    if (part->offsets)
        part->offsets[part->n - 1] = offset;
    if (part->numbers)
        part->numbers[part->n - 1] = part->n_numbers;
}

// row: NULL if its values can't be told.
COLD static void careful_take(struct packed_part *part, const struct row_at *row, size_t offset)
{
    if (row && row_pack(part, *row, false))
        packed_note(part, offset);
    else
        odd_take(part, offset, row);
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
    careful_take(part, is_usual ? &row : NULL, (size_t)(csv->line.at - file->bytes.at));
    return csv->at;
}

// Whether the next marks are those of a row without quotes.
HOT bool row_is_plain(const struct packed_file *file, const char *base, const uint32_t *marks)
{
    size_t last = file->n_columns - 1;
    bool is_plain = base[marks[last]] == file->marks.line_end;
    for (size_t i = 0; i < last; i++)
        is_plain &= base[marks[i]] == file->marks.delimiter;
    return is_plain && last > 0;
}

// Some bytes of the file and the marks in them; next: the first mark at or behind where the next row begins.
struct piece {
    size_t at;
    str window;
    struct scan scan;
    uint32_t *marks; // of the scan, and one before
    size_t start, next;
    bool is_last;
};

static struct piece piece_open(struct packed_part *part, size_t at)
{
    const struct packed_file *file = part->file;
    struct piece p = { .at = at, .window = str_slice(file->bytes, at, at + PIECE), .marks = part->marks + 1 };
    p.scan = scan_marks(p.window, file->marks, file->is_portable ? SCAN_PORTABLE : SCAN_BEST, p.marks);
    p.marks[-1] = UINT32_MAX; // the row before ended one byte before this
    p.is_last = at + p.window.n == file->bytes.n;
    return p;
}

// The plain rows that begin here, until one is not or none is left.
HOT void plain_read(struct packed_part *part, struct piece *p, bool is_wide)
{
    const struct packed_file *file = part->file;
    const size_t n_columns = file->n_columns, n_marks = p->scan.n, to = part->to;
    size_t start = p->start, next = p->next;
    while (next + n_columns <= n_marks && p->at + start < to && !part->fault &&
           row_is_plain(file, p->window.at, p->marks + next)) {
        struct row_at row = { p->window.at, p->marks + next, NULL };
        size_t end = row.marks[n_columns - 1];
        if (next + (FETCH + 1) * n_columns <= n_marks)
            area_fetch(part, (struct row_at){ p->window.at, row.marks + FETCH * n_columns, NULL });
        bool is_text_row = p->scan.is_plain || is_text(str_slice(p->window, start, end));
        if (is_text_row && row_pack(part, row, is_wide))
            packed_note(part, p->at + start);
        else
            odd_take(part, p->at + start, is_text_row);
        part->n_numbers++;
        part->n_rows++;
        start = end + 1;
        next += n_columns;
    }
    p->start = start;
    p->next = next;
}

static void plain_read_portable(struct packed_part *part, struct piece *p)
{
    plain_read(part, p, false);
}

WIDE static void plain_read_wide(struct packed_part *part, struct piece *p)
{
    plain_read(part, p, true);
}

// The rows that begin in one piece. Returns where the first that does not begins.
static size_t piece_read(struct packed_part *part, size_t at, bool is_wide)
{
    struct piece p = piece_open(part, at);
    while (at + p.start < part->to && p.start < p.window.n && !part->fault) {
        size_t before = p.start;
        if (is_wide)
            plain_read_wide(part, &p);
        else
            plain_read_portable(part, &p);
        if (p.start > before)
            continue;
        if (!p.is_last && p.start && p.next + part->file->n_columns > p.scan.n)
            break; // it may end in the next piece
        p.start = careful_read(part, at + p.start) - at;
        while (p.next < p.scan.n && p.marks[p.next] < p.start)
            p.next++;
        p.marks[(ptrdiff_t)p.next - 1] = (uint32_t)p.start - 1;
    }
    return at + p.start;
}

bool packed_follows(const struct packed_part *part, str before)
{
    return !part->is_unordered && (!part->first_id.n || id_follows(part->first_id, before));
}

void packed_part_read(struct packed_part *part)
{
    const bool is_wide = !part->file->is_portable && wide_is_there();
    size_t at = part->ended > part->from ? part->ended : part->from;
    while (at < part->to && !part->fault && !(part->is_stopped && *part->is_stopped) &&
           !(part->pause && part->n >= part->pause)) {
        struct packed_piece *piece = LIST_PUSH(part->arena, &part->pieces);
        if (!piece) {
            part->fault = PACKED_FULL;
            return;
        }
        if (at >= part->mapped) {
            part->mapped = at + AHEAD < part->to ? at + AHEAD : part->to;
            pages_map(part->file->bytes.at + at, part->mapped - at);
        }
        *piece = (struct packed_piece){ at, part->n, part->n_numbers };
        size_t from = at;
        at = piece_read(part, at, is_wide);
        watch_add(WATCH_BYTES, at - from);
    }
    part->ended = at;
}
