// Documents and their values as canonical text: LF, no byte-order mark, no trailing spaces, fields in the
// table's order and spelling, prose untouched. Formatting what was formatted changes nothing.
#pragma once

#include "base/buffer.h"
#include "document/document.h"

void document_write(struct buffer *out, const struct document *document);
void header_write(struct buffer *out, const struct document *document); // the title, its fields and prose
void clause_write(struct buffer *out, const struct clause *clause);     // from its heading on

// One value, as it stands behind the key, with its conditions.
void field_write_value(struct buffer *out, const struct field *field);
void clock_write(struct buffer *out, const struct clock *clock);
void limit_write(struct buffer *out, const struct limit *limit);
void duration_write(struct buffer *out, const struct duration *duration);
void quantity_write(struct buffer *out, const struct quantity *quantity);
void period_write(struct buffer *out, const struct period *period);
void test_write(struct buffer *out, const struct test *test);
void conditions_write(struct buffer *out, const struct conditions *conditions);
void hours_write(struct buffer *out, const struct hours *hours);
