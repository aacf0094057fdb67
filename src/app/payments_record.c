// What a file of payments holds, recorded as paid at once, and confirmed at once: each of them as any payment of a step
// is (app/step_answer.h), so that the same two people stand behind it and nothing is paid twice.
#include "app/payments.h"

// The desk with the step's case, or with none.
static result desk_turn(struct desk *desk, const struct payments_line *line)
{
    desk->case_id = ID_NONE;
    desk->row = (struct case_row){ .id = 0 };
    desk->facts = (struct fact_row_list){ 0 };
    return line->row.case_id ? desk_take(desk, line->step.key.reference) : OK;
}

static result which_failed(struct desk *desk, result e, const struct payments_line *line)
{
    struct ctx *ctx = desk->ctx;
    str why = str_copy(ctx->arena, str_from(ctx->error.text));
    ctx->error = (struct error){ .code = OK };
    return fail(ctx, e, "%.*s: %.*s", STR_ARGS(line->reference), STR_ARGS(why));
}

static result line_record(struct desk *desk, const struct payments_line *line, struct payments_said *said)
{
    struct step_said step = { .office = said->office,
                              .day = said->day,
                              .new_day = DATE_NONE,
                              .pence = line->row.pence,
                              .reference = line->reference,
                              .is_office = said->is_office };
    result e = desk_turn(desk, line);
    if (!e)
        e = step_answer(desk, &line->step, &step);
    said->looks_personal |= step.looks_personal;
    said->part = step.part == STEP_PART_DAY ? PAYMENTS_PART_DAY : PAYMENTS_PART_OFFICE;
    return e ? e : step_settle(desk, &line->step);
}

static result line_confirm(struct desk *desk, const struct payments_line *line, struct payments_said *said)
{
    struct step_said step = { .office = said->office, .is_office = said->is_office };
    result e = desk_turn(desk, line);
    if (!e)
        e = step_confirm(desk, &line->step, &step);
    said->looks_personal |= step.looks_personal;
    said->part = PAYMENTS_PART_OFFICE;
    return e ? e : step_settle(desk, &line->step);
}

typedef result (*line_deed)(struct desk *desk, const struct payments_line *line, struct payments_said *said);

// All that are in that state, or none.
static result all_do(struct desk *desk, const struct payments_file *file, struct payments_said *said,
                     enum payment_line_state state, line_deed deed)
{
    result e = OK;
    if (file->state != PAYMENTS_APPROVED_STATE)
        return fail(desk->ctx, ERR_RULE, "nothing of a file is paid before two have approved it");
    if (!file->n_in[state])
        return fail(desk->ctx, ERR_RULE, "nothing of it waits for that");
    for (size_t i = 0; i < file->lines.n && !e; i++) {
        const struct payments_line *line = &file->lines.at[i];
        if (line->state != state)
            continue;
        e = deed(desk, line, said);
        if (e)
            return which_failed(desk, e, line);
    }
    return e;
}

result payments_record(struct desk *desk, const struct payments_file *file, struct payments_said *said)
{
    return all_do(desk, file, said, LINE_OWED, line_record);
}

result payments_confirm(struct desk *desk, const struct payments_file *file, struct payments_said *said)
{
    return all_do(desk, file, said, LINE_CLAIMED, line_confirm);
}
