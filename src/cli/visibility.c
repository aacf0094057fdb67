#include "app/visibility.h"
#include "cli/options.h"

result command_visibility(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    result e = visibility_table(ctx, out, options_form(options));
    return e ? e : buffer_check(ctx, out);
}
