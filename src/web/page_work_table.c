// GET /work/table.csv and .json: the list of work as a table, with the filters of the page.
#include "web/work_pages.h"

enum { LIST_ROWS_MAX = 10000 };

static const struct table_column COLUMNS[] = {
    { STR_INIT("reference"), CELL_TEXT, false }, { STR_INIT("service"), CELL_MAYBE, false },
    { STR_INIT("area"), CELL_MAYBE, false },     { STR_INIT("body"), CELL_TEXT, false },
    { STR_INIT("reported"), CELL_TEXT, false },  { STR_INIT("due"), CELL_MAYBE, false },
    { STR_INIT("state"), CELL_TEXT, false },     { STR_INIT("assigned"), CELL_MAYBE, false },
    { STR_INIT("place"), CELL_MAYBE, false },
};

static str time_of(struct ctx *ctx, const struct zone *zone, instant t)
{
    struct buffer out = buffer_open(64);
    instant_write(&out, zone, t);
    str text = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return text;
}

// As a crew's phone has it: a file goes where nobody can take it back, so what is only counted or withheld has none.
static result place_of(struct request *request, const struct work_row *row, str *place)
{
    struct private_by_fact_out part;
    bool is_found = false;
    const struct about about = { .body = row->body, .area = row->area, .service = row->service };
    bool is_seen = !(row->state & (WORK_COUNTED | WORK_WITHHELD)) &&
        sees(request->visitor, SEEN_PLACE, &about) == SEEING_YES;
    *place = (str){ 0 };
    if (!is_seen)
        return OK;
    result e = query_private_by_fact(request->ctx, request->db,
                                     &(struct private_by_fact_in){ COMMUNITY_FIRST, row->case_id }, &part,
                                     &is_found);
    if (!e && is_found)
        *place = part.place;
    return e;
}

static result row_write(struct request *request, struct table *table, const struct work_row *row)
{
    struct ctx *ctx = request->ctx;
    const struct zone *zone = request->board->zone;
    bool has_due = row->due.second != WORK_DUE_NONE.second;
    str place;
    result e = place_of(request, row, &place);
    const str cells[] = { row->reference,
                          row->service,
                          row->area,
                          row->body,
                          time_of(ctx, zone, row->opened),
                          has_due ? time_of(ctx, zone, row->due) : (str){ 0 },
                          str_from(work_mark(row->state, has_due).words),
                          row->assigned,
                          place };
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        table_cell(table, cells[i]);
    return e;
}

result work_table_show(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct work_list list;
    result e = must_may(ctx, request->visitor, DEED_RETURN, NULL);
    if (e)
        return e;
    struct work_question q = work_question_from(request);
    q.from = NULL;
    q.most = LIST_ROWS_MAX;
    e = work_list(ctx, request->db, &q, &list);
    if (!e && list.next.case_id)
        return fail(ctx, ERR_RULE,
                    "The list has more than 10,000 reports: ask for one kind or one area at a time.");
    enum table_form form = response_table(request, response);
    struct table table = table_open(ctx, &response->body, form, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS);
    for (size_t i = 0; !e && i < list.n; i++)
        e = row_write(request, &table, &list.at[i]);
    response->is_unkept = true;
    response->file_name = form == TABLE_JSON ? STR("work.json") : STR("work.csv");
    return e ? e : table_close(&table);
}
