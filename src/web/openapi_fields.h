// What can be asked of an address that offers data, and what can be sent to it, for /openapi.json. A test holds what
// Open311 takes against the fields that its pages read (tests/web/test_openapi.py).
#pragma once

#include "web/request.h"

enum openapi_kind { OPENAPI_TEXT, OPENAPI_NUMBER, OPENAPI_DECIMAL, OPENAPI_FILE };

struct openapi_field {
    const char *pattern; // of the route; NULL for every one of the format
    const char *name;
    const char *says;
    enum openapi_kind kind;
    enum page_format format; // the one that takes it; FORMAT_COUNT for all of the route
    bool is_sent;            // by POST
    bool is_needed;
};

#define OPEN311_REQUESTS "/open311/v2/requests"
#define ASKED(name, says, kind)                                                                              \
    {                                                                                                        \
        OPEN311_REQUESTS, name, says, kind, FORMAT_COUNT, false, false                                       \
    }
#define SENT(name, says, kind)                                                                               \
    {                                                                                                        \
        OPEN311_REQUESTS, name, says, kind, FORMAT_COUNT, true, false                                        \
    }

static const struct openapi_field OPENAPI_FIELDS[] = {
    { NULL, "page", "older entries, page by page from 1", OPENAPI_NUMBER, FORMAT_ATOM, false, false },
    { "/areas/{area}", "service", "of the reports of one service alone", OPENAPI_TEXT, FORMAT_ATOM, false,
      false },
    { "/watch", "by", "what one body promised", OPENAPI_TEXT, FORMAT_COUNT, false, false },
    { "/record/facts.jsonl", "from", "the first line, counted from 0", OPENAPI_NUMBER, FORMAT_COUNT, false,
      false },
    { "/record/facts.jsonl", "to", "behind the last, 10000 lines on at most", OPENAPI_NUMBER, FORMAT_COUNT,
      false, false },
    { "/record/leaves.txt", "from", "the first line, counted from 0", OPENAPI_NUMBER, FORMAT_COUNT, false,
      false },
    { "/record/leaves.txt", "to", "behind the last, 10000 lines on at most", OPENAPI_NUMBER, FORMAT_COUNT,
      false, false },
    ASKED("service_request_id", "several with commas; then nothing else counts", OPENAPI_TEXT),
    ASKED("service_code", "several with commas", OPENAPI_TEXT),
    ASKED("start_date", "a time with its offset, or a day", OPENAPI_TEXT),
    ASKED("end_date", "a time with its offset, or a day", OPENAPI_TEXT),
    ASKED("status", "open, closed, or both with a comma", OPENAPI_TEXT),
    ASKED("page", "from 1", OPENAPI_NUMBER),
    ASKED("page_size", "1000 at most", OPENAPI_NUMBER),
    { OPEN311_REQUESTS, "service_code", "one of /open311/v2/services", OPENAPI_TEXT, FORMAT_COUNT, true,
      true },
    { OPEN311_REQUESTS, "description", "what is wrong, in a few words", OPENAPI_TEXT, FORMAT_COUNT, true,
      true },
    SENT("lat", "with long, or address_string", OPENAPI_DECIMAL),
    SENT("long", "with lat, or address_string", OPENAPI_DECIMAL),
    SENT("address_string", "a postcode, a name, words", OPENAPI_TEXT),
    SENT("first_name", "for those who work on it alone", OPENAPI_TEXT),
    SENT("last_name", "for those who work on it alone", OPENAPI_TEXT),
    SENT("email", "for those who work on it alone, and for what becomes of it", OPENAPI_TEXT),
    SENT("phone", "for those who work on it alone, and for what becomes of it", OPENAPI_TEXT),
    SENT("media_url", "kept among the words; nothing is fetched from it", OPENAPI_TEXT),
    SENT("media", "a photograph: JPEG, PNG or WebP", OPENAPI_FILE),
    SENT("attribute[CODE]", "an answer to what /open311/v2/services/{code} asks", OPENAPI_TEXT),
};

#undef ASKED
#undef SENT

// What is offered under a name of its own, in one form.
static const struct {
    const char *pattern, *type, *says;
} OPENAPI_FILES[] = {
    { "/record/facts.jsonl", "application/jsonl", "the facts of the record, one a line" },
    { "/record/leaves.txt", "text/plain", "the hashes that the record's root is made of, one a line" },
    { "/record/contents/{content}", "text/plain", "a text that the record adopted, as it was adopted" },
};
