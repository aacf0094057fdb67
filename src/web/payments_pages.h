// Payments that a body owes, and files of them (page_payments.c, page_payments_file.c; views/payments.html).
#pragma once

#include "app/payments.h"
#include "web/pages.h"

struct payments_entry {
    str reference, payee, promise, due, pounds; // reference: of the report, or of the payment in its file
    str set_off;      // what whoever is paid wants instead of being paid; empty: nothing
    struct url url;   // of its step
    struct mark mark; // of one in a file; no words before that
};

struct payments_entries {
    struct payments_entry *at;
    size_t n, room;
};

struct payments_file_entry {
    str reference, said; // said: "2 payments, £20.50; prepared on 20 November 2026"
    struct mark mark;
    struct url url;
};

// One body's: what can be put into a file now, and the newest files.
struct payments_section {
    str body, pounds, left_out;
    struct payments_entries due;
    bool may_prepare;
    int64_t pence;
    struct form_field office, is_office;
    bool asks_office;
    struct {
        struct payments_file_entry *at;
        size_t n, room;
    } files;
};

// GET /work/payments
struct payments_page {
    struct layout layout;
    struct form_faults faults;
    struct {
        struct payments_section *at;
        size_t n, room;
    } sections;
    bool is_many; // of several bodies: each has its name over it
};

struct payments_act {
    str day, words; // "Prepared by the Head of Finance"
};

// GET /work/payments/{file}
struct payments_file_page {
    struct layout layout;
    struct form_faults faults;
    str reference, body, pounds, payments, hash, why, refusal;
    struct mark mark;
    struct payments_entries lines;
    struct {
        struct payments_act *at;
        size_t n, room;
    } acts;
    struct url action, content;
    bool is_done, is_waiting, is_approved, is_cancelled;
    bool may_approve, may_record, may_confirm, may_cancel;
    bool is_own_record; // whoever asks recorded what waits to be confirmed
    int64_t n_paid, n_claimed, n_owed;
    bool asks_office;
    struct form_field office, day, confirms, why_cancel, cancel_office, is_office;
};

// Bodies of which somebody may prepare or approve files: each once.
result payments_bodies(struct request *request, struct str_list *bodies) MUST;
struct mark payments_mark(enum payments_state state, int n_approvals);
struct url payments_url(struct ctx *ctx, str reference);
str pounds_words(struct ctx *ctx, int64_t pence);
