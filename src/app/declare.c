// A departure declared, a departure ended, progress said: checked and put on record.
#include "app/declare.h"

#include "app/documents.h"
#include "app/owed.h"
#include "app/priority.h"
#include "app/public_words.h"
#include "app/step_answer.h"

bool declare_may(struct ctx *ctx, const struct visitor *visitor, enum deed deed,
                 const struct document *document, const struct clause *clause)
{
    const struct promise promise = { .document = document, .clause = clause };
    const struct field *providers = clause_providers(clause);
    bool is_theirs = false;
    for (size_t i = 0; visitor && providers && !providers->is_bad && i < providers->items.n && !is_theirs;
         i++)
        is_theirs = may_of_promise(ctx, visitor, deed, &promise, providers->items.at[i]);
    return is_theirs;
}

bool departure_is_allowed(const struct document *document, const struct clause *clause)
{
    return clause->kind->key == CLAUSE_STANDARD && field_find(&document->header, KEY_DEPARTURE) != NULL;
}

bool progress_is_said(const struct clause *clause)
{
    return clause->kind->key == CLAUSE_PRIORITY || clause->kind->key == CLAUSE_OPTION;
}

int64_t departure_days(const struct document *document)
{
    const struct field *f = field_find(&document->header, KEY_DEPARTURE);
    str rest = f && !f->is_bad ? f->text : (str){ 0 }, before = { 0 };
    int64_t days;
    while (rest.n) {
        str word = str_cut(&rest, ' ');
        if (str_starts(word, STR("day")) && str_to_int(before, &days) && days > 0)
            return days;
        before = word;
    }
    return DEPARTURE_DAYS_MAX;
}

result declare_read(struct ctx *ctx, struct db *db, enum fact_kind kind, struct declaring *d)
{
    struct fact_of_clause_in asked = { COMMUNITY_FIRST, d->document->id, d->clause->label, kind };
    result e = query_fact_of_clause(ctx, db, &asked, &d->said);
    d->last = !e && d->said.n ? d->said.at[d->said.n - 1].id : 0;
    return e;
}

bool departure_stands(const struct fact_row_list *said, const struct fact_row *f, instant at)
{
    bool is_over = !instant_is_none(f->until) &&
        (f->until.second <= at.second || f->until.second <= f->happened.second);
    return !is_over && !fact_is_corrected(said->at, said->n, f->id);
}

result declare_same(struct ctx *ctx, const struct declaring *declaring, int64_t seen)
{
    return declaring->last == seen
        ? OK
        : fail(
              ctx, ERR_CONFLICT,
              "somebody put something on record here while you wrote: look at what stands there now, and send "
              "yours again if it still holds");
}

static result at_part(struct declared *said, enum declared_part part, result e)
{
    said->part = e ? part : said->part;
    return e;
}

static result words_check(struct ctx *ctx, struct declared *said, const char *missing)
{
    const struct public_form form = { ctx, said->is_office, &said->looks_personal };
    return at_part(said, DECLARED_WORDS, public_field_check(&form, said->words, PUBLIC_WORDS_MAX, missing));
}

static result office_check(struct ctx *ctx, struct declared *said)
{
    const struct public_form form = { ctx, said->is_office, &said->looks_personal };
    return at_part(
        said, DECLARED_OFFICE,
        public_field_check(&form, said->office, PUBLIC_LINE_MAX, "write the post or office that says so"));
}

static date today_of(const struct desk *desk)
{
    return zone_date(desk->ledger->zone, desk->at, NULL);
}

static result from_check(struct desk *desk, const struct declared *said)
{
    struct ctx *ctx = desk->ctx;
    date today = today_of(desk);
    if (date_is_none(said->from))
        return fail(ctx, ERR_INPUT, "write the first day of it, such as 20 11 2026");
    if (said->from.day < today.day)
        return fail(ctx, ERR_INPUT,
                    "it can't begin before today, %.*s: what was missed is not excused afterwards",
                    STR_ARGS(date_words(ctx, today)));
    return said->from.day <= today.day + DEPARTURE_AHEAD_MAX
        ? OK
        : fail(ctx, ERR_INPUT, "it is for emergencies: none is declared more than three months ahead");
}

static result until_check(struct desk *desk, const struct declaring *d, const struct declared *said)
{
    struct ctx *ctx = desk->ctx;
    int64_t most = departure_days(d->document);
    if (date_is_none(said->until))
        return fail(ctx, ERR_INPUT, "write the last day of it, such as 22 11 2026");
    if (said->until.day < said->from.day)
        return fail(ctx, ERR_INPUT, "its last day can't lie before its first");
    return said->until.day - said->from.day < most
        ? OK
        : fail(ctx, ERR_INPUT, "the charter allows up to %lld days: %.*s is the last that it may have",
               (long long)most, STR_ARGS(date_words(ctx, date_add_days(said->from, (int)most - 1))));
}

static result apart_check(struct desk *desk, const struct declaring *d, const struct fact_insert_in *fact)
{
    for (size_t i = 0; i < d->said.n; i++) {
        const struct fact_row *f = &d->said.at[i];
        bool is_beside = !departure_stands(&d->said, f, fact->happened) ||
            f->happened.second >= fact->until.second;
        if (!is_beside)
            return fail(desk->ctx, ERR_RULE,
                        "a departure is declared for some of these days already: end that one first");
    }
    return OK;
}

static struct fact_insert_in fact_of_clause(const struct desk *desk, const struct declaring *d,
                                            enum fact_kind kind, const struct declared *said)
{
    struct fact_insert_in fact = desk_fact(desk, kind);
    fact.document = d->document->id;
    fact.clause = d->clause->label;
    fact.words = said->words;
    fact.said_by = said->office;
    return fact;
}

// What it does to redress: a miss that is none without its days opens nothing.
static result departure_say(struct desk *desk, const struct fact_insert_in *fact)
{
    result e = arena_is_full(desk->ctx->arena) ? arena_fail(desk->ctx) : desk_say(desk, *fact, NULL);
    return e ? e : owed_targets_write(desk->ctx, desk->db, desk->ledger, fact->document, fact->clause);
}

result departure_declare(struct desk *desk, const struct declaring *d, struct declared *said)
{
    struct ctx *ctx = desk->ctx;
    const struct zone *zone = desk->ledger->zone;
    if (!departure_is_allowed(d->document, d->clause))
        return fail(ctx, ERR_RULE, "this charter lets nobody depart from it");
    result e = words_check(ctx, said, "write the reason: everybody reads it");
    if (!e)
        e = at_part(said, DECLARED_FROM, from_check(desk, said));
    if (!e)
        e = at_part(said, DECLARED_UNTIL, until_check(desk, d, said));
    if (!e)
        e = office_check(ctx, said);
    if (e)
        return e;
    struct fact_insert_in fact = fact_of_clause(desk, d, FACT_DEPARTURE, said);
    fact.happened = fact.happened_last = zone_midnight(zone, said->from);
    fact.until = zone_midnight(zone, date_add_days(said->until, 1));
    e = at_part(said, DECLARED_FROM, apart_check(desk, d, &fact));
    return e ? e : departure_say(desk, &fact);
}

static const struct fact_row *standing_find(const struct declaring *d, int64_t of, instant at)
{
    for (size_t i = 0; i < d->said.n; i++)
        if (d->said.at[i].id == of && departure_stands(&d->said, &d->said.at[i], at))
            return &d->said.at[i];
    return NULL;
}

result departure_end(struct desk *desk, const struct declaring *d, struct declared *said)
{
    struct ctx *ctx = desk->ctx;
    const struct fact_row *f = standing_find(d, said->of, desk->at);
    if (!f)
        return fail(ctx, ERR_RULE, "it is over already");
    result e = words_check(ctx, said, "write why it ends earlier: everybody reads it");
    if (!e)
        e = office_check(ctx, said);
    if (e)
        return e;
    struct fact_insert_in fact = fact_of_clause(desk, d, FACT_DEPARTURE, said);
    bool has_begun = f->happened.second <= desk->at.second;
    fact.happened = f->happened;
    fact.happened_last = f->happened_last;
    fact.until = has_begun ? desk->at : f->happened;
    fact.corrects = f->id;
    return departure_say(desk, &fact);
}

static result day_check(struct desk *desk, const struct declaring *d, const struct declared *said)
{
    struct ctx *ctx = desk->ctx;
    date today = today_of(desk), first = document_in_force(d->document).from;
    if (date_is_none(said->from))
        return fail(ctx, ERR_INPUT, "write the day on which it stood so, such as 20 11 2026");
    if (said->from.day > today.day)
        return fail(ctx, ERR_INPUT, "that day is to come: today is %.*s", STR_ARGS(date_words(ctx, today)));
    return said->from.day >= first.day
        ? OK
        : fail(ctx, ERR_INPUT, "the charter is in force from %.*s", STR_ARGS(date_words(ctx, first)));
}

static result done_say(struct desk *desk, const struct declaring *d, struct declared *said, str office)
{
    if (!said->event.n)
        return OK;
    const struct priority_said done = { d->document,      d->clause,   said->event, said->from,
                                        said->takes_back, said->words, office };
    return at_part(said, DECLARED_EVENT, priority_say(desk, &done));
}

result progress_say(struct desk *desk, const struct declaring *d, struct declared *said)
{
    struct ctx *ctx = desk->ctx;
    date today = today_of(desk);
    if (!progress_is_said(d->clause))
        return fail(ctx, ERR_RULE, "progress is said of priorities and options");
    result e = words_check(ctx, said, "write how far it is");
    if (!e)
        e = at_part(said, DECLARED_FROM, day_check(desk, d, said));
    if (!e)
        e = office_check(ctx, said);
    if (e)
        return e;
    struct fact_insert_in fact = fact_of_clause(desk, d, FACT_PROGRESS, said);
    if (said->from.day < today.day) {
        fact.happened = zone_midnight(desk->ledger->zone, said->from);
        fact.happened_last = (instant){
            zone_midnight(desk->ledger->zone, date_add_days(said->from, 1)).second - 1
        };
        fact.said_by = str_format(ctx->arena, "%.*s; put on record on %.*s", STR_ARGS(said->office),
                                  STR_ARGS(date_words(ctx, today)));
    }
    e = arena_is_full(ctx->arena) ? arena_fail(ctx) : desk_say(desk, fact, NULL);
    return e ? e : done_say(desk, d, said, fact.said_by);
}
