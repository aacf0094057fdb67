#include "base/pages.h"

#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

void *pages_reserve(size_t bytes)
{
    void *at = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return at == MAP_FAILED ? NULL : at;
}

void pages_release(void *at, size_t bytes)
{
    if (at)
        (void)munmap(at, bytes);
}

// Advice, so that a system that does not take it is no fault. Begins at the page that `at` lies in.
static void advise(const void *at, size_t bytes, int advice)
{
    uintptr_t size = (uintptr_t)sysconf(_SC_PAGESIZE), from = (uintptr_t)at / size * size;
    if (bytes)
        (void)madvise((void *)from, bytes + ((uintptr_t)at - from), advice);
}

void pages_expect(const void *at, size_t bytes)
{
    advise(at, bytes, MADV_SEQUENTIAL);
}

void pages_map(const void *at, size_t bytes)
{
#ifdef MADV_POPULATE_READ
    advise(at, bytes, MADV_POPULATE_READ);
#else
    (void)at;
    (void)bytes;
#endif
}

void pages_enlarge(void *at, size_t bytes)
{
    advise(at, bytes, MADV_HUGEPAGE);
}
