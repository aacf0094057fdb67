// Words in the languages the program speaks. English is what stands in the code; every other language is a file of
// gettext, po/LANGUAGE.po, compiled by msgfmt and built into the program, so that words and code can't part ways.
//
// Which language is an argument, never a setting of the process or of a thread: one server answers in several at once.
// Texts that are returned live as long as the program.
#pragma once

#include "base/str.h"

enum language { LANGUAGE_EN, LANGUAGE_CY, LANGUAGE_COUNT };

str language_code(enum language language); // "cy", as in lang="cy"
str language_name(enum language language); // in itself: "Cymraeg"
bool language_parse(str code,
                    enum language *language); // false, and the language untouched, for one we don't speak
// No person has reviewed its words yet: wherever they are shown it is said. The file says so itself, by X-Draft: yes.
bool language_is_draft(enum language language);

// The text in that language; the text itself where there is none.
str catalogue_text(enum language language, const char *text);
// The same where the words depend on a number.
str catalogue_count(enum language language, int64_t n, const char *one, const char *many);

// For the test of the file: what stands before its messages, "Plural-Forms: nplurals=6; ..."; empty for English.
str catalogue_head(enum language language);
// Which of the forms of Plural-Forms a number takes, by CLDR's rules.
int language_plural(enum language language, int64_t n);
