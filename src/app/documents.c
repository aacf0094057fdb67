#include "app/documents.h"

#include "app/library.h"
#include "base/file.h"
#include "base/utf8.h"
#include "document/check.h"
#include "document/parse.h"

result document_load(struct ctx *ctx, const char *path, enum document_care care,
                     struct diagnostics *diagnostics, struct document **document)
{
    struct str_list calendars = { 0 };
    str bytes;
    result e = file_read(ctx, path, DOCUMENT_BYTES_MAX, &bytes);
    if (!e)
        e = document_parse(ctx, str_from(path), bytes, diagnostics, document);
    if (e || care == DOCUMENT_PARSED)
        return e;
    e = library_calendars(ctx, &calendars);
    if (!e)
        document_check(ctx, *document, &calendars, diagnostics);
    return !e && arena_is_full(ctx->arena) ? arena_fail(ctx) : e;
}

void document_check_charter(struct ctx *ctx, const struct document *document, struct diagnostics *diagnostics)
{
    struct diagnostic d = { .severity = SEVERITY_ERROR, .source = document->source };
    const struct document_kind *kind = document->kind;
    if (kind->key == DOCUMENT_CHARTER)
        return;
    d.place = (struct place){ 1, 1 };
    d.width = 1;
    d.code = STR("not-judged");
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
    struct diagnostic d = { .severity = SEVERITY_ERROR, .source = b->source };
    d.place = f ? f->value_place : (struct place){ 1, 1 };
    d.width = f ? (int)utf8_length(f->raw) : 1;
    d.code = STR("versions-overlap");
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
