// GET /redress: the public register of what was missed and what followed.
#include "web/feed.h"
#include "web/step_pages.h"
#include "web/views.h"

#include "format/table.h"
#include "rules/payment.h"

static const struct url REGISTER = { STR_INIT("/redress") };

static const struct table_column COLUMNS[] = {
    { STR_INIT("charter"), CELL_TEXT, false }, { STR_INIT("promise"), CELL_TEXT, false },
    { STR_INIT("because"), CELL_TEXT, false }, { STR_INIT("opened"), CELL_TEXT, false },
    { STR_INIT("step"), CELL_NUMBER, false },  { STR_INIT("what"), CELL_TEXT, false },
    { STR_INIT("due"), CELL_MAYBE, false },    { STR_INIT("done"), CELL_MAYBE, false },
    { STR_INIT("state"), CELL_TEXT, false },   { STR_INIT("answer"), CELL_MAYBE, false },
    { STR_INIT("pays"), CELL_MAYBE, false },   { STR_INIT("payee"), CELL_MAYBE, false },
    { STR_INIT("least"), CELL_NUMBER, false }, { STR_INIT("most"), CELL_NUMBER, false },
    { STR_INIT("paid"), CELL_NUMBER, false },  { STR_INIT("working"), CELL_MAYBE, false },
};

// Pounds and pence; nothing where there is no sum.
static void pence_cell(struct table *table, int64_t pence)
{
    struct buffer out = buffer_open(64);
    if (pence != ID_NONE)
        pence_write_plain(&out, pence);
    table_cell(table, buffer_str(&out));
    buffer_close(&out);
}

static void payment_cells(struct table *table, const struct obligation_row *row)
{
    bool pays = row->pays != ID_NONE;
    table_cell(table, pays ? str_from(payment_state_code((enum payment_state)row->pays)) : (str){ 0 });
    table_cell(table, row->payee);
    pence_cell(table, row->least);
    pence_cell(table, row->most);
    pence_cell(table, row->paid);
    table_cell(table, row->working);
}

static void step_row(struct table *table, const struct opening_line *o, const struct step_line *s)
{
    const str before[] = { o->charter, o->promise, o->because };
    const str after[] = { str_from(s->mark.words), s->words };
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        table_cell(table, before[i]);
    table_date(table, o->opened);
    table_int(table, s->number);
    table_cell(table, s->text);
    table_date(table, s->due);
    table_date(table, s->done);
    for (size_t i = 0; i < sizeof after / sizeof *after; i++)
        table_cell(table, after[i]);
    payment_cells(table, s->row);
}

static result register_table(struct request *request, struct response *response,
                             const struct register_page *page)
{
    enum table_form form = response_table(request, response);
    struct table table = table_open(request->ctx, &response->body, form, COLUMNS,
                                    sizeof COLUMNS / sizeof *COLUMNS);
    for (size_t i = 0; i < page->openings.n; i++)
        for (size_t k = 0; k < page->openings.at[i].steps.n; k++)
            step_row(&table, &page->openings.at[i], &page->openings.at[i].steps.at[k]);
    return table_close(&table);
}

// What bodies approved to be paid, and what of it they cancelled.
static result payments_fill(struct request *request, struct register_page *page)
{
    struct ctx *ctx = request->ctx;
    struct fact_row_list all;
    result e = query_fact_of_no_case(ctx, request->db,
                                     &(struct fact_of_no_case_in){ COMMUNITY_FIRST, FACT_PAYMENTS }, &all);
    for (size_t i = e ? 0 : all.n; i-- > 0 && page->payments.n < REGISTER_PAYMENTS_SHOWN;) {
        const struct fact_row *f = &all.at[i];
        struct register_payments *line = LIST_PUSH(ctx->arena, &page->payments);
        if (!line)
            return arena_fail(ctx);
        *line = (struct register_payments){ date_words(ctx, instant_date(request->board->zone, f->happened)),
                                            f->name, f->words, f->said_by, f->value };
    }
    return e;
}

result register_show(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    const struct board *board = request->board;
    struct register_page page = { .data_url = { STR("/redress.csv") } };
    layout_fill(request, STR("Put right: what was missed, and what followed"), "redress", &page.layout);
    feed_offer(ctx, &page.layout, REGISTER, (str){ 0 });
    result e = openings_fill(ctx, board, &board->openings, &page.openings);
    if (!e && request->format == FORMAT_HTML)
        e = openings_offer(request, &page.openings);
    for (size_t i = 0; i < page.openings.n; i++)
        page.n_open += !page.openings.at[i].is_complete;
    if (!e && request->format == FORMAT_ATOM) {
        struct feed feed = { .title = page.layout.title, .page = REGISTER };
        e = feed_of_openings(ctx, &page.openings, &feed);
        return e ? e : feed_write(request, response, &feed);
    }
    if (!e && request->format != FORMAT_HTML)
        return register_table(request, response, &page);
    if (!e)
        e = payments_fill(request, &page);
    if (!e)
        view_register(&response->body, &page);
    return e;
}
