// A leaflet: the type as large as there is room for, in half points, and what has no room in the least counted.
#include "gateway/drawing.h"
#include "gateway/print_paper.h"

enum { LINES_MOST = 40, LONG_TITLE = 60 };

static const double MARGIN = 42, PAGE_TOP = 40, PAGE_BOTTOM = 806, BOX = 128, CODE_SIDE = 108, GUTTER = 14,
                    INNER = 12, POINTS_MOST = 18, POINTS_LEAST = 8.5, POINTS_STEP = 0.5, LINE_GAP = 0.35,
                    ASKED_GAP = 0.7, TITLE = 27, UNDER = 12, SMALL = 9, HEAD = 1.25;

// How much is shown of it, in which type.
struct fit {
    double points, spare; // spare: of the page, what each line may have more
    size_t promises, returns;
};

static str line_words(struct ctx *ctx, const struct leaflet_line *line)
{
    return line->text.n ? str_format(ctx->arena, "%.*s: %.*s", STR_ARGS(line->title), STR_ARGS(line->text))
                        : line->title;
}

static struct look line_look(const struct leaflet_line *line, double points)
{
    return (struct look){ .points = points, .is_item = true, .bold = line->title.n };
}

static struct look asked_look(double points)
{
    return (struct look){ .points = points, .is_bold = true, .tag = "H3" };
}

static struct look head_look(double points)
{
    return (struct look){ .points = HEAD * points, .is_bold = true, .tag = "H2" };
}

static double line_height(const struct drawing *d, const struct leaflet_line *line, double points)
{
    double asked = line->asked.n ? text_height(d, line->asked, asked_look(points)) + points * ASKED_GAP : 0;
    return asked + text_height(d, line_words(d->ctx, line), line_look(line, points)) + points * LINE_GAP;
}

static double heads_height(const struct drawing *d, const struct leaflet *l, double points)
{
    double height = l->promises.n ? text_height(d, l->promised, head_look(points)) + points : 0;
    return height + (l->returns.n ? text_height(d, l->in_return, head_look(points)) + points : 0);
}

static size_t most_of(size_t n)
{
    return n < LINES_MOST ? n : LINES_MOST;
}

// Leaves out the last of the longer list, one by one, until the rest has room beside the line that says so.
static struct fit cut_to(const struct drawing *d, const struct leaflet *l, double room)
{
    double promises[LINES_MOST], returns[LINES_MOST], height = heads_height(d, l, POINTS_LEAST);
    struct fit fit = { POINTS_LEAST, 0, most_of(l->promises.n), most_of(l->returns.n) };
    for (size_t i = 0; i < fit.promises; i++)
        height += promises[i] = line_height(d, &l->promises.at[i], POINTS_LEAST);
    for (size_t i = 0; i < fit.returns; i++)
        height += returns[i] = line_height(d, &l->returns.at[i], POINTS_LEAST);
    while (height + 4 * POINTS_LEAST > room && fit.promises + fit.returns > 0)
        height -= fit.promises > fit.returns ? promises[--fit.promises] : returns[--fit.returns];
    return fit;
}

static struct fit spread(double points, double left, const struct leaflet *l)
{
    size_t n = l->promises.n + l->returns.n;
    double spare = n ? left / (double)n : 0;
    return (struct fit){ points, spare < points ? spare : points, l->promises.n, l->returns.n };
}

static struct fit fit_find(const struct drawing *d, const struct leaflet *l, double room)
{
    bool is_many = l->promises.n > LINES_MOST || l->returns.n > LINES_MOST;
    for (double points = POINTS_MOST; points >= POINTS_LEAST && !is_many; points -= POINTS_STEP) {
        double height = heads_height(d, l, points);
        for (size_t i = 0; i < l->promises.n && height <= room; i++)
            height += line_height(d, &l->promises.at[i], points);
        for (size_t i = 0; i < l->returns.n && height <= room; i++)
            height += line_height(d, &l->returns.at[i], points);
        if (height <= room)
            return spread(points, room - height, l);
    }
    return cut_to(d, l, room);
}

static void line_across(struct drawing *d, double width)
{
    cairo_set_line_width(d->cairo, width);
    cairo_move_to(d->cairo, MARGIN, d->y);
    cairo_line_to(d->cairo, SHEET_WIDTH - MARGIN, d->y);
    cairo_stroke(d->cairo);
}

static void list_draw(struct drawing *d, str head, const struct leaflet_line *lines, size_t n,
                      const struct fit *fit)
{
    double points = fit->points;
    d->y += n ? points * 0.6 : 0;
    if (n)
        text_draw(d, head, head_look(points));
    d->y += n ? points * 0.4 : 0;
    for (size_t i = 0; i < n; i++) {
        d->y += lines[i].asked.n ? points * ASKED_GAP / 2 : 0;
        text_draw(d, lines[i].asked, asked_look(points));
        d->y += lines[i].asked.n ? points * ASKED_GAP / 2 : 0;
        text_draw(d, line_words(d->ctx, &lines[i]), line_look(&lines[i], points));
        d->y += points * LINE_GAP + fit->spare;
    }
}

static void lists_draw(struct drawing *d, const struct leaflet *l, const struct fit *fit)
{
    size_t left_out = l->promises.n - fit->promises + l->returns.n - fit->returns;
    list_draw(d, l->promised, l->promises.at, fit->promises, fit);
    list_draw(d, l->in_return, l->returns.at, fit->returns, fit);
    if (left_out)
        text_draw(d, leaflet_more(l, (int64_t)left_out),
                  (struct look){ .points = fit->points, .is_bold = true });
}

static void frame_draw(struct drawing *d, double top)
{
    cairo_set_source_rgb(d->cairo, 1, 1, 1);
    cairo_rectangle(d->cairo, MARGIN, top, SHEET_WIDTH - 2 * MARGIN, BOX);
    cairo_fill_preserve(d->cairo);
    cairo_set_source_rgb(d->cairo, 0, 0, 0);
    cairo_set_line_width(d->cairo, 2);
    cairo_stroke(d->cairo);
}

// What to do, in a frame at the foot: where the eye goes last and the hand first.
static void box_draw(struct drawing *d, const struct leaflet *l)
{
    double top = PAGE_BOTTOM - BOX, wide = SHEET_WIDTH - 2 * MARGIN, side = l->link.n ? CODE_SIDE : 0;
    struct look look = { .points = 15, .is_bold = true, .left = INNER, .tag = "H2" };
    look.width = wide - 2 * INNER - side - GUTTER;
    str report = l->report_at.n ? str_format(d->ctx->arena, "https://%.*s", STR_ARGS(l->report_at))
                                : (str){ 0 };
    frame_draw(d, top);
    d->y = top + INNER - 4;
    text_draw(d, l->report, look);
    look = (struct look){ .points = 14, .left = INNER, .width = look.width };
    link_begin(d, report);
    text_draw(d, l->report_at, look);
    link_end(d, report);
    look.points = 10.5;
    text_draw(d, l->report_words, look);
    look.points = UNDER;
    look.is_bold = true;
    d->y += 3;
    text_draw(d, l->danger, look);
    d->y += 3;
    text_draw(d, l->status, (struct look){ .points = SMALL, .left = INNER, .width = look.width });
    if (!l->link.n)
        return;
    code_draw(d, l->link, SHEET_WIDTH - MARGIN - INNER / 2 - side, top + 3, side);
    d->y = top + 3 + side - 6;
    look = (struct look){ .points = SMALL, .left = wide - INNER / 2 - side, .width = side };
    look.align = PANGO_ALIGN_CENTER;
    text_draw(d, l->link_words, look);
}

static void leaflet_draw(struct drawing *d, const void *of)
{
    const struct leaflet *l = of;
    d->margin = MARGIN;
    d->top = PAGE_TOP;
    d->end = PAGE_BOTTOM;
    d->points = UNDER;
    d->across = l->across;
    page_begin(d);
    text_draw(d, l->title,
              (struct look){
                  .points = l->title.n > LONG_TITLE ? TITLE * 0.7 : TITLE, .is_bold = true, .tag = "H1" });
    text_draw(d, l->under, (struct look){ .points = UNDER });
    text_draw(d, l->standing, (struct look){ .points = UNDER, .is_bold = true });
    text_draw(d, l->notice, (struct look){ .points = SMALL, .is_bold = true });
    d->y += 5;
    line_across(d, 2);
    struct fit fit = fit_find(d, l, PAGE_BOTTOM - BOX - 8 - d->y);
    lists_draw(d, l, &fit);
    box_draw(d, l);
}

result print_leaflet(struct ctx *ctx, const struct leaflet *leaflet, date day, struct buffer *out)
{
    const struct drawn drawn = { leaflet->title,    { (int64_t)day.day * DAY_SECONDS },
                                 leaflet->language, 1,
                                 leaflet_draw,      leaflet };
    return drawing_pdf(ctx, &drawn, out);
}
