// /work/asked/{ask}: the neighbourhoods officer answers who asked for a charter: by a draft that is begun for it
// (page_drafts.c), or with why none is.
#include "web/ask_pages.h"
#include "web/views.h"

#include "app/desk.h"

struct answering {
    struct request *request;
    struct ask_row row;
    struct ask_answering said;
};

static result answering_open(struct request *request, struct answering *a)
{
    int64_t id;
    *a = (struct answering){ .request = request };
    result e = must_may(request->ctx, request->visitor, DEED_ASKED, NULL);
    if (!e && !str_to_int(request_parameter(request, "ask"), &id))
        e = fail(request->ctx, ERR_MISSING, "nobody asked for that");
    return e ? e : ask_read(request->ctx, request->db, id, &a->row);
}

static result page_fill(struct answering *a, struct ask_answer_page *page)
{
    struct request *request = a->request;
    struct ctx *ctx = request->ctx;
    layout_fill(request, STR("A charter is asked for"), "work", &page->layout);
    crumb_add(ctx, &page->layout, STR("Work"), (struct url){ STR("/work") });
    crumb_add(ctx, &page->layout, STR("Who asks for a charter"), (struct url){ STR("/work/asked") });
    page->action = url_format(ctx->arena, "/work/asked/%lld", (long long)a->row.id);
    page->draft_url = url_format(ctx->arena, "/drafts/new?asked=%lld", (long long)a->row.id);
    page->words = form_field(request, "words", STR("Why is no draft begun?"));
    page->words.hint = STR("Everybody reads it, and it goes to whoever asked.");
    page->words.rows = 4;
    page->office = form_field(request, "office", STR("Which post or office answers?"));
    page->office.hint = STR("Never a person's name: everybody reads it.");
    page->office.width = 20;
    page->is_office = form_field(request, "is-office", STR("Personal details"));
    result e = ask_line_fill(request, &a->row, &page->line);
    return e ? e
             : form_option_add(ctx, &page->is_office, STR("yes"),
                               STR("What looks like a person's details is an office's, and may be public"));
}

result ask_answer_show(struct request *request, struct response *response)
{
    struct answering a;
    struct ask_answer_page page = { .asks_office = false };
    result e = answering_open(request, &a);
    if (!e)
        e = page_fill(&a, &page);
    response->is_unkept = true;
    if (!e)
        view_ask_answer(&response->body, &page);
    return e;
}

static result refuse_work(struct ctx *ctx, struct db *db, void *with)
{
    return ask_refuse(ctx, db, with);
}

result ask_answer_send(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct answering a;
    struct ask_answer_page page = { .asks_office = false };
    result e = answering_open(request, &a);
    if (e)
        return e;
    a.said = (struct ask_answering){ .id = a.row.id,
                                     .words = request_form(request, "words"),
                                     .office = request_form(request, "office"),
                                     .is_office = request_form(request, "is-office").n > 0,
                                     .at = ledger_instant(request->board->ledger, request->now) };
    e = site_write(request, refuse_work, &a.said);
    if (!e) {
        response_see(request, response, (struct url){ STR("/work/asked") });
        return OK;
    }
    if (!is_for_form(e))
        return e;
    str why = sentence(ctx, said_take(ctx));
    e = page_fill(&a, &page);
    page.asks_office = a.said.looks_personal || a.said.is_office;
    if (!e)
        e = form_fault(ctx, &page.faults, a.said.part == ASK_PART_OFFICE ? &page.office : &page.words, why);
    response->is_unkept = true;
    if (!e)
        view_ask_answer(&response->body, &page);
    return e;
}
