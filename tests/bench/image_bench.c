// What a photograph costs: a JPEG of 4,000 by 3,000 pixels made clean, with its small one, by the image child.
//
//     image_bench [TIMES [WIDTH HEIGHT]]
//
// Prints the milliseconds of each, the middle one and the slowest, how large the files are, and the most memory a child
// had. This program is its own child.
#include "base/arena.h"
#include "gateway/image.h"

#include "../samples.h"

#include <sys/resource.h>
#include <time.h>

enum { TIMES_MAX = 1000, BENCH_MEMORY = 1 << 30 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int later(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void once(str bytes, double *took, struct picture *picture)
{
    struct ctx ctx = { .arena = arena_open(BENCH_MEMORY) };
    struct image_pool *pool = image_pool_open(ctx.arena, 0);
    double began = now();
    if (image_make(&ctx, pool, &(struct picture_asked){ .bytes = bytes }, picture)) {
        fprintf(stderr, "%s\n", ctx.error.text);
        exit(1);
    }
    *took = now() - began;
    image_pool_close(pool);
    arena_close(ctx.arena);
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], IMAGE_CHILD_WORD) == 0)
        image_child();
    int64_t times = 11, width = 4000, height = 3000;
    bool is_right = (argc < 2 || str_to_int(str_from(argv[1]), &times)) && times > 0 && times <= TIMES_MAX;
    if (argc > 3)
        is_right = is_right && str_to_int(str_from(argv[2]), &width) &&
            str_to_int(str_from(argv[3]), &height);
    if (!is_right)
        return 2;
    struct sample s = sample_jpeg(
        (struct sample_jpeg){ .width = (int)width, .height = (int)height, .orientation = 6, .quality = 97 });
    struct picture picture;
    struct rusage children;
    double took[TIMES_MAX];
    for (int64_t i = 0; i < times; i++)
        once(sample_str(&s), &took[i], &picture);
    qsort(took, (size_t)times, sizeof *took, later);
    getrusage(RUSAGE_CHILDREN, &children);
    printf("%lld by %lld, %.1f MB: middle %.0f ms, slowest %.0f ms; %.0f kB and %.0f kB; child %.0f MB\n",
           (long long)width, (long long)height, (double)s.n / 1e6, took[times / 2], took[times - 1],
           (double)picture.large.n / 1e3, (double)picture.small.n / 1e3, (double)children.ru_maxrss / 1e3);
    sample_free(&s);
    return 0;
}
