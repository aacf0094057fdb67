// Sealing: what has come into the record since the last time is put into the log (log.h), and a checkpoint of it is
// signed. From then on nobody can change, drop, add or move a fact unseen: the tree would not grow out of the one that
// others hold a checkpoint of.
//
// Facts are taken in the order of their ids, which is the order of commits on every engine (docs/store.md). A fact is
// never changed, so its leaf is made once.
#pragma once

#include "store/store.h"

struct sealing {
    str key; // path of the secret key; made at first need
    instant now;
    bool is_new_key; // the record goes on under a new key, which the old one signs
    // What came of it.
    int64_t n, size;  // facts sealed now, and in all
    bool is_new;      // there is a new checkpoint
    bool is_key_made; // the file of the key is new: keep a copy apart
};

// In transactions of at most SEAL_GROUP facts, so that others can write in between. ERR_MISSING if the store is empty
// or the key is not there any more.
enum { SEAL_GROUP = 20000 };
result store_seal(struct ctx *ctx, struct store *store, struct sealing *sealing) MUST;
