// Procedures: something follows from every stage, exclusions are put above exclusions, thresholds lead somewhere.
#include "document/check_internal.h"

enum { STAGES = 1 << CLAUSE_STAGE | 1 << CLAUSE_NOTICE };

bool clause_is_stage(const struct clause *c)
{
    return STAGES >> c->kind->key & 1;
}

const struct clause *clause_there(const struct checker *k, const struct ref *ref)
{
    return ref_is_here(k->document, ref) ? document_clause(k->document, ref->label) : NULL;
}

static bool has_time_limit(const struct clause *c)
{
    bool has_limit = false;
    const struct field *f = field_find(&c->fields, KEY_CLOCK);
    for (; f; f = field_next(&c->fields, KEY_CLOCK, f))
        has_limit |= f->is_bad || (f->clock.is_promised && f->clock.limit.kind != LIMIT_NONE);
    return has_limit;
}

// Also where it is the asking that has a last day.
static bool is_timed(const struct clause *c)
{
    bool is_timed = has_time_limit(c);
    const struct field *f = field_find(&c->fields, KEY_OPENS);
    for (; f; f = field_next(&c->fields, KEY_OPENS, f))
        is_timed |= f->is_bad || f->opens.limit.kind != LIMIT_NONE;
    return is_timed;
}

static void check_outcomes(struct checker *k, const struct clause *c)
{
    const struct field *late = field_outcome(&c->fields, STR("late"), NULL);
    if (!field_find(&c->fields, KEY_IF))
        say_clause(k, SEVERITY_WARNING, c,
                   "nothing follows from %.*s: add 'If done:' with the stage that comes next, or 'end'",
                   STR_ARGS(c->label));
    else if (has_time_limit(c) && !late)
        say_clause(
            k, SEVERITY_WARNING, c,
            "nothing follows when %.*s is late: add 'If late:' with the stage that comes next, or 'end'",
            STR_ARGS(c->label));
    if (late && !is_timed(c))
        say_field(k, SEVERITY_WARNING, late,
                  "%.*s has no time limit and can't be late: add a Clock, or take this out",
                  STR_ARGS(c->label));
}

// An outcome goes to a stage; nobody can be sent to an exclusion.
static void check_goes_to(struct checker *k, const struct clause *c)
{
    const struct field *f = field_find(&c->fields, KEY_IF);
    for (; f; f = field_next(&c->fields, KEY_IF, f))
        for (size_t i = 0; !f->is_bad && i < f->outcome.n; i++) {
            const struct clause *to = clause_there(k, &f->outcome.at[i].ref);
            if (to && !clause_is_stage(to))
                say_field(k, SEVERITY_ERROR, f,
                          "an outcome leads to a stage, and %.*s is %s %.*s: name a Stage, or 'end'",
                          STR_ARGS(to->label), to->kind->key == CLAUSE_EXCLUSION ? "an" : "a",
                          STR_ARGS(to->kind->word));
        }
}

static void check_overrides(struct checker *k, const struct clause *c)
{
    const struct field *f = field_find(&c->fields, KEY_OVERRIDES);
    for (size_t i = 0; f && !f->is_bad && i < f->refs.n; i++) {
        const struct ref *ref = &f->refs.at[i];
        const struct clause *to = clause_there(k, ref);
        if (!ref_is_here(k->document, ref))
            say_field(k, SEVERITY_ERROR, f,
                      "'%.*s %.*s' is in another document: an exclusion overrides those of its own",
                      STR_ARGS(ref->document), STR_ARGS(ref->label));
        else if (to && to->kind->key != CLAUSE_EXCLUSION)
            say_field(k, SEVERITY_ERROR, f,
                      "only exclusions are overridden, and %.*s is a %.*s: take it out of this line",
                      STR_ARGS(to->label), STR_ARGS(to->kind->word));
    }
}

static void check_threshold(struct checker *k, const struct clause *c)
{
    const struct field *count = field_find(&c->fields, KEY_COUNT);
    if (!field_find(&c->fields, KEY_IF))
        say_clause(k, SEVERITY_ERROR, c,
                   "nothing follows when %.*s is reached: add 'If reached:' and the stage it leads to",
                   STR_ARGS(c->label));
    for (const struct field *f = field_find(&c->fields, KEY_IF); f; f = field_next(&c->fields, KEY_IF, f))
        if (!str_same_name(f->name, STR("reached")))
            say_field(
                k, SEVERITY_WARNING, f,
                "a threshold is reached and has no other outcome: write 'If reached' instead of 'If %.*s'",
                STR_ARGS(f->name));
    for (; count; count = field_next(&c->fields, KEY_COUNT, count))
        if (!count->is_bad && (count->target.bound == BOUND_AT_MOST || count->target.bound == BOUND_UNDER))
            say_field(k, SEVERITY_ERROR, count,
                      "a threshold is reached from below: write 'at least' or 'more than' and a figure");
}

static void check_clause(struct checker *k, const struct clause *c)
{
    check_goes_to(k, c);
    if (c->kind->key == CLAUSE_STAGE)
        check_outcomes(k, c);
    if (c->kind->key == CLAUSE_EXCLUSION)
        check_overrides(k, c);
    if (c->kind->key == CLAUSE_THRESHOLD)
        check_threshold(k, c);
}

static bool has_stage(const struct document *document)
{
    for (size_t i = 0; i < document->clauses.n; i++)
        if (document->clauses.at[i].kind->key == CLAUSE_STAGE)
            return true;
    return false;
}

void check_procedure(struct checker *k)
{
    if (k->document->kind->key != DOCUMENT_PROCEDURE)
        return;
    for (size_t i = 0; i < k->document->clauses.n; i++)
        check_clause(k, &k->document->clauses.at[i]);
    check_stages(k);
    if (!has_stage(k->document))
        say_document(
            k, SEVERITY_ERROR,
            "this procedure has no stage: add '## Stage G1: ...' with who has the case and what follows");
}
