// /returns: the returns of partners without a log-in, for everybody: signed by which office and when, and which are
// late. /returns/ask: whoever may asks for one. /returns/{return}: one of them.
#include "web/pages.h"
#include "web/return_pages.h"
#include "web/typed.h"
#include "web/views.h"
#include "web/visit.h"

#include "app/partner_return.h"
#include "app/setting.h"

enum { QUARTERS_OFFERED = 4, YEARS_SHOWN = 2, DUE_DAYS = 21, MONTHS_OF_QUARTER = 3, MONTHS_OF_YEAR = 12 };

static instant now_of(const struct request *request)
{
    return ledger_instant(request->board->ledger, request->now);
}

static struct mark return_mark(const struct partner_return_row *row, bool is_late)
{
    bool is_signed = str_equal(row->state, RETURN_SIGNED);
    return is_signed && is_late ? (struct mark){ "at-risk", "Signed late" }
        : is_signed             ? (struct mark){ "kept", "Signed" }
        : is_late               ? (struct mark){ "missed", "Late" }
                                : (struct mark){ "not-yet-due", "Asked for" };
}

static str said_words(struct request *request, const struct partner_return_row *row)
{
    struct ctx *ctx = request->ctx;
    if (!str_equal(row->state, RETURN_SIGNED))
        return str_format(ctx->arena, "· due by %.*s", STR_ARGS(date_words(ctx, row->due)));
    return str_format(ctx->arena, "by %.*s on %.*s", STR_ARGS(row->office),
                      STR_ARGS(date_words(ctx, instant_date(request->board->zone, row->signed_at))));
}

static result line_add(struct request *request, const struct partner_return_row *row,
                       struct returns_page *page)
{
    struct ctx *ctx = request->ctx;
    bool is_late = return_is_late(row, request->board->zone, now_of(request));
    struct return_line *line = LIST_PUSH(ctx->arena, &page->lines);
    if (!line)
        return arena_fail(ctx);
    *line = (struct return_line){ .body = row->body,
                                  .quarter = return_words(ctx, row),
                                  .said = said_words(request, row),
                                  .mark = return_mark(row, is_late),
                                  .url = url_format(ctx->arena, "/returns/%lld", (long long)row->id) };
    return OK;
}

static bool is_missing(struct request *request, const struct partner_return_row *row)
{
    return str_equal(row->state, RETURN_ASKED) && return_is_late(row, request->board->zone, now_of(request));
}

result returns_show(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct returns_page page = { .may_ask = may(request->visitor, DEED_ASK_RETURN, NULL) };
    struct partner_return_row_list rows;
    date from = date_add_months(request->board->today, -YEARS_SHOWN * MONTHS_OF_YEAR, &(bool){ false });
    layout_fill(request, STR("Partners' returns"), "data", &page.layout);
    result e = query_partner_return_since(ctx, request->db,
                                          &(struct partner_return_since_in){ COMMUNITY_FIRST, from }, &rows);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < rows.n && !e; i++)
            if (is_missing(request, &rows.at[i]) == (pass == 0)) {
                page.n_late += pass == 0;
                e = line_add(request, &rows.at[i], &page);
            }
    if (!e)
        view_returns(&response->body, &page);
    return e;
}

static result return_find(struct request *request, struct partner_return_row *row)
{
    int64_t id;
    bool is_found = false;
    result e = OK;
    if (str_to_int(request_parameter(request, "return"), &id) && id > 0)
        e = query_partner_return_by_id(request->ctx, request->db,
                                       &(struct partner_return_by_id_in){ COMMUNITY_FIRST, id }, row,
                                       &is_found);
    return e || is_found ? e : fail(request->ctx, ERR_MISSING, "there is no such return");
}

static struct url one_url(struct ctx *ctx, int64_t id)
{
    return url_format(ctx->arena, "/returns/%lld", (long long)id);
}

// Another that takes its place, if there is one.
static result after_find(struct request *request, const struct partner_return_row *row,
                         struct return_page *page)
{
    struct partner_return_row_list rows;
    result e = query_partner_return_since(
        request->ctx, request->db, &(struct partner_return_since_in){ COMMUNITY_FIRST, row->period_from },
        &rows);
    for (size_t i = 0; i < rows.n && !e; i++)
        if (rows.at[i].corrects == row->id) {
            page->after = one_url(request->ctx, rows.at[i].id);
            page->is_again = str_equal(rows.at[i].state, RETURN_SIGNED);
        }
    return e;
}

// Who was asked, and the link, for whoever may ask; nobody else learns of either.
static result private_fill(struct request *request, const struct partner_return_row *row,
                           struct return_page *page)
{
    struct ctx *ctx = request->ctx;
    struct person_row person = { .id = ID_NONE };
    str site = { 0 };
    bool is_found = false;
    result e = setting_read(ctx, request->db, SETTING_ADDRESS, &site);
    while (str_ends(site, STR("/")))
        site.n--;
    if (!e && row->person != ID_NONE)
        e = query_person_by_id(ctx, request->db, &(struct person_by_id_in){ COMMUNITY_FIRST, row->person },
                               &person, &is_found);
    page->signer = row->signer;
    if (is_found)
        page->contact = str_format(ctx->arena, "%.*s, %.*s", STR_ARGS(person.name), STR_ARGS(person.email));
    if (row->token.n)
        page->link = str_format(ctx->arena, "%.*s/return/%.*s", STR_ARGS(site), STR_ARGS(row->token));
    return e;
}

static result one_fill(struct request *request, const struct partner_return_row *row,
                       struct return_page *page)
{
    struct ctx *ctx = request->ctx;
    page->body = row->body;
    page->quarter = return_words(ctx, row);
    page->due = date_words(ctx, row->due);
    page->is_signed = str_equal(row->state, RETURN_SIGNED);
    page->is_late = return_is_late(row, request->board->zone, now_of(request));
    page->mark = return_mark(row, page->is_late);
    page->may_ask = may(request->visitor, DEED_ASK_RETURN, NULL);
    page->action = (struct url){ request->path };
    if (page->is_signed) {
        page->office = row->office;
        page->signed_on = date_words(ctx, instant_date(request->board->zone, row->signed_at));
        page->hash = row->hash;
        page->reason = row->reason;
        page->text = row->content;
    }
    if (row->corrects != ID_NONE)
        page->before = one_url(ctx, row->corrects);
    layout_fill(request, str_format(ctx->arena, "Return of %.*s", STR_ARGS(row->body)), "data",
                &page->layout);
    crumb_add(ctx, &page->layout, STR("Partners' returns"), (struct url){ STR("/returns") });
    result e = after_find(request, row, page);
    return e || !page->may_ask ? e : private_fill(request, row, page);
}

result return_one_show(struct request *request, struct response *response)
{
    struct partner_return_row row;
    struct return_page page = { .is_signed = false };
    result e = return_find(request, &row);
    if (!e)
        e = one_fill(request, &row, &page);
    if (!e)
        view_return_one(&response->body, &page);
    return e;
}

static result ask_write(struct ctx *ctx, struct db *db, void *with)
{
    return return_ask(ctx, db, with);
}

// Another return is asked for, of the same body and quarter, to take the place of a signed one.
result return_one_send(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct partner_return_row row;
    struct person_row person = { .id = ID_NONE };
    bool is_found;
    result e = must_may(ctx, request->visitor, DEED_ASK_RETURN, NULL);
    if (!e)
        e = return_find(request, &row);
    if (!e && !str_equal(row.state, RETURN_SIGNED))
        e = fail(ctx, ERR_CONFLICT, "it has not been signed yet: its link still works");
    if (!e && row.person != ID_NONE)
        e = query_person_by_id(ctx, request->db, &(struct person_by_id_in){ COMMUNITY_FIRST, row.person },
                               &person, &is_found);
    struct return_asking asking = { .body = row.body,
                                    .period = { row.period_from, row.period_to },
                                    .due = date_add_days(request->board->today, DUE_DAYS),
                                    .contact = { .id = ID_NONE, .name = person.name, .email = person.email },
                                    .corrects = row.id,
                                    .now = now_of(request) };
    if (!e)
        e = site_write(request, ask_write, &asking);
    if (!e)
        response_see(request, response, one_url(ctx, asking.id));
    return e;
}

static struct span quarter_of(date day)
{
    struct civil c = date_civil(day);
    c.month = (c.month - 1) / MONTHS_OF_QUARTER * MONTHS_OF_QUARTER + 1;
    c.day = 1;
    date from = date_from_civil(c);
    return (struct span){ from,
                          date_add_days(date_add_months(from, MONTHS_OF_QUARTER, &(bool){ false }), -1) };
}

static result quarters_offer(struct request *request, struct form_field *field)
{
    struct ctx *ctx = request->ctx;
    struct span q = quarter_of(request->board->today);
    result e = OK;
    for (int i = 0; i < QUARTERS_OFFERED && !e; i++) {
        struct buffer from = buffer_open(32);
        date_write(&from, q.from);
        e = form_option_add(ctx, field, str_copy(ctx->arena, buffer_str(&from)), period_words(ctx->arena, q));
        buffer_done(ctx->arena, &from);
        q = quarter_of(date_add_days(q.from, -1));
    }
    return e;
}

static result ask_fill(struct request *request, struct return_ask_page *page)
{
    struct ctx *ctx = request->ctx;
    const struct bodies *bodies = &request->board->directory.bodies;
    layout_fill(request, STR("Ask a partner for its return"), "data", &page->layout);
    crumb_add(ctx, &page->layout, STR("Partners' returns"), (struct url){ STR("/returns") });
    page->body = form_field(request, "body", STR("Which partner?"));
    page->quarter = form_field(request, "quarter", STR("For which quarter?"));
    page->due = form_field(request, "due", STR("By which day?"));
    page->due.hint = STR("Such as 21 10 2026. They are reminded five days before, and when it is late.");
    page->due.width = 20;
    if (!page->due.value.n && request->method != METHOD_POST)
        page->due.value = date_words(ctx, date_add_days(request->board->today, DUE_DAYS));
    page->name = form_field(request, "name", STR("Who is asked there?"));
    page->name.hint = STR("Nobody else sees the name.");
    page->email = form_field(request, "email", STR("Their e-mail address"));
    page->email.hint = STR("Leave it empty to be shown the link: print it, or give it to them yourself.");
    page->email.type = "email";
    page->name.is_optional = page->email.is_optional = true;
    result e = form_option_add(ctx, &page->body, (str){ 0 }, STR("Choose a partner"));
    for (size_t i = 0; i < bodies->n && !e; i++)
        e = form_option_add(ctx, &page->body, bodies->at[i].name, bodies->at[i].name);
    return e ? e : quarters_offer(request, &page->quarter);
}

result return_ask_show(struct request *request, struct response *response)
{
    struct return_ask_page page = { .faults = { 0 } };
    result e = must_may(request->ctx, request->visitor, DEED_ASK_RETURN, NULL);
    if (!e)
        e = ask_fill(request, &page);
    if (!e)
        view_return_ask(&response->body, &page);
    return e;
}

static result ask_check(struct request *request, struct return_ask_page *page, struct return_asking *asking)
{
    struct ctx *ctx = request->ctx;
    date from;
    result e = OK;
    if (!body_named(&request->board->directory.bodies, page->body.value))
        e = form_fault(ctx, &page->faults, &page->body, STR("Choose the partner"));
    if (!e && !date_parse(page->quarter.value, &from))
        e = form_fault(ctx, &page->faults, &page->quarter, STR("Choose the quarter"));
    if (!e && !typed_day(page->due.value, &asking->due))
        e = form_fault(ctx, &page->faults, &page->due, STR("Write the day it is due, such as 21 10 2026"));
    if (e || page->faults.n)
        return e;
    if (asking->due.day < request->board->today.day)
        e = form_fault(ctx, &page->faults, &page->due, STR("That day is over: give them some time"));
    if (!e && page->email.value.n && !str_has(page->email.value, '@'))
        e = form_fault(ctx, &page->faults, &page->email,
                       STR("Write the whole address, such as name@example.org"));
    if (!e && page->email.value.n && !page->name.value.n)
        e = form_fault(ctx, &page->faults, &page->name, STR("Write who it is"));
    asking->body = page->body.value;
    asking->period = quarter_of(from);
    asking->contact = (struct person){ .id = ID_NONE, .name = page->name.value, .email = page->email.value };
    return e;
}

result return_ask_send(struct request *request, struct response *response)
{
    struct return_ask_page page = { .faults = { 0 } };
    struct return_asking asking = { .corrects = ID_NONE, .now = now_of(request) };
    result e = must_may(request->ctx, request->visitor, DEED_ASK_RETURN, NULL);
    if (!e)
        e = ask_fill(request, &page);
    if (!e)
        e = ask_check(request, &page, &asking);
    if (!e && !page.faults.n && (e = site_write(request, ask_write, &asking)) == OK) {
        response_see(request, response, one_url(request->ctx, asking.id));
        return OK;
    }
    if (is_for_form(e))
        e = form_fault(request->ctx, &page.faults, &page.email,
                       sentence(request->ctx, said_take(request->ctx)));
    if (!e)
        view_return_ask(&response->body, &page);
    return e;
}
