// What the files of the checker share.
#pragma once

#include "document/check.h"

struct checker {
    struct ctx *ctx;
    const struct document *document;
    const struct str_list *calendars;
    struct diagnostics *diagnostics;
};

// At the value of a field, at a clause's heading, or at the first line of the document.
void say_field(struct checker *k, enum severity severity, const struct field *field, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void say_clause(struct checker *k, enum severity severity, const struct clause *clause, const char *format,
                ...) __attribute__((format(printf, 4, 5)));
void say_document(struct checker *k, enum severity severity, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// The label of `document` that `label` was most likely meant for; empty if none is near.
str label_nearest(struct ctx *ctx, const struct document *document, str label);
bool ref_is_here(const struct document *document, const struct ref *ref); // not to another document, nor the end
// Whether one of an If's targets is that clause of this document.
bool field_leads_to(const struct document *document, const struct field *f, str label);

bool clause_is_stage(const struct clause *c); // or a notice: what an outcome may lead to
const struct clause *clause_there(const struct checker *k, const struct ref *ref); // NULL if it is not in this document

// Those who live there: by their name, or since they commit themselves or monitor and provide nothing.
bool is_residents_side(const struct checker *k, str party);

void check_references(struct checker *k); // check_references.c: what is named is there, and is used
void check_circles(struct checker *k);    // check_circles.c: nothing leads back to itself
void check_times(struct checker *k);      // check_times.c: dates inside the time in force, calendars, hours
void check_norms(struct checker *k);      // check_norms.c: standards beside the norm they vary from
void check_parties(struct checker *k);    // check_parties.c: who is rung, who answers, who speaks for residents
void check_events(struct checker *k);     // check_events.c: events that nothing declares
void check_procedure(struct checker *k);  // check_procedure.c: what follows, overrides, thresholds
void check_stages(struct checker *k);     // check_stages.c: stages come to and left
void check_agreement(struct checker *k);  // check_agreement.c: targets, what is designated, rewards
void check_commitments(struct checker *k); // check_commitments.c: what follows when residents miss theirs
void check_redress(struct checker *k);    // check_redress.c: steps in order, money once an incident
