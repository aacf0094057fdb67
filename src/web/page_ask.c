// /charters/ask: a group asks for a charter. GET /charters/asked: what was asked, and what became of it, for everybody;
// GET /work/asked: the same for whoever answers.
#include "web/ask_pages.h"
#include "web/views.h"

#include "app/desk.h"
#include "app/seat.h"

static struct mark mark_of(const struct request *request, const struct ask_row *row)
{
    if (str_equal(row->state, ASK_REFUSED))
        return (struct mark){ "none", "Not begun" };
    if (str_equal(row->state, ASK_DRAFT))
        return (struct mark){ "kept", "A draft is begun" };
    return row->due.day < request->board->today.day ? (struct mark){ "missed", "Answer is late" }
                                                    : (struct mark){ "not-yet-due", "Not answered yet" };
}

// "Street lights; Noise at night", of "street lights" and "noise / night" on a line each.
static str kinds_words(struct request *request, str services)
{
    struct ctx *ctx = request->ctx;
    str words = { 0 };
    for (str rest = services; rest.at && rest.n;) {
        str title = directory_title(&request->board->directory, str_cut(&rest, '\n'));
        words = words.n ? str_format(ctx->arena, "%.*s; %.*s", STR_ARGS(words), STR_ARGS(title)) : title;
    }
    return words;
}

result ask_line_fill(struct request *request, const struct ask_row *row, struct ask_line *line)
{
    struct ctx *ctx = request->ctx;
    const struct zone *zone = request->board->zone;
    struct seat_row_list seats;
    *line = (struct ask_line){ .id = row->id,
                               .party = row->party,
                               .spoken = row->spoken,
                               .place = row->place,
                               .matters = row->matters,
                               .services = kinds_words(request, row->services),
                               .broker = row->broker,
                               .asked = date_words(ctx, instant_date(zone, row->asked)),
                               .due = date_words(ctx, row->due),
                               .words = row->words,
                               .office = row->office,
                               .mark = mark_of(request, row),
                               .is_open = str_equal(row->state, ASK_OPEN) };
    line->is_late = line->is_open && row->due.day < request->board->today.day;
    if (!line->is_open)
        line->answered = date_words(ctx, instant_date(zone, row->answered));
    if (seats_may_name(request->visitor, row))
        line->seats_url = url_format(ctx->arena, "/charters/asked/%lld", (long long)row->id);
    result e = query_seat_of_ask(ctx, request->db, &(struct seat_of_ask_in){ COMMUNITY_FIRST, row->id },
                                 &seats);
    return e ? e : seat_lines_fill(request, &seats, &line->seats);
}

static result line_add(struct request *request, const struct ask_row *row, struct asked_page *page)
{
    struct ctx *ctx = request->ctx;
    struct ask_line line, *slot;
    result e = ask_line_fill(request, row, &line);
    if (page->is_work && line.is_open)
        line.url = url_format(ctx->arena, "/work/asked/%lld", (long long)row->id);
    else if (str_equal(row->state, ASK_DRAFT))
        line.url = url_format(ctx->arena, "/drafts/%s", url_segment(ctx->arena, row->draft));
    slot = e ? NULL : LIST_PUSH(ctx->arena, line.is_open ? &page->open : &page->over);
    if (!e && !slot)
        return arena_fail(ctx);
    if (slot)
        *slot = line;
    return e;
}

// Open ones by their day, the next first; the others the newest first.
static result lines_fill(struct request *request, struct asked_page *page)
{
    struct ctx *ctx = request->ctx;
    struct ask_row_list open, newest;
    result e = query_ask_of_state(ctx, request->db,
                                  &(struct ask_of_state_in){ COMMUNITY_FIRST, ASK_OPEN, ASKS_SHOWN }, &open);
    if (!e)
        e = query_ask_newest(ctx, request->db, &(struct ask_newest_in){ COMMUNITY_FIRST, ASKS_SHOWN },
                             &newest);
    for (size_t i = 0; !e && i < open.n; i++)
        e = line_add(request, &open.at[i], page);
    for (size_t i = 0; !e && i < newest.n; i++)
        if (!str_equal(newest.at[i].state, ASK_OPEN))
            e = line_add(request, &newest.at[i], page);
    return e;
}

static const struct table_column COLUMNS[] = {
    { STR_INIT("asked"), CELL_TEXT, false },   { STR_INIT("party"), CELL_TEXT, false },
    { STR_INIT("place"), CELL_TEXT, false },   { STR_INIT("spoken_for"), CELL_TEXT, false },
    { STR_INIT("matters"), CELL_TEXT, false }, { STR_INIT("due"), CELL_TEXT, false },
    { STR_INIT("state"), CELL_TEXT, false },   { STR_INIT("answer"), CELL_MAYBE, false },
    { STR_INIT("kinds"), CELL_MAYBE, false },  { STR_INIT("bodies"), CELL_MAYBE, false },
};

// "Eastmark Police: Takes part; Threeways Homes: Declined"
static str seats_words(struct ctx *ctx, const struct seat_lines *seats)
{
    str words = { 0 };
    for (size_t i = 0; i < seats->n; i++)
        words = str_format(ctx->arena, "%.*s%s%.*s: %s", STR_ARGS(words), i ? "; " : "",
                           STR_ARGS(seats->at[i].body), seats->at[i].mark.words);
    return words;
}

static void rows_write(struct ctx *ctx, struct table *table, const struct ask_lines *lines)
{
    for (size_t i = 0; i < lines->n; i++) {
        const struct ask_line *l = &lines->at[i];
        const str cells[] = { l->asked,
                              l->party,
                              l->place,
                              l->spoken,
                              l->matters,
                              l->due,
                              str_from(l->mark.words),
                              l->words,
                              l->services,
                              seats_words(ctx, &l->seats) };
        for (size_t k = 0; k < sizeof cells / sizeof *cells; k++)
            table_cell(table, cells[k]);
    }
}

static result asked_table(struct request *request, struct response *response, const struct asked_page *page)
{
    enum table_form form = response_table(request, response);
    struct table table = table_open(request->ctx, &response->body, form, COLUMNS,
                                    sizeof COLUMNS / sizeof *COLUMNS);
    rows_write(request->ctx, &table, &page->open);
    rows_write(request->ctx, &table, &page->over);
    return table_close(&table);
}

result asked_show(struct request *request, struct response *response)
{
    struct asked_page page = { .is_done = request_field(request, "done").n > 0 };
    layout_fill(request, STR("Charters that were asked for"), "charters", &page.layout);
    crumb_add(request->ctx, &page.layout, STR("Charters"), (struct url){ STR("/charters") });
    result e = lines_fill(request, &page);
    response->is_unkept = true;
    if (!e && request->format != FORMAT_HTML)
        return asked_table(request, response, &page);
    if (!e)
        view_asked(&response->body, &page);
    return e;
}

result work_asked_show(struct request *request, struct response *response)
{
    struct asked_page page = { .is_work = true };
    result e = must_may(request->ctx, request->visitor, DEED_ASKED, NULL);
    if (e)
        return e;
    layout_fill(request, STR("Who asks for a charter"), "work", &page.layout);
    crumb_add(request->ctx, &page.layout, STR("Work"), (struct url){ STR("/work") });
    e = lines_fill(request, &page);
    response->is_unkept = true;
    if (!e)
        view_asked(&response->body, &page);
    return e;
}

static result brokers_fill(struct request *request, struct form_field *field)
{
    const struct bodies *bodies = &request->board->directory.bodies;
    result e = form_option_add(request->ctx, field, STR(""), STR("Nobody in particular"));
    for (size_t i = 0; i < bodies->n && !e; i++)
        if (bodies->at[i].is_tracked && body_answers(&bodies->at[i], request->board->today))
            e = form_option_add(request->ctx, field, bodies->at[i].name, bodies->at[i].name);
    return e;
}

// What is reported here, as people call it.
static result kinds_fill(struct request *request, struct ask_page *page)
{
    struct form_field *field = &page->kinds;
    const struct directory *directory = &request->board->directory;
    result e = OK;
    for (size_t i = 0; i < directory->categories.all.n && !e; i++) {
        const struct category *category = &directory->categories.all.at[i];
        if (directory_refuses(directory, category))
            continue;
        e = form_option_add(request->ctx, field, category->service, category_title(category));
        bool is_chosen = request_forms_have(request, field->name, category->service);
        if (!e)
            field->options.at[field->options.n - 1].is_chosen = is_chosen;
        page->has_kinds |= is_chosen;
    }
    return e;
}

static result ask_fill(struct request *request, struct ask_page *page)
{
    struct ctx *ctx = request->ctx;
    page->is_somebody = request->visitor != NULL;
    page->days = ASK_WORKING_DAYS;
    layout_fill(request, STR("Ask for a charter"), "charters", &page->layout);
    crumb_add(ctx, &page->layout, STR("Charters"), (struct url){ STR("/charters") });
    page->party = form_field(request, "party", STR("What is your group called?"));
    page->party.hint = STR("Such as Friends of Linden Park, or the residents of Mill Lane.");
    page->spoken = form_field(request, "spoken", STR("For how many people does it speak?"));
    page->spoken.hint = STR("And how you know: 84 members; a meeting on 12 March with 30 present.");
    page->place = form_field(request, "place", STR("For which place?"));
    page->place.hint = STR("A street, a green, a ward.");
    page->matters = form_field(request, "matters", STR("What matters most there?"));
    page->matters.hint = STR("What you would like to be promised, and what you could do in return.");
    page->matters.rows = 4;
    page->kinds = form_field(request, "kind", STR("What is it that troubles people?"));
    page->kinds.hint = STR("Choose all that apply: it shows which bodies belong at the table.");
    page->broker = form_field(request, "broker", STR("Who could bring the parties together?"));
    page->is_office = form_field(request, "is-office", STR("Personal details"));
    result e = brokers_fill(request, &page->broker);
    if (!e)
        e = kinds_fill(request, page);
    return e ? e
             : form_option_add(ctx, &page->is_office, STR("yes"),
                               STR("What looks like a person's details is the group's, and may be public"));
}

result ask_show(struct request *request, struct response *response)
{
    struct ask_page page = { .is_somebody = false };
    result e = ask_fill(request, &page);
    response->is_unkept = true;
    if (!e)
        view_ask(&response->body, &page);
    return e;
}

static struct form_field *faulty(struct ask_page *page, enum ask_part part)
{
    switch (part) {
    case ASK_PART_SPOKEN:
        return &page->spoken;
    case ASK_PART_PLACE:
        return &page->place;
    case ASK_PART_MATTERS:
        return &page->matters;
    case ASK_PART_BROKER:
        return &page->broker;
    default:
        return &page->party;
    }
}

static str chosen_lines(struct ctx *ctx, const struct form_field *field)
{
    str lines = { 0 };
    for (size_t i = 0; i < field->options.n; i++)
        if (field->options.at[i].is_chosen)
            lines = str_format(ctx->arena, "%.*s%s%.*s", STR_ARGS(lines), lines.n ? "\n" : "",
                               STR_ARGS(field->options.at[i].value));
    return lines;
}

// On to who belongs at the table, where that can be told from what troubles people.
static struct url asked_url(struct ctx *ctx, const struct asking *asking)
{
    const char *path = asking->services.n ? "/charters/asked/%lld" : "/charters/asked?done=yes#a%lld";
    return url_format(ctx->arena, path, (long long)asking->id);
}

static result add_work(struct ctx *ctx, struct db *db, void *with)
{
    return ask_add(ctx, db, with);
}

result ask_send(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    const struct ledger *ledger = request->board->ledger;
    struct ask_page page = { .is_somebody = false };
    if (!request->visitor)
        return fail(ctx, ERR_LOGIN, "Sign in to ask for a charter: that shows that the address is yours.");
    result e = ask_fill(request, &page);
    struct asking asking = { .party = page.party.value,
                             .spoken = page.spoken.value,
                             .place = page.place.value,
                             .matters = page.matters.value,
                             .broker = page.broker.value,
                             .services = chosen_lines(ctx, &page.kinds),
                             .is_office = request_form(request, "is-office").n > 0,
                             .account = request->visitor->id,
                             .today = request->board->today,
                             .at = ledger_instant(ledger, request->now),
                             .ledger = ledger,
                             .directory = &request->board->directory };
    if (e)
        return e;
    e = site_write(request, add_work, &asking);
    if (!e) {
        response_see(request, response, asked_url(ctx, &asking));
        return OK;
    }
    if (!is_for_form(e))
        return e;
    page.asks_office = asking.looks_personal || asking.is_office;
    e = form_fault(ctx, &page.faults, faulty(&page, asking.part), sentence(ctx, said_take(ctx)));
    response->is_unkept = true;
    if (!e)
        view_ask(&response->body, &page);
    return e;
}
