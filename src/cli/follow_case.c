// The whole working of one case, for reading: every stage in its order with what opened it and its clocks, what is
// owed, what may follow, what happens otherwise, and how exclusions and thresholds stand.
#include "cli/follow_output.h"

#include "document/format.h"
#include "rules/deadline.h"

static void write_instant(struct buffer *out, const struct zone *zone, instant t)
{
    if (!instant_is_none(t) && t.second != INSTANT_FAR.second)
        instant_write_words(out, zone, t);
}

static void write_deadline(struct buffer *out, const struct zone *zone, const struct deadline *d)
{
    buffer_add(out, d->is_notice ? STR("      not before ") : STR("      due       "));
    if (d->is_day && !d->is_by_the_clock && !d->is_notice) {
        buffer_print(out, "by the end of %s ", weekday_name(date_weekday(d->last)));
        date_write_words(out, d->last);
    } else {
        write_instant(out, zone, d->is_notice ? d->until : d->due);
    }
    buffer_byte(out, '\n');
}

static result write_working(struct ctx *ctx, struct buffer *out, const struct stage *stage,
                            const struct clock_answer *c)
{
    struct working w = { 0 };
    struct pause_list pauses = { c->pauses.at, c->pauses.n };
    result e = deadline_working(ctx, &stage->timing, &c->deadline, pauses, &w);
    if (e)
        return e;
    if (w.counted.n)
        buffer_print(out, "      counted   %zu day%s\n", w.counted.n, w.counted.n == 1 ? "" : "s");
    for (size_t i = 0; i < w.skipped.n; i++) {
        buffer_add(out, i ? STR("; ") : STR("      skipped   "));
        date_write(out, w.skipped.at[i].day);
        buffer_print(out, " %.*s", STR_ARGS(w.skipped.at[i].why));
    }
    if (w.skipped.n)
        buffer_byte(out, '\n');
    buffer_print(out, "      rule      %.*s\n", STR_ARGS(w.rule));
    return OK;
}

static const char *clock_words(enum clock_state state)
{
    static const char *const words[CLOCK_STATE_COUNT] = {
        "has not started", "runs",    "stands still", "stopped in time",
        "stopped late",    "is over", "is not known",
    };
    return words[state];
}

static result write_clock(struct ctx *ctx, struct buffer *out, const struct stage *stage,
                          const struct clock_answer *c)
{
    const struct zone *zone = stage->timing.zone;
    result e = OK;
    if (!c->line && !c->about.n)
        return OK;
    buffer_print(out, "    clock%s%.*s ", c->clock->name.n ? " " : "", STR_ARGS(c->clock->name));
    if (c->line)
        clock_write(out, c->line);
    buffer_print(out, ": %s", clock_words(c->state));
    if (c->about.n)
        buffer_print(out, " (%.*s)", STR_ARGS(c->about));
    buffer_byte(out, '\n');
    if (!instant_is_none(c->started)) {
        buffer_add(out, STR("      started   "));
        write_instant(out, zone, c->started);
        buffer_byte(out, '\n');
    }
    for (size_t i = 0; i < c->pauses.n; i++) {
        buffer_add(out, STR("      paused    from "));
        write_instant(out, zone, c->pauses.at[i].from);
        buffer_add(out, STR(" until "));
        write_instant(out, zone, c->pauses.at[i].until);
        buffer_byte(out, '\n');
    }
    if (c->has_deadline) {
        write_deadline(out, zone, &c->deadline);
        e = write_working(ctx, out, stage, c);
    }
    if (!instant_is_none(c->stopped)) {
        buffer_add(out, STR("      stopped   "));
        write_instant(out, zone, c->stopped);
        buffer_byte(out, '\n');
    }
    return e;
}

static void write_taken(struct buffer *out, const struct procedure_answer *a, int taken)
{
    const struct taken *t = taken < 0 ? NULL : &a->taken.at[taken];
    if (!t)
        return;
    buffer_print(out, "    outcome   %.*s", STR_ARGS(t->exit->name));
    if (t->recorded && t->recorded->by.n)
        buffer_print(out, ", by %.*s", STR_ARGS(t->recorded->by));
    if (!t->recorded)
        buffer_add(out, STR(", by itself"));
    if (t->recorded && t->recorded->words.n)
        buffer_print(out, ": %.*s", STR_ARGS(t->recorded->words));
    else if (t->with.n && t->recorded)
        buffer_print(out, ", with %.*s that are not on record", STR_ARGS(t->with));
    if (t->leads == TRUTH_UNKNOWN)
        buffer_print(out, "; where it leads is not known: the record does not say '%.*s'",
                     STR_ARGS(t->missing));
    buffer_byte(out, '\n');
}

static result write_entry(struct ctx *ctx, struct buffer *out, const struct followed *c,
                          const struct entry *e)
{
    const struct stage *stage = &c->procedure->stages[e->stage];
    result error = OK;
    buffer_print(out, "\n  %.*s: %s", STR_ARGS(entry_name(ctx->arena, c->procedure, e)),
                 stage_state_words(e->state));
    if (e->missing.n)
        buffer_print(out, " (the record does not say '%.*s')", STR_ARGS(e->missing));
    buffer_add(out, STR("\n    opened    "));
    write_instant(out, c->procedure->zone, e->opened);
    for (size_t i = 0; i < e->causes.n; i++)
        buffer_print(out, "%s%.*s", i ? "; and " : ", by ",
                     STR_ARGS(cause_words(ctx->arena, c->procedure, &c->answer, &e->causes.at[i])));
    buffer_byte(out, '\n');
    for (size_t i = 0; i < stage->n_clocks && !error; i++)
        error = write_clock(ctx, out, stage, &e->clocks[i]);
    if (!instant_is_none(e->closed)) {
        buffer_add(out, STR("    closed    "));
        write_instant(out, c->procedure->zone, e->closed);
        buffer_byte(out, '\n');
    }
    write_taken(out, &c->answer, e->late);
    write_taken(out, &c->answer, e->taken);
    return error;
}

static void write_owed(struct ctx *ctx, struct buffer *out, const struct followed *c)
{
    const struct procedure_answer *a = &c->answer;
    if (a->owed.n)
        buffer_add(out, STR("\n  Owed\n"));
    for (size_t i = 0; i < a->owed.n; i++) {
        const struct owed_deed *o = &a->owed.at[i];
        const struct entry *e = &a->entries.at[o->entry];
        buffer_print(out, "    %.*s: %.*s, %.*s", STR_ARGS(c->procedure->stages[e->stage].label),
                     STR_ARGS(o->who), STR_ARGS(o->what));
        if (o->clock && o->clock->has_deadline) {
            buffer_add(out, o->is_overdue ? STR(", overdue since ") : STR(", by "));
            write_instant(out, c->procedure->zone,
                          o->is_overdue ? o->clock->deadline.until : o->clock->deadline.due);
        }
        if (o->missing.n)
            buffer_print(out, "; not known: %.*s", STR_ARGS(o->missing));
        buffer_byte(out, '\n');
    }
    (void)ctx;
}

static void write_choices(struct buffer *out, const struct followed *c)
{
    const struct procedure_answer *a = &c->answer;
    if (a->choices.n)
        buffer_add(out, STR("\n  May follow\n"));
    for (size_t i = 0; i < a->choices.n; i++) {
        const struct way_out *choice = &a->choices.at[i];
        const struct entry *e = &a->entries.at[choice->entry];
        buffer_print(out, "    %.*s: %.*s, by %.*s, leads to %.*s: %s",
                     STR_ARGS(c->procedure->stages[e->stage].label), STR_ARGS(choice->exit->name),
                     STR_ARGS(choice->who), STR_ARGS(choice->leads), follow_truth(choice->may));
        if (choice->why.n)
            buffer_print(out, " (%.*s)", STR_ARGS(choice->why));
        buffer_byte(out, '\n');
    }
    if (a->otherwise.n)
        buffer_add(out, STR("\n  If nobody acts\n"));
    for (size_t i = 0; i < a->otherwise.n; i++) {
        const struct otherwise *o = &a->otherwise.at[i];
        buffer_print(out, "    %.*s: at ",
                     STR_ARGS(c->procedure->stages[a->entries.at[o->entry].stage].label));
        write_instant(out, c->procedure->zone, o->at);
        buffer_print(out, ": %.*s\n", STR_ARGS(o->what));
    }
}

static void write_standing(struct buffer *out, const struct followed *c)
{
    const struct procedure_answer *a = &c->answer;
    if (a->exclusions.n + a->thresholds.n)
        buffer_add(out, STR("\n  Exclusions and thresholds\n"));
    for (size_t i = 0; i < a->exclusions.n; i++) {
        const struct exclusion_answer *x = &a->exclusions.at[i];
        buffer_print(out, "    %.*s %.*s: %s", STR_ARGS(x->clause->label), STR_ARGS(x->clause->title),
                     exclusion_state_words(x->state));
        if (x->by && x->state == EXCLUSION_OVERRIDDEN)
            buffer_print(out, " by %.*s", STR_ARGS(x->by->label));
        if (x->missing.n)
            buffer_print(out, " (the record does not say '%.*s')", STR_ARGS(x->missing));
        if (x->untold.n)
            buffer_print(out, "; to be told: %.*s", STR_ARGS(x->untold));
        buffer_byte(out, '\n');
    }
    for (size_t i = 0; i < a->thresholds.n; i++) {
        const struct threshold_answer *t = &a->thresholds.at[i];
        const struct field *count = field_find(&t->clause->fields, KEY_COUNT);
        buffer_print(out, "    %.*s %.*s: ", STR_ARGS(t->clause->label), STR_ARGS(t->clause->title));
        if (count && !count->is_bad)
            field_write_value(out, count);
        buffer_print(out, ": reached: %s", follow_truth(t->reached));
        if (t->count.n)
            buffer_print(out, ", with %.*s", STR_ARGS(t->count));
        if (t->held_by)
            buffer_print(out, "; held by %.*s", STR_ARGS(t->held_by->label));
        if (t->missing.n)
            buffer_print(out, " (the record does not say '%.*s')", STR_ARGS(t->missing));
        if (t->untold.n)
            buffer_print(out, "; to be told: %.*s", STR_ARGS(t->untold));
        buffer_byte(out, '\n');
    }
}

static void write_end(struct buffer *out, const struct followed *c)
{
    const struct procedure_answer *a = &c->answer;
    for (size_t i = 0; i < a->jumps.n; i++) {
        buffer_print(out, "\n  Goes on in %.*s%s%.*s, since ", STR_ARGS(a->jumps.at[i].document),
                     a->jumps.at[i].label.n ? " " : "", STR_ARGS(a->jumps.at[i].label));
        write_instant(out, c->procedure->zone, a->jumps.at[i].at);
        buffer_byte(out, '\n');
    }
    for (size_t i = 0; i < a->notes.n; i++)
        buffer_print(out, "\n  Line %lld: %.*s\n",
                     (long long)(a->notes.at[i].recorded ? a->notes.at[i].recorded->row : 0),
                     STR_ARGS(a->notes.at[i].text));
    if (a->is_over) {
        buffer_add(out, STR("\n  Ended "));
        write_instant(out, c->procedure->zone, a->ended);
        buffer_print(out, ", by %.*s\n", STR_ARGS(a->how));
    }
    if (a->next_change.second != INSTANT_FAR.second) {
        buffer_add(out, STR("\n  If nothing happens this changes on "));
        write_instant(out, c->procedure->zone, a->next_change);
        buffer_byte(out, '\n');
    }
}

static result write_followed(struct ctx *ctx, struct buffer *out, const struct followed *c)
{
    const struct procedure *p = c->procedure;
    result e = OK;
    buffer_print(out, "Case %.*s in %.*s, version %.*s\n", STR_ARGS(c->case_id), STR_ARGS(p->document->id),
                 STR_ARGS(follow_version(ctx, p)));
    if (!c->answer.has_begun)
        buffer_add(out, STR("\n  It has not begun.\n"));
    for (size_t i = 0; i < c->answer.entries.n && !e; i++)
        e = write_entry(ctx, out, c, &c->answer.entries.at[i]);
    write_owed(ctx, out, c);
    write_choices(out, c);
    write_standing(out, c);
    write_end(out, c);
    return e;
}

result follow_write_case(struct ctx *ctx, const struct follow_result *followed, str case_id,
                         struct buffer *out)
{
    size_t n = 0;
    result e = OK;
    for (size_t i = 0; i < followed->cases.n && !e; i++) {
        if (!str_equal(followed->cases.at[i]->case_id, case_id))
            continue;
        if (n++)
            buffer_byte(out, '\n');
        e = write_followed(ctx, out, followed->cases.at[i]);
    }
    if (!n && !e)
        return fail(ctx, ERR_MISSING, "there is no case '%.*s' among the %zu of the file", STR_ARGS(case_id),
                    followed->cases.n);
    return e ? e : buffer_check(ctx, out);
}
