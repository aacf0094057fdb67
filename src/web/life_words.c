// What became of a charter, in sentences: above every page that is about it.
#include "web/life_note.h"

#include "app/documents.h"
#include "app/life.h"
#include "app/permission.h"
#include "app/review_due.h"
#include "document/sentence_internal.h"

static bool is_of(const struct fact_row *f, const struct charter *charter, enum life_kind *kind)
{
    return f->kind == FACT_LIFE && str_equal(f->document, charter->id) && life_read(f->name, kind);
}

// With its reason; that a person wrote ends as they ended it.
static str with_reason(const struct speech *s, str said, str reason)
{
    bool has_stop = reason.n && (str_ends(reason, STR(".")) || str_ends(reason, STR("!")));
    return has_stop ? SAY(s, "%1$s: %2$s", said, reason) : SAY(s, "%1$s: %2$s.", said, reason);
}

// By which it ends on its last day, before the one that its text names; NULL where none says so.
static const struct fact_row *ending_of(const struct charter *c)
{
    const struct fact_row *found = NULL;
    const struct fact_row_list *facts = &c->board->facts;
    date last = document_in_force(c->document->document).to;
    enum life_kind kind;
    for (size_t i = 0; i < facts->n; i++) {
        const struct fact_row *f = &facts->at[i];
        bool ends_it = is_of(f, c, &kind) && f->period_to.day == last.day &&
            (kind == LIFE_ENDED || (kind == LIFE_NOTICE && !life_is_withdrawn(facts, f)));
        if (ends_it)
            found = f;
    }
    return found;
}

str life_notice_by(const struct charter *c)
{
    const struct fact_row *ending = ending_of(c);
    return ending && str_equal(ending->name, life_code(LIFE_NOTICE)) ? ending->value : (str){ 0 };
}

static str noticed_said(const struct speech *s, const struct charter *c, str party)
{
    date last = document_in_force(c->document->document).to;
    return last.day < c->board->today.day
        ? SAY(s, "This charter ended on %1$s, by notice of %2$s", date_said(s, last), party)
        : SAY(s, "This charter ends early, on %1$s, by notice of %2$s", date_said(s, last), party);
}

static str ended_said(const struct speech *s, const struct charter *c)
{
    date last = document_in_force(c->document->document).to;
    str party = life_notice_by(c);
    if (party.n)
        return noticed_said(s, c, party);
    return last.day < c->board->today.day ? SAY(s, "This charter ended on %1$s", date_said(s, last))
                                          : SAY(s, "This charter ends early, on %1$s", date_said(s, last));
}

enum tense { WAS, IS, WILL_BE, TENSES };

static enum tense tense_of(const struct charter *c, const struct date_range *r)
{
    int32_t today = c->board->today.day;
    return r->to.day < today ? WAS : r->from.day <= today ? IS : WILL_BE;
}

static str suspended_said(const struct speech *s, const struct charter *c, const struct date_range *r)
{
    static const char *const open[TENSES] = { N_("This charter was suspended from %1$s"),
                                              N_("This charter is suspended from %1$s"),
                                              N_("This charter will be suspended from %1$s") },
                             *const closed[TENSES] = {
                                 N_("This charter was suspended from %1$s to %2$s"),
                                 N_("This charter is suspended from %1$s to %2$s"),
                                 N_("This charter will be suspended from %1$s to %2$s")
                             };
    enum tense tense = tense_of(c, r);
    if (date_is_none(r->to))
        return filled(s, open[tense], (const str[]){ date_said(s, r->from) }, 1);
    return filled(s, closed[tense], (const str[]){ date_said(s, r->from), date_said(s, r->to) }, 2);
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
static void suspensions_add(const struct speech *s, const struct charter *c, struct str_list *lines)
{
    const struct document *d = c->document->document;
    for (size_t i = 0; i < d->suspended.n; i++) {
        const struct date_range *r = &d->suspended.at[i];
        const struct fact_row *f = suspension_of(c, r);
        str after = tense_of(c, r) == WAS
            ? words(s, N_("Reports made on those days are in no figure."))
            : words(s, N_("No clock starts for reports made on those days; earlier ones go on."));
        if (f)
            list_add(s, lines, before(s, with_reason(s, suspended_said(s, c, r), f->words), after));
    }
}

static void successors_add(const struct speech *s, const struct charter *c, struct str_list *lines)
{
    const struct fact_row_list *facts = &c->board->facts;
    for (size_t i = 0; i < facts->n; i++) {
        const struct fact_row *f = &facts->at[i];
        enum life_kind kind;
        str was, is;
        if (!is_of(f, c, &kind) || kind != LIFE_TAKEN_OVER)
            continue;
        life_successor(f->value, &was, &is);
        str day = date_said(s, f->period_from);
        list_add(
            s, lines,
            f->period_from.day <= c->board->today.day
                ? SAY(s,
                      "%1$s took the place of %2$s on %3$s: what is promised here and still owed is its "
                      "to keep.",
                      is, was, day)
                : SAY(s,
                      "%1$s takes the place of %2$s on %3$s: what is promised here and still owed is its "
                      "to keep.",
                      is, was, day));
    }
}

// A party of which the table of bodies says the same, or that it ended and is followed by none.
static void bodies_add(const struct speech *s, const struct charter *c, struct str_list *lines)
{
    const struct field *between = field_find(&c->document->document->header, KEY_BETWEEN);
    const struct bodies *bodies = &c->board->directory.bodies;
    for (size_t i = 0; between && !between->is_bad && i < between->items.n; i++) {
        const struct body *body = body_named(bodies, between->items.at[i]),
                          *now = body ? body_on(bodies, body, c->board->today) : NULL;
        if (now && now != body)
            list_add(s, lines,
                     SAY(s,
                         "%1$s took the place of %2$s, which ended on %3$s: what is promised here and still "
                         "owed is its to keep.",
                         now->name, body->name, date_said(s, body->until)));
        else if (body && !now && body->until.day < c->board->today.day)
            list_add(s, lines,
                     SAY(s,
                         "%1$s ended on %2$s, and nobody follows it: what is promised here and still owed "
                         "stays on record, and nobody is there to keep it.",
                         body->name, date_said(s, body->until)));
    }
}

// "34 no" of act 34.
static bool answers(const struct fact_row *f, const struct fact_row *act)
{
    str rest = f->value;
    int64_t of;
    return f->kind == FACT_ACT_ANSWERED && str_to_int(str_cut(&rest, ' '), &of) && of == act->id;
}

static bool is_open(const struct charter *c, const struct fact_row *act)
{
    const struct fact_row_list *facts = &c->board->facts;
    date last = date_is_none(act->period_from) ? act->period_to : date_add_days(act->period_from, -1);
    bool is_over = last.day < c->board->today.day;
    for (size_t i = 0; i < facts->n && !is_over; i++) {
        const struct fact_row *f = &facts->at[i];
        is_over = (f->kind == FACT_LIFE && f->corrects == act->id) ||
            (answers(f, act) && str_ends(f->value, STR(" no")));
    }
    return !is_over;
}

// The act of which the parties are still asked; NULL for none.
static const struct fact_row *open_act(const struct charter *c)
{
    const struct fact_row_list *facts = &c->board->facts;
    for (size_t i = 0; i < facts->n; i++)
        if (facts->at[i].kind == FACT_ACT && str_equal(facts->at[i].document, c->id) &&
            is_open(c, &facts->at[i]))
            return &facts->at[i];
    return NULL;
}

static bool has_answered(const struct charter *c, const struct fact_row *act, str party)
{
    const struct fact_row_list *facts = &c->board->facts;
    for (size_t i = 0; i < facts->n; i++)
        if (answers(&facts->at[i], act) && str_same_name(facts->at[i].name, party))
            return true;
    return false;
}

// What was recorded from paper and waits for the word of somebody of another body: any that may sign, if it is none of
// those that recorded it.
static bool paper_waits_for(const struct charter *c, const struct fact_row *act,
                            const struct visitor *visitor)
{
    const struct fact_row_list *facts = &c->board->facts;
    for (size_t i = 0; i < facts->n; i++) {
        const struct fact_row *f = &facts->at[i];
        bool waits = f->kind == FACT_PAPER && f->id > act->id && str_equal(f->document, c->id);
        str by = f->value;
        (void)str_cut(&by, ';');
        const struct about about = { .body = str_trim(by) };
        for (size_t k = i + 1; k < facts->n && waits; k++)
            waits = facts->at[k].kind != FACT_PAPER_ENDED || facts->at[k].corrects != f->id;
        if (waits && may(visitor, DEED_SIGN, NULL) && !may(visitor, DEED_SIGN, &about))
            return true;
    }
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
    return act && paper_waits_for(c, act, visitor);
}

str life_standing(const struct charter *charter)
{
    return life_state(charter->document->document, charter->board->today);
}

str life_brief(struct ctx *ctx, const struct charter *c)
{
    struct speech s = { .arena = ctx->arena, .language = LANGUAGE_EN };
    const struct document *d = c->document->document;
    if (document_is_suspended(d, c->board->today))
        return STR("Its charter is suspended.");
    return d->is_cut ? SAY(&s, "Its charter ends early, on %1$s.", date_said(&s, document_in_force(d).to))
                     : (str){ 0 };
}

// How it ended, or ends before its last day, or goes on after the one its text names.
static void end_add(const struct speech *s, const struct charter *c, struct str_list *lines)
{
    const struct document *d = c->document->document;
    const struct fact_row *ended = ending_of(c), *renewed = last_of(c, LIFE_RENEWED);
    date last = document_in_force(d).to;
    if (d->is_cut && ended)
        list_add(s, lines,
                 before(s, with_reason(s, ended_said(s, c), ended->words),
                        words(s, N_("Reports made by then stay under it, with what they are owed."))));
    else if (last.day < c->board->today.day)
        list_add(s, lines,
                 SAY(s, "This charter ended on %1$s, as its parties had agreed.", date_said(s, last)));
    else if (renewed)
        list_add(s, lines, with_reason(s, SAY(s, "Renewed to %1$s", date_said(s, last)), renewed->words));
}

// Its last day is near, and no version follows: as early as its parties hear of it (app/review_due.h).
static void soon_add(const struct speech *s, const struct charter *c, struct str_list *lines)
{
    const struct document *d = c->document->document;
    date last = document_in_force(d).to;
    bool is_soon = last.day >= c->board->today.day && last.day - c->board->today.day <= REVIEW_END_DAYS;
    if (is_soon && !d->is_cut && !review_is_followed(c->board->ledger, d))
        list_add(s, lines,
                 SAY(s, "Its last day is %1$s: what comes after it is for its parties to agree.",
                     date_said(s, last)));
}

void life_said(const struct speech *s, const struct charter *c, struct str_list *lines)
{
    bool is_over = document_in_force(c->document->document).to.day < c->board->today.day;
    end_add(s, c, lines);
    soon_add(s, c, lines);
    suspensions_add(s, c, lines);
    successors_add(s, c, lines);
    if (!last_of(c, LIFE_TAKEN_OVER))
        bodies_add(s, c, lines);
    if (!is_over && open_act(c))
        list_add(s, lines,
                 words(s, N_("Its parties are asked whether something is to become of this charter.")));
}

str life_short_said(const struct speech *s, const struct charter *c)
{
    const struct document *d = c->document->document;
    bool is_over = document_in_force(d).to.day < c->board->today.day;
    str said = is_over || d->is_cut ? SAY(s, "%1$s.", ended_said(s, c)) : (str){ 0 };
    for (size_t i = 0; i < d->suspended.n && !is_over; i++)
        if (tense_of(c, &d->suspended.at[i]) != WAS)
            said = before(s, said, SAY(s, "%1$s.", suspended_said(s, c, &d->suspended.at[i])));
    return said;
}

result life_note_fill(struct ctx *ctx, const struct charter *c, struct life_note *note)
{
    *note = (struct life_note){ .url = url_format(ctx->arena, "/charters/%s/life",
                                                  url_segment(ctx->arena, c->id)) };
    life_said(&(struct speech){ .arena = ctx->arena, .language = LANGUAGE_EN }, c, &note->lines);
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}
