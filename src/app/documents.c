#include "app/documents.h"

#include "base/file.h"
#include "base/utf8.h"
#include "document/parse.h"

#include <stdlib.h>

result document_load(struct ctx *ctx, const char *path, struct diagnostics *diagnostics,
                     struct document **document)
{
    str bytes;
    result e = file_read(ctx, path, DOCUMENT_BYTES_MAX, &bytes);
    return e ? e : document_parse(ctx, str_from(path), bytes, diagnostics, document);
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

bool document_has_party(const struct document *document, str party)
{
    const struct field *between = field_find(&document->header, KEY_BETWEEN);
    for (size_t i = 0; between && !between->is_bad && i < between->items.n; i++)
        if (str_same_name(between->items.at[i], party))
            return true;
    return false;
}

struct date_range document_in_force(const struct document *document)
{
    const struct field *f = field_find(&document->header, KEY_IN_FORCE);
    struct date_range always = { date_from_civil((struct civil){ DATE_YEAR_MIN, 1, 1 }), DATE_NONE };
    return f && !f->is_bad ? f->range : always;
}

void document_bind_to(struct document *document, date day)
{
    for (size_t i = 0; i < document->header.n; i++) {
        struct field *f = &document->header.at[i];
        if (f->kind->key == KEY_IN_FORCE && !f->is_bad)
            f->range.to = day;
    }
}

void document_bind_from(struct document *document, date day)
{
    for (size_t i = 0; i < document->header.n; i++) {
        struct field *f = &document->header.at[i];
        if (f->kind->key == KEY_IN_FORCE && !f->is_bad && f->range.from.day < day.day)
            f->range.from = day;
    }
}

// The line In force of a header, or one of its own where there is none.
static struct field *in_force_line(struct ctx *ctx, struct field_list *header)
{
    for (size_t i = 0; i < header->n; i++)
        if (header->at[i].kind->key == KEY_IN_FORCE)
            return &header->at[i];
    size_t n;
    struct field *slot = LIST_PUSH(ctx->arena, header);
    if (slot)
        *slot = (struct field){ .kind = &field_kinds(&n)[KEY_IN_FORCE] };
    return slot;
}

result document_for_days(struct ctx *ctx, const struct document *document, struct date_range days,
                         struct document **copy)
{
    struct document *d = ARENA_NEW(ctx->arena, struct document);
    if (!d)
        return arena_fail(ctx);
    *d = *document;
    d->header = (struct field_list){ 0 };
    for (size_t i = 0; i < document->header.n; i++) {
        struct field *slot = LIST_PUSH(ctx->arena, &d->header);
        if (!slot)
            return arena_fail(ctx);
        *slot = document->header.at[i];
    }
    struct field *line = in_force_line(ctx, &d->header);
    if (!line)
        return arena_fail(ctx);
    line->is_bad = false;
    line->range = days;
    *copy = d;
    return OK;
}

static bool is_overlap(const struct document *a, const struct document *b)
{
    struct date_range x = document_in_force(a), y = document_in_force(b);
    bool is_never = x.from.day > x.to.day || y.from.day > y.to.day; // one that ended before it began
    return !is_never && x.from.day <= y.to.day && y.from.day <= x.to.day;
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

// A document by its Id, and where it stood among those given.
struct version {
    const struct document *document;
    size_t order;
};

static int version_compare(const void *a, const void *b)
{
    const struct version *x = a, *y = b;
    int order = str_compare(x->document->id, y->document->id);
    return order ? order : x->order < y->order ? -1 : x->order > y->order;
}

// Sorted by Id, so that of ten thousand documents only those of one Id are held against each other.
result documents_check_versions(struct ctx *ctx, struct document *const *documents, size_t n,
                                struct diagnostics *diagnostics)
{
    struct version *versions = ARENA_ARRAY(ctx->arena, struct version, n + 1);
    if (!versions)
        return arena_fail(ctx);
    for (size_t i = 0; i < n; i++)
        versions[i] = (struct version){ documents[i], i };
    qsort(versions, n, sizeof *versions, version_compare);
    for (size_t i = 0; i < n; i++)
        for (size_t j = i; j > 0 && str_equal(versions[j - 1].document->id, versions[i].document->id); j--)
            if (is_overlap(versions[j - 1].document, versions[i].document))
                overlap_say(ctx, versions[j - 1].document, versions[i].document, diagnostics);
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}
