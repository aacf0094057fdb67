// Rows of a JSON file: the objects of its first array of objects, wherever it stands; Open311's answers and the
// exports of most portals. A column is a key, or keys with dots between for what is nested.
#include "format/json_objects.h"
#include "format/rows.h"

#include <jansson.h>
#include <stdio.h>

enum { NUMBER_MAX = 32 };

struct json_rows {
    struct row_reader *reader;
    char (*numbers)[NUMBER_MAX]; // a number of each wanted column, written out
    int64_t number;              // of the object last read
    bool is_repaired;
};

// The member of an object whose key is `name`, in any case; NULL if there is none.
static json_t *member(json_t *object, str name)
{
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value)
        if (row_name_is(name, str_from(key)))
            return value;
    return NULL;
}

// "properties.status": the key as a whole, else member of member.
static json_t *find(json_t *object, str name)
{
    json_t *value = member(object, name);
    for (str rest = name; !value && rest.at && str_has(name, '.') && json_is_object(object);) {
        str part = str_cut(&rest, '.');
        object = member(object, part);
        value = rest.at ? NULL : object;
    }
    return value;
}

static str text_of(json_t *value, char *number)
{
    switch (json_typeof(value)) {
    case JSON_STRING: return (str){ json_string_value(value), json_string_length(value) };
    case JSON_INTEGER: snprintf(number, NUMBER_MAX, "%" JSON_INTEGER_FORMAT, json_integer_value(value)); break;
    case JSON_REAL: snprintf(number, NUMBER_MAX, "%.17g", json_real_value(value)); break;
    case JSON_TRUE: return STR("true");
    case JSON_FALSE: return STR("false");
    default: return (str){ "", 0 }; // null; an object or a list is no value
    }
    return str_from(number);
}

static str wanted_value(struct json_rows *r, json_t *object, size_t w)
{
    struct wanted *wanted = &r->reader->wanted[w];
    str value = { "", 0 };
    for (size_t i = 0; i < wanted->column->names.n && !value.n; i++) {
        json_t *found = find(object, wanted->column->names.at[i]);
        if (!found)
            continue;
        wanted->is_found = true;
        value = row_value(r->reader, text_of(found, r->numbers[w]), &r->is_repaired);
    }
    return value;
}

static result columns_note(struct json_rows *r, json_t *object)
{
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value) {
        str *name = r->reader->columns.n < ROW_COLUMNS_SHOWN
            ? LIST_PUSH(r->reader->ctx->arena, &r->reader->columns)
            : NULL;
        if (!name)
            break;
        *name = str_copy(r->reader->ctx->arena, str_from(key));
    }
    return arena_is_full(r->reader->ctx->arena) ? arena_fail(r->reader->ctx) : OK;
}

static result object_take(struct json_rows *r, str bytes)
{
    json_error_t error;
    json_t *object = json_loadb(bytes.at, bytes.n, JSON_REJECT_DUPLICATES, &error);
    if (!object)
        return row_refuse(r->reader, r->number, ROW_DAMAGED, str_from(error.text));
    result e = r->reader->columns.n ? OK : columns_note(r, object);
    r->is_repaired = false;
    for (size_t w = 0; !e && w < r->reader->n_wanted; w++)
        r->reader->values[w] = wanted_value(r, object, w);
    struct row row = { .number = r->number, .values = r->reader->values, .is_repaired = r->is_repaired };
    if (!e)
        e = r->reader->take(r->reader->to, &row);
    json_decref(object);
    return e;
}

static result step_take(struct json_rows *r, enum json_step step, str object)
{
    r->number++;
    switch (step) {
    case JSON_STEP_OBJECT: return object_take(r, object);
    case JSON_STEP_TOO_LARGE: return row_refuse(r->reader, r->number, ROW_TOO_LARGE, object);
    case JSON_STEP_CUT: return row_refuse(r->reader, r->number, ROW_CUT, object);
    default: return row_refuse(r->reader, r->number, ROW_DAMAGED, object);
    }
}

result rows_json(struct row_reader *reader)
{
    struct json_rows r = { .reader = reader };
    struct json_objects objects;
    r.numbers = arena_alloc(reader->ctx->arena, reader->n_wanted + 1, NUMBER_MAX);
    if (!r.numbers)
        return arena_fail(reader->ctx);
    if (!json_objects_open(reader->bytes, STR(""), &objects))
        return fail_at(reader->ctx, ERR_INPUT, reader->source, (struct place){ 0 },
                       "the file is JSON but holds no list of requests: an array of objects is needed");
    str object;
    result e = OK;
    enum json_step step;
    while (!e && (step = json_objects_next(&objects, ROW_BYTES_MAX, &object)) != JSON_STEP_END)
        e = step_take(&r, step, object);
    return !e && reader->columns.n ? rows_needed(reader) : e;
}
