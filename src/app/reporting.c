#include "app/reporting.h"

#include "app/nearby.h"
#include "app/promised.h"

#include <stdlib.h>

struct reporting reporting_open(struct ctx *ctx, struct db *db, const struct board *board, instant now)
{
    bool stands_still = board->ledger->options.has_as_of;
    return (struct reporting){ ctx, db, board, &board->directory,
                               stands_still ? board->ledger->as_of.at : now };
}

// Degrees as browsers write them; false for anything else.
static bool degrees_read(struct ctx *ctx, str text, double most, double *degrees)
{
    char *at = str_c(ctx->arena, text), *end;
    if (!at || !text.n || text.n > 32)
        return false;
    *degrees = strtod(at, &end);
    return *end == 0 && *degrees >= -most && *degrees <= most;
}

result reporting_place(const struct reporting *r, str typed, str latitude, str longitude,
                       struct report_place *place)
{
    double north, east;
    *place = (struct report_place){ place_unknown(), typed };
    if (degrees_read(r->ctx, latitude, 90, &north) && degrees_read(r->ctx, longitude, 180, &east))
        return place_at(r->ctx, r->board->areas, north, east, &place->located);
    return typed.n ? place_typed(r->ctx, r->db, r->board->areas, typed, &place->located) : OK;
}

result reporting_promise(const struct reporting *r, str service, const struct report_place *place,
                         struct report_promise *promise)
{
    struct promise_question question = { .service = service, .located = &place->located, .at = r->at };
    struct promised_list found;
    *promise = (struct report_promise){ .due = INSTANT_NONE };
    result e = promise_for(r->ctx, r->board->ledger, &question, &found);
    for (size_t i = 0; i < found.n && !e; i++) {
        const struct promised *p = &found.at[i];
        bool is_sooner = p->has_due &&
            (instant_is_none(promise->due) || p->deadline.due.second < promise->due.second);
        if (promise->clause && !is_sooner)
            continue;
        *promise = (struct report_promise){ board_charter(r->board, p->document->document->id), p->clause,
                                            p->has_due ? p->deadline.due : INSTANT_NONE,
                                            p->has_due && p->deadline.is_day };
    }
    return e;
}

result reporting_near(const struct reporting *r, str service, const struct report_place *place,
                      struct report_near *near)
{
    struct nearby found;
    result e = nearby_find(r->ctx, r->db, r->directory, service, &place->located, place->words, &found);
    near->n = 0;
    for (size_t i = 0; !e && i < found.n && near->n < REPORTING_NEAR_MAX; i++)
        near->at[near->n++] = found.at[i].row;
    return e;
}
