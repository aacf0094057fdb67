// A procedure made ready to be followed: its stages with their clocks and ways out, thresholds and exclusions.
//
// One internal form for the Stages and Notices of a Procedure and for the Steps of a Redress (procedure_redress.h).
// Plain data in the arena of the call that built it; it points into the document, which must outlive it. What the
// form means, and every rule where the language is silent, is docs/procedures.md.
#pragma once

#include "document/document.h"
#include "rules/deadline.h"

enum { PROCEDURE_STAGES_MAX = 400, PROCEDURE_NOWHERE = -1 };

// One thing an outcome leads to.
struct way {
    int stage; // index into procedure.stages; PROCEDURE_NOWHERE for the end and for other documents
    bool is_end;
    struct ref ref;                // of another document
    str with;                      // "reasons"; empty if none
    const struct conditions *when; // NULL: always
};

// One If line. One whose ways all have conditions is looked at before those that always hold.
struct way_line {
    struct way *ways;
    size_t n;
    bool is_conditional;
};

// One way to leave a stage.
struct stage_exit {
    str name; // "refused"
    struct way_line *lines;
    size_t n;
};

// The Clock lines of one name: the first whose conditions hold applies.
struct stage_clock_line {
    const struct clock *clock;
    const struct conditions *when; // NULL: always
};

struct stage_clock {
    str name; // empty for the unnamed one
    struct stage_clock_line *lines;
    size_t n, room;
};

struct stage {
    const struct clause *clause; // a Stage, a Notice, or the Redress it is a step of
    const struct field *step;    // of a Redress, else NULL
    str label, title;
    struct timing timing;
    struct stage_clock *clocks;
    size_t n_clocks;
    struct stage_exit *exits;
    size_t n_exits;
};

struct procedure {
    const struct document *document;
    struct date_range in_force;
    const struct zone *zone;
    struct stage *stages;
    size_t n;
    struct stage *thresholds; // in the same form: what they lead to are their exits
    size_t n_thresholds;
    const struct clause **exclusions;
    size_t n_exclusions;
    bool has_season, has_hours; // among its conditions: the answer may change by itself
    bool takes_early; // a deed recorded before its stage opened is taken when it opens: steps of a redress
};

// What counts the days of a clause: its calendar, hours and zone. Asked once for each stage, and once with no clause
// for the document as a whole.
struct timings {
    result (*of)(struct ctx *ctx, void *from, const struct document *document, const struct clause *clause,
                 struct timing *timing);
    void *from;
};

// ERR_LIMIT above PROCEDURE_STAGES_MAX; or what `timings` said.
result procedure_build(struct ctx *ctx, const struct document *document, const struct timings *timings,
                       struct procedure *procedure) MUST;

const struct stage_exit *stage_exit_named(const struct stage *stage, str name); // NULL if it has none
// The exit that a stage takes when nobody asks for it within the time its Opens gives; NULL if it has none.
const struct stage_exit *stage_lapse(const struct stage *stage);
int procedure_stage(const struct procedure *procedure, str label); // PROCEDURE_NOWHERE if there is none
bool stage_by_itself(str outcome); // "late", "nobody asks": nobody takes these
// The Opens of a stage that gives a time in which to ask; NULL if none does.
const struct field *stage_opens_within(const struct stage *stage);

// Of the n versions the one of that Id that was in force on the local day of `opened`; NULL if none was. A case stays
// under it whatever comes into force later.
const struct procedure *procedure_version(const struct procedure *const *versions, size_t n, str id,
                                          instant opened);
