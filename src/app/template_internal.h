// What the two ways of beginning a document share.
#pragma once

#include "app/template.h"

enum { TEMPLATE_BYTES_MAX = 1 << 20 };

// What the names in a template stand for.
struct template_values {
    struct ctx *ctx;
    const struct template_wish *wish;
    str title, between;
};

// Empty with *is_known false for a name that no template has.
str template_value(const struct template_values *values, str name, bool *is_known);

// The text of a charter that promises what `text`, a document of library/standards, does, between others
// (template_standards.c). source: how messages name it.
result template_from_standards(struct template_values *values, str source, str text, struct buffer *out) MUST;
