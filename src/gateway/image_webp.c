// WebP in, through libwebp, which makes it smaller while it decodes. A moving one is refused: which of its pictures is
// meant nobody can say.
#include "gateway/image_internal.h"

#include <webp/decode.h>

static enum image_answer answer_of(VP8StatusCode code)
{
    switch (code) {
    case VP8_STATUS_OK:
        return IMAGE_MADE;
    case VP8_STATUS_OUT_OF_MEMORY:
        return IMAGE_NO_MEMORY;
    case VP8_STATUS_UNSUPPORTED_FEATURE:
        return IMAGE_UNKNOWN;
    case VP8_STATUS_NOT_ENOUGH_DATA:
    case VP8_STATUS_SUSPENDED:
        return IMAGE_CUT_OFF;
    default:
        return IMAGE_BROKEN;
    }
}

// On white: four bytes a pixel, whose colours the library has multiplied by how solid they are.
static void on_white(struct raster *raster, const unsigned char *from)
{
    size_t pixels = (size_t)raster->width * (size_t)raster->height;
    unsigned char *to = raster->at;
    for (size_t i = 0; i < pixels; i++, from += 4)
        for (int c = 0; c < RASTER_BYTES; c++)
            *to++ = (unsigned char)(from[c] + (255 - from[3]));
}

static enum image_answer decode(struct ctx *ctx, str bytes, WebPDecoderConfig *config, struct raster *raster)
{
    size_t stride = (size_t)raster->width * 4, size = stride * (size_t)raster->height;
    unsigned char *at = arena_alloc(ctx->arena, size, 1);
    if (!at)
        return IMAGE_NO_MEMORY;
    config->output.colorspace = MODE_rgbA;
    config->output.is_external_memory = 1;
    config->output.u.RGBA = (WebPRGBABuffer){ at, (int)stride, size };
    config->options.use_scaling = 1;
    config->options.scaled_width = raster->width;
    config->options.scaled_height = raster->height;
    enum image_answer answer = answer_of(WebPDecode((const uint8_t *)bytes.at, bytes.n, config));
    WebPFreeDecBuffer(&config->output);
    if (answer == IMAGE_MADE)
        on_white(raster, at);
    return answer;
}

enum image_answer image_webp_read(struct ctx *ctx, const struct image_asked *asked, struct image_made *made)
{
    WebPDecoderConfig config;
    if (!WebPInitDecoderConfig(&config))
        return IMAGE_UNKNOWN;
    enum image_answer answer = answer_of(
        WebPGetFeatures((const uint8_t *)asked->bytes.at, asked->bytes.n, &config.input));
    if (answer)
        return answer;
    if (config.input.has_animation)
        return IMAGE_MOVING;
    if (!image_size_take(asked, config.input.width, config.input.height, made))
        return IMAGE_TOO_LARGE;
    int width = config.input.width, height = config.input.height;
    size_within(&width, &height, PICTURE_LONGEST, PICTURE_LONGEST);
    if (raster_open(ctx, width, height, &made->raster))
        return IMAGE_NO_MEMORY;
    return decode(ctx, asked->bytes, &config, &made->raster);
}
