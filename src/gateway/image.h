// A photograph that somebody sent, made clean: upright, at most 1,600 pixels long, with nothing in it but the picture,
// and a small one for lists.
//
// Its bytes are decoded and encoded in a process of its own, the same program started again as `wardmote image-child`.
// It reads one request, writes one reply and ends, and can do nothing else: no file, no network, no other process, at
// most 256 MB, 10 seconds of a processor. So a fault in a decoder costs that photograph and nothing else, and the next
// one finds a new process. It is started rather than forked, so that it has none of this one's memory: no key, no
// session, no other photograph.
//
// Parent and child speak through a socket pair: a head with lengths, then the bytes. What the child gives back is
// believed only if it is a JPEG of nothing but a picture (jpeg_is_bare).
#pragma once

#include "app/picture.h"

#include <stdbool.h>

struct image_pool; // how many are made at once

enum { IMAGES_AT_ONCE = 2 };

// Shared by threads. waiting: how many may wait for their turn at most, so that a server with few threads keeps some
// for others. NULL if there is no memory.
struct image_pool *image_pool_open(struct arena *arena, int waiting);
void image_pool_close(struct image_pool *pool);

// A picture_make: with is the pool. Waits for its turn; ERR_BUSY if too many wait already. ERR_INPUT with a sentence
// for whoever sent it if it is none that is taken; ERR_INTERNAL if no process can be started.
//
// A form should say accept="image/jpeg,image/png,image/webp": an iPhone then turns its HEIC into JPEG by itself.
result image_make(struct ctx *ctx, void *with, const struct picture_asked *asked,
                  struct picture *picture) MUST;

// What `main` does first when it was started as `image-child`. Does not return.
#define IMAGE_CHILD_WORD "image-child"
int image_child(void) __attribute__((noreturn));
