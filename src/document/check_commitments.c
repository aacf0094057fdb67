// What follows when residents miss what they took on: it is talked about, and at most the extra ends that it paid for.
// Never money, and never a duty on people who gave their time.
#include "document/check_internal.h"

enum { REDRESS_DEEP = 16 }; // a redress that leads to another, and so on: circles are told elsewhere

// A clause of the residents' side, and the line of it that leads to a redress.
struct missing {
    const struct clause *clause;
    const struct field *line;
    str by;
};

// "talks", "meeting", "ends": of a step that is a talk, or the end of the extra. Only a warning rests on it.
static bool is_talk_or_end(str doing)
{
    static const str begins[] = { STR_INIT("talk"),  STR_INIT("meet"),   STR_INIT("discuss"),
                                  STR_INIT("ask"),   STR_INIT("why"),    STR_INIT("explain"),
                                  STR_INIT("invit"), STR_INIT("review"), STR_INIT("looks"),
                                  STR_INIT("end"),   STR_INIT("stop"),   STR_INIT("extra"),
                                  STR_INIT("fewer"), STR_INIT("less"),   STR_INIT("offer"),
                                  STR_INIT("help") };
    for (str rest = doing; rest.at;) {
        str word = str_cut(&rest, ' ');
        for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
            if (word.n >= begins[i].n && str_same_name(str_slice(word, 0, begins[i].n), begins[i]))
                return true;
    }
    return false;
}

static void check_step(struct checker *k, const struct missing *m, const struct clause *redress,
                       const struct step *step)
{
    bool is_theirs = str_same_name(step->party, STR("the provider")) || is_residents_side(k, step->party);
    if (step->verb != STEP_DOES)
        say_field(
            k, SEVERITY_ERROR, m->line,
            "step %d of %.*s is money, and %.*s is what %.*s took on: a miss of theirs is talked about, "
            "and at most ends the extra; lead to a redress without money, or take this out",
            step->number, STR_ARGS(redress->label), STR_ARGS(m->clause->label), STR_ARGS(m->by));
    else if (is_theirs)
        say_field(
            k, SEVERITY_ERROR, m->line,
            "step %d of %.*s is a duty on those who missed %.*s: let the other side do it, such as 'the "
            "council talks about it with them at the next meeting'",
            step->number, STR_ARGS(redress->label), STR_ARGS(m->clause->label));
    else if (!is_talk_or_end(step->doing))
        say_field(k, SEVERITY_WARNING, m->line,
                  "step %d of %.*s follows when %.*s is missed: say in it that it is talked about, or which "
                  "extra ends; what residents miss takes away no service and no redress",
                  step->number, STR_ARGS(redress->label), STR_ARGS(m->clause->label));
}

static void check_redress_of(struct checker *k, const struct missing *m, const struct field_list *fields,
                             int deep);

static void check_clause(struct checker *k, const struct missing *m, const struct clause *redress, int deep)
{
    for (const struct field *f = field_find(&redress->fields, KEY_STEP); f;
         f = field_next(&redress->fields, KEY_STEP, f))
        if (!f->is_bad)
            check_step(k, m, redress, &f->step);
    check_redress_of(k, m, &redress->fields, deep + 1);
}

// Each redress that a clause, or a redress of it, leads to.
static void check_redress_of(struct checker *k, const struct missing *m, const struct field_list *fields,
                             int deep)
{
    for (const struct field *f = field_find(fields, KEY_IF); f && deep < REDRESS_DEEP;
         f = field_next(fields, KEY_IF, f)) {
        struct missing at = *m;
        at.line = deep ? m->line : f;
        for (size_t i = 0; !f->is_bad && i < f->outcome.n; i++) {
            const struct clause *redress = clause_there(k, &f->outcome.at[i].ref);
            if (redress && redress->kind->key == CLAUSE_REDRESS)
                check_clause(k, &at, redress, deep);
        }
    }
}

// Each of them by the first that took it on.
void check_commitments(struct checker *k)
{
    for (size_t i = 0; i < k->document->clauses.n; i++) {
        const struct clause *c = &k->document->clauses.at[i];
        const struct field *by = field_find(&c->fields, KEY_BY);
        bool is_given = c->kind->key == CLAUSE_COMMITMENT || c->kind->key == CLAUSE_MONITORING;
        if (is_given && by && !by->is_bad && by->items.n && is_residents_side(k, by->items.at[0]))
            check_redress_of(k, &(struct missing){ .clause = c, .by = by->items.at[0] }, &c->fields, 0);
    }
}
