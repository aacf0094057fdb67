// The text of the list: written and read, without a store.
#include "app/erasures.h"

#include "base/zone.h"

static const str HEAD = STR_INIT("wardmote erasures 1"), END = STR_INIT("end");

static void instant_utc_write(struct buffer *out, instant t)
{
    int64_t day = t.second / DAY_SECONDS - (t.second % DAY_SECONDS < 0),
            second = t.second - day * DAY_SECONDS;
    date_write(out, (date){ (int32_t)day });
    buffer_byte(out, 'T');
    buffer_digits(out, second / 3600, 2);
    buffer_byte(out, ':');
    buffer_digits(out, second / 60 % 60, 2);
    buffer_byte(out, ':');
    buffer_digits(out, second % 60, 2);
    buffer_add(out, STR("+00:00"));
}

void erasures_write(struct buffer *out, const struct erasure_row_list *list)
{
    buffer_print(out, "%.*s\n", STR_ARGS(HEAD));
    for (size_t i = 0; i < list->n; i++) {
        const struct erasure_row *r = &list->at[i];
        buffer_print(out, "%.*s %lld %.*s %.*s ", STR_ARGS(r->what), (long long)r->subject, STR_ARGS(r->mark),
                     STR_ARGS(r->parts));
        instant_utc_write(out, r->erased);
        buffer_byte(out, '\n');
    }
    buffer_print(out, "%.*s %zu\n", STR_ARGS(END), list->n);
}

static bool is_what(str word)
{
    return str_equal(word, STR("fact")) || str_equal(word, STR("person")) || str_equal(word, STR("part"));
}

static bool row_read(str line, struct erasure_row *row)
{
    struct stamp stamp;
    row->what = str_cut(&line, ' ');
    bool is_good = is_what(row->what) && line.at && str_to_int(str_cut(&line, ' '), &row->subject);
    row->mark = str_cut(&line, ' ');
    row->parts = str_cut(&line, ' ');
    if (!is_good || !row->mark.n || !row->parts.n || !stamp_parse(line, &stamp) || !stamp.has_offset)
        return false;
    row->erased = (instant){ (int64_t)stamp.day.day * DAY_SECONDS + stamp.second - stamp.offset };
    return true;
}

result erasures_read(struct ctx *ctx, str source, str text, struct erasure_row_list *list)
{
    str rest = text;
    int64_t n = -1;
    int number = 1;
    *list = (struct erasure_row_list){ 0 };
    if (!str_equal(str_cut(&rest, '\n'), HEAD))
        return fail_at(ctx, ERR_INPUT, source, (struct place){ 1, 1 },
                       "is no list of erasures: its first line must be '%.*s'", STR_ARGS(HEAD));
    while (rest.at && n < 0) {
        str line = str_cut(&rest, '\n');
        number++;
        if (str_starts(line, END) && str_to_int(str_from_byte(line, END.n + 1), &n))
            break;
        struct erasure_row *slot = LIST_PUSH(ctx->arena, list);
        if (!slot)
            return arena_fail(ctx);
        if (!row_read(line, slot))
            return fail_at(ctx, ERR_INPUT, source, (struct place){ number, 1 },
                           n < 0 && !rest.at ? "the list is cut off: its last line must be 'end N'"
                                             : "is no line of a list of erasures");
    }
    if (n != (int64_t)list->n)
        return fail_at(ctx, ERR_INPUT, source, (struct place){ number, 1 },
                       "the list has %zu lines and says that it has %lld", list->n, (long long)n);
    return OK;
}
