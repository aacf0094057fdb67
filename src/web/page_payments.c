// /work/payments: what a body owes that can be put into a file of payments, and its files.
#include "web/payments_pages.h"
#include "web/step_pages.h"
#include "web/views.h"
#include "web/visit.h"

#include "rules/money.h"

enum { FILES_SHOWN = 20 };

str pounds_words(struct ctx *ctx, int64_t pence)
{
    struct buffer out = buffer_open(64);
    pence_write(&out, pence);
    str words = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return words;
}

struct url payments_url(struct ctx *ctx, str reference)
{
    return url_format(ctx->arena, "/work/payments/%s", url_segment(ctx->arena, reference));
}

struct mark payments_mark(enum payments_state state, int n_approvals)
{
    return state == PAYMENTS_CANCELLED_STATE    ? (struct mark){ "not-known", "Cancelled" }
        : state == PAYMENTS_APPROVED_STATE      ? (struct mark){ "kept", "Approved" }
        : n_approvals == PAYMENTS_APPROVALS - 1 ? (struct mark){ "not-yet-due", "Waits for one approval" }
                                                : (struct mark){ "not-yet-due", "Waits for two approvals" };
}

// Only of the whole body: a file holds all that it owes.
static bool may_of_body(const struct visitor *visitor, str body)
{
    const struct about about = { .body = body };
    return may(visitor, DEED_PREPARE_PAYMENTS, &about) || may(visitor, DEED_APPROVE_PAYMENTS, &about);
}

result payments_bodies(struct request *request, struct str_list *bodies)
{
    struct ctx *ctx = request->ctx;
    const struct visitor *visitor = request->visitor;
    *bodies = (struct str_list){ 0 };
    for (size_t i = 0; visitor && i < visitor->roles.n; i++) {
        str body = visitor->roles.at[i].body;
        bool is_there = false;
        for (size_t j = 0; j < bodies->n; j++)
            is_there |= str_same_name(bodies->at[j], body);
        if (!body.n || is_there || !may_of_body(visitor, body))
            continue;
        str *slot = LIST_PUSH(ctx->arena, bodies);
        if (!slot)
            return arena_fail(ctx);
        *slot = body;
    }
    return bodies->n ? OK : must_may(ctx, visitor, DEED_PREPARE_PAYMENTS, &(struct about){ .is_own = false });
}

static result due_line(struct request *request, const struct payment_due *d, struct payments_section *s)
{
    struct ctx *ctx = request->ctx;
    struct payments_entry *line = LIST_PUSH(ctx->arena, &s->due);
    if (!line)
        return arena_fail(ctx);
    *line = (struct payments_entry){ .reference = d->key.reference,
                                     .payee = d->payee,
                                     .promise = str_format(ctx->arena, "%.*s, %.*s", STR_ARGS(d->promise),
                                                           STR_ARGS(d->key.redress)),
                                     .due = date_is_none(d->due) ? (str){ 0 } : date_words(ctx, d->due),
                                     .pounds = pounds_words(ctx, d->pence),
                                     .url = step_url(ctx, &d->key),
                                     .mark = { "", "" } };
    if (d->set_off.n)
        line->set_off = str_format(ctx->arena, "Take it off %.*s", STR_ARGS(d->set_off));
    return OK;
}

static void left_add(struct ctx *ctx, str *words, int64_t n, const char *one, const char *many)
{
    if (n)
        *words = str_format(ctx->arena, "%.*s%s%lld %s.", STR_ARGS(*words), words->n ? " " : "", (long long)n,
                            n == 1 ? one : many);
}

static result due_fill(struct request *request, struct payments_section *s)
{
    struct ctx *ctx = request->ctx;
    struct payments_due due;
    result e = payments_due(ctx, request->db,
                            &(struct payments_asked){ request->board->ledger, request->visitor, s->body },
                            &due);
    for (size_t i = 0; !e && i < due.n; i++)
        e = due_line(request, &due.at[i], s);
    if (e)
        return e;
    s->pence = due.pence;
    s->pounds = pounds_words(ctx, due.pence);
    left_add(ctx, &s->left_out, due.n_growing,
             "more still grows by the day, and is left out until it does not",
             "more still grow by the day, and are left out until they do not");
    left_add(ctx, &s->left_out, due.n_waiting, "more is recorded as paid, and waits to be confirmed",
             "more are recorded as paid, and wait to be confirmed");
    left_add(ctx, &s->left_out, due.n_own, "more is for a report of your own: somebody else prepares it",
             "more are for reports of your own: somebody else prepares them");
    left_add(ctx, &s->left_out, due.n_left, "more comes into the next file", "more come into the next file");
    return OK;
}

static enum payments_state state_of(const struct payment_file_row *row)
{
    return !instant_is_none(row->cancelled) ? PAYMENTS_CANCELLED_STATE
        : !instant_is_none(row->approved)   ? PAYMENTS_APPROVED_STATE
                                            : PAYMENTS_WAITING;
}

static result file_line(struct request *request, const struct payment_file_row *row,
                        struct payments_section *s)
{
    struct ctx *ctx = request->ctx;
    struct payment_act_of_file_out_list acts;
    struct payments_file_entry *line = LIST_PUSH(ctx->arena, &s->files);
    int n = 0;
    if (!line)
        return arena_fail(ctx);
    result e = query_payment_act_of_file(ctx, request->db,
                                         &(struct payment_act_of_file_in){ COMMUNITY_FIRST, row->id }, &acts);
    for (size_t i = 0; !e && i < acts.n; i++)
        n += str_equal(acts.at[i].deed, PAYMENTS_APPROVED);
    str day = date_words(ctx, instant_date(request->board->zone, row->prepared));
    *line = (struct payments_file_entry){ .reference = row->reference,
                                          .mark = payments_mark(state_of(row), n),
                                          .url = payments_url(ctx, row->reference) };
    line->said = str_format(ctx->arena, "%lld %s, %.*s; prepared on %.*s", (long long)row->payments,
                            row->payments == 1 ? "payment" : "payments",
                            STR_ARGS(pounds_words(ctx, row->pence)), STR_ARGS(day));
    return e;
}

static result files_fill(struct request *request, struct payments_section *s)
{
    struct payment_file_row_list rows;
    result e = query_payment_file_of_body(
        request->ctx, request->db, &(struct payment_file_of_body_in){ COMMUNITY_FIRST, s->body, FILES_SHOWN },
        &rows);
    for (size_t i = 0; i < rows.n && !e; i++)
        e = file_line(request, &rows.at[i], s);
    return e;
}

static result section_fill(struct request *request, str body, struct payments_section *s)
{
    const struct about about = { .body = body };
    *s = (struct payments_section){ .body = body };
    s->may_prepare = may(request->visitor, DEED_PREPARE_PAYMENTS, &about);
    bool is_sent = str_equal(request_form(request, "body"), body);
    s->office = form_field(request, "office", STR("Which post or office prepares it?"));
    s->office.hint = STR(
        "Such as Payments Officer. Never a person's name: when it is approved, everybody reads it.");
    s->office.width = 20;
    s->is_office = form_field(request, "is-office", STR("Personal details"));
    if (!is_sent)
        s->office.value = (str){ 0 };
    result e = form_option_add(request->ctx, &s->is_office, STR("yes"),
                               STR("What looks like a person's details is an office's, and may be public"));
    if (!e)
        e = due_fill(request, s);
    return e ? e : files_fill(request, s);
}

static result page_fill(struct request *request, struct payments_page *page)
{
    struct ctx *ctx = request->ctx;
    struct str_list bodies;
    layout_fill(request, STR("Payments"), "work", &page->layout);
    crumb_add(ctx, &page->layout, STR("Work"), (struct url){ STR("/work") });
    result e = payments_bodies(request, &bodies);
    for (size_t i = 0; !e && i < bodies.n; i++) {
        struct payments_section *s = LIST_PUSH(ctx->arena, &page->sections);
        e = s ? section_fill(request, bodies.at[i], s) : arena_fail(ctx);
    }
    page->is_many = page->sections.n > 1;
    return e;
}

result payments_show(struct request *request, struct response *response)
{
    struct payments_page page = { .is_many = false };
    result e = page_fill(request, &page);
    response->is_unkept = true;
    if (!e)
        view_payments(&response->body, &page);
    return e;
}

struct preparing {
    struct request *request;
    struct doer by;
    struct payments_said said;
    str body, reference;
};

static result prepare_write(struct ctx *ctx, struct db *db, void *with)
{
    struct preparing *p = with;
    struct desk desk;
    result e = desk_open(ctx, db, p->request->now, &p->by, &desk);
    if (e)
        return e;
    const struct payments_asked asked = { desk.ledger, p->request->visitor, p->body };
    return payments_prepare(&desk, &asked, &p->said, &p->reference);
}

static result again(struct preparing *p, struct response *response)
{
    struct ctx *ctx = p->request->ctx;
    struct payments_page page = { .is_many = false };
    str why = sentence(ctx, said_take(ctx));
    result e = page_fill(p->request, &page);
    struct payments_section *s = NULL;
    for (size_t i = 0; !e && i < page.sections.n; i++)
        if (str_equal(page.sections.at[i].body, p->body))
            s = &page.sections.at[i];
    if (s)
        s->asks_office = p->said.looks_personal || p->said.is_office;
    if (!e && s)
        e = form_fault(ctx, &page.faults, &s->office, why);
    if (!e)
        view_payments(&response->body, &page);
    return e;
}

result payments_send(struct request *request, struct response *response)
{
    struct preparing p = { .request = request,
                           .by = visitor_doer(request->ctx, request->visitor),
                           .body = request_form(request, "body") };
    const struct about about = { .body = p.body };
    p.said.office = request_form(request, "office");
    p.said.is_office = request_form(request, "is-office").n > 0;
    (void)str_to_int(request_form(request, "pence"), &p.said.pence);
    result e = must_may(request->ctx, request->visitor, DEED_PREPARE_PAYMENTS, &about);
    if (!e)
        e = site_write(request, prepare_write, &p);
    if (!e)
        response_see(request, response, payments_url(request->ctx, p.reference));
    return is_for_form(e) || e == ERR_CONFLICT ? again(&p, response) : e;
}
