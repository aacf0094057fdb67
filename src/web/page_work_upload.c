// GET /work/upload: work from a table. POST: looks through it, line by line; sent from there, it is taken.
#include "web/views.h"
#include "web/visit.h"
#include "web/work_pages.h"

#include "app/work_table.h"

enum { LINE_MEMORY = 64 << 20 };

// What each act takes to be allowed, besides sending a table.
static const enum deed DEEDS[TABLE_ACTS] = {
    [TABLE_CLOSE] = DEED_CLOSE,    [TABLE_PAUSE] = DEED_PAUSE,     [TABLE_RESUME] = DEED_PAUSE,
    [TABLE_NOTE] = DEED_WORK,      [TABLE_EXPLAIN] = DEED_EXPLAIN, [TABLE_ASSIGN] = DEED_ASSIGN,
    [TABLE_HAPPENED] = DEED_CLOSE,
};

struct tabling {
    struct request *request;
    struct doer by;
    struct table_deeds deeds;
    bool is_trial; // all of it is done, and then undone
    bool is_taken;
    int64_t n_new, n_again;
};

static void page_fill(struct request *request, struct work_table_page *page)
{
    *page = (struct work_table_page){ .done = -1 };
    layout_fill(request, STR("Work from a table"), "work", &page->layout);
    crumb_add(request->ctx, &page->layout, STR("Work"), (struct url){ STR("/work") });
    page->file = form_field(request, "file", STR("The table, as a CSV file"));
    page->file.hint = STR(
        "At most 2,000 lines and a megabyte. Nothing is done yet: you see first what each line "
        "will do.");
    page->file.autocomplete = ".csv,text/csv";
    page->text = form_field(request, "text", STR("Or paste its lines"));
    page->text.is_optional = true;
    page->text.rows = 6;
}

result work_upload_show(struct request *request, struct response *response)
{
    struct work_table_page page;
    result e = must_may(request->ctx, request->visitor, DEED_RETURN, NULL);
    if (e)
        return e;
    page_fill(request, &page);
    if (!str_to_int(request_field(request, "done"), &page.done) || page.done < 0)
        page.done = -1;
    view_work_table(&response->body, &page);
    return OK;
}

// The table by whatever way it came, in page->text.
static result text_take(struct request *request, struct work_table_page *page)
{
    struct ctx *ctx = request->ctx;
    const struct upload *upload = request_upload(request, "file", 0);
    if (upload && upload->bytes.n > WORK_TABLE_BYTES_MAX)
        return form_fault(ctx, &page->faults, &page->file, STR("The file is larger than a megabyte"));
    if (upload && !text_settle(ctx->arena, upload->bytes, &page->text.value)) {
        page->text.value = (str){ 0 };
        return form_fault(ctx, &page->faults, &page->file,
                          STR("The file is not text in UTF-8: save it as \"CSV UTF-8\""));
    }
    if (page->text.value.n > WORK_TABLE_BYTES_MAX)
        return form_fault(ctx, &page->faults, &page->text, STR("The table is larger than a megabyte"));
    return page->text.value.n
        ? OK
        : form_fault(ctx, &page->faults, &page->file, STR("Choose a file, or paste its lines"));
}

// Of a report that is not there and of one that is not theirs it is said alike: which there are is nobody's to try out.
static result case_take(struct desk *desk, const struct tabling *t, const struct table_deed *d, str *body)
{
    const struct request *r = t->request;
    struct ctx *ctx = desk->ctx;
    struct about about;
    result e = desk_take(desk, d->reference);
    if (!e)
        e = case_about(ctx, desk->db, &(struct case_asked){ r->board, r->visitor, &desk->row, &desk->facts },
                       &about);
    bool is_theirs = !e && may(r->visitor, DEED_RETURN, &about) && may(r->visitor, DEEDS[d->act], &about);
    if (e == ERR_MISSING)
        (void)said_take(ctx);
    if (e == ERR_MISSING || (!e && !is_theirs))
        return fail(ctx, ERR_RULE, "there is no such report, or it is not yours to work on");
    *body = about.body;
    return e;
}

static result line_do(struct desk *desk, struct tabling *t, struct table_deed *d)
{
    str body = { 0 };
    result e = case_take(desk, t, d, &body);
    if (!e)
        e = work_table_do(desk, d, body, &d->is_again);
    if (!e && !d->is_again)
        e = desk_settle(desk);
    t->n_again += !e && d->is_again;
    t->n_new += !e && !d->is_again;
    return e;
}

// In an arena of its own, so that thousands of lines take no more memory than one. A ledger that was made again in
// it, for a name that was new, is needed further on.
static result line_alone(struct desk *desk, struct tabling *t, struct table_deed *d)
{
    struct ctx *ctx = desk->ctx;
    const struct ledger *before = desk->ledger;
    struct ctx own = { .arena = arena_open(LINE_MEMORY) };
    if (!own.arena)
        return arena_fail(ctx);
    desk->ctx = &own;
    result e = line_do(desk, t, d);
    desk->ctx = ctx;
    if (e)
        e = fail(ctx, e, "%s", own.error.text);
    if (desk->ledger != before && !arena_hold(ctx->arena, own.arena) && !e)
        e = arena_fail(ctx);
    arena_close(own.arena);
    return e;
}

// Each fault is found by a trial; else the first ends it all.
static result line_failed(struct tabling *t, struct table_deed *d, result e)
{
    if (!t->is_trial)
        return e;
    d->fault = said_take(t->request->ctx);
    return OK;
}

// All of it or nothing. Tried first by doing it and taking all back, so that what is foretold is what happens.
static result table_do(struct ctx *ctx, struct db *db, void *with)
{
    struct tabling *t = with;
    struct desk desk;
    result e = desk_open(ctx, db, t->request->now, &t->by, &desk);
    instant at = desk.at;
    t->n_new = t->n_again = 0;
    for (size_t i = 0; i < t->deeds.n && !e; i++) {
        struct table_deed *d = &t->deeds.at[i];
        desk.at = at; // each line has its own time
        desk.by = t->by;
        if (!d->fault.n)
            e = line_alone(&desk, t, d);
        if (e == ERR_INPUT || e == ERR_RULE)
            e = line_failed(t, d, e);
    }
    return e;
}

static result trial(struct tabling *t)
{
    t->is_trial = true;
    return site_try(t->request, table_do, t);
}

static str what_words(struct request *request, const struct table_deed *d)
{
    struct ctx *ctx = request->ctx;
    const struct zone *zone = request->board->zone;
    bool has_time = !instant_is_none(d->at);
    str reason = d->act == TABLE_CLOSE ? ending_words(d->ending) : d->reason;
    str what = d->act == TABLE_CLOSE ? str_format(ctx->arena, "Close as %.*s", STR_ARGS(reason))
        : d->act == TABLE_PAUSE      ? str_format(ctx->arena, "Pause its clock: %.*s", STR_ARGS(reason))
        : d->act == TABLE_RESUME     ? STR("Let its clock run again")
        : d->act == TABLE_NOTE       ? STR("Add a note")
        : d->act == TABLE_EXPLAIN    ? str_format(ctx->arena, "Say why it is late: %.*s", STR_ARGS(reason))
                                     : str_format(ctx->arena, "Assign to %.*s", STR_ARGS(reason));
    return !has_time ? what
                     : str_format(ctx->arena, "%.*s, done by %.*s", STR_ARGS(what),
                                  STR_ARGS(instant_words(ctx, zone, d->at)));
}

static result lines_fill(struct tabling *t, struct work_table_page *page)
{
    struct request *request = t->request;
    const struct table_deeds *deeds = &t->deeds;
    for (size_t i = 0; i < deeds->n; i++)
        page->n_faults += deeds->at[i].fault.n > 0;
    for (size_t i = 0; i < deeds->n; i++) {
        const struct table_deed *d = &deeds->at[i];
        if (page->n_faults && !d->fault.n)
            continue;
        struct work_table_line *line = LIST_PUSH(request->ctx->arena, &page->lines);
        if (!line)
            return arena_fail(request->ctx);
        bool is_fault = d->fault.n > 0;
        *line = (struct work_table_line){ d->line,
                                          d->reference,
                                          is_fault ? sentence(request->ctx, d->fault)
                                                   : what_words(request, d),
                                          is_fault ? (str){ 0 } : d->words,
                                          is_fault,
                                          d->is_again };
    }
    return OK;
}

static result faults_say(struct tabling *t, struct work_table_page *page)
{
    struct ctx *ctx = t->request->ctx;
    page->text.label = STR("Its lines: mend them here");
    page->text.is_optional = false;
    page->text.rows = 12;
    page->file.label = STR("The table mended elsewhere, as a CSV file");
    page->file.is_optional = true;
    page->n_new = t->n_new;
    page->n_again = t->n_again;
    page->n_left = (int64_t)t->deeds.n_left;
    page->is_looked = !page->n_faults;
    if (page->is_looked)
        return OK;
    str all = page->n_faults == 1
        ? STR("One line has to be put right, or taken out")
        : str_format(ctx->arena, "%lld lines have to be put right, or taken out", (long long)page->n_faults);
    return form_fault(ctx, &page->faults, &page->text, all);
}

static result table_read(struct tabling *t, struct work_table_page *page)
{
    struct request *request = t->request;
    const struct table_asked asked = { page->text.value, request->board->zone,
                                       ledger_instant(request->board->ledger, request->now) };
    return work_table_read(request->ctx, &asked, &t->deeds);
}

static result look(struct tabling *t, struct work_table_page *page)
{
    result e = trial(t);
    if (!e)
        e = lines_fill(t, page);
    return e ? e : faults_say(t, page);
}

// What stands against a line is found, with all others, by looking through it again.
static result take(struct tabling *t)
{
    for (size_t i = 0; i < t->deeds.n; i++)
        if (t->deeds.at[i].fault.n)
            return OK;
    t->is_trial = false;
    result e = site_write(t->request, table_do, t);
    t->is_taken = !e;
    if (e == ERR_INPUT || e == ERR_RULE) {
        (void)said_take(t->request->ctx);
        return OK;
    }
    return e;
}

result work_upload_send(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct work_table_page page;
    struct tabling t = { .request = request, .by = visitor_doer(ctx, request->visitor) };
    bool is_sure = str_equal(request_form(request, "deed"), STR("take"));
    result e = must_may(ctx, request->visitor, DEED_RETURN, NULL);
    if (e)
        return e;
    page_fill(request, &page);
    e = text_take(request, &page);
    bool has_table = !e && !page.faults.n;
    if (has_table)
        e = table_read(&t, &page);
    if (has_table && !e && is_sure)
        e = take(&t);
    if (!e && t.is_taken) {
        response_see(request, response, url_format(ctx->arena, "/work/upload?done=%lld", (long long)t.n_new));
        return OK;
    }
    if (has_table && !e)
        e = look(&t, &page);
    if (is_for_form(e))
        e = form_fault(ctx, &page.faults, &page.text, sentence(ctx, said_take(ctx)));
    if (!e)
        view_work_table(&response->body, &page);
    return e;
}
