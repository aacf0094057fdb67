// A store whose clock the test moves: one charter adopted, reports and facts put in, time passed, and what came of it.
#pragma once

#include "app/adopt.h"
#include "app/board.h"
#include "app/moved.h"
#include "app/owed.h"
#include "app/publish.h"
#include "app/record.h"
#include "app/setting.h"

#include "engines.h"

enum { ARENA_BYTES = 1 << 30, TICK_BYTES = 64 << 10 };

struct world {
    struct store *store;
    const char *const *charters; // texts, NULL after the last
    struct fresh fresh;
    instant now;
    int64_t case_id;
    const char *wanted; // of what is read
    char got[2000];
};

__attribute__((unused)) static instant at(const char *text)
{
    struct stamp stamp; // UTC
    assert_true(stamp_parse(str_from(text), &stamp));
    return (instant){ (int64_t)stamp.day.day * DAY_SECONDS + stamp.second };
}

__attribute__((unused)) static void must(const struct ctx *ctx, result e)
{
    if (e)
        fail_msg("%s: %s", result_name(e), ctx->error.text);
}

typedef result (*action)(struct ctx *ctx, struct db *db, void *with);

__attribute__((unused)) static void in_store(struct world *w, action act)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    must(&ctx, store_write(&ctx, w->store, act, w));
    arena_close(ctx.arena);
}

__attribute__((unused)) static result begin(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    result e = community_ensure(ctx, db, STR("Test"), STR("Europe/London"));
    for (size_t i = 0; w->charters[i] && !e; i++) {
        struct adoption a = { .kind = CONTENT_DOCUMENT, .body = str_from(w->charters[i]) };
        str rest = str_from_byte(a.body, str_find(a.body, STR("- Id: ")) + 6);
        a.name = str_cut(&rest, '\n');
        a.happened = a.recorded = w->now;
        e = content_adopt(ctx, db, &a);
    }
    return e ? e : derived_rebuild(ctx, db, w->now);
}

// As the server does it: with little memory of its own.
__attribute__((unused)) static result advance(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct ctx tick = { .arena = arena_open(TICK_BYTES) };
    int64_t n;
    result e = derived_advance(&tick, db, w->now, &n);
    ctx->error = tick.error;
    arena_close(tick.arena);
    return e;
}

__attribute__((unused)) static result update(struct ctx *ctx, struct db *db, struct world *w)
{
    struct judge_options options;
    struct ledger *ledger;
    result e = community_time(ctx, db, w->now, &options);
    if (!e)
        e = ledger_open(ctx, db, &options, &ledger);
    if (!e)
        e = ledger_update(ctx, db, ledger, w->case_id);
    return e || !ledger->is_stale ? e : derived_rebuild(ctx, db, w->now);
}

__attribute__((unused)) static result report(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct fact_insert_in fact = fact_new(FACT_OPENED, w->now, w->now);
    fact.name = STR("litter");
    fact.value = str_from(w->wanted);
    result e = fact_open(ctx, db, fact, &w->case_id);
    return e ? e : update(ctx, db, w);
}

__attribute__((unused)) static result finish(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct fact_insert_in fact = fact_new(FACT_EVENT, w->now, w->now);
    fact.name = STR("completion");
    result e = fact_of(ctx, db, fact, w->case_id);
    return e ? e : update(ctx, db, w);
}

// Facts of a kind as "name value words|" in the order of recording.
__attribute__((unused)) static result read_kind(struct ctx *ctx, struct db *db, struct world *w,
                                                enum fact_kind kind)
{
    struct fact_row_list facts;
    size_t n = 0;
    result e = query_fact_of_kind(ctx, db, &(struct fact_of_kind_in){ COMMUNITY_FIRST, kind }, &facts);
    w->got[0] = 0;
    for (size_t i = 0; i < facts.n && !e; i++) {
        const struct fact_row *f = &facts.at[i];
        struct private_by_fact_out part = { .words = f->words };
        bool is_found;
        e = query_private_by_fact(ctx, db, &(struct private_by_fact_in){ COMMUNITY_FIRST, f->id }, &part,
                                  &is_found);
        n += (size_t)snprintf(w->got + n, sizeof w->got - n, "%.*s %.*s %.*s|", STR_ARGS(f->name),
                              STR_ARGS(f->value), STR_ARGS(part.words));
    }
    return e;
}

__attribute__((unused)) static result read_reasons(struct ctx *ctx, struct db *db, void *with)
{
    return read_kind(ctx, db, with, FACT_EXPLAINED);
}

__attribute__((unused)) static result read_published(struct ctx *ctx, struct db *db, void *with)
{
    return read_kind(ctx, db, with, FACT_PUBLISHED);
}

// What the pages would show as owed.
__attribute__((unused)) static result read_openings(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct board *board;
    size_t n = 0;
    result e = board_make(ctx, db, w->now, &board);
    w->got[0] = 0;
    for (size_t i = 0; !e && i < board->openings.n; i++)
        n += (size_t)snprintf(w->got + n, sizeof w->got - n, "%.*s step %d|",
                              STR_ARGS(board->openings.at[i]->promise->clause->label),
                              (int)board->openings.at[i]->steps[0].state);
    if (!e)
        board_close(board);
    return e;
}

__attribute__((unused)) static void world_open(struct world *w, const char *const *charters, const char *now)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    *w = (struct world){ .charters = charters, .now = at(now) };
    w->fresh = fresh_open();
    must(&ctx, store_open(&ctx, str_from(w->fresh.url), STORE_CREATE, &w->store));
    arena_close(ctx.arena);
    in_store(w, begin);
}

__attribute__((unused)) static void world_close(struct world *w)
{
    store_close(w->store);
    fresh_close(&w->fresh);
}

__attribute__((unused)) static void then(struct world *w, const char *now, action act)
{
    w->now = at(now);
    in_store(w, act);
}

__attribute__((unused)) static void expect(struct world *w, const char *now, action read, const char *wanted)
{
    then(w, now, advance);
    in_store(w, read);
    assert_string_equal(w->got, wanted);
}
