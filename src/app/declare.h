// What a provider says of its own promise, put on record by one of its officers: that it departs from a standard in an
// emergency, from a day to a day, or how a priority goes on and when it was done. Public, and for good.
//
// A departure needs a charter that allows it (the header's `Departure`). It moves no deadline and ends nothing that is
// owed for a late case: figures are shown with and without its days (app/departure.h). It is declared before, or on the
// day it begins: a miss is not excused afterwards. One that runs may end earlier, and one to come be taken back; what
// was declared stays on the record.
#pragma once

#include "app/desk.h"
#include "app/permission.h"

enum { DEPARTURE_DAYS_MAX = 28, DEPARTURE_AHEAD_MAX = 92, DECLARED_SHOWN = 20 };

struct declaring {
    const struct document *document; // the version that binds now
    const struct clause *clause;
    struct fact_row_list said; // departures from it, or progress of it, in the order of recording
    int64_t last;              // of them: what a form was made with
};

// Whether somebody may do a deed to that clause for one of its providers.
bool declare_may(struct ctx *ctx, const struct visitor *visitor, enum deed deed,
                 const struct document *document, const struct clause *clause);
// Whether the charter lets its providers depart from this clause; whether its progress can be said.
bool departure_is_allowed(const struct document *document, const struct clause *clause);
bool progress_is_said(const struct clause *clause);
// The most days of one: what the charter says ("up to 28 days"), else DEPARTURE_DAYS_MAX.
int64_t departure_days(const struct document *document);

// Sets declaring->said, of one kind of fact.
result declare_read(struct ctx *ctx, struct db *db, enum fact_kind kind, struct declaring *declaring) MUST;
// Whether it counts, and has not ended by then.
bool departure_stands(const struct fact_row_list *said, const struct fact_row *departure, instant at);

enum declared_part {
    DECLARED_NONE,
    DECLARED_WORDS,
    DECLARED_OFFICE,
    DECLARED_FROM, // of progress: the day
    DECLARED_UNTIL,
    DECLARED_EVENT
};

struct declared {
    str words, office;
    date from, until; // until: the last day; of progress only `from`
    int64_t of;       // of an ending: which departure
    str event;        // of progress: what of a deed was done on that day (app/priority.h); empty for nothing
    bool takes_back;  // it was not, after all
    bool is_office;   // what looks like a person's details is an office's
    enum declared_part part; // set where something is wrong: which of them
    bool looks_personal;     // set where that is what is wrong
};

// Inside store_write, with a desk without a case. ERR_INPUT or ERR_RULE with a sentence, and said->part; ERR_CONFLICT
// if something was said since `seen`.
result declare_same(struct ctx *ctx, const struct declaring *declaring, int64_t seen) MUST;
result departure_declare(struct desk *desk, const struct declaring *declaring, struct declared *said) MUST;
result departure_end(struct desk *desk, const struct declaring *declaring, struct declared *said) MUST;
result progress_say(struct desk *desk, const struct declaring *declaring, struct declared *said) MUST;
