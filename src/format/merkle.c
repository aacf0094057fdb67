#include "format/merkle.h"

#include <nettle/sha2.h> // uses the processor's own instructions, which libsodium does not
#include <string.h>

struct merkle_hash merkle_leaf(str line)
{
    static const unsigned char prefix = 0x00;
    struct merkle_hash hash;
    struct sha256_ctx state;
    sha256_init(&state);
    sha256_update(&state, 1, &prefix);
    sha256_update(&state, line.n, (const unsigned char *)line.at);
    sha256_digest(&state, MERKLE_HASH, hash.at);
    return hash;
}

struct merkle_hash merkle_node(const struct merkle_hash *left, const struct merkle_hash *right)
{
    unsigned char both[1 + 2 * MERKLE_HASH] = { 0x01 };
    struct merkle_hash hash;
    struct sha256_ctx state;
    memcpy(both + 1, left->at, MERKLE_HASH);
    memcpy(both + 1 + MERKLE_HASH, right->at, MERKLE_HASH);
    sha256_init(&state);
    sha256_update(&state, sizeof both, both);
    sha256_digest(&state, MERKLE_HASH, hash.at);
    return hash;
}

bool merkle_equal(const struct merkle_hash *a, const struct merkle_hash *b)
{
    return memcmp(a->at, b->at, MERKLE_HASH) == 0;
}

int merkle_add(struct merkle_tree *tree, const struct merkle_hash *leaf)
{
    return merkle_add_subtree(tree, 0, leaf);
}

int merkle_add_subtree(struct merkle_tree *tree, int level, const struct merkle_hash *root)
{
    struct merkle_hash hash = *root;
    uint64_t size = (uint64_t)1 << level;
    for (; tree->n & ((uint64_t)1 << level); level++) {
        struct merkle_hash above = merkle_node(&tree->peaks[level], &hash);
        tree->peaks[level] = hash;
        hash = above;
    }
    tree->peaks[level] = hash;
    tree->n += size;
    return level;
}

struct merkle_hash merkle_root(const struct merkle_tree *tree)
{
    struct merkle_hash hash;
    struct sha256_ctx empty;
    bool has_one = false;
    sha256_init(&empty);
    sha256_digest(&empty, MERKLE_HASH, hash.at);
    for (int level = 0; level < MERKLE_LEVELS; level++) {
        if (!(tree->n & ((uint64_t)1 << level)))
            continue;
        hash = has_one ? merkle_node(&tree->peaks[level], &hash) : tree->peaks[level];
        has_one = true;
    }
    return hash;
}

// The largest power of two below n, n > 1: where a tree of n leaves is split.
static int split_level(uint64_t n)
{
    int level = 0;
    while (((uint64_t)2 << level) < n)
        level++;
    return level;
}

static bool is_power_of_two(uint64_t n)
{
    return (n & (n - 1)) == 0;
}

// The root of n leaves from `start` on, which is a multiple of the smallest power of two that is n or more.
static bool range_root(const struct merkle_source *source, uint64_t start, uint64_t n,
                       struct merkle_hash *root)
{
    struct merkle_tree tree = { .n = 0 };
    while (n) {
        int level = is_power_of_two(n) && n > 1 ? split_level(n) + 1 : n > 1 ? split_level(n) : 0;
        struct merkle_hash part;
        if (!source->subtree(source, level, start >> level, &part))
            return false;
        merkle_add_subtree(&tree, level, &part);
        start += (uint64_t)1 << level;
        n -= (uint64_t)1 << level;
    }
    *root = merkle_root(&tree);
    return true;
}

bool merkle_root_of(const struct merkle_source *source, uint64_t size, struct merkle_hash *root)
{
    return range_root(source, 0, size, root);
}

// The proofs of the RFC go from the leaf up; the walk goes down, so the hashes are turned round at the end.
static void proof_turn(struct merkle_proof *proof)
{
    for (size_t i = 0, k = proof->n; i + 1 < k; i++) {
        struct merkle_hash swap = proof->at[i];
        proof->at[i] = proof->at[--k];
        proof->at[k] = swap;
    }
}

bool merkle_inclusion(const struct merkle_source *source, uint64_t index, uint64_t size,
                      struct merkle_proof *proof)
{
    uint64_t start = 0;
    proof->n = 0;
    if (index >= size)
        return false;
    while (size > 1) {
        uint64_t k = (uint64_t)1 << split_level(size);
        bool is_left = index < k;
        if (!range_root(source, is_left ? start + k : start, is_left ? size - k : k, &proof->at[proof->n++]))
            return false;
        index -= is_left ? 0 : k;
        start += is_left ? 0 : k;
        size = is_left ? k : size - k;
    }
    proof_turn(proof);
    return true;
}

bool merkle_consistency(const struct merkle_source *source, uint64_t old, uint64_t size,
                        struct merkle_proof *proof)
{
    uint64_t start = 0;
    bool is_whole = true; // what is left of the old tree is a subtree the old root stands for
    proof->n = 0;
    if (old > size)
        return false;
    if (!old || old == size)
        return true;
    while (old != size) {
        uint64_t k = (uint64_t)1 << split_level(size);
        bool is_left = old <= k;
        if (!range_root(source, is_left ? start + k : start, is_left ? size - k : k, &proof->at[proof->n++]))
            return false;
        is_whole &= is_left;
        old -= is_left ? 0 : k;
        start += is_left ? 0 : k;
        size = is_left ? k : size - k;
    }
    if (!is_whole && !range_root(source, start, size, &proof->at[proof->n++]))
        return false;
    proof_turn(proof);
    return true;
}

// RFC 9162 section 2.1.3.2.
bool merkle_inclusion_holds(const struct merkle_proof *proof, const struct merkle_hash *leaf, uint64_t index,
                            const struct merkle_state *state)
{
    uint64_t at = index, last = state->size - 1;
    struct merkle_hash root = *leaf;
    if (index >= state->size)
        return false;
    for (size_t i = 0; i < proof->n; i++) {
        if (!last)
            return false;
        if (at & 1 || at == last) {
            root = merkle_node(&proof->at[i], &root);
            while (!(at & 1) && at) {
                at >>= 1;
                last >>= 1;
            }
        } else {
            root = merkle_node(&root, &proof->at[i]);
        }
        at >>= 1;
        last >>= 1;
    }
    return !last && merkle_equal(&root, &state->root);
}

// RFC 9162 section 2.1.4.2.
bool merkle_consistency_holds(const struct merkle_proof *proof, const struct merkle_state *old,
                              const struct merkle_state *state)
{
    uint64_t at = old->size - 1, last = state->size - 1;
    size_t i = 0;
    if (!old->size || old->size >= state->size)
        return !proof->n &&
            (!old->size || (old->size == state->size && merkle_equal(&old->root, &state->root)));
    while (at & 1) {
        at >>= 1;
        last >>= 1;
    }
    if (at && !proof->n)
        return false;
    struct merkle_hash first = at ? proof->at[i++] : old->root, second = first;
    for (; i < proof->n; i++) {
        if (!last)
            return false;
        if (at & 1 || at == last) {
            first = merkle_node(&proof->at[i], &first);
            second = merkle_node(&proof->at[i], &second);
            while (!(at & 1) && at) {
                at >>= 1;
                last >>= 1;
            }
        } else {
            second = merkle_node(&second, &proof->at[i]);
        }
        at >>= 1;
        last >>= 1;
    }
    return !last && merkle_equal(&first, &old->root) && merkle_equal(&second, &state->root);
}
