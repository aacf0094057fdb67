#include "rules/judgement.h"

#include "rules/fact_test.h"

static const struct {
    const char *name, *code;
} STATES[STATE_COUNT] = {
    [STATE_ON_TIME] = { "on time", "on_time" },
    [STATE_LATE] = { "late", "late" },
    [STATE_NOT_YET_DUE] = { "not yet due", "not_yet_due" },
    [STATE_NOT_KNOWN] = { "not known", "not_known" },
    [STATE_EXCLUDED] = { "excluded", "excluded" },
    [STATE_ABSENT] = { "not counted here", "absent" },
};

static const char *const WHYS[WHY_COUNT] = {
    [WHY_STOPPED_IN_TIME] = "its clock stopped at or before the due time",
    [WHY_STOPPED_LATE] = "its clock stopped after the due time",
    [WHY_NOTICE_LONG_ENOUGH] = "the notice was long enough",
    [WHY_NOTICE_SHORT] = "the notice was too short",
    [WHY_OPEN_IN_TIME] = "it is open and the due time has not passed",
    [WHY_OPEN_LATE] = "it is open and the due time has passed",
    [WHY_MEASURED] = "it is done; this clock is measured and has no limit of its own",
    [WHY_STATUS_EXCLUDED] = "its status takes it out of the count",
    [WHY_EXEMPT] = "an Exempt of the clause applies",
    [WHY_NO_LINE_FITS] = "no Clock line of the clause fits it",
    [WHY_FACT_MISSING] = "a fact that decides is not in the data or can't be read",
    [WHY_EVENT_MISSING] = "the data does not say when this happens",
    [WHY_STOP_UNKNOWN] = "it is closed, but the data does not say when",
    [WHY_STOP_BEFORE_START] = "it was closed before it began",
    [WHY_EITHER_WAY] = "a date without a time could fall either way",
    [WHY_NO_HOURS] = "working hours are promised, but no opening hours are given anywhere",
    [WHY_NO_LIMIT] = "the length of time is not set",
    [WHY_BEYOND] = "its working hours lie outside the years the calendar is laid out for",
    [WHY_NOT_THE_CLAUSES] = "it fails the clause's Only when",
    [WHY_NOT_STARTED] = "its clock has not started",
    [WHY_START_UNKNOWN] = "the data does not say when its clock started",
    [WHY_NOT_IN_FORCE] = "the document was not in force when its clock started",
    [WHY_SUSPENDED] = "the document was suspended when its clock started",
};

const char *state_name(enum case_state state)
{
    return STATES[state].name;
}

const char *state_code(enum case_state state)
{
    return STATES[state].code;
}

const char *why_words(enum why why)
{
    return WHYS[why];
}

static struct judgement answer(struct judgement j, enum case_state state, enum why why, str about)
{
    j.state = state;
    j.why = why;
    j.about = about;
    return j;
}

static str case_area(const struct promise *promise, const struct case_facts *facts)
{
    return facts->area >= 0 ? promise->shape->areas.at[facts->area] : document_only_area(promise->document);
}

// The first line whose condition holds. NULL with TRUTH_NO if none fits, with TRUTH_UNKNOWN if a fact that
// decides is missing; *started is then that of the line that could not be decided.
static const struct promise_line *line_choose(const struct promise_clock *clock, struct asked *asked,
                                              struct moment *started)
{
    const struct promise_line *first = &clock->lines[0];
    *started = events_moment(&first->from, asked->facts, asked->as_of);
    for (size_t i = 0; i < clock->n; i++) {
        const struct promise_line *line = &clock->lines[i];
        struct moment start = events_moment(&line->from, asked->facts, asked->as_of);
        asked->start = moment_has_first(start) ? start.first : INSTANT_NONE;
        asked->is_open = events_moment(&line->to, asked->facts, asked->as_of).kind == MOMENT_NEVER;
        enum truth t = conditions_truth(asked, &line->field->when);
        if (t == TRUTH_NO)
            continue;
        *started = start;
        return t == TRUTH_YES ? line : NULL;
    }
    asked->missing = (str){ 0 };
    return NULL;
}

static const struct reason *pause_reason(const struct promise *promise, str name)
{
    const struct field *f = field_find(&promise->clause->fields, KEY_PAUSE);
    for (; f; f = field_next(&promise->clause->fields, KEY_PAUSE, f))
        for (size_t i = 0; !f->is_bad && i < f->reasons.n; i++)
            for (size_t t = 0; t < f->reasons.at[i].n; t++)
                if (str_same_name(f->reasons.at[i].tests[t].subject, name))
                    return &f->reasons.at[i];
    return NULL;
}

// A pause is never longer than its reason allows, and what has not happened by `end` does not exist. One that runs on
// past it is told in j.
static bool pause_clip(const struct promise *promise, const struct reason *reason, struct pause *pause,
                       instant end, struct judgement *j)
{
    if (reason->has_most) {
        struct limit most = { .kind = LIMIT_WITHIN, .length = reason->most };
        struct deadline d = deadline_find(&promise->timing, &most, pause->from, NULL, 0);
        if (d.fault == DEADLINE_OK && d.until.second < pause->until.second)
            pause->until = d.until;
    }
    bool runs = pause->from.second < end.second && end.second < pause->until.second;
    if (runs && (instant_is_none(j->paused_until) || j->paused_until.second < pause->until.second))
        j->paused_until = pause->until;
    if (end.second < pause->until.second)
        pause->until = end;
    return pause->from.second < pause->until.second;
}

// Adds a pause to those sorted so far, merging what touches.
static void pause_add(struct judgement *j, struct pause p)
{
    size_t at = 0;
    while (at < j->n_pauses && j->pauses[at].until.second < p.from.second)
        at++;
    size_t end = at;
    for (; end < j->n_pauses && j->pauses[end].from.second <= p.until.second; end++) {
        if (j->pauses[end].from.second < p.from.second)
            p.from = j->pauses[end].from;
        if (j->pauses[end].until.second > p.until.second)
            p.until = j->pauses[end].until;
    }
    size_t after = j->n_pauses - end; // those behind move to make room, or close the gap
    if (end > at)
        for (size_t i = 0; i < after; i++)
            j->pauses[at + 1 + i] = j->pauses[end + i];
    else
        for (size_t i = after; i-- > 0;)
            j->pauses[at + 1 + i] = j->pauses[at + i];
    j->pauses[at] = p;
    j->n_pauses = at + 1 + after;
}

static void pauses_collect(const struct promise *promise, const struct case_facts *facts, struct as_of as_of,
                           struct judgement *j)
{
    instant end = j->stopped.kind == MOMENT_KNOWN ? (instant){ j->stopped.last.second + 1 }
                                                  : as_of.facts_before;
    for (size_t i = 0; i < facts->n_pauses && i < CASE_PAUSES_MAX; i++) {
        struct pause p = facts->pauses[i].pause;
        const struct reason *reason = pause_reason(promise,
                                                   promise->shape->pauses.at[facts->pauses[i].reason]);
        if (reason && pause_clip(promise, reason, &p, end, j))
            pause_add(j, p);
    }
    if (j->stopped.kind == MOMENT_KNOWN)
        j->paused_until = INSTANT_NONE; // what ends the clock ends the pause
}

// Notice must be long enough: the event may come at the due instant, or after the last whole day.
static struct judgement notice_judge(struct judgement j, const struct deadline *last)
{
    instant from = j.deadline.is_day ? j.deadline.until : j.deadline.due;
    instant to = last->is_day ? last->until : last->due;
    if (j.stopped.kind == MOMENT_NEVER)
        return answer(j, STATE_NOT_YET_DUE, WHY_OPEN_IN_TIME, (str){ 0 });
    if (j.stopped.first.second >= to.second)
        return answer(j, STATE_ON_TIME, WHY_NOTICE_LONG_ENOUGH, (str){ 0 });
    if (j.stopped.last.second < from.second)
        return answer(j, STATE_LATE, WHY_NOTICE_SHORT, (str){ 0 });
    return answer(j, STATE_NOT_KNOWN, WHY_EITHER_WAY, (str){ 0 });
}

// last: the deadline if the start was as late as it may have been.
static struct judgement stop_judge(struct judgement j, const struct deadline *last, struct as_of as_of)
{
    bool is_open = j.stopped.kind == MOMENT_NEVER;
    instant from = is_open ? as_of.at : j.stopped.first, to = is_open ? as_of.at : j.stopped.last;
    if (to.second <= j.deadline.due.second) {
        if (!is_open)
            return answer(j, STATE_ON_TIME, WHY_STOPPED_IN_TIME, (str){ 0 });
        j.next_change = (instant){ j.deadline.due.second + 1 };
        if (!instant_is_none(j.paused_until) && j.paused_until.second < j.next_change.second)
            j.next_change = j.paused_until;
        return answer(j, STATE_NOT_YET_DUE, WHY_OPEN_IN_TIME, (str){ 0 });
    }
    if (from.second > last->due.second)
        return answer(j, STATE_LATE, is_open ? WHY_OPEN_LATE : WHY_STOPPED_LATE, (str){ 0 });
    if (is_open)
        j.next_change = (instant){ last->due.second + 1 };
    return answer(j, STATE_NOT_KNOWN, WHY_EITHER_WAY, (str){ 0 });
}

static struct judgement fault_answer(struct judgement j, enum deadline_fault fault)
{
    enum why why = fault == DEADLINE_NO_HOURS ? WHY_NO_HOURS
        : fault == DEADLINE_BEYOND            ? WHY_BEYOND
                                              : WHY_NO_LIMIT;
    return answer(j, STATE_NOT_KNOWN, why, (str){ 0 });
}

// The start that the limit counts from: the clock's own, or the event the limit names.
static struct moment limit_start(const struct promise_line *line, const struct case_facts *facts,
                                 struct as_of as_of, struct moment started)
{
    bool has_anchor = line->anchor.n || line->anchor.missing.n;
    return has_anchor ? events_moment(&line->anchor, facts, as_of) : started;
}

// With the line chosen and the start known: the deadline, and which side of it the stop lies.
static struct judgement line_judge(const struct promise *promise, const struct case_facts *facts,
                                   struct as_of as_of, struct judgement j)
{
    const struct promise_line *line = j.line;
    const struct limit *limit = &line->field->clock.limit;
    if (limit->kind == LIMIT_NONE)
        return j.stopped.kind == MOMENT_NEVER ? answer(j, STATE_NOT_YET_DUE, WHY_OPEN_IN_TIME, (str){ 0 })
                                              : answer(j, STATE_ON_TIME, WHY_MEASURED, (str){ 0 });
    struct moment base = limit_start(line, facts, as_of, j.started);
    if (base.kind != MOMENT_KNOWN)
        return answer(j, STATE_NOT_KNOWN, WHY_EVENT_MISSING, limit->event);
    pauses_collect(promise, facts, as_of, &j);
    j.deadline = deadline_find(&promise->timing, limit, base.first, j.pauses, j.n_pauses);
    if (j.deadline.fault)
        return fault_answer(j, j.deadline.fault);
    j.has_deadline = true;
    struct deadline last = j.deadline;
    if (base.last.second != base.first.second)
        last = deadline_find(&promise->timing, limit, base.last, j.pauses, j.n_pauses);
    return limit->kind == LIMIT_AT_LEAST ? notice_judge(j, &last) : stop_judge(j, &last, as_of);
}

// The local day of the clock's start, moved by `Start: next working day` where the clause has it.
static date start_day(const struct promise *promise, struct moment started)
{
    date d = zone_date(promise->timing.zone, started.first, NULL);
    return promise->timing.starts_next_working_day ? calendar_next_working(promise->timing.calendar, d) : d;
}

// Over all lines of a key: any of several Exempt lines exempts, all of several Only when lines must hold.
static enum truth lines_truth(struct asked *asked, enum field_key key, enum truth decides)
{
    const struct field_list *fields = &asked->promise->clause->fields;
    enum truth all = decides == TRUTH_YES ? TRUTH_NO : TRUTH_YES;
    const struct field *f = field_find(fields, key);
    for (; f; f = field_next(fields, key, f)) {
        enum truth t = f->is_bad ? TRUTH_UNKNOWN : reasons_truth(asked, &f->reasons);
        if (t == decides)
            return t;
        if (t == TRUTH_UNKNOWN)
            all = TRUTH_UNKNOWN;
    }
    return all;
}

static enum truth exempt_truth(struct asked *asked)
{
    return lines_truth(asked, KEY_EXEMPT, TRUTH_YES);
}

static enum truth only_when_truth(struct asked *asked)
{
    return lines_truth(asked, KEY_ONLY_WHEN, TRUTH_NO);
}

static enum truth truth_any(enum truth a, enum truth b)
{
    bool is_yes = a == TRUTH_YES || b == TRUTH_YES, is_unknown = a == TRUTH_UNKNOWN || b == TRUTH_UNKNOWN;
    return is_yes ? TRUTH_YES : is_unknown ? TRUTH_UNKNOWN : TRUTH_NO;
}

// Asked once more, at the start of one clock; false if it has not started.
static bool covers_from(struct asked *asked, struct moment started, enum truth *is_ours)
{
    if (!moment_has_first(started))
        return false;
    asked->start = started.first;
    *is_ours = truth_any(*is_ours, only_when_truth(asked));
    return true;
}

static instant next_of(const struct asked *asked, instant next_change)
{
    bool is_sooner = asked->can_change && asked->next_change.second < next_change.second;
    return is_sooner ? asked->next_change : next_change;
}

enum truth promise_covers(const struct promise *promise, int event, const struct case_facts *facts,
                          struct as_of as_of, instant *next_change)
{
    struct asked asked = {
        .promise = promise, .facts = facts, .as_of = as_of, .area = case_area(promise, facts)
    };
    enum truth is_ours = TRUTH_NO;
    bool has_started = false;
    if (!field_find(&promise->clause->fields, KEY_ONLY_WHEN))
        return TRUTH_YES;
    for (size_t i = 0; i < promise->n_clocks; i++) {
        struct moment started;
        (void)line_choose(&promise->clocks[i], &asked, &started);
        has_started |= covers_from(&asked, started, &is_ours);
    }
    if (event < 0 && !promise->n_clocks)
        event = event_index(promise->shape, STR("report"));
    if (event >= 0)
        has_started |= covers_from(
            &asked, events_moment(&(struct event_set){ .at = &event, .n = 1 }, facts, as_of), &is_ours);
    asked.start = INSTANT_NONE;
    is_ours = has_started ? is_ours : only_when_truth(&asked);
    *next_change = next_of(&asked, *next_change);
    return is_ours;
}

static enum why why_unbound(const struct promise *promise, date day)
{
    return document_is_suspended(promise->document, day) ? WHY_SUSPENDED : WHY_NOT_IN_FORCE;
}

struct judgement count_judge(const struct promise *promise, int event, const struct case_facts *facts,
                             struct as_of as_of)
{
    struct judgement j = { .next_change = INSTANT_FAR, .paused_until = INSTANT_NONE };
    struct event_set set = { .at = &event, .n = 1 };
    struct asked asked = {
        .promise = promise, .facts = facts, .as_of = as_of, .area = case_area(promise, facts)
    };
    j.started = j.stopped = events_moment(&set, facts, as_of);
    if (j.stopped.kind != MOMENT_KNOWN) // it belongs to no day, so to no period
        return answer(j, STATE_ABSENT, j.stopped.kind == MOMENT_NEVER ? WHY_NOT_STARTED : WHY_START_UNKNOWN,
                      (str){ 0 });
    asked.start = j.stopped.first;
    j.day = zone_date(promise->timing.zone, j.stopped.first, NULL);
    if (!promise_binds(promise, j.day))
        return answer(j, STATE_ABSENT, why_unbound(promise, j.day), (str){ 0 });
    enum truth is_ours = only_when_truth(&asked), is_exempt = exempt_truth(&asked);
    j.next_change = next_of(&asked, j.next_change);
    if (is_ours == TRUTH_NO)
        return answer(j, STATE_ABSENT, WHY_NOT_THE_CLAUSES, (str){ 0 });
    if (facts->status == CASE_EXCLUDED)
        return answer(j, STATE_EXCLUDED, WHY_STATUS_EXCLUDED, (str){ 0 });
    if (is_ours == TRUTH_UNKNOWN || is_exempt == TRUTH_UNKNOWN)
        return answer(j, STATE_NOT_KNOWN, WHY_FACT_MISSING, asked.missing);
    return is_exempt == TRUTH_YES ? answer(j, STATE_EXCLUDED, WHY_EXEMPT, (str){ 0 })
                                  : answer(j, STATE_ON_TIME, WHY_MEASURED, (str){ 0 });
}

// Steps before any deadline is counted: is there a start, is it in force, is the case this clause's at all.
// True if the answer is already in j.
static bool start_judge(struct asked *asked, const struct promise_clock *clock, struct judgement *j)
{
    const struct promise *promise = asked->promise;
    if (!moment_has_first(j->started)) {
        bool has_not = j->started.kind == MOMENT_NEVER;
        str event = clock->lines[0].from.missing;
        *j = answer(*j, STATE_ABSENT, has_not ? WHY_NOT_STARTED : WHY_START_UNKNOWN, event);
        return true;
    }
    j->day = start_day(promise, j->started);
    if (!promise_binds(promise, j->day)) {
        *j = answer(*j, STATE_ABSENT, why_unbound(promise, j->day), (str){ 0 });
        return true;
    }
    return false;
}

// One clock of the promise; asked tells what it depended on.
static struct judgement clock_judge(struct asked *asked, size_t clock, struct judgement j);

struct judgement case_judge_at(const struct promise *promise, size_t clock, const struct case_facts *facts,
                               struct as_of as_of, int depth)
{
    struct judgement j = { .next_change = INSTANT_FAR, .paused_until = INSTANT_NONE };
    struct asked asked = {
        .promise = promise, .facts = facts, .as_of = as_of, .area = case_area(promise, facts), .depth = depth
    };
    j = clock_judge(&asked, clock, j);
    j.next_change = next_of(&asked, j.next_change);
    return j;
}

static struct judgement clock_judge(struct asked *asked, size_t clock, struct judgement j)
{
    const struct promise *promise = asked->promise;
    const struct case_facts *facts = asked->facts;
    struct as_of as_of = asked->as_of;
    const struct promise_clock *c = &promise->clocks[clock];
    j.line = line_choose(c, asked, &j.started);
    str line_missing = asked->missing;
    asked->missing = (str){ 0 };
    if (start_judge(asked, c, &j))
        return j;
    asked->start = j.started.first;
    enum truth is_ours = only_when_truth(asked);
    if (is_ours == TRUTH_NO)
        return answer(j, STATE_ABSENT, WHY_NOT_THE_CLAUSES, (str){ 0 });
    if (facts->status == CASE_EXCLUDED)
        return answer(j, STATE_EXCLUDED, WHY_STATUS_EXCLUDED, (str){ 0 });
    enum truth is_exempt = exempt_truth(asked);
    if (is_exempt == TRUTH_YES && is_ours == TRUTH_YES)
        return answer(j, STATE_EXCLUDED, WHY_EXEMPT, (str){ 0 });
    if (is_ours == TRUTH_UNKNOWN || is_exempt == TRUTH_UNKNOWN)
        return answer(j, STATE_NOT_KNOWN, WHY_FACT_MISSING, asked->missing);
    if (!j.line)
        return line_missing.n ? answer(j, STATE_NOT_KNOWN, WHY_FACT_MISSING, line_missing)
                              : answer(j, STATE_EXCLUDED, WHY_NO_LINE_FITS, (str){ 0 });
    j.stopped = events_moment(&j.line->to, facts, as_of);
    if (j.stopped.kind == MOMENT_UNKNOWN)
        return answer(j, STATE_NOT_KNOWN, j.line->to.missing.n ? WHY_EVENT_MISSING : WHY_STOP_UNKNOWN,
                      j.line->to.missing);
    if (j.stopped.kind == MOMENT_KNOWN && j.stopped.last.second < j.started.first.second)
        return answer(j, STATE_NOT_KNOWN, WHY_STOP_BEFORE_START, (str){ 0 });
    return line_judge(promise, facts, as_of, j);
}

instant judgement_due(const struct judgement *j)
{
    return j->has_deadline && instant_is_none(j->paused_until) ? j->deadline.due : INSTANT_NONE;
}

struct judgement case_judge(const struct promise *promise, size_t clock, const struct case_facts *facts,
                            struct as_of as_of)
{
    return case_judge_at(promise, clock, facts, as_of, 0);
}

struct judgement judgement_for_all(const struct judgement *each, size_t n)
{
    static const int rank[STATE_COUNT] = {
        [STATE_LATE] = 5,    [STATE_NOT_KNOWN] = 4, [STATE_NOT_YET_DUE] = 3,
        [STATE_ON_TIME] = 2, [STATE_EXCLUDED] = 1,  [STATE_ABSENT] = 0,
    };
    size_t best = 0;
    for (size_t i = 1; i < n; i++) {
        bool is_worse = rank[each[i].state] > rank[each[best].state];
        bool is_later = each[i].state == each[best].state &&
            each[i].deadline.due.second > each[best].deadline.due.second;
        if (is_worse || is_later)
            best = i;
    }
    struct judgement all = each[best];
    for (size_t i = 0; i < n; i++)
        if (each[i].state != STATE_ABSENT && each[i].day.day < all.day.day)
            all.day = each[i].day;
    return all;
}
