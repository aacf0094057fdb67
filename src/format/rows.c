#include "format/rows.h"

#include "base/utf8.h"
#include "format/names.h"

#include <iconv.h>
#include <string.h>

enum { EXAMPLE_MAX = 60 };

static result refuse_file(struct row_reader *reader, const char *what)
{
    return fail_at(reader->ctx, ERR_INPUT, reader->source, (struct place){ 0 }, "%s", what);
}

static const char *encoding_name(enum encoding encoding)
{
    return encoding == ENCODING_WINDOWS_1252 ? "WINDOWS-1252" : "ISO-8859-1";
}

// One byte becomes at most three. A byte the encoding does not have becomes a NUL, which row_value repairs and reports.
static result encode(struct row_reader *reader)
{
    str in = reader->bytes;
    char *at = arena_alloc(reader->ctx->arena, in.n, 3), *to = at;
    if (!at)
        return arena_fail(reader->ctx);
    iconv_t converter = iconv_open("UTF-8", encoding_name(reader->mapping->encoding));
    if (converter == (iconv_t)-1)
        return fail(reader->ctx, ERR_INTERNAL, "this system can't convert %s",
                    encoding_name(reader->mapping->encoding));
    char *from = (char *)in.at; // iconv's signature; it does not write there
    size_t left = in.n, room = in.n * 3;
    while (left && iconv(converter, &from, &left, &to, &room) == (size_t)-1 && left && room) {
        *to++ = '\0';
        from++;
        left--;
        room--;
    }
    iconv_close(converter);
    reader->bytes = (str){ at, (size_t)(to - at) };
    return OK;
}

// Whether all bytes are ASCII and none is NUL, eight at a time: most files are, and need no closer look.
static bool is_plain(str bytes)
{
    const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
    uint64_t word, found = 0;
    size_t i = 0;
    for (; i + sizeof word <= bytes.n; i += sizeof word) {
        memcpy(&word, bytes.at + i, sizeof word);
        found |= word | (word - ones); // a top bit is set by a byte over 127, or by borrowing from a NUL
        if (found & tops)
            return false;
    }
    for (; i < bytes.n; i++)
        if ((signed char)bytes.at[i] <= 0)
            return false;
    return true;
}

static result form_find(struct row_reader *reader, enum rows_form *form)
{
    str start = reader->bytes;
    while (start.n && (start.at[0] == ' ' || start.at[0] == '\t' || start.at[0] == '\r' || start.at[0] == '\n'))
        start = str_from_byte(start, 1);
    if (!start.n)
        return refuse_file(reader, "the file is empty");
    bool is_json = start.at[0] == '[' || start.at[0] == '{';
    *form = start.at[0] == '<' ? ROWS_XML : is_json ? ROWS_JSON : ROWS_CSV;
    return OK;
}

result rows_open(struct row_reader *reader, bool finds_clean, enum rows_form *form)
{
    if (!reader->bytes.n)
        return refuse_file(reader, "the file is empty");
    if (str_starts(reader->bytes, STR("\xFF\xFE")) || str_starts(reader->bytes, STR("\xFE\xFF")))
        return refuse_file(reader, "the file is UTF-16, as spreadsheets save 'Unicode text': save it as 'CSV UTF-8'");
    result e = reader->mapping->encoding == ENCODING_UTF8 ? OK : encode(reader);
    if (e)
        return e;
    if (str_starts(reader->bytes, STR("\xEF\xBB\xBF")))
        reader->bytes = str_from_byte(reader->bytes, 3);
    reader->is_clean = finds_clean && is_plain(reader->bytes);
    if (finds_clean && !reader->is_clean)
        reader->is_clean = utf8_text_invalid_at(reader->bytes) == reader->bytes.n;
    reader->values = ARENA_ARRAY(reader->ctx->arena, str, reader->n_wanted + 1);
    return reader->values ? form_find(reader, form) : arena_fail(reader->ctx);
}

result rows_take(struct row_reader *reader, enum rows_form form)
{
    return form == ROWS_XML ? rows_xml(reader) : form == ROWS_JSON ? rows_json(reader) : rows_csv(reader);
}

result rows_read(struct row_reader *reader)
{
    enum rows_form form;
    result e = rows_open(reader, true, &form);
    return e ? e : rows_take(reader, form);
}

// Bytes that are no text become U+FFFD, so that the value can be shown and is not taken for another.
static str repaired(struct arena *arena, str raw)
{
    char *at = arena_alloc(arena, raw.n, 3);
    size_t n = 0;
    while (at && raw.n) {
        size_t good = utf8_invalid_at(raw), nul = str_find(raw, (str){ "", 1 });
        good = nul < good ? nul : good;
        memcpy(at + n, raw.at, good);
        n += good;
        if (good < raw.n) {
            memcpy(at + n, "\xEF\xBF\xBD", 3);
            n += 3;
            good++;
        }
        raw = str_from_byte(raw, good);
    }
    return (str){ at, n };
}

str row_value(struct row_reader *reader, str raw, bool *is_repaired)
{
    str value = str_trim(raw);
    if (!reader->is_clean && utf8_text_invalid_at(value) < value.n) {
        *is_repaired = true;
        value = repaired(reader->ctx->arena, value);
    }
    const struct str_list *words = &reader->mapping->empty_words;
    for (size_t i = 0; i < words->n; i++)
        if (str_same_name(value, words->at[i]))
            return (str){ "", 0 };
    return value;
}

result row_refuse(struct row_reader *reader, int64_t number, enum row_fault fault, str example)
{
    bool ignored = false;
    if (example.n > EXAMPLE_MAX) {
        example.n = EXAMPLE_MAX;
        while (example.n && (example.at[example.n] & 0xC0) == 0x80) // not in the middle of a letter
            example.n--;
    }
    struct row row = { .number = number, .fault = fault, .example = row_value(reader, example, &ignored) };
    return reader->take(reader->to, &row);
}

bool row_name_is(str name, str key)
{
    return name.n == key.n && column_same(name, key); // case and '_' for a space leave the length as it is
}

// A terminal must not act on what a file holds.
static void controls_hide(char *at, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)at[i] < ' ' || at[i] == 127)
            at[i] = '?';
}

// "a, b, c", cut where it gets long.
static str columns_words(struct row_reader *reader)
{
    enum { WORDS_MAX = 500 };
    struct arena *arena = reader->ctx->arena;
    char *at = arena_alloc(arena, WORDS_MAX, 1);
    size_t n = 0;
    for (size_t i = 0; at && i < reader->columns.n; i++) {
        bool ignored = false;
        str name = row_value(reader, reader->columns.at[i], &ignored);
        if (n + name.n + 8 > WORDS_MAX) {
            memcpy(at + n, ", ...", 5);
            n += 5;
            break;
        }
        if (n) {
            memcpy(at + n, ", ", 2);
            n += 2;
        }
        memcpy(at + n, name.at, name.n);
        n += name.n;
    }
    if (at)
        controls_hide(at, n);
    return (str){ at, n };
}

result rows_lack(struct row_reader *reader, const struct column *column)
{
    const struct mapping *m = reader->mapping;
    str name = column->names.at[0], has = columns_words(reader);
    str nearest = name_nearest(reader->columns.at, reader->columns.n, name);
    char *near = str_c(reader->ctx->arena, nearest);
    if (!has.at || !near)
        return arena_fail(reader->ctx);
    controls_hide(near, nearest.n);
    return fail_at(
        reader->ctx, ERR_INPUT, reader->source, (struct place){ 0 },
        "there is no column '%.*s', which line %d of the mapping %.*s names for %.*s%s%.*s%s; the file has: %.*s",
        STR_ARGS(name), column->place.line, STR_ARGS(m->source), STR_ARGS(column->key),
        nearest.n ? "; the nearest is '" : "", (int)nearest.n, near, nearest.n ? "'" : "", STR_ARGS(has));
}

result rows_needed(struct row_reader *reader)
{
    for (size_t i = 0; i < reader->n_wanted; i++)
        if (reader->wanted[i].is_needed && !reader->wanted[i].is_found)
            return rows_lack(reader, reader->wanted[i].column);
    return OK;
}
