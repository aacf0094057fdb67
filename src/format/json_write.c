#include "format/json_write.h"

struct json json_put_open(struct buffer *out)
{
    return (struct json){ .out = out };
}

// JSON strings are UTF-8 with quotes, backslashes and control characters escaped (RFC 8259 section 7).
static void escaped(struct buffer *out, str s)
{
    buffer_byte(out, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.at[i];
        if (c == '"' || c == '\\')
            buffer_print(out, "\\%c", c);
        else if (c == '\n')
            buffer_add(out, STR("\\n"));
        else if (c < 0x20)
            buffer_print(out, "\\u%04x", c);
        else
            buffer_byte(out, (char)c);
    }
    buffer_byte(out, '"');
}

static void new_line(struct json *json)
{
    buffer_byte(json->out, '\n');
    buffer_repeat(json->out, ' ', (size_t)json->depth * 2);
}

// The comma, line and key that stand before a value.
static void before(struct json *json, const char *key)
{
    if (!json->depth)
        return;
    if (json->has_one[json->depth])
        buffer_byte(json->out, ',');
    json->has_one[json->depth] = true;
    new_line(json);
    if (key) {
        escaped(json->out, str_from(key));
        buffer_add(json->out, STR(": "));
    }
}

static void open_one(struct json *json, const char *key, bool is_array)
{
    before(json, key);
    buffer_byte(json->out, is_array ? '[' : '{');
    if (json->depth + 1 < JSON_DEPTH_MAX)
        json->depth++;
    json->has_one[json->depth] = false;
    json->is_array[json->depth] = is_array;
}

void json_put_object(struct json *json, const char *key)
{
    open_one(json, key, false);
}

void json_put_array(struct json *json, const char *key)
{
    open_one(json, key, true);
}

void json_put_end(struct json *json)
{
    bool had_one = json->has_one[json->depth], is_array = json->is_array[json->depth];
    json->depth--;
    if (had_one)
        new_line(json);
    buffer_byte(json->out, is_array ? ']' : '}');
    if (!json->depth)
        buffer_byte(json->out, '\n');
}

void json_put_str(struct json *json, const char *key, str value)
{
    before(json, key);
    escaped(json->out, value);
}

void json_put_int(struct json *json, const char *key, int64_t value)
{
    before(json, key);
    buffer_print(json->out, "%lld", (long long)value);
}

void json_put_raw(struct json *json, const char *key, str digits)
{
    before(json, key);
    buffer_add(json->out, digits);
}

void json_put_bool(struct json *json, const char *key, bool value)
{
    before(json, key);
    buffer_add(json->out, value ? STR("true") : STR("false"));
}

void json_put_null(struct json *json, const char *key)
{
    before(json, key);
    buffer_add(json->out, STR("null"));
}
