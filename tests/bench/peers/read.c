// The plain read that a snapshot is held against: the bytes of a mapped file added up by two threads. FILE.
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>

enum { THREADS = 2 };

struct share {
    const uint64_t *from;
    size_t n;
    uint64_t sum;
};

static void *add(void *of)
{
    struct share *share = of;
    for (size_t i = 0; i < share->n; i++)
        share->sum += share->from[i];
    return NULL;
}

int main(int argc, char **argv)
{
    struct stat about;
    int file = argc > 1 ? open(argv[1], O_RDONLY) : -1;
    if (file < 0 || fstat(file, &about))
        return 1;
    const uint64_t *words = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    if (words == MAP_FAILED)
        return 1;
    size_t n = (size_t)about.st_size / sizeof *words;
    pthread_t threads[THREADS];
    struct share shares[THREADS];
    for (size_t i = 0; i < THREADS; i++) {
        shares[i] = (struct share){ words + n * i / THREADS, n * (i + 1) / THREADS - n * i / THREADS, 0 };
        if (pthread_create(&threads[i], NULL, add, &shares[i]))
            return 1;
    }
    uint64_t sum = 0;
    for (size_t i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        sum += shares[i].sum;
    }
    printf("%llu\n", (unsigned long long)sum);
    return 0;
}
