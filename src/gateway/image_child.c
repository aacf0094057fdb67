// The child's end: shut in first, then one request read, one reply written.
#include "gateway/image.h"
#include "gateway/image_internal.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { CHILD_MEMORY = 224 << 20, EXIT_DONE = 0, EXIT_FAILED = 4 };

static bool all_read(void *to, size_t n)
{
    for (char *at = to; n;) {
        ssize_t got = read(STDIN_FILENO, at, n);
        if (got <= 0)
            return false;
        at += got;
        n -= (size_t)got;
    }
    return true;
}

static bool all_write(const void *from, size_t n)
{
    for (const char *at = from; n;) {
        ssize_t put = write(STDOUT_FILENO, at, n);
        if (put <= 0)
            return false;
        at += put;
        n -= (size_t)put;
    }
    return true;
}

static bool request_read(struct ctx *ctx, struct image_asked *asked)
{
    struct image_request head;
    if (!all_read(&head, sizeof head) || head.magic != IMAGE_MAGIC || head.bytes > PICTURE_BYTES_MAX ||
        head.covers > PICTURE_COVERS_MAX)
        return false;
    struct picture_cover *covers = ARENA_ARRAY(ctx->arena, struct picture_cover, head.covers + 1);
    char *bytes = arena_alloc(ctx->arena, head.bytes + 1, 1);
    *asked = (struct image_asked){ { bytes, head.bytes }, covers, head.covers, PICTURE_PIXELS_MAX };
    return covers && bytes && all_read(covers, head.covers * sizeof *covers) && all_read(bytes, head.bytes);
}

static bool reply_write(enum image_answer answer, const struct image_made *made)
{
    bool is_made = answer == IMAGE_MADE;
    struct image_reply reply = { IMAGE_MAGIC,
                                 answer,
                                 made->declared_width,
                                 made->declared_height,
                                 made->raster.width,
                                 made->raster.height,
                                 made->small_raster.width,
                                 made->small_raster.height,
                                 is_made ? (uint32_t)made->large.n : 0,
                                 is_made ? (uint32_t)made->small.n : 0 };
    return all_write(&reply, sizeof reply) && all_write(made->large.at, reply.large) &&
        all_write(made->small.at, reply.small);
}

int image_child(void)
{
    struct ctx ctx = { .arena = arena_open(CHILD_MEMORY) };
    struct image_asked asked;
    struct image_made made;
    if (!ctx.arena || image_sandbox(&ctx) || !request_read(&ctx, &asked))
        _exit(EXIT_FAILED);
    enum image_answer answer = image_work(&ctx, &asked, &made);
    _exit(reply_write(answer, &made) ? EXIT_DONE
                                     : EXIT_FAILED); // at once: what runs at the end asks for more
}
