// The objects of an array inside a JSON text, one slice of bytes after the other, so that a large file is never
// held as a tree. Only brackets and strings are looked at: whoever takes an object parses it.
#pragma once

#include "base/str.h"

struct json_objects {
    str bytes;
    size_t at;
    bool is_first, is_over;
};

enum json_step {
    JSON_STEP_OBJECT,
    JSON_STEP_TOO_LARGE, // over `max` bytes; the next call goes on behind it
    JSON_STEP_END,
    JSON_STEP_CUT,       // the text ends before the array does
    JSON_STEP_OTHER      // something that is no object stands in the array
};

// key empty: the first array anywhere whose first element is an object, or an empty array at the top. Else the
// first array that is the value of that key. False if there is none.
bool json_objects_open(str bytes, str key, struct json_objects *objects);
// The next object; for TOO_LARGE, CUT and OTHER `object` is what stands there. Nothing follows CUT and OTHER.
enum json_step json_objects_next(struct json_objects *objects, size_t max, str *object);
