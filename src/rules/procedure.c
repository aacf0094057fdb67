#include "rules/procedure.h"

#include "base/arena.h"

bool stage_by_itself(str outcome)
{
    return str_same_name(outcome, STR("late")) || str_same_name(outcome, STR("nobody asks"));
}

const struct stage_exit *stage_exit_named(const struct stage *stage, str name)
{
    for (size_t i = 0; i < stage->n_exits; i++)
        if (str_same_name(stage->exits[i].name, name))
            return &stage->exits[i];
    return NULL;
}

const struct stage_exit *stage_lapse(const struct stage *stage)
{
    const struct stage_exit *exit = stage_exit_named(stage, STR("nobody asks"));
    return exit || stage->n_clocks ? exit : stage_exit_named(stage, STR("late"));
}

int procedure_stage(const struct procedure *procedure, str label)
{
    for (size_t i = 0; i < procedure->n; i++)
        if (str_same_name(procedure->stages[i].label, label))
            return (int)i;
    return PROCEDURE_NOWHERE;
}

const struct field *stage_opens_within(const struct stage *stage)
{
    const struct field_list *fields = &stage->clause->fields;
    for (const struct field *f = field_find(fields, KEY_OPENS); f && !stage->step;
         f = field_next(fields, KEY_OPENS, f))
        if (!f->is_bad && f->opens.limit.kind != LIMIT_NONE)
            return f;
    return NULL;
}

const struct procedure *procedure_version(const struct procedure *const *versions, size_t n, str id,
                                          instant opened)
{
    for (size_t i = 0; i < n; i++) {
        date day = zone_date(versions[i]->zone, opened, NULL);
        struct date_range in_force = versions[i]->in_force;
        if (str_equal(versions[i]->document->id, id) && in_force.from.day <= day.day &&
            day.day <= in_force.to.day)
            return versions[i];
    }
    return NULL;
}

static struct way way_build(const struct procedure *procedure, const struct go_to *to)
{
    struct way way = {
        .stage = PROCEDURE_NOWHERE, .is_end = to->ref.is_end, .ref = to->ref, .with = to->with
    };
    bool is_here = !to->ref.document.n || str_equal(to->ref.document, procedure->document->id);
    way.when = to->when.n ? &to->when : NULL;
    if (!way.is_end && is_here && to->ref.label.n)
        way.stage = procedure_stage(procedure, to->ref.label);
    return way;
}

static result line_build(struct ctx *ctx, const struct procedure *procedure, const struct field *field,
                         struct way_line *line)
{
    line->ways = ARENA_ARRAY(ctx->arena, struct way, field->outcome.n + 1);
    line->is_conditional = true;
    for (size_t i = 0; line->ways && i < field->outcome.n; i++) {
        line->ways[line->n] = way_build(procedure, &field->outcome.at[i]);
        line->is_conditional &= line->ways[line->n].when != NULL;
        line->n++;
    }
    return line->ways ? OK : arena_fail(ctx);
}

static size_t lines_of(const struct field_list *fields, str outcome)
{
    size_t n = 0;
    for (const struct field *f = field_outcome(fields, outcome, NULL); f;
         f = field_outcome(fields, outcome, f))
        n++;
    return n;
}

static result exit_build(struct ctx *ctx, const struct procedure *procedure, const struct stage *stage,
                         struct stage_exit *exit)
{
    const struct field_list *fields = &stage->clause->fields;
    exit->lines = ARENA_ARRAY(ctx->arena, struct way_line, lines_of(fields, exit->name) + 1);
    result e = exit->lines ? OK : arena_fail(ctx);
    for (const struct field *f = field_outcome(fields, exit->name, NULL); f && !e;
         f = field_outcome(fields, exit->name, f))
        if (!f->is_bad)
            e = line_build(ctx, procedure, f, &exit->lines[exit->n++]);
    return e;
}

static result exits_build(struct ctx *ctx, const struct procedure *procedure, struct stage *stage)
{
    const struct field_list *fields = &stage->clause->fields;
    stage->exits = ARENA_ARRAY(ctx->arena, struct stage_exit, fields->n + 1);
    result e = stage->exits ? OK : arena_fail(ctx);
    for (const struct field *f = field_find(fields, KEY_IF); f && !e; f = field_next(fields, KEY_IF, f)) {
        if (stage_exit_named(stage, f->name))
            continue;
        struct stage_exit *exit = &stage->exits[stage->n_exits++];
        exit->name = f->name;
        e = exit_build(ctx, procedure, stage, exit);
    }
    return e;
}

static struct stage_clock *clock_named(struct stage *stage, str name)
{
    for (size_t i = 0; i < stage->n_clocks; i++)
        if (str_same_name(stage->clocks[i].name, name))
            return &stage->clocks[i];
    stage->clocks[stage->n_clocks].name = name;
    return &stage->clocks[stage->n_clocks++];
}

static result clocks_build(struct ctx *ctx, struct stage *stage)
{
    const struct field_list *fields = &stage->clause->fields;
    stage->clocks = ARENA_ARRAY(ctx->arena, struct stage_clock, fields->n + 1);
    if (!stage->clocks)
        return arena_fail(ctx);
    for (const struct field *f = field_find(fields, KEY_CLOCK); f; f = field_next(fields, KEY_CLOCK, f)) {
        if (f->is_bad || !f->clock.is_promised)
            continue;
        struct {
            struct stage_clock_line *at;
            size_t n, room;
        } lines;
        struct stage_clock *clock = clock_named(stage, f->name);
        lines.at = clock->lines;
        lines.n = clock->n;
        lines.room = clock->room;
        struct stage_clock_line *line = LIST_PUSH(ctx->arena, &lines);
        if (!line)
            return arena_fail(ctx);
        *line = (struct stage_clock_line){ &f->clock, f->when.n ? &f->when : NULL };
        clock->lines = lines.at;
        clock->n = lines.n;
        clock->room = lines.room;
    }
    return OK;
}

static bool is_stage(const struct clause *clause)
{
    return clause->kind->key == CLAUSE_STAGE || clause->kind->key == CLAUSE_NOTICE;
}

static struct stage stage_of(const struct clause *c)
{
    return (struct stage){ .clause = c, .label = c->label, .title = c->title };
}

// The stages by label first, so that ways find them wherever they stand.
static result clauses_sort(struct ctx *ctx, struct procedure *procedure)
{
    const struct clause_list *clauses = &procedure->document->clauses;
    procedure->stages = ARENA_ARRAY(ctx->arena, struct stage, clauses->n + 1);
    procedure->thresholds = ARENA_ARRAY(ctx->arena, struct stage, clauses->n + 1);
    procedure->exclusions = ARENA_ARRAY(ctx->arena, const struct clause *, clauses->n + 1);
    if (!procedure->stages || !procedure->thresholds || !procedure->exclusions)
        return arena_fail(ctx);
    for (size_t i = 0; i < clauses->n; i++) {
        const struct clause *c = &clauses->at[i];
        if (is_stage(c))
            procedure->stages[procedure->n++] = stage_of(c);
        if (c->kind->key == CLAUSE_THRESHOLD)
            procedure->thresholds[procedure->n_thresholds++] = stage_of(c);
        if (c->kind->key == CLAUSE_EXCLUSION)
            procedure->exclusions[procedure->n_exclusions++] = c;
    }
    if (procedure->n > PROCEDURE_STAGES_MAX)
        return fail(ctx, ERR_LIMIT, "%.*s has more than %d stages: split it",
                    STR_ARGS(procedure->document->id), PROCEDURE_STAGES_MAX);
    return OK;
}

static void tests_note(struct procedure *procedure, const struct test *tests, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        procedure->has_season |= tests[i].kind == TEST_SEASON;
        procedure->has_hours |= tests[i].kind == TEST_HOURS;
    }
}

static void when_note(struct procedure *procedure, const struct conditions *when)
{
    for (size_t i = 0; i < when->n; i++)
        tests_note(procedure, when->at[i].tests, when->at[i].n);
}

// Whether anything hangs on the season or the hour.
static void conditions_note(struct procedure *procedure, const struct field_list *fields)
{
    for (size_t i = 0; i < fields->n; i++) {
        const struct field *f = &fields->at[i];
        if (f->is_bad)
            continue;
        when_note(procedure, &f->when);
        for (size_t k = 0; f->kind->value == VALUE_REASONS && k < f->reasons.n; k++)
            tests_note(procedure, f->reasons.at[k].tests, f->reasons.at[k].n);
        for (size_t k = 0; f->kind->value == VALUE_OUTCOME && k < f->outcome.n; k++)
            when_note(procedure, &f->outcome.at[k].when);
    }
}

static result stage_build(struct ctx *ctx, const struct timings *timings, struct procedure *procedure,
                          struct stage *stage)
{
    result e = timings->of(ctx, timings->from, procedure->document, stage->clause, &stage->timing);
    if (!e)
        e = clocks_build(ctx, stage);
    return e ? e : exits_build(ctx, procedure, stage);
}

result procedure_build(struct ctx *ctx, const struct document *document, const struct timings *timings,
                       struct procedure *procedure)
{
    const struct field *in_force = field_find(&document->header, KEY_IN_FORCE);
    struct timing timing;
    *procedure = (struct procedure){ .document = document };
    procedure->in_force = (struct date_range){ date_from_civil((struct civil){ DATE_YEAR_MIN, 1, 1 }),
                                               DATE_NONE };
    if (in_force && !in_force->is_bad)
        procedure->in_force = in_force->range;
    result e = timings->of(ctx, timings->from, document, NULL, &timing);
    procedure->zone = e ? NULL : timing.zone;
    if (!e)
        e = clauses_sort(ctx, procedure);
    for (size_t i = 0; i < document->clauses.n; i++)
        conditions_note(procedure, &document->clauses.at[i].fields);
    for (size_t i = 0; !e && i < procedure->n; i++)
        e = stage_build(ctx, timings, procedure, &procedure->stages[i]);
    for (size_t i = 0; !e && i < procedure->n_thresholds; i++)
        e = exits_build(ctx, procedure, &procedure->thresholds[i]);
    return e;
}
