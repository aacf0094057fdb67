// The life of a store, for tests that break it: reports come in, are closed, fall late, figures are published. Every
// step is one transaction and tells what it wrote, so that afterwards can be asked whether all of it is there.
#pragma once

#include "app/adopt.h"
#include "app/derived.h"
#include "app/private.h"
#include "app/record.h"
#include "app/setting.h"
#include "base/clock.h"
#include "store/sqlite_file.h"

#include <sodium.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

enum { LIFE_BYTES = 1 << 30, LIFE_HASH = 33, LIFE_STEP_SECONDS = 3600, LIFE_ADVANCE_EVERY = 16 };
enum { LIFE_LATE_SECONDS = 14 * DAY_SECONDS };

static const char LIFE_CHARTER[] =
    "# Charter: Life\n\n- Id: life\n- Area: North\n- Between: the council; the residents\n"
    "- In force: 1 January 2026 to 31 December 2027\n- Calendar: england-and-wales\n\n"
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 2 working days\n- Target: at least 90% each quarter\n"
    "- If late: R1\n- If target missed: R2\n\n"
    "## Redress R1: One late case\n- Step 1: the provider tells the person who reported the reason and a new date, "
    "automatically within 3 working days\n\n"
    "## Redress R2: A miss\n- When: the target is missed\n- Step 1: the council writes why, within 20 working days\n";

static const instant LIFE_BEGUN = { 1774000800 }; // 20 March 2026 10:00: the quarter ends after 280 steps

// What a step wrote: the first n facts of a case, or with case 0 the first n figures published, and their hash.
struct life_said {
    int64_t case_id, n;
    char hash[LIFE_HASH];
};

struct life {
    _Atomic int64_t steps;
    _Atomic int64_t reports; // numbers of cases to come
    bool is_live;            // at the machine's time, beside servers that run the clock; else an hour a step
};

struct life_step {
    struct life *life;
    unsigned choice;
    int64_t case_id; // to close; 0: open one
    struct life_said said;
};

static void life_hash_rows(const struct fact_row *rows, int64_t n, char hash[static LIFE_HASH])
{
    unsigned char sum[16];
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, sizeof sum);
    for (int64_t i = 0; i < n; i++) {
        const struct fact_row *f = &rows[i];
        const int64_t numbers[] = { f->id,
                                    f->kind,
                                    f->case_id,
                                    f->happened.second,
                                    f->happened_last.second,
                                    f->until.second,
                                    f->period_from.day,
                                    f->period_to.day,
                                    f->recorded.second,
                                    f->voice,
                                    f->corrects };
        const str texts[] = { f->document, f->clause, f->name, f->value, f->said_by, f->words, f->bound };
        crypto_generichash_update(&state, (const unsigned char *)numbers, sizeof numbers);
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
            crypto_generichash_update(&state, (const unsigned char *)&texts[k].n, sizeof texts[k].n);
            crypto_generichash_update(&state, (const unsigned char *)texts[k].at, texts[k].n);
        }
    }
    crypto_generichash_final(&state, sum, sizeof sum);
    sodium_bin2hex(hash, LIFE_HASH, sum, sizeof sum);
}

static inline result life_rows(struct ctx *ctx, struct db *db, int64_t case_id, struct fact_row_list *rows)
{
    return case_id
        ? query_fact_of_case(ctx, db, &(struct fact_of_case_in){ COMMUNITY_FIRST, case_id }, rows)
        : query_fact_of_kind(ctx, db, &(struct fact_of_kind_in){ COMMUNITY_FIRST, FACT_PUBLISHED }, rows);
}

static inline result life_say(struct ctx *ctx, struct db *db, int64_t case_id, struct life_said *said)
{
    struct fact_row_list rows;
    result e = life_rows(ctx, db, case_id, &rows);
    *said = (struct life_said){ .case_id = case_id, .n = (int64_t)rows.n };
    if (!e)
        life_hash_rows(rows.at, said->n, said->hash);
    return e;
}

static inline result life_begin(struct ctx *ctx, struct db *db, void *with)
{
    struct adoption a = { .kind = CONTENT_DOCUMENT, .name = STR("life"), .body = str_from(LIFE_CHARTER) };
    (void)with;
    a.happened = a.recorded = LIFE_BEGUN;
    result e = community_ensure(ctx, db, STR("Life"), STR("Europe/London"));
    if (!e)
        e = content_adopt(ctx, db, &a);
    return e ? e : derived_rebuild(ctx, db, LIFE_BEGUN);
}

static inline result life_derive(struct ctx *ctx, struct db *db, int64_t case_id, instant now)
{
    struct judge_options options;
    struct ledger *ledger;
    int64_t n;
    result e = community_time(ctx, db, now, &options);
    if (!e)
        e = ledger_open(ctx, db, &options, &ledger);
    if (!e)
        e = ledger_settle(ctx, db, ledger);
    if (!e)
        e = ledger_advance(ctx, db, ledger, &n);
    if (!e)
        e = ledger_update(ctx, db, ledger, case_id);
    return e || !ledger->is_stale ? e : derived_rebuild(ctx, db, now);
}

// Three facts: the report, its area, a note. In a live one the report is so old that the clock finds it late.
static inline result life_report(struct ctx *ctx, struct db *db, struct life_step *step, instant now)
{
    instant seen = { now.second - (step->life->is_live ? LIFE_LATE_SECONDS : 0) };
    struct fact_insert_in report = fact_new(FACT_OPENED, seen, now), area = fact_new(FACT_AREA, now, now),
                          words = fact_new(FACT_NOTE, now, now);
    report.name = STR("litter");
    report.value = str_format(ctx->arena, "L-%lld", (long long)atomic_fetch_add(&step->life->reports, 1));
    report.words = str_format(ctx->arena, "Bags beside the bin, seen at step %lld",
                              (long long)step->life->steps);
    area.value = STR("North");
    words.words = STR("A photograph was shown.");
    result e = fact_open_at(ctx, db, report,
                            (struct private_part){ .latitude = STR("51.5"),
                                                   .longitude = STR("-0.1"),
                                                   .place = STR("by the gate"),
                                                   .actor = ID_NONE },
                            &step->case_id);
    if (!e)
        e = fact_of(ctx, db, area, step->case_id);
    return e ? e : fact_of(ctx, db, words, step->case_id);
}

// Two: what happened, and the status.
static inline result life_close(struct ctx *ctx, struct db *db, const struct life_step *step, instant now)
{
    struct fact_insert_in event = fact_new(FACT_EVENT, now, now), status = fact_new(FACT_STATUS, now, now);
    event.name = step->choice % 5 ? STR("completion") : STR("reopened");
    status.value = step->choice % 5 ? STR("closed") : STR("open");
    result e = fact_of(ctx, db, event, step->case_id);
    return e ? e : fact_of(ctx, db, status, step->case_id);
}

// One step, whatever it is; as the work of store_write, with a struct life_step.
static inline result life_step(struct ctx *ctx, struct db *db, void *with)
{
    struct life_step *step = with;
    int64_t number = atomic_fetch_add(&step->life->steps, 1), n;
    instant now = { LIFE_BEGUN.second + number * LIFE_STEP_SECONDS };
    result e;
    if (step->life->is_live)
        now = clock_now();
    if (!step->life->is_live && number % LIFE_ADVANCE_EVERY == LIFE_ADVANCE_EVERY - 1) {
        step->case_id = 0;
        e = derived_advance(ctx, db, now, &n);
    } else {
        e = step->case_id ? life_close(ctx, db, step, now) : life_report(ctx, db, step, now);
        if (!e)
            e = life_derive(ctx, db, step->case_id, now);
    }
    return e ? e : life_say(ctx, db, step->case_id, &step->said);
}

static inline unsigned life_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(*state >> 33);
}

// Goes on from what the store holds: numbers and times behind those there are.
static inline result life_resume(struct ctx *ctx, struct db *db, void *with)
{
    struct life *life = with;
    struct fact_row_list opened;
    struct fact_recorded_last_out last;
    bool is_found;
    result e = query_fact_of_kind(ctx, db, &(struct fact_of_kind_in){ COMMUNITY_FIRST, FACT_OPENED },
                                  &opened);
    if (!e)
        e = query_fact_recorded_last(ctx, db, &(struct fact_recorded_last_in){ COMMUNITY_FIRST }, &last,
                                     &is_found);
    if (e)
        return e;
    life->reports = (int64_t)opened.n;
    life->steps = is_found ? (last.recorded.second - LIFE_BEGUN.second) / LIFE_STEP_SECONDS + 1 : 0;
    return OK;
}

// ---- Is all of it there?

struct life_check {
    const struct life_said *said;
    size_t n;
    bool is_quick; // without making the derived tables again
};

static inline result life_said_check(struct ctx *ctx, struct db *db, const struct life_said *said)
{
    struct fact_row_list rows;
    char hash[LIFE_HASH];
    result e = life_rows(ctx, db, said->case_id, &rows);
    if (e)
        return e;
    if ((int64_t)rows.n < said->n)
        return fail(ctx, ERR_STORE, "case %lld: %lld facts were acknowledged, %zu are there",
                    (long long)said->case_id, (long long)said->n, rows.n);
    life_hash_rows(rows.at, said->n, hash);
    if (strcmp(hash, said->hash) != 0)
        return fail(ctx, ERR_STORE, "case %lld: its facts are not those that were acknowledged",
                    (long long)said->case_id);
    return OK;
}

static inline result life_private_check(struct ctx *ctx, struct db *db, const struct fact_row *f)
{
    struct private_by_fact_out part;
    bool is_found;
    result e = query_private_by_fact(ctx, db, &(struct private_by_fact_in){ COMMUNITY_FIRST, f->id }, &part,
                                     &is_found);
    if (e || !f->bound.n)
        return e       ? e
            : is_found ? fail(ctx, ERR_STORE, "fact %lld: a private part too many", (long long)f->id)
                       : OK;
    const struct private_part whole = { part.words, part.latitude, part.longitude,
                                        part.place, part.actor,    part.photograph };
    if (!is_found || !str_equal(private_hash(ctx, part.salt, &whole), f->bound))
        return fail(ctx, ERR_STORE, "fact %lld: its private part is not there", (long long)f->id);
    return OK;
}

// A report with its area and note, then closings of two; between them what the clock wrote.
static inline result life_case_check(struct ctx *ctx, struct db *db, int64_t case_id)
{
    static const enum fact_kind order[] = { FACT_OPENED, FACT_AREA, FACT_NOTE, FACT_EVENT, FACT_STATUS };
    struct fact_row_list rows;
    size_t at = 0;
    result e = query_fact_of_case(ctx, db, &(struct fact_of_case_in){ COMMUNITY_FIRST, case_id }, &rows);
    for (size_t i = 0; i < rows.n && !e; i++) {
        const struct fact_row *f = &rows.at[i];
        bool is_of_step = false;
        for (size_t k = 0; k < sizeof order / sizeof *order; k++)
            is_of_step |= f->kind == (int64_t)order[k];
        if (is_of_step && f->kind != (int64_t)order[at])
            return fail(ctx, ERR_STORE, "case %lld: half of a step is there", (long long)case_id);
        if (is_of_step)
            at = at == 4 ? 3 : at + 1;
        e = life_private_check(ctx, db, f);
    }
    return e || at == 3 ? e : fail(ctx, ERR_STORE, "case %lld: half of a step is there", (long long)case_id);
}

static inline result life_facts_check(struct ctx *ctx, struct db *db, void *with)
{
    const struct life_check *check = with;
    struct fact_row_list opened;
    result e = query_fact_of_kind(ctx, db, &(struct fact_of_kind_in){ COMMUNITY_FIRST, FACT_OPENED },
                                  &opened);
    for (size_t i = 0; i < check->n && !e; i++)
        e = life_said_check(ctx, db, &check->said[i]);
    for (size_t i = 0; i < opened.n && !e; i++)
        if (str_starts(opened.at[i].value, STR("L-"))) // else it was imported
            e = life_case_check(ctx, db, opened.at[i].case_id);
    return e;
}

// The whole of it: the engine finds nothing wrong, everything acknowledged is there and whole, nothing is half there,
// the derived tables are what the facts say.
static inline result life_check(struct ctx *ctx, str url, struct life_check check)
{
    struct derived_checking derived = { .now = LIFE_BEGUN };
    struct store *store;
    struct fact_recorded_last_out last;
    struct db *db;
    bool is_found;
    char *path = str_c(ctx->arena, sqlite_path(url));
    result e = store_open(ctx, url, STORE_CREATE, &store);
    if (e)
        return e;
    e = path && path[0] ? sqlite_check(ctx, path) : OK;
    if (!e)
        e = store_read(ctx, store, life_facts_check, &check);
    if (!e && !check.is_quick && (e = store_read_begin(ctx, store, &db)) == OK) {
        e = query_fact_recorded_last(ctx, db, &(struct fact_recorded_last_in){ COMMUNITY_FIRST }, &last,
                                     &is_found);
        derived.now = !e && is_found ? last.recorded : LIFE_BEGUN;
        store_read_end(store, db);
        if (!e && is_found)
            e = store_derived_check(ctx, store, &derived);
    }
    if (!e && derived.table)
        e = fail(ctx, ERR_STORE, "%s is not what the facts say: %lld rows, made again %lld", derived.table,
                 (long long)derived.was, (long long)derived.is);
    store_close(store);
    return e;
}
