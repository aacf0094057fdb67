// What may be a password; that few are hashed at once; what of an address tells a network.
#include "app/attempt.h"
#include "app/password.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <pthread.h>

#define PASSWORD "three words together"

enum { HASHERS = 8 };

struct hasher {
    pthread_t thread;
    result e;
    char text[200];
};

static void *hash_one(void *with)
{
    struct hasher *h = with;
    struct ctx ctx = { .arena = arena_open(1 << 16) };
    str hash;
    h->e = password_hash(&ctx, STR(PASSWORD), &hash);
    snprintf(h->text, sizeof h->text, "%s", ctx.error.text);
    arena_close(ctx.arena);
    return NULL;
}

// Two hash, and nobody waits: of many at once some are turned away with a sentence, and then there is room again.
static void test_hashes_at_once(void **state)
{
    struct hasher hashers[HASHERS] = { 0 };
    int done = 0;
    (void)state;
    passwords_may_wait(0);
    for (size_t i = 0; i < HASHERS; i++)
        assert_int_equal(pthread_create(&hashers[i].thread, NULL, hash_one, &hashers[i]), 0);
    for (size_t i = 0; i < HASHERS; i++) {
        pthread_join(hashers[i].thread, NULL);
        done += hashers[i].e == OK;
        if (hashers[i].e)
            assert_string_equal(hashers[i].text,
                                "Many people are signing in just now. Try again in a minute.");
    }
    assert_true(done >= HASHES_AT_ONCE);
    hash_one(&hashers[0]);
    assert_int_equal(hashers[0].e, OK);
    passwords_may_wait(HASHERS);
    for (size_t i = 0; i < HASHERS; i++)
        assert_int_equal(pthread_create(&hashers[i].thread, NULL, hash_one, &hashers[i]), 0);
    for (size_t i = 0; i < HASHERS; i++) {
        pthread_join(hashers[i].thread, NULL);
        assert_int_equal(hashers[i].e, OK);
    }
    passwords_may_wait(HASHES_WAITING);
}

// What is kept says by what it was made: Argon2id, 64 MiB, two passes.
static void test_hash_kind(void **state)
{
    struct ctx ctx = { .arena = arena_open(1 << 16) };
    str hash;
    (void)state;
    assert_int_equal(password_hash(&ctx, STR(PASSWORD), &hash), OK);
    assert_true(str_starts(hash, STR("$argon2id$v=19$m=65536,t=2,p=1$")));
    arena_close(ctx.arena);
}

static void test_networks(void **state)
{
    static const char *const cases[][2] = { { "192.0.2.1", "192.0.2.1" },
                                            { "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::" },
                                            { "::ffff:192.0.2.1", "192.0.2.1" },
                                            { "unix", "unix" } };
    struct arena *arena = arena_open(1 << 16);
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(str_c(arena, network_of(arena, str_from(cases[i][0]))), cases[i][1]);
    arena_close(arena);
}

static void test_passwords(void **state)
{
    static const char *const cases[][2] = {
        { "three words together", "" },
        { "seventy characters and no digit, no capital and no sign is a good one too", "" },
        { "short",
          "Choose a password of 12 characters or more. Three words that have nothing to do with each other are "
          "easy to remember." },
        { "\xc3\xa9\xc3\xa8\xc3\xaa\xc3\xab\xc3\xa0\xc3\xa2",
          "Choose a password of 12 characters or more. Three words that "
          "have nothing to do with each other are easy to remember." },
        { "aaaaaaaaaaaaaa", "That password is too easy to guess. Choose another." },
        { "abcdefghijklmn", "That password is too easy to guess. Choose another." },
        { "MyPassword1234!", "That password is too easy to guess. Choose another." },
        { "up the harcaster arms", "That password is too easy to guess. Choose another." },
        { "my name is Ada Example", "Choose a password without your name or e-mail address in it." },
        { "lovelace-is-good", "Choose a password without your name or e-mail address in it." },
    };
    const struct password_about about = { STR("Ada Example"), STR("lovelace@example.org"), STR("Harcaster") };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ctx ctx = { 0 };
        result e = password_check(&ctx, str_from(cases[i][0]), &about);
        assert_int_equal(e, cases[i][1][0] ? ERR_INPUT : OK);
        assert_string_equal(ctx.error.text, cases[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hash_kind),
        cmocka_unit_test(test_networks),
        cmocka_unit_test(test_passwords),
        cmocka_unit_test(test_hashes_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
