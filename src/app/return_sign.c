// A return is signed: its cases and what was seen become facts, in one write with the fact that says who signed what.
#include "app/import_case.h"
#include "app/ledger.h"
#include "app/library.h"
#include "app/partner_return.h"
#include "base/utf8.h"

enum { NOON = 12 * 3600, SIGNED_TEXT_MAX = 200 };

struct signing {
    struct ctx *ctx;
    struct db *db;
    const struct return_signing *of;
    struct desk desk;
    struct return_read read;
};

static result case_take(struct signing *s, const struct case_import *in, const struct case_facts *facts)
{
    struct case_row row;
    struct case_imported done;
    bool is_found;
    struct desk *desk = &s->desk;
    desk->facts = (struct fact_row_list){ 0 };
    result e = query_case_by_reference(
        s->ctx, s->db, &(struct case_by_reference_in){ COMMUNITY_FIRST, facts->id }, &row, &is_found);
    if (!e && is_found)
        e = desk_take(desk, facts->id);
    if (!e)
        e = case_import(s->ctx, s->db, in, facts, &done);
    if (!e && done.is_contradicted)
        return fail(s->ctx, ERR_RULE, "%.*s is on record with another service and another day",
                    STR_ARGS(facts->id));
    desk->case_id = done.case_id;
    return e || !done.has_changed ? e : desk_settle(desk);
}

static result cases_take(struct signing *s)
{
    struct mapping *mapping;
    struct requests requests;
    if (!s->read.table.n)
        return OK;
    result e = library_mapping(s->ctx, STR("return"), &mapping);
    if (e)
        return e;
    mapping->zone = s->of->sent->board->zone;
    e = requests_read(s->ctx, STR("the return"), s->read.table, mapping, &requests);
    struct case_import in = { &requests, mapping, true, s->desk.recorded };
    for (size_t i = 0; !e && i < requests.cases.n; i++)
        e = case_take(s, &in, &requests.cases.at[i]);
    return e;
}

// The fact that stands for it now, if the quarter has been returned before.
static int64_t standing_fact(const struct fact_row_list *facts)
{
    for (size_t i = facts->n; i-- > 0;)
        if (facts->at[i].kind == FACT_BOUND && !fact_is_corrected(facts->at, facts->n, facts->at[i].id))
            return facts->at[i].id;
    return ID_NONE;
}

static result item_take(struct signing *s, const struct return_item *item)
{
    const struct partner_return_row *row = s->of->sent->row;
    struct civil c = date_civil(row->period_from);
    struct desk *desk = &s->desk;
    struct case_row held;
    bool is_found;
    str label = item->promise->clause->label;
    struct fact_insert_in fact = desk_fact(desk, FACT_BOUND);
    fact.happened = fact.happened_last = zone_instant(desk->ledger->zone, row->period_to, NOON, NULL);
    fact.said_by = s->of->office;
    fact.document = item->charter->id;
    fact.clause = label;
    fact.value = item->value;
    fact.name = str_format(s->ctx->arena, "%.*s-%.*s-return-%04d-%02d", STR_ARGS(fact.document),
                           STR_ARGS(label), c.year, c.month);
    desk->facts = (struct fact_row_list){ 0 };
    result e = query_case_by_reference(
        s->ctx, s->db, &(struct case_by_reference_in){ COMMUNITY_FIRST, fact.name }, &held, &is_found);
    if (!e && is_found)
        e = desk_take(desk, fact.name);
    if (!e && is_found) {
        fact.corrects = standing_fact(&desk->facts);
        fact.words = s->of->reason;
        e = fact_of(s->ctx, s->db, fact, held.id);
        desk->case_id = held.id;
    } else if (!e) {
        e = fact_open(s->ctx, s->db, fact, &desk->case_id);
    }
    return e ? e : desk_settle(desk);
}

// The facts stand on their own; that they were signed for is a fact too, with the hash of what was signed.
static result signed_say(struct signing *s, str hash)
{
    const struct partner_return_row *row = s->of->sent->row;
    struct fact_insert_in fact = fact_new(FACT_RETURNED, s->desk.at, s->desk.recorded);
    fact.voice = VOICE_SERVICE;
    fact.said_by = s->of->office;
    fact.name = row->body;
    fact.value = hash;
    fact.words = s->of->reason;
    fact.period_from = row->period_from;
    fact.period_to = row->period_to;
    return fact_add(s->ctx, s->db, &fact);
}

static result words_check(struct ctx *ctx, const struct return_signing *of)
{
    const str texts[] = { of->signer, of->office, of->reason };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i].n > SIGNED_TEXT_MAX || utf8_invalid_at(texts[i]) < texts[i].n)
            return fail(ctx, ERR_INPUT, "name, office and reason may have %d letters each", SIGNED_TEXT_MAX);
    return of->signer.n && of->office.n ? OK : fail(ctx, ERR_INPUT, "write your name and your office");
}

static result ready(struct signing *s)
{
    const struct return_signing *of = s->of;
    struct partner_return_row now;
    bool is_found;
    result e = query_partner_return_by_id(
        s->ctx, s->db, &(struct partner_return_by_id_in){ COMMUNITY_FIRST, of->sent->row->id }, &now,
        &is_found);
    if (!e && (!is_found || !str_equal(now.state, RETURN_ASKED)))
        return fail(s->ctx, ERR_RULE, "it has been signed already");
    if (!e)
        e = words_check(s->ctx, of);
    if (!e && of->sent->row->corrects != ID_NONE && !of->reason.n)
        return fail(s->ctx, ERR_INPUT, "write why it takes the place of the one before");
    if (!e)
        e = return_check(s->ctx, s->db, of->sent, &s->read);
    return !e && s->read.faults.n
        ? fail(s->ctx, ERR_RULE, "what was sent can't be taken as it is: look through it again")
        : e;
}

result return_sign(struct ctx *ctx, struct db *db, const struct return_signing *of)
{
    struct signing s = { .ctx = ctx, .db = db, .of = of };
    struct doer by = { VOICE_SERVICE, of->office, ID_NONE };
    str hash = content_hash(ctx, of->sent->row->content);
    result e = ready(&s);
    if (!e)
        e = desk_open(ctx, db, of->now, &by, &s.desk);
    if (!e)
        e = cases_take(&s);
    for (size_t i = 0; i < of->sent->items.n && !e; i++)
        if (of->sent->items.at[i].value.n)
            e = item_take(&s, &of->sent->items.at[i]);
    if (!e)
        e = signed_say(&s, hash);
    return e ? e
             : query_partner_return_sign(
                   ctx, db,
                   &(struct partner_return_sign_in){ COMMUNITY_FIRST, of->sent->row->id, RETURN_SIGNED, hash,
                                                     of->signer, of->office, of->reason, s.desk.at });
}
