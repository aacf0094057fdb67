// Who answers for what, where the usual body does not: rules in a CSV file, one line for each.
//
//     service,body,area,from,until
//     verges,Nether Sallow Parish Council,Nether Sallow parish,2025-04-01,
//     fly-tipping / alley,nobody,Aldermoor ward,,
//
// service: as charters name it; a plain name covers its sub-names, * all services. body: the name of a body, a kind of
// body, or nobody. area: a name or code, empty for everywhere. from and until: both days included, empty for open ends.
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "document/value.h"

enum { ROUTES_MAX = 20000 };

struct service_route {
    struct service service; // the name is "*" for all
    str written;            // as the file has it
    str body, area;
    date from, until;
    int line;
};

struct service_routes {
    struct service_route *at;
    size_t n, room;
};

// source: for messages. bytes must outlive the routes. ERR_INPUT with the line and the cure; two rules for the same
// service and area on one day are refused.
result routes_parse(struct ctx *ctx, str source, str bytes, struct service_routes *routes) MUST;
bool service_route_is_nobody(const struct service_route *route);
// How closely the rule names the service: 3 with its sub-name, 2 its plain name, 1 all, 0 not.
int service_route_level(const struct service_route *route, const struct service *service);
