// What is owed, as pages show it: the steps, and the money in them.
#include "web/owed_words.h"
#include "web/pages.h"

#include "document/sentence_internal.h"
#include "rules/money.h"

enum { SUM_MAX = 64 };

static str pence_said(const struct speech *s, int64_t pence)
{
    struct buffer out = buffer_open(SUM_MAX);
    pence_write(&out, pence);
    str words = str_copy(s->arena, buffer_str(&out));
    buffer_done(s->arena, &out);
    return words;
}

static str range_said(const struct speech *s, const struct obligation_row *row)
{
    str most = pence_said(s, row->most);
    if (row->least == row->most)
        return most;
    return row->least > 0 ? SAY(s, "%1$s to %2$s", pence_said(s, row->least), most)
                          : SAY(s, "nothing to %1$s", most);
}

static str to_payee(const struct speech *s, str sum, const struct obligation_row *row)
{
    return row->payee.n ? SAY(s, "%1$s to %2$s", sum, row->payee) : sum;
}

static str asked_said(const struct speech *s, const struct board *board, const struct obligation_row *row)
{
    str sum = to_payee(s, range_said(s, row), row);
    return instant_is_none(row->ask_by)
        ? SAY(s, "%1$s, if asked for", sum)
        : SAY(s, "%1$s, if asked for by %2$s", sum, date_said(s, instant_date(board->zone, row->ask_by)));
}

str sum_said(const struct speech *s, const struct board *board, const struct obligation_row *row)
{
    switch (row->pays == ID_NONE ? PAYMENT_NONE : (enum payment_state)row->pays) {
    case PAYMENT_ON_REQUEST:
        return asked_said(s, board, row);
    case PAYMENT_NOT_OWED:
        return words(s, N_("Nothing"));
    case PAYMENT_NOT_KNOWN:
        return words(s, N_("How much is not known"));
    case PAYMENT_TO_DECIDE:
    case PAYMENT_DUE:
        return to_payee(s, range_said(s, row), row);
    case PAYMENT_PAID:
        return to_payee(s, SAY(s, "%1$s paid", pence_said(s, row->paid)), row);
    default:
        return (str){ 0 };
    }
}

static str outside_of(const struct board *board, const struct obligation_row *row, enum step_state state)
{
    const struct body *party = state == STEP_OVERDUE ? body_named(&board->directory.bodies, row->party)
                                                     : NULL;
    return party ? party->complaints : (str){ 0 };
}

struct step_line step_line_make(struct ctx *ctx, const struct board *board, const struct obligation_row *row)
{
    struct speech english = { .arena = ctx->arena, .language = LANGUAGE_EN };
    bool is_paid_for = row->pays == PAYMENT_NOT_OWED && instant_is_none(row->done);
    enum step_state state = is_paid_for ? STEP_NOT_OWED : (enum step_state)row->state;
    return (struct step_line){ .number = (int)row->step,
                               .row = row,
                               .mark = step_mark(state),
                               .is_settled = step_is_settled(state),
                               .is_overdue = state == STEP_OVERDUE,
                               .sum = sum_said(&english, board, row),
                               .working = row->working,
                               .outside = outside_of(board, row, state),
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

str because_said(const struct speech *s, const struct obligation_row *step)
{
    str period = span_said(s, (struct span){ step->period_from, step->period_to });
    if (step->because.n)
        return SAY(s, "What %1$s promises was late. Missed for %2$s", step->because, period);
    if (step->missed < 2)
        return SAY(s, "Missed for %1$s", period);
    if (step->missed == 2)
        return SAY(s, "Missed twice running, the second time for %1$s", period);
    return SAY(s, "Missed %1$s times running, the last for %2$s",
               number_said(s, (decimal){ step->missed, 0 }), period);
}

result openings_fill(struct ctx *ctx, const struct board *board, const struct opening_list *list,
                     struct opening_lines *lines)
{
    struct speech english = { .arena = ctx->arena, .language = LANGUAGE_EN };
    result e = OK;
    for (size_t i = 0; i < list->n && !e; i++) {
        const struct opening *o = list->at[i];
        struct opening_line *line = LIST_PUSH(ctx->arena, lines);
        if (!line)
            return arena_fail(ctx);
        *line = (struct opening_line){ .charter = o->charter->document->document->title,
                                       .because = because_said(&english, o->steps),
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
