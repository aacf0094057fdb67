// What the files of the parser share. Private to src/document; nothing outside includes it.
//
// A document is read twice: lines into sections and drafts of fields (parse_lines.c), then, once the header's
// parties, facts and events are known, each value by the rule of its kind (parse_values.c and those it calls).
// One function reads one rule of docs/grammar.ebnf and is named after it; it returns false when the value
// can't be read, having said why at the place.
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
    struct document *document;
    struct section_list sections;
    size_t n_fields;
    struct word_list words;  // of the value being read
    struct str_list parties, events, areas;
    struct fact_list facts;
};

// Messages (parse_problem.c). from: bytes of the document to point at.
struct place parser_place(const struct parser *p, const char *at);
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
const char *clause_article(const struct clause_kind *kind); // "a Standard"

// Values.
void fields_read(struct parser *p, struct section *section, struct field_list *fields); // parse_fields.c
void header_declare(struct parser *p, const struct field *field, str from);            // parse_names.c
void value_read(struct parser *p, const struct draft *draft, struct field *field);     // parse_values.c
bool habits_refuse(struct cursor *c, enum value_kind kind);                            // parse_habits.c

// parse_number.c
bool number_parse(str s, decimal *number);
bool number_read(struct cursor *c, decimal *number); // digits, or one to twelve
bool number_word(str word, decimal *number);
bool count_read(struct cursor *c, int *count);        // a whole number from 1 to 9999
bool percent_read(struct cursor *c, decimal *number); // "90%", "90 per cent"
bool money_sees(const struct cursor *c);
bool money_read(struct cursor *c, decimal *pounds);
bool unit_read(struct cursor *c, enum unit *unit);    // says nothing if there is none
bool unit_sees(const struct cursor *c);
bool unit_refuse(struct cursor *c);                   // says what is wrong with what stands there
str unit_abbreviated(str word);                       // "hours" for "hrs"; empty if it is no short form
bool label_is(str word);
bool docid_is(str word);
bool ordinal_read(str word, int64_t *number); // "1", "1st"

// parse_time.c
bool date_read(struct cursor *c, date *d);
bool month_day_read(struct cursor *c, struct month_day *day);
bool month_day_sees(const struct cursor *c);
bool time_sees(const struct cursor *c);
bool time_read(struct cursor *c, int32_t *second);
bool in_force_read(struct cursor *c, struct date_range *range);
bool trial_read(struct cursor *c, struct date_range *range);
bool hours_read(struct cursor *c, struct hours *hours);
bool since_sees(const struct cursor *c);
bool since_read(struct cursor *c, struct since *since);

// parse_names.c
void names_begin(struct parser *p);                         // the events and facts everyone knows
bool noun_read(struct cursor *c, str *noun, const char *what);
bool name_take(struct cursor *c, const struct str_list *names, str *name); // the longest that stands here
bool party_read(struct cursor *c, str *party);
bool payee_read(struct cursor *c, str *payee);
bool parties_read(struct cursor *c, struct field *field);
bool event_read(struct cursor *c, str *event);
bool events_read(struct cursor *c, struct events *events);
const struct fact *fact_sees(const struct cursor *c, size_t *words);
bool fact_refuse(struct cursor *c);
bool fact_read(struct cursor *c, struct fact *fact);

// parse_lists.c
bool items_read(struct cursor *c, struct str_list *items);
bool services_read(struct cursor *c, struct service_list *services);
bool refs_read(struct cursor *c, struct ref_list *refs);
bool ref_read(struct cursor *c, struct ref *ref);
bool outcome_read(struct cursor *c, struct go_to_list *outcome);

// parse_clock.c
bool duration_read(struct cursor *c, struct duration *duration);
bool every_read(struct cursor *c, struct duration *duration); // a length that something is repeated after
bool limit_sees(const struct cursor *c);
bool limit_read(struct cursor *c, struct limit *limit);
bool limit_alone_read(struct cursor *c, struct limit *limit); // a limit or "at least" a duration
bool clock_read(struct cursor *c, struct clock *clock);
bool clock_sees(const struct cursor *c);

// parse_target.c
bool bound_sees(const struct cursor *c);
bool bound_read(struct cursor *c, enum bound *bound);
bool bound_refuse(struct cursor *c, const char *what); // offers the bound that other words mean
bool quantity_read(struct cursor *c, struct quantity *quantity, bool is_target);
bool period_sees(const struct cursor *c);
bool period_read(struct cursor *c, struct period *period);
bool period_alone_read(struct cursor *c, struct period *period); // "quarter" as well as "each quarter"
bool target_read(struct cursor *c, struct target *target);

// parse_test.c
bool tests_read(struct cursor *c, struct condition *condition); // test { "and" test }
bool conditions_read(struct cursor *c, struct conditions *conditions); // ", when ...", as many as there are
bool reasons_read(struct cursor *c, struct reasons *reasons);

// parse_step.c
bool step_read(struct cursor *c, struct step *step);
