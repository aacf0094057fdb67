// What becomes of a charter once it is in force, which its text does not say: it ends before its last day, is suspended
// and goes on, is renewed, or a body takes the place of one that is a party. Each is a fact (FACT_LIFE), from a day
// that had not come when it was said, so that it changes nothing for a report that was made before.
//
// ended: period_to, the last day. suspended: period_from, and period_to if it is known when it goes on. resumed:
// period_from. renewed: period_to, and value: the SHA-256 of the version. taken over: period_from, value: "who was a
// party; who is". notice given: period_to, the last day; value: the party, which needed nobody else (the charter's
// `Notice`). notice withdrawn: value: "the fact of that notice; the party". Its `corrects` is the act by which it was
// asked (app/life_act.h), where it was asked here.
//
// It is of the versions that had been adopted before it was said. A case that began on a day of a suspension, or after
// the end, is under no promise of the charter; one that began before keeps its clock and what it is owed. Periods are
// clipped to the end as they are to any last day. A count of at least so many is not asked of a period of which days
// were taken; no period that was suspended whole is judged.
#pragma once

#include "document/document.h"
#include "store/queries.h"

enum life_kind {
    LIFE_ENDED,
    LIFE_SUSPENDED,
    LIFE_RESUMED,
    LIFE_RENEWED,
    LIFE_TAKEN_OVER,
    LIFE_NOTICE,
    LIFE_WITHDRAWN,
    LIFE_KINDS
};

str life_code(enum life_kind kind); // "ended": the name of the fact
bool life_read(str code, enum life_kind *kind);
void life_successor(str value, str *was, str *is); // of "the old; the new"
// Whether that notice was withdrawn. facts: all those of charters' lives, others may be among them.
bool life_is_withdrawn(const struct fact_row_list *facts, const struct fact_row *notice);

// "in force", "suspended", "over", "not yet in force", on a day.
str life_state(const struct document *document, date day);
// The days on which it is suspended, for tables: "2026-11-24/2026-12-01; 2027-01-01/".
str life_suspended(struct ctx *ctx, const struct document *document);

// lives: in the order of recording, of any document. body: the text of the version.
result life_apply(struct ctx *ctx, const struct fact_row_list *lives, const struct fact_row *adoption,
                  str body, struct document *document) MUST;
