// The quarterly return of a partner without a log-in: asked for by a link that works until it is signed, looked through
// before it is taken, signed by a named person for an office. What is taken becomes facts; the return itself is kept,
// word for word, and a fact carries its hash. What was wrong is put right by another return, with its reason.
#pragma once

#include "app/board.h"
#include "app/desk.h"
#include "app/person.h"

#define RETURN_ASKED STR("asked")
#define RETURN_SIGNED STR("signed")

enum { RETURN_ROWS_MAX = 2000, RETURN_BYTES_MAX = 1 << 20, RETURN_FAULTS_MAX = 50, RETURN_SOON_DAYS = 5 };

struct return_asking {
    str body;
    struct span period;
    date due;
    struct person contact; // without an e-mail address: the link is shown to whoever asks, to be printed
    int64_t corrects;      // the return whose place it is to take; ID_NONE for none
    instant now;
    int64_t id; // of the new one
};
// Inside store_write. ERR_INPUT with a sentence if the contact can't be reached.
result return_ask(struct ctx *ctx, struct db *db, struct return_asking *asking) MUST;

// What is asked for in numbers: clauses of the body that are measured by looking, not by a clock.
struct return_item {
    const struct charter *charter;
    const struct promise_state *promise;
    str value; // "27 of 30"; empty for not given
};
struct return_items {
    struct return_item *at;
    size_t n, room;
};
result return_items_find(struct ctx *ctx, const struct board *board, str body,
                         struct return_items *items) MUST;

struct return_fault {
    int64_t line; // of the table; 0 for the numbers, or the table as a whole
    str text;
};

// What was sent, read. rows: as the table has them, with times as the importer reads them.
struct return_read {
    struct {
        struct return_fault *at;
        size_t n, room;
    } faults; // at most RETURN_FAULTS_MAX
    int64_t rows, n_new, n_changed;
    str table; // in the form of library/mappings/return.md; empty without rows
};

struct return_sent {
    const struct partner_return_row *row;
    const struct board *board;
    str csv; // empty if none was sent
    struct return_items items;
};
#define RETURN_HEADER STR("reference,service,area,reported,completed,status")
// Lines that somebody wrote into a form, with the names of the columns above them if they left them out.
str return_table_of(struct ctx *ctx, str lines);
// Reads all of it, and says what is wrong, line by line. Nothing is taken.
result return_check(struct ctx *ctx, struct db *db, const struct return_sent *sent,
                    struct return_read *read) MUST;
// The text that is kept and signed; and back again.
str return_content(struct ctx *ctx, const struct return_sent *sent);
result return_content_read(struct ctx *ctx, str content, struct return_sent *sent) MUST;

struct return_signing {
    const struct return_sent *sent;
    str signer, office, reason;
    instant now;
};
// Inside store_write: what was sent becomes facts, and it is signed. ERR_RULE if it is signed already, or does not
// hold.
result return_sign(struct ctx *ctx, struct db *db, const struct return_signing *signing) MUST;

// Reminds whoever was asked, once when it falls due within RETURN_SOON_DAYS and once when it is late.
result returns_remind(struct ctx *ctx, struct db *db, const struct zone *zone, instant now) MUST;

bool return_is_late(const struct partner_return_row *row, const struct zone *zone, instant now);
str return_words(struct ctx *ctx, const struct partner_return_row *row); // "1 July to 30 September 2026"
