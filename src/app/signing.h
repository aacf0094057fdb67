// A draft is signed: each party names the offices that sign for it, the text is offered to them and does not change
// from then on, and it comes into force with the last signature, never before (docs/drafts.md).
//
// What is signed is the SHA-256 of the canonical text. A signature is a fact, with the party, the office and by what
// authority; it counts from the second in which it is recorded, one that was made
// on paper from that in which it is confirmed.
#pragma once

#include "app/directory.h"
#include "app/draft.h"
#include "app/paper.h"

enum {
    SIGNING_OFFICE_MAX = 120,   // bytes of the name of an office
    SIGNING_AUTHORITY_MAX = 500 // of by what authority
};

struct signatory {
    str party, office;
    int64_t account; // who holds it; ID_NONE: it signs on paper
    bool is_theirs;  // whoever asks holds it
    bool may_name;   // whoever asks speaks for its party
    bool may_record; // whoever asks may record what it signed on paper
    bool is_signed;
    str code; // of its sheet, "1a2b 3c4d": for whoever may record it, until it is recorded
    const struct paper_word *waits; // what was recorded of it and nobody has confirmed; NULL for none
    instant at;                     // when that was recorded
    str authority;                  // as the record has it
};

struct signing {
    const struct draft *draft;
    const struct drafter *by;
    bool is_offered, is_signed; // is_signed: by all, and in force as its text says
    str hash;                   // of the text as it stands
    instant offered;
    int64_t after; // the last fact before it was offered
    LIST(struct signatory) all;
    size_t n_signed;
    struct paper_desk desk; // what is signed on paper
    struct paper_list papers;
    bool may_name, may_offer, may_take_back; // whoever asks
};
result signing_read(const struct draft *draft, const struct drafter *by, struct signing *signing) MUST;

// An office that signs for a party, named by whoever speaks for that party and by nobody else.
// email: of whoever holds it, who is asked in and speaks for the party; empty: it signs on paper. Nobody signs for two
// parties.
struct signatory_wish {
    str party, office, email;
    bool is_email; // a refusal is about the address, else about the office
};
result signing_name(const struct signing *signing, struct signatory_wish *wish) MUST;
result signing_unname(const struct signing *signing, str party, str office) MUST;

// By whoever keeps the draft: ERR_RULE, and what is in the way: an error in the text, a change that nobody answered, a
// party without an office, a version that is in force on the same days, a time before an election.
result signing_offer(const struct signing *signing, const struct directory *directory) MUST;
// By whoever speaks for a party: the text can be changed again. What was signed of it binds nobody.
result signing_take_back(const struct signing *signing, str party, str words) MUST;

// What a refused signature has to be mended in.
enum signature_part { SIGNATURE_AUTHORITY, SIGNATURE_CODE, SIGNATURE_DAY, SIGNATURE_WHY };

struct signature {
    str party, office;
    str seen;      // the hash of the text they read
    str authority; // resolution, delegated decision, minute; public
    const struct directory *directory;
    instant now; // when it is recorded, whatever time the community's clock stands at
    // Of one that was made on paper (app/paper.h), recorded by whoever takes part and is none of that party's offices:
    bool is_on_paper;
    date day;                // when it was made
    const struct zone *zone; // whose days they are
    str code;                // as it stands on the sheet
    bool is_office;          // what looks like a person's details in why it is refused is an office's
    bool looks_personal;     // of a refusal of that
    // How it ended:
    enum signature_part part; // of a refusal
    bool is_last;             // all have signed, and the document is adopted
};
// Whether whoever asks has what a body that works here wants of those who sign for it: a role that may. Whoever speaks
// for residents, or for a body that does not work here, needs none.
bool signing_has_right(const struct signing *signing, const struct directory *directory, str party);
// The same of whoever holds that office, so that it is said when the office is named and not when they come to sign.
result signatory_has_right(const struct signing *signing, const struct directory *directory,
                           const struct signatory *one, bool *has_right) MUST;
// ERR_DENIED for an office that is not theirs, ERR_CONFLICT if the text is another by now, ERR_RULE if that office has
// signed or nothing may be signed today, ERR_INPUT says what to mend.
// One on paper counts with the word of the second, signing_paper_end.
result signing_sign(const struct signing *signing, struct signature *signature) MUST;
// paper: which; code; authority: why it is refused. A paper of another text, or of this one as it was offered before,
// waits for nobody.
result signing_paper_end(const struct signing *signing, enum paper_end end, int64_t paper,
                         struct signature *signature) MUST;
