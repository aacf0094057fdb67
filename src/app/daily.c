#include "app/daily.h"

#include "app/setting.h"

enum { LOOK_MEMORY = 1 << 30 };

result daily_documents(struct daily_look *l)
{
    struct judge_options options;
    struct directory *directory = ARENA_NEW(l->ctx->arena, struct directory);
    if (!directory)
        return arena_fail(l->ctx);
    l->directory = directory;
    result e = community_time(l->ctx, l->db, l->now, &options);
    if (!e)
        e = ledger_open(l->ctx, l->db, &options, &l->ledger);
    return e ? e : directory_read(l->ctx, l->db, directory);
}

result daily_run(struct ctx *ctx, struct db *db, const struct daily *daily, const struct daily_clock *clock,
                 daily_function act)
{
    str kept;
    int32_t second;
    struct daily_look l = { .db = db, .zone = clock->zone, .now = clock->now };
    l.today = zone_date(clock->zone, clock->now, &second);
    result e = setting_read(ctx, db, daily->setting, &kept);
    (void)str_to_int(kept, &l.looked);
    if (e || second < daily->hour || l.today.day <= l.looked)
        return e;
    struct ctx own = { .arena = arena_open(LOOK_MEMORY) };
    l.ctx = &own;
    e = own.arena ? act(&l) : ERR_LIMIT;
    if (e)
        e = own.arena ? fail(ctx, e, "%s", own.error.text) : arena_fail(ctx);
    arena_close(own.arena);
    return e ? e : setting_write(ctx, db, daily->setting, str_format(ctx->arena, "%d", l.today.day));
}
