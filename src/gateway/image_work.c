#include "format/picture_file.h"
#include "gateway/image_internal.h"

enum { QUALITY = 82, QUALITY_SMALL = 75 };

bool image_size_take(const struct image_asked *asked, int64_t width, int64_t height, struct image_made *made)
{
    made->declared_width = width < INT32_MAX ? (int)width : INT32_MAX;
    made->declared_height = height < INT32_MAX ? (int)height : INT32_MAX;
    return width > 0 && height > 0 && width <= PICTURE_SIDE_MAX && height <= PICTURE_SIDE_MAX &&
        width * height <= asked->pixels_max;
}

static enum image_answer file_read(struct ctx *ctx, const struct image_asked *asked, struct image_made *made)
{
    switch (picture_kind_of(asked->bytes)) {
    case PICTURE_JPEG:
        return image_jpeg_read(ctx, asked, made);
    case PICTURE_PNG:
        return image_png_read(ctx, asked, made);
    case PICTURE_WEBP:
        return image_webp_read(ctx, asked, made);
    default:
        return IMAGE_BROKEN;
    }
}

static enum image_answer small_make(struct ctx *ctx, struct image_made *made)
{
    int width = made->raster.width, height = made->raster.height;
    size_within(&width, &height, PICTURE_SMALL_WIDE, PICTURE_LONGEST);
    if (raster_smaller(ctx, &made->raster, width, height, &made->small_raster))
        return IMAGE_NO_MEMORY;
    return image_jpeg_write(ctx, &made->small_raster, QUALITY_SMALL, &made->small);
}

enum image_answer image_work(struct ctx *ctx, const struct image_asked *asked, struct image_made *made)
{
    struct raster stored;
    *made = (struct image_made){ .declared_width = 0 };
    enum image_answer answer = file_read(ctx, asked, made);
    if (answer)
        return answer;
    stored = made->raster;
    if (raster_upright(ctx, &stored, picture_orientation(asked->bytes), &made->raster))
        return IMAGE_NO_MEMORY;
    for (size_t i = 0; i < asked->n_covers; i++) {
        const struct picture_cover *c = &asked->covers[i];
        raster_cover(&made->raster, &(struct rectangle){ c->left, c->top, c->width, c->height });
    }
    answer = image_jpeg_write(ctx, &made->raster, QUALITY, &made->large);
    return answer ? answer : small_make(ctx, made);
}
