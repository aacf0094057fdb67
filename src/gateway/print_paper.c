#include "gateway/print_paper.h"

#include "gateway/drawing.h"

enum { PAGES_MOST = 250, POINTS = 11, POINTS_LARGE = 17, ROOM_LITTLE = 2 };

static const double MARGIN = 62.4, PAGE_TOP = 56, PAGE_END = 776, FOOT = 800, GAP = 8, CODE_SIDE = 96,
                    TITLE = 1.9, PART = 1.35, CLAUSE = 1.1, FINE = 0.72, FOOT_POINTS = 9, KEEP = 70,
                    RULE = 26;

// A heading stays with what follows it.
static void heading_draw(struct drawing *d, str text, struct look look)
{
    d->y += 2 * GAP;
    if (d->y + text_height(d, text, look) + KEEP > d->end)
        page_turn(d);
    text_draw(d, text, look);
}

// Little room never goes on overleaf: what has none on the page is left out.
static void room_draw(struct drawing *d, int lines)
{
    for (int i = 0; i < lines && !d->is_full; i++)
        if (lines > ROOM_LITTLE || d->y + RULE <= d->end)
            rule_draw(d, RULE);
}

// Words that only announce the list or the room behind them stay with it.
static bool is_parted(const struct drawing *d, const struct paper_block *b, const struct paper_block *next)
{
    bool is_head = b->kind == PAPER_TEXT && (next->kind == PAPER_ITEM || next->kind == PAPER_ROOM);
    return is_head && d->y + GAP + text_height(d, b->text, (struct look){ 0 }) + RULE > d->end;
}

static void block_draw(struct drawing *d, const struct paper_block *b)
{
    switch (b->kind) {
    case PAPER_PART:
        heading_draw(d, b->text, (struct look){ .points = PART * d->points, .is_bold = true, .tag = "H2" });
        break;
    case PAPER_CLAUSE:
        heading_draw(d, b->text, (struct look){ .points = CLAUSE * d->points, .is_bold = true, .tag = "H3" });
        break;
    case PAPER_TEXT:
        d->y += GAP;
        text_draw(d, b->text, (struct look){ 0 });
        break;
    case PAPER_STRONG:
        d->y += GAP;
        text_draw(d, b->text, (struct look){ .is_bold = true });
        break;
    case PAPER_ROOM:
        room_draw(d, b->lines);
        break;
    case PAPER_ITEM:
        d->y += GAP / 3;
        text_draw(d, b->text, (struct look){ .is_item = true });
        break;
    case PAPER_FINE:
        d->y += GAP;
        text_draw(d, b->text, (struct look){ .points = FINE * d->points, .is_mono = true });
        break;
    }
}

static void head_draw(struct drawing *d, const struct paper *p)
{
    double side = p->link.n ? CODE_SIDE : 0, top = d->y;
    double width = SHEET_WIDTH - 2 * d->margin - side - (side > 0 ? GAP : 0);
    text_draw(d, p->title,
              (struct look){ .points = TITLE * d->points, .is_bold = true, .width = width, .tag = "H1" });
    d->y += GAP;
    text_draw(d, p->under, (struct look){ .width = width });
    d->y += p->standing.n ? GAP : 0;
    text_draw(d, p->standing, (struct look){ .is_bold = true, .width = width });
    if (p->notice.n) {
        d->y += GAP;
        text_draw(d, p->notice, (struct look){ .is_bold = true, .width = width });
    }
    if (!p->link.n || d->page != 1)
        return;
    code_draw(d, p->link, SHEET_WIDTH - d->margin - side, top, side);
    double below = top + side;
    struct look look = { .points = FOOT_POINTS,
                         .left = SHEET_WIDTH - 2 * d->margin - side,
                         .width = side,
                         .align = PANGO_ALIGN_CENTER };
    double at = d->y;
    d->y = below;
    link_begin(d, p->link);
    text_draw(d, p->link_words, look);
    link_end(d, p->link);
    d->y = d->y > at ? d->y : at;
}

// What had no room is said where it would have gone on.
static void rest_draw(struct drawing *d, str words)
{
    if (!d->is_full)
        return;
    d->is_full = false;
    d->end = SHEET_HEIGHT;
    d->y = PAGE_END + GAP / 2;
    text_draw(d, words, (struct look){ .points = FOOT_POINTS, .is_bold = true });
}

static void paper_draw(struct drawing *d, const void *of)
{
    const struct paper *p = of;
    d->margin = MARGIN;
    d->top = PAGE_TOP;
    d->end = PAGE_END;
    d->foot_y = FOOT;
    d->points = p->is_large ? POINTS_LARGE : POINTS;
    d->foot_points = FOOT_POINTS;
    d->foot = p->foot;
    d->across = p->across;
    page_begin(d);
    head_draw(d, p);
    for (size_t i = 0; i < p->blocks.n && !d->is_full; i++) {
        if (i + 1 < p->blocks.n && d->page < d->pages_most &&
            is_parted(d, &p->blocks.at[i], &p->blocks.at[i + 1]))
            page_turn(d);
        block_draw(d, &p->blocks.at[i]);
    }
    rest_draw(d, p->rest);
}

static instant midnight(date day)
{
    return (instant){ (int64_t)day.day * DAY_SECONDS };
}

result print_paper(struct ctx *ctx, const struct paper *paper, date day, struct buffer *out)
{
    return drawing_pdf(
        ctx, &(struct drawn){ paper->title, midnight(day), paper->language, PAGES_MOST, paper_draw, paper },
        out);
}
