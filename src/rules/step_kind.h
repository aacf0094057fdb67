// What kind of deed a step of redress asks for, as far as the form to answer it differs. Pure.
//
// It goes by words in the deed ("apologises for what went wrong") and decides only which questions are put: what is
// owed, and whether it is done, never rests on it. A deed that has none of the words is asked about in general.
#pragma once

#include "document/value.h"

enum step_kind {
    STEP_IN_GENERAL,
    STEP_REASON,  // says why
    STEP_APOLOGY, // an office says sorry
    STEP_MEETING, // somebody comes to a meeting, or a report does
    STEP_PLAN,    // what will be different
    STEP_REVIEW,  // somebody looks at it again
    STEP_MENDS,   // what was late is done
    STEP_PAYMENT, // to somebody, or into a fund
    STEP_KINDS
};

enum step_kind step_kind_of(const struct step *step);
// Whether it promises a new date, too.
bool step_gives_date(const struct step *step);
