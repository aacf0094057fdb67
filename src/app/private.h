// What of a fact is about people: words on a case, the exact place, who acted. Kept apart, shown as long as it may be,
// never part of the public record; the fact carries a salted hash of it (sql/migrations/0003_private.sql).
#pragma once

#include "document/value.h"
#include "store/fact.h"
#include "store/store.h"

struct private_part {
    str words, latitude, longitude, place;
    int64_t actor;  // a person, ID_NONE for none
    str photograph; // SHA-256 of the picture and of the small one, in hexadecimal, a space between
};

#define PRIVATE_NOTHING ((struct private_part){ .actor = ID_NONE })

bool private_is_empty(const struct private_part *part);
// SHA-256, in hexadecimal, of the salt and, for words, latitude, longitude, place and actor (in decimal, empty for
// none), and for the photograph if there is one, the length of each as eight bytes, the lowest first, and its bytes.
str private_hash(struct ctx *ctx, str salt, const struct private_part *part);
str private_salt(struct ctx *ctx); // 16 random bytes

// The categories that are never public, whatever a charter says: a community's own list, adopted last, else the
// library's. A line names a service, or one with its sub-name ("noise / night"); a plain name covers all its sub-names.
struct private_service {
    struct service service;
    bool is_taken; // counted only; else it is not taken here
    str instead;   // whom to ask; may be empty
};

struct private_services {
    LIST(struct private_service) never;
};
result private_services_read(struct ctx *ctx, struct db *db, struct private_services *services) MUST;
// The row that covers the service; NULL if none does.
const struct private_service *private_services_find(const struct private_services *services,
                                                    const struct service *service);
bool private_services_have(const struct private_services *services, const struct service *service);
