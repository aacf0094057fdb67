// Any bytes as a calendar, of any form: refused with a reason, or a calendar whose days can be counted, and whose text
// of our own form is read again and written the same.
#include "format/calendar_file.h"

#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>

enum { ARENA_MAX = 64 << 20, TEXT_MAX = 16 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void days_check(const struct calendar *calendar)
{
    static const int years[] = { 1, 1599, 1600, 1999, 2026, 2400, 2401, 9990 };
    for (size_t i = 0; i < sizeof years / sizeof *years; i++) {
        date d = calendar_next_working(calendar, date_from_civil((struct civil){ years[i], 12, 20 }));
        bool is_working = calendar_is_working(calendar, d) && !calendar_why_not(calendar, d).n;
        if (!is_working || calendar_date_at(calendar, calendar_ordinal(calendar, d)).day != d.day)
            abort();
    }
}

static str write(struct ctx *ctx, const struct calendar_source *source)
{
    struct buffer out = buffer_open(TEXT_MAX);
    calendar_write(&out, source);
    str text = str_copy(ctx->arena, buffer_str(&out));
    if (buffer_check(ctx, &out))
        text = (str){ 0 };
    buffer_close(&out);
    return text;
}

static void fault(str text, const char *what)
{
    fprintf(stderr, "%.*s\n%s\n", STR_ARGS(text), what);
    abort();
}

static void again(struct ctx *ctx, const struct calendar *calendar)
{
    struct calendar_source source;
    const struct calendar *second;
    str text = write(ctx, calendar_source(calendar));
    if (!text.n)
        return;
    if (calendar_parse(ctx, STR("again.md"), text, &source) || calendar_build(ctx, &source, &second))
        fault(text, ctx->error.text);
    if (!str_equal(write(ctx, calendar_source(second)), text))
        fault(text, "is written otherwise the second time");
}

static void parse(str text, str division)
{
    struct ctx ctx = { .arena = arena_open(ARENA_MAX) };
    struct calendar_source source;
    const struct calendar *calendar;
    result e = calendar_any_parse(&ctx, STR("c.md"), text, division, &source);
    if (!e)
        e = calendar_build(&ctx, &source, &calendar);
    if (e && !ctx.error.text[0])
        abort();
    if (!e) {
        days_check(calendar);
        again(&ctx, calendar);
    }
    arena_close(ctx.arena);
}

// The input alone; behind a title, so that its lines are reached; and inside the other forms.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx ctx = { .arena = arena_open(ARENA_MAX) };
    str text = { (const char *)data, size };
    parse(text, STR(""));
    parse(text, STR("scotland"));
    parse(str_format(ctx.arena, "# Calendar: F\n- Years: 2024 to 2027\n%.*s", STR_ARGS(text)), STR(""));
    parse(str_format(ctx.arena, "{\"a\":{\"events\":[{\"title\":\"t\",\"date\":\"2026-01-01\"}%.*s]}}",
                     STR_ARGS(text)),
          STR(""));
    parse(str_format(ctx.arena,
                     "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261225\n%.*s\nEND:VEVENT\n"
                     "END:VCALENDAR\n",
                     STR_ARGS(text)),
          STR(""));
    arena_close(ctx.arena);
    return 0;
}
