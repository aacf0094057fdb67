// Rows of an XML file: the repeated element that holds what the mapping calls Opened, each of its leaves a column.
//
// Read twice: the first pass stops where it has found which element that is. Declarations of entities are refused.
#include "base/buffer.h"
#include "format/rows.h"

#include <expat.h>
#include <stdio.h>

enum { CHUNK = 1 << 20, VALUES_MAX = 16 << 20, NAMES_MAX = 1 << 16 };

// What stands where in the values buffer, for one wanted column.
struct slot {
    size_t start, n;
    size_t alternative; // which of the column's names it came from; names.n if none yet
};

struct xml_rows {
    struct row_reader *reader;
    XML_Parser parser;
    struct buffer names;          // of the open elements, one behind the other, the root's first
    size_t path[ROW_DEPTH_MAX + 1]; // where each of them starts
    int depth;                    // how many are open
    bool is_leaf;                 // the innermost has no element in it
    struct buffer text, values;
    struct slot *slots;
    str record;                   // name of the repeated element; empty while it is not known
    int record_depth;             // how many are open inside it, itself included
    int64_t number;
    bool is_in_record, is_too_large;
    const char *refused;          // why reading was stopped
    result e;
};

static void refuse(struct xml_rows *r, const char *why)
{
    r->refused = why;
    XML_StopParser(r->parser, XML_FALSE);
}

static void stop(struct xml_rows *r, result e)
{
    r->e = e;
    XML_StopParser(r->parser, XML_FALSE);
}

// Declarations inside the file can blow a few bytes up to gigabytes; those outside are never fetched.
static void XMLCALL on_doctype(void *to, const XML_Char *name, const XML_Char *system, const XML_Char *public,
                               int has_own)
{
    (void)name, (void)system, (void)public;
    if (has_own)
        refuse(to, "it declares entities, which are not read: export it without a DOCTYPE");
}

static void XMLCALL on_text(void *to, const XML_Char *text, int n)
{
    struct xml_rows *r = to;
    if (r->text.n + (size_t)n > ROW_BYTES_MAX)
        r->is_too_large = true;
    else
        buffer_add(&r->text, (str){ text, (size_t)n });
}

static bool open_push(struct xml_rows *r, const XML_Char *name)
{
    if (r->depth > ROW_DEPTH_MAX) {
        refuse(r, "its elements are nested too deeply");
        return false;
    }
    r->path[r->depth++] = r->names.n;
    buffer_add(&r->names, str_from(name)); // expat's own lasts only for the call
    if (r->names.is_full) {
        refuse(r, "the names of its elements are too long");
        return false;
    }
    r->is_leaf = true;
    r->text.n = 0;
    return true;
}

// The name of the open element at that depth, counted from 0.
static str open_name(const struct xml_rows *r, int depth)
{
    size_t end = depth + 1 < r->depth ? r->path[depth + 1] : r->names.n;
    return str_slice(buffer_str(&r->names), r->path[depth], end);
}

static void open_pop(struct xml_rows *r)
{
    r->depth--;
    r->names.n = r->path[r->depth];
    r->is_leaf = false;
    r->text.n = 0;
}

// Whether the innermost open element is the one a column's name, with dots, says; *inside is how many elements
// from the record on that name takes.
static bool leaf_is(const struct xml_rows *r, str name, int *inside)
{
    int n = 0;
    while (name.at && n < r->depth) {
        size_t dot = name.n;
        while (dot > 0 && name.at[dot - 1] != '.')
            dot--;
        if (!row_name_is(str_from_byte(name, dot), open_name(r, r->depth - 1 - n)))
            return false;
        n++;
        name = dot ? str_slice(name, 0, dot - 1) : (str){ NULL, 0 };
    }
    *inside = n;
    return !name.at;
}

static void column_note(struct xml_rows *r, str name)
{
    struct str_list *columns = &r->reader->columns;
    for (size_t i = 0; i < columns->n; i++)
        if (str_equal(columns->at[i], name))
            return;
    str *slot = columns->n < ROW_COLUMNS_SHOWN ? LIST_PUSH(r->reader->ctx->arena, columns) : NULL;
    if (slot)
        *slot = str_copy(r->reader->ctx->arena, name);
}

static void XMLCALL first_open(void *to, const XML_Char *name, const XML_Char **attributes)
{
    (void)attributes;
    (void)open_push(to, name);
}

// The record is what the first leaf that is Opened stands in.
static void XMLCALL first_close(void *to, const XML_Char *name)
{
    (void)name;
    struct xml_rows *r = to;
    const struct column *opened = &r->reader->mapping->columns[COLUMN_OPENED];
    int inside;
    if (r->is_leaf && r->depth > 1)
        column_note(r, open_name(r, r->depth - 1));
    for (size_t i = 0; r->is_leaf && i < opened->names.n; i++) {
        if (!leaf_is(r, opened->names.at[i], &inside) || inside >= r->depth)
            continue;
        r->record_depth = r->depth - inside;
        r->record = str_copy(r->reader->ctx->arena, open_name(r, r->record_depth - 1));
        XML_StopParser(r->parser, XML_FALSE);
    }
    open_pop(r);
}

static void slots_clear(struct xml_rows *r)
{
    r->values.n = 0;
    r->is_too_large = false;
    for (size_t w = 0; w < r->reader->n_wanted; w++)
        r->slots[w] = (struct slot){ .alternative = r->reader->wanted[w].column->names.n };
}

static void XMLCALL row_open(void *to, const XML_Char *name, const XML_Char **attributes)
{
    (void)attributes;
    struct xml_rows *r = to;
    if (!open_push(r, name) || r->is_in_record || r->depth != r->record_depth ||
        !str_equal(open_name(r, r->depth - 1), r->record))
        return;
    r->is_in_record = true;
    r->number++;
    slots_clear(r);
}

static void leaf_take(struct xml_rows *r)
{
    str text = buffer_str(&r->text);
    for (size_t w = 0; w < r->reader->n_wanted; w++) {
        struct wanted *wanted = &r->reader->wanted[w];
        for (size_t i = 0; i < r->slots[w].alternative; i++) {
            int inside;
            if (!leaf_is(r, wanted->column->names.at[i], &inside) || inside != r->depth - r->record_depth)
                continue;
            wanted->is_found = true;
            if (!str_trim(text).n)
                break;
            r->slots[w] = (struct slot){ r->values.n, text.n, i };
            buffer_add(&r->values, text);
            break;
        }
    }
}

static result row_take(struct xml_rows *r)
{
    struct row row = { .number = r->number, .values = r->reader->values };
    if (r->is_too_large || r->values.is_full) {
        r->values.is_full = false;
        return row_refuse(r->reader, r->number, ROW_TOO_LARGE, (str){ "", 0 });
    }
    for (size_t w = 0; w < r->reader->n_wanted; w++)
        r->reader->values[w] = row_value(r->reader, str_slice(buffer_str(&r->values), r->slots[w].start,
                                         r->slots[w].start + r->slots[w].n), &row.is_repaired);
    return r->reader->take(r->reader->to, &row);
}

static void XMLCALL row_close(void *to, const XML_Char *name)
{
    (void)name;
    struct xml_rows *r = to;
    if (r->is_in_record && r->is_leaf) {
        leaf_take(r);
        if (r->number == 1)
            column_note(r, open_name(r, r->depth - 1));
    }
    if (r->is_in_record && r->depth == r->record_depth) {
        r->is_in_record = false;
        result e = row_take(r);
        if (e)
            stop(r, e);
    }
    open_pop(r);
}

// One pass over the file. False if it is damaged or was refused; an answer of `take` is in r->e.
static bool pass(struct xml_rows *r, XML_StartElementHandler open, XML_EndElementHandler close)
{
    r->depth = 0;
    r->names.n = 0;
    XML_SetUserData(r->parser, r);
    XML_SetElementHandler(r->parser, open, close);
    XML_SetCharacterDataHandler(r->parser, on_text);
    XML_SetStartDoctypeDeclHandler(r->parser, on_doctype);
    enum XML_Status status = XML_STATUS_OK;
    for (str rest = r->reader->bytes; status == XML_STATUS_OK && rest.n;) {
        size_t n = rest.n < CHUNK ? rest.n : CHUNK;
        status = XML_Parse(r->parser, rest.at, (int)n, n == rest.n);
        rest = str_from_byte(rest, n);
    }
    return status == XML_STATUS_OK;
}

static result damaged(struct xml_rows *r)
{
    struct place place = { (int)XML_GetCurrentLineNumber(r->parser), (int)XML_GetCurrentColumnNumber(r->parser) + 1 };
    const char *why = r->refused ? r->refused : XML_ErrorString(XML_GetErrorCode(r->parser));
    return fail_at(r->reader->ctx, ERR_INPUT, r->reader->source, place, "the file can't be read as XML: %s", why);
}

static result parser_open(struct xml_rows *r)
{
    bool is_encoded = r->reader->mapping->encoding !=
        ENCODING_UTF8; // then the bytes are UTF-8 by now, whatever they say
    r->parser = XML_ParserCreate(is_encoded ? "UTF-8" : NULL);
    return r->parser ? OK : fail(r->reader->ctx, ERR_LIMIT, "there is no memory left to read XML");
}

static result record_find(struct xml_rows *r)
{
    result e = parser_open(r);
    if (e)
        return e;
    bool is_whole = pass(r, first_open, first_close);
    if (!r->e && !r->record_depth && !is_whole)
        r->e = damaged(r);
    if (!r->e && !r->record_depth && r->reader->columns.n)
        r->e = rows_lack(r->reader, &r->reader->mapping->columns[COLUMN_OPENED]);
    XML_ParserFree(r->parser);
    return r->e;
}

static result records_read(struct xml_rows *r)
{
    result e = parser_open(r);
    if (e)
        return e;
    bool is_whole = pass(r, row_open, row_close);
    if (!r->e && !is_whole) { // what was read so far stands; the summary says where it broke off
        const char *why = r->refused ? r->refused : XML_ErrorString(XML_GetErrorCode(r->parser));
        str example = str_format(r->reader->ctx->arena, "line %lu: %s",
                                 (unsigned long)XML_GetCurrentLineNumber(r->parser), why);
        r->e = row_refuse(r->reader, r->number + (r->is_in_record ? 0 : 1), ROW_DAMAGED, example);
    }
    XML_ParserFree(r->parser);
    return r->e ? r->e : rows_needed(r->reader);
}

result rows_xml(struct row_reader *reader)
{
    struct xml_rows r = { .reader = reader, .text = buffer_open(ROW_BYTES_MAX + 1), .values = buffer_open(VALUES_MAX),
                          .names = buffer_open(NAMES_MAX) };
    r.slots = ARENA_ARRAY(reader->ctx->arena, struct slot, reader->n_wanted + 1);
    if (!r.slots)
        return arena_fail(reader->ctx);
    result e = record_find(&r);
    if (!e && r.record_depth)
        e = records_read(&r);
    buffer_close(&r.text);
    buffer_close(&r.values);
    buffer_close(&r.names);
    return e;
}
