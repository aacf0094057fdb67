// Requests for what is held about somebody, or for its erasure, that came to the data protection officer: the day, the
// month the law gives, how it was checked who they are, how it ended. Private; the row outlives the person, without
// them. Each look at somebody's data is noted as something administered. Inside a transaction.
#pragma once

#include "app/account.h"

#define WISH_COPY STR("copy")
#define WISH_ERASURE STR("erasure")
#define CAME_OFFICE STR("office")
#define CAME_PAGE STR("page") // they did it themselves, signed in
#define REQUEST_OPEN STR("open")
#define REQUEST_DONE STR("done")
#define REQUEST_REFUSED STR("refused")

enum { DATA_REQUEST_WORDS_MAX = 5000, DATA_REQUEST_MONTHS = 1, DATA_REQUESTS_SHOWN = 200 };

// What stands for a kind of check, or for a ground, and its words.
struct choice {
    str name, words;
};
enum { PROOFS_COUNT = 4, GROUNDS_COUNT = 6 };
extern const struct choice PROOFS[PROOFS_COUNT];
extern const struct choice GROUNDS[GROUNDS_COUNT];                  // Article 12(5) and 17(3) of the UK GDPR
str choice_words(const struct choice *choices, size_t n, str name); // empty for none that there is

// Article 12(3): within a month of receipt; the same day of the next month, or its last.
date data_request_due(date asked);

struct data_asking {
    struct person_row person;
    str wish;
    date asked, today;
};
// ERR_INPUT for a day to come, ERR_CONFLICT if the same is open already.
result data_request_add(struct ctx *ctx, struct db *db, const struct data_asking *asking, int64_t *id) MUST;
// Done by whoever it is about, on a page: kept as a day and what it was.
result data_request_own(struct ctx *ctx, struct db *db, date today, instant now) MUST;

struct data_deed {
    const struct data_request_row *row;
    int64_t by; // the person
    date today;
    instant now;
    str choice;  // a proof, or a ground
    date proved; // the day of the proof
    str words;
};
result data_request_prove(struct ctx *ctx, struct db *db, const struct data_deed *deed) MUST;
// Whether it can be given or erased: ERR_RULE, with a sentence, if it is over or nobody checked who they are.
result data_request_ready(struct ctx *ctx, const struct data_request_row *row) MUST;
result data_request_refuse(struct ctx *ctx, struct db *db, const struct data_deed *deed) MUST;
result data_request_finish(struct ctx *ctx, struct db *db, const struct data_deed *deed) MUST;

// Who looked at what, when: `deed` and the number of the request, nothing of the person.
struct data_look {
    int64_t by, request;
    const char *deed;
    instant now;
};
result data_look_note(struct ctx *ctx, struct db *db, const struct data_look *look) MUST;

// With their person, or whoever ended it.
result data_requests_forget(struct ctx *ctx, struct db *db, int64_t person) MUST;
