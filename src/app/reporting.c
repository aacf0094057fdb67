#include "app/reporting.h"

#include <stdlib.h>

struct reporting reporting_open(struct ctx *ctx, struct db *db, const struct board *board, instant now)
{
    return (struct reporting){ ctx, db, board, &board->directory, ledger_instant(board->ledger, now) };
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
