// Judges a file of requests with one thread and says nothing: what tests/command/test_count.py counts the instructions
// of. DOCUMENT REQUESTS MAPPING, or DOCUMENT FILE.wcol; with --to FILE.wcol behind a mapping it makes that snapshot.
#include "app/judge_snapshot.h"
#include "base/arena.h"

#include <stdio.h>

#define MEMORY ((size_t)2 << 30)
enum { AS_OF = 1767139200 }; // 31 December 2025

int main(int argc, char **argv)
{
    struct ctx ctx = { .arena = arena_open(MEMORY) };
    const char *documents[] = { argc > 1 ? argv[1] : "" };
    struct judge_options options = { .documents = documents,
                                     .n_documents = 1,
                                     .requests = str_from(argc > 2 ? argv[2] : ""),
                                     .mapping = str_from(argc > 3 ? argv[3] : ""),
                                     .threads = 1,
                                     .wants_numbers = argc > 4,
                                     .now = { AS_OF } };
    struct judge_result judged = { 0 };
    struct snapshot_made made;
    result e = argc > 4 ? snapshot_make(&ctx, &options, argv[4], &judged, &made)
                        : judge_run(&ctx, &options, &judged);
    if (e)
        fprintf(stderr, "%s\n", ctx.error.text);
    judge_release(&judged);
    arena_close(ctx.arena);
    return e != OK;
}
