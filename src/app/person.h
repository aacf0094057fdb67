// People: who reported, who is spoken for, who lives there. Private, erasable (app/erase.h), and named by id only.
// Called inside a transaction; facts name nobody but through `private.actor`.
#pragma once

#include "store/store.h"

// E-mail addresses are kept in small letters, telephone numbers without spaces, hyphens, dots and brackets.
struct person {
    int64_t id;
    str name, email, telephone, address, language; // language: as in BCP 47
    str way;                                       // email, text, letter, telephone, none
    str print;                                     // of letters: PRINT_LARGE; empty for as everybody's
};

#define PRINT_LARGE STR("large")

enum { PERSON_TEXT_MAX = 1000 }; // bytes of each of them

// Puts what was given into the form that is kept. ERR_INPUT, with what to do and no personal data, if a way needs what
// is not there, or something is too long or not UTF-8. An empty way is none: nobody is written to unasked.
result person_check(struct ctx *ctx, struct person *person) MUST;

// What is wrong with a way to reach somebody as they typed it, and what to write; empty if it can be used, or nothing
// was typed.
str email_problem(str email);
str telephone_problem(str telephone);

// A new person, who gets an id. `person` has been checked.
result person_add(struct ctx *ctx, struct db *db, struct person *person) MUST;
// The one of that name with the same e-mail address, else telephone number, else address; ID_NONE if there is none.
result person_find(struct ctx *ctx, struct db *db, const struct person *person,
                   struct person_row *found) MUST;
// Everybody who stands under the contact that they have: the same e-mail address; without one, the same telephone
// number and no e-mail address either; without both, they alone. Themself among them.
result person_same(struct ctx *ctx, struct db *db, const struct person_row *person,
                   struct person_row_list *rows) MUST;
// Keeps what has changed; is_changed says whether anything had. How letters are printed stays unless something is said.
result person_settle(struct ctx *ctx, struct db *db, const struct person *person,
                     const struct person_row *before, bool *is_changed) MUST;

#define PART_REPORTER STR("reporter")
#define PART_ON_BEHALF STR("on behalf of")
#define PART_TENANT STR("tenant")
bool part_is_known(str part);
// Binds a person to a case there is, with a part; is_changed says whether that is new.
result person_bind(struct ctx *ctx, struct db *db, const struct case_person_insert_in *binding,
                   bool *is_changed) MUST;

// Whom somebody asks for: one of these is given.
struct person_question {
    int64_t id;                      // ID_NONE if it is not given
    str email, telephone, reference; // of a case
};
// All who are meant; ERR_MISSING if there is no such case.
result persons_asked(struct ctx *ctx, struct db *db, const struct person_question *question,
                     struct person_row_list *rows) MUST;
// ERR_MISSING if there is nobody, ERR_RULE if there are several: their ids are in the text.
result person_asked(struct ctx *ctx, struct db *db, const struct person_question *question,
                    struct person_row *found) MUST;

// SHA-256 of the person's key, in hexadecimal: what lists of erasures call them.
str person_mark(struct ctx *ctx, str key);
