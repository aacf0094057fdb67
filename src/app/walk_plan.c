#include "app/walk_plan.h"

#include "base/utf8.h"
#include "rules/personal.h"

str walk_promise_name(struct ctx *ctx, const struct promise_state *p)
{
    return str_format(ctx->arena, "%.*s/%.*s", STR_ARGS(p->charter->id), STR_ARGS(p->clause->label));
}

const struct promise_state *walk_promise_named(const struct board *board, str name)
{
    str rest = name, id = str_cut(&rest, '/');
    const struct charter *charter = board_charter(board, id);
    const struct promise_state *p = charter ? charter_promise(charter, rest) : NULL;
    return p && is_graded(p) ? p : NULL;
}

result walk_plan_read(struct ctx *ctx, const struct board *board, const struct walk_row *row,
                      struct walk_plan *plan)
{
    *plan = (struct walk_plan){ .row = *row };
    for (str rest = row->promises; rest.at && rest.n;) {
        const struct promise_state *p = walk_promise_named(board, str_trim(str_cut(&rest, '\n')));
        const struct promise_state **slot = p ? LIST_PUSH(ctx->arena, &plan->promises) : NULL;
        if (slot)
            *slot = p;
    }
    for (str rest = row->places; rest.at && rest.n;) {
        str place = str_trim(str_cut(&rest, '\n'));
        str *slot = place.n ? LIST_PUSH(ctx->arena, &plan->places) : NULL;
        if (slot)
            *slot = place;
    }
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

bool walk_plan_may(struct ctx *ctx, const struct visitor *visitor, const struct walk_plan *plan)
{
    for (size_t i = 0; i < plan->promises.n; i++) {
        const struct about about = walk_about(ctx, plan->promises.at[i]);
        if (may(visitor, DEED_WALKABOUT, &about))
            return true;
    }
    return false;
}

static result words_check(struct ctx *ctx, str words, size_t most)
{
    struct personal_list personal = { 0 };
    if (words.n > most || utf8_invalid_at(words) < words.n)
        return fail(ctx, ERR_INPUT, "write it in at most %zu letters", most);
    result e = personal_find(ctx, words, &personal);
    return e || !personal.n
        ? e
        : fail(ctx, ERR_INPUT, "name a public place, without a person's details: others read it");
}

static result day_check(struct ctx *ctx, const struct board *board, date day)
{
    if (date_is_none(day))
        return fail(ctx, ERR_INPUT, "write the day of the round, such as 31 1 2027");
    if (day.day < board->today.day || day.day > board->today.day + PLAN_DAYS_AHEAD)
        return fail(ctx, ERR_INPUT, "a round is planned for today or a day of the next year");
    return OK;
}

static result places_check(struct ctx *ctx, const struct walk_plan *plan)
{
    result e = OK;
    if (!plan->places.n)
        return fail(ctx, ERR_INPUT, "write at least one place to look at");
    if (plan->places.n > PLAN_PLACES_MAX)
        return fail(ctx, ERR_INPUT, "a round has at most %d places: plan a second one", PLAN_PLACES_MAX);
    for (size_t i = 0; i < plan->places.n && !e; i++)
        e = str_has(plan->places.at[i], ';') ? fail(ctx, ERR_INPUT, "write each place on a line of its own")
                                             : words_check(ctx, plan->places.at[i], WALK_PLACE_BYTES);
    return e;
}

result walk_plan_check(struct ctx *ctx, const struct board *board, const struct walk_row *row,
                       enum walk_part *part)
{
    struct walk_plan plan;
    result e = walk_plan_read(ctx, board, row, &plan);
    *part = WALK_DAY;
    if (!e)
        e = day_check(ctx, board, row->day);
    if (!e) {
        *part = WALK_MEETING;
        e = row->meeting.n ? words_check(ctx, row->meeting, PLAN_WORDS_MAX)
                           : fail(ctx, ERR_INPUT, "write where you meet");
    }
    if (!e) {
        *part = WALK_PROMISES;
        e = !plan.promises.n ? fail(ctx, ERR_INPUT, "choose what is looked at")
            : plan.promises.n > PLAN_PROMISES_MAX
            ? fail(ctx, ERR_INPUT, "choose at most %d, or plan a second round", PLAN_PROMISES_MAX)
            : OK;
    }
    if (!e) {
        *part = WALK_PLACES;
        e = places_check(ctx, &plan);
    }
    return e;
}

result walk_plan_keep(struct ctx *ctx, struct db *db, const struct board *board,
                      const struct visitor *visitor, struct walk_row *row)
{
    struct walk_plan plan;
    result e = walk_plan_read(ctx, board, row, &plan);
    for (size_t i = 0; i < plan.promises.n && !e; i++) {
        const struct about about = walk_about(ctx, plan.promises.at[i]);
        e = must_may(ctx, visitor, DEED_WALKABOUT, &about);
    }
    return e
        ? e
        : query_walk_insert(ctx, db,
                            &(struct walk_insert_in){ COMMUNITY_FIRST, row->day, row->starts, row->meeting,
                                                      row->promises, row->places, row->is_public, row->post,
                                                      WALK_PLANNED, row->made },
                            &row->id);
}
