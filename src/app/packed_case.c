// A plain case is a report, where it lies and who received it, one completion, and how it ended. What case_fold makes
// of these facts depends on the time of asking in one way only: before the report there is no case, before the
// completion it is open. Every other fact that the judge sees makes the case an odd one, and so does a correction.
#include "app/packed_case.h"

#include "app/fold.h"
#include "base/zone.h"

struct plain_facts {
    const struct zone *zone;
    struct plain_case *plain;
    const struct fact_brief *opened, *area, *received, *completion, *status;
};

// Only the first of its kind.
static bool is_only(const struct fact_brief **known, const struct fact_brief *fact)
{
    bool is_first = !*known;
    *known = fact;
    return is_first;
}

static bool has_begun_with(const struct fact_brief *opened, const struct fact_brief *fact)
{
    return fact->happened.second <= opened->happened.second;
}

static bool is_same_moment(const struct fact_brief *a, const struct fact_brief *b)
{
    return a->happened.second == b->happened.second && a->happened_last.second == b->happened_last.second;
}

// An exact time, or one whole day of the zone.
static bool moment_fits(const struct zone *zone, const struct fact_brief *fact, uint32_t *second,
                        bool *is_day)
{
    int64_t first = fact->happened.second, last = fact->happened_last.second;
    *second = (uint32_t)first;
    *is_day = first != last;
    if (first <= 0 || last >= PACKED_UNKNOWN)
        return false;
    if (!*is_day)
        return true;
    date day = zone_date(zone, fact->happened, NULL);
    return first == zone_midnight(zone, day).second &&
        last == zone_midnight(zone, date_add_days(day, 1)).second - 1;
}

static bool fact_fits(struct plain_facts *p, const struct fact_brief *fact)
{
    switch ((enum fact_kind)fact->kind) {
    case FACT_AREA:
        return is_only(&p->area, fact) && fact->value.n && has_begun_with(p->opened, fact);
    case FACT_RECEIVED_BY:
        return is_only(&p->received, fact) && fact->name.n && is_same_moment(p->opened, fact);
    case FACT_EVENT:
        return is_only(&p->completion, fact) && str_same_name(fact->name, STR("completion")) &&
            !str_equal(fact->value, FACT_VALUE_NOT_YET);
    case FACT_STATUS:
        return is_only(&p->status, fact);
    case FACT_OPENED:
    case FACT_BOUND:
    case FACT_KNOWN:
    case FACT_PAUSED:
        return false;
    default: // tells people something, and the judge nothing
        return true;
    }
}

static bool opening_fits(struct plain_facts *p)
{
    bool is_day;
    struct packed *row = &p->plain->row;
    if (p->opened->kind != FACT_OPENED || p->opened->corrects != ID_NONE || !p->opened->name.n ||
        !moment_fits(p->zone, p->opened, &row->opened, &is_day))
        return false;
    row->flags = is_day ? PACKED_OPENED_DAY : 0;
    p->plain->service = p->opened->name;
    return true;
}

static void place_take(struct plain_facts *p)
{
    bool is_unknown = p->area && str_equal(p->area->value, FACT_AREA_UNKNOWN),
         is_outside = p->area && str_equal(p->area->value, FACT_AREA_OUTSIDE);
    if (is_outside)
        p->plain->row.flags |= PACKED_OUTSIDE;
    p->plain->area = !p->area || is_unknown || is_outside ? (str){ 0 } : p->area->value;
    p->plain->body = p->received ? p->received->name : (str){ 0 };
}

static bool completion_fits(struct plain_facts *p)
{
    bool is_day;
    struct packed *row = &p->plain->row;
    if (!p->completion)
        return true;
    row->status = CASE_CLOSED;
    if (str_equal(p->completion->value, FACT_VALUE_UNKNOWN)) {
        row->closed = PACKED_UNKNOWN;
        row->flags |= PACKED_WALKED;
        return has_begun_with(p->opened, p->completion);
    }
    if (!moment_fits(p->zone, p->completion, &row->closed, &is_day))
        return false;
    bool is_before = p->completion->happened_last.second < p->opened->happened.second;
    row->flags |= (uint8_t)((is_day ? PACKED_CLOSED_DAY : 0) | (is_before ? PACKED_WALKED : 0));
    return true;
}

// It must become what it says with the completion, or have been so from the report on.
static bool status_fits(struct plain_facts *p)
{
    struct packed *row = &p->plain->row;
    if (!p->status)
        return true;
    row->status = (uint8_t)case_status_from(p->status->value);
    bool has_time = p->completion && row->closed != PACKED_UNKNOWN;
    if (row->status == CASE_OPEN)
        return false;
    if (row->status == CASE_EXCLUDED || !has_time) {
        bool is_unknown = row->status != CASE_EXCLUDED;
        row->closed = is_unknown ? PACKED_UNKNOWN : row->closed;
        row->flags |= is_unknown ? PACKED_WALKED : 0;
        return has_begun_with(p->opened, p->status);
    }
    return p->status->happened.second == p->completion->happened.second;
}

bool case_is_plain(const struct zone *zone, const struct fact_brief *facts, size_t n,
                   struct plain_case *plain)
{
    struct plain_facts p = { .zone = zone, .plain = plain, .opened = &facts[0] };
    *plain = (struct plain_case){ .row = { .closed = PACKED_NEVER } };
    bool is_plain = opening_fits(&p);
    for (size_t i = 1; i < n && is_plain; i++)
        is_plain = facts[i].corrects == ID_NONE && fact_fits(&p, &facts[i]);
    if (!is_plain)
        return false;
    place_take(&p);
    return completion_fits(&p) && status_fits(&p);
}
