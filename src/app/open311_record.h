// What the records of Open311 GeoReport v2 must be (https://wiki.open311.org/GeoReport_v2): services, their
// definitions, requests, faults. Pure: whoever asked a server hands over what it answered.
#pragma once

#include "format/wire_read.h"

enum open311_verdict { OPEN311_RIGHT, OPEN311_WRONG, OPEN311_NOTED, OPEN311_UNTRIED };

struct open311_finding {
    enum open311_verdict verdict;
    str check; // what was looked at: "services.xml", "requests.json?status=open"
    str words; // what was found, for people; one sentence without a full stop
};

struct open311_findings {
    struct open311_finding *at;
    size_t n, room;
};

enum open311_record { OPEN311_SERVICE, OPEN311_ATTRIBUTE, OPEN311_VALUE, OPEN311_REQUEST, OPEN311_FAULT };

// words: as for printf. The arena is full where there was no room.
void open311_find(struct ctx *ctx, struct open311_findings *findings, enum open311_verdict verdict, str check,
                  const char *words, ...) __attribute__((format(printf, 5, 6)));
// The records of a list: an array in JSON, in XML an element of that name with elements `part` in it. NULL, with a
// finding, if it is none.
const struct wire_value *open311_list(struct ctx *ctx, struct open311_findings *findings, str check,
                                      const struct wire_value *root, const char *name);
// Each record of a list has what is needed, in the type that is said: a finding for each field that is wrong, with how
// often and where first; one that all is right if nothing is.
void open311_records_check(struct ctx *ctx, struct open311_findings *findings, str check,
                           const struct wire_value *list, enum open311_record record);
// A service's definition, with the values of its lists.
void open311_definition_check(struct ctx *ctx, struct open311_findings *findings, str check,
                              const struct wire_value *definition);
// JSON and XML say the same: fields in any order, numbers by their value, what is empty as what is not there.
void open311_same_check(struct ctx *ctx, struct open311_findings *findings, str check,
                        const struct wire_value *xml, const struct wire_value *json);
// RFC 3339 in full, with its offset: 2026-01-31T12:00:00Z, 2026-01-31T12:00:00+01:00.
bool open311_is_time(str text);
