// The log of a community as it is kept: what was sealed, read back. seal.h writes it, verify.h compares it with the
// facts.
#pragma once

#include "app/fact_public.h"
#include "format/note.h"
#include "store/store.h"

enum { LOG_BLOCK_LEVEL = 8, LOG_BLOCK = 1 << LOG_BLOCK_LEVEL }; // leaves under the lowest nodes that are kept

struct log_keys {
    struct {
        struct note_key key;
        instant since, until; // until: INSTANT_FAR for the one that is used now
        str statement;        // of the key before it
        bool is_vouched_for;  // that one signed it; true of the first
    } * at;
    size_t n, room;
};

struct log {
    bool is_there; // something was sealed once
    str origin, secret;
    struct log_keys keys;
};

// Who it is and its keys.
result log_read(struct ctx *ctx, struct db *db, struct log *log) MUST;
// The keys of rows in their order; log->origin is set.
result log_keys_take(struct ctx *ctx, const struct log_key_all_out_list *rows, struct log *log) MUST;
// What a key says of the next one (or, with `old` the same, of none): the text that is signed.
str log_key_statement(struct ctx *ctx, const struct note_key *key, int64_t nth, instant since);
// The note's checkpoint if one of the keys signed it that was valid at its time, and it is of this log.
bool log_checkpoint(const struct log_keys *keys, str note, struct checkpoint *checkpoint);

// The last one; false in is_found if there is none.
result log_last(struct ctx *ctx, struct db *db, struct checkpoint_last_out *last, bool *is_found) MUST;

// The tree of all leaves that are sealed, and the last of their facts: 0 for none.
result log_tree(struct ctx *ctx, struct db *db, struct merkle_tree *tree, int64_t *last_fact) MUST;

// Subtrees from what is kept, for proofs: a few reads each.
struct log_source {
    struct merkle_source source;
    struct ctx *ctx;
    struct db *db;
    result e; // why it said no
    struct merkle_hash block[LOG_BLOCK];
    uint64_t block_nth;
    size_t n_block;
    bool has_block;
};
void log_source_open(struct ctx *ctx, struct db *db, struct log_source *source);

// Which leaf a fact is, counted from 0. ERR_MISSING if it is not sealed.
result log_index(struct ctx *ctx, struct db *db, int64_t fact_id, uint64_t *index) MUST;
// The fact whose leaf is the last before that one; 0 before the first.
result log_before(struct ctx *ctx, struct db *db, uint64_t index, int64_t *fact_id) MUST;
