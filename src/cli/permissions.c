#include "app/permission.h"
#include "cli/options.h"

result command_permissions(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    result e = permission_table(ctx, out, options_form(options));
    return e ? e : buffer_check(ctx, out);
}
