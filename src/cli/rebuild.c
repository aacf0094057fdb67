#include "app/adopt.h"
#include "base/clock.h"
#include "base/watch.h"
#include "cli/options.h"

result command_rebuild(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    struct rebuilding rebuilding = { .as_of = options->value[OPTION_AS_OF], .now = clock_now() };
    struct store *store;
    struct stamp as_of_time;
    result e = options_time(ctx, options, OPTION_AS_OF, &as_of_time);
    if (e)
        return e;
    watch_kept("the store is as it was");
    e = store_open(ctx, options->value[OPTION_STORE], STORE_WRITE, &store);
    if (e)
        return e;
    e = store_rebuild(ctx, store, &rebuilding);
    store_close(store);
    if (!e)
        buffer_add(out, STR("every derived table was made again from the facts\n"));
    return e ? e : buffer_check(ctx, out);
}
