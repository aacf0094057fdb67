#include "app/worded_internal.h"

#include "app/charter_about.h"
#include "app/public_words.h"
#include "app/record.h"
#include "app/spoken.h"

bool worded_language_is_known(str code)
{
    return str_equal(code, WORDED_EASY) ||
        (spoken_is_known(code) && !str_equal(code, SPOKEN_ENGLISH) && !str_equal(code, STR("und")));
}

str worded_language_name(str code)
{
    return str_equal(code, WORDED_EASY) ? STR("Easy Read") : spoken_name(code);
}

static bool may_of_draft(const struct draft *draft)
{
    bool is_negotiated = str_equal(draft->row.state, DRAFT_OPEN) ||
        str_equal(draft->row.state, DRAFT_OFFERED);
    return draft->takes_part && is_negotiated;
}

bool worded_may(struct ctx *ctx, const struct visitor *visitor, const struct worded *w)
{
    const struct document *document = w->document;
    const struct field *between = field_find(&document->header, KEY_BETWEEN);
    if (w->draft)
        return may_of_draft(w->draft);
    for (size_t p = 0; between && !between->is_bad && p < between->items.n; p++) {
        const struct about about = charter_about(ctx, document, between->items.at[p]);
        if (may(visitor, DEED_DRAFT, &about))
            return true;
    }
    return false;
}

static result parts_open(struct ctx *ctx, struct worded *w)
{
    for (size_t i = 0; i <= w->document->clauses.n; i++) {
        struct worded_words *slot = LIST_PUSH(ctx->arena, &w->parts);
        if (!slot)
            return arena_fail(ctx);
        *slot = (struct worded_words){ .clause = i ? &w->document->clauses.at[i - 1] : NULL,
                                       .at = INSTANT_NONE };
    }
    return OK;
}

bool worded_is_shown(const struct worded_words *part)
{
    return part->words.n && (part->number || !part->is_before);
}

struct worded_words *worded_part(struct worded *w, str label)
{
    for (size_t i = 0; i < w->parts.n; i++) {
        const struct clause *clause = w->parts.at[i].clause;
        if (clause ? str_equal(clause->label, label) : !label.n)
            return &w->parts.at[i];
    }
    return NULL;
}

static result facts_of(struct ctx *ctx, struct db *db, struct fact_row_list *facts)
{
    return query_fact_of_no_case(ctx, db, &(struct fact_of_no_case_in){ COMMUNITY_FIRST, FACT_WORDED },
                                 facts);
}

// Those of the charter: of a draft, its next version, they are to begin from.
static result charter_read(struct ctx *ctx, struct db *db, struct worded *w)
{
    struct fact_row_list facts;
    str hash = w->draft ? (str){ 0 } : content_hash(ctx, w->document->text);
    result e = facts_of(ctx, db, &facts);
    for (size_t i = 0; !e && i < facts.n; i++) {
        const struct fact_row *f = &facts.at[i];
        struct worded_words *part = worded_part(w, f->clause);
        bool is_now = str_equal(f->value, hash);
        if (!part || !str_equal(f->document, w->document->id) || !str_equal(f->name, w->language))
            continue;
        *part = (struct worded_words){ part->clause, f->words, f->said_by, f->happened, !is_now, 0, ID_NONE };
        w->last = w->draft ? 0 : f->id;
    }
    return e;
}

result worded_read(struct ctx *ctx, struct db *db, struct worded *w)
{
    result e = parts_open(ctx, w);
    if (!e)
        e = charter_read(ctx, db, w);
    if (!e && w->draft)
        e = worded_draft_read(w);
    for (size_t i = 0; i < w->parts.n; i++) {
        bool is_shown = worded_is_shown(&w->parts.at[i]);
        w->n += is_shown;
        w->n_before += is_shown && w->parts.at[i].is_before;
    }
    return e;
}

static bool has_language(const struct worded_languages *languages, str code)
{
    for (size_t i = 0; i < languages->n; i++)
        if (str_equal(languages->at[i].code, code))
            return true;
    return false;
}

result worded_language_add(struct ctx *ctx, struct db *db, const struct worded *of, str code,
                           struct worded_languages *languages)
{
    struct worded w = { .document = of->document, .draft = of->draft, .language = code };
    if (has_language(languages, code))
        return OK;
    result e = worded_read(ctx, db, &w);
    struct worded_language *slot = e || !w.n ? NULL : LIST_PUSH(ctx->arena, languages);
    if (slot)
        *slot = (struct worded_language){ code, w.n, w.n_before };
    return e || slot || !w.n ? e : arena_fail(ctx);
}

result worded_languages_read(struct ctx *ctx, struct db *db, const struct worded *of,
                             struct worded_languages *languages)
{
    struct fact_row_list facts;
    if (of->draft)
        return worded_draft_languages(of, languages);
    result e = facts_of(ctx, db, &facts);
    for (size_t i = 0; !e && i < facts.n; i++)
        if (str_equal(facts.at[i].document, of->document->id))
            e = worded_language_add(ctx, db, of, facts.at[i].name, languages);
    return e;
}

static result said_check(struct ctx *ctx, struct worded_said *said)
{
    const struct public_form form = { ctx, said->is_office, &said->looks_personal };
    result e = public_field_check(&form, said->words, PUBLIC_WORDS_MAX, NULL);
    if (!e) {
        e = public_field_check(&form, said->office, PUBLIC_LINE_MAX,
                               "write for which office these words are put here");
        said->is_of_office = e != OK;
    }
    return e;
}

result worded_is_news(struct ctx *ctx, const struct worded *w, struct worded_said *said, bool *is_news)
{
    const struct worded_words *held = NULL;
    for (size_t i = 0; i < w->parts.n; i++)
        held = w->parts.at[i].clause == said->clause ? &w->parts.at[i] : held;
    *is_news = held && (!str_equal(held->words, said->words) || (held->is_before && said->words.n && said->is_same));
    return *is_news ? said_check(ctx, said) : OK;
}

result worded_say(struct desk *desk, const struct worded *w, struct worded_said *said)
{
    struct ctx *ctx = desk->ctx;
    bool is_news;
    result e = worded_is_news(ctx, w, said, &is_news);
    if (e || !is_news)
        return e;
    struct fact_insert_in fact = desk_fact(desk, FACT_WORDED);
    fact.document = w->document->id;
    fact.clause = said->clause ? said->clause->label : (str){ 0 };
    fact.name = w->language;
    fact.value = content_hash(ctx, w->document->text);
    fact.words = said->words;
    fact.said_by = said->office;
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : desk_say(desk, fact, NULL);
}
