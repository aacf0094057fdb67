// /data-requests: what the data protection officer was asked for, with its days. /data-requests/new: one that came, of
// somebody who is found by what they are reached at or by a report. Searching is traced, and stands in no address.
#include "web/data_pages.h"
#include "web/typed.h"
#include "web/views.h"

static const str WISHES[][2] = {
    { STR_INIT("copy"), STR_INIT("To have all that is held about them") },
    { STR_INIT("erasure"), STR_INIT("To have it erased") },
};

struct mark data_request_mark(const struct data_request_row *row, date today)
{
    if (str_equal(row->state, REQUEST_DONE))
        return (struct mark){ "none", "Done" };
    if (str_equal(row->state, REQUEST_REFUSED))
        return (struct mark){ "none", "Refused" };
    return row->due.day < today.day ? (struct mark){ "missed", "Late" }
                                    : (struct mark){ "not-yet-due", "Open" };
}

str data_request_title(const struct data_request_row *row)
{
    return str_equal(row->wish, WISH_ERASURE) ? STR("Erasure") : STR("A copy of what is held");
}

static result line_add(struct request *request, const struct data_request_row *row,
                       struct data_request_lines *lines)
{
    struct ctx *ctx = request->ctx;
    struct data_request_line *line = LIST_PUSH(ctx->arena, lines);
    if (!line)
        return arena_fail(ctx);
    bool is_own = str_equal(row->came, CAME_PAGE), is_open = str_equal(row->state, REQUEST_OPEN);
    str title = data_request_title(row);
    *line = (struct data_request_line){
        .what = str_format(ctx->arena, "Request %lld: %.*s", (long long)row->id, STR_ARGS(title)),
        .about = is_own
            ? str_format(ctx->arena, "by themselves, on %.*s", STR_ARGS(date_words(ctx, row->asked)))
            : is_open
            ? str_format(ctx->arena, "came on %.*s, due by %.*s", STR_ARGS(date_words(ctx, row->asked)),
                         STR_ARGS(date_words(ctx, row->due)))
            : str_format(ctx->arena, "came on %.*s, ended on %.*s", STR_ARGS(date_words(ctx, row->asked)),
                         STR_ARGS(date_words(ctx, instant_date(request->board->zone, row->ended)))),
        .mark = data_request_mark(row, request->board->today),
        .url = url_format(ctx->arena, "/data-requests/%lld", (long long)row->id),
    };
    return OK;
}

result data_requests_show(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct data_requests_page page = { .open = { 0 } };
    struct data_request_row_list rows = { 0 };
    result e = must_may(ctx, request->visitor, DEED_DATA_REQUESTS, NULL);
    if (e)
        return e;
    layout_fill(request, STR("Requests for people's data"), "account", &page.layout);
    e = query_data_request_of_state(
        ctx, request->db,
        &(struct data_request_of_state_in){ COMMUNITY_FIRST, REQUEST_OPEN, DATA_REQUESTS_SHOWN }, &rows);
    for (size_t i = 0; i < rows.n && !e; i++)
        e = line_add(request, &rows.at[i], &page.open);
    if (!e)
        e = query_data_request_newest(
            ctx, request->db, &(struct data_request_newest_in){ COMMUNITY_FIRST, DATA_REQUESTS_SHOWN },
            &rows);
    for (size_t i = 0; i < rows.n && !e; i++)
        e = line_add(request, &rows.at[i], &page.over);
    response->is_unkept = true;
    if (!e)
        view_data_requests(&response->body, &page);
    return e;
}

static result new_fill(struct request *request, struct data_request_new_page *page)
{
    struct ctx *ctx = request->ctx;
    result e = must_may(ctx, request->visitor, DEED_DATA_REQUESTS, NULL);
    if (e)
        return e;
    layout_fill(request, STR("A request that came"), "account", &page->layout);
    crumb_add(ctx, &page->layout, STR("Requests for people's data"), (struct url){ STR("/data-requests") });
    page->email = form_field(request, "email", STR("Their e-mail address"));
    page->email.type = "email";
    page->telephone = form_field(request, "telephone", STR("Or their telephone number"));
    page->telephone.type = "tel";
    page->telephone.width = 20;
    page->reference = form_field(request, "reference", STR("Or a report of theirs"));
    page->reference.hint = STR("Its reference, such as B7K-2MXQ.");
    page->reference.width = 10;
    page->who = form_field(request, "who", STR("Who of these is it?"));
    page->wish = form_field(request, "wish", STR("What do they ask for?"));
    page->day = form_field(request, "day", STR("On which day did it reach us?"));
    page->day.hint = STR("The month that the law gives runs from it. Such as 20 11 2026.");
    page->day.width = 20;
    if (!page->day.value.n && request->method != METHOD_POST)
        page->day.value = date_words(ctx, request->board->today);
    for (size_t i = 0; i < sizeof WISHES / sizeof *WISHES && !e; i++)
        e = form_option_add(ctx, &page->wish, WISHES[i][0], WISHES[i][1]);
    return e;
}

result data_request_new_show(struct request *request, struct response *response)
{
    struct data_request_new_page page = { .has_several = false };
    result e = new_fill(request, &page);
    response->is_unkept = true;
    if (!e)
        view_data_request_new(&response->body, &page);
    return e;
}

// A request as it was typed, and what becomes of it inside the write.
struct coming {
    struct request *request;
    struct data_asking asking;
    struct person_row_list found, same; // same: who stands under the contact of the first
    struct person_question question;
    int64_t id;
};

static result look_work(struct ctx *ctx, struct db *db, void *with)
{
    struct coming *c = with;
    const struct data_look look = { c->request->visitor->person, ID_NONE, "searched for", c->request->now };
    result e = persons_asked(ctx, db, &c->question, &c->found);
    if (!e && c->found.n)
        e = person_same(ctx, db, &c->found.at[0], &c->same);
    return e ? e : data_look_note(ctx, db, &look);
}

static result add_work(struct ctx *ctx, struct db *db, void *with)
{
    struct coming *c = with;
    result e = data_request_add(ctx, db, &c->asking, &c->id);
    const struct data_look look = { c->request->visitor->person, c->id, "wrote down", c->request->now };
    return e ? e : data_look_note(ctx, db, &look);
}

static result who_offer(struct ctx *ctx, const struct person_row_list *found,
                        struct data_request_new_page *page)
{
    result e = OK;
    for (size_t i = 0; i < found->n && !e; i++) {
        const struct person_row *p = &found->at[i];
        str name = p->name.n ? p->name : STR("no name was given");
        str reached = p->email.n ? p->email : p->telephone.n ? p->telephone : p->address;
        e = form_option_add(ctx, &page->who, str_format(ctx->arena, "%lld", (long long)p->id),
                            str_format(ctx->arena, "%.*s, %.*s", STR_ARGS(name), STR_ARGS(reached)));
    }
    return e;
}

// Whether all who were found stand under one contact: what is held under it is given and erased together.
static bool is_one_contact(const struct coming *c)
{
    size_t n = 0;
    for (size_t i = 0; i < c->found.n; i++)
        for (size_t k = 0; k < c->same.n; k++)
            n += c->found.at[i].id == c->same.at[k].id;
    return n == c->found.n;
}

// Who is meant: the only one, or the one that was chosen of several.
static result who_find(struct coming *c, struct data_request_new_page *page)
{
    struct ctx *ctx = c->request->ctx;
    c->question = (struct person_question){ ID_NONE, page->email.value, page->telephone.value,
                                            page->reference.value };
    if (!c->question.email.n && !c->question.telephone.n && !c->question.reference.n)
        return form_fault(ctx, &page->faults, &page->email, STR("Write one of these three"));
    result e = site_write(c->request, look_work, c);
    if (e == ERR_MISSING || (!e && !c->found.n)) {
        (void)said_take(ctx);
        return form_fault(ctx, &page->faults, &page->email, STR("Nothing is held about anybody like that"));
    }
    bool is_one = is_one_contact(c);
    if (!e && !is_one)
        e = who_offer(ctx, &c->found, page);
    for (size_t i = c->found.n; i-- > 0 && !e;)
        if (is_one ||
            str_equal(str_format(ctx->arena, "%lld", (long long)c->found.at[i].id), page->who.value))
            c->asking.person = c->found.at[i];
    page->has_several = !is_one;
    if (!e && c->asking.person.id == ID_NONE)
        e = form_fault(ctx, &page->faults, &page->who, STR("Several people are meant: choose one"));
    return e;
}

static result new_check(struct coming *c, struct data_request_new_page *page)
{
    struct ctx *ctx = c->request->ctx;
    result e = who_find(c, page);
    c->asking.wish = page->wish.value;
    c->asking.today = c->request->board->today;
    if (!e && !page->wish.value.n)
        e = form_fault(ctx, &page->faults, &page->wish, STR("Choose what they ask for"));
    if (!e && !typed_day(page->day.value, &c->asking.asked))
        e = form_fault(ctx, &page->faults, &page->day, STR("Write the day, such as 20 11 2026"));
    return e;
}

result data_request_new_send(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct data_request_new_page page = { .has_several = false };
    struct coming c = { .request = request, .asking = { .person = { .id = ID_NONE } } };
    result e = new_fill(request, &page);
    if (!e)
        e = new_check(&c, &page);
    if (!e && !page.faults.n && (e = site_write(request, add_work, &c)) == OK) {
        response_see(request, response, url_format(ctx->arena, "/data-requests/%lld", (long long)c.id));
        return OK;
    }
    if (is_for_form(e) || e == ERR_CONFLICT)
        e = form_fault(ctx, &page.faults, &page.day, sentence(ctx, said_take(ctx)));
    response->is_unkept = true;
    if (!e)
        view_data_request_new(&response->body, &page);
    return e;
}
