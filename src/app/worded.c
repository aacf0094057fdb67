#include "app/worded.h"

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

bool worded_may(struct ctx *ctx, const struct visitor *visitor, const struct document *document)
{
    const struct field *between = field_find(&document->header, KEY_BETWEEN);
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

static struct worded_words *part_of(struct worded *w, str label)
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

result worded_read(struct ctx *ctx, struct db *db, struct worded *w)
{
    struct fact_row_list facts;
    str hash = content_hash(ctx, w->document->text);
    result e = parts_open(ctx, w);
    if (!e)
        e = facts_of(ctx, db, &facts);
    for (size_t i = 0; !e && i < facts.n; i++) {
        const struct fact_row *f = &facts.at[i];
        struct worded_words *part = part_of(w, f->clause);
        bool is_now = str_equal(f->value, hash);
        if (!part || !str_equal(f->document, w->document->id) || !str_equal(f->name, w->language))
            continue;
        *part = (struct worded_words){ part->clause, f->words, f->said_by, f->happened, !is_now };
        w->last = f->id;
    }
    for (size_t i = 0; i < w->parts.n; i++)
        w->n += w->parts.at[i].words.n && !w->parts.at[i].is_before;
    return e;
}

static bool has_language(const struct worded_languages *languages, str code)
{
    for (size_t i = 0; i < languages->n; i++)
        if (str_equal(languages->at[i].code, code))
            return true;
    return false;
}

result worded_languages_read(struct ctx *ctx, struct db *db, const struct document *document,
                             struct worded_languages *languages)
{
    struct fact_row_list facts;
    result e = facts_of(ctx, db, &facts);
    for (size_t i = 0; !e && i < facts.n; i++) {
        const struct fact_row *f = &facts.at[i];
        struct worded w = { .document = document, .language = f->name };
        if (!str_equal(f->document, document->id) || has_language(languages, f->name))
            continue;
        e = worded_read(ctx, db, &w);
        struct worded_language *slot = e || !w.n ? NULL : LIST_PUSH(ctx->arena, languages);
        if (slot)
            *slot = (struct worded_language){ f->name, w.n };
        else if (!e && w.n)
            e = arena_fail(ctx);
    }
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

result worded_say(struct desk *desk, const struct worded *w, struct worded_said *said)
{
    struct ctx *ctx = desk->ctx;
    const struct worded_words *held = NULL;
    for (size_t i = 0; i < w->parts.n; i++)
        held = w->parts.at[i].clause == said->clause ? &w->parts.at[i] : held;
    bool is_same = !held || (str_equal(held->words, said->words) && (!held->is_before || !said->words.n));
    result e = is_same ? OK : said_check(ctx, said);
    if (e || is_same)
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
