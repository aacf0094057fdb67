// What cairo leaves out of a PDF's catalogue, added behind it as an update of the file (ISO 32000-1, 7.5.6): in which
// language it is, that it is tagged, and that its title is what a window shows. A reader that speaks needs all three.
#pragma once

#include "base/arena.h"
#include "base/buffer.h"

// pdf: whole, as cairo wrote it. One whose catalogue is not found stays as it is.
void pdf_finish(struct ctx *ctx, struct buffer *pdf, str language);
