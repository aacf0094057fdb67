#include "app/draft_meeting.h"

#include "app/draft_internal.h"
#include "app/ledger.h"
#include "app/public_words.h"

static result takes_part(const struct draft *draft)
{
    return draft->takes_part ? OK : fail(draft->ctx, ERR_DENIED, "only whoever takes part writes that down");
}

static result voting_words(struct ctx *ctx, struct draft_voting *v, str text, enum draft_meeting_part part,
                           const char *missing)
{
    size_t most = part == MEETING_PART_WORDS ? PUBLIC_WORDS_MAX : PUBLIC_LINE_MAX;
    const struct public_form form = { ctx, v->is_office, &v->looks_personal };
    result e = public_field_check(&form, text, most, missing);
    v->part = e ? part : v->part;
    return e;
}

static result votes_check(struct ctx *ctx, struct draft_voting *v)
{
    const int64_t all[] = { v->yes, v->no, v->abstained };
    int64_t n = 0;
    v->part = MEETING_PART_VOTES;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (all[i] < 0 || all[i] > VOTES_MAX)
            return fail(ctx, ERR_INPUT, "write how many hands there were in numbers, and 0 for none");
        n += all[i];
    }
    if (!n)
        return fail(ctx, ERR_INPUT, "write how many hands there were");
    v->part = MEETING_PART_DAY;
    if (date_is_none(v->day))
        return fail(ctx, ERR_INPUT, "write the day of the meeting, such as 20 11 2026");
    return v->day.day <= v->by->today.day ? OK : fail(ctx, ERR_INPUT, "that day is still to come");
}

static result about_check(const struct draft *draft, const struct draft_voting *v)
{
    struct draft_change_row row;
    if (v->label.n && !document_clause(draft->document, v->label))
        return fail(draft->ctx, ERR_MISSING, "there is no clause %.*s in this draft", STR_ARGS(v->label));
    bool is_party = !v->party.n;
    for (size_t i = 0; i < draft->parties.n; i++)
        is_party |= str_same_name(draft->parties.at[i].party, v->party);
    if (!is_party)
        return fail(draft->ctx, ERR_INPUT, "choose whose hands they were");
    return v->change ? draft_change_read(draft, v->change, &row) : OK;
}

result draft_vote(const struct draft *draft, struct draft_voting *v)
{
    struct ctx *ctx = draft->ctx;
    int64_t id;
    result e = takes_part(draft);
    if (!e)
        e = about_check(draft, v);
    if (!e)
        e = votes_check(ctx, v);
    if (!e)
        e = voting_words(ctx, v, v->counter, MEETING_PART_COUNTER,
                         "write who counted: the chair, the clerk, a teller of each party");
    if (!e)
        e = voting_words(ctx, v, v->words, MEETING_PART_WORDS, NULL);
    return e
        ? e
        : query_draft_vote_insert(ctx, draft->db,
                                  &(struct draft_vote_insert_in){
                                      COMMUNITY_FIRST, draft->row.id, v->label,
                                      v->change ? v->change : ID_NONE, v->party, v->yes, v->no, v->abstained,
                                      v->counter, v->day, v->words, drafter_account(v->by), v->by->at },
                                  &id);
}

str draft_vote_words(struct ctx *ctx, const struct draft_vote_row *row)
{
    return str_format(ctx->arena, "%lld for, %lld against, %lld abstained", (long long)row->yes,
                      (long long)row->no, (long long)row->abstained);
}

bool draft_may_cost(const struct draft *draft, const struct clause *clause, str party)
{
    const struct field *providers = clause_providers(clause);
    bool is_theirs = false, is_provider = false;
    for (size_t i = 0; i < draft->parties.n; i++)
        is_theirs |= draft->parties.at[i].is_theirs && str_same_name(draft->parties.at[i].party, party);
    for (size_t i = 0; providers && !providers->is_bad && i < providers->items.n; i++)
        is_provider |= str_same_name(providers->items.at[i], party);
    return is_theirs && is_provider;
}

result draft_cost_say(const struct draft *draft, struct draft_costing *c)
{
    struct ctx *ctx = draft->ctx;
    const struct clause *clause = document_clause(draft->document, c->label);
    const struct public_form form = { ctx, c->is_office, &c->looks_personal };
    int64_t id;
    if (!clause || !draft_may_cost(draft, clause, c->party))
        return fail(ctx, ERR_DENIED, "what a clause would cost is said by whoever provides it");
    c->part = MEETING_PART_COST;
    if ((c->one < 0 && c->year < 0) || c->one > COST_PENCE_MAX || c->year > COST_PENCE_MAX)
        return fail(ctx, ERR_INPUT, "write what it would cost for each report or a year, such as £12.50");
    c->part = MEETING_PART_WORDS;
    result e = public_field_check(&form, c->words, PUBLIC_LINE_MAX, "say what is in it");
    return e
        ? e
        : query_draft_cost_insert(ctx, draft->db,
                                  &(struct draft_cost_insert_in){ COMMUNITY_FIRST, draft->row.id, c->label,
                                                                  c->party, c->one < 0 ? ID_NONE : c->one,
                                                                  c->year < 0 ? ID_NONE : c->year, c->words,
                                                                  drafter_account(c->by), c->by->at },
                                  &id);
}

// The header alone, as a form gives it.
static result header_with(const struct draft *draft, str asked, str *text)
{
    struct ctx *ctx = draft->ctx;
    struct document copy = *draft->document;
    struct field_list header = { 0 };
    size_t n;
    const struct field_kind *kinds = field_kinds(&n);
    for (size_t i = 0; i < n; i++) {
        const struct field *f = field_find(&copy.header, kinds[i].key);
        if (kinds[i].key == KEY_ASKED && asked.n) {
            struct field *slot = LIST_PUSH(ctx->arena, &header);
            if (slot)
                *slot = (struct field){ .kind = &kinds[i], .raw = asked, .text = asked };
        }
        for (; f && kinds[i].key != KEY_ASKED; f = field_next(&copy.header, kinds[i].key, f)) {
            struct field *slot = LIST_PUSH(ctx->arena, &header);
            if (slot)
                *slot = *f;
        }
    }
    copy.header = header;
    *text = document_part(ctx, &copy, (str){ 0 });
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

result draft_asked_propose(const struct draft *draft, str asked, struct draft_wish *wish)
{
    for (size_t i = 0; i < asked.n; i++)
        if (asked.at[i] == '\n' || asked.at[i] == '\r')
            return fail(draft->ctx, ERR_INPUT, "write it in one line");
    wish->edit = (struct edit){ .kind = EDIT_CHANGE };
    result e = header_with(draft, asked, &wish->edit.text);
    return e ? e : draft_propose(draft, wish);
}

result draft_meeting_account_forget(struct ctx *ctx, struct db *db, int64_t account)
{
    result e = query_draft_vote_account_forget(
        ctx, db, &(struct draft_vote_account_forget_in){ COMMUNITY_FIRST, account });
    return e ? e
             : query_draft_cost_account_forget(
                   ctx, db, &(struct draft_cost_account_forget_in){ COMMUNITY_FIRST, account });
}
