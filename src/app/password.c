#include "app/password.h"

#include "base/utf8.h"

#include <pthread.h>
#include <semaphore.h>
#include <sodium.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>

enum { KINDS_LEAST = 5, MENTION_LEAST = 4 };

static sem_t places;
static pthread_once_t begun = PTHREAD_ONCE_INIT;
static atomic_int waiting, may_wait = HASHES_WAITING;
// The hash of nothing anybody knows: what is held against it takes as long as anybody's.
static char nobody[crypto_pwhash_STRBYTES];

static void begin(void)
{
    char random[32];
    int started = sodium_init(); // chooses the fastest code for this machine
    sem_init(&places, 0, started < 0 ? 0 : HASHES_AT_ONCE);
    randombytes_buf(random, sizeof random);
    if (crypto_pwhash_str(nobody, random, sizeof random, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        nobody[0] = 0;
}

void passwords_may_wait(int n)
{
    atomic_store(&may_wait, n);
}

// A place among those who hash; held until place_give.
static result place_take(struct ctx *ctx)
{
    struct timespec until;
    pthread_once(&begun, begin);
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += HASH_WAIT_SECONDS;
    bool is_taken = sem_trywait(&places) == 0;
    if (!is_taken) {
        is_taken = atomic_fetch_add(&waiting, 1) < atomic_load(&may_wait) &&
            sem_clockwait(&places, CLOCK_MONOTONIC, &until) == 0;
        atomic_fetch_sub(&waiting, 1);
    }
    return is_taken ? OK : fail(ctx, ERR_BUSY, "Many people are signing in just now. Try again in a minute.");
}

static void place_give(void)
{
    sem_post(&places);
}

static bool mentions(str password, str what)
{
    if (what.n < MENTION_LEAST)
        return false;
    for (size_t i = 0; i + what.n <= password.n; i++) {
        size_t n = 0;
        while (n < what.n && char_lower(password.at[i + n]) == char_lower(what.at[n]))
            n++;
        if (n == what.n)
            return true;
    }
    return false;
}

// How many different bytes are in it: "aaaaaaaaaaaa" and "121212121212" are soon guessed.
static int kinds_count(str password)
{
    bool seen[256] = { false };
    int n = 0;
    for (size_t i = 0; i < password.n; i++) {
        n += !seen[(uint8_t)password.at[i]];
        seen[(uint8_t)password.at[i]] = true;
    }
    return n;
}

// Each byte the one before, plus or minus one, as in "abcdefghijkl".
static bool is_run(str password)
{
    for (int step = -1; step <= 1; step += 2) {
        size_t i = 1;
        while (i < password.n && password.at[i] - password.at[i - 1] == step)
            i++;
        if (i == password.n)
            return true;
    }
    return false;
}

result password_check(struct ctx *ctx, str password, const struct password_about *about)
{
    static const str COMMON[] = { STR_INIT("password"), STR_INIT("wardmote"),   STR_INIT("qwertyuiop"),
                                  STR_INIT("letmein"),  STR_INIT("1234567890"), STR_INIT("iloveyou") };
    if (password.n > PASSWORD_BYTES)
        return fail(ctx, ERR_INPUT, "Choose a password of %d characters or fewer.", PASSWORD_BYTES / 4);
    if (utf8_invalid_at(password) < password.n || utf8_length(password) < PASSWORD_LEAST)
        return fail(ctx, ERR_INPUT,
                    "Choose a password of %d characters or more. Three words that have nothing "
                    "to do with each other are easy to remember.",
                    PASSWORD_LEAST);
    str own = str_slice(about->email, 0, str_find(about->email, STR("@")));
    if (mentions(password, about->name) || mentions(password, own))
        return fail(ctx, ERR_INPUT, "Choose a password without your name or e-mail address in it.");
    bool is_common = kinds_count(password) < KINDS_LEAST || is_run(password) ||
        mentions(password, about->place);
    for (size_t i = 0; i < sizeof COMMON / sizeof *COMMON; i++)
        is_common |= mentions(password, COMMON[i]);
    if (is_common)
        return fail(ctx, ERR_INPUT, "That password is too easy to guess. Choose another.");
    return OK;
}

result password_hash(struct ctx *ctx, str password, str *hash)
{
    char text[crypto_pwhash_STRBYTES];
    result e = place_take(ctx);
    if (e)
        return e;
    int failed = crypto_pwhash_str(text, password.at, password.n, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                   crypto_pwhash_MEMLIMIT_INTERACTIVE);
    place_give();
    if (failed)
        return fail(ctx, ERR_BUSY, "There is no memory to keep a password just now. Try again in a minute.");
    *hash = str_copy(ctx->arena, str_from(text));
    return hash->at ? OK : arena_fail(ctx);
}

result password_verify(struct ctx *ctx, str hash, str password, bool *is_right)
{
    char text[crypto_pwhash_STRBYTES] = { 0 };
    *is_right = false;
    result e = place_take(ctx);
    if (e)
        return e;
    bool is_somebodys = hash.n > 0 && hash.n < sizeof text;
    if (is_somebodys)
        memcpy(text, hash.at, hash.n);
    else
        memcpy(text, nobody, sizeof text);
    bool is_same = crypto_pwhash_str_verify(text, password.at ? password.at : "", password.n) == 0;
    place_give();
    *is_right = is_same && is_somebodys;
    return OK;
}
