// What is said where nobody is known to answer for a report: what happens now, and whom to ring meanwhile.
#pragma once

#include "web/html.h"
#include "web/request.h"

struct nobody_yet {
    bool is_so;
    str name, ring; // whom to ring; empty where there is nobody to be rung
    struct url ring_url;
};

struct nobody_yet nobody_yet_of(struct request *request, str service);
