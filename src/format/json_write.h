// A small streaming writer of JSON: the caller opens and closes, the writer sets commas, indents and escapes.
// Its functions are json_put_...: json_object and its like are jansson's, and ours must not stand in for them.
#pragma once

#include "base/buffer.h"

enum { JSON_DEPTH_MAX = 16 };

struct json {
    struct buffer *out;
    int depth;
    bool has_one[JSON_DEPTH_MAX]; // at that depth a value stands already
    bool is_array[JSON_DEPTH_MAX];
};

struct json json_put_open(struct buffer *out);
// key: NULL inside an array and at the top.
void json_put_object(struct json *json, const char *key);
void json_put_array(struct json *json, const char *key);
void json_put_end(struct json *json); // of the innermost object or array; a line end after the outermost
void json_put_str(struct json *json, const char *key, str value);
void json_put_int(struct json *json, const char *key, int64_t value);
void json_put_raw(struct json *json, const char *key, str digits); // a number already written out
void json_put_bool(struct json *json, const char *key, bool value);
void json_put_null(struct json *json, const char *key);
