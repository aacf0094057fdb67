// GET /work/round/{reference}: one stop of a crew's round. POST: what became of it, now or when there was a signal.
#include "web/photographs.h"
#include "web/round_pages.h"
#include "web/views.h"
#include "web/visit.h"

#include "app/act.h"
#include "format/json_write.h"

struct acting {
    struct request *request;
    struct doer by;
    struct round_act act;
    struct picture pictures[2];
    struct photograph_files files[2];
};

static result outcome_fields(struct request *request, struct round_stop_page *page)
{
    static const char *const WORDS[ROUND_OUTCOMES] = { "Done", "Not found: it is not there",
                                                       "Could not be done" };
    struct ctx *ctx = request->ctx;
    result e = OK;
    page->outcome = form_field(request, "outcome", STR("What became of it?"));
    page->reason = form_field(request, "reason", STR("If it could not be done, why not"));
    page->more = form_field(request, "words", STR("Anything to add"));
    page->more.is_optional = true;
    page->more.rows = 2;
    page->more.hint = STR("Whoever reported reads it.");
    for (int i = 0; i < ROUND_OUTCOMES && !e; i++)
        e = form_option_add(ctx, &page->outcome, round_outcome_word((enum round_outcome)i),
                            str_from(WORDS[i]));
    if (!e)
        e = form_option_add(ctx, &page->reason, (str){ 0 }, STR("Choose a reason"));
    for (size_t i = 0; ROUND_REASONS[i] && !e; i++)
        e = form_option_add(ctx, &page->reason, str_from(ROUND_REASONS[i]), str_from(ROUND_REASONS[i]));
    return e;
}

static void photo_fields(struct request *request, struct round_stop_page *page)
{
    page->before = form_field(request, "before", STR("Photograph before"));
    page->after = form_field(request, "after", STR("Photograph after"));
    page->before.is_optional = page->after.is_optional = true;
    page->before.autocomplete = page->after.autocomplete = "image/jpeg,image/png,image/webp";
}

static result place_fill(struct request *request, const struct case_row *row, struct round_stop_page *page)
{
    struct private_by_fact_out part;
    struct work_row work;
    bool is_found;
    result e = query_private_by_fact(request->ctx, request->db,
                                     &(struct private_by_fact_in){ COMMUNITY_FIRST, row->id }, &part,
                                     &is_found);
    if (!e && is_found && row->visibility != VISIBLE_WITHOUT_TEXT) {
        page->words = part.words;
        page->place = part.place;
        if (part.latitude.n)
            page->point = str_format(request->ctx->arena, "%.*s, %.*s", STR_ARGS(part.latitude),
                                     STR_ARGS(part.longitude));
    }
    if (!e)
        e = query_work_of_case(request->ctx, request->db, &(struct work_of_case_in){ row->id }, &work,
                               &is_found);
    if (e || !is_found)
        return e;
    bool has_due = work.due.second != WORK_DUE_NONE.second;
    page->mark = work_mark(work.state, has_due);
    if (has_due)
        page->due = work_due_words(request->ctx, request->board->zone, work.due);
    return OK;
}

// A key that came with the form stays: it is the same deed, sent again.
static str key_of(const struct request *request)
{
    str sent = request_form(request, "key");
    return sent.n ? sent : token_make(request->ctx->arena);
}

static result page_fill(struct request *request, const struct work_opened *o, struct round_stop_page *page)
{
    struct ctx *ctx = request->ctx;
    struct round_asked asked = round_asked_of(request);
    str suffix = round_suffix(ctx, &asked);
    layout_fill(request, o->row.service.n ? o->row.service : o->row.reference, "work", &page->layout);
    page->layout.back = (struct url){ str_format(ctx->arena, "/work/round%.*s", STR_ARGS(suffix)) };
    page->action = url_format(ctx->arena, "/work/round/%s%.*s", url_segment(ctx->arena, o->row.reference),
                              STR_ARGS(suffix));
    page->who = request->visitor->id;
    page->reference = o->row.reference;
    page->service = o->row.service.n ? o->row.service : STR("Kind not known");
    page->area = str_slice(o->row.area, 0, str_find(o->row.area, STR(";")));
    page->is_open = o->row.status == CASE_OPEN;
    page->key = key_of(request);
    photo_fields(request, page);
    result e = outcome_fields(request, page);
    if (!e)
        e = place_fill(request, &o->row, page);
    return e ? e : photographs_fill(request, o->row.id, true, &page->photographs);
}

// What is only counted is kept on no phone.
static result stop_open(struct request *request, struct work_opened *opened)
{
    result e = work_case_open(request, opened);
    if (!e && opened->row.visibility == COUNTED_ONLY)
        return fail(request->ctx, ERR_DENIED, "Reports that are only counted are in no round.");
    return e;
}

result round_stop_show(struct request *request, struct response *response)
{
    struct work_opened opened;
    struct round_stop_page page = { .who = 0 };
    result e = stop_open(request, &opened);
    if (!e)
        e = page_fill(request, &opened, &page);
    if (!e)
        view_round_stop(&response->body, &page);
    return e;
}

static result act_do(struct ctx *ctx, struct db *db, void *with)
{
    struct acting *a = with;
    const struct request *r = a->request;
    struct desk desk;
    struct about about;
    enum deed deed = a->act.outcome == ROUND_COULD_NOT ? DEED_WORK : DEED_CLOSE;
    result e = desk_open(ctx, db, r->now, &a->by, &desk);
    if (!e)
        e = desk_take(&desk, request_parameter(r, "reference"));
    if (!e)
        e = case_about(ctx, db, &(struct case_asked){ r->board, r->visitor, &desk.row, &desk.facts }, &about);
    if (!e)
        e = must_may(ctx, r->visitor, deed, &about);
    if (!e)
        e = round_act_do(&desk, &a->act);
    return e || a->act.is_again ? e : desk_settle(&desk);
}

// Made clean before the write, which waits for nobody.
static result picture_take(struct acting *a, const char *name, size_t i,
                           const struct photograph_files **files)
{
    const struct upload *upload = request_upload(a->request, name, 0);
    if (!upload)
        return OK;
    *files = &a->files[i];
    return photograph_take(a->request, &(struct picture_asked){ .bytes = upload->bytes }, &a->pictures[i],
                           &a->files[i]);
}

static int64_t ago_of(const struct request *request)
{
    int64_t ago;
    return str_to_int(request_form(request, "ago"), &ago) && ago > 0 ? ago : 0;
}

// The same "no" for a page and for a phone that sends what it kept: which field, and the sentence.
static const char *act_read(struct acting *a)
{
    const struct request *r = a->request;
    a->act = (struct round_act){ .key = request_form(r, "key"),
                                 .reason = request_form(r, "reason"),
                                 .words = request_form(r, "words"),
                                 .ago = ago_of(r) };
    if (!round_outcome_from(request_form(r, "outcome"), &a->act.outcome))
        return "Choose what became of it";
    return a->act.outcome == ROUND_COULD_NOT && !a->act.reason.n ? "Choose why it could not be done" : NULL;
}

static result act_send(struct acting *a)
{
    result e = picture_take(a, "before", 0, &a->act.evidence.before);
    if (!e)
        e = picture_take(a, "after", 1, &a->act.evidence.after);
    a->act.evidence.shelf = request_shelf(a->request);
    return e ? e : site_write(a->request, act_do, a);
}

result round_short_answer(struct response *response, bool is_again, str why)
{
    response->type = STR("application/json; charset=utf-8");
    response->is_unkept = true;
    struct json json = json_put_open(&response->body);
    json_put_object(&json, NULL);
    json_put_str(&json, "state", why.n ? STR("refused") : STR("taken"));
    json_put_str(&json, "why", why);
    json_put_bool(&json, "again", is_again);
    json_put_end(&json);
    return OK;
}

static struct form_field *faulty_field(struct round_stop_page *page, const struct acting *a, bool is_picture)
{
    return is_picture            ? a->act.evidence.after ? &page->after : &page->before
        : !page->outcome.value.n ? &page->outcome
        : a->act.outcome == ROUND_COULD_NOT && !a->act.reason.n ? &page->reason
                                                                : &page->outcome;
}

static result again(struct acting *a, struct response *response, const struct work_opened *opened, str why)
{
    struct round_stop_page page = { .who = 0 };
    bool is_picture = a->act.evidence.before && !a->files[a->act.evidence.after ? 1 : 0].hash.n;
    result e = page_fill(a->request, opened, &page);
    if (!e)
        e = form_fault(a->request->ctx, &page.faults, faulty_field(&page, a, is_picture), why);
    if (!e)
        view_round_stop(&response->body, &page);
    return e;
}

static struct url back_to_round(struct request *request, str reference)
{
    struct ctx *ctx = request->ctx;
    struct round_asked asked = round_asked_of(request);
    str suffix = round_suffix(ctx, &asked);
    return url_format(ctx->arena, "/work/round%.*s%sdone=%s", STR_ARGS(suffix), suffix.n ? "&" : "?",
                      url_query(ctx->arena, reference));
}

result round_stop_send(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct work_opened opened;
    struct acting a = { .request = request, .by = visitor_doer(ctx, request->visitor) };
    bool is_short = str_equal(request_form(request, "answer"), STR("short"));
    result e = stop_open(request, &opened);
    if (e)
        return e;
    const char *missing = act_read(&a);
    e = missing ? ERR_INPUT : act_send(&a);
    str why = missing ? str_from(missing) : is_for_form(e) ? sentence(ctx, said_take(ctx)) : (str){ 0 };
    if (e && (!why.n || (is_short && e == ERR_BUSY)))
        return e;
    if (is_short)
        return round_short_answer(response, a.act.is_again, why);
    if (e)
        return again(&a, response, &opened, why);
    response_see(request, response, back_to_round(request, opened.row.reference));
    return OK;
}
