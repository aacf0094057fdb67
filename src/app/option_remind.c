#include "app/option_remind.h"

#include "app/daily.h"
#include "app/deed_holders.h"
#include "app/option.h"
#include "app/outbox.h"
#include "app/setting.h"

struct option_look {
    const struct daily_look *day;
    const struct board *board;
};

// An answer that became late since the last look.
struct option_late {
    const struct promise_state *option;
    const struct option_case *asked;
    const struct owed_deed *owed;
    date due; // its last day
};

static result person_tell(const struct option_look *l, const struct option_late *late, int64_t person)
{
    struct ctx *ctx = l->day->ctx;
    const struct entry *entry = &late->asked->answer.entries.at[late->owed->entry];
    const struct clause *clause = late->option->clause;
    str detail = str_format(
        ctx->arena, "link: /charters/%.*s/%.*s/taken-up\nwhat: %.*s, %.*s %.*s\nparty: %.*s\nnews: %.*s%.*s",
        STR_ARGS(late->option->charter->id), STR_ARGS(clause->label),
        STR_ARGS(late->option->charter->document->document->title), STR_ARGS(clause->label),
        STR_ARGS(clause->title), STR_ARGS(late->asked->request->said_by),
        STR_ARGS(late->asked->procedure->stages[entry->stage].title), STR_ARGS(detail_until(ctx, late->due)));
    struct telling_one told = { .person_id = person,
                                .way = STR("email"),
                                .message = STR("option-late"),
                                .once = str_format(ctx->arena, "option %lld %d to %lld",
                                                   (long long)late->asked->request->id, late->owed->entry,
                                                   (long long)person),
                                .detail = detail,
                                .at = l->day->now };
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : outbox_tell_one(ctx, l->day->db, &told);
}

static result holders_tell(const struct option_look *l, const struct option_late *late)
{
    const struct about about = { .body = late->asked->provider };
    struct deed_holders holders = { 0 };
    result e = deed_holders_find(l->day->ctx, l->day->db, DEED_OPTION_ANSWER, &holders);
    for (size_t i = 0; i < holders.n && !e; i++) {
        e = visitor_follow(l->day->ctx, &holders.at[i], &l->board->directory.bodies, l->day->today);
        if (!e && may(&holders.at[i], DEED_OPTION_ANSWER, &about))
            e = person_tell(l, late, holders.at[i].person);
    }
    return e;
}

// Whether an answer of the body that has it became late since the last look.
static bool is_news(const struct option_look *l, const struct option_case *c, struct option_late *late)
{
    const struct owed_deed *o = c ? option_owed(c) : NULL;
    if (!o || !o->is_overdue || option_is_askers(c, o->who) || !o->clock || !o->clock->has_deadline)
        return false;
    late->owed = o;
    late->asked = c;
    late->due = zone_date(l->day->zone, (instant){ o->clock->deadline.until.second - 1 }, NULL);
    return late->due.day < l->day->today.day && (int64_t)late->due.day >= l->day->looked;
}

static result option_tell(const struct option_look *l, const struct promise_state *p)
{
    const struct option_asked asked = { l->day->ctx, l->day->db, p, &l->board->facts, l->day->now };
    struct option_late late = { .option = p };
    struct option_cases cases;
    result e = option_cases(&asked, &cases);
    return e || !is_news(l, option_open(&cases), &late) ? e : holders_tell(l, &late);
}

static result look(struct daily_look *day)
{
    struct board *board;
    result e = board_make(day->ctx, day->db, day->now, &board);
    if (e)
        return e;
    const struct option_look l = { day, board };
    for (size_t i = 0; i < board->charters.n && !e; i++)
        for (size_t k = 0; k < board->charters.at[i].promises.n && !e; k++)
            if (is_option(&board->charters.at[i].promises.at[k]))
                e = option_tell(&l, &board->charters.at[i].promises.at[k]);
    board_close(board);
    return e;
}

result options_remind(struct ctx *ctx, struct db *db, const struct zone *zone, instant now)
{
    const struct daily daily = { SETTING_OPTIONS_TOLD, OPTION_TOLD_AT };
    return daily_run(ctx, db, &daily, &(struct daily_clock){ zone, now }, look);
}
