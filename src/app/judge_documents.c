// Documents read, put in order of their versions, and their clauses made ready to judge with.
#include "app/judge_internal.h"

#include "app/documents.h"
#include "app/judge_instead.h"
#include "app/library.h"

static bool comes_before(const struct document *a, const struct document *b)
{
    int order = str_compare(a->id, b->id);
    return order ? order < 0 : document_in_force(a).from.day < document_in_force(b).from.day;
}

// By Id, versions in the order of their first days.
static void documents_sort(struct document **list, size_t n)
{
    for (size_t i = 1; i < n; i++)
        for (size_t j = i; j > 0 && comes_before(list[j], list[j - 1]); j--) {
            struct document *swap = list[j];
            list[j] = list[j - 1];
            list[j - 1] = swap;
        }
}

result judge_documents_load(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged)
{
    struct document **documents = ARENA_ARRAY(ctx->arena, struct document *, options->n_documents + 1);
    result e = documents ? OK : arena_fail(ctx);
    for (size_t i = 0; !e && i < options->n_documents;
         i++) // all are read first, so that one run shows every error
        e = document_load(ctx, options->documents[i], &judged->diagnostics, &documents[i]);
    struct document *instead = NULL;
    if (!e)
        e = judge_instead_load(ctx, options, judged, &instead);
    if (!e)
        e = judge_take(ctx, documents, options->n_documents, judged);
    return e ? e : judge_instead_take(ctx, judged, instead);
}

result judge_take(struct ctx *ctx, struct document **documents, size_t n, struct judge_result *judged)
{
    documents_sort(documents, n);
    for (size_t i = 0; i < n; i++)
        document_check_charter(ctx, documents[i], &judged->diagnostics);
    result e = documents_check_versions(ctx, documents, n, &judged->diagnostics);
    if (!e && judged->diagnostics.errors)
        return ERR_RULE;
    for (size_t i = 0; !e && i < n; i++) {
        struct judged_document *d = LIST_PUSH(ctx->arena, &judged->documents);
        if (!d)
            return arena_fail(ctx);
        d->document = documents[i];
        d->stands_for = i;
    }
    return e;
}

static str header_text(const struct document *document, enum field_key key)
{
    const struct field *f = field_find(&document->header, key);
    return f && !f->is_bad ? f->text : (str){ 0 };
}

result judged_calendar(struct ctx *ctx, struct judge_result *judged, str name,
                       const struct calendar **calendar)
{
    for (size_t i = judged->calendars.n; i-- > 0;)
        if (str_equal(judged->calendars.at[i].name, name)) {
            *calendar = judged->calendars.at[i].calendar;
            return OK;
        }
    result e = library_calendar(ctx, name, calendar);
    struct adopted_calendar *slot = e ? NULL : LIST_PUSH(ctx->arena, &judged->calendars); // read once
    if (slot)
        *slot = (struct adopted_calendar){ name, *calendar };
    return e || slot ? e : arena_fail(ctx);
}

// The clause's own Calendar, else the header's, else none (Monday to Friday, no holidays, UTC).
static result calendar_of(struct ctx *ctx, struct judge_result *judged, const struct judged_document *d,
                          const struct clause *clause, const struct calendar **calendar)
{
    const struct field *own = clause ? field_find(&clause->fields, KEY_CALENDAR) : NULL;
    str name = own ? own->text : header_text(d->document, KEY_CALENDAR);
    return judged_calendar(ctx, judged, name.n ? name : STR("none"), calendar);
}

static const struct hours *hours_of(const struct document *document, const struct clause *clause,
                                    const struct calendar *calendar)
{
    const struct field *own = clause ? field_find(&clause->fields, KEY_HOURS) : NULL,
                       *header = field_find(&document->header, KEY_HOURS);
    const struct hours *hours = own ? &own->hours
        : header                    ? &header->hours
                                    : &calendar_source(calendar)->hours;
    return hours->n ? hours : NULL;
}

static bool starts_next_working_day(const struct document *document, const struct clause *clause)
{
    return (clause && field_find(&clause->fields, KEY_START)) || field_find(&document->header, KEY_START);
}

static result hours_lay_out(struct ctx *ctx, struct judge_result *judged, const struct hours *hours,
                            struct timing *timing)
{
    for (size_t i = 0; i < judged->hours.n; i++) {
        const struct laid_out_hours *h = &judged->hours.at[i];
        if (h->calendar == timing->calendar && h->zone == timing->zone && h->hours == hours) {
            timing->worktime = h->worktime;
            return OK;
        }
    }
    result e = worktime_build(ctx, timing->calendar, timing->zone, hours, &timing->worktime);
    struct laid_out_hours *slot = e ? NULL : LIST_PUSH(ctx->arena, &judged->hours);
    if (slot)
        *slot = (struct laid_out_hours){ timing->calendar, timing->zone, hours, timing->worktime };
    return e || slot ? e : arena_fail(ctx);
}

static result timing_of(struct ctx *ctx, struct judge_result *judged, const struct judged_document *d,
                        const struct clause *clause, struct timing *timing)
{
    const struct calendar *calendar;
    result e = calendar_of(ctx, judged, d, clause, &calendar);
    if (e)
        return e;
    const struct hours *hours = hours_of(d->document, clause, calendar);
    *timing = (struct timing){ .calendar = calendar, .zone = d->zone };
    timing->starts_next_working_day = starts_next_working_day(d->document, clause);
    return hours ? hours_lay_out(ctx, judged, hours, timing) : OK;
}

static result zone_of(struct ctx *ctx, struct judge_result *judged, const struct document *document,
                      const struct calendar *calendar, const struct zone **zone)
{
    str name = header_text(document, KEY_ZONE);
    name = name.n ? name : calendar_source(calendar)->zone;
    name = name.n ? name : STR("UTC");
    for (size_t i = 0; i < judged->zones.n; i++)
        if (str_equal(judged->zones.at[i].name, name)) {
            *zone = judged->zones.at[i].zone;
            return OK;
        }
    result e = zone_load(ctx, name, zone);
    struct judged_zone *slot = e ? NULL : LIST_PUSH(ctx->arena, &judged->zones);
    if (slot)
        *slot = (struct judged_zone){ name, *zone };
    return e || slot ? e : arena_fail(ctx);
}

result judge_timing(struct ctx *ctx, struct judge_result *judged, const struct document *document,
                    const struct clause *clause, struct timing *timing)
{
    struct judged_document d = { .document = (struct document *)document };
    const struct calendar *calendar;
    result e = calendar_of(ctx, judged, &d, NULL, &calendar);
    if (!e)
        e = zone_of(ctx, judged, document, calendar, &d.zone);
    return e ? e : timing_of(ctx, judged, &d, clause, timing);
}

static result note(struct ctx *ctx, struct judge_result *judged, const struct judged_document *d,
                   const struct clause *clause, const char *why)
{
    str *line = LIST_PUSH(ctx->arena, &judged->notes);
    if (!line)
        return arena_fail(ctx);
    *line = str_format(ctx->arena, "%.*s %.*s is not counted from this file: %s", STR_ARGS(d->document->id),
                       STR_ARGS(clause->label), why);
    return OK;
}

static const struct field *services_of(const struct clause *clause)
{
    const struct field *service = field_find(&clause->fields, KEY_SERVICE);
    return service ? service : field_find(&clause->fields, KEY_FOR);
}

static bool noun_is_event(str noun, str event)
{
    bool is_plural = str_ends(noun, STR("s")) && str_same_name(str_slice(noun, 0, noun.n - 1), event);
    return is_plural || str_same_name(noun, event);
}

// "25 reports" counts the event report, "1 inspection" the event inspection; anything else is done when the
// case is completed.
static int counted_event(const struct shape *shape, const struct field *count)
{
    bool has_noun = count->kind->key == KEY_COUNT && count->target.n_ramps;
    str noun = has_noun ? count->target.ramps[0].quantity.noun : (str){ 0 };
    for (size_t i = 0; i < shape->events.n; i++)
        if (noun_is_event(noun, shape->events.at[i]))
            return (int)i;
    return event_index(shape, STR("completion"));
}

// Whether a Count or Every says how many events of a case's kind there should be.
static bool is_countable(const struct field *f)
{
    if (f->is_bad)
        return false;
    if (f->kind->key == KEY_EVERY)
        return f->duration.kind == DURATION_LENGTH && f->duration.unit >= UNIT_DAY;
    return !f->target.for_each.n && f->target.n_ramps && f->target.ramps[0].quantity.kind == QUANTITY_NUMBER;
}

int64_t measure_scale(const struct account *account)
{
    switch (account->unit) {
    case UNIT_WEEK:
        return 7;
    case UNIT_MONTH:
        return MONTH_PARTS;
    case UNIT_QUARTER:
        return 3 * MONTH_PARTS;
    case UNIT_YEAR:
        return 12 * MONTH_PARTS;
    default:
        return unit_is_clock(account->unit) ? 3600 : 1;
    }
}

// The unit of "average of at most 5 working days".
static enum unit target_unit(const struct target *target)
{
    str noun = target->ramps[0].quantity.noun;
    for (int u = 0; u < UNIT_COUNT; u++)
        for (int is_one = 0; is_one < 2; is_one++)
            if (str_same_name(noun, str_from(unit_name((enum unit)u, is_one))))
                return (enum unit)u;
    return UNIT_DAY;
}

static result account_add(struct ctx *ctx, const struct judge_options *options, struct judged_document *d,
                          struct account account)
{
    struct account *slot = LIST_PUSH(ctx->arena, &d->accounts);
    if (!slot)
        return arena_fail(ctx);
    const struct promise *p = account.promise;
    const struct field *target = field_find(&p->clause->fields, KEY_TARGET);
    account.is_measured = !account.count && target && !target->is_bad &&
        target->target.measure != MEASURE_PLAIN;
    account.unit = account.is_measured ? target_unit(&target->target) : UNIT_DAY;
    account.n_areas = options->by_area && d->areas.n ? d->areas.n : 1;
    account.n_slots = p->n_clocks > 1 && !account.count ? p->n_clocks + 1 : 1;
    *slot = account;
    return OK;
}

// Whether its cases are bound to it on the record: what it measures or counts is no service request.
static bool is_bound(const struct clause *clause, bool has_service)
{
    return !has_service || (field_find(&clause->fields, KEY_MEASURE) && !clause_has_clock(clause));
}

static result bound_account(struct ctx *ctx, const struct judge_options *options, struct judged_document *d,
                            const struct promise *p, const struct field *count)
{
    struct account account = { .promise = p, .count = p->n_clocks ? NULL : count, .is_bound = true };
    account.is_observed = !p->n_clocks;
    account.event = event_index(p->shape, STR("report"));
    // Whether a contact that is for no service answers is written down by whoever asked (app/reached.h).
    bool promises = p->clause->kind->key != CLAUSE_CONTACT &&
        (p->n_clocks || count || field_find(&p->clause->fields, KEY_TARGET));
    return promises ? account_add(ctx, options, d, account) : OK;
}

static result promise_accounts(struct ctx *ctx, const struct judge_options *options,
                               struct judge_result *judged, struct judged_document *d,
                               const struct promise *p)
{
    const struct clause *clause = p->clause;
    const struct field *count = field_find(&clause->fields, KEY_COUNT);
    count = count ? count : field_find(&clause->fields, KEY_EVERY);
    bool has_service = services_of(clause) != NULL,
         is_sum = !p->n_clocks && field_find(&clause->fields, KEY_CONTRIBUTES);
    if (is_sum)
        return account_add(ctx, options, d, (struct account){ .promise = p, .is_sum = true });
    if (p->shape->has_bound && is_bound(clause, has_service))
        return bound_account(ctx, options, d, p, count);
    if (!has_service && (p->n_clocks || count))
        return note(ctx, judged, d, clause, "it names no Service");
    if (count && !is_countable(count))
        return note(ctx, judged, d, clause, "what it counts is not in a file of requests");
    result e = OK;
    if (p->n_clocks)
        e = account_add(ctx, options, d, (struct account){ .promise = p });
    if (!e && count)
        e = account_add(
            ctx, options, d,
            (struct account){ .promise = p, .count = count, .event = counted_event(p->shape, count) });
    return e;
}

static struct account *account_by_label(struct judged_document *d, str label)
{
    for (size_t i = 0; i < d->accounts.n; i++)
        if (!d->accounts.at[i].count && str_equal(d->accounts.at[i].promise->clause->label, label))
            return &d->accounts.at[i];
    return NULL;
}

// A clause that others contribute to counts their cases; a clause with a clock of its own counts only its own.
static result sums_link(struct ctx *ctx, struct judged_document *d)
{
    int n = 0;
    for (size_t i = 0; i < d->accounts.n; i++) {
        struct account *sum = &d->accounts.at[i];
        const struct field *f = sum->is_sum ? field_find(&sum->promise->clause->fields, KEY_CONTRIBUTES)
                                            : NULL;
        n += sum->is_sum;
        if (n > SUMS_MAX)
            return fail(ctx, ERR_LIMIT, "%.*s has more than %d clauses that others contribute to",
                        STR_ARGS(d->document->id), SUMS_MAX);
        for (size_t r = 0; f && r < f->refs.n; r++) {
            struct account *child = f->refs.at[r].document.n ? NULL
                                                             : account_by_label(d, f->refs.at[r].label);
            if (!child || child->is_sum)
                continue;
            struct account **parent = LIST_PUSH(ctx->arena, &child->parents);
            if (!parent)
                return arena_fail(ctx);
            *parent = sum;
        }
    }
    return OK;
}

static result promises_build(struct ctx *ctx, struct judge_result *judged, struct judged_document *d)
{
    result e = OK;
    for (size_t i = 0; !e && i < d->document->clauses.n; i++) {
        const struct clause *clause = &d->document->clauses.at[i];
        bool is_sum = field_find(&clause->fields, KEY_CONTRIBUTES);
        bool is_measured = judged->requests->shape.has_bound && field_find(&clause->fields, KEY_TARGET);
        if (clause->kind->key == CLAUSE_REDRESS ||
            (!clause_has_clock(clause) && !clause_has_count(clause) && !services_of(clause) && !is_sum &&
             !is_measured))
            continue;
        struct promise *p = LIST_PUSH(ctx->arena, &d->promises);
        if (!p)
            return arena_fail(ctx);
        e = promise_build(ctx, d->document, clause, &judged->requests->shape, p);
        if (!e)
            e = timing_of(ctx, judged, d, clause, &p->timing);
    }
    for (size_t i = 0; i < d->promises.n; i++) // the list has stopped moving
        d->promises.at[i].siblings = &d->promises;
    return e;
}

struct as_of judge_as_of(const struct judge_options *options, const struct zone *zone)
{
    struct as_of as_of = !options->has_as_of ? as_of_instant(options->now)
        : options->as_of.has_time            ? as_of_instant(stamp_instant(zone, options->as_of, NULL))
                                             : as_of_day(zone, options->as_of.day);
    if (!options->has_as_of && options->facts_to.second > options->now.second)
        as_of.facts_before.second = options->facts_to.second + 1;
    return as_of;
}

result judge_document_prepare(struct ctx *ctx, const struct judge_options *options,
                              struct judge_result *judged, struct judged_document *d)
{
    const struct calendar *calendar;
    struct buffer version = buffer_open(32);
    result e = calendar_of(ctx, judged, d, NULL, &calendar);
    if (!e)
        e = zone_of(ctx, judged, d->document, calendar, &d->zone);
    if (e)
        return e;
    date_write(&version, document_in_force(d->document).from);
    d->version = str_copy(ctx->arena, buffer_str(&version));
    buffer_done(ctx->arena, &version);
    e = judge_areas(ctx, judged, d);
    if (!e)
        e = promises_build(ctx, judged, d);
    for (size_t i = 0; !e && i < d->promises.n; i++)
        e = promise_accounts(ctx, options, judged, d, &d->promises.at[i]);
    return e ? e : sums_link(ctx, d);
}

result judge_document_ask(struct ctx *ctx, const struct judge_options *options, struct judged_document *d)
{
    result e = OK;
    d->as_of = judge_as_of(options, d->zone);
    for (size_t i = 0; !e && i < d->accounts.n; i++) {
        struct account *a = &d->accounts.at[i];
        e = periods_build(ctx, a->promise, clause_period(d->document, a->promise->clause), d->as_of,
                          &a->periods);
    }
    return e;
}
