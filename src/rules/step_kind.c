#include "rules/step_kind.h"

// The first line that has a word of the deed decides: "sends its Director to the meeting to explain" is a meeting.
static const struct {
    enum step_kind kind;
    str begins; // a word of the deed begins so
} WORDS[] = {
    { STEP_APOLOGY, STR_INIT("apolog") },  { STEP_APOLOGY, STR_INIT("sorry") },
    { STEP_MEETING, STR_INIT("meeting") }, { STEP_MEETING, STR_INIT("attend") },
    { STEP_PLAN, STR_INIT("plan") },       { STEP_REVIEW, STR_INIT("review") },
    { STEP_REASON, STR_INIT("why") },      { STEP_REASON, STR_INIT("reason") },
    { STEP_REASON, STR_INIT("explain") },  { STEP_MENDS, STR_INIT("right") },
    { STEP_MENDS, STR_INIT("repair") },    { STEP_MENDS, STR_INIT("mend") },
    { STEP_MENDS, STR_INIT("good") },
};

static bool begins_with(str word, str with)
{
    if (word.n < with.n)
        return false;
    for (size_t i = 0; i < with.n; i++)
        if (char_lower(word.at[i]) != with.at[i])
            return false;
    return true;
}

static bool has_word(str doing, str begins)
{
    str rest = doing;
    while (rest.at)
        if (begins_with(str_cut(&rest, ' '), begins))
            return true;
    return false;
}

enum step_kind step_kind_of(const struct step *step)
{
    // "puts it right or says why not": what it asks first is that it be right.
    bool is_right = has_word(step->doing, STR("puts")) && has_word(step->doing, STR("right"));
    if (step->verb != STEP_DOES)
        return STEP_PAYMENT;
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS && !is_right; i++)
        if (has_word(step->doing, WORDS[i].begins))
            return WORDS[i].kind;
    return is_right ? STEP_MENDS : STEP_IN_GENERAL;
}

bool step_gives_date(const struct step *step)
{
    return step->verb == STEP_DOES && has_word(step->doing, STR("date"));
}
