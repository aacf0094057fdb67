// GET /drafts: documents that are being written. /drafts/new: one begun.
#include "web/draft_pages.h"
#include "web/views.h"

#include "app/library.h"
#include "app/template.h"

enum { DRAFTS_SHOWN = 200, TEXT_MAX = 1 << 20 };

static str about_words(struct request *request, const struct draft *draft)
{
    struct ctx *ctx = request->ctx;
    if (str_equal(draft->row.state, DRAFT_ENDED))
        return STR("Ended");
    if (str_equal(draft->row.state, DRAFT_OFFERED))
        return STR("Offered for signing");
    if (str_equal(draft->row.state, DRAFT_SIGNED))
        return STR("Signed");
    struct drafter by = request_drafter(request);
    if (draft_is_out(&by, &draft->row))
        return str_format(ctx->arena, "Out for comments until %.*s",
                          STR_ARGS(date_words(ctx, draft->row.comments_to)));
    return str_equal(draft->row.seen, SEEN_EVERYBODY) ? STR("Everybody may read it")
                                                      : STR("Seen by its parties only");
}

static str parties_words(struct ctx *ctx, const struct draft *draft)
{
    struct buffer out = buffer_open(4096);
    for (size_t i = 0; i < draft->parties.n; i++)
        buffer_print(&out, "%s%.*s", i ? "; " : "", STR_ARGS(draft->parties.at[i].party));
    str words = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return words;
}

static result card_add(struct request *request, const struct draft *draft, struct draft_cards *cards)
{
    struct draft_card *card = LIST_PUSH(request->ctx->arena, cards);
    if (!card)
        return arena_fail(request->ctx);
    *card = (struct draft_card){ .title = draft->document->title,
                                 .parties = parties_words(request->ctx, draft),
                                 .about = about_words(request, draft),
                                 .url = draft_url(request->ctx, draft->row.name) };
    return OK;
}

// Those that are not theirs to see are not there.
static result card_of(struct request *request, str name, struct drafts_page *page)
{
    struct drafter by = request_drafter(request);
    struct ctx looking = { .arena = request->ctx->arena };
    struct draft draft;
    result e = draft_open(&looking, request->db, name, &by, &draft);
    if (e)
        return e == ERR_MISSING ? OK : fail(request->ctx, e, "%s", looking.error.text);
    return card_add(request, &draft, draft.takes_part ? &page->theirs : &page->others);
}

result drafts_show(struct request *request, struct response *response)
{
    struct drafts_page page = { .is_somebody = request->visitor != NULL };
    struct draft_row_list rows;
    layout_fill(request, STR("Drafts"), "charters", &page.layout);
    crumb_add(request->ctx, &page.layout, STR("Charters"), (struct url){ STR("/charters") });
    result e = query_draft_list(request->ctx, request->db,
                                &(struct draft_list_in){ COMMUNITY_FIRST, { 0 }, DRAFTS_SHOWN }, &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        e = card_of(request, rows.at[i].name, &page);
    response->is_unkept = true;
    if (!e)
        view_drafts(&response->body, &page);
    return e;
}

// What to start from: a bare charter, or one of those that are in force here.
static result from_options(struct request *request, struct form_field *field)
{
    result e = form_option_add(request->ctx, field, STR("new"), STR("An example of one page"));
    for (size_t i = 0; i < request->board->charters.n && !e; i++) {
        const struct charter *c = &request->board->charters.at[i];
        e = form_option_add(request->ctx, field, c->id, c->document->document->title);
    }
    if (!field->value.n && field->options.n)
        field->options.at[0].is_chosen = true;
    return e;
}

static result new_fill(struct request *request, struct draft_new_page *page)
{
    struct ctx *ctx = request->ctx;
    if (!request->visitor)
        return fail(ctx, ERR_LOGIN, "Sign in to begin a draft.");
    layout_fill(request, STR("Begin a charter"), "charters", &page->layout);
    crumb_add(ctx, &page->layout, STR("Drafts"), (struct url){ STR("/drafts") });
    page->title = form_field(request, "title", STR("What is it called?"));
    page->title.hint = STR("A place, or a place and a thing: Millbrook Green");
    page->area = form_field(request, "area", STR("For which place?"));
    page->parties = form_field(request, "parties", STR("Between whom?"));
    page->parties.hint = STR(
        "One on each line: the residents of Millbrook, then each body that promises something.");
    page->parties.rows = 4;
    page->party = form_field(request, "party", STR("For which of them do you speak?"));
    page->party.hint = STR("As you wrote it above.");
    page->from = form_field(request, "from", STR("What do you start from?"));
    return from_options(request, &page->from);
}

static void new_view(struct response *response, struct draft_new_page *page)
{
    response->is_unkept = true;
    view_draft_new(&response->body, page);
}

result draft_new_show(struct request *request, struct response *response)
{
    struct draft_new_page page = { .from = { .name = NULL } };
    result e = new_fill(request, &page);
    if (!e)
        new_view(response, &page);
    return e;
}

static str lines_joined(struct ctx *ctx, str lines)
{
    struct buffer out = buffer_open(4096);
    for (str rest = lines; rest.at && rest.n;) {
        str line = str_trim(str_cut(&rest, '\n'));
        if (line.n)
            buffer_print(&out, "%s%.*s", out.n ? "; " : "", STR_ARGS(line));
    }
    str words = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return words;
}

static result new_check(struct request *request, struct draft_new_page *page)
{
    struct ctx *ctx = request->ctx;
    result e = OK;
    if (!page->title.value.n)
        e = form_fault(ctx, &page->faults, &page->title, STR("Write what it is called"));
    if (!e && !page->parties.value.n)
        e = form_fault(ctx, &page->faults, &page->parties, STR("Write who is to agree it, one on each line"));
    if (!e && !page->party.value.n)
        e = form_fault(ctx, &page->faults, &page->party, STR("Write for which of them you speak"));
    return e;
}

static result text_make(struct request *request, const struct draft_new_page *page, str *text)
{
    struct ctx *ctx = request->ctx;
    size_t n;
    struct diagnostics found = { .at = NULL };
    struct template_wish wish = { .kind = document_kinds(&n),
                                  .title = page->title.value,
                                  .between = lines_joined(ctx, page->parties.value),
                                  .area = page->area.value,
                                  .today = request->board->today };
    const struct charter *followed = board_charter(request->board, page->from.value);
    struct buffer out = buffer_open(TEXT_MAX);
    result e = template_write(ctx, &wish, &found, &out);
    if (e == ERR_RULE && found.n)
        e = fail(ctx, ERR_INPUT, "%.*s", STR_ARGS(found.at[0].text));
    *text = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return e || !followed ? e : draft_text_from(ctx, *text, followed->document->document, text);
}

static result begin_write(struct ctx *ctx, struct db *db, void *with)
{
    return draft_begin(ctx, db, with);
}

result draft_new_send(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct draft_new_page page = { .from = { .name = NULL } };
    struct draft_beginning b = { .by = request_drafter(request), .party = request_form(request, "party") };
    result e = new_fill(request, &page);
    if (!e)
        e = new_check(request, &page);
    if (!e && !page.faults.n) {
        e = text_make(request, &page, &b.text);
        if (!e)
            e = site_write(request, begin_write, &b);
        if (!e)
            response_see(request, response, draft_url(ctx, b.name));
        if (!e || (!is_for_form(e) && e != ERR_CONFLICT))
            return e;
        e = form_fault(ctx, &page.faults, e == ERR_CONFLICT ? &page.title : &page.party,
                       sentence(ctx, said_take(ctx)));
    }
    if (!e)
        new_view(response, &page);
    return e;
}
