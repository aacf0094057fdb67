// Words and shapes of promises and of steps, which paper says in each language.
#include "web/marks.h"

#include "document/sentence_internal.h"

struct mark verdict_mark(enum verdict verdict)
{
    static const struct mark marks[VERDICT_COUNT] = {
        [VERDICT_NONE] = { "none", N_("None promised now") },
        [VERDICT_KEPT] = { "kept", N_("Kept") },
        [VERDICT_MISSED] = { "missed", N_("Missed") },
        [VERDICT_ON_COURSE] = { "on-course", N_("On course") },
        [VERDICT_AT_RISK] = { "at-risk", N_("At risk") },
        [VERDICT_NOT_YET_DUE] = { "not-yet-due", N_("Not yet due") },
        [VERDICT_NOT_KNOWN] = { "not-known", N_("Not known") },
        [VERDICT_NO_CASES] = { "no-cases", N_("No cases") },
    };
    return marks[verdict];
}

struct mark step_mark(enum step_state state)
{
    static const struct mark marks[STEP_STATE_COUNT] = {
        [STEP_WAITING] = { "no-cases", N_("Comes next") },
        [STEP_OPEN] = { "not-yet-due", N_("Due") },
        [STEP_DONE] = { "kept", N_("Done") },
        [STEP_DONE_LATE] = { "at-risk", N_("Done late") },
        [STEP_OVERDUE] = { "missed", N_("Overdue") },
        [STEP_OFFERED] = { "no-cases", N_("When asked for") },
        [STEP_NOT_OWED] = { "no-cases", N_("Not owed") },
        [STEP_NOT_KNOWN] = { "not-known", N_("Not known") },
    };
    return marks[state];
}

str mark_said(const struct speech *speech, struct mark mark)
{
    return words(speech, mark.words);
}
