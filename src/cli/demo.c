#include "app/demo.h"
#include "base/clock.h"
#include "base/log.h"
#include "cli/seal.h"

static void progress_show(const char *what)
{
    log_progress("%s", what);
}

result command_demo(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    str as_of = options->value[OPTION_AS_OF];
    struct demo demo = { .seed = options_number(options, OPTION_SEED),
                         .as_of = as_of.n ? as_of : DEMO_AS_OF,
                         .now = clock_now(),
                         .progress = progress_show };
    struct store *store;
    struct stamp as_of_time;
    result e = options_time(ctx, options, OPTION_AS_OF, &as_of_time);
    if (e)
        return e;
    e = store_open(ctx, options->value[OPTION_STORE], STORE_CREATE, &store);
    if (e)
        return e;
    e = demo_fill(ctx, store, &demo);
    if (!e) {
        progress_show("sealing");
        record_seal_or_say(ctx, options, store);
    }
    store_close(store);
    log_progress_end();
    if (demo.was_interrupted)
        log_line("An earlier filling was interrupted: nothing of it was kept, and this one began again.");
    if (!e)
        buffer_print(out, "a demonstration: %lld cases, %lld facts, as of %.*s\n", (long long)demo.cases,
                     (long long)demo.facts, STR_ARGS(demo.as_of));
    return e ? e : buffer_check(ctx, out);
}
