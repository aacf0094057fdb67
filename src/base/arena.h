// One capped arena per command or request: everything allocated for it lives until it ends.
//
// Passing the cap, or the system running out of memory, makes the arena `is_full` for good and every
// later call return NULL; the caller answers ERR_LIMIT. Blocks are zeroed and never move. An arena
// belongs to one thread.
#pragma once

#include "base/result.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

// cap: the most bytes that may be handed out in all. NULL if the system has no memory.
struct arena *arena_open(size_t cap);
void arena_close(struct arena *arena);
// For a program that runs for long: large blocks come from the system and go back to it when their arena ends, instead
// of staying with the C library, each thread's apart. Called once, before there are other threads.
void arena_return_blocks(void);
// What the program has of the C library, arenas and all else: in use, and given back to it but not to the system.
struct memory_use {
    int64_t used_bytes, unused_bytes;
};
struct memory_use memory_use(void);
// `held`, which nobody fills any more, lives until `arena` ends too, whoever closes it before: what is made once and
// read by many threads. Whoever calls has it already. False, and nothing is held, once `arena` is full.
bool arena_hold(struct arena *arena, struct arena *held) MUST;

// count * size zeroed bytes, aligned for any type; NULL once the arena is full.
void *arena_alloc(struct arena *arena, size_t count, size_t size) MUST;
bool arena_is_full(const struct arena *arena);
void arena_spoil(struct arena *arena); // full from now on: something that was to stand in it was lost
size_t arena_used(const struct arena *arena);
size_t arena_room(const struct arena *arena); // what may still be handed out

// Records "more memory than allowed" and returns ERR_LIMIT.
result arena_fail(struct ctx *ctx);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), 1, sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_alloc((arena), (count), sizeof(type)))

// A list that grows in an arena: declare it as LIST(type) name, zero it, and push.
#define LIST(type)                                                                                           \
    struct {                                                                                                 \
        type *at;                                                                                            \
        size_t n, room;                                                                                      \
    }

// Makes room for one more element at the end of the list and yields a pointer to it, zeroed; NULL if full.
#define LIST_PUSH(arena, list)                                                                               \
    ((__typeof__((list)->at))list_push((arena), (void **)&(list)->at, &(list)->n, &(list)->room,             \
                                       sizeof *(list)->at))

void *list_push(struct arena *arena, void **at, size_t *n, size_t *room, size_t size) MUST;

// For tests: the n-th allocation from now on fails, in an arena or a buffer, as if the system had no memory left; 0 for
// none.
void memory_fail_after(int64_t n);
bool memory_has_failed(void); // since then
bool memory_fails(void);      // asked by whoever allocates, each time

// Copies that live in the arena. An empty str with at == NULL and arena_is_full says there was no room.
str str_copy(struct arena *arena, str s);
// The first line, of `most` bytes of UTF-8 or not many more, cut between words where it has any; then "…" behind it.
str str_brief(struct arena *arena, str words, size_t most);
str str_format(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
// The same bytes with a NUL behind them, for calls into libc; NULL if full.
char *str_c(struct arena *arena, str s) MUST;
