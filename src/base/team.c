#include "base/team.h"

#include <pthread.h>
#include <stdbool.h>

struct member {
    pthread_t thread;
    bool is_started;
    size_t i;
    void (*work)(size_t i, void *of);
    void *of;
};

static void *member_run(void *at)
{
    struct member *m = at;
    m->work(m->i, m->of);
    return NULL;
}

void team_run(size_t n, void (*work)(size_t i, void *of), void *of)
{
    struct member members[TEAM_MAX];
    for (size_t i = 0; i < n; i++)
        members[i] = (struct member){ .i = i, .work = work, .of = of };
    for (size_t i = 1; i < n; i++)
        members[i].is_started = pthread_create(&members[i].thread, NULL, member_run, &members[i]) == 0;
    for (size_t i = 0; i < n; i++)
        if (!members[i].is_started)
            work(i, of);
    for (size_t i = 1; i < n; i++)
        if (members[i].is_started)
            pthread_join(members[i].thread, NULL);
}
