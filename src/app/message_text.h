// The text of a message in one language. It is called by both, "en/received": that of library/messages, or one adopted
// in its place (CONTENT_MESSAGE). What may stand in it: docs/mail.md, "The texts".
#pragma once

#include "app/message_kinds.h"
#include "base/catalogue.h"
#include "document/value.h"

// Adopted, it gives the place to the library's text again, also to that of a newer program.
#define MESSAGE_PROGRAMS STR("The program's own text\n")

struct message_called {
    const struct told_kind *kind;
    enum language language;
};

// False if there is no such message, or no such language.
bool message_called(str name, struct message_called *called);

// The library's; ERR_INPUT if the name is none, or the library was not found.
result message_text_library(struct ctx *ctx, str name, str *text) MUST;

// The names that a message may use: those of its library texts, what every message knows, and of one about a case that
// is not plain what its case says.
result message_text_names(struct ctx *ctx, const struct told_kind *kind, struct str_list *names) MUST;

// ERR_INPUT with the line: a name that the message does not know, one that may not stand in its subject, one that it
// needs and that is not there, or what is no writing (format/writing.h).
result message_text_check(struct ctx *ctx, str path, str name, str text) MUST;

// The message that a text makes of example values.
struct message_sample {
    str subject, body, brief; // brief: what goes by text message
};
result message_text_sample(struct ctx *ctx, str name, str text, struct message_sample *sample) MUST;
