// /admin/people/{account}/roles/{role}: what a champion needs before they go out, noted.
#include "web/account_pages.h"
#include "web/admin_pages.h"
#include "web/typed.h"
#include "web/views.h"

#include "app/volunteer.h"

struct noting {
    struct request *request;
    struct account_role_row row;   // as it is kept
    struct account_role_row typed; // as it is to be
    str name;                      // whose it is
    enum volunteer_part part;
};

static result role_find(struct ctx *ctx, struct db *db, struct noting *n)
{
    struct request *request = n->request;
    struct account_role_row_list rows = { 0 };
    int64_t account = 0, role = 0;
    result e = OK;
    n->row = (struct account_role_row){ .id = ID_NONE };
    if (str_to_int(request_parameter(request, "account"), &account) &&
        str_to_int(request_parameter(request, "role"), &role))
        e = query_account_role_of_account(
            ctx, db, &(struct account_role_of_account_in){ COMMUNITY_FIRST, account }, &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        if (rows.at[i].id == role && str_equal(rows.at[i].role, role_name(ROLE_CHAMPION)))
            n->row = rows.at[i];
    return e || n->row.id != ID_NONE ? e : fail(ctx, ERR_MISSING, "there is no such champion");
}

static result noting_open(struct request *request, struct noting *n)
{
    struct ctx *ctx = request->ctx;
    struct person_row person = { .id = ID_NONE };
    *n = (struct noting){ .request = request };
    result e = must_may(ctx, request->visitor, DEED_PEOPLE, NULL);
    if (!e)
        e = role_find(ctx, request->db, n);
    if (!e)
        e = account_person(ctx, request->db, n->row.account, &person);
    n->name = person.name.n ? person.name : STR("No name");
    return e;
}

static struct form_field field_of(struct request *request, const char *name, const char *label, str value)
{
    struct form_field field = form_field(request, name, str_from(label));
    if (request->method != METHOD_POST && !field.value.n)
        field.value = value;
    return field;
}

static str state_of(struct ctx *ctx, const struct account_role_row *row)
{
    return str_format(ctx->arena, "%.*s\n%d\n%.*s\n%d", STR_ARGS(row->insured), (int)row->insured_until.day,
                      STR_ARGS(row->consent), (int)row->consent_until.day);
}

static struct url person_url(struct ctx *ctx, const struct noting *n)
{
    return url_format(ctx->arena, "/admin/people/%lld", (long long)n->row.account);
}

static void page_fill(const struct noting *n, struct volunteer_page *page)
{
    struct request *request = n->request;
    struct ctx *ctx = request->ctx;
    bool is_pressing;
    layout_fill(request, STR("Insurance and consent"), "account", &page->layout);
    crumb_add(ctx, &page->layout, STR("People"), (struct url){ STR("/admin/people") });
    crumb_add(ctx, &page->layout, n->name, person_url(ctx, n));
    page->name = n->name;
    page->words = volunteer_words(ctx, &n->row, request->board->today, &is_pressing);
    page->seen = admin_seen(request, state_of(ctx, &n->row));
    page->insured = field_of(request, "insured", "By what are they insured?", n->row.insured);
    page->insured.hint = STR(
        "Such as: the council's policy for volunteers, noted by the neighbourhoods officer.");
    page->insured_until = field_of(request, "insured-until", "Until which day?",
                                   day_typed(ctx->arena, n->row.insured_until));
    page->consent = field_of(request, "consent", "How did they consent?", n->row.consent);
    page->consent.hint = STR("Such as: in writing on 3 May 2026; below 18, a parent's too.");
    page->consent_until = field_of(request, "consent-until", "Until which day does it hold?",
                                   day_typed(ctx->arena, n->row.consent_until));
    page->insured_until.width = page->consent_until.width = 10;
    page->insured_until.hint = page->consent_until.hint = STR("Such as 31 3 2027.");
    page->insured.is_optional = page->insured_until.is_optional = true;
    page->consent.is_optional = page->consent_until.is_optional = true;
}

result volunteer_show(struct request *request, struct response *response)
{
    struct noting n;
    struct volunteer_page page = { .name = { 0 } };
    result e = noting_open(request, &n);
    if (e)
        return e;
    page_fill(&n, &page);
    response->is_unkept = true;
    view_volunteer(&response->body, &page);
    return OK;
}

static date day_sent(const struct request *request, const char *name)
{
    date day;
    return typed_day(request_form(request, name), &day) ? day : DATE_NONE;
}

static result note_write(struct ctx *ctx, struct db *db, void *with)
{
    struct noting *n = with;
    str subject = str_format(ctx->arena, "account %lld", (long long)n->row.account);
    n->part = VOLUNTEER_INSURED;
    result e = role_find(ctx, db, n);
    if (!e)
        e = admin_same(n->request, ctx, state_of(ctx, &n->row));
    if (!e)
        e = volunteer_note(ctx, db, &n->typed, &n->part);
    return e ? e : admin_noted(n->request, ctx, db, "noted insurance and consent", subject);
}

result volunteer_send(struct request *request, struct response *response)
{
    struct noting n;
    struct volunteer_page page = { .name = { 0 } };
    struct form_field *const fields[] = { &page.insured, &page.insured_until, &page.consent,
                                          &page.consent_until };
    result e = noting_open(request, &n);
    if (e)
        return e;
    n.typed = n.row;
    n.typed.insured = request_form(request, "insured");
    n.typed.insured_until = day_sent(request, "insured-until");
    n.typed.consent = request_form(request, "consent");
    n.typed.consent_until = day_sent(request, "consent-until");
    e = site_write(request, note_write, &n);
    if (!e)
        response_see(request, response,
                     (struct url){ str_format(request->ctx->arena, "%.*s?done=yes",
                                              STR_ARGS(person_url(request->ctx, &n).text)) });
    bool is_changed = e == ERR_CONFLICT;
    if (!is_for_form(e) && !is_changed)
        return e;
    str why = sentence(request->ctx, said_take(request->ctx));
    page_fill(&n, &page);
    if (is_changed)
        page.seen = content_hash(request->ctx, state_of(request->ctx, &n.row));
    e = form_fault(request->ctx, &page.faults, fields[n.part], why);
    response->is_unkept = true;
    if (!e)
        view_volunteer(&response->body, &page);
    return e;
}
