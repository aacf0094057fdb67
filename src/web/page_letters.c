// GET /work/letters: who reported without an e-mail address or a mobile number and asks for news by post. POST: letters
// are sent, or not; no letter goes to an address before somebody looked.
#include "web/admin_pages.h"
#include "web/site.h"
#include "web/views.h"
#include "web/visit.h"
#include "web/work_pages.h"

#include "app/worklist.h"

static result about_read(struct request *request, struct db *db, const struct case_row *row,
                         struct about *about)
{
    struct fact_row_list facts;
    result e = query_fact_of_case(request->ctx, db, &(struct fact_of_case_in){ COMMUNITY_FIRST, row->id },
                                  &facts);
    return e ? e
             : case_about(request->ctx, db,
                          &(struct case_asked){ request->board, request->visitor, row, &facts }, about);
}

// Whoever looks has to see the address: a champion takes reports in, and does not.
static bool may_answer(const struct request *request, const struct case_row *row, const struct about *about)
{
    bool sees_it = row->visibility != COUNTED_ONLY ||
        sees(request->visitor, SEEN_COUNTED, about) == SEEING_YES;
    return sees_it && may(request->visitor, DEED_TAKE_IN, about) &&
        sees(request->visitor, SEEN_CONTACT, about) == SEEING_YES;
}

// For whoever may answer it: others are not told how somebody is reached.
result letters_of_case(struct request *request, const struct work_opened *o, struct by_post_counts *counts)
{
    *counts = (struct by_post_counts){ .on = 0 };
    return may_answer(request, &o->row, &o->about)
        ? by_post_count(request->ctx, request->db, o->row.id, counts)
        : OK;
}

// What the visitor may answer, among those that wait.
static result line_add(struct request *request, const struct by_post_waiting_out *asked,
                       struct letters_page *page)
{
    struct ctx *ctx = request->ctx;
    struct case_row row;
    struct person_row person;
    struct about about;
    bool is_there, is_known = false;
    result e = query_case_by_id(ctx, request->db, &(struct case_by_id_in){ COMMUNITY_FIRST, asked->case_id },
                                &row, &is_there);
    if (!e && is_there)
        e = query_person_by_id(ctx, request->db,
                               &(struct person_by_id_in){ COMMUNITY_FIRST, asked->person_id }, &person,
                               &is_known);
    if (e || !is_known)
        return e;
    e = about_read(request, request->db, &row, &about);
    if (e || !may_answer(request, &row, &about))
        return e;
    struct letter_line *line = LIST_PUSH(ctx->arena, &page->lines);
    if (!line)
        return arena_fail(ctx);
    *line = (struct letter_line){
        .reference = row.reference,
        .service = directory_title(&request->board->directory, row.service),
        .asked = date_words(ctx, instant_date(request->board->zone, asked->asked)),
        .name = person.name,
        .address = person.address,
        .person = person.id,
        .url = url_format(ctx->arena, "/work/%s", url_segment(ctx->arena, row.reference)),
    };
    return OK;
}

result letters_waiting(struct request *request, struct letters_page *page)
{
    struct by_post_waiting_out_list waiting = { 0 };
    result e = may(request->visitor, DEED_TAKE_IN, NULL)
        ? query_by_post_waiting(request->ctx, request->db,
                                &(struct by_post_waiting_in){ COMMUNITY_FIRST, BY_POST_LISTED }, &waiting)
        : OK;
    for (size_t i = 0; !e && i < waiting.n; i++)
        e = line_add(request, &waiting.at[i], page);
    return e;
}

static result letters_open(struct request *request, struct letters_page *page)
{
    result e = must_may(request->ctx, request->visitor, DEED_TAKE_IN, NULL);
    if (e)
        return e;
    layout_fill(request, STR("News by post"), "work", &page->layout);
    crumb_add(request->ctx, &page->layout, STR("Work"), (struct url){ STR("/work") });
    str done = request_field(request, "done");
    page->done = str_equal(done, STR("agree")) ? STR("The first letter waits to be printed.")
        : str_equal(done, STR("refuse"))       ? STR("No letters are sent, and the address is gone.")
                                               : (str){ 0 };
    return letters_waiting(request, page);
}

static result answer(struct response *response, const struct letters_page *page)
{
    response->is_unkept = true;
    view_letters(&response->body, page);
    return OK;
}

result letters_show(struct request *request, struct response *response)
{
    struct letters_page page = { .done = { 0 } };
    result e = letters_open(request, &page);
    return e ? e : answer(response, &page);
}

struct answering {
    struct request *request;
    str reference;
    struct by_post_answering answer;
};

static result answer_work(struct ctx *ctx, struct db *db, void *with)
{
    struct answering *a = with;
    struct request *request = a->request;
    struct case_row row;
    struct about about;
    bool is_found;
    result e = query_case_by_reference(
        ctx, db, &(struct case_by_reference_in){ COMMUNITY_FIRST, a->reference }, &row, &is_found);
    if (!e && !is_found)
        e = fail(ctx, ERR_MISSING, "there is no such report");
    if (!e)
        e = about_read(request, db, &row, &about);
    if (!e && !may_answer(request, &row, &about))
        e = fail(ctx, ERR_DENIED, "whoever takes in reports for the body that has it answers this");
    a->answer.whose.case_id = e ? ID_NONE : row.id;
    if (!e)
        e = by_post_answer(ctx, db, &a->answer);
    return e ? e
             : admin_noted(request, ctx, db,
                           a->answer.is_agreed ? "agreed to letters about" : "refused letters about",
                           a->reference);
}

result letters_send(struct request *request, struct response *response)
{
    struct letters_page page = { .done = { 0 } };
    struct answering a = { .request = request,
                           .reference = request_form(request, "reference"),
                           .answer = { .now = request->now } };
    str deed = request_form(request, "deed");
    a.answer.is_agreed = str_equal(deed, STR("agree"));
    result e = letters_open(request, &page);
    if (!e &&
        (!str_to_int(request_form(request, "person"), &a.answer.whose.person_id) ||
         (!a.answer.is_agreed && !str_equal(deed, STR("refuse")))))
        e = fail(request->ctx, ERR_INPUT, "the form does not say what to do");
    if (!e)
        e = site_write(request, answer_work, &a);
    if (!e)
        response_see(request, response,
                     (struct url){ a.answer.is_agreed ? STR("/work/letters?done=agree")
                                                      : STR("/work/letters?done=refuse") });
    if (!is_for_form(e))
        return e;
    page.fault = sentence(request->ctx, said_take(request->ctx));
    return answer(response, &page);
}
