// Forgetting: a person at their own request, or parts of old cases by a rule. Private parts go, facts stay; each case
// of which something went gets a FACT_ERASED, and everything is noted in the list of erasures (app/erasures.h), all in
// one transaction. What the file still holds of it then goes by store_forget (store/forget.h).
#pragma once

#include "app/person.h"

enum erasure_part { HELD_WORDS = 1, HELD_PLACE = 2, HELD_ACTOR = 4, HELD_PHOTOGRAPH = 8, HELD_ALL = 15 };

// What an erasure comes to: said, and put on record as numbers only.
struct erased {
    int64_t words, places, actors, photographs; // of facts
    int64_t bindings, people, messages;
    int64_t signers; // of partners' returns, and whom they were asked of
    struct case_tally {
        struct erased_case {
            int64_t case_id, parts;
        } * at;
        size_t n, room;
    } cases;
    LIST(int64_t) left; // facts by others on the person's cases whose words stay
    int64_t sent;       // messages that had left the program
};

struct erasing {
    struct ctx *ctx;
    struct db *db;
    instant at;     // when it is recorded
    str rule;       // "on request", or the rule's name
    bool is_trial;  // only counts
    bool is_replay; // noted already, by whoever follows a list
    struct erased *out;
};

// Whether they said or did it: nobody but the reporter is behind a reporter's words that name no actor.
bool held_is_theirs(const struct held_row *fact, const struct person_row *person);
// Whether its words or place hold their name, e-mail address, telephone number or address.
bool held_is_about(const struct held_row *fact, const struct person_row *person);

// Takes parts (of enum erasure_part) of a fact, as far as it has them. Whatever of it remains loses its salt.
result erase_fact(struct erasing *x, const struct held_row *fact, int parts) MUST;
// That a case is somebody's.
result erase_binding(struct erasing *x, int64_t case_id, const struct person_row *person) MUST;
// The row of a person and their messages.
result erase_person_row(struct erasing *x, const struct person_row *person) MUST;
// At the end: a fact for each case, and its derived rows again.
result erase_settle(struct erasing *x) MUST;

// Everything of one person: what they said and did on their cases, and elsewhere in a voice of residents; of what they
// did for a service that it was them; whose the cases were, their row, their messages. Words of others on their cases
// go where they hold the person's name, e-mail address, telephone number or address, and all of them with is_all_words.
result person_erase(struct erasing *x, const struct person_row *person, bool is_all_words) MUST;
