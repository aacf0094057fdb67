#include "cli/seal.h"

#include "app/seal.h"
#include "app/seal_key.h"
#include "base/clock.h"
#include "base/log.h"

static result seal(struct ctx *ctx, const struct options *options, struct store *store,
                   struct sealing *sealing)
{
    sealing->key = seal_key_path(ctx, options->value[OPTION_KEY], options->value[OPTION_STORE]);
    sealing->now = clock_now();
    result e = store_seal(ctx, store, sealing);
    if (!e && sealing->is_key_made)
        log_line("The key that the record is signed with is '%.*s': keep a copy of it apart from the store.",
                 STR_ARGS(sealing->key));
    return e;
}

result record_seal(struct ctx *ctx, const struct options *options, struct store *store)
{
    struct sealing sealing = { .n = 0 };
    return seal(ctx, options, store, &sealing);
}

void record_seal_or_say(struct ctx *ctx, const struct options *options, struct store *store)
{
    struct ctx own = { .arena = ctx->arena };
    if (record_seal(&own, options, store))
        log_line("What came in is kept, and not sealed: %s", own.error.text);
}

result command_seal(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    struct sealing sealing = { .is_new_key = options->has[OPTION_NEW_KEY] };
    struct store *store;
    result e = store_open(ctx, options->value[OPTION_STORE], STORE_WRITE, &store);
    if (e)
        return e;
    e = seal(ctx, options, store, &sealing);
    store_close(store);
    if (!e)
        buffer_print(out, "%lld facts sealed now, %lld in all\n", (long long)sealing.n,
                     (long long)sealing.size);
    return e ? e : buffer_check(ctx, out);
}
