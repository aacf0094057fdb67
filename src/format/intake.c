#include "format/intake.h"

#include "format/time_format.h"

#include <inttypes.h>

result intake_full(struct intake *in)
{
    return arena_fail(in->ctx);
}

void intake_problem(struct intake *in, enum problem_kind kind, str column, str value)
{
    problem_add(in->arena, &in->requests->problems, kind,
                (struct problem){ .row = in->row->number, .column = column, .value = value });
}

str intake_value(const struct intake *in, size_t wanted)
{
    return in->row->values[wanted];
}

// A value that stays when the row is gone.
static str kept(struct intake *in, str value)
{
    return in->reader.values_last || !value.n ? value : str_copy(in->arena, value);
}

bool intake_moment(struct intake *in, str value, struct moment *moment)
{
    struct stamp stamp;
    if (!time_parse(&in->mapping->time_formats, value, &stamp))
        return false;
    *moment = time_moment(in->mapping->zone, stamp);
    return true;
}

struct moment intake_moment_or_unknown(struct intake *in, size_t wanted, enum problem_kind kind)
{
    struct moment moment = { .kind = MOMENT_NEVER };
    str value = intake_value(in, wanted);
    if (!value.n || intake_moment(in, value, &moment))
        return moment;
    intake_problem(in, kind, in->wanted[wanted].column->key, value);
    return (struct moment){ .kind = MOMENT_UNKNOWN };
}

// Index of a service in the shape, added if it is new; -1 if the arena is full.
static int64_t service_number(struct intake *in, const struct service *service)
{
    str name = service->sub.n
        ? str_format(in->arena, "%.*s / %.*s", STR_ARGS(service->name), STR_ARGS(service->sub))
        : service->name;
    uint32_t hash = name_hash(name, NAME_SAME);
    struct name_keys keys = { in->service_names.at, sizeof(str), NAME_SAME };
    int64_t found = name.at ? name_find(&in->services, keys, name, hash) : -1;
    if (found >= 0 || !name.at)
        return found;
    struct service *slot = LIST_PUSH(in->arena, &in->requests->shape.services);
    str *name_slot = LIST_PUSH(in->arena, &in->service_names);
    if (!slot || !name_slot || !name_table_add(in->arena, &in->services, hash, in->service_names.n - 1))
        return -1;
    *slot = *service;
    *name_slot = name;
    return (int64_t)in->service_names.n - 1;
}

// The service a category of the source means; SERVICE_UNMAPPED if no Map line says.
static result category_resolve(struct intake *in, str category, int64_t *value)
{
    const struct mapping *m = in->mapping;
    struct name_keys keys = { m->categories.at, sizeof *m->categories.at, NAME_SAME };
    int64_t line = name_find(&in->mapped, keys, category, name_hash(category, NAME_SAME));
    struct service service;
    *value = SERVICE_UNMAPPED;
    if (line >= 0) {
        service = m->categories.at[line].service;
    } else if (m->keeps_names) {
        size_t slash = str_find(category, STR(" / "));
        service.name = name_fold(in->arena, str_slice(category, 0, slash));
        service.sub = name_fold(in->arena, str_from_byte(category, slash + 3));
    } else {
        return OK;
    }
    *value = service.name.at && service.sub.at ? service_number(in, &service) : -1;
    return *value < 0 ? intake_full(in) : OK;
}

result intake_category(struct intake *in, str category, int64_t n, int64_t *service)
{
    bool is_new;
    struct interned *entry = intern(in->arena, &in->categories, category, in->reader.values_last, &is_new);
    if (!entry)
        return intake_full(in);
    result e = is_new ? category_resolve(in, entry->word, &entry->value) : OK;
    entry->n += n;
    *service = entry->value;
    return e;
}

result intake_service(struct intake *in, int *service)
{
    int64_t value = SERVICE_UNMAPPED;
    result e = intake_category(in, intake_value(in, COLUMN_SERVICE), 1, &value);
    *service = (int)value;
    return e;
}

result intake_area(struct intake *in, str value, int64_t *number)
{
    bool is_new;
    struct interned *entry = intern(in->arena, &in->areas, value, in->reader.values_last, &is_new);
    if (!entry)
        return intake_full(in);
    if (is_new) {
        struct str_list *areas = &in->requests->shape.areas;
        uint32_t hash = name_hash(entry->word, NAME_SAME);
        struct name_keys keys = { areas->at, sizeof *areas->at, NAME_SAME };
        entry->value = name_find(&in->area_names, keys, entry->word, hash);
        str *slot = entry->value < 0 ? LIST_PUSH(in->arena, areas) : NULL;
        if (entry->value < 0 && (!slot || !name_table_add(in->arena, &in->area_names, hash, areas->n - 1)))
            return intake_full(in);
        if (slot) {
            *slot = name_fold(in->arena, entry->word);
            entry->value = (int64_t)areas->n - 1;
        }
    }
    *number = entry->value;
    return OK;
}

static result area_read(struct intake *in, int *area)
{
    int64_t number = AREA_NONE;
    str value = intake_value(in, COLUMN_AREA);
    result e = value.n ? intake_area(in, value, &number) : OK;
    *area = (int)number;
    return e;
}

bool intake_statuses_decide(const struct intake *in)
{
    return in->mapping->has_closing_statuses && (in->wanted[COLUMN_STATUS].is_found || !in->reader.knows_columns);
}

static result status_read(struct intake *in, int64_t *status)
{
    bool is_new;
    *status = STATUS_UNLISTED;
    if (!in->mapping->statuses.n || !in->wanted[COLUMN_STATUS].column->names.n)
        return OK;
    struct interned *entry = intern(in->arena, &in->statuses, intake_value(in, COLUMN_STATUS),
                                    in->reader.values_last, &is_new);
    if (!entry)
        return intake_full(in);
    if (is_new) {
        entry->value = STATUS_UNLISTED;
        for (size_t i = 0; i < in->mapping->statuses.n; i++)
            if (str_same_name(in->mapping->statuses.at[i].name, entry->word))
                entry->value = in->mapping->statuses.at[i].status;
    }
    *status = entry->value;
    if (*status == STATUS_UNLISTED && intake_statuses_decide(in)) {
        entry->n++;
        intake_problem(in, PROBLEM_STATUS_UNLISTED, STR("Status"), entry->word);
    }
    return OK;
}

// Closed by its status: the Closed column says when, if it can.
static struct moment completion_of_closed(struct intake *in)
{
    str value = intake_value(in, COLUMN_CLOSED);
    if (value.n)
        return intake_moment_or_unknown(in, COLUMN_CLOSED, PROBLEM_CLOSED_UNREADABLE);
    intake_problem(in, PROBLEM_CLOSED_EMPTY, STR("Closed"), (str){ "", 0 });
    return (struct moment){ .kind = MOMENT_UNKNOWN };
}

static result completion_read(struct intake *in, enum case_status *status, struct moment *completion)
{
    int64_t listed;
    result e = status_read(in, &listed);
    if (e)
        return e;
    if (listed == CASE_EXCLUDED || !intake_statuses_decide(in)) { // the time alone says whether
        *completion = intake_moment_or_unknown(in, COLUMN_CLOSED, PROBLEM_CLOSED_UNREADABLE);
        *status = listed == CASE_EXCLUDED ? CASE_EXCLUDED : completion->kind == MOMENT_NEVER ? CASE_OPEN : CASE_CLOSED;
        return OK;
    }
    *status = listed == STATUS_UNLISTED ? CASE_OPEN : (enum case_status)listed;
    *completion = *status == CASE_OPEN ? (struct moment){ .kind = MOMENT_NEVER } : completion_of_closed(in);
    if (*status == CASE_OPEN && intake_value(in, COLUMN_CLOSED).n)
        intake_problem(in, PROBLEM_CLOSED_UNUSED, STR("Closed"), intake_value(in, COLUMN_CLOSED));
    return OK;
}

static result events_read(struct intake *in, struct moment opened, struct case_facts *facts)
{
    struct moment *events = ARENA_ARRAY(in->arena, struct moment, in->requests->shape.events.n);
    if (!events)
        return intake_full(in);
    events[EVENT_REPORT] = events[EVENT_RECEIPT] = opened;
    for (size_t i = 0; i < in->mapping->events.n; i++)
        events[in->event_of[i]] = intake_moment_or_unknown(in, in->first_event + i, PROBLEM_EVENT_UNREADABLE);
    result e = completion_read(in, &facts->status, &events[EVENT_COMPLETION]);
    facts->events = events;
    if (events[EVENT_COMPLETION].kind == MOMENT_KNOWN && events[EVENT_COMPLETION].last.second < opened.first.second)
        intake_problem(in, PROBLEM_CLOSED_EARLY, STR("Closed"), intake_value(in, COLUMN_CLOSED));
    return e;
}

static result facts_read(struct intake *in, struct case_facts *facts)
{
    size_t n = in->mapping->facts.n;
    str *values = ARENA_ARRAY(in->arena, str, n);
    if (!values)
        return intake_full(in);
    for (size_t i = 0; i < n; i++) {
        values[i] = kept(in, intake_value(in, in->first_fact + i));
        if (!values[i].at)
            return intake_full(in);
    }
    facts->facts = values;
    return OK;
}

// From the first second of a day without a time, to the midnight that ends one: a pause covers what it may cover.
static bool pause_times(struct intake *in, size_t wanted, struct pause *pause)
{
    struct moment from, until = { .kind = MOMENT_NEVER };
    str end = intake_value(in, wanted + 1);
    if (!intake_moment(in, intake_value(in, wanted), &from) || (end.n && !intake_moment(in, end, &until)))
        return false;
    bool is_day = until.first.second != until.last.second;
    pause->from = from.first;
    pause->until = until.kind == MOMENT_NEVER ? INSTANT_FAR : (instant){ until.last.second + (is_day ? 1 : 0) };
    return pause->from.second <= pause->until.second;
}

static result pauses_read(struct intake *in, struct case_facts *facts)
{
    struct case_pause found[CASE_PAUSES_MAX];
    size_t n = 0;
    for (size_t i = 0; i < in->mapping->pauses.n; i++) {
        size_t wanted = in->first_pause + 2 * i;
        str from = intake_value(in, wanted), to = intake_value(in, wanted + 1);
        if (!from.n && !to.n)
            continue;
        struct pause pause;
        if (n < CASE_PAUSES_MAX && pause_times(in, wanted, &pause))
            found[n++] = (struct case_pause){ in->reason_of[i], pause };
        else
            intake_problem(in, PROBLEM_PAUSE_UNREADABLE, in->wanted[wanted].column->key, from.n ? from : to);
    }
    if (!n)
        return OK;
    struct case_pause *pauses = ARENA_ARRAY(in->arena, struct case_pause, n);
    if (!pauses)
        return intake_full(in);
    for (size_t i = 0; i < n; i++)
        pauses[i] = found[i];
    facts->pauses = pauses;
    facts->n_pauses = n;
    return OK;
}

static void point_read(struct intake *in, struct case_facts *facts)
{
    str latitude = intake_value(in, COLUMN_LATITUDE), longitude = intake_value(in, COLUMN_LONGITUDE);
    if (!latitude.n && !longitude.n)
        return;
    facts->has_point = str_to_double(latitude, &facts->latitude) &&
        str_to_double(longitude, &facts->longitude) && facts->latitude >= -90 && facts->latitude <= 90 &&
        facts->longitude >= -180 && facts->longitude <= 180;
    if (!facts->has_point)
        intake_problem(in, PROBLEM_POINT_UNREADABLE, STR("Latitude"), latitude.n ? latitude : longitude);
}

static result id_read(struct intake *in, struct case_facts *facts)
{
    bool has_ids = in->mapping->columns[COLUMN_ID].names.n > 0;
    str value = intake_value(in, COLUMN_ID);
    facts->has_own_id = value.n > 0;
    if (value.n) {
        facts->id = kept(in, value);
    } else {
        facts->id = str_format(in->arena, has_ids ? "row %" PRId64 : "%" PRId64, in->row->number);
        if (has_ids)
            intake_problem(in, PROBLEM_ID_EMPTY, STR("Id"), (str){ "", 0 });
    }
    return facts->id.at ? OK : intake_full(in);
}


result intake_case(struct intake *in, struct moment opened, struct case_facts *facts)
{
    if (in->row->is_repaired)
        intake_problem(in, PROBLEM_BYTES, (str){ "", 0 }, (str){ "", 0 });
    result e = id_read(in, facts);
    if (!e)
        e = area_read(in, &facts->area);
    if (!e)
        e = events_read(in, opened, facts);
    if (!e)
        e = facts_read(in, facts);
    if (!e)
        e = pauses_read(in, facts);
    point_read(in, facts);
    facts->source_due = intake_moment_or_unknown(in, COLUMN_SOURCE_DUE, PROBLEM_DUE_UNREADABLE);
    return e;
}
