// A fact as the public record has it: its line (format/fact_line.h), made from the row without anything private, and
// the row made again from a line.
#pragma once

#include "format/fact_line.h"
#include "store/fact.h"
#include "store/queries.h"

enum { LOG_SECRET = 16 }; // bytes

// secret: the log's, of LOG_SECRET bytes. Facts about a case carry 16 bytes made of it and their id: whoever has only
// the hash of such a line can't try out what it may have said. The line's texts are the row's own, the salt stands in
// `salt`, 32 characters of the caller's.
struct fact_line fact_public(const struct fact_row *fact, str secret, char *salt);

// False if the kind or the voice is none.
bool fact_from_line(const struct fact_line *line, struct fact_row *fact);

const char *fact_kind_code(
    enum fact_kind kind); // "step late"; they never change, for hashes are made of them
