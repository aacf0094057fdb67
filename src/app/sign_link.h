// Links and codes that sign somebody in once: by e-mail a link, by text message six digits, by letter twelve
// characters; for an invitation a link; for the first administrator a link on the machine's own terminal.
//
// What a message is to hold is made when it is sent, so that the store never has more of it than a hash. A link works
// in any browser that holds it (people read mail elsewhere), after a press of a button, so that what looks at mail
// beforehand uses nothing up. Six digits work only in the browser that asked, and only CODE_TRIES times.
#pragma once

#include "store/store.h"

struct message; // app/outbox.h

#define PURPOSE_SIGN_IN STR("sign-in")
#define PURPOSE_INVITATION STR("invitation")
#define PURPOSE_FIRST STR("first")
#define WAY_SHOWN STR("shown") // printed, not sent

enum {
    LINK_SECONDS = 30 * 60,
    TEXT_CODE_SECONDS = 15 * 60,
    LETTER_CODE_SECONDS = 28 * 86400,
    INVITATION_SECONDS = 7 * 86400,
    FIRST_SECONDS = 86400,
    CODE_TRIES = 5
};

struct link_asking {
    str purpose, way, address, language;
    int64_t account; // ID_NONE for whoever has the address
    int64_t person;  // whom a letter goes to; ID_NONE else
    str browser;     // what the asking browser's cookie holds; empty for none
    instant now;
    str next; // where whoever signs in by it wanted to go: a path of ours; empty for none
};

// A row, and its message in the outbox. Inside store_write.
result link_ask(struct ctx *ctx, struct db *db, const struct link_asking *asking) MUST;
// One to be shown: its token is made now.
result link_show(struct ctx *ctx, struct db *db, const struct link_asking *asking, str *token) MUST;

// Not over; row->id is ID_NONE if there is none, or it was used.
result link_find(struct ctx *ctx, struct db *db, str token, instant now, struct sign_link_row *row) MUST;
// By a code that was typed, with any spaces and hyphens: of a letter, or of a text message asked for in that browser.
// A wrong one counts against each that the browser asked for; after CODE_TRIES they are gone. Inside store_write.
struct typed_code {
    str typed, browser; // browser: what its cookie holds; empty for none
    instant now;
};
result code_find(struct ctx *ctx, struct db *db, const struct typed_code *code,
                 struct sign_link_row *row) MUST;
// It is used: it is gone.
result link_use(struct ctx *ctx, struct db *db, const struct sign_link_row *row) MUST;

// Whether an outbox row is one of these; such a message is made inside store_write (app/outbox_run.c).
bool link_is_message(str message);
// What its message holds, with a new secret: inside store_write. is_there: false if the link is gone.
struct link_letter {
    str kind;              // of the text: sign-in, sign-in-code, invitation
    str address, language; // whom to, if it is no person we know
    str code, path;        // one of them; path: "/sign-in/link/..."
    int minutes;           // how long it works; 0 where the text says so itself
};
result link_letter_make(struct ctx *ctx, struct db *db, const struct outbox_row *row,
                        struct link_letter *letter, bool *is_there) MUST;

// "/sign-in/link/..." behind the address of the site.
str link_url(struct ctx *ctx, str site, str token);
// Letters and digits without those that look alike, in groups of four.
str code_letters(struct arena *arena, size_t n);
str code_plain(struct arena *arena, str typed); // small letters, without spaces and hyphens
