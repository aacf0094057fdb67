#include "app/library.h"
#include "base/file.h"
#include "base/log.h"
#include "cli/options.h"
#include "format/calendar_file.h"

enum { CALENDAR_TEXT_MAX = 16 << 20 };

static result holidays_import(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    str path = str_from(options->operands[1]), division = options->value[OPTION_DIVISION];
    struct calendar_source source;
    const struct calendar *calendar;
    if (division.n)
        path = str_format(ctx->arena, "%.*s#%.*s", STR_ARGS(path), STR_ARGS(division));
    result e = library_calendar_source(ctx, path, &source);
    if (e)
        return e;
    e = calendar_build(ctx, &source, &calendar); // sorts them, and finds what can't be a calendar
    if (e)
        return e;
    struct buffer text = buffer_open(CALENDAR_TEXT_MAX);
    calendar_write(&text, calendar_source(calendar));
    e = buffer_check(ctx, &text);
    if (!e && options->has[OPTION_TO])
        e = file_replace(ctx, str_c(ctx->arena, options->value[OPTION_TO]), buffer_str(&text));
    else if (!e)
        buffer_add(out, buffer_str(&text));
    buffer_close(&text);
    if (!e)
        log_line("%zu holidays, %d to %d", calendar_source(calendar)->holidays.n, source.first_year,
                 source.last_year);
    return e ? e : buffer_check(ctx, out);
}

result command_import(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    str kind = str_from(options->operands[0]);
    if (str_equal(kind, STR("holidays")))
        return holidays_import(ctx, options, out);
    return fail_at(ctx, ERR_INPUT, STR("usage"), (struct place){ 0 },
                   "'%.*s' can't be imported: write 'wardmote import holidays FILE'", STR_ARGS(kind));
}
