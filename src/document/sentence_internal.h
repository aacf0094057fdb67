// What the files of the sentences share. None of these ends with a full stop: they are parts of sentences.
#pragma once

#include "document/sentence.h"

// The text, or the pattern with its places filled, in the language of the speech. xgettext finds both by these names
// (tools/catalogue.py).
str words(const struct speech *s, const char *text);
str filled(const struct speech *s, const char *pattern, const str *values, size_t n);
#define SAY(s, pattern, ...)                                                                                 \
    filled(s, pattern, (const str[]){ __VA_ARGS__ }, sizeof((const str[]){ __VA_ARGS__ }) / sizeof(str))
// The pattern that fits the number, which is value itself: "1 day", "2 days". A number that is not whole takes
// NOT_WHOLE for n.
str counted(const struct speech *s, int64_t n, const char *one, const char *many, str value);
#define N_(text) text // marks what is translated elsewhere, through words or filled
enum { NOT_WHOLE = 100 };

str own(const struct speech *s, str text); // what the document says in its own words
void list_add(const struct speech *s, struct str_list *list, str text);
str list_and(const struct speech *s,
             const struct str_list *list); // "a, b and c"; with ";" where one has a comma
str list_or(const struct speech *s, const struct str_list *list);    // "a, b or c"
str names_and(const struct speech *s, const struct str_list *names); // the same of own words
str names_or(const struct speech *s, const struct str_list *names);
str before(const struct speech *s, str first, str second); // with a space between; either may be empty

// Values (sentence_values.c).
str number_said(const struct speech *s, decimal number);  // 1,500
str money_said(const struct speech *s, decimal pounds);   // £1,500
str date_said(const struct speech *s, date d);            // 1 April 2027
str day_said(const struct speech *s, struct month_day d); // 1 April
str time_said(const struct speech *s, int32_t second);    // 9am, noon, midnight
str length_said(const struct speech *s, decimal number, enum unit unit);
str duration_said(const struct speech *s, const struct duration *duration);
str unit_each_said(const struct speech *s, enum unit unit); // each week
str period_said(const struct speech *s, const struct period *period);
str since_said(const struct speech *s, const struct since *since);
str hours_said(const struct speech *s, const struct hours *hours);

// Numbers that are promised (sentence_targets.c).
str quantity_said(const struct speech *s, const struct quantity *quantity);
str bounded_said(const struct speech *s, enum bound bound, str what); // "at least 5"
str limited_said(const struct speech *s, enum bound bound,
                 const struct quantity *quantity); // or "before 9am"
str ramps_said(const struct speech *s,
               const struct target *target); // "at least 90 of every 100 cases each quarter"
bool is_share_of_cases(const struct speech *s, const struct target *target);
str target_said(const struct speech *s, const struct field *field);

// Clocks (sentence_clocks.c).
str event_said(const struct speech *s, str event); // "the report"
str clock_said(const struct speech *s, const struct clock *clock);
str limit_said(const struct speech *s, const struct limit *limit); // "within 2 months of the report"
str opens_said(const struct speech *s, const struct opens *opens);

// Conditions (sentence_tests.c).
str tests_said(const struct speech *s, const struct test *tests,
               size_t n); // "the depth is more than 40 mm and ..."
str condition_said(const struct speech *s, const struct condition *condition);
str conditioned(const struct speech *s, const struct conditions *when, str sentence); // "when ...: it is ..."
str reasons_said(const struct speech *s, const struct reasons *reasons);

// Money, steps and what follows (sentence_steps.c, sentence_follows.c).
str step_said(const struct speech *s, const struct step *step);
str payment_said(const struct speech *s, const struct field *field);
str instalments_said(const struct speech *s, const struct instalments *instalments);
str clause_said(const struct speech *s, str label); // "R1 (One late case)"
str refs_said(const struct speech *s, const struct ref_list *refs);
str outcome_said(const struct speech *s, const struct field *field);
