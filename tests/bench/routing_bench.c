// What one report asks of the directory, on a store: what it is about, who answers, what is near, what is promised.
//
//     routing_bench URL ROUNDS    microseconds for each of the four, median and 99th in 100, and for making the board
#include "app/board.h"
#include "app/nearby.h"
#include "app/promised.h"
#include "app/routing.h"
#include "base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ARENA_BYTES = 64 << 20, ROUNDS_MAX = 100000, PARTS = 5 };

static const char *const TYPED[] = {
    "theres a massive pothole outside number 32 and my tyre got wrecked",
    "bins not collected again whole street, third week running",
    "litter everywhere and the dog bit my son",
    "mae'r golau stryd wedi diffodd tu allan i rif 7",
    "someone has dumped a mattress and a fridge in the back alley behind kiln street",
};

static const char *const SERVICES[] = { "potholes / 40 mm or deeper", "fly-tipping / public land", "dog fouling",
                                        "graffiti / other", "street lights" };

struct bench {
    int64_t rounds;
    double *taken[PARTS];
};

static double micros(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static result one(struct ctx *ctx, struct db *db, const struct board *board, struct bench *b, int64_t i)
{
    struct words_found found;
    struct located place;
    struct routed routed;
    struct nearby nearby;
    struct promised_list promised;
    str service = str_from(SERVICES[i % 5]);
    double at[PARTS + 1] = { micros() };
    result e = words_find(ctx, &board->directory.categories, str_from(TYPED[i % 5]), &found);
    at[1] = micros();
    if (!e)
        e = place_at(ctx, board->areas, 54.88 + (double)(i % 50) / 1000, 1.96 + (double)(i % 70) / 1000, &place);
    struct route_question route = { service, &place, board->today };
    if (!e)
        e = route_find(ctx, &board->directory, &route, &routed);
    at[2] = micros();
    struct nearby_question near = { service, &place, STR("outside 12 Cooper Street") };
    if (!e)
        e = nearby_find(ctx, db, &board->directory, &near, &nearby);
    at[3] = micros();
    struct promise_question promise = { service, &place, board->ledger->as_of.at, NULL, 0 };
    if (!e)
        e = promise_for(ctx, board->ledger, &promise, &promised);
    at[4] = micros();
    for (int k = 0; k < 4; k++)
        b->taken[k][i] = at[k + 1] - at[k];
    b->taken[4][i] = at[4] - at[0];
    return e;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void say(struct bench *b, int part, const char *name)
{
    qsort(b->taken[part], (size_t)b->rounds, sizeof(double), by_size);
    printf("%-10s median %8.0f us, 99th %8.0f us\n", name, b->taken[part][b->rounds / 2],
           b->taken[part][b->rounds * 99 / 100]);
}

static result run(struct ctx *ctx, struct db *db, void *with)
{
    struct bench *b = with;
    struct board *board;
    double before = micros();
    result e = board_make(ctx, db, clock_now(), &board);
    if (e)
        return e;
    printf("board      %15.0f us\n", micros() - before);
    for (int64_t i = 0; i < b->rounds && !e; i++) {
        struct ctx own = { .arena = arena_open(ARENA_BYTES) };
        e = one(&own, db, board, b, i);
        arena_close(own.arena);
    }
    board_close(board);
    return e;
}

int main(int argc, char **argv)
{
    static const char *const names[PARTS] = { "words", "route", "nearby", "promise", "all" };
    struct bench b = { .rounds = argc > 2 ? strtol(argv[2], NULL, 10) : 0 };
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    struct store *store;
    if (b.rounds < 1 || b.rounds > ROUNDS_MAX)
        return 2;
    for (int k = 0; k < PARTS; k++)
        b.taken[k] = ARENA_ARRAY(ctx.arena, double, (size_t)b.rounds);
    result e = store_open(&ctx, str_from(argv[1]), STORE_READ, &store);
    if (!e) {
        e = store_read(&ctx, store, run, &b);
        store_close(store);
    }
    for (int k = 0; k < PARTS && !e; k++)
        say(&b, k, names[k]);
    if (e)
        fprintf(stderr, "%s\n", ctx.error.text);
    arena_close(ctx.arena);
    return e ? 4 : 0;
}
