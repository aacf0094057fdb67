// A draft in other words: its rows, read against the text that each was written for, written, and put onto the record
// when the last party has signed.
#include "app/worded_internal.h"

#include "app/draft_internal.h"
#include "app/record.h"

static result rows_of(const struct draft *draft, struct draft_worded_row_list *rows)
{
    return query_draft_worded_of_draft(
        draft->ctx, draft->db, &(struct draft_worded_of_draft_in){ COMMUNITY_FIRST, draft->row.id }, rows);
}

// The texts that words were written for, each read once.
struct text_held {
    int64_t number;
    struct document *document;
};

struct texts_held {
    struct text_held *at;
    size_t n, room;
};

static result text_held(const struct draft *draft, struct texts_held *texts, int64_t number,
                        const struct document **document)
{
    for (size_t i = 0; i < texts->n; i++)
        if (texts->at[i].number == number) {
            *document = texts->at[i].document;
            return OK;
        }
    struct text_held *slot = LIST_PUSH(draft->ctx->arena, texts);
    if (!slot)
        return arena_fail(draft->ctx);
    slot->number = number;
    result e = draft_text_of(draft, number, &slot->document);
    *document = slot->document;
    return e;
}

static result part_age(const struct draft *draft, struct texts_held *texts, str label,
                       struct worded_words *part)
{
    const struct document *document;
    if (part->number == draft->row.number)
        return OK;
    result e = text_held(draft, texts, part->number, &document);
    if (!e)
        part->is_before = !str_equal(document_part(draft->ctx, document, label),
                                     document_part(draft->ctx, draft->document, label));
    return e;
}

result worded_draft_read(struct worded *w)
{
    struct draft_worded_row_list rows;
    struct texts_held texts = { 0 };
    result e = rows_of(w->draft, &rows);
    for (size_t i = 0; !e && i < rows.n; i++) {
        const struct draft_worded_row *r = &rows.at[i];
        struct worded_words *part = worded_part(w, r->label);
        if (!part || !str_equal(r->language, w->language))
            continue;
        *part = (struct worded_words){ part->clause, r->words,  r->office, r->made,
                                       false,        r->number, r->account };
        w->last = r->id;
    }
    for (size_t i = 0; !e && i < w->parts.n; i++) {
        struct worded_words *part = &w->parts.at[i];
        if (part->number && part->words.n)
            e = part_age(w->draft, &texts, part->clause ? part->clause->label : (str){ 0 }, part);
    }
    return e;
}

result worded_draft_languages(const struct worded *of, struct worded_languages *languages)
{
    struct draft_worded_row_list rows;
    result e = rows_of(of->draft, &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        e = worded_language_add(of->draft->ctx, of->draft->db, of, rows.at[i].language, languages);
    return e;
}

result worded_draft_say(const struct worded *w, struct worded_said *said, const struct drafter *by)
{
    const struct draft *draft = w->draft;
    bool is_news;
    int64_t id;
    result e = worded_is_news(draft->ctx, w, said, &is_news);
    if (e || !is_news)
        return e;
    const struct draft_worded_insert_in row = {
        COMMUNITY_FIRST, draft->row.id,       said->clause ? said->clause->label : (str){ 0 },
        w->language,     draft->row.number,   said->words,
        said->office,    drafter_account(by), by->at
    };
    return query_draft_worded_insert(draft->ctx, draft->db, &row, &id);
}

// One part of it as a fact: of the version that was signed, or of the text before it.
static result part_sign(const struct worded *w, const struct worded_words *part, instant recorded)
{
    const struct draft *draft = w->draft;
    const struct document *of = draft->document;
    struct texts_held texts = { 0 };
    struct person_row person = { .id = ID_NONE };
    result e = part->is_before ? text_held(draft, &texts, part->number, &of) : OK;
    if (!e && part->account != ID_NONE)
        e = account_person(draft->ctx, draft->db, part->account, &person);
    if (e)
        return e;
    struct fact_insert_in fact = fact_new(FACT_WORDED, part->at, recorded);
    struct private_part private = PRIVATE_NOTHING;
    fact.document = draft->document->id;
    fact.clause = part->clause ? part->clause->label : (str){ 0 };
    fact.name = w->language;
    fact.value = content_hash(draft->ctx, of->text);
    fact.words = part->words;
    fact.said_by = part->said_by;
    private.actor = person.id;
    return fact_keep(draft->ctx, draft->db, fact, private, NULL);
}

result worded_draft_sign(const struct draft *draft, instant now)
{
    instant recorded;
    const struct worded of = { .document = draft->document, .draft = draft };
    struct worded_languages languages = { .n = 0 };
    result e = record_time(draft->ctx, draft->db, now, &recorded);
    if (!e)
        e = worded_draft_languages(&of, &languages);
    for (size_t l = 0; !e && l < languages.n; l++) {
        struct worded w = { .document = of.document, .draft = draft, .language = languages.at[l].code };
        e = worded_read(draft->ctx, draft->db, &w);
        for (size_t i = 0; !e && i < w.parts.n; i++)
            if (w.parts.at[i].number && w.parts.at[i].words.n)
                e = part_sign(&w, &w.parts.at[i], recorded);
    }
    return e;
}

result worded_account_forget(struct ctx *ctx, struct db *db, int64_t account)
{
    return query_draft_worded_account_forget(
        ctx, db, &(struct draft_worded_account_forget_in){ COMMUNITY_FIRST, account });
}
