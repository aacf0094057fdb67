// Codes that change every half minute (RFC 6238, with HMAC-SHA-1, six digits, steps of 30 seconds: what every
// authenticator speaks), and the words in which a secret is handed over. Pure.
#pragma once

#include "base/arena.h"
#include "base/date.h"

enum { TOTP_SECRET_BYTES = 20, TOTP_STEP_SECONDS = 30, TOTP_DIGITS = 6 };

// The number of the step that an instant lies in.
int64_t totp_step(instant at);
// The code of a step, as a number below 10^digits; digits at most 8.
uint32_t totp_code(str secret, int64_t step, int digits);

// Whether the code is right now, a step early or a step late, and of no step up to `last` (taken already; -1 for none).
// *step: which it was. A code may be typed with spaces.
bool totp_matches(str secret, str typed, instant now, int64_t last, int64_t *step);

// 20 random bytes.
str totp_secret(struct arena *arena);
// In the letters of base32, in groups of four: to be typed.
str totp_text(struct arena *arena, str secret);
// otpauth://totp/..., to be pressed on a phone or shown as a code to photograph.
str totp_link(struct arena *arena, str secret, str issuer, str account);
