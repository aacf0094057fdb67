// Who may read a draft and comment on it, and what a time before an election holds of that.
#include "app/draft_internal.h"

#include "app/ledger.h"

static const struct election *held_on(const struct drafter *by, date day)
{
    return by->elections ? election_on(by->elections, day) : NULL;
}

date draft_comments_begin(const struct drafter *by, const struct draft_row *row)
{
    date from = row->comments_from;
    for (const struct election *e = NULL; !date_is_none(from) && (e = held_on(by, from));)
        from = date_add_days(e->until, 1);
    return from;
}

bool draft_is_out(const struct drafter *by, const struct draft_row *row)
{
    date from = draft_comments_begin(by, row);
    return !date_is_none(from) && by->today.day >= from.day && by->today.day <= row->comments_to.day;
}

static result days_check(const struct draft *draft, const struct draft_showing *showing)
{
    bool is_public = str_equal(showing->seen, SEEN_EVERYBODY);
    bool has_from = !date_is_none(showing->comments_from), has_to = !date_is_none(showing->comments_to);
    if (!is_public && !str_equal(showing->seen, SEEN_PARTIES))
        return fail(draft->ctx, ERR_INPUT, "choose who may see it");
    if (has_from != has_to)
        return fail(draft->ctx, ERR_INPUT, "a consultation has a first and a last day: give both");
    if (has_from && showing->comments_to.day < showing->comments_from.day)
        return fail(draft->ctx, ERR_INPUT, "the last day for comments is before the first");
    if (has_from && !is_public)
        return fail(draft->ctx, ERR_INPUT,
                    "nobody can comment on what only the parties see: show it to everybody");
    return OK;
}

// What everybody reads already goes on, and so does a consultation that has begun; nothing of the kind begins.
static result held_check(const struct draft *draft, const struct draft_showing *showing)
{
    struct ctx *ctx = draft->ctx;
    const struct drafter *by = showing->by;
    date from = showing->comments_from;
    bool shows = str_equal(showing->seen, SEEN_EVERYBODY) && !str_equal(draft->row.seen, SEEN_EVERYBODY);
    bool begins = !date_is_none(from) && from.day != draft->row.comments_from.day;
    const struct election *now = held_on(by, by->today);
    if (shows && now)
        return fail(ctx, ERR_RULE, "%.*s: no draft is shown to everybody until %.*s, that day included",
                    STR_ARGS(now->name), STR_ARGS(date_words(ctx, now->until)));
    date first = begins && from.day < by->today.day ? by->today
                                                    : from; // of days that are past it begins today
    const struct election *held = begins ? held_on(by, first) : NULL;
    return held ? fail(ctx, ERR_RULE, "%.*s: no consultation is begun until %.*s, that day included",
                       STR_ARGS(held->name), STR_ARGS(date_words(ctx, held->until)))
                : OK;
}

result draft_show(const struct draft *draft, const struct draft_showing *showing)
{
    result e = draft_keeper_only(draft);
    if (!e)
        e = days_check(draft, showing);
    if (!e)
        e = held_check(draft, showing);
    struct draft_seen_set_in in = { COMMUNITY_FIRST, draft->row.id, showing->seen, showing->comments_from,
                                    showing->comments_to };
    return e ? e : query_draft_seen_set(draft->ctx, draft->db, &in);
}
