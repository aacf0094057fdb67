// /drafts/new: a draft begun, from an example, from what is in force here or from what is promised elsewhere; also for
// a group that asked for it (page_ask.c).
#include "web/draft_pages.h"
#include "web/views.h"

#include "app/ask.h"
#include "app/library.h"
#include "app/template.h"

enum { TEXT_MAX = 1 << 20 };

#define STANDARDS STR("standards/")
#define TITLE STR("# Charter: ")

// "Barnet street commitments", the title of a document; its name where it has none.
static str standards_title(struct ctx *ctx, str name)
{
    struct ctx looking = { .arena = ctx->arena };
    str path, bytes;
    if (library_standards(&looking, name, &path, &bytes))
        return name;
    str line = str_cut(&bytes, '\n');
    return str_starts(line, TITLE) ? str_trim(str_from_byte(line, TITLE.n)) : name;
}

// What to start from: a bare charter, one of those that are in force here, or what a real council promises.
static result from_options(struct request *request, struct form_field *field)
{
    struct ctx *ctx = request->ctx;
    struct str_list names;
    result e = form_option_add(ctx, field, STR("new"), STR("An example of one page"));
    for (size_t i = 0; i < request->board->charters.n && !e; i++) {
        const struct charter *c = &request->board->charters.at[i];
        e = form_option_add(ctx, field, c->id, c->document->document->title);
    }
    if (!e)
        e = library_standards_list(ctx, &names);
    for (size_t i = 0; !e && i < names.n; i++)
        e = form_option_add(
            ctx, field, str_format(ctx->arena, "%.*s%.*s", STR_ARGS(STANDARDS), STR_ARGS(names.at[i])),
            str_format(ctx->arena, "Standards elsewhere: %.*s", STR_ARGS(standards_title(ctx, names.at[i]))));
    if (!field->value.n && field->options.n)
        field->options.at[0].is_chosen = true;
    return e;
}

static str own_body(const struct request *request)
{
    for (size_t i = 0; i < request->visitor->roles.n; i++)
        if (request->visitor->roles.at[i].body.n)
            return request->visitor->roles.at[i].body;
    return (str){ 0 };
}

// One that a group asked for (app/ask.h) begins with what they said.
static result asked_fill(struct request *request, struct draft_new_page *page)
{
    struct ctx *ctx = request->ctx;
    struct ask_row row;
    str asked = request_form(request, "asked").n ? request_form(request, "asked")
                                                 : request_field(request, "asked");
    if (!asked.n)
        return OK;
    result e = must_may(ctx, request->visitor, DEED_ASKED, NULL);
    if (!e && !str_to_int(asked, &page->asked))
        e = fail(ctx, ERR_MISSING, "nobody asked for that");
    if (!e)
        e = ask_read(ctx, request->db, page->asked, &row);
    if (e)
        return e;
    page->said = (struct draft_asked){ row.party, row.spoken, row.matters };
    if (request->method == METHOD_POST)
        return OK;
    page->title.value = page->area.value = row.place;
    page->party.value = own_body(request);
    page->parties.value = str_format(ctx->arena, "%.*s\n%.*s", STR_ARGS(page->party.value),
                                     STR_ARGS(row.party));
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
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
        "One on each line: each body that promises something, and last the residents of Millbrook.");
    page->parties.rows = 4;
    page->party = form_field(request, "party", STR("For which of them do you speak?"));
    page->party.hint = STR("As you wrote it above.");
    page->from = form_field(request, "from", STR("What do you start from?"));
    result e = asked_fill(request, page);
    return e ? e : from_options(request, &page->from);
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

static bool has_line(str lines, str wanted)
{
    for (str rest = lines; rest.at && rest.n;)
        if (str_same_name(str_trim(str_cut(&rest, '\n')), wanted))
            return true;
    return false;
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
    if (!e && page->said.party.n && page->parties.value.n && !has_line(page->parties.value, page->said.party))
        e = form_fault(ctx, &page->faults, &page->parties,
                       str_format(ctx->arena, "Keep who asked among them: %.*s", STR_ARGS(page->said.party)));
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
    if (str_starts(page->from.value, STANDARDS))
        wish.from = str_from_byte(page->from.value, STANDARDS.n);
    const struct charter *followed = board_charter(request->board, page->from.value);
    struct buffer out = buffer_open(TEXT_MAX);
    result e = template_write(ctx, &wish, &found, &out);
    if (e == ERR_RULE && found.n)
        e = fail(ctx, ERR_INPUT, "%.*s", STR_ARGS(found.at[0].text));
    *text = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    if (!e && followed)
        e = draft_text_from(ctx, *text, followed->document->document, text);
    return e || !page->asked ? e : draft_text_asked(ctx, *text, &page->said, text);
}

struct beginning {
    struct draft_beginning of;
    int64_t asked;
};

// Whoever asked speaks for the group from then on, and is told so.
static result asked_invite(struct ctx *ctx, struct db *db, struct beginning *b)
{
    struct draft draft;
    struct ask_row row;
    struct person_row person = { .id = ID_NONE };
    result e = ask_read(ctx, db, b->asked, &row);
    if (!e)
        e = ask_drafted(ctx, db, b->asked, b->of.name, b->of.by.at);
    if (!e)
        e = draft_open(ctx, db, b->of.name, &b->of.by, &draft);
    if (!e && row.account != ID_NONE)
        e = account_person(ctx, db, row.account, &person);
    return e || !person.email.n ? e : draft_speaker_add(&draft, row.party, person.email, b->of.by.at);
}

static result begin_write(struct ctx *ctx, struct db *db, void *with)
{
    struct beginning *b = with;
    result e = draft_begin(ctx, db, &b->of);
    return e || !b->asked ? e : asked_invite(ctx, db, b);
}

result draft_new_send(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct draft_new_page page = { .from = { .name = NULL } };
    struct beginning b = { .of = { .by = request_drafter(request),
                                   .party = request_form(request, "party") } };
    result e = new_fill(request, &page);
    if (!e)
        e = new_check(request, &page);
    b.asked = page.asked;
    if (!e && !page.faults.n) {
        e = text_make(request, &page, &b.of.text);
        if (!e)
            e = site_write(request, begin_write, &b);
        if (!e)
            response_see(request, response, draft_url(ctx, b.of.name));
        if (!e || (!is_for_form(e) && e != ERR_CONFLICT))
            return e;
        e = form_fault(ctx, &page.faults, e == ERR_CONFLICT ? &page.title : &page.party,
                       sentence(ctx, said_take(ctx)));
    }
    if (!e)
        new_view(response, &page);
    return e;
}
