// What is needed while the rows of one file come in, and how the values of one row become a case. For requests.c.
#pragma once

#include "format/intern.h"
#include "format/requests.h"
#include "format/rows.h"

enum { EVENT_REPORT, EVENT_RECEIPT, EVENT_COMPLETION, EVENT_FIRST_MAPPED };
enum { STATUS_UNLISTED = -1, AREA_NONE = -1, SERVICE_UNMAPPED = -1 }; // values of interned words

struct intake {
    struct ctx *ctx;
    struct arena *arena;
    const struct mapping *mapping;
    struct requests *requests;
    struct row_reader reader;
    struct wanted *wanted;      // COLUMN_COUNT, then events, facts, and two for each pause
    size_t first_event, first_fact, first_pause;
    int *event_of;              // for each mapped event: index into shape.events
    int *reason_of;             // for each mapped pause: index into shape.pauses
    const struct row *row;      // the one being read
    struct interner categories, statuses, areas;
    struct name_table mapped, services, area_names, ids;
    struct str_list service_names; // "name / sub" of shape.services
};

result intake_full(struct intake *in) MUST;
// Counts the row under a kind of problem.
void intake_problem(struct intake *in, enum problem_kind kind, str column, str value);
str intake_value(const struct intake *in, size_t wanted);
bool intake_moment(struct intake *in, str value, struct moment *moment); // false if it can't be read
// A time that may be missing: never. One that can't be read is counted and not known.
struct moment intake_moment_or_unknown(struct intake *in, size_t wanted, enum problem_kind kind);
// Whether statuses say what is closed: the mapping lists them and the file has them.
bool intake_statuses_decide(const struct intake *in);
// The index of the category's service in the shape; SERVICE_UNMAPPED if no Map line says.
result intake_service(struct intake *in, int *service) MUST;
// The same for a category that stands in n rows.
result intake_category(struct intake *in, str category, int64_t n, int64_t *service) MUST;
// The index of an area in the shape; area: not empty, stays where it is if the reader's values do.
result intake_area(struct intake *in, str area, int64_t *number) MUST;
// Everything of the case but its service.
result intake_case(struct intake *in, struct moment opened, struct case_facts *facts) MUST;
