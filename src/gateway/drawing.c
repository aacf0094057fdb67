#include "gateway/drawing.h"

#include "gateway/pdf_finish.h"

#include <cairo-pdf.h>
#include <qrencode.h>

enum { QUIET_MODULES = 4, DATE_TEXT = 40, POINTS_AN_INCH = 72, LINK_MAX = 400 };

static const double ACROSS_POINTS = 110, ACROSS_ANGLE = -0.9, SPACING = 1.25, HANG = 16, RULE_WIDTH = 0.6,
                    RULE_GREY = 0.55;

static void hang(PangoLayout *layout)
{
    PangoTabArray *tabs = pango_tab_array_new_with_positions(1, FALSE, PANGO_TAB_LEFT,
                                                             (int)(HANG * PANGO_SCALE));
    pango_layout_set_indent(layout, (int)(-HANG * PANGO_SCALE));
    pango_layout_set_tabs(layout, tabs);
    pango_tab_array_free(tabs);
}

static void bold_begin(PangoLayout *layout, size_t n)
{
    PangoAttrList *list = pango_attr_list_new();
    PangoAttribute *bold = pango_attr_weight_new(PANGO_WEIGHT_BOLD);
    bold->start_index = 0;
    bold->end_index = (guint)n;
    pango_attr_list_insert(list, bold);
    pango_layout_set_attributes(layout, list);
    pango_attr_list_unref(list);
}

static PangoLayout *layout_make(const struct drawing *d, str words, const struct look *look)
{
    str text = look->is_item ? str_format(d->ctx->arena, "•\t%.*s", STR_ARGS(words)) : words;
    PangoLayout *layout = pango_cairo_create_layout(d->cairo);
    pango_cairo_context_set_resolution(pango_layout_get_context(layout), POINTS_AN_INCH);
    pango_layout_context_changed(layout);
    PangoFontDescription *font = pango_font_description_from_string(
        look->is_mono ? "DejaVu Sans Mono, monospace" : "Atkinson Hyperlegible, DejaVu Sans, sans");
    pango_font_description_set_size(font, (int)((look->points > 0 ? look->points : d->points) * PANGO_SCALE));
    if (look->is_bold)
        pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    double width = look->width > 0 ? look->width : SHEET_WIDTH - 2 * d->margin - look->left;
    pango_layout_set_font_description(layout, font);
    pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout, look->align);
    pango_layout_set_line_spacing(layout, (float)SPACING);
    pango_layout_set_text(layout, text.n ? text.at : "", (int)text.n);
    if (look->is_item)
        hang(layout);
    if (look->bold)
        bold_begin(layout, look->bold + (text.n - words.n));
    pango_font_description_free(font);
    return layout;
}

double text_height(const struct drawing *d, str text, struct look look)
{
    double height = 0;
    if (!text.n)
        return 0;
    PangoLayout *layout = layout_make(d, text, &look);
    PangoLayoutIter *lines = pango_layout_get_iter(layout);
    do {
        PangoRectangle line;
        pango_layout_iter_get_line_extents(lines, NULL, &line);
        height += (double)line.height / PANGO_SCALE;
    } while (pango_layout_iter_next_line(lines));
    pango_layout_iter_free(lines);
    g_object_unref(layout);
    return height;
}

// A paragraph that goes on overleaf is two in the file's tags: none may reach over pages.
static void tag_open(struct drawing *d, const char *tag)
{
    d->tag = tag;
    cairo_tag_begin(d->cairo, tag, NULL);
}

static void tag_close(struct drawing *d)
{
    if (d->tag)
        cairo_tag_end(d->cairo, d->tag);
    d->tag = NULL;
}

static void foot_draw(struct drawing *d)
{
    int pages = d->pages > 1 ? d->pages : 1;
    str words = d->foot.n ? str_format(d->ctx->arena, "%.*s  ·  %d / %d", STR_ARGS(d->foot), d->page, pages)
                          : str_format(d->ctx->arena, "Page %d of %d", d->page, pages);
    struct look look = { .points = d->foot_points, .align = PANGO_ALIGN_CENTER };
    if (d->foot_y <= 0)
        return;
    PangoLayout *layout = layout_make(d, words, &look);
    cairo_move_to(d->cairo, d->margin, d->foot_y);
    pango_cairo_show_layout(d->cairo, layout);
    g_object_unref(layout);
}

// Pale, under the words of the page, and its name said where the page is read aloud.
static void across_draw(struct drawing *d)
{
    if (!d->across.n)
        return;
    struct look look = {
        .points = ACROSS_POINTS, .width = SHEET_HEIGHT, .is_bold = true, .align = PANGO_ALIGN_CENTER
    };
    PangoLayout *layout = layout_make(d, d->across, &look);
    double height = text_height(d, d->across, look);
    cairo_save(d->cairo);
    cairo_set_source_rgb(d->cairo, 0.9, 0.9, 0.9);
    cairo_translate(d->cairo, SHEET_WIDTH / 2, SHEET_HEIGHT / 2);
    cairo_rotate(d->cairo, ACROSS_ANGLE);
    cairo_move_to(d->cairo, -SHEET_HEIGHT / 2, -height / 2);
    pango_cairo_show_layout(d->cairo, layout);
    cairo_restore(d->cairo);
    g_object_unref(layout);
}

void page_begin(struct drawing *d)
{
    d->page++;
    d->y = d->top;
    across_draw(d);
}

static void page_end(struct drawing *d)
{
    foot_draw(d);
    cairo_show_page(d->cairo);
}

void page_turn(struct drawing *d)
{
    const char *tag = d->tag;
    tag_close(d);
    page_end(d);
    page_begin(d);
    if (tag)
        tag_open(d, tag);
}

// Line by line, so that a paragraph may go on overleaf.
static void layout_draw(struct drawing *d, PangoLayout *layout, double x)
{
    PangoLayoutIter *lines = pango_layout_get_iter(layout);
    do {
        PangoRectangle line;
        pango_layout_iter_get_line_extents(lines, NULL, &line);
        double height = (double)line.height / PANGO_SCALE;
        double base = (double)(pango_layout_iter_get_baseline(lines) - line.y) / PANGO_SCALE;
        d->is_full |= d->y + height > d->end && d->page >= d->pages_most;
        if (d->is_full)
            break;
        if (d->y + height > d->end)
            page_turn(d);
        cairo_move_to(d->cairo, x + (double)line.x / PANGO_SCALE, d->y + base);
        pango_cairo_show_layout_line(d->cairo, pango_layout_iter_get_line_readonly(lines));
        d->y += height;
    } while (pango_layout_iter_next_line(lines));
    pango_layout_iter_free(lines);
}

void text_draw(struct drawing *d, str text, struct look look)
{
    if (!text.n || d->is_full)
        return;
    PangoLayout *layout = layout_make(d, text, &look);
    tag_open(d, look.tag ? look.tag : "P");
    layout_draw(d, layout, d->margin + look.left);
    tag_close(d);
    g_object_unref(layout);
}

void rule_draw(struct drawing *d, double height)
{
    d->is_full |= d->y + height > d->end && d->page >= d->pages_most;
    if (d->is_full)
        return;
    if (d->y + height > d->end)
        page_turn(d);
    d->y += height;
    cairo_save(d->cairo);
    cairo_set_source_rgb(d->cairo, RULE_GREY, RULE_GREY, RULE_GREY);
    cairo_set_line_width(d->cairo, RULE_WIDTH);
    cairo_move_to(d->cairo, d->margin, d->y);
    cairo_line_to(d->cairo, SHEET_WIDTH - d->margin, d->y);
    cairo_stroke(d->cairo);
    cairo_restore(d->cairo);
}

// Percent-encoded as they are, links have neither; one that does comes from elsewhere.
static bool is_plain_link(str url)
{
    return url.n && url.n < LINK_MAX && !str_has(url, '\'') && !str_has(url, '\\') && !str_has(url, ' ') &&
        (str_starts(url, STR("http://")) || str_starts(url, STR("https://")));
}

void link_begin(struct drawing *d, str url)
{
    str attributes = str_format(d->ctx->arena, "uri='%.*s'", STR_ARGS(url));
    char *text = is_plain_link(url) ? str_c(d->ctx->arena, attributes) : NULL;
    if (text)
        cairo_tag_begin(d->cairo, CAIRO_TAG_LINK, text);
}

void link_end(struct drawing *d, str url)
{
    if (is_plain_link(url) && !arena_is_full(d->ctx->arena))
        cairo_tag_end(d->cairo, CAIRO_TAG_LINK);
}

void code_draw(struct drawing *d, str link, double left, double top, double side)
{
    char *text = link.n ? str_c(d->ctx->arena, link) : NULL;
    QRcode *code = text ? QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) : NULL;
    if (!code)
        return;
    double one = side / (code->width + 2 * QUIET_MODULES);
    cairo_set_source_rgb(d->cairo, 1, 1, 1);
    cairo_rectangle(d->cairo, left, top, side, side);
    cairo_fill(d->cairo);
    cairo_set_source_rgb(d->cairo, 0, 0, 0);
    for (int i = 0; i < code->width * code->width; i++)
        if (code->data[i] & 1)
            cairo_rectangle(d->cairo, left + (QUIET_MODULES + i % code->width) * one,
                            top + (QUIET_MODULES + i / code->width) * one, one, one);
    cairo_fill(d->cairo);
    QRcode_free(code);
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

static void metadata_set(cairo_surface_t *surface, struct ctx *ctx, const struct drawn *drawn)
{
    char *title = str_c(ctx->arena, drawn->title);
    struct buffer when = buffer_open(DATE_TEXT);
    int64_t second = drawn->at.second % DAY_SECONDS;
    date_write(&when, (date){ (int32_t)(drawn->at.second / DAY_SECONDS) });
    buffer_print(&when, "T%02d:%02d:%02dZ", (int)(second / 3600), (int)(second % 3600 / 60),
                 (int)(second % 60));
    char *date_text = str_c(ctx->arena, buffer_str(&when));
    buffer_done(ctx->arena, &when);
    if (title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title);
    if (date_text)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date_text);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Wardmote");
}

struct pass {
    cairo_write_func_t write;
    struct buffer *out;
    int pages; // what the pass before counted; 0 for the first
};

static result pass_run(struct ctx *ctx, const struct drawn *drawn, struct pass *pass)
{
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(pass->write, pass->out, SHEET_WIDTH,
                                                                   SHEET_HEIGHT);
    struct drawing d = { .ctx = ctx, .cairo = cairo_create(surface), .pages = pass->pages };
    d.pages_most = drawn->pages_most;
    metadata_set(surface, ctx, drawn);
    cairo_set_source_rgb(d.cairo, 0, 0, 0);
    drawn->draw(&d, drawn->of);
    page_end(&d);
    pass->pages = d.page;
    cairo_status_t status = cairo_status(d.cairo);
    cairo_destroy(d.cairo);
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    return status == CAIRO_STATUS_SUCCESS
        ? OK
        : fail(ctx, ERR_STORE, "the pages could not be drawn: %s", cairo_status_to_string(status));
}

result drawing_pdf(struct ctx *ctx, const struct drawn *drawn, struct buffer *out)
{
    struct pass pass = { bytes_drop, out, 0 };
    result e = pass_run(ctx, drawn, &pass);
    pass.write = bytes_add;
    if (!e)
        e = pass_run(ctx, drawn, &pass);
    if (!e)
        pdf_finish(ctx, out, drawn->language);
    return e ? e : buffer_check(ctx, out);
}
