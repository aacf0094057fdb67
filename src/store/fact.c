#include "store/fact.h"

const char *fact_kind_name(enum fact_kind kind)
{
    static const char *const names[FACT_KINDS] = {
        [FACT_ADOPTED] = "adopted",
        [FACT_OPENED] = "reported",
        [FACT_BOUND] = "observed",
        [FACT_EVENT] = "happened",
        [FACT_KNOWN] = "found out",
        [FACT_STATUS] = "status",
        [FACT_PAUSED] = "clock paused",
        [FACT_AREA] = "area",
        [FACT_SOURCE_DUE] = "due time given",
        [FACT_NOTE] = "note",
        [FACT_WITHHELD] = "text withheld",
        [FACT_CAUSE] = "cause",
        [FACT_EXPLAINED] = "explained",
        [FACT_PUBLISHED] = "figure published",
        [FACT_DEPARTURE] = "departure declared",
        [FACT_REDRESS] = "redress opened",
        [FACT_STEP_DUE] = "step begun",
        [FACT_STEP_DONE] = "step done",
        [FACT_STEP_LATE] = "step overdue",
        [FACT_MOVED] = "deadline moved",
        [FACT_PROGRESS] = "progress",
        [FACT_SIGNED] = "signed",
        [FACT_ERASED] = "personal data erased",
        [FACT_RECEIVED_BY] = "received by a body",
        [FACT_PHOTOGRAPH] = "photograph",
        [FACT_DISPUTED] = "disputed",
        [FACT_ASSIGNED] = "assigned",
        [FACT_HIDDEN] = "hidden",
        [FACT_TAKEN_IN] = "taken in",
        [FACT_APPEALED] = "asked to be shown",
        [FACT_RETURNED] = "return signed",
        [FACT_STEP_PAID] = "payment recorded",
        [FACT_GRADED] = "graded on foot",
        [FACT_LOOKED] = "looked at again",
        [FACT_CONTACTED] = "contact asked",
        [FACT_OPTION] = "option taken up",
        [FACT_THANKED] = "thanked",
        [FACT_SENT_ON] = "sent on to the body's own system",
        [FACT_GIVEN] = "given out on request",
        [FACT_MEETING] = "meeting of the parties",
        [FACT_LIFE] = "charter's life",
        [FACT_WORDED] = "in other words",
        [FACT_ACT] = "asked of the parties",
        [FACT_ACT_ANSWERED] = "party answered",
        [FACT_AGREED] = "said to be fixed by whoever reported it",
        [FACT_PAYMENTS] = "payments approved",
        [FACT_PAPER] = "recorded from paper, not yet confirmed",
        [FACT_PAPER_ENDED] = "paper confirmed, refused or withdrawn",
    };
    return kind > 0 && kind < FACT_KINDS && names[kind] ? names[kind] : "unknown";
}

const char *voice_words(enum voice voice)
{
    static const char *const words[VOICE_COUNT] = { "noted automatically", "service says", "reporter says",
                                                    "champion found" };
    return words[voice];
}

enum voice voice_shown(int64_t kind, int64_t voice)
{
    return kind == FACT_RECEIVED_BY && voice == VOICE_REPORTER ? VOICE_SYSTEM : (enum voice)voice;
}
