#include "app/backup.h"

#include "base/clock.h"
#include "base/log.h"
#include "cli/shelves.h"

#include <time.h>

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

result command_backup(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    struct backup backup = { .store = options->value[OPTION_STORE],
                             .file = str_from(options->operands[0]),
                             .now = clock_now() };
    double began = seconds_now();
    result e = shelf_of_options(ctx, options, backup.store, &backup.photographs);
    if (!e)
        e = store_backup(ctx, &backup);
    if (e)
        return e;
    buffer_print(out, "%s: %.1f MB, %lld facts, %.1f s\n", options->operands[0], (double)backup.bytes / 1e6,
                 (long long)backup.facts, seconds_now() - began);
    if (backup.files)
        buffer_print(out, "%s.photographs: %lld files; keep the two together\n", options->operands[0],
                     (long long)backup.files);
    if (backup.photographs.kind && backup.photographs.kind->is_far)
        buffer_print(
            out,
            "The photographs are in %s, and not in this backup: what keeps that safe keeps them; `wardmote "
            "photographs --to %s.photographs` copies them beside it\n",
            backup.photographs.where, options->operands[0]);
    if (!backup.is_noted)
        log_line(
            "The backup is whole. It could not be noted in the store, which can't be written to just now.");
    return buffer_check(ctx, out);
}
