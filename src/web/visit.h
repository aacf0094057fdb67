// Who is at the other end: the session in a cookie, what a browser is called, and the way in and out of a session.
#pragma once

#include "app/sign_in.h"
#include "web/form.h"
#include "web/request.h"

#define COOKIE_SESSION "session" // who is signed in
#define COOKIE_KNOWN "known"     // that somebody has signed in here before
#define COOKIE_CODE "code"       // that a code was asked for here

// Whose session the cookie is, by one query: NULL for nobody, and where something is to be written, or given back
// into a form. Not signed in yet.
struct visitor *visit_look(struct request *request);
// Sets request->visitor, with what their roles come to on the board. What goes wrong leaves nobody signed in.
void visit_take(struct request *request, struct visitor *visitor);
// Sets request->visitor from the cookie. What goes wrong leaves nobody signed in.
void visit_begin(struct request *request);

// "Firefox on Android"
str browser_words(struct arena *arena, str user_agent);

// What a road to sign in knows of the request.
void sign_in_fill(struct request *request, struct sign_in *sign);
// Looks, proves and settles. ERR_RULE and ERR_INPUT are for the page to show.
result sign_in_run(struct request *request, struct sign_in *sign) MUST;
// After SIGN_IN_DONE or SIGN_IN_SECOND: the cookies, and on to where they wanted to go.
void sign_in_end(struct request *request, struct response *response, const struct sign_in *sign);
// Asks for a link or a code, and goes on to where it is waited for. wish->wait is set, and nothing is sent, where it is
// too soon. The way, the address and where they want to go stand in the wish.
result link_send(struct request *request, struct response *response, struct link_wish *wish) MUST;
// To somebody who is known, by the first of e-mail, text message and letter that there is an address for; is_sent:
// false if there is none.
struct link_to {
    const struct person_row *person;
    str next;
    int64_t wait;
    bool is_sent;
};
result link_send_to(struct request *request, struct response *response, struct link_to *to) MUST;
// Whether whoever is signed in here signed in a moment ago, by whatever way.
result session_is_fresh(struct request *request, bool *is_fresh) MUST;
void session_give(struct request *request, struct response *response, str token);

// Where somebody wanted to go, in ?next= or the form: a path of ours, else empty.
str next_of(const struct request *request);
struct url next_url(struct request *request, const char *path); // the path, with next behind it

// "Wait 3 minutes, then try again."
str wait_words(struct ctx *ctx, int64_t seconds);
// What was just said to be wrong, to be shown on the page; it is no error any more.
str said_take(struct ctx *ctx);
// Whether an error is for the form to show: ERR_INPUT, ERR_RULE, ERR_BUSY.
bool is_for_form(result e);
