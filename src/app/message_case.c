// What there is to say of a case: its words as far as they may be said, its promise, its day, the way back to it.
#include "app/message_internal.h"

#include "app/directory.h"
#include "app/hiding.h"
#include "app/ledger.h"
#include "app/onward.h"
#include "app/own.h"
#include "app/own_code.h"
#include "app/record.h"
#include "app/visibility.h"
#include "app/work.h"
#include "document/parse.h"

enum { PROMISE_MAX = 16 << 10, TIME_MAX = 100, END_OF_DAY = DAY_SECONDS - 1 };

static str taken(const struct making *m, struct buffer *text)
{
    str copy = str_copy(m->ctx->arena, buffer_str(text));
    buffer_done(m->ctx->arena, text);
    return copy;
}

str making_day(const struct making *m, instant t)
{
    struct buffer text = buffer_open(TIME_MAX);
    if (!instant_is_none(t))
        date_write_words(&text, zone_date(m->zone, t, NULL));
    return taken(m, &text);
}

str making_figures(const struct making *m, instant t)
{
    if (instant_is_none(t))
        return (str){ 0 };
    struct civil c = date_civil(zone_date(m->zone, t, NULL));
    return str_format(m->ctx->arena, "%02d/%02d/%d", c.day, c.month, c.year);
}

str making_time(const struct making *m, instant t)
{
    struct buffer text = buffer_open(TIME_MAX);
    int32_t second;
    if (instant_is_none(t))
        return (str){ 0 };
    date day = zone_date(m->zone, t, &second);
    if (second < END_OF_DAY) {
        instant_write_words(&text, m->zone, t);
        return taken(m, &text);
    }
    buffer_add(&text, STR("the end of "));
    date_write_words(&text, day);
    return taken(m, &text);
}

static result promise_read(struct making *m, const struct finding_row_list *findings)
{
    struct content_by_id_out content;
    struct diagnostics diagnostics = { 0 };
    bool is_found = false;
    if (!findings->n)
        return OK;
    result e = query_content_by_id(m->ctx, m->db,
                                   &(struct content_by_id_in){ COMMUNITY_FIRST, findings->at[0].version },
                                   &content, &is_found);
    if (!e && is_found)
        e = document_parse(m->ctx, content.name, content.body, &diagnostics, &m->document);
    if (!e && m->document)
        m->clause = document_clause(m->document, findings->at[0].clause);
    return e;
}

// One sentence where the clause has one, else those of its clocks.
str making_promise(const struct making *m, enum language language)
{
    const struct speech speech = { m->ctx->arena, language, m->document, m->clause, false };
    struct buffer out = buffer_open(PROMISE_MAX);
    if (!m->clause || m->is_hidden)
        return (str){ 0 };
    const struct field_list *fields = &m->clause->fields;
    str whole = promise_sentence(&speech), notice = language_notice(language);
    buffer_print(&out, "%.*s\n", STR_ARGS(clause_heading(&speech)));
    if (whole.n)
        buffer_print(&out, "%.*s\n", STR_ARGS(whole));
    for (const struct field *f = field_find(fields, KEY_CLOCK); f && !whole.n;
         f = field_next(fields, KEY_CLOCK, f))
        buffer_print(&out, "%.*s\n", STR_ARGS(field_sentence(&speech, f)));
    if (notice.n)
        buffer_print(&out, "(%.*s)\n", STR_ARGS(notice));
    return taken(m, &out);
}

// The first day that something is still to be done by.
static instant due_of(const struct finding_row_list *findings)
{
    instant due = INSTANT_NONE;
    for (size_t i = 0; i < findings->n; i++) {
        const struct finding_row *f = &findings->at[i];
        bool is_open = f->not_yet_due && !instant_is_none(f->due);
        if (is_open && (instant_is_none(due) || f->due.second < due.second))
            due = f->due;
    }
    return due;
}

// The step that a fact of redress speaks of.
static result step_values(struct making *m, const struct fact_row *fact)
{
    struct obligation_row_list steps;
    int64_t number = 0;
    str value = fact->value;
    if (!str_to_int(str_trim(str_cut(&value, ':')), &number))
        return OK;
    result e = query_obligation_of_case(
        m->ctx, m->db, &(struct obligation_of_case_in){ COMMUNITY_FIRST, fact->case_id }, &steps);
    for (size_t i = 0; i < steps.n && !e; i++) {
        const struct obligation_row *o = &steps.at[i];
        if (o->step != number || !str_equal(o->redress, fact->name))
            continue;
        e = making_value(m, "party", o->party);
        if (!e)
            e = making_value(m, "what", o->what);
        if (!e)
            e = making_value(m, "until", making_time(m, o->due));
    }
    return e;
}

// On paper no link can be pressed. Each time another one: those of older letters stay good.
static result code_value(struct making *m, int64_t case_id)
{
    const struct own_code_for whose = { case_id, m->asked->row->to_person, m->asked->at };
    str code;
    if (!m->asked->is_sent || !str_equal(m->message->way, STR("letter")))
        return OK;
    result e = own_code_give(m->ctx, m->db, &whose, &code);
    return e ? e : making_value(m, "own_code", code);
}

// Of somebody who reported: how they come back to it, and how they hear no more.
static result way_back(struct making *m, int64_t case_id)
{
    struct case_person_of_case_out_list bound;
    result e = query_case_person_of_case(
        m->ctx, m->db, &(struct case_person_of_case_in){ COMMUNITY_FIRST, case_id }, &bound);
    for (size_t i = 0; i < bound.n && !e; i++) {
        if (bound.at[i].person_id != m->asked->row->to_person)
            continue;
        e = making_value(m, "link", making_url(m, "/r/", bound.at[i].token));
        if (!e)
            e = making_value(m, "stop", making_url(m, "/unsubscribe/", bound.at[i].token));
        if (!e)
            e = code_value(m, case_id);
    }
    str whole = str_format(m->ctx->arena, "thread %lld %lld", (long long)case_id,
                           (long long)m->asked->row->to_person);
    m->message->thread = str_format(m->ctx->arena, "case.%.*s",
                                    STR_ARGS(str_slice(content_hash(m->ctx, whole), 0, 32)));
    return e;
}

// The same words in the language of whoever reported, said in the same moment.
static result translation_value(struct making *m, const struct fact_row *fact)
{
    struct fact_row_list facts;
    result e = query_fact_of_case(m->ctx, m->db, &(struct fact_of_case_in){ COMMUNITY_FIRST, fact->case_id },
                                  &facts);
    for (size_t i = 0; i < facts.n && !e; i++) {
        const struct fact_row *f = &facts.at[i];
        if (f->kind == FACT_NOTE && str_equal(f->name, FACT_NOTE_TRANSLATION) && f->id < fact->id &&
            f->recorded.second == fact->recorded.second)
            e = making_value(m, "translation", f->words);
    }
    return e;
}

// What is reported, as everybody reads it: no word of whoever did.
static result kind_value(struct making *m, str service)
{
    struct directory directory;
    result e = directory_read(m->ctx, m->db, &directory);
    if (e)
        return e;
    int i = service.n ? category_find(&directory.categories, service) : CATEGORY_NONE;
    const struct category *c = i == CATEGORY_NONE ? NULL : &directory.categories.all.at[i];
    str title = directory_title(&directory, service);
    e = making_value(m, "kind", title);
    return e ? e : making_value(m, "kind_cy", c && c->title_cy.n ? c->title_cy : title);
}

// The body that has it now.
static result holder_value(struct making *m, int64_t case_id)
{
    struct fact_row_list facts;
    result e = query_fact_of_case(m->ctx, m->db, &(struct fact_of_case_in){ COMMUNITY_FIRST, case_id },
                                  &facts);
    return e ? e : making_value(m, "holder", work_facts_of(&facts).body);
}

// The body it was sent to, if no more is learnt from it: it does not work here, and no system of its own tells.
static result untracked_value(struct making *m, const struct fact_row *fact)
{
    struct onward_report_row onward;
    if (fact->kind != FACT_RECEIVED_BY || !str_equal(fact->value, FACT_VALUE_SENT))
        return OK;
    result e = onward_last(m->ctx, m->db, fact->case_id, &onward);
    return e || str_equal(onward.body, fact->name) ? e : making_value(m, "untracked", fact->name);
}

// What is said of a fact goes before why: "severe weather: yes. The river rose."
static str words_value(struct making *m, const struct fact_row *fact)
{
    return fact->kind == FACT_KNOWN && fact->words.n
        ? str_format(m->ctx->arena, "%.*s: %.*s. %.*s", STR_ARGS(fact->name), STR_ARGS(fact->value),
                     STR_ARGS(fact->words))
        : fact->words;
}

static result case_values(struct making *m, const struct case_row *c, const struct fact_row *fact)
{
    struct finding_row_list findings;
    result e = query_finding_of_case(m->ctx, m->db, &(struct finding_of_case_in){ COMMUNITY_FIRST, c->id },
                                     &findings);
    if (!e)
        e = promise_read(m, &findings);
    if (!e)
        e = making_value(m, "words", words_value(m, fact));
    if (!e && fact->words.n)
        e = translation_value(m, fact);
    if (!e)
        e = making_value(m, "service", c->service);
    if (!e)
        e = making_value(m, "received", making_day(m, c->opened));
    if (!e)
        e = making_value(m, "received_figures", making_figures(m, c->opened));
    if (!e)
        e = making_value(m, "due", making_time(m, due_of(&findings)));
    if (!e)
        e = making_value(m, "due_figures", making_figures(m, due_of(&findings)));
    if (!e)
        e = making_value(m, "body", fact->name);
    if (!e)
        e = untracked_value(m, fact);
    if (!e)
        e = holder_value(m, c->id);
    return e ? e : step_values(m, fact);
}

// Words on somebody else's report: as everybody reads them.
static result words_cover(struct making *m, struct fact_row *fact)
{
    struct fact_row_list facts;
    result e = query_fact_of_case(m->ctx, m->db, &(struct fact_of_case_in){ COMMUNITY_FIRST, fact->case_id },
                                  &facts);
    if (e)
        return e;
    if (entry_hidden_by(&facts, fact)) {
        fact->words = (str){ 0 };
        return OK;
    }
    return entry_public(m->ctx, &facts, fact, &fact->words);
}

// What their own report was added to, if it was.
static result first_value(struct making *m, const struct case_row *own)
{
    struct fact_row_list facts;
    struct case_row first;
    bool is_joined = false;
    result e = query_fact_of_case(m->ctx, m->db, &(struct fact_of_case_in){ COMMUNITY_FIRST, own->id },
                                  &facts);
    if (!e)
        e = joined_to(m->ctx, m->db, &(struct joining){ own, &facts }, &first, &is_joined);
    return e || !is_joined ? e : making_value(m, "first", first.reference);
}

// The report of whoever is told: that of the fact, or one that was added to it.
static result own_find(struct making *m, struct fact_row *fact, struct case_row *own, bool *is_there)
{
    str joined = detail_value(m, STR("joined"));
    if (!joined.n)
        return OK;
    result e = query_case_by_reference(
        m->ctx, m->db, &(struct case_by_reference_in){ COMMUNITY_FIRST, joined }, own, is_there);
    return e || !*is_there ? e : words_cover(m, fact);
}

result making_case(struct making *m, bool *is_there)
{
    struct fact_row fact;
    struct case_row c;
    result e = query_fact_told(
        m->ctx, m->db, &(struct fact_told_in){ COMMUNITY_FIRST, m->asked->row->fact_id }, &fact, is_there);
    if (e || !*is_there || fact.case_id == ID_NONE)
        return e;
    e = query_case_by_id(m->ctx, m->db, &(struct case_by_id_in){ COMMUNITY_FIRST, fact.case_id }, &c,
                         is_there);
    struct case_row own = c;
    if (!e && *is_there)
        e = own_find(m, &fact, &own, is_there);
    if (e || !*is_there)
        return e;
    m->is_hidden = !is_seen_by_all(case_words_of((enum visibility)c.visibility)) ||
        !is_seen_by_all(case_words_of((enum visibility)own.visibility));
    m->has_words = !m->is_hidden && fact.words.n;
    m->message->reference = own.reference;
    e = making_value(m, "reference", own.reference);
    if (!e)
        e = way_back(m, own.id);
    if (!e && !m->is_hidden)
        e = first_value(m, &own);
    if (!e && !m->is_hidden)
        e = kind_value(m, own.service);
    c.opened = own.opened; // whoever reads it knows their own day
    return e || m->is_hidden ? e : case_values(m, &c, &fact);
}
