// GET /work: what a service has to do, first due first. POST /work: the same to many cases at once.
#include "web/checking.h"
#include "web/commitment_pages.h"
#include "web/figure_pages.h"
#include "web/gathered.h"
#include "web/photographs.h"
#include "web/views.h"
#include "web/visit.h"
#include "web/work_pages.h"

#include "app/closing.h"
#include "app/evidence.h"
#include "app/steps_owed.h"
#include "app/worklist.h"
#include "rules/personal.h"

enum { BULK_MAX = 4 * WORK_PAGE_ROWS }; // more than a page has

static const struct {
    enum work_show show;
    const char *words;
} TABS[] = {
    { SHOW_TODAY, "Due today" },      { SHOW_RISK, "At risk" },  { SHOW_LATE, "Late" },
    { SHOW_DISPUTED, "Disputed" },    { SHOW_PAUSED, "Paused" }, { SHOW_MINE, "Mine" },
    { SHOW_ALL, "All that is open" },
};

static result tabs_fill(struct ctx *ctx, const struct work_question *q, const struct work_list *list,
                        struct work_page *page)
{
    for (size_t i = 0; i < sizeof TABS / sizeof *TABS; i++) {
        struct work_tab *tab = LIST_PUSH(ctx->arena, &page->tabs);
        if (!tab)
            return arena_fail(ctx);
        *tab = (struct work_tab){ TABS[i].words, list->counts[TABS[i].show],
                                  work_list_url(ctx, q, TABS[i].show, NULL), TABS[i].show == q->show };
    }
    return OK;
}

static result endings_fill(struct request *request, const struct work_question *q, struct work_page *page)
{
    struct ctx *ctx = request->ctx;
    struct endings endings;
    result e = gathered_endings(site_gathered(request), request, q, &endings);
    for (int i = 0; i < ENDING_COUNT && !e; i++) {
        struct work_ending *line = LIST_PUSH(ctx->arena, &page->endings);
        if (!line)
            return arena_fail(ctx);
        *line = (struct work_ending){ ending_words((enum ending)i), endings.n[i] };
    }
    return e;
}

static struct work_line line_of(struct ctx *ctx, const struct work_question *q, const struct work_row *row)
{
    bool has_due = row->due.second != WORK_DUE_NONE.second;
    return (struct work_line){ .reference = row->reference,
                               .service = row->service.n ? row->service : STR("not known"),
                               .area = str_slice(row->area, 0, str_find(row->area, STR(";"))),
                               .assigned = row->assigned,
                               .due = has_due ? work_due_words(ctx, q->zone, row->due) : (str){ 0 },
                               .mark = work_mark(row->state, has_due),
                               .is_counted = row->state & WORK_COUNTED,
                               .url = work_case_url(ctx, q, row->reference, row->due) };
}

static result endings_offer(struct ctx *ctx, struct form_field *field)
{
    result e = OK;
    for (int i = 0; i < ENDING_COUNT && !e; i++)
        if (i != ENDING_DUPLICATE) // each repeats another one: not to many at once
            e = form_option_add(ctx, field, ending_words((enum ending)i), ending_words((enum ending)i));
    return e;
}

// What can be done to all that are chosen.
static result deeds_fill(struct request *request, struct work_page *page)
{
    page->ending = form_field(request, "ending", STR("Close them as"));
    page->cause = form_field(request, "cause", STR("The cause they share"));
    page->cause.hint = STR("In a few words, such as: contractor ill. Whoever reported each of them is told.");
    page->words = form_field(request, "words", STR("What was done, or why it is late"));
    page->words.rows = 3;
    return endings_offer(request->ctx, &page->ending);
}

static result lines_fill(struct request *request, const struct work_question *q, const struct work_list *list,
                         struct work_page *page)
{
    struct ctx *ctx = request->ctx;
    for (size_t i = 0; i < list->n; i++) {
        struct work_line *line = LIST_PUSH(ctx->arena, &page->lines);
        if (!line)
            return arena_fail(ctx);
        *line = line_of(ctx, q, &list->at[i]);
        line->is_chosen = request_forms_have(request, "case", line->reference);
    }
    if (list->has_previous)
        page->previous = work_list_url(ctx, q, q->show, list->previous.case_id ? &list->previous : NULL);
    if (list->next.case_id)
        page->next = work_list_url(ctx, q, q->show, &list->next);
    return OK;
}

// What was just handed over, by its reference in the address.
static result given_fill(struct request *request, struct work_page *page)
{
    struct ctx *ctx = request->ctx;
    struct case_row row;
    bool is_found = false;
    str reference = request_field(request, "given");
    result e = reference.n
        ? query_case_by_reference(
              ctx, request->db, &(struct case_by_reference_in){ COMMUNITY_FIRST, reference }, &row, &is_found)
        : OK;
    if (!e && is_found)
        page->given = (struct link){ .text = row.reference, .url = case_url(ctx, row.reference) };
    return e;
}

// Charters of which a party asks their body something.
static result acts_fill(struct request *request, struct work_page *page)
{
    struct ctx *ctx = request->ctx;
    result e = OK;
    for (size_t i = 0; i < request->board->charters.n && !e; i++) {
        const struct charter *c = &request->board->charters.at[i];
        if (life_waits_for(c, request->visitor))
            e = link_add(ctx, &page->acts, c->document->document->title,
                         url_format(ctx->arena, "/charters/%s/life", url_segment(ctx->arena, c->id)));
    }
    return e;
}

static result steps_fill(struct request *request, struct work_page *page)
{
    const struct steps_asked asked = { request->visitor, request->board->ledger, 0 };
    struct steps_owed steps;
    result e = steps_owed_count(request->ctx, request->db, &asked, &steps);
    page->n_steps = steps.n_all;
    page->n_steps_late = steps.n_late;
    return e;
}

static result page_fill(struct request *request, struct work_page *page)
{
    struct ctx *ctx = request->ctx;
    struct work_question q = work_question_from(request);
    struct work_list list;
    layout_fill(request, STR("Work"), "work", &page->layout);
    page->asked_service = q.service;
    page->asked_area = q.area;
    page->show = work_show_name(q.show);
    page->table = url_format(ctx->arena, "/work/table.csv?show=%s&service=%s&area=%s", page->show,
                             url_query(ctx->arena, q.service), url_query(ctx->arena, q.area));
    page->n_page = WORK_PAGE_ROWS;
    page->done = work_many_words(request);
    result e = given_fill(request, page);
    if (!e)
        e = work_list(ctx, request->db, &q, &list);
    q.from = !e && list.from.case_id ? &list.from : NULL;
    page->action = work_list_url(ctx, &q, q.show, q.from);
    if (!e)
        e = tabs_fill(ctx, &q, &list, page);
    page->has_any = q.service.n || q.area.n;
    for (size_t i = 0; i < page->tabs.n; i++)
        page->has_any |= page->tabs.at[i].n > 0;
    if (!e)
        e = steps_fill(request, page);
    page->may_answer_asked = may(q.visitor, DEED_ASKED, NULL);
    if (!e)
        e = acts_fill(request, page);
    if (!e)
        e = options_late(request, &page->options);
    if (!e)
        e = informs_of_visitor(request, &page->informs);
    if (!e)
        e = work_ours_fill(request, page);
    page->may_publish = may(q.visitor, DEED_PUBLISH, NULL);
    if (!e && page->may_publish)
        e = figures_waiting(request, NULL, &page->n_figures);
    struct letters_page letters = { .done = { 0 } };
    if (!e)
        e = letters_waiting(request, &letters);
    page->n_letters = (int64_t)letters.lines.n;
    if (!e)
        e = endings_fill(request, &q, page);
    if (!e)
        e = deeds_fill(request, page);
    return e ? e : lines_fill(request, &q, &list, page);
}

result work_show_page(struct request *request, struct response *response)
{
    struct work_page page = { .show = "" };
    result e = must_may(request->ctx, request->visitor, DEED_WORK, NULL);
    if (!e)
        e = page_fill(request, &page);
    if (!e)
        view_work(&response->body, &page);
    return e;
}

struct bulk {
    struct request *request;
    struct doer by;
    enum ending ending;
    bool closes; // else it explains
    str cause, words;
    struct evidence evidence;
    struct picture picture;
    struct photograph_files files;
    int n; // how many were chosen
};

static result one_do(struct desk *desk, struct bulk *b)
{
    struct about about;
    struct request *r = b->request;
    struct closing closing = { b->ending, b->words, { 0 } };
    result e = case_about(desk->ctx, desk->db,
                          &(struct case_asked){ r->board, r->visitor, &desk->row, &desk->facts }, &about);
    if (!e)
        e = must_may(desk->ctx, r->visitor, b->closes ? DEED_CLOSE : DEED_EXPLAIN, &about);
    if (!e)
        e = b->closes ? case_close(desk, &closing) : case_explain(desk, b->cause, b->words);
    if (!e && b->closes)
        e = evidence_add(desk, &b->evidence);
    return e ? e : desk_settle(desk);
}

static result which_failed(struct ctx *ctx, result e, str reference)
{
    str why = said_take(ctx);
    return fail(ctx, e, "%.*s: %.*s", STR_ARGS(reference), STR_ARGS(why));
}

// All of them or none: what went wrong with one is said, and the rest waits.
static result bulk_do(struct ctx *ctx, struct db *db, void *with)
{
    struct bulk *b = with;
    struct desk desk;
    result e = desk_open(ctx, db, b->request->now, &b->by, &desk);
    b->n = 0;
    for (size_t i = 0; i < b->request->n_form && !e; i++) {
        const struct name_value *field = &b->request->form[i];
        if (!str_equal(field->name, STR("case")) || b->n++ >= BULK_MAX)
            continue;
        e = desk_take(&desk, field->value);
        if (!e)
            e = one_do(&desk, b);
        if (e)
            return which_failed(ctx, e, field->value);
    }
    return e;
}

// The first box that can be ticked; what the list is narrowed by if it is empty.
static const char *first_box(struct ctx *ctx, const struct work_page *page)
{
    if (!page->lines.n)
        return "service";
    const char *name = str_c(ctx->arena,
                             str_format(ctx->arena, "case-%.*s", STR_ARGS(page->lines.at[0].reference)));
    return name ? name : "service";
}

static result bulk_check(struct request *request, struct work_page *page, struct bulk *b)
{
    struct ctx *ctx = request->ctx;
    bool has_any = request_form(request, "case").n > 0;
    b->closes = str_equal(request_form(request, "deed"), STR("close"));
    b->cause = page->cause.value;
    b->words = page->words.value;
    page->first = (struct form_field){ .name = first_box(ctx, page) };
    result e = has_any ? OK : form_fault(ctx, &page->faults, &page->first, STR("Choose at least one report"));
    if (!e && b->closes && !ending_from(page->ending.value, &b->ending))
        e = form_fault(ctx, &page->faults, &page->ending, STR("Choose how they end"));
    if (!e && !b->closes && !b->cause.n)
        e = form_fault(ctx, &page->faults, &page->cause, STR("Name the cause they share"));
    if (!e && !b->words.n)
        e = form_fault(ctx, &page->faults, &page->words,
                       STR("Write what was done, or why: whoever reported reads it"));
    return e;
}

// The first row below the chosen ones that was not chosen: where whoever did something to them goes on.
static str row_after(const struct work_page *page)
{
    size_t i = page->lines.n;
    while (i > 0 && !page->lines.at[i - 1].is_chosen)
        i--;
    return i < page->lines.n ? page->lines.at[i].reference : (str){ 0 };
}

static str chosen_words(const struct request *request)
{
    struct ctx *ctx = request->ctx;
    str words = { 0 };
    for (size_t i = 0; i < request->n_form; i++)
        if (str_equal(request->form[i].name, STR("case")))
            words = words.n
                ? str_format(ctx->arena, "%.*s, %.*s", STR_ARGS(words), STR_ARGS(request->form[i].value))
                : request->form[i].value;
    return words;
}

static result check_line(struct ctx *ctx, struct checking_page *check, str key, str value)
{
    struct pair *slot = LIST_PUSH(ctx->arena, &check->lines);
    if (slot)
        *slot = (struct pair){ .key = key, .value = value };
    return slot ? OK : arena_fail(ctx);
}

static result follows_fill(struct bulk *b, struct checking_page *check)
{
    struct ctx *ctx = b->request->ctx;
    const struct url none = { { 0 } };
    const char *reports = b->n == 1 ? "report is" : "reports are";
    str done = b->closes
        ? str_format(ctx->arena, "%d %s closed as %.*s.", b->n, reports, STR_ARGS(ending_words(b->ending)))
        : str_format(ctx->arena, "%d %s given this reason.", b->n, reports);
    result e = checking_follows(ctx, check, done, none);
    if (!e)
        e = checking_follows(
            ctx, check, STR("Whoever reported one of them and can be reached is sent these words."), none);
    return e || !b->closes
        ? e
        : checking_follows(ctx, check, STR("What is owed for one that was late stays owed."), none);
}

// What is about to be done to all that are chosen. Its photograph is asked for here, since a form that is looked
// through can't carry a file.
static result check_fill(struct bulk *b, const struct work_page *page, struct checking_page *check)
{
    struct request *r = b->request;
    struct ctx *ctx = r->ctx;
    result e = checking_fill(r, check);
    crumb_add(ctx, &check->layout, STR("Work"), (struct url){ STR("/work") });
    check->action = page->action;
    check->say = b->closes ? STR("Close them") : STR("Give them this reason");
    if (b->closes) {
        check->after = form_field(r, "after", STR("A photograph of it mended"));
        check->after.is_optional = true;
        check->after.autocomplete = "image/jpeg,image/png,image/webp";
        check->after.hint = STR("Put on each of them.");
    }
    if (!e) // as others read words on a report
        e = personal_cover(ctx, b->words, &check->words);
    if (!e)
        e = check_line(ctx, check, STR("Reports"), chosen_words(r));
    if (!e)
        e = b->closes ? check_line(ctx, check, STR("They end as"), ending_words(b->ending))
                      : check_line(ctx, check, STR("The cause they share"), b->cause);
    return e ? e : follows_fill(b, check);
}

// Made clean before the write.
static result evidence_take(struct bulk *b, struct checking_page *check)
{
    struct request *r = b->request;
    const struct upload *upload = b->closes ? request_upload(r, "after", 0) : NULL;
    b->evidence.shelf = request_shelf(r);
    if (!upload)
        return OK;
    result e = photograph_take(r, &(struct picture_asked){ .bytes = upload->bytes }, &b->picture, &b->files);
    b->evidence.after = &b->files;
    return is_for_form(e)
        ? form_fault(r->ctx, &check->faults, &check->after, sentence(r->ctx, said_take(r->ctx)))
        : e;
}

// Tried, and shown before it is done.
static result bulk_look(struct bulk *b, const struct work_page *page, struct response *response)
{
    struct checking_page check = { .say = { 0 } };
    result e = site_try(b->request, bulk_do, b);
    if (!e)
        e = check_fill(b, page, &check);
    if (!e)
        view_checking(&response->body, &check);
    return e;
}

static result bulk_put(struct bulk *b, const struct work_page *page, struct response *response)
{
    struct request *r = b->request;
    struct checking_page check = { .say = { 0 } };
    result e = check_fill(b, page, &check);
    if (!e)
        e = evidence_take(b, &check);
    if (!e && check.faults.n) {
        view_checking(&response->body, &check);
        return OK;
    }
    if (!e)
        e = site_write(r, bulk_do, b);
    if (!e)
        response_see(
            r, response,
            work_row_url(r->ctx, work_many_url(r->ctx, page->action, b->closes, b->n), row_after(page)));
    return e;
}

result work_send(struct request *request, struct response *response)
{
    struct work_page page = { .show = "" };
    struct bulk bulk = { .request = request, .by = visitor_doer(request->ctx, request->visitor) };
    bool goes_back = checking_goes_back(request);
    result e = must_may(request->ctx, request->visitor, DEED_WORK, NULL);
    if (!e)
        e = page_fill(request, &page);
    if (!e && !goes_back)
        e = bulk_check(request, &page, &bulk);
    if (!e && !goes_back && !page.faults.n) {
        e = checking_is_sure(request) ? bulk_put(&bulk, &page, response) : bulk_look(&bulk, &page, response);
        if (!is_for_form(e))
            return e;
        e = form_fault(request->ctx, &page.faults, &page.first,
                       sentence(request->ctx, said_take(request->ctx)));
    }
    if (!e)
        view_work(&response->body, &page);
    return e;
}
