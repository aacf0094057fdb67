#include "app/outbox.h"
#include "app/ledger.h"
#include "base/clock.h"
#include "cli/options.h"

enum { ROWS_AT_ONCE = 500 };

static const struct table_column COLUMNS[] = {
    { STR_INIT("id"), CELL_NUMBER, false },     { STR_INIT("reference"), CELL_MAYBE, false },
    { STR_INIT("message"), CELL_TEXT, false },  { STR_INIT("way"), CELL_TEXT, false },
    { STR_INIT("state"), CELL_TEXT, false },    { STR_INIT("attempts"), CELL_NUMBER, false },
    { STR_INIT("created"), CELL_TEXT, false },  { STR_INIT("next_attempt"), CELL_MAYBE, false },
    { STR_INIT("sent"), CELL_MAYBE, false },    { STR_INIT("last_error"), CELL_MAYBE, false },
    { STR_INIT("person"), CELL_NUMBER, false }, { STR_INIT("name"), CELL_MAYBE, false },
    { STR_INIT("address"), CELL_MAYBE, false },
};

enum { COLUMNS_ALL = sizeof COLUMNS / sizeof *COLUMNS, COLUMNS_PUBLIC = COLUMNS_ALL - 3 };

struct listing {
    const struct options *options;
    struct table table;
    const struct zone *zone;
    int64_t id;
};

static void time_cell(struct table *table, const struct zone *zone, instant t)
{
    struct buffer text = buffer_open(64);
    if (!instant_is_none(t))
        instant_write(&text, zone, t);
    table_cell(table, buffer_str(&text));
    buffer_close(&text);
}

static result private_cells(struct ctx *ctx, struct db *db, struct listing *l, const struct outbox_row *row)
{
    struct person_row p = { .id = ID_NONE };
    bool is_found = false;
    result e = row->to_person != ID_NONE
        ? query_person_by_id(ctx, db, &(struct person_by_id_in){ COMMUNITY_FIRST, row->to_person }, &p,
                             &is_found)
        : OK;
    table_cell(&l->table, is_found ? str_format(ctx->arena, "%lld", (long long)p.id) : (str){ 0 });
    table_cell(&l->table, p.name);
    table_cell(&l->table,
               str_equal(row->way, STR("email"))      ? p.email
                   : str_equal(row->way, STR("text")) ? p.telephone
                                                      : p.address);
    return e;
}

static result reference_cell(struct ctx *ctx, struct db *db, struct table *table,
                             const struct outbox_row *row)
{
    struct held_row fact;
    struct case_row c = { .id = ID_NONE };
    bool is_found;
    result e = query_held_by_id(ctx, db, &(struct held_by_id_in){ COMMUNITY_FIRST, row->fact_id }, &fact,
                                &is_found);
    if (!e && is_found && fact.case_id != ID_NONE)
        e = query_case_by_id(ctx, db, &(struct case_by_id_in){ COMMUNITY_FIRST, fact.case_id }, &c,
                             &is_found);
    table_cell(table, c.reference);
    return e;
}

static result row_list(struct ctx *ctx, struct db *db, struct listing *l, const struct outbox_row *row)
{
    struct table *table = &l->table;
    bool is_waiting = str_equal(row->state, STATE_WAITING) || str_equal(row->state, STATE_SENDING);
    table_int(table, row->id);
    result e = reference_cell(ctx, db, table, row);
    table_cell(table, row->message);
    table_cell(table, row->way);
    table_cell(table, row->state);
    table_int(table, row->attempts);
    time_cell(table, l->zone, row->created);
    time_cell(table, l->zone, is_waiting ? row->next_attempt : INSTANT_NONE);
    time_cell(table, l->zone, row->sent);
    table_cell(table, row->last_error);
    return e || !l->options->has[OPTION_SHOW_PRIVATE] ? e : private_cells(ctx, db, l, row);
}

static result state_list(struct ctx *ctx, struct db *db, struct listing *l, str state)
{
    struct outbox_row_list rows;
    struct outbox_of_state_in asked = { COMMUNITY_FIRST, state, 0, ROWS_AT_ONCE };
    result e;
    do {
        e = query_outbox_of_state(ctx, db, &asked, &rows);
        for (size_t i = 0; !e && i < rows.n; i++)
            e = row_list(ctx, db, l, &rows.at[i]);
        asked.after = rows.n ? rows.at[rows.n - 1].id : 0;
    } while (!e && rows.n == ROWS_AT_ONCE);
    return e;
}

static result list_work(struct ctx *ctx, struct db *db, void *with)
{
    static const str states[] = { STR_INIT("dead"), STR_INIT("sending"), STR_INIT("waiting"),
                                  STR_INIT("sent") };
    struct listing *l = with;
    struct community_by_id_out community;
    str asked = l->options->value[OPTION_STATE];
    bool is_found;
    result e = query_community_by_id(ctx, db, &(struct community_by_id_in){ COMMUNITY_FIRST }, &community,
                                     &is_found);
    if (!e)
        e = zone_load(ctx, is_found ? community.zone : STR("UTC"), &l->zone);
    for (size_t i = 0; !e && i < sizeof states / sizeof *states; i++)
        if (str_equal(asked, STR("all")) || str_equal(asked, states[i]))
            e = state_list(ctx, db, l, states[i]);
    return e ? e : table_close(&l->table);
}

static result retry_work(struct ctx *ctx, struct db *db, void *with)
{
    const struct listing *l = with;
    return outbox_retry(ctx, db, l->id, clock_now());
}

static result drop_work(struct ctx *ctx, struct db *db, void *with)
{
    const struct listing *l = with;
    return outbox_drop(ctx, db, l->id, l->options->value[OPTION_REASON]);
}

static result usage(struct ctx *ctx, const char *text)
{
    return fail_at(ctx, ERR_INPUT, STR("usage"), (struct place){ 0 }, "%s", text);
}

static result use_check(struct ctx *ctx, struct listing *l, str verb)
{
    const struct options *o = l->options;
    bool is_list = str_equal(verb, STR("list")), is_drop = str_equal(verb, STR("drop"));
    if (!is_list && !is_drop && !str_equal(verb, STR("retry")))
        return usage(ctx, "write outbox list, outbox retry ID or outbox drop ID --reason TEXT");
    if (!is_list && (o->n_operands < 2 || !str_to_int(str_from(o->operands[1]), &l->id)))
        return usage(ctx, "say which message: its number, as 'wardmote outbox list' has it");
    if (is_drop && !o->value[OPTION_REASON].n)
        return usage(ctx, "'outbox drop' needs --reason TEXT: why it is not to be sent");
    return OK;
}

result command_outbox(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    struct listing l = { .options = options };
    str verb = str_from(options->operands[0]);
    bool is_list = str_equal(verb, STR("list"));
    struct store *store;
    result e = use_check(ctx, &l, verb);
    if (e)
        return e;
    e = store_open(ctx, options->value[OPTION_STORE], is_list ? STORE_READ : STORE_WRITE, &store);
    if (e)
        return e;
    enum table_form form = options_form(options); // names and addresses may begin like a formula
    l.table = table_open(ctx, out, form == TABLE_CSV ? TABLE_SHEET : form, COLUMNS,
                         options->has[OPTION_SHOW_PRIVATE] ? COLUMNS_ALL : COLUMNS_PUBLIC);
    e = is_list ? store_read(ctx, store, list_work, &l)
                : store_write(ctx, store, str_equal(verb, STR("retry")) ? retry_work : drop_work, &l);
    store_close(store);
    if (!e && !is_list)
        out->n = 0;
    if (!e && !is_list)
        buffer_print(out, "message %lld: %s\n", (long long)l.id,
                     str_equal(verb, STR("retry")) ? "waiting to be sent" : "dropped");
    return e ? e : buffer_check(ctx, out);
}
