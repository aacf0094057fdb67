// Who answers for a service at a place on a day.
//
// A rule of the community's routes goes first: the one that names the service most closely; of those the one for the
// smallest area the place lies in; of those the one that began last. Without a rule it is the first body, of the kinds
// that the category names, that answers at the place. Where neither names one, nobody does, and that is said.
#pragma once

#include "app/directory.h"
#include "app/place.h"
#include "format/table.h"

enum routed_by { ROUTED_NOBODY, ROUTED_BY_RULE, ROUTED_BY_KIND };

struct routed {
    enum routed_by by;
    const struct body *body;          // NULL if by is ROUTED_NOBODY
    const struct service_route *rule; // that decided; NULL if none did
    str why;                          // one sentence for people
    str instead;                      // for nobody: what the category says to do; may be empty
};

struct route_question {
    str service; // as charters name it, in the categories or not
    const struct located *place;
    date day;
};

result route_find(struct ctx *ctx, const struct directory *directory, const struct route_question *question,
                  struct routed *routed) MUST;

// Whom to ring in a danger at a place beside its own number: the first body of one of its kinds that answers there and
// has a number; NULL if there is none. Where the place is not known, one that answers everywhere.
const struct body *route_danger(const struct directory *directory, const struct located *place, date day,
                                const struct danger *danger);

// Whom to ring about what nobody is known to answer for: of the bodies that answer on that day and have a telephone,
// the first that works here of the kinds that the category names, else the first that works here, else the first.
// NULL if there is none.
const struct body *route_ring(const struct directory *directory, str service, date day);

// What is wrong with the routes, and what nobody answers for: a table service,area,problem. Of every service that is
// taken and every area on the map (one row without an area, if there is no map). n: rows that say something.
result routes_check(struct ctx *ctx, const struct directory *directory, date day, struct table *table,
                    int64_t *n) MUST;
