// Payments that a body owes, gathered into one file for whoever pays: prepared by one, approved by two others, and then
// recorded as paid, step by step, as every payment is (app/step_answer.h). Called inside a transaction.
//
// Who is paid stands in no file: a row names the report, the fund or the party, and the finance office finds the person
// by the report; account numbers are kept nowhere here. What is approved are bytes: the file is made once, when it is
// prepared, its SHA-256 stands on the record when it is approved, and it is the same whenever it is fetched. Another
// content is another file. A payment is in one file only, until that is cancelled or what it holds is recorded as paid.
#pragma once

#include "app/desk.h"
#include "app/permission.h"
#include "app/step_answer.h"

enum { PAYMENTS_APPROVALS = 2, PAYMENTS_MAX = 500 };

#define PAYMENTS_PREPARED STR("prepared")
#define PAYMENTS_APPROVED STR("approved")
#define PAYMENTS_CANCELLED STR("cancelled")

// One payment: owed, or as it stands in a file.
struct payment_due {
    struct step_key key;
    int64_t case_id;   // 0 of a target
    str payee, person; // as the charter and the case name them; may be empty
    str promise;       // "Aldermoor Streets: S1 Litter"
    str set_off; // against what whoever is paid chose to have it set off (app/payment_choice.h); empty: it is paid
    date due;            // DATE_NONE for none
    int64_t pence, paid; // what is to be paid, and what was paid before it
};

struct payments_due {
    struct payment_due *at;
    size_t n, room;
    int64_t pence;                // all together
    int64_t n_growing, n_waiting; // left out: its sum still grows; it is recorded and waits to be confirmed
    int64_t n_own, n_left;        // likewise: of a report of whoever asks; past PAYMENTS_MAX
};

struct payments_asked {
    const struct ledger *ledger;
    const struct visitor *visitor;
    str body;
};
// What a body owes of which the sum is settled, and which is in no file: the late ones first, then by their day.
result payments_due(struct ctx *ctx, struct db *db, const struct payments_asked *asked,
                    struct payments_due *due) MUST;

// Whether a file has that step that is not cancelled and not recorded as paid.
result payments_hold(struct ctx *ctx, struct db *db, const struct obligation_row *row, bool *is_held) MUST;

enum payments_state {
    PAYMENTS_WAITING, // for approval
    PAYMENTS_APPROVED_STATE,
    PAYMENTS_CANCELLED_STATE
};

// How a payment of a file stands now.
enum payment_line_state {
    LINE_OWED,    // as it was put into the file
    LINE_CLAIMED, // recorded as paid from this file, to be confirmed by somebody else
    LINE_PAID,
    LINE_CHANGED // it is not owed like that any more
};

struct payments_line {
    struct payment_line_row row;
    struct step_found step;
    str reference; // of the payment: "PAY-B7K-2MXQ-3"
    enum payment_line_state state;
};

struct payments_file {
    struct payment_file_row row;
    struct payment_act_of_file_out_list acts;
    enum payments_state state;
    int n_approvals;
    struct {
        struct payments_line *at;
        size_t n, room;
    } lines;
    size_t n_in[LINE_CHANGED + 1]; // how many are in each state
};
// With each of its payments as it stands. ERR_MISSING if there is none of that reference.
result payments_read(struct ctx *ctx, struct db *db, const struct ledger *ledger, str reference,
                     struct payments_file *file) MUST;

// Why whoever asks can't approve it, as a sentence; empty if they can. They prepared or approved it, or are paid by it.
result payments_refusal(struct ctx *ctx, struct db *db, const struct visitor *visitor,
                        const struct payments_file *file, str *why) MUST;

// What somebody wrote.
struct payments_said {
    str office;     // a post, never a name
    str why;        // of what cancels it
    date day;       // on which it was paid
    int64_t pence;  // of what is prepared: what the page showed
    bool is_office; // what looks like a person's details is an office's
    enum { PAYMENTS_PART_OFFICE, PAYMENTS_PART_WHY, PAYMENTS_PART_DAY } part; // where something is wrong
    bool looks_personal;
    int64_t account; // set to that of whoever asks
};

// Inside store_write, with a desk without a case. ERR_INPUT or ERR_RULE with a sentence, ERR_DENIED for whoever may
// not, ERR_CONFLICT if what is owed is another sum by now. reference: of the new file.
result payments_prepare(struct desk *desk, const struct payments_asked *asked, struct payments_said *said,
                        str *reference) MUST;
// The second approval puts it on the record.
result payments_approve(struct desk *desk, const struct visitor *visitor, const struct payments_file *file,
                        struct payments_said *said) MUST;
// What is not recorded as paid may be put into another.
result payments_cancel(struct desk *desk, const struct visitor *visitor, const struct payments_file *file,
                       struct payments_said *said) MUST;
// All that is approved and not recorded yet is recorded as paid on one day; and all that was is confirmed, by somebody
// who recorded none of it.
result payments_record(struct desk *desk, const struct payments_file *file, struct payments_said *said) MUST;
result payments_confirm(struct desk *desk, const struct payments_file *file, struct payments_said *said) MUST;
// An account is erased: that it was they goes.
result payments_account_forget(struct ctx *ctx, struct db *db, int64_t account) MUST;
