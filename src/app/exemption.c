#include "app/exemption.h"

#include "app/owed.h"
#include "app/public_words.h"
#include "rules/promise.h"

struct asking {
    struct desk *desk;
    const struct promise *promise; // of the clause that takes the case
    str body;                      // that may say it
    struct exemptions *list;
};

// "the provider" is whose promise it is.
static str party_of_reason(const struct asking *a, const struct reason *reason)
{
    const struct field *providers = clause_providers(a->promise->clause);
    bool is_left = str_same_name(reason->said_by, STR("the provider"));
    return is_left && providers && providers->items.n ? providers->items.at[0] : reason->said_by;
}

static bool may_say(const struct asking *a, const struct reason *reason)
{
    return !reason->said_by.n || str_same_name(party_of_reason(a, reason), a->body);
}

static const struct fact_row *said_last(const struct fact_row_list *facts, str name)
{
    const struct fact_row *last = NULL;
    for (size_t i = 0; i < facts->n; i++) {
        const struct fact_row *f = &facts->at[i];
        bool is_it = f->kind == FACT_KNOWN && str_same_name(f->name, name);
        if (is_it && !fact_is_corrected(facts->at, facts->n, f->id))
            last = f;
    }
    return last;
}

static const struct exemption *exemption_find(const struct exemptions *list, str name)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_same_name(list->at[i].name, name))
            return &list->at[i];
    return NULL;
}

static result exemption_add(struct asking *a, str name)
{
    if (exemption_find(a->list, name))
        return OK;
    const struct fact_row *said = said_last(&a->desk->facts, name);
    struct exemption *slot = LIST_PUSH(a->desk->ctx->arena, a->list);
    if (!slot)
        return arena_fail(a->desk->ctx);
    *slot = (struct exemption){ name, said ? said->value : (str){ 0 }, said ? said->id : ID_NONE };
    return OK;
}

// What is measured or chosen among several is no yes or no, and how often something was counts itself.
static result reason_add(struct asking *a, const struct reason *reason)
{
    result e = OK;
    for (size_t i = 0; i < reason->n && may_say(a, reason) && !e; i++)
        if (reason->tests[i].kind == TEST_FACT && !reason->tests[i].times)
            e = exemption_add(a, reason->tests[i].subject);
    return e;
}

static result key_add(struct asking *a, const struct clause *clause, enum field_key key)
{
    result e = OK;
    const struct field *f = field_find(&clause->fields, key);
    for (; f && !e; f = field_next(&clause->fields, key, f))
        for (size_t i = 0; !f->is_bad && i < f->reasons.n && !e; i++)
            e = reason_add(a, &f->reasons.at[i]);
    return e;
}

// The clause, what follows where it is late, and what follows where that is.
static result clause_add(struct asking *a)
{
    const struct document *document = a->promise->document;
    const struct clause *redress = promise_late_redress(a->promise);
    result e = key_add(a, a->promise->clause, KEY_EXEMPT);
    for (int depth = 0; redress && depth < REDRESS_CHAIN_MAX && !e; depth++) {
        e = key_add(a, redress, KEY_EXEMPT);
        if (!e)
            e = key_add(a, redress, KEY_WHEN);
        redress = promise_late_redress(&(struct promise){ .document = document, .clause = redress });
    }
    return e;
}

result exemptions_of(struct desk *desk, str body, struct exemptions *list)
{
    struct finding_row_list findings;
    result e = query_finding_of_case(
        desk->ctx, desk->db, &(struct finding_of_case_in){ COMMUNITY_FIRST, desk->case_id }, &findings);
    *list = (struct exemptions){ 0 };
    for (size_t i = 0; !e && i < findings.n; i++) {
        const struct finding_row *finding = &findings.at[i];
        int version = ledger_version(desk->ledger, finding->version);
        const struct document *document = version < 0 ? NULL
                                                      : desk->ledger->judged.documents.at[version].document;
        struct promise promise = { .document = document };
        promise.clause = document ? document_clause(document, finding->clause) : NULL;
        if (promise.clause)
            e = clause_add(&(struct asking){ desk, &promise, body, list });
    }
    return e;
}

bool exemption_is_said(const struct fact_row_list *facts)
{
    bool is_said = false;
    for (size_t i = 0; i < facts->n; i++) {
        const struct fact_row *f = &facts->at[i];
        bool is_it = f->kind == FACT_KNOWN && f->voice == VOICE_SERVICE && f->said_by.n && f->words.n;
        is_said |= is_it && !fact_is_corrected(facts->at, facts->n, f->id);
    }
    return is_said;
}

static result said_check(struct desk *desk, const struct exemption *one, struct exempting *said)
{
    const struct public_form form = { desk->ctx, said->is_office, &said->looks_personal };
    if (!said->name.n)
        return fail(desk->ctx, ERR_INPUT, "choose what you say it of");
    if (!one)
        return fail(desk->ctx, ERR_RULE, "the charter does not leave that to you to say of this report");
    if (!str_equal(said->says, STR("yes")) && !str_equal(said->says, STR("no")))
        return fail(desk->ctx, ERR_INPUT, "choose whether it applies");
    if (str_same_name(one->value, said->says))
        return fail(desk->ctx, ERR_RULE, "the record says that already");
    return public_field_check(&form, said->words, PUBLIC_WORDS_MAX,
                              "say how you know: everybody reads it, and whoever reported is told");
}

result case_exempt(struct desk *desk, str body, struct exempting *said)
{
    struct exemptions list;
    result e = exemptions_of(desk, body, &list);
    if (e)
        return e;
    const struct exemption *one = exemption_find(&list, said->name);
    e = said_check(desk, one, said);
    if (e)
        return e;
    struct fact_insert_in fact = desk_fact(desk, FACT_KNOWN);
    fact.name = one->name;
    fact.value = said->says;
    fact.words = said->words;
    fact.corrects = one->fact;
    return desk_say(desk, fact, NULL);
}
