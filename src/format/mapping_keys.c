#include "format/mapping_keys.h"

#define KEY(name, value, help, reads, which) { { STR_INIT(name), STR_INIT(value), STR_INIT(help) }, reads, which }

static const struct mapping_key_rule RULES[] = {
    KEY("Zone", "a time zone",
        "The zone of every time that does not carry its own offset, such as Europe/London. Needed.",
        KEY_READS_ZONE, 0),
    KEY("Header", "yes, no or either",
        "Whether the first line names the columns. With either it does if it holds the name of the Id or "
        "Opened column, and else the order of Columns holds. Without this line: yes.",
        KEY_READS_HEADER, 0),
    KEY("Columns", "names, with ';' between",
        "The published order of the columns, for a file without a header line. Give the line again for "
        "another edition: the one with as many names as the file has columns is used.",
        KEY_READS_COLUMNS, 0),
    KEY("Delimiter", "comma, tab, semicolon, pipe or a character",
        "What stands between values. Without this line: comma.",
        KEY_READS_DELIMITER, 0),
    KEY("Encoding", "UTF-8, windows-1252 or iso-8859-1",
        "How the file's letters are stored. Without this line: UTF-8.",
        KEY_READS_ENCODING, 0),
    KEY("Id", "a column",
        "The number the city gives a request. Without it the number of the row serves.",
        KEY_READS_COLUMN, COLUMN_ID),
    KEY("Service", "a column",
        "The category of the request, which the Map lines translate. Needed.",
        KEY_READS_COLUMN, COLUMN_SERVICE),
    KEY("Area", "a column",
        "The ward, borough or neighbourhood, as a code or a name.",
        KEY_READS_COLUMN, COLUMN_AREA),
    KEY("Latitude", "a column",
        "Degrees north, WGS 84.",
        KEY_READS_COLUMN, COLUMN_LATITUDE),
    KEY("Longitude", "a column",
        "Degrees east, WGS 84.",
        KEY_READS_COLUMN, COLUMN_LONGITUDE),
    KEY("Opened", "a column",
        "When the request was made: the events report and receipt. A row without it is counted and left "
        "out. Needed.",
        KEY_READS_COLUMN, COLUMN_OPENED),
    KEY("Closed", "a column",
        "When it was closed: the event completion. Where status lists are given, the status says whether "
        "it is closed and this column only says when.",
        KEY_READS_COLUMN, COLUMN_CLOSED),
    KEY("Source due", "a column",
        "When the city itself says it is due; shown beside our own.",
        KEY_READS_COLUMN, COLUMN_SOURCE_DUE),
    KEY("Status", "a column",
        "The status, which the status lists translate.",
        KEY_READS_COLUMN, COLUMN_STATUS),
    KEY("Time format", "letters, as %d/%m/%Y %H:%M",
        "How times are written. Give the line again for others; they are tried in order. RFC 3339 and "
        "YYYY-MM-DD hh:mm:ss are always understood.",
        KEY_READS_TIME_FORMAT, 0),
    KEY("Empty", "words, with ';' between",
        "Words that stand for no value, such as NULL or N/A.",
        KEY_READS_EMPTY, 0),
    KEY("Closed statuses", "statuses, with ';' between",
        "The work is done.",
        KEY_READS_STATUSES, CASE_CLOSED),
    KEY("No-fix statuses", "statuses, with ';' between",
        "Closed without work: no fault found, cancelled, another body's. Stops the clock as closed does.",
        KEY_READS_STATUSES, CASE_NO_FIX),
    KEY("Duplicate statuses", "statuses, with ';' between",
        "Closed because another request says the same. Stops the clock as closed does.",
        KEY_READS_STATUSES, CASE_DUPLICATE),
    KEY("Open statuses", "statuses, with ';' between",
        "Not closed. A status in no list is open too, but the summary names it as one nobody thought of.",
        KEY_READS_STATUSES, CASE_OPEN),
    KEY("Exclude", "statuses, with ';' between",
        "Requests with such a status are taken out of every count.",
        KEY_READS_STATUSES, CASE_EXCLUDED),
    KEY("Event NAME", "a column",
        "When something else happened that a charter's clock names: Event acknowledgement: Date "
        "acknowledged.",
        KEY_READS_EVENT, 0),
    KEY("Fact NAME", "a column",
        "What a charter's condition asks: Fact road class: RoadClass.",
        KEY_READS_FACT, 0),
    KEY("Pause NAME", "FROM column to TO column",
        "The clock stood still for this reason between two times; without an end it still does.",
        KEY_READS_PAUSE, 0),
    KEY("Map", "SOURCE CATEGORY = service / sub-service",
        "The charter's name for a category. '= same' keeps the source's own; 'Map: * = same' keeps them "
        "all but those with a line of their own. Needed at least once.",
        KEY_READS_MAP, 0),
};

#undef KEY

enum { RULES_TOTAL = sizeof RULES / sizeof RULES[0] };

const struct mapping_key *mapping_key_at(size_t i)
{
    return i < RULES_TOTAL ? &RULES[i].key : NULL;
}

// "Event acknowledgement" is the key "Event" with the name "acknowledgement"; "Event" alone has an empty one.
static bool named_key_is(str key, str word, str *name)
{
    size_t end = 0;
    while (end < key.n && key.at[end] != ' ' && key.at[end] != '\t')
        end++;
    *name = str_trim(str_from_byte(key, end));
    return str_same_name(str_slice(key, 0, end), word);
}

const struct mapping_key_rule *mapping_key_find(str key, str *name)
{
    for (size_t i = 0; i < RULES_TOTAL; i++) {
        const struct mapping_key_rule *rule = &RULES[i];
        *name = (str){ "", 0 };
        if (rule->reads < KEY_READS_EVENT) {
            if (str_same_name(key, rule->key.name))
                return rule;
            continue;
        }
        str word = str_slice(rule->key.name, 0, str_find(rule->key.name, STR(" ")));
        if (named_key_is(key, word, name))
            return rule;
    }
    return NULL;
}
