// photographs: those of a store copied to another place, as when they are to be kept in a bucket from now on.
#include "app/photographs_copy.h"

#include "base/log.h"
#include "cli/shelves.h"
#include "gateway/bucket.h"

#include <string.h>

static result copy_work(struct ctx *ctx, struct db *db, void *with)
{
    return photographs_copy(ctx, db, with);
}

static result copy(struct ctx *ctx, const struct options *options, struct photographs_copying *copying)
{
    struct store *store;
    result e = store_open(ctx, options->value[OPTION_STORE], STORE_READ, &store);
    if (e)
        return e;
    e = store_read(ctx, store, copy_work, copying);
    store_close(store);
    return e;
}

result command_photographs(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    struct shelf from, to;
    struct photographs_copying copying = { &from, &to, 0, 0 };
    if (!options->value[OPTION_TO].n)
        return fail_at(ctx, ERR_INPUT, STR("--to"), (struct place){ 0 },
                       "says where the photographs are to be copied: a folder, or s3:https://HOST/BUCKET");
    result e = shelf_of_options(ctx, options, options->value[OPTION_STORE], &from);
    if (!e)
        e = shelf_named(ctx, options->value[OPTION_STORE], options->value[OPTION_TO], &to);
    if (e)
        return e;
    if (strcmp(from.where, to.where) == 0)
        return fail_at(ctx, ERR_INPUT, STR("--to"), (struct place){ 0 }, "is where the photographs are");
    e = copy(ctx, options, &copying);
    bucket_close(&from);
    bucket_close(&to);
    if (e)
        return e;
    buffer_print(out, "photographs: %lld files in %s; %lld are missing\n", (long long)copying.files, to.where,
                 (long long)copying.missing);
    if (copying.missing)
        log_line("Those that are missing are in neither place: `wardmote verify` names one of them.");
    return buffer_check(ctx, out);
}
