#include "format/sheet.h"

#include "base/buffer.h"
#include "base/utf8.h"

enum { HEADER_BYTES_MAX = 2048 };

// What the first line must be, and where it first is not.
static result header_refuse(struct sheet *sheet)
{
    struct buffer all = buffer_open(HEADER_BYTES_MAX);
    for (size_t i = 0; i < sheet->n; i++)
        buffer_print(&all, "%s%.*s", i ? "," : "", STR_ARGS(sheet->columns[i]));
    result e = fail_at(sheet->ctx, ERR_INPUT, sheet->source, (struct place){ 1, 1 },
                       "the first line names the columns: write '%.*s'", STR_ARGS(buffer_str(&all)));
    buffer_close(&all);
    return e;
}

static bool cells_read(struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->n; i++) {
        str value = csv_field_value(sheet->ctx->arena, sheet->csv.fields[i]);
        sheet->cells[i] = str_trim(value);
        if (!value.at)
            return false;
    }
    return true;
}

result sheet_open(struct sheet *sheet, str bytes)
{
    if (bytes.n > SHEET_BYTES_LIMIT)
        return fail_at(sheet->ctx, ERR_INPUT, sheet->source, (struct place){ 0, 0 },
                       "a table has at most %d bytes: split it", SHEET_BYTES_LIMIT);
    if (utf8_text_invalid_at(bytes) < bytes.n)
        return fail_at(sheet->ctx, ERR_INPUT, sheet->source, (struct place){ 0, 0 },
                       "this is not UTF-8 text: save it from the spreadsheet as 'CSV UTF-8'");
    sheet->cells = ARENA_ARRAY(sheet->ctx->arena, str, sheet->n);
    result e = sheet->cells ? csv_open(sheet->ctx, bytes, ',', &sheet->csv) : arena_fail(sheet->ctx);
    if (e)
        return e;
    bool is_header = csv_next(&sheet->csv) && !sheet->csv.fault && sheet->csv.n == sheet->n;
    if (is_header && !cells_read(sheet))
        return arena_fail(sheet->ctx);
    for (size_t i = 0; is_header && i < sheet->n; i++)
        is_header = str_same_name(sheet->cells[i], sheet->columns[i]);
    return is_header ? OK : header_refuse(sheet);
}

result sheet_next(struct sheet *sheet, bool *is_row)
{
    *is_row = csv_next(&sheet->csv);
    if (!*is_row)
        return OK;
    sheet->place = (struct place){ (int)sheet->csv.row, 1 };
    if (sheet->csv.fault)
        return fail_at(sheet->ctx, ERR_INPUT, sheet->source, sheet->place,
                       "this line can't be read: a '\"' opens and does not close, or text stands behind one");
    if (sheet->csv.n != sheet->n)
        return fail_at(sheet->ctx, ERR_INPUT, sheet->source, sheet->place,
                       "%zu values where %zu are wanted: a value that holds a comma stands in '\"'",
                       sheet->csv.n, sheet->n);
    return cells_read(sheet) ? OK : arena_fail(sheet->ctx);
}
