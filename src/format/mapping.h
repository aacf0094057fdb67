// A mapping: which column of a city's file is what, in which words its statuses and categories speak. A text file
// of `- Key: value` lines that an officer can write; docs/mappings.md lists every key.
//
// Pure but for the zone, which is read from the system's tzdata. Everything lives in ctx's arena, except that
// texts may point into the mapping's bytes, which must outlive it.
#pragma once

#include "base/arena.h"
#include "base/zone.h"
#include "document/value.h"
#include "rules/case.h"

enum {
    MAPPING_BYTES_LIMIT = 4 << 20,
    COLUMN_NAMES_MAX = 8, // alternatives for one column
    MAPPED_MAX = 64       // Event, Fact and Pause lines, of each
};

enum column_key {
    COLUMN_ID, COLUMN_SERVICE, COLUMN_AREA, COLUMN_LATITUDE, COLUMN_LONGITUDE, COLUMN_OPENED, COLUMN_CLOSED,
    COLUMN_SOURCE_DUE, COLUMN_STATUS, COLUMN_COUNT
};

// A column as the mapping names it: by name, or by number from 1. Of several names the first with a value counts.
struct column {
    str key;              // as messages call it: "Opened", "Event acknowledgement"
    struct str_list names;
    struct place place;   // in the mapping
};

enum header_line {
    HEADER_YES,
    HEADER_NO,
    HEADER_EITHER // a first line that holds the Id's or the Opened column's name is one
};

enum encoding { ENCODING_UTF8, ENCODING_WINDOWS_1252, ENCODING_ISO_8859_1 };

struct mapped_column {
    str name;             // of the event or fact
    struct column column;
};

struct mapped_column_list {
    struct mapped_column *at;
    size_t n, room;
};

struct mapped_pause {
    str name;             // the reason
    struct column from, to;
};

struct mapped_status {
    str name;
    enum case_status status;
};

struct mapped_category {
    str category;         // of the source
    struct service service;
};

struct mapping {
    str source, title;
    const struct zone *zone;
    enum header_line header;
    LIST(struct str_list) layouts;        // Columns lines: one for each published order
    char delimiter;
    enum encoding encoding;
    struct column columns[COLUMN_COUNT];  // names.n 0: not given
    struct str_list time_formats;
    struct str_list empty_words;          // that stand for no value
    LIST(struct mapped_status) statuses;
    bool has_closing_statuses;            // Closed, No-fix or Duplicate: the status says whether, Closed says when
    struct mapped_column_list events, facts;
    LIST(struct mapped_pause) pauses;
    LIST(struct mapped_category) categories;
    bool keeps_names;                     // Map: * = same
};

// source: the file's name, for messages. ERR_INPUT with line, column and cure.
result mapping_parse(struct ctx *ctx, str source, str bytes, struct mapping **mapping) MUST;

// Names of columns are the same if they are but for case, white space and '_' for a space.
bool column_same(str a, str b);

// What each key is, for documents and messages. NULL past the last.
struct mapping_key {
    str name;
    str value; // what its value is: "a column", "yes, no or either"
    str help;  // one sentence
};
const struct mapping_key *mapping_key_at(size_t i);
