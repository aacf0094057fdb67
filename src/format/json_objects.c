#include "format/json_objects.h"

static size_t space_pass(str s, size_t at)
{
    while (at < s.n && (s.at[at] == ' ' || s.at[at] == '\t' || s.at[at] == '\r' || s.at[at] == '\n'))
        at++;
    return at;
}

// From the opening quote to behind the closing one; s.n if there is none.
static size_t string_pass(str s, size_t at)
{
    for (at++; at < s.n; at++) {
        if (s.at[at] == '\\')
            at++;
        else if (s.at[at] == '"')
            return at + 1;
    }
    return s.n;
}

static bool array_is_wanted(str bytes, size_t bracket, str key, str last_key)
{
    if (key.n)
        return str_equal(last_key, key);
    size_t first = space_pass(bytes, bracket + 1);
    bool is_empty_top = first < bytes.n && bytes.at[first] == ']' && space_pass(bytes, 0) == bracket;
    return is_empty_top || (first < bytes.n && bytes.at[first] == '{');
}

bool json_objects_open(str bytes, str key, struct json_objects *objects)
{
    str last_key = { "", 0 };
    for (size_t at = 0; at < bytes.n;) {
        char c = bytes.at[at];
        if (c == '"') {
            size_t end = string_pass(bytes, at);
            size_t next = space_pass(bytes, end);
            bool is_key = next < bytes.n && bytes.at[next] == ':';
            last_key = is_key && end > at + 1 ? str_slice(bytes, at + 1, end - 1) : (str){ "", 0 };
            at = is_key ? space_pass(bytes, next + 1) : end;
            continue;
        }
        if (c == '[' && array_is_wanted(bytes, at, key, last_key)) {
            *objects = (struct json_objects){ .bytes = bytes, .at = at + 1, .is_first = true };
            return true;
        }
        last_key = (str){ "", 0 };
        at++;
    }
    return false;
}

// From an opening brace to behind the one that closes it; s.n + 1 if none does.
static size_t object_pass(str s, size_t at)
{
    for (size_t depth = 0; at < s.n;) {
        char c = s.at[at];
        if (c == '"') {
            at = string_pass(s, at);
            continue;
        }
        if (c == '{' || c == '[')
            depth++;
        if ((c == '}' || c == ']') && --depth == 0)
            return at + 1;
        at++;
    }
    return s.n + 1;
}

static enum json_step stop(struct json_objects *o, enum json_step step, size_t from, str *object)
{
    o->is_over = true;
    *object = str_from_byte(o->bytes, from);
    return step;
}

enum json_step json_objects_next(struct json_objects *o, size_t max, str *object)
{
    size_t at = space_pass(o->bytes, o->at);
    if (o->is_over || (at < o->bytes.n && o->bytes.at[at] == ']'))
        return stop(o, JSON_STEP_END, o->bytes.n, object);
    if (!o->is_first && at < o->bytes.n && o->bytes.at[at] == ',')
        at = space_pass(o->bytes, at + 1);
    else if (!o->is_first && at < o->bytes.n)
        return stop(o, JSON_STEP_OTHER, at, object);
    if (at >= o->bytes.n)
        return stop(o, JSON_STEP_CUT, at, object);
    if (o->bytes.at[at] != '{')
        return stop(o, JSON_STEP_OTHER, at, object);
    size_t end = object_pass(o->bytes, at);
    if (end > o->bytes.n)
        return stop(o, JSON_STEP_CUT, at, object);
    o->is_first = false;
    o->at = end;
    *object = str_slice(o->bytes, at, end);
    return object->n > max ? JSON_STEP_TOO_LARGE : JSON_STEP_OBJECT;
}
