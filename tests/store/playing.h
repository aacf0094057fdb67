// Officers do something to a store, one after the other: each deed is done, or refused with its words, at its time, and
// then it is said how things stand. For the tests of steps, figures and declarations. Each test says what a deed is
// (struct acting), does it (act_do) and reads what stands then into said (state_read).
#pragma once

#include "store/world.h"

#include "base/zone.h"

struct acting;

struct playing {
    struct world w; // first: actions are given its address
    const struct acting *act;
    bool is_case;      // of one report, else of a target
    int64_t people[2]; // who act, where it matters that they are two
    int64_t seen;      // the last fact that the form showed which the deed came with; -1: nobody asks
    result e;
    char said[400];
};

static result act_do(struct ctx *ctx, struct db *db, void *with);
static result state_read(struct ctx *ctx, struct db *db, void *with);

__attribute__((unused)) static struct playing playing_open(const char *const *charters)
{
    struct playing p = { .seen = -1 };
    world_open(&p.w, charters, "2026-01-05T09:00:00");
    p.w.wanted = "A-1";
    return p;
}

// As at its time: the clock ran before it.
__attribute__((unused)) static void playing_act(struct playing *p, const char *when, const char *wanted)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    then(&p->w, when, advance);
    p->e = store_write(&ctx, p->w.store, act_do, p);
    if (p->e)
        snprintf(p->said, sizeof p->said, "%s", ctx.error.text);
    else
        in_store(&p->w, state_read);
    arena_close(ctx.arena);
    assert_string_equal(p->said, wanted);
}

// As pages have it at that time.
__attribute__((unused)) static result playing_ledger(struct ctx *ctx, struct db *db, const struct playing *p,
                                                     struct ledger **ledger)
{
    struct judge_options options;
    result e = community_time(ctx, db, p->w.now, &options);
    return e ? e : ledger_open(ctx, db, &options, ledger);
}

// DATE_NONE for what is none.
__attribute__((unused)) static date day_of(const char *text)
{
    date day;
    return text[0] && date_parse(str_from(text), &day) ? day : DATE_NONE;
}
