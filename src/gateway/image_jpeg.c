// JPEG in and out, through libjpeg-turbo. A picture is decoded at the smallest of the sizes the library offers that is
// large enough, so that a large photograph is never whole in memory.
#include "gateway/image_internal.h"

#include <limits.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

#include <jerror.h>

enum { SCANS_MAX = 64, EIGHTHS = 8, CMYK_BYTES = 4, HEADERS = 4096 };

// The library's fault handler never returns: it jumps back to whoever began.
struct fault {
    struct jpeg_error_mgr base; // first, so that the library's pointer is ours
    jmp_buf back;
    enum image_answer answer;
    bool is_cut_off;
};

static enum image_answer answer_of(int code, bool is_cut_off)
{
    switch (code) {
    case JERR_OUT_OF_MEMORY:
        return IMAGE_NO_MEMORY;
    case JERR_IMAGE_TOO_BIG:
        return IMAGE_TOO_LARGE;
    case JERR_BAD_PRECISION:
    case JERR_SOF_UNSUPPORTED:
    case JERR_CONVERSION_NOTIMPL:
        return IMAGE_UNKNOWN;
    case JERR_INPUT_EMPTY:
    case JERR_INPUT_EOF:
        return IMAGE_CUT_OFF;
    case JERR_BAD_PROGRESSION:
        return IMAGE_BROKEN;
    default:
        return is_cut_off ? IMAGE_CUT_OFF : IMAGE_BROKEN;
    }
}

static void on_fault(j_common_ptr about)
{
    struct fault *fault = (struct fault *)about->err;
    fault->answer = answer_of(fault->base.msg_code, fault->is_cut_off);
    longjmp(fault->back, 1);
}

// What ends too early is filled up with grey by the library, which only warns.
static void on_message(j_common_ptr about, int level)
{
    struct fault *fault = (struct fault *)about->err;
    int code = fault->base.msg_code;
    if (level < 0 && (code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER))
        fault->is_cut_off = true;
}

static void on_words(j_common_ptr about)
{
    (void)about;
}

static struct jpeg_error_mgr *fault_handler(struct fault *fault)
{
    jpeg_std_error(&fault->base);
    fault->base.error_exit = on_fault;
    fault->base.emit_message = on_message;
    fault->base.output_message = on_words;
    fault->answer = IMAGE_BROKEN;
    return &fault->base;
}

// A few bytes can ask for the same picture to be gone over thousands of times.
static void on_progress(j_common_ptr about)
{
    if (about->is_decompressor && ((j_decompress_ptr)about)->input_scan_number > SCANS_MAX)
        ERREXIT(about, JERR_BAD_PROGRESSION);
}

struct reading {
    struct jpeg_decompress_struct jpeg;
    struct jpeg_progress_mgr progress;
    struct fault fault;
    struct shrink shrink;
    unsigned char *row; // as the library gives it
};

// The library turns everything into red, green and blue but what was made for printing. That is stored upside down by
// whoever follows Adobe.
static void cmyk_to_rgb(unsigned char *row, int width, bool is_inverted)
{
    const unsigned char *from = row;
    for (unsigned char *to = row; width-- > 0; from += CMYK_BYTES) {
        int black = is_inverted ? from[3] : 255 - from[3];
        for (int c = 0; c < RASTER_BYTES; c++)
            *to++ = (unsigned char)((is_inverted ? from[c] : 255 - from[c]) * black / 255);
    }
}

static void scale_choose(j_decompress_ptr jpeg)
{
    int64_t longest = jpeg->image_width > jpeg->image_height ? jpeg->image_width : jpeg->image_height;
    unsigned eighths = 1;
    while (eighths < EIGHTHS && (longest * eighths + EIGHTHS - 1) / EIGHTHS < PICTURE_LONGEST)
        eighths++;
    jpeg->scale_num = eighths;
    jpeg->scale_denom = EIGHTHS;
}

static void colours_choose(j_decompress_ptr jpeg)
{
    bool is_print = jpeg->jpeg_color_space == JCS_CMYK || jpeg->jpeg_color_space == JCS_YCCK;
    jpeg->out_color_space = is_print ? JCS_CMYK : JCS_RGB;
}

// Whether there is memory for what it is read into.
static bool rows_open(struct ctx *ctx, struct reading *r, struct image_made *made)
{
    int from_width = (int)r->jpeg.output_width, from_height = (int)r->jpeg.output_height;
    int width = from_width, height = from_height;
    size_within(&width, &height, PICTURE_LONGEST, PICTURE_LONGEST);
    r->row = arena_alloc(ctx->arena, r->jpeg.output_width, CMYK_BYTES);
    return r->row && !raster_open(ctx, width, height, &made->raster) &&
        !shrink_open(ctx, from_width, from_height, &made->raster, &r->shrink);
}

static enum image_answer rows_read(struct ctx *ctx, struct reading *r, struct image_made *made)
{
    j_decompress_ptr jpeg = &r->jpeg;
    jpeg_start_decompress(jpeg);
    if (!rows_open(ctx, r, made))
        return IMAGE_NO_MEMORY;
    while (jpeg->output_scanline < jpeg->output_height) {
        if (!jpeg_read_scanlines(jpeg, &r->row, 1))
            return IMAGE_CUT_OFF;
        if (jpeg->out_color_space == JCS_CMYK)
            cmyk_to_rgb(r->row, (int)jpeg->output_width, jpeg->saw_Adobe_marker);
        shrink_row(&r->shrink, r->row);
    }
    return r->fault.is_cut_off ? IMAGE_CUT_OFF : IMAGE_MADE;
}

enum image_answer image_jpeg_read(struct ctx *ctx, const struct image_asked *asked, struct image_made *made)
{
    struct reading *r = ARENA_NEW(ctx->arena, struct reading); // what a jump leaves alone
    if (!r)
        return IMAGE_NO_MEMORY;
    r->jpeg.err = fault_handler(&r->fault);
    if (setjmp(r->fault.back)) {
        jpeg_destroy_decompress(&r->jpeg);
        return r->fault.answer;
    }
    jpeg_create_decompress(&r->jpeg);
    r->progress.progress_monitor = on_progress;
    r->jpeg.progress = &r->progress;
    jpeg_mem_src(&r->jpeg, (const unsigned char *)asked->bytes.at, asked->bytes.n);
    jpeg_read_header(&r->jpeg, TRUE);
    r->fault.answer = IMAGE_TOO_LARGE;
    if (image_size_take(asked, r->jpeg.image_width, r->jpeg.image_height, made)) {
        scale_choose(&r->jpeg);
        colours_choose(&r->jpeg);
        r->fault.answer = rows_read(ctx, r, made);
    }
    jpeg_destroy_decompress(&r->jpeg);
    return r->fault.answer;
}

struct writing {
    struct jpeg_compress_struct jpeg;
    struct jpeg_destination_mgr to;
    struct fault fault;
    unsigned char *at;
    size_t room;
};

static void on_begin(j_compress_ptr jpeg)
{
    (void)jpeg;
}

// There is as much room as the picture has bytes: a JPEG that needs more is none of ours.
static boolean on_no_room(j_compress_ptr jpeg)
{
    ERREXIT1(jpeg, JERR_OUT_OF_MEMORY, 0);
    return FALSE;
}

static void destination(struct writing *w)
{
    w->to = (struct jpeg_destination_mgr){ .next_output_byte = w->at,
                                           .free_in_buffer = w->room,
                                           .init_destination = on_begin,
                                           .empty_output_buffer = on_no_room,
                                           .term_destination = on_begin };
    w->jpeg.dest = &w->to;
}

static void rows_write(struct writing *w, const struct raster *raster, int quality)
{
    j_compress_ptr jpeg = &w->jpeg;
    jpeg_create_compress(jpeg);
    destination(w);
    jpeg->image_width = (JDIMENSION)raster->width;
    jpeg->image_height = (JDIMENSION)raster->height;
    jpeg->input_components = RASTER_BYTES;
    jpeg->in_color_space = JCS_RGB;
    jpeg_set_defaults(jpeg);
    jpeg_set_quality(jpeg, quality, TRUE);
    jpeg->optimize_coding = TRUE;
    jpeg_start_compress(jpeg, TRUE);
    while (jpeg->next_scanline < jpeg->image_height) {
        JSAMPROW row = raster->at + (size_t)jpeg->next_scanline * (size_t)raster->width * RASTER_BYTES;
        jpeg_write_scanlines(jpeg, &row, 1);
    }
    jpeg_finish_compress(jpeg);
}

enum image_answer image_jpeg_write(struct ctx *ctx, const struct raster *raster, int quality, str *bytes)
{
    struct writing *w = ARENA_NEW(ctx->arena, struct writing);
    if (!w)
        return IMAGE_NO_MEMORY;
    w->room = (size_t)raster->width * (size_t)raster->height * RASTER_BYTES + HEADERS;
    w->at = arena_alloc(ctx->arena, w->room, 1);
    if (!w->at)
        return IMAGE_NO_MEMORY;
    w->jpeg.err = fault_handler(&w->fault);
    bool has_failed = setjmp(w->fault.back);
    if (!has_failed)
        rows_write(w, raster, quality);
    jpeg_destroy_compress(&w->jpeg);
    *bytes = (str){ (const char *)w->at, w->room - w->to.free_in_buffer };
    return has_failed ? IMAGE_NO_MEMORY : IMAGE_MADE;
}
