// /charters/{charter}/{clause}/thanks: a party that gets something of what another one does, residents or a
// service, says thanks, in public.
#include "web/commitment_pages.h"
#include "web/views.h"
#include "web/visit.h"

struct thanking {
    struct request *request;
    const struct promise_state *promise;
    struct thanks_said said;
    struct doer by;
};

static result thanking_open(struct request *request, struct thanking *t)
{
    const struct about nobodys = { .body = { 0 } };
    const struct charter *c = board_charter(request->board, request_parameter(request, "charter"));
    *t = (struct thanking){ .request = request };
    t->promise = c ? charter_promise(c, request_parameter(request, "clause")) : NULL;
    if (!t->promise)
        return fail(request->ctx, ERR_MISSING, "there is no such promise");
    t->said.body = promise_thanker(request->ctx, t->promise, request->visitor);
    if (!t->said.body.n)
        return must_may(request->ctx, request->visitor, DEED_THANK, &nobodys);
    t->by = visitor_doer(request->ctx, request->visitor);
    return OK;
}

// Those of their body that stand.
static result own_fill(const struct thanking *t, struct thanks_page *page)
{
    struct thanks_lines all = { 0 };
    result e = thanks_lines_fill(t->request, t->promise, &all);
    for (size_t i = 0; !e && i < all.n; i++) {
        bool is_own = !all.at[i].back.n && str_same_name(all.at[i].body, t->said.body);
        struct thanks_line *slot = is_own ? LIST_PUSH(t->request->ctx->arena, &page->own) : NULL;
        if (slot)
            *slot = all.at[i];
    }
    return e || !arena_is_full(t->request->ctx->arena) ? e : arena_fail(t->request->ctx);
}

static result page_fill(const struct thanking *t, struct thanks_page *page)
{
    struct request *request = t->request;
    struct ctx *ctx = request->ctx;
    const struct promise_state *p = t->promise;
    page->charter = p->charter->document->document->title;
    page->commitment = str_format(ctx->arena, "%.*s: %.*s", STR_ARGS(p->clause->label),
                                  STR_ARGS(p->clause->title));
    page->commitment_url = promise_url(ctx, p->charter->id, p->clause->label);
    page->body = t->said.body;
    page->action = given_url(ctx, p, "thanks");
    page->is_done = request_field(request, "done").n > 0;
    layout_fill(request, STR("Say thank you"), "charters", &page->layout);
    crumb_add(ctx, &page->layout, STR("Charters"), (struct url){ STR("/charters") });
    crumb_add(ctx, &page->layout, page->charter, charter_url(ctx, p->charter->id));
    crumb_add(ctx, &page->layout, page->commitment, page->commitment_url);
    page->words = form_field(request, "words", STR("What do you thank for?"));
    page->words.hint = STR("Say what it meant for the place. Name groups, never people: everybody reads it.");
    page->words.rows = 3;
    page->office = form_field(request, "office", STR("Which post or office says so?"));
    page->office.hint = STR("Such as Street Scene Supervisor. Never a person's name.");
    page->office.width = 20;
    page->is_office = form_field(request, "is-office", STR("Personal details"));
    page->asks_office = t->said.looks_personal || request_form(request, "is-office").n > 0;
    page->reason = form_field(request, "reason", STR("Why? Everybody reads it."));
    page->of = t->said.of;
    if (!page->of) // typed before a session ended
        (void)str_to_int(request_form(request, "thanks"), &page->of);
    result e = own_fill(t, page);
    return e ? e
             : form_option_add(ctx, &page->is_office, STR("yes"),
                               STR("What looks like a person's details is an office's, and may be public"));
}

static struct form_field *faulty(struct thanks_page *page, enum given_field part)
{
    return part == GIVEN_REASON ? &page->reason : part == GIVEN_OFFICE ? &page->office : &page->words;
}

static result form_show(const struct thanking *t, struct response *response, str why)
{
    struct thanks_page page = { .is_done = false };
    result e = page_fill(t, &page);
    response->is_unkept = true;
    if (!e && why.n)
        e = form_fault(t->request->ctx, &page.faults, faulty(&page, t->said.part), why);
    if (!e)
        view_thanks(&response->body, &page);
    return e;
}

result thanks_show(struct request *request, struct response *response)
{
    struct thanking t;
    result e = thanking_open(request, &t);
    return e ? e : form_show(&t, response, (str){ 0 });
}

static result thanks_write(struct ctx *ctx, struct db *db, void *with)
{
    struct thanking *t = with;
    struct desk desk;
    result e = desk_open(ctx, db, t->request->now, &t->by, &desk);
    return e ? e : promise_thank(&desk, t->promise, &t->said);
}

result thanks_send(struct request *request, struct response *response)
{
    struct thanking t;
    result e = thanking_open(request, &t);
    if (e)
        return e;
    bool takes_back = str_equal(request_form(request, "deed"), STR("take-back"));
    if (takes_back && !str_to_int(request_form(request, "thanks"), &t.said.of))
        return fail(request->ctx, ERR_MISSING, "there are no such thanks");
    t.said.words = request_form(request, takes_back ? "reason" : "words");
    t.said.office = request_form(request, "office");
    t.said.is_office = request_form(request, "is-office").n > 0;
    t.said.part = GIVEN_WORDS;
    e = site_write(request, thanks_write, &t);
    if (!e)
        response_see(
            request, response,
            url_format(request->ctx->arena, "%s?done=yes",
                       str_c(request->ctx->arena, given_url(request->ctx, t.promise, "thanks").text)));
    return is_for_form(e) ? form_show(&t, response, sentence(request->ctx, said_take(request->ctx))) : e;
}
