// Redress: steps in order, money paid once an incident, and what it is in law.
#include "document/check_internal.h"

static bool pays_each_reporter(const struct step *step)
{
    bool is_reporter = false, is_once = false;
    if (step->verb == STEP_DOES)
        return false;
    for (size_t i = 0; i < step->n; i++) {
        const struct part *p = &step->parts[i];
        is_reporter |= p->kind == PART_TO && str_starts(p->name, STR("the person who"));
        is_once |= p->kind == PART_AT_MOST && str_same_name(p->each, STR("incident"));
    }
    return is_reporter && !is_once;
}

// A step that can't be read still has its number, so that those behind it are not blamed.
static int step_number(const struct field *f)
{
    int64_t number;
    if (!f->is_bad)
        return f->step.number;
    return str_to_int(f->name, &number) && number < INT32_MAX ? (int)number : 0;
}

static void check_number(struct checker *k, const struct field *f, int number, int before)
{
    if (number == before || number == before + 1)
        return;
    if (before)
        say_field(k, SEVERITY_ERROR, f,
                  "step %d comes after step %d: number the steps 1, 2, 3, without a gap", number, before);
    else
        say_field(k, SEVERITY_ERROR, f, "the first step is step %d: number the steps 1, 2, 3, without a gap",
                  number);
}

static void check_step_tests(struct checker *k, const struct field *f, const struct condition *when)
{
    for (size_t i = 0; i < when->n; i++) {
        int other = when->tests[i].kind == TEST_STATE ? when->tests[i].step : 0;
        if (other >= f->step.number)
            say_field(k, SEVERITY_ERROR, f,
                      "step %d can't wait for step %d, which does not come before it: change their order",
                      f->step.number, other);
    }
}

static void check_step(struct checker *k, const struct field *f)
{
    for (size_t i = 0; i < f->step.n; i++)
        if (f->step.parts[i].kind == PART_CONDITION)
            check_step_tests(k, f, &f->step.parts[i].when);
    if (pays_each_reporter(&f->step))
        say_field(
            k, SEVERITY_WARNING, f,
            "this is paid to everyone who reports the same thing: add 'at most £... each incident', so that "
            "it is paid once an incident");
}

static void check_steps(struct checker *k, const struct clause *clause)
{
    const struct field *f = field_find(&clause->fields, KEY_STEP);
    int before = 0;
    for (; f; f = field_next(&clause->fields, KEY_STEP, f)) {
        int number = step_number(f);
        check_number(k, f, number, before);
        before = number;
        if (!f->is_bad)
            check_step(k, f);
    }
}

// What a promise of a charter can come to is known; of any other words nothing follows. A redress has its steps' own.
static void check_outcomes(struct checker *k, const struct clause *c)
{
    static const unsigned promises = 1u << CLAUSE_INFORMATION | 1u << CLAUSE_STANDARD |
        1u << CLAUSE_PRIORITY | 1u << CLAUSE_COMMITMENT | 1u << CLAUSE_MONITORING | 1u << CLAUSE_CONTACT;
    const struct field *f = promises & 1u << c->kind->key ? field_find(&c->fields, KEY_IF) : NULL;
    for (; f; f = field_next(&c->fields, KEY_IF, f))
        if (!outcome_is_late(f->name) && !str_same_name(f->name, STR("target missed")))
            say_field(k, SEVERITY_WARNING, f,
                      "nothing here comes to be '%.*s': write 'If late', 'If not done' or 'If target missed'",
                      STR_ARGS(f->name));
}

void check_redress(struct checker *k)
{
    bool is_charter = k->document->kind->key == DOCUMENT_CHARTER;
    const struct clause *first = NULL;
    for (size_t i = 0; i < k->document->clauses.n; i++) {
        const struct clause *c = &k->document->clauses.at[i];
        if (is_charter)
            check_outcomes(k, c);
        if (c->kind->key != CLAUSE_REDRESS)
            continue;
        first = first ? first : c;
        check_steps(k, c);
    }
    if (first && !field_find(&k->document->header, KEY_STATUS))
        say_clause(
            k, SEVERITY_WARNING, first,
            "there is redress but no 'Status:' in the header: before signing, say what it is in law and that it "
            "takes away nobody's rights");
}
