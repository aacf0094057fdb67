// What a document names is there, and nothing is there that nothing uses.
#include "document/check_internal.h"

#include "document/suggest.h"

// Where a reference stands: the field, and the clause it belongs to (NULL in the header).
struct spot {
    const struct clause *clause;
    const struct field *field;
};

str label_nearest(struct ctx *ctx, const struct document *document, str label)
{
    struct str_list labels = { 0 };
    for (size_t i = 0; i < document->clauses.n; i++) {
        str *slot = LIST_PUSH(ctx->arena, &labels);
        if (slot)
            *slot = document->clauses.at[i].label;
    }
    return suggest(label, &labels);
}

static void check_label(struct checker *k, struct spot at, str label)
{
    if (document_clause(k->document, label))
        return;
    // Enough have been told: looking for the nearest of each would only take time and memory.
    bool is_told = diagnostics_keep(k->diagnostics, SEVERITY_ERROR);
    str near = is_told ? label_nearest(k->ctx, k->document, label) : (str){ 0 };
    if (near.n)
        say_field(k, SEVERITY_ERROR, at.field, "there is no clause %.*s in this document: did you mean %.*s?",
                  STR_ARGS(label), STR_ARGS(near));
    else
        say_field(k, SEVERITY_ERROR, at.field,
                  "there is no clause %.*s in this document: add it, or take this out", STR_ARGS(label));
}

bool ref_is_here(const struct document *document, const struct ref *ref)
{
    return !ref->is_end && (!ref->document.n || str_equal(ref->document, document->id));
}

static void check_ref(struct checker *k, struct spot at, const struct ref *ref)
{
    if (ref->label.n && ref_is_here(k->document, ref))
        check_label(k, at, ref->label);
}

static bool has_step(const struct clause *clause, int step)
{
    const struct field *f = clause ? field_find(&clause->fields, KEY_STEP) : NULL;
    int64_t number;
    for (; f; f = field_next(&clause->fields, KEY_STEP, f)) // of one that can't be read the name is known
        if (f->is_bad ? str_to_int(f->name, &number) && number == step : f->step.number == step)
            return true;
    return false;
}

static void check_tests(struct checker *k, struct spot at, const struct test *tests, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (tests[i].kind != TEST_STATE || str_same_name(tests[i].subject, STR("case")))
            continue;
        if (!tests[i].step)
            check_label(k, at, tests[i].subject);
        else if (!has_step(at.clause, tests[i].step))
            say_field(k, SEVERITY_ERROR, at.field, "there is no step %d in this clause: add it, or take this out",
                      tests[i].step);
    }
}

static void check_conditions(struct checker *k, struct spot at, const struct conditions *conditions)
{
    for (size_t i = 0; i < conditions->n; i++)
        check_tests(k, at, conditions->at[i].tests, conditions->at[i].n);
}

static void check_duration(struct checker *k, struct spot at, const struct duration *duration)
{
    if (duration->kind == DURATION_SET_BY)
        check_label(k, at, duration->label);
}

static void check_reasons(struct checker *k, struct spot at)
{
    const struct reasons *reasons = &at.field->reasons;
    for (size_t i = 0; i < reasons->n; i++) {
        check_tests(k, at, reasons->at[i].tests, reasons->at[i].n);
        if (reasons->at[i].has_most)
            check_duration(k, at, &reasons->at[i].most);
    }
}

static void check_step_parts(struct checker *k, struct spot at)
{
    const struct step *step = &at.field->step;
    for (size_t i = 0; i < step->n; i++) {
        check_tests(k, at, step->parts[i].when.tests, step->parts[i].when.n);
        check_duration(k, at, &step->parts[i].limit.length);
    }
}

static void check_outcome(struct checker *k, struct spot at)
{
    for (size_t i = 0; i < at.field->outcome.n; i++) {
        check_ref(k, at, &at.field->outcome.at[i].ref);
        check_conditions(k, at, &at.field->outcome.at[i].when);
    }
}

static void check_field(struct checker *k, const struct clause *clause, const struct field *f)
{
    struct spot at = { clause, f };
    if (f->is_bad)
        return;
    check_conditions(k, at, &f->when);
    switch (f->kind->value) {
    case VALUE_REFS:
        for (size_t i = 0; i < f->refs.n; i++)
            check_ref(k, at, &f->refs.at[i]);
        break;
    case VALUE_OUTCOME:
        check_outcome(k, at);
        break;
    case VALUE_REASONS:
        check_reasons(k, at);
        break;
    case VALUE_STEP:
        check_step_parts(k, at);
        break;
    case VALUE_DURATION:
        check_duration(k, at, &f->duration);
        break;
    case VALUE_CLOCK:
    case VALUE_CLOCK_OR_TARGET:
        if (!f->is_target)
            check_duration(k, at, &f->clock.limit.length);
        break;
    default:
        break;
    }
}

bool field_leads_to(const struct document *document, const struct field *f, str label)
{
    for (size_t i = 0; i < f->outcome.n; i++)
        if (ref_is_here(document, &f->outcome.at[i].ref) && str_equal(f->outcome.at[i].ref.label, label))
            return true;
    return false;
}

static bool is_used(const struct document *document, const struct clause *clause)
{
    for (size_t i = 0; i < document->clauses.n; i++) {
        const struct clause *c = &document->clauses.at[i];
        const struct field *f = field_find(&c->fields, KEY_IF);
        for (; f && c != clause; f = field_next(&c->fields, KEY_IF, f))
            if (!f->is_bad && field_leads_to(document, f, clause->label))
                return true;
    }
    return false;
}

void check_references(struct checker *k)
{
    for (size_t i = 0; i < k->document->header.n; i++)
        check_field(k, NULL, &k->document->header.at[i]);
    for (size_t i = 0; i < k->document->clauses.n; i++) {
        const struct clause *c = &k->document->clauses.at[i];
        for (size_t f = 0; f < c->fields.n; f++)
            check_field(k, c, &c->fields.at[f]);
        if (c->kind->key == CLAUSE_REDRESS && !field_find(&c->fields, KEY_WHEN) && !is_used(k->document, c))
            say_clause(k, SEVERITY_WARNING, c,
                       "nothing leads to %.*s: name it in an If of another clause, or give it a When",
                       STR_ARGS(c->label));
    }
}
