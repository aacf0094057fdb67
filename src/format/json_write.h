// A small streaming writer of JSON: the caller opens and closes, the writer sets commas, indents and escapes.
#pragma once

#include "base/buffer.h"

// jansson has functions of these names: at the link ours must not stand in for them.
#define json_object json_write_object
#define json_array json_write_array
#define json_null json_write_null

enum { JSON_DEPTH_MAX = 16 };

struct json {
    struct buffer *out;
    int depth;
    bool has_one[JSON_DEPTH_MAX]; // at that depth a value stands already
    bool is_array[JSON_DEPTH_MAX];
};

struct json json_open(struct buffer *out);
// key: NULL inside an array and at the top.
void json_object(struct json *json, const char *key);
void json_array(struct json *json, const char *key);
void json_end(struct json *json); // of the innermost object or array; a line end after the outermost
void json_str(struct json *json, const char *key, str value);
void json_int(struct json *json, const char *key, int64_t value);
void json_raw(struct json *json, const char *key, str digits); // a number already written out
void json_bool(struct json *json, const char *key, bool value);
void json_null(struct json *json, const char *key);
