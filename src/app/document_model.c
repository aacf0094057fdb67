#include "app/document_model.h"

#include "base/utf8.h"
#include "rules/procedure_model.h"

// The model looks at no days, so that it needs no calendar.
static result no_timing(struct ctx *ctx, void *from, const struct document *document,
                        const struct clause *clause, struct timing *timing)
{
    (void)ctx;
    (void)from;
    (void)document;
    (void)clause;
    *timing = (struct timing){ 0 };
    return OK;
}

static void model_say(struct ctx *ctx, const struct document *document, const struct model_finding *finding,
                      struct diagnostics *diagnostics)
{
    const struct field *f = finding->field;
    struct diagnostic d = { .severity = SEVERITY_WARNING,
                            .source = document->source,
                            .place = f ? f->value_place : finding->clause->place,
                            .width = f ? (int)utf8_length(f->raw) : 2,
                            .code = finding->code,
                            .text = finding->text };
    d.line = diagnostic_line(document->text, d.place.line);
    diagnostic_add(ctx, diagnostics, d);
}

result document_model(struct ctx *ctx, const struct document *document, struct diagnostics *diagnostics)
{
    struct timings timings = { no_timing, NULL };
    struct procedure procedure;
    struct model_findings findings = { 0 };
    struct ctx building = { .arena = ctx->arena };
    result e = procedure_build(&building, document, &timings, &procedure);
    if (e && !arena_is_full(ctx->arena)) { // too many stages to be followed
        struct diagnostic d = {
            .severity = SEVERITY_WARNING, .source = document->source, .place = { 1, 1 }, .width = 1
        };
        d.code = STR("too-many-stages");
        d.text = str_copy(ctx->arena, str_from(building.error.text));
        diagnostic_add(ctx, diagnostics, d);
        return OK;
    }
    e = e ? arena_fail(ctx) : procedure_model(ctx, &procedure, &findings);
    for (size_t i = 0; !e && i < findings.n; i++)
        model_say(ctx, document, &findings.at[i], diagnostics);
    return e;
}
