// What was recorded from paper and waits for its second word: shown on the pages where it was recorded, with what
// whoever looks can do about it (app/paper.h; views/paper.html).
#pragma once

#include "app/paper.h"
#include "web/pages.h"

struct paper_entry {
    int64_t id, act, seen; // act, seen: what the form of a charter's life is sent with
    str party, office, says, words, by, day, recorded; // says: "It says yes"
    struct url url;
    bool may_confirm, may_withdraw, asks_office;
    struct form_field code, why, is_office;
};

struct paper_entries {
    struct paper_entry *at;
    size_t n, room;
};

result paper_entry_add(struct request *request, const struct paper_word *paper, struct url url,
                       struct paper_entries *entries) MUST;
// "confirm", "refuse", "withdraw". False for any other deed.
bool paper_deed_read(str deed, enum paper_end *end);
int64_t paper_sent(const struct request *request); // which
str paper_sent_code(const struct request *request), paper_sent_why(const struct request *request);
bool paper_sent_office(const struct request *request);
// The field that a refusal is about; NULL if the paper waits no more.
struct paper_fault {
    int64_t id;
    bool is_why, asks_office; // asks_office: its own box, for what looks like a person's details
};
struct form_field *paper_faulty(struct paper_entries *entries, const struct paper_fault *fault);

// Of the signatures of drafts that were recorded from paper, those that whoever is signed in may confirm: to where.
result paper_links_fill(struct request *request, struct links *links) MUST;
