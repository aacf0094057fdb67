#include "document/document.h"

const struct field *field_find(const struct field_list *list, enum field_key key)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->at[i].kind->key == key)
            return &list->at[i];
    return NULL;
}

const struct field *field_next(const struct field_list *list, enum field_key key, const struct field *after)
{
    for (const struct field *f = after + 1; f < list->at + list->n; f++)
        if (f->kind->key == key)
            return f;
    return NULL;
}

const struct field *field_outcome(const struct field_list *list, str outcome, const struct field *after)
{
    const struct field *f = after ? field_next(list, KEY_IF, after) : field_find(list, KEY_IF);
    while (f && !str_same_name(f->name, outcome))
        f = field_next(list, KEY_IF, f);
    return f;
}

bool outcome_is_late(str name)
{
    return str_same_name(name, STR("late")) || str_same_name(name, STR("not done"));
}

const struct clause *document_clause(const struct document *document, str label)
{
    for (size_t i = 0; i < document->clauses.n; i++)
        if (str_equal(document->clauses.at[i].label, label))
            return &document->clauses.at[i];
    return NULL;
}

str clause_party(const struct clause *clause)
{
    const struct field *f = field_find(&clause->fields, KEY_PROVIDER);
    f = f ? f : field_find(&clause->fields, KEY_BY);
    return f && !f->is_bad && f->items.n ? f->items.at[0] : (str){ 0 };
}

static bool is_contact_of(const struct clause *contact, const struct clause *clause, bool by_service)
{
    const struct field *answers = field_find(&contact->fields, KEY_FOR),
                       *service = field_find(&clause->fields, KEY_SERVICE);
    bool is_party = clause_party(contact).n && str_same_name(clause_party(contact), clause_party(clause));
    if (!by_service)
        return is_party;
    for (size_t i = 0; is_party && answers && service && i < answers->services.n; i++)
        for (size_t s = 0; s < service->services.n; s++)
            if (str_same_name(answers->services.at[i].name, service->services.at[s].name))
                return true;
    return false;
}

const struct clause *document_contact(const struct document *document, const struct clause *clause)
{
    const struct clause_list *clauses = &document->clauses;
    for (int by_service = 1; by_service >= 0; by_service--)
        for (size_t i = 0; i < clauses->n; i++)
            if (clauses->at[i].kind->key == CLAUSE_CONTACT &&
                is_contact_of(&clauses->at[i], clause, by_service))
                return &clauses->at[i];
    return NULL;
}
