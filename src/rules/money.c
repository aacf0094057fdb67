#include "rules/money.h"

#include "base/arena.h"

__extension__ typedef __int128 wide;

enum { PENCE = 100, PER_CENT = 100, PLACES_MAX = 4, DIGITS_MAX = 15 };
#define RATIO_MAX ((wide)1 << 62)

bool ratio_is(struct ratio r)
{
    return r.whole > 0;
}

// In lowest terms, or none if even so it is too large for the next step.
static struct ratio lowest(wide part, wide whole)
{
    wide a = part < 0 ? -part : part, b = whole < 0 ? -whole : whole;
    if (!b)
        return RATIO_NONE;
    while (b) {
        wide rest = a % b;
        a = b;
        b = rest;
    }
    part /= whole < 0 ? -a : a;
    whole /= whole < 0 ? -a : a;
    bool is_large = part > RATIO_MAX || part < -RATIO_MAX || whole > RATIO_MAX;
    return is_large ? RATIO_NONE : (struct ratio){ (int64_t)part, (int64_t)whole };
}

struct ratio ratio_of(int64_t part, int64_t whole)
{
    return lowest(part, whole);
}

static int64_t power_of_ten(int places)
{
    int64_t power = 1;
    for (int i = 0; i < places; i++)
        power *= 10;
    return power;
}

struct ratio ratio_of_decimal(decimal d)
{
    return lowest(d.digits, power_of_ten(d.places));
}

struct ratio ratio_of_pounds(decimal pounds)
{
    return lowest((wide)pounds.digits * PENCE, power_of_ten(pounds.places));
}

struct ratio ratio_of_share(const struct share *share, struct ratio achievement)
{
    switch (share->kind) {
    case SHARE_PERCENT:
        return ratio_over(ratio_of_decimal(share->number), ratio_of(PER_CENT, 1));
    case SHARE_FRACTION:
        return ratio_over(ratio_of_decimal(share->number), ratio_of_decimal(share->of));
    case SHARE_ACHIEVEMENT:
        return achievement;
    }
    return RATIO_NONE;
}

struct ratio ratio_times(struct ratio a, struct ratio b)
{
    if (!ratio_is(a) || !ratio_is(b))
        return RATIO_NONE;
    return lowest((wide)a.part * b.part, (wide)a.whole * b.whole);
}

struct ratio ratio_minus(struct ratio a, struct ratio b)
{
    if (!ratio_is(a) || !ratio_is(b))
        return RATIO_NONE;
    return lowest((wide)a.part * b.whole - (wide)b.part * a.whole, (wide)a.whole * b.whole);
}

struct ratio ratio_over(struct ratio a, struct ratio b)
{
    if (!ratio_is(a) || !ratio_is(b) || !b.part)
        return RATIO_NONE;
    return lowest((wide)a.part * b.whole, (wide)a.whole * b.part);
}

int ratio_compare(struct ratio a, struct ratio b)
{
    wide x = (wide)a.part * b.whole, y = (wide)b.part * a.whole;
    return (x > y) - (x < y);
}

bool ratio_holds(enum bound bound, struct ratio value, struct ratio limit)
{
    return bound_holds(bound, ratio_compare(value, limit));
}

bool ratio_round(struct ratio r, int64_t step, enum rounding how, int64_t *pence)
{
    struct ratio steps = ratio_over(r, ratio_of(step, 1));
    if (!ratio_is(steps))
        return false;
    int64_t below = steps.part / steps.whole, rest = steps.part % steps.whole;
    if (rest < 0) {
        below--;
        rest += steps.whole;
    }
    wide twice = (wide)rest * 2;
    bool is_half = twice == steps.whole, is_odd = below % 2 != 0;
    bool is_up = twice > steps.whole || (is_half && (how == ROUND_HALF_UP || is_odd));
    return !__builtin_mul_overflow(below + is_up, step, pence);
}

bool instalments(int64_t total, const struct ratio *shares, size_t n, int64_t *pence)
{
    struct ratio so_far = { 0, 1 };
    int64_t before = 0, due;
    for (size_t i = 0; i < n; i++) {
        struct ratio share = shares[i];
        share.part = -share.part;
        so_far = ratio_minus(so_far, share);
        if (!ratio_round(ratio_times(ratio_of(total, 1), so_far), 1, ROUND_HALF_EVEN, &due))
            return false;
        pence[i] = due - before;
        before = due;
    }
    return true;
}

// Digits of one side of the point, with commas between thousands on the left of it.
static bool digits_take(str s, bool has_commas, decimal *d)
{
    for (size_t i = 0; i < s.n; i++) {
        bool is_comma = has_commas && s.at[i] == ',' && i > 0 && (s.n - i) % 4 == 0;
        if (is_comma)
            continue;
        if (!char_is_digit(s.at[i]))
            return false;
        d->digits = d->digits * 10 + (s.at[i] - '0');
    }
    return true;
}

bool decimal_parse(str s, decimal *d)
{
    s = str_trim(s);
    if (str_starts(s, STR("£")))
        s = str_trim(str_from_byte(s, STR("£").n));
    str rest = s, left = str_cut(&rest, '.');
    *d = (decimal){ 0 };
    if (!left.n || left.n + rest.n > DIGITS_MAX || rest.n > PLACES_MAX || (rest.at && !rest.n))
        return false;
    d->places = (int)rest.n;
    return digits_take(left, true, d) && digits_take(rest, false, d);
}

static void pounds_write(struct buffer *out, int64_t pounds)
{
    if (pounds >= 1000) {
        pounds_write(out, pounds / 1000);
        buffer_byte(out, ',');
        buffer_digits(out, pounds % 1000, 3);
    } else {
        buffer_digits(out, pounds, 1);
    }
}

void pence_write(struct buffer *out, int64_t pence)
{
    if (pence < 0)
        buffer_byte(out, '-');
    pence = pence < 0 ? -pence : pence;
    buffer_add(out, STR("£"));
    pounds_write(out, pence / PENCE);
    if (pence % PENCE) {
        buffer_byte(out, '.');
        buffer_digits(out, pence % PENCE, 2);
    }
}

str pence_words(struct ctx *ctx, int64_t pence)
{
    struct buffer out = buffer_open(64);
    pence_write(&out, pence);
    str words = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return words;
}

void pence_write_plain(struct buffer *out, int64_t pence)
{
    if (pence < 0)
        buffer_byte(out, '-');
    pence = pence < 0 ? -pence : pence;
    buffer_digits(out, pence / PENCE, 1);
    buffer_byte(out, '.');
    buffer_digits(out, pence % PENCE, 2);
}
