#include "app/verify.h"
#include "base/watch.h"
#include "cli/shelves.h"
#include "format/table.h"
#include "gateway/bucket.h"

static const struct table_column COLUMNS[] = {
    { STR_INIT("part"), CELL_TEXT, false },    { STR_INIT("checked"), CELL_NUMBER, false },
    { STR_INIT("wrong"), CELL_NUMBER, false }, { STR_INIT("left_out"), CELL_NUMBER, false },
    { STR_INIT("first"), CELL_MAYBE, true },
};

static void progress_show(const char *what, int64_t all)
{
    watch_stage(what, WATCH_FACTS, (uint64_t)all);
}

static result parts_table(struct ctx *ctx, const struct verifying *v, enum table_form form,
                          struct buffer *out)
{
    struct table table = table_open(ctx, out, form, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS);
    for (int i = 0; i < VERIFY_PARTS; i++) {
        table_cell(&table, str_from(verify_part_name((enum verify_part)i)));
        table_int(&table, v->parts[i].checked);
        table_int(&table, v->parts[i].wrong);
        table_int(&table, v->parts[i].left_out);
        table_cell(&table, v->parts[i].first);
    }
    return table_close(&table);
}

// The same as one object, with what the table has no room for.
static void parts_json(const struct verifying *v, struct buffer *out)
{
    struct json json = json_put_open(out);
    json_put_object(&json, NULL);
    json_put_bool(&json, "agrees", verify_agrees(v));
    json_put_int(&json, "facts", v->size);
    json_put_int(&json, "not_sealed", v->unsealed);
    json_put_array(&json, "parts");
    for (int i = 0; i < VERIFY_PARTS; i++) {
        json_put_object(&json, NULL);
        json_put_str(&json, "part", str_from(verify_part_name((enum verify_part)i)));
        json_put_int(&json, "checked", v->parts[i].checked);
        json_put_int(&json, "wrong", v->parts[i].wrong);
        json_put_int(&json, "left_out", v->parts[i].left_out);
        if (v->parts[i].wrong)
            json_put_str(&json, "first", v->parts[i].first);
        else
            json_put_null(&json, "first");
        json_put_end(&json);
    }
    json_put_end(&json);
    json_put_end(&json);
}

// What people want to know besides the numbers: what is wrong first, then what could not be looked at.
static void answer_write(struct buffer *out, const struct verifying *v)
{
    bool has_one = false;
    for (int i = 0; i < VERIFY_PARTS; i++) {
        const struct verify_answer *a = &v->parts[i];
        if (a->wrong)
            buffer_print(out, "%s: %.*s%s\n", has_one ? "and" : "It does not agree", STR_ARGS(a->first),
                         a->wrong > 1 ? ", and more" : "");
        has_one |= a->wrong > 0;
    }
    for (int i = 0; i < VERIFY_PARTS; i++)
        if (v->parts[i].left_out)
            buffer_print(out, "%lld %s not checked: %.*s\n", (long long)v->parts[i].left_out,
                         verify_part_name((enum verify_part)i),
                         STR_ARGS(verify_left_out_words((enum verify_part)i)));
    if (v->unsealed)
        buffer_print(out, "%lld facts are not sealed yet\n", (long long)v->unsealed);
    if (!has_one)
        buffer_print(out, "All of it agrees: %lld facts, sealed.\n", (long long)v->size);
}

result command_verify(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    struct verifying verifying = { .source = options->n_operands ? str_from(options->operands[0])
                                                                 : options->value[OPTION_STORE],
                                   .checkpoint = options->value[OPTION_CHECKPOINT],
                                   .is_log_only = options->has[OPTION_LOG_ONLY],
                                   .progress = progress_show };
    enum table_form form = options_form(options);
    watch_kept("nothing was found out, and nothing changed");
    result e = shelf_of_options(ctx, options, verifying.source, &verifying.photographs);
    if (!e)
        e = verify_run(ctx, &verifying);
    bucket_close(&verifying.photographs);
    if (!e && form == TABLE_JSON)
        parts_json(&verifying, out);
    else if (!e)
        e = parts_table(ctx, &verifying, form, out);
    if (e)
        return e;
    if (form == TABLE_TEXT)
        answer_write(out, &verifying);
    e = buffer_check(ctx, out);
    return e ? e : verify_agrees(&verifying) ? OK : ERR_RULE;
}
