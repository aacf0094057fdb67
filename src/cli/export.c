#include "app/export.h"
#include "cli/options.h"

result command_export(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    str kind = str_from(options->operands[0]), folder = options->value[OPTION_TO];
    struct store *store;
    if (!str_equal(kind, STR("record")))
        return fail_at(ctx, ERR_INPUT, STR("usage"), (struct place){ 0 },
                       "'%.*s' can't be exported: write record", STR_ARGS(kind));
    result e = store_open(ctx, options->value[OPTION_STORE], STORE_READ, &store);
    if (e)
        return e;
    e = export_folder(ctx, store, folder);
    store_close(store);
    if (!e)
        buffer_print(out, "the record is in %.*s; check it with: wardmote verify %.*s\n", STR_ARGS(folder),
                     STR_ARGS(folder));
    return e ? e : buffer_check(ctx, out);
}
