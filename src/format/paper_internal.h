// What a printed document and its leaflet share (paper_parts.c).
#pragma once

#include "document/sentence_internal.h"
#include "format/paper.h"

struct speech paper_speech(const struct paper_asked *asked, const struct clause *clause);
str paper_under(const struct paper_asked *asked); // "Aldermoor ward. 1 July 2026 to 31 March 2028"
str paper_standing(const struct paper_asked *asked);
str paper_typed(str site);                       // an address as people type it
str paper_link(const struct paper_asked *asked); // site and path; empty where the site is not known
// Whom to ask about a clause: a telephone number, else an e-mail address; empty if nobody is named.
str paper_ring(const struct paper_asked *asked, const struct clause *clause);
// Prose as paragraphs, headings and items (paper_prose.c).
void paper_prose(const struct paper_asked *asked, str prose, struct paper *paper);
// What a clause promises, sentence by sentence.
void paper_promise(const struct paper_asked *asked, const struct clause *clause, struct paper *paper);
void paper_room(const struct paper_asked *asked, struct paper *paper, int lines);
void paper_add(const struct paper_asked *asked, struct paper *paper, enum paper_kind kind, str text);
