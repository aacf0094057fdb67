#include "base/arena.h"

#include <malloc.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 8 * 1024, LARGEST_BLOCK = 16 * 1024 * 1024, RETURNED_BLOCK = 256 * 1024, HEAPS = 2 };
enum { LIST_BYTES = 256, LIST_FEW = 8 }; // of a list's first room

struct block {
    struct block *before;
    size_t size, used;
    alignas(max_align_t) char bytes[];
};

// Another arena that must live as long.
struct holding {
    struct arena *held;
    struct holding *before;
};

struct arena {
    struct block *last;
    struct holding *holdings;
    size_t cap, used;
    _Atomic int holders; // whoever opened it, and the arenas that hold it
    bool is_full;
};

static _Atomic int64_t fail_after;

static _Atomic bool has_failed;

void memory_fail_after(int64_t n)
{
    atomic_store(&has_failed, false);
    atomic_store(&fail_after, n);
}

bool memory_has_failed(void)
{
    return atomic_load(&has_failed);
}

bool memory_fails(void)
{
    if (atomic_load_explicit(&fail_after, memory_order_relaxed) <= 0 || atomic_fetch_sub(&fail_after, 1) != 1)
        return false;
    atomic_store(&has_failed, true);
    return true;
}

struct arena *arena_open(size_t cap)
{
    struct arena *arena = memory_fails() ? NULL : calloc(1, sizeof *arena);
    if (!arena)
        return NULL;
    arena->cap = cap;
    atomic_init(&arena->holders, 1);
    return arena;
}

void arena_close(struct arena *arena)
{
    if (!arena || atomic_fetch_sub(&arena->holders, 1) > 1)
        return;
    for (const struct holding *h = arena->holdings; h; h = h->before)
        arena_close(h->held);
    for (struct block *b = arena->last; b;) {
        struct block *before = b->before;
        free(b);
        b = before;
    }
    free(arena);
}

void arena_return_blocks(void)
{
    mallopt(M_MMAP_THRESHOLD, RETURNED_BLOCK); // once it is set the library no longer raises it by itself
    mallopt(M_ARENA_MAX, HEAPS);
}

struct memory_use memory_use(void)
{
    struct mallinfo2 all = mallinfo2();
    return (struct memory_use){ (int64_t)(all.uordblks + all.hblkhd), (int64_t)all.fordblks };
}

// A new block of at least `need` bytes; blocks double so that their number stays small.
static struct block *block_add(struct arena *arena, size_t need)
{
    size_t size = arena->last ? arena->last->size * 2 : FIRST_BLOCK;
    if (size > LARGEST_BLOCK)
        size = LARGEST_BLOCK;
    if (size < need)
        size = need;
    struct block *b = calloc(1, sizeof *b + size); // calloc: fresh pages from the system are zero already
    if (!b)
        return NULL;
    b->before = arena->last;
    b->size = size;
    arena->last = b;
    return b;
}

void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
    size_t bytes;
    if (arena->is_full || __builtin_mul_overflow(count, size, &bytes) || bytes > SIZE_MAX / 2) {
        arena->is_full = true;
        return NULL;
    }
    bytes = (bytes + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    struct block *b = arena->last;
    bool has_room = bytes <= arena->cap - arena->used && !memory_fails();
    if (has_room && (!b || b->size - b->used < bytes))
        b = block_add(arena, bytes);
    if (!has_room || !b) {
        arena->is_full = true;
        return NULL;
    }
    void *at = b->bytes + b->used;
    b->used += bytes;
    arena->used += bytes;
    return at;
}

bool arena_hold(struct arena *arena, struct arena *held)
{
    struct holding *slot = ARENA_NEW(arena, struct holding);
    if (!slot)
        return false;
    *slot = (struct holding){ held, arena->holdings };
    arena->holdings = slot;
    atomic_fetch_add(&held->holders, 1);
    return true;
}

bool arena_is_full(const struct arena *arena)
{
    return arena->is_full;
}

void arena_spoil(struct arena *arena)
{
    arena->is_full = true;
}

size_t arena_used(const struct arena *arena)
{
    return arena->used;
}

size_t arena_room(const struct arena *arena)
{
    return arena->is_full ? 0 : arena->cap - arena->used;
}

result arena_fail(struct ctx *ctx)
{
    return fail(ctx, ERR_LIMIT, "this needs more memory than is allowed (%zu MB): split the input",
                ctx->arena->cap / 1000000);
}

void *list_push(struct arena *arena, void **at, size_t *n, size_t *room, size_t size)
{
    if (*n == *room) {
        size_t few = size > LIST_BYTES ? 1 : LIST_BYTES / size; // of large things most lists hold few
        size_t wider = *room ? *room * 2 : few > LIST_FEW ? LIST_FEW : few;
        char *moved = arena_alloc(arena, wider, size);
        if (!moved)
            return NULL;
        if (*n)
            memcpy(moved, *at, *n * size);
        *at = moved;
        *room = wider;
    }
    return (char *)*at + (*n)++ * size;
}

str str_copy(struct arena *arena, str s)
{
    char *copy = str_c(arena, s);
    return copy ? (str){ copy, s.n } : (str){ 0 };
}

char *str_c(struct arena *arena, str s)
{
    char *copy = arena_alloc(arena, s.n + 1, 1);
    if (copy && s.n)
        memcpy(copy, s.at, s.n);
    return copy;
}

static bool begins_letter(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

str str_brief(struct arena *arena, str words, size_t most)
{
    size_t line = str_find(words, STR("\n")), n = line < most ? line : most, word = n;
    while (n < line && !begins_letter(words.at[n]))
        n++;
    while (n < line && word > most / 2 && words.at[word] != ' ')
        word--;
    n = n < line && words.at[word] == ' ' ? word : n;
    return n < words.n ? str_format(arena, "%.*s…", STR_ARGS(str_trim(str_slice(words, 0, n)))) : words;
}

str str_format(struct arena *arena, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *at = n < 0 ? NULL : arena_alloc(arena, (size_t)n + 1, 1);
    if (at)
        vsnprintf(at, (size_t)n + 1, format, again);
    va_end(again);
    return at ? (str){ at, (size_t)n } : (str){ 0 };
}
