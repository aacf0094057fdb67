#include "cli/shelves.h"

#include "gateway/bucket.h"

result shelf_named(struct ctx *ctx, str store, str place, struct shelf *shelf)
{
    return is_bucket(place) ? bucket_open(ctx, place, shelf) : shelf_of_store(ctx, store, place, shelf);
}

result shelf_of_options(struct ctx *ctx, const struct options *options, str store, struct shelf *shelf)
{
    return shelf_named(ctx, store, options->value[OPTION_PHOTOGRAPHS], shelf);
}
