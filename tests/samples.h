// Pictures made for tests: honest ones, and what somebody might send to do harm. All in memory that is freed at exit.
#pragma once

#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <png.h>
#include <webp/encode.h>
#include <zlib.h>

enum { SAMPLE_ROOM = 8 << 20 };

struct sample {
    unsigned char *at;
    size_t n, room;
};

static struct sample sample_open(void)
{
    struct sample s = { malloc(SAMPLE_ROOM), 0, SAMPLE_ROOM };
    return s;
}

static void sample_add(struct sample *s, const void *bytes, size_t n)
{
    while (s->n + n > s->room)
        s->at = realloc(s->at, s->room *= 2);
    memcpy(s->at + s->n, bytes, n);
    s->n += n;
}

#define SAMPLE_TEXT(s, text) sample_add((s), (text), sizeof(text) - 1)

static void sample_number(struct sample *s, uint32_t value, int bytes, bool is_little)
{
    for (int i = 0; i < bytes; i++) {
        unsigned char byte = (unsigned char)(value >> (8 * (is_little ? i : bytes - 1 - i)));
        sample_add(s, &byte, 1);
    }
}

static str sample_str(const struct sample *s)
{
    return (str){ (const char *)s->at, s->n };
}

static void sample_free(struct sample *s)
{
    free(s->at);
    *s = (struct sample){ NULL, 0, 0 };
}

// Four quarters: red and green above, blue and white below; with a grain, as a photograph has.
static void sample_pixel(int x, int y, const int size[2], unsigned char *rgb)
{
    static const unsigned char quarters[4][3] = {
        { 220, 20, 20 }, { 20, 200, 20 }, { 20, 20, 220 }, { 235, 235, 235 }
    };
    const unsigned char *of = quarters[(x >= size[0] / 2) + 2 * (y >= size[1] / 2)];
    unsigned grain = (unsigned)x * 73856093u ^ (unsigned)y * 19349663u;
    grain = (grain ^ grain >> 13) * 0x5bd1e995u;
    for (int c = 0; c < 3; c++)
        rgb[c] = (unsigned char)(of[c] + (grain >> (8 * c + 4)) % 16);
}

static unsigned char *sample_pixels(int width, int height)
{
    unsigned char *at = malloc((size_t)width * (size_t)height * 3);
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            sample_pixel(x, y, (const int[2]){ width, height },
                         at + ((size_t)y * (size_t)width + (size_t)x) * 3);
    return at;
}

struct sample_jpeg {
    int quality;                                           // 0: 85
    int width, height, orientation;                        // 0: without EXIF
    bool is_progressive, is_grey, is_cmyk, has_everything; // also XMP, IPTC, a comment and a colour profile
};

// EXIF with a place, a camera's name and an orientation; a directory that leads to itself behind it.
static struct sample sample_exif(int orientation)
{
    struct sample s = sample_open();
    SAMPLE_TEXT(&s, "Exif\0\0II*\0\x08\0\0\0\x03\0");
    SAMPLE_TEXT(&s, "\x0F\x01\x02\0\x08\0\0\0\x32\0\0\0"); // maker, at 50
    SAMPLE_TEXT(&s, "\x12\x01\x03\0\x01\0\0\0");
    sample_number(&s, (uint32_t)orientation, 4, true);
    SAMPLE_TEXT(&s, "\x25\x88\x04\0\x01\0\0\0\x08\0\0\0"); // a place: the same directory again
    SAMPLE_TEXT(&s, "\x08\0\0\0CAMERA7\0GPS 51.4321");     // the next directory: this one
    return s;
}

static void jpeg_markers(j_compress_ptr jpeg, const struct sample_jpeg *how)
{
    static const char xmp[] = "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>SECRETXMP</x:xmpmeta>";
    static const char iptc[] = "Photoshop 3.0\0"
                               "8BIM\x04\x04\0\0\0\0\0\x10SECRETIPTC";
    static const char icc[] = "ICC_PROFILE\0\x01\x01SECRETICC";
    static const char comment[] = "SECRETCOMMENT";
    struct sample exif = sample_exif(how->orientation);
    if (how->orientation)
        jpeg_write_marker(jpeg, JPEG_APP0 + 1, exif.at, (unsigned)exif.n);
    sample_free(&exif);
    if (!how->has_everything)
        return;
    jpeg_write_marker(jpeg, JPEG_APP0 + 1, (const JOCTET *)xmp, sizeof xmp - 1);
    jpeg_write_marker(jpeg, JPEG_APP0 + 13, (const JOCTET *)iptc, sizeof iptc - 1);
    jpeg_write_marker(jpeg, JPEG_APP0 + 2, (const JOCTET *)icc, sizeof icc - 1);
    jpeg_write_marker(jpeg, JPEG_COM, (const JOCTET *)comment, sizeof comment - 1);
}

static void jpeg_rows(j_compress_ptr jpeg, const struct sample_jpeg *how)
{
    unsigned char *row = malloc((size_t)how->width * 4);
    while (jpeg->next_scanline < jpeg->image_height) {
        for (int x = 0; x < how->width; x++) {
            unsigned char rgb[4] = { 0, 0, 0, 0 };
            sample_pixel(x, (int)jpeg->next_scanline, (const int[2]){ how->width, how->height }, rgb);
            for (int c = 0; how->is_cmyk && c < 4; c++) // as Adobe has it: upside down, without black
                rgb[c] = c < 3 ? rgb[c] : 255;
            memcpy(row + (size_t)x * (size_t)jpeg->input_components, rgb, (size_t)jpeg->input_components);
        }
        jpeg_write_scanlines(jpeg, &row, 1);
    }
    free(row);
}

__attribute__((unused)) static struct sample sample_jpeg(struct sample_jpeg how)
{
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    struct sample s = { NULL, 0, 0 };
    unsigned long n = 0;
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &s.at, &n);
    jpeg.image_width = (JDIMENSION)how.width;
    jpeg.image_height = (JDIMENSION)how.height;
    jpeg.input_components = how.is_grey ? 1 : how.is_cmyk ? 4 : 3;
    jpeg.in_color_space = how.is_grey ? JCS_GRAYSCALE : how.is_cmyk ? JCS_CMYK : JCS_RGB;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, how.quality ? how.quality : 85, TRUE);
    jpeg.write_Adobe_marker = how.is_cmyk;
    if (how.is_progressive)
        jpeg_simple_progression(&jpeg);
    jpeg_start_compress(&jpeg, TRUE);
    jpeg_markers(&jpeg, &how);
    jpeg_rows(&jpeg, &how);
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    s.n = s.room = n;
    return s;
}

static void png_chunk(struct sample *s, const char *type, const void *bytes, size_t n)
{
    size_t from = s->n + 4;
    sample_number(s, (uint32_t)n, 4, false);
    sample_add(s, type, 4);
    sample_add(s, bytes, n);
    sample_number(s, (uint32_t)crc32(0, s->at + from, (uInt)(n + 4)), 4, false);
}

struct sample_png {
    int width, height, orientation;
    bool is_interlaced, has_alpha, is_16, is_palette, has_words;
};

static void on_png_write(png_structp png, png_bytep bytes, size_t n)
{
    sample_add(png_get_io_ptr(png), bytes, n);
}

static void png_row(const struct sample_png *how, int y, unsigned char *row)
{
    for (int x = 0; x < how->width; x++) {
        unsigned char rgb[3];
        sample_pixel(x, y, (const int[2]){ how->width, how->height }, rgb);
        if (how->is_palette) {
            *row++ = (unsigned char)((x >= how->width / 2) + 2 * (y >= how->height / 2));
            continue;
        }
        for (int c = 0; c < 3; c++) {
            *row++ = rgb[c];
            if (how->is_16)
                *row++ = 0x5A;
        }
        if (how->has_alpha)
            *row++ = x < how->width / 2 ? 255 : 0;
        if (how->has_alpha && how->is_16)
            *row++ = 0;
    }
}

static void png_about(png_structp png, png_infop info, const struct sample_png *how)
{
    static const png_color colours[4] = {
        { 220, 20, 20 }, { 20, 200, 20 }, { 20, 20, 220 }, { 235, 235, 235 }
    };
    png_text words = {
        .compression = PNG_TEXT_COMPRESSION_zTXt, .key = "Comment", .text = "SECRETTEXT", .text_length = 10
    };
    if (how->is_palette)
        png_set_PLTE(png, info, colours, 4);
    if (how->has_words)
        png_set_text(png, info, &words, 1);
}

__attribute__((unused)) static struct sample sample_png(struct sample_png how)
{
    struct sample s = sample_open(), exif = sample_exif(how.orientation);
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    unsigned char *row = malloc((size_t)how.width * 8);
    png_set_write_fn(png, &s, on_png_write, NULL);
    int colours = how.is_palette ? PNG_COLOR_TYPE_PALETTE
        : how.has_alpha          ? PNG_COLOR_TYPE_RGBA
                                 : PNG_COLOR_TYPE_RGB;
    png_set_IHDR(png, info, (png_uint_32)how.width, (png_uint_32)how.height, how.is_16 ? 16 : 8, colours,
                 how.is_interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    png_about(png, info, &how);
    png_write_info(png, info);
    if (how.orientation)
        png_chunk(&s, "eXIf", exif.at + 6, exif.n - 6);
    int passes = png_set_interlace_handling(png);
    for (int pass = 0; pass < passes; pass++)
        for (int y = 0; y < how.height; y++) {
            png_row(&how, y, row);
            png_write_row(png, row);
        }
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    free(row);
    sample_free(&exif);
    return s;
}

static void riff_chunk(struct sample *s, const char *type, const void *bytes, size_t n)
{
    sample_add(s, type, 4);
    sample_number(s, (uint32_t)n, 4, true);
    sample_add(s, bytes, n);
    if (n & 1)
        SAMPLE_TEXT(s, "\0");
}

static void riff_end(struct sample *s)
{
    struct sample size = sample_open();
    sample_number(&size, (uint32_t)s->n - 8, 4, true);
    memcpy(s->at + 4, size.at, 4);
    sample_free(&size);
}

static void webp_head(struct sample *s, int flags, int width, int height)
{
    struct sample head = sample_open();
    SAMPLE_TEXT(s, "RIFF\0\0\0\0WEBP");
    sample_number(&head, (uint32_t)flags, 4, true);
    sample_number(&head, (uint32_t)width - 1, 3, true);
    sample_number(&head, (uint32_t)height - 1, 3, true);
    riff_chunk(s, "VP8X", head.at, head.n);
    sample_free(&head);
}

// orientation: 0 for a plain one.
__attribute__((unused)) static struct sample sample_webp(int width, int height, int orientation,
                                                         bool is_lossless)
{
    unsigned char *pixels = sample_pixels(width, height);
    uint8_t *bytes = NULL;
    struct sample s = sample_open(), exif = sample_exif(orientation);
    size_t n = is_lossless ? WebPEncodeLosslessRGB(pixels, width, height, width * 3, &bytes)
                           : WebPEncodeRGB(pixels, width, height, width * 3, 80, &bytes);
    if (orientation) {
        webp_head(&s, 0x08, width, height);
        sample_add(&s, bytes + 12, n - 12);
        riff_chunk(&s, "EXIF", exif.at + 6, exif.n - 6);
        riff_end(&s);
    } else {
        sample_add(&s, bytes, n);
    }
    WebPFree(bytes);
    free(pixels);
    sample_free(&exif);
    return s;
}

__attribute__((unused)) static struct sample sample_webp_moving(void)
{
    struct sample s = sample_open();
    webp_head(&s, 0x02, 64, 64);
    riff_chunk(&s, "ANIM", "\0\0\0\0\0\0", 6);
    riff_chunk(&s, "ANMF", "\0\0\0\0\0\0\x3F\0\0\x3F\0\0\x64\0\0\0", 16);
    riff_end(&s);
    return s;
}

// A PNG that says it is that large, whose rows are all black and take next to nothing.
__attribute__((unused)) static struct sample sample_png_bomb(uint32_t width, uint32_t height, size_t raw)
{
    struct sample s = sample_open(), head = sample_open();
    uLongf n = compressBound((uLong)raw);
    unsigned char *rows = calloc(1, raw), *packed = malloc(n);
    compress(packed, &n, rows, (uLong)raw);
    SAMPLE_TEXT(&s, "\x89PNG\r\n\x1A\n");
    sample_number(&head, width, 4, false);
    sample_number(&head, height, 4, false);
    SAMPLE_TEXT(&head, "\x08\x02\0\0\0");
    png_chunk(&s, "IHDR", head.at, head.n);
    png_chunk(&s, "IDAT", packed, n);
    png_chunk(&s, "IEND", "", 0);
    free(rows);
    free(packed);
    sample_free(&head);
    return s;
}

// A text that unpacks to that many bytes, in front of an honest picture.
__attribute__((unused)) static struct sample sample_png_text_bomb(size_t raw)
{
    struct sample honest = sample_png((struct sample_png){ .width = 40, .height = 30 }), s = sample_open();
    struct sample text = sample_open();
    uLongf n = compressBound((uLong)raw);
    unsigned char *words = calloc(1, raw), *packed = malloc(n);
    compress(packed, &n, words, (uLong)raw);
    sample_add(&s, honest.at, 33); // up to behind the header
    SAMPLE_TEXT(&text, "Comment\0\0");
    sample_add(&text, packed, n);
    png_chunk(&s, "zTXt", text.at, text.n);
    sample_add(&s, honest.at + 33, honest.n - 33);
    free(words);
    free(packed);
    sample_free(&text);
    sample_free(&honest);
    return s;
}

// The size a JPEG says it has, written over.
__attribute__((unused)) static void sample_jpeg_size(struct sample *s, unsigned width, unsigned height)
{
    for (size_t i = 2; i + 9 < s->n; i++)
        if (s->at[i] == 0xFF && (s->at[i + 1] == 0xC0 || s->at[i + 1] == 0xC2)) {
            s->at[i + 5] = (unsigned char)(height >> 8);
            s->at[i + 6] = (unsigned char)height;
            s->at[i + 7] = (unsigned char)(width >> 8);
            s->at[i + 8] = (unsigned char)width;
            return;
        }
}
