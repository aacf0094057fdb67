#include "app/telling.h"

#include "app/ledger.h"
#include "app/message.h"
#include "app/owed.h"
#include "store/fact.h"

struct case_news {
    const struct fact_row *fact; // whose words it has
    str message;                 // empty: nothing to tell
    int64_t only, but;           // as in struct telling
};

// The words of a closing stand in the completion, how it ended in the status that is recorded after it. Of several
// closings in one second it is the last before the status: the order of recording tells, not the clock.
static const struct fact_row *words_of(const struct fact_row_list *facts, const struct fact_row *status)
{
    const struct fact_row *last = NULL;
    for (size_t i = 0; i < facts->n && facts->at[i].id < status->id; i++) {
        const struct fact_row *f = &facts->at[i];
        bool is_event = f->kind == FACT_EVENT && f->happened.second == status->happened.second;
        if (is_event && str_same_name(f->name, STR("completion")))
            last = f;
        else if (is_event && str_same_name(f->name, STR("reopened")))
            last = NULL;
    }
    return last && last->words.n ? last : status;
}

// Whether it was a champion or a councillor who said last, before that fact, that it is not so.
static bool is_found(const struct fact_row_list *facts, const struct fact_row *f)
{
    bool is_champions = false;
    for (size_t i = 0; i < facts->n && &facts->at[i] <= f; i++)
        if (facts->at[i].kind == FACT_DISPUTED && str_equal(facts->at[i].value, FACT_VALUE_OPEN))
            is_champions = facts->at[i].voice == VOICE_CHAMPION;
    return is_champions;
}

// That a clock's event has happened: the service says so, in words (app/happening.h).
static bool is_happening(const struct fact_row *f)
{
    static const str others[] = { STR_INIT("completion"), STR_INIT("reopened") };
    bool is_other = str_same_name(f->name, FACT_PASSING_ON);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        is_other |= str_same_name(f->name, others[i]);
    return f->voice == VOICE_SERVICE && f->words.n && !is_other;
}

// That they ask for what is given on request, as an officer wrote it down: on their own page they see it at once.
static bool is_asked_for_them(const struct fact_row *f)
{
    return f->voice == VOICE_REPORTER && str_same_name(f->name, STR("request")) &&
        !str_equal(f->said_by, STR("web"));
}

// Whether the dispute before that answer was of a step of redress (app/owed_review.h).
static bool is_of_step(const struct fact_row_list *facts, const struct fact_row *answer)
{
    bool is_step = false;
    for (size_t i = 0; i < facts->n && &facts->at[i] <= answer; i++)
        if (facts->at[i].kind == FACT_DISPUTED && str_equal(facts->at[i].value, FACT_VALUE_OPEN))
            is_step = facts->at[i].name.n > 0;
    return is_step;
}

static str dispute_message(const struct fact_row_list *facts, const struct fact_row *f)
{
    if (is_of_step(facts, f))
        return str_equal(f->value, FACT_VALUE_OPEN) || !f->words.n ? (str){ 0 } : STR("step-reviewed");
    bool is_by_champion = is_found(facts, f);
    if (str_equal(f->value, FACT_VALUE_OPEN))
        return is_by_champion ? STR("found") : STR("disputed");
    return !f->words.n ? (str){ 0 } : is_by_champion ? STR("found-answered") : STR("answered");
}

// Who said a fact; 0 where that is not known.
static result actor_of(struct ctx *ctx, struct db *db, const struct fact_row *fact, int64_t *person)
{
    struct private_by_fact_out part;
    bool is_found;
    result e = query_private_by_fact(ctx, db, &(struct private_by_fact_in){ COMMUNITY_FIRST, fact->id },
                                     &part, &is_found);
    *person = !e && is_found && part.actor != ID_NONE ? part.actor : 0;
    return e;
}

// Who said last, up to that fact, that it is not so; 0 where that is not known.
static result disputer_find(struct ctx *ctx, struct db *db, const struct fact_row_list *facts,
                            const struct fact_row *upto, int64_t *person)
{
    const struct fact_row *said = NULL;
    *person = 0;
    for (size_t i = 0; i < facts->n && facts->at[i].id <= upto->id; i++)
        if (facts->at[i].kind == FACT_DISPUTED && str_equal(facts->at[i].value, FACT_VALUE_OPEN))
            said = &facts->at[i];
    return said ? actor_of(ctx, db, said, person) : OK;
}

// What was said to one of them, or for them, is told to that one; that it is open again, to all the others.
static result people_take(struct ctx *ctx, struct db *db, const struct fact_row_list *facts,
                          struct case_news *news)
{
    int64_t person;
    if (str_equal(news->message, STR("step-asked")))
        return actor_of(ctx, db, news->fact, &news->only);
    bool is_to_one = str_equal(news->message, STR("disputed")) || str_equal(news->message, STR("answered")) ||
        str_equal(news->message, STR("step-reviewed"));
    if (!is_to_one && !str_equal(news->message, STR("reopened")))
        return OK;
    result e = disputer_find(ctx, db, facts, news->fact, &person);
    news->only = is_to_one ? person : 0;
    news->but = is_to_one ? 0 : person;
    return e;
}

// Not whom it went to in the beginning.
static bool is_handed_over(const struct fact_row_list *facts, const struct fact_row *f)
{
    bool was_with_another = false;
    for (size_t i = 0; i < facts->n && &facts->at[i] != f; i++)
        was_with_another |= facts->at[i].kind == FACT_RECEIVED_BY;
    return was_with_another && !str_equal(f->name, FACT_NOBODY);
}

static struct case_news news_of(const struct fact_row_list *facts, const struct fact_row *f)
{
    struct case_news news = { .fact = f };
    switch ((enum fact_kind)f->kind) {
    case FACT_OPENED:
        news.message = STR("received");
        break;
    case FACT_STATUS:
        news.fact = words_of(facts, f);
        news.message = message_of_status(f->name.n ? f->name : f->value);
        break;
    case FACT_RECEIVED_BY:
        news.message = is_handed_over(facts, f) ? STR("handed-over") : (str){ 0 };
        break;
    case FACT_DISPUTED:
        news.message = dispute_message(facts, f);
        break;
    case FACT_EVENT: // what a champion found, and the answer to it, all of them have been told
        if (str_same_name(f->name, STR("reopened")) && !is_found(facts, f))
            news.message = STR("reopened");
        else if (is_asked_for_them(f))
            news.message = STR("step-asked");
        else if (is_happening(f))
            news.message = STR("acknowledged");
        break;
    case FACT_APPEALED:
        if (f->words.n && !str_equal(f->value, FACT_VALUE_OPEN))
            news.message = STR("appeal-answered");
        break;
    case FACT_KNOWN: // whether it applies, said by somebody with a reason; what a source says has nobody's name
        if (f->voice == VOICE_SERVICE && f->said_by.n && f->words.n)
            news.message = STR("acknowledged");
        break;
    case FACT_STEP_DONE: // what puts an answer right, or takes it back, names it
        news.message = f->corrects != ID_NONE  ? STR("step-corrected")
            : str_ends(f->value, STEP_IN_PART) ? STR("step-part")
                                               : STR("step-done");
        break;
    case FACT_NOTE: // what is said in another language goes with what it translates
        if (f->voice == VOICE_SERVICE && !f->name.n)
            news.message = STR("acknowledged");
        break;
    default:
        break;
    }
    return news;
}

result case_tell(struct ctx *ctx, struct db *db, const struct case_telling *t)
{
    struct fact_row_list facts;
    result e = query_fact_of_case(ctx, db, &(struct fact_of_case_in){ COMMUNITY_FIRST, t->case_id }, &facts);
    for (size_t i = 0; !e && i < facts.n; i++) {
        if (facts.at[i].id <= t->after)
            continue;
        struct case_news news = news_of(&facts, &facts.at[i]);
        if (news.message.n)
            e = people_take(ctx, db, &facts, &news);
        if (!e && news.message.n)
            e = outbox_tell(ctx, db,
                            &(struct telling){ .case_id = t->case_id,
                                               .fact_id = news.fact->id,
                                               .message = news.message,
                                               .at = t->at,
                                               .only = news.only,
                                               .but = news.but });
    }
    return e;
}
