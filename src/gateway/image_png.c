// PNG in, through libpng, row by row; only a picture that is stored in seven passes is whole in memory. Chunks that are
// not the picture are passed over unread.
#include "gateway/image_internal.h"

#include <setjmp.h>
#include <string.h>

#include <png.h>

enum { PNG_SIGNATURE = 8, RGBA_BYTES = 4, CHUNK_BYTES_MAX = 1 << 20, CHUNKS_MAX = 100 };

struct reading {
    png_structp png;
    png_infop info;
    str rest; // of the file
    enum image_answer answer;
    struct shrink shrink;
    unsigned char *rows; // red, green, blue and how solid it is: one row, or all of them
};

static void on_fault(png_structp png, png_const_charp words)
{
    (void)words;
    png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp words)
{
    (void)png;
    (void)words;
}

static void on_read(png_structp png, png_bytep to, size_t n)
{
    struct reading *r = png_get_io_ptr(png);
    if (n > r->rest.n) {
        r->answer = IMAGE_CUT_OFF;
        png_error(png, "");
    }
    memcpy(to, r->rest.at, n);
    r->rest = str_from_byte(r->rest, n);
}

static bool begin(struct reading *r, str bytes)
{
    r->rest = bytes;
    r->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, on_fault, on_warning);
    r->info = r->png ? png_create_info_struct(r->png) : NULL;
    return r->info != NULL;
}

static void limits_set(struct reading *r)
{
    static const png_byte skipped[] = "iCCP\0zTXt\0iTXt\0tEXt\0eXIf\0sPLT\0hIST\0pCAL\0sCAL\0tIME";
    png_set_read_fn(r->png, r, on_read);
    png_set_user_limits(r->png, PNG_UINT_31_MAX, PNG_UINT_31_MAX); // how many pixels is our own question
    png_set_chunk_malloc_max(r->png, CHUNK_BYTES_MAX);
    png_set_chunk_cache_max(r->png, CHUNKS_MAX);
    png_set_keep_unknown_chunks(r->png, PNG_HANDLE_CHUNK_NEVER, NULL, 0);
    png_set_keep_unknown_chunks(r->png, PNG_HANDLE_CHUNK_NEVER, skipped, sizeof skipped / 5);
}

// Whatever it is stored as comes out as four bytes a pixel.
static void form_choose(struct reading *r)
{
    png_set_scale_16(r->png);
    png_set_expand(r->png);
    png_set_gray_to_rgb(r->png);
    png_set_add_alpha(r->png, 0xFF, PNG_FILLER_AFTER);
}

// What can be seen through lies on white.
static void row_take(struct reading *r, unsigned char *row)
{
    unsigned char *to = row;
    const unsigned char *from = row;
    for (int x = 0; x < r->shrink.from_width; x++, from += RGBA_BYTES) {
        unsigned solid = from[3];
        for (int c = 0; c < RASTER_BYTES; c++)
            *to++ = (unsigned char)((from[c] * solid + 255 * (255 - solid) + 127) / 255);
    }
    shrink_row(&r->shrink, row);
}

static void all_read(struct reading *r, int passes, size_t row_bytes)
{
    int height = r->shrink.from_height;
    for (int pass = 0; pass < passes; pass++)
        for (int y = 0; y < height; y++) {
            unsigned char *row = r->rows + (passes > 1 ? (size_t)y * row_bytes : 0);
            png_read_row(r->png, row, NULL);
            if (pass + 1 == passes)
                row_take(r, row);
        }
}

static enum image_answer rows_read(struct ctx *ctx, struct reading *r, struct image_made *made)
{
    int from_width = made->declared_width, from_height = made->declared_height;
    int width = from_width, height = from_height;
    form_choose(r);
    int passes = png_set_interlace_handling(r->png);
    png_read_update_info(r->png, r->info);
    size_t row_bytes = png_get_rowbytes(r->png, r->info);
    if (row_bytes != (size_t)from_width * RGBA_BYTES)
        return IMAGE_UNKNOWN;
    size_within(&width, &height, PICTURE_LONGEST, PICTURE_LONGEST);
    r->rows = arena_alloc(ctx->arena, passes > 1 ? (size_t)from_height : 1, row_bytes);
    if (!r->rows || raster_open(ctx, width, height, &made->raster) ||
        shrink_open(ctx, from_width, from_height, &made->raster, &r->shrink))
        return IMAGE_NO_MEMORY;
    all_read(r, passes, row_bytes);
    return IMAGE_MADE;
}

enum image_answer image_png_read(struct ctx *ctx, const struct image_asked *asked, struct image_made *made)
{
    struct reading *r = ARENA_NEW(ctx->arena, struct reading); // what a jump leaves alone
    if (!r || !begin(r, asked->bytes))
        return IMAGE_NO_MEMORY;
    r->answer = IMAGE_BROKEN;
    if (setjmp(png_jmpbuf(r->png))) {
        png_destroy_read_struct(&r->png, &r->info, NULL);
        return r->answer;
    }
    limits_set(r);
    png_read_info(r->png, r->info);
    if (image_size_take(asked, png_get_image_width(r->png, r->info), png_get_image_height(r->png, r->info),
                        made))
        r->answer = rows_read(ctx, r, made);
    else
        r->answer = IMAGE_TOO_LARGE;
    png_destroy_read_struct(&r->png, &r->info, NULL);
    return r->answer;
}
