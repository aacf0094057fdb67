// Accounts: who may sign in, as what. Who they are (name, how to reach them) stands in their person. Called inside a
// transaction. Roles: app/visibility.h; what they may: app/permission.h.
#pragma once

#include "app/person.h"
#include "app/store_state.h"
#include "app/visibility.h"

#define ACCOUNT_INVITED STR("invited") // has not used the invitation yet
#define ACCOUNT_ACTIVE STR("active")
#define ACCOUNT_ENDED STR("ended") // may not sign in; stays, because of what it did

// A role and what it is limited to; an empty part limits nothing.
struct role_held {
    int64_t id; // of the row; 0 for one that everybody has
    enum role role;
    str body, area, service;
};

struct roles_held {
    struct role_held *at;
    size_t n, room;
};

// Who is asking. id 0: nobody is signed in. Whoever is signed in is a resident too.
struct visitor {
    int64_t id, person; // the account, and whose it is
    str name, email, language;
    struct roles_held roles;
    bool is_staff;   // has a role that needs a password and a second step
    bool owes_totp;  // has not set it up, and must: until then a resident
    str session;     // the hash it is kept under
    bool is_use_due; // of the session: it was not noted for a while that it is used
    struct store_state state; // of the store in which that was read
};

// Their name, else their address.
str visitor_shown(const struct visitor *visitor);

// Whoever is signed in has shown that the address is theirs. visitor: NULL for nobody.
bool visitor_has_address(const struct visitor *visitor, str email);

// Whether a role wants a password and a second step.
bool role_is_staff(enum role role);

// Whether staff must give a code besides: everywhere but in a demonstration.
result second_step_is_needed(struct ctx *ctx, struct db *db, bool *is_needed) MUST;

// Whether that value of SETTING_DEMONSTRATION wants it.
bool second_step_by(str demonstration);

// One more role of somebody's; one that this program does not know gives nothing.
result roles_add(struct ctx *ctx, struct roles_held *roles, struct role_held held, str role) MUST;
// After the last of them: what follows from them.
void visitor_roles_end(struct visitor *visitor, bool has_totp, bool is_second_step);

// An account as a visitor. ERR_MISSING if there is none, it is not active, or there is nobody behind it.
result visitor_read(struct ctx *ctx, struct db *db, int64_t account, struct visitor *visitor) MUST;
// Whether a person is the visitor: the same, or somebody who is reached at the same e-mail address.
result visitor_is_person(struct ctx *ctx, struct db *db, const struct visitor *visitor, int64_t person,
                         bool *is_same) MUST;
// Whether a case is theirs: their own, or of somebody who is reached at the same e-mail address.
result visitor_has_case(struct ctx *ctx, struct db *db, const struct visitor *visitor, int64_t case_id,
                        bool *has) MUST;

// An account for a person, with its state; ERR_CONFLICT if they have one.
result account_add(struct ctx *ctx, struct db *db, const struct account_insert_in *fresh,
                   int64_t *account) MUST;
// The account of that e-mail address (or telephone number); ID_NONE if there is none. Of several the first that is
// not ended, else the first.
result account_of_address(struct ctx *ctx, struct db *db, str address, struct account_row *account) MUST;
// The person's own account, made if there is none: for whoever has shown that an address is theirs.
result account_of_resident(struct ctx *ctx, struct db *db, str address, instant now, int64_t *account) MUST;
// Likewise for somebody who is only asked to take part: a new one is invited until they show that it is theirs.
result account_of_invited(struct ctx *ctx, struct db *db, str address, instant now, int64_t *account) MUST;

// Likewise for somebody who is known already.
result account_of_person(struct ctx *ctx, struct db *db, int64_t person, instant now, int64_t *account) MUST;

// Gives a role. ERR_INPUT, with what to do, if it needs a body or an area that is not there. Ends the sessions of the
// account: rights don't change behind an open page.
struct giving {
    int64_t account, by; // by: the account that gives it; ID_NONE for the machine's owner
    struct role_held role;
    instant at;
};
result role_give(struct ctx *ctx, struct db *db, const struct giving *giving) MUST;
// ERR_RULE if it is the last administrator's.
result role_take(struct ctx *ctx, struct db *db, int64_t account, int64_t role_id) MUST;
result account_end(struct ctx *ctx, struct db *db, int64_t account, instant now) MUST; // likewise
result account_again(struct ctx *ctx, struct db *db, int64_t account) MUST;
result administrators_count(struct ctx *ctx, struct db *db, int64_t *n) MUST; // active ones

// Name, language and way, as the person themself says; the address they sign in with stays.
result account_person_set(struct ctx *ctx, struct db *db, int64_t account, struct person *person) MUST;
result account_person(struct ctx *ctx, struct db *db, int64_t account, struct person_row *person) MUST;

// With all that hangs on it: when the person is erased.
result account_erase(struct ctx *ctx, struct db *db, const struct person_row *person) MUST;
