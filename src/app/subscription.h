// Alerts: somebody wants to hear of what happens around a place, in an area, to a kind of thing, under a charter or
// on a report, at once or once a week. Nothing is sent before they said so by a link that was sent to their address,
// or signed in with it, and one press ends it.
#pragma once

#include "store/store.h"

enum { SUBSCRIPTION_METRES_LEAST = 200, SUBSCRIPTION_METRES_MOST = 5000, UNCONFIRMED_DAYS = 7 };

#define ABOUT_PLACE STR("place")
#define ABOUT_AREA STR("area")
#define ABOUT_SERVICE STR("service")
#define ABOUT_CHARTER STR("charter")
#define ABOUT_CASE STR("case")
#define OFTEN_AT_ONCE STR("at once")
#define OFTEN_WEEKLY STR("weekly")

struct subscription_wish {
    str kind;    // one of ABOUT_...
    str subject; // an area's name, a service, a charter's Id, a reference; what a place is called
    double latitude, longitude; // of a place
    int64_t metres;             // around it
    str often;                  // one of OFTEN_...
    str email, language;
    bool
        is_proven; // whoever asks is signed in with that address: it is confirmed at once, and no link is sent
    instant at;
};

// Kept, and a message with a link is on its way. Who wants what they want already, or has several links open, gets no
// other: whether an address is known shows in no answer. ERR_INPUT says what to mend.
result subscription_ask(struct ctx *ctx, struct db *db, const struct subscription_wish *wish) MUST;

// What a token of a link stands for; ERR_MISSING if it stands for nothing (any more).
struct subscription_token {
    str token;
    bool is_case;                         // whoever reported is told of their report: ended by being quiet
    int64_t case_id, person_id;           // of that
    bool is_quiet;                        // ended already
    struct subscription_row subscription; // else
};
result subscription_find(struct ctx *ctx, struct db *db, str token, struct subscription_token *found) MUST;
result subscription_confirm(struct ctx *ctx, struct db *db, const struct subscription_token *found,
                            instant at) MUST;
// How often, and of a place how far around it; what it is about stays. ERR_INPUT says what to mend.
struct subscription_changing {
    const struct subscription_token *found;
    str often;
    int64_t metres;
};
result subscription_change(struct ctx *ctx, struct db *db, const struct subscription_changing *changing) MUST;
// A subscription is gone then, and its person too if nothing else is kept of them.
result subscription_end(struct ctx *ctx, struct db *db, const struct subscription_token *found,
                        instant at) MUST;

// "reports within 500 metres of 1 High Street", "the area Aldermoor ward", "the charter Clean Streets". title: of what
// is followed, if it has one that people know better than its name; else empty.
str subscription_words(struct ctx *ctx, const struct subscription_row *row, str title);
// The same with the title that the store has for it.
result subscription_say(struct ctx *ctx, struct db *db, const struct subscription_row *row, str *words) MUST;

// All of a person, with what waits for them.
result subscriptions_forget(struct ctx *ctx, struct db *db, int64_t person_id) MUST;
// Those that nobody confirmed in UNCONFIRMED_DAYS, some at a time.
result subscriptions_expire(struct ctx *ctx, struct db *db, instant now) MUST;
