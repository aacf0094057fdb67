#include "cli/welcome.h"

#include "app/adopt.h"
#include "app/invite.h"
#include "app/place_name.h"
#include "app/setting.h"
#include "base/clock.h"
#include "base/log.h"

enum { WELCOME_MEMORY = 1 << 20 };

struct welcoming {
    str given, listened, site;
    struct first_link first;
};

static result address_keep(struct ctx *ctx, struct db *db, struct welcoming *w)
{
    str before;
    result e = setting_read(ctx, db, SETTING_ADDRESS, &before);
    w->site = w->given.n           ? w->given
        : address_is_local(before) ? w->listened
                                   : before; // not for the next start
    if (e || str_equal(w->site, before))
        return e;
    return setting_write(ctx, db, SETTING_ADDRESS, w->site);
}

static result welcome_work(struct ctx *ctx, struct db *db, void *with)
{
    struct welcoming *w = with;
    result e = address_keep(ctx, db, w);
    return e ? e : first_link(ctx, db, &w->first);
}

static result place_work(struct ctx *ctx, struct db *db, void *with)
{
    (void)with;
    return community_ensure(ctx, db, PLACE_UNNAMED, STR("Europe/London"));
}

result place_ensure(struct ctx *ctx, struct store *store)
{
    return store_write(ctx, store, place_work, NULL);
}

void welcome(const struct options *options, struct store *store, str listened)
{
    struct ctx ctx = { .arena = arena_open(WELCOME_MEMORY) };
    struct welcoming w = { .given = options->value[OPTION_ADDRESS],
                           .listened = listened,
                           .first = { .now = clock_now() } };
    result e = ctx.arena ? store_write(&ctx, store, welcome_work, &w) : ERR_LIMIT;
    if (e)
        log_line("The site's address could not be kept: %s", ctx.error.text);
    else if (w.first.token.n)
        log_line("There is no administrator yet. Become the first, within a day: %.*s",
                 STR_ARGS(link_url(&ctx, w.site, w.first.token)));
    arena_close(ctx.arena);
}
