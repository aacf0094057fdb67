// GET /charters/{charter}/{clause}/taken-up/record: what is on record of an option that was taken up, in the columns
// that `wardmote follow` reads, so that anybody can follow it again by the text of its steps, which is on record too.
#include "web/option_pages.h"
#include "web/visit.h"

#include "app/option.h"

static const struct table_column COLUMNS[] = {
    { STR_INIT("case"), CELL_TEXT, false },   { STR_INIT("time"), CELL_TEXT, false },
    { STR_INIT("kind"), CELL_TEXT, false },   { STR_INIT("name"), CELL_TEXT, false },
    { STR_INIT("value"), CELL_MAYBE, false }, { STR_INIT("by"), CELL_MAYBE, false },
    { STR_INIT("words"), CELL_MAYBE, false }, { STR_INIT("text"), CELL_MAYBE, false },
};

static str time_of(struct request *request, instant at)
{
    struct buffer out = buffer_open(64);
    instant_write(&out, request->board->zone, at);
    str text = str_copy(request->ctx->arena, buffer_str(&out));
    buffer_done(request->ctx->arena, &out);
    return text;
}

// A case is named by the fact by which it was taken up.
static void case_write(struct request *request, const struct option_case *c, struct table *table)
{
    struct ctx *ctx = request->ctx;
    str name = str_format(ctx->arena, "%lld", (long long)c->request->id);
    str text = c->content == ID_NONE ? (str){ 0 }
                                     : str_format(ctx->arena, "/record/contents/%lld", (long long)c->content);
    for (size_t i = 0; i < c->n_recorded; i++) {
        const struct recorded *r = &c->recorded[i];
        table_cell(table, name);
        table_cell(table, time_of(request, r->at));
        table_cell(table, r->kind == RECORDED_EVENT ? STR("event") : STR("outcome"));
        table_cell(table, r->name);
        table_cell(table, r->value);
        table_cell(table, r->by);
        table_cell(table, r->words);
        table_cell(table, text);
    }
}

result option_record_show(struct request *request, struct response *response)
{
    const struct charter *charter = board_charter(request->board, request_parameter(request, "charter"));
    const struct promise_state *option = charter
        ? charter_promise(charter, request_parameter(request, "clause"))
        : NULL;
    struct option_cases cases;
    if (!option || !is_option(option))
        return fail(request->ctx, ERR_MISSING, "there is no such option");
    result e = option_cases_of(request, option, &cases);
    if (e)
        return e;
    enum table_form form = response_table(request, response);
    struct table table = table_open(request->ctx, &response->body, form, COLUMNS,
                                    sizeof COLUMNS / sizeof *COLUMNS);
    for (size_t i = 0; i < cases.n; i++)
        case_write(request, &cases.at[i], &table);
    return table_close(&table);
}
