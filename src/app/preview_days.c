// A calendar: it is adopted, what moved is read off, and all of it is taken back. So what is shown is what happens.
#include "app/preview_internal.h"

#include "app/library.h"
#include "app/moved.h"
#include "format/calendar_file.h"

enum { TRIAL_MEMORY = 1 << 30 };

struct days_trial {
    struct ctx *out; // whose arena what is found goes into
    struct trial trial;
    struct preview *preview;
    const struct ledger *ledger; // whose documents are named
    const struct zone *zone;
    int64_t closed[2]
                  [STATE_COUNT]; // findings of closed reports, by their state: as they are, as they would be
};

static result closed_count(struct ctx *ctx, struct db *db, int64_t *counts)
{
    struct finding_of_closed_out_list rows;
    result e = query_finding_of_closed(ctx, db, &(struct finding_of_closed_in){ COMMUNITY_FIRST }, &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        if (rows.at[i].state >= 0 && rows.at[i].state < STATE_COUNT)
            counts[rows.at[i].state] = rows.at[i].n;
    return e;
}

static str charter_of(const struct days_trial *t, int64_t version)
{
    int i = ledger_version(t->ledger, version);
    return i < 0 ? (str){ 0 } : str_copy(t->out->arena, t->ledger->judged.documents.at[i].document->title);
}

static result moved_add(struct days_trial *t, const struct finding_running_out *old,
                        const struct finding_running_out *new)
{
    struct preview *p = t->preview;
    if (p->n_moved++ >= PREVIEW_MOVED_MAX)
        return OK;
    struct preview_moved *slot = LIST_PUSH(t->out->arena, &p->moved);
    if (!slot)
        return arena_fail(t->out);
    *slot = (struct preview_moved){ old->case_id, charter_of(t, old->version),
                                    str_copy(t->out->arena, old->clause), zone_date(t->zone, old->due, NULL),
                                    zone_date(t->zone, new->due, NULL) };
    return OK;
}

static result see(struct ctx *ctx, struct db *db, void *with)
{
    struct days_trial *t = with;
    struct finding_running_out_list after;
    struct due_moves moves = { 0 };
    result e = dues_read(ctx, db, &after);
    if (!e)
        e = dues_compare(ctx, &t->trial.adopting.before, &after, &moves);
    for (size_t i = 0; !e && i < moves.n; i++)
        e = moved_add(t, moves.at[i].old, moves.at[i].now);
    return e ? e : closed_count(ctx, db, t->closed[1]);
}

// Only a day that is past can count otherwise for what is closed.
static result closed_say(struct ctx *ctx, const struct days_trial *t)
{
    int64_t late = t->closed[1][STATE_LATE] - t->closed[0][STATE_LATE], n = late < 0 ? -late : late;
    if (!late && t->closed[0][STATE_ON_TIME] == t->closed[1][STATE_ON_TIME])
        return preview_follow(ctx, t->preview, STR("Reports that are closed are counted as they are now."));
    return preview_follow(
        ctx, t->preview,
        str_format(
            ctx->arena,
            "Days that are past are among these: %lld %s of closed reports would count as %s instead of "
            "%s. What was published stays as it was published, until somebody corrects it.",
            (long long)n, n == 1 ? "clock" : "clocks", late < 0 ? "on time" : "late",
            late < 0 ? "late" : "on time"));
}

static result trial_run(struct ctx *ctx, const struct preview_asked *asked, struct preview *p)
{
    struct ctx own = { .arena = arena_open(TRIAL_MEMORY) };
    struct days_trial t = { .out = ctx, .preview = p };
    t.ledger = asked->board->ledger;
    t.zone = asked->board->zone;
    t.trial = (struct trial){ .pending = asked->change, .now = asked->now, .see = see, .with = &t };
    result e = own.arena ? closed_count(ctx, asked->db, t.closed[0]) : arena_fail(ctx);
    if (e)
        return e;
    e = change_try(&own, asked->store, &t.trial);
    if (e)
        e = fail(ctx, e, "%s", own.error.text);
    arena_close(own.arena);
    return e ? e : closed_say(ctx, &t);
}

static bool has_holiday(const struct calendar_source *source, const struct holiday *holiday)
{
    for (size_t i = 0; i < source->holidays.n; i++)
        if (source->holidays.at[i].day.day == holiday->day.day &&
            str_equal(source->holidays.at[i].title, holiday->title))
            return true;
    return false;
}

static str day_text(struct ctx *ctx, date day)
{
    struct buffer out = buffer_open(64);
    buffer_print(&out, "%s ", weekday_name(date_weekday(day)));
    date_write_words(&out, day);
    str text = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return text;
}

static result holidays_compare(struct ctx *ctx, const struct calendar_source *from,
                               const struct calendar_source *to, enum preview_how how, struct preview *p)
{
    result e = OK;
    for (size_t i = 0; i < from->holidays.n && !e; i++) {
        const struct holiday *h = &from->holidays.at[i];
        if (has_holiday(to, h))
            p->n_same += how == PREVIEW_NEW;
        else
            e = preview_line_add(ctx, p, (struct preview_line){ how, day_text(ctx, h->day), h->title });
    }
    return e;
}

result preview_calendar(struct ctx *ctx, const struct preview_asked *asked, struct preview *p)
{
    struct calendar_source before = { .zone = { 0 } }, after;
    result e = calendar_parse(ctx, STR("file"), asked->change->body, &after);
    if (!e && p->now.is_there)
        e = calendar_parse(ctx, STR("before"), p->now.body, &before);
    if (!e)
        e = holidays_compare(ctx, &after, &before, PREVIEW_NEW, p);
    if (!e)
        e = holidays_compare(ctx, &before, &after, PREVIEW_GONE, p);
    if (!e)
        e = trial_run(ctx, asked, p);
    if (!e && !p->n_moved)
        e = preview_follow(ctx, p, STR("No open deadline moves by it."));
    if (!e && p->n_moved)
        e = preview_follow(
            ctx, p,
            STR("Each report whose deadline moves gets a line on its own page: what the deadline "
                "was, what it is, and why. Whoever reported it is told."));
    return e;
}
