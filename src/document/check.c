#include "document/check_internal.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

enum { TEXT_MAX = 400 };

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

// The n-th line of a text, from 1; lines end in LF, CRLF or CR.
static str line_number(str text, int n)
{
    size_t at = 0, end;
    for (int line = 1;; line++) {
        for (end = at; end < text.n && !is_line_end(text.at[end]); end++)
            ;
        if (line == n || end == text.n)
            return str_slice(text, at, end);
        bool is_pair = text.at[end] == '\r' && end + 1 < text.n && text.at[end + 1] == '\n';
        at = end + (is_pair ? 2 : 1);
    }
}

static void say(struct checker *k, enum severity severity, struct place place, int width, const char *text)
{
    struct diagnostic d = { severity, k->document->source, place, width < 1 ? 1 : width, { 0 }, { 0 } };
    if (diagnostics_keep(k->diagnostics, severity)) { // else it is only counted
        d.text = str_copy(k->ctx->arena, str_from(text));
        d.line = line_number(k->document->text, place.line);
    }
    diagnostic_add(k->ctx, k->diagnostics, d);
}

void say_field(struct checker *k, enum severity severity, const struct field *field, const char *format, ...)
{
    char text[TEXT_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    say(k, severity, field->value_place, (int)utf8_length(field->raw), text);
}

void say_clause(struct checker *k, enum severity severity, const struct clause *clause, const char *format,
                ...)
{
    char text[TEXT_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    say(k, severity, clause->place, 2, text);
}

void say_document(struct checker *k, enum severity severity, const char *format, ...)
{
    char text[TEXT_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    say(k, severity, (struct place){ 1, 1 }, 1, text);
}

static const struct field *header_field(const struct checker *k, enum field_key key)
{
    return field_find(&k->document->header, key);
}

static bool names_party(const struct field *field, str party)
{
    for (size_t i = 0; field && !field->is_bad && i < field->items.n; i++)
        if (str_same_name(field->items.at[i], party))
            return true;
    return false;
}

// The first clause of a kind, or of any for CLAUSE_COUNT, whose field of that key names the party.
static const struct clause *clause_of_party(const struct checker *k, enum clause_key kind, enum field_key key,
                                            str party)
{
    for (size_t i = 0; i < k->document->clauses.n; i++) {
        const struct clause *c = &k->document->clauses.at[i];
        if ((kind == CLAUSE_COUNT || c->kind->key == kind) && names_party(field_find(&c->fields, key), party))
            return c;
    }
    return NULL;
}

static bool has_role(const struct checker *k, str party)
{
    for (size_t i = 0; i < k->document->clauses.n; i++) {
        const struct clause *c = &k->document->clauses.at[i];
        if (field_find(&c->fields, KEY_ROLE) && names_party(field_find(&c->fields, KEY_PROVIDER), party))
            return true;
    }
    return false;
}

static void check_provider(struct checker *k, str party)
{
    const struct clause *standard = clause_of_party(k, CLAUSE_STANDARD, KEY_PROVIDER, party);
    if (!standard)
        return;
    if (!clause_of_party(k, CLAUSE_CONTACT, KEY_PROVIDER, party))
        say_clause(
            k, SEVERITY_WARNING, standard,
            "%.*s has no Contact: before signing, say whom to ring ('## Contact K1: ...' with its Provider)",
            STR_ARGS(party));
    if (!has_role(k, party))
        say_clause(k, SEVERITY_WARNING, standard,
                   "no senior post answers for %.*s: before signing, add 'Role: POST' to a clause of its own",
                   STR_ARGS(party));
}

// The residents' side are those who make the commitments and do the monitoring.
static bool is_residents_side(const struct checker *k, str party)
{
    return clause_of_party(k, CLAUSE_COMMITMENT, KEY_BY, party) ||
        clause_of_party(k, CLAUSE_MONITORING, KEY_BY, party);
}

static void check_parties(struct checker *k)
{
    const struct field *between = header_field(k, KEY_BETWEEN);
    for (size_t i = 0; between && !between->is_bad && i < between->items.n; i++) {
        str party = between->items.at[i];
        check_provider(k, party);
        if (is_residents_side(k, party) && !header_field(k, KEY_SPOKEN_FOR_BY))
            say_field(
                k, SEVERITY_WARNING, between,
                "nothing says who speaks for %.*s: before signing, add 'Spoken for by:' with the vote that "
                "decided it",
                STR_ARGS(party));
    }
}

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

static void check_redress_clause(struct checker *k, const struct clause *clause)
{
    const struct field *f = field_find(&clause->fields, KEY_STEP);
    int before = 0;
    for (; f; f = field_next(&clause->fields, KEY_STEP, f)) {
        if (f->is_bad)
            continue;
        if (f->step.number != before && f->step.number != before + 1)
            say_field(k, SEVERITY_ERROR, f,
                      "step %d comes after step %d: number the steps 1, 2, 3, without a gap", f->step.number,
                      before);
        before = f->step.number;
        if (pays_each_reporter(&f->step))
            say_field(
                k, SEVERITY_WARNING, f,
                "this is paid to everyone who reports the same thing: add 'at most £... each incident', so that "
                "it is paid once an incident");
    }
}

static void check_redress(struct checker *k)
{
    const struct clause *first = NULL;
    for (size_t i = 0; i < k->document->clauses.n; i++) {
        const struct clause *c = &k->document->clauses.at[i];
        if (c->kind->key != CLAUSE_REDRESS)
            continue;
        first = first ? first : c;
        check_redress_clause(k, c);
    }
    if (first && !header_field(k, KEY_STATUS))
        say_clause(
            k, SEVERITY_WARNING, first,
            "there is redress but no 'Status:' in the header: before signing, say what it is in law and that it "
            "takes away nobody's rights");
}

static bool has_review(const struct checker *k)
{
    for (size_t i = 0; i < k->document->clauses.n; i++)
        if (k->document->clauses.at[i].kind->key == CLAUSE_REVIEW)
            return true;
    return header_field(k, KEY_REVIEW) != NULL;
}

void document_check(struct ctx *ctx, const struct document *document, const struct str_list *calendars,
                    struct diagnostics *diagnostics)
{
    struct checker k = { ctx, document, calendars, diagnostics };
    check_times(&k);
    check_references(&k);
    check_parties(&k);
    check_redress(&k);
    if (!has_review(&k))
        say_document(&k, SEVERITY_WARNING,
                     "nothing says when it is looked at again: add 'Review: every 12 months', for example");
    diagnostics_sort(diagnostics);
}
