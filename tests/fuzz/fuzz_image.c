// Any bytes as a photograph: refused, or two JPEGs of nothing but a picture. The work of the image child, without its
// sandbox.
#include "format/picture_file.h"
#include "gateway/image_internal.h"

#include <stdlib.h>

enum { FUZZ_MEMORY = 64 << 20, FUZZ_PIXELS = 1 << 18 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct picture_cover cover = { 1, 1, 5, 5 };
    struct ctx ctx = { .arena = arena_open(FUZZ_MEMORY) };
    struct image_asked asked = { { (const char *)data, size }, &cover, 1, FUZZ_PIXELS };
    struct image_made made;
    enum image_answer answer = image_work(&ctx, &asked, &made);
    if (answer >= IMAGE_ANSWERS ||
        (answer == IMAGE_MADE && (!jpeg_is_bare(made.large) || !jpeg_is_bare(made.small))))
        abort();
    arena_close(ctx.arena);
    return 0;
}
