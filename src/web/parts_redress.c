// What is owed, as pages show it: the steps, and the money in them.
#include "web/pages.h"

#include "rules/money.h"

enum { SUM_MAX = 1024 };

static void range_write(struct buffer *out, const struct obligation_row *row)
{
    if (row->least == row->most) {
        pence_write(out, row->most);
        return;
    }
    if (row->least > 0)
        pence_write(out, row->least);
    else
        buffer_add(out, STR("nothing"));
    buffer_add(out, STR(" to "));
    pence_write(out, row->most);
}

static void payee_write(struct buffer *out, const struct obligation_row *row)
{
    if (row->payee.n)
        buffer_print(out, " to %.*s", STR_ARGS(row->payee));
}

static void asked_write(struct buffer *out, const struct board *board, const struct obligation_row *row)
{
    range_write(out, row);
    payee_write(out, row);
    buffer_add(out, STR(", if asked for"));
    if (instant_is_none(row->ask_by))
        return;
    buffer_add(out, STR(" by "));
    date_write_words(out, instant_date(board->zone, row->ask_by));
}

static void paid_write(struct buffer *out, const struct obligation_row *row)
{
    pence_write(out, row->paid);
    buffer_add(out, STR(" paid"));
    payee_write(out, row);
}

// Empty of a deed, and before the step has begun.
static str sum_words(struct ctx *ctx, const struct board *board, const struct obligation_row *row)
{
    struct buffer out = buffer_open(SUM_MAX);
    switch (row->pays == ID_NONE ? PAYMENT_NONE : (enum payment_state)row->pays) {
    case PAYMENT_ON_REQUEST:
        asked_write(&out, board, row);
        break;
    case PAYMENT_NOT_OWED:
        buffer_add(&out, STR("Nothing"));
        break;
    case PAYMENT_NOT_KNOWN:
        buffer_add(&out, STR("How much is not known"));
        break;
    case PAYMENT_TO_DECIDE:
    case PAYMENT_DUE:
        range_write(&out, row);
        payee_write(&out, row);
        break;
    case PAYMENT_PAID:
        paid_write(&out, row);
        break;
    default:
        break;
    }
    str words = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return words;
}

struct step_line step_line_make(struct ctx *ctx, const struct board *board, const struct obligation_row *row)
{
    bool is_paid_for = row->pays == PAYMENT_NOT_OWED && instant_is_none(row->done);
    enum step_state state = is_paid_for ? STEP_NOT_OWED : (enum step_state)row->state;
    return (struct step_line){ .number = (int)row->step,
                               .row = row,
                               .mark = step_mark(state),
                               .is_settled = step_is_settled(state),
                               .sum = sum_words(ctx, board, row),
                               .working = row->working,
                               .words = row->answer,
                               .said_by = row->said_by,
                               .text = row->what,
                               .done = instant_date(board->zone, row->done),
                               .due = instant_date(board->zone, row->due) };
}

static result steps_fill(struct ctx *ctx, const struct board *board, const struct opening *o,
                         struct opening_line *line)
{
    for (size_t i = 0; i < o->n_steps; i++) {
        struct step_line *s = LIST_PUSH(ctx->arena, &line->steps);
        if (!s)
            return arena_fail(ctx);
        *s = step_line_make(ctx, board, &o->steps[i]);
    }
    for (size_t i = line->steps.n; i-- > 0;)
        if (!line->steps.at[i].is_settled)
            line->next = &line->steps.at[i];
    return OK;
}

static str because_words(struct ctx *ctx, const struct obligation_row *step)
{
    str period = period_words(ctx->arena, (struct span){ step->period_from, step->period_to });
    if (step->because.n)
        return str_format(ctx->arena, "What %.*s promises was late. Missed for %.*s", STR_ARGS(step->because),
                          STR_ARGS(period));
    if (step->missed < 2)
        return str_format(ctx->arena, "Missed for %.*s", STR_ARGS(period));
    if (step->missed == 2)
        return str_format(ctx->arena, "Missed twice running, the second time for %.*s", STR_ARGS(period));
    return str_format(ctx->arena, "Missed %lld times running, the last for %.*s", (long long)step->missed,
                      STR_ARGS(period));
}

result openings_fill(struct ctx *ctx, const struct board *board, const struct opening_list *list,
                     struct opening_lines *lines)
{
    result e = OK;
    for (size_t i = 0; i < list->n && !e; i++) {
        const struct opening *o = list->at[i];
        struct opening_line *line = LIST_PUSH(ctx->arena, lines);
        if (!line)
            return arena_fail(ctx);
        *line = (struct opening_line){ .charter = o->charter->document->document->title,
                                       .because = because_words(ctx, o->steps),
                                       .is_complete = o->is_complete };
        line->promise = str_format(ctx->arena, "%.*s %.*s", STR_ARGS(o->promise->clause->label),
                                   STR_ARGS(o->promise->clause->title));
        line->opened = instant_date(board->zone, o->steps->opened);
        line->charter_url = charter_url(ctx, o->charter->id);
        line->promise_url = promise_url(ctx, o->charter->id, o->promise->clause->label);
        e = steps_fill(ctx, board, o, line);
    }
    return e;
}
