#include "gateway/print.h"

#include "base/zone.h"
#include "gateway/drawing.h"
#include "gateway/spool.h"

#include <fontconfig/fontconfig.h>

enum {
    PDF_MAX = 8 << 20,
    PAGES_MOST = 20,
    DATE_TEXT = 40,
    POINTS = 12,
    POINTS_LARGE = 18, // what the RNIB calls large print begins at 16
    ADDRESS_MAX = 4096
};

// In points: where the window of a DL envelope shows the paper (BS 4264: 20 to 110 mm from the left, 40 to 75 mm from
// the top once folded).
static const double MARGIN = 62.4, WINDOW_TOP = 130, WINDOW_WIDTH = 230, WORDS_TOP = 255, PAGE_TOP = 62.4,
                    PAGE_END = 770, FOOT = 795, GAP = 9, INDENT = 16, CODE_SIDE = 96, QUIET = 9;

static void block_draw(struct drawing *d, const struct writing_block *b, bool goes_on)
{
    d->y += goes_on ? GAP / 3 : GAP;
    switch (b->kind) {
    case WRITING_ITEM:
        text_draw(d, b->text, (struct look){ .is_item = true });
        break;
    case WRITING_LINK:
        text_draw(d, str_format(d->ctx->arena, "%.*s: %.*s", STR_ARGS(b->text), STR_ARGS(b->url)),
                  (struct look){ 0 });
        break;
    case WRITING_QUOTE:
        text_draw(d, b->text, (struct look){ .left = INDENT });
        break;
    case WRITING_PARAGRAPH:
        text_draw(d, b->text, (struct look){ 0 });
        break;
    case WRITING_HEADING:
        text_draw(d, b->text, (struct look){ .is_bold = true, .tag = "H2" });
        break;
    }
}

// Each part on a line of its own, as an envelope has them.
static str address_lines(struct ctx *ctx, const struct message *m)
{
    struct buffer out = buffer_open(ADDRESS_MAX);
    for (str rest = m->address; rest.at;) {
        str part = str_trim(str_cut(&rest, str_has(m->address, '\n') ? '\n' : ','));
        buffer_print(&out, "%s%.*s", out.n && part.n ? "\n" : "", STR_ARGS(part));
    }
    str lines = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return lines;
}

// Name and address where the window is; who writes, and when, at the right above.
static void head_draw(struct drawing *d, const struct message *m)
{
    struct ctx *ctx = d->ctx;
    struct buffer day = buffer_open(DATE_TEXT);
    date_write_words(&day, (date){ (int32_t)(m->at.second / DAY_SECONDS) });
    str from = str_format(ctx->arena, "%.*s\n%.*s", STR_ARGS(m->community), STR_ARGS(buffer_str(&day)));
    str to = str_format(ctx->arena, "%.*s%s%.*s", STR_ARGS(m->name), m->name.n ? "\n" : "",
                        STR_ARGS(address_lines(ctx, m)));
    buffer_done(ctx->arena, &day);
    text_draw(d, from, (struct look){ .align = PANGO_ALIGN_RIGHT });
    d->y = WINDOW_TOP;
    text_draw(d, to,
              (struct look){ .points = POINTS, .width = WINDOW_WIDTH }); // it has no room for larger type
    d->y = WORDS_TOP;
    text_draw(d, m->subject, (struct look){ .is_bold = true, .tag = "H1" });
}

static void code_at_end(struct drawing *d, str link)
{
    if (link.n && d->y + CODE_SIDE > PAGE_END)
        page_turn(d);
    code_draw(d, link, MARGIN - QUIET, d->y, CODE_SIDE);
}

static void letter_draw(struct drawing *d, const void *of)
{
    const struct message *m = of;
    const struct writing *w = &m->writing;
    d->margin = MARGIN;
    d->top = PAGE_TOP;
    d->end = PAGE_END;
    d->foot_y = FOOT;
    d->points = m->is_large ? POINTS_LARGE : POINTS;
    page_begin(d);
    head_draw(d, m);
    for (size_t i = 0; i < w->blocks.n; i++)
        block_draw(d, &w->blocks.at[i],
                   i && w->blocks.at[i].kind == WRITING_ITEM && w->blocks.at[i - 1].kind == WRITING_ITEM);
    d->y += GAP;
    code_at_end(d, m->link);
}

result print_letter(struct ctx *ctx, const struct message *m, struct buffer *out)
{
    str languages = m->languages, first = str_cut(&languages, ',');
    return drawing_pdf(ctx, &(struct drawn){ m->subject, m->at, first, PAGES_MOST, letter_draw, m }, out);
}

void print_end(void)
{
    FcFini();
}

result print_send(struct ctx *ctx, const struct message *m, void *with)
{
    struct buffer pdf = buffer_open(PDF_MAX);
    if (!m->address.n)
        return fail(ctx, ERR_RULE, "there is no address to send the letter to");
    result e = print_letter(ctx, m, &pdf);
    if (!e)
        e = spool_write(ctx, &(struct spool_file){ with, m->key, "pdf" }, buffer_str(&pdf));
    buffer_close(&pdf);
    return e;
}
