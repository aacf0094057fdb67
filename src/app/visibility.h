// Who may see what: one table that prints itself, and that the code asks. A test holds docs/privacy.md equal to it.
// What they may do stands in another, of the same roles (app/permission.h).
#pragma once

#include "format/table.h"
#include "store/fact.h"

enum seen_kind {
    SEEN_LINE,              // that something happened on a case: kind, day, voice, post
    SEEN_WORDS,             // what was said on a case that is public
    SEEN_WITHHELD,          // what was said on a case whose text is withheld
    SEEN_REASON,            // why it is withheld
    SEEN_PLACE,             // the exact place
    SEEN_PHOTOGRAPH,        // that nobody has shown yet, or that was hidden
    SEEN_PHOTOGRAPH_SHOWN,  // that was shown, on a public case
    SEEN_PHOTOGRAPH_BARE,   // as it was before places in it were covered
    SEEN_PHOTOGRAPH_UNSENT, // by who knows its name: its report is still being written
    SEEN_NAME,              // of the person who reported, is spoken for, or lives there
    SEEN_CONTACT,           // e-mail address, telephone number, address, language
    SEEN_ACTOR,             // who acted
    SEEN_COUNTED,           // a case that is only counted
    SEEN_FEW,               // a figure of fewer than five of them
    SEEN_DRAFT,             // of a document
    SEEN_MESSAGE,           // that a message was sent, and whether it arrived
    SEEN_MESSAGE_TO,        // to whom, and its words
    SEEN_ERASURES,          // the list of what was erased
    SEEN_COUNT
};

enum role {
    ROLE_EVERYBODY,
    ROLE_RESIDENT, // whoever is signed in
    ROLE_CHAMPION,
    ROLE_REPRESENTATIVE, // of a party of a charter that is no body here: an association's secretary
    ROLE_COUNCILLOR,
    ROLE_OFFICER, // of the service that answers for the case
    ROLE_NEIGHBOURHOODS,
    ROLE_CLERK, // of a parish
    ROLE_SCRUTINY,
    ROLE_REVIEWER,   // central
    ROLE_PROTECTION, // data protection officer
    ROLE_ADMINISTRATOR,
    ROLE_COUNT
};

str role_name(enum role role);              // "service officer"
bool role_parse(str name, enum role *role); // false for one there is not

enum seeing {
    SEEING_NO,
    SEEING_YES,
    SEEING_OWN,    // of their own reports, deeds or ward; an officer, of the body's cases
    SEEING_REASON, // if they write down why, which is kept
    SEEING_COUNT
};

enum seeing may_see(enum role role, enum seen_kind kind);
bool is_seen_by_all(enum seen_kind kind); // what public pages and open data ask

// What the words of a case are, and what the case itself is, by its visibility.
enum seen_kind case_words_of(enum visibility visibility);
enum seen_kind case_line_of(enum visibility visibility);

// The table: kind, then a column for each role.
result visibility_table(struct ctx *ctx, struct buffer *out, enum table_form form) MUST;
// One column with that name, then one for each role: the head of this table and of the permissions.
struct table role_table_open(struct ctx *ctx, struct buffer *out, enum table_form form, str first);
