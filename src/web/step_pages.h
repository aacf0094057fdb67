// What the page of a step of redress shows (page_step.c; views/step.html), and the way to it from where steps stand.
#pragma once

#include "app/step_answer.h"
#include "web/checking.h"

// What was said of it, as it stands on the record.
struct step_entry {
    str day, words, said_by;
    const char *standing; // "put right since"; empty for what counts
};

struct step_page {
    struct layout layout;
    struct form_faults faults;
    int64_t seen; // the last fact that the page shows
    str what, charter, promise, missed, redress, line, since, due, sum, working, reference;
    str chosen;            // of a payment that may be set off: what whoever is paid wants
    struct url chosen_url; // where that is written down for them; empty once it is on its way
    struct url promise_url, redress_url, case_url, action;
    struct mark mark;
    struct step_lines earlier;
    struct {
        struct step_entry *at;
        size_t n, room;
    } said;
    bool is_done;  // what was sent just now is on record
    bool is_typed; // its forms hold what was typed before
    bool is_payment, is_meeting, gives_date, is_of_case;
    bool may_answer; // it is open, or what stands there can be put right
    bool is_overdue;
    bool is_again;                 // there is an answer: another takes its place
    bool is_claimed, is_own_claim; // a payment waits for a second person, and whoever asks recorded it
    bool may_take_back;
    bool asks_office; // something looked like a person's details
    str waits;        // why it can't be answered now; empty if it can
    struct form_field words, office, day, new_day, where, evidence, sum_paid, payment, reason, confirms, undo,
        undo_office, is_office;
    struct form_field which; // of several payments of parts: which of them was not made
};

// A deed that was tried and taken back: the step as it stood after it, and the messages there were then.
struct step_tried {
    struct step_key key;
    struct step_found after;
    struct outbox_row_list messages;
};
// Inside the trial, when all is settled.
result step_tried_read(struct ctx *ctx, struct db *db, const struct ledger *ledger,
                       struct step_tried *tried) MUST;
result step_check_fill(struct request *request, const struct step_tried *tried,
                       struct checking_page *page) MUST;

// Of a row, for whoever may answer it; empty for others, and where nothing can be said now.
struct url step_answer_url(struct request *request, const struct obligation_row *row, str reference);
struct url step_url(struct ctx *ctx, const struct step_key *key);
// One of several payments, into the choice which of them was not made: its day and its words.
result step_fact_offer(struct request *request, const struct fact_row *fact, struct form_field *which) MUST;
// Puts these into the lines of steps: of a case by its reference, of targets with none. And what was said of a target's
// steps before, and put right.
result steps_offer(struct request *request, struct step_lines *steps, str reference) MUST;
result openings_offer(struct request *request, struct opening_lines *openings) MUST;
