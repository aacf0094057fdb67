// Places that were graded on foot, as they looked: the last round beside the one before.
#include "web/walk_pages.h"

#include "app/walkabout.h"
#include "web/photographs.h"

// A grade that was put right on the same day stands behind the one that the picture came with.
static str grade_now(const struct board *board, const struct fact_row *graded)
{
    const struct fact_row *f = graded;
    for (size_t i = 0; i < board->facts.n; i++)
        if (board->facts.at[i].kind == FACT_GRADED && board->facts.at[i].corrects == f->id)
            f = &board->facts.at[i];
    return f->value;
}

static struct walk_pair *pair_of(struct walk_pairs *pairs, str place)
{
    for (size_t i = 0; i < pairs->n; i++)
        if (str_same_name(pairs->at[i].place, place))
            return &pairs->at[i];
    return NULL;
}

static struct walk_picture picture_of(struct request *request, const struct photograph_row *row,
                                      const struct walk_photograph *p)
{
    struct ctx *ctx = request->ctx;
    return (struct walk_picture){ .url = photograph_url(ctx, row->hash, false),
                                  .small = photograph_url(ctx, row->hash, true),
                                  .width = row->small_width,
                                  .height = row->small_height,
                                  .day = p->day,
                                  .grade = grade_now(request->board, p->graded),
                                  .is_shown = str_equal(row->state, PHOTOGRAPH_SHOWN) };
}

// The newest comes first: it is the after, and the next one of another day its before.
static result picture_take(struct request *request, const struct about *about,
                           const struct walk_photograph *p, struct walk_pairs *pairs)
{
    struct ctx *ctx = request->ctx;
    struct walk_pair *pair = pair_of(pairs, p->graded->name);
    struct photograph_row row;
    bool is_found;
    if (pair && (pair->has_before || pair->after.day.day == p->day.day))
        return OK;
    result e = query_photograph_of_fact(
        ctx, request->db, &(struct photograph_of_fact_in){ COMMUNITY_FIRST, p->fact->id }, &row, &is_found);
    if (e || !is_found || str_equal(row.state, PHOTOGRAPH_COVERED) ||
        sees(request->visitor, photograph_seen_as(&row, VISIBLE), about) != SEEING_YES)
        return e;
    struct walk_picture picture = picture_of(request, &row, p);
    if (pair) {
        pair->before = picture;
        pair->has_before = true;
        return OK;
    }
    pair = LIST_PUSH(ctx->arena, pairs);
    if (!pair)
        return arena_fail(ctx);
    *pair = (struct walk_pair){ .place = p->graded->name, .after = picture };
    return OK;
}

result walk_pairs_fill(struct request *request, const struct promise_state *promise, struct walk_pairs *pairs)
{
    struct walk_photographs found;
    struct about about = walk_about(request->ctx, promise);
    result e = walk_photographs_find(request->ctx, promise, &found);
    for (size_t i = found.n; i-- > 0 && !e;)
        e = picture_take(request, &about, &found.at[i], pairs);
    return e;
}
