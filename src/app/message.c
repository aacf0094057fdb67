#include "app/message.h"

#include "app/ledger.h"
#include "app/sign_link.h"
#include "app/visibility.h"
#include "document/parse.h"
#include "document/sentence.h"

enum { BODY_MAX = 64 << 10 };

static const struct {
    str message, lead;
} LEADS[] = {
    { STR_INIT("explained"), STR_INIT("it is late. The reason, and what happens now:") },
    { STR_INIT("moved"), STR_INIT("the day by which it is to be done has changed:") },
};

static str lead_of(str message)
{
    for (size_t i = 0; i < sizeof LEADS / sizeof *LEADS; i++)
        if (str_equal(LEADS[i].message, message))
            return LEADS[i].lead;
    return STR("there is something new:");
}

// The promise that a case counts for; no document if it counts for none.
struct promised {
    struct document *document;
    const struct clause *clause;
};

static result promised_read(struct ctx *ctx, struct db *db, int64_t case_id, struct promised *promised)
{
    struct finding_row_list findings;
    struct content_by_id_out content;
    struct diagnostics diagnostics = { 0 };
    bool is_found = false;
    *promised = (struct promised){ 0 };
    result e = query_finding_of_case(ctx, db, &(struct finding_of_case_in){ COMMUNITY_FIRST, case_id },
                                     &findings);
    if (!e && findings.n)
        e = query_content_by_id(ctx, db,
                                &(struct content_by_id_in){ COMMUNITY_FIRST, findings.at[0].version },
                                &content, &is_found);
    if (!e && is_found)
        e = document_parse(ctx, content.name, content.body, &diagnostics, &promised->document);
    if (!e && promised->document)
        promised->clause = document_clause(promised->document, findings.at[0].clause);
    return e;
}

// One sentence where the clause has one, else those of its clocks.
static void promised_say(struct ctx *ctx, const struct promised *promised, enum language language,
                         struct buffer *out)
{
    const struct speech speech = { ctx->arena, language, promised->document, promised->clause, false };
    const struct field_list *fields = &promised->clause->fields;
    str whole = promise_sentence(&speech), notice = language_notice(language);
    buffer_print(out, "\n%.*s\n", STR_ARGS(clause_heading(&speech)));
    if (whole.n)
        buffer_print(out, "%.*s\n", STR_ARGS(whole));
    for (const struct field *f = field_find(fields, KEY_CLOCK); f && !whole.n;
         f = field_next(fields, KEY_CLOCK, f))
        buffer_print(out, "%.*s\n", STR_ARGS(field_sentence(&speech, f)));
    if (notice.n)
        buffer_print(out, "(%.*s)\n", STR_ARGS(notice));
}

// In English, and in the person's language if it is another that we speak.
static void promise_add(struct ctx *ctx, const struct promised *promised, str language, struct buffer *out)
{
    enum language other = LANGUAGE_EN;
    if (!promised->clause)
        return;
    buffer_add(out, STR("\nWhat was promised:\n"));
    promised_say(ctx, promised, LANGUAGE_EN, out);
    (void)language_parse(str_slice(language, 0, 2), &other);
    if (other != LANGUAGE_EN)
        promised_say(ctx, promised, other, out);
}

static str body_make(struct ctx *ctx, const struct message *m, str what, str words,
                     const struct promised *promised)
{
    struct buffer out = buffer_open(BODY_MAX);
    buffer_print(&out, "Dear %.*s,\n\n", STR_ARGS(m->name.n ? m->name : STR("neighbour")));
    if (words.n)
        buffer_print(&out, "About your report %.*s: %.*s\n\n%.*s\n", STR_ARGS(m->reference),
                     STR_ARGS(lead_of(what)), STR_ARGS(words));
    if (words.n)
        promise_add(ctx, promised, m->language, &out);
    else
        buffer_print(
            &out,
            "There is news about your report %.*s. Ask the service that it went to; have this number ready.\n",
            STR_ARGS(m->reference));
    str body = str_copy(ctx->arena, buffer_str(&out));
    buffer_close(&out);
    return body;
}

static result words_read(struct ctx *ctx, struct db *db, const struct outbox_row *row, struct message *m,
                         bool *is_there)
{
    struct held_row fact;
    struct case_row c;
    struct promised promised;
    result e = query_held_by_id(ctx, db, &(struct held_by_id_in){ COMMUNITY_FIRST, row->fact_id }, &fact,
                                is_there);
    if (e || !*is_there)
        return e;
    e = query_case_by_id(ctx, db, &(struct case_by_id_in){ COMMUNITY_FIRST, fact.case_id }, &c, is_there);
    if (e || !*is_there)
        return e;
    e = promised_read(ctx, db, fact.case_id, &promised);
    if (e)
        return e;
    m->reference = c.reference;
    m->subject = str_format(ctx->arena, "About your report %.*s", STR_ARGS(c.reference));
    m->body = body_make(
        ctx, m, row->message,
        is_seen_by_all(case_words_of((enum visibility)c.visibility)) ? fact.words : (str){ 0 }, &promised);
    return OK;
}

result message_make(struct ctx *ctx, struct db *db, const struct outbox_row *row, struct message *m,
                    bool *is_there)
{
    struct person_row p = { .id = ID_NONE };
    result e = OK;
    *m = (struct message){ .id = row->id, .key = row->key, .way = row->way };
    *is_there = true;
    if (row->to_person != ID_NONE)
        e = query_person_by_id(ctx, db, &(struct person_by_id_in){ COMMUNITY_FIRST, row->to_person }, &p,
                               is_there);
    if (e || !*is_there)
        return e;
    m->name = p.name;
    m->email = p.email;
    m->telephone = p.telephone;
    m->address = p.address;
    m->language = p.language;
    return link_is_message(row->message) ? link_message(ctx, db, row, m, is_there)
                                         : words_read(ctx, db, row, m, is_there);
}
