// What became of a charter, in sentences: above every page that is about it.
#include "web/life_note.h"

#include "app/documents.h"
#include "app/life.h"
#include "app/permission.h"

static bool is_of(const struct fact_row *f, const struct charter *charter, enum life_kind *kind)
{
    return f->kind == FACT_LIFE && str_equal(f->document, charter->id) && life_read(f->name, kind);
}

static result line_add(struct ctx *ctx, struct life_note *note, str line)
{
    str *slot = LIST_PUSH(ctx->arena, &note->lines);
    if (!slot)
        return arena_fail(ctx);
    *slot = line;
    return OK;
}

// With its reason; that a person wrote ends as they ended it.
static str with_reason(struct ctx *ctx, str words, str reason)
{
    bool has_stop = reason.n && (str_ends(reason, STR(".")) || str_ends(reason, STR("!")));
    return str_format(ctx->arena, "%.*s: %.*s%s", STR_ARGS(words), STR_ARGS(reason), has_stop ? "" : ".");
}

static str ended_words(struct ctx *ctx, const struct charter *c, const struct fact_row *f)
{
    date last = document_in_force(c->document->document).to;
    bool is_over = last.day < c->board->today.day;
    str words = str_format(ctx->arena, "This charter %s %.*s", is_over ? "ended on" : "ends early, on",
                           STR_ARGS(date_words(ctx, last)));
    return str_format(ctx->arena, "%.*s Reports made by then stay under it, with what they are owed.",
                      STR_ARGS(with_reason(ctx, words, f->words)));
}

static str suspended_words(struct ctx *ctx, const struct charter *c, const struct date_range *r, str reason)
{
    date today = c->board->today;
    bool is_past = r->to.day < today.day;
    str days = str_format(ctx->arena, "This charter %s suspended from %.*s",
                          is_past                        ? "was"
                              : r->from.day <= today.day ? "is"
                                                         : "will be",
                          STR_ARGS(date_words(ctx, r->from)));
    if (!date_is_none(r->to))
        days = str_format(ctx->arena, "%.*s to %.*s", STR_ARGS(days), STR_ARGS(date_words(ctx, r->to)));
    return str_format(ctx->arena, "%.*s %s", STR_ARGS(with_reason(ctx, days, reason)),
                      is_past ? "Reports made on those days are in no figure."
                              : "No clock starts for reports made on those days; earlier ones go on.");
}

// The last fact of a kind that speaks of it; NULL for none.
static const struct fact_row *last_of(const struct charter *c, enum life_kind kind)
{
    const struct fact_row *found = NULL;
    const struct fact_row_list *facts = &c->board->facts;
    enum life_kind of;
    for (size_t i = 0; i < facts->n; i++)
        if (is_of(&facts->at[i], c, &of) && of == kind)
            found = &facts->at[i];
    return found;
}

// The fact by which a suspension began; NULL where none says so.
static const struct fact_row *suspension_of(const struct charter *c, const struct date_range *r)
{
    const struct fact_row *found = NULL;
    const struct fact_row_list *facts = &c->board->facts;
    enum life_kind kind;
    for (size_t i = 0; i < facts->n; i++)
        if (is_of(&facts->at[i], c, &kind) && kind == LIFE_SUSPENDED &&
            facts->at[i].period_from.day == r->from.day)
            found = &facts->at[i];
    return found;
}

// Those that are over as well: figures lack their days.
static result suspensions_add(struct ctx *ctx, const struct charter *c, struct life_note *note)
{
    const struct document *d = c->document->document;
    result e = OK;
    for (size_t i = 0; i < d->suspended.n && !e; i++) {
        const struct date_range *r = &d->suspended.at[i];
        const struct fact_row *f = suspension_of(c, r);
        if (f)
            e = line_add(ctx, note, suspended_words(ctx, c, r, f->words));
    }
    return e;
}

static result successors_add(struct ctx *ctx, const struct charter *c, struct life_note *note)
{
    const struct fact_row_list *facts = &c->board->facts;
    result e = OK;
    for (size_t i = 0; i < facts->n && !e; i++) {
        const struct fact_row *f = &facts->at[i];
        enum life_kind kind;
        str was, is;
        if (!is_of(f, c, &kind) || kind != LIFE_TAKEN_OVER)
            continue;
        life_successor(f->value, &was, &is);
        bool has_come = f->period_from.day <= c->board->today.day;
        e = line_add(ctx, note,
                     str_format(ctx->arena,
                                "%.*s %s the place of %.*s on %.*s: what is promised here and still owed is "
                                "its to keep.",
                                STR_ARGS(is), has_come ? "took" : "takes", STR_ARGS(was),
                                STR_ARGS(date_words(ctx, f->period_from))));
    }
    return e;
}

// A party of which the table of bodies says the same.
static result bodies_add(struct ctx *ctx, const struct charter *c, struct life_note *note)
{
    const struct field *between = field_find(&c->document->document->header, KEY_BETWEEN);
    const struct bodies *bodies = &c->board->directory.bodies;
    result e = OK;
    for (size_t i = 0; between && !between->is_bad && i < between->items.n && !e; i++) {
        const struct body *body = body_named(bodies, between->items.at[i]),
                          *now = body ? body_on(bodies, body, c->board->today) : NULL;
        if (!now || now == body)
            continue;
        e = line_add(ctx, note,
                     str_format(ctx->arena,
                                "%.*s took the place of %.*s, which ended on %.*s: what is promised here and "
                                "still owed is its to keep.",
                                STR_ARGS(now->name), STR_ARGS(body->name),
                                STR_ARGS(date_words(ctx, body->until))));
    }
    return e;
}

// The act of which the parties are still asked; NULL for none.
static const struct fact_row *open_act(const struct charter *c)
{
    const struct fact_row_list *facts = &c->board->facts;
    const struct fact_row *act = NULL;
    bool is_over = false;
    for (size_t i = 0; i < facts->n; i++)
        if (facts->at[i].kind == FACT_ACT && str_equal(facts->at[i].document, c->id))
            act = &facts->at[i];
    if (!act)
        return NULL;
    for (size_t i = 0; i < facts->n; i++) {
        const struct fact_row *f = &facts->at[i];
        bool is_after = str_equal(f->document, c->id) && f->id > act->id;
        is_over |= is_after && f->kind == FACT_LIFE && f->corrects == act->id;
        is_over |= is_after && f->kind == FACT_ACT_ANSWERED && str_ends(f->value, STR(" no"));
    }
    date last = date_is_none(act->period_from) ? act->period_to : date_add_days(act->period_from, -1);
    return is_over || last.day < c->board->today.day ? NULL : act;
}

static result asked_add(struct ctx *ctx, const struct charter *c, struct life_note *note)
{
    return open_act(c)
        ? line_add(ctx, note, STR("Its parties are asked whether something is to become of this charter."))
        : OK;
}

static bool has_answered(const struct charter *c, const struct fact_row *act, str party)
{
    const struct fact_row_list *facts = &c->board->facts;
    for (size_t i = 0; i < facts->n; i++)
        if (facts->at[i].kind == FACT_ACT_ANSWERED && facts->at[i].id > act->id &&
            str_equal(facts->at[i].document, c->id) && str_same_name(facts->at[i].name, party))
            return true;
    return false;
}

bool life_waits_for(const struct charter *c, const struct visitor *visitor)
{
    const struct fact_row *act = open_act(c);
    const struct field *between = field_find(&c->document->document->header, KEY_BETWEEN);
    for (size_t i = 0; act && between && !between->is_bad && i < between->items.n; i++) {
        const struct about about = { .body = between->items.at[i] };
        if (may(visitor, DEED_SIGN, &about) && !has_answered(c, act, between->items.at[i]))
            return true;
    }
    return false;
}

str life_standing(const struct charter *charter)
{
    const struct document *d = charter->document->document;
    struct date_range r = document_in_force(d);
    date today = charter->board->today;
    if (r.to.day < today.day)
        return STR("over");
    if (today.day < r.from.day)
        return STR("not yet in force");
    return document_is_suspended(d, today) ? STR("suspended") : STR("in force");
}

str life_brief(struct ctx *ctx, const struct charter *c)
{
    const struct document *d = c->document->document;
    str last = date_words(ctx, document_in_force(d).to);
    if (document_is_suspended(d, c->board->today))
        return STR("Its charter is suspended.");
    return d->is_cut ? str_format(ctx->arena, "Its charter ends early, on %.*s.", STR_ARGS(last))
                     : (str){ 0 };
}

result life_note_fill(struct ctx *ctx, const struct charter *c, struct life_note *note)
{
    const struct document *d = c->document->document;
    const struct fact_row *ended = last_of(c, LIFE_ENDED), *renewed = last_of(c, LIFE_RENEWED);
    date last = document_in_force(d).to;
    bool is_over = last.day < c->board->today.day;
    result e = OK;
    *note = (struct life_note){ .url = url_format(ctx->arena, "/charters/%s/life",
                                                  url_segment(ctx->arena, c->id)) };
    if (d->is_cut && ended)
        e = line_add(ctx, note, ended_words(ctx, c, ended));
    else if (is_over)
        e = line_add(ctx, note,
                     str_format(ctx->arena, "This charter ended on %.*s, as its parties had agreed.",
                                STR_ARGS(date_words(ctx, last))));
    else if (renewed)
        e = line_add(ctx, note,
                     with_reason(ctx,
                                 str_format(ctx->arena, "Renewed to %.*s", STR_ARGS(date_words(ctx, last))),
                                 renewed->words));
    if (!e)
        e = suspensions_add(ctx, c, note);
    if (!e)
        e = successors_add(ctx, c, note);
    if (!e && !last_of(c, LIFE_TAKEN_OVER))
        e = bodies_add(ctx, c, note);
    return e || is_over ? e : asked_add(ctx, c, note);
}
