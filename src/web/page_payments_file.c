// /work/payments/{file}: one file of payments: looked through, approved by two, fetched, recorded as paid, cancelled.
#include "web/payments_pages.h"
#include "web/step_pages.h"
#include "web/typed.h"
#include "web/views.h"
#include "web/visit.h"

#include "app/payment_choice.h"

struct paying {
    struct request *request;
    struct payments_file file;
    struct doer by;
    struct payments_said said;
    str deed;
};

static struct about about_of(const struct paying *p)
{
    return (struct about){ .body = p->file.row.body };
}

// Which files there are is nobody's to try out: of one that is not theirs it is said as of none.
static result paying_open(struct request *request, struct paying *p)
{
    struct ctx *ctx = request->ctx;
    struct str_list bodies;
    *p = (struct paying){ .request = request, .deed = request_form(request, "deed") };
    result e = payments_bodies(request, &bodies);
    if (!e)
        e = payments_read(ctx, request->db, request->board->ledger, request_parameter(request, "file"),
                          &p->file);
    bool is_theirs = false;
    for (size_t i = 0; !e && i < bodies.n; i++)
        is_theirs |= str_same_name(bodies.at[i], p->file.row.body);
    p->by = visitor_doer(ctx, request->visitor);
    return e || is_theirs ? e : fail(ctx, ERR_MISSING, "there is no such file of payments");
}

static struct mark line_mark(const struct paying *p, enum payment_line_state state)
{
    if (state == LINE_PAID)
        return (struct mark){ "kept", "Paid" };
    if (state == LINE_CLAIMED)
        return (struct mark){ "not-yet-due", "To be confirmed" };
    if (p->file.state == PAYMENTS_CANCELLED_STATE)
        return (struct mark){ "not-known", "Not in it any more" };
    return state == LINE_CHANGED ? (struct mark){ "at-risk", "Not owed like this any more" }
                                 : (struct mark){ "not-yet-due", "Owed" };
}

static result line_add(struct paying *p, const struct payments_line *line, struct payments_file_page *page)
{
    struct ctx *ctx = p->request->ctx;
    const struct step_found *f = &line->step;
    struct payments_entry *slot = LIST_PUSH(ctx->arena, &page->lines);
    if (!slot)
        return arena_fail(ctx);
    str payee = f->row->payee;
    *slot = (struct payments_entry){
        .reference = line->reference,
        .payee = f->key.reference.n
            ? str_format(ctx->arena, "%.*s%s%.*s", STR_ARGS(payee), payee.n ? ", report " : "Report ",
                         STR_ARGS(f->key.reference))
            : payee,
        .promise = str_format(ctx->arena, "%.*s: %.*s %.*s, %.*s", STR_ARGS(f->promise->document->title),
                              STR_ARGS(f->promise->clause->label), STR_ARGS(f->promise->clause->title),
                              STR_ARGS(f->key.redress)),
        .due = instant_is_none(f->row->due)
            ? (str){ 0 }
            : date_words(ctx, instant_date(p->request->board->zone, f->row->due)),
        .pounds = pounds_words(ctx, line->row.pence),
        .url = step_url(ctx, &f->key),
        .mark = line_mark(p, line->state)
    };
    struct payment_choice_row row;
    str against;
    result e = payment_set_off(ctx, p->request->db, f, &against, &row);
    if (!e && against.n)
        slot->set_off = payment_choice_words(ctx, &row);
    return e;
}

static result acts_fill(struct paying *p, struct payments_file_page *page)
{
    struct ctx *ctx = p->request->ctx;
    for (size_t i = 0; i < p->file.acts.n; i++) {
        const struct payment_act_of_file_out *act = &p->file.acts.at[i];
        struct payments_act *slot = LIST_PUSH(ctx->arena, &page->acts);
        if (!slot)
            return arena_fail(ctx);
        slot->day = date_words(ctx, instant_date(p->request->board->zone, act->at));
        slot->words = str_format(ctx->arena, "%s by %.*s",
                                 str_equal(act->deed, PAYMENTS_PREPARED)       ? "Prepared"
                                     : str_equal(act->deed, PAYMENTS_APPROVED) ? "Approved"
                                                                               : "Cancelled",
                                 STR_ARGS(act->office));
    }
    return OK;
}

static result may_fill(struct paying *p, struct payments_file_page *page)
{
    struct request *r = p->request;
    const struct payments_file *f = &p->file;
    const struct about about = about_of(p);
    result e = payments_refusal(r->ctx, r->db, r->visitor, f, &page->refusal);
    page->n_paid = (int64_t)f->n_in[LINE_PAID];
    page->n_claimed = (int64_t)f->n_in[LINE_CLAIMED];
    page->n_owed = (int64_t)f->n_in[LINE_OWED];
    page->is_waiting = f->state == PAYMENTS_WAITING;
    page->is_approved = f->state == PAYMENTS_APPROVED_STATE;
    page->is_cancelled = f->state == PAYMENTS_CANCELLED_STATE;
    bool may_answer = may(r->visitor, DEED_ANSWER, &about);
    if (page->is_waiting && !page->refusal.n && f->n_in[LINE_OWED] < f->lines.n)
        page->refusal = STR(
            "Something in it is not owed like that any more. Cancel it, and prepare another.");
    page->may_approve = page->is_waiting && !page->refusal.n &&
        may(r->visitor, DEED_APPROVE_PAYMENTS, &about);
    page->may_record = page->is_approved && may_answer && page->n_owed && !page->n_claimed;
    page->may_confirm = page->is_approved && may_answer && page->n_claimed;
    page->may_cancel = !page->is_cancelled && !page->n_claimed && (size_t)page->n_paid < f->lines.n;
    for (size_t i = 0; i < f->lines.n && !e && page->may_confirm && !page->is_own_record; i++)
        if (f->lines.at[i].state == LINE_CLAIMED)
            e = step_is_by(r->ctx, r->db, &f->lines.at[i].step, p->by.person, &page->is_own_record);
    return e;
}

static result fields_fill(struct paying *p, struct payments_file_page *page)
{
    struct request *r = p->request;
    bool approves = p->file.state == PAYMENTS_WAITING;
    page->office = form_field(
        r, "office", approves ? STR("Which post or office approves it?") : STR("Which post or office paid?"));
    page->office.hint = STR("Such as Treasurer. Never a person's name: everybody reads it.");
    page->day = form_field(r, "day", STR("On which day was it paid?"));
    page->day.hint = today_hint(r);
    page->day.width = 10;
    page->confirms = form_field(r, "confirms", STR("Which post or office confirms it?"));
    page->why_cancel = form_field(r, "why", STR("Why is it cancelled?"));
    page->why_cancel.hint = p->file.state == PAYMENTS_APPROVED_STATE
        ? STR("Everybody reads it, beside the approval.")
        : STR("Whoever may see the file reads it.");
    page->why_cancel.rows = 3;
    page->cancel_office = form_field(r, "cancel-office", STR("Which post or office says so?"));
    page->confirms.hint = page->cancel_office.hint = page->office.hint;
    page->office.width = page->confirms.width = page->cancel_office.width = 20;
    page->is_office = form_field(r, "is-office", STR("Personal details"));
    page->asks_office = p->said.looks_personal || request_form(r, "is-office").n > 0;
    return form_option_add(r->ctx, &page->is_office, STR("yes"),
                           STR("What looks like a person's details is an office's, and may be public"));
}

static result page_fill(struct paying *p, struct payments_file_page *page)
{
    struct request *request = p->request;
    struct ctx *ctx = request->ctx;
    const struct payment_file_row *row = &p->file.row;
    layout_fill(request, str_format(ctx->arena, "Payments %.*s", STR_ARGS(row->reference)), "work",
                &page->layout);
    crumb_add(ctx, &page->layout, STR("Work"), (struct url){ STR("/work") });
    crumb_add(ctx, &page->layout, STR("Payments"), (struct url){ STR("/work/payments") });
    page->reference = row->reference;
    page->body = row->body;
    page->pounds = pounds_words(ctx, row->pence);
    page->payments = str_format(ctx->arena, "%lld %s", (long long)row->payments,
                                row->payments == 1 ? "payment" : "payments");
    page->hash = row->hash;
    page->why = row->why;
    page->mark = payments_mark(p->file.state, p->file.n_approvals);
    page->action = payments_url(ctx, row->reference);
    page->content = url_format(ctx->arena, "/work/payments/%s/payments.csv",
                               url_segment(ctx->arena, row->reference));
    page->is_done = request_field(request, "done").n > 0;
    result e = may_fill(p, page);
    for (size_t i = 0; !e && i < p->file.lines.n; i++)
        e = line_add(p, &p->file.lines.at[i], page);
    if (!e)
        e = acts_fill(p, page);
    return e ? e : fields_fill(p, page);
}

result payments_file_show(struct request *request, struct response *response)
{
    struct paying p;
    struct payments_file_page page = { .is_done = false };
    result e = paying_open(request, &p);
    if (!e)
        e = page_fill(&p, &page);
    if (!e)
        view_payments_file(&response->body, &page);
    response->is_unkept = true;
    return e;
}

// The bytes that were approved; nobody fetches one before, so that nothing is paid from it.
result payments_content_show(struct request *request, struct response *response)
{
    struct paying p;
    result e = paying_open(request, &p);
    if (!e && p.file.state != PAYMENTS_APPROVED_STATE)
        e = fail(request->ctx, ERR_RULE,
                 p.file.state == PAYMENTS_CANCELLED_STATE
                     ? "It was cancelled: nothing is paid from it."
                     : "Two have to approve it before it can be fetched.");
    if (e)
        return e;
    response->type = STR("text/csv; charset=utf-8; header=present");
    response->file_name = str_format(request->ctx->arena, "%.*s.csv", STR_ARGS(p.file.row.reference));
    response->is_unkept = true;
    buffer_add(&response->body, p.file.row.content);
    return OK;
}

static bool does(const struct paying *p, const char *deed)
{
    return str_equal(p->deed, str_from(deed));
}

static void said_read(struct paying *p)
{
    const struct request *r = p->request;
    const char *office = does(p, "cancel") ? "cancel-office" : does(p, "confirm") ? "confirms" : "office";
    p->said = (struct payments_said){ .office = request_form(r, office),
                                      .why = request_form(r, "why"),
                                      .day = DATE_NONE,
                                      .is_office = request_form(r, "is-office").n > 0 };
    (void)typed_day(request_form(r, "day"), &p->said.day);
}

// Asked again inside the write, of the file as it is then.
static result file_write(struct ctx *ctx, struct db *db, void *with)
{
    struct paying *p = with;
    const struct visitor *visitor = p->request->visitor;
    const struct about about = about_of(p);
    struct payments_file file;
    struct desk desk;
    result e = desk_open(ctx, db, p->request->now, &p->by, &desk);
    if (!e)
        e = payments_read(ctx, db, desk.ledger, p->file.row.reference, &file);
    if (e)
        return e;
    if (does(p, "approve"))
        return payments_approve(&desk, visitor, &file, &p->said);
    if (does(p, "cancel"))
        return payments_cancel(&desk, visitor, &file, &p->said);
    e = must_may(ctx, visitor, DEED_ANSWER, &about);
    return e                 ? e
        : does(p, "record")  ? payments_record(&desk, &file, &p->said)
        : does(p, "confirm") ? payments_confirm(&desk, &file, &p->said)
                             : fail(ctx, ERR_INPUT, "the form does not say what to do");
}

static struct form_field *faulty_field(struct payments_file_page *page, const struct paying *p)
{
    bool is_cancel = does(p, "cancel");
    if (is_cancel)
        return p->said.part == PAYMENTS_PART_WHY ? &page->why_cancel : &page->cancel_office;
    return does(p, "confirm")               ? &page->confirms
        : p->said.part == PAYMENTS_PART_DAY ? &page->day
                                            : &page->office;
}

static result again(struct paying *p, struct response *response)
{
    struct ctx *ctx = p->request->ctx;
    struct payments_file_page page = { .is_done = false };
    str why = sentence(ctx, said_take(ctx));
    result e = page_fill(p, &page);
    if (!e)
        e = form_fault(ctx, &page.faults, faulty_field(&page, p), why);
    if (!e)
        view_payments_file(&response->body, &page);
    return e;
}

result payments_file_send(struct request *request, struct response *response)
{
    struct paying p;
    result e = paying_open(request, &p);
    if (e)
        return e;
    said_read(&p);
    e = site_write(request, file_write, &p);
    if (is_for_form(e))
        return again(&p, response);
    str path = payments_url(request->ctx, p.file.row.reference).text;
    if (!e)
        response_see(request, response,
                     (struct url){ str_format(request->ctx->arena, "%.*s?done=yes", STR_ARGS(path)) });
    return e;
}
