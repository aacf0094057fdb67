// The program: reads the command line, gives the command its memory, puts what it wrote on standard output.
#include "base/arena.h"
#include "base/log.h"
#include "base/watch.h"
#include "cli/options.h"
#include "gateway/image.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef WARDMOTE_VERSION
#define WARDMOTE_VERSION "development"
#endif

enum { OPTIONS_MEMORY = 16 << 20, EXIT_WRONG_USE = 2, EXIT_SYSTEM = 4 };

typedef result (*command_function)(struct ctx *ctx, const struct options *options, struct buffer *out);

static result command_version(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    (void)options;
    buffer_add(out, STR("wardmote " WARDMOTE_VERSION "\n"));
    return buffer_check(ctx, out);
}

static result command_help(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    enum command_key command = COMMAND_HELP;
    if (options->n_operands) {
        struct options asked;
        char *words[] = { "wardmote", (char *)options->operands[0], "--help" };
        result e = options_parse(ctx, 3, words, &asked);
        if (e)
            return e;
        command = asked.command;
    }
    options_help(out, command);
    return buffer_check(ctx, out);
}

static const command_function FUNCTIONS[COMMAND_COUNT] = {
    [COMMAND_CHECK] = command_check,
    [COMMAND_FORMAT] = command_format,
    [COMMAND_COMPARE] = command_compare,
    [COMMAND_DUE] = command_due,
    [COMMAND_SAY] = command_say,
    [COMMAND_JUDGE] = command_judge,
    [COMMAND_FOLLOW] = command_follow,
    [COMMAND_IMPORT] = command_import,
    [COMMAND_EXPORT] = command_export,
    [COMMAND_MIGRATE] = command_migrate,
    [COMMAND_MOVE] = command_move,
    [COMMAND_REBUILD] = command_rebuild,
    [COMMAND_SEAL] = command_seal,
    [COMMAND_VERIFY] = command_verify,
    [COMMAND_BACKUP] = command_backup,
    [COMMAND_RESTORE] = command_restore,
    [COMMAND_STATUS] = command_status,
    [COMMAND_DEMO] = command_demo,
    [COMMAND_SERVE] = command_serve,
    [COMMAND_PERSON] = command_person,
    [COMMAND_PHOTOGRAPHS] = command_photographs,
    [COMMAND_VISIBILITY] = command_visibility,
    [COMMAND_PERMISSIONS] = command_permissions,
    [COMMAND_ADMIN] = command_admin,
    [COMMAND_OUTBOX] = command_outbox,
    [COMMAND_BOUNCE] = command_bounce,
    [COMMAND_HELP] = command_help,
    [COMMAND_VERSION] = command_version,
    [COMMAND_INDICATORS] = command_indicators,
    [COMMAND_NEW] = command_new,
    [COMMAND_LANGUAGE] = command_language,
    [COMMAND_ROUTES] = command_routes,
    [COMMAND_OPEN311_CHECK] = command_open311_check,
    [COMMAND_OPEN311_FETCH] = command_open311_fetch,
};

static bool write_out(str bytes)
{
    while (bytes.n) {
        ssize_t put = write(STDOUT_FILENO, bytes.at, bytes.n);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        bytes = str_from_byte(bytes, (size_t)put);
    }
    return true;
}

// A mistake in how the program was called, not in what it was given to read.
static bool is_wrong_use(const struct error *error)
{
    return error->code == ERR_INPUT &&
        (strncmp(error->source, "--", 2) == 0 || strcmp(error->source, "usage") == 0);
}

static void report(const struct error *error)
{
    bool has_source = error->source[0] && strcmp(error->source, "usage") != 0;
    if (!error->text[0])
        return; // the command has said all there is to say
    if (has_source && error->place.line)
        log_line("%s:%d:%d: error: %s", error->source, error->place.line, error->place.column, error->text);
    else
        log_line("wardmote: %s%s%s", has_source ? error->source : "", has_source ? ": " : "", error->text);
}

// A server ends in its own way.
static result command_run(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    if (options->command != COMMAND_SERVE)
        watch_begin();
    result e = FUNCTIONS[options->command](ctx, options, out);
    watch_end();
    return e;
}

static int run(struct ctx *ctx, const struct options *options)
{
    struct buffer out = buffer_open((size_t)options_number(options, OPTION_MEMORY) * 1000000 + (1 << 20));
    result e = OK;
    if (options->has[OPTION_HELP])
        options_help(&out, options->command);
    else
        e = command_run(ctx, options, &out);
    if (!e && arena_is_full(ctx->arena)) {
        e = arena_fail(ctx); // something was left out for want of memory: half an answer is none
        out.n = 0;
    }
    bool is_written = write_out(buffer_str(&out));
    buffer_close(&out);
    if (!is_written) {
        log_line("wardmote: the answer could not be written: %s", strerror(errno));
        return EXIT_SYSTEM;
    }
    if (!e)
        return 0;
    report(&ctx->error);
    return is_wrong_use(&ctx->error) ? EXIT_WRONG_USE : result_exit_code(e);
}

int main(int argc, char **argv)
{
    struct ctx reading = { .arena = arena_open(OPTIONS_MEMORY) };
    struct options options;
    if (argc == 2 && strcmp(argv[1], IMAGE_CHILD_WORD) == 0)
        image_child();
    if (!reading.arena)
        return EXIT_SYSTEM;
    result e = options_parse(&reading, argc, argv, &options);
    int code = EXIT_WRONG_USE;
    if (e) {
        report(&reading.error);
    } else {
        size_t memory = (size_t)options_number(&options, OPTION_MEMORY) * 1000000;
        struct ctx ctx = { .arena = arena_open(memory ? memory : OPTIONS_MEMORY) };
        code = ctx.arena ? run(&ctx, &options) : EXIT_SYSTEM;
        arena_close(ctx.arena);
    }
    arena_close(reading.arena);
    return code;
}
