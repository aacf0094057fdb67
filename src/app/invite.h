// Invitations: an account with its roles, and a link with which its owner chooses a password. The first administrator
// has a link from the machine's own terminal, as long as there is none.
#pragma once

#include "app/permission.h"
#include "app/sign_in.h"

struct inviting {
    str name, email, language;
    struct role_held role;
    int64_t by;    // the account that invites; ID_NONE for the machine's owner
    bool is_shown; // the link is for the terminal: no message is sent
    instant now;
    // How it ended.
    int64_t account;
    str token; // if it is_shown
};

// ERR_INPUT if something is missing, ERR_RULE if the account of that address was ended. Somebody who has an account
// already gets the role as well. Whether `by` may, the caller has asked (may_give).
result invite(struct ctx *ctx, struct db *db, void *inviting) MUST;
// Another link in place of those on their way.
result invite_again(struct ctx *ctx, struct db *db, int64_t account, instant now) MUST;

// While there is no administrator: a link to become one, in place of any before. token: empty if there is one.
struct first_link {
    instant now;
    str token;
};
result first_link(struct ctx *ctx, struct db *db, void *link) MUST;

// An invitation taken up. The password's hash is made already; only the first administrator is asked for name and
// e-mail address. How it ends is in sign.end, as for signing in; SIGN_IN_WRONG: the link is over.
struct accepting {
    struct sign_in sign; // secret: the link's; network, browser, asked_..., now
    str hash, name, email;
};
result invitation_accept(struct ctx *ctx, struct db *db, void *accepting) MUST;
