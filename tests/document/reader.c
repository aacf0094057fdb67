// Reads documents from standard input and says of each whether it is one, line by line: "yes", or "no" and the first
// thing that is wrong. Each comes as its number of bytes, a line end, and the bytes.
//
// With the argument "strict" as the grammar has it; with "check" as people write, and checked, saying only how many
// errors there are.
#include "base/arena.h"
#include "document/check.h"
#include "document/parse.h"

#include <stdio.h>
#include <string.h>

static char bytes[DOCUMENT_BYTES_MAX + 1];

static void strict_say(struct ctx *ctx, str text)
{
    struct diagnostics diagnostics = { 0 };
    struct document *document;
    result e = document_parse_strict(ctx, STR("-"), text, &diagnostics, &document);
    if (!e && !diagnostics.errors) {
        puts("yes");
        return;
    }
    const struct diagnostic *first = NULL;
    for (size_t i = 0; i < diagnostics.n && !first; i++)
        first = diagnostics.at[i].severity == SEVERITY_ERROR ? &diagnostics.at[i] : NULL;
    if (first)
        printf("no %d:%d %.*s\n", first->place.line, first->place.column, STR_ARGS(first->text));
    else
        printf("no 0:0 %s\n", ctx->error.text);
}

static void check_say(struct ctx *ctx, str text)
{
    struct diagnostics diagnostics = { 0 };
    struct document *document;
    if (!document_parse(ctx, STR("-"), text, &diagnostics, &document))
        document_check(ctx, document, &(struct str_list){ 0 }, &diagnostics);
    printf("%zu\n", diagnostics.errors);
}

int main(int n, char **arguments)
{
    bool is_strict = n < 2 || strcmp(arguments[1], "check") != 0;
    size_t length;
    while (scanf("%zu", &length) == 1 && getchar() == '\n') {
        struct ctx ctx = { .arena = arena_open(64 << 20) };
        if (length > DOCUMENT_BYTES_MAX || !ctx.arena || fread(bytes, 1, length, stdin) != length)
            return 1;
        str text = { bytes, length };
        if (is_strict)
            strict_say(&ctx, text);
        else
            check_say(&ctx, text);
        arena_close(ctx.arena);
    }
    return fflush(stdout) == 0 ? 0 : 1;
}
