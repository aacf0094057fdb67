// Pages of a PDF: text in blocks that go on overleaf, a square to point a telephone at, the foot of each page. What
// letters, charters and leaflets share.
//
// The same content is the same bytes: no clock is asked, and typefaces are embedded. Headings, paragraphs and links are
// tagged, and each page has its words as text.
#pragma once

#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"

#include <pango/pangocairo.h>

// In points, 72 to an inch: A4.
#define SHEET_WIDTH 595.276
#define SHEET_HEIGHT 841.89

struct drawing {
    struct ctx *ctx;
    cairo_t *cairo;
    double y, margin, top, end;  // where the words of a page begin and end
    double foot_y;               // where its foot stands; 0 for none
    double points, foot_points;  // of the type
    int page, pages, pages_most; // pages: 0 while they are counted; pages_most: what follows is left out
    bool is_full;                // there was no room for all
    str foot, across;            // before the page's number; over each page. Empty for none
    const char *tag;             // that is open
};

struct look {
    double points, left, width;     // 0: those of the drawing
    bool is_bold, is_mono, is_item; // is_item: behind a dot
    size_t bold;                    // so many bytes at the beginning are
    PangoAlignment align;
    const char *tag; // "H1"; NULL: "P"
};

// A file to be made of what `draw` draws, twice: the first time to count its pages.
struct drawn {
    str title;
    instant at;   // when it was made, as the file says
    str language; // "cy"
    int pages_most;
    void (*draw)(struct drawing *drawing, const void *of);
    const void *of;
};
result drawing_pdf(struct ctx *ctx, const struct drawn *drawn, struct buffer *out) MUST;

// From y on, which moves below it; overleaf where the page ends.
void text_draw(struct drawing *drawing, str text, struct look look);
double text_height(const struct drawing *drawing, str text, struct look look); // on no page
void page_begin(struct drawing *drawing); // the first: by `draw`, once it has set the margins
void page_turn(struct drawing *drawing);
// A line to write on, `height` below what stands above; it is no word, and nothing says it aloud.
void rule_draw(struct drawing *drawing, double height);
// A whole link, of our own: nothing for one that can't stand in a file's tag.
void link_begin(struct drawing *drawing, str url);
void link_end(struct drawing *drawing, str url);
// With the empty margin around it without which telephones don't find it (ISO/IEC 18004).
void code_draw(struct drawing *drawing, str text, double left, double top, double side);
