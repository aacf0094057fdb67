// What a partner sent, read line by line before any of it is taken: each fault with its line and what to write.
#include "app/judge_internal.h"
#include "app/ledger.h"
#include "app/partner_return.h"
#include "app/report.h"
#include "app/worklist.h"
#include "base/zone.h"
#include "format/csv.h"
#include "format/csv_write.h"

enum { COLUMNS = 6, REFERENCE_MAX = 40, TABLE_MAX = 4 << 20, DATE_DIGITS = 10 };
enum { REFERENCE, SERVICE, AREA, REPORTED, COMPLETED, STATUS };

struct checking {
    struct ctx *ctx;
    struct db *db;
    const struct return_sent *sent;
    struct return_read *read;
    struct str_list seen; // references
    struct buffer table;
    result e;
};

struct row {
    int64_t line;
    str cells[COLUMNS];
    instant reported, completed;
};

static void fault(struct checking *c, int64_t line, str text)
{
    if (c->read->faults.n >= RETURN_FAULTS_MAX || c->e)
        return;
    struct return_fault *slot = LIST_PUSH(c->ctx->arena, &c->read->faults);
    if (slot)
        *slot = (struct return_fault){ line, text };
    else
        c->e = arena_fail(c->ctx);
}

// "03/07/2026 14:20" as people's programs write it, in the form the importer reads; else as it is.
static str time_settle(struct arena *arena, str s)
{
    bool is_british = s.n >= DATE_DIGITS && s.at[2] == '/' && s.at[5] == '/';
    if (!is_british)
        return s;
    return str_format(arena, "%.4s-%.2s-%.2s%.*s", s.at + 6, s.at + 3, s.at,
                      STR_ARGS(str_from_byte(s, DATE_DIGITS)));
}

static bool time_read(struct checking *c, str *cell, instant *at)
{
    struct stamp stamp;
    *cell = time_settle(c->ctx->arena, *cell);
    if (!stamp_parse(*cell, &stamp))
        return false;
    *at = stamp_instant(c->sent->board->zone, stamp, NULL);
    return true;
}

static bool is_promised(const struct checking *c, str name)
{
    const struct board *board = c->sent->board;
    struct service service = service_from(name);
    for (size_t i = 0; i < board->charters.n; i++)
        for (size_t k = 0; k < board->charters.at[i].promises.n; k++) {
            const struct clause *clause = board->charters.at[i].promises.at[k].clause;
            if (str_same_name(party_of(clause), c->sent->row->body) && clause_level(clause, &service) > 0)
                return true;
        }
    return false;
}

static bool is_status(str s)
{
    return str_equal(s, STR("open")) || str_equal(s, STR("closed")) || str_equal(s, STR("no fix")) ||
        str_equal(s, STR("duplicate"));
}

static bool is_new_reference(struct checking *c, str reference)
{
    for (size_t i = 0; i < c->seen.n; i++)
        if (str_same_name(c->seen.at[i], reference))
            return false;
    str *slot = LIST_PUSH(c->ctx->arena, &c->seen);
    if (slot)
        *slot = reference;
    return true;
}

// What a partner's system calls a case: no room for a name, an address or a sentence, which everybody would read.
static bool is_number_there(str s)
{
    bool has_digit = false;
    for (size_t i = 0; i < s.n; i++) {
        bool is_letter = char_is_letter(s.at[i]), is_digit = char_is_digit(s.at[i]);
        bool is_inside = i && i + 1 < s.n;
        if (!is_letter && !is_digit && !(is_inside && str_has(STR("-._/"), s.at[i])))
            return false;
        has_digit |= is_digit;
    }
    return has_digit && s.n <= REFERENCE_MAX;
}

// A report that another body has is not this one's to speak of.
static void holder_check(struct checking *c, const struct row *r)
{
    struct case_row row;
    struct fact_row_list facts;
    struct about about = { .is_own = false };
    bool is_found = false;
    result e = query_case_by_reference(c->ctx, c->db,
                                       &(struct case_by_reference_in){ COMMUNITY_FIRST, r->cells[REFERENCE] },
                                       &row, &is_found);
    if (!e && !is_found && reference_is_ours(r->cells[REFERENCE]))
        fault(
            c, r->line,
            STR("reference: it has the form of a number given here, and there is no such report: look at each letter"));
    if (!e && is_found)
        e = query_fact_of_case(c->ctx, c->db, &(struct fact_of_case_in){ COMMUNITY_FIRST, row.id }, &facts);
    if (!e && is_found)
        e = case_about(c->ctx, c->db, &(struct case_asked){ c->sent->board, NULL, &row, &facts }, &about);
    c->e = c->e ? c->e : e;
    c->read->n_new += !e && !is_found;
    c->read->n_changed += !e && is_found;
    if (!e && is_found && !str_same_name(about.body, c->sent->row->body))
        fault(c, r->line, STR("another body has the report of that reference: take the line out"));
}

static void times_check(struct checking *c, struct row *r)
{
    const struct zone *zone = c->sent->board->zone;
    const struct partner_return_row *asked = c->sent->row;
    str *completed = &r->cells[COMPLETED];
    if (!time_read(c, &r->cells[REPORTED], &r->reported)) {
        fault(c, r->line,
              STR("reported: write the day, such as 2026-07-03 or 03/07/2026, with the time if it is known"));
        return;
    }
    if (completed->n && !time_read(c, completed, &r->completed)) {
        fault(c, r->line,
              STR("completed: write the day, such as 2026-07-08 or 08/07/2026, or leave it empty"));
        return;
    }
    if (zone_date(zone, r->reported, NULL).day > asked->period_to.day)
        fault(c, r->line, STR("reported: that is after the end of the quarter"));
    if (completed->n && zone_date(zone, r->completed, NULL).day < zone_date(zone, r->reported, NULL).day)
        fault(c, r->line, STR("completed: that is before it was reported"));
    bool is_before = completed->n && zone_date(zone, r->completed, NULL).day < asked->period_from.day;
    if (is_before)
        fault(c, r->line, STR("completed: that is before the quarter: it belongs into an earlier return"));
    bool is_open = str_equal(r->cells[STATUS], STR("open"));
    if (is_open && completed->n)
        fault(c, r->line, STR("status: it is open, and has a day on which it was completed"));
    if (!is_open && !completed->n && is_status(r->cells[STATUS]))
        fault(c, r->line, STR("completed: write the day on which it was closed"));
}

static void row_check(struct checking *c, struct row *r)
{
    str *cells = r->cells;
    cells[REFERENCE] = reference_settle(c->ctx->arena, cells[REFERENCE]);
    if (!is_number_there(cells[REFERENCE]))
        fault(
            c, r->line,
            STR("reference: write the number you have it under, such as VP-1041: at most 40 letters, digits, "
                "hyphens, full stops and strokes, with a digit, and no spaces"));
    else if (!is_new_reference(c, cells[REFERENCE]))
        fault(c, r->line, STR("reference: a line above has the same"));
    else
        holder_check(c, r);
    if (!is_promised(c, cells[SERVICE]))
        fault(c, r->line,
              str_format(
                  c->ctx->arena, "service: no charter has %.*s promise '%.*s'", STR_ARGS(c->sent->row->body),
                  STR_ARGS(str_slice(cells[SERVICE], 0,
                                     cells[SERVICE].n < REFERENCE_MAX ? cells[SERVICE].n : REFERENCE_MAX))));
    if (!is_status(cells[STATUS]))
        fault(c, r->line, STR("status: write open, closed, no fix or duplicate"));
    times_check(c, r);
}

static void row_write(struct checking *c, const struct row *r)
{
    for (int i = 0; i < COLUMNS; i++)
        csv_value(&c->table, !i, r->cells[i]);
    csv_end(&c->table);
}

static void row_take(struct checking *c, const struct csv *csv)
{
    struct row r = { .line = csv->row };
    if (csv->fault != CSV_OK) {
        fault(c, csv->row, STR("the line can't be read: look at its quotation marks"));
        return;
    }
    if (csv->n != COLUMNS) {
        fault(c, csv->row, STR("a line has six values: reference,service,area,reported,completed,status"));
        return;
    }
    for (int i = 0; i < COLUMNS; i++)
        r.cells[i] = str_trim(csv_field_value(c->ctx->arena, csv->fields[i]));
    row_check(c, &r);
    row_write(c, &r);
}

static bool is_header(struct checking *c, const struct csv *csv)
{
    str rest = RETURN_HEADER;
    for (size_t i = 0; i < csv->n; i++)
        if (!str_same_name(str_trim(csv_field_value(c->ctx->arena, csv->fields[i])), str_cut(&rest, ',')))
            return false;
    return csv->n == COLUMNS;
}

str return_table_of(struct ctx *ctx, str lines)
{
    str rest = lines, first = str_trim(str_cut(&rest, ','));
    bool has_header = !lines.n || str_same_name(first, STR("reference"));
    return has_header ? lines
                      : str_format(ctx->arena, "%.*s\n%.*s", STR_ARGS(RETURN_HEADER), STR_ARGS(lines));
}

static void table_check(struct checking *c)
{
    struct csv csv;
    c->e = csv_open(c->ctx, c->sent->csv, ',', &csv);
    if (c->e)
        return;
    if (!csv_next(&csv) || !is_header(c, &csv)) {
        fault(c, 1, STR("the first line must be: reference,service,area,reported,completed,status"));
        return;
    }
    buffer_print(&c->table, "%.*s\n", STR_ARGS(RETURN_HEADER));
    for (; csv_next(&csv) && !c->e && c->read->rows <= RETURN_ROWS_MAX; c->read->rows++)
        row_take(c, &csv);
    if (c->read->rows > RETURN_ROWS_MAX)
        fault(c, 0, STR("a return may have 2,000 lines: ask for the file to be imported instead"));
}

// "27 of 30", a number, a grade, yes or no: whatever the promise is measured by.
static void items_check(struct checking *c)
{
    for (size_t i = 0; i < c->sent->items.n; i++) {
        const struct return_item *item = &c->sent->items.at[i];
        const struct field *f = field_find(&item->promise->clause->fields, KEY_TARGET);
        bool has_target = f && f->kind->value == VALUE_TARGET && !f->is_bad && f->target.n_ramps;
        if (!item->value.n)
            continue;
        struct counts counts = observation_counts(has_target ? &f->target.ramps[0].quantity : NULL,
                                                  item->value);
        if (counts.not_known || (!counts.on_time && !counts.late))
            fault(c, 0,
                  str_format(c->ctx->arena, "%.*s: write what was seen, such as 27 of 30, or yes or no",
                             STR_ARGS(item->promise->clause->title)));
    }
}

result return_check(struct ctx *ctx, struct db *db, const struct return_sent *sent, struct return_read *read)
{
    struct checking c = { .ctx = ctx, .db = db, .sent = sent, .read = read, .table = buffer_open(TABLE_MAX) };
    bool has_items = false;
    *read = (struct return_read){ .rows = 0 };
    for (size_t i = 0; i < sent->items.n; i++)
        has_items |= sent->items.at[i].value.n > 0;
    if (!sent->csv.n && !has_items)
        fault(&c, 0, STR("send the table of your cases, or fill in at least one number"));
    if (sent->csv.n)
        table_check(&c);
    items_check(&c);
    read->table = read->rows ? str_copy(ctx->arena, buffer_str(&c.table)) : (str){ 0 };
    result e = c.e ? c.e : buffer_check(ctx, &c.table);
    buffer_close(&c.table);
    return e;
}
