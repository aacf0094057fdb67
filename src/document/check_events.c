// Events of agreements and procedures, which need not be declared: one that is not may be a slip of the pen.
#include "document/check_internal.h"

#include "document/names.h"
#include "document/suggest.h"

// The usual events, those declared, and those that open a stage.
static void known_find(struct checker *k, struct str_list *known)
{
    const struct document *document = k->document;
    const struct field *f = field_find(&document->header, KEY_EVENT);
    usual_events(k->ctx->arena, known);
    for (; f; f = field_next(&document->header, KEY_EVENT, f))
        for (size_t i = 0; !f->is_bad && i < f->items.n; i++)
            str_list_add(k->ctx->arena, known, f->items.at[i]);
    for (size_t i = 0; i < document->clauses.n; i++)
        for (f = field_find(&document->clauses.at[i].fields, KEY_OPENS); f;
             f = field_next(&document->clauses.at[i].fields, KEY_OPENS, f))
            for (size_t e = 0; !f->is_bad && e < f->opens.events.names.n; e++)
                str_list_add(k->ctx->arena, known, f->opens.events.names.at[e]);
}

static void check_event(struct checker *k, const struct field *f, str event, const struct str_list *known)
{
    for (size_t i = 0; i < known->n; i++)
        if (str_same_name(known->at[i], event))
            return;
    bool is_told = event.n && diagnostics_keep(k->diagnostics, SEVERITY_WARNING);
    str near = is_told ? suggest(event, known) : (str){ 0 };
    if (near.n)
        say_field(
            k, SEVERITY_WARNING, f,
            "'%.*s' is not declared as an event: did you mean '%.*s'? (else add '- Event: %.*s' to the header)",
            STR_ARGS(event), STR_ARGS(near), STR_ARGS(event));
    else if (event.n)
        say_field(k, SEVERITY_WARNING, f,
                  "'%.*s' is not declared as an event: add '- Event: %.*s' to the header", STR_ARGS(event),
                  STR_ARGS(event));
}

static void check_clock(struct checker *k, const struct field *f, const struct str_list *known)
{
    bool is_clock = f->kind->value == VALUE_CLOCK ||
        (f->kind->value == VALUE_CLOCK_OR_TARGET && !f->is_target);
    if (f->is_bad || !is_clock)
        return;
    for (size_t i = 0; i < f->clock.from.names.n; i++)
        check_event(k, f, f->clock.from.names.at[i], known);
    for (size_t i = 0; i < f->clock.to.names.n; i++)
        check_event(k, f, f->clock.to.names.at[i], known);
    if (f->clock.limit.event.n)
        check_event(k, f, f->clock.limit.event, known);
}

void check_events(struct checker *k)
{
    struct str_list known = { 0 };
    if (k->document->kind->key == DOCUMENT_CHARTER)
        return; // there the parser asks for each to be declared
    known_find(k, &known);
    for (size_t i = 0; i < k->document->clauses.n; i++) {
        const struct field_list *fields = &k->document->clauses.at[i].fields;
        for (size_t f = 0; f < fields->n; f++)
            check_clock(k, &fields->at[f], &known);
    }
}
