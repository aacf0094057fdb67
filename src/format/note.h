// Signed notes: a checkpoint of the record as the C2SP specifications tlog-checkpoint and signed-note have it, so that
// tools made for other logs read ours. A note is its text, which ends in a line end, an empty line, and a line for
// each signature: an em dash, a space, the name of the key, a space, and in base64 the key's id and the signature.
#pragma once

#include "base/date.h"
#include "base/result.h"
#include "format/merkle.h"

enum { NOTE_KEY = 32, NOTE_SECRET = 64, NOTE_SIGNATURE = 64, NOTE_KEY_ID = 4 };

struct note_key {
    str name;                       // no spaces, no plus sign; the first line of what it signs
    unsigned char public[NOTE_KEY]; // Ed25519
};

// "NAME+ID+KEY", the form in which such keys are given to others: the id in hexadecimal, the key in base64.
str note_key_words(struct ctx *ctx, const struct note_key *key);
// Signed: text, an empty line, the signature. secret: 64 bytes, as libsodium has them.
str note_sign(struct ctx *ctx, str text, const struct note_key *key, const unsigned char *secret);
// The text of the note if the key signed it; false if it did not, or the note is none.
bool note_verify(str note, const struct note_key *key, str *text);

struct checkpoint {
    str origin;
    struct merkle_state state;
    instant sealed;
};

// Four lines: origin, size, root in base64, "time 2026-11-26T07:00:00Z".
str checkpoint_text(struct ctx *ctx, const struct checkpoint *checkpoint);
// Reads text and signed note alike; false if it is none.
bool checkpoint_read(str text, struct checkpoint *checkpoint);

str base64_words(struct ctx *ctx, const unsigned char *bytes, size_t n);
bool base64_read(str words, unsigned char *bytes, size_t n); // exactly n bytes
str hex_words(struct ctx *ctx, const unsigned char *bytes, size_t n);
bool hex_read(str words, unsigned char *bytes, size_t n); // likewise
