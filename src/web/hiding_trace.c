// What was done about what others see of a report: hidden, shown again, withheld, asked for, given out; by whom, when
// and why. For those who work on it and those who look through what is held back.
#include "web/moderation_pages.h"
#include "web/visit.h"

#include "app/given_out.h"

static bool is_of_trace(const struct fact_row *f)
{
    return f->kind == FACT_HIDDEN || f->kind == FACT_WITHHELD || f->kind == FACT_APPEALED ||
        f->kind == FACT_GIVEN;
}

// Empty where nobody is known, or they were erased.
static result actor_name(struct request *request, int64_t fact_id, str *name)
{
    struct held_row held;
    struct person_row person;
    bool is_found;
    *name = (str){ 0 };
    result e = query_held_by_id(request->ctx, request->db,
                                &(struct held_by_id_in){ COMMUNITY_FIRST, fact_id }, &held, &is_found);
    if (e || !is_found || held.actor == ID_NONE)
        return e;
    e = query_person_by_id(request->ctx, request->db,
                           &(struct person_by_id_in){ COMMUNITY_FIRST, held.actor }, &person, &is_found);
    *name = !e && is_found ? person.name : (str){ 0 };
    return e;
}

result hiding_trace_fill(struct request *request, const struct about *about,
                         const struct fact_row_list *facts, struct trace_lines *lines)
{
    struct ctx *ctx = request->ctx;
    bool sees_who = sees(request->visitor, SEEN_ACTOR, about) == SEEING_YES;
    result e = OK;
    for (size_t i = 0; !e && i < facts->n; i++) {
        const struct fact_row *f = &facts->at[i];
        struct trace_line *line = is_of_trace(f) ? LIST_PUSH(ctx->arena, lines) : NULL;
        if (!line)
            continue;
        *line = (struct trace_line){ .day = instant_words(ctx, request->board->zone, f->happened),
                                     .voice = str_from(voice_words((enum voice)f->voice)),
                                     .said_by = f->said_by,
                                     .words = sentence(ctx, case_fact_words(ctx, f)),
                                     .is_corrected = fact_is_corrected(facts->at, facts->n, f->id) };
        if (sees_who && f->voice == VOICE_SERVICE)
            e = actor_name(request, f->id, &line->who);
    }
    return e ? e : arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}
