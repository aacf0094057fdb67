// Documents against a file of service requests: every case judged, counted, and the counts held against the
// targets. What docs/commands.md says of `wardmote judge`, without its words on the screen.
#pragma once

#include "document/diagnostics.h"
#include "format/areas.h"
#include "format/requests.h"
#include "rules/observation.h"
#include "rules/period.h"
#include "rules/verdict.h"

struct judge_options {
    const char **documents; // paths
    size_t n_documents;
    struct document *const *parsed; // instead of paths: documents that are in memory
    size_t n_parsed;
    const char *instead; // path of a document judged beside each version of its Id; NULL for none
    struct document *instead_document; // likewise, in memory
    str requests, mapping, areas;      // path; name or path; path, empty for none
    bool has_as_of;
    struct stamp as_of; // a date alone is the end of that local day
    instant now;        // if !has_as_of
    instant facts_to;   // likewise, if later than now: what happened up to then is there
    bool has_known_at;  // of a store: what was recorded later is left out
    instant known_at;
    int64_t known_before; // likewise what has this number or a later one; 0 for all there is
    const struct shape *coming; // likewise, the services and areas of facts about to be written; NULL for none
    bool is_batch; // of a store: its cases are counted and nobody asks how they are shown
    bool by_area, by_period;
    bool wants_cases;
    int threads;
    bool is_row_by_row; // for tests: no row is packed; the answer is the same
    bool is_counted_once; // nobody asks for the rows once they are counted, so that none need be kept
    size_t rows_ahead;    // for tests: how many are kept before the first are counted; 0 for the usual
    bool wants_numbers; // the number of every row is kept, for a snapshot
    bool is_portable;   // for tests: without the processor's wide instructions; likewise
    size_t part_bytes;  // for tests: the least that a thread is given; 0 for the usual
};

// Where cases of one promise are counted: its clocks, or an event it counts.
struct account {
    const struct promise *promise;
    const struct field *count; // the Count or Every field; NULL for clocks
    int event;                 // of a count: index into shape.events
    bool is_bound;             // its cases are those the record binds to the clause
    bool is_observed;          // and it has no clock: what was seen decides
    bool is_measured;          // its target is an average or median of the time taken
    enum unit unit;            // of that time
    bool is_sum;               // a clause without a clock that others contribute to
    struct periods periods;
    size_t n_slots; // one for each clock, then one for all if there are several
    size_t n_areas;
    size_t first_cell; // into the tally; cells are [area][unit][slot]
    struct {
        struct account **at;
        size_t n, room;
    } parents; // whose sum it contributes to
};

struct account_list {
    struct account *at;
    size_t n, room;
};

// A clause whose services match a case's; `account` is -1 for one that promises nothing but takes its cases.
struct match {
    int promise;        // index into the document's promises
    int account, count; // indexes into its accounts, -1 if none
    int level;          // 2: the sub-service is named; 1: the plain name
};

struct match_list {
    struct match *at;
    size_t n, room;
};

// An area of the data, and which of a document's it is.
struct area_place {
    int area, item;
};

struct area_place_list {
    struct area_place *at;
    size_t n, room;
};

// One document, ready to judge with.
struct judged_document {
    struct document *document;
    str version;       // the first day in force
    bool is_instead;   // it is judged in the place of the one at stands_for, over that one's days
    size_t stands_for; // among the documents; of any other its own place
    const struct zone *zone;
    struct as_of as_of;
    struct promise_list promises; // every clause with a service, a clock or a count
    struct account_list accounts;
    struct str_list areas; // labels of the rows: code, else name; one empty label for one area or none
    bool is_anywhere;      // it names no area: every area of the data is its first
    struct area_place_list area_places; // which areas of the data are which of its own, by the data's number
    struct match_list *matches; // for each service of the data; by kind of clause, then most specific first
};

struct judged_documents {
    struct judged_document *at;
    size_t n, room;
};

struct judge_row {
    const struct judged_document *document;
    const struct account *account;
    str label;     // "S7.made safe"
    str area;      // label
    str area_name; // as conditions know it
    struct span period;
    bool has_period;
    struct counts counts;
    str target;
    struct ask ask; // of a share: what is asked in this period
    enum verdict verdict;
    str measure, value; // of what is not a share of cases
    bool is_few;        // so few, of what is only counted, that they are not said (app/board.h)
};

struct judge_row_list {
    struct judge_row *at;
    size_t n, room;
};

// A case in one row of the table, for --cases.
struct judged_case {
    const struct judged_document *document;
    const struct account *account;
    const struct case_facts *facts;
    int slot, area;
    enum case_state state;
    struct moment started, stopped;
    instant due; // INSTANT_NONE if there is none
};

struct judged_case_list {
    struct judged_case *at;
    size_t n, room;
};

// What one case adds to one account: a vote in one cell. Lives until the sink returns, but for what it points to.
struct finding {
    const struct judged_document *document;
    const struct account *account;
    const struct case_facts *facts;
    const struct judgement *judgement;
    int slot, area;
    size_t unit;          // of the account's periods
    struct counts counts; // one case, or several of one return
    int64_t taken;        // for averages and medians: judge_taken
};

// What stands for a time taken where there is none.
#define TAKEN_NONE INT64_MIN // not measured, or nobody can say
#define TAKEN_OPEN (-1)      // its clock runs

// How many cases are in no row, and why; each with the first of them.
enum left_out {
    LEFT_NO_CLAUSE, // mapped, but no clause of any document has its service
    LEFT_OTHER_AREA,
    LEFT_NO_AREA, // the data has areas, this case names none
    LEFT_NOT_IN_FORCE,
    LEFT_NO_START, // the data does not say when the clock started
    LEFT_COUNT
};

struct left {
    int64_t n;
    str first;   // the case's id
    int64_t row; // of that case
    str about;   // what is missing, or the service
};

// A calendar that a community adopted goes before the library's of the same name.
struct adopted_calendar {
    str name;
    const struct calendar *calendar;
};

// Opening hours laid out once for all clauses that share them.
struct laid_out_hours {
    const struct calendar *calendar;
    const struct zone *zone;
    const struct hours *hours;
    const struct worktime *worktime;
};

// A zone read once for all documents that go by it.
struct judged_zone {
    str name;
    const struct zone *zone;
};

struct packed_requests; // judge_pack.h
struct area_names;      // judge_areas.c

struct judge_result {
    struct packed_requests
        *packed;        // rows that are not in requests.cases; NULL for none. Ends with judge_release
    void *packed_cells; // likewise
    size_t n_packed_cells;
    struct area_names *area_names;
    LIST(struct judged_zone) zones;
    struct {
        struct adopted_calendar *at;
        size_t n, room;
    } calendars;
    struct {
        struct laid_out_hours *at;
        size_t n, room;
    } hours;
    struct requests *requests;
    str zone_name;          // of the mapping, by which a date alone is a day
    struct areas *polygons; // NULL without --areas
    size_t first_polygon;   // they follow the data's own areas in shape.areas
    struct judged_documents documents;
    bool is_adopted; // they are those of a store, and a table of them says what became of them (app/life.h)
    struct judge_row_list rows;
    struct judged_case_list cases;
    struct left left[LEFT_COUNT];
    int64_t *unclaimed;    // for each service of the data: cases no clause takes
    struct str_list notes; // clauses that can't be counted from such a file, one sentence each
    struct diagnostics diagnostics;
};

// ERR_RULE if a document has errors (they are in diagnostics) or versions overlap.
result judge_run(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged) MUST;

// Gives back what lies in no arena. Rows, cases and notes stay.
void judge_release(struct judge_result *judged);

// The file of requests, and the areas its points lie in.
result judge_read(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged) MUST;
// Documents parsed and their cases read: clauses to promises, areas and services matched. Then, with tally and
// rows, what judge_run does; ledger.c comes this way with documents and cases of a store.
result judge_ready(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged) MUST;
result judge_count(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged) MUST;
// The time of asking, in a zone.
struct as_of judge_as_of(const struct judge_options *options, const struct zone *zone);
// The two halves of judge_ready: what does not depend on the time of asking, and what does.
result judge_lay_out(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged) MUST;
result judge_ask(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged) MUST;
// Puts parsed documents into judged, by Id and versions. ERR_RULE if they have errors or versions overlap.
result judge_take(struct ctx *ctx, struct document **documents, size_t n, struct judge_result *judged) MUST;

// The same up to the judging itself, for --explain: documents and requests read and matched.
result judge_prepare(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged) MUST;

// The calendar of that name: the one adopted last, else the library's, which is then kept with them.
result judged_calendar(struct ctx *ctx, struct judge_result *judged, str name,
                       const struct calendar **calendar) MUST;

// Who is told what a case comes to. Owned by the caller; `of` is the caller's own.
struct case_sink {
    void (*found)(struct case_sink *sink, const struct finding *finding);
    void (*left)(struct case_sink *sink, enum left_out reason, const struct case_facts *facts, str about);
    void *of;
    instant
        next_change; // the first instant at which any of it differs if nothing happens; the caller sets it
};

// Judges one case for every clause that takes it, of every document: what batch, server and rebuild share.
// False if no clause of any document has its service.
bool case_walk(const struct judge_result *judged, const struct case_facts *facts, struct case_sink *sink);

// The same for one of its documents.
bool document_walk(const struct judge_result *judged, const struct judged_document *d,
                   const struct case_facts *facts, struct case_sink *sink);

// The clauses of a document that take a case, one after the other: of each kind of clause the most specific
// whose Only when does not say no; those equally specific each take it. NULL after the last.
struct match_walk {
    size_t i;
    int kind, level;
    instant next_change; // after the last: the first instant at which others may take it if nothing happens
};
const struct match *match_next(struct match_walk *walk, const struct judged_document *d,
                               const struct case_facts *facts);

// How closely a clause names a service: 2 with its sub-name, 1 its plain name, 0 not.
int clause_level(const struct clause *clause, const struct service *service);

// The row area of an area of the data in a document.
int document_area(const struct judged_document *d, int area);
// The row area of a case in a document; AREA_OUTSIDE, or AREA_UNKNOWN if the data has areas and it names none.
enum { AREA_OUTSIDE = -1, AREA_UNKNOWN = -2 };
int judge_area(const struct judge_result *judged, const struct judged_document *d,
               const struct case_facts *facts);

str judge_slot_name(struct arena *arena, const struct account *account, size_t slot); // "S7", "S7.made safe"
