// What follows from a miss, in money: for a promise, whether one late report brings any; for a consequence, what comes,
// to whom, whether it must be asked for, after which promises, and whom to ring. All of it from the document.
#include "web/pages.h"

#include "app/owed.h"

static bool pays(const struct field *f)
{
    return !f->is_bad && f->step.verb != STEP_DOES;
}

static bool is_asked_for(const struct field *f)
{
    for (size_t i = 0; i < f->step.n; i++)
        if (f->step.parts[i].kind == PART_ON_REQUEST)
            return true;
    return false;
}

enum { SHOWN_FIRST = 2 }; // sentences of what follows that a promise's page has in any case

static bool is_shown(const struct said *shown, struct html sentence)
{
    for (size_t i = 0; shown && i < shown->sentences.n && i < SHOWN_FIRST; i++)
        if (str_equal(shown->sentences.at[i].bytes, sentence.bytes))
            return true;
    return false;
}

result pays_fill(struct ctx *ctx, const struct speaking *speaking, const struct clause *redress,
                 const struct said *shown, struct sentences *found)
{
    const struct field_list *fields = &redress->fields;
    for (const struct field *f = field_find(fields, KEY_STEP); f; f = field_next(fields, KEY_STEP, f)) {
        struct html sentence = field_html(ctx, speaking, redress, f);
        if (!pays(f) || is_shown(shown, sentence))
            continue;
        struct html *slot = LIST_PUSH(ctx->arena, found);
        if (!slot)
            return arena_fail(ctx);
        *slot = sentence;
    }
    return OK;
}

static bool leads_to(const struct field *f, const struct clause *redress)
{
    for (size_t i = 0; !f->is_bad && i < f->outcome.n; i++)
        if (!f->outcome.at[i].ref.document.n && str_equal(f->outcome.at[i].ref.label, redress->label))
            return true;
    return false;
}

static bool may_lead_to(const struct clause *clause, const struct clause *redress)
{
    const struct field_list *fields = &clause->fields;
    for (const struct field *f = field_find(fields, KEY_IF); f; f = field_next(fields, KEY_IF, f))
        if (leads_to(f, redress))
            return true;
    return false;
}

// After which promises it follows. Whom to ring is whom the charter names for the first of them.
static result from_fill(struct ctx *ctx, const struct promise_state *p, struct promise_page *page)
{
    const struct document *d = p->charter->document->document;
    const struct clause *contact = NULL;
    result e = OK;
    for (size_t i = 0; i < d->clauses.n && !e; i++) {
        const struct clause *clause = &d->clauses.at[i];
        if (!may_lead_to(clause, p->clause))
            continue;
        e = link_add(ctx, &page->owed.from,
                     str_format(ctx->arena, "%.*s: %.*s", STR_ARGS(clause->label), STR_ARGS(clause->title)),
                     promise_url(ctx, p->charter->id, clause->label));
        contact = contact ? contact : contact_for(p->charter, clause);
    }
    return e || !contact || page->contacts.n ? e : contact_add(ctx, contact, &page->contacts);
}

// Whether a report that is late brings whoever reported it anything in money.
static bool late_pays(const struct promise_state *p)
{
    const struct document *d = p->charter->document->document;
    const struct promise promise = { .document = d, .clause = p->clause };
    const struct clause *redress = promise_late_redress(&promise);
    const struct field *step = redress ? field_find(&redress->fields, KEY_STEP) : NULL;
    while (step && !pays(step))
        step = field_next(&redress->fields, KEY_STEP, step);
    return step != NULL;
}

result owed_top_fill(struct ctx *ctx, const struct speaking *speaking, const struct promise_state *p,
                     struct promise_page *page)
{
    const struct field_list *fields = &p->clause->fields;
    struct owed_top *owed = &page->owed;
    owed->is_redress = field_find(fields, KEY_STEP) != NULL;
    owed->is_unpaid = !owed->is_redress && p->clause->kind->key == CLAUSE_STANDARD &&
        field_find(fields, KEY_SERVICE) && !late_pays(p);
    if (!owed->is_redress)
        return OK;
    for (const struct field *f = field_find(fields, KEY_STEP); f; f = field_next(fields, KEY_STEP, f))
        owed->is_asked_for |= pays(f) && is_asked_for(f);
    result e = pays_fill(ctx, speaking, p->clause, NULL, &owed->pays);
    return e ? e : from_fill(ctx, p, page);
}
