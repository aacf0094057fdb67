// The whole working of one case as JSON.
#include "cli/follow_output.h"

#include "document/format.h"
#include "format/json_write.h"

static void put_instant(struct json *json, const char *key, const struct zone *zone, instant t)
{
    struct buffer text = buffer_open(64);
    if (instant_is_none(t) || t.second == INSTANT_FAR.second) {
        json_put_null(json, key);
    } else {
        instant_write(&text, zone, t);
        json_put_str(json, key, buffer_str(&text));
    }
    buffer_close(&text);
}

static const char *clock_code(enum clock_state state)
{
    static const char *const words[CLOCK_STATE_COUNT] = { "not_started", "runs", "paused",   "in_time",
                                                          "late",        "over", "not_known" };
    return words[state];
}

static void put_clock(struct json *json, const struct stage *stage, const struct clock_answer *c)
{
    struct buffer text = buffer_open(1 << 16);
    if (c->line)
        clock_write(&text, c->line);
    json_put_object(json, NULL);
    json_put_str(json, "name", c->clock->name);
    json_put_str(json, "clock", buffer_str(&text));
    json_put_str(json, "state", str_from(clock_code(c->state)));
    json_put_str(json, "about", c->about);
    put_instant(json, "started", stage->timing.zone, c->started);
    put_instant(json, "due", stage->timing.zone, c->has_deadline ? c->deadline.due : INSTANT_NONE);
    put_instant(json, "until", stage->timing.zone, c->has_deadline ? c->deadline.until : INSTANT_NONE);
    put_instant(json, "stopped", stage->timing.zone, c->stopped);
    json_put_end(json);
    buffer_close(&text);
}

static void put_entry(struct ctx *ctx, struct json *json, const struct followed *c, const struct entry *e)
{
    const struct stage *stage = &c->procedure->stages[e->stage];
    const struct taken *t = e->taken < 0 ? NULL : &c->answer.taken.at[e->taken];
    json_put_object(json, NULL);
    json_put_str(json, "stage", stage->label);
    json_put_str(json, "title", stage->title);
    json_put_int(json, "run", e->run);
    json_put_str(json, "state", str_from(stage_state_words(e->state)));
    json_put_str(json, "missing", e->missing);
    put_instant(json, "opened", c->procedure->zone, e->opened);
    put_instant(json, "closed", c->procedure->zone, e->closed);
    json_put_array(json, "because");
    for (size_t i = 0; i < e->causes.n; i++)
        json_put_str(json, NULL, cause_words(ctx->arena, c->procedure, &c->answer, &e->causes.at[i]));
    json_put_end(json);
    json_put_array(json, "clocks");
    for (size_t i = 0; i < stage->n_clocks; i++)
        if (e->clocks[i].clock)
            put_clock(json, stage, &e->clocks[i]);
    json_put_end(json);
    json_put_str(json, "outcome", t ? t->exit->name : (str){ 0 });
    json_put_str(json, "outcome_by", t && t->recorded ? t->recorded->by : (str){ 0 });
    json_put_str(json, "outcome_words", t && t->recorded ? t->recorded->words : (str){ 0 });
    json_put_bool(json, "was_late", e->was_late);
    json_put_end(json);
}

static str label_of(const struct followed *c, int entry)
{
    return c->procedure->stages[c->answer.entries.at[entry].stage].label;
}

static void put_owed(struct json *json, const struct followed *c)
{
    json_put_array(json, "owed");
    for (size_t i = 0; i < c->answer.owed.n; i++) {
        const struct owed_deed *o = &c->answer.owed.at[i];
        bool has_due = o->clock && o->clock->has_deadline;
        json_put_object(json, NULL);
        json_put_str(json, "stage", label_of(c, o->entry));
        json_put_str(json, "who", o->who);
        json_put_str(json, "what", o->what);
        put_instant(json, "due", c->procedure->zone, has_due ? o->clock->deadline.due : INSTANT_NONE);
        json_put_bool(json, "overdue", o->is_overdue);
        json_put_str(json, "is_owed", str_from(follow_truth(o->is_owed)));
        json_put_str(json, "missing", o->missing);
        json_put_end(json);
    }
    json_put_end(json);
}

static void put_choices(struct json *json, const struct followed *c)
{
    json_put_array(json, "may_follow");
    for (size_t i = 0; i < c->answer.choices.n; i++) {
        const struct way_out *choice = &c->answer.choices.at[i];
        json_put_object(json, NULL);
        json_put_str(json, "stage", label_of(c, choice->entry));
        json_put_str(json, "outcome", choice->exit->name);
        json_put_str(json, "who", choice->who);
        json_put_str(json, "leads_to", choice->leads);
        json_put_str(json, "may", str_from(follow_truth(choice->may)));
        json_put_str(json, "why", choice->why);
        json_put_end(json);
    }
    json_put_end(json);
    json_put_array(json, "otherwise");
    for (size_t i = 0; i < c->answer.otherwise.n; i++) {
        const struct otherwise *o = &c->answer.otherwise.at[i];
        json_put_object(json, NULL);
        json_put_str(json, "stage", label_of(c, o->entry));
        put_instant(json, "at", c->procedure->zone, o->at);
        json_put_str(json, "what", o->what);
        json_put_end(json);
    }
    json_put_end(json);
}

static void put_standing(struct json *json, const struct followed *c)
{
    json_put_array(json, "exclusions");
    for (size_t i = 0; i < c->answer.exclusions.n; i++) {
        const struct exclusion_answer *x = &c->answer.exclusions.at[i];
        json_put_object(json, NULL);
        json_put_str(json, "label", x->clause->label);
        json_put_str(json, "state", str_from(exclusion_state_words(x->state)));
        json_put_str(json, "by", x->by ? x->by->label : (str){ 0 });
        json_put_str(json, "missing", x->missing);
        json_put_str(json, "untold", x->untold);
        json_put_end(json);
    }
    json_put_end(json);
    json_put_array(json, "thresholds");
    for (size_t i = 0; i < c->answer.thresholds.n; i++) {
        const struct threshold_answer *t = &c->answer.thresholds.at[i];
        json_put_object(json, NULL);
        json_put_str(json, "label", t->clause->label);
        json_put_str(json, "reached", str_from(follow_truth(t->reached)));
        put_instant(json, "at", c->procedure->zone, t->at);
        json_put_str(json, "count", t->count);
        json_put_str(json, "held_by", t->held_by ? t->held_by->label : (str){ 0 });
        json_put_str(json, "missing", t->missing);
        json_put_str(json, "untold", t->untold);
        json_put_end(json);
    }
    json_put_end(json);
}

static void put_notes(struct json *json, const struct followed *c)
{
    static const char *const kinds[] = { "refused", "in_doubt", "not_used", "cut_short" };
    json_put_array(json, "notes");
    for (size_t i = 0; i < c->answer.notes.n; i++) {
        const struct procedure_note *n = &c->answer.notes.at[i];
        json_put_object(json, NULL);
        json_put_str(json, "kind", str_from(kinds[n->kind]));
        json_put_int(json, "line", n->recorded ? n->recorded->row : 0);
        json_put_str(json, "text", n->text);
        json_put_end(json);
    }
    json_put_end(json);
    json_put_array(json, "goes_on_in");
    for (size_t i = 0; i < c->answer.jumps.n; i++) {
        const struct jump *j = &c->answer.jumps.at[i];
        json_put_object(json, NULL);
        json_put_str(json, "procedure", j->document);
        json_put_str(json, "stage", j->label);
        put_instant(json, "at", c->procedure->zone, j->at);
        json_put_end(json);
    }
    json_put_end(json);
}

static void put_followed(struct ctx *ctx, struct json *json, const struct followed *c)
{
    json_put_object(json, NULL);
    json_put_str(json, "case", c->case_id);
    json_put_str(json, "procedure", c->procedure->document->id);
    json_put_str(json, "version", follow_version(ctx, c->procedure));
    put_instant(json, "begun", c->procedure->zone, c->answer.begun);
    put_instant(json, "ended", c->procedure->zone, c->answer.ended);
    json_put_str(json, "how", c->answer.how);
    json_put_array(json, "stages");
    for (size_t i = 0; i < c->answer.entries.n; i++)
        put_entry(ctx, json, c, &c->answer.entries.at[i]);
    json_put_end(json);
    put_owed(json, c);
    put_choices(json, c);
    put_standing(json, c);
    put_notes(json, c);
    put_instant(json, "next_change", c->procedure->zone, c->answer.next_change);
    json_put_end(json);
}

result follow_write_case_json(struct ctx *ctx, const struct follow_result *followed, str case_id,
                              struct buffer *out)
{
    struct json json = json_put_open(out);
    bool has_one = false;
    for (size_t i = 0; i < followed->cases.n; i++)
        has_one |= str_equal(followed->cases.at[i]->case_id, case_id);
    if (!has_one)
        return fail(ctx, ERR_MISSING, "there is no case '%.*s' among the %zu of the file", STR_ARGS(case_id),
                    followed->cases.n);
    json_put_array(&json, NULL);
    for (size_t i = 0; i < followed->cases.n; i++)
        if (str_equal(followed->cases.at[i]->case_id, case_id))
            put_followed(ctx, &json, followed->cases.at[i]);
    json_put_end(&json);
    return buffer_check(ctx, out);
}
