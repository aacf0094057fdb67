// How whoever is paid wants it where it may be set off against what they owe (app/payment_choice.h): a form for each,
// on the page of their own report, and for an officer who hears it on the page of work.
#pragma once

#include "app/payment_choice.h"
#include "web/form.h"

struct choice_form {
    str against;
    str made;      // what was chosen, and when; empty: nothing yet, and it is paid
    str heard;     // where an officer wrote it down: how, and which post
    bool is_fixed; // it is not changed any more
    struct form_field way, number;
    struct form_field how; // of an officer: how they heard it
};

struct choice_forms {
    struct choice_form *at;
    size_t n, room;
};

// is_own: whoever is paid looks at it.
result choice_forms_fill(struct request *request, const struct case_row *row, bool is_own,
                         struct choice_forms *forms) MUST;
// What was sent, for the case at the desk. choosing: whose it is, and who wrote it down.
result choice_take(struct desk *desk, const struct request *request, struct payment_choosing *choosing) MUST;
struct form_field *choice_faulty(const struct request *request, struct choice_forms *forms);
