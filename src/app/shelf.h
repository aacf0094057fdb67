// Where the bytes of photographs are kept: things named by the SHA-256 of what is in them, which never change.
//
// That is a folder, on a disk or shared by several servers (shelf_folder.c), or a bucket of an object store
// (gateway/bucket.h). Anything that can put, give and remove a named thing can be another one: it is four functions.
#pragma once

#include "base/result.h"

#include <stdbool.h>

enum { SHELF_NAME = 64, SHELF_BYTES_MAX = 8 << 20 };

struct shelf;

struct shelf_kind {
    // The thing is whole and kept for good before it returns; in the place of one of that name, which is the same.
    result (*put)(struct ctx *ctx, const struct shelf *shelf, str name, str bytes);
    result (*get)(struct ctx *ctx, const struct shelf *shelf, str name,
                  str *bytes); // ERR_MISSING if it is not there
    bool (*has)(struct ctx *ctx, const struct shelf *shelf, str name);
    result (*remove)(struct ctx *ctx, const struct shelf *shelf, str name); // OK if it is not there
    bool is_far; // each of them asks another machine
};

struct shelf {
    const struct shelf_kind *kind; // NULL: there is none, and nothing can be kept
    const char *where;             // as it is called in messages, and of a folder its path
    void *with;                    // the kind's own
};

// A folder, made when something is first put into it: WHERE/ab/cdef...jpg, each readable by its owner alone.
struct shelf shelf_folder(const char *where);
// The folder that was named, else the one beside a store in a file, PATH.photographs; no shelf if it is in a server.
// ERR_LIMIT only.
result shelf_of_store(struct ctx *ctx, str url, str folder, struct shelf *shelf) MUST;

// The name of the bytes, in ctx's arena.
str shelf_name(struct ctx *ctx, str bytes);
bool is_shelf_name(str name); // 64 hexadecimal digits, small letters
// Each fails with a sentence if there is no shelf.
result shelf_put(struct ctx *ctx, const struct shelf *shelf, str bytes, str *name) MUST;
// ERR_STORE if what is there is not what its name says.
result shelf_get(struct ctx *ctx, const struct shelf *shelf, str name, str *bytes) MUST;
bool shelf_has(struct ctx *ctx, const struct shelf *shelf, str name);
result shelf_remove(struct ctx *ctx, const struct shelf *shelf, str name) MUST;

// Everything from one folder into another (other shelves: app/photographs_copy.h), as another name of the same bytes
// where that can be, else as a copy; what is there already stays. n: how many there are then of it.
result shelf_copy(struct ctx *ctx, const struct shelf *from, const struct shelf *to, int64_t *n) MUST;
