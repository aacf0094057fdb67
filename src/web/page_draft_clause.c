// GET /drafts/{draft}/clauses/{label}: a clause as a form, or with ?as=text as it stands, and what is said beside it.
// POST: checks it, proposes it so, proposes to take it out, or says something. /drafts/{draft}/add: a new clause.
#include "web/draft_pages.h"
#include "web/views.h"

struct clause_asked {
    struct draft draft;
    const struct clause *clause; // NULL: the header
    struct clause made;          // of a new one
};

static bool is_somebody_here(const struct draft *draft)
{
    for (size_t i = 0; i < draft->parties.n; i++)
        if (draft->parties.at[i].is_theirs)
            return str_equal(draft->row.state, DRAFT_OPEN);
    return false;
}

static result clause_asked_read(struct request *request, struct clause_asked *asked)
{
    str label = request_parameter(request, "label");
    result e = draft_asked(request, &asked->draft);
    if (e)
        return e;
    asked->clause = document_clause(asked->draft.document, label);
    if (!asked->clause && !str_equal(label, STR("header")))
        return fail(request->ctx, ERR_MISSING, "there is no clause %.*s in this draft", STR_ARGS(label));
    return OK;
}

// The first number that no clause of that letter has.
static str label_free(struct ctx *ctx, const struct document *document, char letter)
{
    for (int n = 1; n <= 10000; n++) {
        str label = str_format(ctx->arena, "%c%d", letter, n);
        if (!document_clause(document, label))
            return label;
    }
    return (str){ 0 };
}

static const struct clause_kind *kind_named(const struct document *document, str word)
{
    size_t n;
    const struct clause_kind *kinds = clause_kinds(&n);
    for (size_t i = 1; i < n; i++)
        if ((kinds[i].documents & 1u << document->kind->key) && str_same_name(kinds[i].word, word))
            return &kinds[i];
    return NULL;
}

static result kind_field(struct request *request, const struct document *document, struct form_field *field)
{
    size_t n;
    const struct clause_kind *kinds = clause_kinds(&n);
    result e = OK;
    *field = form_field(request, "kind", STR("What is it to be?"));
    if (!field->value.n)
        field->value = request_field(request, "kind");
    for (size_t i = 1; i < n && !e; i++)
        if (kinds[i].documents & 1u << document->kind->key) {
            e = form_option_add(request->ctx, field, kinds[i].word, kinds[i].word);
            if (!e)
                field->options.at[field->options.n - 1].hint = kinds[i].help;
        }
    return e;
}

static void text_fields(struct request *request, const struct clause_asked *asked,
                        struct draft_clause_page *page)
{
    page->text = form_field(request, "text", STR("The clause as it is to stand"));
    page->text.hint = STR(
        "Lines that begin with '- ' are kept and counted; all others are for people to read.");
    page->text.rows = 14;
    if (!request->n_form)
        page->text.value = document_part(request->ctx, asked->draft.document, page->label);
}

static void links_fill(struct request *request, const struct clause_asked *asked,
                       struct draft_clause_page *page)
{
    struct ctx *ctx = request->ctx;
    str name = asked->draft.row.name;
    const char *segment = url_segment(ctx->arena, name);
    page->draft_url = draft_url(ctx, name);
    page->is_text = str_equal(request_field(request, "as"), STR("text")) ||
        str_equal(request_form(request, "as"), STR("text"));
    if (page->is_new) {
        page->url = url_format(ctx->arena, "/drafts/%s/add", segment);
        return;
    }
    const char *label = url_segment(ctx->arena, page->label.n ? page->label : STR("header"));
    page->url = draft_clause_url(ctx, name, page->label);
    page->other_url = page->is_text ? page->url
                                    : url_format(ctx->arena, "/drafts/%s/clauses/%s?as=text", segment, label);
}

static result page_fill(struct request *request, struct clause_asked *asked, struct draft_clause_page *page)
{
    struct ctx *ctx = request->ctx;
    const struct draft *draft = &asked->draft;
    const struct clause *c = asked->clause;
    struct speaking speaking = speaking_open(request, draft->document, STR("#"));
    page->is_header = !c && !page->is_new;
    page->label = c ? c->label : (str){ 0 };
    page->named = !c ? STR("The header")
                     : str_format(ctx->arena, "%.*s %.*s", STR_ARGS(c->kind->word), STR_ARGS(c->label));
    page->heading = !c || !c->title.n
        ? page->named
        : str_format(ctx->arena, "%.*s: %.*s", STR_ARGS(page->named), STR_ARGS(c->title));
    page->may_propose = is_somebody_here(draft);
    layout_fill(request, page->is_new ? STR("A new clause") : page->heading, "charters", &page->layout);
    crumb_add(ctx, &page->layout, STR("Drafts"), (struct url){ STR("/drafts") });
    crumb_add(ctx, &page->layout, draft->document->title, draft_url(ctx, draft->row.name));
    links_fill(request, asked, page);
    page->words = form_field(request, "words", STR("Why?"));
    page->words.hint = STR("The others read this and answer.");
    page->words.rows = 3;
    text_fields(request, asked, page);
    result e = draft_rows_fill(request, draft, c, page);
    if (!e)
        e = draft_party_field(request, draft, &page->party);
    if (!e && !page->is_new)
        e = said_fill(ctx, &speaking, c, &page->said);
    bool is_cost = str_equal(request_form(request, "deed"), STR("cost"));
    if (!e && c && !page->is_new && (!request->n_form || is_cost))
        e = draft_would_fill(request, draft, draft->document, page->label, &page->would);
    if (!e)
        e = draft_cost_fields(request, draft, page);
    return e || page->is_new ? e : draft_comments_fill(request, draft, page->label, 0, &page->comments);
}

static void answer(struct response *response, struct draft_clause_page *page)
{
    response->is_unkept = true;
    view_draft_clause(&response->body, page);
}

result draft_clause_show(struct request *request, struct response *response)
{
    struct clause_asked asked = { .clause = NULL };
    struct draft_clause_page page = { .is_new = false };
    result e = clause_asked_read(request, &asked);
    if (!e)
        e = page_fill(request, &asked, &page);
    if (!e)
        answer(response, &page);
    return e;
}

struct proposing {
    const struct request *request;
    struct draft_wish wish;
};

static result propose_write(struct ctx *ctx, struct db *db, void *with)
{
    struct proposing *p = with;
    struct draft draft;
    result e = draft_open(ctx, db, request_parameter(p->request, "draft"), &p->wish.by, &draft);
    return e ? e : draft_propose(&draft, &p->wish);
}

// The n-th line of the form that became a line of the text; the text's first lines are its heading.
static struct form_field *field_of_line(struct draft_clause_page *page, int line)
{
    int at = page->is_header ? 2 : 1;
    if (page->is_text)
        return &page->text;
    for (size_t i = 0; i < page->rows.n; i++)
        if (page->rows.at[i].value.value.n && ++at == line)
            return &page->rows.at[i].value;
    return line <= (page->is_header ? 2 : 1) ? &page->title : &page->prose;
}

static result problems_say(struct request *request, const struct diagnostics *found,
                           struct draft_clause_page *page)
{
    result e = OK;
    for (size_t i = 0; i < found->n && !e; i++)
        if (found->at[i].severity == SEVERITY_ERROR)
            e = form_fault(request->ctx, &page->faults, field_of_line(page, found->at[i].place.line),
                           sentence(request->ctx, found->at[i].text));
    return e;
}

// What the rule has against it: of the lines if it is they, else of the reason given.
static result fault_say(struct request *request, const struct proposing *p, struct draft_clause_page *page)
{
    str why = sentence(request->ctx, said_take(request->ctx));
    if (p->wish.diagnostics.errors || p->wish.diagnostics.n)
        return problems_say(request, &p->wish.diagnostics, page);
    bool is_reason = !p->wish.words.n;
    return form_fault(request->ctx, &page->faults,
                      is_reason           ? &page->words
                          : page->is_text ? &page->text
                                          : &page->title,
                      why);
}

// What it would say, in words, without proposing it.
static result check_it(struct request *request, struct clause_asked *asked, struct proposing *p,
                       struct draft_clause_page *page)
{
    struct document *edited;
    result e = document_edit(request->ctx, asked->draft.document, &p->wish.edit, &p->wish.diagnostics,
                             &edited);
    if (is_for_form(e) || e == ERR_CONFLICT)
        return fault_say(request, p, page);
    if (e)
        return e;
    struct speaking speaking = speaking_open(request, edited, STR("#"));
    page->is_checked = true;
    page->said = (struct said){ .lang = { 0 } };
    e = said_fill(request->ctx, &speaking, document_clause(edited, p->wish.edit.label), &page->said);
    return e ? e : draft_would_fill(request, &asked->draft, edited, p->wish.edit.label, &page->would);
}

static result propose_it(struct request *request, struct response *response, struct proposing *p,
                         struct draft_clause_page *page)
{
    result e = site_write(request, propose_write, p);
    if (is_for_form(e) || e == ERR_CONFLICT || e == ERR_MISSING) {
        e = fault_say(request, p, page);
        if (!e)
            answer(response, page);
        return e;
    }
    const char *name = url_segment(request->ctx->arena, request_parameter(request, "draft"));
    if (!e)
        response_see(request, response,
                     p->wish.is_taken ? url_format(request->ctx->arena, "/drafts/%s?done=yes", name)
                                      : url_format(request->ctx->arena, "/drafts/%s/changes/%lld", name,
                                                   (long long)p->wish.id));
    return e;
}

static result wish_send(struct request *request, struct response *response, struct clause_asked *asked,
                        struct draft_clause_page *page)
{
    str deed = request_form(request, "deed");
    struct proposing p = { .request = request };
    p.wish.by = request_drafter(request);
    p.wish.party = request_form(request, "party");
    p.wish.words = page->words.value;
    p.wish.edit.kind = page->is_new ? EDIT_ADD : str_equal(deed, STR("remove")) ? EDIT_REMOVE : EDIT_CHANGE;
    p.wish.edit.label = page->is_new ? asked->made.label : page->label;
    if (p.wish.edit.kind != EDIT_REMOVE)
        p.wish.edit.text = page->is_text ? page->text.value : draft_rows_text(request, &asked->draft, page);
    if (!str_equal(deed, STR("check")))
        return propose_it(request, response, &p, page);
    result e = check_it(request, asked, &p, page);
    if (!e)
        answer(response, page);
    return e;
}

static result comment_send(struct request *request, struct response *response, struct draft_clause_page *page)
{
    result e = draft_comments_send(request, page->label, 0);
    if (!e)
        response_see(
            request, response,
            (struct url){ str_format(request->ctx->arena, "%.*s?said=yes#said", STR_ARGS(page->url.text)) });
    if (!is_for_form(e))
        return e;
    bool is_reply = request_form(request, "answers").n > 0;
    e = form_fault(request->ctx, &page->faults, is_reply ? &page->comments.reply : &page->comments.words,
                   sentence(request->ctx, said_take(request->ctx)));
    if (!e)
        answer(response, page);
    return e;
}

result draft_clause_send(struct request *request, struct response *response)
{
    struct clause_asked asked = { .clause = NULL };
    struct draft_clause_page page = { .is_new = false };
    result e = clause_asked_read(request, &asked);
    if (!e)
        e = page_fill(request, &asked, &page);
    if (e)
        return e;
    if (str_equal(request_form(request, "deed"), STR("cost")))
        return draft_cost_send(request, response, &asked.draft, &page);
    return str_equal(request_form(request, "deed"), STR("comment"))
        ? comment_send(request, response, &page)
        : wish_send(request, response, &asked, &page);
}

// A new one: first of which kind, then its form.
static result new_asked(struct request *request, struct clause_asked *asked, struct draft_clause_page *page)
{
    result e = draft_asked(request, &asked->draft);
    if (!e)
        e = kind_field(request, asked->draft.document, &page->kind);
    const struct clause_kind *kind = e ? NULL : kind_named(asked->draft.document, page->kind.value);
    page->is_new = true;
    if (kind) {
        asked->made.kind = kind;
        asked->made.label = label_free(request->ctx, asked->draft.document, kind->letter);
        asked->clause = &asked->made;
    }
    return e ? e : page_fill(request, asked, page);
}

result draft_add_show(struct request *request, struct response *response)
{
    struct clause_asked asked = { .clause = NULL };
    struct draft_clause_page page = { .is_new = true };
    result e = new_asked(request, &asked, &page);
    if (!e && !page.may_propose)
        e = fail(request->ctx, ERR_DENIED, "Only those who speak for a party in this draft propose clauses.");
    if (!e)
        answer(response, &page);
    return e;
}

result draft_add_send(struct request *request, struct response *response)
{
    struct clause_asked asked = { .clause = NULL };
    struct draft_clause_page page = { .is_new = true };
    result e = new_asked(request, &asked, &page);
    if (!e && !asked.clause)
        e = fail(request->ctx, ERR_INPUT, "choose what kind of clause it is to be");
    return e ? e : wish_send(request, response, &asked, &page);
}
