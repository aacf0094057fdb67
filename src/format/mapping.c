#include "format/mapping.h"

#include "base/utf8.h"
#include "format/mapping_keys.h"
#include "format/names.h"
#include "format/time_format.h"

#include <stdio.h>

// One `- Key: value` line, its continuation lines joined.
struct entry {
    const struct mapping_key_rule *rule;
    str name, value;
    struct place key_place, value_place;
};

struct reader {
    struct ctx *ctx;
    struct mapping *mapping;
    str rest;                    // lines not read yet
    int line;                    // number of the line last read
    int first_line[KEY_READS_COUNT][COLUMN_COUNT]; // where a key that stands once was given
    struct name_table categories;
};

#define REFUSE(reader, place, ...) fail_at((reader)->ctx, ERR_INPUT, (reader)->mapping->source, (place), __VA_ARGS__)

static result full(struct reader *r)
{
    return arena_fail(r->ctx);
}

bool column_same(str a, str b)
{
    enum { WIDTH = 128 };
    char spaced[2][WIDTH];
    str sides[2] = { str_trim(a), str_trim(b) };
    for (int i = 0; i < 2; i++) {
        if (sides[i].n > WIDTH)
            return str_same_name(a, b);
        for (size_t j = 0; j < sides[i].n; j++)
            spaced[i][j] = sides[i].at[j] == '_' ? ' ' : sides[i].at[j];
        sides[i].at = spaced[i];
    }
    return str_same_name(sides[0], sides[1]);
}

// The parts of a list with ';' between, trimmed, empty ones left out.
static result list_read(struct reader *r, str value, struct str_list *list)
{
    for (str rest = value; rest.at;) {
        str part = str_trim(str_cut(&rest, ';'));
        if (!part.n)
            continue;
        str *item = LIST_PUSH(r->ctx->arena, list);
        if (!item)
            return full(r);
        *item = part;
    }
    return OK;
}

static result column_read(struct reader *r, const struct entry *entry, str key, str value, struct column *column)
{
    column->key = key;
    column->place = entry->value_place;
    column->names = (struct str_list){ 0 };
    result e = list_read(r, value, &column->names);
    if (e)
        return e;
    if (!column->names.n)
        return REFUSE(r, entry->value_place, "'%.*s' needs the name or the number of a column", STR_ARGS(key));
    if (column->names.n > COLUMN_NAMES_MAX)
        return REFUSE(r, entry->value_place, "'%.*s' names more than %d columns", STR_ARGS(key), COLUMN_NAMES_MAX);
    return OK;
}

static result zone_read(struct reader *r, const struct entry *entry)
{
    result e = zone_load(r->ctx, entry->value, &r->mapping->zone);
    if (e && !r->ctx->error.source[0]) { // the fault was seen without knowing the line
        r->ctx->error.place = entry->value_place;
        snprintf(r->ctx->error.source, sizeof r->ctx->error.source, "%.*s", STR_ARGS(r->mapping->source));
    }
    return e;
}

static result header_read(struct reader *r, const struct entry *entry)
{
    static const str words[] = { STR_INIT("yes"), STR_INIT("no"), STR_INIT("either") };
    for (int i = HEADER_YES; i <= HEADER_EITHER; i++) {
        if (str_same_name(entry->value, words[i])) {
            r->mapping->header = (enum header_line)i;
            return OK;
        }
    }
    return REFUSE(r, entry->value_place, "'Header' is yes, no or either, not '%.*s'", STR_ARGS(entry->value));
}

static result columns_read(struct reader *r, const struct entry *entry)
{
    struct str_list *layout = LIST_PUSH(r->ctx->arena, &r->mapping->layouts);
    if (!layout)
        return full(r);
    result e = list_read(r, entry->value, layout);
    if (!e && !layout->n)
        return REFUSE(r, entry->value_place,
                      "'Columns' needs the names of the columns in their order, with ';' between");
    return e;
}

static result delimiter_read(struct reader *r, const struct entry *entry)
{
    static const struct { str word; char c;
    } words[] = {
        { STR_INIT("comma"), ',' },
        { STR_INIT("tab"), '\t' },
        { STR_INIT("semicolon"), ';' },
        { STR_INIT("pipe"), '|' },
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_same_name(entry->value, words[i].word)) {
            r->mapping->delimiter = words[i].c;
            return OK;
        }
    }
    char c = entry->value.n == 1 ? entry->value.at[0] : '"';
    if (c <= ' ' || c >= 127 || c == '"' || char_is_letter(c) || char_is_digit(c))
        return REFUSE(r, entry->value_place, "'Delimiter' is comma, tab, semicolon, pipe or one character, not '%.*s'",
                      STR_ARGS(entry->value));
    r->mapping->delimiter = c;
    return OK;
}

static result encoding_read(struct reader *r, const struct entry *entry)
{
    static const struct { str word; enum encoding encoding; } words[] = {
        { STR_INIT("UTF-8"), ENCODING_UTF8 },
        { STR_INIT("windows-1252"), ENCODING_WINDOWS_1252 },
        { STR_INIT("iso-8859-1"), ENCODING_ISO_8859_1 },
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_same_name(entry->value, words[i].word)) {
            r->mapping->encoding = words[i].encoding;
            return OK;
        }
    }
    return REFUSE(r, entry->value_place, "'Encoding' is UTF-8, windows-1252 or iso-8859-1, not '%.*s'",
                  STR_ARGS(entry->value));
}

static result time_format_read(struct reader *r, const struct entry *entry)
{
    size_t at;
    const char *fault = time_format_fault(entry->value, &at);
    if (fault)
        return REFUSE(r, entry->value_place, "the time format '%.*s' can't be used: %s", STR_ARGS(entry->value), fault);
    str *format = LIST_PUSH(r->ctx->arena, &r->mapping->time_formats);
    if (!format)
        return full(r);
    *format = entry->value;
    return OK;
}

static result statuses_read(struct reader *r, const struct entry *entry)
{
    struct str_list names = { 0 };
    result e = list_read(r, entry->value, &names);
    enum case_status status = (enum case_status)entry->rule->which;
    for (size_t i = 0; !e && i < names.n; i++) {
        for (size_t j = 0; j < r->mapping->statuses.n; j++)
            if (str_same_name(r->mapping->statuses.at[j].name, names.at[i]))
                return REFUSE(r, entry->value_place, "the status '%.*s' stands in two lists: leave it in one",
                              STR_ARGS(names.at[i]));
        struct mapped_status *slot = LIST_PUSH(r->ctx->arena, &r->mapping->statuses);
        if (!slot)
            return full(r);
        *slot = (struct mapped_status){ names.at[i], status };
        r->mapping->has_closing_statuses |= status != CASE_EXCLUDED && status != CASE_OPEN;
    }
    return e;
}

static result named_check(struct reader *r, const struct entry *entry, size_t n)
{
    str key = entry->rule->key.name;
    if (!entry->name.n)
        return REFUSE(r, entry->key_place, "'%.*s' needs a name behind it: '%.*s: ...'",
                      (int)str_find(key, STR(" ")), key.at, STR_ARGS(key));
    if (n >= MAPPED_MAX)
        return REFUSE(r, entry->key_place, "there are more than %d lines of this kind", MAPPED_MAX);
    return OK;
}

static result mapped_read(struct reader *r, const struct entry *entry, struct mapped_column_list *list)
{
    result e = named_check(r, entry, list->n);
    for (size_t i = 0; !e && i < list->n; i++)
        if (str_same_name(list->at[i].name, entry->name))
            return REFUSE(r, entry->key_place,
                          "'%.*s' is given twice, first in line %d: name several columns in one line, "
                          "with ';' between",
                          STR_ARGS(list->at[i].column.key), list->at[i].column.place.line);
    if (e)
        return e;
    struct mapped_column *slot = LIST_PUSH(r->ctx->arena, list);
    str word = str_slice(entry->rule->key.name, 0, str_find(entry->rule->key.name, STR(" ")));
    str key = str_format(r->ctx->arena, "%.*s %.*s", STR_ARGS(word), STR_ARGS(entry->name));
    if (!slot || !key.at)
        return full(r);
    slot->name = entry->name;
    return column_read(r, entry, key, entry->value, &slot->column);
}

static result event_read(struct reader *r, const struct entry *entry)
{
    if (str_same_name(entry->name, STR("completion")))
        return REFUSE(r, entry->key_place, "completion is what 'Closed' says: write '- Closed: column'");
    return mapped_read(r, entry, &r->mapping->events);
}

static result pause_read(struct reader *r, const struct entry *entry)
{
    result e = named_check(r, entry, r->mapping->pauses.n);
    if (e)
        return e;
    size_t between = str_find(entry->value, STR(" to "));
    if (between == entry->value.n)
        return REFUSE(r, entry->value_place, "'Pause %.*s' needs two columns: 'Began to Ended'", STR_ARGS(entry->name));
    struct mapped_pause *slot = LIST_PUSH(r->ctx->arena, &r->mapping->pauses);
    str key = str_format(r->ctx->arena, "Pause %.*s", STR_ARGS(entry->name));
    if (!slot || !key.at)
        return full(r);
    slot->name = entry->name;
    e = column_read(r, entry, key, str_slice(entry->value, 0, between), &slot->from);
    return e ? e : column_read(r, entry, key, str_from_byte(entry->value, between + 4), &slot->to);
}

// "graffiti / offensive": a service and its part.
static result service_read(struct reader *r, str text, struct service *service)
{
    size_t slash = str_find(text, STR(" / "));
    service->name = name_fold(r->ctx->arena, str_slice(text, 0, slash));
    service->sub = name_fold(r->ctx->arena, str_from_byte(text, slash + 3));
    return service->name.at && service->sub.at ? OK : full(r);
}

static result category_add(struct reader *r, const struct entry *entry, str category, str target)
{
    struct mapping *m = r->mapping;
    uint32_t hash = name_hash(category, NAME_SAME);
    struct name_keys keys = { m->categories.at, sizeof *m->categories.at, NAME_SAME };
    if (name_find(&r->categories, keys, category, hash) >= 0)
        return REFUSE(r, entry->value_place, "the category '%.*s' is mapped twice: leave one line", STR_ARGS(category));
    struct mapped_category *slot = LIST_PUSH(r->ctx->arena, &m->categories);
    if (!slot || !name_table_add(r->ctx->arena, &r->categories, hash, m->categories.n - 1))
        return full(r);
    slot->category = category;
    return service_read(r, str_same_name(target, STR("same")) ? category : target, &slot->service);
}

static result map_read(struct reader *r, const struct entry *entry)
{
    size_t sign = entry->value.n; // the last " = ", for categories may hold one of their own
    for (size_t i = 0; i + 1 < entry->value.n; i++)
        if (entry->value.at[i] == '=' && i > 0 && entry->value.at[i - 1] == ' ' && entry->value.at[i + 1] == ' ')
            sign = i;
    str category = str_trim(str_slice(entry->value, 0, sign)), target = str_trim(str_from_byte(entry->value, sign + 1));
    if (sign == entry->value.n || !category.n || !target.n)
        return REFUSE(r, entry->value_place,
                      "'Map' is written 'SOURCE CATEGORY = service / sub-service', or '* = same'");
    if (!str_equal(category, STR("*")))
        return category_add(r, entry, category, target);
    if (!str_same_name(target, STR("same")))
        return REFUSE(r, entry->value_place, "'*' stands only in 'Map: * = same', which keeps the source's names");
    r->mapping->keeps_names = true;
    return OK;
}

// Keys that stand once.
static result once_check(struct reader *r, const struct entry *entry)
{
    enum key_reads reads = entry->rule->reads;
    bool is_once = reads == KEY_READS_ZONE || reads == KEY_READS_HEADER || reads == KEY_READS_DELIMITER ||
                   reads == KEY_READS_ENCODING || reads == KEY_READS_COLUMN;
    int *first = &r->first_line[reads][reads == KEY_READS_COLUMN ? entry->rule->which : 0];
    if (is_once && *first)
        return REFUSE(r, entry->key_place, "'%.*s' is given twice, first in line %d",
                      STR_ARGS(entry->rule->key.name), *first);
    *first = entry->key_place.line;
    return OK;
}

static result entry_take(struct reader *r, const struct entry *entry)
{
    result e = once_check(r, entry);
    if (e)
        return e;
    switch (entry->rule->reads) {
    case KEY_READS_ZONE: return zone_read(r, entry);
    case KEY_READS_HEADER: return header_read(r, entry);
    case KEY_READS_COLUMNS: return columns_read(r, entry);
    case KEY_READS_DELIMITER: return delimiter_read(r, entry);
    case KEY_READS_ENCODING: return encoding_read(r, entry);
    case KEY_READS_COLUMN:
        return column_read(r, entry, entry->rule->key.name, entry->value, &r->mapping->columns[entry->rule->which]);
    case KEY_READS_TIME_FORMAT: return time_format_read(r, entry);
    case KEY_READS_EMPTY: return list_read(r, entry->value, &r->mapping->empty_words);
    case KEY_READS_STATUSES: return statuses_read(r, entry);
    case KEY_READS_EVENT: return event_read(r, entry);
    case KEY_READS_FACT: return mapped_read(r, entry, &r->mapping->facts);
    case KEY_READS_PAUSE: return pause_read(r, entry);
    case KEY_READS_MAP: return map_read(r, entry);
    default: return fail(r->ctx, ERR_INTERNAL, "a key of mappings is not read");
    }
}

static str line_next(struct reader *r)
{
    str line = str_cut(&r->rest, '\n');
    if (line.n && line.at[line.n - 1] == '\r')
        line.n--;
    r->line++;
    return line;
}

static bool is_bullet(str s)
{
    return s.n >= 2 && (s.at[0] == '-' || s.at[0] == '*' || s.at[0] == '+') && (s.at[1] == ' ' || s.at[1] == '\t');
}

// Lines that are indented and are no list continue the value before them.
static result continuation_read(struct reader *r, str *value)
{
    const char *end = NULL;
    while (r->rest.at && r->rest.n && (r->rest.at[0] == ' ' || r->rest.at[0] == '\t')) {
        str ahead = r->rest;
        str line = str_trim(str_cut(&ahead, '\n'));
        if (!line.n || is_bullet(line))
            break;
        (void)line_next(r);
        end = line.at + line.n;
    }
    if (end)
        *value = name_fold(r->ctx->arena, (str){ value->at, (size_t)(end - value->at) });
    return value->at ? OK : full(r);
}

static result key_unknown(struct reader *r, const struct entry *entry, str key)
{
    str names[64];
    size_t n = 0;
    for (const struct mapping_key *k; n < 64 && (k = mapping_key_at(n)) != NULL; n++)
        names[n] = k->name;
    str nearest = name_nearest(names, n, key);
    if (nearest.n)
        return REFUSE(r, entry->key_place, "there is no key '%.*s': did you mean '%.*s'?", STR_ARGS(key),
                      STR_ARGS(nearest));
    return REFUSE(r, entry->key_place,
                  "there is no key '%.*s': docs/mappings.md lists them; if it is prose, begin the line "
                  "with '*'",
                  STR_ARGS(key));
}

static int column_of(str line, size_t byte)
{
    return (int)utf8_length(str_slice(line, 0, byte)) + 1;
}

static result entry_read(struct reader *r, str line)
{
    str text = str_from_byte(line, 1);
    size_t colon = str_find(text, STR(":"));
    str key = str_trim(str_slice(text, 0, colon)), value = str_trim(str_from_byte(text, colon + 1));
    struct entry entry = { .key_place = { r->line, column_of(line, (size_t)(key.at - line.at)) } };
    if (colon == text.n || !key.n)
        return REFUSE(r, entry.key_place,
                      "a line that begins with '-' is 'Key: value': begin a list in prose with '*'");
    entry.value_place = (struct place){ r->line,
                                        value.n ? column_of(line, (size_t)(value.at - line.at))
                                                : column_of(line, line.n) };
    result e = continuation_read(r, &value);
    if (e)
        return e;
    entry.value = value;
    entry.rule = mapping_key_find(key, &entry.name);
    if (!entry.rule)
        return key_unknown(r, &entry, key);
    if (!value.n)
        return REFUSE(r, entry.value_place, "'%.*s' has no value: write %.*s", STR_ARGS(key),
                      STR_ARGS(entry.rule->key.value));
    return entry_take(r, &entry);
}

static result title_read(struct reader *r)
{
    while (r->rest.at) {
        str line = str_trim(line_next(r));
        if (!line.n)
            continue;
        str text = str_trim(str_from_byte(line, 1));
        size_t colon = str_find(text, STR(":"));
        if (line.at[0] != '#' || !str_same_name(str_slice(text, 0, colon), STR("Mapping")) || colon == text.n)
            break;
        r->mapping->title = str_trim(str_from_byte(text, colon + 1));
        return OK;
    }
    struct place place = { r->line, 1 };
    return REFUSE(r, place, "this is not a mapping: its first line is '# Mapping: ' and the name of the city");
}

static result bytes_check(struct reader *r, str bytes)
{
    if (bytes.n > MAPPING_BYTES_LIMIT)
        return fail_at(r->ctx, ERR_LIMIT, r->mapping->source, (struct place){ 0 }, "a mapping has at most %d MB",
                       MAPPING_BYTES_LIMIT / 1000000);
    size_t bad = utf8_invalid_at(bytes), nul = str_find(bytes, (str){ "", 1 });
    bad = nul < bad ? nul : bad;
    if (bad == bytes.n)
        return OK;
    struct place place = { 1, 1 };
    size_t line_start = 0;
    for (size_t i = 0; i < bad; i++) {
        if (bytes.at[i] == '\n') {
            place.line++;
            line_start = i + 1;
        }
    }
    place.column = (int)utf8_length(str_slice(bytes, line_start, bad)) + 1;
    return REFUSE(r, place, "this byte is not text: save the mapping as UTF-8");
}

static result columns_check(struct reader *r)
{
    struct mapping *m = r->mapping;
    struct place top = { 1, 1 };
    static const enum column_key needed[] = { COLUMN_SERVICE, COLUMN_OPENED };
    static const char *const names[] = { "Service", "Opened" };
    for (size_t i = 0; i < 2; i++)
        if (!m->columns[needed[i]].names.n)
            return REFUSE(r, top, "the mapping has no '%s': add '- %s: ' and the name of the column",
                          names[i], names[i]);
    bool has_latitude = m->columns[COLUMN_LATITUDE].names.n, has_longitude = m->columns[COLUMN_LONGITUDE].names.n;
    if (has_latitude != has_longitude)
        return REFUSE(r, m->columns[has_latitude ? COLUMN_LATITUDE : COLUMN_LONGITUDE].place,
                      "'Latitude' and 'Longitude' go together: add the other, or take this one out");
    if (m->statuses.n && !m->columns[COLUMN_STATUS].names.n)
        return REFUSE(
            r, top,
            "the mapping lists statuses but no 'Status': add '- Status: ' and the name of the column");
    return OK;
}

static bool is_number(str s)
{
    int64_t number;
    return str_to_int(s, &number);
}

static result whole_check(struct reader *r)
{
    struct mapping *m = r->mapping;
    struct place top = { 1, 1 };
    if (!m->zone)
        return REFUSE(r, top, "the mapping has no 'Zone': add a line such as '- Zone: Europe/London'");
    result e = columns_check(r);
    if (e)
        return e;
    if (!m->categories.n && !m->keeps_names)
        return REFUSE(r, top, "the mapping has no 'Map': add '- Map: * = same' to keep the source's categories");
    for (size_t i = 0; m->header != HEADER_YES && !m->layouts.n && i < COLUMN_COUNT; i++)
        if (m->columns[i].names.n && !is_number(m->columns[i].names.at[0]))
            return REFUSE(r, m->columns[i].place,
                          "a file without a header line has no column '%.*s': write its number, or "
                          "the order of the columns in 'Columns'",
                          STR_ARGS(m->columns[i].names.at[0]));
    return OK;
}

result mapping_parse(struct ctx *ctx, str source, str bytes, struct mapping **out)
{
    struct reader *r = ARENA_NEW(ctx->arena, struct reader);
    struct mapping *mapping = ARENA_NEW(ctx->arena, struct mapping);
    if (!r || !mapping)
        return arena_fail(ctx);
    *mapping = (struct mapping){ .source = source, .delimiter = ',' };
    *r = (struct reader){ .ctx = ctx, .mapping = mapping };
    if (str_starts(bytes, STR("\xEF\xBB\xBF")))
        bytes = str_from_byte(bytes, 3);
    result e = bytes_check(r, bytes);
    r->rest = bytes;
    if (!e)
        e = title_read(r);
    while (!e && r->rest.at) {
        str line = line_next(r);
        if (is_bullet(line) && line.at[0] == '-')
            e = entry_read(r, line);
    }
    if (!e)
        e = whole_check(r);
    *out = mapping;
    return e;
}
