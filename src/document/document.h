// A document as it was read: header, clauses, fields, prose. Plain data, in the arena it was parsed into.
//
// Which fields stand in which clause, in which order and with which kind of value, is one table: kinds.c.
#pragma once

#include "document/kinds.h"
#include "document/value.h"

#include "base/result.h"

// One `- Key: value` line. `kind->value` says which member of the union holds it.
struct field {
    const struct field_kind *kind;
    str name;            // of "Clock made safe", "If late", "Step 2": what stands behind the key; else empty
    str raw;             // the value as written, white space folded, continuation lines joined
    struct place place;  // of the key
    struct place value_place;
    bool is_bad;         // it could not be read; a diagnostic says why
    union {
        str text;
        struct str_list items;
        struct service_list services;
        struct clock clock;
        struct target target;
        struct duration duration;
        struct step step;
        struct reasons reasons;
        struct go_to_list outcome;
        struct ref_list refs;
        struct fact fact;
        struct date_range range;
        struct hours hours;
        struct month_day month_day;
        struct period period;
        enum public_kind is_public;
        struct opens opens;
        struct instalments instalments;
        struct ramp figure; // of Baseline and Without reward: a quantity in a year
        struct indicator_name indicator;
        struct designated designated;
    };
    bool is_target;      // of Aim, Norm, Expect: the value is `target`, not `clock`
    struct conditions when;
};

struct field_list {
    struct field *at;
    size_t n, room;
};

struct clause {
    const struct clause_kind *kind;
    str label, title;
    struct place place;  // of the heading
    struct field_list fields; // canonical order
    str prose;           // LF line ends, no trailing spaces, no blank lines at either end
};

struct clause_list {
    struct clause *at;
    size_t n, room;
};

// Days, the last of them DATE_NONE where it is not known yet.
struct date_range_list {
    struct date_range *at;
    size_t n, room;
};

struct document {
    const struct document_kind *kind;
    str title;
    str source;          // the file's name, as in diagnostics
    str text;            // what it was read from, without a byte-order mark; messages show its lines
    str id;              // the header's Id, else the file's name without folder and .md
    struct field_list header;
    str prose;
    struct clause_list clauses;
    // What became of it once it was in force, which no text says:
    struct date_range_list suspended; // begun then, a case is not under it
    bool is_cut;                      // it ended before the last day that it names
};

// The first field of that key, or NULL; and the one after `after` for fields that repeat.
const struct field *field_find(const struct field_list *list, enum field_key key);
const struct field *field_next(const struct field_list *list, enum field_key key, const struct field *after);
// The If of that outcome ("late", "target missed", "refused"), or NULL; and the one after `after`.
const struct field *field_outcome(const struct field_list *list, str outcome, const struct field *after);
bool outcome_is_late(str name); // "late" or "not done": of one report, or one deed, they are the same
const struct clause *document_clause(const struct document *document, str label); // NULL if there is none
str clause_party(const struct clause *clause); // the first Provider, else By; empty if neither
// Whom to ask about a clause: the contact of its party for its service, else of its party; NULL if there is none.
const struct clause *document_contact(const struct document *document, const struct clause *clause);
