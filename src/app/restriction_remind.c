// Whoever has to look again at a limit on somebody's contact, or to answer an appeal, is told.
#include "app/restriction.h"

#include "app/ledger.h"
#include "app/outbox.h"

enum { DATE_TEXT = 64 };

// What is to be done until when, and which telling of it this is: a new day is a new thing to be told.
struct duty {
    const struct restriction_row *row;
    str message;
    date due, today;
    instant now;
};

static result one_tell(struct ctx *ctx, struct db *db, const struct duty *d, int64_t person)
{
    struct buffer day = buffer_open(DATE_TEXT);
    struct civil due = date_civil(d->due);
    bool is_late = d->due.day < d->today.day;
    date_write_words(&day, d->due);
    str until = str_copy(ctx->arena, buffer_str(&day));
    buffer_done(ctx->arena, &day);
    str detail = str_format(
        ctx->arena,
        "link: /restrictions/%lld\nbody: %.*s\nuntil: %.*s\nuntil_figures: %02d/%02d/%d\nlate: %.*s",
        (long long)d->row->id, STR_ARGS(d->row->body), STR_ARGS(until), due.day, due.month, due.year,
        STR_ARGS(is_late ? until : (str){ 0 }));
    struct telling_one told = {
        .person_id = person,
        .way = STR("email"),
        .message = d->message,
        .once = str_format(ctx->arena, "%.*s %.*s %d %s %lld", STR_ARGS(d->row->token), STR_ARGS(d->message),
                           (int)d->due.day, is_late ? "late" : "soon", (long long)person),
        .detail = detail,
        .at = d->now
    };
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : outbox_tell_one(ctx, db, &told);
}

// Who was named, while they may; else everybody who may, but never who decided it.
static result duty_tell(struct ctx *ctx, struct db *db, const struct duty *d)
{
    struct reviewers reviewers;
    bool is_named = false;
    result e = restriction_reviewers(ctx, db, d->row->decider, &reviewers);
    for (size_t i = 0; i < reviewers.n && !e; i++)
        is_named |= reviewers.at[i].person == d->row->reviewer;
    for (size_t i = 0; i < reviewers.n && !e; i++)
        if (!is_named || reviewers.at[i].person == d->row->reviewer)
            e = one_tell(ctx, db, d, reviewers.at[i].person);
    return e;
}

static bool waits_for_answer(const struct restriction_row *row)
{
    return !instant_is_none(row->appealed) && instant_is_none(row->answered);
}

result restriction_appeal_tell(struct ctx *ctx, struct db *db, const struct restriction_row *row, instant now)
{
    // Of the day on which it came: the answer can't be late yet.
    return duty_tell(ctx, db,
                     &(struct duty){ row, STR("limit-appealed"), row->appeal_due, row->appeal_due, now });
}

result restrictions_remind(struct ctx *ctx, struct db *db, const struct zone *zone, instant now)
{
    struct restriction_row_list rows;
    date today = zone_date(zone, now, NULL);
    // Also those that ended while their appeal waits: at most a year behind.
    date since = date_add_months(today, -RESTRICTION_MONTHS_MAX, &(bool){ false });
    result e = query_restriction_since(ctx, db, &(struct restriction_since_in){ COMMUNITY_FIRST, since },
                                       &rows);
    for (size_t i = 0; i < rows.n && !e; i++) {
        const struct restriction_row *row = &rows.at[i];
        struct duty review = { row, STR("limit-review"), row->review, today, now };
        struct duty answer = { row, STR("limit-appealed"), row->appeal_due, today, now };
        bool is_soon = row->review.day <= today.day + RESTRICTION_SOON_DAYS;
        if (!restriction_is_over(row, today) && is_soon)
            e = duty_tell(ctx, db, &review);
        if (!e && waits_for_answer(row))
            e = duty_tell(ctx, db, &answer);
    }
    return e;
}
