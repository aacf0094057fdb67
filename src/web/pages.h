// What each page shows: filled by its handler (page_NAME.c), read by its view (views/NAME.html).
#pragma once

#include "app/permission.h"
#include "app/reporting.h"
#include "app/routing.h"
#include "format/table.h"
#include "rules/category.h"
#include "web/choice_form.h"
#include "web/form.h"
#include "web/intake_pages.h"
#include "web/layout.h"
#include "web/life_note.h"
#include "web/nobody_yet.h"
#include "web/place_map.h"
#include "web/sentences.h"
#include "web/site.h"
#include "web/site_pages.h"

// One promise in a list.
struct promise_entry {
    str label, title, party, counts, target, period;
    struct span span; // the period; DATE_NONE if there is none
    struct url url;
    struct mark mark;
    bool is_owed, is_counted;
};

struct promise_entries {
    struct promise_entry *at;
    size_t n, room;
};

struct charter_card {
    str title, area, parties;
    struct url url;
    int64_t kept, at_risk, missed, others; // of its promises that are counted
    bool is_binding;
    str standing; // "suspended"; empty where it is in force
};

struct charter_cards {
    struct charter_card *at;
    size_t n, room;
};

// What was said of a step of a target and stands no more, or waits for a second person.
struct step_before {
    str words, said_by;
    const char *standing; // "Taken back:"
};

struct step_line {
    int number;
    str text, words, said_by;
    date due, done; // DATE_NONE if there is none
    struct mark mark;
    bool is_settled; // nobody owes anything by it now
    bool is_overdue;
    str sum, working; // of a payment, in words
    str outside; // of one that is overdue: to whom a complaint about its party goes; empty if nobody is known
    const struct obligation_row *row;
    struct url answer_url; // for whoever may answer it (web/step_pages.h); empty for others
    struct {
        struct step_before *at;
        size_t n, room;
    } before;
};

struct step_lines {
    struct step_line *at;
    size_t n, room;
};

// A redress that opened.
struct opening_line {
    str charter, promise, because;
    date opened;
    struct url charter_url, promise_url;
    bool is_complete;
    struct step_lines steps;
    const struct step_line *next; // the first that is not done; NULL if all are
};

struct opening_lines {
    struct opening_line *at;
    size_t n, room;
};

struct contact_line {
    str title, role, party, telephone, email, hours;
    str complaints; // who outside looks at one that it did not settle
    struct url telephone_url, email_url;
    struct html prose;
};

struct contact_lines {
    struct contact_line *at;
    size_t n, room;
};

struct case_line {
    str reference, summary;
    date opened, due, stopped;
    struct url url;
    struct mark mark;
    bool is_shown; // its text may be seen
};

struct case_lines {
    struct case_line *at;
    size_t n, room;
};

struct link {
    str text, about;
    struct url url;
};

struct links {
    struct link *at;
    size_t n, room;
};

// What is said of a report, before it is sent and after, beside the day of a promise.
struct no_day {
    struct links besides; // what is promised of such things without a clock, where no day is
    str next;             // what becomes of it, in the category's words; may be empty
};

struct promise_question;
// has_day: some promise covers it.
result no_day_fill(struct request *request, const struct promise_question *question, bool has_day,
                   struct no_day *no_day) MUST;

struct home_page {
    struct layout layout;
    struct charter_cards charters;
    struct opening_lines openings; // the newest that are not complete, or the newest
};

// What somebody typed for the place where they live, and is none that is known.
struct find_page {
    struct layout layout;
    str asked, nearest; // nearest: the area that was most likely meant; empty if none is near
    struct url nearest_url, search_url;
    str postcode, street;      // what was asked is one that is not known here; or names one that reports name
    bool has_street;           // it gives a street alone
    struct links street_areas; // where those reports lie, the most first
    struct links areas, others; // with a charter, and without
};

struct areas_page {
    struct layout layout;
    struct links with_charter, others;
};

struct area_charter {
    struct charter_card card;
    struct promise_entries promises;
    struct contact_lines contacts;
    struct url meeting_url; // which has its figures quarter by quarter
};

struct area_page {
    struct layout layout;
    str name, kind;
    struct {
        struct area_charter *at;
        size_t n, room;
    } charters;
    struct links wider;  // places it lies in, or that lie in it
    struct links within; // those of them that have a charter, if it has none itself
    struct opening_lines openings;
    struct case_lines cases;
    struct links feeds; // of one service each
};

struct charters_page {
    struct layout layout;
    str held; // what is held before an election; empty if nothing is
    struct charter_cards charters;
};

// A field of the text, with a link where the value names a clause.
struct pair {
    str key, value;
    struct url url;
};

struct pairs {
    struct pair *at;
    size_t n, room;
};

// Fields as sentences, and each as it stands in the text.
struct said {
    str lang; // of the sentences
    struct {
        struct html *at;
        size_t n, room;
    } sentences;
    struct pairs fields;
};

struct sentences {
    struct html *at;
    size_t n, room;
};

// What follows from a miss, in money (web/owed_top.c).
struct owed_top {
    bool is_redress;       // the clause is itself what follows: the rest is of that
    bool is_asked_for;     // else it comes due by itself
    struct sentences pays; // each step that pays
    struct links from;     // after which promises it follows
    bool is_unpaid;        // of a promise: one late report brings nobody any money
};

// Whether a contact answers, voice by voice (web/reached_pages.h).
struct reached_part {
    struct pairs lines; // none of what is no contact
    bool has_time;
    struct url record_url;
};

struct reached_line {
    str asked, way, answered; // answered: empty while it is not
    struct url url;           // to say so then
};

struct reached_lines {
    struct reached_line *at;
    size_t n, room;
};

// An option: whether it is taken up, by whom, and what is owed next (web/option_pages.h).
struct option_part {
    bool is_option, is_open, is_late;
    str group, day, next, who, due, how;
    struct mark mark;
    struct url url;
};

struct given_part;  // web/commitment_pages.h
struct thanks_part; // likewise
struct swap_lines;

struct clause_block {
    str kind, label, title;
    struct url url;
    struct said said;
    struct sentences
        pays;       // of what follows from a miss: the steps in money that its first sentences don't have
    size_t n_first; // of that: how many of its sentences are shown; all steps, if they are few
    bool is_whole;  // then
    str rounds;     // of what follows: how it counts periods, where the promise's own are of another length
    struct html prose;
    bool has_state, is_counted;
    struct promise_entry line;
    str reached; // of a contact: whether it answers
    str given;   // of a commitment: who did how much, and who says thanks
};

struct charter_page {
    struct layout layout;
    struct life_note life;
    str title, id, in_force, standing; // standing: "suspended"
    struct charter_card card;
    struct language_choice languages;
    struct said said; // its header
    struct pairs signatures;
    struct html prose;
    struct {
        struct clause_block *at;
        size_t n, room;
    } clauses;
    struct links versions, prints;
    struct url text_url, dates_url, data_url, meeting_url, review_url, workload_url, words_url;
};

// One bar of the chart, in units of the drawing.
struct bar {
    int x, y, width, height, label_x;
    str month, year, label;
    bool is_missed;
};

struct period_line {
    struct span span;
    str period, counts, target, standing, departed;
    struct url figure_url; // of what was published; empty if nothing was
    struct mark mark, departed_mark;
    struct mark said_mark; // of what was published; no words if nothing was
    str said_counts;       // of it, where what is counted now has others; empty for the same
    bool is_other;         // which is another than what is counted now
    bool is_before, is_trial, is_running;
};

struct note_line {
    int64_t id; // of the fact
    instant when;
    str day, voice, said_by, words;
    bool is_corrected; // it was told wrongly: another line says how it was
};

// A round on foot.
struct walk_line {
    date day;
    str who, words;
};

// A place as it looked on two rounds, or on one.
struct walk_picture {
    struct url url, small;
    int64_t width, height;
    date day;
    str grade;
    bool is_shown; // to everybody: else it waits, and only whoever may see it is given it
};
struct walk_pair {
    str place;
    struct walk_picture before, after;
    bool has_before;
};
struct walk_pairs {
    struct walk_pair *at;
    size_t n, room;
};

struct walk_lines {
    struct walk_line *at;
    size_t n, room;
    struct url record_url; // for whoever may record one; empty for others
    struct walk_pairs pairs;
    str looked; // at closed reports, again: in words; empty where nobody has
};

struct promise_page {
    struct layout layout;
    struct life_note life;
    str departure;        // that runs; empty for none
    bool has_grades;      // it is met or missed by how places look
    struct html grades;   // what the grades mean
    bool is_unreportable; // it has services, and nothing that can be reported here is of them
    struct url departure_url, progress_url; // for whoever may
    str label, title, charter_title, party, role;
    struct url charter_url, data_url;
    struct promise_entry line;
    str limit_words, target_words, norm_words; // how it is worked out
    struct language_choice languages;
    struct said said;
    struct {
        struct clause_block *at;
        size_t n, room;
    } follows; // what follows if it is missed
    struct owed_top owed;
    struct pairs working;
    struct html prose;
    const struct period_line *last_round; // that was graded, where the running period has none yet; else NULL
    bool is_deed;                         // done once: its clock is shown, not its periods
    bool is_observed;                     // counted by what was looked at or written down, not by reports
    bool has_chart, is_counted_only, has_departures;
    struct {
        struct bar *at;
        size_t n, room;
    } bars;
    int target_y, base_y; // of the target's line, and of the one the bars stand on
    bool has_target_line;
    int chart_width, drawn_width; // in units of the drawing, and on the page
    struct {
        struct period_line *at;
        size_t n, room;
    } periods;
    struct case_lines cases;
    bool is_late; // they are those that are late and still open
    struct opening_lines openings;
    struct contact_lines contacts;
    struct reached_part reached;
    struct option_part option;
    const struct given_part *given; // of a commitment that is counted; else NULL
    const struct thanks_part *thanks;
    const struct swap_lines *swaps; // in return for what; NULL for nothing
    struct walk_lines walks;
    struct {
        struct note_line *at;
        size_t n, room;
    } notes;
};

struct clock_block {
    str promise, whose, clock, started, due, stopped, why, rule, left_out;
    struct url url;
    struct mark mark;
    bool is_due_by_day;
    const struct clause *contact; // whom the charter names for it; NULL for nobody
    const struct clause *redress; // of a late one, what follows; NULL for nothing
    str spared;                   // why nothing is owed by it; empty where something is
};

// A photograph of a case, in its small form.
struct photograph_line {
    struct url url, small;
    int64_t id, width, height;           // of the small one
    str kind, state;                     // "after"; "waiting"
    bool is_shown;                       // the public sees it
    int64_t of, pair;                    // whose place it has taken, and the one it is the after of; ID_NONE
    const struct photograph_line *after; // shown beside it; NULL for none
    bool is_beside;                      // it stands beside its before
};

struct photograph_lines {
    struct photograph_line *at;
    size_t n, room;
};

struct case_page {
    struct layout layout;
    str reference, summary, service, area, opened, status;
    str heading, below; // what it is in a line; the words that stand below it, which are not in it
    str due;            // the first day of an open one's clocks that has not passed; empty for none
    bool is_due_by_day; // by the end of it
    str elsewhere;    // its number in the body's own system, for whoever sees the whole of it; empty for none
    str holder, ring; // the body that has it, and the number to ring about it; either may be empty
    bool is_untracked; // that body does not work here: what becomes of it is not known
    str ring_hours;    // of the contact that the charter names; empty where it says none
    str ring_else;     // the body's own number, for the time outside those hours; else empty
    struct url ring_url, ring_else_url;
    struct nobody_yet nobody; // of one that is open and nobody's
    struct photograph_lines photographs;
    struct url work_url;    // for whoever may work on it; empty for others
    struct url own_url;     // for whoever is signed in and reported it; empty for others
    struct url follow_url;  // for everybody else, of a report that everybody sees
    struct form_field code; // with follow_url: by which whoever reported comes to their own
    bool is_closed;
    str first, first_status, first_due; // of one that was added to another: that one, and how it is
    struct url first_url;
    struct url finding_url; // for whoever may say that it is not as it was closed
    struct url again_url;   // to report it once more, for everybody else; empty where that is not taken
    bool is_counted;        // nobody else sees it
    bool is_own;            // whoever reported looks at it, by their own link
    struct form_faults faults;
    struct form_field dispute, more;
    struct form_field review,
        review_step; // of what was done because it is late; review_step: which of several
    bool may_review;
    struct form_field post_name, post_address; // to ask for news by post
    bool may_ask_post;
    str post_words;              // what became of that; empty for nothing
    struct url action, data_url; // data_url: what is held about them
    bool is_asked;               // to confirm that it is theirs
    bool is_led;            // they are asked something: that comes first, and the report is folded below it
    str limit, limit_until; // of what they add and dispute, if their contact is limited; else empty
    struct url limit_url;
    bool may_add;                // words that are no dispute
    bool may_dispute, may_agree; // that it is not as it was closed; that it is fixed, as the service says
    bool may_say_fixed;          // while it is open: news to the service
    bool may_unsay;              // that, as long as it is open
    bool says_not;               // they came by the link that says no: its form comes first
    bool is_mended;              // it was closed as fixed
    str says, says_day;          // of whoever reported, since it was closed: "It is fixed"; empty for nothing
    str closing;                 // what the service said when it closed it, for whoever reported
    str question;                // whether it is so, or what they said of that
    bool says_own;               // it was they, and nobody else who reported it
    str answer_until;            // the last day on which they can say so, or otherwise
    str told;                    // what became of what was sent just now; empty else
    bool is_answered;            // and a message says so to whoever sent it
    bool is_withheld, is_observation;
    str given_place;                              // on the page of their own: what they wrote of where it is
    bool sees_whole;                              // whose it is, or whoever works on it
    str hidden_why, withheld_why, withheld_until; // of the words; of the text
    bool withheld_ends;                           // by itself, then
    struct form_field appeal_what, appeal; // for whoever wrote it: what is hidden, and why it should be shown
    struct {
        struct hidden_part {
            str about, why;
            bool is_asked; // that it be shown: an answer is due
            str due;       // by that day
        } * at;
        size_t n, room;
    } hidden_parts;
    struct {
        struct clock_block *at;
        size_t n, room;
    } clocks;
    struct {
        struct note_line *at;
        size_t n, room;
    } timeline;
    struct {
        struct case_redress {
            str title; // "R1: Right to Repair"
            struct step_lines steps;
        } * at;
        size_t n, room;
    } redress;                   // each that is owed, a penalty for paying late too
    bool is_owed;                // something of it is still to come
    bool is_offered;             // something of it only to whoever asks
    struct choice_forms choices; // on the page of their own: how they want to be paid
};

enum { REGISTER_PAYMENTS_SHOWN = 20 };

struct register_page {
    struct layout layout;
    struct opening_lines openings;
    int64_t n_open;
    struct url data_url;
    struct {
        struct register_payments {
            str day, body, words, said_by, hash;
        } * at;
        size_t n, room;
    } payments; // files of payments that were approved or cancelled, the newest first
};

struct data_page {
    struct layout layout;
    struct links files, pages;
};

struct search_page {
    struct layout layout;
    str asked;
    struct links pages; // of the site, by words that people have for them
    struct links found;
    struct case_lines cases;
    int64_t n_looked_at; // the newest reports, in whose words was looked
    bool has_asked, has_found;
};

// A checkpoint of the record.
struct checkpoint_line {
    str note, when, root;
    int64_t facts;
};

struct key_line {
    str words, since, until; // until: empty for the one that is used now
    bool is_vouched_for;
};

enum { RECORD_CHECKPOINTS_SHOWN = 20 };

struct record_page {
    struct layout layout;
    const struct checkpoint_line *last; // NULL if nothing was sealed yet
    struct {
        struct checkpoint_line *at;
        size_t n, room;
    } checkpoints; // newest first
    struct {
        struct key_line *at;
        size_t n, room;
    } keys;
    int64_t n_checkpoints;
    str content_ids; // "1,2,5"
};

struct notice_page {
    struct layout layout;
    struct html text;
    str limited;                 // how many people's contact is limited; empty on another notice
    struct contact_lines bodies; // whom to ring; empty on another notice
};

struct error_page {
    struct layout layout;
    int status;
    const char *heading, *advice;
    str id;     // of the request, as the log has it: of a fault of ours, else empty
    str reason; // in its place, where whoever asked should know more; empty for none
    struct url action;
    bool is_kept;       // what was typed is in the form again when they have signed in
    struct url sign_in; // of a 401: where to, and back to here; else empty
    struct {
        struct name_value *at;
        size_t n, room;
    } typed; // into a form that could not be taken
};

struct danger_line {
    str title, say, ring;
    struct url url;
    str body, body_ring; // who is to be rung for it at that place, besides; empty for nobody
    struct url body_url;
};

struct form_fields {
    struct form_field *at;
    size_t n, room;
};

// What was promised about it, and when that falls due.
struct promise_due {
    str title, clock, due, starts_with;
    str share; // how often: "at least 90 of every 100 cases each quarter"; empty where it is no share
    bool is_by_day;
    struct url url;
};

// Words with numbers to ring among them, each of which is a link.
struct ring_part {
    str words;
    struct url url; // empty for words alone
};

struct ring_parts {
    struct ring_part *at;
    size_t n, room;
};

// Whom to ring about a kind of report.
struct ring_line {
    str title;
    struct ring_parts parts;
};

struct report_line {
    str key, value;
    struct url change;
};

// One of the pages of a report (views/report.html).
struct report_page {
    struct layout layout;
    struct form_faults faults;
    struct form_field main, other;
    struct form_field lies; // of where it is: the areas of other reports from its street; none without
    struct place_map map;
    str taken_in; // "by letter on 20 November 2026"; empty for what is written by whoever reports
    bool is_spoken_for, may_take_in;
    str limit, limit_until;     // of the contact of whoever it is taken in from, for the service; else empty
    struct form_field original; // the words as they were said; without a name where they were in English
    bool has_other;
    struct {
        struct danger_line *at;
        size_t n, room;
    } dangers;
    struct url onward;         // past them, for whom nobody is in danger
    bool is_refused;           // it is not taken here: there is no way onward, only back to the answer
    struct ring_parts instead; // whom to ring or ask besides or before; may be empty
    struct {
        struct ring_line *at;
        size_t n, room;
    } rings; // likewise of the kinds that can be chosen
    str category;
    struct form_fields questions, others; // others: answers that lead nowhere and that no charter asks for
    bool others_open;                     // one of them is answered, or its answer is wrong
    struct pairs whys;                    // of each question why it is asked
    struct form_field photo;              // without a name where the page takes none
    struct form_field beside;             // likewise: where in a postcode it is
    bool has_photo;
    const struct danger *leads_to_danger;
    struct {
        struct report_line *at;
        size_t n, room;
    } lines; // what is to be sent
    struct routed routed;
    bool goes_on, tells_who;  // to that body's own system, with who reported
    struct nobody_yet nobody; // where it is nobody's
    struct no_day no_day;
    struct {
        struct promise_due *at;
        size_t n, room;
    } promises;
    struct form_field near, name, email, telephone;
    struct form_field meant;                   // the address, where what was typed looks like a slip
    str begun_service, begun_kind, begun_area; // what a link to the first page knew already; else empty
    bool is_again;                             // what came before is no longer kept, what was sent last is
    bool is_counted;                           // reports of the kind are counted, and never shown
    str speaks_of; // what is never shown, of which the words of a public kind speak: they are held back; or empty
    str covered; // what was written as others will read it; empty if that is all of it
};

// A body that belongs at the table where a charter is negotiated (app/seat.h), with what it answered.
struct seat_line {
    str body, said, words, office; // said: when it was asked, by when it answers; words: why not
    struct mark mark;
    bool is_still_party; // it declined, and the text has it among its parties
};

struct seat_lines {
    struct seat_line *at;
    size_t n, room;
};
result seat_lines_fill(struct request *request, const struct seat_row_list *rows,
                       struct seat_lines *lines) MUST;

// "Today is 22 November 2026.": beside a question for a day, by the community's time.
str today_hint(struct request *request);

// What somebody asked for in "q", cut off where it gets too long for a place or a reference.
str question_of(const struct request *request);

// What several pages fill in.
struct promise_entry promise_entry_make(struct ctx *ctx, const struct promise_state *promise);
struct charter_card charter_card_make(struct ctx *ctx, const struct charter *charter);
bool is_in_lists(const struct promise_state *promise); // counted, or a standard, priority or commitment
result openings_fill(struct ctx *ctx, const struct board *board, const struct opening_list *list,
                     struct opening_lines *lines) MUST;
result link_add(struct ctx *ctx, struct links *links, str text, struct url url) MUST;
// The first number in a text, with its leading +; "tel:" alone if there is none.
struct url telephone_url(struct ctx *ctx, str number);
// "101; 999 in danger": every three digits or more are a number.
result ring_parts_fill(struct ctx *ctx, str words, struct ring_parts *parts) MUST;
struct url email_url(struct ctx *ctx, str address); // nothing in the address can add a field to the mail
result contact_add(struct ctx *ctx, const struct clause *clause, struct contact_lines *lines) MUST;
str field_text(struct ctx *ctx, const struct field *field); // the value as the text has it
struct pair field_pair(struct ctx *ctx, const struct field *field);
const struct clause *field_clause(const struct document *document,
                                  const struct field *field); // the one it names
// row must live as long as the line. Its sums are those that owed_settle left.
struct step_line step_line_make(struct ctx *ctx, const struct board *board, const struct obligation_row *row);
// A clause's fields; the header's for NULL.
result said_fill(struct ctx *ctx, const struct speaking *speaking, const struct clause *clause,
                 struct said *said) MUST;
struct promise_state;
result owed_top_fill(struct ctx *ctx, const struct speaking *speaking, const struct promise_state *p,
                     struct promise_page *page) MUST;
// The steps that pay; without those that its first sentences, which are shown, have already.
result pays_fill(struct ctx *ctx, const struct speaking *speaking, const struct clause *redress,
                 const struct said *shown, struct sentences *found) MUST;
// Each with how it stands.
result cases_fill(struct ctx *ctx, struct db *db, const struct board *board, const struct case_row_list *rows,
                  struct case_lines *lines) MUST;
// Where somebody reports once more what was said to be mended; empty where it is not, or is not taken.
struct url case_again_url(struct request *request, const struct case_row *row, str ending);
// A completion without words; empty for anything else. "said to be fixed", or only "closed".
str closing_said(const struct fact_row_list *facts, const struct fact_row *fact);
// Whether a status says no more than the completion that it came with: that it is said to be fixed.
bool closing_says_it(const struct fact_row_list *facts, const struct fact_row *status);

// A case and what of it may be seen.
struct case_view {
    struct case_row row;
    struct fact_row_list facts;
    struct about about;
    bool sees_words; // though they are withheld from others
    bool sees_whole; // with what is covered for others
    bool sees_notes; // of those who work on it for each other
    bool is_by_link; // of whoever reported, without an account
};
// The one of the address, as far as whoever asks may see it. ERR_MISSING if there is none, or they may not.
result case_read(struct request *request, struct case_view *view) MUST;
// All areas there are: with a charter, and without.
result areas_list(struct ctx *ctx, const struct board *board, struct links *with_charter,
                  struct links *others) MUST;
// Where the report of that very reference is, as somebody typed it; empty if there is none that everybody may see.
result case_named(struct request *request, str asked, struct url *url) MUST;
// "Open"; "Closed: not found": how it ended is said.
str case_status_words(struct ctx *ctx, enum case_status status, const struct fact_row_list *facts);
struct url own_url(struct ctx *ctx, str reference); // of their own report, for whoever is signed in
str case_fact_words(struct ctx *ctx, const struct fact_row *fact); // in one line of a timeline, whole
result case_page_fill(struct request *request, const struct case_view *view, struct case_page *page) MUST;
// What whoever reported says of how it was closed: it stands beside what the service says.
void case_says_fill(struct request *request, const struct fact_row_list *facts, struct case_page *page);
// page->first and how that one stands, of a report that was added to it, as everybody sees it; by the second where it
// is known already.
result case_first_fill(struct request *request, const struct case_view *view, struct case_page *page) MUST;
result case_first_show(struct request *request, const struct case_row *first,
                       const struct fact_row_list *facts, struct case_page *page) MUST;
// Whose it is, how they are told, and what they said in their own language: for whoever works on it.
result case_voices_fill(struct request *request, int64_t case_id, const struct fact_row_list *facts,
                        struct case_voices *voices) MUST;
struct form_field own_code_field(const struct request *request);
// What of it others don't see, for whoever wrote it.
result own_hidden_fill(struct request *request, const struct case_view *view, struct case_page *page) MUST;
// The words of a step as everybody may read them.
result step_words_public(struct request *request, int64_t case_id, str *words) MUST;
result case_redress_fill(struct request *request, int64_t case_id, struct case_page *page) MUST;
// sees_all: those that the public does not see, too.
result photographs_fill(struct request *request, int64_t case_id, bool sees_all,
                        struct photograph_lines *lines) MUST;

// One for each line of site_pages.h.
#define PAGE_DECLARED(pattern, formats, show, help)                                                          \
    result show(struct request *request, struct response *response) MUST;
#define FORM_DECLARED(pattern, show, send, bytes)                                                            \
    result show(struct request *request, struct response *response) MUST;                                    \
    result send(struct request *request, struct response *response) MUST;
#define WIRE_DECLARED(pattern, show, send, help) FORM_DECLARED(pattern, show, send, 0)
SITE_PAGES(PAGE_DECLARED, FORM_DECLARED, WIRE_DECLARED)
#undef PAGE_DECLARED
#undef WIRE_DECLARED
#undef FORM_DECLARED
result error_show(struct request *request, struct response *response) MUST;
// What stands in its place where readiness was asked for: 503 with the reasons.
bool ready_is_asked(const struct request *request);
result unready_show(struct request *request, struct response *response) MUST;

// Cells of a promise in a list: title, party, target, period_start, period_end, figure, state.
void promise_cells(struct table *table, const struct promise_entry *p);
// The form of a table that the request asks for; sets the response's media type.
enum table_form response_table(const struct request *request, struct response *response);
