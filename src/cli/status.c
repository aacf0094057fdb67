#include "app/status.h"

#include "base/clock.h"
#include "cli/options.h"
#include "format/json_write.h"
#include "store/store.h"

enum { LABEL_COLUMNS = 14, TIME_ROOM = 64 };

static str time_text(struct ctx *ctx, instant t)
{
    const struct zone *utc;
    struct buffer out = buffer_open(TIME_ROOM);
    if (instant_is_none(t) || zone_load(ctx, STR("UTC"), &utc))
        return (str){ 0 };
    instant_write(&out, utc, t);
    str text = str_copy(ctx->arena, buffer_str(&out));
    buffer_close(&out);
    return text;
}

static void line(struct buffer *out, const char *label, str text)
{
    buffer_print(out, "%-*s%.*s\n", LABEL_COLUMNS, label, STR_ARGS(text));
}

static void number_line(struct buffer *out, const char *label, int64_t n)
{
    buffer_print(out, n < 0 ? "%-*snot known\n" : "%-*s%lld\n", LABEL_COLUMNS, label, (long long)n);
}

static void bytes_line(struct buffer *out, const char *label, int64_t n)
{
    if (n < 0)
        line(out, label, STR("the server knows"));
    else
        buffer_print(out, "%-*s%.1f MB\n", LABEL_COLUMNS, label, (double)n / 1e6);
}

static void time_line(struct ctx *ctx, struct buffer *out, const char *label, instant t)
{
    line(out, label, instant_is_none(t) ? STR("never") : time_text(ctx, t));
}

static void text_write(struct ctx *ctx, const struct store_status *s, str store, struct buffer *out)
{
    line(out, "store", store);
    line(out, "community", s->community.n ? s->community : STR("none"));
    buffer_print(out, "%-*s%lld, this program knows %lld\n", LABEL_COLUMNS, "schema",
                 (long long)s->file.schema, (long long)s->schema_known);
    number_line(out, "facts", s->facts);
    number_line(out, "cases", s->cases);
    number_line(out, "documents", s->documents);
    time_line(ctx, out, "last fact", s->last_fact);
    time_line(ctx, out, "clock", s->derived_at);
    time_line(ctx, out, "last backup", s->backed_up_at);
    line(out, "unfinished", s->unfinished.n ? s->unfinished : STR("nothing"));
    bytes_line(out, "size", s->file.bytes);
    bytes_line(out, "journal", s->file.wal_bytes);
    line(out, "journal mode", s->file.journal);
    bytes_line(out, "free on disk", s->file.free_bytes);
    for (size_t i = 0; i < s->n_warnings; i++)
        buffer_print(out, "warning: %.*s\n", STR_ARGS(s->warnings[i]));
}

static void maybe_number(struct json *json, const char *key, int64_t n)
{
    if (n < 0)
        json_put_null(json, key);
    else
        json_put_int(json, key, n);
}

static void maybe_text(struct json *json, const char *key, str text)
{
    if (text.n)
        json_put_str(json, key, text);
    else
        json_put_null(json, key);
}

static void json_write(struct ctx *ctx, const struct store_status *s, str store, struct buffer *out)
{
    struct json json = json_put_open(out);
    json_put_object(&json, NULL);
    json_put_str(&json, "store", store);
    maybe_text(&json, "community", s->community);
    json_put_int(&json, "schema", s->file.schema);
    json_put_int(&json, "schema_known", s->schema_known);
    maybe_number(&json, "facts", s->facts);
    maybe_number(&json, "cases", s->cases);
    maybe_number(&json, "documents", s->documents);
    maybe_text(&json, "last_fact", time_text(ctx, s->last_fact));
    maybe_text(&json, "derived_at", time_text(ctx, s->derived_at));
    json_put_bool(&json, "stands_still", s->stands_still);
    maybe_text(&json, "backed_up_at", time_text(ctx, s->backed_up_at));
    maybe_text(&json, "unfinished", s->unfinished);
    maybe_number(&json, "bytes", s->file.bytes);
    maybe_number(&json, "journal_bytes", s->file.wal_bytes);
    json_put_str(&json, "journal_mode", s->file.journal);
    maybe_number(&json, "free_bytes", s->file.free_bytes);
    json_put_array(&json, "warnings");
    for (size_t i = 0; i < s->n_warnings; i++)
        json_put_str(&json, NULL, s->warnings[i]);
    json_put_end(&json);
    json_put_end(&json);
}

static void csv_write(struct ctx *ctx, const struct store_status *s, struct buffer *out)
{
    static const struct table_column columns[] = {
        { STR_INIT("schema"), CELL_NUMBER, false },    { STR_INIT("schema_known"), CELL_NUMBER, false },
        { STR_INIT("facts"), CELL_NUMBER, false },     { STR_INIT("cases"), CELL_NUMBER, false },
        { STR_INIT("documents"), CELL_NUMBER, false }, { STR_INIT("last_fact"), CELL_MAYBE, false },
        { STR_INIT("derived_at"), CELL_MAYBE, false }, { STR_INIT("backed_up_at"), CELL_MAYBE, false },
        { STR_INIT("bytes"), CELL_NUMBER, false },     { STR_INIT("free_bytes"), CELL_NUMBER, false },
    };
    struct table table = table_open(ctx, out, TABLE_CSV, columns, sizeof columns / sizeof *columns);
    const int64_t counts[] = { s->file.schema, s->schema_known, s->facts, s->cases, s->documents };
    const instant times[] = { s->last_fact, s->derived_at, s->backed_up_at };
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        if (counts[i] < 0)
            table_cell(&table, STR(""));
        else
            table_int(&table, counts[i]);
    for (size_t i = 0; i < sizeof times / sizeof *times; i++)
        table_cell(&table, time_text(ctx, times[i]));
    const int64_t bytes[] = { s->file.bytes, s->file.free_bytes };
    for (size_t i = 0; i < sizeof bytes / sizeof *bytes; i++)
        if (bytes[i] < 0)
            table_cell(&table, STR(""));
        else
            table_int(&table, bytes[i]);
    if (table_close(&table))
        out->is_full = true;
}

result command_status(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    str store = store_shown(ctx->arena, options->value[OPTION_STORE]);
    struct store_status status;
    result e = store_status(ctx, options->value[OPTION_STORE], clock_now(), &status);
    if (e)
        return e;
    enum table_form form = options_form(options);
    if (form == TABLE_JSON)
        json_write(ctx, &status, store, out);
    else if (form == TABLE_CSV)
        csv_write(ctx, &status, out);
    else
        text_write(ctx, &status, store, out);
    return buffer_check(ctx, out);
}
