// Any bytes are parsed, checked and said in every language; what has no errors is written, read again without errors,
// written the same, and compared with itself, which finds no change. Short ones are also read as the single values of
// the command line.
#include "base/arena.h"
#include "document/check.h"
#include "document/compare.h"
#include "document/format.h"
#include "document/parse.h"
#include "document/sentence.h"

#include <stdio.h>
#include <stdlib.h>

enum { ARENA_MAX = 256 << 20, TEXT_MAX = 16 << 20, SINGLE_MAX = 200 };

static struct document *parse(struct ctx *ctx, str bytes, struct diagnostics *diagnostics)
{
    struct document *document;
    result e = document_parse(ctx, STR("fuzz.md"), bytes, diagnostics, &document);
    if (e && e != ERR_LIMIT)
        abort();
    return e ? NULL : document;
}

static void diagnostics_show(const struct diagnostics *diagnostics)
{
    struct buffer out = buffer_open(TEXT_MAX);
    diagnostics_write(&out, diagnostics);
    fprintf(stderr, "%.*s", STR_ARGS(buffer_str(&out)));
    buffer_close(&out);
}

// Each has its code, and its cure and replacement are part of its text.
static void cures_read(const struct diagnostics *diagnostics)
{
    for (size_t i = 0; i < diagnostics->n; i++) {
        const struct diagnostic *d = &diagnostics->at[i];
        if (!d->code.n || diagnostic_cure(d->text).n > d->text.n || diagnostic_replacement(d).n > d->text.n) {
            diagnostics_show(diagnostics);
            abort();
        }
    }
}

static void compare(struct ctx *ctx, const struct document *before, const struct document *after)
{
    struct changes changes;
    result e = document_compare(ctx, before, after, &changes);
    if (!e && changes.n) {
        fprintf(stderr, "--- changed: %.*s\n", STR_ARGS(changes.at[0].words));
        abort();
    }
}

static void again(struct ctx *ctx, const struct document *before, str first)
{
    struct diagnostics diagnostics = { 0 };
    struct document *document = parse(ctx, first, &diagnostics);
    struct buffer second = buffer_open(TEXT_MAX);
    if (document && !diagnostics.errors)
        document_write(&second, document);
    if (document && !str_equal(first, buffer_str(&second))) {
        fprintf(stderr, "--- written\n%.*s--- and written again\n%.*s", STR_ARGS(first),
                STR_ARGS(buffer_str(&second)));
        diagnostics_show(&diagnostics);
        abort();
    }
    if (document)
        compare(ctx, before, document);
    buffer_close(&second);
}

static void fields_say(const struct speech *speech, const struct field_list *fields)
{
    for (size_t i = 0; i < fields->n; i++) {
        str said = field_sentence(speech, &fields->at[i]);
        if (!said.n && fields->at[i].raw.n && !arena_is_full(speech->arena)) {
            fprintf(stderr, "--- nothing is said of '%.*s'\n", STR_ARGS(fields->at[i].raw));
            abort();
        }
    }
}

static void say(struct ctx *ctx, const struct document *document)
{
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        struct speech speech = { ctx->arena, (enum language)language, document, NULL, true };
        fields_say(&speech, &document->header);
        for (size_t i = 0; i < document->clauses.n; i++) {
            speech.clause = &document->clauses.at[i];
            fields_say(&speech, &speech.clause->fields);
        }
    }
}

static void single(struct ctx *ctx, str bytes)
{
    struct limit limit;
    struct hours hours;
    struct ctx of_limit = { .arena = ctx->arena }, of_hours = { .arena = ctx->arena };
    result e = limit_parse(&of_limit, STR("--within"), bytes, &limit);
    result f = hours_parse(&of_hours, STR("--hours"), bytes, &hours);
    if ((e && !of_limit.error.text[0]) || (f && !of_hours.error.text[0]))
        abort();
}

// What the grammar alone says, and targets beside indicators; neither may trip, whatever was read.
static void strictly(struct ctx *ctx, str bytes)
{
    static struct indicator known[] = {
        { .code = STR_INIT("NI 5"), .polarity = POLARITY_HIGH, .survey = STR_INIT("Place Survey") },
        { .code = STR_INIT("NI 195"), .polarity = POLARITY_LOW },
        { .code = STR_INIT("NI 195"), .part = STR_INIT("litter"), .polarity = POLARITY_LOW },
    };
    const struct indicator_set set = { known, sizeof known / sizeof *known, 0 };
    struct diagnostics diagnostics = { 0 };
    struct document *document;
    if (document_parse_strict(ctx, STR("fuzz.md"), bytes, &diagnostics, &document) == OK)
        document_check_indicators(ctx, document, &set, &diagnostics);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx ctx = { .arena = arena_open(ARENA_MAX) };
    struct diagnostics diagnostics = { 0 };
    struct buffer text = buffer_open(TEXT_MAX);
    struct document *document = parse(&ctx, (str){ (const char *)data, size }, &diagnostics);
    size_t errors = diagnostics.errors; // of the text, not of its sense
    if (document)
        document_check(&ctx, document, &(struct str_list){ 0 }, &diagnostics);
    diagnostics_sort(&diagnostics);
    diagnostics_write(&text, &diagnostics);
    if (document)
        cures_read(&diagnostics);
    buffer_close(&text);
    text = buffer_open(TEXT_MAX);
    if (document && !errors) {
        document_write(&text, document);
        again(&ctx, document, buffer_str(&text));
    }
    strictly(&ctx, (str){ (const char *)data, size });
    if (document)
        say(&ctx, document);
    if (size <= SINGLE_MAX)
        single(&ctx, (str){ (const char *)data, size });
    buffer_close(&text);
    arena_close(ctx.arena);
    return 0;
}
