#include "format/csv.h"

#include <string.h>

result csv_open(struct ctx *ctx, str bytes, char delimiter, struct csv *csv)
{
    *csv = (struct csv){ .bytes = bytes, .delimiter = delimiter, .line_end = '\n' };
    csv->fields = ARENA_ARRAY(ctx->arena, struct csv_field, CSV_FIELDS_MAX);
    if (!csv->fields)
        return arena_fail(ctx);
    if (str_starts(bytes, STR("\xEF\xBB\xBF")))
        csv->at = 3;
    if (!str_has(bytes, '\n') && str_has(bytes, '\r')) // as old Macintosh programs wrote
        csv->line_end = '\r';
    return OK;
}

static size_t find(str s, size_t from, char c)
{
    const char *found = from < s.n ? memchr(s.at + from, c, s.n - from) : NULL;
    return found ? (size_t)(found - s.at) : s.n;
}

static void field_put(struct csv *csv, str raw, bool has_doubles)
{
    if (csv->n == CSV_FIELDS_MAX)
        csv->fault = CSV_TOO_MANY;
    else if (raw.n > CSV_FIELD_MAX)
        csv->fault = CSV_TOO_LONG;
    else
        csv->fields[csv->n++] = (struct csv_field){ raw, has_doubles };
}

// A line without any quote is split where its delimiters are: the usual case, and the fast one.
static void line_split(struct csv *csv, str line)
{
    for (size_t start = 0; !csv->fault;) {
        size_t end = find(line, start, csv->delimiter);
        field_put(csv, str_slice(line, start, end), false);
        if (end == line.n)
            return;
        start = end + 1;
    }
}

// Reads a quoted value that begins behind its opening quote; returns where it ends, behind the closing one.
static size_t quoted_read(struct csv *csv, size_t start)
{
    str window = { csv->bytes.at, csv->bytes.n };
    if (window.n - start > CSV_FIELD_MAX + 1)
        window.n = start + CSV_FIELD_MAX + 1;
    bool has_doubles = false;
    size_t end = find(window, start, '"');
    while (end + 1 < csv->bytes.n && end < window.n && csv->bytes.at[end + 1] == '"') {
        has_doubles = true;
        end = find(window, end + 2, '"');
    }
    if (end >= window.n) {
        csv->fault = CSV_QUOTE_OPEN;
        return end;
    }
    field_put(csv, str_slice(csv->bytes, start, end), has_doubles);
    return end + 1;
}

static bool at_line_end(const struct csv *csv, size_t at)
{
    str s = csv->bytes;
    return at >= s.n || s.at[at] == csv->line_end || (s.at[at] == '\r' && (at + 1 == s.n || s.at[at + 1] == '\n'));
}

// *line_end: of the line that was last looked at; searched again only behind it, however many values a line has.
static size_t plain_read(struct csv *csv, size_t start, size_t *line_end)
{
    if (*line_end < start)
        *line_end = find(csv->bytes, start, csv->line_end);
    size_t end = find(str_slice(csv->bytes, 0, *line_end), start, csv->delimiter);
    str raw = str_slice(csv->bytes, start, end);
    if (end == *line_end && raw.n && raw.at[raw.n - 1] == '\r')
        raw.n--;
    field_put(csv, raw, false);
    return start + raw.n;
}

// A row with a quote in its first line, which may run over several lines. Returns where it ends.
static size_t row_split(struct csv *csv, size_t start)
{
    size_t line_end = find(csv->bytes, start, csv->line_end);
    for (size_t at = start;;) {
        bool is_quoted = at < csv->bytes.n && csv->bytes.at[at] == '"';
        at = is_quoted ? quoted_read(csv, at + 1) : plain_read(csv, at, &line_end);
        if (csv->fault || at_line_end(csv, at))
            return at;
        if (csv->bytes.at[at] != csv->delimiter) {
            csv->fault = CSV_QUOTE_TEXT;
            return at;
        }
        at++;
    }
}

// Moves behind the line end at or after `at`.
static void line_pass(struct csv *csv, size_t at)
{
    size_t end = find(csv->bytes, at, csv->line_end);
    csv->is_cut = end == csv->bytes.n;
    csv->at = csv->is_cut ? end : end + 1;
}

bool csv_next(struct csv *csv)
{
    for (;;) {
        size_t start = csv->at;
        if (start >= csv->bytes.n)
            return false;
        csv->row++;
        csv->n = 0;
        csv->fault = CSV_OK;
        line_pass(csv, start);
        csv->line = str_slice(csv->bytes, start, csv->is_cut ? csv->at : csv->at - 1);
        if (csv->line.n && csv->line.at[csv->line.n - 1] == '\r')
            csv->line.n--;
        if (!str_trim(csv->line).n && !str_has(csv->line, csv->delimiter))
            continue;
        if (!str_has(csv->line, '"')) {
            line_split(csv, csv->line);
            return true;
        }
        size_t end = row_split(csv, start);
        if (!csv->fault)
            line_pass(csv, end);
        return true;
    }
}

str csv_field_value(struct arena *arena, struct csv_field field)
{
    if (!field.has_doubles)
        return field.raw;
    char *at = arena_alloc(arena, field.raw.n, 1);
    if (!at)
        return (str){ 0 };
    size_t n = 0;
    for (size_t i = 0; i < field.raw.n; i++) {
        at[n++] = field.raw.at[i];
        if (field.raw.at[i] == '"')
            i++;
    }
    return (str){ at, n };
}
