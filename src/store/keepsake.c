#include "store/keepsake.h"

void keepsakes_open(struct keepsakes *keepsakes)
{
    *keepsakes = (struct keepsakes){ .lock = PTHREAD_MUTEX_INITIALIZER };
}

void keepsakes_close(struct keepsakes *keepsakes)
{
    for (int i = 0; i < KEEPSAKES; i++)
        arena_close(keepsakes->places[i].arena);
}

const void *keepsake_take(struct keepsakes *keepsakes, int place, struct arena *holder)
{
    const void *at = NULL;
    pthread_mutex_lock(&keepsakes->lock);
    if (keepsakes->places[place].arena && arena_hold(holder, keepsakes->places[place].arena))
        at = keepsakes->places[place].at;
    pthread_mutex_unlock(&keepsakes->lock);
    return at;
}

void keepsake_put(struct keepsakes *keepsakes, int place, struct arena *arena, const void *at)
{
    pthread_mutex_lock(&keepsakes->lock);
    struct arena *before = keepsakes->places[place].arena;
    keepsakes->places[place].arena = arena;
    keepsakes->places[place].at = at;
    pthread_mutex_unlock(&keepsakes->lock);
    arena_close(before);
}
