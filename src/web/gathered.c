#include "web/gathered.h"

#include <pthread.h>
#include <time.h>

struct gathered {
    struct arena *arena;
    pthread_mutex_t lock;
    struct arena *rows_arena; // of what is kept; NULL for nothing
    struct ended_list rows;
    int64_t until; // milliseconds since the machine started
    bool is_being_made;
};

static int64_t milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct gathered *gathered_open(void)
{
    struct arena *arena = arena_open(1 << 12);
    struct gathered *gathered = arena ? ARENA_NEW(arena, struct gathered) : NULL;
    if (!gathered) {
        arena_close(arena);
        return NULL;
    }
    *gathered = (struct gathered){ .arena = arena, .lock = PTHREAD_MUTEX_INITIALIZER };
    return gathered;
}

void gathered_close(struct gathered *gathered)
{
    if (!gathered)
        return;
    arena_close(gathered->rows_arena);
    arena_close(gathered->arena);
}

// From what is kept, if that is young enough or somebody makes it anew just now. False: the caller makes it.
static bool recall(struct gathered *gathered, const struct visitor *visitor, struct endings *endings)
{
    pthread_mutex_lock(&gathered->lock);
    bool is_good = gathered->rows_arena && (milliseconds() < gathered->until || gathered->is_being_made);
    if (is_good)
        *endings = endings_of(&gathered->rows, visitor);
    else
        gathered->is_being_made = true;
    pthread_mutex_unlock(&gathered->lock);
    return is_good;
}

// Takes the arena, with the rows in it or, if they could not be made, NULL.
static void keep(struct gathered *gathered, struct arena *arena, const struct ended_list *rows, int64_t took)
{
    bool is_kept = rows && took >= GATHERED_QUICK_MS;
    pthread_mutex_lock(&gathered->lock);
    if (rows) {
        arena_close(gathered->rows_arena);
        gathered->rows_arena = is_kept ? arena : NULL;
        gathered->rows = *rows;
        gathered->until = milliseconds() + took * GATHERED_TIMES;
    }
    gathered->is_being_made = false;
    pthread_mutex_unlock(&gathered->lock);
    if (!is_kept)
        arena_close(arena);
}

result gathered_endings(struct gathered *gathered, struct request *request,
                        const struct work_question *question, struct endings *endings)
{
    if (recall(gathered, question->visitor, endings))
        return OK;
    int64_t began = milliseconds();
    struct ended_list rows;
    struct arena *arena = arena_open(1 << 12);
    result e = arena ? ended_read(request->ctx, request->db, question->now, arena, &rows)
                     : arena_fail(request->ctx);
    if (!e)
        *endings = endings_of(&rows, question->visitor);
    keep(gathered, arena, e ? NULL : &rows, milliseconds() - began);
    return e;
}
