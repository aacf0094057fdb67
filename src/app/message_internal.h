// What the files of the messages share: a message in the making, with the values its text may name.
#pragma once

#include "app/message.h"
#include "document/sentence.h"

struct making {
    struct ctx *ctx;
    struct db *db;
    const struct message_asked *asked;
    struct message *message;
    const struct zone *zone;
    str kind; // another text than the row names; empty for none
    struct writing_values values; // in English
    struct document *document;    // the promise that the case counts for; NULL for none
    const struct clause *clause;
    bool is_hidden; // it is about a case of which nothing may be said
    bool has_words; // the fact has words, and they may be said
};

// The value of a name so far; empty if there is none.
str detail_value(const struct making *m, str name);
// A value that joins the others; the first of a name counts.
result making_value(struct making *m, const char *name, str value) MUST;
// "the end of 9 February 2026", or the day and the time.
str making_time(const struct making *m, instant t);
str making_day(const struct making *m, instant t); // "9 February 2026"
str making_figures(const struct making *m,
                   instant t); // "09/02/2026", where the month has no name in the language
// Address and path; empty without an address.
str making_url(const struct making *m, const char *path, str token);

// What there is to say of the fact of the row and its case. is_there: false if either is gone.
result making_case(struct making *m, bool *is_there) MUST;
// What alerts say: of the facts that the row's detail names.
result making_alert(struct making *m, bool *is_there) MUST;
// The sentences of the promise in a language; empty without one.
str making_promise(const struct making *m, enum language language);
