#include "cli/check_files.h"

#include "app/document_model.h"
#include "app/documents.h"
#include "app/library.h"
#include "base/log.h"
#include "document/check.h"

#include <pthread.h>
#include <unistd.h>

enum { SHARES_MAX = 16, SHARE_FILES_MIN = 200 }; // fewer files are not worth a thread

// paths and documents: this share's part of those of all; the document of a file that can't be read is NULL.
struct checking {
    struct ctx ctx;
    const char *const *paths;
    struct document **documents;
    size_t n;
    const struct str_list *calendars;
    struct indicator_set indicators;
    struct diagnostics list;
    struct str_list told; // of files that can't be read
    result unread, failed;
    pthread_t thread;
    bool is_thread;
};

static void unread_keep(struct checking *s, const char *path, result e)
{
    str *slot = LIST_PUSH(s->ctx.arena, &s->told);
    if (slot)
        *slot = str_format(s->ctx.arena, "wardmote: %s: %s", path, s->ctx.error.text);
    s->unread = e;
    s->ctx.error = (struct error){ .code = OK };
}

// Read when the first agreement comes.
static result targets_sense(struct checking *s, const struct document *document)
{
    result e = s->indicators.n ? OK : library_indicators(&s->ctx, STR("national-2008"), &s->indicators);
    if (!e)
        document_check_indicators(&s->ctx, document, &s->indicators, &s->list);
    return e;
}

static result document_sense(struct checking *s, const struct document *document)
{
    size_t errors = s->list.errors; // of other documents
    document_check(&s->ctx, document, s->calendars, &s->list);
    if (document->kind->key == DOCUMENT_AGREEMENT)
        return targets_sense(s, document);
    bool is_sound = s->list.errors == errors && document->kind->key == DOCUMENT_PROCEDURE;
    return is_sound ? document_model(&s->ctx, document, &s->list) : OK;
}

static void *share_check(void *given)
{
    struct checking *s = given;
    for (size_t i = 0; i < s->n && !s->failed; i++) {
        struct document *document = NULL;
        result e = document_load(&s->ctx, s->paths[i], &s->list, &document);
        if (!e)
            e = document_sense(s, document);
        if (arena_is_full(s->ctx.arena))
            s->failed = arena_fail(&s->ctx);
        else if (e)
            unread_keep(s, s->paths[i], e);
        else
            s->documents[i] = document;
    }
    return NULL;
}

static size_t shares_for(size_t files)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t most = processors < 1 ? 1 : processors > SHARES_MAX ? SHARES_MAX : (size_t)processors;
    size_t worth = files / SHARE_FILES_MIN;
    return worth < 1 ? 1 : worth < most ? worth : most;
}

// The first share is this thread's own, and so is every one for which there is no thread to be had.
static void shares_run(struct checked_files *checked)
{
    for (size_t i = 1; i < checked->n_shares; i++) {
        struct checking *s = &checked->shares[i];
        s->is_thread = pthread_create(&s->thread, NULL, share_check, s) == 0;
    }
    for (size_t i = 0; i < checked->n_shares; i++)
        if (!checked->shares[i].is_thread)
            (void)share_check(&checked->shares[i]);
    for (size_t i = 0; i < checked->n_shares; i++)
        if (checked->shares[i].is_thread)
            pthread_join(checked->shares[i].thread, NULL);
}

static void diagnostics_join(struct ctx *ctx, struct diagnostics *list, const struct diagnostics *more)
{
    size_t errors = 0, warnings = 0;
    for (size_t i = 0; i < more->n; i++) {
        diagnostic_add(ctx, list, more->at[i]);
        errors += more->at[i].severity == SEVERITY_ERROR;
        warnings += more->at[i].severity == SEVERITY_WARNING;
    }
    list->errors += more->errors - errors; // those that were counted and not kept
    list->warnings += more->warnings - warnings;
}

static result shares_join(struct ctx *ctx, struct checked_files *checked)
{
    for (size_t i = 0; i < checked->n_shares; i++) {
        struct checking *s = &checked->shares[i];
        for (size_t t = 0; t < s->told.n; t++)
            log_line("%.*s", STR_ARGS(s->told.at[t]));
        if (s->failed)
            return arena_fail(ctx);
        diagnostics_join(ctx, &checked->list, &s->list);
        checked->unread = s->unread ? s->unread : checked->unread;
        for (size_t d = 0; d < s->n; d++)
            if (s->documents[d])
                checked->documents[checked->n++] = s->documents[d];
    }
    return OK;
}

static result shares_open(struct ctx *ctx, struct checked_files *checked, const char *const *paths, size_t n,
                          size_t memory)
{
    checked->documents = ARENA_ARRAY(ctx->arena, struct document *, n + 1);
    checked->shares = ARENA_ARRAY(ctx->arena, struct checking, SHARES_MAX);
    if (!checked->documents || !checked->shares)
        return arena_fail(ctx);
    size_t shares = shares_for(n);
    for (size_t i = 0; i < shares; i++) {
        struct checking *s = &checked->shares[checked->n_shares++];
        size_t from = n * i / shares;
        s->paths = paths + from;
        s->documents = checked->documents + from;
        s->n = n * (i + 1) / shares - from;
        s->ctx.arena = arena_open(memory / shares);
        if (!s->ctx.arena)
            return arena_fail(ctx);
    }
    return OK;
}

result files_check(struct ctx *ctx, const char *const *paths, size_t n, size_t memory,
                   struct checked_files *checked)
{
    result e = shares_open(ctx, checked, paths, n, memory);
    if (e)
        return e;
    for (size_t i = 0; i < checked->n_shares; i++)
        checked->shares[i].calendars = &checked->calendars;
    shares_run(checked);
    return shares_join(ctx, checked);
}

void files_close(struct checked_files *checked)
{
    for (size_t i = 0; i < checked->n_shares; i++)
        arena_close(checked->shares[i].ctx.arena);
    *checked = (struct checked_files){ 0 };
}
