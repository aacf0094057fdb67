// A look through before something is said that everybody reads, and that stays: the words as they will stand, who is
// told, what comes of it, with a way back to the form and the button that says it (views/checking.html). Nothing is
// written before: the page tries the deed and takes it back (site_try), so that what it foretells is what happens. All
// that was typed goes along in it, so that nothing is lost either way.
#pragma once

#include "web/pages.h"

// How the form came: from its own page, or from the one that looks through it.
bool checking_is_sure(const struct request *request);   // it is to be said
bool checking_goes_back(const struct request *request); // something is to be changed

struct checking_page {
    struct layout layout;
    struct form_faults faults; // of the photograph
    str about;                 // over the heading: what it is of
    str words, said_by;        // as everybody will read it; no words: nothing is said
    struct pairs lines;        // what else goes with it
    struct links follows; // what comes of it, each in a sentence; url: where that can be looked at, or empty
    struct step_lines steps; // of a redress, as they stand then; none of others
    struct url action;
    struct {
        struct name_value *at;
        size_t n, room;
    } sent;                  // what goes along
    str say;                 // on the button
    struct form_field after; // of a photograph; without a name where none is asked
};

// The layout, action and all that was sent.
result checking_fill(struct request *request, struct checking_page *page) MUST;
// One more of what comes of it.
result checking_follows(struct ctx *ctx, struct checking_page *page, str words, struct url url) MUST;
