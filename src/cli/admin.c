// Links to become an administrator, for whoever has the store.
#include "app/adopt.h"
#include "app/invite.h"
#include "app/setting.h"
#include "base/clock.h"
#include "cli/options.h"

struct asked {
    const struct options *options;
    str site, token;
    bool is_first;
};

static result invite_work(struct ctx *ctx, struct db *db, void *with)
{
    struct asked *a = with;
    const struct options *o = a->options;
    struct first_link first = { .now = clock_now() };
    struct inviting inviting = { .name = o->value[OPTION_ADMIN_NAME],
                                 .email = o->value[OPTION_ADMIN_EMAIL],
                                 .role = { .role = ROLE_ADMINISTRATOR },
                                 .by = ID_NONE,
                                 .is_shown = true,
                                 .now = first.now };
    bool is_named = inviting.name.n || inviting.email.n;
    result e = setting_read(ctx, db, SETTING_ADDRESS, &a->site);
    if (!e)
        e = is_named ? invite(ctx, db, &inviting) : first_link(ctx, db, &first);
    a->token = is_named ? inviting.token : first.token;
    if (!e && !a->token.n)
        return fail_at(
            ctx, ERR_RULE, STR("admin"), (struct place){ 0 },
            "there is an administrator already: say who is to be another, with --name and --email");
    return e;
}

result command_admin(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    struct asked asked = { .options = options };
    struct store *store;
    str word = str_from(options->operands[0]);
    if (!str_equal(word, STR("invite")))
        return fail_at(ctx, ERR_INPUT, STR("usage"), (struct place){ 0 },
                       "'admin %.*s' is not there: write admin invite", STR_ARGS(word));
    result e = store_open(ctx, options->value[OPTION_STORE], STORE_WRITE, &store);
    if (e)
        return e;
    e = store_write(ctx, store, invite_work, &asked);
    store_close(store);
    if (!e)
        buffer_print(out, "%.*s\n", STR_ARGS(link_url(ctx, asked.site, asked.token)));
    return e ? e : buffer_check(ctx, out);
}
