// GET /drafts/{draft}/changes/{change}: what is wished, in words and as text, and what each party says. POST: agrees,
// declines, withdraws, or says something beside it.
#include "web/draft_pages.h"
#include "web/views.h"

struct change_asked {
    struct draft draft;
    struct draft_change_row row;
};

static result change_asked_read(struct request *request, struct change_asked *asked)
{
    int64_t id;
    result e = draft_asked(request, &asked->draft);
    if (!e && !str_to_int(request_parameter(request, "change"), &id))
        e = fail(request->ctx, ERR_MISSING, "there is no such change of this draft");
    return e ? e : draft_change_read(&asked->draft, id, &asked->row);
}

static result words_add(struct ctx *ctx, str words, struct draft_change_page *page)
{
    str *slot = LIST_PUSH(ctx->arena, &page->changes);
    if (!slot)
        return arena_fail(ctx);
    *slot = sentence(ctx, words);
    return OK;
}

// In words, where it is still as it was; the texts stand beside it in any case.
static result in_words(struct request *request, const struct change_asked *asked,
                       struct draft_change_page *page)
{
    struct ctx *ctx = request->ctx;
    struct changes changes = { .at = NULL };
    struct diagnostics found = { .at = NULL };
    struct document *edited;
    bool is_removed = str_equal(asked->row.kind, STR("remove")),
         is_added = str_equal(asked->row.kind, STR("add"));
    struct edit edit = { is_added         ? EDIT_ADD
                             : is_removed ? EDIT_REMOVE
                                          : EDIT_CHANGE,
                         asked->row.label, asked->row.body, asked->row.behind };
    if (!page->is_current || !page->line.is_open)
        return OK;
    result e = document_edit(ctx, asked->draft.document, &edit, &found, &edited);
    if (!e)
        e = document_compare(ctx, asked->draft.document, edited, &changes);
    for (size_t i = 0; i < changes.n && !e; i++)
        e = words_add(ctx, changes.at[i].words, page);
    return e || is_removed ? e
                           : draft_would_fill(request, &asked->draft, edited, asked->row.label, &page->would);
}

// One that was declined, withdrawn or overtaken waits for nobody any more.
static struct mark answer_mark(const struct draft_answer_of_change_out *answer, bool is_open)
{
    return !answer && is_open ? (struct mark){ "not-yet-due", "Not answered yet" }
        : !answer             ? (struct mark){ "no-cases", "Gave no answer" }
        : answer->is_agreed   ? (struct mark){ "kept", "Agrees" }
                              : (struct mark){ "missed", "Declines" };
}

static result answers_fill(struct request *request, const struct change_asked *asked,
                           struct draft_change_page *page)
{
    struct draft_answer_of_change_out_list answers;
    result e = query_draft_answer_of_change(
        request->ctx, request->db, &(struct draft_answer_of_change_in){ COMMUNITY_FIRST, asked->row.id },
        &answers);
    for (size_t i = 0; i < asked->draft.parties.n && !e; i++) {
        const struct draft_party *p = &asked->draft.parties.at[i];
        const struct draft_answer_of_change_out *found = NULL;
        for (size_t a = 0; a < answers.n; a++)
            if (str_same_name(answers.at[a].party, p->party))
                found = &answers.at[a];
        if (str_same_name(p->party, asked->row.party) || (!p->n && !found))
            continue;
        struct draft_answer_line *line = LIST_PUSH(request->ctx->arena, &page->answers);
        if (!line)
            return arena_fail(request->ctx);
        *line = (struct draft_answer_line){ p->party, found ? found->words : (str){ 0 },
                                            answer_mark(found, page->line.is_open) };
    }
    return e;
}

static void rights_fill(const struct change_asked *asked, struct draft_change_page *page)
{
    bool is_open = page->line.is_open && str_equal(asked->draft.row.state, DRAFT_OPEN);
    for (size_t i = 0; i < asked->draft.parties.n && is_open; i++) {
        const struct draft_party *p = &asked->draft.parties.at[i];
        bool is_its = str_same_name(p->party, asked->row.party);
        page->is_own = page->is_own || (p->is_theirs && is_its);
        page->may_answer = page->may_answer || (p->is_theirs && !is_its);
    }
}

static result party_field(struct request *request, const struct change_asked *asked,
                          struct draft_change_page *page)
{
    page->party = form_field(request, "party", STR("For whom do you speak?"));
    result e = OK;
    for (size_t i = 0; i < asked->draft.parties.n && !e; i++) {
        const struct draft_party *p = &asked->draft.parties.at[i];
        if (p->is_theirs && !str_same_name(p->party, asked->row.party))
            e = form_option_add(request->ctx, &page->party, p->party, p->party);
    }
    if (!e && page->party.options.n == 1)
        page->party.options.at[0].is_chosen = true;
    return e;
}

static result page_fill(struct request *request, const struct change_asked *asked,
                        struct draft_change_page *page)
{
    struct ctx *ctx = request->ctx;
    struct draft_change_lines one = { .at = NULL };
    result e = draft_change_lines_fill(request, &asked->draft, &asked->row, &one);
    if (e)
        return e;
    page->line = one.at[0];
    if (!wording_compare(ctx->arena, asked->row.before, asked->row.body, &page->before, &page->after))
        return arena_fail(ctx);
    page->url = page->line.url;
    page->clause_url = draft_clause_url(ctx, asked->draft.row.name, asked->row.label);
    page->is_current = draft_change_is_current(&asked->draft, &asked->row);
    layout_fill(request, page->line.what, "charters", &page->layout);
    crumb_add(ctx, &page->layout, STR("Drafts"), (struct url){ STR("/drafts") });
    crumb_add(ctx, &page->layout, asked->draft.document->title, draft_url(ctx, asked->draft.row.name));
    rights_fill(asked, page);
    page->words = form_field(request, "words", STR("What do you say to it?"));
    page->words.hint = STR("If you decline, say why.");
    page->words.rows = 3;
    e = party_field(request, asked, page);
    if (!e)
        e = in_words(request, asked, page);
    if (!e)
        e = answers_fill(request, asked, page);
    return e ? e
             : draft_comments_fill(request, &asked->draft, asked->row.label, asked->row.id, &page->comments);
}

static void answer(struct response *response, struct draft_change_page *page)
{
    response->is_unkept = true;
    view_draft_change(&response->body, page);
}

result draft_change_show(struct request *request, struct response *response)
{
    struct change_asked asked;
    struct draft_change_page page = { .is_own = false };
    result e = change_asked_read(request, &asked);
    if (!e)
        e = page_fill(request, &asked, &page);
    if (!e)
        answer(response, &page);
    return e;
}

struct change_sending {
    const struct request *request;
    int64_t change;
};

static result change_work(struct ctx *ctx, struct db *db, void *with)
{
    const struct change_sending *s = with;
    const struct request *request = s->request;
    str deed = request_form(request, "deed");
    struct draft_answering a = { .change = s->change,
                                 .party = request_form(request, "party"),
                                 .words = request_form(request, "words"),
                                 .is_agreed = str_equal(deed, STR("agree")),
                                 .by = request_drafter(request) };
    struct draft draft;
    result e = draft_open(ctx, db, request_parameter(request, "draft"), &a.by, &draft);
    if (e)
        return e;
    if (str_equal(deed, STR("withdraw")))
        return draft_withdraw(&draft, s->change, a.by.at);
    if (!a.is_agreed && !str_equal(deed, STR("decline")))
        return fail(ctx, ERR_INPUT, "choose whether you agree");
    return draft_answer(&draft, &a);
}

result draft_change_send(struct request *request, struct response *response)
{
    struct change_asked asked;
    struct draft_change_page page = { .is_own = false };
    bool is_comment = str_equal(request_form(request, "deed"), STR("comment"));
    result e = change_asked_read(request, &asked);
    if (e)
        return e;
    struct change_sending sending = { request, asked.row.id };
    e = is_comment ? draft_comments_send(request, asked.row.label, asked.row.id)
                   : site_write(request, change_work, &sending);
    if (!e)
        response_see(
            request, response,
            url_format(request->ctx->arena,
                       is_comment ? "/drafts/%s/changes/%lld?said=yes#said" : "/drafts/%s/changes/%lld",
                       url_segment(request->ctx->arena, asked.draft.row.name), (long long)asked.row.id));
    if (!is_for_form(e) && e != ERR_CONFLICT)
        return e;
    str why = sentence(request->ctx, said_take(request->ctx));
    e = page_fill(request, &asked, &page);
    if (!e)
        e = form_fault(request->ctx, &page.faults,
                       !is_comment                   ? &page.words
                           : page.comments.answers.n ? &page.comments.reply
                                                     : &page.comments.words,
                       why);
    if (!e)
        answer(response, &page);
    return e;
}
