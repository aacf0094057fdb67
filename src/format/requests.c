#include "format/requests.h"

#include "format/intake.h"

static bool moment_same(struct moment a, struct moment b)
{
    return a.kind == b.kind &&
        (a.kind != MOMENT_KNOWN || (a.first.second == b.first.second && a.last.second == b.last.second));
}

// The later row of an id. Of two stops the later counts (a reopening); one that is open again has none.
static void case_repeat(struct intake *in, struct case_facts *known, const struct case_facts *again)
{
    struct moment *old = (struct moment *)known->events; // ours: made by events_read
    bool is_same = known->service == again->service && moment_same(old[EVENT_REPORT], again->events[EVENT_REPORT]) &&
                   moment_same(old[EVENT_RECEIPT], again->events[EVENT_RECEIPT]);
    intake_problem(in, is_same ? PROBLEM_REPEATED : PROBLEM_CONTRADICTED, STR("Id"), again->id);
    if (!is_same)
        return;
    struct moment before = old[EVENT_COMPLETION], after = again->events[EVENT_COMPLETION];
    if (before.kind != MOMENT_NEVER && after.kind == MOMENT_NEVER)
        intake_problem(in, PROBLEM_REOPENED, STR("Id"), again->id);
    if (before.kind != MOMENT_KNOWN || after.kind != MOMENT_KNOWN || after.last.second >= before.last.second) {
        old[EVENT_COMPLETION] = after;
        known->status = again->status;
    }
    for (size_t i = EVENT_FIRST_MAPPED; i < in->requests->shape.events.n; i++)
        if (old[i].kind == MOMENT_NEVER)
            old[i] = again->events[i];
}

static result case_keep(struct intake *in, const struct case_facts *facts)
{
    struct case_list *cases = &in->requests->cases;
    uint32_t hash = name_hash(facts->id, NAME_EXACT);
    bool has_ids = in->mapping->columns[COLUMN_ID].names.n > 0;
    if (has_ids) {
        struct name_keys keys = { cases->at, sizeof *cases->at, NAME_EXACT };
        int64_t known = name_find(&in->ids, keys, facts->id, hash);
        if (known >= 0) {
            case_repeat(in, &cases->at[known], facts);
            return OK;
        }
    }
    struct case_facts *slot = LIST_PUSH(in->arena, cases);
    if (!slot || (has_ids && !name_table_add(in->arena, &in->ids, hash, cases->n - 1)))
        return intake_full(in);
    *slot = *facts;
    return OK;
}

// False if the row is no case, which is then counted.
static bool row_is_case(struct intake *in, struct moment *opened)
{
    static const enum problem_kind kinds[] = {
        [ROW_SHORT] = PROBLEM_ROW_SHORT, [ROW_LONG] = PROBLEM_ROW_LONG, [ROW_CUT] = PROBLEM_ROW_CUT,
        [ROW_QUOTE_OPEN] = PROBLEM_ROW_QUOTE_OPEN, [ROW_QUOTE_TEXT] = PROBLEM_ROW_QUOTE_TEXT,
        [ROW_TOO_LARGE] = PROBLEM_ROW_TOO_LARGE, [ROW_DAMAGED] = PROBLEM_ROW_DAMAGED,
    };
    str none = { "", 0 };
    if (in->row->fault) {
        intake_problem(in, kinds[in->row->fault], none, in->row->example);
        return false;
    }
    str value = intake_value(in, COLUMN_OPENED);
    if (!value.n)
        intake_problem(in, PROBLEM_OPENED_EMPTY, STR("Opened"), none);
    else if (!intake_moment(in, value, opened))
        intake_problem(in, PROBLEM_OPENED_UNREADABLE, STR("Opened"), value);
    else if (!intake_value(in, COLUMN_SERVICE).n)
        intake_problem(in, PROBLEM_SERVICE_EMPTY, STR("Service"), none);
    else
        return true;
    return false;
}

// Room for all cases at once, so that the list need not move while it grows.
static result cases_reserve(struct intake *in)
{
    struct case_list *cases = &in->requests->cases;
    if (cases->room || !in->reader.rows_at_most)
        return OK;
    cases->at = ARENA_ARRAY(in->arena, struct case_facts, in->reader.rows_at_most);
    cases->room = in->reader.rows_at_most;
    return cases->at ? OK : intake_full(in);
}

static result row_take(void *to, const struct row *row)
{
    struct intake *in = to;
    struct moment opened;
    struct case_facts facts = { .row = row->number };
    in->row = row;
    in->requests->rows++;
    if (!row_is_case(in, &opened))
        return OK;
    result e = intake_service(in, &facts.service);
    if (e)
        return e;
    if (facts.service == SERVICE_UNMAPPED) {
        intake_problem(in, PROBLEM_SERVICE_UNMAPPED, STR("Service"), intake_value(in, COLUMN_SERVICE));
        return OK;
    }
    e = intake_case(in, opened, &facts);
    if (!e)
        e = cases_reserve(in);
    return e ? e : case_keep(in, &facts);
}

static result name_push(struct intake *in, struct str_list *list, str name, int *number)
{
    for (size_t i = 0; i < list->n; i++) {
        if (str_same_name(list->at[i], name)) {
            *number = (int)i;
            return OK;
        }
    }
    str *slot = LIST_PUSH(in->arena, list);
    if (!slot)
        return intake_full(in);
    *slot = name_fold(in->arena, name);
    *number = (int)list->n - 1;
    return slot->at ? OK : intake_full(in);
}

static result shape_open(struct intake *in)
{
    static const str usual[] = { STR_INIT("report"), STR_INIT("receipt"), STR_INIT("completion") };
    const struct mapping *m = in->mapping;
    struct shape *shape = &in->requests->shape;
    int number;
    result e = OK;
    in->event_of = ARENA_ARRAY(in->arena, int, m->events.n + 1);
    in->reason_of = ARENA_ARRAY(in->arena, int, m->pauses.n + 1);
    if (!in->event_of || !in->reason_of)
        return intake_full(in);
    for (size_t i = 0; !e && i < EVENT_FIRST_MAPPED; i++)
        e = name_push(in, &shape->events, usual[i], &number);
    for (size_t i = 0; !e && i < m->events.n; i++)
        e = name_push(in, &shape->events, m->events.at[i].name, &in->event_of[i]);
    for (size_t i = 0; !e && i < m->facts.n; i++)
        e = name_push(in, &shape->facts, m->facts.at[i].name, &number);
    for (size_t i = 0; !e && i < m->pauses.n; i++)
        e = name_push(in, &shape->pauses, m->pauses.at[i].name, &in->reason_of[i]);
    for (size_t i = 0; !e && i < m->categories.n; i++)
        if (!name_table_add(in->arena, &in->mapped, name_hash(m->categories.at[i].category, NAME_SAME), i))
            e = intake_full(in);
    return e;
}

static result wanted_open(struct intake *in)
{
    const struct mapping *m = in->mapping;
    in->first_event = COLUMN_COUNT;
    in->first_fact = in->first_event + m->events.n;
    in->first_pause = in->first_fact + m->facts.n;
    size_t n = in->first_pause + 2 * m->pauses.n;
    in->wanted = ARENA_ARRAY(in->arena, struct wanted, n);
    if (!in->wanted)
        return intake_full(in);
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        in->wanted[i] = (struct wanted){ &m->columns[i], i == COLUMN_OPENED || i == COLUMN_SERVICE, false };
    for (size_t i = 0; i < m->events.n; i++)
        in->wanted[in->first_event + i].column = &m->events.at[i].column;
    for (size_t i = 0; i < m->facts.n; i++)
        in->wanted[in->first_fact + i].column = &m->facts.at[i].column;
    for (size_t i = 0; i < m->pauses.n; i++) {
        in->wanted[in->first_pause + 2 * i].column = &m->pauses.at[i].from;
        in->wanted[in->first_pause + 2 * i + 1].column = &m->pauses.at[i].to;
    }
    in->reader.wanted = in->wanted;
    in->reader.n_wanted = n;
    return OK;
}

// An event that no row could have told of is taken out of the shape, so that it is not known rather than never.
static void shape_settle(struct intake *in)
{
    struct shape *shape = &in->requests->shape;
    bool knows_closing = in->wanted[COLUMN_CLOSED].is_found || intake_statuses_decide(in);
    if (!knows_closing)
        shape->events.at[EVENT_COMPLETION] = (str){ "", 0 };
    for (size_t i = 0; i < in->mapping->events.n; i++)
        if (!in->wanted[in->first_event + i].is_found)
            shape->events.at[in->event_of[i]] = (str){ "", 0 };
    shape->has_areas = in->wanted[COLUMN_AREA].is_found;
}

static result lacks_note(struct intake *in)
{
    for (size_t i = 0; i < in->reader.n_wanted; i++) {
        const struct column *column = in->wanted[i].column;
        if (!column->names.n || in->wanted[i].is_found)
            continue;
        struct lacking *slot = LIST_PUSH(in->arena, &in->requests->problems.lacks);
        if (!slot)
            return intake_full(in);
        *slot = (struct lacking){ column->key, column->names.at[0], column->place.line };
    }
    return OK;
}

// Words with their rows, of those that have the value: unmapped categories, unlisted statuses.
static result words_count(struct intake *in, const struct interner *words, int64_t value, struct counted_list *list)
{
    for (size_t i = 0; i < words->n; i++) {
        if (words->at[i].value != value || !words->at[i].n)
            continue;
        struct counted *slot = LIST_PUSH(in->arena, list);
        if (!slot)
            return intake_full(in);
        *slot = (struct counted){ words->at[i].word, words->at[i].n };
    }
    counted_sort(list);
    return OK;
}

result requests_close(struct intake *in)
{
    struct problems *problems = &in->requests->problems;
    shape_settle(in);
    if (!in->wanted[COLUMN_ID].is_found) // said once, of the column; not of every row
        problems->of[PROBLEM_ID_EMPTY] = (struct problem){ 0 };
    result e = in->requests->rows ? lacks_note(in) : OK;
    if (!e)
        e = words_count(in, &in->categories, SERVICE_UNMAPPED, &problems->unmapped);
    return e ? e : words_count(in, &in->statuses, STATUS_UNLISTED, &problems->unlisted);
}

result requests_open(struct ctx *ctx, struct requests *requests, str bytes, const struct mapping *mapping,
                     struct intake **intake)
{
    struct intake *in = ARENA_NEW(ctx->arena, struct intake);
    if (!in)
        return arena_fail(ctx);
    *in = (struct intake){ .ctx = ctx, .arena = ctx->arena, .mapping = mapping, .requests = requests };
    in->reader = (struct row_reader){
        .ctx = ctx, .mapping = mapping, .source = requests->source, .bytes = bytes, .take = row_take, .to = in
    };
    *intake = in;
    result e = wanted_open(in);
    return e ? e : shape_open(in);
}

int64_t requests_count(const struct requests *requests)
{
    return (int64_t)requests->cases.n + requests->n_packed;
}

result requests_read(struct ctx *ctx, str source, str bytes, const struct mapping *mapping, struct requests *requests)
{
    struct intake *in;
    *requests = (struct requests){ .source = source };
    result e = requests_open(ctx, requests, bytes, mapping, &in);
    if (!e)
        e = rows_read(&in->reader);
    return e ? e : requests_close(in);
}
