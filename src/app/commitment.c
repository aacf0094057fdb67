#include "app/commitment.h"

#include "app/documents.h"
#include "app/life_internal.h"
#include "app/public_words.h"
#include "app/walkabout.h"

#include <stdlib.h>

enum { NOON = 12 * 3600, OF_ONE_DAY_MAX = 50 };

static const struct quantity *quantity_of(const struct clause *clause)
{
    static const enum field_key keys[] = { KEY_COUNT, KEY_TARGET };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const struct field *f = field_find(&clause->fields, keys[i]);
        if (f && !f->is_bad && f->target.n_ramps)
            return &f->target.ramps[0].quantity;
    }
    return NULL;
}

static bool is_counted(const struct promise_state *p, enum clause_key kind)
{
    return p->clause->kind->key == kind && p->account && p->account->is_observed && quantity_of(p->clause);
}

bool is_commitment(const struct promise_state *p)
{
    bool is_watch = is_counted(p, CLAUSE_MONITORING) && field_find(&p->clause->fields, KEY_BY);
    return is_counted(p, CLAUSE_COMMITMENT) || (is_watch && !is_graded(p));
}

bool is_information(const struct promise_state *p)
{
    return is_counted(p, CLAUSE_INFORMATION);
}

// What a service does that no report tells: nights on foot, meetings attended, gullies that were cleaned. What is
// graded is looked at on a round.
bool is_service_count(const struct promise_state *p)
{
    bool is_measured = is_counted(p, CLAUSE_STANDARD) && field_find(&p->clause->fields, KEY_MEASURE);
    return (is_measured || is_counted(p, CLAUSE_PRIORITY)) && !field_find(&p->clause->fields, KEY_SERVICE) &&
        !is_graded(p);
}

bool is_of_provider(const struct promise_state *p)
{
    return is_information(p) || is_service_count(p);
}

bool information_is_of(const struct judge_row *row)
{
    const struct clause *clause = row->account->promise->clause;
    return clause->kind->key == CLAUSE_INFORMATION && row->has_period && row->account->is_observed &&
        quantity_of(clause);
}

bool is_written_down(const struct promise_state *p)
{
    return is_commitment(p) || is_of_provider(p);
}

bool information_is_owed(const struct promise_state *p)
{
    return is_information(p) && p->now && p->now->is_running && p->now->row->verdict != VERDICT_KEPT;
}

bool commitment_is_share(const struct promise_state *p)
{
    const struct quantity *q = quantity_of(p->clause);
    return q && q->kind == QUANTITY_SHARE;
}

static result given_add(struct ctx *ctx, const struct board *board, const struct bound_newest_out *row,
                        struct given_list *given)
{
    for (size_t i = 0; i < given->n; i++)
        if (given->at[i].case_id == row->case_id) { // a later fact took this one's place
            given->at[i].is_corrected = true;
            return OK;
        }
    struct given *slot = LIST_PUSH(ctx->arena, given);
    if (!slot)
        return arena_fail(ctx);
    *slot = (struct given){ .case_id = row->case_id,
                            .fact = row->id,
                            .reference = row->reference,
                            .value = row->value,
                            .group = row->said_by,
                            .words = row->visibility == VISIBLE ? row->summary : (str){ 0 },
                            .day = zone_date(board->zone, row->happened, NULL),
                            .is_taken_back = row->status == CASE_EXCLUDED };
    return OK;
}

static int by_day(const void *a, const void *b)
{
    const struct given *x = a, *y = b;
    int64_t d = y->day.day - x->day.day;
    d = d ? d : y->fact - x->fact;
    return d < 0 ? -1 : d > 0;
}

result commitment_given(struct ctx *ctx, struct db *db, const struct promise_state *p,
                        struct given_list *given)
{
    struct bound_newest_out_list rows;
    *given = (struct given_list){ 0 };
    result e = query_bound_newest(
        ctx, db,
        &(struct bound_newest_in){ COMMUNITY_FIRST, p->charter->id, p->clause->label, COMMITMENT_NEWEST },
        &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        e = given_add(ctx, p->charter->board, &rows.at[i], given);
    if (!e && given->n > 1)
        qsort(given->at, given->n, sizeof *given->at, by_day);
    return e;
}

static result own_facts(struct ctx *ctx, struct db *db, const struct promise_state *p, int64_t person,
                        struct fact_row_list *own)
{
    return query_fact_of_actor(
        ctx, db,
        &(struct fact_of_actor_in){ COMMUNITY_FIRST, person, p->charter->id, p->clause->label, FACT_BOUND },
        own);
}

static bool is_among(const struct fact_row_list *facts, int64_t case_id)
{
    bool is_there = false;
    for (size_t i = 0; i < facts->n; i++)
        is_there |= facts->at[i].case_id == case_id;
    return is_there;
}

result commitment_own(struct ctx *ctx, struct db *db, const struct promise_state *p, int64_t person,
                      struct given_list *own)
{
    struct fact_row_list facts;
    struct given_list all;
    *own = (struct given_list){ 0 };
    result e = own_facts(ctx, db, p, person, &facts);
    if (!e)
        e = commitment_given(ctx, db, p, &all);
    for (size_t i = 0; !e && i < all.n; i++) {
        struct given *slot = is_among(&facts, all.at[i].case_id) ? LIST_PUSH(ctx->arena, own) : NULL;
        if (slot)
            *slot = all.at[i];
    }
    return e ? e : arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

static bool is_promised_by(const struct promise_state *p, str party)
{
    const struct field *by = field_find(&p->clause->fields, KEY_BY);
    bool is_theirs = false;
    for (size_t i = 0; by && !by->is_bad && i < by->items.n; i++)
        is_theirs |= str_same_name(by->items.at[i], party);
    return is_theirs;
}

static result spoke_for_it(struct ctx *ctx, struct db *db, const struct promise_state *p,
                           const struct visitor *visitor, bool *is_so)
{
    struct life_speakers speakers = { 0 };
    result e = visitor && visitor->id > 0 ? life_speakers_read(ctx, db, p->charter->id, &speakers) : OK;
    for (size_t i = 0; !e && i < speakers.n; i++)
        *is_so |= speakers.at[i].account == visitor->id && is_promised_by(p, speakers.at[i].party);
    return e;
}

static bool may_inform(struct ctx *ctx, const struct promise_state *p, const struct visitor *visitor)
{
    const struct field *providers = clause_providers(p->clause);
    struct about about = walk_about(ctx, p);
    bool is_allowed = false;
    for (size_t i = 0; providers && !providers->is_bad && i < providers->items.n; i++) {
        about.body = providers->items.at[i];
        is_allowed |= may(visitor, DEED_INFORM, &about);
    }
    return is_allowed;
}

result commitment_may(struct ctx *ctx, struct db *db, const struct promise_state *p,
                      const struct visitor *visitor, bool *is_allowed)
{
    const struct field *by = field_find(&p->clause->fields, KEY_BY);
    struct about about = walk_about(ctx, p);
    *is_allowed = is_of_provider(p) && may_inform(ctx, p, visitor);
    if (is_of_provider(p))
        return OK;
    *is_allowed = may(visitor, DEED_GIVEN, &about);
    for (size_t i = 0; by && !by->is_bad && i < by->items.n; i++) {
        about.body = by->items.at[i];
        *is_allowed |= may(visitor, DEED_GIVEN, &about);
    }
    return *is_allowed ? OK : spoke_for_it(ctx, db, p, visitor, is_allowed);
}

// Redress is owed, and a clause that nobody promises has nobody to be thanked.
static bool is_thanked(const struct promise_state *p)
{
    bool has_party = clause_providers(p->clause) || field_find(&p->clause->fields, KEY_BY);
    return has_party && p->clause->kind->key != CLAUSE_REDRESS;
}

static bool is_provided_by(const struct promise_state *p, str party)
{
    const struct field *providers = clause_providers(p->clause);
    bool is_theirs = false;
    for (size_t i = 0; providers && !providers->is_bad && i < providers->items.n; i++)
        is_theirs |= str_same_name(providers->items.at[i], party);
    return is_theirs;
}

str promise_thanker(struct ctx *ctx, const struct promise_state *p, const struct visitor *visitor)
{
    const struct field *between = field_find(&p->charter->document->document->header, KEY_BETWEEN);
    struct about about = walk_about(ctx, p);
    for (size_t i = 0; between && is_thanked(p) && !between->is_bad && i < between->items.n; i++) {
        about.body = between->items.at[i];
        bool is_theirs = is_promised_by(p, about.body) || is_provided_by(p, about.body);
        if (!is_theirs && may(visitor, DEED_THANK, &about))
            return about.body;
    }
    return (str){ 0 };
}

static result refuse(struct ctx *ctx, enum given_field *part, enum given_field which, const char *why)
{
    *part = which;
    return fail(ctx, ERR_INPUT, "%s", why);
}

static result words_check(struct ctx *ctx, struct given_said *said, str text, enum given_field part,
                          const char *missing)
{
    const struct public_form form = { ctx, said->is_office, &said->looks_personal };
    result e = public_field_check(&form, text, PUBLIC_LINE_MAX, missing);
    said->part = e ? part : said->part;
    return e;
}

static result day_check(const struct desk *desk, const struct promise_state *p, struct given_said *said)
{
    struct ctx *ctx = desk->ctx;
    date today = zone_date(desk->ledger->zone, desk->at, NULL);
    struct date_range force = document_in_force(p->charter->document->document);
    if (date_is_none(said->day))
        return refuse(ctx, &said->part, GIVEN_DAY, "write the day on which it was done, such as 20 11 2026");
    if (said->day.day > today.day || said->day.day < today.day - COMMITMENT_DAYS_BACK)
        return refuse(ctx, &said->part, GIVEN_DAY,
                      "it is for a day of the last three months, at the latest today");
    if (said->day.day < force.from.day || said->day.day > force.to.day)
        return refuse(ctx, &said->part, GIVEN_DAY, "the charter was not in force on that day");
    return OK;
}

// "6", or of a share "5 of 7", as the record says it.
static result value_check(struct ctx *ctx, const struct promise_state *p, struct given_said *said, str *value)
{
    int64_t n = 0, whole = COMMITMENT_MOST;
    str rest = said->how_many;
    bool is_share = commitment_is_share(p);
    size_t of = str_find(rest, STR(" of "));
    bool reads = is_share ? of < rest.n && str_to_int(str_trim(str_slice(rest, 0, of)), &n) &&
            str_to_int(str_trim(str_from_byte(rest, of + 4)), &whole)
                          : str_to_int(str_trim(rest), &n);
    if (!reads || n < (is_share ? 0 : 1) || whole < 1 || whole > COMMITMENT_MOST || n > whole)
        return refuse(ctx, &said->part, GIVEN_HOW_MANY,
                      is_share ? "write how many of how many, such as 5 of 7"
                               : "write how many as a whole number, such as 3");
    *value = is_share ? str_format(ctx->arena, "%lld of %lld", (long long)n, (long long)whole)
                      : str_format(ctx->arena, "%lld", (long long)n);
    return OK;
}

static result said_check(struct desk *desk, const struct promise_state *p, struct given_said *said,
                         str *value)
{
    struct ctx *ctx = desk->ctx;
    result e = day_check(desk, p, said);
    if (is_of_provider(p))
        said->group = desk->by.said_by;
    if (is_information(p)) {
        *value = STR("1");
        return e;
    }
    if (!e)
        e = value_check(ctx, p, said, value);
    if (!e && !is_service_count(p))
        e = words_check(ctx, said, said->group, GIVEN_GROUP, "say who did it: a group, or a resident");
    return e;
}

// At noon of its day, or now if that is to come.
static void moment_set(const struct desk *desk, date day, struct fact_insert_in *fact)
{
    instant noon = zone_instant(desk->ledger->zone, day, NOON, NULL);
    fact->happened = fact->happened_last = noon.second > desk->at.second ? desk->at : noon;
}

// The day's first free one: "aldermoor-streets-C3-2026-11-14", then "-2" and so on behind it.
static result reference_find(struct desk *desk, const struct promise_state *p, date day, str *reference)
{
    struct ctx *ctx = desk->ctx;
    struct civil c = date_civil(day);
    str plain = str_format(ctx->arena, "%.*s-%.*s-%04d-%02d-%02d", STR_ARGS(p->charter->id),
                           STR_ARGS(p->clause->label), c.year, c.month, c.day);
    bool is_found = true;
    result e = OK;
    *reference = plain;
    for (int n = 2; !e && is_found && n <= OF_ONE_DAY_MAX; n++) {
        struct case_row row;
        e = query_case_by_reference(
            ctx, desk->db, &(struct case_by_reference_in){ COMMUNITY_FIRST, *reference }, &row, &is_found);
        if (!e && is_found)
            *reference = str_format(ctx->arena, "%.*s-%d", STR_ARGS(plain), n);
    }
    return e ? e
        : is_found
        ? fail(ctx, ERR_RULE, "that is enough for one day: put what was done together in one entry")
        : OK;
}

// Sent twice it is one; and not without end.
static result again_check(struct desk *desk, const struct fact_row_list *own, const struct given_said *said,
                          const struct fact_insert_in *fact, bool *is_there)
{
    int64_t n = 0;
    *is_there = false;
    for (size_t i = 0; i < own->n; i++) {
        const struct fact_row *f = &own->at[i];
        *is_there |= f->id > said->seen && str_equal(f->value, fact->value) &&
            str_equal(f->said_by, fact->said_by) &&
            zone_date(desk->ledger->zone, f->happened, NULL).day == said->day.day;
        n += f->recorded.second > desk->recorded.second - DAY_SECONDS;
    }
    return !*is_there && n >= COMMITMENT_A_DAY
        ? fail(desk->ctx, ERR_RULE, "that is enough for one day: come back tomorrow")
        : OK;
}

static result entry_new(struct desk *desk, const struct promise_state *p, struct given_said *said)
{
    struct ctx *ctx = desk->ctx;
    struct fact_row_list own;
    struct fact_insert_in fact = desk_fact(desk, FACT_BOUND);
    struct private_part part = PRIVATE_NOTHING;
    bool is_there = false;
    result e = said_check(desk, p, said, &fact.value);
    if (!e)
        e = words_check(ctx, said, said->words, GIVEN_WORDS,
                        is_information(p) ? "write where it can be read: a link or a place" : NULL);
    fact.said_by = said->group;
    if (!e)
        e = own_facts(ctx, desk->db, p, desk->by.person, &own);
    if (!e)
        e = again_check(desk, &own, said, &fact, &is_there);
    if (!e && !is_there)
        e = reference_find(desk, p, said->day, &fact.name);
    if (e || is_there)
        return e;
    moment_set(desk, said->day, &fact);
    fact.document = p->charter->id;
    fact.clause = p->clause->label;
    fact.words = said->words;
    part.actor = desk->by.person;
    e = fact_open_at(ctx, desk->db, fact, part, &desk->case_id);
    return e ? e : desk_settle(desk);
}

static int64_t standing_fact(const struct fact_row_list *facts)
{
    for (size_t i = facts->n; i-- > 0;)
        if (facts->at[i].kind == FACT_BOUND && !fact_is_corrected(facts->at, facts->n, facts->at[i].id))
            return facts->at[i].id;
    return ID_NONE;
}

static result entry_take(struct desk *desk, const struct promise_state *p, const struct given_said *said)
{
    struct fact_row_list own;
    result e = own_facts(desk->ctx, desk->db, p, desk->by.person, &own);
    if (!e)
        e = desk_take(desk, said->of);
    if (!e && !is_among(&own, desk->case_id))
        e = fail(desk->ctx, ERR_DENIED, "only whoever wrote it down can put it right");
    if (!e && desk->row.status == CASE_EXCLUDED)
        e = fail(desk->ctx, ERR_RULE, "it was taken back already");
    return e;
}

static result entry_mend(struct desk *desk, const struct promise_state *p, struct given_said *said)
{
    struct ctx *ctx = desk->ctx;
    str value = { 0 };
    result e = entry_take(desk, p, said);
    if (!e && !said->takes_back)
        e = said_check(desk, p, said, &value);
    if (!e)
        e = words_check(ctx, said, said->reason, GIVEN_REASON, "write why: everybody reads it");
    if (e)
        return e;
    struct fact_insert_in fact = desk_fact(desk, said->takes_back ? FACT_STATUS : FACT_BOUND);
    fact.words = said->reason;
    fact.value = said->takes_back ? STR("excluded") : value;
    if (!said->takes_back) {
        moment_set(desk, said->day, &fact);
        fact.said_by = said->group;
        fact.document = p->charter->id;
        fact.clause = p->clause->label;
        fact.name = desk->row.reference;
        fact.corrects = standing_fact(&desk->facts);
    }
    e = desk_say(desk, fact, NULL);
    return e ? e : desk_settle(desk);
}

result commitment_say(struct desk *desk, const struct promise_state *p, struct given_said *said)
{
    return said->of.n ? entry_mend(desk, p, said) : entry_new(desk, p, said);
}

static bool is_said(const struct fact_row_list *facts, const struct thanks_said *said)
{
    const struct fact_row *last = facts->n ? &facts->at[facts->n - 1] : NULL;
    return last && str_equal(last->name, said->body) && str_equal(last->words, said->words);
}

static result thanks_of(const struct desk *desk, const struct promise_state *p, struct fact_row_list *facts)
{
    return query_fact_of_clause(
        desk->ctx, desk->db,
        &(struct fact_of_clause_in){ COMMUNITY_FIRST, p->charter->id, p->clause->label, FACT_THANKED },
        facts);
}

static struct fact_insert_in thanks_fact(const struct desk *desk, const struct promise_state *p,
                                         const struct thanks_said *said)
{
    struct fact_insert_in fact = desk_fact(desk, FACT_THANKED);
    fact.document = p->charter->id;
    fact.clause = p->clause->label;
    fact.name = said->body;
    fact.words = said->words;
    return fact;
}

static result thanks_take(struct desk *desk, const struct promise_state *p, struct thanks_said *said)
{
    struct ctx *ctx = desk->ctx;
    struct fact_row_list facts;
    const struct fact_row *own = NULL;
    const struct public_form form = { ctx, said->is_office, &said->looks_personal };
    said->part = GIVEN_REASON;
    result e = public_field_check(&form, said->words, PUBLIC_LINE_MAX, "write why: everybody reads it");
    if (!e)
        e = thanks_of(desk, p, &facts);
    for (size_t i = 0; !e && i < facts.n; i++)
        if (facts.at[i].id == said->of && facts.at[i].corrects == ID_NONE)
            own = &facts.at[i];
    if (!e && (!own || !str_same_name(own->name, said->body)))
        e = fail(ctx, ERR_DENIED, "only a body's own thanks can be taken back");
    if (!e && fact_is_corrected(facts.at, facts.n, said->of))
        e = fail(ctx, ERR_RULE, "they were taken back already");
    if (e)
        return e;
    struct fact_insert_in fact = thanks_fact(desk, p, said);
    fact.said_by = desk->by.said_by;
    fact.corrects = said->of;
    return desk_say(desk, fact, NULL);
}

static result thanks_new(struct desk *desk, const struct promise_state *p, struct thanks_said *said)
{
    struct fact_row_list facts;
    const struct public_form form = { desk->ctx, said->is_office, &said->looks_personal };
    result e = public_field_check(&form, said->words, PUBLIC_LINE_MAX, "write what you thank for");
    said->part = e ? GIVEN_WORDS : GIVEN_OFFICE;
    if (!e)
        e = public_field_check(&form, said->office, PUBLIC_LINE_MAX, "write the post or office that says so");
    if (!e)
        e = thanks_of(desk, p, &facts);
    if (e || is_said(&facts, said))
        return e;
    struct fact_insert_in fact = thanks_fact(desk, p, said);
    fact.said_by = said->office;
    return desk_say(desk, fact, NULL);
}

result promise_thank(struct desk *desk, const struct promise_state *p, struct thanks_said *said)
{
    return said->of ? thanks_take(desk, p, said) : thanks_new(desk, p, said);
}
