#include "app/agreeing.h"

#include "app/ledger.h"
#include "app/record.h"

static bool is_event(const struct fact_row *f, str name)
{
    return f->kind == FACT_EVENT && str_same_name(f->name, name);
}

static bool is_said_against(const struct fact_row *f)
{
    return f->kind == FACT_DISPUTED && f->voice == VOICE_REPORTER && !f->name.n &&
        str_equal(f->value, FACT_VALUE_OPEN);
}

struct reporter_word reporter_word_of(const struct fact_row_list *facts)
{
    struct reporter_word word = { SAYS_NOTHING, INSTANT_NONE, ID_NONE };
    str ending = { 0 };
    for (size_t i = 0; i < facts->n; i++) {
        const struct fact_row *f = &facts->at[i];
        bool is_closing = is_event(f, STR("completion"));
        ending = is_closing ? (str){ 0 } : f->kind == FACT_STATUS ? f->name : ending;
        bool is_unsaid = f->kind == FACT_AGREED && str_equal(f->value, FACT_VALUE_TAKEN_BACK);
        if (is_closing || is_unsaid)
            word = (struct reporter_word){ SAYS_NOTHING, INSTANT_NONE, ID_NONE };
        else if (is_said_against(f))
            word = (struct reporter_word){ ending_claims_mended(ending) ? SAYS_NOT_FIXED : SAYS_DISAGREES,
                                           f->happened, f->id };
        else if (f->kind == FACT_AGREED)
            word = (struct reporter_word){ SAYS_FIXED, f->happened, f->id };
    }
    return word;
}

str reporter_word_text(enum reporter_says says)
{
    static const str words[] = { [SAYS_NOTHING] = STR_INIT(""),
                                 [SAYS_FIXED] = STR_INIT("It is fixed"),
                                 [SAYS_NOT_FIXED] = STR_INIT("It is not fixed"),
                                 [SAYS_DISAGREES] = STR_INIT("It is not as the service says") };
    return words[says];
}

static result is_said_by(struct ctx *ctx, struct db *db, int64_t fact, int64_t person, bool *is_theirs)
{
    struct private_by_fact_out part;
    bool is_found = false;
    result e = query_private_by_fact(ctx, db, &(struct private_by_fact_in){ COMMUNITY_FIRST, fact }, &part,
                                     &is_found);
    *is_theirs = !e && is_found && part.actor != ID_NONE && part.actor == person;
    return e;
}

result reporter_word_is_of(struct ctx *ctx, struct db *db, const struct reporter_word *word, int64_t person,
                           bool *is_theirs)
{
    *is_theirs = false;
    return word->fact == ID_NONE ? OK : is_said_by(ctx, db, word->fact, person, is_theirs);
}

// What they have said of it themselves.
struct own_words {
    const struct fact_row *dispute; // that nobody has answered; NULL for none
    bool is_agreed;
};

static result own_words(struct ctx *ctx, struct db *db, const struct agree_asked *asked,
                        struct own_words *own)
{
    const struct fact_row_list *facts = asked->of.facts;
    const struct reporter_word word = reporter_word_of(facts);
    const struct fact_row *last = NULL;
    bool is_theirs = false;
    *own = (struct own_words){ .dispute = NULL };
    for (size_t i = 0; i < facts->n; i++)
        if (facts->at[i].kind == FACT_DISPUTED)
            last = &facts->at[i];
    result e = reporter_word_is_of(ctx, db, &word, asked->person, &own->is_agreed);
    own->is_agreed &= word.says == SAYS_FIXED;
    if (!e && last && is_said_against(last))
        e = is_said_by(ctx, db, last->id, asked->person, &is_theirs);
    own->dispute = is_theirs ? last : NULL;
    return e;
}

// It is open, and not because somebody said that it is not fixed: then saying so takes nothing back.
static bool is_news(const struct dispute_asked *a)
{
    return a->status == CASE_OPEN && !work_facts_of(a->facts).is_disputed;
}

static str refusal_of(struct ctx *ctx, const struct dispute_asked *a, const struct own_words *own)
{
    bool was_fixed = reporter_word_of(a->facts).says == SAYS_NOT_FIXED;
    bool is_fixed = a->status == CASE_CLOSED && ending_claims_mended(work_facts_of(a->facts).ending);
    if (a->status == CASE_EXCLUDED)
        return STR("it is not counted: say so of the report that it was added to");
    if (own->is_agreed)
        return STR("this has been said already");
    if (is_news(a))
        return (str){ 0 };
    if (a->status == CASE_OPEN && !own->dispute)
        return STR("somebody else said that it is not fixed, and is to be answered first");
    if (own->dispute ? !was_fixed : !is_fixed)
        return STR("it was not closed as fixed");
    if (closing_days(a) > DISPUTE_DAYS)
        return str_format(ctx->arena, "it was closed more than %d days ago", DISPUTE_DAYS);
    return (str){ 0 };
}

result agree_offer(struct ctx *ctx, struct db *db, const struct agree_asked *asked, struct agree_offer *offer)
{
    struct own_words own;
    result e = own_words(ctx, db, asked, &own);
    *offer = (struct agree_offer){ .is_news = !e && is_news(&asked->of) };
    if (!e) {
        offer->refusal = refusal_of(ctx, &asked->of, &own);
        offer->may_unsay = own.is_agreed && offer->is_news;
    }
    return e;
}

// What saying so opened again; ID_NONE if nothing was.
static int64_t reopening_of(const struct fact_row_list *facts, const struct fact_row *own)
{
    for (size_t i = 0; own && i < facts->n; i++) {
        const struct fact_row *f = &facts->at[i];
        if (f->id > own->id && f->recorded.second == own->recorded.second && is_event(f, STR("reopened")))
            return f->id;
    }
    return ID_NONE;
}

static struct agree_asked asked_at(const struct desk *desk)
{
    return (struct agree_asked){
        { (enum case_status)desk->row.status, &desk->facts, desk->ledger->zone, desk->at }, desk->by.person
    };
}

result case_agree(struct desk *desk)
{
    const struct agree_asked asked = asked_at(desk);
    struct own_words own;
    result e = own_words(desk->ctx, desk->db, &asked, &own);
    if (e)
        return e;
    str refusal = refusal_of(desk->ctx, &asked.of, &own);
    if (refusal.n)
        return fail(desk->ctx, ERR_RULE, "%.*s", STR_ARGS(refusal));
    struct fact_insert_in fact = desk_fact(desk, FACT_AGREED);
    fact.corrects = reopening_of(&desk->facts, own.dispute);
    e = desk_say(desk, fact, NULL);
    if (e || !own.dispute)
        return e;
    fact = desk_fact(desk, FACT_DISPUTED);
    fact.value = FACT_VALUE_ANSWERED;
    return desk_say(desk, fact, NULL);
}

result case_unsay(struct desk *desk)
{
    const struct agree_asked asked = asked_at(desk);
    struct agree_offer offer;
    result e = agree_offer(desk->ctx, desk->db, &asked, &offer);
    if (e)
        return e;
    if (!offer.may_unsay)
        return fail(desk->ctx, ERR_RULE, "you have not said that it is fixed while it is open");
    struct fact_insert_in fact = desk_fact(desk, FACT_AGREED);
    fact.value = FACT_VALUE_TAKEN_BACK;
    return desk_say(desk, fact, NULL);
}
