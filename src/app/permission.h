// Who may do what: one table of deeds and roles that prints itself (`wardmote permissions`), and one question that the
// code asks. A test holds docs/permissions.md equal to it. What they may see stands in app/visibility.h.
#pragma once

#include "app/account.h"
#include "format/bodies.h"

enum deed {
    DEED_REPORT,     // a problem
    DEED_REPORT_FOR, // somebody else, who agrees
    DEED_TAKE_IN,    // a report that came by telephone, by letter or over the counter
    DEED_DISPUTE,    // that it was fixed
    DEED_WORK,       // see the list of work, and a case in it
    DEED_CLOSE,
    DEED_PAUSE,
    DEED_HAND_OVER,        // to another body
    DEED_GIVE,             // what is nobody's, to a body
    DEED_ASSIGN,           // to somebody
    DEED_EXPLAIN,          // one cause of late cases
    DEED_ANSWER,           // a step of redress
    DEED_PREPARE_PAYMENTS, // gather what is owed into a file
    DEED_APPROVE_PAYMENTS, // such a file, that somebody else prepared
    DEED_ANSWER_DISPUTE,
    DEED_ANSWER_TEMPLATES, // keep them
    DEED_MODERATE,         // look through what is held back before it is shown
    DEED_HIDE,             // words or a photograph
    DEED_WITHHOLD,         // the text of a case
    DEED_SHOW,             // what was hidden or withheld
    DEED_RESTRICT,         // contact of somebody who misuses it
    DEED_REVIEW_RESTRICTION,
    DEED_WALKABOUT,
    DEED_ASKED,        // answer who asks for a charter
    DEED_SEAT,         // answer an invitation to where a charter is negotiated
    DEED_DRAFT,        // a document
    DEED_SIGN,         // it, for a body
    DEED_PUBLISH,      // confirm or correct a figure
    DEED_REPLY_FIGURE, // as another party
    DEED_DEPART,       // declare a departure from a standard
    DEED_PROGRESS,     // say how a priority goes on
    DEED_REACHED,      // write down whether a contact answered
    DEED_OPTION,       // take one up
    DEED_OPTION_ANSWER,
    DEED_GIVEN,      // write down what residents did for what they promised
    DEED_THANK,      // for it
    DEED_INFORM,     // say that what was to be published is
    DEED_RETURN,     // send a table of a body's cases, in or out
    DEED_ASK_RETURN, // a partner without a log-in, for its quarter
    DEED_IMPORT,     // requests, documents, boundaries
    DEED_INVITE,     // people
    DEED_PEOPLE,     // their roles, and the end of them
    DEED_BODIES,
    DEED_AREAS, // and postcodes
    DEED_CATEGORIES,
    DEED_CALENDARS, // and dates before elections
    DEED_TEMPLATES,
    DEED_SETTINGS, // of the place: its name, what is erased by age
    DEED_MESSAGES, // see what was sent
    DEED_HEALTH,   // of the installation
    DEED_EXPORT_PERSON,
    DEED_ERASE_PERSON,
    DEED_DATA_REQUESTS, // of others, at the data protection officer's
    DEED_COUNT
};

enum permission {
    MAY_NOT,
    MAY,
    MAY_OWN_BODY, // of the body the role is held for
    MAY_OWN_AREA, // in the area the role is held for
    MAY_OWN,      // what is their own
    MAY_COUNT
};

enum permission permission_of(enum role role, enum deed deed);

// What it is about. Of a case: its body, its areas ("A; B", the smallest first), its service, whether it is theirs
// (visitor_has_case). What is not known stays empty, and then nobody's own.
struct about {
    str body, area, service;
    bool is_own;
};

// about: NULL asks whether they may at all, in some body or area: for what a page offers.
// A role that is limited by area or service, too, is so in the body it is held for.
bool may(const struct visitor *visitor, enum deed deed, const struct about *about);
// OK, ERR_LOGIN if nobody is signed in, else ERR_DENIED; with a sentence.
result must_may(struct ctx *ctx, const struct visitor *visitor, enum deed deed,
                const struct about *about) MUST;
// SEEING_NO, SEEING_YES, or SEEING_REASON where they may if they write down why.
enum seeing sees(const struct visitor *visitor, enum seen_kind kind, const struct about *about);

// What is held for a body is held for those whom it followed, too: what they had to do and owe is its own now.
result visitor_follow(struct ctx *ctx, struct visitor *visitor, const struct bodies *bodies, date today) MUST;

// Whether whoever invites or manages people may give that role, for that body.
bool may_give(const struct visitor *visitor, const struct role_held *role);

str deed_words(enum deed deed); // "close a case"
// The table: deed, then a column for each role.
result permission_table(struct ctx *ctx, struct buffer *out, enum table_form form) MUST;
