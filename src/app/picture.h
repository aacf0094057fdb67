// What becomes of a photograph that somebody sent: a clean JPEG and a small one for lists. Who makes them is handed in
// (gateway/image.h), so that pages and commands need not know how.
#pragma once

#include "base/result.h"

enum {
    PICTURE_BYTES_MAX = 12 << 20,          // as it was sent
    PICTURE_PIXELS_MAX = 60 * 1000 * 1000, // that it says it has
    PICTURE_SIDE_MAX = 30000,
    PICTURE_LONGEST = 1600,   // pixels of the clean one's longer side
    PICTURE_SMALL_WIDE = 320, // of the small one
    PICTURE_COVERS_MAX = 32
};

// Pixels of the clean picture, from its upper left corner.
struct picture_cover {
    int left, top, width, height;
};

struct picture_asked {
    str bytes;                          // of the file
    const struct picture_cover *covers; // faces, number plates: black in what is made
    size_t n_covers;
};

// Upright, and with nothing in them but the picture.
struct picture {
    str large, small; // JPEG, in ctx's arena
    int width, height, small_width, small_height;
};

// ERR_INPUT with a sentence for whoever sent it; ERR_BUSY if it must wait.
typedef result (*picture_make)(struct ctx *ctx, void *with, const struct picture_asked *asked,
                               struct picture *picture);
struct picture_maker {
    picture_make make;
    void *with;
};
