// Signing in. What takes long (hashing) stands outside of any transaction, so each road has three parts:
//
//     sign_in_look    reads who it may be and how long they must wait      inside a read
//     sign_in_prove   holds the password against its hash                  outside
//     sign_in_settle  counts what was wrong, opens a session               inside store_write
//
// Whether an address has an account shows neither in the answer nor in the time it takes.
#pragma once

#include "app/session.h"
#include "app/sign_link.h"
#include "document/value.h"

enum sign_in_end {
    SIGN_IN_WRONG,  // the answer is the same whatever was wrong
    SIGN_IN_WAIT,   // for `wait` seconds
    SIGN_IN_SECOND, // `session` owes a code
    SIGN_IN_DONE    // `session` and `known` are for cookies
};

enum sign_in_by { BY_PASSWORD, BY_SECOND, BY_LINK, BY_CODE };

struct sign_in {
    enum sign_in_by by;
    str address, secret;            // e-mail address; password, code of the second step, link or code
    str network, browser;           // network_of; in words
    str asked_session, asked_known; // what the browser's cookies hold
    str asked_code;                 // and the one that asked for a code
    instant now;
    // Between the parts.
    struct account_row account;
    bool is_right;
    // How it ended.
    enum sign_in_end end;
    int64_t wait;
    int64_t account_id;
    str session, known;
};

result sign_in_look(struct ctx *ctx, struct db *db, struct sign_in *sign) MUST;
result sign_in_prove(struct ctx *ctx, struct sign_in *sign) MUST;
result sign_in_settle(struct ctx *ctx, struct db *db, void *sign) MUST;

// Asks for a link or a code; address: as person_check has it. Who asks too often is told to wait, whoever they are.
struct link_wish {
    str way, address, name; // name: of a letter, whose address must be one we know
    str language, browser, network;
    str next; // where they want to go: a path of ours
    instant now;
    int64_t wait; // how it ended: 0, it is on its way if it can be
};
result link_wish(struct ctx *ctx, struct db *db, void *wish) MUST;

// A new password, by whoever is signed in. Hashed already.
struct new_password {
    int64_t account;
    str hash;
};
result password_set(struct ctx *ctx, struct db *db, const struct new_password *password) MUST;

// The second step, set up with a code that shows that it works; codes: to recover, shown once. ERR_INPUT if wrong.
struct second_step {
    int64_t account;
    str secret, typed;
    instant now;
    struct str_list codes;
};
result second_step_set(struct ctx *ctx, struct db *db, void *step) MUST;
result second_step_drop(struct ctx *ctx, struct db *db, int64_t account) MUST;
// New recovery codes in place of the old.
result recovery_codes_make(struct ctx *ctx, struct db *db, int64_t account, struct str_list *codes) MUST;
