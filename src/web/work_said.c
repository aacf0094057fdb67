#include "web/work_said.h"

#include "app/agreeing.h"
#include "app/report.h"

static const str CHANNELS[] = { STR_INIT("telephone"), STR_INIT("letter"),       STR_INIT("counter"),
                                STR_INIT("e-mail"),    STR_INIT("text message"), STR_INIT("walkabout") };

result heard_field(struct request *request, const char *name, struct form_field *field)
{
    result e = OK;
    *field = form_field(request, name, STR("How did you hear it?"));
    for (size_t i = 0; i < sizeof CHANNELS / sizeof *CHANNELS && !e; i++)
        e = form_option_add(request->ctx, field, CHANNELS[i], channel_words(CHANNELS[i]));
    return e;
}

result said_offer(struct request *request, const struct work_opened *o, struct work_case_page *page)
{
    struct ctx *ctx = request->ctx;
    struct said_form *said = &page->said;
    instant now = ledger_instant(request->board->ledger, request->now);
    const struct dispute_asked asked = { (enum case_status)o->row.status, &o->facts, request->board->zone,
                                         now };
    str ending = work_facts_of(&o->facts).ending;
    said->is_mended = o->row.status == CASE_CLOSED && ending_claims_mended(ending);
    said->is_offered = may(request->visitor, DEED_TAKE_IN, &o->about) && !dispute_refusal(ctx, &asked).n;
    said->says = form_field(request, "said", STR("What do they say?"));
    said->words = form_field(request, "said-words", STR("What is not as it should be, in their words"));
    said->words.hint = STR("Everybody reads it. Leave it empty if it is fixed.");
    said->words.rows = 3;
    result e = said->is_mended ? form_option_add(ctx, &said->says, STR("fixed"), STR("It is fixed")) : OK;
    if (!e)
        e = form_option_add(ctx, &said->says, STR("not"),
                            said->is_mended ? STR("It is not fixed")
                                            : STR("They don't agree with how it was closed"));
    return e ? e : heard_field(request, "said-how", &said->how);
}

result heard_from(struct ctx *ctx, struct db *db, int64_t case_id, int64_t *person)
{
    struct case_people_out_list people;
    *person = ID_NONE;
    result e = query_case_people(ctx, db, &(struct case_people_in){ COMMUNITY_FIRST, case_id }, &people);
    for (size_t i = 0; i < people.n && !e; i++)
        if (str_equal(people.at[i].part, PART_REPORTER))
            *person = people.at[i].id;
    return e;
}

result heard_say(struct desk *desk, str how)
{
    struct fact_insert_in fact = desk_fact(desk, FACT_TAKEN_IN);
    if (!channel_is_known(how))
        return fail(desk->ctx, ERR_INPUT, "choose how you heard it");
    fact.name = how;
    fact.value = FACT_VALUE_HEARD;
    return desk_say(desk, fact, NULL);
}

static bool is_said_already(const struct desk *desk, int64_t person)
{
    return person == ID_NONE && reporter_word_of(&desk->facts).says == SAYS_FIXED;
}

result said_do(struct desk *desk, const struct request *request)
{
    str says = request_form(request, "said"), how = request_form(request, "said-how");
    struct disputing dispute = { .words = request_form(request, "said-words") };
    int64_t person;
    if (!str_equal(says, STR("fixed")) && !str_equal(says, STR("not")))
        return fail(desk->ctx, ERR_INPUT, "choose what they say");
    result e = heard_from(desk->ctx, desk->db, desk->case_id, &person);
    if (!e && str_equal(says, STR("fixed")) && is_said_already(desk, person))
        return fail(desk->ctx, ERR_RULE, "this has been said already");
    if (!e && str_equal(says, STR("fixed")) && desk->row.status == CASE_OPEN && !desk->work.is_disputed)
        return fail(desk->ctx, ERR_RULE, "it is open: nobody has said that it is fixed");
    if (!e)
        e = heard_say(desk, how);
    desk->by = (struct doer){ VOICE_REPORTER, how, person };
    if (e)
        return e;
    return str_equal(says, STR("fixed")) ? case_agree(desk) : case_dispute(desk, &dispute);
}

struct form_field *said_faulty(struct work_case_page *page)
{
    struct said_form *said = &page->said;
    return !said->says.value.n ? &said->says : !said->how.value.n ? &said->how : &said->words;
}
