// What is written to people, made of a text of library/messages and of values: one writing, shown as plain text, as
// HTML or on paper.
//
//     Subject: About your report {reference}
//     Text: Report {reference} has reached us. {link}
//
//     Dear {name|neighbour},
//
//     It is to be done by the end of {due}.
//
//     > {words}
//
//     [Follow your report]({link})
//
// Paragraphs stand between empty lines. One that begins with "> " shows what somebody said, with "## " a heading;
// lines that begin with "- " are a list; "[words](address)" alone on its line is a link to press. {name} stands for a
// value, {name|words} for `words` where there is none. A paragraph, or a line of a list, with a name that stands for
// nothing is left out; at the head nothing is. A value is never read as a template. `Text:` is what goes by text
// message; without it `Subject:` does.
#pragma once

#include "base/arena.h"
#include "base/buffer.h"

enum writing_kind { WRITING_PARAGRAPH, WRITING_QUOTE, WRITING_HEADING, WRITING_ITEM, WRITING_LINK };

struct writing_block {
    enum writing_kind kind;
    str text, url; // url: of a link
};

struct writing {
    str subject, brief;
    LIST(struct writing_block) blocks;
};

struct writing_value {
    str name, value; // a value may have several lines
};

struct writing_values {
    struct writing_value *at;
    size_t n, room;
};

// The value joins those there are; ERR_LIMIT when there is no memory.
result writing_value_add(struct ctx *ctx, struct writing_values *values, const char *name, str value) MUST;

// source: what the template is called, for its faults. ERR_INPUT where it has no subject, a brace without an end, or a
// name that is not among the values.
result writing_fill(struct ctx *ctx, str source, str template, const struct writing_values *values,
                    struct writing *writing) MUST;

void writing_text(const struct writing *writing, struct buffer *out);
// A whole page, its styles within: programs for mail know no other. language: "cy".
void writing_html(const struct writing *writing, str language, struct buffer *out);
