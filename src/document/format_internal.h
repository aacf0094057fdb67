// What the files of the formatter share.
#pragma once

#include "document/format.h"

void number_write(struct buffer *out, decimal number);
void money_write(struct buffer *out, decimal pounds);
void target_write(struct buffer *out, const struct target *target);
void tests_write(struct buffer *out, const struct test *tests, size_t n);
void since_write(struct buffer *out, const struct since *since); // with a space before it
void step_write(struct buffer *out, const struct step *step);
void payment_write(struct buffer *out, const struct step *payment);
void instalments_write(struct buffer *out, const struct instalments *instalments);
void opening_write(struct buffer *out, const struct opens *opening);
