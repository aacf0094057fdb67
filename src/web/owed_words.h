// What is owed for a miss in words, in each language that is printed (parts_redress.c).
#pragma once

#include "app/board.h"

struct speech;

// Of a payment: "£25 to the ward fund". Empty of a deed, and before the step has begun.
str sum_said(const struct speech *speech, const struct board *board, const struct obligation_row *row);
// Why it opened: "Missed for 1 July to 30 September 2026".
str because_said(const struct speech *speech, const struct obligation_row *step);
