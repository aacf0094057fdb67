// Everything held about one person, for whoever asks for it (a subject access request): their row, their cases, what
// private words and places stand on those or on what they did, to whom what others don't read of those was given out,
// and the messages to them.
#pragma once

#include "app/person.h"
#include "format/table.h"

result person_export(struct ctx *ctx, struct db *db, const struct person_row *person,
                     struct table *table) MUST;

// Of one case only, and nothing of who they are, how to reach them, or to whom it was given out: for whoever has no
// more than its link.
result person_export_case(struct ctx *ctx, struct db *db, const struct person_row *person, int64_t case_id,
                          struct table *table) MUST;

// Their photographs, by what their files are called (app/shelf.h).
struct photograph_names {
    str *at;
    size_t n, room;
};
result person_photographs(struct ctx *ctx, struct db *db, const struct person_row *person,
                          struct photograph_names *names) MUST;

// A table with its columns: what, reference, when, name, value.
struct table person_table(struct ctx *ctx, struct buffer *out, enum table_form form);
