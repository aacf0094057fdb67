#include "app/telling.h"

#include "app/ledger.h"
#include "app/message.h"
#include "store/fact.h"

struct case_news {
    const struct fact_row *fact; // whose words it has
    str message;                 // empty: nothing to tell
};

// The words of a closing stand in the completion, how it ended in the status that comes with it.
static const struct fact_row *words_of(const struct fact_row_list *facts, const struct fact_row *status)
{
    for (size_t i = 0; i < facts->n; i++) {
        const struct fact_row *f = &facts->at[i];
        bool is_closing = f->kind == FACT_EVENT && str_same_name(f->name, STR("completion"));
        if (is_closing && f->happened.second == status->happened.second && f->words.n)
            return f;
    }
    return status;
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

static str dispute_message(const struct fact_row_list *facts, const struct fact_row *f)
{
    bool is_by_champion = is_found(facts, f);
    if (str_equal(f->value, FACT_VALUE_OPEN))
        return is_by_champion ? STR("found") : STR("disputed");
    return !f->words.n ? (str){ 0 } : is_by_champion ? STR("found-answered") : STR("answered");
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
    switch ((enum fact_kind)f->kind) {
    case FACT_OPENED:
        return (struct case_news){ f, STR("received") };
    case FACT_STATUS:
        return (struct case_news){ words_of(facts, f), message_of_status(f->name.n ? f->name : f->value) };
    case FACT_RECEIVED_BY:
        return (struct case_news){ f, is_handed_over(facts, f) ? STR("handed-over") : (str){ 0 } };
    case FACT_DISPUTED:
        return (struct case_news){ f, dispute_message(facts, f) };
    case FACT_STEP_DONE:
        return (struct case_news){ f, STR("step-done") };
    case FACT_NOTE: // what is said in another language goes with what it translates
        return (struct case_news){ f,
                                   f->voice == VOICE_SERVICE && !f->name.n ? STR("acknowledged")
                                                                           : (str){ 0 } };
    default:
        return (struct case_news){ f, { 0 } };
    }
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
            e = outbox_tell(ctx, db, &(struct telling){ t->case_id, news.fact->id, news.message, t->at });
    }
    return e;
}
