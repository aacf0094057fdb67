#include "cli/options.h"

result command_export(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    (void)options;
    (void)out;
    return fail(ctx, ERR_INPUT, "not yet");
}
