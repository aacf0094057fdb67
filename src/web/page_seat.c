// /work/invited/{seat}: a body that is invited to where a charter is negotiated says who speaks for it, or why not.
#include "web/seat_pages.h"
#include "web/views.h"

struct invited {
    struct request *request;
    struct seat_row row;
    struct draft draft;
    struct seat_answering said;
};

static result invited_open(struct request *request, struct invited *in)
{
    struct ctx *ctx = request->ctx, looking = { .arena = ctx->arena };
    struct drafter by = request_drafter(request);
    int64_t id = 0;
    bool is_id = str_to_int(request_parameter(request, "seat"), &id);
    *in = (struct invited){ .request = request };
    result read = is_id ? seat_read(&looking, request->db, id, &in->row) : ERR_MISSING;
    result e = read ? must_may(ctx, request->visitor, DEED_SEAT, NULL)
                    : seat_must_answer(ctx, request->visitor, in->row.body, in->row.asked);
    if (!e && read)
        e = fail(ctx, read, "there is no such invitation");
    return e ? e : draft_by_id(ctx, request->db, in->row.draft_id, &by, &in->draft);
}

static result fields_fill(struct invited *in, struct seat_page *page)
{
    struct request *request = in->request;
    struct ctx *ctx = request->ctx;
    page->answer = form_field(request, "answer", STR("Does it take part?"));
    page->email = form_field(request, "email", STR("If it does: who speaks for it?"));
    page->email.hint = STR(
        "An e-mail address. Whoever has it gets a link to the draft; nobody else sees it.");
    page->email.type = page->email.autocomplete = "email";
    if (!request->n_form) // nor typed before a session ended
        page->email.value = request->visitor->email;
    page->words = form_field(request, "words", STR("If not: why not?"));
    page->words.hint = STR("Everybody reads it.");
    page->words.rows = 3;
    page->office = form_field(request, "office", STR("Which post or office answers?"));
    page->office.hint = STR("Never a person's name: everybody reads it.");
    page->office.width = 20;
    page->is_office = form_field(request, "is-office", STR("Personal details"));
    result e = form_option_add(ctx, &page->answer, STR("yes"), STR("Yes"));
    if (!e)
        e = form_option_add(ctx, &page->answer, STR("no"), STR("No"));
    return e ? e
             : form_option_add(ctx, &page->is_office, STR("yes"),
                               STR("What looks like a person's details is an office's, and may be public"));
}

static str others_words(struct invited *in)
{
    struct buffer out = buffer_open(4096);
    for (size_t i = 0; i < in->draft.parties.n; i++) {
        str party = in->draft.parties.at[i].party;
        if (!str_same_name(party, in->row.body))
            buffer_print(&out, "%s%.*s", out.n ? "; " : "", STR_ARGS(party));
    }
    str words = str_copy(in->request->ctx->arena, buffer_str(&out));
    buffer_done(in->request->ctx->arena, &out);
    return words;
}

static result asked_fill(struct invited *in, struct seat_page *page)
{
    struct ask_row ask;
    page->is_asked = in->row.ask_id != ID_NONE;
    if (!page->is_asked)
        return OK;
    result e = ask_read(in->request->ctx, in->request->db, in->row.ask_id, &ask);
    return e ? e : ask_line_fill(in->request, &ask, &page->line);
}

static result page_fill(struct invited *in, struct seat_page *page)
{
    struct request *request = in->request;
    struct ctx *ctx = request->ctx;
    const struct seat_row_list rows = { .at = &in->row, .n = 1 };
    layout_fill(request, STR("An invitation to a charter's table"), "work", &page->layout);
    page->title = in->draft.document->title;
    page->body = in->row.body;
    page->services = in->row.services;
    page->due = date_words(ctx, in->row.due);
    page->parties = others_words(in);
    page->is_open = str_equal(in->row.state, SEAT_INVITED) && str_equal(in->draft.row.state, DRAFT_OPEN);
    page->action = url_format(ctx->arena, "/work/invited/%lld", (long long)in->row.id);
    if (in->draft.takes_part || str_equal(in->draft.row.seen, SEEN_EVERYBODY))
        page->draft_url = draft_url(ctx, in->draft.row.name);
    result e = asked_fill(in, page);
    if (!e)
        e = seat_lines_fill(request, &rows, &page->seats);
    return e ? e : fields_fill(in, page);
}

static void answer(struct response *response, const struct seat_page *page)
{
    response->is_unkept = true;
    view_seat(&response->body, page);
}

result seat_show(struct request *request, struct response *response)
{
    struct invited in;
    struct seat_page page = { .is_open = false };
    result e = invited_open(request, &in);
    if (!e)
        e = page_fill(&in, &page);
    if (!e)
        answer(response, &page);
    return e;
}

static result answer_work(struct ctx *ctx, struct db *db, void *with)
{
    return seat_answer(ctx, db, with);
}

static struct form_field *faulty(struct seat_page *page, enum seat_part part)
{
    switch (part) {
    case SEAT_PART_EMAIL:
        return &page->email;
    case SEAT_PART_WORDS:
        return &page->words;
    case SEAT_PART_OFFICE:
        return &page->office;
    case SEAT_PART_ANSWER:
        break;
    }
    return &page->answer;
}

result seat_send(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct invited in;
    struct seat_page page = { .is_open = false };
    result e = invited_open(request, &in);
    if (e)
        return e;
    in.said = (struct seat_answering){ .id = in.row.id,
                                       .takes = str_equal(request_form(request, "answer"), STR("yes")),
                                       .declines = str_equal(request_form(request, "answer"), STR("no")),
                                       .email = request_form(request, "email"),
                                       .words = request_form(request, "words"),
                                       .office = request_form(request, "office"),
                                       .is_office = request_form(request, "is-office").n > 0,
                                       .by = request_drafter(request) };
    e = site_write(request, answer_work, &in.said);
    if (!e) {
        response_see(request, response, url_format(ctx->arena, "/work/invited/%lld", (long long)in.row.id));
        return OK;
    }
    if (!is_for_form(e))
        return e;
    str why = sentence(ctx, said_take(ctx));
    e = page_fill(&in, &page);
    page.asks_office = in.said.looks_personal || in.said.is_office;
    if (!e)
        e = form_fault(ctx, &page.faults, faulty(&page, in.said.part), why);
    if (!e)
        answer(response, &page);
    return e;
}
