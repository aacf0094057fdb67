#include "app/open311_check.h"

#include "cli/open311.h"
#include "format/table.h"
#include "gateway/webhook.h"

enum { TRIES = 3, PAUSE_MOST = 10 };

static const struct table_column COLUMNS[] = {
    { STR_INIT("verdict"), CELL_TEXT, false },
    { STR_INIT("what"), CELL_TEXT, false },
    { STR_INIT("found"), CELL_TEXT, false },
};

static result findings_table(struct ctx *ctx, const struct open311_findings *findings, enum table_form form,
                             struct buffer *out)
{
    struct table table = table_open(ctx, out, form, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS);
    for (size_t i = 0; i < findings->n; i++) {
        table_cell(&table, str_from(open311_verdict_name(findings->at[i].verdict)));
        table_cell(&table, findings->at[i].check);
        table_cell(&table, findings->at[i].words);
    }
    return table_close(&table);
}

static size_t findings_count(const struct open311_findings *findings, enum open311_verdict verdict)
{
    size_t n = 0;
    for (size_t i = 0; i < findings->n; i++)
        n += findings->at[i].verdict == verdict;
    return n;
}

// Without the slash that people put at the end.
static str address_of(const struct options *options)
{
    str url = str_from(options->operands[0]);
    while (url.n && url.at[url.n - 1] == '/')
        url.n--;
    return url;
}

struct open311_server open311_server_of(const struct options *options, struct fetch *fetch)
{
    *fetch = (struct fetch){ .tries = TRIES, .pause_most = PAUSE_MOST };
    webhook_begin();
    return (struct open311_server){ .url = address_of(options),
                                    .jurisdiction = options->value[OPTION_JURISDICTION],
                                    .key = options->value[OPTION_API_KEY],
                                    .ask = fetch_ask,
                                    .with = fetch };
}

result command_open311_check(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    struct fetch fetch;
    struct open311_findings findings = { 0 };
    struct open311_server server = open311_server_of(options, &fetch);
    server.send_service = options->value[OPTION_SEND];
    server.send_place = options->value[OPTION_PLACE];
    if (server.send_service.n && !server.send_place.n)
        return fail_at(ctx, ERR_INPUT, STR("--send"), (struct place){ 0 },
                       "needs --place, the address that the test report is about");
    result e = open311_check(ctx, &server, &findings);
    if (!e)
        e = findings_table(ctx, &findings, options_form(options), out);
    if (e)
        return e;
    size_t wrong = findings_count(&findings, OPEN311_WRONG), right = findings_count(&findings, OPEN311_RIGHT);
    if (options_form(options) == TABLE_TEXT)
        buffer_print(out, "%zu right, %zu wrong, %zu noted, %zu not tried\n", right, wrong,
                     findings_count(&findings, OPEN311_NOTED), findings_count(&findings, OPEN311_UNTRIED));
    e = buffer_check(ctx, out);
    return e ? e : wrong ? ERR_RULE : OK;
}
