// Where a case stands in a procedure at a time: pure, from what is on record of it.
//
// The same record gives the same answer, whatever order it is handed in. What comes at one instant is taken in a fixed
// order: what is known, then consents and the like, then openings, events and outcomes, each as soon as it can be; two
// different outcomes of one stage at one instant contradict each other and neither is taken. A deed that was not
// allowed is named and not taken. What is missing makes an answer not known. docs/procedures.md has every rule.
#pragma once

#include "rules/judgement.h"
#include "rules/procedure.h"

enum recorded_kind {
    RECORDED_FACT,      // name: the fact; value: "yes", "1600", "low"
    RECORDED_TIME_SET,  // name: a stage; value: a day, or a length of time: "the time set by G5"
    RECORDED_CONSENT,   // name: a stage; value: yes or no; by: who agrees
    RECORDED_ADVICE,    // name: a stage; by: who was asked
    RECORDED_TEXT,      // name: a stage; value: items that the text says, with ; between them
    RECORDED_USE,       // name: a stage; value: how much of its Count, else 1
    RECORDED_TOLD,      // name: a stage; value: parties, with ; between them
    RECORDED_PUBLISHED, // name: a stage
    RECORDED_OPENING,   // name: the stage that opens
    RECORDED_EVENT,     // name: the event; value: the stage it is of, empty for any
    RECORDED_OUTCOME,   // name: the stage; value: the outcome
    RECORDED_KIND_COUNT
};

const char *recorded_kind_word(enum recorded_kind kind); // "time set"
bool recorded_kind_parse(str word, enum recorded_kind *kind);
bool recorded_is_of_stage(enum recorded_kind kind); // its name is the label of a stage

// by: a party, and in brackets who of it: "the councillor (Khan)".
struct recorded {
    enum recorded_kind kind;
    instant at,
        last; // a date without a time is that local day from its first to its last second; else both are equal
    str name, value, by, words;
    int64_t row; // where it was read, for the caller
};

str recorded_party(str by); // without what is in brackets
str recorded_who(str by);   // what is in brackets; empty if nothing is

// What other cases have used of a stage's Count: an outcome that was taken, or an amount that was recorded.
struct stage_use {
    str label, who; // label: as the procedure has it
    instant at;
    decimal amount;
    const struct stage_exit *exit;   // NULL of an amount
    const struct recorded *recorded; // NULL of an outcome
};

bool recorded_amount(str value, decimal *number); // "1,600", "£500", "12.50"; at most four places

enum { RECORDED_MAX = 2000, ENTRIES_MAX = 400 }; // of one case

struct procedure_question {
    const struct procedure *procedure;
    const struct recorded *recorded;
    size_t n; // at most RECORDED_MAX
    const struct stage_use *uses;
    size_t n_uses;
    size_t own_from, own_until; // which of the uses are the case's own, and not counted twice
    struct as_of as_of;
};

enum stage_state {
    STAGE_ASKABLE, // it opens if somebody asks for it in time
    STAGE_OPEN,
    STAGE_OVERDUE, // open, and its time is up
    STAGE_UNKNOWN, // whether it is for this case is not known
    STAGE_DONE,
    STAGE_DONE_LATE,
    STAGE_LAPSED,   // nobody asked, or its end came by itself
    STAGE_ENDED,    // with the case, or with the stage it came from
    STAGE_REPLACED, // overdue, and opened anew
    STAGE_NOT_FOR,  // its Only when does not hold
    STAGE_STATE_COUNT
};

const char *stage_state_words(enum stage_state state); // "done late"
bool stage_is_live(enum stage_state state);            // one of the first four

enum clock_state {
    CLOCK_NOT_STARTED, // waits for `about`
    CLOCK_RUNS,
    CLOCK_PAUSED,  // and nobody can say until when
    CLOCK_IN_TIME, // stopped
    CLOCK_LATE,    // stopped after its time
    CLOCK_OVER,    // not stopped, and its time is up
    CLOCK_UNKNOWN, // `about` says what is missing
    CLOCK_STATE_COUNT
};

struct clock_answer {
    const struct stage_clock *clock;
    const struct clock *line; // the Clock line that applies; NULL if none does or that is not known
    enum clock_state state;
    str about;
    instant started, stopped; // INSTANT_NONE if not
    struct deadline deadline;
    bool has_deadline;
    struct {
        struct pause *at;
        size_t n, room;
    } pauses;
};

// What opened a stage: an outcome, an event or opening on record, or a threshold.
struct cause {
    int taken;                       // index into answer.taken, else -1
    const struct recorded *recorded; // else NULL
    const struct clause *clause;     // a Threshold or Notice, else NULL
};

// One run of a stage; a stage that is opened again has another.
struct entry {
    int stage, run; // run counts from 1
    enum stage_state state;
    instant opened, closed; // closed: INSTANT_NONE while it is live
    struct {
        struct cause *at;
        size_t n, room;
    } causes;
    struct clock_answer *clocks; // stage.n_clocks
    struct deadline ask_by;      // of STAGE_ASKABLE
    bool has_ask_by;
    int taken;         // the outcome that closed it, else -1
    int late;          // the outcome that came of its lateness, else -1
    instant late_from; // since when it is overdue; INSTANT_NONE
    bool was_late;
    bool is_waiting; // what its outcome leads to waits for `missing`
    str missing;     // what Only when waits for
    bool is_refused; // its deed is done and must not lead on
};

// An outcome that was taken, by somebody or by itself.
struct taken {
    int entry; // -1: of a threshold
    const struct clause *threshold;
    const struct stage_exit *exit;
    instant at;
    const struct recorded *recorded; // NULL if it came by itself
    enum truth leads;                // TRUTH_UNKNOWN while where it leads is not known
    bool is_followed;                // the ways without conditions were
    str missing;
    str with; // "reasons": what must go with it
};

// A procedure that must be opened elsewhere.
struct jump {
    str document, label;
    int taken;
    instant at;
};

enum note_kind {
    NOTE_REFUSED, // on record, not allowed, not taken
    NOTE_DOUBT,   // taken, and whether it was allowed is not known
    NOTE_UNUSED,  // on record, and of no use here: a name that is not known
    NOTE_LIMIT    // the answer is cut short
};

struct procedure_note {
    enum note_kind kind;
    const struct recorded *recorded; // NULL: of the case
    str text;
};

enum exclusion_state {
    EXCLUSION_NO,
    EXCLUSION_APPLIES,
    EXCLUSION_OVERRIDDEN,
    EXCLUSION_UNKNOWN,
    EXCLUSION_LIFTS
};
const char *exclusion_state_words(enum exclusion_state state);

struct exclusion_answer {
    const struct clause *clause;
    enum exclusion_state state; // LIFTS: it overrides others and holds
    const struct clause *by;    // what overrides it, or may
    str missing;
    str untold; // of one that applies: who is still to be told, with "; " between
};

struct threshold_answer {
    const struct clause *clause;
    enum truth reached;
    instant at; // when it was; INSTANT_NONE
    str count;  // as it is on record: "1,480"; empty if it is not
    str missing;
    const struct clause *held_by; // the exclusion that keeps it from being reached; NULL
    str untold;                   // once it is reached: who is still to be told
};

enum need_kind { NEED_DEED, NEED_OUTCOME, NEED_CONSENT, NEED_ADVICE, NEED_TEXT, NEED_TELL, NEED_PUBLISH };

// What somebody owes.
struct owed_deed {
    int entry;
    enum need_kind kind;
    str who;                          // parties, with "; " between them
    str what;                         // "to answer: from acknowledgement to written reply"
    const struct clock_answer *clock; // its deadline; NULL if it has none
    bool is_overdue;
    enum truth is_owed; // TRUTH_UNKNOWN: `missing`
    str missing;
};

// An outcome that may be taken now, or not, or nobody knows.
struct way_out {
    int entry;
    const struct stage_exit *exit;
    str who, leads; // "G3 Answer"
    enum truth may;
    str why; // not, or what is missing
};

// What happens at the deadline if nobody acts.
struct otherwise {
    int entry;
    instant at;
    str what; // "G5 The committee decides opens again"
};

#define PROCEDURE_LIST(type, name)                                                                           \
    struct {                                                                                                 \
        type *at;                                                                                            \
        size_t n, room;                                                                                      \
    } name

struct procedure_answer {
    bool has_begun, is_over;
    instant begun, ended;
    str how; // it ended, in a sentence
    PROCEDURE_LIST(struct entry, entries);
    PROCEDURE_LIST(struct taken, taken);
    PROCEDURE_LIST(struct jump, jumps);
    PROCEDURE_LIST(struct procedure_note, notes);
    PROCEDURE_LIST(struct exclusion_answer, exclusions);
    PROCEDURE_LIST(struct threshold_answer, thresholds);
    PROCEDURE_LIST(struct owed_deed, owed);
    PROCEDURE_LIST(struct way_out, choices);
    PROCEDURE_LIST(struct otherwise, otherwise);
    instant
        next_change; // the first instant at which the answer differs if nothing happens; INSTANT_FAR if none
};

// ERR_LIMIT above RECORDED_MAX, or if the arena is full.
result procedure_answer(struct ctx *ctx, const struct procedure_question *question,
                        struct procedure_answer *answer) MUST;

struct allowed {
    enum truth may;
    str why; // a sentence: what is not allowed or not known, why, and what would be allowed
};

// Whether `deed` may be recorded of a case, at its own time, beside what is on record before and at that time.
result procedure_may(struct ctx *ctx, const struct procedure_question *question, const struct recorded *deed,
                     struct allowed *permission) MUST;

// Which stage and when: "G3 Answer" and, of a later run, "G3 Answer, second time".
str entry_name(struct arena *arena, const struct procedure *procedure, const struct entry *entry);
// What opened it, in words.
str cause_words(struct arena *arena, const struct procedure *procedure, const struct procedure_answer *answer,
                const struct cause *cause);
