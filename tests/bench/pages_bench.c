// A large store for bench_pages.py: the demonstration's borough with very many more reports in it.
//
//     pages_bench fill URL N      N reports more in a store that `wardmote demo` filled, and the derived tables
//     pages_bench write URL N     N notes through a desk, each in its transaction: milliseconds, and of them work
//     pages_bench board URL N     the board made N times, likewise
//
// Each is a report of the demonstration again, as to its service and area, that a charter takes; they are spread over
// the seven months before its today, and of each hundred four are open. Prints seconds.
#include "app/adopt.h"
#include "app/board.h"
#include "app/desk.h"
#include "app/record.h"
#include "app/setting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { GROUP = 5000, OPEN_OF = 25, DAYS = 210, BENCH_BYTES = 1 << 30, HOUR = 3600 };

struct filling {
    LIST(struct case_row) like;
    instant today; // the demonstration's, which stands still
    int64_t done, wanted;
    unsigned seed;
};

static result die(const struct ctx *ctx, result e)
{
    if (e) {
        fprintf(stderr, "%s: %s\n", result_name(e), ctx->error.text);
        exit(4);
    }
    return e;
}

static unsigned below(struct filling *f, unsigned n)
{
    f->seed = f->seed * 1103515245u + 12345u;
    return (f->seed >> 16) % n;
}

static result like_add(struct ctx *ctx, struct db *db, struct filling *f, int64_t case_id)
{
    struct case_row row;
    bool is_found;
    result e = query_case_by_id(ctx, db, &(struct case_by_id_in){ COMMUNITY_FIRST, case_id }, &row,
                                &is_found);
    struct case_row *slot = e || !is_found || !row.service.n || !row.area.n ? NULL
                                                                            : LIST_PUSH(ctx->arena, &f->like);
    if (slot)
        *slot = row;
    return e;
}

static result likes_read(struct ctx *ctx, struct db *db, void *with)
{
    struct filling *f = with;
    struct cursor cursor;
    struct finding_each_out row;
    struct judge_options options;
    struct ledger *ledger;
    LIST(int64_t) ids = { 0 };
    result e = query_finding_each(ctx, db, &(struct finding_each_in){ COMMUNITY_FIRST }, &cursor);
    while (!e && query_finding_each_next(ctx, &cursor, &row))
        if (!ids.n || ids.at[ids.n - 1] != row.case_id)
            *LIST_PUSH(ctx->arena, &ids) = row.case_id;
    for (size_t i = 0; i < ids.n && !e; i++)
        e = like_add(ctx, db, f, ids.at[i]);
    if (!e)
        e = community_time(ctx, db, f->today, &options);
    if (!e)
        e = ledger_open(ctx, db, &options, &ledger);
    if (!e)
        f->today = ledger->as_of.at;
    return e;
}

static result report_add(struct ctx *ctx, struct db *db, struct filling *f)
{
    const struct case_row *like = &f->like.at[below(f, (unsigned)f->like.n)];
    int64_t case_id,
        before = (int64_t)((double)(f->wanted - f->done) / (double)f->wanted * DAYS * DAY_SECONDS);
    instant at = { f->today.second - before - HOUR };
    struct fact_insert_in report = fact_new(FACT_OPENED, at, at), area = fact_new(FACT_AREA, at, at),
                          end = fact_new(FACT_EVENT, at, at);
    report.name = like->service;
    report.value = str_format(ctx->arena, "N-%lld", (long long)f->done);
    report.words = str_format(ctx->arena, "What was seen on walk %lld, beside the gate", (long long)f->done);
    area.value = like->area;
    end.name = STR("completion");
    end.happened.second += HOUR + (int64_t)below(f, 9) * 8 * HOUR;
    end.happened_last = end.recorded = end.happened;
    result e = fact_open_at(ctx, db, report, PRIVATE_NOTHING, &case_id);
    if (!e)
        e = fact_of(ctx, db, area, case_id);
    bool is_over = end.happened.second < f->today.second && f->done % OPEN_OF;
    return e || !is_over ? e : fact_of(ctx, db, end, case_id);
}

static result some_add(struct ctx *ctx, struct db *db, void *with)
{
    struct filling *f = with;
    result e = OK;
    for (int i = 0; i < GROUP && f->done < f->wanted && !e; i++, f->done++) {
        struct ctx own = { .arena = arena_open(1 << 20) };
        e = report_add(&own, db, f);
        if (e)
            e = fail(ctx, e, "%s", own.error.text);
        arena_close(own.arena);
    }
    return e;
}

static result derive(struct ctx *ctx, struct db *db, void *with)
{
    const struct filling *f = with;
    return derived_rebuild(ctx, db, f->today);
}

static result note_write(struct ctx *ctx, struct db *db, void *with)
{
    struct filling *f = with;
    struct doer by = { VOICE_SERVICE, STR("Bench"), ID_NONE };
    struct desk desk;
    result e = desk_open(ctx, db, f->today, &by, &desk);
    if (!e)
        e = desk_take(&desk, str_format(ctx->arena, "N-%u", below(f, (unsigned)f->wanted)));
    if (e)
        return e;
    struct fact_insert_in note = desk_fact(&desk, FACT_NOTE);
    note.words = STR("Looked at.");
    e = desk_say(&desk, note, NULL);
    return e ? e : desk_settle(&desk);
}

static result board_time(struct ctx *ctx, struct db *db, void *with)
{
    const struct filling *f = with;
    struct board *board;
    result e = board_make(ctx, db, f->today, &board);
    if (!e)
        board_close(board);
    return e;
}

static double now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

// Milliseconds of one of N, the first apart.
static void repeat(struct store *store, struct filling *f, bool is_write)
{
    double began = now(CLOCK_MONOTONIC), first = 0, worked = 0;
    for (int64_t i = 0; i <= f->wanted; i++) {
        struct ctx own = { .arena = arena_open(BENCH_BYTES) };
        die(&own,
            is_write ? store_write(&own, store, note_write, f) : store_read(&own, store, board_time, f));
        arena_close(own.arena);
        if (i)
            continue;
        first = now(CLOCK_MONOTONIC) - began;
        began = now(CLOCK_MONOTONIC);
        worked = now(CLOCK_PROCESS_CPUTIME_ID);
    }
    printf("first %.2f ms, then %.3f ms of which %.3f ms work\n", first * 1000,
           (now(CLOCK_MONOTONIC) - began) * 1000 / (double)f->wanted,
           (now(CLOCK_PROCESS_CPUTIME_ID) - worked) * 1000 / (double)f->wanted);
}

static void fill(struct store *store, struct filling *f)
{
    struct ctx ctx = { .arena = arena_open(BENCH_BYTES) };
    double began = now(CLOCK_MONOTONIC);
    die(&ctx, store_read(&ctx, store, likes_read, f));
    while (f->done < f->wanted)
        die(&ctx, store_write(&ctx, store, some_add, f));
    die(&ctx, store_write(&ctx, store, derive, f));
    printf("%.0f\n", now(CLOCK_MONOTONIC) - began);
    arena_close(ctx.arena);
}

int main(int argc, char **argv)
{
    struct ctx ctx = { .arena = arena_open(BENCH_BYTES) };
    struct filling f = { .today = { 1800000000 }, .seed = 7 };
    struct store *store;
    bool is_fill = argc == 4 && strcmp(argv[1], "fill") == 0,
         is_write = argc == 4 && strcmp(argv[1], "write") == 0;
    if (!is_fill && !is_write && (argc != 4 || strcmp(argv[1], "board") != 0)) {
        fprintf(stderr, "pages_bench fill|write|board URL N\n");
        return 2;
    }
    f.wanted = strtoll(argv[3], NULL, 10);
    die(&ctx, store_open(&ctx, str_from(argv[2]), STORE_WRITE, &store));
    if (is_fill)
        fill(store, &f);
    else
        repeat(store, &f, is_write);
    store_close(store);
    arena_close(ctx.arena);
    return 0;
}
