#include "app/follow_internal.h"

#include "app/documents.h"
#include "app/follow_one.h"
#include "app/judge_internal.h"
#include "app/library.h"
#include "app/unpacked.h"
#include "document/check.h"
#include "document/names.h"

enum { FILE_BYTES_MAX = 256 << 20 };

static result timing_of(struct ctx *ctx, void *from, const struct document *document,
                        const struct clause *clause, struct timing *timing)
{
    return judge_timing(ctx, from, document, clause, timing);
}

static result procedure_of(struct ctx *ctx, struct judge_result *library, const struct document *document,
                           struct procedure **procedure)
{
    struct timings timings = { timing_of, library };
    *procedure = ARENA_NEW(ctx->arena, struct procedure);
    return *procedure ? procedure_build(ctx, document, &timings, *procedure) : arena_fail(ctx);
}

result follow_procedure(struct ctx *ctx, const struct document *document, struct procedure **procedure)
{
    struct judge_result *library = ARENA_NEW(ctx->arena, struct judge_result);
    return library ? procedure_of(ctx, library, document, procedure) : arena_fail(ctx);
}

static void kind_check(struct ctx *ctx, const struct document *document, struct diagnostics *diagnostics)
{
    struct diagnostic d = {
        .severity = SEVERITY_ERROR, .source = document->source, .place = { 1, 1 }, .width = 1
    };
    const struct document_kind *kind = document->kind;
    if (kind->key == DOCUMENT_PROCEDURE)
        return;
    d.code = STR("not-followed");
    d.text = str_format(ctx->arena, "this is %s %.*s, and only Procedures are followed: leave it out",
                        kind->key == DOCUMENT_AGREEMENT ? "an" : "a", STR_ARGS(kind->word));
    diagnostic_add(ctx, diagnostics, d);
}

static result documents_load(struct ctx *ctx, const struct follow_options *options, struct follow_result *f)
{
    struct document **documents = ARENA_ARRAY(ctx->arena, struct document *, options->n_documents + 1);
    struct judge_result *library = ARENA_NEW(ctx->arena, struct judge_result);
    struct str_list calendars = { 0 };
    result e = documents && library ? OK : arena_fail(ctx);
    if (!e)
        e = library_calendars(ctx, &calendars);
    for (size_t i = 0; !e && i < options->n_documents; i++) {
        e = document_load(ctx, options->documents[i], &f->diagnostics, &documents[i]);
        if (!e)
            document_check(ctx, documents[i], &calendars, &f->diagnostics);
        if (!e)
            kind_check(ctx, documents[i], &f->diagnostics);
    }
    if (!e)
        e = documents_check_versions(ctx, documents, options->n_documents, &f->diagnostics);
    if (!e && f->diagnostics.errors)
        return ERR_RULE;
    f->diagnostics.n = f->diagnostics.warnings = 0; // what may be better in a document is 'check' to say
    for (size_t i = 0; !e && i < options->n_documents; i++) {
        struct procedure **slot = LIST_PUSH(ctx->arena, &f->procedures);
        e = slot ? procedure_of(ctx, library, documents[i], slot) : arena_fail(ctx);
    }
    return e;
}

static void events_add(struct arena *arena, struct str_list *list, const struct events *events)
{
    for (size_t i = 0; i < events->names.n; i++)
        str_list_add(arena, list, events->names.at[i]);
}

static void tests_add(struct arena *arena, struct str_list *list, const struct reasons *reasons)
{
    for (size_t i = 0; i < reasons->n; i++)
        for (size_t k = 0; k < reasons->at[i].n; k++)
            if (reasons->at[i].tests[k].subject.n)
                str_list_add(arena, list, reasons->at[i].tests[k].subject);
}

static void quantity_add(struct arena *arena, struct str_list *list, const struct quantity *q)
{
    for (int i = 0; q->kind == QUANTITY_LOWER && i < 2; i++)
        quantity_add(arena, list, &q->lower[i]);
    if (q->noun.n)
        str_list_add(arena, list, q->noun);
}

static void clause_names(struct arena *arena, const struct clause *clause, struct case_names *names)
{
    for (size_t i = 0; i < clause->fields.n; i++) {
        const struct field *f = &clause->fields.at[i];
        if (f->is_bad)
            continue;
        if (f->kind->key == KEY_OPENS)
            events_add(arena, &names->events, &f->opens.events);
        if (f->kind->key == KEY_CLOCK) {
            events_add(arena, &names->events, &f->clock.from);
            events_add(arena, &names->events, &f->clock.to);
        }
        if (f->kind->value == VALUE_REASONS)
            tests_add(arena, &names->facts, &f->reasons);
        if (f->kind->key == KEY_COUNT && f->target.n_ramps)
            quantity_add(arena, &names->facts, &f->target.ramps[0].quantity);
    }
}

// What the procedures ask for, so that a slip of the pen in the file is seen.
static void names_gather(struct ctx *ctx, const struct follow_result *f, struct case_names *names)
{
    struct arena *arena = ctx->arena;
    usual_facts(arena, &names->facts);
    usual_events(arena, &names->events);
    for (size_t i = 0; i < f->procedures.n; i++) {
        const struct document *d = f->procedures.at[i]->document;
        const struct field_list *header = &d->header;
        str_list_add(arena, &names->procedures, d->id);
        for (const struct field *k = field_find(header, KEY_FACT); k; k = field_next(header, KEY_FACT, k))
            if (!k->is_bad)
                str_list_add(arena, &names->facts, k->fact.name);
        for (const struct field *k = field_find(header, KEY_EVENT); k; k = field_next(header, KEY_EVENT, k))
            for (size_t n = 0; !k->is_bad && n < k->items.n; n++)
                str_list_add(arena, &names->events, k->items.at[n]);
        for (size_t c = 0; c < d->clauses.n; c++)
            clause_names(arena, &d->clauses.at[c], names);
    }
}

static result rows_read(struct ctx *ctx, const struct follow_options *options, struct follow_result *f,
                        struct case_rows *rows)
{
    struct case_names names = { 0 };
    struct case_file file = { .source = str_from(options->facts),
                              .zone = f->procedures.at[0]->zone,
                              .names = &names,
                              .diagnostics = &f->diagnostics };
    result e = unpacked_map(ctx, options->facts, FILE_BYTES_MAX, &file.bytes);
    names_gather(ctx, f, &names);
    if (!e)
        e = case_file_read(ctx, &file, rows);
    return e ? e : f->diagnostics.errors ? ERR_RULE : OK;
}

result follow_load(struct ctx *ctx, const struct follow_options *options, struct follow_result *followed)
{
    *followed = (struct follow_result){ 0 };
    return documents_load(ctx, options, followed);
}

result follow_run(struct ctx *ctx, const struct follow_options *options, struct follow_result *followed)
{
    struct case_rows rows = { 0 };
    result e = follow_load(ctx, options, followed);
    if (!e)
        e = rows_read(ctx, options, followed, &rows);
    return e ? e : follow_cases(ctx, options, &rows, followed);
}
