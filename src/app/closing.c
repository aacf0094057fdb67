#include "app/closing.h"

#include "app/confided.h"
#include "app/happening.h"
#include "app/owed_review.h"
#include "app/restriction.h"
#include "base/utf8.h"

static const struct {
    str words, status; // of FACT_STATUS
} ENDINGS[ENDING_COUNT] = {
    [ENDING_FIXED] = { STR_INIT("fixed"), STR_INIT("closed") },
    [ENDING_ANSWERED] = { STR_INIT("answered"), STR_INIT("closed") },
    [ENDING_NOT_OURS] = { STR_INIT("not ours"), STR_INIT("no fix") },
    [ENDING_NO_FIX] = { STR_INIT("no fix planned"), STR_INIT("no fix") },
    [ENDING_DUPLICATE] = { STR_INIT("duplicate"), STR_INIT("duplicate") },
    [ENDING_NOT_FOUND] = { STR_INIT("not found"), STR_INIT("no fix") },
};

str ending_words(enum ending ending)
{
    return ENDINGS[ending].words;
}

bool ending_from(str words, enum ending *ending)
{
    for (int i = 0; i < ENDING_COUNT; i++)
        if (str_equal(ENDINGS[i].words, words)) {
            *ending = (enum ending)i;
            return true;
        }
    return false;
}

#define CLOSED_BY STR("by ")

bool ending_claims_mended(str words)
{
    return !words.n || str_equal(words, ENDINGS[ENDING_FIXED].words) || str_starts(words, CLOSED_BY);
}

static bool is_open(const struct desk *desk)
{
    return desk->row.status == CASE_OPEN;
}

result case_words_check(const struct desk *desk, str words, const char *missing)
{
    if (missing && !words.n)
        return fail(desk->ctx, ERR_INPUT, "%s", missing);
    if (words.n > DEED_WORDS_MAX)
        return fail(desk->ctx, ERR_INPUT, "it may have %d letters: write less", DEED_WORDS_MAX);
    return utf8_invalid_at(words) < words.n ? fail(desk->ctx, ERR_INPUT, "it is not UTF-8") : OK;
}

static result say(struct desk *desk, enum fact_kind kind, str name, str value, str words)
{
    struct fact_insert_in fact = desk_fact(desk, kind);
    fact.name = name;
    fact.value = value;
    fact.words = words;
    return desk_say(desk, fact, NULL);
}

// What whoever reported tells: words that speak of what is never shown are held back.
static result told_say(struct desk *desk, struct fact_insert_in fact)
{
    int64_t id = ID_NONE;
    result e = desk_say(desk, fact, &id);
    return e ? e : confided_hold(desk, desk->row.service, fact.words, id);
}

// A disputed case that is closed again has been answered by that.
static result dispute_end(struct desk *desk)
{
    return desk->work.is_disputed ? say(desk, FACT_DISPUTED, (str){ 0 }, FACT_VALUE_ANSWERED, (str){ 0 })
                                  : OK;
}

static result duplicate_check(struct desk *desk, const struct closing *c)
{
    struct case_row other;
    bool is_found;
    if (c->ending != ENDING_DUPLICATE)
        return OK;
    result e = query_case_by_reference(desk->ctx, desk->db,
                                       &(struct case_by_reference_in){ COMMUNITY_FIRST, c->duplicate },
                                       &other, &is_found);
    if (e)
        return e;
    if (!is_found)
        return fail(desk->ctx, ERR_INPUT, "there is no report with the reference that it is to repeat");
    if (other.id == desk->case_id)
        return fail(desk->ctx, ERR_INPUT, "a report can't repeat itself: give the other one's reference");
    return say(desk, FACT_KNOWN, STR("incident"), other.reference, (str){ 0 });
}

static result answered_check(struct desk *desk, const struct closing *c)
{
    bool is_promised = true;
    result e = c->ending == ENDING_ANSWERED ? reply_promised(desk, &is_promised) : OK;
    return e || is_promised
        ? e
        : fail(desk->ctx, ERR_RULE, "no reply in writing was promised for it: say whether it is fixed");
}

result case_close(struct desk *desk, const struct closing *c)
{
    if (!is_open(desk))
        return fail(desk->ctx, ERR_RULE, "it is closed already");
    result e = case_words_check(desk, c->words,
                                "say what was done, or why it is not: whoever reported reads it");
    if (!e)
        e = answered_check(desk, c);
    if (!e)
        e = duplicate_check(desk, c);
    if (!e)
        e = closing_replies(desk);
    if (!e)
        e = say(desk, FACT_EVENT, STR("completion"), (str){ 0 }, c->words);
    if (!e)
        e = say(desk, FACT_STATUS, ENDINGS[c->ending].words, ENDINGS[c->ending].status, (str){ 0 });
    return e ? e : dispute_end(desk);
}

result case_closed_by(struct desk *desk, str body, str words)
{
    if (!is_open(desk))
        return fail(desk->ctx, ERR_RULE, "it is closed already");
    result e = say(desk, FACT_EVENT, STR("completion"), (str){ 0 }, words);
    if (!e)
        e = say(desk, FACT_STATUS,
                str_format(desk->ctx->arena, "%.*s%.*s", STR_ARGS(CLOSED_BY), STR_ARGS(body)),
                ENDINGS[ENDING_FIXED].status, (str){ 0 });
    return e ? e : dispute_end(desk);
}

// Each reason of a Pause of the clause that the provider may say.
static result reasons_add(struct ctx *ctx, const struct clause *clause, struct str_list *reasons)
{
    const struct field *f = field_find(&clause->fields, KEY_PAUSE);
    for (; f; f = field_next(&clause->fields, KEY_PAUSE, f))
        for (size_t i = 0; !f->is_bad && i < f->reasons.n; i++) {
            if (!f->reasons.at[i].n || !f->reasons.at[i].tests[0].subject.n)
                continue;
            str *slot = LIST_PUSH(ctx->arena, reasons);
            if (!slot)
                return arena_fail(ctx);
            *slot = f->reasons.at[i].tests[0].subject;
        }
    return OK;
}

static result finding_reasons(struct desk *desk, const struct finding_row *finding, struct str_list *reasons)
{
    int version = ledger_version(desk->ledger, finding->version);
    if (version < 0)
        return OK;
    const struct clause *clause = document_clause(desk->ledger->judged.documents.at[version].document,
                                                  finding->clause);
    return clause ? reasons_add(desk->ctx, clause, reasons) : OK;
}

result pauses_allowed(struct desk *desk, struct str_list *reasons)
{
    struct finding_row_list findings;
    result e = query_finding_of_case(
        desk->ctx, desk->db, &(struct finding_of_case_in){ COMMUNITY_FIRST, desk->case_id }, &findings);
    for (size_t i = 0; !e && i < findings.n; i++)
        if (!i || !str_equal(findings.at[i].clause, findings.at[i - 1].clause))
            e = finding_reasons(desk, &findings.at[i], reasons);
    return e;
}

// The pause that runs; NULL if none does.
const struct fact_row *case_pause_running(const struct fact_row_list *facts, instant at)
{
    const struct fact_row *running = NULL;
    for (size_t i = 0; i < facts->n; i++) {
        const struct fact_row *f = &facts->at[i];
        if (f->kind != FACT_PAUSED)
            continue;
        bool is_running = instant_is_none(f->until) || f->until.second > at.second;
        if (is_running)
            running = f;
        else if (running && f->corrects == running->id)
            running = NULL;
    }
    return running;
}

result case_pause(struct desk *desk, str reason, str words)
{
    struct str_list allowed = { 0 };
    bool is_allowed = false;
    if (!is_open(desk))
        return fail(desk->ctx, ERR_RULE, "it is closed: its clock does not run");
    if (case_pause_running(&desk->facts, desk->at))
        return fail(desk->ctx, ERR_RULE, "its clock stands still already");
    result e = case_words_check(desk, words,
                                "say why the clock is to stand still: whoever reported reads it");
    if (!e)
        e = pauses_allowed(desk, &allowed);
    for (size_t i = 0; !e && i < allowed.n; i++)
        is_allowed |= str_same_name(allowed.at[i], reason);
    if (e)
        return e;
    return is_allowed ? say(desk, FACT_PAUSED, reason, (str){ 0 }, words)
                      : fail(desk->ctx, ERR_RULE, "the charter does not let its clock be paused for that");
}

result case_resume(struct desk *desk, str words)
{
    const struct fact_row *running = case_pause_running(&desk->facts, desk->at);
    if (!running)
        return fail(desk->ctx, ERR_RULE, "its clock does not stand still");
    struct fact_insert_in fact = desk_fact(desk, FACT_PAUSED);
    fact.name = running->name;
    fact.happened = running->happened;
    fact.happened_last = running->happened_last;
    fact.until = desk->at;
    fact.corrects = running->id;
    fact.words = words;
    result e = case_words_check(desk, words, NULL);
    return e ? e : desk_say(desk, fact, NULL);
}

result case_note(struct desk *desk, str words)
{
    result e = case_words_check(desk, words, "write something");
    if (!e)
        e = restriction_check(desk, words);
    if (e || desk->by.voice != VOICE_REPORTER)
        return e ? e : say(desk, FACT_NOTE, (str){ 0 }, (str){ 0 }, words);
    struct fact_insert_in fact = desk_fact(desk, FACT_NOTE);
    fact.words = words;
    return told_say(desk, fact);
}

result case_translate(struct desk *desk, str words)
{
    result e = case_words_check(desk, words, NULL);
    return e || !words.n ? e : say(desk, FACT_NOTE, FACT_NOTE_TRANSLATION, (str){ 0 }, words);
}

result case_assign(struct desk *desk, str post)
{
    result e = case_words_check(desk, post, NULL);
    return e || str_equal(post, desk->work.assigned) ? e
                                                     : say(desk, FACT_ASSIGNED, (str){ 0 }, post, (str){ 0 });
}

result case_explain(struct desk *desk, str cause, str words)
{
    result e = case_words_check(desk, cause, "name the cause in a few words, such as: contractor ill");
    if (!e)
        e = case_words_check(desk, words, "say why it is late: whoever reported reads it");
    return e ? e : say(desk, FACT_CAUSE, cause, (str){ 0 }, words);
}

// When it was closed, by what was recorded last of that; INSTANT_NONE if it never was.
static instant closed_at(const struct fact_row_list *facts)
{
    instant at = INSTANT_NONE;
    for (size_t i = 0; i < facts->n; i++) {
        const struct fact_row *f = &facts->at[i];
        if (f->kind == FACT_EVENT && str_same_name(f->name, STR("completion")))
            at = f->happened;
    }
    return at;
}

int64_t closing_days(const struct dispute_asked *a)
{
    instant closed = closed_at(a->facts);
    if (instant_is_none(closed))
        return 0;
    return (int64_t)zone_date(a->zone, a->at, NULL).day - zone_date(a->zone, closed, NULL).day;
}

str dispute_refusal(struct ctx *ctx, const struct dispute_asked *a)
{
    if (a->status == CASE_OPEN)
        return STR("it is open: what is missing can be added to it");
    if (a->status == CASE_EXCLUDED)
        return STR("it is not counted: say so of the report that it was added to");
    if (work_facts_of(a->facts).is_disputed)
        return STR("this has been said already, and waits for an answer");
    if (closing_days(a) > DISPUTE_DAYS)
        return str_format(ctx->arena, "it was closed more than %d days ago: report it again", DISPUTE_DAYS);
    return (str){ 0 };
}

// Closed as mended or as not there: whoever stands before it knows better. The other endings are decisions.
static bool may_reopen(const struct desk *desk)
{
    str ending = desk->work.ending;
    return ending_claims_mended(ending) || str_equal(ending, ENDINGS[ENDING_NOT_FOUND].words);
}

static struct dispute_asked asked_of(const struct desk *desk)
{
    return (struct dispute_asked){ (enum case_status)desk->row.status, &desk->facts, desk->ledger->zone,
                                   desk->at };
}

bool case_would_reopen(const struct desk *desk)
{
    const struct dispute_asked asked = asked_of(desk);
    bool is_known = !instant_is_none(closed_at(&desk->facts));
    return may_reopen(desk) && is_known && closing_days(&asked) <= REOPEN_DAYS;
}

result case_dispute(struct desk *desk, struct disputing *d)
{
    const struct dispute_asked asked = asked_of(desk);
    str refusal = dispute_refusal(desk->ctx, &asked);
    if (refusal.n)
        return fail(desk->ctx, ERR_RULE, "%.*s", STR_ARGS(refusal));
    result e = case_words_check(desk, d->words, "say what is not as it should be");
    if (!e)
        e = restriction_check(desk, d->words);
    struct fact_insert_in fact = desk_fact(desk, FACT_DISPUTED);
    fact.value = FACT_VALUE_OPEN;
    fact.words = d->words;
    if (!e)
        e = told_say(desk, fact);
    d->is_reopened = case_would_reopen(desk);
    return e || !d->is_reopened ? e : say(desk, FACT_EVENT, STR("reopened"), (str){ 0 }, (str){ 0 });
}

result dispute_answer(struct desk *desk, bool is_agreed, str words, str part)
{
    if (!desk->work.is_disputed)
        return fail(desk->ctx, ERR_RULE, "nobody disputes it, or it has been answered");
    const struct fact_row *review = owed_review_open(&desk->facts);
    struct fact_row_list wrong = { 0 };
    result e = review && is_agreed ? owed_review_wrong(desk, review, part, &wrong) : OK;
    if (!e)
        e = case_words_check(desk, words, "write an answer: whoever reported reads it");
    if (!e)
        e = say(desk, FACT_DISPUTED, (str){ 0 }, FACT_VALUE_ANSWERED, words);
    if (review)
        return e || !is_agreed ? e : owed_review_grant(desk, review, &wrong, words);
    return e || !is_agreed || is_open(desk) ? e
                                            : say(desk, FACT_EVENT, STR("reopened"), (str){ 0 }, (str){ 0 });
}
