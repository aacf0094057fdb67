#include "rules/procedure_redress.h"

static const str LABELS[REDRESS_STEPS_MAX] = {
    STR_INIT("1"),  STR_INIT("2"),  STR_INIT("3"),  STR_INIT("4"),  STR_INIT("5"),  STR_INIT("6"),
    STR_INIT("7"),  STR_INIT("8"),  STR_INIT("9"),  STR_INIT("10"), STR_INIT("11"), STR_INIT("12"),
    STR_INIT("13"), STR_INIT("14"), STR_INIT("15"), STR_INIT("16"),
};

static const struct limit *step_limit(const struct step *step)
{
    for (size_t i = 0; i < step->n; i++) {
        const struct part *p = &step->parts[i];
        bool has_limit = p->kind == PART_LIMIT || p->kind == PART_AUTOMATICALLY;
        if (has_limit && p->limit.kind != LIMIT_NONE)
            return &p->limit;
    }
    return NULL;
}

static void clock_compile(struct redress_form *form, size_t i, const struct limit *limit)
{
    struct stage *stage = &form->stages[i];
    form->limits[i] = (struct clock){ .is_promised = true, .limit = *limit };
    form->clock_lines[i] = (struct stage_clock_line){ &form->limits[i], NULL };
    form->clocks[i] = (struct stage_clock){ .lines = &form->clock_lines[i], .n = 1, .room = 1 };
    stage->clocks = &form->clocks[i];
    stage->n_clocks = 1;
}

static void exit_compile(struct redress_form *form, size_t i, str name, int next)
{
    struct stage *stage = &form->stages[i];
    size_t k = 2 * i + stage->n_exits;
    bool leads = next != PROCEDURE_NOWHERE; // the last leads nowhere: what is overdue before it stays owed
    form->ways[k] = (struct way){ .stage = next };
    form->lines[k] = (struct way_line){ &form->ways[k], 1, false };
    form->exits[k] = (struct stage_exit){ name, &form->lines[k], leads };
    stage->exits = &form->exits[2 * i];
    stage->n_exits++;
}

void redress_compile(const struct document *document, const struct clause *redress,
                     const struct timing *timing, struct redress_form *form)
{
    const struct field_list *fields = &redress->fields;
    struct procedure *p = &form->procedure;
    *p = (struct procedure){
        .document = document, .zone = timing->zone, .stages = form->stages, .takes_early = true
    };
    p->in_force.to = DATE_NONE;
    for (const struct field *f = field_find(fields, KEY_STEP); f && p->n < REDRESS_STEPS_MAX;
         f = field_next(fields, KEY_STEP, f)) {
        if (f->is_bad)
            continue;
        const struct limit *limit = step_limit(&f->step);
        struct stage stage = {
            .clause = redress, .step = f, .label = LABELS[p->n], .title = f->step.doing, .timing = *timing
        };
        form->stages[p->n] = stage;
        if (limit)
            clock_compile(form, p->n, limit);
        p->n++;
    }
    for (size_t i = 0; i < p->n; i++) {
        int next = i + 1 < p->n ? (int)i + 1 : PROCEDURE_NOWHERE;
        exit_compile(form, i, STR("done"), next);
        if (next != PROCEDURE_NOWHERE)
            exit_compile(form, i, STR("late"), next);
    }
}

int redress_next(const struct stage *stage, str outcome)
{
    const struct stage_exit *exit = stage_exit_named(stage, outcome);
    return exit && exit->n ? exit->lines[0].ways[0].stage : PROCEDURE_NOWHERE;
}
