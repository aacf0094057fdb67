// The meeting of a charter's parties: when and where the next one is, what was agreed there (who does what, by which
// day), and what became of it. Whoever speaks for a party puts it on record (FACT_MEETING), for an office; everybody
// reads it on the page of the meeting and in its pack, so that what was agreed is followed up by whoever comes next.
#pragma once

#include "app/board.h"
#include "app/desk.h"
#include "app/permission.h"

enum { MEETING_WORDS_MAX = 500, MEETING_AHEAD_DAYS = 730 };

#define MEETING_NEXT STR("next")
#define MEETING_AGREED STR("agreed")
#define MEETING_DONE STR("done")
#define MEETING_DROPPED STR("dropped")

struct agreed {
    const struct fact_row *fact, *end; // end: what became of it; NULL while it is open
    date by;                           // DATE_NONE where no day was agreed
    bool is_late;                      // open, and the day has passed
};
struct agreed_list {
    struct agreed *at;
    size_t n, room;
};
// What was agreed under a charter: those that are open first, of each the first due first; then those that ended, the
// last first.
result meeting_agreed(struct ctx *ctx, const struct board *board, str charter, struct agreed_list *list) MUST;
// The meeting that is to come, as it was said last; NULL if none is.
const struct fact_row *meeting_next(const struct board *board, str charter);

enum meeting_part {
    MEETING_WORDS,
    MEETING_WHO,
    MEETING_DAY,
    MEETING_TIME,
    MEETING_OF,
    MEETING_OFFICE,
    MEETING_PARTY
};

struct meeting_said {
    str deed;          // one of the four names above
    str words;         // what is done; where it is held; why it is not done
    str who;           // the party that does it
    date day;          // by which; on which the next is
    int32_t second;    // of that day, of the next; -1 for none
    int64_t of;        // which of them ended
    str party, office; // party: empty where they speak for one only
    bool is_office, looks_personal;
    enum meeting_part part; // of a refusal: what is to be mended
};
// Inside store_write, with a desk without a case. ERR_DENIED if they speak for no party; ERR_INPUT or ERR_RULE with a
// sentence. The same said twice is once.
result meeting_say(struct desk *desk, const struct document *document, const struct visitor *visitor,
                   struct meeting_said *said) MUST;
