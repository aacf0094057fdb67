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

void pages_expect(const void *at, size_t bytes)
{
    uintptr_t size = (uintptr_t)sysconf(_SC_PAGESIZE), from = (uintptr_t)at / size * size;
    if (bytes)
        (void)madvise((void *)from, bytes + ((uintptr_t)at - from), MADV_SEQUENTIAL);
}
