#include "app/library.h"
#include "app/template.h"
#include "base/clock.h"
#include "base/log.h"
#include "cli/options.h"

enum { MESSAGES_BYTES_MAX = 4 << 20 };

static result kind_find(struct ctx *ctx, str word, const struct document_kind **kind)
{
    size_t n;
    const struct document_kind *kinds = document_kinds(&n);
    for (size_t i = 0; i < n; i++)
        if (str_same_name(kinds[i].word, word)) {
            *kind = &kinds[i];
            return OK;
        }
    return fail_at(ctx, ERR_INPUT, STR("usage"), (struct place){ 0 },
                   "'%.*s' is not a kind of document: write charter, agreement or procedure", STR_ARGS(word));
}

// The day on which it is written: told, or that of the clock in UTC, since no calendar is known yet.
static result today_find(struct ctx *ctx, const struct options *options, date *today)
{
    struct stamp stamp;
    result e = options_time(ctx, options, OPTION_TODAY, &stamp);
    if (!e)
        *today = options->has[OPTION_TODAY] ? stamp.day
                                            : (date){ (int32_t)(clock_now().second / DAY_SECONDS) };
    return e;
}

result command_new(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    struct template_wish wish = {
        .title = str_trim(options->value[OPTION_TITLE]),
        .id = str_trim(options->value[OPTION_NEW_ID]),
        .between = str_trim(options->value[OPTION_BETWEEN]),
        .area = str_trim(options->value[OPTION_AREA]),
        .from = options->value[OPTION_NEW_FROM],
    };
    struct diagnostics diagnostics = { 0 };
    result e = kind_find(ctx, str_from(options->operands[0]), &wish.kind);
    if (!e && wish.from.n && wish.kind->key != DOCUMENT_CHARTER)
        e = fail_at(ctx, ERR_INPUT, STR("--from"), (struct place){ 0 },
                    "stands with 'new charter' alone: leave it out");
    if (!e)
        e = today_find(ctx, options, &wish.today);
    if (!e)
        e = template_write(ctx, &wish, &diagnostics, out);
    if (e == ERR_RULE && diagnostics.errors) {
        struct buffer messages = buffer_open(MESSAGES_BYTES_MAX);
        diagnostics_write(&messages, &diagnostics);
        log_text(buffer_str(&messages));
        buffer_close(&messages);
    }
    return e ? e : buffer_check(ctx, out);
}
