#include "app/work_table.h"

#include "app/act.h"
#include "app/claim.h"
#include "app/happening.h"
#include "app/record.h"
#include "app/report.h"
#include "format/csv.h"

enum deed_column { COLUMN_REFERENCE, COLUMN_ACT, COLUMN_REASON, COLUMN_WORDS, COLUMN_DATE, COLUMNS };

static const struct {
    str name;
    enum deed_column column;
} HEADS[] = {
    { STR_INIT("reference"), COLUMN_REFERENCE }, { STR_INIT("act"), COLUMN_ACT },
    { STR_INIT("reason"), COLUMN_REASON },       { STR_INIT("ending"), COLUMN_REASON },
    { STR_INIT("words"), COLUMN_WORDS },         { STR_INIT("date"), COLUMN_DATE },
};

static const str ACTS[TABLE_ACTS] = {
    [TABLE_CLOSE] = STR_INIT("close"),       [TABLE_PAUSE] = STR_INIT("pause"),
    [TABLE_RESUME] = STR_INIT("resume"),     [TABLE_NOTE] = STR_INIT("note"),
    [TABLE_EXPLAIN] = STR_INIT("explain"),   [TABLE_ASSIGN] = STR_INIT("assign"),
    [TABLE_HAPPENED] = STR_INIT("happened"),
};

struct reading {
    struct ctx *ctx;
    const struct table_asked *asked;
    str hash; // of the whole table
    struct csv csv;
    int at[COLUMNS]; // which value of a row; -1 for none
};

// Spreadsheets of some countries write semicolons.
static char delimiter_of(str text)
{
    str rest = text, first = str_cut(&rest, '\n');
    return str_has(first, ',') ? ',' : str_has(first, ';') ? ';' : str_has(first, '\t') ? '\t' : ',';
}

static result heads_read(struct reading *r)
{
    bool has_row = csv_next(&r->csv);
    for (int c = 0; c < COLUMNS; c++)
        r->at[c] = -1;
    for (size_t i = 0; has_row && i < r->csv.n; i++) {
        str head = str_trim(csv_field_value(r->ctx->arena, r->csv.fields[i]));
        for (size_t h = 0; h < sizeof HEADS / sizeof *HEADS; h++)
            if (str_same_name(head, HEADS[h].name))
                r->at[HEADS[h].column] = (int)i;
    }
    return r->at[COLUMN_REFERENCE] >= 0 && r->at[COLUMN_ACT] >= 0
        ? OK
        : fail(r->ctx, ERR_INPUT, "the first line must name the columns: reference,act,reason,words,date");
}

static str cell(const struct reading *r, enum deed_column c)
{
    bool is_there = r->at[c] >= 0 && (size_t)r->at[c] < r->csv.n;
    return is_there ? str_trim(csv_field_value(r->ctx->arena, r->csv.fields[r->at[c]])) : (str){ 0 };
}

static bool act_read(str word, enum table_act *act)
{
    for (int i = 0; i < TABLE_ACTS; i++)
        if (str_same_name(word, ACTS[i])) {
            *act = (enum table_act)i;
            return true;
        }
    return false;
}

static bool ending_read(str word, enum ending *ending)
{
    for (int i = 0; i < ENDING_COUNT; i++)
        if (i != ENDING_DUPLICATE && str_same_name(word, ending_words((enum ending)i))) {
            *ending = (enum ending)i;
            return true;
        }
    return false;
}

// A day without a time is taken whole: what was done on it was done by its end, or by now.
static str date_read(const struct reading *r, str cell, struct table_deed *d)
{
    struct stamp stamp;
    const struct zone *zone = r->asked->zone;
    d->at = INSTANT_NONE;
    if (!cell.n)
        return (str){ 0 };
    if (d->act != TABLE_CLOSE && d->act != TABLE_NOTE && d->act != TABLE_HAPPENED)
        return STR("only close, note and happened take a date: leave it empty");
    if (!stamp_parse(cell, &stamp))
        return STR("write the date as 2026-11-20, or with a time as 2026-11-20 14:30");
    if (stamp.has_time)
        d->at = stamp_instant(zone, stamp, NULL);
    else if (stamp.day.day != zone_date(zone, r->asked->now, NULL).day)
        d->at = (instant){ zone_midnight(zone, date_add_days(stamp.day, 1)).second - 1 };
    return (str){ 0 };
}

static str fault_of(const struct reading *r, struct table_deed *d)
{
    if (r->csv.fault)
        return STR("the line can't be read: look at its quotation marks");
    if (!d->reference.n)
        return STR("write the reference of the report");
    if (!act_read(cell(r, COLUMN_ACT), &d->act))
        return STR("there is no such act: write close, happened, pause, resume, note, explain or assign");
    if (d->act == TABLE_CLOSE && str_same_name(d->reason, ending_words(ENDING_DUPLICATE)))
        return STR("a duplicate is closed on its own page, where the other report is named");
    if (d->act == TABLE_CLOSE && !ending_read(d->reason, &d->ending))
        return STR("write how it ends: fixed, answered, not found, not ours or no fix planned");
    if (d->act == TABLE_HAPPENED && !d->reason.n)
        return STR(
            "write what happened, under reason: made safe, first visit or another step that a clock waits for");
    if (d->act == TABLE_ASSIGN && !d->reason.n)
        return STR("write the post or crew it is given to, under reason");
    return date_read(r, cell(r, COLUMN_DATE), d);
}

static result row_add(struct reading *r, struct table_deeds *deeds)
{
    struct ctx *ctx = r->ctx;
    if (!r->csv.fault && !cell(r, COLUMN_ACT).n) {
        deeds->n_left++;
        return OK;
    }
    if (deeds->n == WORK_TABLE_LINES_MAX)
        return fail(ctx, ERR_INPUT, "the table has more than 2,000 lines: send it in parts");
    struct table_deed *d = LIST_PUSH(ctx->arena, deeds);
    if (!d)
        return arena_fail(ctx);
    *d = (struct table_deed){ .line = r->csv.row, .at = INSTANT_NONE };
    d->reference = reference_settle(ctx->arena, cell(r, COLUMN_REFERENCE));
    d->reason = cell(r, COLUMN_REASON);
    d->words = cell(r, COLUMN_WORDS);
    d->fault = fault_of(r, d);
    d->key = content_hash(ctx, str_format(ctx->arena, "%.*s %lld", STR_ARGS(r->hash), (long long)d->line));
    return OK;
}

result work_table_read(struct ctx *ctx, const struct table_asked *asked, struct table_deeds *deeds)
{
    struct reading r = { .ctx = ctx, .asked = asked, .hash = content_hash(ctx, asked->text) };
    *deeds = (struct table_deeds){ 0 };
    result e = csv_open(ctx, asked->text, delimiter_of(asked->text), &r.csv);
    if (!e)
        e = heads_read(&r);
    while (!e && csv_next(&r.csv))
        e = row_add(&r, deeds);
    if (!e && !deeds->n)
        return fail(ctx, ERR_INPUT, "no line of the table says what to do: fill in the column act");
    return e;
}

static result deed_do(struct desk *desk, const struct table_deed *d, str body)
{
    switch (d->act) {
    case TABLE_CLOSE:
        return case_close(desk, &(struct closing){ .ending = d->ending, .words = d->words });
    case TABLE_PAUSE:
        return case_pause(desk, d->reason, d->words);
    case TABLE_RESUME:
        return case_resume(desk, d->words);
    case TABLE_NOTE:
        return case_note(desk, d->words);
    case TABLE_EXPLAIN:
        return case_explain(desk, d->reason, d->words);
    case TABLE_ASSIGN:
        return case_give(desk, &(struct assigning){ d->reason, body, ID_NONE });
    case TABLE_HAPPENED:
        return case_event(desk, d->reason, d->words);
    case TABLE_ACTS:
        break;
    }
    return fail(desk->ctx, ERR_INTERNAL, "there is no such act");
}

result work_table_do(struct desk *desk, const struct table_deed *d, str body, bool *is_again)
{
    result e = act_take(desk, d->key, is_again);
    if (e || *is_again)
        return e;
    e = claim_make(desk, d->at);
    return e ? e : deed_do(desk, d, body);
}
