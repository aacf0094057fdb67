// A file of payments: prepared, approved by two others, cancelled.
#include "app/payments.h"

#include "app/public_words.h"
#include "app/report.h"
#include "format/table.h"
#include "rules/money.h"
#include "rules/payment.h"

enum { FILE_BYTES_MAX = 1 << 20 };

static const struct table_column COLUMNS[] = {
    { STR_INIT("payment"), CELL_TEXT, false }, { STR_INIT("report"), CELL_TEXT, false },
    { STR_INIT("payee"), CELL_TEXT, false },   { STR_INIT("person"), CELL_TEXT, false },
    { STR_INIT("pounds"), CELL_TEXT, false },  { STR_INIT("promise"), CELL_TEXT, false },
    { STR_INIT("redress"), CELL_TEXT, false }, { STR_INIT("step"), CELL_NUMBER, false },
    { STR_INIT("due"), CELL_TEXT, false },     { STR_INIT("set_off"), CELL_TEXT, false },
};

static str pounds_plain(struct ctx *ctx, int64_t pence)
{
    struct buffer out = buffer_open(64);
    pence_write_plain(&out, pence);
    str words = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return words;
}

static str line_reference(struct ctx *ctx, str file, int64_t line)
{
    return str_format(ctx->arena, "%.*s-%lld", STR_ARGS(file), (long long)line);
}

static str day_plain(struct ctx *ctx, date day)
{
    struct buffer out = buffer_open(64);
    if (!date_is_none(day))
        date_write(&out, day);
    str words = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return words;
}

// Text that a spreadsheet would take for a formula has a ' before it.
static result content_make(struct ctx *ctx, const struct payments_due *due, str reference, str *content)
{
    struct buffer out = buffer_open(FILE_BYTES_MAX);
    struct table table = table_open(ctx, &out, TABLE_SHEET, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS);
    for (size_t i = 0; i < due->n; i++) {
        const struct payment_due *d = &due->at[i];
        table_cell(&table, line_reference(ctx, reference, (int64_t)i + 1));
        table_cell(&table, d->key.reference);
        table_cell(&table, d->payee);
        table_cell(&table, d->person);
        table_cell(&table, pounds_plain(ctx, d->pence));
        table_cell(&table, d->promise);
        table_cell(&table, d->key.redress);
        table_int(&table, d->key.step);
        table_cell(&table, day_plain(ctx, d->due));
        table_cell(&table, d->set_off);
    }
    result e = table_close(&table);
    *content = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return e ? e : arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

static result text_check(struct ctx *ctx, struct payments_said *said, str text, const char *missing)
{
    const struct public_form form = { ctx, said->is_office, &said->looks_personal };
    size_t most = said->part == PAYMENTS_PART_WHY ? PUBLIC_WORDS_MAX : PUBLIC_LINE_MAX;
    return public_field_check(&form, text, most, missing);
}

static result office_check(struct ctx *ctx, struct payments_said *said)
{
    said->part = PAYMENTS_PART_OFFICE;
    return text_check(ctx, said, said->office, "write the post or office that says so");
}

static result act_add(struct desk *desk, int64_t file, int64_t n, str deed, const struct payments_said *said)
{
    return query_payment_act_insert(desk->ctx, desk->db,
                                    &(struct payment_act_insert_in){ COMMUNITY_FIRST, file, n, deed,
                                                                     said->office, said->account, desk->at });
}

static result line_add(struct desk *desk, int64_t file, int64_t line, const struct payment_due *d)
{
    return query_payment_line_insert(
        desk->ctx, desk->db,
        &(struct payment_line_insert_in){ COMMUNITY_FIRST, file, line, d->key.document, d->key.promise,
                                          d->key.redress, d->key.from, d->case_id, d->key.step, d->pence,
                                          d->paid, 1 });
}

static result file_insert(struct desk *desk, const struct payments_asked *asked,
                          const struct payments_due *due, str reference, int64_t *id)
{
    str content;
    result e = content_make(desk->ctx, due, reference, &content);
    if (!e)
        e = query_payment_file_insert(
            desk->ctx, desk->db,
            &(struct payment_file_insert_in){ COMMUNITY_FIRST, reference, asked->body, desk->at, content,
                                              content_hash(desk->ctx, content), due->pence, (int64_t)due->n },
            id);
    for (size_t i = 0; i < due->n && !e; i++)
        e = line_add(desk, *id, (int64_t)i + 1, &due->at[i]);
    return e;
}

result payments_prepare(struct desk *desk, const struct payments_asked *asked, struct payments_said *said,
                        str *reference)
{
    struct ctx *ctx = desk->ctx;
    struct payments_due due;
    int64_t id = 0;
    const struct about about = { .body = asked->body };
    said->account = asked->visitor ? asked->visitor->id : ID_NONE;
    result e = must_may(ctx, asked->visitor, DEED_PREPARE_PAYMENTS, &about);
    if (!e)
        e = office_check(ctx, said);
    if (!e)
        e = payments_due(ctx, desk->db, asked, &due);
    if (!e && !due.n)
        e = fail(ctx, ERR_RULE, "nothing is owed that could be put into a file");
    if (!e && due.pence != said->pence)
        e = fail(
            ctx, ERR_CONFLICT,
            "what is owed changed while you looked: it is %.*s now. Look at it again, and prepare it then",
            STR_ARGS(pence_words(ctx, due.pence)));
    *reference = str_format(ctx->arena, "PAY-%.*s", STR_ARGS(reference_make(ctx->arena)));
    if (!e)
        e = file_insert(desk, asked, &due, *reference, &id);
    return e ? e : act_add(desk, id, 1, PAYMENTS_PREPARED, said);
}

// Of what was recorded from this file its reference stands in the words.
static bool is_claimed(struct ctx *ctx, const struct payments_line *line)
{
    str said = line->step.claim ? line->step.claim->words : (str){ 0 };
    return said.n &&
        str_find(said, str_format(ctx->arena, "Reference: %.*s.", STR_ARGS(line->reference))) < said.n;
}

static enum payment_line_state state_of(struct ctx *ctx, const struct payments_line *line)
{
    const struct obligation_row *row = line->step.row;
    struct step_rest rest;
    if (row->paid != ID_NONE && row->paid >= line->row.paid + line->row.pence)
        return LINE_PAID;
    if (line->step.claim)
        return is_claimed(ctx, line) ? LINE_CLAIMED : LINE_CHANGED;
    bool is_same = row->pays == PAYMENT_DUE && row->paid == line->row.paid && step_rest(row, &rest) &&
        rest.least == rest.most && rest.most == line->row.pence && step_is_open(row);
    return is_same ? LINE_OWED : LINE_CHANGED;
}

static result line_read(struct ctx *ctx, struct db *db, const struct ledger *ledger,
                        struct payments_file *file, const struct payment_line_row *row)
{
    struct payments_line *line = LIST_PUSH(ctx->arena, &file->lines);
    struct case_row of_case = { .id = 0 };
    bool is_found = true;
    if (!line)
        return arena_fail(ctx);
    *line = (struct payments_line){ .row = *row,
                                    .reference = line_reference(ctx, file->row.reference, row->line) };
    result e = row->case_id
        ? query_case_by_id(ctx, db, &(struct case_by_id_in){ COMMUNITY_FIRST, row->case_id }, &of_case,
                           &is_found)
        : OK;
    const struct step_key key = { row->document,     row->promise,     row->redress,
                                  of_case.reference, row->period_from, row->step };
    if (!e)
        e = step_find(ctx, db, ledger, &key, &line->step);
    if (!e)
        line->state = state_of(ctx, line);
    if (!e)
        file->n_in[line->state]++;
    return e;
}

result payments_read(struct ctx *ctx, struct db *db, const struct ledger *ledger, str reference,
                     struct payments_file *file)
{
    struct payment_line_row_list rows;
    bool is_found = false;
    *file = (struct payments_file){ .n_approvals = 0 };
    result e = query_payment_file_by_reference(
        ctx, db, &(struct payment_file_by_reference_in){ COMMUNITY_FIRST, reference }, &file->row, &is_found);
    if (!e && !is_found)
        return fail(ctx, ERR_MISSING, "there is no such file of payments");
    file->state = !instant_is_none(file->row.cancelled) ? PAYMENTS_CANCELLED_STATE
        : !instant_is_none(file->row.approved)          ? PAYMENTS_APPROVED_STATE
                                                        : PAYMENTS_WAITING;
    if (!e)
        e = query_payment_act_of_file(
            ctx, db, &(struct payment_act_of_file_in){ COMMUNITY_FIRST, file->row.id }, &file->acts);
    for (size_t i = 0; !e && i < file->acts.n; i++)
        file->n_approvals += str_equal(file->acts.at[i].deed, PAYMENTS_APPROVED);
    if (!e)
        e = query_payment_line_of_file(
            ctx, db, &(struct payment_line_of_file_in){ COMMUNITY_FIRST, file->row.id }, &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        e = line_read(ctx, db, ledger, file, &rows.at[i]);
    return e;
}

// Whether an act was whoever asks, by this account or another that is theirs.
static result is_by(struct ctx *ctx, struct db *db, const struct visitor *visitor, int64_t account,
                    bool *is_so)
{
    struct account_row row;
    bool is_found = false;
    *is_so = account != ID_NONE && account == visitor->id;
    if (*is_so || account == ID_NONE)
        return OK;
    result e = query_account_by_id(ctx, db, &(struct account_by_id_in){ COMMUNITY_FIRST, account }, &row,
                                   &is_found);
    return e || !is_found ? e : visitor_is_person(ctx, db, visitor, row.person, is_so);
}

static bool holds_role_of(const struct visitor *visitor, str body)
{
    for (size_t i = 0; i < visitor->roles.n; i++)
        if (visitor->roles.at[i].body.n && str_same_name(visitor->roles.at[i].body, body))
            return true;
    return false;
}

// The report is theirs, or what is paid to is a party that they hold a role of.
static result is_paid(struct ctx *ctx, struct db *db, const struct visitor *visitor,
                      const struct payments_line *line, bool *is_so)
{
    *is_so = holds_role_of(visitor, line->step.row->payee);
    return *is_so || !line->row.case_id ? OK : visitor_has_case(ctx, db, visitor, line->row.case_id, is_so);
}

result payments_refusal(struct ctx *ctx, struct db *db, const struct visitor *visitor,
                        const struct payments_file *file, str *why)
{
    result e = OK;
    bool is_so = false;
    *why = (str){ 0 };
    for (size_t i = 0; i < file->acts.n && !e && !why->n; i++) {
        e = is_by(ctx, db, visitor, file->acts.at[i].account, &is_so);
        if (is_so)
            *why = str_equal(file->acts.at[i].deed, PAYMENTS_PREPARED)
                ? STR("You prepared this file: two others approve it.")
                : STR("You approved this file already: somebody else gives the other approval.");
    }
    for (size_t i = 0; i < file->lines.n && !e && !why->n; i++) {
        e = is_paid(ctx, db, visitor, &file->lines.at[i], &is_so);
        if (is_so)
            *why = str_format(ctx->arena, "You would be paid by it (%.*s): somebody else approves it.",
                              STR_ARGS(file->lines.at[i].reference));
    }
    return e;
}

static const struct payments_line *line_changed(const struct payments_file *file)
{
    for (size_t i = 0; i < file->lines.n; i++)
        if (file->lines.at[i].state != LINE_OWED)
            return &file->lines.at[i];
    return NULL;
}

static result may_approve(struct desk *desk, const struct visitor *visitor, const struct payments_file *file)
{
    struct ctx *ctx = desk->ctx;
    const struct about about = { .body = file->row.body };
    str why = { 0 };
    result e = must_may(ctx, visitor, DEED_APPROVE_PAYMENTS, &about);
    if (!e)
        e = payments_refusal(ctx, desk->db, visitor, file, &why);
    if (!e && why.n)
        e = fail(ctx, ERR_DENIED, "%.*s", STR_ARGS(why));
    if (!e && file->state != PAYMENTS_WAITING)
        e = fail(ctx, ERR_RULE,
                 file->state == PAYMENTS_CANCELLED_STATE ? "it was cancelled" : "it is approved already");
    const struct payments_line *changed = e ? NULL : line_changed(file);
    return !changed
        ? e
        : fail(ctx, ERR_RULE, "%.*s is not owed like that any more: cancel this file, and prepare another",
               STR_ARGS(changed->reference));
}

// Which offices approved it, the newest last.
static str offices_of(struct ctx *ctx, const struct payments_file *file, str last)
{
    str words = { 0 };
    for (size_t i = 0; i < file->acts.n; i++)
        if (str_equal(file->acts.at[i].deed, PAYMENTS_APPROVED))
            words = words.n
                ? str_format(ctx->arena, "%.*s; %.*s", STR_ARGS(words), STR_ARGS(file->acts.at[i].office))
                : file->acts.at[i].office;
    return words.n ? str_format(ctx->arena, "%.*s; %.*s", STR_ARGS(words), STR_ARGS(last)) : last;
}

static struct fact_insert_in payments_fact(struct desk *desk, const struct payments_file *file)
{
    struct fact_insert_in fact = desk_fact(desk, FACT_PAYMENTS);
    fact.name = file->row.body;
    fact.value = file->row.hash;
    return fact;
}

static result approved_say(struct desk *desk, const struct payments_file *file,
                           const struct payments_said *said)
{
    struct ctx *ctx = desk->ctx;
    struct fact_insert_in fact = payments_fact(desk, file);
    int64_t id, n = file->row.payments;
    fact.said_by = offices_of(ctx, file, said->office);
    fact.words = str_format(ctx->arena, "%lld %s approved, %.*s in all.", (long long)n,
                            n == 1 ? "payment" : "payments", STR_ARGS(pence_words(ctx, file->row.pence)));
    result e = arena_is_full(ctx->arena) ? arena_fail(ctx) : desk_say(desk, fact, &id);
    return e ? e
             : query_payment_file_approve(
                   ctx, desk->db,
                   &(struct payment_file_approve_in){ COMMUNITY_FIRST, file->row.id, desk->at, id });
}

result payments_approve(struct desk *desk, const struct visitor *visitor, const struct payments_file *file,
                        struct payments_said *said)
{
    result e = may_approve(desk, visitor, file);
    said->account = visitor->id;
    if (!e)
        e = office_check(desk->ctx, said);
    if (!e)
        e = act_add(desk, file->row.id, (int64_t)file->acts.n + 1, PAYMENTS_APPROVED, said);
    return e || file->n_approvals + 1 < PAYMENTS_APPROVALS ? e : approved_say(desk, file, said);
}

static result cancelled_say(struct desk *desk, const struct payments_file *file,
                            const struct payments_said *said)
{
    struct fact_insert_in fact = payments_fact(desk, file);
    fact.said_by = said->office;
    fact.words = str_format(desk->ctx->arena, "Cancelled: %.*s", STR_ARGS(said->why));
    fact.corrects = file->row.fact_id;
    return arena_is_full(desk->ctx->arena) ? arena_fail(desk->ctx) : desk_say(desk, fact, NULL);
}

result payments_cancel(struct desk *desk, const struct visitor *visitor, const struct payments_file *file,
                       struct payments_said *said)
{
    struct ctx *ctx = desk->ctx;
    const struct about about = { .body = file->row.body };
    bool may_either = may(visitor, DEED_PREPARE_PAYMENTS, &about);
    result e = may_either ? OK : must_may(ctx, visitor, DEED_APPROVE_PAYMENTS, &about);
    if (!e && file->state == PAYMENTS_CANCELLED_STATE)
        e = fail(ctx, ERR_RULE, "it is cancelled already");
    if (!e && file->n_in[LINE_CLAIMED])
        e = fail(
            ctx, ERR_RULE,
            "payments of it are recorded as paid and wait to be confirmed: confirm them, or take them back");
    if (!e && file->n_in[LINE_PAID] == file->lines.n)
        e = fail(ctx, ERR_RULE, "all of it is paid: there is nothing left to cancel");
    said->part = PAYMENTS_PART_WHY;
    said->account = visitor->id;
    if (!e)
        e = text_check(ctx, said, said->why, "write why it is cancelled");
    if (!e)
        e = office_check(ctx, said);
    if (!e)
        e = act_add(desk, file->row.id, (int64_t)file->acts.n + 1, PAYMENTS_CANCELLED, said);
    if (!e)
        e = query_payment_line_let_go(desk->ctx, desk->db,
                                      &(struct payment_line_let_go_in){ COMMUNITY_FIRST, file->row.id });
    if (!e)
        e = query_payment_file_cancel(
            ctx, desk->db,
            &(struct payment_file_cancel_in){ COMMUNITY_FIRST, file->row.id, desk->at, said->why });
    return e || file->state == PAYMENTS_WAITING ? e : cancelled_say(desk, file, said);
}

result payments_account_forget(struct ctx *ctx, struct db *db, int64_t account)
{
    result e = query_payment_choice_account_forget(
        ctx, db, &(struct payment_choice_account_forget_in){ COMMUNITY_FIRST, account });
    return e ? e
             : query_payment_act_account_forget(
                   ctx, db, &(struct payment_act_account_forget_in){ COMMUNITY_FIRST, account });
}
