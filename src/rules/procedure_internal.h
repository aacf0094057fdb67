// What the files that follow a procedure share among themselves.
#pragma once

#include "rules/procedure_answer.h"

struct run {
    struct ctx *ctx;
    const struct procedure *p;
    const struct procedure_question *q;
    struct procedure_answer *a;
    const struct recorded **list;     // sorted
    size_t n, n_seen;                 // the first n_seen have happened
    bool *is_used;                    // of each: it has been taken, or must not count
    struct threshold_answer *reached; // one for each threshold, as it was last asked
    instant now;
    bool is_cut; // ENTRIES_MAX was passed
};

// procedure_record.c: what is on record
int recorded_order(const struct recorded *a, const struct recorded *b);
result run_sort(struct run *run) MUST;
bool party_is(str a, str b); // whatever the article
const struct recorded *known_fact(const struct run *run, str name,
                                  bool *is_contradicted); // the newest word; NULL
bool text_says(str items, str item);
const struct field *parties_of(struct run *run, const struct clause *clause, enum field_key key);
str parties_words(struct arena *arena, const struct str_list *parties);
str stage_who(struct run *run, const struct stage *stage);
bool stage_has_party(struct run *run, const struct stage *stage, str party);

bool party_gave(const struct run *run, const struct stage *stage, str party, enum recorded_kind kind);
const struct recorded *paper_find(const struct run *run, const struct stage *stage, enum recorded_kind kind,
                                  str says); // one whose value or by has that item; empty says: any

// procedure_test.c: conditions
struct verity { // a truth and what is missing for it
    enum truth truth;
    str missing;
};
struct verity verity_and(struct verity a, struct verity b);
struct verity run_conditions(struct run *run, const struct conditions *when, instant at);
struct verity run_reasons(struct run *run, const struct reasons *reasons, instant at);
struct verity run_only_when(struct run *run, const struct clause *clause, instant at);
const struct entry *entry_latest(const struct run *run, int stage); // NULL if it never opened
enum truth truth_inverse(enum truth t);

// procedure_threshold.c: exclusions, thresholds, limits on counts
struct exclusion_answer exclusion_ask(struct run *run, const struct clause *clause);
struct verity run_excluded(struct run *run, const struct clause **which);
struct threshold_answer threshold_ask(struct run *run, const struct clause *clause);
// Whether one more of that amount may be used. at: when; who: empty if not known.
struct verity count_allows(struct run *run, const struct stage *stage, const struct recorded *deed,
                           instant at);
instant count_next_change(struct run *run, const struct stage *stage);

// procedure_clock.c
void entry_clocks(struct run *run, struct entry *entry); // works them out anew at run->now
bool entry_deed_done(const struct run *run, const struct entry *entry, instant *at); // by events alone
instant entry_due(const struct run *run, const struct entry *entry);                 // INSTANT_FAR if none
void entry_ask_by(struct run *run, struct entry *entry);

// procedure_step.c: what changes the state
void entry_open(struct run *run, int stage, struct cause cause, instant at);
void entry_ask(struct run *run, struct entry *entry, const struct recorded *event); // of one that is askable
void entry_close(struct run *run, struct entry *entry, enum stage_state state);
bool entry_is_late(const struct run *run,
                   const struct entry *entry); // one of its clocks stopped late or is over
// entry: -1 for a threshold.
void outcome_take(struct run *run, int entry, const struct stage_exit *exit, const struct recorded *recorded);
void ways_follow(struct run *run, int taken); // again, once more is known

// procedure_settle.c: what comes by itself, now
void entry_late(struct run *run, int entry);
void entry_lapse(struct run *run, int entry);
void settle(struct run *run);
instant next_by_itself(const struct run *run);

// procedure_end.c: what an end ends
void end_follow(struct run *run, int taken);

// procedure_allow.c: what is allowed
struct verdict_words {
    enum truth may;
    str why;
};
struct verdict_words outcome_allowed(struct run *run, int entry, const struct stage_exit *exit,
                                     const struct recorded *recorded);
bool exit_leads_on(const struct stage_exit *exit);
str allowed_now(struct run *run);
str deed_refused(struct run *run, const struct recorded *r);

// procedure_run.c
result run_to(struct run *run) MUST;
void note_add(struct run *run, enum note_kind kind, const struct recorded *recorded, str text);

// procedure_words.c
str count_words(struct run *run, const struct stage *stage); // "at most 3 each year for each councillor"
str ended_words(struct run *run);
str exit_leads(struct run *run, const struct stage_exit *exit);
str run_instant_words(struct run *run, instant t);

// procedure_owed.c
void answer_fill(struct run *run);
