#include "cli/options.h"
#include "store/store.h"

result command_migrate(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    struct store *store;
    result e = store_open(ctx, options->value[OPTION_STORE], STORE_CREATE, &store);
    if (e)
        return e;
    struct store_schema schema = store_schema(store);
    store_close(store);
    if (schema.from == schema.to)
        buffer_print(out, "the store has schema %d, as this program: nothing to do\n", schema.to);
    else
        buffer_print(out, "the store was brought from schema %d to %d\n", schema.from, schema.to);
    return buffer_check(ctx, out);
}
