// Whose work a case is: a post, which the record says, and the account of whoever does it, which is private.
#pragma once

#include "app/account.h"
#include "app/desk.h"

// Gives it to that account, or to a post alone (account: ID_NONE). The post is said in the record: what was written,
// else the role that the account holds. ERR_INPUT if the account has no role by which it may do that body's work.
struct assigning {
    str post, body;
    int64_t account;
};
result case_give(struct desk *desk, const struct assigning *assigning) MUST;

// Everybody of a body who may be given its work.
struct colleague {
    int64_t account;
    str name, role;
};
struct colleagues {
    struct colleague *at;
    size_t n, room;
};
result colleagues_find(struct ctx *ctx, struct db *db, str body, struct colleagues *colleagues) MUST;

// The account that a case is given to now; ID_NONE for a post alone.
result case_assignee(struct ctx *ctx, struct db *db, const struct fact_row_list *facts,
                     int64_t *account) MUST;
