#include "format/note.h"

#include "base/arena.h"

#include <sodium.h>
#include <string.h>

enum { ALGORITHM_ED25519 = 1, SIGNED = NOTE_KEY_ID + NOTE_SIGNATURE, WORDS_MAX = 256, TEXT_MAX = 4096 };

#define DASH STR("\xE2\x80\x94 ")

str base64_words(struct ctx *ctx, const unsigned char *bytes, size_t n)
{
    char words[WORDS_MAX];
    if (sodium_base64_ENCODED_LEN(n, sodium_base64_VARIANT_ORIGINAL) > sizeof words)
        return (str){ 0 };
    sodium_bin2base64(words, sizeof words, bytes, n, sodium_base64_VARIANT_ORIGINAL);
    return str_copy(ctx->arena, str_from(words));
}

bool base64_read(str words, unsigned char *bytes, size_t n)
{
    size_t got;
    return words.n &&
        sodium_base642bin(bytes, n, words.at, words.n, NULL, &got, NULL, sodium_base64_VARIANT_ORIGINAL) ==
        0 &&
        got == n;
}

str hex_words(struct ctx *ctx, const unsigned char *bytes, size_t n)
{
    char words[WORDS_MAX];
    if (2 * n + 1 > sizeof words)
        return (str){ 0 };
    sodium_bin2hex(words, sizeof words, bytes, n);
    return str_copy(ctx->arena, str_from(words));
}

bool hex_read(str words, unsigned char *bytes, size_t n)
{
    size_t got;
    return words.n == 2 * n && sodium_hex2bin(bytes, n, words.at, words.n, NULL, &got, NULL) == 0 && got == n;
}

// The first four bytes of SHA-256 of the name, a line end, the algorithm and the key.
static void key_id(const struct note_key *key, unsigned char *id)
{
    static const unsigned char between[] = { '\n', ALGORITHM_ED25519 };
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, (const unsigned char *)key->name.at, key->name.n);
    crypto_hash_sha256_update(&state, between, sizeof between);
    crypto_hash_sha256_update(&state, key->public, NOTE_KEY);
    crypto_hash_sha256_final(&state, hash);
    memcpy(id, hash, NOTE_KEY_ID);
}

str note_key_words(struct ctx *ctx, const struct note_key *key)
{
    unsigned char id[NOTE_KEY_ID], typed[1 + NOTE_KEY] = { ALGORITHM_ED25519 };
    key_id(key, id);
    memcpy(typed + 1, key->public, NOTE_KEY);
    str hex = hex_words(ctx, id, sizeof id), base64 = base64_words(ctx, typed, sizeof typed);
    return str_format(ctx->arena, "%.*s+%.*s+%.*s", STR_ARGS(key->name), STR_ARGS(hex), STR_ARGS(base64));
}

str note_sign(struct ctx *ctx, str text, const struct note_key *key, const unsigned char *secret)
{
    unsigned char signature[SIGNED];
    key_id(key, signature);
    crypto_sign_detached(signature + NOTE_KEY_ID, NULL, (const unsigned char *)text.at, text.n, secret);
    str words = base64_words(ctx, signature, sizeof signature);
    return str_format(ctx->arena, "%.*s\n%.*s%.*s %.*s\n", STR_ARGS(text), STR_ARGS(DASH),
                      STR_ARGS(key->name), STR_ARGS(words));
}

static bool is_signed(str text, str line, const struct note_key *key)
{
    unsigned char id[NOTE_KEY_ID], signature[SIGNED];
    if (!str_starts(line, DASH))
        return false;
    str rest = str_from_byte(line, DASH.n);
    str name = str_cut(&rest, ' ');
    key_id(key, id);
    return str_equal(name, key->name) && base64_read(rest, signature, sizeof signature) &&
        memcmp(id, signature, NOTE_KEY_ID) == 0 &&
        crypto_sign_verify_detached(signature + NOTE_KEY_ID, (const unsigned char *)text.at, text.n,
                                    key->public) == 0;
}

bool note_verify(str note, const struct note_key *key, str *text)
{
    size_t end = str_find(note, STR("\n\n"));
    str lines = str_from_byte(note, end + 2);
    if (note.n > TEXT_MAX || end == note.n || !str_ends(note, STR("\n")))
        return false;
    *text = str_slice(note, 0, end + 1);
    while (lines.at && lines.n)
        if (is_signed(*text, str_cut(&lines, '\n'), key))
            return true;
    return false;
}

str checkpoint_text(struct ctx *ctx, const struct checkpoint *c)
{
    str root = base64_words(ctx, c->state.root.at, MERKLE_HASH);
    struct buffer day = buffer_open(TEXT_MAX);
    int64_t second = c->sealed.second % DAY_SECONDS;
    date_write(&day, (date){ (int32_t)(c->sealed.second / DAY_SECONDS) });
    str text = str_format(ctx->arena, "%.*s\n%llu\n%.*s\ntime %.*sT%02d:%02d:%02dZ\n", STR_ARGS(c->origin),
                          (unsigned long long)c->state.size, STR_ARGS(root), STR_ARGS(buffer_str(&day)),
                          (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60));
    buffer_close(&day);
    return text;
}

// "time 2026-11-26T07:00:00Z"
static bool time_read(str line, instant *at)
{
    int64_t hour, minute, second;
    date day;
    if (line.n != 25 || !str_starts(line, STR("time ")) || !date_parse(str_slice(line, 5, 15), &day) ||
        !str_to_int(str_slice(line, 16, 18), &hour) || !str_to_int(str_slice(line, 19, 21), &minute) ||
        !str_to_int(str_slice(line, 22, 24), &second))
        return false;
    if (day.day < 0 || hour > 23 || minute > 59 || second > 59)
        return false;
    *at = (instant){ (int64_t)day.day * DAY_SECONDS + hour * 3600 + minute * 60 + second };
    return true;
}

static bool has_control(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.at[i] < ' ')
            return true;
    return false;
}

bool checkpoint_read(str text, struct checkpoint *checkpoint)
{
    int64_t size;
    str rest = text;
    checkpoint->origin = str_cut(&rest, '\n');
    if (!str_to_int(str_cut(&rest, '\n'), &size) ||
        !base64_read(str_cut(&rest, '\n'), checkpoint->state.root.at, MERKLE_HASH))
        return false;
    checkpoint->state.size = (uint64_t)size;
    return checkpoint->origin.n && !has_control(checkpoint->origin) &&
        time_read(str_cut(&rest, '\n'), &checkpoint->sealed);
}
