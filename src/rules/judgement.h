// The heart: what one case means for one promise at one time. Pure: facts in, state and working out.
//
// The states are those of docs/commands.md. A case is late when its clock stopped after the due instant, or
// has not stopped and that instant has passed; on time when it stopped at or before it; a fact that decides
// and is missing or contradictory makes it not known. Nothing is guessed.
#pragma once

#include "rules/promise.h"

enum case_state {
    STATE_ON_TIME,
    STATE_LATE,
    STATE_NOT_YET_DUE,
    STATE_NOT_KNOWN,
    STATE_EXCLUDED,
    STATE_ABSENT, // not this clause's, or its clock has not started: in no row
    STATE_COUNT
};

enum why {
    WHY_STOPPED_IN_TIME,
    WHY_STOPPED_LATE,
    WHY_NOTICE_LONG_ENOUGH,
    WHY_NOTICE_SHORT,
    WHY_OPEN_IN_TIME,
    WHY_OPEN_LATE,
    WHY_MEASURED, // stopped, and the clock promises no limit of its own
    WHY_STATUS_EXCLUDED,
    WHY_EXEMPT,
    WHY_NO_LINE_FITS,
    WHY_FACT_MISSING,  // `about` names it
    WHY_EVENT_MISSING, // the data has no column for the event `about`
    WHY_STOP_UNKNOWN,  // it is closed, but not when
    WHY_STOP_BEFORE_START,
    WHY_EITHER_WAY, // a date without a time
    WHY_NO_HOURS,
    WHY_NO_LIMIT,
    WHY_BEYOND,          // working hours outside the years they are laid out for
    WHY_NOT_THE_CLAUSES, // fails Only when
    WHY_NOT_STARTED,
    WHY_START_UNKNOWN, // `about` names the event
    WHY_NOT_IN_FORCE,
    WHY_SUSPENDED,
    WHY_COUNT
};

enum truth { TRUTH_NO, TRUTH_YES, TRUTH_UNKNOWN };

const char *state_name(enum case_state state); // "on time", "not_yet_due" is state_code
const char *state_code(enum case_state state);
const char *why_words(
    enum why why); // a sentence without its full stop; `about` follows where it names something

// The time of asking. Facts that happened at or after `facts_before` do not exist. For a moment t they are
// { t, t + 1 s }; for a whole day both are the midnight that ends it.
struct as_of {
    instant at, facts_before;
};

struct as_of as_of_instant(instant t);
struct as_of as_of_day(const struct zone *zone, date d);

struct judgement {
    enum case_state state;
    enum why why;
    str about;                       // what is missing, if the reason names it
    const struct promise_line *line; // the Clock line that applied; NULL if none did
    struct moment started;           // the event; the clock's own start, after `Start`, is deadline.start
    struct moment stopped;
    struct deadline deadline; // of the earliest start; valid if has_deadline
    bool has_deadline;
    date day;                             // the local day of the clock's start: it decides version and period
    struct pause pauses[CASE_PAUSES_MAX]; // those that counted, merged
    size_t n_pauses;
    instant
        paused_until; // the clock stands still at as_of: until then, INSTANT_FAR if nobody knows; else INSTANT_NONE
    instant
        next_change; // the first instant at which the answer differs if nothing happens; INSTANT_FAR if none
};

// When it is due; INSTANT_NONE without a deadline, and while the clock stands still: nobody knows it then.
instant judgement_due(const struct judgement *judgement);

// clock: index into promise->clocks.
struct judgement case_judge(const struct promise *promise, size_t clock, const struct case_facts *facts,
                            struct as_of as_of);

// The same, asked from within another promise's condition; depth counts how deep, so that a loop ends not known.
struct judgement case_judge_at(const struct promise *promise, size_t clock, const struct case_facts *facts,
                               struct as_of as_of, int depth);

// Whether a case is the clause's at all (Only when), asked as case_judge and count_judge ask it: at the start of each
// clock and at `event`, an index into shape.events that it counts, -1 if none. No only if it is no at all of those that
// have begun; before that, seasons are not known. A clause without either is asked at the report.
// next_change: moved forward to the first instant at which this may differ if nothing happens.
enum truth promise_covers(const struct promise *promise, int event, const struct case_facts *facts,
                          struct as_of as_of, instant *next_change);

// For a clause that counts: whether `event` (an index into shape.events) has happened in this case and on which
// day. ON_TIME is counted, NOT_YET_DUE has not happened, NOT_KNOWN may have, EXCLUDED and ABSENT as above.
struct judgement count_judge(const struct promise *promise, int event, const struct case_facts *facts,
                             struct as_of as_of);

// Of several clocks, the answer for all of them: late if any is late, else not known if any is, else not yet
// due if any is, else on time; those that are excluded or have not started do not count unless all are.
// The one that decides, on the day of the first to start: so a case stays in its period whichever decides later.
struct judgement judgement_for_all(const struct judgement *each, size_t n);

// The moment of an event set, as far as known at as_of. Of "A or B", where nobody knows when B was, `first` is
// INSTANT_ANY: it may have been at any time before `last`.
struct moment events_moment(const struct event_set *set, const struct case_facts *facts, struct as_of as_of);
#define INSTANT_ANY ((instant){ INT64_MIN + 1 })
bool moment_has_first(struct moment moment); // it is known, and so is its first end
