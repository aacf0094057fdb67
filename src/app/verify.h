// Verifying: whether the record is what was sealed, and what was published of it what the record says. Reads a store, a
// backup of one, or a folder that was downloaded (app/export.h), and writes to none of them: what has to be made again
// is made in a store of its own under TMPDIR.
#pragma once

#include "app/shelf.h"
#include "base/arena.h"
#include "base/date.h"

enum verify_part {
    VERIFY_FACTS,       // each against its leaf
    VERIFY_CHECKPOINTS, // roots, signatures, each grown out of the one before
    VERIFY_KEYS,        // each vouched for by the one before
    VERIFY_CONTENTS,    // each text against the hash in the fact that adopted it
    VERIFY_PRIVATE,     // what is private against the hash in its fact; of a store
    VERIFY_PHOTOGRAPHS, // each file against its name, and against what its fact binds; of a store
    VERIFY_DERIVED,     // the derived tables against a rebuild; of a store
    VERIFY_FIGURES,     // every figure published against the judge, as of and as known then
    VERIFY_PARTS
};

struct verify_answer {
    int64_t checked, wrong;
    int64_t left_out; // that can't be checked here
    str first;        // what is wrong with the first that is wrong, in a sentence
};

struct verifying {
    str source;               // URL of a store, a file, or a folder
    struct shelf photographs; // of the store
    str checkpoint;           // path of one that was kept from before; empty for none
    bool is_log_only;
    void (*progress)(const char *what, int64_t all); // a part begins, of so many facts; NULL for none
    // What came of it.
    bool is_folder;
    int64_t size, unsealed, hidden; // facts in all, not sealed yet, of which only the hash is public
    struct verify_answer parts[VERIFY_PARTS];
};

// OK whatever it finds. ERR_INPUT if the folder is not one of ours or its files can't be read, ERR_MISSING if there is
// nothing of that name, ERR_STORE if the store can't be read.
result verify_run(struct ctx *ctx, struct verifying *verifying) MUST;
bool verify_agrees(const struct verifying *verifying);
const char *verify_part_name(enum verify_part part); // "facts"
str verify_left_out_words(enum verify_part part);    // why some can't be checked: "erased"
