#include "app/restore.h"

#include "base/clock.h"
#include "base/log.h"
#include "cli/shelves.h"
#include "gateway/bucket.h"

static void said(struct buffer *out, const struct restoring *r)
{
    buffer_print(out, "restored: %.1f MB, %lld facts\n", (double)r->bytes / 1e6, (long long)r->facts);
    if (r->files || r->files_missing)
        buffer_print(out, "photographs: %lld files; %lld are missing\n", (long long)r->files,
                     (long long)r->files_missing);
    if (r->schema_from == r->schema_to)
        buffer_print(out, "schema: %lld, as this program\n", (long long)r->schema_to);
    else
        buffer_print(out, "schema: brought from %lld to %lld\n", (long long)r->schema_from,
                     (long long)r->schema_to);
    if (r->has_erasures)
        buffer_print(
            out, "erasures: %lld parts of facts and %lld people erased again, %lld were erased already\n",
            (long long)r->replayed.facts, (long long)r->replayed.people, (long long)r->replayed.known);
    else
        buffer_add(out, STR("erasures: no list\n"));
    if (r->checked.table)
        buffer_print(
            out,
            "derived tables: made again; in the backup %s was not what its facts say (%lld rows, now %lld)\n",
            r->checked.table, (long long)r->checked.was, (long long)r->checked.is);
    else
        buffer_add(out, STR("derived tables: made again\n"));
}

result command_restore(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    struct restoring restoring = { .file = str_from(options->operands[0]),
                                   .store = options->value[OPTION_STORE],
                                   .erasures = options->value[OPTION_ERASURES],
                                   .now = clock_now() };
    result e = shelf_of_options(ctx, options, restoring.store, &restoring.photographs);
    if (!e)
        e = store_restore(ctx, &restoring);
    bucket_close(&restoring.photographs);
    if (e)
        return e;
    said(out, &restoring);
    if (restoring.files_missing)
        log_line(
            "Photographs that are not there any more were not restored: look for the folder %s.photographs, and "
            "restore again to another place; `wardmote verify` names one of them.",
            options->operands[0]);
    return buffer_check(ctx, out);
}
