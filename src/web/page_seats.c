// /charters/asked/{ask}: which bodies belong at the table of a charter that is asked for: those that answer for what
// troubles people there, and what whoever asked adds or takes out. What every page about it shows of them.
#include "web/seat_pages.h"
#include "web/views.h"

static struct mark mark_of(const struct seat_row *row, date today)
{
    if (str_equal(row->state, SEAT_TAKEN))
        return (struct mark){ "kept", "Takes part" };
    if (str_equal(row->state, SEAT_DECLINED))
        return (struct mark){ "none", "Declined" };
    if (str_equal(row->state, SEAT_NAMED))
        return (struct mark){ "none", "To be invited" };
    return seat_is_late(row, today) ? (struct mark){ "missed", "Not answered in time" }
                                    : (struct mark){ "not-yet-due", "Not answered yet" };
}

// "Answers for Street lights. Invited on 19 October 2026, to answer by 16 November 2026."
static str said_of(struct request *request, const struct seat_row *row)
{
    struct ctx *ctx = request->ctx;
    const struct zone *zone = request->board->zone;
    struct buffer out = buffer_open(4096);
    if (row->services.n)
        buffer_print(&out, "Answers for: %.*s. ", STR_ARGS(row->services));
    if (!instant_is_none(row->invited))
        buffer_print(&out, "Invited on %.*s", STR_ARGS(date_words(ctx, instant_date(zone, row->invited))));
    if (str_equal(row->state, SEAT_INVITED))
        buffer_print(&out, ", to answer by %.*s.", STR_ARGS(date_words(ctx, row->due)));
    else if (!instant_is_none(row->invited))
        buffer_print(&out, ", answered on %.*s.",
                     STR_ARGS(date_words(ctx, instant_date(zone, row->answered))));
    str said = str_trim(str_copy(ctx->arena, buffer_str(&out)));
    buffer_done(ctx->arena, &out);
    return said;
}

result seat_lines_fill(struct request *request, const struct seat_row_list *rows, struct seat_lines *lines)
{
    struct ctx *ctx = request->ctx;
    for (size_t i = 0; i < rows->n; i++) {
        struct seat_line *slot = LIST_PUSH(ctx->arena, lines);
        if (!slot)
            return arena_fail(ctx);
        *slot = (struct seat_line){ .body = rows->at[i].body,
                                    .said = said_of(request, &rows->at[i]),
                                    .words = rows->at[i].words,
                                    .office = rows->at[i].office,
                                    .mark = mark_of(&rows->at[i], request->board->today) };
    }
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

result seats_links_fill(struct request *request, struct links *links)
{
    struct ctx *ctx = request->ctx;
    struct seat_waiting_out_list rows;
    result e = seats_waiting(ctx, request->db, request->visitor, &rows);
    for (size_t i = 0; !e && i < rows.n; i++) {
        const struct seat_waiting_out *row = &rows.at[i];
        bool is_late = row->due.day < request->board->today.day;
        e = link_add(ctx, links,
                     str_format(ctx->arena, "%.*s: %.*s %s %.*s", STR_ARGS(draft_title(row->text)),
                                STR_ARGS(row->body), is_late ? "was to answer by" : "answers by",
                                STR_ARGS(date_words(ctx, row->due))),
                     url_format(ctx->arena, "/work/invited/%lld", (long long)row->id));
    }
    return e;
}

static result ask_opened(struct request *request, struct ask_row *row)
{
    struct ctx *ctx = request->ctx, looking = { .arena = ctx->arena };
    int64_t id = 0;
    bool is_id = str_to_int(request_parameter(request, "ask"), &id);
    result read = is_id ? ask_read(&looking, request->db, id, row) : ERR_MISSING;
    bool is_theirs = !read && request->visitor && row->account == request->visitor->id;
    result e = is_theirs ? OK : must_may(ctx, request->visitor, DEED_ASKED, NULL);
    if (!e && read)
        e = fail(ctx, read, "nobody asked for that");
    if (!e && !seats_may_name(request->visitor, row))
        e = fail(ctx, ERR_RULE, "this is answered already");
    return e;
}

// Those that were chosen first, with what they answer for; then all others that work here.
static result body_add(struct request *request, const struct seat_row_list *named, str body,
                       struct form_field *field)
{
    result e = form_option_add(request->ctx, field, body, body);
    struct form_option *option = e ? NULL : &field->options.at[field->options.n - 1];
    for (size_t i = 0; !e && i < named->n; i++)
        if (str_same_name(named->at[i].body, body)) {
            option->is_chosen = true;
            if (named->at[i].services.n)
                option->hint = str_format(request->ctx->arena, "Answers for: %.*s",
                                          STR_ARGS(named->at[i].services));
        }
    if (!e && request->method == METHOD_POST)
        option->is_chosen = request_forms_have(request, field->name, body);
    return e;
}

static bool is_offered(const struct form_field *field, str body)
{
    for (size_t i = 0; i < field->options.n; i++)
        if (str_same_name(field->options.at[i].value, body))
            return true;
    return false;
}

static result bodies_fill(struct request *request, const struct seat_row_list *named, struct seats_page *page)
{
    const struct bodies *bodies = &request->board->directory.bodies;
    result e = OK;
    page->bodies = form_field(request, "body", STR("Which bodies belong at the table?"));
    for (size_t i = 0; i < named->n && !e; i++) {
        page->is_found |= named->at[i].services.n > 0;
        e = body_add(request, named, named->at[i].body, &page->bodies);
    }
    for (size_t i = 0; i < bodies->n && !e; i++)
        if (bodies->at[i].is_tracked && body_answers(&bodies->at[i], request->board->today) &&
            !is_offered(&page->bodies, bodies->at[i].name))
            e = body_add(request, named, bodies->at[i].name, &page->bodies);
    return e;
}

static result page_fill(struct request *request, const struct ask_row *row, struct seats_page *page)
{
    struct ctx *ctx = request->ctx;
    struct seat_row_list named;
    layout_fill(request, STR("Who belongs at the table?"), "charters", &page->layout);
    crumb_add(ctx, &page->layout, STR("Charters"), (struct url){ STR("/charters") });
    crumb_add(ctx, &page->layout, STR("Charters that were asked for"),
              (struct url){ STR("/charters/asked") });
    page->action = url_format(ctx->arena, "/charters/asked/%lld", (long long)row->id);
    result e = ask_line_fill(request, row, &page->line);
    if (!e)
        e = query_seat_of_ask(ctx, request->db, &(struct seat_of_ask_in){ COMMUNITY_FIRST, row->id }, &named);
    return e ? e : bodies_fill(request, &named, page);
}

static void answer(struct response *response, const struct seats_page *page)
{
    response->is_unkept = true;
    view_seats(&response->body, page);
}

result seats_show(struct request *request, struct response *response)
{
    struct ask_row row;
    struct seats_page page = { .is_found = false };
    result e = ask_opened(request, &row);
    if (!e)
        e = page_fill(request, &row, &page);
    if (!e)
        answer(response, &page);
    return e;
}

static result name_work(struct ctx *ctx, struct db *db, void *with)
{
    return seats_name(ctx, db, with);
}

static result chosen_take(const struct request *request, struct str_list *chosen)
{
    for (size_t i = 0; i < request->n_form; i++) {
        str *slot = str_equal(request->form[i].name, STR("body")) ? LIST_PUSH(request->ctx->arena, chosen)
                                                                  : NULL;
        if (slot)
            *slot = request->form[i].value;
    }
    return arena_is_full(request->ctx->arena) ? arena_fail(request->ctx) : OK;
}

result seats_send(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct ask_row row;
    struct seats_page page = { .is_found = false };
    struct seats_naming naming = { .directory = &request->board->directory,
                                   .visitor = request->visitor,
                                   .today = request->board->today };
    result e = ask_opened(request, &row);
    if (!e)
        e = chosen_take(request, &naming.bodies);
    if (e)
        return e;
    naming.ask = row.id;
    e = site_write(request, name_work, &naming);
    if (!e) {
        response_see(request, response,
                     url_format(ctx->arena, "/charters/asked?done=yes#a%lld", (long long)row.id));
        return OK;
    }
    if (!is_for_form(e))
        return e;
    str why = sentence(ctx, said_take(ctx));
    e = page_fill(request, &row, &page);
    if (!e)
        e = form_fault(ctx, &page.faults, &page.bodies, why);
    if (!e)
        answer(response, &page);
    return e;
}
