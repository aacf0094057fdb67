// How promises stand while there is time, in words, in each language that is printed (watch_words.c).
#pragma once

#include "rules/outlook.h"
#include "store/queries.h"

struct speech;

// "5 of about 52 may be late; 4 are."; empty where nothing can be said. is_observed: what is looked at falls short.
str outlook_said(const struct speech *speech, const struct outlook *outlook, bool is_observed);
str late_said(const struct speech *speech, int64_t n); // "3 reports are late and still open."; empty for none
// Of a fact of a charter: "Departure declared"; NULL for what a meeting does not talk about.
const char *news_kind(const struct fact_row *fact);
str news_said(const struct speech *speech, const char *kind); // in its language
str standing_said(const struct speech *speech, str standing); // of what was published: "confirmed"
