// Contact that is limited because somebody misuses it: decided by a post, with its reason, its last day and somebody
// else who looks again; the person is told, and may appeal by a link. It limits what they add to reports and dispute:
// never a new report, no clock, and nothing that speaks of danger. Private; inside a transaction.
#pragma once

#include "app/account.h"
#include "app/desk.h"

enum {
    RESTRICTION_MONTHS_MAX = 12,
    RESTRICTION_WEEKLY_MAX = 20,
    RESTRICTION_WORDS_MAX = 5000,
    RESTRICTION_FEW = 5 // fewer of them are not counted in public
};

// "at most 2 additions and disputes a week", "by letter only"
str restriction_words(struct ctx *ctx, const struct restriction_row *row);
str restriction_way_words(str way); // "by letter"; empty for none that there is

struct restricting {
    struct restriction_row
        row; // person, case_id, body, post, decider, why, weekly or way, until, reviewer, review
    date today;
    instant now;
};
// ERR_INPUT if something is missing or too long ahead, ERR_RULE if the reviewer is the decider or may not review,
// ERR_CONFLICT if their contact is limited already. Sets id and token.
result restriction_decide(struct ctx *ctx, struct db *db, struct restricting *restricting) MUST;

bool restriction_is_over(const struct restriction_row *row, date today);
// The one that limits a person today, or somebody who is reached at the same e-mail address; its id
// is ID_NONE for none.
result restriction_in_force(struct ctx *ctx, struct db *db, int64_t person, date today,
                            struct restriction_row *row) MUST;
// The one that limits whoever is reached at an e-mail address or a telephone number, as somebody typed them: for
// whoever takes in what they ring or write about. Of a number that a household shares it says no more than that.
result restriction_of_contact(struct ctx *ctx, struct db *db, const struct person *typed, date today,
                              struct restriction_row *row) MUST;
// Them, and whoever is reached at the same e-mail address.
result restriction_persons(struct ctx *ctx, struct db *db, int64_t person, struct person_row_list *rows) MUST;
// Whether whoever is at the desk may add words to a report or dispute: ERR_RULE with a sentence if their contact is
// limited and this week's are used. Always OK for a service, and for words that speak of danger.
result restriction_check(struct desk *desk, str words) MUST;

// What is done about one; by: who does it.
struct restriction_deed {
    const struct restriction_row *row;
    int64_t by;
    str words;
    date today;
    instant now;
    date due; // of an appeal: the last day for its answer (app/working_day.h)
};
result restriction_review(struct ctx *ctx, struct db *db, const struct restriction_deed *deed,
                          date next) MUST;
result restriction_end(struct ctx *ctx, struct db *db, const struct restriction_deed *deed) MUST;
result restriction_appeal(struct ctx *ctx, struct db *db, const struct restriction_deed *deed) MUST;
result restriction_answer(struct ctx *ctx, struct db *db, const struct restriction_deed *deed,
                          bool is_lifted) MUST;

struct reviewer {
    int64_t person;
    str name;
};
struct reviewers {
    struct reviewer *at;
    size_t n, room;
};
// Whoever may review one and can sign in; but: not this person.
result restriction_reviewers(struct ctx *ctx, struct db *db, int64_t but, struct reviewers *reviewers) MUST;

// Whoever looks again at one, or answers its appeal, is told by e-mail: a week before the review, when it is late, when
// an appeal has come, when its answer is late; each once. Who was named for it, else everybody who may.
enum { RESTRICTION_SOON_DAYS = 7 };
result restriction_appeal_tell(struct ctx *ctx, struct db *db, const struct restriction_row *row,
                               instant now) MUST;
// Inside store_write, by the clock.
result restrictions_remind(struct ctx *ctx, struct db *db, const struct zone *zone, instant now) MUST;

// With their person.
result restrictions_forget(struct ctx *ctx, struct db *db, int64_t person) MUST;
