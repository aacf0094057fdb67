// Which reports are shown, by their service. One that is on the list of private categories never is, nor what a clause
// only counts. Else shown is what some charter promises, and of what none does the categories that say `Public: yes`
// (docs/categories.md): of anything else nobody knows whether it is about somebody's home or neighbour.
#pragma once

#include "app/judge.h"
#include "app/private.h"
#include "format/categories.h"

struct shown_rules {
    const struct private_services *never;
    const struct categories *categories;
    const struct judge_result *judged; // its documents: every version counts
};

enum visibility clause_visibility(const struct clause *clause); // VISIBLE or COUNTED_ONLY, as all here
enum visibility service_visibility(const struct shown_rules *rules, const struct service *service);
// Of what no charter promises, do both files show the same?
bool categories_show_same(const struct categories *a, const struct categories *b);
