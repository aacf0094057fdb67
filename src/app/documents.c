#include "app/documents.h"

#include "app/library.h"
#include "base/file.h"
#include "document/check.h"
#include "document/parse.h"
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
    struct diagnostic d = { SEVERITY_WARNING,
                            document->source,
                            f ? f->value_place : finding->clause->place,
                            1,
                            finding->text,
                            { 0 } };
    str rest = document->text;
    for (int line = 1; line < d.place.line && rest.at; line++)
        (void)str_cut(&rest, '\n');
    d.line = str_trim(str_cut(&rest, '\n'));
    diagnostic_add(ctx, diagnostics, d);
}

// What a procedure can come to, whatever happens in it.
static result model_check(struct ctx *ctx, const struct document *document, struct diagnostics *diagnostics)
{
    struct timings timings = { no_timing, NULL };
    struct procedure procedure;
    struct model_findings findings = { 0 };
    result e = procedure_build(ctx, document, &timings, &procedure);
    if (!e)
        e = procedure_model(ctx, &procedure, &findings);
    for (size_t i = 0; !e && i < findings.n; i++)
        model_say(ctx, document, &findings.at[i], diagnostics);
    return e;
}

result document_load(struct ctx *ctx, const char *path, enum document_care care,
                     struct diagnostics *diagnostics, struct document **document)
{
    struct str_list calendars = { 0 };
    size_t errors = diagnostics->errors; // of other documents
    str bytes;
    result e = file_read(ctx, path, DOCUMENT_BYTES_MAX, &bytes);
    if (!e)
        e = document_parse(ctx, str_from(path), bytes, diagnostics, document);
    if (e || care == DOCUMENT_PARSED)
        return e;
    e = library_calendars(ctx, &calendars);
    if (!e)
        document_check(ctx, *document, &calendars, diagnostics);
    if (!e && (*document)->kind->key == DOCUMENT_PROCEDURE && diagnostics->errors == errors)
        e = model_check(ctx, *document, diagnostics);
    return !e && arena_is_full(ctx->arena) ? arena_fail(ctx) : e;
}

void document_check_charter(struct ctx *ctx, const struct document *document, struct diagnostics *diagnostics)
{
    struct diagnostic d = { SEVERITY_ERROR, document->source, { 1, 1 }, 1, { 0 }, { 0 } };
    const struct document_kind *kind = document->kind;
    if (kind->key == DOCUMENT_CHARTER)
        return;
    d.text = str_format(ctx->arena, "this is %s %.*s, and only Charters are judged: leave it out",
                        kind->key == DOCUMENT_AGREEMENT ? "an" : "a", STR_ARGS(kind->word));
    diagnostic_add(ctx, diagnostics, d);
}

struct date_range document_in_force(const struct document *document)
{
    const struct field *f = field_find(&document->header, KEY_IN_FORCE);
    struct date_range always = { date_from_civil((struct civil){ DATE_YEAR_MIN, 1, 1 }), DATE_NONE };
    return f && !f->is_bad ? f->range : always;
}

static bool is_overlap(const struct document *a, const struct document *b)
{
    struct date_range x = document_in_force(a), y = document_in_force(b);
    return str_equal(a->id, b->id) && x.from.day <= y.to.day && y.from.day <= x.to.day;
}

static void overlap_say(struct ctx *ctx, const struct document *a, const struct document *b,
                        struct diagnostics *diagnostics)
{
    const struct field *f = field_find(&b->header, KEY_IN_FORCE);
    struct diagnostic d = { SEVERITY_ERROR, b->source, { 1, 1 }, 1, { 0 }, { 0 } };
    if (f)
        d.place = f->value_place;
    d.text = str_format(
        ctx->arena,
        "%.*s has the Id '%.*s' too and is in force on some of the same days: versions must not overlap",
        STR_ARGS(a->source), STR_ARGS(b->id));
    diagnostic_add(ctx, diagnostics, d);
}

result documents_check_versions(struct ctx *ctx, struct document *const *documents, size_t n,
                                struct diagnostics *diagnostics)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++)
            if (is_overlap(documents[j], documents[i]))
                overlap_say(ctx, documents[j], documents[i], diagnostics);
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}
