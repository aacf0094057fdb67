// What the pages of drafts show: documents while they are written and negotiated (app/draft.h).
#pragma once

#include "app/draft.h"
#include "document/wording.h"
#include "web/pages.h"
#include "web/paper_form.h"
#include "web/review_pages.h"
#include "web/visit.h"

struct draft_card {
    str title, parties, about; // about: "Out for comments until 3 May 2027"
    int64_t n_waiting;         // changes that wait for their answer
    struct url url;
};

struct draft_cards {
    struct draft_card *at;
    size_t n, room;
};

struct drafts_page {
    struct layout layout;
    struct draft_cards theirs, others;
    struct links papers; // recorded from paper, that they may confirm
    struct links seats;  // drafts to which they are invited for a body, and have not answered
    bool is_somebody;    // signed in: may begin one
};

struct draft_new_page {
    struct layout layout;
    struct form_faults faults;
    struct form_field title, parties, area, party, from;
    int64_t asked;           // for whom it is begun (app/ask.h); 0 for whoever begins it
    struct draft_asked said; // what they said
    str next, before;        // the Id and title of the charter whose next version it is; empty for none
};

// Invitations that wait for an answer of whoever is signed in.
result seats_links_fill(struct request *request, struct links *links) MUST;

struct draft_clause {
    struct clause_block block;
    int64_t n_open, n_said; // changes to be answered, comments
};

struct draft_problem {
    str text, clause; // clause: its label; empty for the header
    bool is_error;
    bool wants_contact; // no clause is wrong, one is missing, and the address leads to where it is written
    struct url url;
};

struct draft_change_line {
    str what, party, words, state;
    struct url url;
    date day;
    bool is_open, is_to_answer; // by whoever asks
};

struct draft_change_lines {
    struct draft_change_line *at;
    size_t n, room;
};

struct draft_speaker_line {
    str party, who, account; // who: only for whoever keeps the draft; account: of one that can be ended
    int64_t n;
    bool is_theirs; // who looks at it speaks for that party, and may leave
};

// The charter in whose place the draft is to come: its review, and what its parties said to it.
struct draft_before {
    struct url review_url; // empty if there is no such charter
    struct review_answer_lines said;
};

struct draft_page {
    struct layout layout;
    struct form_faults faults;
    str name, title, in_force, showing;
    str held;    // for whoever takes part: what is held before an election
    bool is_out; // for comments
    struct url url, new_clause_url, header_url, history_url, workload_url, text_url, sign_url, meeting_url,
        words_url;
    struct links worded; // the languages in which other words stand beside it
    struct said said;
    struct html prose;
    struct draft_before before;
    struct {
        struct draft_clause *at;
        size_t n, room;
    } clauses;
    struct {
        struct draft_problem *at;
        size_t n, room;
    } problems;
    struct links prints;
    struct draft_change_lines open, settled;
    struct {
        struct draft_speaker_line *at;
        size_t n, room;
    } speakers;
    struct seat_lines seats;
    bool is_keeper, takes_part, may_propose, is_ended, has_news; // is_ended: nothing is changed in it
    struct form_field party, email, seen, comments_from, comments_to, body; // whoever keeps it
};

struct draft_comment_line {
    str who, words, answer, id;
    date day;
};

struct draft_comments {
    struct draft_comment_line *at;
    size_t n, room;
    struct form_field words, reply;
    str answers;        // the id of the comment whose reply was sent and came back
    struct url sign_in; // for whoever could say something if they did; empty for others
    bool may_say, may_reply;
    bool is_sent; // whoever reads it has just said something
};

// A line of a clause's form: a field there is or that is usual, or one still to be chosen.
struct draft_row_line {
    struct form_field key, name, value;
    str given; // the key with its name, where it is not chosen
    bool is_chosen;
};

// What a clause would have scored (app/would.h), in words.
struct would_cell {
    bool is_there;
    str words; // "88 of 100 on time; asked at least 90%"
    struct mark mark;
};

struct would_row {
    str period;
    struct would_cell was, now;
};

struct would_part {
    bool is_asked; // the clause is one that something is counted of
    str intro;     // over which days; or why nothing can be said
    bool is_compared;
    str was, now; // the heads of the columns
    struct {
        struct would_row *at;
        size_t n, room;
    } rows;
    str changed;           // how many reports would change
    struct str_list costs; // what its providers say that it would cost
    bool may_cost;         // whoever looks provides it
    str bounds;            // what of the record was looked at, where it was not all
};

struct draft_clause_page {
    struct layout layout;
    struct form_faults faults;
    str named, heading, label; // "Standard S1", and the same with its title
    struct url url, other_url, draft_url;
    bool is_text, is_new, is_header, may_propose, is_checked;
    struct said said;
    struct would_part would;
    struct form_field kind, title, prose, text, party, words;
    struct form_field one, year, what, is_office; // what it would cost
    bool asks_office;
    struct {
        struct draft_row_line *at;
        size_t n, room;
    } rows;
    struct draft_comments comments;
};

struct draft_answer_line {
    str party, words;
    struct mark mark;
};

struct draft_change_page {
    struct layout layout;
    struct form_faults faults;
    struct draft_change_line line;
    struct wording_parts before, after; // the two texts, with what differs
    struct url url, clause_url;
    struct {
        str *at;
        size_t n, room;
    } changes; // in words
    struct {
        struct draft_answer_line *at;
        size_t n, room;
    } answers;
    struct would_part would;
    bool is_current, may_answer, is_own;
    struct form_field party, words;
    struct draft_comments comments;
};

struct signatory_line {
    str party, office, authority; // authority: of one that has signed
    str code;                     // of its sheet
    date day;
    bool is_signed, is_on_paper, may_take_out, waits;
    bool lacks_right; // whoever holds it may not sign for the party here
};

// GET /drafts/{draft}/sign: who signs, and the signatures so far; one form for what whoever asks can do next.
struct draft_sign_page {
    struct layout layout;
    struct form_faults faults;
    str title, in_force, hash, showing;
    str held; // what is held before an election
    struct url url, draft_url, text_url, sheet_url, charter_url;
    struct {
        struct signatory_line *at;
        size_t n, room;
    } lines;
    size_t n_signed;
    bool is_offered, is_signed, has_news;
    bool may_name, may_offer, may_take_back, may_sign, may_record;
    str lacks_right_for;                             // a party whose office they hold, and may not sign for
    struct form_field party, office, email, offer;   // one that signs, named; and the text, offered
    struct form_field as, authority, agreed;         // a signature
    struct form_field paper, day, code_typed, where; // one on paper
    struct form_field back_party, why;               // taken back
    struct paper_entries papers;
};

// GET /drafts/{draft}/sheet: to be printed and signed by hand.
struct draft_sheet_page {
    struct layout layout;
    str title, hash, text;
    struct {
        struct signatory_line *at;
        size_t n, room;
    } lines;
};

// A show of hands, as it was counted.
struct draft_vote_line {
    str about, hands, counts, counter, day, words;
};

struct draft_vote_lines {
    struct draft_vote_line *at;
    size_t n, room;
};

// GET /drafts/{draft}/meeting: a clause at a time, for all to read together.
struct draft_meeting_page {
    struct layout layout;
    struct form_faults faults;
    str title, heading, place; // place: "3 of 7"
    struct url url, draft_url, all_url, asked_url;
    struct link before, after;
    struct {
        struct draft_meeting_clause *at;
        size_t n, room;
    } clauses; // the one that is looked at, or all of them, to be printed
    bool is_all, may_write, has_news, asks_office, is_header;
    str label;
    struct form_field about, hands, yes, no, abstained, counter, day, words, is_office;
    struct form_field asked, asked_why, party; // who was asked, reached and missed
};

struct draft_meeting_clause {
    str heading, label; // label: "header" for that
    struct said said;
    struct html prose;
    struct draft_change_lines open;
    struct draft_vote_lines votes;
};

struct draft_history_page {
    struct layout layout;
    struct draft_vote_lines votes;
    struct links texts; // the newest first
    struct {
        str *at;
        size_t n, room;
    } changes; // between the two asked for
    str between;
};

// Shared by the pages (page_draft_parts.c).
struct drafter request_drafter(const struct request *request);
// The draft of the path; layout and crumbs begun.
result draft_asked(struct request *request, struct draft *draft) MUST;
struct url draft_url(struct ctx *ctx, str name);
struct url draft_clause_url(struct ctx *ctx, str name, str label);
// The parties that whoever asks speaks for, as choices.
result draft_party_field(struct request *request, const struct draft *draft, struct form_field *field) MUST;
result draft_comments_fill(struct request *request, const struct draft *draft, str label, int64_t change,
                           struct draft_comments *comments) MUST;
// What is said or answered with the form of the comments; ERR_INPUT for another form.
result draft_comments_send(struct request *request, str label, int64_t change) MUST;
result draft_change_lines_fill(struct request *request, const struct draft *draft,
                               const struct draft_change_row *row, struct draft_change_lines *lines) MUST;

// The shows of hands of a clause (empty: the header), or of the whole draft with NULL; the newest first.
result draft_votes_fill(struct request *request, const struct draft *draft, const str *label,
                        struct draft_vote_lines *lines) MUST;
// What a clause would cost (draft_cost.c): the fields of the form; what was sent with it.
result draft_cost_fields(struct request *request, const struct draft *draft,
                         struct draft_clause_page *page) MUST;
result draft_costs_fill(struct request *request, const struct draft *draft, str label, int64_t n_reports,
                        struct would_part *part) MUST;
result draft_cost_send(struct request *request, struct response *response, const struct draft *draft,
                       struct draft_clause_page *page) MUST;

// What the clause of that label would have scored in a text of the draft: as it stands, or with what is proposed.
result draft_would_fill(struct request *request, const struct draft *draft, struct document *document,
                        str label, struct would_part *part) MUST;

// The places as the map here spells them, "Nether Sallow parish, Harcaster" for "Nether Sallow, Harcaster"; what it
// does not know stays. Then what of the draft's places it does not know (draft_place.c). areas: NULL if there are none.
result draft_area_spelt(struct ctx *ctx, const struct areas *areas, str typed, str *spelt) MUST;
result draft_area_problems(struct request *request, const struct draft *draft, struct draft_page *page) MUST;

// The lines of a clause's form, and back to its text (draft_form.c).
result draft_rows_fill(struct request *request, const struct draft *draft, const struct clause *clause,
                       struct draft_clause_page *page) MUST;
// From what was sent: the text of the clause. Each field with a value is a line, in this order.
str draft_rows_text(struct request *request, const struct draft *draft, struct draft_clause_page *page);
