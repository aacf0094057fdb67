// The directory of a community: what can be reported, what is private, who the bodies are, who answers where. Each is
// a text adopted last, else the library's. It is read once and kept with the store, until another is adopted; what the
// library has is read with it and not looked at again.
#pragma once

#include "app/private.h"
#include "format/areas.h"
#include "format/bodies.h"
#include "format/categories.h"
#include "format/elections.h"
#include "format/routes.h"

struct directory {
    struct categories categories;
    struct private_services never_public;
    struct bodies bodies;
    struct service_routes routes;
    struct elections elections; // the times before them
    struct areas *areas;        // boundaries adopted last; NULL if there are none
    struct str_list places;     // their names
    int64_t areas_content;      // which text they are
};

// What is in it lives as long as the ctx's arena.
result directory_read(struct ctx *ctx, struct db *db, struct directory *directory) MUST;

// Its categories alone, in which no words can be looked for; what is in them likewise.
result categories_read(struct ctx *ctx, struct db *db, struct categories *categories) MUST;

// What a kind of report is called: its category's title, else the name that it has on record.
str directory_title(const struct directory *directory, str service);
// What of a category may be seen: its row on the private list, NULL if it is on none.
const struct private_service *directory_private(const struct directory *directory,
                                                const struct category *category);
// Whom to ring or ask about it besides or before, in words: as that row says, else the category; may be empty.
str category_instead(const struct directory *directory, const struct category *category);
// Whether reports of it are not taken here: whom to ask instead is in the row.
bool directory_refuses(const struct directory *directory, const struct category *category);
// Whether what a danger is about is not taken here.
bool directory_refuses_danger(const struct directory *directory, const struct danger *danger);
