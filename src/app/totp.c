#include "app/totp.h"

#include <nettle/hmac.h>
#include <sodium.h>

enum { GROUP = 4, URI_MAX = 1000 };

int64_t totp_step(instant at)
{
    return at.second / TOTP_STEP_SECONDS;
}

// RFC 4226, section 5.3: four bytes from where the last half byte points to, without the sign.
uint32_t totp_code(str secret, int64_t step, int digits)
{
    struct hmac_sha1_ctx hmac;
    uint8_t counter[8], mac[SHA1_DIGEST_SIZE];
    uint32_t most = 1;
    for (int i = 0; i < 8; i++)
        counter[i] = (uint8_t)((uint64_t)step >> (56 - 8 * i));
    hmac_sha1_set_key(&hmac, secret.n, (const uint8_t *)secret.at);
    hmac_sha1_update(&hmac, sizeof counter, counter);
    hmac_sha1_digest(&hmac, sizeof mac, mac);
    size_t from = mac[SHA1_DIGEST_SIZE - 1] & 0xf;
    uint32_t value = (uint32_t)(mac[from] & 0x7f) << 24 | (uint32_t)mac[from + 1] << 16 |
        (uint32_t)mac[from + 2] << 8 | mac[from + 3];
    for (int i = 0; i < digits; i++)
        most *= 10;
    sodium_memzero(mac, sizeof mac);
    return value % most;
}

// Six digits with nothing but spaces between.
static bool digits_read(str typed, uint32_t *value)
{
    int n = 0;
    *value = 0;
    for (size_t i = 0; i < typed.n; i++) {
        if (typed.at[i] == ' ')
            continue;
        if (!char_is_digit(typed.at[i]) || ++n > TOTP_DIGITS)
            return false;
        *value = *value * 10 + (uint32_t)(typed.at[i] - '0');
    }
    return n == TOTP_DIGITS;
}

bool totp_matches(str secret, str typed, instant now, int64_t last, int64_t *step)
{
    uint32_t value;
    bool is_right = false;
    if (!digits_read(typed, &value))
        return false;
    for (int64_t s = totp_step(now) - 1; s <= totp_step(now) + 1; s++) { // always three, in the same time
        bool is_this = totp_code(secret, s, TOTP_DIGITS) == value && s > last;
        *step = is_this ? s : *step;
        is_right |= is_this;
    }
    return is_right;
}

str totp_secret(struct arena *arena)
{
    char *bytes = arena_alloc(arena, TOTP_SECRET_BYTES, 1);
    if (!bytes)
        return (str){ 0 };
    randombytes_buf(bytes, TOTP_SECRET_BYTES);
    return (str){ bytes, TOTP_SECRET_BYTES };
}

// RFC 4648, section 6. A secret of 20 bytes needs no padding.
static void base32(struct buffer *out, str bytes, size_t group)
{
    static const char LETTERS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    uint32_t held = 0;
    int bits = 0;
    size_t written = 0;
    for (size_t i = 0; i < bytes.n || bits > 0;) {
        if (bits < 5 && i < bytes.n) {
            held = held << 8 | (uint8_t)bytes.at[i++];
            bits += 8;
            continue;
        }
        uint32_t letter = bits >= 5 ? held >> (bits - 5) : held << (5 - bits);
        bits = bits >= 5 ? bits - 5 : 0;
        if (group && written && written % group == 0)
            buffer_byte(out, ' ');
        buffer_byte(out, LETTERS[letter & 31]);
        written++;
    }
}

str totp_text(struct arena *arena, str secret)
{
    struct buffer out = buffer_open(URI_MAX);
    base32(&out, secret, GROUP);
    str text = str_copy(arena, buffer_str(&out));
    buffer_done(arena, &out);
    return text;
}

static void percent(struct buffer *out, str s)
{
    for (size_t i = 0; i < s.n; i++) {
        bool is_plain = char_is_letter(s.at[i]) || char_is_digit(s.at[i]) || str_has(STR("-._~@"), s.at[i]);
        if (is_plain)
            buffer_byte(out, s.at[i]);
        else
            buffer_print(out, "%%%02X", (unsigned)(uint8_t)s.at[i]);
    }
}

str totp_link(struct arena *arena, str secret, str issuer, str account)
{
    struct buffer out = buffer_open(URI_MAX * 4);
    buffer_add(&out, STR("otpauth://totp/"));
    percent(&out, issuer);
    buffer_byte(&out, ':');
    percent(&out, account);
    buffer_add(&out, STR("?secret="));
    base32(&out, secret, 0);
    buffer_add(&out, STR("&issuer="));
    percent(&out, issuer);
    str link = str_copy(arena, buffer_str(&out));
    buffer_done(arena, &out);
    return link;
}
