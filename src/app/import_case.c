#include "app/import_internal.h"

#include "app/ledger.h"
#include "rules/promise.h"

static const str REPORT = STR_INIT("report"), RECEIPT = STR_INIT("receipt"),
                 COMPLETION = STR_INIT("completion"), REOPENED = STR_INIT("reopened");

bool taking_is_corrected(const struct taking *t, int64_t id)
{
    for (size_t i = 0; i < t->held.n; i++)
        if (t->held.at[i].corrects == id)
            return true;
    return false;
}

static bool is_event(const struct fact_row *f, str name)
{
    return f->kind == FACT_EVENT && str_same_name(f->name, name);
}

bool fact_is_void(const struct fact_row *f)
{
    switch ((enum fact_kind)f->kind) {
    case FACT_EVENT:
        return str_equal(f->value, FACT_VALUE_NOT_YET);
    case FACT_SOURCE_DUE:
        return instant_is_none(f->until);
    case FACT_PAUSED:
        return !instant_is_none(f->until) && f->until.second <= f->happened.second;
    default:
        return !f->value.n;
    }
}

bool fact_is_ours(const struct fact_row *f)
{
    return f->voice == VOICE_SERVICE;
}

// The last of a kind and a name counts; of an empty name the last of the kind.
static const struct fact_row *held_last(const struct taking *t, enum fact_kind kind, str name)
{
    const struct fact_row *found = NULL;
    for (size_t i = 0; i < t->held.n; i++) {
        const struct fact_row *f = &t->held.at[i];
        bool is_it = f->kind == kind && (!name.n || str_same_name(f->name, name));
        if (is_it && !taking_is_corrected(t, f->id))
            found = f;
    }
    return found;
}

// Of events the first that has happened counts, as in fold.c.
static const struct fact_row *held_event(const struct taking *t, str name)
{
    const struct fact_row *found = NULL;
    for (size_t i = 0; i < t->held.n; i++)
        if (is_event(&t->held.at[i], name) && !taking_is_corrected(t, t->held.at[i].id) &&
            (!found || fact_is_void(found)))
            found = &t->held.at[i];
    return found;
}

static bool is_status(const struct fact_row *f, str value)
{
    return f->kind == FACT_STATUS && str_same_name(f->value, value);
}

// The completion or the status that counts: the last since the case was opened again. An exclusion outlasts that.
static const struct fact_row *held_closing(const struct taking *t, enum fact_kind kind)
{
    const struct fact_row *found = NULL;
    for (size_t i = 0; i < t->held.n; i++) {
        const struct fact_row *f = &t->held.at[i];
        bool reopens = is_event(f, REOPENED) || (kind == FACT_EVENT && is_status(f, STR("open")));
        if (taking_is_corrected(t, f->id))
            continue;
        if (reopens && found && !is_status(found, STR("excluded")))
            found = NULL;
        else if (kind == FACT_STATUS ? f->kind == FACT_STATUS : is_event(f, COMPLETION))
            found = f;
    }
    return found && t->is_reopened && !is_status(found, STR("excluded")) ? NULL : found;
}

static bool same_moment(struct moment a, struct moment b)
{
    return a.kind == b.kind &&
        (a.kind != MOMENT_KNOWN || (same_second(a.first, b.first) && same_second(a.last, b.last)));
}

static struct moment file_event(const struct taking *t, str name)
{
    int i = event_index(&t->in->requests->shape, name);
    return i < 0 ? (struct moment){ .kind = MOMENT_NEVER } : t->c->events[i];
}

bool file_is_lacking(const struct taking *t, str key)
{
    const struct problems *problems = &t->in->requests->problems;
    for (size_t i = 0; i < problems->lacks.n; i++)
        if (str_same_name(problems->lacks.at[i].key, key))
            return true;
    return false;
}

static str service_words(const struct taking *t)
{
    return service_name(t->ctx->arena, &t->in->requests->shape.services.at[t->c->service]);
}

static struct fact_insert_in fact_at_opening(const struct taking *t, enum fact_kind kind, str name, str value)
{
    struct fact_insert_in fact = fact_new(kind, t->opened, t->in->now);
    fact.name = name;
    fact.value = value;
    return fact;
}

static struct fact_insert_in event_fact(const struct taking *t, str name, struct moment at)
{
    str value = at.kind == MOMENT_NEVER ? FACT_VALUE_NOT_YET : FACT_VALUE_UNKNOWN;
    struct fact_insert_in fact = fact_at_opening(t, FACT_EVENT, name, value);
    if (at.kind == MOMENT_KNOWN) {
        fact.value = (str){ 0 };
        fact.happened = at.first;
        fact.happened_last = at.last;
    }
    return fact;
}

bool fact_is_said(const struct fact_row *held, const struct fact_insert_in *fact)
{
    return same_second(held->happened, fact->happened) &&
        same_second(held->happened_last, fact->happened_last) && same_second(held->until, fact->until) &&
        str_equal(held->value, fact->value) && str_same_name(held->name, fact->name);
}

result taking_say(struct taking *t, const struct fact_row *before, struct fact_insert_in fact)
{
    if (before) {
        fact.corrects = before->id;
        fact.words = STR("changed in the source");
    }
    t->has_changed = true;
    return fact_of(t->ctx, t->db, fact, t->case_id);
}

result taking_settle(struct taking *t, const struct fact_row *before, struct fact_insert_in fact)
{
    return before && fact_is_said(before, &fact) ? OK : taking_say(t, before, fact);
}

static struct private_part place_of(const struct taking *t)
{
    struct private_part place = PRIVATE_NOTHING;
    if (t->c->has_point) {
        place.latitude = str_format(t->ctx->arena, "%.7g", t->c->latitude);
        place.longitude = str_format(t->ctx->arena, "%.7g", t->c->longitude);
    }
    return place;
}

static struct fact_insert_in opening_fact(const struct taking *t)
{
    struct moment report = file_event(t, REPORT);
    struct fact_insert_in fact = fact_at_opening(t, FACT_OPENED, service_words(t), t->c->id);
    fact.happened_last = report.kind == MOMENT_KNOWN ? report.last : t->opened;
    fact.voice = VOICE_REPORTER;
    return fact;
}

static result opening_settle(struct taking *t)
{
    struct moment report = file_event(t, REPORT);
    const struct fact_row *before = held_event(t, REPORT);
    result e;
    if (t->held.n)
        e = taking_settle(t, held_last(t, FACT_OPENED, (str){ 0 }), opening_fact(t));
    else
        e = fact_open_at(t->ctx, t->db, opening_fact(t), place_of(t), &t->case_id);
    bool is_told = before || report.kind != MOMENT_KNOWN; // apart from the opening, which has no time then
    return e || !is_told ? e : taking_settle(t, before, event_fact(t, REPORT, report));
}

static result area_settle(struct taking *t)
{
    const struct case_facts *c = t->c;
    const struct fact_row *before = held_last(t, FACT_AREA, (str){ 0 });
    bool is_named = c->area >= 0 || c->is_outside;
    str value = c->area >= 0 ? t->in->requests->shape.areas.at[c->area]
        : c->is_outside      ? FACT_AREA_OUTSIDE
                             : FACT_AREA_UNKNOWN;
    if (!t->in->has_areas || (before && !is_named && !fact_is_ours(before)))
        return OK;
    return taking_settle(t, before, fact_at_opening(t, FACT_AREA, (str){ 0 }, value));
}

// What the source said last of what somebody has put right here since (exemption.h); empty for nothing.
static str source_value(const struct taking *t, const struct fact_row *said)
{
    for (size_t i = t->held.n; said->said_by.n && i-- > 0;)
        if (t->held.at[i].id == said->corrects)
            said = &t->held.at[i];
    return said->said_by.n ? (str){ 0 } : said->value;
}

static result known_settle(struct taking *t)
{
    const struct str_list *names = &t->in->requests->shape.facts;
    result e = OK;
    for (size_t i = 0; !e && i < names->n; i++) {
        const struct fact_row *before = held_last(t, FACT_KNOWN, names->at[i]);
        bool is_nothing_new = !t->c->facts[i].n && (!before || fact_is_void(before) || !fact_is_ours(before));
        is_nothing_new |= before && before->said_by.n && fact_is_ours(before) &&
            str_equal(source_value(t, before), t->c->facts[i]);
        str key = str_format(t->ctx->arena, "Fact %.*s", STR_ARGS(names->at[i]));
        if (!is_nothing_new && !file_is_lacking(t, key))
            e = taking_settle(t, before, fact_at_opening(t, FACT_KNOWN, names->at[i], t->c->facts[i]));
    }
    return e;
}

// The due time is what the source said when the case was opened; of a date alone its last second.
static result source_due_settle(struct taking *t)
{
    struct moment due = t->c->source_due;
    const struct fact_row *before = held_last(t, FACT_SOURCE_DUE, (str){ 0 });
    struct fact_insert_in fact = fact_at_opening(t, FACT_SOURCE_DUE, (str){ 0 }, (str){ 0 });
    bool is_asked = t->in->mapping->columns[COLUMN_SOURCE_DUE].names.n &&
        !file_is_lacking(t, STR("Source due"));
    if (!is_asked || (due.kind != MOMENT_KNOWN && (!before || fact_is_void(before))))
        return OK;
    if (due.kind == MOMENT_KNOWN) {
        fact.value = same_second(due.first, due.last) ? (str){ 0 } : FACT_VALUE_DAY;
        fact.until = due.last;
    }
    return taking_settle(t, before, fact);
}

static result event_settle(struct taking *t, str name, struct moment at)
{
    const struct fact_row *before = held_event(t, name);
    bool is_receipt = str_same_name(name, RECEIPT), is_never = at.kind == MOMENT_NEVER;
    // Whoever reports to the body that answers is received at once: a receipt at that very time says nothing new.
    if (!before && (is_receipt ? same_moment(at, file_event(t, REPORT)) : is_never))
        return OK;
    if (before && is_never && (!fact_is_ours(before) || (fact_is_void(before) && !is_receipt)))
        return OK;
    t->is_reopened |= str_same_name(name, REOPENED) && !(before && same_second(before->happened, at.first));
    return taking_settle(t, before, event_fact(t, name, at));
}

static result events_settle(struct taking *t)
{
    const struct str_list *names = &t->in->requests->shape.events;
    result e = OK;
    for (size_t i = 0; !e && i < names->n; i++) {
        str name = names->at[i];
        bool has_column = name.n > 0,
             is_apart = str_same_name(name, REPORT) || str_same_name(name, COMPLETION);
        if (has_column && !is_apart)
            e = event_settle(t, name, t->c->events[i]);
    }
    return e;
}

static bool says_what_is_closed(const struct taking *t)
{
    return event_index(&t->in->requests->shape, COMPLETION) >= 0;
}

static result completion_settle(struct taking *t)
{
    struct moment at = file_event(t, COMPLETION), now = { MOMENT_KNOWN, t->in->now, t->in->now };
    const struct fact_row *before = held_closing(t, FACT_EVENT);
    if (!says_what_is_closed(t))
        return OK;
    if (at.kind == MOMENT_NEVER) // open again; what a source says today it says of the time before, too
        return before && !fact_is_void(before) && fact_is_ours(before)
            ? taking_say(t, before, event_fact(t, REOPENED, now))
            : OK;
    if (at.kind == MOMENT_UNKNOWN && !before && t->c->status != CASE_EXCLUDED)
        return OK; // its status says that it is closed
    return taking_settle(t, before, event_fact(t, COMPLETION, at));
}

static struct fact_insert_in status_fact(const struct taking *t, enum case_status status,
                                         struct moment completion)
{
    static const char *const words[] = { "open", "closed", "no fix", "duplicate", "excluded" };
    struct fact_insert_in fact = fact_at_opening(t, FACT_STATUS, (str){ 0 }, str_from(words[status]));
    if (completion.kind == MOMENT_KNOWN && status != CASE_OPEN && status != CASE_EXCLUDED) {
        fact.happened = completion.first;
        fact.happened_last = completion.last;
    }
    return fact;
}

// A status that its events don't tell, or that the record had otherwise.
static result status_settle(struct taking *t)
{
    const struct fact_row *before = held_closing(t, FACT_STATUS);
    struct moment at = file_event(t, COMPLETION);
    enum case_status status = t->c->status;
    if (!says_what_is_closed(t) && status != CASE_EXCLUDED) {
        const struct fact_row *closing = held_closing(t, FACT_EVENT);
        if (!before || !str_same_name(before->value, STR("excluded")))
            return OK;
        if (closing && !fact_is_void(closing)) {
            status = CASE_CLOSED;
            at = (struct moment){ MOMENT_KNOWN, closing->happened, closing->happened_last };
        }
    }
    bool is_told = (status == CASE_OPEN && at.kind == MOMENT_NEVER) ||
        (status == CASE_CLOSED && at.kind == MOMENT_KNOWN);
    return !before && is_told ? OK : taking_settle(t, before, status_fact(t, status, at));
}

static bool is_contradicted(const struct taking *t)
{
    const struct zone *zone = t->in->mapping->zone;
    const struct fact_row *opening = held_last(t, FACT_OPENED, (str){ 0 });
    if (!t->held.n)
        return false;
    return !opening ||
        (!str_same_name(opening->name, service_words(t)) &&
         zone_date(zone, opening->happened, NULL).day != zone_date(zone, t->opened, NULL).day);
}

static result held_read(struct taking *t)
{
    struct case_row row;
    bool is_found;
    result e = query_case_by_reference(
        t->ctx, t->db, &(struct case_by_reference_in){ COMMUNITY_FIRST, t->c->id }, &row, &is_found);
    if (e || !is_found)
        return e;
    t->case_id = row.id;
    return query_fact_of_case(t->ctx, t->db, &(struct fact_of_case_in){ COMMUNITY_FIRST, row.id }, &t->held);
}

result case_import(struct ctx *ctx, struct db *db, const struct case_import *in, const struct case_facts *c,
                   struct case_imported *done)
{
    // In the order in which they are folded: a status counts after the completion, and that after a reopening.
    static result (*const settles[])(struct taking *) = {
        opening_settle, source_due_settle, area_settle,       known_settle,
        pauses_settle,  events_settle,     completion_settle, status_settle,
    };
    struct taking t = { .ctx = ctx, .db = db, .in = in, .c = c };
    struct moment report = file_event(&t, REPORT);
    t.opened = report.kind == MOMENT_KNOWN ? report.first : (instant){ 0 };
    *done = (struct case_imported){ 0 };
    result e = held_read(&t);
    if (e)
        return e;
    done->is_new = t.held.n == 0;
    done->is_contradicted = is_contradicted(&t);
    for (size_t i = 0; !e && !done->is_contradicted && i < sizeof settles / sizeof *settles; i++)
        e = settles[i](&t);
    done->case_id = t.case_id;
    done->has_changed = t.has_changed || done->is_new;
    return e;
}
