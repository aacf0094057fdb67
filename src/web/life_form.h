// What the pages share on which a charter's life is decided (page_life.c, page_life_new.c).
#pragma once

#include "app/life_act.h"
#include "web/life_pages.h"
#include "web/visit.h"

struct life_request {
    const struct charter *charter;
    struct life_asker asker;
    struct life_found found;
};
result life_asked(struct request *request, struct life_request *asked) MUST;
// What stands in an address for it, and what a link to it says.
bool life_path_read(str path, enum life_kind *kind);
str life_path_words(enum life_kind kind);
// act: NULL asks for a new one. with_paper: those too whose word comes on paper.
result life_parties_fill(struct ctx *ctx, const struct life_found *found, const struct life_act *act,
                         bool with_paper, struct form_field *field) MUST;
str life_act_words(struct ctx *ctx, const struct life_act *act); // "That it ends early, on 30 November 2026"
void life_who_fields(struct request *request, struct form_field *office, struct form_field *authority);
// OK, or why whoever looks may not: ERR_LOGIN, ERR_DENIED.
result life_may(struct request *request, const struct life_request *asked, bool may) MUST;

struct life_work {
    struct request *request;
    str id;
    struct doer by;
    struct life_said said;
    bool is_answer, has_answer, is_settled, is_paper;
    enum paper_end end; // of a paper
};
result life_write(struct ctx *ctx, struct db *db, void *with) MUST;
