// The one table of a mapping's keys: what mapping.c reads by and docs/mappings.md is checked against.
#pragma once

#include "format/mapping.h"

enum key_reads {
    KEY_READS_ZONE, KEY_READS_HEADER, KEY_READS_COLUMNS, KEY_READS_DELIMITER, KEY_READS_ENCODING, KEY_READS_COLUMN,
    KEY_READS_TIME_FORMAT, KEY_READS_EMPTY, KEY_READS_STATUSES, KEY_READS_MAP,
    KEY_READS_EVENT, KEY_READS_FACT, KEY_READS_PAUSE, // these three take a name behind the key
    KEY_READS_COUNT
};

struct mapping_key_rule {
    struct mapping_key key;
    enum key_reads reads;
    int which; // the column, or the status a list means
};

// The rule for a key as written, whatever its case; *name is what stands behind "Event", "Fact" or "Pause".
// NULL if there is none.
const struct mapping_key_rule *mapping_key_find(str key, str *name);
