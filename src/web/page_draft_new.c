// /drafts/new: a draft begun, from an example, from what is in force here or from what is promised elsewhere; also for
// a group that asked for it (page_ask.c).
#include "web/draft_pages.h"
#include "web/views.h"

#include "app/ask.h"
#include "app/library.h"
#include "app/party.h"
#include "app/seat.h"
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

// Whoever begins it first, those that are named for its table, and the group last.
static result asked_parties(struct request *request, const struct ask_row *row, struct draft_new_page *page)
{
    struct ctx *ctx = request->ctx;
    struct seat_row_list named;
    str parties = page->party.value;
    result e = query_seat_of_ask(ctx, request->db, &(struct seat_of_ask_in){ COMMUNITY_FIRST, row->id },
                                 &named);
    for (size_t i = 0; !e && i < named.n; i++)
        if (!str_same_name(named.at[i].body, page->party.value) &&
            !str_same_name(named.at[i].body, row->party))
            parties = str_format(ctx->arena, "%.*s\n%.*s", STR_ARGS(parties), STR_ARGS(named.at[i].body));
    page->parties.value = str_format(ctx->arena, "%.*s\n%.*s", STR_ARGS(parties), STR_ARGS(row->party));
    return e || !arena_is_full(ctx->arena) ? e : arena_fail(ctx);
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
    return asked_parties(request, &row, page);
}

static str lines_of(struct ctx *ctx, const struct str_list *items)
{
    str lines = { 0 };
    for (size_t i = 0; i < items->n; i++)
        lines = i ? str_format(ctx->arena, "%.*s\n%.*s", STR_ARGS(lines), STR_ARGS(items->at[i]))
                  : items->at[i];
    return lines;
}

// The next version of a charter begins with its title, place, parties and text, and bears its Id.
static result next_values(struct request *request, const struct document *before, struct draft_new_page *page)
{
    struct ctx *ctx = request->ctx;
    struct str_list spoken = { 0 };
    const struct field *between = field_find(&before->header, KEY_BETWEEN),
                       *area = field_find(&before->header, KEY_AREA);
    page->title.value = before->title;
    page->parties.value = between && !between->is_bad ? lines_of(ctx, &between->items) : (str){ 0 };
    page->area.value = area && !area->is_bad ? field_text(ctx, area) : (str){ 0 };
    result e = parties_of_visitor(ctx, request->db, before, request->visitor, &spoken);
    page->party.value = spoken.n ? spoken.at[0] : own_body(request);
    return e;
}

static result next_fill(struct request *request, struct draft_new_page *page)
{
    str id = request->method == METHOD_POST ? request_form(request, "next") : request_field(request, "next");
    const struct charter *c = id.n ? board_charter(request->board, id) : NULL;
    if (id.n && !c)
        return fail(request->ctx, ERR_MISSING, "there is no such charter");
    if (!c)
        return OK;
    page->next = c->id;
    page->before = c->document->document->title;
    return request->method == METHOD_POST ? OK : next_values(request, c->document->document, page);
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
    page->area.hint = STR(
        "Its name as it stands under Areas: a ward, a parish, an estate. Several with ';' between.");
    page->parties = form_field(request, "parties", STR("Between whom?"));
    page->parties.hint = STR(
        "One on each line: each body that promises something, and last the residents of Millbrook.");
    page->parties.rows = 4;
    page->party = form_field(request, "party", STR("For which of them do you speak?"));
    page->party.hint = STR("As you wrote it above.");
    page->from = form_field(request, "from", STR("What do you start from?"));
    page->from.hint = STR(
        "From standards elsewhere: put your own figures, services and words in their place.");
    result e = asked_fill(request, page);
    if (!e)
        e = next_fill(request, page);
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
                                  .id = page->next,
                                  .between = lines_joined(ctx, page->parties.value),
                                  .today = request->board->today };
    if (str_starts(page->from.value, STANDARDS))
        wish.from = str_from_byte(page->from.value, STANDARDS.n);
    const struct charter *followed = board_charter(request->board,
                                                   page->next.n ? page->next : page->from.value);
    struct buffer out = buffer_open(TEXT_MAX);
    result e = draft_area_spelt(ctx, request->board->areas, page->area.value, &wish.area);
    if (!e)
        e = template_write(ctx, &wish, &found, &out);
    if (e == ERR_RULE && found.n)
        e = fail(ctx, ERR_INPUT, "%.*s", STR_ARGS(found.at[0].text));
    *text = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    if (!e && followed)
        e = draft_text_from(ctx, *text, followed->document->document, text);
    return e || !page->asked ? e : draft_text_asked(ctx, *text, &page->said, text);
}

static result begin_write(struct ctx *ctx, struct db *db, void *with)
{
    return ask_begin(ctx, db, with);
}

result draft_new_send(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct draft_new_page page = { .from = { .name = NULL } };
    struct ask_beginning b = { .of = { .by = request_drafter(request),
                                       .party = request_form(request, "party") },
                               .directory = &request->board->directory,
                               .ledger = request->board->ledger };
    result e = new_fill(request, &page);
    if (!e)
        e = new_check(request, &page);
    b.ask = page.asked;
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
