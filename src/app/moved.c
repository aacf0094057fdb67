#include "app/moved.h"

#include "app/outbox.h"
#include "app/record.h"

enum { CHANGES_NAMED = 4, WORDS_MAX = 2048 };

result dues_read(struct ctx *ctx, struct db *db, struct finding_running_out_list *dues)
{
    return query_finding_running(ctx, db, &(struct finding_running_in){ COMMUNITY_FIRST, STATE_NOT_YET_DUE },
                                 dues);
}

static bool is_same_clock(const struct finding_running_out *a, const struct finding_running_out *b)
{
    return a->case_id == b->case_id && a->version == b->version && a->slot == b->slot &&
        str_equal(a->clause, b->clause);
}

static str moved_words(struct ctx *ctx, const struct moving *m, const struct finding_running_out *old,
                       const struct finding_running_out *new)
{
    struct buffer out = buffer_open(WORDS_MAX);
    buffer_add(&out, STR("Due by the end of "));
    date_write_words(&out, zone_date(m->zone, new->due, NULL));
    buffer_add(&out, STR(" instead of "));
    date_write_words(&out, zone_date(m->zone, old->due, NULL));
    buffer_print(&out, ": %.*s", STR_ARGS(m->why));
    str words = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return words;
}

static result moved_say(struct ctx *ctx, struct db *db, const struct moving *m,
                        const struct finding_running_out *old, const struct finding_running_out *new)
{
    struct fact_insert_in fact = fact_new(FACT_MOVED, m->at, m->recorded);
    struct buffer due = buffer_open(64);
    instant_write(&due, m->zone, old->due);
    fact.name = old->clause;
    fact.value = str_copy(ctx->arena, buffer_str(&due));
    fact.until = new->due;
    fact.voice = VOICE_SYSTEM;
    fact.words = moved_words(ctx, m, old, new);
    fact.case_id = old->case_id;
    buffer_done(ctx->arena, &due);
    int64_t id;
    result e = fact_keep(ctx, db, fact, PRIVATE_NOTHING, &id);
    return e ? e
             : outbox_tell(
                   ctx, db,
                   &(struct telling){
                       .case_id = old->case_id, .fact_id = id, .message = STR("moved"), .at = m->recorded });
}

result dues_compare(struct ctx *ctx, const struct finding_running_out_list *before,
                    const struct finding_running_out_list *now, struct due_moves *moves)
{
    const struct finding_running_out *last = NULL; // said; its clause's sum of clocks says the same again
    for (size_t i = 0, k = 0; i < before->n; i++) {
        const struct finding_running_out *old = &before->at[i];
        while (k < now->n && now->at[k].case_id < old->case_id)
            k++;
        size_t same = k;
        while (same < now->n && now->at[same].case_id == old->case_id && !is_same_clock(&now->at[same], old))
            same++;
        bool is_there = same < now->n && now->at[same].case_id == old->case_id;
        bool is_said = last && last->case_id == old->case_id && str_equal(last->clause, old->clause) &&
            last->due.second == old->due.second;
        if (!is_there || is_said || now->at[same].due.second == old->due.second)
            continue;
        last = old;
        struct due_move *slot = LIST_PUSH(ctx->arena, moves);
        if (!slot)
            return arena_fail(ctx);
        *slot = (struct due_move){ old, &now->at[same] };
    }
    return OK;
}

result dues_moved_record(struct ctx *ctx, struct db *db, const struct moving *m, int64_t *n)
{
    struct finding_running_out_list now;
    struct due_moves moves = { 0 };
    result e = dues_read(ctx, db, &now);
    if (!e)
        e = dues_compare(ctx, m->before, &now, &moves);
    for (size_t i = 0; i < moves.n && !e; i++, ++*n)
        e = moved_say(ctx, db, m, moves.at[i].old, moves.at[i].now);
    return e;
}

static bool has_holiday(const struct calendar_source *calendar, date day)
{
    for (size_t i = 0; calendar && i < calendar->holidays.n; i++)
        if (calendar->holidays.at[i].day.day == day.day)
            return true;
    return false;
}

// The holidays of one that are not in the other.
static int differences_write(struct buffer *out, const struct calendar_source *of,
                             const struct calendar_source *other, int named, str what)
{
    for (size_t i = 0; i < of->holidays.n && named < CHANGES_NAMED; i++) {
        const struct holiday *h = &of->holidays.at[i];
        if (has_holiday(other, h->day))
            continue;
        buffer_add(out, named++ ? STR("; ") : STR(""));
        date_write_words(out, h->day);
        buffer_print(out, " is %.*s a holiday (%.*s)", STR_ARGS(what), STR_ARGS(h->title));
    }
    return named;
}

str calendar_change_words(struct arena *arena, const struct calendar_source *old,
                          const struct calendar_source *new)
{
    struct buffer out = buffer_open(WORDS_MAX);
    int named = old ? differences_write(&out, new, old, 0, STR("now")) : 0;
    if (old)
        named = differences_write(&out, old, new, named, STR("no longer"));
    str words = named ? str_copy(arena, buffer_str(&out)) : STR("the calendar was changed");
    buffer_done(arena, &out);
    return words;
}
