// Figures published: what the record then knew of every promise of a document in one period, provisional, confirmed or
// corrected. What follows from a missed target runs from what was confirmed, never from what is merely counted.
#pragma once

#include "app/ledger.h"

struct publication {
    str document, clause;  // clause empty: every promise with a row for that period
    bool is_one, is_count; // is_one: only the figure of the clause's Count, or only the other
    bool is_settled;       // only figures of which nothing is still to fall due, and deeds
    struct span period;
    str name;   // provisional, confirmed, corrected
    instant at; // when; as of then, and from what was recorded by then
    str said_by, words;
};

// The facts written are of kind FACT_PUBLISHED: value is the verdict's code, and " of the count" behind it where the
// figure is that of a clause's Count; words are the counts and what was said.
result figures_publish(struct ctx *ctx, struct db *db, const struct publication *publication) MUST;

// What the clock publishes by itself: when a period is over its figures, as provisional; when nobody has confirmed or
// corrected them in 15 working days from then, and nothing open can change them any more, as confirmed. Only of
// periods that end on or after the day their document was adopted here: what a charter would have scored before binds
// nobody. Once for each; n is added to.
result figures_publish_due(struct ctx *ctx, struct db *db, struct ledger *ledger, int64_t *n) MUST;

// The figures as of an instant and as known at another, from the facts themselves: what was then published, and what it
// is held against later (app/verify.h).
struct figures_when {
    instant as_of, known_at; // the same, but for a community whose clock stands still
    int64_t before;          // only facts with a lower number; 0 for all
};
result figures_judge(struct ctx *ctx, struct db *db, const struct figures_when *when,
                     struct ledger **ledger) MUST;
// The fact that such a publication of the row is.
struct fact_insert_in figure_fact(struct ctx *ctx, const struct publication *publication,
                                  const struct judge_row *row);
// The last moment in which the provider may confirm or correct what was published then, before the clock confirms it;
// INSTANT_FAR if nobody can say.
instant figure_confirmed_by(const struct judge_row *row, instant published);
// Nothing that is open can change it any more.
bool figure_is_final(const struct judge_row *row);
str figure_value(struct ctx *ctx, const struct judge_row *row);  // "missed of the count"
str figure_counts(struct ctx *ctx, const struct judge_row *row); // "9 of 12. ": what the words begin with

// What such a fact says.
struct published_words {
    enum verdict verdict; // VERDICT_NONE if it is no verdict
    bool is_count;
};
struct published_words published_read(str value);
// The counts that its words begin with: "9 of 12".
str published_counts_of(str words);

// The same for several at one instant, with the cases read once. n_facts is added to.
result figures_publish_all(struct ctx *ctx, struct db *db, const struct publication *list, size_t n,
                           int64_t *n_facts) MUST;
