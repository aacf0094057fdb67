// Sentences on pages (sentences.c): in which language, and a document's fields said in it.
#pragma once

#include "document/sentence.h"
#include "web/html.h"
#include "web/request.h"

// The languages there are, as links to this page in each.
struct language_choice {
    struct language_link {
        str code, name;
        struct url url;
        bool is_chosen;
    } * at;
    size_t n, room;
    str draft, draft_lang; // what must be said of the chosen one; empty if nothing
};

// In which language a page says what is in its document, and where its links to clauses go.
struct speaking {
    struct speech speech;
    struct language_choice choice;
    str before, after; // around a label: "#", or "/charters/x/" and "?lang=cy"
};

enum language language_asked(const struct request *request);  // ?lang=cy; English for any other
str language_suffix(struct ctx *ctx, enum language language); // "?lang=cy"; empty for English
// before: what stands before a clause's label in a link.
struct html field_html(struct ctx *ctx, const struct speaking *speaking, const struct clause *clause,
                       const struct field *field); // one field as its sentence
struct speaking speaking_open(const struct request *request, const struct document *document, str before);
