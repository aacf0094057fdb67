#include "rules/payment_cap.h"

// The step's own words first, then the rule that an incident is paid for once.
struct cap {
    const struct part *part; // NULL: once an incident, as every payment of the kind
};

enum { CAPS_MAX = 16 };

enum sharing { SHARES_NOT, SHARES, SHARES_PERHAPS };

static bool is_shared_part(const struct part *p)
{
    return p->kind == PART_AT_MOST && !p->is_share && p->each.n && !str_same_name(p->each, STR("case"));
}

static bool is_incident(const struct part *p)
{
    return !p || str_same_name(p->each, STR("incident"));
}

static size_t caps_list(const struct cap_rules *rules, struct cap *caps)
{
    size_t n = 0;
    bool has_incident = false;
    for (size_t i = 0; i < rules->step->n && n < CAPS_MAX - 1; i++) {
        const struct part *p = &rules->step->parts[i];
        if (!is_shared_part(p) || (is_incident(p) && !rules->is_of_cases))
            continue;
        has_incident |= is_incident(p);
        caps[n++].part = p;
    }
    if (rules->is_of_cases && !has_incident && payment_is_once(rules->step, rules->document))
        caps[n++].part = NULL;
    return n;
}

bool cap_is_shared(const struct cap_rules *rules)
{
    struct cap caps[CAPS_MAX];
    return rules->step->verb != STEP_DOES && caps_list(rules, caps) > 0;
}

bool cap_is_of_incident(const struct cap_rules *rules)
{
    struct cap caps[CAPS_MAX];
    size_t n = caps_list(rules, caps);
    bool is_all = n > 0;
    for (size_t i = 0; i < n; i++)
        is_all &= is_incident(caps[i].part);
    return is_all;
}

static struct span year_of(const struct month_day *starts, date d)
{
    struct civil c = date_civil(d);
    bool is_before = c.month < starts->month || (c.month == starts->month && c.day < starts->day);
    int year = is_before ? c.year - 1 : c.year;
    date from = date_from_civil((struct civil){ year, starts->month, starts->day });
    date next = date_from_civil((struct civil){ year + 1, starts->month, starts->day });
    return (struct span){ from, date_add_days(next, -1) };
}

static struct span months_of(date d, int months)
{
    struct civil c = date_civil(d);
    bool is_clipped;
    date from = date_from_civil((struct civil){ c.year, c.month - (c.month - 1) % months, 1 });
    return (struct span){ from, date_add_days(date_add_months(from, months, &is_clipped), -1) };
}

static struct span span_of(const struct cap_rules *rules, str each, date d)
{
    const struct field *f = field_find(&rules->document->header, KEY_YEAR_STARTS);
    struct month_day new_year = { 1, 1 }, april = { 1, 4 };
    if (f && !f->is_bad && f->month_day.month)
        new_year = f->month_day;
    if (str_same_name(each, STR("financial year")))
        return year_of(&april, d);
    if (str_same_name(each, STR("year")))
        return year_of(&new_year, d);
    if (str_same_name(each, STR("quarter")))
        return months_of(d, 3);
    if (str_same_name(each, STR("month")))
        return months_of(d, 1);
    if (str_same_name(each, STR("week"))) {
        date monday = date_add_days(d, -(int64_t)date_weekday(d));
        return (struct span){ monday, date_add_days(monday, 6) };
    }
    return (struct span){ d, d };
}

static bool is_over_time(const struct part *p)
{
    return !is_incident(p) && !str_same_name(p->each, STR("person"));
}

struct span cap_reach(const struct cap_rules *rules, date day)
{
    struct cap caps[CAPS_MAX];
    size_t n = caps_list(rules, caps);
    struct span reach = { day, day };
    for (size_t i = 0; i < n; i++) {
        if (!caps[i].part || !is_over_time(caps[i].part))
            return (struct span){ date_from_civil((struct civil){ DATE_YEAR_MIN, 1, 1 }),
                                  date_from_civil((struct civil){ DATE_YEAR_MAX, 12, 31 }) };
        struct span span = span_of(rules, caps[i].part->each, day);
        reach.from = span.from.day < reach.from.day ? span.from : reach.from;
        reach.to = span.to.day > reach.to.day ? span.to : reach.to;
    }
    return reach;
}

// Whether what the step pays goes to one body, or to whoever was let down in each case.
static bool is_to_one(const struct cap_rules *rules)
{
    const struct field *f = field_find(&rules->document->header, KEY_FUNDS);
    for (size_t i = 0; i < rules->step->n; i++)
        for (size_t k = 0; f && !f->is_bad && k < f->items.n; k++)
            if (rules->step->parts[i].kind == PART_TO &&
                str_same_name(f->items.at[k], rules->step->parts[i].name))
                return true;
    return !rules->is_of_cases;
}

static enum sharing same_person(const struct claim *a, const struct claim *b)
{
    if (!a->person.n || !b->person.n)
        return SHARES_PERHAPS;
    return str_same_name(a->person, b->person) ? SHARES : SHARES_NOT;
}

static enum sharing shares(const struct cap_rules *rules, const struct cap *cap, const struct claim *a,
                           const struct claim *b)
{
    if (is_incident(cap->part))
        return a->incident.n && str_same_name(a->incident, b->incident) ? SHARES : SHARES_NOT;
    if (is_over_time(cap->part)) {
        struct span span = span_of(rules, cap->part->each, b->day);
        if (a->day.day < span.from.day || a->day.day > span.to.day)
            return SHARES_NOT;
        if (is_to_one(rules))
            return SHARES;
    }
    return same_person(a, b);
}

// What earlier payments have used up of a cap, at least and at most: of money, or of times.
struct used {
    int64_t least, most;
};

static int64_t plus(int64_t a, int64_t b)
{
    int64_t sum;
    return __builtin_add_overflow(a, b, &sum) ? INT64_MAX : sum;
}

static struct used used_before(const struct cap_rules *rules, const struct cap *cap,
                               const struct claim *claims, size_t i, const struct cap_left *left)
{
    bool is_times = !cap->part || cap->part->is_times;
    struct used used = { 0, 0 };
    for (size_t j = 0; j < i; j++) {
        enum sharing s = shares(rules, cap, &claims[j], &claims[i]);
        int64_t least = is_times ? left[j].least > 0 : left[j].least,
                most = is_times ? left[j].most > 0 : left[j].most;
        if (s != SHARES_NOT)
            used.most = plus(used.most, most);
        if (s == SHARES)
            used.least = plus(used.least, least);
    }
    return used;
}

static int64_t limit_of(const struct cap *cap)
{
    int64_t limit = 1;
    if (cap->part && cap->part->is_times)
        return cap->part->number.digits;
    if (cap->part)
        (void)ratio_round(ratio_of_pounds(cap->part->number), 1, ROUND_HALF_UP, &limit);
    return limit;
}

static int64_t rest(const struct cap *cap, int64_t claim, int64_t used)
{
    int64_t left = limit_of(cap) - used;
    if (!cap->part || cap->part->is_times)
        return left > 0 ? claim : 0;
    return left <= 0 ? 0 : claim < left ? claim : left;
}

static void cap_apply(const struct cap *cap, struct used used, struct cap_left *left)
{
    int64_t least = rest(cap, left->least, used.most), most = rest(cap, left->most, used.least);
    if (least < left->least || most < left->most) {
        left->cut = cap->part;
        left->is_once = !cap->part;
        left->before = used.most;
    }
    left->least = least;
    left->most = most;
}

void caps_apply(const struct cap_rules *rules, const struct claim *claims, size_t n, struct cap_left *left)
{
    struct cap caps[CAPS_MAX];
    size_t n_caps = caps_list(rules, caps);
    for (size_t i = 0; i < n; i++) {
        left[i] = (struct cap_left){ .least = claims[i].least, .most = claims[i].most };
        for (size_t c = 0; c < n_caps; c++)
            cap_apply(&caps[c], used_before(rules, &caps[c], claims, i, left), &left[i]);
    }
}

str cap_words(struct ctx *ctx, const struct cap_left *left)
{
    struct buffer out = buffer_open(512);
    if (left->is_once) {
        buffer_add(&out,
                   STR("An incident is paid for once, and this one was paid for with an earlier report."));
    } else if (left->cut && left->cut->is_times) {
        buffer_print(&out, "It is paid at most %lld %s each %.*s, and was %lld %s before.",
                     (long long)left->cut->number.digits, left->cut->number.digits == 1 ? "time" : "times",
                     STR_ARGS(left->cut->each), (long long)left->before,
                     left->before == 1 ? "time" : "times");
    } else if (left->cut) {
        buffer_add(&out, STR("The most each "));
        buffer_print(&out, "%.*s is ", STR_ARGS(left->cut->each));
        pence_write(&out, limit_of(&(struct cap){ left->cut }));
        buffer_add(&out, STR(", of which "));
        pence_write(&out, left->before);
        buffer_add(&out, STR(" went before."));
    }
    if (left->cut && left->least != left->most)
        buffer_add(&out, STR(" Whether those went to the same person is not on record."));
    str words = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return words;
}
