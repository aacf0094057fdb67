// Records as programs exchange them, in JSON or XML, which say the same: lists of records, records of values. What is
// empty is in neither.
#pragma once

#include "base/buffer.h"
#include "format/json_write.h"

enum { WIRE_DEPTH_MAX = 8 };

struct wire {
    struct json json;
    struct buffer *out;
    bool is_xml;
    int depth;
    const char *names[WIRE_DEPTH_MAX]; // of the elements that are open
};

// A whole text whose outermost is a list: an array in JSON, in XML an element of that name with its records in it.
struct wire wire_open(struct buffer *out, bool is_xml, const char *name);
// One whose outermost is a record.
struct wire wire_open_record(struct buffer *out, bool is_xml, const char *name);
void wire_list(struct wire *wire, const char *name);   // among the values of a record
void wire_record(struct wire *wire, const char *name); // name: in XML; JSON has none within a list
void wire_part(struct wire *wire, const char *name);   // a record among the values of a record
void wire_end(struct wire *wire); // of the innermost; after the outermost the text is whole
void wire_text(struct wire *wire, const char *name, str value);
void wire_number(struct wire *wire, const char *name, int64_t value);
void wire_flag(struct wire *wire, const char *name, bool value);
void wire_value(struct wire *wire, const char *name, str value); // of a list of texts
