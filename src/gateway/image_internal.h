// What the files of the image child share: a picture decoded, made small, upright, covered and encoded, in a process
// that may do nothing else.
#pragma once

#include "app/picture.h"
#include "gateway/raster.h"

// How it ended. The child says only that; the words are its parent's.
enum image_answer {
    IMAGE_MADE,
    IMAGE_BROKEN,    // it is not what its first bytes say
    IMAGE_CUT_OFF,   // it ends too early
    IMAGE_TOO_LARGE, // too many pixels
    IMAGE_MOVING,    // several pictures
    IMAGE_UNKNOWN,   // a sort of it that is not taken
    IMAGE_NO_MEMORY,
    IMAGE_ANSWERS
};

struct image_asked {
    str bytes;
    const struct picture_cover *covers;
    size_t n_covers;
    int64_t pixels_max;
};

struct image_made {
    struct raster raster, small_raster; // upright
    str large, small;                   // in ctx's arena
    int declared_width, declared_height;
};

// The whole work, without the sandbox: what the child does, and what is fuzzed.
enum image_answer image_work(struct ctx *ctx, const struct image_asked *asked, struct image_made *made);

// Each decodes to at most PICTURE_LONGEST on the longer side, as it was stored, and sets what it declared.
enum image_answer image_jpeg_read(struct ctx *ctx, const struct image_asked *asked, struct image_made *made);
enum image_answer image_png_read(struct ctx *ctx, const struct image_asked *asked, struct image_made *made);
enum image_answer image_webp_read(struct ctx *ctx, const struct image_asked *asked, struct image_made *made);
enum image_answer image_jpeg_write(struct ctx *ctx, const struct raster *raster, int quality, str *bytes);
// Whether so many pixels are taken; remembers them.
bool image_size_take(const struct image_asked *asked, int64_t width, int64_t height, struct image_made *made);

// From here on the process may read from 0, write to 1, take memory and end: whatever else it asks for kills it. Limits
// of memory, time and everything that can be counted are set too.
result image_sandbox(struct ctx *ctx) MUST;

// What goes through the socket, each number as this machine has it: parent and child are one program.
enum { IMAGE_MAGIC = 0x57494d47, IMAGE_OUT_MAX = 8 << 20 };
struct image_request {
    uint32_t magic, bytes, covers; // then the covers, then the bytes
};
struct image_reply {
    uint32_t magic, answer;
    int32_t declared_width, declared_height;
    int32_t width, height, small_width, small_height;
    uint32_t large, small; // bytes, which follow
};
