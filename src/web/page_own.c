// /r/{token}: whoever reported comes here by the link of a message, without an account: their own report, whatever
// others see of it, and what they have to say.
#include "web/pages.h"
#include "web/views.h"
#include "web/visit.h"

#include "app/closing.h"
#include "app/outbox.h"
#include "app/worklist.h"

struct owning {
    struct request *request;
    struct case_view view;
    int64_t person;
    bool is_asked; // to confirm that it is theirs
    struct disputing dispute;
};

static result own_open(struct request *request, struct owning *o)
{
    struct ctx *ctx = request->ctx;
    struct case_person_by_token_out bound = { .asked = INSTANT_NONE };
    bool is_found;
    *o = (struct owning){ .request = request };
    struct case_person_by_token_in token = { COMMUNITY_FIRST, request_parameter(request, "token") };
    result e = query_case_person_by_token(ctx, request->db, &token, &bound, &is_found);
    if (!e && is_found)
        e = query_case_by_id(ctx, request->db, &(struct case_by_id_in){ COMMUNITY_FIRST, bound.case_id },
                             &o->view.row, &is_found);
    if (!e && !is_found)
        return fail(ctx, ERR_MISSING, "this link leads to no report");
    o->person = bound.person_id;
    o->is_asked = !e && !instant_is_none(bound.asked);
    if (!e)
        e = query_fact_of_case(ctx, request->db, &(struct fact_of_case_in){ COMMUNITY_FIRST, bound.case_id },
                               &o->view.facts);
    if (!e)
        e = case_about(ctx, request->db,
                       &(struct case_asked){ request->board, request->visitor, &o->view.row, &o->view.facts },
                       &o->view.about);
    o->view.is_by_link = true;
    o->view.about.is_own = o->view.sees_words = o->view.sees_whole = true;
    return e;
}

static result own_page(struct owning *o, struct case_page *page)
{
    struct request *request = o->request;
    struct work_facts work = work_facts_of(&o->view.facts);
    page->is_own = true;
    page->is_asked = o->is_asked;
    page->is_told = request_field(request, "told").n > 0;
    page->action = (struct url){ request->path };
    page->may_dispute = o->view.row.status != CASE_OPEN && o->view.row.status != CASE_EXCLUDED &&
        !work.is_disputed;
    page->dispute = form_field(request, "dispute", STR("What is not as it should be?"));
    page->dispute.hint = STR(
        "If it was called fixed less than four weeks ago, it is open again at once, and its clock "
        "goes on as if it had never been closed.");
    page->more = form_field(request, "more", STR("What should they know besides?"));
    page->dispute.rows = page->more.rows = 3;
    result e = case_page_fill(request, &o->view, page);
    if (!e)
        e = case_redress_fill(request, o->view.row.id, page);
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
        view_case(&response->body, &page);
    return e;
}

// From now on they are told, and first that it has come.
static result confirm(struct ctx *ctx, struct db *db, const struct owning *o)
{
    struct case_person_asked_set_in asked = { COMMUNITY_FIRST, o->view.row.id, o->person, INSTANT_NONE };
    struct telling telling = { o->view.row.id, o->view.row.id, STR("received"), o->request->now };
    result e = query_case_person_asked_set(ctx, db, &asked);
    return e ? e : outbox_tell(ctx, db, &telling);
}

static result say(struct ctx *ctx, struct db *db, void *with)
{
    struct owning *o = with;
    struct desk desk;
    struct doer by = { VOICE_REPORTER, STR("web"), o->person };
    str deed = request_form(o->request, "deed");
    if (str_equal(deed, STR("confirm")))
        return confirm(ctx, db, o);
    result e = o->is_asked ? confirm(ctx, db, o) : OK; // whoever answers by the link has it
    if (!e)
        e = desk_open(ctx, db, o->request->now, &by, &desk);
    if (!e)
        e = desk_take(&desk, o->view.row.reference);
    if (!e && str_equal(deed, STR("dispute")))
        e = case_dispute(&desk, &o->dispute);
    else if (!e)
        e = case_note(&desk, request_form(o->request, "more"));
    return e ? e : desk_settle(&desk);
}

// What can't be done as it is now is said above the form, with what was typed in it.
static result again(struct owning *o, struct response *response)
{
    struct ctx *ctx = o->request->ctx;
    struct case_page page = { .is_own = true };
    str why = sentence(ctx, said_take(ctx));
    result e = own_page(o, &page);
    if (!e)
        e = form_fault(ctx, &page.faults, page.may_dispute ? &page.dispute : &page.more, why);
    if (!e)
        view_case(&response->body, &page);
    return e;
}

result own_send(struct request *request, struct response *response)
{
    struct owning o;
    result e = own_open(request, &o);
    o.dispute.words = request_form(request, "dispute");
    if (!e && (e = site_write(request, say, &o)) == OK) {
        response_see(
            request, response,
            (struct url){ str_format(request->ctx->arena, "%.*s?told=yes", STR_ARGS(request->path)) });
        return OK;
    }
    return is_for_form(e) ? again(&o, response) : e;
}
