// Clauses that are named: what follows an outcome, what is overridden, what is given in return.
#include "document/sentence_internal.h"

str clause_said(const struct speech *s, str label)
{
    const struct clause *clause = document_clause(s->document, label);
    str marked = clause && s->has_marks
        ? str_format(s->arena, "%c%.*s%c", REFERENCE_BEGIN, STR_ARGS(label), REFERENCE_END)
        : label;
    return clause && clause->title.n ? SAY(s, "%1$s (%2$s)", marked, own(s, clause->title)) : marked;
}

// "R1 (One late case)"; "G4 of ‘call-for-action’" in another document.
static str ref_said(const struct speech *s, const struct ref *ref)
{
    if (ref->document.n && ref->label.n)
        return SAY(s, "%1$s of ‘%2$s’", ref->label, own(s, ref->document));
    if (ref->document.n)
        return SAY(s, "‘%1$s’", own(s, ref->document));
    return clause_said(s, ref->label);
}

str refs_said(const struct speech *s, const struct ref_list *refs)
{
    struct str_list list = { 0 };
    for (size_t i = 0; i < refs->n; i++)
        list_add(s, &list, ref_said(s, &refs->at[i]));
    return list_and(s, &list);
}

// ", with the failure named, when ..."
static str goal_rest(const struct speech *s, const struct go_to *to, str text)
{
    struct str_list conditions = { 0 };
    for (size_t i = 0; i < to->when.n; i++)
        list_add(s, &conditions, condition_said(s, &to->when.at[i]));
    if (to->with.n)
        text = SAY(s, "%1$s, with %2$s", text, own(s, to->with));
    return conditions.n ? SAY(s, "%1$s, %2$s", text, list_and(s, &conditions)) : text;
}

static str goal_said(const struct speech *s, const struct go_to *to)
{
    return to->ref.is_end ? words(s, N_("it ends here"))
                          : SAY(s, "what follows is %1$s", ref_said(s, &to->ref));
}

// Clauses are one list: "what follows is G6 (...) and G7 (...)".
static bool are_clauses(const struct go_to_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->at[i].ref.is_end)
            return false;
    return true;
}

static str goals_said(const struct speech *s, const struct go_to_list *outcome)
{
    struct str_list list = { 0 };
    bool is_one = are_clauses(outcome);
    for (size_t i = 0; i < outcome->n; i++)
        list_add(s, &list,
                 goal_rest(s, &outcome->at[i],
                           is_one ? ref_said(s, &outcome->at[i].ref) : goal_said(s, &outcome->at[i])));
    str text = list_and(s, &list);
    return is_one ? SAY(s, "what follows is %1$s", text) : text;
}

str outcome_said(const struct speech *s, const struct field *field)
{
    str goals = goals_said(s, &field->outcome);
    if (str_same_name(field->name, STR("late")))
        return SAY(s, "if it is late, %1$s", goals);
    if (str_same_name(field->name, STR("target missed")))
        return SAY(s, "if the target is missed, %1$s", goals);
    if (str_same_name(field->name, STR("not done")))
        return SAY(s, "if it is not done, %1$s", goals);
    // For translators: an outcome that the document itself names.
    return SAY(s, "if the outcome is ‘%1$s’, %2$s", own(s, field->name), goals);
}
