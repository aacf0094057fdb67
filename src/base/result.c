#include "base/result.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    int exit_code;
} TABLE[RESULT_COUNT] = {
    [OK] = { "ok", 0 },
    [ERR_INPUT] = { "input", 3 },
    [ERR_LOGIN] = { "login", 2 },
    [ERR_DENIED] = { "denied", 2 },
    [ERR_MISSING] = { "missing", 3 },
    [ERR_CONFLICT] = { "conflict", 4 },
    [ERR_RULE] = { "rule", 1 },
    [ERR_LIMIT] = { "limit", 3 },
    [ERR_BUSY] = { "busy", 4 },
    [ERR_STORE] = { "store", 4 },
    [ERR_INTERNAL] = { "internal", 4 },
};

// Whether this is the first failure: it is the cause, what follows is its echo and changes nothing.
static bool record(struct error *error, result code, str source, struct place place)
{
    if (error->code)
        return false;
    error->code = code;
    error->place = place;
    snprintf(error->source, sizeof error->source, "%.*s", STR_ARGS(source));
    return true;
}

result fail(struct ctx *ctx, result code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (record(&ctx->error, code, STR(""), (struct place){ 0 }))
        vsnprintf(ctx->error.text, sizeof ctx->error.text, format, args);
    va_end(args);
    return code;
}

result fail_at(struct ctx *ctx, result code, str source, struct place place, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (record(&ctx->error, code, source, place))
        vsnprintf(ctx->error.text, sizeof ctx->error.text, format, args);
    va_end(args);
    return code;
}

int result_exit_code(result code)
{
    return code < RESULT_COUNT ? TABLE[code].exit_code : 4;
}

const char *result_name(result code)
{
    return code < RESULT_COUNT ? TABLE[code].name : "unknown";
}
