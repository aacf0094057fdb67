#include "gateway/print.h"

#include "base/zone.h"
#include "gateway/spool.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <qrencode.h>

enum {
    PDF_MAX = 8 << 20,
    PAGES_MOST = 20,
    QUIET_MODULES = 4,
    DATE_TEXT = 40,
    POINTS_AN_INCH = 72,
    POINTS = 12,
    POINTS_LARGE = 18, // what the RNIB calls large print begins at 16
    ADDRESS_MAX = 4096
};

// In points, 72 to an inch: A4, and where the window of a DL envelope shows the paper (BS 4264: 20 to 110 mm from the
// left, 40 to 75 mm from the top once folded).
static const double WIDTH = 595.276, HEIGHT = 841.89, MARGIN = 62.4, WINDOW_TOP = 130, WINDOW_WIDTH = 230,
                    WORDS_TOP = 255, PAGE_TOP = 62.4, PAGE_END = 770, FOOT = 795, GAP = 9, INDENT = 16,
                    CODE_SIDE = 96;

struct letter {
    struct ctx *ctx;
    const struct message *m;
    cairo_t *cairo;
    double y;
    int page, pages; // pages: 0 while they are counted
    int points;      // of the type
};

static PangoLayout *layout_make(const struct letter *l, str text, bool is_bold, double width)
{
    PangoLayout *layout = pango_cairo_create_layout(l->cairo);
    pango_cairo_context_set_resolution(pango_layout_get_context(layout), POINTS_AN_INCH);
    pango_layout_context_changed(layout);
    PangoFontDescription *font = pango_font_description_from_string(
        "Atkinson Hyperlegible, DejaVu Sans, sans");
    pango_font_description_set_size(font, l->points * PANGO_SCALE);
    if (is_bold)
        pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_line_spacing(layout, 1.25F);
    pango_layout_set_text(layout, text.n ? text.at : "", (int)text.n);
    pango_font_description_free(font);
    return layout;
}

static void foot_draw(const struct letter *l)
{
    str words = l->pages > 1 ? str_format(l->ctx->arena, "Page %d of %d", l->page, l->pages)
                             : STR("Page 1 of 1");
    PangoLayout *layout = layout_make(l, words, false, WIDTH - 2 * MARGIN);
    pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER);
    cairo_move_to(l->cairo, MARGIN, FOOT);
    pango_cairo_show_layout(l->cairo, layout);
    g_object_unref(layout);
}

static void page_turn(struct letter *l)
{
    foot_draw(l);
    cairo_show_page(l->cairo);
    l->page++;
    l->y = PAGE_TOP;
}

// Line by line, so that a paragraph may go on overleaf.
static void layout_draw(struct letter *l, PangoLayout *layout, double x)
{
    PangoLayoutIter *lines = pango_layout_get_iter(layout);
    do {
        PangoRectangle line;
        pango_layout_iter_get_line_extents(lines, NULL, &line);
        double height = (double)line.height / PANGO_SCALE;
        double base = (double)(pango_layout_iter_get_baseline(lines) - line.y) / PANGO_SCALE;
        if (l->y + height > PAGE_END && l->page < PAGES_MOST)
            page_turn(l);
        cairo_move_to(l->cairo, x + (double)line.x / PANGO_SCALE, l->y + base);
        pango_cairo_show_layout_line(l->cairo, pango_layout_iter_get_line_readonly(lines));
        l->y += height;
    } while (pango_layout_iter_next_line(lines));
    pango_layout_iter_free(lines);
}

static void text_draw(struct letter *l, str text, bool is_bold, double indent)
{
    PangoLayout *layout = layout_make(l, text, is_bold, WIDTH - 2 * MARGIN - indent);
    layout_draw(l, layout, MARGIN + indent);
    g_object_unref(layout);
}

static void block_draw(struct letter *l, const struct writing_block *b, bool goes_on)
{
    double bullet;
    l->y += goes_on ? GAP / 3 : GAP;
    switch (b->kind) {
    case WRITING_ITEM:
        bullet = l->y;
        text_draw(l, b->text, false, INDENT);
        cairo_arc(l->cairo, MARGIN + 4, bullet + 9, 1.8, 0, 2 * G_PI);
        cairo_fill(l->cairo);
        break;
    case WRITING_LINK:
        text_draw(l, str_format(l->ctx->arena, "%.*s: %.*s", STR_ARGS(b->text), STR_ARGS(b->url)), false, 0);
        break;
    case WRITING_QUOTE:
        text_draw(l, b->text, false, INDENT);
        break;
    case WRITING_PARAGRAPH:
    case WRITING_HEADING:
        text_draw(l, b->text, b->kind == WRITING_HEADING, 0);
        break;
    }
}

// Each part on a line of its own, as an envelope has them.
static str address_lines(const struct letter *l)
{
    struct buffer out = buffer_open(ADDRESS_MAX);
    for (str rest = l->m->address; rest.at;) {
        str part = str_trim(str_cut(&rest, str_has(l->m->address, '\n') ? '\n' : ','));
        buffer_print(&out, "%s%.*s", out.n && part.n ? "\n" : "", STR_ARGS(part));
    }
    str lines = str_copy(l->ctx->arena, buffer_str(&out));
    buffer_done(l->ctx->arena, &out);
    return lines;
}

// Name and address where the window is; who writes, and when, at the right above.
static void head_draw(struct letter *l)
{
    const struct message *m = l->m;
    struct buffer day = buffer_open(DATE_TEXT);
    date_write_words(&day, (date){ (int32_t)(m->at.second / DAY_SECONDS) });
    str from = str_format(l->ctx->arena, "%.*s\n%.*s", STR_ARGS(m->community), STR_ARGS(buffer_str(&day)));
    str to = str_format(l->ctx->arena, "%.*s%s%.*s", STR_ARGS(m->name), m->name.n ? "\n" : "",
                        STR_ARGS(address_lines(l)));
    buffer_done(l->ctx->arena, &day);
    PangoLayout *layout = layout_make(l, from, false, WIDTH - 2 * MARGIN);
    pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT);
    l->y = PAGE_TOP;
    layout_draw(l, layout, MARGIN);
    g_object_unref(layout);
    l->points = POINTS; // the window has no room for more
    layout = layout_make(l, to, false, WINDOW_WIDTH);
    l->points = m->is_large ? POINTS_LARGE : POINTS;
    l->y = WINDOW_TOP;
    layout_draw(l, layout, MARGIN);
    g_object_unref(layout);
    l->y = WORDS_TOP;
    text_draw(l, m->subject, true, 0);
}

// With the empty margin around it without which telephones don't find it (ISO/IEC 18004).
static void code_draw(struct letter *l)
{
    char *text = l->m->link.n ? str_c(l->ctx->arena, l->m->link) : NULL;
    QRcode *code = text ? QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) : NULL;
    if (!code)
        return;
    double side = CODE_SIDE / (code->width + 2 * QUIET_MODULES);
    if (l->y + CODE_SIDE > PAGE_END)
        page_turn(l);
    double left = MARGIN - QUIET_MODULES * side, top = l->y;
    for (int i = 0; i < code->width * code->width; i++)
        if (code->data[i] & 1)
            cairo_rectangle(l->cairo, left + (QUIET_MODULES + i % code->width) * side,
                            top + (QUIET_MODULES + i / code->width) * side, side, side);
    cairo_fill(l->cairo);
    l->y += CODE_SIDE;
    QRcode_free(code);
}

static void letter_draw(struct letter *l)
{
    const struct writing *w = &l->m->writing;
    l->page = 1;
    l->points = l->m->is_large ? POINTS_LARGE : POINTS;
    cairo_set_source_rgb(l->cairo, 0, 0, 0);
    head_draw(l);
    for (size_t i = 0; i < w->blocks.n; i++)
        block_draw(l, &w->blocks.at[i],
                   i && w->blocks.at[i].kind == WRITING_ITEM && w->blocks.at[i - 1].kind == WRITING_ITEM);
    l->y += GAP;
    code_draw(l);
    foot_draw(l);
    cairo_show_page(l->cairo);
}

static cairo_status_t bytes_add(void *of, const unsigned char *bytes, unsigned n)
{
    struct buffer *out = of;
    buffer_add(out, (str){ (const char *)bytes, n });
    return out->is_full ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static cairo_status_t bytes_drop(void *of, const unsigned char *bytes, unsigned n)
{
    (void)of;
    (void)bytes;
    (void)n;
    return CAIRO_STATUS_SUCCESS;
}

// No wall clock in it: the same letter is the same bytes.
static void metadata_set(cairo_surface_t *surface, const struct letter *l)
{
    char *title = str_c(l->ctx->arena, l->m->subject);
    struct buffer when = buffer_open(DATE_TEXT);
    int64_t second = l->m->at.second % DAY_SECONDS;
    date_write(&when, (date){ (int32_t)(l->m->at.second / DAY_SECONDS) });
    buffer_print(&when, "T%02d:%02d:%02dZ", (int)(second / 3600), (int)(second % 3600 / 60),
                 (int)(second % 60));
    char *date_text = str_c(l->ctx->arena, buffer_str(&when));
    buffer_done(l->ctx->arena, &when);
    if (title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title);
    if (date_text)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date_text);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Wardmote");
}

static result pass(struct letter *l, cairo_write_func_t write, struct buffer *out)
{
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(write, out, WIDTH, HEIGHT);
    metadata_set(surface, l);
    l->cairo = cairo_create(surface);
    letter_draw(l);
    cairo_status_t status = cairo_status(l->cairo);
    cairo_destroy(l->cairo);
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    return status == CAIRO_STATUS_SUCCESS
        ? OK
        : fail(l->ctx, ERR_STORE, "the letter could not be drawn: %s", cairo_status_to_string(status));
}

// Twice: the first time to count the pages.
result print_letter(struct ctx *ctx, const struct message *m, struct buffer *out)
{
    struct letter l = { .ctx = ctx, .m = m };
    result e = pass(&l, bytes_drop, out);
    l.pages = l.page;
    if (!e)
        e = pass(&l, bytes_add, out);
    return e ? e : buffer_check(ctx, out);
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
