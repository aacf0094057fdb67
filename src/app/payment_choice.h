// What whoever is paid wants of a payment that their charter lets be set off against what they owe ("set off against
// rent arrears"): to be paid, or to have it taken off. Nobody else chooses that, and until they do it is paid.
//
// Kept apart from the record, for whoever reported and whoever may pay; on no public page and in no export but their
// own, and gone with them. It can be changed until the payment is in a file (app/payments.h), recorded or paid.
#pragma once

#include "app/desk.h"

struct step_found; // app/step_answer.h

enum { PAYMENT_ACCOUNT_MAX = 60 }; // bytes of the number of what they owe

// All payments of one report that may be set off against the same.
struct payment_choice {
    str against; // as the charter has it
    bool is_made;
    struct payment_choice_row row; // if it is
    bool is_fixed;                 // none of them is still to be paid and in no file
};

struct payment_choices {
    struct payment_choice *at;
    size_t n, room;
};
// Of a report: what of it is to be paid or was, and may be set off. None where nothing may.
result payment_choices_read(struct ctx *ctx, struct db *db, const struct ledger *ledger,
                            const struct case_row *row, struct payment_choices *choices) MUST;
// What that step may be set off against; empty if against nothing.
str step_set_off(const struct step_found *found);
// Against what whoever is paid by it chose to have it set off; empty: it is paid. row: with the number; NULL if nobody
// asks.
result payment_set_off(struct ctx *ctx, struct db *db, const struct step_found *found, str *against,
                       struct payment_choice_row *row) MUST;

// Whether a payment is in a file, recorded as paid or paid: then how is not changed any more.
result payment_is_fixed(struct ctx *ctx, struct db *db, const struct step_found *found, bool *is_fixed) MUST;

struct payment_choosing {
    str against;
    bool is_set_off;
    str reference;   // the number of what they owe, where it is set off
    int64_t person;  // who is paid
    str channel;     // by which an officer heard it; empty: they said it themself
    int64_t account; // of that officer; ID_NONE for nobody
};
// For the case at the desk. ERR_RULE if nothing of it may be set off against that, or not any more; ERR_INPUT for a
// number that is none.
result payment_choose(struct desk *desk, const struct payment_choosing *choosing) MUST;
// "Take it off rent arrears (account 12345)", "Pay it"
str payment_choice_words(struct ctx *ctx, const struct payment_choice_row *row);
