#include "app/tick.h"
#include "app/partner_return.h"

#include "app/adopt.h"
#include "app/alert.h"
#include "app/change.h"
#include "app/information_due.h"
#include "app/ledger.h"
#include "app/option_remind.h"
#include "app/packed.h"
#include "app/priority.h"
#include "app/record.h"
#include "app/restriction.h"
#include "app/retention.h"
#include "app/review_due.h"
#include "app/session.h"
#include "app/setting.h"
#include "app/steps_remind.h"
#include "app/undone.h"
#include "base/log.h"

enum { TIME_TEXT = 64 };

struct beating {
    struct tick *tick;
    instant now, recorded; // recorded: last, or now
};

static struct lease lease_of(const struct tick *tick)
{
    return (struct lease){ STR("clock"), str_from(tick->holder), tick->lease_seconds };
}

static result erase_by_age(struct ctx *ctx, struct db *db, struct beating *b)
{
    struct erased out = { .words = 0 };
    bool is_done;
    result e = retention_run(ctx, db, b->now, &out, &is_done);
    b->tick->has_erased |= out.words || out.places || out.actors || out.photographs || out.bindings ||
        out.people;
    return e;
}

static result alert(struct ctx *ctx, struct db *db, instant now)
{
    struct community_by_id_out community;
    const struct zone *zone;
    bool is_found;
    result e = query_community_by_id(ctx, db, &(struct community_by_id_in){ COMMUNITY_FIRST }, &community,
                                     &is_found);
    if (e || !is_found)
        return e;
    e = zone_load(ctx, community.zone, &zone);
    if (!e)
        e = priorities_begin(ctx, db, zone, now);
    if (!e)
        e = returns_remind(ctx, db, zone, now);
    if (!e)
        e = restrictions_remind(ctx, db, zone, now);
    if (!e)
        e = steps_remind(ctx, db, zone, now);
    if (!e)
        e = reviews_remind(ctx, db, zone, now);
    if (!e)
        e = options_remind(ctx, db, zone, now);
    if (!e)
        e = information_remind(ctx, db, zone, now);
    if (!e)
        e = undone_remind(ctx, db, zone, now);
    return e ? e : alerts_look(ctx, db, zone, now);
}

static result beat(struct ctx *ctx, struct db *db, struct beating *b)
{
    struct judge_options options;
    int64_t n;
    result e = derived_ensure(ctx, db, b->now);
    if (!e)
        e = community_time(ctx, db, b->now, &options);
    if (e || options.has_as_of)
        return e;
    e = record_time(ctx, db, b->now, &b->recorded);
    if (e || b->recorded.second > b->now.second)
        return e;
    e = derived_advance(ctx, db, b->now, &n);
    if (!e)
        e = alert(ctx, db, b->now);
    return e ? e : erase_by_age(ctx, db, b);
}

static result beat_work(struct ctx *ctx, struct db *db, void *with)
{
    struct beating *b = with;
    struct lease lease = lease_of(b->tick);
    result e = lease_take(ctx, db, &lease, b->now, &b->tick->is_leading);
    if (!e && b->tick->is_leading)
        e = sessions_tidy(ctx, db, b->now);
    if (!e && b->tick->is_leading)
        e = changes_tidy(ctx, db, b->now);
    return e || !b->tick->is_leading ? e : beat(ctx, db, b);
}

static void behind_say(const struct beating *b)
{
    bool is_behind = b->recorded.second > b->now.second;
    if (is_behind && !b->tick->is_behind)
        log_line(
            "the clock stands still: the machine's time is %lld seconds before what was recorded last. It goes "
            "on when that is over; set the machine's clock",
            (long long)(b->recorded.second - b->now.second));
    if (!is_behind && b->tick->is_behind)
        log_line("the clock goes on: the machine's time has caught up with the record");
    b->tick->is_behind = is_behind;
}

static void role_say(struct tick *tick, enum tick_role role)
{
    if (role != tick->role)
        log_line(role == TICK_LEADS ? "this server runs the clock now" : "another server runs the clock");
    tick->role = role;
}

result tick_run(struct ctx *ctx, struct store *store, struct tick *tick, instant now)
{
    struct beating b = { tick, now, now };
    result e = store_write(ctx, store, beat_work, &b);
    tick->is_leading = tick->is_leading && !e;
    if (e)
        return e;
    if (tick->is_leading)
        behind_say(&b);
    role_say(tick, tick->is_leading ? TICK_LEADS : TICK_FOLLOWS);
    if (tick->is_leading)
        e = store_pack_due(ctx, store);
    return e || !tick->is_leading ? e : changes_due(ctx, store, now);
}

static result end_work(struct ctx *ctx, struct db *db, void *with)
{
    const struct beating *b = with;
    struct lease lease = lease_of(b->tick);
    return lease_give(ctx, db, &lease, b->now);
}

result tick_end(struct ctx *ctx, struct store *store, struct tick *tick, instant now)
{
    struct beating b = { tick, now, now };
    return tick->is_leading ? store_write(ctx, store, end_work, &b) : OK;
}
