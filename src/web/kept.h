// What was typed into a form that could not be taken because whoever typed it had been signed out: kept for a few days
// under what only their browser has, and in the form again when they have signed in and come back to it. Of browsers in
// which somebody has signed in before (COOKIE_KNOWN); files can't be kept.
#pragma once

#include "web/request.h"

#define COOKIE_KEPT "kept"

// On the page of a 401: true if it is kept.
bool kept_put(struct request *request, struct response *response);
// When somebody who is signed in asks for a page: what was typed there stands in request->form, as if it had been sent.
// When they send a form, it goes.
void kept_take(struct request *request);
