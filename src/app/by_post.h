// News by post for whoever reported by themself and gave neither an e-mail address nor a mobile number. They ask on the
// page of their own report, to which only their code leads. A letter costs money, and goes to whatever address somebody
// wrote: so none is sent before somebody who may take in reports for the body that has it has looked and agreed.
#pragma once

#include "app/person.h"

enum { BY_POST_LISTED = 200 }; // of those that wait, the first asked first

enum by_post_state {
    BY_POST_NONE,    // they are told in another way, or did not report it
    BY_POST_OFFERED, // they can ask
    BY_POST_WAITING, // for somebody to agree
    BY_POST_REFUSED, // for this report
    BY_POST_ON       // letters come
};

struct by_post {
    enum by_post_state state;
    instant asked; // of one that waits or was refused
};

struct by_post_whose {
    int64_t case_id, person_id;
};
result by_post_look(struct ctx *ctx, struct db *db, const struct by_post_whose *whose,
                    struct by_post *by_post) MUST;

// Of everybody who reported a case.
struct by_post_counts {
    int64_t waiting, refused, on;
};
result by_post_count(struct ctx *ctx, struct db *db, int64_t case_id, struct by_post_counts *counts) MUST;

// Inside store_write. The address is kept with the person, who is reached in no way until somebody agrees. ERR_INPUT
// with a sentence if it is missing or too long, ERR_RULE where it is not offered.
struct by_post_asking {
    struct by_post_whose whose;
    str name, address; // name may be empty
    instant now;
};
result by_post_ask(struct ctx *ctx, struct db *db, const struct by_post_asking *asking) MUST;

// Inside store_write. Agreed: the first letter says that the report came, and has their code. Else the address goes,
// and they read on the page of their report that no letters are sent. ERR_RULE if somebody else has answered.
struct by_post_answering {
    struct by_post_whose whose;
    bool is_agreed;
    instant now;
};
result by_post_answer(struct ctx *ctx, struct db *db, const struct by_post_answering *answering) MUST;
