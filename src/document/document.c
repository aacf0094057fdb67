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

const struct clause *document_clause(const struct document *document, str label)
{
    for (size_t i = 0; i < document->clauses.n; i++)
        if (str_equal(document->clauses.at[i].label, label))
            return &document->clauses.at[i];
    return NULL;
}
