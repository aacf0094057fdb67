// How promises stand while there is time, in words.
#include "web/watch_words.h"

#include "document/sentence_internal.h"
#include "store/fact.h"

static str number_of(const struct speech *s, int64_t n)
{
    return str_format(s->arena, "%lld", (long long)n);
}

static str late_used(const struct speech *s, int64_t n)
{
    return n ? counted(s, n, "%1$s is", "%1$s are", number_of(s, n)) : words(s, N_("none is"));
}

static str short_used(const struct speech *s, int64_t n)
{
    return n ? counted(s, n, "%1$s does", "%1$s do", number_of(s, n)) : words(s, N_("none does"));
}

// What was looked at falls short, what has a clock is late.
static str allowance_said(const struct speech *s, const struct outlook *o, bool is_observed)
{
    str used = is_observed ? short_used(s, o->used) : late_used(s, o->used);
    str expected = number_of(s, o->expected), allowed = number_of(s, o->allowed);
    if (is_observed)
        return o->allowed ? SAY(s, "%1$s of about %2$s may fall short; %3$s", allowed, expected, used)
                          : SAY(s, "None of about %1$s may fall short; %2$s", expected, used);
    return o->allowed ? SAY(s, "%1$s of about %2$s may be late; %3$s", allowed, expected, used)
                      : SAY(s, "None of about %1$s may be late; %2$s", expected, used);
}

str outlook_said(const struct speech *s, const struct outlook *o, bool is_observed)
{
    if (o->state == OUTLOOK_NONE)
        return (str){ 0 };
    str may = allowance_said(s, o, is_observed);
    switch (o->state) {
    case OUTLOOK_STEADY:
        return SAY(s, "%1$s.", may);
    case OUTLOOK_FULL:
        return SAY(s, "%1$s: one more, and it is missed.", may);
    case OUTLOOK_RUNS_OUT:
        return SAY(s, "%1$s. At this rate it is missed on %2$s.", may, date_said(s, o->runs_out));
    case OUTLOOK_OVER:
        return SAY(s, "%1$s: it is missed unless there are many more, and in time.", may);
    default:
        return (str){ 0 };
    }
}

str late_said(const struct speech *s, int64_t n)
{
    return n ? counted(s, n, "%1$s report is late and still open.", "%1$s reports are late and still open.",
                       number_of(s, n))
             : (str){ 0 };
}

const char *news_kind(const struct fact_row *f)
{
    switch (f->kind) {
    case FACT_DEPARTURE:
        return f->corrects == ID_NONE ? N_("Departure declared") : N_("Departure ended");
    case FACT_CAUSE:
        return N_("Cause of late cases");
    case FACT_PROGRESS:
        return N_("Progress");
    case FACT_OPTION:
        return N_("Option taken up");
    case FACT_THANKED:
        return f->corrects == ID_NONE ? N_("Thanked") : N_("Thanks taken back");
    case FACT_SIGNED:
        return N_("Signed");
    case FACT_NOTE:
        return str_equal(f->name, FACT_NOTE_REPLY) ? N_("Reply to a figure")
            : str_equal(f->name, FACT_NOTE_REVIEW) ? N_("Answer to the review")
                                                   : N_("Said");
    case FACT_PUBLISHED:
        return str_equal(f->name, STR("corrected")) ? N_("Figure corrected") : NULL;
    default:
        return NULL;
    }
}

str news_said(const struct speech *s, const char *kind)
{
    return words(s, kind);
}

str standing_said(const struct speech *s, str standing)
{
    static const char *const KNOWN[] = { N_("provisional"), N_("confirmed"), N_("corrected") };
    for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++)
        if (str_equal(standing, str_from(KNOWN[i])))
            return words(s, KNOWN[i]);
    return standing;
}
