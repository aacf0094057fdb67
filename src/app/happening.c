#include "app/happening.h"

#include "app/closing.h"

static const str ELSEWHERE[] = { STR_INIT("report"), STR_INIT("receipt"), STR_INIT("completion") };
#define WRITTEN_REPLY STR("written reply")
static const str REPLIES[] = { STR_INIT("acknowledgement"), STR_INIT("written reply") };

static bool is_among(const str *names, size_t n, str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_same_name(names[i], name))
            return true;
    return false;
}

static bool is_on_record(const struct fact_row_list *facts, str event)
{
    bool is_there = false;
    for (size_t i = 0; i < facts->n; i++) {
        const struct fact_row *f = &facts->at[i];
        if (f->kind == FACT_EVENT && str_same_name(f->name, event))
            is_there = !str_equal(f->value, FACT_VALUE_NOT_YET);
    }
    return is_there;
}

static result events_add(struct desk *desk, const struct events *named, struct str_list *events)
{
    for (size_t i = 0; i < named->names.n; i++) {
        str event = named->names.at[i];
        bool is_known = is_among(ELSEWHERE, sizeof ELSEWHERE / sizeof *ELSEWHERE, event) ||
            is_on_record(&desk->facts, event) || is_among(events->at, events->n, event);
        str *slot = is_known ? NULL : LIST_PUSH(desk->ctx->arena, events);
        if (slot)
            *slot = event;
    }
    return arena_is_full(desk->ctx->arena) ? arena_fail(desk->ctx) : OK;
}

static result clocks_add(struct desk *desk, const struct clause *clause, struct str_list *events)
{
    const struct field *f = field_find(&clause->fields, KEY_CLOCK);
    result e = OK;
    for (; f && !e; f = field_next(&clause->fields, KEY_CLOCK, f)) {
        if (f->is_bad)
            continue;
        e = events_add(desk, &f->clock.from, events);
        if (!e)
            e = events_add(desk, &f->clock.to, events);
    }
    return e;
}

result events_awaited(struct desk *desk, struct str_list *events)
{
    struct finding_row_list findings;
    result e = query_finding_of_case(
        desk->ctx, desk->db, &(struct finding_of_case_in){ COMMUNITY_FIRST, desk->case_id }, &findings);
    for (size_t i = 0; !e && i < findings.n; i++) {
        const struct finding_row *finding = &findings.at[i];
        int version = ledger_version(desk->ledger, finding->version);
        const struct clause *clause = version < 0
            ? NULL
            : document_clause(desk->ledger->judged.documents.at[version].document, finding->clause);
        if (clause && (!i || !str_equal(finding->clause, findings.at[i - 1].clause)))
            e = clocks_add(desk, clause, events);
    }
    return e;
}

result reply_promised(struct desk *desk, bool *is_promised)
{
    struct str_list awaited = { 0 };
    result e = events_awaited(desk, &awaited);
    *is_promised = is_on_record(&desk->facts, WRITTEN_REPLY) ||
        (!e && is_among(awaited.at, awaited.n, WRITTEN_REPLY));
    return e;
}

static result event_say(struct desk *desk, str event, str words)
{
    struct fact_insert_in fact = desk_fact(desk, FACT_EVENT);
    fact.name = event;
    fact.words = words;
    return desk_say(desk, fact, NULL);
}

result case_event(struct desk *desk, str event, str words)
{
    struct str_list awaited = { 0 };
    result e = case_words_check(desk, words, "say what happened: whoever reported reads it");
    if (!e)
        e = events_awaited(desk, &awaited);
    if (!e && !is_among(awaited.at, awaited.n, event))
        e = fail(desk->ctx, ERR_RULE, "no clock of this report waits for that, or it is on record already");
    return e ? e : event_say(desk, event, words);
}

result closing_replies(struct desk *desk)
{
    struct str_list awaited = { 0 };
    result e = events_awaited(desk, &awaited);
    for (size_t i = 0; i < awaited.n && !e; i++)
        if (is_among(REPLIES, sizeof REPLIES / sizeof *REPLIES, awaited.at[i]))
            e = event_say(desk, awaited.at[i], (str){ 0 });
    return e;
}
