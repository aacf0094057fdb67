// The board: what every page reads. The charters of a community with the state of each promise, what was published,
// what is owed; made once for each state of the store and kept until a fact comes or the clock moves on.
//
// What is only counted is said in fives or more: a row of fewer has is_few, and no figure.
//
// Made inside store_read; lives in an arena of its own and is read by many threads. What is in it had happened by the
// community's time.
#pragma once

#include "app/directory.h"
#include "app/ledger.h"
#include "app/store_state.h"
#include "format/areas.h"
#include "rules/redress.h"

// One row of results of a promise: a period, in any version of its charter.
struct promise_period {
    const struct judge_row *row;
    bool is_before;              // of the time before the charter: what it would have scored
    bool is_trial;               // counted and shown, without redress
    bool is_running;             // the period is not over
    str standing;                // provisional, confirmed, corrected; empty if nothing was published
    const struct fact_row *said; // what was published of it; NULL for nothing
    str counts;                  // "72 of 88 on time"
    str departed;                // the same without declared departures; empty if there were none
    enum verdict departed_verdict;
};

struct promise_period_list {
    struct promise_period *at;
    size_t n, room;
};

// A redress that opened, of a promise: the rows of its steps (app/owed.h).
struct opening {
    const struct charter *charter;
    const struct promise_state *promise;
    const struct obligation_row *steps;
    size_t n_steps;
    bool is_complete; // every step is done, or nobody owes anything by it
};

struct opening_list {
    const struct opening **at;
    size_t n, room;
};

// A clause of the version that binds now, and what has become of it.
struct promise_state {
    const struct charter *charter;
    const struct clause *clause;
    const struct account *account; // NULL if nothing is counted
    struct promise_period_list periods;
    const struct promise_period *now; // the last of them in which it was promised; NULL if there is none
    struct opening_list openings;
    bool is_owed; // one of them is open
};

struct charter {
    const struct board *board;
    str id;
    const struct judged_document *document; // the version that binds now, else the last
    struct {
        const struct judged_document **at;
        size_t n, room;
    } versions;
    struct {
        struct promise_state *at;
        size_t n, room;
    } promises;                   // every clause, in the order of the text
    int64_t tally[VERDICT_COUNT]; // of the promises that are counted
    bool is_signed;
};

struct board {
    struct arena *arena;
    struct ledger *ledger; // with its rows
    const struct zone *zone;
    date today; // the last day that is over or runs
    str name;   // of the community
    bool is_demonstration;
    struct store_state state;
    struct fact_row_list facts; // those about no case, in the order of recording
    struct {
        struct charter *at;
        size_t n, room;
    } charters;
    struct opening_list openings; // newest first
    struct areas *areas;          // boundaries adopted last; NULL if none
    int64_t areas_content;        // whose file they are of; 0 if none
    struct str_list places;       // their names
    struct directory directory;   // what can be reported, and who answers for it
    int users;                    // for whoever keeps it
};

// A board of its own arena; board_close ends it.
result board_make(struct ctx *ctx, struct db *db, instant now, struct board **board) MUST;
void board_close(struct board *board);

const struct charter *board_charter(const struct board *board, str id); // NULL if there is none
const struct promise_state *charter_promise(const struct charter *charter, str label); // likewise
bool charter_covers(const struct charter *charter, str area);                          // by name or code
bool is_deed(const struct promise_state *promise); // something done once, by a day, whatever the quarter
bool is_row_of_deed(const struct judge_row *row);
str party_of(const struct clause *clause); // clause_party
const struct clause *contact_for(const struct charter *charter,
                                 const struct clause *clause); // NULL if there is none
str counts_words(struct arena *arena, const struct judge_row *row,
                 const struct counts *counts);             // "72 of 88 on time"
str period_words(struct arena *arena, struct span period); // "1 July to 30 September 2026"
// The same in the language of the speech (board_words.c): what stands on paper.
struct speech;
str counts_said(const struct speech *speech, const struct judge_row *row, const struct counts *counts);
str span_said(const struct speech *speech, struct span period);
