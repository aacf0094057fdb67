#include "app/meeting.h"

#include "app/party.h"
#include "app/public_words.h"

#include <stdlib.h>

static bool is_of(const struct fact_row *f, str charter)
{
    return f->kind == FACT_MEETING && str_equal(f->document, charter);
}

static const struct fact_row *end_of(const struct fact_row *facts, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (facts[i].kind == FACT_MEETING && facts[i].corrects == id)
            return &facts[i];
    return NULL;
}

static date day_before(const struct zone *zone, instant until)
{
    return instant_is_none(until) ? DATE_NONE : zone_date(zone, (instant){ until.second - 1 }, NULL);
}

static int by_due(const void *a, const void *b)
{
    const struct agreed *x = a, *y = b;
    if (!x->end != !y->end)
        return x->end ? 1 : -1;
    int64_t dx = date_is_none(x->by) ? INT32_MAX : x->by.day,
            dy = date_is_none(y->by) ? INT32_MAX : y->by.day;
    int64_t d = x->end ? y->end->id - x->end->id : dx != dy ? dx - dy : x->fact->id - y->fact->id;
    return d < 0 ? -1 : d > 0;
}

result meeting_agreed(struct ctx *ctx, const struct board *board, str charter, struct agreed_list *list)
{
    const struct fact_row_list *facts = &board->facts;
    *list = (struct agreed_list){ 0 };
    for (size_t i = 0; i < facts->n; i++) {
        const struct fact_row *f = &facts->at[i];
        if (!is_of(f, charter) || !str_equal(f->name, MEETING_AGREED))
            continue;
        struct agreed *slot = LIST_PUSH(ctx->arena, list);
        if (!slot)
            return arena_fail(ctx);
        *slot = (struct agreed){ f, end_of(facts->at, facts->n, f->id), day_before(board->zone, f->until),
                                 false };
        slot->is_late = !slot->end && !date_is_none(slot->by) && slot->by.day < board->today.day;
    }
    if (list->n > 1)
        qsort(list->at, list->n, sizeof *list->at, by_due);
    return OK;
}

const struct fact_row *meeting_next(const struct board *board, str charter)
{
    const struct fact_row *last = NULL;
    for (size_t i = 0; i < board->facts.n; i++) {
        const struct fact_row *f = &board->facts.at[i];
        if (is_of(f, charter) && str_equal(f->name, MEETING_NEXT) && (!last || f->id > last->id))
            last = f;
    }
    return last && zone_date(board->zone, last->until, NULL).day >= board->today.day ? last : NULL;
}

static result refuse(struct desk *desk, struct meeting_said *said, enum meeting_part part, const char *why)
{
    said->part = part;
    return fail(desk->ctx, ERR_INPUT, "%s", why);
}

static bool is_among(const struct str_list *list, str one)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_equal(list->at[i], one))
            return true;
    return false;
}

static result speaks_check(struct desk *desk, const struct document *document, const struct visitor *visitor,
                           struct meeting_said *said)
{
    struct str_list parties = { 0 };
    result e = parties_of_visitor(desk->ctx, desk->db, document, visitor, &parties);
    if (e)
        return e;
    if (!parties.n)
        return fail(desk->ctx, ERR_DENIED, "only a party of the charter writes down what its meeting agreed");
    if (parties.n == 1 && !said->party.n)
        said->party = parties.at[0];
    return is_among(&parties, said->party)
        ? OK
        : refuse(desk, said, MEETING_PARTY, "choose for which party you write");
}

static result words_check(struct desk *desk, struct meeting_said *said)
{
    const struct public_form form = { desk->ctx, said->is_office, &said->looks_personal };
    const char *missing = str_equal(said->deed, MEETING_NEXT) ? "write where it is held"
        : str_equal(said->deed, MEETING_AGREED)               ? "write what is to be done"
        : str_equal(said->deed, MEETING_DROPPED)              ? "write why it is not done: everybody reads it"
                                                              : NULL;
    said->part = MEETING_WORDS;
    result e = public_field_check(&form, said->words, MEETING_WORDS_MAX, missing);
    if (e)
        return e;
    said->part = MEETING_OFFICE;
    return public_field_check(&form, said->office, PUBLIC_LINE_MAX, "write the post or office that says so");
}

static result day_check(struct desk *desk, struct meeting_said *said)
{
    date today = zone_date(desk->ledger->zone, desk->at, NULL);
    bool is_next = str_equal(said->deed, MEETING_NEXT);
    if (date_is_none(said->day))
        return is_next ? refuse(desk, said, MEETING_DAY, "write the day on which it is, such as 20 11 2026")
                       : OK;
    if (said->day.day < today.day || said->day.day > today.day + MEETING_AHEAD_DAYS)
        return refuse(desk, said, MEETING_DAY, "write a day to come, at most two years ahead");
    return is_next && said->second < 0
        ? refuse(desk, said, MEETING_TIME, "write the time at which it begins, such as 18:30")
        : OK;
}

static result of_check(struct desk *desk, struct meeting_said *said, const struct fact_row_list *facts)
{
    const struct fact_row *of = NULL;
    for (size_t i = 0; i < facts->n; i++)
        if (facts->at[i].id == said->of && str_equal(facts->at[i].name, MEETING_AGREED))
            of = &facts->at[i];
    if (!of)
        return refuse(desk, said, MEETING_OF, "choose which of them it is");
    said->part = MEETING_OF;
    return end_of(facts->at, facts->n, of->id)
        ? fail(desk->ctx, ERR_RULE, "somebody has said what became of it already")
        : OK;
}

static result who_check(struct desk *desk, const struct document *document, struct meeting_said *said)
{
    const struct field *between = field_find(&document->header, KEY_BETWEEN);
    bool is_party = between && !between->is_bad && is_among(&between->items, said->who);
    return is_party ? OK : refuse(desk, said, MEETING_WHO, "choose which party does it");
}

static struct fact_insert_in meeting_fact(const struct desk *desk, const struct document *document,
                                          const struct meeting_said *said)
{
    const struct zone *zone = desk->ledger->zone;
    struct fact_insert_in fact = desk_fact(desk, FACT_MEETING);
    fact.document = document->id;
    fact.name = said->deed;
    fact.words = said->words;
    fact.said_by = str_format(desk->ctx->arena, "%.*s, for %.*s", STR_ARGS(said->office),
                              STR_ARGS(said->party));
    if (str_equal(said->deed, MEETING_NEXT)) {
        fact.until = zone_instant(zone, said->day, said->second, NULL);
    } else if (str_equal(said->deed, MEETING_AGREED)) {
        fact.value = said->who;
        if (!date_is_none(said->day))
            fact.until = zone_midnight(zone, date_add_days(said->day, 1));
    } else {
        fact.corrects = said->of;
    }
    return fact;
}

static bool is_same(const struct fact_row *f, const struct fact_insert_in *fact)
{
    return str_equal(f->name, fact->name) && str_equal(f->words, fact->words) &&
        str_equal(f->value, fact->value) && f->until.second == fact->until.second &&
        f->corrects == fact->corrects;
}

result meeting_say(struct desk *desk, const struct document *document, const struct visitor *visitor,
                   struct meeting_said *said)
{
    bool is_agreed = str_equal(said->deed, MEETING_AGREED), is_next = str_equal(said->deed, MEETING_NEXT),
         ends = str_equal(said->deed, MEETING_DONE) || str_equal(said->deed, MEETING_DROPPED);
    struct fact_row_list facts;
    result e = speaks_check(desk, document, visitor, said);
    if (!e && !is_agreed && !is_next && !ends)
        e = refuse(desk, said, MEETING_OF, "choose what became of it");
    if (!e)
        e = query_fact_of_document(
            desk->ctx, desk->db, &(struct fact_of_document_in){ COMMUNITY_FIRST, document->id, FACT_MEETING },
            &facts);
    if (!e && ends)
        e = of_check(desk, said, &facts);
    if (!e && is_agreed)
        e = who_check(desk, document, said);
    if (!e)
        e = words_check(desk, said);
    if (!e && !ends)
        e = day_check(desk, said);
    if (e)
        return e;
    struct fact_insert_in fact = meeting_fact(desk, document, said);
    for (size_t i = 0; i < facts.n; i++)
        if (is_same(&facts.at[i], &fact))
            return OK;
    return arena_is_full(desk->ctx->arena) ? arena_fail(desk->ctx) : desk_say(desk, fact, NULL);
}
