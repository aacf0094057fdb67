// A figure that was published: found, confirmed, corrected, replied to.
#include "app/figure.h"

#include "app/owed.h"
#include "app/party.h"
#include "app/public_words.h"
#include "app/publish.h"
#include "app/step_answer.h"

#include <stdlib.h>

bool figure_may(struct ctx *ctx, const struct visitor *visitor, const struct promise *promise)
{
    const struct field *providers = clause_providers(promise->clause);
    bool is_theirs = false;
    for (size_t i = 0; providers && !providers->is_bad && i < providers->items.n && !is_theirs; i++)
        is_theirs = may_of_promise(ctx, visitor, DEED_PUBLISH, promise, providers->items.at[i]);
    return is_theirs;
}

static bool is_of(const struct figure_key *key, const struct judge_row *row)
{
    str label = row->account->promise->clause->label;
    return row->has_period && row->period.to.day == key->last.day && str_equal(label, key->clause) &&
        str_equal(row->label, label) && str_equal(row->document->document->id, key->document) &&
        key->is_count == (row->account->count != NULL) && row->verdict != VERDICT_NONE;
}

static result said_take(struct ctx *ctx, const struct ledger *ledger, const struct fact_row_list *facts,
                        struct figure_found *found)
{
    for (size_t i = 0; i < facts->n; i++) {
        const struct fact_row *f = &facts->at[i];
        bool is_published = f->kind == FACT_PUBLISHED;
        bool is_count = is_published ? published_read(f->value).is_count : f->value.n > 0;
        if (f->period_to.day != found->key.last.day || is_count != found->key.is_count ||
            f->happened.second >= ledger->as_of.facts_before.second ||
            (!is_published && !str_equal(f->name, FACT_NOTE_REPLY)))
            continue;
        struct fact_row *slot = LIST_PUSH(ctx->arena, &found->said);
        if (!slot)
            return arena_fail(ctx);
        *slot = *f;
    }
    return OK;
}

static int by_id(const void *a, const void *b)
{
    const struct fact_row *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

static result said_read(struct ctx *ctx, struct db *db, const struct ledger *ledger,
                        struct figure_found *found)
{
    static const enum fact_kind kinds[] = { FACT_PUBLISHED, FACT_NOTE };
    result e = OK;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds && !e; k++) {
        struct fact_row_list facts;
        e = query_fact_of_clause(ctx, db,
                                 &(struct fact_of_clause_in){ ledger->community, found->key.document,
                                                              found->key.clause, kinds[k] },
                                 &facts);
        if (!e)
            e = said_take(ctx, ledger, &facts, found);
    }
    if (found->said.n)
        qsort(found->said.at, found->said.n, sizeof *found->said.at, by_id);
    return e;
}

static void standing_take(struct ctx *ctx, struct figure_found *found)
{
    for (size_t i = 0; i < found->said.n; i++) {
        const struct fact_row *f = &found->said.at[i];
        found->last = f->id;
        if (f->kind != FACT_PUBLISHED)
            continue;
        found->first = found->first ? found->first : f;
        found->stands = f;
        found->is_confirmed |= !str_equal(f->name, STR("provisional"));
    }
    if (!found->stands)
        return;
    found->by_itself = figure_confirmed_by(found->row, found->first->happened);
    found->is_same = str_equal(found->stands->value, figure_value(ctx, found->row)) &&
        str_starts(found->stands->words, figure_counts(ctx, found->row));
}

static bool is_provider(const struct figure_found *found, str party)
{
    const struct field *providers = clause_providers(found->row->account->promise->clause);
    for (size_t i = 0; providers && !providers->is_bad && i < providers->items.n; i++)
        if (str_same_name(providers->items.at[i], party))
            return true;
    return false;
}

// The parties that whoever asks speaks for, without those whose figure it is.
static result parties_take(struct ctx *ctx, struct db *db, const struct visitor *visitor,
                           struct figure_found *found)
{
    struct str_list parties = { 0 };
    result e = parties_of_visitor(ctx, db, found->row->document->document, visitor, &parties);
    for (size_t i = 0; i < parties.n && !e; i++) {
        str *slot = is_provider(found, parties.at[i]) ? NULL : LIST_PUSH(ctx->arena, &found->speaks_for);
        if (slot)
            *slot = parties.at[i];
    }
    return e || !arena_is_full(ctx->arena) ? e : arena_fail(ctx);
}

result figure_find(struct ctx *ctx, struct db *db, const struct figure_asked *asked,
                   struct figure_found *found)
{
    const struct judge_row_list *rows = &asked->ledger->judged.rows;
    *found = (struct figure_found){ .key = asked->key, .by_itself = INSTANT_FAR };
    for (size_t i = 0; i < rows->n && !found->row; i++)
        if (is_of(&asked->key, &rows->at[i]) &&
            span_is_over(rows->at[i].document->zone, rows->at[i].period, rows->at[i].document->as_of))
            found->row = &rows->at[i];
    if (!found->row)
        return fail(ctx, ERR_MISSING, "there is no such figure, or its period is not over");
    result e = said_read(ctx, db, asked->ledger, found);
    if (e)
        return e;
    standing_take(ctx, found);
    return parties_take(ctx, db, asked->visitor, found);
}

str figure_waits(struct ctx *ctx, const struct figure_found *found)
{
    int64_t open = found->row->counts.not_yet_due;
    if (!found->stands)
        return STR("Nothing is published of it yet: that is done by itself, once a day.");
    if (figure_is_final(found->row))
        return (str){ 0 };
    return str_format(ctx->arena,
                      "%lld of the period %s open and in time: its figure can be confirmed or corrected when "
                      "nothing can change it any more.",
                      (long long)open, open == 1 ? "is" : "are");
}

enum figure_follows figure_follows(const struct figure_found *found)
{
    bool was_final = found->is_confirmed,
         was_missed = was_final && published_read(found->stands->value).verdict == VERDICT_MISSED,
         is_missed = found->row->verdict == VERDICT_MISSED;
    if (was_missed)
        return is_missed ? FIGURE_FOLLOWS_STAYS : FIGURE_FOLLOWS_ENDS;
    return is_missed ? FIGURE_FOLLOWS_OPENS : FIGURE_FOLLOWS_NOTHING;
}

result figure_same(struct ctx *ctx, const struct figure_found *found, int64_t seen)
{
    return found->last == seen
        ? OK
        : fail(
              ctx, ERR_CONFLICT,
              "somebody said something of this figure while you wrote: look at what stands there now, and send "
              "yours again if it still holds");
}

static result part_check(struct ctx *ctx, struct figure_said *said, enum figure_part part, str text,
                         const char *missing)
{
    size_t most = part == FIGURE_PART_OFFICE ? PUBLIC_LINE_MAX : PUBLIC_WORDS_MAX;
    const struct public_form form = { ctx, said->is_office, &said->looks_personal };
    result e = public_field_check(&form, text, most, missing);
    said->part = e ? part : said->part;
    return e;
}

static result office_check(struct ctx *ctx, struct figure_said *said)
{
    return part_check(ctx, said, FIGURE_PART_OFFICE, said->office, "write the post or office that says so");
}

static result words_check(struct ctx *ctx, struct figure_said *said, const char *missing)
{
    return part_check(ctx, said, FIGURE_PART_WORDS, said->words, missing);
}

static str full_stop(struct ctx *ctx, str words)
{
    char last = words.at[words.n - 1];
    bool is_ended = last == '.' || last == '!' || last == '?';
    return is_ended ? words : str_format(ctx->arena, "%.*s.", STR_ARGS(words));
}

// Counted again from the facts, as what the clock publishes is.
static result publish(struct desk *desk, const struct figure_found *found, struct publication *p)
{
    struct ctx *ctx = desk->ctx, own = { .arena = arena_open((size_t)1 << 40) };
    struct ledger *ledger;
    const struct judge_row *row = NULL;
    if (!own.arena)
        return arena_fail(ctx);
    result e = figures_judge(&own, desk->db, &(struct figures_when){ desk->at, desk->recorded, 0 }, &ledger);
    for (size_t i = 0; !e && !row && i < ledger->judged.rows.n; i++)
        row = is_of(&found->key, &ledger->judged.rows.at[i]) ? &ledger->judged.rows.at[i] : NULL;
    if (e)
        e = fail(ctx, e, "%s", own.error.text);
    else if (!row)
        e = fail(ctx, ERR_MISSING, "there is no such figure");
    if (!e) {
        struct fact_insert_in fact = figure_fact(&own, p, row);
        fact.recorded = desk->recorded;
        fact.voice = desk->by.voice;
        e = desk_say(desk, fact, NULL);
    }
    arena_close(own.arena);
    return e;
}

static struct publication publication_of(const struct figure_found *found, const struct figure_said *said)
{
    return (struct publication){ .document = found->key.document,
                                 .clause = found->key.clause,
                                 .period = found->row->period,
                                 .at = INSTANT_NONE,
                                 .said_by = said->office };
}

// Of both deeds: whether there is something to do it to.
static result may_be_said(struct ctx *ctx, const struct figure_found *found)
{
    str waits = figure_waits(ctx, found);
    return waits.n ? fail(ctx, ERR_RULE, "%.*s", STR_ARGS(waits)) : OK;
}

static result confirmation_make(struct ctx *ctx, const struct figure_found *found, struct figure_said *said,
                                struct publication *p)
{
    result e = may_be_said(ctx, found);
    if (!e && found->is_confirmed)
        e = fail(ctx, ERR_RULE, "it is confirmed already");
    if (!e && !found->is_same)
        e = fail(ctx, ERR_RULE, "the record does not say what was published any more: correct it");
    if (!e)
        e = office_check(ctx, said);
    if (!e)
        e = words_check(ctx, said, NULL);
    if (e)
        return e;
    *p = publication_of(found, said);
    p->name = STR("confirmed");
    p->words = said->words.n ? full_stop(ctx, said->words) : STR("Confirmed by its provider.");
    return OK;
}

static result correction_make(struct ctx *ctx, const struct figure_found *found, struct figure_said *said,
                              struct publication *p)
{
    result e = may_be_said(ctx, found);
    if (!e && found->is_same)
        e = fail(
            ctx, ERR_RULE,
            "the record says what was published: put right what is wrong in it first, and the figure follows");
    if (!e)
        e = words_check(ctx, said, "write why the figure is another one now: everybody reads it");
    if (!e)
        e = office_check(ctx, said);
    if (e)
        return e;
    *p = publication_of(found, said);
    p->name = STR("corrected");
    p->words = full_stop(ctx, said->words);
    return OK;
}

result figure_confirm(struct desk *desk, const struct figure_found *found, struct figure_said *said)
{
    struct publication p;
    result e = confirmation_make(desk->ctx, found, said, &p);
    p.at = desk->at;
    return e ? e : publish(desk, found, &p);
}

result figure_correct(struct desk *desk, const struct figure_found *found, struct figure_said *said)
{
    struct publication p;
    result e = correction_make(desk->ctx, found, said, &p);
    p.at = desk->at;
    return e ? e : publish(desk, found, &p);
}

static result party_check(struct ctx *ctx, const struct figure_found *found, struct figure_said *said)
{
    for (size_t i = 0; i < found->speaks_for.n; i++)
        if (str_equal(found->speaks_for.at[i], said->party))
            return OK;
    said->part = FIGURE_PART_PARTY;
    return found->speaks_for.n
        ? fail(ctx, ERR_INPUT, "choose for whom you reply")
        : fail(ctx, ERR_DENIED, "only another party of the charter replies to a figure");
}

static result reply_make(struct ctx *ctx, const struct figure_found *found, struct figure_said *said,
                         struct figure_words *words)
{
    if (found->speaks_for.n == 1 && !said->party.n)
        said->party = found->speaks_for.at[0];
    result e = found->stands ? OK : fail(ctx, ERR_RULE, "nothing is published yet that could be replied to");
    if (!e)
        e = party_check(ctx, found, said);
    if (!e)
        e = words_check(ctx, said, "write the reply: everybody reads it beside the figure");
    if (!e)
        e = office_check(ctx, said);
    if (e)
        return e;
    words->said_by = str_format(ctx->arena, "%.*s, %.*s", STR_ARGS(said->office), STR_ARGS(said->party));
    words->words = full_stop(ctx, said->words);
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

result figure_reply(struct desk *desk, const struct figure_found *found, struct figure_said *said)
{
    struct figure_words words;
    result e = reply_make(desk->ctx, found, said, &words);
    if (e)
        return e;
    struct fact_insert_in fact = desk_fact(desk, FACT_NOTE);
    fact.document = found->key.document;
    fact.clause = found->key.clause;
    fact.name = FACT_NOTE_REPLY;
    fact.value = found->key.is_count ? STR("of the count") : (str){ 0 };
    fact.period_from = found->row->period.from;
    fact.period_to = found->row->period.to;
    fact.said_by = words.said_by;
    fact.words = words.words;
    return desk_say(desk, fact, NULL);
}

result figure_foretell(struct ctx *ctx, const struct figure_found *found, enum figure_deed deed,
                       struct figure_said *said, struct figure_words *words)
{
    struct publication p;
    if (deed == FIGURE_REPLY)
        return reply_make(ctx, found, said, words);
    result e = deed == FIGURE_CONFIRM ? confirmation_make(ctx, found, said, &p)
                                      : correction_make(ctx, found, said, &p);
    if (e)
        return e;
    struct fact_insert_in fact = figure_fact(ctx, &p, found->row);
    *words = (struct figure_words){ fact.words, fact.said_by };
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

result figure_settle(struct desk *desk, const struct figure_found *found)
{
    return owed_targets_write(desk->ctx, desk->db, desk->ledger, found->key.document, found->key.clause);
}
