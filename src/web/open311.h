// What the pages of Open311 GeoReport v2 share (https://wiki.open311.org/GeoReport_v2): the services by their codes,
// one request as everybody may see it, and faults in the form that was asked for. docs/open311.md has what is given
// and where it parts from the specification.
#pragma once

#include "format/wire.h"
#include "web/pages.h"

// The code of a service in its addresses: letters and digits of its name, hyphens for the rest.
str open311_code(struct ctx *ctx, str service);
// The category of that code; NULL if there is none, or it is not taken here.
const struct category *open311_category(struct request *request, str code);
// What the site was told that people reach it by; else what it was asked by, which whoever asks could make up.
result open311_site(struct request *request, str *address) MUST;
// The answer's outermost list, in the form of the request; sets the media type.
struct wire open311_open(struct request *request, struct response *response, const char *list);
struct wire open311_open_record(struct request *request, struct response *response, const char *record);
// One report as a record; row: one that everybody may see.
result open311_request_write(struct request *request, struct wire *wire, const struct case_row *row) MUST;
// An address of the interface: then faults are answered as it says.
bool open311_is_asked(const struct request *request);
// One fault in those words, with the answer's status.
result open311_fault_write(struct request *request, struct response *response, str words) MUST;
result open311_fault_show(struct request *request, struct response *response) MUST;
