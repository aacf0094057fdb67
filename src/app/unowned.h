// What nobody answers for: kinds of report with the places where no body does, and reports that are open there.
#pragma once

#include "app/routing.h"

struct unowned_service {
    const struct category *category;
    struct str_list areas, others; // where nobody does, and where somebody does; empty where there is no map
    bool is_everywhere;
    str why;      // of the first of them
    int64_t open; // reports of it that are nobody's, without those of private kinds
};

struct unowned {
    struct {
        struct unowned_service *at;
        size_t n, room;
    } services;
    struct case_row_list open; // the newest, at most UNOWNED_MAX
    int64_t n_shown;           // of them that are of no private kind
    bool is_cut;               // there are more
};

enum { UNOWNED_MAX = 200 };

result unowned_find(struct ctx *ctx, struct db *db, const struct directory *directory, date day,
                    struct unowned *unowned) MUST;
// Whether a service is on the list of those that are never public: then its words are for who works on it, and its
// number for nobody. Other kinds that no charter promises may be counted only too, but there is nothing secret in them.
bool service_is_private(const struct directory *directory, str service);
// Whether a case is nobody's, and open.
bool case_is_unowned(const struct case_row *row, const struct fact_row_list *facts);
