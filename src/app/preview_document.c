// A document: what is wrong with it beside its lines, what it changes clause by clause, and whether it may come now.
#include "app/preview_internal.h"

#include "app/calendars.h"
#include "app/document_model.h"
#include "app/documents.h"
#include "document/check.h"
#include "document/compare.h"
#include "document/parse.h"

enum { TRIAL_MEMORY = 1 << 30 };

static result diagnostics_take(struct ctx *ctx, const struct diagnostics *list, struct preview *p)
{
    for (size_t i = 0; i < list->n && p->faults.n < PREVIEW_FAULTS_MAX; i++) {
        const struct diagnostic *d = &list->at[i];
        struct preview_fault *slot = LIST_PUSH(ctx->arena, &p->faults);
        if (!slot)
            return arena_fail(ctx);
        *slot = (struct preview_fault){ d->place.line, d->text, d->line, d->severity == SEVERITY_WARNING };
    }
    p->is_faulty |= list->errors > 0;
    return OK;
}

// As `wardmote check` does it, and that only charters are adopted.
static result document_look(struct ctx *ctx, const struct preview_asked *asked, struct document **document,
                            struct preview *p)
{
    const struct pending *change = asked->change;
    struct diagnostics list = { 0 };
    struct str_list calendars = { 0 };
    result e = document_parse(ctx, change->row.source, change->body, &list, document);
    if (!e)
        e = calendars_known(ctx, asked->db, &calendars);
    if (e)
        return e;
    document_check_charter(ctx, *document, &list);
    document_check(ctx, *document, &calendars, &list);
    diagnostics_sort(&list);
    return diagnostics_take(ctx, &list, p);
}

static result changes_take(struct ctx *ctx, const struct document *before, const struct document *after,
                           struct preview *p)
{
    static const enum preview_how hows[] = {
        [CHANGE_ADDED] = PREVIEW_NEW,       [CHANGE_REMOVED] = PREVIEW_GONE,
        [CHANGE_CHANGED] = PREVIEW_CHANGED, [CHANGE_RETITLED] = PREVIEW_CHANGED,
        [CHANGE_MOVED] = PREVIEW_CHANGED,   [CHANGE_RELABELLED] = PREVIEW_CHANGED,
    };
    struct changes changes;
    result e = document_compare(ctx, before, after, &changes);
    for (size_t i = 0; !e && i < changes.n; i++) {
        const struct change *c = &changes.at[i];
        e = preview_line_add(
            ctx, p,
            (struct preview_line){ hows[c->kind], c->clause.n ? c->clause : STR("The whole"), c->words });
    }
    return e;
}

static result clauses_list(struct ctx *ctx, const struct document *document, struct preview *p)
{
    result e = OK;
    for (size_t i = 0; !e && i < document->clauses.n; i++)
        e = preview_line_add(ctx, p,
                             (struct preview_line){ PREVIEW_NEW, document->clauses.at[i].label,
                                                    document->clauses.at[i].title });
    return e;
}

// The version before it is the one of the same Id that is in force when this one begins, else the last.
static const struct document *version_before(const struct board *board, const struct document *document)
{
    const struct charter *charter = board_charter(board, document->id);
    date from = document_in_force(document).from;
    const struct document *last = NULL;
    for (size_t i = 0; charter && i < charter->versions.n; i++) {
        const struct document *d = charter->versions.at[i]->document;
        struct date_range range = document_in_force(d);
        if (range.from.day <= from.day)
            last = d;
    }
    return last;
}

// It is adopted and taken back: what only the store can say, such as two versions in force on one day.
static result adoption_try(struct ctx *ctx, const struct preview_asked *asked, struct preview *p)
{
    struct ctx own = { .arena = arena_open(TRIAL_MEMORY) };
    struct trial trial = { .pending = asked->change, .now = asked->now };
    if (!own.arena)
        return arena_fail(ctx);
    result e = change_try(&own, asked->store, &trial);
    if (e == ERR_RULE || e == ERR_INPUT) {
        struct preview_fault *slot = LIST_PUSH(ctx->arena, &p->faults);
        const struct diagnostics *list = &trial.adopting.diagnostics;
        str text = str_from(own.error.text);
        if (!text.n && list->n)
            text = list->at[0].text;
        if (slot)
            *slot = (struct preview_fault){ 0, str_copy(ctx->arena, text), { 0 }, false };
        p->is_faulty = true;
        e = slot ? OK : arena_fail(ctx);
    } else if (e) {
        e = fail(ctx, e, "%s", own.error.text);
    }
    arena_close(own.arena);
    return e;
}

static result force_say(struct ctx *ctx, const struct preview_asked *asked, const struct document *document,
                        struct preview *p)
{
    struct date_range range = document_in_force(document);
    struct buffer out = buffer_open(512);
    const struct election *election = election_on(&asked->board->directory.elections, asked->board->today);
    buffer_add(&out, STR("It is in force from "));
    date_write_words(&out, range.from);
    if (!date_is_none(range.to)) {
        buffer_add(&out, STR(" to "));
        date_write_words(&out, range.to);
    }
    buffer_add(&out, STR(". Each report is judged by the version that was in force when its clock started."));
    result e = preview_follow(ctx, p, str_copy(ctx->arena, buffer_str(&out)));
    buffer_close(&out);
    if (!e && election) {
        p->held = election->name;
        p->held_until = election->until;
    }
    return e;
}

result preview_document(struct ctx *ctx, const struct preview_asked *asked, struct preview *p)
{
    struct document *document;
    result e = document_look(ctx, asked, &document, p);
    if (e || p->is_faulty)
        return e;
    const struct document *before = version_before(asked->board, document);
    p->is_nothing = before && str_equal(str_trim(p->now.body), str_trim(asked->change->body));
    if (p->is_nothing)
        return OK;
    e = before ? changes_take(ctx, before, document, p) : clauses_list(ctx, document, p);
    if (!e)
        e = force_say(ctx, asked, document, p);
    return e ? e : adoption_try(ctx, asked, p);
}
