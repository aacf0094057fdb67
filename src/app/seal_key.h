// The secret key that checkpoints are signed with: a file beside the store, which its owner alone may read.
#pragma once

#include "format/note.h"

struct seal_key {
    unsigned char public[NOTE_KEY], secret[NOTE_SECRET];
};

// Where it is: as it was given, else beside the store: PATH.key for sqlite:PATH, else wardmote.key.
str seal_key_path(struct ctx *ctx, str given, str store);
// The one whose public half is that. ERR_MISSING if there is none or another; ERR_STORE if others may read it, or it is
// no key.
result seal_key_read(struct ctx *ctx, str path, const unsigned char *public, struct seal_key *key) MUST;
// That of a new record: the one that is there, else a new one. A record that begins again under its old key is found
// out by everybody who holds a checkpoint of the first, as it should be.
result seal_key_begin(struct ctx *ctx, str path, struct seal_key *key, bool *is_made) MUST;
// A new one beside it, PATH.next. seal_key_read puts it in the other's place when it is asked for.
result seal_key_make_next(struct ctx *ctx, str path, struct seal_key *key) MUST;
void seal_key_forget(struct seal_key *key); // the memory it stood in is overwritten
