// /return/{token}: a partner without a log-in sends its quarter's cases and numbers. /return/{token}/check: what will
// be taken, and who signs for it. The link works until it is signed.
#include "web/pages.h"
#include "web/return_pages.h"
#include "web/views.h"
#include "web/visit.h"

#include "app/partner_return.h"
#include "base/utf8.h"

enum { NAME_MAX = 32, WRITTEN_MAX = 10000, LINES_SHOWN = 500, LINES_OPEN = 20 };

struct returning {
    struct request *request;
    struct partner_return_row row;
    struct return_sent sent;
    struct return_read read;
    str signer, office, reason;
};

static result returning_open(struct request *request, struct returning *r)
{
    bool is_found;
    *r = (struct returning){ .request = request };
    result e = query_partner_return_by_token(
        request->ctx, request->db,
        &(struct partner_return_by_token_in){ COMMUNITY_FIRST, request_parameter(request, "token") }, &r->row,
        &is_found);
    if (!e && !is_found)
        return fail(
            request->ctx, ERR_MISSING,
            "this link leads to no return that is waiting: it has been signed, or was never asked for");
    r->sent = (struct return_sent){ .row = &r->row, .board = request->board };
    return e;
}

static str path_of(const struct returning *r, const char *more)
{
    return str_format(r->request->ctx->arena, "/return/%.*s%s", STR_ARGS(r->row.token), more);
}

static void about_fill(const struct returning *r, struct return_form_page *page)
{
    struct request *request = r->request;
    layout_fill(request, str_format(request->ctx->arena, "Return of %.*s", STR_ARGS(r->row.body)), "data",
                &page->layout);
    page->body = r->row.body;
    page->quarter = return_words(request->ctx, &r->row);
    page->due = date_words(request->ctx, r->row.due);
    page->community = request->board->name;
    page->is_late = return_is_late(&r->row, request->board->zone,
                                   ledger_instant(request->board->ledger, request->now));
    page->is_correction = r->row.corrects != ID_NONE;
    page->action = (struct url){ request->path };
    page->back = (struct url){ path_of(r, "") };
}

static const char *item_name(struct ctx *ctx, size_t i)
{
    char *name = str_c(ctx->arena, str_format(ctx->arena, "seen-%zu", i));
    return name ? name : "seen";
}

static result items_fill(struct returning *r, struct return_form_page *page)
{
    struct request *request = r->request;
    struct ctx *ctx = request->ctx;
    bool is_sent = request->method == METHOD_POST;
    result e = return_content_read(ctx, r->row.content, &r->sent);
    for (size_t i = 0; i < r->sent.items.n && !e; i++) {
        struct return_item *item = &r->sent.items.at[i];
        struct form_field *field = LIST_PUSH(ctx->arena, &page->items);
        if (!field)
            return arena_fail(ctx);
        const struct field_list *fields = &item->promise->clause->fields;
        const struct field *measure = field_find(fields, KEY_MEASURE);
        measure = measure ? measure : field_find(fields, KEY_TARGET);
        *field = form_field(request, item_name(ctx, i), item->promise->clause->title);
        field->hint = str_format(
            ctx->arena, "%.*s. Such as 27 of 30.",
            STR_ARGS(measure ? field_text(ctx, measure) : item->charter->document->document->title));
        field->is_optional = true;
        field->width = 10;
        if (is_sent)
            item->value = field->value;
        else
            field->value = item->value;
    }
    return e;
}

static result form_fill(struct returning *r, struct return_form_page *page)
{
    about_fill(r, page);
    page->csv = form_field(r->request, "csv", STR("The table of your cases"));
    page->csv.hint = STR("A CSV file, one line for each case. No names of people.");
    page->csv.autocomplete = "text/csv,.csv";
    page->csv.is_optional = true;
    page->written = form_field(r->request, "written", STR("Or its lines, written or pasted here"));
    page->written.hint = STR(
        "One case a line, such as: VP-1041,street lights / supply,Aldermoor ward,2026-07-03,2026-07-08,closed");
    page->written.rows = 8;
    result e = items_fill(r, page);
    if (r->request->method != METHOD_POST && r->sent.csv.n <= WRITTEN_MAX)
        page->written.value = r->sent.csv; // of before
    return e;
}

// Where the table came from that is wrong.
static struct form_field *table_field(struct return_form_page *page)
{
    return page->written.value.n ? &page->written : &page->csv;
}

static result faults_show(struct returning *r, struct return_form_page *page)
{
    struct ctx *ctx = r->request->ctx;
    result e = OK;
    for (size_t i = 0; i < r->read.faults.n && !e; i++) {
        const struct return_fault *f = &r->read.faults.at[i];
        struct return_fault_line *line = LIST_PUSH(ctx->arena, &page->lines);
        if (!line)
            return arena_fail(ctx);
        *line = (struct return_fault_line){ f->line ? str_format(ctx->arena, "Line %lld", (long long)f->line)
                                                    : STR("The return"),
                                            f->text };
    }
    page->is_cut = r->read.faults.n == RETURN_FAULTS_MAX;
    str all = r->read.faults.n == 1
        ? STR("One thing has to be put right, named with its line")
        : str_format(ctx->arena, "%zu things have to be put right, each named with its line",
                     r->read.faults.n);
    return e ? e : form_fault(ctx, &page->faults, table_field(page), all);
}

static result draft_keep(struct ctx *ctx, struct db *db, void *with)
{
    const struct returning *r = with;
    return query_partner_return_content_set(
        ctx, db,
        &(struct partner_return_content_set_in){ COMMUNITY_FIRST, r->row.id, return_content(ctx, &r->sent) });
}

// A file, or lines that were written, take the place of what came before; without either that stays.
static result sent_take(struct returning *r, struct return_form_page *page)
{
    const struct upload *upload = request_upload(r->request, "csv", 0);
    if (upload && upload->bytes.n > RETURN_BYTES_MAX)
        return form_fault(r->request->ctx, &page->faults, &page->csv,
                          STR("The file is larger than a megabyte"));
    if (page->written.value.n > RETURN_BYTES_MAX)
        return form_fault(r->request->ctx, &page->faults, &page->written,
                          STR("That is more than a megabyte: send it as a file"));
    if (upload) {
        r->sent.csv = upload->bytes;
        page->written.value = (str){ 0 };
    } else if (str_trim(page->written.value).n) {
        r->sent.csv = page->written.value = return_table_of(r->request->ctx, str_trim(page->written.value));
    }
    if (utf8_invalid_at(r->sent.csv) < r->sent.csv.n)
        return form_fault(r->request->ctx, &page->faults, &page->csv,
                          STR("The file is not UTF-8: save it as \"CSV UTF-8\""));
    result e = return_check(r->request->ctx, r->request->db, &r->sent, &r->read);
    return e || !r->read.faults.n ? e : faults_show(r, page);
}

static result check_fill(struct returning *r, struct return_form_page *page)
{
    struct request *request = r->request;
    struct ctx *ctx = request->ctx;
    about_fill(r, page);
    result e = return_content_read(ctx, r->row.content, &r->sent);
    if (!e)
        e = return_check(ctx, request->db, &r->sent, &r->read);
    page->rows = r->read.rows;
    page->table = r->read.rows <= LINES_SHOWN ? r->read.table : (str){ 0 };
    page->is_folded = r->read.rows > LINES_OPEN;
    page->n_new = r->read.n_new;
    page->n_changed = r->read.n_changed;
    for (size_t i = 0; i < r->sent.items.n && !e; i++) {
        const struct return_item *item = &r->sent.items.at[i];
        struct return_seen *line = item->value.n ? LIST_PUSH(ctx->arena, &page->seen) : NULL;
        if (line)
            *line = (struct return_seen){ item->promise->clause->title, item->value,
                                          promise_url(ctx, item->charter->id, item->promise->clause->label) };
    }
    page->signer = form_field(request, "signer", STR("Your name"));
    page->signer.autocomplete = "name";
    page->signer.hint = STR("Kept with the return, and never shown in public.");
    page->office = form_field(request, "office", STR("Your office"));
    page->office.hint = STR("Such as Night-time Manager. Everybody reads it.");
    page->reason = form_field(request, "reason", STR("Why it takes the place of the one before"));
    page->reason.hint = STR("Everybody reads it.");
    page->agreed = form_field(request, "agreed", STR("Your statement"));
    return e
        ? e
        : form_option_add(
              ctx, &page->agreed, STR("yes"),
              STR("What is sent here is right and whole as far as I know, and I may sign for the partner"));
}

static result sign(struct ctx *ctx, struct db *db, void *with)
{
    const struct returning *r = with;
    struct return_signing signing = { &r->sent, r->signer, r->office, r->reason, r->request->now };
    return return_sign(ctx, db, &signing);
}

static result signing_check(struct returning *r, struct return_form_page *page)
{
    struct ctx *ctx = r->request->ctx;
    r->signer = page->signer.value;
    r->office = page->office.value;
    r->reason = page->reason.value;
    result e = OK;
    if (!r->signer.n)
        e = form_fault(ctx, &page->faults, &page->signer, STR("Write your name"));
    if (!e && !r->office.n)
        e = form_fault(ctx, &page->faults, &page->office, STR("Write your office"));
    if (!e && page->is_correction && !r->reason.n)
        e = form_fault(ctx, &page->faults, &page->reason,
                       STR("Write why it takes the place of the one before"));
    if (!e && !page->agreed.value.n)
        e = form_fault(ctx, &page->faults, &page->agreed,
                       STR("Say that it is right, or go back and mend it"));
    return e;
}

// The two pages of a return: what fills one, what its form is held against, what is kept of it then.
struct return_step {
    result (*fill)(struct returning *r, struct return_form_page *page);
    result (*take)(struct returning *r, struct return_form_page *page); // what is wrong is among page->faults
    result (*keep)(struct ctx *ctx, struct db *db, void *with);
    void (*view)(struct buffer *out, const struct return_form_page *page);
    bool needs_draft; // what was looked through
};

static const struct return_step FORM = { form_fill, sent_take, draft_keep, view_return_form, false };
static const struct return_step CHECK = { check_fill, signing_check, sign, view_return_check, true };

// is_ready: false where nothing was sent yet, or it does not hold any more: back to the form, which says so.
static result step_open(struct returning *r, const struct return_step *step, struct return_form_page *page,
                        bool *is_ready)
{
    result e = step->fill(r, page);
    *is_ready = !step->needs_draft || (r->row.content.n && !r->read.faults.n);
    return e;
}

static result answer_page(struct request *request, struct response *response, const struct return_step *step)
{
    struct returning r;
    struct return_form_page page = { .is_late = false };
    bool is_ready = false;
    result e = returning_open(request, &r);
    if (!e)
        e = step_open(&r, step, &page, &is_ready);
    if (!e && is_ready)
        step->view(&response->body, &page);
    else if (!e)
        response_see(request, response, (struct url){ path_of(&r, "") });
    return e;
}

static struct url next_of_step(const struct returning *r, const struct return_step *step)
{
    return step->needs_draft ? url_format(r->request->ctx->arena, "/returns/%lld", (long long)r->row.id)
                             : (struct url){ path_of(r, "/check") };
}

static result step_take(struct returning *r, const struct return_step *step, struct return_form_page *page)
{
    result e = step->take(r, page);
    if (!e && !page->faults.n)
        e = site_write(r->request, step->keep, r);
    struct form_field *blamed = step->needs_draft ? &page->signer : &page->csv;
    return is_for_form(e) ? form_fault(r->request->ctx, &page->faults, blamed,
                                       sentence(r->request->ctx, said_take(r->request->ctx)))
                          : e;
}

static result answer_form(struct request *request, struct response *response, const struct return_step *step)
{
    struct returning r;
    struct return_form_page page = { .is_late = false };
    bool is_ready = false;
    result e = returning_open(request, &r);
    if (!e)
        e = step_open(&r, step, &page, &is_ready);
    if (!e && is_ready)
        e = step_take(&r, step, &page);
    if (!e && page.faults.n)
        step->view(&response->body, &page);
    else if (!e)
        response_see(request, response, is_ready ? next_of_step(&r, step) : (struct url){ path_of(&r, "") });
    return e;
}

result return_show(struct request *request, struct response *response)
{
    return answer_page(request, response, &FORM);
}

result return_send(struct request *request, struct response *response)
{
    return answer_form(request, response, &FORM);
}

result return_check_show(struct request *request, struct response *response)
{
    return answer_page(request, response, &CHECK);
}

result return_check_send(struct request *request, struct response *response)
{
    return answer_form(request, response, &CHECK);
}
