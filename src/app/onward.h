// Reports that go on to a body's own system, over Open311 GeoReport v2, and what that system says of them: the front
// door where the back office is another's. docs/open311.md says how it looks from outside.
//
// Where a body has a server, and our service a code there, each report that comes to the body is put into the outbox in
// the transaction that says so, and posted from there (outbox_run). A row of onward_report remembers what became of it:
// its number there, and what its server said last. What that server says is the service's word and no more: "closed by"
// the body, never "fixed" unless it says that. Who talks to the net is handed in (struct onward_asker).
#pragma once

#include "app/desk.h"
#include "app/directory.h"
#include "app/open311_check.h"

#define WAY_OPEN311 STR("open311")
// What is sent that way, as the outbox calls it.
#define MESSAGE_OPEN311 STR("open311")

#define ONWARD_WAITING STR("waiting")   // nothing was sent yet
#define ONWARD_ASKED STR("asked")       // something was, and nobody knows what became of it
#define ONWARD_TOKEN STR("token")       // it was taken, its number is still to come
#define ONWARD_TAKEN STR("taken")       // it has a number there
#define ONWARD_NOT_SENT STR("not sent") // given up: somebody must look
#define ONWARD_OVER STR("over")         // nobody asks after it any more

// The values of FACT_SENT_ON.
#define FACT_VALUE_TAKEN STR("taken")
#define FACT_VALUE_NOT_SENT STR("not sent")

enum { ONWARD_ADDRESS_MAX = 500, ONWARD_KEY_MAX = 500, ONWARD_SERVICES_MAX = 1 << 20 };

// How a server is asked: as struct open311_server.
struct onward_asker {
    result (*ask)(struct ctx *ctx, void *with, str url, str form, struct open311_answer *answer);
    void *with;
};

// Where reports of one of our services go on to, for one body.
struct onward_way {
    bool is_there;
    struct onward_server_row server;
    str code;
};
// is_silent: of a kind that is only counted. Such a one goes only where that very service has a code; any other also
// by the code of its service without the sub-name.
result onward_way_find(struct ctx *ctx, struct db *db, const struct onward_service_by_name_in *asked,
                       bool is_silent, struct onward_way *way) MUST;

// Whether nothing of that service is ever public.
bool onward_is_silent(const struct directory *directory, str service);

// The desk's case, of that service, came to that body by that fact: it is put into the outbox. is_begun: false where
// the body has no server, or the service no code there.
struct onward_new {
    const struct case_row *row;
    str body;
    int64_t fact_id;
    bool is_silent;
    bool is_begun;
};
result onward_begin(const struct desk *desk, struct onward_new *fresh) MUST;
// Whoever reported says that it is not so: said there as a new request that names the first, since the protocol has
// nothing else. Nothing where the case is not there, or with another body by now.
result onward_dispute(const struct desk *desk, int64_t fact_id) MUST;

// The last of a case; id is ID_NONE for none.
result onward_last(struct ctx *ctx, struct db *db, int64_t case_id, struct onward_report_row *row) MUST;
// "Their own system has it, as 14-9." for whoever may see the whole of the case; empty for none.
str onward_words(struct ctx *ctx, const struct onward_report_row *row);

// What a server offers, as it is kept.
struct onward_offer {
    str code, name;
    bool asks_more;
};
struct onward_offers {
    struct onward_offer *at;
    size_t n, room;
};
result onward_offers_read(struct ctx *ctx, str services, struct onward_offers *offers) MUST;

// What is wrong with an address; empty for nothing.
str onward_address_problem(str address);

// Sends one row of the outbox, outside of any transaction but its own. failure: why it is not there; OK if it is. The
// caller writes how it ended, with onward_end in the same transaction.
struct onward_sending {
    const struct outbox_row *row;
    instant now;
    struct onward_report_row report; // as it is to be
    bool is_there;
};
result onward_send(struct ctx *ctx, struct store *store, const struct onward_asker *asker,
                   struct onward_sending *sending, struct ctx *failure) MUST;
// is_dead: it is given up.
result onward_end(struct ctx *ctx, struct db *db, const struct onward_sending *sending, bool is_dead) MUST;

// Asks servers what became of what they took, and for what they offer, where the time for it has come. Bounded: what is
// left is asked for at the next look.
result onward_look(struct ctx *ctx, struct store *store, const struct onward_asker *asker, instant now) MUST;
