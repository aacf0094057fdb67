// Declared departures: figures with and without the days on which a provider, in an emergency, could not keep a
// standard and said so (the header's `Departure`).
#pragma once

#include "app/ledger.h"

struct departed {
    const struct judge_row *row; // the figure: one of the ledger's rows, of cases; the caller sets it
    bool is_some;                // a case of it fell into a departure
    struct counts without;       // the figure without those cases
    enum verdict verdict;        // and what it comes to
};

// departures: facts of FACT_DEPARTURE, of any document; one that another corrects counts no more. The figure's cases
// are read only where a departure from its clause lies in its period.
result departure_take(struct ctx *ctx, struct db *db, const struct ledger *ledger,
                      const struct fact_row_list *departures, struct departed *departed) MUST;
