// A step of redress, answered: checked, put on record, and what follows from it.
#include "app/step_answer.h"

#include "app/owed.h"
#include "app/public_words.h"
#include "app/record.h"
#include "rules/money.h"

enum { ANSWER_MAX = 16 << 10 };

struct answering {
    struct desk *desk;
    const struct step_found *found;
    struct step_said *said;
};

static struct ctx *ctx_of(const struct answering *a)
{
    return a->desk->ctx;
}

static const struct zone *zone_of(const struct answering *a)
{
    return a->desk->ledger->zone;
}

// Whose text it is, so that the page can say it beside its field.
static result at_part(struct answering *a, enum step_part part, result e)
{
    a->said->part = part;
    return e;
}

static result text_check(struct answering *a, enum step_part part, str text, const char *missing)
{
    size_t most = part == STEP_PART_WORDS || part == STEP_PART_REASON ? STEP_WORDS_MAX : STEP_LINE_MAX;
    const struct public_form form = { ctx_of(a), a->said->is_office, &a->said->looks_personal };
    result e = public_field_check(&form, text, most, missing);
    return e ? at_part(a, part, e) : OK;
}

// The day of the miss: of a target the last of the period, of a case the one on which it was late.
static date missed_on(const struct answering *a)
{
    const struct obligation_row *row = a->found->row;
    return row->case_id ? zone_date(zone_of(a), row->opened, NULL) : row->period_to;
}

bool step_rest(const struct obligation_row *row, struct step_rest *rest)
{
    int64_t paid = row->paid == ID_NONE ? 0 : row->paid;
    *rest = (struct step_rest){ 0 };
    if (row->pays == ID_NONE || row->least == ID_NONE || row->most == ID_NONE)
        return false;
    rest->least = row->least > paid ? row->least - paid : 0;
    rest->most = row->most > paid ? row->most - paid : 0;
    return true;
}

static bool is_part(const struct answering *a)
{
    struct step_rest rest;
    return step_rest(a->found->row, &rest) && a->said->pence < rest.least;
}

static result day_check(struct answering *a)
{
    struct ctx *ctx = ctx_of(a);
    date today = zone_date(zone_of(a), a->desk->at, NULL), missed = missed_on(a), day = a->said->day;
    result e = OK;
    if (date_is_none(day))
        e = fail(ctx, ERR_INPUT, "write the day on which it was done, such as 20 11 2026");
    else if (day.day > today.day)
        e = fail(ctx, ERR_INPUT, "it can't have been done yet on %.*s: today is %.*s",
                 STR_ARGS(date_words(ctx, day)), STR_ARGS(date_words(ctx, today)));
    else if (day.day < missed.day)
        e = fail(ctx, ERR_INPUT,
                 "the promise was missed on %.*s: what is owed for that can't have been done before",
                 STR_ARGS(date_words(ctx, missed)));
    return at_part(a, STEP_PART_DAY, e);
}

static result new_day_check(struct answering *a)
{
    const struct step *step = &a->found->line->step;
    date today = zone_date(zone_of(a), a->desk->at, NULL), day = a->said->new_day;
    if (!step_gives_date(step))
        return OK;
    if (date_is_none(day))
        return at_part(a, STEP_PART_NEW_DAY,
                       fail(ctx_of(a), ERR_INPUT, "write the new date, such as 20 12 2026"));
    return day.day >= today.day
        ? OK
        : at_part(a, STEP_PART_NEW_DAY, fail(ctx_of(a), ERR_INPUT, "a new date can't lie in the past"));
}

static result too_much(struct ctx *ctx, const struct obligation_row *row, int64_t most)
{
    str owed = pence_words(ctx, most);
    if (row->paid > 0)
        return fail(ctx, ERR_INPUT, "%.*s is still owed, and no more: %.*s of it is paid already",
                    STR_ARGS(owed), STR_ARGS(pence_words(ctx, row->paid)));
    return row->least == row->most
        ? fail(ctx, ERR_INPUT, "%.*s is owed, and no more: its working stands above", STR_ARGS(owed))
        : fail(ctx, ERR_INPUT, "at most %.*s is owed: its working stands above", STR_ARGS(owed));
}

// Against what is still owed: no more than that, to the penny. What is less is a part, and the rest stays owed.
static result sum_check(struct answering *a)
{
    struct ctx *ctx = ctx_of(a);
    const struct obligation_row *row = a->found->row;
    int64_t pence = a->said->pence;
    struct step_rest rest;
    result e = OK;
    if (pence <= 0)
        e = fail(ctx, ERR_INPUT, "write how much was paid, in pounds and pence, such as 12.50");
    else if (row->pays == PAYMENT_NOT_OWED)
        e = fail(ctx, ERR_RULE, "nothing is owed by this step: its working says why");
    else if (step_rest(row, &rest) && pence > rest.most)
        e = too_much(ctx, row, rest.most);
    return at_part(a, STEP_PART_SUM, e);
}

static result said_check(struct answering *a)
{
    const struct step_said *s = a->said;
    enum step_kind kind = step_kind_of(&a->found->line->step);
    bool pays = kind == STEP_PAYMENT;
    result e = pays ? sum_check(a)
                    : text_check(a, STEP_PART_WORDS, s->words, "write what everybody will read");
    if (!e && pays)
        e = text_check(a, STEP_PART_REFERENCE, s->reference, "write the reference of the payment");
    if (!e && pays)
        e = text_check(a, STEP_PART_WORDS, s->words, NULL);
    if (!e)
        e = new_day_check(a);
    if (!e && kind == STEP_MEETING)
        e = text_check(a, STEP_PART_WHERE, s->where, "write which meeting it was, and where its minutes are");
    if (!e)
        e = text_check(a, STEP_PART_EVIDENCE, s->evidence, NULL);
    if (!e)
        e = text_check(a, STEP_PART_OFFICE, s->office, "write the post or office that says so");
    if (!e)
        e = day_check(a);
    if (!e && !pays && a->found->answer)
        e = text_check(a, STEP_PART_REASON, s->reason, "write what was wrong with what stands there");
    if (!e)
        a->said->part = STEP_PART_NONE;
    return e;
}

static void line_add(struct buffer *out, const char *before, str words)
{
    if (!words.n)
        return;
    buffer_add(out, buffer_str(out).n ? STR(" ") : STR(""));
    buffer_print(out, "%s%.*s", before, STR_ARGS(words));
    char last = words.at[words.n - 1];
    if (last != '.' && last != '!' && last != '?')
        buffer_byte(out, '.');
}

// The answer as everybody reads it, in one paragraph.
static str answer_words(const struct answering *a)
{
    struct ctx *ctx = ctx_of(a);
    const struct step_said *s = a->said;
    const struct obligation_row *row = a->found->row;
    bool pays = a->found->line->step.verb != STEP_DOES;
    struct buffer out = buffer_open(ANSWER_MAX);
    if (pays)
        line_add(&out, "",
                 str_format(ctx->arena, "%.*s paid%s%.*s%s", STR_ARGS(pence_words(ctx, s->pence)),
                            row->payee.n ? " to " : "", STR_ARGS(row->payee),
                            is_part(a) ? ", a part of what is owed" : ""));
    if (pays)
        line_add(&out, "Reference: ", s->reference);
    line_add(&out, "", s->words);
    if (!date_is_none(s->new_day))
        line_add(&out, "New date: ", date_words(ctx, s->new_day));
    line_add(&out, "Meeting: ", s->where);
    line_add(&out, "Evidence: ", s->evidence);
    line_add(&out, "Put right because: ", s->reason);
    str words = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return words;
}

// By which office, and when it was put on record if that was later.
static str office_words(const struct answering *a, bool is_later)
{
    struct ctx *ctx = ctx_of(a);
    if (!is_later)
        return a->said->office;
    str day = date_words(ctx, zone_date(zone_of(a), a->desk->at, NULL));
    return str_format(ctx->arena, "%.*s; put on record on %.*s", STR_ARGS(a->said->office), STR_ARGS(day));
}

static struct fact_insert_in step_fact(const struct answering *a, enum fact_kind kind)
{
    const struct obligation_row *row = a->found->row;
    struct fact_insert_in fact = desk_fact(a->desk, kind);
    fact.document = row->document;
    fact.clause = row->promise;
    fact.name = row->redress;
    fact.value = str_format(ctx_of(a)->arena, "%lld", (long long)row->step);
    fact.said_by = a->said->office;
    if (!row->case_id) {
        fact.period_from = row->period_from;
        fact.period_to = row->period_to;
    }
    return fact;
}

static result say(const struct answering *a, struct fact_insert_in fact)
{
    struct ctx *ctx = ctx_of(a);
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : desk_say(a->desk, fact, NULL);
}

static void day_put(const struct answering *a, struct fact_insert_in *fact)
{
    date day = a->said->day;
    bool is_later = day.day < zone_date(zone_of(a), a->desk->at, NULL).day;
    fact->said_by = office_words(a, is_later);
    if (!is_later)
        return;
    fact->happened = zone_midnight(zone_of(a), day);
    fact->happened_last = (instant){ zone_midnight(zone_of(a), date_add_days(day, 1)).second - 1 };
}

// What the form of such a step does not ask is not looked at, and not taken.
static void unasked_drop(struct answering *a)
{
    const struct step *step = &a->found->line->step;
    if (!step_gives_date(step))
        a->said->new_day = DATE_NONE;
    if (step_kind_of(step) != STEP_MEETING)
        a->said->where = (str){ 0 };
    if (!a->found->answer || step->verb != STEP_DOES)
        a->said->reason = (str){ 0 };
}

bool step_is_paid(const struct step_found *found)
{
    struct step_rest rest;
    bool is_owed = found->row->pays == PAYMENT_DUE && step_rest(found->row, &rest) && rest.most > 0;
    return found->line->step.verb != STEP_DOES && !instant_is_none(found->row->done) && !is_owed;
}

result step_same(struct ctx *ctx, const struct step_found *found, int64_t seen)
{
    return found->last == seen
        ? OK
        : fail(ctx, ERR_CONFLICT,
               "somebody answered this step while you wrote: look at what stands there "
               "now, and send yours again if it still holds");
}

// "3: £4 in part", "3: £6 the last of £10", "3: £10".
static str paid_value(const struct answering *a)
{
    struct ctx *ctx = ctx_of(a);
    const struct obligation_row *row = a->found->row;
    str sum = str_format(ctx->arena, "%lld: %.*s", (long long)row->step,
                         STR_ARGS(pence_words(ctx, a->said->pence)));
    if (is_part(a))
        return str_format(ctx->arena, "%.*s%.*s", STR_ARGS(sum), STR_ARGS(STEP_IN_PART));
    str all = row->paid > 0 ? pence_words(ctx, row->paid + a->said->pence) : (str){ 0 };
    return all.n
        ? str_format(ctx->arena, "%.*s%.*s%.*s", STR_ARGS(sum), STR_ARGS(STEP_LAST_OF), STR_ARGS(all))
        : sum;
}

result step_answer(struct desk *desk, const struct step_found *found, struct step_said *said)
{
    struct answering a = { desk, found, said };
    bool pays = found->line->step.verb != STEP_DOES;
    unasked_drop(&a);
    if (pays && found->claim)
        return fail(desk->ctx, ERR_RULE,
                    "a payment is recorded already, and waits for somebody to confirm it");
    if (pays && found->answer && step_is_paid(found))
        return fail(desk->ctx, ERR_RULE, "it has been paid: take that back first, if it is wrong");
    if (!found->answer && !step_is_open(found->row))
        return fail(desk->ctx, ERR_RULE, "its turn has not come, or nothing is owed by it");
    result e = said_check(&a);
    if (e)
        return e;
    struct fact_insert_in fact = step_fact(&a, pays ? FACT_STEP_PAID : FACT_STEP_DONE);
    day_put(&a, &fact);
    fact.words = answer_words(&a);
    if (found->answer && !pays)
        fact.corrects = found->answer->id;
    if (pays)
        fact.value = paid_value(&a);
    if (!date_is_none(said->new_day))
        fact.until = (instant){ zone_midnight(zone_of(&a), date_add_days(said->new_day, 1)).second - 1 };
    return say(&a, fact);
}

// The same person, or somebody who is reached at the same e-mail address.
static result is_one(struct ctx *ctx, struct db *db, int64_t actor, int64_t person, bool *is_so)
{
    struct person_row a, b;
    bool has_a = false, has_b = false;
    *is_so = actor == person;
    if (*is_so || person == ID_NONE)
        return OK;
    result e = query_person_by_id(ctx, db, &(struct person_by_id_in){ COMMUNITY_FIRST, actor }, &a, &has_a);
    if (!e)
        e = query_person_by_id(ctx, db, &(struct person_by_id_in){ COMMUNITY_FIRST, person }, &b, &has_b);
    *is_so = !e && has_a && has_b && a.email.n && str_equal(a.email, b.email);
    return e;
}

result step_is_by(struct ctx *ctx, struct db *db, const struct step_found *found, int64_t person, bool *is_so)
{
    struct private_by_fact_out part = { .actor = ID_NONE };
    bool is_found = false;
    result e = OK;
    if (found->claim)
        e = query_private_by_fact(ctx, db, &(struct private_by_fact_in){ COMMUNITY_FIRST, found->claim->id },
                                  &part, &is_found);
    *is_so = false;
    return e || !is_found || part.actor == ID_NONE ? e : is_one(ctx, db, part.actor, person, is_so);
}

result step_confirm(struct desk *desk, const struct step_found *found, struct step_said *said)
{
    struct answering a = { desk, found, said };
    bool is_own;
    if (!found->claim)
        return fail(desk->ctx, ERR_RULE, "no payment waits to be confirmed");
    result e = step_is_by(desk->ctx, desk->db, found, desk->by.person, &is_own);
    if (!e && is_own)
        return fail(desk->ctx, ERR_DENIED,
                    "you recorded this payment: somebody else has to confirm that it was made");
    if (!e)
        e = text_check(&a, STEP_PART_OFFICE, said->office, "write the post or office that confirms it");
    if (e)
        return e;
    struct fact_insert_in fact = step_fact(&a, FACT_STEP_DONE);
    fact.happened = found->claim->happened;
    fact.happened_last = found->claim->happened_last;
    fact.value = found->claim->value;
    fact.words = found->claim->words;
    fact.said_by = str_format(desk->ctx->arena, "%.*s; confirmed by %.*s", STR_ARGS(found->claim->said_by),
                              STR_ARGS(said->office));
    return say(&a, fact);
}

// Of several that stand the one that was chosen; NULL where none was.
static const struct fact_row *wrong_of(const struct step_found *found, int64_t of, size_t *n)
{
    const struct fact_row *only = NULL, *chosen = NULL;
    *n = 0;
    for (size_t i = 0; i < found->said.n; i++) {
        const struct fact_row *fact = &found->said.at[i];
        if (!step_fact_stands(found, fact))
            continue;
        only = ++*n == 1 ? fact : NULL;
        chosen = fact->id == of ? fact : chosen;
    }
    return chosen ? chosen : only;
}

// "£250 was not paid": which of several it is stands in the words.
static str taken_back_words(const struct answering *a, const struct fact_row *wrong)
{
    struct arena *arena = ctx_of(a)->arena;
    str sum = step_fact_sum(wrong);
    if (a->found->line->step.verb == STEP_DOES)
        return str_format(arena, "It was not done: %.*s", STR_ARGS(a->said->reason));
    return str_format(arena, "%.*s was not paid: %.*s", STR_ARGS(sum.n ? sum : STR("It")),
                      STR_ARGS(a->said->reason));
}

result step_take_back(struct desk *desk, const struct step_found *found, struct step_said *said)
{
    struct answering a = { desk, found, said };
    size_t n;
    const struct fact_row *wrong = wrong_of(found, said->of, &n);
    if (!n)
        return fail(desk->ctx, ERR_RULE, "there is nothing to take back");
    if (!wrong)
        return at_part(&a, STEP_PART_WHICH, fail(desk->ctx, ERR_INPUT, "choose which payment was not made"));
    result e = text_check(&a, STEP_PART_REASON, said->reason, "write what was wrong with what stands there");
    if (!e)
        e = text_check(&a, STEP_PART_OFFICE, said->office, "write the post or office that says so");
    if (e)
        return e;
    struct fact_insert_in fact = step_fact(&a, wrong == found->claim ? FACT_STEP_PAID : FACT_STEP_DONE);
    fact.value = str_format(desk->ctx->arena, "%lld: not done", (long long)found->row->step);
    fact.words = taken_back_words(&a, wrong);
    fact.corrects = wrong->id;
    return say(&a, fact);
}

result step_settle(struct desk *desk, const struct step_found *found)
{
    if (found->row->case_id)
        return desk_settle(desk);
    return owed_targets_write(desk->ctx, desk->db, desk->ledger, found->row->document, found->row->promise);
}
