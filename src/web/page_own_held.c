// /r/{token}/data: what is held about whoever reported, by that report, without an account; /r/{token}/data/held.csv
// and .json have it. A link may have been passed on: it gives no name and no address, and what else is held under the
// same contact, and its erasure, only to whoever receives what is sent to that contact.
#include "web/data_pages.h"
#include "web/views.h"
#include "web/visit.h"

#include "app/person_export.h"

enum { DIGITS_SHOWN = 3 };

struct by_link {
    struct request *request;
    struct person_row person;
    struct case_row row;
};

static result link_open(struct request *request, struct by_link *l)
{
    struct ctx *ctx = request->ctx;
    struct case_person_by_token_out bound;
    bool is_found = false;
    *l = (struct by_link){ .request = request };
    result e = query_case_person_by_token(
        ctx, request->db,
        &(struct case_person_by_token_in){ COMMUNITY_FIRST, request_parameter(request, "token") }, &bound,
        &is_found);
    if (!e && is_found)
        e = query_person_by_id(ctx, request->db,
                               &(struct person_by_id_in){ COMMUNITY_FIRST, bound.person_id }, &l->person,
                               &is_found);
    if (!e && is_found)
        e = query_case_by_id(ctx, request->db, &(struct case_by_id_in){ COMMUNITY_FIRST, bound.case_id },
                             &l->row, &is_found);
    return e || is_found ? e : fail(ctx, ERR_MISSING, "this link leads to no report");
}

// As much of it as tells whose it is that it is theirs: "a…@example.org", "a number that ends in 123".
static str contact_masked(struct ctx *ctx, const struct person_row *p)
{
    str domain = str_from_byte(p->email, str_find(p->email, STR("@")));
    str digits = p->telephone.n > DIGITS_SHOWN ? str_from_byte(p->telephone, p->telephone.n - DIGITS_SHOWN)
                                               : p->telephone;
    if (p->email.n)
        return str_format(ctx->arena, "%.1s…%.*s", p->email.at, STR_ARGS(domain));
    if (p->telephone.n)
        return str_format(ctx->arena, "a number that ends in %.*s", STR_ARGS(digits));
    return p->address.n && p->name.n ? STR("the postal address that we have") : (str){ 0 };
}

static void page_fill(const struct by_link *l, struct held_link_page *page)
{
    struct ctx *ctx = l->request->ctx;
    str token = request_parameter(l->request, "token");
    layout_fill(l->request, STR("What is held about you"), "report", &page->layout);
    page->reference = l->row.reference;
    page->contact = contact_masked(ctx, &l->person);
    page->is_letter = !l->person.email.n && !l->person.telephone.n;
    page->action = url_format(ctx->arena, "/r/%s/data", url_segment(ctx->arena, token));
    page->report_url = url_format(ctx->arena, "/r/%s", url_segment(ctx->arena, token));
    page->table_url = url_format(ctx->arena, "/r/%s/data/held.csv", url_segment(ctx->arena, token));
    page->json_url = url_format(ctx->arena, "/r/%s/data/held.json", url_segment(ctx->arena, token));
}

static result answer(struct response *response, const struct held_link_page *page)
{
    response->is_unkept = true;
    view_held_link(&response->body, page);
    return OK;
}

result own_held_show(struct request *request, struct response *response)
{
    struct by_link l;
    struct held_link_page page = { .is_letter = false };
    result e = link_open(request, &l);
    if (e)
        return e;
    page_fill(&l, &page);
    return answer(response, &page);
}

result own_held_send(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct by_link l;
    struct held_link_page page = { .is_letter = false };
    struct link_to to = { .person = &l.person, .next = STR("/account/data") };
    struct form_field send = { .name = "send" };
    result e = link_open(request, &l);
    if (e)
        return e;
    page_fill(&l, &page);
    if (page.contact.n)
        e = link_send_to(request, response, &to);
    if (is_for_form(e))
        e = form_fault(ctx, &page.faults, &send, sentence(ctx, said_take(ctx)));
    else if (!e && to.wait)
        e = form_fault(ctx, &page.faults, &send, wait_words(ctx, to.wait));
    return e || response->status == 303 ? e : answer(response, &page);
}

result own_held_table_show(struct request *request, struct response *response)
{
    struct by_link l;
    result e = link_open(request, &l);
    if (e)
        return e;
    enum table_form form = response_table(request, response);
    struct table table = person_table(request->ctx, &response->body, form);
    e = person_export_case(request->ctx, request->db, &l.person, l.row.id, &table);
    response->is_unkept = true;
    response->file_name = str_format(request->ctx->arena, "held-%.*s%s", STR_ARGS(l.row.reference),
                                     form == TABLE_JSON ? ".json" : ".csv");
    return e ? e : table_close(&table);
}
