#include "app/round.h"

#include "app/act.h"
#include "app/claim.h"
#include "app/closing.h"
#include "app/nearby.h"
#include "app/place.h"

#include <stdlib.h>

const char *const ROUND_REASONS[] = {
    "the gate was locked",
    "a vehicle stood in the way",
    "it needs other tools",
    "it is not safe",
    "the weather",
    "it is not where it was said to be",
    "there was no time left for it",
    NULL,
};

static const struct {
    str word, words; // words: where the crew wrote none; read by whoever reported
} OUTCOMES[ROUND_OUTCOMES] = {
    [ROUND_DONE] = { STR_INIT("done"), STR_INIT("It was done.") },
    [ROUND_NOT_FOUND] = { STR_INIT("not found"), STR_INIT("We looked, and it was not there.") },
    [ROUND_COULD_NOT] = { STR_INIT("could not"), { 0 } },
};

str round_outcome_word(enum round_outcome outcome)
{
    return OUTCOMES[outcome].word;
}

bool round_outcome_from(str word, enum round_outcome *outcome)
{
    for (int i = 0; i < ROUND_OUTCOMES; i++)
        if (str_equal(OUTCOMES[i].word, word)) {
            *outcome = (enum round_outcome)i;
            return true;
        }
    return false;
}

// What is private of it, unless it is withheld: then the crew asks whoever sends them.
static result place_read(struct ctx *ctx, struct db *db, struct round_stop *stop)
{
    struct private_by_fact_out part;
    bool is_found = false;
    result e = stop->row.state & WORK_WITHHELD
        ? OK
        : query_private_by_fact(ctx, db, &(struct private_by_fact_in){ COMMUNITY_FIRST, stop->row.case_id },
                                &part, &is_found);
    if (e || !is_found)
        return e;
    stop->words = part.words;
    stop->place = part.place;
    stop->has_point = point_read(part.latitude, part.longitude, &stop->latitude, &stop->longitude);
    return OK;
}

static double metres_between(const struct round_stop *a, const struct round_stop *b)
{
    return a->has_point && b->has_point ? place_metres(a->latitude, a->longitude, b->latitude, b->longitude)
                                        : -1;
}

// Without a point, or from one without: the next in the same area, else the next in time.
static size_t nearest(const struct round *round, size_t from)
{
    const struct round_stop *here = &round->at[from - 1];
    size_t best = from;
    double best_metres = -1;
    bool is_best_here = str_same_name(round->at[from].row.area, here->row.area);
    for (size_t i = from; i < round->n; i++) {
        double metres = metres_between(here, &round->at[i]);
        bool is_here = str_same_name(round->at[i].row.area, here->row.area);
        bool is_nearer = metres >= 0 && (best_metres < 0 || metres < best_metres);
        if (is_nearer || (best_metres < 0 && is_here && !is_best_here)) {
            best = i;
            best_metres = metres;
            is_best_here = is_here;
        }
    }
    return best;
}

static void order(struct round *round)
{
    for (size_t i = 0; i < round->n; i++) {
        round->at[i].metres = -1;
        if (!i)
            continue;
        size_t next = nearest(round, i);
        struct round_stop stop = round->at[next];
        for (size_t k = next; k > i; k--) // the others stay in the order of their days
            round->at[k] = round->at[k - 1];
        stop.metres = metres_between(&round->at[i - 1], &stop);
        round->at[i] = stop;
    }
}

static result stop_add(struct ctx *ctx, struct db *db, const struct work_row *row, struct round *round)
{
    struct round_stop *stop = &round->at[round->n++];
    *stop = (struct round_stop){ .row = *row };
    return place_read(ctx, db, stop);
}

result round_list(struct ctx *ctx, struct db *db, const struct work_question *question, struct round *round)
{
    struct work_list list;
    struct work_question asked = *question;
    *round = (struct round){ .n = 0 };
    asked.show = SHOW_ROUND;
    asked.most = ROUND_STOPS_MAX;
    asked.has_posts = true;
    result e = work_list(ctx, db, &asked, &list);
    for (size_t i = 0; i < list.n && !e; i++)
        e = stop_add(ctx, db, &list.at[i], round);
    round->is_cut = list.next.case_id;
    round->posts = list.posts;
    order(round);
    return e;
}

// Who says so, and that the time is theirs.
static void time_claim(struct desk *desk, int64_t ago)
{
    if (ago >= 60)
        claim_take(desk, (instant){ desk->at.second - ago }, "the crew's word");
}

static result still_open(const struct desk *desk)
{
    if (desk->row.status == CASE_OPEN)
        return OK;
    return fail(desk->ctx, ERR_RULE, "somebody else closed it meanwhile%s%.*s: look at it at /work/%.*s",
                desk->work.ending.n ? ", as " : "", STR_ARGS(desk->work.ending),
                STR_ARGS(desk->row.reference));
}

static result outcome_do(struct desk *desk, const struct round_act *act)
{
    str words = act->words.n ? act->words : OUTCOMES[act->outcome].words;
    struct closing closing = { .ending = act->outcome == ROUND_DONE ? ENDING_FIXED : ENDING_NOT_FOUND,
                               .words = words };
    if (act->outcome != ROUND_COULD_NOT)
        return case_close(desk, &closing);
    if (!act->reason.n)
        return fail(desk->ctx, ERR_INPUT, "say why it could not be done");
    return case_note(desk,
                     str_format(desk->ctx->arena, "Could not be done: %.*s.%s%.*s", STR_ARGS(act->reason),
                                words.n ? " " : "", STR_ARGS(words)));
}

result round_act_do(struct desk *desk, struct round_act *act)
{
    result e = act_take(desk, act->key, &act->is_again);
    if (e || act->is_again)
        return e;
    e = still_open(desk);
    if (e)
        return e;
    time_claim(desk, act->ago);
    e = outcome_do(desk, act);
    return e ? e : evidence_add(desk, &act->evidence);
}
