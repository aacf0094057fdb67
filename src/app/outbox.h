// The outbox: messages as rows, written in the transaction of the fact that causes them and sent by a worker.
//
// A row says which message, because of which fact, to whom and how; its words are made when it is sent
// (app/message.h). Each has a key
// that is the same each time it is sent, so that a receiver who has seen it need not take it again. A row being sent
// belongs to its sender for a lease; if that one dies, it is due again. What fails is tried again, each time later;
// after ATTEMPTS_MAX times, or at once where trying again is no use, it is dead: an administrator reads those and sends
// or drops them.
#pragma once

#include "format/writing.h"
#include "store/store.h"

// ATTEMPTS_ONWARD: of a report that goes to a body's own system; some three days.
enum { ATTEMPTS_MAX = 8, ATTEMPTS_ONWARD = 20, SENDING_SECONDS = 120, WAITING_DAYS = 14 };

#define STATE_WAITING STR("waiting")
#define STATE_SENDING STR("sending")
#define STATE_SENT STR("sent")
#define STATE_DEAD STR("dead")

// The last one to whoever was erased: their address stands in it until it is sent, and nowhere else.
#define MESSAGE_ERASED STR("erased")

bool way_is_known(str way); // email, text, letter, webhook

// Inside the transaction that recorded the fact: a row for each reporter of the case who wants to be reached by e-mail,
// text message or letter, and has not said that they want to hear no more of it. message: a kind of app/message.h.
// Said once, however often it is called.
//
// Whoever reported something that was added to this case hears of its progress, too: about their own report, by its
// reference, and with words as everybody reads them. Who reported first shows in nothing.
struct telling {
    int64_t case_id, fact_id;
    str message;
    instant at;
    int64_t only, but; // of the people who reported: this one, or all but this one; 0 for everybody
    str joined;        // set by outbox_tell: the reference of a report that was added to the fact's case
};
result outbox_tell(struct ctx *ctx, struct db *db, const struct telling *telling) MUST;
// Asks one of them whether the report is theirs; until they say so, nothing else is sent to them about it.
result outbox_ask(struct ctx *ctx, struct db *db, const struct telling *telling, int64_t person_id) MUST;

// To one person, or to an address of nobody's, because of a fact or of none.
struct telling_one {
    int64_t person_id; // ID_NONE: `detail` says where to
    str way, message;
    int64_t fact_id; // 0 for none
    str once;        // what makes it the same message, if told again; random for one that is new each time
    // Lines "name: value": more for its words (docs/mail.md), and "to: ADDRESS", "language: cy" in place of the
    // person's.
    // A value of several lines goes on behind a tab. Private, and gone once the message is sent.
    str detail;
    instant at;
};
result outbox_tell_one(struct ctx *ctx, struct db *db, const struct telling_one *telling) MUST;

// A value of several lines, as it stands in a detail: all but the first begin with a tab.
str detail_lines(struct ctx *ctx, str value);
// The lines of a detail for a day, behind others; empty for DATE_NONE.
str detail_until(struct ctx *ctx, date day);

// 128 random bits in hexadecimal, for links that only their receiver knows.
str outbox_token(struct ctx *ctx);

// A message as a sender gets it. `key` is safe as the name of a file. Everything but key, way and id is private.
struct message {
    int64_t id;
    str key, way, reference, community;
    str name, email, telephone, address, language;
    str subject, body;      // plain text; by text message, the few words that fit
    str languages;          // of the writing: "en", "cy, en"
    struct writing writing; // the same in its parts
    str link, stop;         // addresses: of the report, and where these messages are ended; empty for none
    str thread;             // the same for all messages to one person about one case; empty for none
    instant at;             // when it is sent
    bool is_large;          // a letter in large print
};

// OK: it is on its way. ERR_BUSY, ERR_STORE: try again later. ERR_MISSING: there is no such address, and nothing more
// is sent to it (app/unreachable.h). Any other: trying again is no use. An error's text is kept and shown, so it must
// hold nothing of the message.
typedef result (*send_function)(struct ctx *ctx, const struct message *message, void *with);

struct sender {
    str way;
    send_function send;
    void *with;
};

struct onward_asker; // app/onward.h

struct outbox_work {
    const struct sender *senders; // one for each way, at most
    size_t n;
    uint32_t (*random)(void *of); // for the jitter, so that what failed together is not tried together
    void *of;
    // By which reports go on to bodies' own systems: then nothing else is sent. NULL: all but those.
    const struct onward_asker *onward;
};

struct outbox_done {
    int64_t sent, failed, dead;
};

// Sends what is due, one message after the other, outside of any transaction; done is added to. Messages of a way
// nobody sends wait, and are dead after WAITING_DAYS: what is told so late is no news. In a demonstration they wait for
// good.
result outbox_run(struct ctx *ctx, struct store *store, const struct outbox_work *work, instant now,
                  struct outbox_done *done) MUST;

// For the administrator. ERR_MISSING if there is no such message, ERR_RULE if it has been sent.
result outbox_retry(struct ctx *ctx, struct db *db, int64_t id, instant now) MUST;
result outbox_drop(struct ctx *ctx, struct db *db, int64_t id, str reason) MUST;

// The wait before the next try: twice as long each time, from a minute to six hours, and up to a quarter more or less.
int64_t outbox_wait(int64_t attempts, uint32_t random);
