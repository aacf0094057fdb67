// The rules of docs/grammar.ebnf that values are read with, one function for each and named after it. Private to
// the parser.
//
// `_read` takes what the rule says from the cursor and returns false, having said why at the place, when it does
// not stand there. `_sees` only looks. `_takes` and `_take` take it if it is there and say nothing if not.
// `_refuse` says what is wrong and returns false.
#pragma once

#include "document/parser.h"

// parse_number.c
bool number_parse(str s, decimal *number);
bool number_read(struct cursor *c, decimal *number); // digits, or one to twelve
bool figure_parse(str word, decimal *number);        // a number, or one to twelve in words
bool figure_sees(const struct cursor *c, decimal *number); // likewise; where only the grammar is asked, digits
bool count_read(struct cursor *c, int *count);        // a whole number from 1 to 9999
bool percent_read(struct cursor *c, decimal *number); // "90%", "90 per cent"
bool money_sees(const struct cursor *c);
bool money_read(struct cursor *c, decimal *pounds);
bool unit_read(struct cursor *c, enum unit *unit);    // says nothing if there is none
bool unit_sees(const struct cursor *c);
bool unit_refuse(struct cursor *c);                   // says what is wrong with what stands there
str unit_abbreviated(str word);                       // "hours" for "hrs"; empty if it is no short form
bool docid_is(str word);                              // one word that may be an Id
bool ordinal_read(str word, int64_t *number);         // "1", "1st"

// parse_time.c
bool date_read(struct cursor *c, date *d);
bool month_day_read(struct cursor *c, struct month_day *day);
bool time_sees(const struct cursor *c);
bool time_read(struct cursor *c, int32_t *second);
bool in_force_read(struct cursor *c, struct date_range *range);
bool trial_read(struct cursor *c, struct date_range *range);
bool hours_read(struct cursor *c, struct hours *hours);
bool since_sees(const struct cursor *c);
bool since_read(struct cursor *c, struct since *since);
bool year_read(struct cursor *c, str *year); // "2008", "2008/09"

// parse_names.c
void names_begin(struct parser *p);                         // the events and facts everyone knows
bool noun_read(struct cursor *c, str *noun, const char *what);
bool name_take(struct cursor *c, const struct str_list *names, str *name); // the longest that stands here
bool party_read(struct cursor *c, str *party);
bool payee_read(struct cursor *c, str *payee);
bool parties_read(struct cursor *c, struct field *field);
bool event_read(struct cursor *c, str *event);
bool events_read(struct cursor *c, struct events *events);
const struct fact *fact_sees(const struct cursor *c, size_t *words);
bool fact_refuse(struct cursor *c);
bool fact_read(struct cursor *c, struct fact *fact);


// parse_lists.c
bool items_read(struct cursor *c, struct str_list *items);
bool services_read(struct cursor *c, struct service_list *services);
bool refs_read(struct cursor *c, struct ref_list *refs);
bool ref_read(struct cursor *c, struct ref *ref);
bool outcome_read(struct cursor *c, struct go_to_list *outcome);

// parse_clock.c
bool duration_read(struct cursor *c, struct duration *duration);
bool every_read(struct cursor *c, struct duration *duration); // a length that something is repeated after
bool limit_sees(const struct cursor *c);
bool limit_read(struct cursor *c, struct limit *limit);
bool limit_alone_read(struct cursor *c, struct limit *limit); // a limit or "at least" a duration
bool clock_read(struct cursor *c, struct clock *clock);
bool clock_sees(const struct cursor *c);

// parse_target.c
bool bound_sees(const struct cursor *c);
bool bound_read(struct cursor *c, enum bound *bound);
bool bound_refuse(struct cursor *c, const char *what); // offers the bound that other words mean
bool quantity_read(struct cursor *c, struct quantity *quantity, bool is_target);
bool period_sees(const struct cursor *c);
bool period_read(struct cursor *c, struct period *period);
bool period_alone_read(struct cursor *c, struct period *period); // "quarter" as well as "each quarter"
bool target_read(struct cursor *c, struct target *target);

// parse_test.c
bool tests_read(struct cursor *c, struct condition *condition); // test { "and" test }
bool conditions_read(struct cursor *c, struct conditions *conditions); // ", when ...", as many as there are
bool reasons_read(struct cursor *c, struct reasons *reasons);

// parse_step.c
bool step_read(struct cursor *c, struct step *step);
bool payment_read(struct cursor *c, struct step *payment); // amount { "," part }
bool instalments_read(struct cursor *c, struct instalments *instalments);

// parse_terms.c
bool opening_read(struct cursor *c, struct opens *opening);
bool figure_in_year_read(struct cursor *c, struct ramp *figure);
bool indicator_read(struct cursor *c, struct indicator_name *indicator);
bool designated_read(struct cursor *c, struct designated *designated);
