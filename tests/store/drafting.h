// A draft of three parties, for the tests of drafts and of their signing: each does something, and it is done or
// refused with its words.
#pragma once

#include "store/world.h"

#include "app/draft.h"
#include "app/outbox.h"

#define HEAD                                                                                                   \
    "# Charter: Green\n\n- Id: green\n- Area: Green ward\n- Between: the council; the police; the residents\n" \
    "- In force: 1 January 2027 to 31 December 2027\n- Calendar: england-and-wales\n"
#define ONE                                                                                                  \
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"                                   \
    "- Clock: from report to completion, within 2 working days\n"
static const char *const NO_CHARTERS[] = { NULL };

enum { COUNCIL, POLICE, RESIDENTS, STRANGER, PEOPLE };

static const char *const PARTIES[] = { "the council", "the police", "the residents", "" };
static const char *const ADDRESSES[] = { "council@example.org", "police@example.org", "us@example.org",
                                         "other@example.org" };

struct drafting {
    struct world w;
    int64_t accounts[PEOPLE], persons[PEOPLE], change;
    int who; // acts
    struct edit edit;
    const char *words, *party, *seen, *from, *to;
    bool is_agreed;
    const struct elections *elections; // NULL for none
    result ended;
    char said[600], got[4000];
};

static result run_one(struct ctx *ctx, struct db *db, void *with);

static action act_of;

// A refusal is an outcome: its words are kept, and what was written is taken back.
__attribute__((unused)) static void run(struct drafting *d, action act)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    act_of = act;
    d->ended = store_write(&ctx, d->w.store, run_one, d);
    snprintf(d->said, sizeof d->said, "%s", ctx.error.text);
    arena_close(ctx.arena);
}

__attribute__((unused)) static result run_one(struct ctx *ctx, struct db *db, void *with)
{
    return act_of(ctx, db, with);
}

__attribute__((unused)) static void done(struct drafting *d, action act)
{
    run(d, act);
    if (d->ended)
        fail_msg("%s: %s", result_name(d->ended), d->said);
}

__attribute__((unused)) static void refused(struct drafting *d, action act, const char *words)
{
    run(d, act);
    assert_int_not_equal(d->ended, OK);
    assert_string_equal(d->said, words);
}

static struct drafter drafter(struct drafting *d, struct visitor *visitor)
{
    *visitor = (struct visitor){ .id = d->accounts[d->who], .person = d->persons[d->who] };
    return (struct drafter){ visitor, d->w.now, { (int32_t)(d->w.now.second / DAY_SECONDS) }, d->elections };
}

__attribute__((unused)) static result people_add(struct ctx *ctx, struct db *db, void *with)
{
    struct drafting *d = with;
    result e = OK;
    for (int i = 0; i < PEOPLE && !e; i++) {
        struct person_row person;
        e = account_of_resident(ctx, db, str_from(ADDRESSES[i]), d->w.now, &d->accounts[i]);
        if (!e)
            e = account_person(ctx, db, d->accounts[i], &person);
        d->persons[i] = person.id;
    }
    return e;
}

__attribute__((unused)) static result begin_draft(struct ctx *ctx, struct db *db, void *with)
{
    struct drafting *d = with;
    struct visitor visitor;
    struct draft_beginning b = { .text = str_from(d->words),
                                 .party = str_from(PARTIES[d->who]),
                                 .by = drafter(d, &visitor) };
    return draft_begin(ctx, db, &b);
}

__attribute__((unused)) static result opened(struct ctx *ctx, struct db *db, struct drafting *d,
                                             struct draft *draft)
{
    struct visitor *visitor = ARENA_NEW(ctx->arena, struct visitor);
    struct drafter by = drafter(d, visitor);
    return draft_open(ctx, db, STR("green"), &by, draft);
}

__attribute__((unused)) static result speaker_add(struct ctx *ctx, struct db *db, void *with)
{
    struct drafting *d = with;
    struct draft draft;
    result e = opened(ctx, db, d, &draft);
    int whom = d->party == PARTIES[POLICE] ? POLICE : RESIDENTS;
    return e ? e : draft_speaker_add(&draft, str_from(d->party), str_from(ADDRESSES[whom]), d->w.now);
}

__attribute__((unused)) static result forget(struct ctx *ctx, struct db *db, void *with)
{
    struct drafting *d = with;
    return drafts_account_forget(ctx, db, d->accounts[d->who]);
}

__attribute__((unused)) static result told(struct ctx *ctx, struct db *db, void *with)
{
    struct drafting *d = with;
    struct outbox_row_list rows;
    size_t n = 0;
    result e = query_outbox_of_state(
        ctx, db, &(struct outbox_of_state_in){ COMMUNITY_FIRST, STATE_WAITING, 0, 50 }, &rows);
    d->got[0] = 0;
    for (size_t i = 0; !e && i < rows.n; i++)
        for (int p = 0; p < PEOPLE; p++)
            if (rows.at[i].to_person == d->persons[p])
                n += (size_t)snprintf(d->got + n, sizeof d->got - n, "%.*s to %s|",
                                      STR_ARGS(rows.at[i].message), ADDRESSES[p]);
    return e;
}

__attribute__((unused)) static void expected(struct drafting *d, action read, const char *wanted)
{
    done(d, read);
    assert_string_equal(d->got, wanted);
}

__attribute__((unused)) static void as(struct drafting *d, int who, const char *words)
{
    d->who = who;
    d->party = PARTIES[who];
    d->words = words;
}

__attribute__((unused)) static struct drafting drafting_open(void)
{
    struct drafting d = { .seen = "parties" };
    world_open(&d.w, NO_CHARTERS, "2026-12-01 10:00:00");
    done(&d, people_add);
    as(&d, COUNCIL, HEAD "\n" ONE);
    done(&d, begin_draft);
    return d;
}

__attribute__((unused)) static void others_join(struct drafting *d)
{
    d->party = PARTIES[POLICE];
    done(d, speaker_add);
    d->party = PARTIES[RESIDENTS];
    done(d, speaker_add);
}
