// Single reports that add up to the figures. Each is tried with the judge itself until it comes out as the figure
// wants it, so that nothing here knows how a deadline is worked out.
#include "app/demo_internal.h"

#include <stdlib.h>

enum { TRIES = 4000, RETURNS_MAX = 200, HOUR = 3600 };

enum outcome { OUTCOME_ON_TIME, OUTCOME_LATE, OUTCOME_OPEN };

// A figure's line.
struct figure {
    size_t row;
    const struct judged_document *document;
    const struct account *account;
    date from, to;
    int64_t due, late, open, returns;
    str also;
};

// A case tried: its facts, in the ledger's shape.
struct made {
    const struct figure *figure;
    struct case_facts facts;
    struct moment *events;
    instant start, done;
    instant due; // of one that is late; INSTANT_NONE otherwise
    str reference;
    bool is_corrected; // its closing was recorded wrongly at first
    str pause;         // why its clock was paused for a day; empty if it was not
};

struct made_list {
    struct made *at;
    size_t n, room;
};

static int64_t number(str cell)
{
    int64_t n = 0;
    return str_to_int(cell, &n) ? n : 0;
}

static result figure_read(struct ctx *ctx, struct demo_filling *f, size_t row, struct figure *figure)
{
    str id = demo_cell(&f->figures, row, "document"), label = demo_cell(&f->figures, row, "clause");
    *figure = (struct figure){ .row = row, .due = number(demo_cell(&f->figures, row, "due")) };
    figure->late = number(demo_cell(&f->figures, row, "late"));
    figure->open = number(demo_cell(&f->figures, row, "open"));
    figure->returns = number(demo_cell(&f->figures, row, "returns"));
    figure->also = demo_cell(&f->figures, row, "also");
    bool has_days = date_parse(demo_cell(&f->figures, row, "from"), &figure->from) &&
        date_parse(demo_cell(&f->figures, row, "to"), &figure->to);
    figure->document = has_days ? demo_version(f, id, figure->from) : NULL;
    figure->account = figure->document ? demo_account(figure->document, label) : NULL;
    if (!figure->account)
        return fail(ctx, ERR_INPUT, "library/demo/figures.csv, row %zu: no document counts %.*s %.*s then",
                    row + 2, STR_ARGS(id), STR_ARGS(label));
    return OK;
}

static struct moment at(instant t)
{
    return (struct moment){ MOMENT_KNOWN, t, t };
}

// A whole minute: nobody writes seconds down.
static instant random_between(struct demo_filling *f, instant from, instant until)
{
    int64_t first = from.second + 59 - (from.second + 59) % 60, span = until.second - first;
    uint32_t minutes = span > 60 ? (uint32_t)(span / 60) : 1;
    return (instant){ first + 60 * (int64_t)demo_below(f, minutes) };
}

// Weekdays from 8 to 18 where there is room for it; else any time.
static instant working_between(struct demo_filling *f, instant from, instant until)
{
    instant t = from;
    for (int i = 0; i < 30; i++) {
        int32_t second;
        t = random_between(f, from, until);
        date d = zone_date(f->ledger->zone, t, &second);
        if (date_weekday(d) < SATURDAY && second >= 8 * HOUR && second < 18 * HOUR)
            break;
    }
    return t;
}

static bool has_clocks_in_turn(const struct account *account)
{
    return account->n_slots > 1;
}

static instant start_pick(struct demo_filling *f, const struct figure *figure, enum outcome outcome)
{
    const struct zone *zone = f->ledger->zone;
    date first = figure->from, last = figure->to;
    int32_t hours = 14;
    if (outcome == OUTCOME_OPEN) { // before the late bank holiday was taken over, which moved them
        last = date_add_days(last, -2);
        first = last.day - 23 > first.day ? date_add_days(last, -23) : first;
        hours = 9;
    } else if (has_clocks_in_turn(figure->account) && last.day - 20 > first.day) {
        last = date_add_days(last, -20);
    }
    date day = date_add_days(first, (int64_t)demo_below(f, (uint32_t)(last.day - first.day + 1)));
    int32_t second = (int32_t)(7 * HOUR + 60 * (int32_t)demo_below(f, (uint32_t)hours * 60));
    return zone_instant(zone, day, second, NULL);
}

static void facts_set(struct ctx *ctx, struct demo_filling *f, struct made *m)
{
    const struct shape *shape = f->ledger->fold.shape;
    str *known = ARENA_ARRAY(ctx->arena, str, shape->facts.n + 1);
    m->events = ARENA_ARRAY(ctx->arena, struct moment, shape->events.n + 1);
    m->facts = (struct case_facts){ .area = -1, .events = m->events, .facts = known };
    for (size_t i = 0; known && i < shape->facts.n; i++)
        known[i] = demo_below(f, 4) ? STR("no") : STR("yes");
}

static int set_pick(struct demo_filling *f, const struct event_set *set)
{
    return set->n ? set->at[set->is_later ? 0 : demo_below(f, (uint32_t)set->n)] : -1;
}

// When the clock of one promise stops: inside its limit, or some hours to days past it.
static instant stop_pick(struct demo_filling *f, const struct judgement *j, bool is_late)
{
    int64_t limit = j->deadline.due.second - j->deadline.start.second;
    if (is_late)
        return working_between(
            f, (instant){ j->deadline.due.second + HOUR },
            (instant){ j->deadline.due.second + (limit < 2 * DAY_SECONDS ? 3 * DAY_SECONDS : limit) });
    return working_between(f, (instant){ j->deadline.start.second + limit / 12 }, j->deadline.due);
}

static void clocks_run(struct demo_filling *f, struct made *m, enum outcome outcome)
{
    const struct promise *promise = m->figure->account->promise;
    struct as_of as_of = as_of_instant(m->start);
    for (size_t i = 0; i < promise->n_clocks; i++) {
        bool is_last = i + 1 == promise->n_clocks;
        struct judgement j = case_judge(promise, i, &m->facts, as_of);
        int to = j.line ? set_pick(f, &j.line->to) : -1;
        if (to < 0 || !j.has_deadline || (is_last && outcome == OUTCOME_OPEN) ||
            m->events[to].kind != MOMENT_NEVER)
            continue;
        m->done = stop_pick(f, &j, is_last && outcome == OUTCOME_LATE);
        m->events[to] = at(m->done);
        as_of = as_of_instant(m->done);
    }
}

// What has not happened by the demonstration's today is not on record.
static void future_forget(struct demo_filling *f, struct made *m, enum outcome outcome)
{
    const struct shape *shape = f->ledger->fold.shape;
    int completion = event_index(shape, STR("completion"));
    if (outcome != OUTCOME_OPEN && !instant_is_none(m->done) && m->events[completion].kind == MOMENT_NEVER)
        m->events[completion] = at(m->done);
    for (size_t i = 0; i < shape->events.n; i++)
        if (m->events[i].kind == MOMENT_KNOWN &&
            m->events[i].first.second >= f->ledger->as_of.facts_before.second)
            m->events[i] = (struct moment){ .kind = MOMENT_NEVER };
    m->facts.status = m->events[completion].kind == MOMENT_KNOWN ? CASE_CLOSED : CASE_OPEN;
}

static struct judgement judged_for_all(const struct demo_filling *f, const struct made *m)
{
    const struct promise *promise = m->figure->account->promise;
    struct judgement each[PROMISE_CLOCKS_MAX];
    for (size_t i = 0; i < promise->n_clocks; i++)
        each[i] = case_judge(promise, i, &m->facts, f->ledger->as_of);
    return judgement_for_all(each, promise->n_clocks);
}

static bool is_wanted(const struct demo_filling *f, const struct made *m, enum outcome outcome)
{
    static const enum case_state states[] = { STATE_ON_TIME, STATE_LATE, STATE_NOT_YET_DUE };
    struct judgement j = judged_for_all(f, m);
    bool is_inside = j.day.day >= m->figure->from.day && j.day.day <= m->figure->to.day;
    // the open ones are those whose clocks the late bank holiday moved, and no others were
    date holiday = date_from_civil((struct civil){ 2026, 11, 27 });
    bool is_past = j.deadline.last.day > holiday.day, was_open = m->done.second > demo_moved_at().second;
    bool is_moved = outcome == OUTCOME_OPEN ? is_past : !is_past || !was_open;
    return j.state == states[outcome] && is_inside && is_moved;
}

static result case_make(struct ctx *ctx, struct demo_filling *f, const struct figure *figure,
                        enum outcome outcome, struct made *m)
{
    const struct shape *shape = f->ledger->fold.shape;
    *m = (struct made){ .figure = figure };
    facts_set(ctx, f, m);
    if (arena_is_full(ctx->arena))
        return arena_fail(ctx);
    for (int i = 0; i < TRIES; i++) {
        for (size_t k = 0; k < shape->events.n; k++)
            m->events[k] = (struct moment){ .kind = MOMENT_NEVER };
        m->start = start_pick(f, figure, outcome);
        m->done = INSTANT_NONE;
        m->events[event_index(shape, STR("report"))] = at(m->start);
        m->events[event_index(shape, STR("receipt"))] = at(m->start);
        for (size_t k = 0; k < shape->bodies.n; k++)
            if (shape->bodies.at[k].general == event_index(shape, STR("receipt")))
                m->events[shape->bodies.at[k].event] = at(m->start);
        clocks_run(f, m, outcome);
        future_forget(f, m, outcome);
        if (is_wanted(f, m, outcome)) {
            m->due = outcome == OUTCOME_LATE ? judged_for_all(f, m).deadline.due : INSTANT_NONE;
            return OK;
        }
    }
    return fail(ctx, ERR_INPUT, "library/demo/figures.csv, row %zu: no report comes out as it says",
                figure->row + 2);
}

// Cases told as stories are part of the figures: so many fewer are made up.
static int64_t told(const struct demo_filling *f, const struct figure *figure, str outcome)
{
    int64_t n = 0;
    str from = demo_cell(&f->figures, figure->row, "from");
    for (size_t i = 0; i < f->record.rows; i++) {
        str until = demo_cell(&f->record, i, "until");
        n += str_equal(demo_cell(&f->record, i, "kind"), STR("report")) &&
            str_equal(demo_cell(&f->record, i, "document"), figure->document->document->id) &&
            str_equal(demo_cell(&f->record, i, "clause"), figure->account->promise->clause->label) &&
            str_starts(until, from) && str_ends(until, outcome);
    }
    return n;
}

// "no access 29; part on order 11": the reason for the nth case whose clock was paused; empty past the last.
static str pause_of(const struct figure *figure, int64_t nth)
{
    for (str rest = figure->also; rest.at && rest.n && !str_starts(figure->also, STR("corrected "));) {
        str part = str_trim(str_cut(&rest, ';'));
        size_t space = part.n;
        while (space > 0 && part.at[space - 1] != ' ')
            space--;
        int64_t n = number(str_from_byte(part, space));
        if (nth < n)
            return str_trim(str_slice(part, 0, space));
        nth -= n;
    }
    return (str){ 0 };
}

// Only what was in time anyhow: a pause gives more of it.
static bool may_pause(const struct made *m, enum outcome outcome)
{
    return outcome == OUTCOME_ON_TIME && !instant_is_none(m->done) &&
        m->done.second - m->start.second > 4 * DAY_SECONDS;
}

static result outcome_make(struct ctx *ctx, struct demo_filling *f, const struct figure *figure,
                           enum outcome outcome, struct made_list *list)
{
    int64_t n = outcome == OUTCOME_ON_TIME ? figure->due - figure->late - told(f, figure, STR(" on time"))
        : outcome == OUTCOME_LATE          ? figure->late - told(f, figure, STR(" late"))
                                           : figure->open;
    int64_t corrected = str_starts(figure->also, STR("corrected ")) && outcome == OUTCOME_ON_TIME
        ? number(str_slice(figure->also, 10, str_find(figure->also, STR(" on "))))
        : 0;
    int64_t paused = 0;
    result e = OK;
    for (int64_t i = 0; i < n && !e; i++) {
        struct made *m = LIST_PUSH(ctx->arena, list);
        if (!m)
            return arena_fail(ctx);
        e = case_make(ctx, f, figure, outcome, m);
        m->is_corrected = i < corrected;
        m->pause = may_pause(m, outcome) ? pause_of(figure, paused) : (str){ 0 };
        paused += m->pause.n > 0;
    }
    return e;
}

static int by_start(const void *x, const void *y)
{
    const struct made *a = x, *b = y;
    if (a->start.second != b->start.second)
        return a->start.second < b->start.second ? -1 : 1;
    return a->figure->row < b->figure->row ? -1 : a->figure->row > b->figure->row;
}

// A word of words.csv for a service or a place, by chance.
static str word_pick(struct demo_filling *f, str wanted)
{
    uint32_t n = 0, chosen;
    for (size_t i = 0; i < f->words.rows; i++)
        n += str_equal(demo_cell(&f->words, i, "service"), wanted);
    chosen = n ? demo_below(f, n) : 0;
    for (size_t i = 0; i < f->words.rows; i++)
        if (str_equal(demo_cell(&f->words, i, "service"), wanted) && chosen-- == 0)
            return demo_cell(&f->words, i, "words");
    return (str){ 0 };
}

static str area_pick(struct demo_filling *f, const struct figure *figure)
{
    const struct field *area = field_find(&figure->document->document->header, KEY_AREA);
    str item = area->items.at[demo_below(f, (uint32_t)area->items.n)];
    return str_trim(str_slice(item, 0, str_find(item, STR(","))));
}

// The place with what it lies in, as the boundaries have it: the reports of one place all carry the same.
static str area_words(struct ctx *ctx, str place)
{
    static const struct {
        str place, ward;
    } wards[] = { { STR_INIT("Priory Fields estate"), STR_INIT("Priory ward") },
                  { STR_INIT("Nether Sallow parish"), STR_INIT("Sallow ward") },
                  { STR_INIT("Harcaster town centre"), STR_INIT("Town ward") },
                  { STR_INIT("Linden Park"), STR_INIT("Linden ward") },
                  { STR_INIT("Millbrook Green"), STR_INIT("Millbrook ward") },
                  { STR_INIT("Millbrook Row"), STR_INIT("Millbrook ward") } };
    for (size_t i = 0; i < sizeof wards / sizeof *wards; i++)
        if (str_equal(wards[i].place, place))
            return str_format(ctx->arena, "%.*s; %.*s; Harcaster", STR_ARGS(place), STR_ARGS(wards[i].ward));
    return str_format(ctx->arena, "%.*s; Harcaster", STR_ARGS(place));
}

static str channel_pick(struct demo_filling *f)
{
    static const struct {
        str name;
        uint32_t share; // in a hundred, of 19,600 reports a year
    } channels[] = {
        { STR_INIT("telephone"), 41 }, { STR_INIT("web"), 38 },   { STR_INIT("app"), 9 },
        { STR_INIT("counter"), 7 },    { STR_INIT("letter"), 2 }, { STR_INIT("councillor"), 3 }
    };
    uint32_t n = demo_below(f, 100);
    size_t i = 0;
    while (n >= channels[i].share)
        n -= channels[i++].share;
    return channels[i].name;
}

static struct service service_of(struct demo_filling *f, const struct figure *figure)
{
    const struct field *service = field_find(&figure->account->promise->clause->fields, KEY_SERVICE);
    uint32_t n = (uint32_t)service->services.n;
    return service->services.at[demo_below(f, n)];
}

static result opening_write(struct ctx *ctx, struct db *db, struct demo_filling *f, const struct made *m,
                            int64_t *id)
{
    struct fact_insert_in fact = fact_new(FACT_OPENED, m->start, m->start);
    struct fact_insert_in area = fact_new(FACT_AREA, m->start, m->start);
    struct service service = service_of(f, m->figure);
    str place = area_pick(f, m->figure), street, what;
    fact.name = service_name(ctx->arena, &service);
    street = word_pick(f, str_format(ctx->arena, "place: %.*s", STR_ARGS(place)));
    what = word_pick(f, fact.name);
    fact.words = str_format(ctx->arena, "%.*s%s%.*s", STR_ARGS(what), street.n ? ", " : "", STR_ARGS(street));
    fact.value = m->reference;
    fact.voice = VOICE_REPORTER;
    fact.said_by = channel_pick(f);
    area.value = area_words(ctx, place);
    area.voice = VOICE_SYSTEM;
    result e = fact_open(ctx, db, fact, id);
    f->demo->facts += 2;
    return e ? e : fact_of(ctx, db, area, *id);
}

static result known_write(struct ctx *ctx, struct db *db, struct demo_filling *f, const struct made *m,
                          int64_t id)
{
    const struct shape *shape = f->ledger->fold.shape;
    const struct field_list *header = &m->figure->document->document->header;
    result e = OK;
    for (const struct field *d = field_find(header, KEY_FACT); d && !e; d = field_next(header, KEY_FACT, d))
        for (size_t i = 0; i < shape->facts.n && !e; i++)
            if (str_same_name(shape->facts.at[i], d->fact.name)) {
                struct fact_insert_in fact = fact_new(FACT_KNOWN, m->start, m->start);
                fact.name = shape->facts.at[i];
                fact.value = m->facts.facts[i];
                e = fact_of(ctx, db, fact, id);
                f->demo->facts++;
            }
    return e;
}

// A closing that was told too late at first, and put right on the day that `also` names.
static result wrong_write(struct ctx *ctx, struct db *db, struct demo_filling *f, const struct made *m,
                          int64_t id)
{
    struct fact_insert_in wrong = fact_new(FACT_EVENT, m->done, m->done), right = wrong;
    int64_t wrong_id;
    wrong.case_id = right.case_id = id;
    wrong.name = right.name = STR("completion");
    wrong.happened.second += 6 * DAY_SECONDS;
    wrong.happened_last = wrong.recorded = wrong.happened;
    result e = fact_keep(ctx, db, wrong, PRIVATE_NOTHING, &wrong_id);
    right.recorded = demo_instant(f,
                                  str_from_byte(m->figure->also, str_find(m->figure->also, STR(" on ")) + 4));
    right.corrects = wrong_id;
    right.words = STR("The contractor's night file came late: it was emptied in time.");
    f->demo->facts += 2;
    return e ? e : fact_add(ctx, db, &right);
}

static bool is_told_by_opening(str event)
{
    return str_same_name(event, STR("report")) || str_same_name(event, STR("receipt")) ||
        str_starts(event, STR("receipt by "));
}

static result events_write(struct ctx *ctx, struct db *db, struct demo_filling *f, const struct made *m,
                           int64_t id)
{
    const struct shape *shape = f->ledger->fold.shape;
    result e = OK;
    for (size_t i = 0; i < shape->events.n && !e; i++) {
        if (m->events[i].kind != MOMENT_KNOWN || is_told_by_opening(shape->events.at[i]))
            continue;
        struct fact_insert_in fact = fact_new(FACT_EVENT, m->events[i].first, m->events[i].first);
        fact.name = shape->events.at[i];
        e = m->is_corrected && str_same_name(fact.name, STR("completion")) ? wrong_write(ctx, db, f, m, id)
                                                                           : fact_of(ctx, db, fact, id);
        f->demo->facts++;
    }
    return e;
}

// The clock stood still on some of a quarter's cases, where the figures' text says so: "no access 29; ...".
static result pause_write(struct ctx *ctx, struct db *db, const struct made *m, int64_t id)
{
    struct fact_insert_in fact = fact_new(FACT_PAUSED, (instant){ m->start.second + DAY_SECONDS }, m->start);
    if (!m->pause.n)
        return OK;
    fact.name = m->pause;
    fact.until = (instant){ m->start.second + 2 * DAY_SECONDS };
    fact.recorded = fact.happened;
    return fact_of(ctx, db, fact, id);
}

// A row of reasons.csv for a service, by chance; false if there is none.
static bool reason_pick(struct demo_filling *f, str service, size_t *row)
{
    uint32_t n = 0, chosen;
    for (size_t i = 0; i < f->reasons.rows; i++)
        n += str_same_name(demo_cell(&f->reasons, i, "service"), service);
    chosen = n ? demo_below(f, n) : 0;
    for (size_t i = 0; i < f->reasons.rows; i++)
        if (str_same_name(demo_cell(&f->reasons, i, "service"), service) && chosen-- == 0) {
            *row = i;
            return true;
        }
    return false;
}

// The crew writes down why it is late: at half past four of a day that ends its limit, else when its time is up.
static result cause_write(struct ctx *ctx, struct db *db, struct demo_filling *f, const struct made *m,
                          int64_t id)
{
    const struct field *service = field_find(&m->figure->account->promise->clause->fields, KEY_SERVICE);
    int32_t second = 0;
    size_t row;
    if (instant_is_none(m->due) || !reason_pick(f, service->services.at[0].name, &row))
        return OK;
    date day = zone_date(f->ledger->zone, m->due, &second);
    instant at = second == DAY_SECONDS - 1 ? zone_instant(f->ledger->zone, day, 33 * HOUR / 2, NULL) : m->due;
    struct fact_insert_in fact = fact_new(FACT_CAUSE, at, at);
    fact.name = demo_cell(&f->reasons, row, "cause");
    fact.words = demo_cell(&f->reasons, row, "words");
    f->demo->facts++;
    return fact_of(ctx, db, fact, id);
}

static result made_write(struct ctx *ctx, struct db *db, struct demo_filling *f, struct made *m)
{
    int64_t id;
    result e = opening_write(ctx, db, f, m, &id);
    if (!e)
        e = known_write(ctx, db, f, m, id);
    if (!e)
        e = pause_write(ctx, db, m, id);
    if (!e)
        e = cause_write(ctx, db, f, m, id);
    f->demo->cases++;
    return e ? e : events_write(ctx, db, f, m, id);
}

static result made_number(struct ctx *ctx, const struct demo_filling *f, struct made_list *list)
{
    int64_t n = 0, year = 0;
    if (list->n)
        qsort(list->at, list->n, sizeof *list->at, by_start);
    for (size_t i = 0; i < list->n; i++) {
        struct civil c = date_civil(zone_date(f->ledger->zone, list->at[i].start, NULL));
        n = c.year == year ? n + 1 : 1;
        year = c.year;
        list->at[i].reference = str_format(ctx->arena, "HAR-%02d-%05lld", c.year % 100,
                                           (long long)(10000 + n));
    }
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

// The days of a figure's returns: Fridays and Saturdays for what is seen each such night, else evenly spread.
static date return_day(const struct figure *figure, int64_t i)
{
    bool is_nightly = figure->returns == figure->due && figure->returns >= 14;
    int64_t days = figure->to.day - figure->from.day, n = figure->returns > 0 ? figure->returns : 1;
    if (!is_nightly)
        return date_add_days(figure->from, n == 1 ? days : (days * (2 * i + 1)) / (2 * n));
    date friday = figure->from;
    while (date_weekday(friday) != FRIDAY)
        friday = date_add_days(friday, 1);
    return date_add_days(friday, 7 * (i / 2) + i % 2);
}

static bool is_departed(const struct demo_filling *f, const struct figure *figure, date day)
{
    instant t = zone_instant(f->ledger->zone, day, 12 * HOUR, NULL);
    for (size_t i = 0; i < f->record.rows; i++)
        if (str_equal(demo_cell(&f->record, i, "kind"), STR("departure")) &&
            str_equal(demo_cell(&f->record, i, "document"), figure->document->document->id) &&
            str_equal(demo_cell(&f->record, i, "clause"), figure->account->promise->clause->label) &&
            demo_instant(f, demo_cell(&f->record, i, "happened")).second <= t.second &&
            t.second < demo_instant(f, demo_cell(&f->record, i, "until")).second)
            return true;
    return false;
}

// How many of a return's failed: those on days of a departure first, the rest by chance.
static void lates_spread(struct demo_filling *f, const struct figure *figure, const int64_t *of,
                         int64_t *late)
{
    int64_t left = figure->late, n = figure->returns;
    for (int64_t i = 0; i < n && left > 0; i++)
        if (is_departed(f, figure, return_day(figure, i))) {
            late[i] = of[i] < left ? of[i] : left;
            left -= late[i];
        }
    while (left > 0) {
        int64_t i = (int64_t)demo_below(f, (uint32_t)n);
        if (late[i] < of[i]) {
            late[i]++;
            left--;
        }
    }
}

static result return_write(struct ctx *ctx, struct db *db, struct demo_filling *f,
                           const struct figure *figure, struct fact_insert_in fact)
{
    const struct clause *clause = figure->account->promise->clause;
    struct civil c = date_civil(zone_date(f->ledger->zone, fact.happened, NULL));
    bool is_residents = clause->kind->key == CLAUSE_COMMITMENT;
    int64_t id;
    fact.document = figure->document->document->id;
    fact.clause = clause->label;
    fact.name = str_format(ctx->arena, "%.*s-%.*s-%04d-%02d-%02d", STR_ARGS(fact.document),
                           STR_ARGS(clause->label), c.year, c.month, c.day);
    fact.voice = is_residents ? VOICE_REPORTER : VOICE_SERVICE;
    f->demo->cases++;
    f->demo->facts++;
    return fact_open(ctx, db, fact, &id);
}

static result returns_write(struct ctx *ctx, struct db *db, struct demo_filling *f,
                            const struct figure *figure)
{
    int64_t of[RETURNS_MAX] = { 0 }, late[RETURNS_MAX] = { 0 }, n = figure->returns ? figure->returns : 1;
    bool is_share = figure->returns > 0;
    result e = OK;
    if (n > RETURNS_MAX)
        return fail(ctx, ERR_INPUT, "library/demo/figures.csv, row %zu: too many returns", figure->row + 2);
    for (int64_t i = 0; i < figure->due; i++)
        of[i % n]++;
    if (is_share)
        lates_spread(f, figure, of, late);
    for (int64_t i = 0; i < n && !e; i++) {
        instant t = zone_instant(f->ledger->zone, return_day(figure, i), 12 * HOUR, NULL);
        struct fact_insert_in fact = fact_new(FACT_BOUND, t, t);
        fact.value = is_share
            ? str_format(ctx->arena, "%lld of %lld", (long long)(of[i] - late[i]), (long long)of[i])
            : str_format(ctx->arena, "%lld", (long long)figure->due);
        e = return_write(ctx, db, f, figure, fact);
    }
    return e;
}

result demo_cases(struct ctx *ctx, struct db *db, struct demo_filling *f)
{
    struct made_list list = { 0 };
    struct figure *figures = ARENA_ARRAY(ctx->arena, struct figure, f->figures.rows + 1);
    result e = figures ? OK : arena_fail(ctx);
    for (size_t i = 0; i < f->figures.rows && !e; i++) {
        e = figure_read(ctx, f, i, &figures[i]);
        if (!e && figures[i].account->is_observed)
            e = returns_write(ctx, db, f, &figures[i]);
        for (int outcome = 0; outcome <= OUTCOME_OPEN && !e && !figures[i].account->is_observed; outcome++)
            e = outcome_make(ctx, f, &figures[i], (enum outcome)outcome, &list);
    }
    if (!e)
        e = made_number(ctx, f, &list);
    for (size_t i = 0; i < list.n && !e; i++)
        e = made_write(ctx, db, f, &list.at[i]);
    return e;
}
