// Money, exactly: whole pence, and fractions of a penny until a sum is settled. Nothing here floats.
#pragma once

#include "document/value.h"

// Of a penny, or a plain number. In lowest terms, `whole` positive; whole 0 is no number: one that is too large, or a
// division by nothing. What is worked out from it is none either.
struct ratio {
    int64_t part, whole;
};

#define RATIO_NONE ((struct ratio){ 0, 0 })

enum rounding {
    ROUND_HALF_UP,  // half a penny goes to whoever is paid: redress
    ROUND_HALF_EVEN // to the even penny, so that neither side is favoured: grants between public bodies
};

bool ratio_is(struct ratio r);
struct ratio ratio_of(int64_t part, int64_t whole);
struct ratio ratio_of_decimal(decimal d);
struct ratio ratio_of_pounds(decimal pounds); // in pence
struct ratio ratio_of_share(const struct share *share, struct ratio achievement);
struct ratio ratio_times(struct ratio a, struct ratio b);
struct ratio ratio_minus(struct ratio a, struct ratio b);
struct ratio ratio_over(struct ratio a, struct ratio b);
int ratio_compare(struct ratio a, struct ratio b); // of numbers: -1, 0, 1
bool ratio_holds(enum bound bound, struct ratio value, struct ratio limit);

// To a whole number: of pence, or of `step` pence. false if it is none, or leaves int64.
bool ratio_round(struct ratio r, int64_t step, enum rounding how, int64_t *pence);

enum { INSTALMENTS_MAX = 16 };
// A total in shares: each instalment is what has fallen due by then less what was paid before, so that they make up
// the total to the penny, whatever each rounds to. false if a share is no number.
bool instalments(int64_t total, const struct ratio *shares, size_t n, int64_t *pence);

// "£1,234.50", "12.5", "12.50 £" without its pound sign as a decimal; false for anything but a plain number with at
// most four places.
bool decimal_parse(str s, decimal *d);

void pence_write(struct buffer *out, int64_t pence);       // £1,234.50, £10
str pence_words(struct ctx *ctx, int64_t pence);           // the same, in the arena
void pence_write_plain(struct buffer *out, int64_t pence); // 1234.50: for machines
