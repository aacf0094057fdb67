// What caps leave of a payment that several cases or figures share: "each year", "once an incident".
//
// The table of obligations has what each comes to alone, so that a change of one case changes the rows of no other.
// What a shared cap leaves is worked out here whenever it is shown, from the rows in the order in which they fell due
// (rules/payment_cap.h). A penalty for paying late falls with a payment that was none.
#pragma once

#include "app/ledger.h"

enum { PAYMENTS_SHARED_MAX = 2000 }; // under one cap; where there are more the sum is not known

// rows: of one case, or of all targets. pays, pence, least, most and working become what is left.
result owed_settle(struct ctx *ctx, struct db *db, const struct ledger *ledger, struct obligation_row *rows,
                   size_t n) MUST;
