#include "document/check_internal.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

enum { TEXT_MAX = 400 };

// The first `width` columns at a place.
struct span {
    struct place place;
    int width;
};

static void say(struct checker *k, enum severity severity, struct span at, const char *format, va_list args)
    __attribute__((format(printf, 4, 0)));

static void say(struct checker *k, enum severity severity, struct span at, const char *format, va_list args)
{
    struct diagnostic d = { .severity = severity, .source = k->document->source, .place = at.place };
    d.width = at.width < 1 ? 1 : at.width;
    if (diagnostics_keep(k->diagnostics, severity)) { // else it is only counted
        char text[TEXT_MAX];
        vsnprintf(text, sizeof text, format, args);
        d.text = str_copy(k->ctx->arena, str_from(text));
        d.line = diagnostic_line(k->document->text, at.place.line);
        d.code = message_code(format);
    }
    diagnostic_add(k->ctx, k->diagnostics, d);
}

void say_field(struct checker *k, enum severity severity, const struct field *field, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(k, severity, (struct span){ field->value_place, (int)utf8_length(field->raw) }, format, args);
    va_end(args);
}

void say_clause(struct checker *k, enum severity severity, const struct clause *clause, const char *format,
                ...)
{
    va_list args;
    va_start(args, format);
    say(k, severity, (struct span){ clause->place, 2 }, format, args);
    va_end(args);
}

void say_document(struct checker *k, enum severity severity, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(k, severity, (struct span){ { 1, 1 }, 1 }, format, args);
    va_end(args);
}

static bool has_review(const struct checker *k)
{
    for (size_t i = 0; i < k->document->clauses.n; i++)
        if (k->document->clauses.at[i].kind->key == CLAUSE_REVIEW)
            return true;
    return field_find(&k->document->header, KEY_REVIEW) != NULL;
}

void document_check(struct ctx *ctx, const struct document *document, const struct str_list *calendars,
                    struct diagnostics *diagnostics)
{
    struct checker k = { ctx, document, calendars, diagnostics };
    if (!document->header.n && !document->clauses.n)
        return; // refused as a whole: the parser has said why, and nothing else is known of it
    check_times(&k);
    check_norms(&k);
    check_references(&k);
    check_circles(&k);
    check_parties(&k);
    check_redress(&k);
    check_commitments(&k);
    check_events(&k);
    check_procedure(&k);
    check_agreement(&k);
    if (!has_review(&k) && document->kind->key != DOCUMENT_PROCEDURE)
        say_document(&k, SEVERITY_WARNING,
                     "nothing says when it is looked at again: add 'Review: every 12 months', for example");
    diagnostics_sort(diagnostics);
}
