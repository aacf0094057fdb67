// The Merkle tree of the record, as RFC 6962 section 2.1 has it: leaves, roots, proofs and their verification.
//
// A proof that a line is in the record, or that one state of it grew out of another, is a few hashes that anyone can
// check without the rest. Nothing here knows what a line says or where hashes are kept.
#pragma once

#include "base/str.h"

#include <stdint.h>

enum { MERKLE_HASH = 32, MERKLE_LEVELS = 64, MERKLE_PROOF_MAX = 2 * MERKLE_LEVELS };

struct merkle_hash {
    unsigned char at[MERKLE_HASH]; // SHA-256
};

struct merkle_hash merkle_leaf(str line); // of 0x00 and the line
struct merkle_hash merkle_node(const struct merkle_hash *left,
                               const struct merkle_hash *right); // of 0x01 and both
bool merkle_equal(const struct merkle_hash *a, const struct merkle_hash *b);

// A tree that grows: the roots of its complete subtrees. peaks[k] is one of 2^k leaves where bit k of n is set.
struct merkle_tree {
    uint64_t n;
    struct merkle_hash peaks[MERKLE_LEVELS];
};
// Returns the highest level that the leaf completed, 0 for its own; up to that level peaks[k] is then the root of the
// last 2^k leaves.
int merkle_add(struct merkle_tree *tree, const struct merkle_hash *leaf);
// A whole subtree at once; the tree's n must be a multiple of its size.
int merkle_add_subtree(struct merkle_tree *tree, int level, const struct merkle_hash *root);
struct merkle_hash merkle_root(const struct merkle_tree *tree); // of no leaf: SHA-256 of nothing

// Where roots of complete subtrees come from: that of leaves position * 2^level and on. False if it can't be had; the
// reason is the source's own.
struct merkle_source {
    bool (*subtree)(const struct merkle_source *source, int level, uint64_t position,
                    struct merkle_hash *root);
    void *of;
};

struct merkle_proof {
    struct merkle_hash at[MERKLE_PROOF_MAX];
    size_t n;
};

// The root of the first `size` leaves. All three are false only if the source is, or the numbers are out of range.
bool merkle_root_of(const struct merkle_source *source, uint64_t size, struct merkle_hash *root);
// RFC 6962 section 2.1.1: that leaf `index` is in the tree of `size` leaves.
bool merkle_inclusion(const struct merkle_source *source, uint64_t index, uint64_t size,
                      struct merkle_proof *proof);
// RFC 6962 section 2.1.2: that the tree of `size` leaves begins with that of `old`; empty for 0 and for the same.
bool merkle_consistency(const struct merkle_source *source, uint64_t old, uint64_t size,
                        struct merkle_proof *proof);

// A tree as a checkpoint has it.
struct merkle_state {
    uint64_t size;
    struct merkle_hash root;
};
bool merkle_inclusion_holds(const struct merkle_proof *proof, const struct merkle_hash *leaf, uint64_t index,
                            const struct merkle_state *state);
bool merkle_consistency_holds(const struct merkle_proof *proof, const struct merkle_state *old,
                              const struct merkle_state *state);
