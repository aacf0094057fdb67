#include "cli/judge_output.h"

#include "app/judge_store.h"
#include "app/judge_table.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/watch.h"
#include "base/zone.h"

#include <stdlib.h>

enum { SUMMARY_BYTES_MAX = 1 << 20 };

static result by_parse(struct ctx *ctx, str list, struct judge_options *judge)
{
    while (list.at) {
        str word = str_trim(str_cut(&list, ','));
        if (str_equal(word, STR("area")))
            judge->by_area = true;
        else if (str_equal(word, STR("period")))
            judge->by_period = true;
        else if (!str_equal(word, STR("clause")))
            return fail_at(ctx, ERR_INPUT, STR("--by"), (struct place){ 0 },
                           "'%.*s' is none of clause, area, period: write them with commas between",
                           STR_ARGS(word));
    }
    return OK;
}

static result judge_options_read(struct ctx *ctx, const struct options *options, struct judge_options *judge)
{
    *judge = (struct judge_options){ .documents = options->operands, .n_documents = options->n_operands };
    judge->requests = options->value[OPTION_REQUESTS];
    judge->mapping = options->value[OPTION_MAPPING];
    judge->areas = options->value[OPTION_AREAS];
    judge->threads = (int)options_number(options, OPTION_THREADS);
    judge->wants_cases = options->has[OPTION_CASES];
    judge->has_as_of = options->has[OPTION_AS_OF];
    judge->now = clock_now();
    if (options->has[OPTION_INSTEAD])
        judge->instead = str_c(ctx->arena, options->value[OPTION_INSTEAD]);
    if (options->has[OPTION_INSTEAD] && !judge->instead)
        return arena_fail(ctx);
    result e = options_time(ctx, options, OPTION_AS_OF, &judge->as_of);
    if (e)
        return e;
    if (options->has[OPTION_CASES] && options->has[OPTION_EXPLAIN])
        return fail_at(ctx, ERR_INPUT, STR("--explain"), (struct place){ 0 },
                       "can't go with --cases: choose one");
    if (options->has[OPTION_INSTEAD] && options->has[OPTION_EXPLAIN])
        return fail_at(ctx, ERR_INPUT, STR("--explain"), (struct place){ 0 },
                       "can't go with --instead: explain the case under one document after the other");
    return by_parse(ctx, options->value[OPTION_BY], judge);
}

// Either a file of requests with its mapping, or a store.
static result source_check(struct ctx *ctx, const struct options *options)
{
    bool has_file = options->has[OPTION_REQUESTS], has_store = options->has[OPTION_STORE];
    if (has_file && has_store)
        return fail_at(ctx, ERR_INPUT, STR("--store"), (struct place){ 0 },
                       "can't go with --requests: choose one");
    bool is_default = !has_store && file_exists("wardmote.db"); // where --store leads without a word
    if (!has_file && !has_store && !is_default && !getenv("WARDMOTE_STORE"))
        return fail_at(ctx, ERR_INPUT, STR("--requests"), (struct place){ 0 },
                       "must be given, with --mapping; or --store");
    bool is_snapshot = str_ends(options->value[OPTION_REQUESTS],
                                STR(".wcol")); // one that is none is told so when read
    if (has_file && !is_snapshot && !options->has[OPTION_MAPPING])
        return fail_at(ctx, ERR_INPUT, STR("--mapping"), (struct place){ 0 },
                       "must be given with --requests");
    if (has_file && !options->n_operands)
        return fail_at(
            ctx, ERR_INPUT, STR("usage"), (struct place){ 0 },
            "judge takes DOCUMENT...: write 'wardmote judge DOCUMENT... --requests FILE --mapping NAME'");
    return OK;
}

static result judge_either(struct ctx *ctx, const struct options *options, const struct judge_options *judge,
                           struct judge_result *judged)
{
    bool wants_one = options->has[OPTION_EXPLAIN];
    struct store_judging judging = { .store = options->value[OPTION_STORE], .is_counted = !wants_one };
    if (options->has[OPTION_REQUESTS])
        return wants_one ? judge_prepare(ctx, judge, judged) : judge_run(ctx, judge, judged);
    judging.has_known_at = options->has[OPTION_KNOWN_AT];
    result e = options_time(ctx, options, OPTION_KNOWN_AT, &judging.known_at);
    return e ? e : judge_store(ctx, judge, &judging, judged);
}

static void write_messages(const struct judge_result *judged, bool is_judged)
{
    struct buffer messages = buffer_open(SUMMARY_BYTES_MAX);
    if (judged->diagnostics.errors)
        diagnostics_write(&messages, &judged->diagnostics);
    if (is_judged)
        judge_write_summary(judged, &messages);
    log_text(buffer_str(&messages));
    buffer_close(&messages);
}

result command_judge(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    struct judge_options judge;
    struct judge_result judged = { 0 };
    enum table_form form = options_form(options);
    bool wants_one = options->has[OPTION_EXPLAIN];
    result e = source_check(ctx, options);
    if (!e)
        e = judge_options_read(ctx, options, &judge);
    if (e)
        return e;
    judge.is_row_by_row = wants_one;
    watch_kept("no answer was given, and nothing was written");
    e = judge_either(ctx, options, &judge, &judged);
    judged.is_adopted = false; // the same table of a store as of files
    write_messages(&judged, !e && !wants_one && !judge.instead);
    if (!e && judge.instead)
        e = judge_write_compared(ctx, &judge, &judged, form, out);
    else if (!e && wants_one)
        e = judge_write_explanation(ctx, &judged, options->value[OPTION_EXPLAIN], form, out);
    else if (!e)
        e = judge.wants_cases ? judge_write_cases(ctx, &judged, form, out)
                              : judge_table_rows(ctx, &judged, form, out);
    judge_release(&judged);
    return e;
}
