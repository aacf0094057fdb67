// /r/{token}: whoever reported comes here by the link of a message, without an account; /account/reports/{reference}:
// likewise whoever is signed in. Their own report, whatever others see of it, and what they have to say: of one that
// was added to another, that is said of the other.
#include "web/case_head.h"
#include "web/pages.h"
#include "web/views.h"
#include "web/visit.h"

#include "app/agreeing.h"
#include "app/by_post.h"
#include "app/exemption.h"
#include "app/hiding.h"
#include "app/outbox.h"
#include "app/owed_ask.h"
#include "app/owed_review.h"
#include "app/own.h"
#include "app/restriction.h"
#include "app/worklist.h"

struct owning {
    struct request *request;
    struct case_view view;
    int64_t person;
    bool is_asked; // to confirm that it is theirs
    bool is_joined;
    struct case_row first; // what it was added to, if is_joined
    struct fact_row_list first_facts;
    struct disputing dispute;
};

static result own_by_token(struct owning *o, str token, bool *is_found)
{
    struct ctx *ctx = o->request->ctx;
    struct case_person_by_token_out bound = { .asked = INSTANT_NONE };
    result e = query_case_person_by_token(
        ctx, o->request->db, &(struct case_person_by_token_in){ COMMUNITY_FIRST, token }, &bound, is_found);
    if (!e && *is_found)
        e = query_case_by_id(ctx, o->request->db, &(struct case_by_id_in){ COMMUNITY_FIRST, bound.case_id },
                             &o->view.row, is_found);
    o->person = bound.person_id;
    o->is_asked = !e && !instant_is_none(bound.asked);
    return e;
}

// Whoever is signed in has shown already that the address is theirs.
static result own_by_session(struct owning *o, bool *is_found)
{
    const struct request *request = o->request;
    struct own_report report = { .person = ID_NONE };
    if (!request->visitor)
        return fail(request->ctx, ERR_LOGIN, "Sign in to see your reports.");
    result e = own_report(request->ctx, request->db, request->visitor,
                          request_parameter(request, "reference"), &report);
    *is_found = report.person != ID_NONE;
    o->view.row = report.row;
    o->person = report.person;
    return e;
}

static result first_read(struct owning *o)
{
    struct ctx *ctx = o->request->ctx;
    result e = joined_to(ctx, o->request->db, &(struct joining){ &o->view.row, &o->view.facts }, &o->first,
                         &o->is_joined);
    return e || !o->is_joined
        ? e
        : query_fact_of_case(ctx, o->request->db, &(struct fact_of_case_in){ COMMUNITY_FIRST, o->first.id },
                             &o->first_facts);
}

static result own_open(struct request *request, struct owning *o)
{
    struct ctx *ctx = request->ctx;
    str token = request_parameter(request, "token");
    bool is_found = false;
    *o = (struct owning){ .request = request };
    result e = token.n ? own_by_token(o, token, &is_found) : own_by_session(o, &is_found);
    if (!e && !is_found)
        return token.n ? fail(ctx, ERR_MISSING, "this link leads to no report")
                       : fail(ctx, ERR_MISSING, "there is no such report of yours");
    if (!e)
        e = query_fact_of_case(ctx, request->db, &(struct fact_of_case_in){ COMMUNITY_FIRST, o->view.row.id },
                               &o->view.facts);
    if (!e)
        e = case_about(ctx, request->db,
                       &(struct case_asked){ request->board, request->visitor, &o->view.row, &o->view.facts },
                       &o->view.about);
    o->view.is_by_link = true;
    o->view.about.is_own = o->view.sees_words = o->view.sees_whole = true;
    return e ? e : first_read(o);
}

// The day after which neither can be said any more.
static str answer_until(struct request *request, const struct dispute_asked *asked)
{
    int32_t left = (int32_t)(DISPUTE_DAYS - closing_days(asked));
    date today = zone_date(asked->zone, asked->at, NULL);
    return date_words(request->ctx, (date){ today.day + left });
}

static str question_of_answers(const struct case_page *page, enum reporter_says says)
{
    if (!page->is_mended)
        return STR("Do you agree?");
    return !page->says_own   ? STR("Is it fixed?")
        : says == SAYS_FIXED ? STR("You said that it is fixed")
                             : STR("You said that it is not fixed");
}

// Their own report's: of another one they read what everybody does, on its page.
static str closing_of(const struct owning *o)
{
    str words = { 0 };
    for (size_t i = 0; !o->is_joined && i < o->view.facts.n; i++) {
        const struct fact_row *f = &o->view.facts.at[i];
        if (f->kind == FACT_EVENT && str_same_name(f->name, STR("completion")))
            words = f->words;
    }
    return words;
}

static result answers_fill(struct owning *o, struct case_page *page)
{
    struct request *request = o->request;
    const struct ledger *ledger = request->board->ledger;
    const struct fact_row_list *facts = o->is_joined ? &o->first_facts : &o->view.facts;
    const struct agree_asked asked = { { (enum case_status)(o->is_joined ? o->first.status
                                                                         : o->view.row.status),
                                         facts, ledger->zone, ledger_instant(ledger, request->now) },
                                       o->person };
    struct agree_offer offer;
    result e = agree_offer(request->ctx, request->db, &asked, &offer);
    bool may_say = !e && !offer.refusal.n;
    page->may_agree = may_say && !offer.is_news;
    page->may_say_fixed = may_say && offer.is_news;
    page->may_unsay = !e && offer.may_unsay;
    page->may_dispute = !dispute_refusal(request->ctx, &asked.of).n;
    page->may_add = !page->may_dispute || exemption_is_said(&o->view.facts);
    page->answer_until = answer_until(request, &asked.of);
    const struct reporter_word word = reporter_word_of(facts);
    if (!e)
        e = reporter_word_is_of(request->ctx, request->db, &word, o->person, &page->says_own);
    page->is_mended = page->may_agree || word.says == SAYS_FIXED || word.says == SAYS_NOT_FIXED;
    page->says_not = page->may_dispute && !page->says_own &&
        str_equal(request_field(request, "say"), STR("no"));
    page->question = question_of_answers(page, word.says);
    page->closing = closing_of(o);
    page->dispute = form_field(request, "dispute", STR("What is not right?"));
    page->dispute.hint = closing_days(&asked.of) <= REOPEN_DAYS && page->is_mended
        ? STR("It opens again. Everybody can read this.")
        : STR("An answer is then due to you. Everybody can read this.");
    page->dispute.rows = 3;
    return e;
}

// What was done for them because it was late, and may be looked at again.
static result review_fill(struct owning *o, struct case_page *page)
{
    struct request *request = o->request;
    struct ctx *ctx = request->ctx;
    struct obligation_row_list steps;
    page->review = form_field(request, "review", STR("What is not as it was promised?"));
    page->review.hint = STR("An answer is then due to you. Everybody can read this.");
    page->review.rows = 3;
    page->review_step = form_field(request, "step", STR("Which of it?"));
    instant at = ledger_instant(request->board->ledger, request->now);
    result e = owed_reviewable(ctx, request->db, &o->view.facts, at, &steps);
    page->may_review = !e && steps.n > 0;
    for (size_t i = 0; i < steps.n && !e; i++)
        e = form_option_add(ctx, &page->review_step, owed_review_name(ctx->arena, &steps.at[i]),
                            steps.at[i].what);
    return e;
}

static struct by_post_whose whose(const struct owning *o)
{
    return (struct by_post_whose){ o->view.row.id, o->person };
}

// Whether they can ask for letters, or how that stands.
static result post_fill(struct owning *o, struct case_page *page)
{
    struct request *request = o->request;
    struct ctx *ctx = request->ctx;
    const struct by_post_whose of = whose(o);
    struct by_post p;
    result e = by_post_look(ctx, request->db, &of, &p);
    page->may_ask_post = !e && p.state == BY_POST_OFFERED;
    page->post_name = form_field(request, "post-name", STR("Your name"));
    page->post_name.autocomplete = "name";
    page->post_name.is_optional = true;
    page->post_address = form_field(request, "post-address", STR("Your address"));
    page->post_address.hint = STR(
        "As it stands on a letter, with the postcode. Only those who work on the report see it.");
    page->post_address.autocomplete = "street-address";
    page->post_address.rows = 4;
    if (!e && p.state == BY_POST_WAITING)
        page->post_words = str_format(
            ctx->arena,
            "You asked for news by post on %.*s. Somebody looks at that first, since a letter goes to "
            "whatever address was written. If they agree, the first letter says that your report came.",
            STR_ARGS(date_words(ctx, instant_date(request->board->zone, p.asked))));
    else if (!e && p.state == BY_POST_REFUSED)
        page->post_words = STR(
            "You asked for news by post. No letters are sent about this report; your code leads here as before.");
    return e;
}

// What they said opened it again, and the time that was promised goes on.
static str reopened_words(struct ctx *ctx, str due)
{
    return due.n
        ? str_format(ctx->arena, "It is open again. Its day is still %.*s. You are told what is done next.",
                     STR_ARGS(due))
        : STR("It is open again. You are told what is done next.");
}

static str told_words(const struct owning *o, const struct case_page *page)
{
    const struct request *request = o->request;
    str told = request_field(request, "told");
    bool is_open = (o->is_joined ? o->first.status : o->view.row.status) == CASE_OPEN;
    if (str_equal(told, STR("confirm")))
        return STR("Thank you. We tell you what becomes of it.");
    if (str_equal(told, STR("review")))
        return STR("It is looked at again, and an answer is due to you. What you say stands on the report.");
    if (str_equal(told, STR("dispute")))
        return is_open ? reopened_words(request->ctx, o->is_joined ? page->first_due : page->due)
                       : STR("What you say stands on the report, and an answer is due to you.");
    if (str_equal(told, STR("agree")) && is_open)
        return STR("Thank you. Whoever has it reads this. It stays open until they close it.");
    if (str_equal(told, STR("agree")))
        return STR("Thank you. It stands on the report, beside what the service says.");
    if (str_equal(told, STR("unsay")))
        return STR("You have taken that back. It is open, as it was.");
    if (str_equal(told, STR("choose")))
        return STR("That is how it is done. You can change it until the payment is on its way.");
    if (str_equal(told, STR("post")))
        return STR("Your address is taken down. What becomes of it stands below.");
    if (str_equal(told, STR("ask")))
        return STR("You asked for it. It is owed from now on, and stands below with its day.");
    return told.n ? STR("What you sent is on the report.") : (str){ 0 };
}

static void own_fields(struct owning *o, struct case_page *page)
{
    struct request *request = o->request;
    page->is_own = true;
    page->is_asked = o->is_asked;
    str told = request_field(request, "told");
    page->is_answered = str_equal(told, STR("confirm")) || str_equal(told, STR("dispute"));
    page->action = (struct url){ request->path };
    str token = request_parameter(request, "token");
    page->data_url = token.n
        ? url_format(request->ctx->arena, "/r/%s/data", url_segment(request->ctx->arena, token))
        : (struct url){ STR("/account/data") };
    page->more = form_field(request, "more", STR("What should they know besides?"));
    page->more.rows = 3;
}

// Whoever's contact is limited reads so before they write.
static result limit_fill(const struct owning *o, struct case_page *page)
{
    struct request *request = o->request;
    struct restriction_row row;
    result e = restriction_in_force(request->ctx, request->db, o->person, request->board->today, &row);
    if (e || row.id == ID_NONE)
        return e;
    page->limit = restriction_words(request->ctx, &row);
    page->limit_until = date_words(request->ctx, row.until);
    page->limit_url = url_format(request->ctx->arena, "/restriction/%s",
                                 url_segment(request->ctx->arena, row.token));
    return OK;
}

static result given_fill(struct owning *o, struct case_page *page)
{
    struct private_by_fact_out part;
    bool is_found;
    result e = query_private_by_fact(o->request->ctx, o->request->db,
                                     &(struct private_by_fact_in){ COMMUNITY_FIRST, o->view.row.id }, &part,
                                     &is_found);
    page->given_place = !e && is_found ? part.place : (str){ 0 };
    return e;
}

static result own_page(struct owning *o, struct case_page *page)
{
    struct request *request = o->request;
    own_fields(o, page);
    result e = answers_fill(o, page);
    if (!e)
        e = review_fill(o, page);
    if (!e)
        e = case_page_fill(request, &o->view, page);
    if (!e)
        e = given_fill(o, page);
    if (!e)
        e = limit_fill(o, page);
    if (!e)
        e = post_fill(o, page);
    if (!e && o->is_joined)
        e = case_first_show(request, &o->first, &o->first_facts, page);
    if (!e && o->is_joined)
        case_says_fill(request, &o->first_facts, page);
    page->told = told_words(o, page);
    page->is_led = !page->told.n &&
        (page->is_asked || (!page->says_own && (page->may_agree || page->may_dispute)));
    if (!e)
        e = own_hidden_fill(request, &o->view, page);
    if (!e)
        e = case_redress_fill(request, o->view.row.id, page);
    if (!e)
        e = choice_forms_fill(request, &o->view.row, true, &page->choices);
    return e ? e : photographs_fill(request, o->view.row.id, false, &page->photographs);
}

result own_show(struct request *request, struct response *response)
{
    struct owning o;
    struct case_page page = { .is_own = true };
    result e = own_open(request, &o);
    if (!e)
        e = own_page(&o, &page);
    if (!e)
        case_html(&page, response);
    return e;
}

// From now on they are told, and first that it has come.
static result confirm(struct ctx *ctx, struct db *db, const struct owning *o)
{
    struct case_person_asked_set_in asked = { COMMUNITY_FIRST, o->view.row.id, o->person, INSTANT_NONE };
    struct telling telling = { .case_id = o->view.row.id,
                               .fact_id = o->view.row.id,
                               .message = STR("received"),
                               .at = o->request->now };
    result e = query_case_person_asked_set(ctx, db, &asked);
    return e ? e : outbox_tell(ctx, db, &telling);
}

static result post_ask(struct ctx *ctx, struct db *db, const struct owning *o)
{
    const struct request *request = o->request;
    return by_post_ask(ctx, db,
                       &(struct by_post_asking){ whose(o), request_form(request, "post-name"),
                                                 request_form(request, "post-address"),
                                                 ledger_instant(request->board->ledger, request->now) });
}

static result appeal(struct desk *desk, const struct request *request)
{
    str what = request_form(request, "appeal-what");
    return what.n ? case_appeal(desk, what, request_form(request, "appeal"))
                  : fail(desk->ctx, ERR_INPUT, "choose what should be shown");
}

static result say(struct ctx *ctx, struct db *db, void *with)
{
    struct owning *o = with;
    struct desk desk;
    struct doer by = { VOICE_REPORTER, STR("web"), o->person };
    str deed = request_form(o->request, "deed");
    bool is_asking = str_equal(deed, STR("ask")), is_choosing = str_equal(deed, STR("choose"));
    struct payment_choosing choosing = { .person = o->person, .account = ID_NONE };
    // What they wrote is on their own, and so is what is offered to them.
    bool is_of_own = is_asking || is_choosing || str_equal(deed, STR("appeal")) ||
        str_equal(deed, STR("review"));
    bool is_of_first = o->is_joined && !is_of_own;
    if (str_equal(deed, STR("confirm")))
        return confirm(ctx, db, o);
    if (str_equal(deed, STR("post")))
        return post_ask(ctx, db, o);
    result e = o->is_asked ? confirm(ctx, db, o) : OK; // whoever answers by the link has it
    if (!e)
        e = desk_open(ctx, db, o->request->now, &by, &desk);
    if (!e)
        e = desk_take(&desk, is_of_first ? o->first.reference : o->view.row.reference);
    if (!e && str_equal(deed, STR("dispute")))
        e = case_dispute(&desk, &o->dispute);
    else if (!e && str_equal(deed, STR("review")))
        e = owed_review_ask(&desk, request_form(o->request, "step"), request_form(o->request, "review"));
    else if (!e && is_asking)
        e = owed_ask(&desk);
    else if (!e && is_choosing)
        e = choice_take(&desk, o->request, &choosing);
    else if (!e && str_equal(deed, STR("agree")))
        e = case_agree(&desk);
    else if (!e && str_equal(deed, STR("unsay")))
        e = case_unsay(&desk);
    else if (!e && str_equal(deed, STR("appeal")))
        e = appeal(&desk, o->request);
    else if (!e)
        e = case_note(&desk, request_form(o->request, "more"));
    return e ? e : desk_settle(&desk);
}

static struct form_field *faulty_field(const struct request *request, struct case_page *page)
{
    bool is_appeal = str_equal(request_form(request, "deed"), STR("appeal")) && page->appeal_what.options.n;
    if (is_appeal)
        return page->appeal_what.value.n ? &page->appeal : &page->appeal_what;
    if (str_equal(request_form(request, "deed"), STR("post")) && page->may_ask_post)
        return &page->post_address;
    struct form_field *choice = str_equal(request_form(request, "deed"), STR("choose"))
        ? choice_faulty(request, &page->choices)
        : NULL;
    if (str_equal(request_form(request, "deed"), STR("review")))
        return page->review_step.options.n > 1 && !page->review_step.value.n ? &page->review_step
                                                                             : &page->review;
    bool is_more = !page->may_dispute || str_equal(request_form(request, "deed"), STR("more"));
    return choice ? choice : is_more ? &page->more : &page->dispute;
}

// What can't be done as it is now is said above the form, with what was typed in it.
static result again(struct owning *o, struct response *response)
{
    struct ctx *ctx = o->request->ctx;
    struct case_page page = { .is_own = true };
    str why = sentence(ctx, said_take(ctx));
    result e = own_page(o, &page);
    if (!e)
        e = form_fault(ctx, &page.faults, faulty_field(o->request, &page), why);
    if (!e)
        case_html(&page, response);
    return e;
}

result own_send(struct request *request, struct response *response)
{
    struct owning o;
    result e = own_open(request, &o);
    o.dispute.words = request_form(request, "dispute");
    if (!e && (e = site_write(request, say, &o)) == OK) {
        response_see(request, response,
                     url_format(request->ctx->arena, "%s?told=%s", str_c(request->ctx->arena, request->path),
                                url_query(request->ctx->arena, request_form(request, "deed"))));
        return OK;
    }
    return is_for_form(e) ? again(&o, response) : e;
}
