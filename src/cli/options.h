// The one configuration table: commands, their options, defaults and help. `--help`, the error for a wrong
// word and the manual page are printed from it (options.c).
#pragma once

#include "base/buffer.h"
#include "base/result.h"
#include "base/zone.h"
#include "format/table.h"

enum command_key {
    COMMAND_NEW,
    COMMAND_CHECK,
    COMMAND_FORMAT,
    COMMAND_COMPARE,
    COMMAND_SAY,
    COMMAND_DUE,
    COMMAND_JUDGE,
    COMMAND_FOLLOW,
    COMMAND_IMPORT,
    COMMAND_EXPORT,
    COMMAND_REBUILD,
    COMMAND_MIGRATE,
    COMMAND_MOVE,
    COMMAND_SEAL,
    COMMAND_VERIFY,
    COMMAND_BACKUP,
    COMMAND_RESTORE,
    COMMAND_STATUS,
    COMMAND_DEMO,
    COMMAND_SERVE,
    COMMAND_PERSON,
    COMMAND_PHOTOGRAPHS,
    COMMAND_OUTBOX,
    COMMAND_VISIBILITY,
    COMMAND_PERMISSIONS,
    COMMAND_ADMIN,
    COMMAND_BOUNCE,
    COMMAND_INDICATORS,
    COMMAND_LANGUAGE,
    COMMAND_ROUTES,
    COMMAND_OPEN311_CHECK,
    COMMAND_OPEN311_FETCH,
    COMMAND_HELP,
    COMMAND_VERSION,
    COMMAND_COUNT
};

enum option_key {
    OPTION_CALENDAR,
    OPTION_START,
    OPTION_WITHIN,
    OPTION_ZONE,
    OPTION_HOURS,
    OPTION_START_RULE,
    OPTION_WRITE,
    OPTION_REQUESTS,
    OPTION_FACTS,
    OPTION_MAPPING,
    OPTION_AS_OF,
    OPTION_BY,
    OPTION_AREAS,
    OPTION_THREADS,
    OPTION_STORE,
    OPTION_READ_URL,
    OPTION_MOVE_FROM,
    OPTION_MOVE_TO,
    OPTION_ERASURES,
    OPTION_KNOWN_AT,
    OPTION_NAME,
    OPTION_SEED,
    OPTION_LISTEN,
    OPTION_PORT,
    OPTION_WORKERS,
    OPTION_CONNECTIONS,
    OPTION_CASES,
    OPTION_EXPLAIN,
    OPTION_INSTEAD,
    OPTION_DIVISION,
    OPTION_TO,
    OPTION_KEY,
    OPTION_NEW_KEY,
    OPTION_CHECKPOINT,
    OPTION_LOG_ONLY,
    OPTION_ID,
    OPTION_EMAIL,
    OPTION_TELEPHONE,
    OPTION_CASE,
    OPTION_ONE_CASE,
    OPTION_YES,
    OPTION_ALL_WORDS,
    OPTION_NO_VACUUM,
    OPTION_STATE,
    OPTION_REASON,
    OPTION_SHOW_PRIVATE,
    OPTION_OUTBOX,
    OPTION_LEASE,
    OPTION_METRICS_KEY,
    OPTION_SANDBOX,
    OPTION_PHOTOGRAPHS,
    OPTION_SET,
    OPTION_BENCHMARKS,
    OPTION_TITLE,
    OPTION_NEW_ID,
    OPTION_BETWEEN,
    OPTION_AREA,
    OPTION_NEW_FROM,
    OPTION_TODAY,
    OPTION_ADMIN_EMAIL,
    OPTION_ADMIN_NAME,
    OPTION_LANGUAGE,
    OPTION_OUTPUT,
    OPTION_MEMORY,
    OPTION_HELP,
    OPTION_SENDER,
    OPTION_PRIVATE_SERVERS,
    OPTION_REPORTS_PER_NETWORK,
    OPTION_PROGRAM_REPORTS,
    OPTION_ADDRESS,
    OPTION_TILES,
    OPTION_TILES_BY,
    OPTION_SINCE,
    OPTION_JURISDICTION,
    OPTION_API_KEY,
    OPTION_SEND,
    OPTION_PLACE,
    OPTION_COUNT
};

struct options {
    enum command_key command;
    bool has[OPTION_COUNT];
    str value[OPTION_COUNT]; // as given, else the table's default
    const char **operands;   // what is not an option: files, kinds
    size_t n_operands;
};

// One of each in its own file, src/cli/NAME.c. Writes what was asked to `out`, which main.c puts on standard
// output even when an error is returned; messages go to standard error.
result command_check(struct ctx *ctx, const struct options *options, struct buffer *out) MUST;
result command_format(struct ctx *ctx, const struct options *options, struct buffer *out) MUST;
result command_compare(struct ctx *ctx, const struct options *options, struct buffer *out) MUST;
result command_say(struct ctx *ctx, const struct options *options, struct buffer *out) MUST;
result command_due(struct ctx *ctx, const struct options *options, struct buffer *out) MUST;
result command_judge(struct ctx *ctx, const struct options *options, struct buffer *out) MUST;
result command_follow(struct ctx *ctx, const struct options *options, struct buffer *out) MUST;
result command_import(struct ctx *ctx, const struct options *options, struct buffer *out) MUST;
result command_export(struct ctx *ctx, const struct options *options, struct buffer *out) MUST;
result command_seal(struct ctx *ctx, const struct options *options, struct buffer *out) MUST;
result command_verify(struct ctx *ctx, const struct options *options, struct buffer *out) MUST;
result command_rebuild(struct ctx *ctx, const struct options *options, struct buffer *out) MUST;
result command_migrate(struct ctx *ctx, const struct options *options, struct buffer *out) MUST;
result command_move(struct ctx *ctx, const struct options *options, struct buffer *out) MUST;
result command_backup(struct ctx *ctx, const struct options *options, struct buffer *out) MUST;
result command_restore(struct ctx *ctx, const struct options *options, struct buffer *out) MUST;
result command_status(struct ctx *ctx, const struct options *options, struct buffer *out) MUST;
result command_demo(struct ctx *ctx, const struct options *options, struct buffer *out) MUST;
result command_serve(struct ctx *ctx, const struct options *options, struct buffer *out) MUST;
result command_photographs(struct ctx *ctx, const struct options *options, struct buffer *out) MUST;
result command_person(struct ctx *ctx, const struct options *options, struct buffer *out) MUST;
result command_outbox(struct ctx *ctx, const struct options *options, struct buffer *out) MUST;
result command_visibility(struct ctx *ctx, const struct options *options, struct buffer *out) MUST;
result command_permissions(struct ctx *ctx, const struct options *options, struct buffer *out) MUST;
result command_admin(struct ctx *ctx, const struct options *options, struct buffer *out) MUST;
result command_bounce(struct ctx *ctx, const struct options *options, struct buffer *out) MUST;
result command_new(struct ctx *ctx, const struct options *options, struct buffer *out) MUST;
result command_routes(struct ctx *ctx, const struct options *options, struct buffer *out) MUST;
result command_open311_check(struct ctx *ctx, const struct options *options, struct buffer *out) MUST;
result command_open311_fetch(struct ctx *ctx, const struct options *options, struct buffer *out) MUST;
result command_language(struct ctx *ctx, const struct options *options, struct buffer *out) MUST;
result command_indicators(struct ctx *ctx, const struct options *options, struct buffer *out) MUST;

result options_parse(struct ctx *ctx, int argc, char **argv, struct options *options) MUST;
enum table_form options_form(const struct options *options); // --format
int64_t options_number(const struct options *options, enum option_key key);
// The option as a time; left at zero if it was not given. ERR_INPUT, wrong use, if it is none.
result options_time(struct ctx *ctx, const struct options *options, enum option_key key,
                    struct stamp *stamp) MUST;
void options_help(struct buffer *out, enum command_key command);
