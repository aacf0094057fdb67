// The directory of a community: what can be reported, what is private, who the bodies are, who answers where. Each is
// a text adopted last, else the library's; read once for each state of the store and kept with the board.
#pragma once

#include "app/private.h"
#include "format/areas.h"
#include "format/bodies.h"
#include "format/categories.h"
#include "format/routes.h"

struct directory {
    struct categories categories;
    struct private_services never_public;
    struct bodies bodies;
    struct service_routes routes;
    const struct areas *areas; // boundaries; NULL if there are none
};

// areas: may be NULL; they outlive the directory.
result directory_read(struct ctx *ctx, struct db *db, const struct areas *areas,
                      struct directory *directory) MUST;

// What of a category may be seen: its row on the private list, NULL if it is on none.
const struct private_service *directory_private(const struct directory *directory,
                                                const struct category *category);
// Whether reports of it are not taken here: whom to ask instead is in the row.
bool directory_refuses(const struct directory *directory, const struct category *category);

// Whom to ring in a danger beside its own number: the body of one of its kinds; NULL if there is none here.
const struct body *directory_danger_body(const struct directory *directory, const struct danger *danger);
