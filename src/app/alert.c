#include "app/alert.h"

#include "app/ledger.h"
#include "app/outbox.h"
#include "app/setting.h"
#include "app/subscription.h"
#include "store/fact.h"

#include <math.h>

enum {
    FACTS_AT_ONCE = 500,
    WEEKLY_AT_ONCE = 200,
    NEWS_MOST = 30,
    LOOK_MEMORY = 32 << 20,
    MILLIONTHS = 1000000,
    GRID = 1000,
    METRES_A_DEGREE = 111320,
    DATE_TEXT = 16,
    WEEK = 7
};

struct looking {
    struct ctx *ctx;
    struct db *db;
    instant now;
};

static str event_words(const struct fact_row *f)
{
    if (str_equal(f->name, STR("completion")))
        return STR("done, as the service says");
    if (str_equal(f->name, STR("reopened")))
        return STR("opened again");
    return (str){ 0 };
}

str alert_words(struct ctx *ctx, const struct fact_row *f)
{
    switch ((enum fact_kind)f->kind) {
    case FACT_OPENED:
        return STR("reported");
    case FACT_EVENT:
        return event_words(f);
    case FACT_STATUS:
        return str_equal(f->value, STR("open")) || str_equal(f->value, STR("closed"))
            ? (str){ 0 }
            : str_format(ctx->arena, "closed: %.*s", STR_ARGS(f->value));
    case FACT_EXPLAINED:
        return STR("late, and the reason was given");
    case FACT_REDRESS:
        return STR("something is owed for a promise that was missed");
    case FACT_STEP_DONE:
        return f->corrects == ID_NONE ? STR("what was owed was done")
                                      : STR("what was said of something that is owed was put right");
    case FACT_PUBLISHED:
        return str_format(ctx->arena, "a figure was published: %.*s", STR_ARGS(f->name));
    case FACT_ADOPTED:
        return STR("a new version counts");
    case FACT_SIGNED:
        return str_format(ctx->arena, "signed by %.*s", STR_ARGS(f->name));
    case FACT_PROGRESS:
        return STR("news of what is being done");
    case FACT_OPTION:
        return STR("news of an option that was taken up");
    case FACT_THANKED:
        return f->corrects == ID_NONE ? STR("thanks were said") : STR("thanks were taken back");
    case FACT_MEETING:
        return str_equal(f->name, STR("next"))  ? STR("it was said when the next meeting is")
            : str_equal(f->name, STR("agreed")) ? STR("what a meeting agreed was written down")
                                                : STR("it was said what became of what a meeting agreed");
    default:
        return (str){ 0 };
    }
}

// At once, by a message; weekly, by a row that waits.
static result subscriber_tell(struct looking *l, const struct subscription_row *s, int64_t fact_id)
{
    if (str_equal(s->often, OFTEN_WEEKLY))
        return query_alert_put(l->ctx, l->db, &(struct alert_put_in){ COMMUNITY_FIRST, s->id, fact_id });
    str detail = str_format(l->ctx->arena, "subscription: %lld\nfacts: %lld", (long long)s->id,
                            (long long)fact_id);
    return outbox_tell_one(
        l->ctx, l->db,
        &(struct telling_one){ s->person_id, STR("email"), STR("alert"), fact_id, s->token, detail, l->now });
}

static result subscribers_tell(struct looking *l, str kind, str subject, int64_t fact_id)
{
    struct subscription_row_list rows;
    if (!subject.n)
        return OK;
    result e = query_subscription_of_subject(
        l->ctx, l->db, &(struct subscription_of_subject_in){ COMMUNITY_FIRST, kind, subject }, &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        e = subscriber_tell(l, &rows.at[i], fact_id);
    return e;
}

// To the grid, in millionths.
static int64_t on_grid(double degrees)
{
    return (int64_t)llround(degrees * GRID) * (MILLIONTHS / GRID);
}

static bool is_within(const struct subscription_row *s, int64_t latitude, int64_t longitude)
{
    double north = (double)(latitude - s->latitude) / MILLIONTHS * METRES_A_DEGREE;
    double middle = (double)s->latitude / MILLIONTHS * (M_PI / 180);
    double east = (double)(longitude - s->longitude) / MILLIONTHS * METRES_A_DEGREE * cos(middle);
    return north * north + east * east <= (double)s->metres * (double)s->metres;
}

static result neighbours_tell(struct looking *l, int64_t case_id, int64_t fact_id)
{
    struct private_by_fact_out place;
    struct subscription_row_list rows;
    double latitude, longitude;
    bool is_found;
    result e = query_private_by_fact(l->ctx, l->db, &(struct private_by_fact_in){ COMMUNITY_FIRST, case_id },
                                     &place, &is_found);
    if (e || !is_found || !str_to_double(place.latitude, &latitude) ||
        !str_to_double(place.longitude, &longitude))
        return e;
    int64_t north = on_grid(latitude), east = on_grid(longitude);
    int64_t band = (int64_t)SUBSCRIPTION_METRES_MOST * MILLIONTHS / METRES_A_DEGREE + 1;
    e = query_subscription_of_band(
        l->ctx, l->db,
        &(struct subscription_of_band_in){ COMMUNITY_FIRST, ABOUT_PLACE, north - band, north + band }, &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        if (is_within(&rows.at[i], north, east))
            e = subscriber_tell(l, &rows.at[i], fact_id);
    return e;
}

// The plain name of a service covers its sub-names.
static result service_tell(struct looking *l, str service, int64_t fact_id)
{
    str rest = service, plain = str_slice(service, 0, str_find(service, STR(" / ")));
    result e = subscribers_tell(l, ABOUT_SERVICE, rest, fact_id);
    return e || plain.n == service.n ? e : subscribers_tell(l, ABOUT_SERVICE, plain, fact_id);
}

static result case_news(struct looking *l, const struct fact_row *f)
{
    struct case_row c;
    bool is_found;
    result e = query_case_by_id(l->ctx, l->db, &(struct case_by_id_in){ COMMUNITY_FIRST, f->case_id }, &c,
                                &is_found);
    if (e || !is_found || c.visibility != VISIBLE || !c.service.n)
        return e;
    e = subscribers_tell(l, ABOUT_CASE, c.reference, f->id);
    if (!e)
        e = subscribers_tell(l, ABOUT_AREA, c.area, f->id);
    if (!e)
        e = service_tell(l, c.service, f->id);
    return e ? e : neighbours_tell(l, f->case_id, f->id);
}

static result fact_news(struct looking *l, const struct fact_row *f)
{
    if (!alert_words(l->ctx, f).n)
        return OK;
    if (f->case_id != ID_NONE)
        return case_news(l, f);
    return subscribers_tell(l, ABOUT_CHARTER, f->kind == FACT_ADOPTED ? f->name : f->document, f->id);
}

static result number_read(struct looking *l, str name, int64_t *number, bool *is_set)
{
    str value;
    result e = setting_read(l->ctx, l->db, name, &value);
    *is_set = !e && str_to_int(value, number);
    return e;
}

static result number_write(struct looking *l, str name, int64_t number)
{
    return setting_write(l->ctx, l->db, name, str_format(l->ctx->arena, "%lld", (long long)number));
}

static result facts_look(struct looking *l)
{
    struct fact_last_out last;
    struct fact_row_list facts;
    int64_t after = 0;
    bool is_set, is_found;
    result e = query_fact_last(l->ctx, l->db, &(struct fact_last_in){ COMMUNITY_FIRST }, &last, &is_found);
    if (!e)
        e = number_read(l, SETTING_ALERTED_TO, &after, &is_set);
    if (e || !is_found || (is_set && last.last == after))
        return e;
    if (!is_set)
        return number_write(l, SETTING_ALERTED_TO, last.last);
    e = query_fact_news(l->ctx, l->db, &(struct fact_news_in){ COMMUNITY_FIRST, after, FACTS_AT_ONCE },
                        &facts);
    for (size_t i = 0; !e && i < facts.n; i++)
        e = fact_news(l, &facts.at[i]);
    return e || !facts.n ? e : number_write(l, SETTING_ALERTED_TO, facts.at[facts.n - 1].id);
}

static result weekly_tell(struct looking *l, const struct subscription_row *s, date monday)
{
    struct alert_of_subscription_out_list waiting;
    struct buffer detail = buffer_open(NEWS_MOST * 24 + 64);
    result e = query_alert_of_subscription(
        l->ctx, l->db, &(struct alert_of_subscription_in){ COMMUNITY_FIRST, s->id, NEWS_MOST }, &waiting);
    buffer_print(&detail, "subscription: %lld\nfacts:", (long long)s->id);
    for (size_t i = 0; !e && i < waiting.n; i++)
        buffer_print(&detail, " %lld", (long long)waiting.at[i].fact_id);
    str once = str_format(l->ctx->arena, "%.*s %d", STR_ARGS(s->token), (int)monday.day);
    str lines = str_copy(l->ctx->arena, buffer_str(&detail));
    buffer_done(l->ctx->arena, &detail);
    if (!e)
        e = outbox_tell_one(
            l->ctx, l->db,
            &(struct telling_one){ s->person_id, STR("email"), STR("weekly"), 0, once, lines, l->now });
    return e ? e
             : query_alert_delete_of_subscription(
                   l->ctx, l->db, &(struct alert_delete_of_subscription_in){ COMMUNITY_FIRST, s->id });
}

// The last Monday on whose morning they were due.
static date monday_of(const struct zone *zone, instant now)
{
    int32_t second;
    date day = zone_date(zone, now, &second);
    int past = (int)date_weekday(day) - MONDAY;
    if (past == 0 && second < ALERT_HOUR * 3600)
        past = WEEK;
    return date_add_days(day, -past);
}

static result week_look(struct looking *l, const struct zone *zone)
{
    date monday = monday_of(zone, l->now);
    struct alert_next_out next;
    int64_t done = 0, after = 0;
    bool is_set, is_found = true;
    int n = 0;
    result e = number_read(l, SETTING_WEEKLY_TO, &done, &is_set);
    if (e || (is_set && done >= monday.day))
        return e;
    for (; !e && is_set && is_found && n < WEEKLY_AT_ONCE; n++) {
        struct subscription_row s;
        bool is_there;
        e = query_alert_next(l->ctx, l->db, &(struct alert_next_in){ COMMUNITY_FIRST, after }, &next,
                             &is_found);
        if (e || !is_found)
            break;
        after = next.subscription_id;
        e = query_subscription_by_id(l->ctx, l->db, &(struct subscription_by_id_in){ COMMUNITY_FIRST, after },
                                     &s, &is_there);
        if (!e && is_there)
            e = weekly_tell(l, &s, monday);
    }
    return e || (is_set && is_found) ? e : number_write(l, SETTING_WEEKLY_TO, monday.day);
}

result alerts_look(struct ctx *ctx, struct db *db, const struct zone *zone, instant now)
{
    struct ctx own = { .arena = arena_open(LOOK_MEMORY) };
    struct looking l = { &own, db, now };
    result e = own.arena ? facts_look(&l) : ERR_LIMIT;
    if (!e)
        e = week_look(&l, zone);
    if (!e)
        e = subscriptions_expire(&own, db, now);
    if (e)
        e = own.arena ? fail(ctx, e, "%s", own.error.text) : arena_fail(ctx);
    arena_close(own.arena);
    return e;
}
