// What the files of the parser share. Private to src/document; nothing outside includes it.
//
// A document is read twice: lines into sections and drafts of fields (parse_lines.c), then, once the header's
// parties, facts and events are known, each value by the rule of its kind (parse_values.c, parse_rules.h).
#pragma once

#include "document/lex.h"
#include "document/parse.h"

enum {
    FIELD_BYTES_MAX = 3000, // of one value; written canonically it still fits a line
    NAME_BYTES_MAX = 200,   // behind a key
    SPANS_MAX = 100,        // of hours
    CLAUSES_MAX = 5000,
    NAMES_MAX = 1000,       // parties, facts, events: of each
    NEST_MAX = 4            // "the lower of", "25% of 1/40 of"
};

// A field whose value is still to be read.
struct draft {
    const struct field_kind *kind;
    str name;               // behind the key
    str key, value;         // bytes of the document
    struct place place, value_place;
    size_t order;           // among the drafts of its section
};

struct draft_list {
    struct draft *at;
    size_t n, room;
};

// The header, or a clause with its heading.
struct section {
    const struct clause_kind *kind; // NULL: the heading can't be read, and its lines are passed over
    str heading;                    // bytes of the document
    struct clause clause;
    struct draft_list drafts;
    struct str_list prose;          // runs of lines, as they stand in the document
};

struct section_list {
    struct section *at;
    size_t n, room;
};

struct fact_list {
    struct fact *at;
    size_t n, room;
};

struct parser {
    struct ctx *ctx;
    str source;              // the file's name
    str text;                // the whole document, in the arena
    struct diagnostics *diagnostics;
    struct diagnostics before; // as they were when this document began
    bool is_refused;         // one message stands for the whole document
    bool is_single;          // one value of the command line: no names are known
    bool is_strict;          // the grammar and nothing else: no habits, and no question whether it makes sense
    struct document *document;
    struct section_list sections;
    size_t n_fields;
    struct word_list words;  // of the value being read
    struct str_list parties, events, areas;
    struct fact_list facts;
};

// Messages (parse_problem.c). from: bytes of the document to point at.
void problem(struct parser *p, enum severity severity, str from, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
// One message instead of all others about this document, which is then given up.
void problem_refuse(struct parser *p, str from, const char *format, ...) __attribute__((format(printf, 3, 4)));
bool parser_is_telling(const struct parser *p); // further messages are kept
str shown(struct parser *p, str text);          // as it can stand in a message: not too long
// At the words `first` up to `end` of a value; at the next word. Both return false, for `return refuse(...)`.
bool refuse(struct cursor *c, size_t first, size_t end, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
bool expected(struct cursor *c, const char *what);
// Of what the grammar allows and sense does not: true, having said nothing, where only the grammar is asked.
bool senseless(struct cursor *c, size_t first, size_t end, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
// Takes what people write instead of the grammar's own words, unless only the grammar is asked.
bool habit_takes(struct cursor *c, str phrase);
bool cursor_is_strict(const struct cursor *c);
// The nearest of the names; empty if none is near or nobody would read it.
str nearest(const struct cursor *c, str word, const struct str_list *names);
bool cursor_ends(struct cursor *c); // nothing may follow; says where a comma is missing

// Lines, headings and keys (parse_lines.c, parse_heading.c, parse_key.c).
void lines_read(struct parser *p);
void title_read(struct parser *p, str heading, struct place place);
void clause_read(struct parser *p, str heading, struct place place);
bool heading_has_title(str text); // some line of it is a title
bool heading_is_ours(str rest, size_t level); // what stands right behind the '#'s begins one of our headings
void draft_read(struct parser *p, str content, struct place place, const char *line);
bool key_is_known(const struct parser *p, str content);

// Values.
void fields_read(struct parser *p, struct section *section, struct field_list *fields); // parse_fields.c
void header_declare(struct parser *p, const struct field *field, str from);            // parse_names.c
void value_read(struct parser *p, const struct draft *draft, struct field *field);     // parse_values.c
bool habits_refuse(struct cursor *c, enum value_kind kind);                            // parse_habits.c
bool label_is(str word);                                                               // "S1", "C12a"
