// The whole working of one case: for every clause that takes it, what started its clock, the days counted and
// skipped, when it fell due, when it stopped, and why the answer is what it is.
#include "cli/judge_output.h"

#include "document/format.h"
#include "format/json_write.h"

struct told {
    const struct judged_document *document;
    const struct account *account;
    size_t clock;
    const struct case_facts *facts;
    struct judgement j;
    struct working working;
    bool has_working;
};

static const struct case_facts *case_by_id(const struct judge_result *judged, str id)
{
    for (size_t i = 0; i < judged->requests->cases.n; i++)
        if (str_equal(judged->requests->cases.at[i].id, str_trim(id)))
            return &judged->requests->cases.at[i];
    return NULL;
}

static void write_moment(struct buffer *out, const struct zone *zone, struct moment m)
{
    if (m.kind == MOMENT_NEVER)
        buffer_add(out, STR("not yet"));
    else if (m.kind == MOMENT_UNKNOWN)
        buffer_add(out, STR("the data does not say when"));
    else if (m.first.second == m.last.second)
        instant_write_words(out, zone, m.first);
    else
        date_write_words(out, zone_date(zone, m.last, NULL));
}

static void write_skipped(struct buffer *out, const struct working *w)
{
    for (size_t i = 0; i < w->skipped.n; i++) {
        buffer_add(out, i ? STR("; ") : STR(""));
        date_write(out, w->skipped.at[i].day);
        buffer_print(out, " %.*s", STR_ARGS(w->skipped.at[i].why));
    }
}

static void write_pauses(struct buffer *out, const struct told *t)
{
    for (size_t i = 0; i < t->j.n_pauses; i++) {
        buffer_add(out, STR("    paused    from "));
        instant_write_words(out, t->document->zone, t->j.pauses[i].from);
        buffer_add(out, STR(" until "));
        instant_write_words(out, t->document->zone, t->j.pauses[i].until);
        buffer_byte(out, '\n');
    }
}

static void write_deadline(struct buffer *out, const struct told *t)
{
    const struct deadline *d = &t->j.deadline;
    buffer_add(out, STR("    due       "));
    if (d->is_day && !d->is_by_the_clock) {
        buffer_print(out, "by the end of %s ", weekday_name(date_weekday(d->last)));
        date_write_words(out, d->last);
    } else {
        instant_write_words(out, t->document->zone, d->due);
    }
    buffer_byte(out, '\n');
    if (!t->has_working)
        return;
    if (t->working.counted.n)
        buffer_print(out, "    counted   %zu day%s\n", t->working.counted.n,
                     t->working.counted.n == 1 ? "" : "s");
    if (t->working.skipped.n) {
        buffer_add(out, STR("    skipped   "));
        write_skipped(out, &t->working);
        buffer_byte(out, '\n');
    }
    buffer_print(out, "    rule      %.*s\n", STR_ARGS(t->working.rule));
}

static void told_text(struct ctx *ctx, struct buffer *out, const struct told *t)
{
    const struct clause *clause = t->account->promise->clause;
    str label = judge_slot_name(ctx->arena, t->account, t->clock);
    buffer_print(out, "\n  %.*s, version %.*s, %.*s %.*s\n", STR_ARGS(t->document->document->id),
                 STR_ARGS(t->document->version), STR_ARGS(label), STR_ARGS(clause->title));
    if (t->j.line) {
        buffer_add(out, STR("    clock     "));
        field_write_value(out, t->j.line->field);
        buffer_byte(out, '\n');
    }
    buffer_add(out, STR("    started   "));
    write_moment(out, t->document->zone, t->j.started);
    buffer_byte(out, '\n');
    write_pauses(out, t);
    if (t->j.has_deadline)
        write_deadline(out, t);
    buffer_add(out, STR("    stopped   "));
    write_moment(out, t->document->zone, t->j.stopped);
    buffer_print(out, "\n    answer    %s: %s", state_name(t->j.state), why_words(t->j.why));
    if (t->j.about.n)
        buffer_print(out, " (%.*s)", STR_ARGS(t->j.about));
    buffer_byte(out, '\n');
    if (t->j.next_change.second != INT64_MAX) {
        buffer_add(out, STR("    changes   if nothing happens, on "));
        instant_write_words(out, t->document->zone, t->j.next_change);
        buffer_byte(out, '\n');
    }
}

static void json_text(struct json *json, const char *key, const struct buffer *value)
{
    if (value->n)
        json_put_str(json, key, buffer_str(value));
    else
        json_put_null(json, key);
}

static void json_instant(struct json *json, const char *key, const struct zone *zone, struct moment m)
{
    struct buffer text = buffer_open(64);
    if (m.kind == MOMENT_KNOWN && m.first.second == m.last.second)
        instant_write(&text, zone, m.first);
    else if (m.kind == MOMENT_KNOWN)
        date_write(&text, zone_date(zone, m.last, NULL));
    json_text(json, key, &text);
    buffer_close(&text);
}

static struct moment exact(instant t)
{
    return (struct moment){ t.second == INT64_MAX ? MOMENT_NEVER : MOMENT_KNOWN, t, t };
}

static void json_working(struct json *json, const struct working *w)
{
    struct buffer day = buffer_open(64);
    json_put_array(json, "counted");
    for (size_t i = 0; i < w->counted.n; i++) {
        day.n = 0;
        date_write(&day, w->counted.at[i]);
        json_put_str(json, NULL, buffer_str(&day));
    }
    json_put_end(json);
    json_put_array(json, "skipped");
    for (size_t i = 0; i < w->skipped.n; i++) {
        day.n = 0;
        date_write(&day, w->skipped.at[i].day);
        json_put_object(json, NULL);
        json_put_str(json, "date", buffer_str(&day));
        json_put_str(json, "why", w->skipped.at[i].why);
        json_put_end(json);
    }
    json_put_end(json);
    json_put_str(json, "rule", w->rule);
    buffer_close(&day);
}

static void json_pauses(struct json *json, const struct told *t)
{
    json_put_array(json, "pauses");
    for (size_t i = 0; i < t->j.n_pauses; i++) {
        json_put_object(json, NULL);
        json_instant(json, "from", t->document->zone, exact(t->j.pauses[i].from));
        json_instant(json, "until", t->document->zone, exact(t->j.pauses[i].until));
        json_put_end(json);
    }
    json_put_end(json);
}

static void told_json(struct ctx *ctx, struct json *json, const struct told *t)
{
    const struct zone *zone = t->document->zone;
    struct buffer clock = buffer_open(4096);
    if (t->j.line)
        field_write_value(&clock, t->j.line->field);
    json_put_object(json, NULL);
    json_put_str(json, "document", t->document->document->id);
    json_put_str(json, "version", t->document->version);
    json_put_str(json, "clause", judge_slot_name(ctx->arena, t->account, t->clock));
    json_put_str(json, "title", t->account->promise->clause->title);
    json_text(json, "clock", &clock);
    json_instant(json, "started", zone, t->j.started);
    json_pauses(json, t);
    if (t->has_working)
        json_working(json, &t->working);
    json_instant(json, "due", zone, t->j.has_deadline ? exact(t->j.deadline.due) : (struct moment){ 0 });
    json_instant(json, "until", zone, t->j.has_deadline ? exact(t->j.deadline.until) : (struct moment){ 0 });
    json_instant(json, "stopped", zone, t->j.stopped);
    json_put_str(json, "state", str_from(state_code(t->j.state)));
    json_put_str(json, "why", str_from(why_words(t->j.why)));
    json_put_str(json, "about", t->j.about);
    json_instant(json, "next_change", zone, exact(t->j.next_change));
    json_put_end(json);
    buffer_close(&clock);
}

// Judges one clock of one clause and works its deadline out day by day.
static result tell(struct ctx *ctx, struct told *t)
{
    const struct promise *p = t->account->promise;
    t->j = t->account->count ? count_judge(p, t->account->event, t->facts, t->document->as_of)
                             : case_judge(p, t->clock, t->facts, t->document->as_of);
    t->has_working = t->j.has_deadline;
    if (!t->has_working)
        return OK;
    struct pause_list pauses = { t->j.pauses, t->j.n_pauses };
    return deadline_working(ctx, &p->timing, &t->j.deadline, pauses, &t->working);
}

struct told_list {
    struct told *at;
    size_t n, room;
    bool is_outside, is_nowhere; // of some document's area; or nobody can say
};

static result tell_account(struct ctx *ctx, struct told told, struct told_list *list)
{
    size_t n = told.account->count ? 1 : told.account->promise->n_clocks;
    for (told.clock = 0; told.clock < n; told.clock++) {
        struct told *slot = LIST_PUSH(ctx->arena, list);
        if (!slot)
            return arena_fail(ctx);
        *slot = told;
        result e = tell(ctx, slot);
        if (e)
            return e;
    }
    return OK;
}

static result tell_document(struct ctx *ctx, const struct judge_result *judged,
                            const struct judged_document *d, const struct case_facts *facts,
                            struct told_list *list)
{
    struct match_walk walk = { 0 };
    result e = OK;
    int area = judge_area(judged, d, facts);
    list->is_outside |= area == AREA_OUTSIDE;
    list->is_nowhere |= area == AREA_UNKNOWN;
    if (area < 0)
        return OK;
    for (const struct match *m; !e && (m = match_next(&walk, d, facts)) != NULL;) {
        const int indexes[] = { m->account, m->count };
        for (int i = 0; !e && i < 2; i++)
            if (indexes[i] >= 0)
                e = tell_account(
                    ctx,
                    (struct told){ .document = d, .account = &d->accounts.at[indexes[i]], .facts = facts },
                    list);
    }
    return e;
}

// Why no clause has anything to say of a case.
static str silence_words(const struct told_list *list)
{
    if (list->is_outside)
        return STR("It is outside the area of these documents.");
    if (list->is_nowhere)
        return STR("It names no area, so that nobody can say whether these documents cover it.");
    return STR("No clause of these documents promises anything for it.");
}

static void told_all_text(struct ctx *ctx, struct buffer *out, const struct told_list *list,
                          const struct case_facts *facts, const struct service *service)
{
    buffer_print(out, "Case %.*s: %.*s%s%.*s\n", STR_ARGS(facts->id), STR_ARGS(service->name),
                 service->sub.n ? " / " : "", STR_ARGS(service->sub));
    if (!list->n)
        buffer_print(out, "\n  %.*s\n", STR_ARGS(silence_words(list)));
    for (size_t i = 0; i < list->n; i++)
        told_text(ctx, out, &list->at[i]);
}

static void told_all_json(struct ctx *ctx, struct buffer *out, const struct told_list *list,
                          const struct case_facts *facts, const struct service *service)
{
    struct json json = json_put_open(out);
    json_put_object(&json, NULL);
    json_put_str(&json, "case", facts->id);
    json_put_str(&json, "service", service->name);
    json_put_str(&json, "sub_service", service->sub);
    json_put_array(&json, "clauses");
    for (size_t i = 0; i < list->n; i++)
        told_json(ctx, &json, &list->at[i]);
    json_put_end(&json);
    json_put_end(&json);
}

result judge_write_explanation(struct ctx *ctx, const struct judge_result *judged, str id,
                               enum table_form form, struct buffer *out)
{
    const struct case_facts *facts = case_by_id(judged, id);
    struct told_list list = { 0 };
    if (!facts)
        return fail(ctx, ERR_MISSING, "there is no case '%.*s' among the %zu that could be read",
                    STR_ARGS(id), judged->requests->cases.n);
    result e = OK;
    for (size_t i = 0; !e && i < judged->documents.n; i++)
        e = tell_document(ctx, judged, &judged->documents.at[i], facts, &list);
    if (e)
        return e;
    const struct service *service = &judged->requests->shape.services.at[facts->service];
    if (form == TABLE_JSON)
        told_all_json(ctx, out, &list, facts, service);
    else
        told_all_text(ctx, out, &list, facts, service);
    return buffer_check(ctx, out);
}
