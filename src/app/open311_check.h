// A server of Open311 GeoReport v2 (https://wiki.open311.org/GeoReport_v2), asked what the specification says that it
// answers: whoever runs one, or is about to rely on one, sees where it parts from it. docs/open311.md says what is
// looked at, and where the specification and others who check disagree.
#pragma once

#include "app/open311_record.h"
#include "base/buffer.h"

struct open311_answer {
    long status; // of HTTP
    str type;    // Content-Type; empty without
    str body;
};

struct open311_server {
    str url;                      // ".../open311/v2"
    str jurisdiction, key;        // empty for none
    str send_service, send_place; // a test report of that service there; empty: nothing is sent
    // GET, or POST where form is not empty. What is answered lives in the arena of ctx. ERR_BUSY: it did not answer.
    result (*ask)(struct ctx *ctx, void *with, str url, str form, struct open311_answer *answer);
    void *with;
};

// ERR_BUSY if it does not answer at all; else what was found stands in the findings.
result open311_check(struct ctx *ctx, const struct open311_server *server,
                     struct open311_findings *findings) MUST;
// Percent-encoded, as a part of a path or a value of a query.
void open311_escape(struct buffer *out, str value);
// name=value, percent-encoded, behind what is there; nothing for an empty value.
void open311_field_add(struct buffer *out, const char *name, str value);
const char *open311_verdict_name(enum open311_verdict verdict);
