// The facts of one case, in the order they were recorded, folded into what the judge sees.
//
// A fact that another one corrects does not count, nor does one that had not happened by the time of asking. The
// same facts always fold to the same case: replaying the record is what `rebuild` does.
#pragma once

#include "format/names.h"
#include "rules/case.h"
#include "store/fact.h"
#include "store/queries.h"

// Names of a shape that are many, found by what a fact says: services as the record writes them ("graffiti /
// offensive"), in the order of shape.services, and areas, in that of shape.areas.
struct shape_names {
    struct str_list services;
    struct name_table service_table, area_table;
};

// What the names in facts stand for. The shape holds every name before the first case is folded.
struct fold {
    const struct shape *shape;
    const struct shape_names *names; // of that shape
    int report, receipt, completion; // of shape.events; -1 for one that it has not
    const struct zone *zone;
    instant before; // facts that happened at or after it do not exist
};

// How the words of a case are shown to everybody.
enum wording {
    WORDING_COVERED, // without personal details (rules/personal.h)
    WORDING_HIDDEN,  // not at all: somebody hid them
    WORDING_WHOLE    // somebody looked, and there is nothing to cover
};

struct folded {
    struct case_facts facts; // in the ctx's arena
    int64_t case_id;
    str reference, service, area, summary, channel;
    enum wording wording;       // of its words, for everybody
    bool hides_opening;         // what the report itself says is hidden
    enum visibility visibility; // as far as the facts say; a clause may say more
    instant opened;
    instant next_fact;    // when time alone changes what the facts say; INSTANT_FAR if it does not
    instant next_change;  // for whoever judges the case
    bool is_there;        // false if its opening has not happened yet: then only what it is called is known
    bool is_name_unknown; // a name that is not in the shape: build it again
};

// shape, names: live as long as the fold.
struct fold fold_of(const struct shape *shape, const struct shape_names *names, const struct zone *zone,
                    instant before);

// What a name on record is to the shape: index of the service, of the area, of the event by which a body receives a
// case; below 0 if the shape has it not.
int fold_service(const struct fold *fold, str name);
int fold_area(const struct fold *fold, str name);
int fold_receipt_of(const struct fold *fold, str body);

// facts: all of one case, n at least 1. ERR_LIMIT if the arena is full.
result case_fold(struct ctx *ctx, const struct fold *fold, const struct fact_row *facts, size_t n,
                 struct folded *folded) MUST;

// What a status says; what is no word of one says that it is open.
enum case_status case_status_from(str value);

// How the words of a case are shown to everybody, by all its facts. by, unless NULL: the fact that says so, or ID_NONE;
// nobody has looked yet at what was written after a WORDING_WHOLE.
enum wording wording_of(const struct fact_row_list *facts, int64_t *by);

// "graffiti / offensive" as a service; the names point into `name`.
struct service service_from(str name);
// And back.
str service_name(struct arena *arena, const struct service *service);
