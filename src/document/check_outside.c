// What a document names in others: they must be there before it is signed.
#include "document/check_internal.h"

struct others {
    struct document *const *given;
    size_t n;
    struct str_list told; // documents that were said to be missing
};

// Of the versions given, one that has the clause, else the last of them; NULL if none is given.
static const struct document *version_with(const struct others *others, const struct ref *ref)
{
    const struct document *found = NULL;
    for (size_t i = 0; i < others->n; i++) {
        if (!str_equal(others->given[i]->id, ref->document))
            continue;
        found = others->given[i];
        if (!ref->label.n || document_clause(found, ref->label))
            break;
    }
    return found;
}

static bool is_told(struct checker *k, struct others *others, str document)
{
    for (size_t i = 0; i < others->told.n; i++)
        if (str_equal(others->told.at[i], document))
            return true;
    str *slot = LIST_PUSH(k->ctx->arena, &others->told);
    if (slot)
        *slot = document;
    return false;
}

static void check_ref(struct checker *k, struct others *others, const struct field *f, const struct ref *ref)
{
    if (ref->is_end || ref_is_here(k->document, ref))
        return;
    const struct document *there = version_with(others, ref);
    if (!there) {
        if (!is_told(k, others, ref->document))
            say_field(k, SEVERITY_WARNING, f,
                      "'%.*s' is another document: it must be in force before this one is signed",
                      STR_ARGS(ref->document));
        return;
    }
    if (!ref->label.n || document_clause(there, ref->label))
        return;
    str near = label_nearest(k->ctx, there, ref->label);
    if (near.n)
        say_field(k, SEVERITY_ERROR, f, "there is no clause %.*s in '%.*s': did you mean %.*s?",
                  STR_ARGS(ref->label), STR_ARGS(ref->document), STR_ARGS(near));
    else
        say_field(k, SEVERITY_ERROR, f, "there is no clause %.*s in '%.*s': correct the label, or take this out",
                  STR_ARGS(ref->label), STR_ARGS(ref->document));
}

void document_check_outside(struct ctx *ctx, const struct document *document, struct document *const *given,
                            size_t n, struct diagnostics *diagnostics)
{
    struct checker k = { ctx, document, NULL, diagnostics };
    struct others others = { .given = given, .n = n };
    for (size_t i = 0; i < document->clauses.n; i++) {
        const struct field_list *fields = &document->clauses.at[i].fields;
        for (const struct field *f = fields->at; f < fields->at + fields->n; f++) {
            if (f->is_bad)
                continue;
            for (size_t r = 0; f->kind->value == VALUE_REFS && r < f->refs.n; r++)
                check_ref(&k, &others, f, &f->refs.at[r]);
            for (size_t r = 0; f->kind->value == VALUE_OUTCOME && r < f->outcome.n; r++)
                check_ref(&k, &others, f, &f->outcome.at[r].ref);
        }
    }
    diagnostics_sort(diagnostics);
}
