// The tree of the record against the vectors of Certificate Transparency (certificate-transparency's
// merkletree tests, whose hashes are those of RFC 6962's example inputs) and against a naive tree of every size.
#include "format/merkle.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sodium.h>

enum { TREE_MAX = 600, STRIDE = 37 };

static struct merkle_hash leaves[TREE_MAX];

// The definition of RFC 6962 section 2.1, word for word, and with another library's SHA-256.
static struct merkle_hash naive(const struct merkle_hash *at, size_t n)
{
    unsigned char both[1 + 2 * MERKLE_HASH] = { 1 };
    struct merkle_hash hash;
    size_t k = 1;
    if (n == 1)
        return at[0];
    while (2 * k < n)
        k *= 2;
    if (!n) {
        crypto_hash_sha256(hash.at, (const unsigned char *)"", 0);
        return hash;
    }
    struct merkle_hash left = naive(at, k), right = naive(at + k, n - k);
    memcpy(both + 1, left.at, MERKLE_HASH);
    memcpy(both + 1 + MERKLE_HASH, right.at, MERKLE_HASH);
    crypto_hash_sha256(hash.at, both, sizeof both);
    return hash;
}

static bool subtree(const struct merkle_source *source, int level, uint64_t position,
                    struct merkle_hash *root)
{
    (void)source;
    size_t n = (size_t)1 << level;
    if ((position + 1) * n > TREE_MAX)
        return false;
    *root = naive(leaves + position * n, n);
    return true;
}

static const struct merkle_source SOURCE = { subtree, NULL };

static struct merkle_hash naive_leaf(const char *bytes, size_t n)
{
    unsigned char data[64] = { 0 };
    struct merkle_hash hash;
    memcpy(data + 1, bytes, n);
    crypto_hash_sha256(hash.at, data, n + 1);
    return hash;
}

static int begin(void **state)
{
    (void)state;
    for (int i = 0; i < TREE_MAX; i++)
        leaves[i] = naive_leaf((const char *)&i, sizeof i);
    return 0;
}

static void assert_hash(const struct merkle_hash *hash, const char *hex)
{
    char text[2 * MERKLE_HASH + 1];
    sodium_bin2hex(text, sizeof text, hash->at, MERKLE_HASH);
    assert_string_equal(text, hex);
}

// Inputs and roots of 0 to 8 leaves.
static const struct {
    const char *bytes;
    size_t n;
    const char *root; // of the leaves up to this one
} VECTORS[] = {
    { "", 0, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d" },
    { "\x00", 1, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125" },
    { "\x10", 1, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77" },
    { "\x20\x21", 2, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7" },
    { "\x30\x31", 2, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4" },
    { "\x40\x41\x42\x43", 4, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef" },
    { "\x50\x51\x52\x53\x54\x55\x56\x57", 8,
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c" },
    { "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f", 16,
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328" },
};

static void test_vectors(void **state)
{
    struct merkle_tree tree = { .n = 0 };
    (void)state;
    struct merkle_hash root = merkle_root(&tree);
    assert_hash(&root, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (size_t i = 0; i < sizeof VECTORS / sizeof *VECTORS; i++) {
        struct merkle_hash leaf = merkle_leaf((str){ VECTORS[i].bytes, VECTORS[i].n });
        merkle_add(&tree, &leaf);
        root = merkle_root(&tree);
        assert_hash(&root, VECTORS[i].root);
    }
}

static void test_roots(void **state)
{
    struct merkle_tree tree = { .n = 0 };
    (void)state;
    for (size_t n = 0; n < TREE_MAX; n++) {
        struct merkle_hash wanted = naive(leaves, n), root = merkle_root(&tree), read;
        assert_memory_equal(root.at, wanted.at, MERKLE_HASH);
        assert_true(merkle_root_of(&SOURCE, n, &read));
        assert_memory_equal(read.at, wanted.at, MERKLE_HASH);
        int level = merkle_add(&tree, &leaves[n]);
        for (int k = 0; k <= level; k++) { // what the leaf completed
            size_t size = (size_t)1 << k;
            struct merkle_hash part = naive(leaves + n + 1 - size, size);
            assert_memory_equal(tree.peaks[k].at, part.at, MERKLE_HASH);
        }
    }
}

static void test_inclusion(void **state)
{
    (void)state;
    for (uint64_t size = 0; size <= TREE_MAX; size += size < 70 ? 1 : STRIDE) {
        struct merkle_state is = { size, naive(leaves, (size_t)size) };
        struct merkle_proof proof;
        assert_false(merkle_inclusion(&SOURCE, size, size, &proof));
        for (uint64_t i = 0; i < size; i++) {
            assert_true(merkle_inclusion(&SOURCE, i, size, &proof));
            assert_true(merkle_inclusion_holds(&proof, &leaves[i], i, &is));
            assert_false(merkle_inclusion_holds(&proof, &leaves[(i + 1) % TREE_MAX], i, &is));
            assert_false(merkle_inclusion_holds(&proof, &leaves[i], size, &is));
            if (proof.n) {
                struct merkle_proof changed = proof;
                changed.at[i % proof.n].at[i % MERKLE_HASH] ^= (unsigned char)(1u << (i % 8));
                assert_false(merkle_inclusion_holds(&changed, &leaves[i], i, &is));
                changed = proof;
                changed.n--;
                assert_false(merkle_inclusion_holds(&changed, &leaves[i], i, &is));
                assert_false(merkle_inclusion_holds(&proof, &leaves[i], i ^ 1, &is));
            }
        }
    }
}

static void consistency(uint64_t old, uint64_t size)
{
    struct merkle_state was = { old, naive(leaves, (size_t)old) }, is = { size, naive(leaves, (size_t)size) };
    struct merkle_state other = was;
    struct merkle_proof proof;
    assert_true(merkle_consistency(&SOURCE, old, size, &proof));
    assert_true(merkle_consistency_holds(&proof, &was, &is));
    other.root.at[old % MERKLE_HASH] ^= 1;
    assert_int_equal(merkle_consistency_holds(&proof, &other, &is), old == 0);
    other = is;
    other.root.at[size % MERKLE_HASH] ^= 0x80;
    assert_int_equal(merkle_consistency_holds(&proof, &was, &other), old == 0);
    for (size_t i = 0; i < proof.n; i++) {
        struct merkle_proof changed = proof;
        changed.at[i].at[(old + i) % MERKLE_HASH] ^= 1;
        assert_false(merkle_consistency_holds(&changed, &was, &is));
    }
    if (proof.n) {
        proof.n--;
        assert_false(merkle_consistency_holds(&proof, &was, &is));
    }
}

static void test_consistency(void **state)
{
    struct merkle_proof proof;
    (void)state;
    for (uint64_t size = 0; size <= TREE_MAX; size += size < 70 ? 1 : STRIDE)
        for (uint64_t old = 0; old <= size; old += size < 70 ? 1 : 3)
            consistency(old, size);
    assert_false(merkle_consistency(&SOURCE, 5, 4, &proof));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_vectors),
        cmocka_unit_test(test_roots),
        cmocka_unit_test(test_inclusion),
        cmocka_unit_test(test_consistency),
    };
    return cmocka_run_group_tests(tests, begin, NULL);
}
