// Any bytes as a file of service requests, CSV, JSON or XML by their first character: no row is lost uncounted,
// every index is inside its list, and the summary is text.
#include "base/utf8.h"
#include "format/requests.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char MAPPING[] =
    "# Mapping: F\n- Zone: America/New_York\n- Header: either\n"
    "- Columns: id; type; opened; closed; status; ward; y; x; due; ack\n"
    "- Id: id\n- Service: type; t.n\n- Opened: opened\n- Closed: closed; ack\n- Status: status\n- Area: ward\n"
    "- Latitude: y\n"
    "- Longitude: x\n- Source due: due\n- Event acknowledgement: ack\n- Fact depth: d\n"
    "- Pause weather: ack to closed\n- Empty: NULL\n"
    "- Time format: %m/%d/%Y %I:%M:%S %p\n- Time format: %d %b %y\n- Closed statuses: closed\n- Exclude: test\n"
    "- Open statuses: open\n"
    "- Map: * = same\n";

static void check(const struct requests *r)
{
    int64_t rows = (int64_t)r->cases.n;
    for (int i = 0; i < PROBLEM_FIRST_KEPT; i++)
        rows += r->problems.of[i].n;
    if (rows != r->rows)
        abort();
    for (size_t i = 0; i < r->cases.n; i++) {
        const struct case_facts *c = &r->cases.at[i];
        bool is_inside = c->service >= 0 && (size_t)c->service < r->shape.services.n && c->area >= -1 &&
                         (c->area < 0 || (size_t)c->area < r->shape.areas.n) && c->n_pauses <= CASE_PAUSES_MAX;
        if (!is_inside || !c->id.n || c->events[0].kind != MOMENT_KNOWN)
            abort();
        if (c->has_point && !(c->latitude >= -90 && c->latitude <= 90 && c->longitude >= -180 && c->longitude <= 180))
            abort();
    }
}

static void read_as(str bytes, const char *encoding)
{
    struct ctx ctx = { .arena = arena_open((size_t)256 << 20) };
    struct buffer out = buffer_open((size_t)64 << 20);
    struct mapping *mapping;
    struct requests requests;
    str text = str_format(ctx.arena, "%s- Encoding: %s\n", MAPPING, encoding);
    if (mapping_parse(&ctx, STR("m.md"), text, &mapping))
        abort();
    result e = requests_read(&ctx, STR("f"), bytes, mapping, &requests);
    if (!e) {
        check(&requests);
        problems_write(&out, &requests.problems, requests.source, requests.rows, (int64_t)requests.cases.n);
        if (utf8_invalid_at(buffer_str(&out)) < out.n)
            abort();
    } else if (!ctx.error.text[0]) {
        abort();
    }
    buffer_close(&out);
    arena_close(ctx.arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str bytes = { (const char *)data, size };
    read_as(bytes, "UTF-8");
    read_as(bytes, "windows-1252");
    return 0;
}
