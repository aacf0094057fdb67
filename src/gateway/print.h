// Letters, printed by somebody from a folder: a PDF each, KEY.pdf, on A4 for an envelope with a window (DL, folded in
// three), in 12 point type or in 18 for whoever asked for large print, with page numbers and the report's address as a
// square to point a telephone at.
#pragma once

#include "app/outbox.h"

// with: the folder. ERR_STORE if it can't be written to, ERR_RULE if the message has no address to go to.
result print_send(struct ctx *ctx, const struct message *message, void *with) MUST;
// At the end of the program, when nobody prints any more: which typefaces there are is forgotten.
void print_end(void);
// The PDF of a letter.
result print_letter(struct ctx *ctx, const struct message *message, struct buffer *out) MUST;
